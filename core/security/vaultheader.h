// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "crypto/secret.h"
#include "domain/result.h"
#include "security/keystore.h"

#include <QList>

namespace zhike::security {

//! Cost of Argon2id (libsodium, p = 1). Below the floor a header is refused: somebody weakened it.
struct KdfCost {
    quint64 memoryBytes = 128ull << 20;
    quint32 passes = 3;
};
inline constexpr KdfCost kKdfFloor {64ull << 20, 3};
inline constexpr KdfCost kKdfCeiling {512ull << 20, 10};
//! The standard cost, doubled in memory while this machine still derives a key within half a second of its own time.
KdfCost calibratedCost();

//! What the header says in clear about whose vault this is; no customer data.
struct VaultFacts {
    QString vaultId;
    QString login;
    QString userName;
    QString deviceId;
    QString server;
    QString deviceBinding = QStringLiteral("none"); //!< none | keyring
};

//! One wrapped data key. Two stand in a header only while the data key is being changed; the first is the current one.
struct KeySlot {
    int generation = 1;
    qint64 shareGeneration = 0; //!< lease generation of the K_s it was made with
    QString database; //!< file name it opens
    QByteArray box; //!< nonce ‖ XChaCha20-Poly1305(KEK, DEK)
};

//! `vault.hdr` and its second copy `vault.hdr.bak`, ≤ 4 KiB:
//!   RMV1 ‖ u16 length ‖ clear part (CBOR) ‖ u8 slots ‖ per slot: u8 length ‖ CBOR ‖ box ‖ u16 length ‖ tries (CBOR) ‖ SHA-256 of all before
//! A slot's associated data is the clear part and its own: neither can be exchanged. The tries stand outside of it because they change without a key;
//! the keyring has them too. The checksum finds damage, not malice.
class VaultHeader {
public:
    VaultFacts facts;
    KdfCost cost;
    QByteArray salt;
    QString backend; //!< where K_d is kept, and under which item
    QString item;
    QList<KeySlot> slots_;
    Tries tries;

    static bool exists(const QString &dir);
    static Result<VaultHeader> read(const QString &dir);
    static Result<VaultHeader> parse(const QByteArray &bytes); //!< refuses costs outside the limits before anything is allocated for them
    [[nodiscard]] QByteArray serialise() const;
    [[nodiscard]] Done write(const QString &dir) const; //!< both copies
    //! A copy that was damaged, or left behind by a crash between the two writes, must not stay: it may open under a passphrase given up.
    void heal(const QString &dir) const;
    static Done destroy(const QString &dir); //!< overwrites and unlinks both copies

    //! Argon2id over the passphrase: 0.2–0.6 s. Kept while the vault is open, so that shares can change without asking again.
    [[nodiscard]] Result<Secret> stretch(const Secret &passphrase) const;
    //! KEK of a slot = HKDF(stretched ‖ K_d ‖ K_s); wraps and opens. A slot that does not open is WrongPassphrase.
    [[nodiscard]] Done wrap(KeySlot &slot, const Secret &stretched, const KeyShares &shares, std::span<const unsigned char> dek) const;
    [[nodiscard]] Result<Secret> unwrap(const KeySlot &slot, const Secret &stretched, const KeyShares &shares) const;

private:
    [[nodiscard]] QByteArray clearPart() const;
    [[nodiscard]] Result<Secret> kek(const KeySlot &slot, const Secret &stretched, const KeyShares &shares) const;
};

//! HKDF-SHA-256.
Result<Secret> hkdf(std::span<const unsigned char> input, const QByteArray &salt, const QByteArray &info, size_t size = 32);

} // namespace zhike::security
