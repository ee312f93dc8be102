// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "network/httptransport.h"
#include "services/session.h"
#include "storage/database.h"

#include <QObject>
#include <QThread>

namespace zhike::services {

//! Runs one round on the calling thread: the engine, the transport, then lease and anchor, and the figures. For zhikectl and for SyncRunner.
class SyncRound {
public:
    //! \param database of the session, for writing
    SyncRound(storage::Database &database, Session &session, sync::Transport &transport);
    //! `progress` is called between exchanges.
    sync::RoundResult run(const std::function<void(const sync::Progress &)> &progress = {});

private:
    sync::RoundResult once(const std::function<void(const sync::Progress &)> &progress);
    Done record(const sync::RoundResult &result);

    storage::Database &m_database;
    Session &m_session;
    sync::Transport &m_transport;
    sync::AccessToken m_token;
};

//! Syncs in the background while a session is unlocked: at once, every minute ± 20 %, after a change, and with full-jitter back-off after failures.
//! Lives on the GUI thread, works on its own; destroying it ends the round politely.
class SyncRunner final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SyncRunner)
public:
    SyncRunner(Session &session, QObject *parent = nullptr);
    ~SyncRunner() override;

    void requestRound(); //!< F5: now, whatever the back-off says
    void noteChange(); //!< a command was queued: soon

Q_SIGNALS:
    void statusChanged(const zhike::services::SyncStatus &status);
    void revoked(const QByteArray &order); //!< this device may not sync any more; the order that came with it, if any, is not believed yet
    void dataChanged(); //!< a round brought or settled something

private:
    class Worker;
    QThread m_thread;
    Worker *m_worker; // lives on m_thread
    std::shared_ptr<network::HttpTransport> m_transport;
};

} // namespace zhike::services
