// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/syncrunner.h"

#include "services/formervaults.h"
#include "storage/auditlog.h"
#include "storage/figures.h"
#include "storage/syncreader.h"
#include "storage/syncstore.h"

#include <QTimer>

namespace zhike::services {

using namespace Qt::Literals::StringLiterals;

SyncRound::SyncRound(storage::Database &database, Session &session, sync::Transport &transport)
    : m_database(database)
    , m_session(session)
    , m_transport(transport)
{
}

sync::RoundResult SyncRound::once(const std::function<void(const sync::Progress &)> &progress)
{
    const auto &clock = m_session.clock();
    // Without room for a signature the round still goes on: sending is what helps.
    (void)Ledger::record(m_database, clock, m_session.witness(), {}, true);
    storage::SyncStore store(m_database, clock.today());
    storage::AuditLog audit(m_database);
    // With the pull go the signatures over the record, until the central has taken them, and where this device says it stands.
    const auto members = [this, &audit]() -> Result<QJsonObject> {
        auto list = audit.checkpoints();
        if (!list)
            return list.error();
        auto report = m_session.report();
        if (!list->isEmpty())
            report.insert(QStringLiteral("checkpoints"), *list);
        return report;
    };
    store.setHooks({m_session.witness().sign, [this](qint64 serverMs, qint64 roundTripMs) { m_session.noteServerTime(serverMs, roundTripMs); }, members,
                    [&audit] { return audit.checkpointsAccepted(); }});
    sync::Engine engine(store, clock, m_token);
    auto request = engine.start();
    while (request) {
        const auto response = m_transport.exchange(*request);
        request = engine.onResponse(response);
        if (progress)
            progress(engine.progress());
    }
    return engine.result();
}

sync::RoundResult SyncRound::run(const std::function<void(const sync::Progress &)> &progress)
{
    sync::RoundResult result;
    const auto rejoin = [&] {
        m_token = {};
        const auto ok = m_session.rejoin(m_database, m_transport);
        if (!ok)
            result.error = ok.error();
        return ok.ok();
    };
    storage::SyncStore store(m_database, m_session.clock().today());
    const auto ended = store.endGrants(m_session.trustedNowMs());
    const auto aged = store.ageOut(m_session.clock().today());
    if (!m_session.isRestored() || rejoin())
        result = once(progress);
    // The central knows of operations that this store has forgotten: a copy was put back.
    if (result.error && result.error->code == ErrorCode::Conflict && result.error->detail.contains(QLatin1StringView("device-state-regressed")) && rejoin())
        result = once(progress);
    result.purged += ended ? *ended : 0;
    result.aged = aged ? *aged : 0;
    // Purge L2: what the log still shows of those who left goes now; their last traces go with the key.
    if (result.purged > 0)
        (void)m_database.engine("PRAGMA wal_checkpoint(TRUNCATE)");
    if (auto ok = m_session.afterRound(m_database, m_transport, m_token, result); !ok && !result.error && ok.error().code != ErrorCode::Offline)
        result.error = ok.error();
    if (!result.error) // nothing of this round hangs on it; what fails is tried again with the next
        (void)deliverFormer(m_session, m_database, m_transport);
    if (auto ok = record(result); !ok && !result.error)
        result.error = ok.error();
    if (auto *seal = m_database.seal())
        if (auto ok = storage::compactSeal(m_database, *seal); !ok && !result.error)
            result.error = ok.error();
    // Also after a broken round: what has arrived is shown.
    if (auto ok = storage::Figures(m_database, m_session.clock().today()).refresh(); !ok && !result.error)
        result.error = ok.error();
    if (result.error && result.error->code == ErrorCode::Damaged)
        Session::noteDamage(m_session.vault().directory());
    return result;
}

// What a round did to the store goes on record behind it; it travels with the next one.
Done SyncRound::record(const sync::RoundResult &result)
{
    const auto purgedKey = QString::fromLatin1(storage::SyncStore::kPurged), revokedKey = u"revoked_noted"_s;
    QList<security::AuditEvent> events;
    const auto purged = m_database.stateText(purgedKey).toLongLong();
    if (purged > 0) {
        events.append({.event = u"cust.purge"_s, .outcome = u"L1"_s, .n = purged});
        events.append({.event = u"cust.purge"_s, .outcome = u"L2"_s, .n = purged});
    }
    if (result.conflicts > 0)
        events.append({.event = u"sync.conflict"_s, .n = result.conflicts});
    const bool revoked = result.error && result.error->code == ErrorCode::Revoked;
    const bool known = m_database.stateText(revokedKey) == "1"_L1;
    if (revoked && !known)
        events.append({.event = u"dev.revoke"_s, .outcome = result.order.isEmpty() ? QString() : u"wipe ordered"_s});
    const bool readmitted = known && !result.error;
    if (events.isEmpty() && !readmitted)
        return done();
    return m_database.transaction([&]() -> Done {
        Recorder recorder(m_database, m_session.clock(), m_session.witness());
        for (const auto &event : std::as_const(events))
            if (auto ok = recorder.append(event); !ok)
                return ok;
        if (purged > 0)
            if (auto ok = m_database.setState(purgedKey, 0); !ok)
                return ok;
        return revoked || readmitted ? m_database.setState(revokedKey, revoked ? 1 : 0) : done();
    });
}

class SyncRunner::Worker final : public QObject {
public:
    Worker(SyncRunner &owner, Session &session, std::shared_ptr<network::HttpTransport> transport)
        : m_owner(owner)
        , m_session(session)
        , m_transport(std::move(transport))
        , m_pacer(*QRandomGenerator::system())
    {
    }

