// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "crypto/secret.h"
#include "domain/result.h"

#include <QString>
#include <memory>

namespace zhike::security {

using crypto::Secret;

//! Cost of Argon2id (libsodium, p = 1). Below the floor a header is refused: somebody weakened it.
struct KdfCost {
    quint64 memoryBytes = 128ull << 20;
    quint32 passes = 3;
};
inline constexpr KdfCost kKdfFloor {64ull << 20, 3};
inline constexpr KdfCost kKdfCeiling {512ull << 20, 10};

//! What the header says in clear about whose vault this is; no customer data.
struct VaultFacts {
    QString vaultId;
    QString login;
    QString userName;
    QString deviceId;
    QString server;
    QString deviceBinding = QStringLiteral("none"); //!< none | keyring
};

//! The shares besides the passphrase (security.md §2). Empty shares are absent: the derivation has their place either way.
struct KeyShares {
    Secret device; //!< K_d, from the OS keyring
    Secret server; //!< K_s, of the lease
};

//! An open vault directory: holds the lock and the data key. Lives as long as the session; destroying it forgets the key.
//!
//! `vault.hdr`: magic, clear facts, KDF parameters, and the slot = XChaCha20-Poly1305(KEK, DEK) with everything before it as associated data;
//! KEK = HKDF-SHA-256(Argon2id(passphrase) ‖ K_d ‖ K_s, salt = vault id, info = "zhike/kek/v1|suite|profile|generation").
//! Written tmp → fsync → rename → fsync of the folder, with a second copy beside it.
class Vault {
public:
    //! Makes the directory (0700) and the header. Refuses a directory that holds a vault already.
    static Result<std::unique_ptr<Vault>> create(const QString &dir, const VaultFacts &facts, const Secret &passphrase, const KeyShares &shares = {},
                                                 KdfCost cost = {});
    //! Takes the lock, derives the key (0.2–0.6 s: never on the GUI thread) and opens the slot.
    static Result<std::unique_ptr<Vault>> unlock(const QString &dir, const Secret &passphrase, const KeyShares &shares = {});
    //! Reads the clear part only; for the unlock screen.
    static Result<VaultFacts> facts(const QString &dir);
    static bool exists(const QString &dir);
    ~Vault();
    Vault(const Vault &) = delete;
    Vault &operator=(const Vault &) = delete;

    [[nodiscard]] const QString &directory() const { return m_dir; }
    [[nodiscard]] const VaultFacts &facts() const { return m_facts; }
    [[nodiscard]] QString databasePath() const;
    [[nodiscard]] std::span<const unsigned char> dataKey() const { return m_dek.bytes(); } //!< raw key of the database, 32 bytes
    //! HKDF of the data key for one purpose: "seal", "drafts", "search".
    [[nodiscard]] Result<Secret> deriveKey(const QByteArray &purpose) const;
    [[nodiscard]] double kdfSeconds() const { return m_kdfSeconds; }
    //! New header around the same data key; the old passphrase is dead when this returns.
    Done changePassphrase(const Secret &current, const Secret &next, const KeyShares &shares = {});

private:
    Vault() = default;
    struct Header;
    Done takeLock();

    QString m_dir;
    VaultFacts m_facts;
    int m_generation = 1;
    QString m_database;
    Secret m_dek;
    int m_lockFd = -1;
    double m_kdfSeconds = 0;
};

} // namespace zhike::security
