// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/clock.h"
#include "security/vault.h"
#include "services/commands.h"
#include "services/ledger.h"
#include "services/onlinecommands.h"
#include "services/queries.h"
#include "storage/database.h"
#include "sync/engine.h"

#include <QUrl>
#include <memory>

namespace zhike::services {

//! What a person must give once to make this computer his.
struct Enrolment {
    QUrl server;
    QString login;
    QString password;
    QString passphrase;
    QString deviceName;
};

//! Exists only while the vault is unlocked and owns the key; databases are opened from it, one per thread. Destroying it locks: what still runs on
//! its databases must have ended before.
class Session {
public:
    //! Signs in, registers the device, makes the vault. Nothing is left on disk when it fails. The first sync is the caller's.
    static Result<std::unique_ptr<Session>> enrol(const QString &dir, const Enrolment &enrolment, const Clock &clock);
    //! 0.2–0.6 s of key derivation: never on the GUI thread.
    static Result<std::unique_ptr<Session>> unlock(const QString &dir, const QString &passphrase, const Clock &clock);
    ~Session();
    Session(const Session &) = delete;
    Session &operator=(const Session &) = delete;

    [[nodiscard]] const security::Vault &vault() const { return *m_vault; }
    [[nodiscard]] security::Vault &vault() { return *m_vault; }
    [[nodiscard]] const Clock &clock() const { return m_clock; }
    [[nodiscard]] security::SealFile &seal() const { return m_ledger->seal(); }
    [[nodiscard]] Witness witness() const; //!< for who puts something on record
    //! Puts the end of the session on record and signs the audit; before the last Desk goes. \param why idle, os, suspend, menu, exit …
    Done noteLock(const QString &why) const;
    Result<std::unique_ptr<storage::Database>> open(storage::Access access) const;
    Result<std::unique_ptr<Queries>> queries() const;
    Result<std::unique_ptr<Commands>> commands() const;
    //! \param transport to the session's server; whoever ends the session early cancels it
    Result<std::unique_ptr<OnlineCommands>> online(std::shared_ptr<sync::Transport> transport) const;

private:
    Session(std::unique_ptr<security::Vault> vault, Clock clock);
    std::unique_ptr<security::Vault> m_vault;
    std::unique_ptr<Ledger> m_ledger;
    Clock m_clock;
};

//! Vault directory to use when none was named: the one used last below the application's data folder, else a new one there.
QString defaultVaultDirectory();

} // namespace zhike::services
