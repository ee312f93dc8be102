// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/desk.h"

namespace zhike::services {

Desk::Desk(Clock clock, MakeQueries makeQueries, MakeCommands makeCommands, QObject *parent) : QObject(parent), m_clock(std::move(clock))
{
    for (Lane *lane : {&m_reader, &m_writer, &m_line}) {
        lane->context = new QObject;
        lane->context->moveToThread(&lane->thread);
        lane->thread.start();
    }
    m_reader.thread.setObjectName(QStringLiteral("reader"));
    m_writer.thread.setObjectName(QStringLiteral("writer"));
    m_line.thread.setObjectName(QStringLiteral("line"));
    post(m_reader, [this, makeQueries = std::move(makeQueries)] { m_queries = makeQueries(); });
    post(m_writer, [this, makeCommands = std::move(makeCommands)] { m_commands = makeCommands(); });
}

void Desk::close()
{
    for (Lane *lane : {&m_reader, &m_writer, &m_line}) {
        const auto closeHere = [this, lane] {
            if (lane == &m_reader)
                m_queries.reset();
            else if (lane == &m_writer)
                m_commands.reset();
            else
                m_online.reset();
        };
        QMetaObject::invokeMethod(lane->context, closeHere, Qt::BlockingQueuedConnection);
    }
}

void Desk::finishWrites()
{
    QMetaObject::invokeMethod(
        m_writer.context, [] {}, Qt::BlockingQueuedConnection);
}

Desk::~Desk()
{
    // What is queued still runs: a command accepted from a person is never dropped.
    post(m_reader, [this] { m_queries.reset(); });
    post(m_writer, [this] { m_commands.reset(); });
    post(m_line, [this] { m_online.reset(); });
    for (Lane *lane : {&m_reader, &m_writer, &m_line}) {
        // In one event: a deletion posted first would take the posted quit with it.
        post(*lane, [lane] {
            lane->context->deleteLater();
            lane->thread.quit();
        });
        lane->thread.wait();
    }
}

void Desk::post(Lane &lane, std::function<void()> work)
{
    QMetaObject::invokeMethod(lane.context, std::move(work), Qt::QueuedConnection);
}

void Desk::setOnline(MakeOnline makeOnline)
{
    post(m_line, [this, makeOnline = std::move(makeOnline)] { m_online = makeOnline(); });
}

SyncStatus Desk::withLive(SyncStatus kept) const
{
    kept.syncing = m_sync.syncing;
    kept.phase = m_sync.phase;
    kept.progressDone = m_sync.progressDone;
    kept.progressTotal = m_sync.progressTotal;
    kept.nextAttempt = m_sync.nextAttempt;
    kept.failures = m_sync.failures;
    kept.restored = m_sync.restored;
    kept.rebuilt = m_sync.rebuilt;
    return kept;
}

void Desk::noteStore(const std::optional<Error> &lost)
{
    if (lost)
        Q_EMIT storeLost(*lost);
    else if (m_storeLost)
        Q_EMIT storeBack();
    m_storeLost = lost.has_value();
}

void Desk::publish(const SyncStatus &status)
{
    m_sync = status;
    Q_EMIT syncStatusChanged(m_sync);
}

} // namespace zhike::services
