// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "crypto/secret.h"
#include "domain/result.h"
#include "security/throttle.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace zhike::security {

using crypto::Secret;

//! The shares besides the passphrase (security.md §2). An empty one is absent; the derivation has its place either way.
struct KeyShares {
    Secret device; //!< K_d
    Secret server; //!< K_s, of the lease

    [[nodiscard]] KeyShares clone() const { return {device.clone(), server.clone()}; }
};

//! What the store was known to hold when it was last looked at (security.md §5.4): an older store is a copy put back.
struct Anchor {
    qint64 vaultGeneration = 0;
    qint64 stamp = 0; //!< counts anchors; stands in the store too
    qint64 incarnation = 1;
    qint64 outboxN = 0;
    qint64 auditSeq = 0;
    QByteArray auditHash;
    qint64 trustedMs = 0; //!< trusted time, Unix milliseconds
};

//! What happened to a vault while its store was closed and could take no event; goes on record at the next unlock.
struct Unrecorded {
    QString event; //!< name of the catalogue (audit.h)
    QString outcome;
    qint64 n = 0;
    friend bool operator==(const Unrecorded &, const Unrecorded &) = default;
};

//! All that a vault keeps outside its folder: one item of the keyring, `zhike/<vault id>`.
struct KeyRecord {
    KeyShares keys; //!< the header's slot opens with these …
    KeyShares next; //!< … or, when a change was broken off, with these
    bool hasNext = false;
    Secret deviceJwk; //!< private JWK of the device key
    Secret refreshToken; //!< of a sign-in before unlocking, until the store has taken it
    qint64 shareGeneration = 0; //!< lease generation of keys.server
    qint64 nextGeneration = 0;
    qint64 leaseUntilMs = 0; //!< 0: no lease known
    qint64 leaseMs = 0; //!< its length
    Tries tries;
    Anchor anchor;
    QByteArray wipeKeys; //!< JSON array of public JWKs that may sign a wipe order
    qint64 orderFloorMs = 0; //!< orders issued before this do not count: enrolment, or the last order
    QList<Unrecorded> unrecorded;

    void note(const QString &event, const QString &outcome, qint64 n); //!< once of each kind: of more, the largest n

    [[nodiscard]] KeyRecord clone() const;
    [[nodiscard]] Secret encode() const; //!< CBOR
    static Result<KeyRecord> decode(std::span<const unsigned char> bytes);
};

//! Where the record lives. Calls may block until the keyring answers or the time-out passes: never on the GUI thread. Safe from any thread.
//! Errors: NotFound (no such item), Keyring (absent, closed, silent), Io.
class KeyStore {
public:
    KeyStore() = default;
    virtual ~KeyStore() = default;
    KeyStore(const KeyStore &) = delete;
    KeyStore &operator=(const KeyStore &) = delete;

    [[nodiscard]] virtual QString backend() const = 0; //!< name for the header
    virtual Result<KeyRecord> read(const QString &vaultId) = 0;
    virtual Done write(const QString &vaultId, const KeyRecord &record) = 0;
    //! As write(), without waiting for the answer: for what is of use only if it succeeds. Later calls see it.
    virtual void writeLater(const QString &vaultId, const KeyRecord &record) { (void)write(vaultId, record); }
    virtual Done remove(const QString &vaultId) = 0; //!< also fine when there is none
};

//! For device_binding=none: files of mode 0600 in a folder outside the vault. Weaker than a keyring, and said so on the screen.
class FileKeyStore final : public KeyStore {
public:
    explicit FileKeyStore(QString folder);
    [[nodiscard]] QString backend() const override;
    Result<KeyRecord> read(const QString &vaultId) override;
    Done write(const QString &vaultId, const KeyRecord &record) override;
    Done remove(const QString &vaultId) override;

    static QString folderFor(const QString &vaultDir); //!< <vault>/../.keys

private:
    QString m_folder;
};

QString keyringItem(const QString &vaultId); //!< zhike/<vault id>

} // namespace zhike::security
