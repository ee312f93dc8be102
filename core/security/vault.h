// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "crypto/devicekey.h"
#include "security/keystore.h"
#include "security/vaultheader.h"
#include "security/vaultlock.h"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace zhike::security {

//! What a vault leans on: where its shares are kept and what time it is.
struct VaultContext {
    std::shared_ptr<KeyStore> keys;
    qint64 wallMs = 0; //!< the computer's clock, Unix milliseconds; believed only as far as trusted time allows
    std::function<BootTime()> boot = &BootTime::now;
};

//! What may be known of a vault without opening it.
struct VaultState {
    VaultFacts facts;
    int triesLeft = kMaxTries;
    qint64 waitMs = 0; //!< until the next try
    qint64 leaseUntilMs = 0; //!< 0: not known
    int generation = 0;
    bool hasKeyring = false; //!< the item was there and could be read
    bool hasSlots = true; //!< false: the keys were destroyed
    bool needsSignIn = false; //!< tries used up, lease over or clock behind
};

//! An open vault directory: holds the lock and the data key. Lives as long as the session; destroying it forgets the keys.
//!
//! The data key opens with Argon2id(passphrase) ‖ K_d ‖ K_s (vaultheader.h). A change of K_d or K_s first puts the new ones beside the old ones into
//! the keyring, then switches the header, then forgets the old ones: a broken-off change leaves one of the two working. May be used from any thread;
//! calls that touch the keyring block.
class Vault {
public:
    //! Makes the directory (0700), the keyring item and the header. Refuses a directory that holds a vault already.
    //! \param record the device key and what the server gave; a K_d is made here when there is none
    static Result<std::unique_ptr<Vault>> create(const QString &dir, const VaultFacts &facts, const Secret &passphrase, KeyRecord record,
                                                 const VaultContext &context, KdfCost cost = {});
    //! Lock → op.journal → lease and trusted time → throttle → Argon2id (0.2–0.6 s: never on the GUI thread) → slot.
    //! Errors: Locked, Keyring, SignInNeeded, Throttled (value: seconds), WrongPassphrase (value: tries left), Erased, Damaged, TooNew.
    static Result<std::unique_ptr<Vault>> unlock(const QString &dir, const Secret &passphrase, const VaultContext &context);
    static Result<VaultFacts> facts(const QString &dir); //!< clear part only
    static Result<VaultState> look(const QString &dir, const VaultContext &context);
    static bool exists(const QString &dir);
    //! An online sign-in succeeded: the share it brought goes to the keyring, wrong tries are forgotten. For a vault that is locked.
    static Done admit(const QString &dir, const VaultContext &context, Secret share, qint64 shareGeneration, qint64 leaseUntilMs, qint64 leaseMs,
                      qint64 serverMs);
    ~Vault();
    Vault(const Vault &) = delete;
    Vault &operator=(const Vault &) = delete;

    [[nodiscard]] const QString &directory() const { return m_dir; }
    [[nodiscard]] const VaultFacts &facts() const { return m_header.facts; }
    [[nodiscard]] QString databasePath() const;
    [[nodiscard]] std::span<const unsigned char> dataKey() const { return m_dek.bytes(); } //!< raw key of the database, 32 bytes
    [[nodiscard]] int generation() const;
    [[nodiscard]] int failedTries() const { return m_failedTries; } //!< before this unlock
    [[nodiscard]] double kdfSeconds() const { return m_kdfSeconds; }
    //! HKDF of the data key for one purpose: "seal", "drafts", "search".
    [[nodiscard]] Result<Secret> deriveKey(const QByteArray &purpose) const;
    [[nodiscard]] const crypto::DeviceKey *deviceKey() const { return m_deviceKey ? &*m_deviceKey : nullptr; } //!< null only in a vault made without one

    [[nodiscard]] KeyStore &keyStore() const { return *m_keys; }
    [[nodiscard]] KeyRecord record() const; //!< a copy, for what it says about lease, anchor and wipe keys
    Done saveAnchor(const Anchor &anchor); //!< does not wait for a keyring that is slow
    Done noteLease(qint64 untilMs, qint64 lengthMs); //!< the same share, for longer
    Done renewShare(Secret share, qint64 shareGeneration, qint64 untilMs, qint64 lengthMs); //!< new K_s: the data key is wrapped again
    Done pinWipeKeys(const QByteArray &keys); //!< kept unless empty
    Done dropShare(); //!< the lease is over: K_s goes
    Done forgetRefreshToken(); //!< the store has it
    void forgetUnrecorded(); //!< the audit has what record().unrecorded says

    //! The vault was wiped under it: keys go from memory, and nothing of it is ever written again.
    void forget();

    //! New salt, new K_d, same data key; the old passphrase and every older header are dead when this returns.
    Done changePassphrase(const Secret &current, const Secret &next);

    //! Change of the data key: begin, fill the new file, finish or abandon; nothing else may have the store open. A kill at any moment leaves the old
    //! or the new one fully usable (op.journal).
    struct Target {
        QString path;
        Secret key;
    };
    Result<Target> beginRotation();
    Done finishRotation();
    Done abandonRotation();

private:
    Vault() = default;
    Done resume();
    Done open(const Secret &passphrase, const VaultContext &context);
    Done admitTry(const VaultContext &context);
    Done noteFailure();
    Done noteClosed(const QString &event, const QString &outcome, qint64 n); //!< kept in the keyring until the audit can take it
    Done switchKeys(KeyShares next, qint64 shareGeneration, const Secret &stretched);
    Done saveRecord();

    VaultLock m_lock; // first here, last to go
    mutable std::recursive_mutex m_mutex; // header and record
    QString m_dir;
    std::shared_ptr<KeyStore> m_keys;
    VaultHeader m_header;
    KeyRecord m_record;
    Secret m_stretched;
    Secret m_dek;
    Secret m_nextDek;
    std::optional<crypto::DeviceKey> m_deviceKey;
    double m_kdfSeconds = 0;
    int m_failedTries = 0;
    bool m_forgotten = false;
};

inline constexpr qint64 kClockToleranceMs = 10 * 60 * 1000; //!< how far the clock may be behind what was seen (sync-protocol §7)

} // namespace zhike::security
