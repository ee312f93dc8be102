// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/clock.h"
#include "services/onlinecommands.h"
#include "services/recorder.h"
#include "storage/database.h"
#include "sync/engine.h"

#include <functional>
#include <memory>

namespace zhike::services {

//! Decisions by a round of their own: one operation that is not in the outbox, then a pull that shows what came of it. One thread, not the GUI's.
class LiveOnline final : public OnlineCommands {
public:
    //! \param witness what the audit needs of the session: a decision is on record before it is sent
    LiveOnline(std::unique_ptr<storage::Database> database, Clock clock, std::shared_ptr<sync::Transport> transport, Witness witness = {});
    ~LiveOnline() override;

    Done approve(const QString &request, const QString &note) override;
    Done reject(const QString &request, const QString &reason) override;
    Done withdraw(const QString &request) override;

private:
    Done decide(const QString &request, const QString &command, const QString &note);

    std::unique_ptr<storage::Database> m_database;
    Clock m_clock;
    std::shared_ptr<sync::Transport> m_transport;
    Recorder m_recorder;
    sync::AccessToken m_token;
};

} // namespace zhike::services
