// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/clock.h"
#include "process/crashreport.h"
#include "security/vault.h"
#include "services/commands.h"
#include "services/ledger.h"
#include "services/onlinecommands.h"
#include "services/queries.h"
#include "services/trustedtime.h"
#include "storage/database.h"
#include "sync/engine.h"

#include <QUrl>
#include <atomic>
#include <memory>

namespace zhike::services {

//! What a person must give once to make this computer his.
struct Enrolment {
    QUrl server;
    QString login;
    QString password;
    QString passphrase;
    QString deviceName;
    QStringList former {}; //!< vault directories of this computer whose keys are lost: what they have not sent is sent by the new one
};

//! Exists only while the vault is unlocked and owns the key; databases are opened from it, one per thread. Destroying it locks: what still runs on
//! its databases must have ended before. What was written since the last anchor is anchored then.
class Session {
public:
    //! Signs in, registers the device with a key of its own, makes the vault. Nothing is left on disk when it fails. The first sync is the caller's.
    //! \param keyring for device_binding=keyring; the system's when none is given
    static Result<std::unique_ptr<Session>> enrol(const QString &dir, const Enrolment &enrolment, const Clock &clock,
                                                  std::shared_ptr<security::KeyStore> keyring = {});
    //! 0.2–0.6 s of key derivation: never on the GUI thread. Errors: see security::Vault::unlock.
    static Result<std::unique_ptr<Session>> unlock(const QString &dir, const QString &passphrase, const Clock &clock,
                                                   std::shared_ptr<security::KeyStore> keyring = {});
    //! For a vault that asks for it (SignInNeeded): the server's password brings the lease's share back; then the passphrase opens again. Stays locked.
    static Done signInOnline(const QString &dir, const QString &password, const Clock &clock, std::shared_ptr<security::KeyStore> keyring = {});
    //! A page of the store could not be read where it was wanted: the next unlock looks at every page, and builds the store anew where one is damaged.
    static void noteDamage(const QString &dir);
    //! What the unlock screen may say. Asks the keyring: not on the GUI thread.
    static Result<security::VaultState> look(const QString &dir, const Clock &clock, std::shared_ptr<security::KeyStore> keyring = {});
    ~Session();
    Session(const Session &) = delete;
    Session &operator=(const Session &) = delete;

    [[nodiscard]] const security::Vault &vault() const { return *m_vault; }
    [[nodiscard]] security::Vault &vault() { return *m_vault; }
    [[nodiscard]] const Clock &clock() const { return m_clock; }
    [[nodiscard]] const crypto::DeviceKey &deviceKey() const { return *m_vault->deviceKey(); }
    [[nodiscard]] Result<crypto::Secret> deriveKey(const QByteArray &purpose) const { return m_vault->deriveKey(purpose); }
    [[nodiscard]] qint64 trustedNowMs() const { return m_time.nowMs(); }
    void noteServerTime(qint64 serverMs, qint64 roundTripMs) { m_time.note(serverMs, roundTripMs); } //!< from any thread
    [[nodiscard]] int vaultGeneration() const { return m_vault->generation(); }
    [[nodiscard]] security::SealFile &seal() const { return m_ledger->seal(); }
    [[nodiscard]] Witness witness() const; //!< for who puts something on record
    //! The store is older than what was anchored: read-only until rejoin() has made it a new incarnation.
    [[nodiscard]] bool isRestored() const { return m_restored; }
    //! … because it was damaged: what could be read was taken over, the rest is fetched again.
    [[nodiscard]] bool isRebuilt() const { return m_restored && m_rebuilt; }
    [[nodiscard]] bool isLeaseOver() const; //!< on trusted time: lock

    Result<std::unique_ptr<storage::Database>> open(storage::Access access) const;
    Result<std::unique_ptr<Queries>> queries() const;
    Result<std::unique_ptr<Commands>> commands() const; //!< Restored while isRestored()

    //! \param transport to the session's server; whoever ends the session early cancels it
    Result<std::unique_ptr<OnlineCommands>> online(std::shared_ptr<sync::Transport> transport) const;

    //! After a round that reached the server: trusted time, lease, a due share, pins; then the anchor. Failing costs nothing that is kept.
    Done afterRound(storage::Database &database, sync::Transport &transport, const sync::AccessToken &token, const sync::RoundResult &result);
    //! A restored copy becomes a new incarnation: unsent operations keep their ids and get new numbers, everything is fetched anew.
    Done rejoin(storage::Database &database, sync::Transport &transport);
    //! New data key: the store is written anew under it and the old one is of no use to anybody (purge L3, suspicion). Every other connection to the store
    //! must be closed. A kill at any moment leaves the old or the new one fully usable.
    Done rotateKey();
    //! Customers have left since the key was changed last: change it at the latest after the policy's purge_rekey_h, at lock or exit.
    [[nodiscard]] Result<bool> wantsNewKey() const;
    [[nodiscard]] bool isNewKeyOverdue() const; //!< they left longer ago than that: lock now
    Done wantNewKey(); //!< at the next lock, when nothing has the store open
    Done changePassphrase(const QString &current, const QString &next);
    [[nodiscard]] int idleLockMinutes() const; //!< from the bank's policy, 1–15
    //! Writes down in the keyring how far the store has come: at lock, exit and sync.
    Done anchor(storage::Database &database);
    //! What a pull says of this device: its anchor, by which the central knows a snapshot of the whole computer, keyring included, and the share it has.
    [[nodiscard]] QJsonObject report() const;
    //! Puts the end of the session on record, signs the audit and anchors; before the last Desk goes. \param why idle, session, sleep, menu, exit …
    Done noteLock(const QString &why);
    //! The first session of a program: that it has started, what of its environment it would not load code from, and how it ended before. Costs nothing
    //! when it fails. \param crashes reports that lie there; those that are on record already are left out
    void noteStart(const QStringList &refusedPlugins, const QList<process::CrashReport> &crashes = {});
    //! As much for a program that only does one thing: nothing when nothing was refused.
    void noteRefusedPlugins(const QStringList &names);

private:
    Session(std::unique_ptr<security::Vault> vault, Clock clock);
    Result<bool> isOlderThanAnchor(storage::Database &database) const;
    Done prepare(); //!< schema, figures, seal file, anchor: before anybody reads
    Done rebuild(); //!< the store is damaged or gone: what can be read is taken over, the rest is fetched again
    Done openLedger(storage::Database &database);
    Done noteClock(storage::Database &database); //!< whether somebody has set it while the session was open
    static security::AuditEvent refusedPluginEvent(const QStringList &names);
    std::unique_ptr<security::Vault> m_vault;
    std::unique_ptr<Ledger> m_ledger;
    std::shared_ptr<const crypto::Secret> m_termKey; //!< for hashes of what is searched for
    Clock m_clock;
    TrustedTime m_time;
    ClockWatch m_clockWatch;
    qint64 m_leaseAskedMs = 0; //!< sync thread only
    std::atomic<bool> m_restored = false;
    bool m_rebuilt = false; //!< set before anybody else knows the session
    bool m_older = false; //!< than its anchor, when it was opened
    mutable std::atomic<bool> m_written = false; //!< since the last anchor, for all we know
};

//! Vault directory to use when none was named: the one used last below the application's data folder, else a new one there.
QString defaultVaultDirectory();
//! Where the shares of a vault are kept: a file beside it for device_binding=none, else the keyring.
std::shared_ptr<security::KeyStore> keyStoreFor(const QString &dir, const QString &deviceBinding, std::shared_ptr<security::KeyStore> keyring);

} // namespace zhike::services