    void start()
    {
        m_timer = new QTimer(this);
        m_timer->setSingleShot(true);
        connect(m_timer, &QTimer::timeout, this, &Worker::round);
        round();
    }

    void soon(int ms)
    {
        if (m_timer && (!m_timer->isActive() || m_timer->remainingTime() > ms))
            m_timer->start(ms);
    }

    void changed()
    {
        publish({}, false);
        if (m_pacer.failures() == 0)
            soon(400); // a person's next keystroke may belong to the same thought
    }

private:
    void round()
    {
        if (!m_database) {
            auto database = m_session.open(storage::Access::ReadWrite);
            if (!database) {
                soon(60'000);
                return;
            }
            m_database = std::move(*database);
            m_round = std::make_unique<SyncRound>(*m_database, m_session, *m_transport);
        }
        publish({}, true);
        const auto result = m_round->run([this](const sync::Progress &progress) {
            if (progress.phase == QLatin1StringView("bootstrap"))
                publish(progress, true);
        });
        if (result.error && result.error->code == ErrorCode::Revoked)
            Q_EMIT m_owner.revoked(result.order);
        const auto wait = m_pacer.after(result.error.has_value(), result.error && result.error->code == ErrorCode::Offline, result.retryAfterS);
        m_next = m_session.clock().now().addMSecs(wait);
        publish({}, false);
        if (result.pulled > 0 || result.pushed > 0 || result.conflicts > 0 || result.rejected > 0 || result.purged > 0 || result.aged > 0)
            Q_EMIT m_owner.dataChanged();
        soon(int(wait));
    }

    void publish(const sync::Progress &progress, bool syncing)
    {
        if (!m_database)
            return;
        auto reference = storage::Reference::load(*m_database);
        if (!reference)
            return;
        auto status = storage::SyncReader({*m_database, *reference, m_session.clock()}).status();
        if (!status)
            return;
        status->syncing = syncing;
        status->phase = progress.phase;
        status->progressDone = int(progress.done);
        status->progressTotal = int(progress.total);
        status->restored = m_session.isRestored();
        status->rebuilt = m_session.isRebuilt();
        status->failures = m_pacer.failures();
        status->nextAttempt = m_next;
        Q_EMIT m_owner.statusChanged(*status);
    }

    SyncRunner &m_owner;
    Session &m_session;
    std::shared_ptr<network::HttpTransport> m_transport;
    sync::Pacer m_pacer;
    std::unique_ptr<storage::Database> m_database;
    std::unique_ptr<SyncRound> m_round;
    QTimer *m_timer = nullptr;
    QDateTime m_next;
};

SyncRunner::SyncRunner(Session &session, QObject *parent)
    : QObject(parent)
    , m_transport(std::make_shared<network::HttpTransport>(QUrl(session.vault().facts().server)))
{
    qRegisterMetaType<zhike::services::SyncStatus>();
    m_worker = new Worker(*this, session, m_transport);
    m_worker->moveToThread(&m_thread);
    m_thread.setObjectName(QStringLiteral("sync"));
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start(QThread::LowPriority);
    QMetaObject::invokeMethod(m_worker, &Worker::start, Qt::QueuedConnection);
}

SyncRunner::~SyncRunner()
{
    m_transport->cancel();
    m_thread.quit();
    m_thread.wait();
}

void SyncRunner::requestRound()
{
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker] { worker->soon(0); }, Qt::QueuedConnection);
}

void SyncRunner::noteChange()
{
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker] { worker->changed(); }, Qt::QueuedConnection);
}

} // namespace zhike::services
