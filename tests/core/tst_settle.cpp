// SPDX-License-Identifier: GPL-3.0-or-later
// Operations that did not simply go through: conflicts settled alone and together, taken back, refused ones corrected, requests shown as what they are.
#include "testcache.h"

#include "services/liveonline.h"
#include "services/localcommands.h"
#include "services/localqueries.h"
#include "storage/figures.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;
using namespace zhike::services;
using namespace zhike::testing;

namespace {

const QString kBook = u"book:A"_s;
const QString kLi = u"0191c000-0000-7000-8000-000000000001"_s;
const QString kRequest = u"0191c000-0000-7000-8000-00000000c001"_s;

QJsonObject li(qint64 version, const QJsonObject &more)
{
    QJsonObject data {{u"kind"_s, u"person"_s}, {u"number"_s, u"C1"_s}, {u"name"_s, u"李一"_s}, {u"risk_tolerance"_s, u"C3"_s}};
    for (auto it = more.begin(); it != more.end(); ++it)
        data[it.key()] = it.value();
    return row(u"customer"_s, kLi, kBook, {}, version, version * 10, data);
}

QJsonObject request(const QString &state, const QString &maker, qint64 version = 1)
{
    return row(u"change_request"_s, kRequest, kBook, kLi, version, 100 + version,
               {{u"target"_s, QJsonObject {{u"type"_s, u"customer"_s}, {u"id"_s, kLi}}},
                {u"base_version"_s, 1},
                {u"fields"_s, QJsonObject {{u"risk_tolerance"_s, QJsonObject {{u"from"_s, u"C3"_s}, {u"to"_s, u"C4"_s}}}}},
                {u"maker"_s, maker},
                {u"reason"_s, u"重新测评"_s},
                {u"state"_s, state},
                {u"expires_at"_s, u"2026-10-20T00:00:00.000Z"_s}});
}

struct NoNetwork final : sync::Transport {
    sync::HttpResponse exchange(const sync::HttpRequest &) override
    {
        ++asked;
        return {0, "no route", {}, {}};
    }
    int asked = 0;
};

} // namespace

class TestSettle : public QObject {
    Q_OBJECT

    std::unique_ptr<TestCache> m_cache;
    std::unique_ptr<LocalQueries> m_queries;
    std::unique_ptr<LocalCommands> m_commands;
    Clock m_clock = *Clock::frozen(u"2026-09-21T09:42:00+08:00"_s);

    QString change(const QJsonObject &values)
    {
        if (!m_commands->setCustomer(CustomerId(kLi), values))
            return {};
        const auto centre = m_queries->syncCentre();
        return centre ? centre->outbox.constLast().opId : QString();
    }
    //! Sends what waits and lets the centre answer each with the result.
    void answer(const QString &opId, QJsonObject result)
    {
        const auto batch = m_cache->store().nextBatch(100, 1 << 20, m_clock.nowMs());
        QVERIFY(batch && batch->opIds.contains(opId));
        result[u"op_id"_s] = opId;
        m_cache->push({result}, {opId});
    }
    QString conflict(const QString &mine, const QString &theirs)
    {
        const auto opId = change({{u"remarks"_s, mine}});
        answer(opId,
               {{u"status"_s, u"conflict"_s},
                {u"conflict"_s,
                 QJsonObject {
                     {u"code"_s, u"changed"_s},
                     {u"fields"_s,
                      QJsonArray {QJsonObject {
                          {u"name"_s, u"remarks"_s}, {u"base"_s, QJsonValue::Null}, {u"mine"_s, mine}, {u"theirs"_s, theirs}, {u"theirs_by"_s, u"u:rm9"_s}}}},
                     {u"record"_s, li(2, {{u"remarks"_s, theirs}})}}}});
        m_cache->pull({li(2, {{u"remarks"_s, theirs}})});
        return opId;
    }
    //! What a push would hold now, without the events put on record.
    QStringList sendable(qint64 afterMs = 0)
    {
        const auto batch = m_cache->store().nextBatch(100, 1 << 20, m_clock.nowMs() + afterMs);
        QStringList ids;
        for (qsizetype i = 0; batch && i < batch->ops.size(); ++i)
            if (!batch->ops[i].contains("audit_event"))
                ids.append(batch->opIds[i]);
        return ids;
    }
    SyncCentre centre()
    {
        const auto answer = m_queries->syncCentre();
        return answer ? *answer : SyncCentre();
    }

private Q_SLOTS:
    void init()
    {
        m_cache = std::make_unique<TestCache>();
        for (const auto &[key, value] :
             {std::pair(u"login"_s, u"rm001"_s), std::pair(u"role"_s, u"rm"_s), std::pair(u"device_id"_s, u"d1"_s), std::pair(u"refresh_token"_s, u"r1"_s)})
            QVERIFY(m_cache->database().setState(key, value));
        PullAnswer first;
        first.added = {testing::scope(kBook)};
        first.changes = {li(1, {})};
        m_cache->pull(first);
        QVERIFY(m_cache->ok);
        QVERIFY(storage::Figures(m_cache->database(), m_clock.today()).refresh());
        m_queries = std::make_unique<LocalQueries>(m_cache->open(storage::Access::ReadOnly), m_clock);
        m_commands = std::make_unique<LocalCommands>(m_cache->open(storage::Access::ReadWrite), m_clock);
    }
    void cleanup()
    {
        m_commands.reset();
        m_queries.reset();
        m_cache.reset();
    }

    void aResolutionIsTakenBackUntilItIsSent()
    {
        const auto opId = conflict(u"我的"_s, u"他的"_s);
        QCOMPARE(centre().conflicts.size(), 1);
        QCOMPARE(m_cache->visible(kLi)[u"remarks"_s].toString(), u"他的"_s);
        QVERIFY(m_commands->resolve(opId, {{u"remarks"_s, u"mine"_s}}, 10'000));
        QCOMPARE(centre().conflicts.size(), 0);
        QCOMPARE(m_cache->visible(kLi)[u"remarks"_s].toString(), u"我的"_s);
        // Held back for ten seconds, then on its way.
        QVERIFY(sendable(9'000).isEmpty());
        QVERIFY(m_commands->reopen(opId));
        QCOMPARE(centre().conflicts.size(), 1);
        QCOMPARE(m_cache->visible(kLi)[u"remarks"_s].toString(), u"他的"_s);
        QVERIFY(m_commands->resolve(opId, {{u"remarks"_s, u"mine"_s}}, 10'000));
        QCOMPARE(sendable(11'000).size(), 1);
        QCOMPARE(m_commands->reopen(opId).error().code, ErrorCode::Conflict);
    }

    void takingTheirsLeavesNothingToSendAndCanBeTakenBack()
    {
        const auto opId = conflict(u"我的"_s, u"他的"_s);
        QCOMPARE(m_commands->resolveAll({opId}, u"nobody's"_s).error().field, u"take"_s);
        QVERIFY(m_commands->resolveAll({opId}, u"theirs"_s));
        QVERIFY(centre().outbox.isEmpty());
        QVERIFY(m_commands->reopen(opId));
        QCOMPARE(centre().conflicts.size(), 1);
    }

    void severalAreSettledTogetherOrNotAtAll()
    {
        const auto opId = conflict(u"我的"_s, u"他的"_s);
        QCOMPARE(m_commands->resolveAll({opId, u"no-such-op"_s}, u"mine"_s).error().code, ErrorCode::NotFound);
        QCOMPARE(centre().conflicts.size(), 1);
        QVERIFY(m_commands->resolveAll({opId}, u"base"_s));
        QVERIFY(m_cache->visible(kLi)[u"remarks"_s].isNull());
    }

    void whereTheRecordIsGoneOnlyTheirsIsLeft()
    {
        const auto opId = change({{u"remarks"_s, u"我的"_s}});
        answer(opId, {{u"status"_s, u"conflict"_s}, {u"conflict"_s, QJsonObject {{u"code"_s, u"deleted"_s}, {u"fields"_s, QJsonArray()}}}});
        QCOMPARE(centre().conflicts.constFirst().kind, u"deleted"_s);
        QCOMPARE(m_commands->resolveAll({opId}, u"mine"_s).error().code, ErrorCode::Invalid);
        QVERIFY(m_commands->resolveAll({opId}, u"theirs"_s));
        QVERIFY(centre().outbox.isEmpty());
    }

    void aRefusedChangeIsCorrectedAndSentAnew()
    {
        const auto opId = change({{u"remarks"_s, u"太长"_s}, {u"language"_s, u"xx"_s}});
        answer(opId,
               {{u"status"_s, u"rejected"_s},
                {u"problem"_s,
                 QJsonObject {{u"type"_s, u"https://zhike.example/problems/validation"_s},
                              {u"fields"_s, QJsonArray {QJsonObject {{u"name"_s, u"language"_s}}}}}}});
        QCOMPARE(centre().outbox.constFirst().problemField, u"language"_s);
        QVERIFY(!m_cache->visible(kLi).contains(u"remarks"_s)); // what was refused is not shown as if it held
        QCOMPARE(m_commands->resubmit(opId, {{u"no_such_field"_s, u"x"_s}}).error().field, u"no_such_field"_s);
        QVERIFY(m_commands->resubmit(opId, {{u"language"_s, u"zh"_s}}));
        QCOMPARE(centre().outbox.size(), 1);
        QVERIFY(centre().outbox.constFirst().opId != opId);
        QCOMPARE(m_cache->visible(kLi)[u"remarks"_s].toString(), u"太长"_s);
        QCOMPARE(m_cache->visible(kLi)[u"language"_s].toString(), u"zh"_s);
    }

    void whatOnlyWaitedForAnotherGoesOutAgain()
    {
        NewInteraction talk;
        talk.customer = CustomerId(kLi);
        talk.channel = u"call"_s;
        talk.summary = u"谈理财"_s;
        talk.nextOn = QDate(2026, 9, 25);
        QVERIFY(m_commands->addInteraction(talk));
        const auto sent = sendable();
        QCOMPARE(sent.size(), 2);
        const QString first = sent[0], second = sent[1];
        m_cache->push({QJsonObject {{u"op_id"_s, first}, {u"status"_s, u"blocked"_s}, {u"blocked_by"_s, second}},
                       QJsonObject {{u"op_id"_s, second}, {u"status"_s, u"rejected"_s}, {u"problem"_s, QJsonObject {{u"type"_s, u"x/validation"_s}}}}},
                      sent);
        QCOMPARE(centre().status.parked, 2);
        QVERIFY(m_commands->resubmit(second, {{u"title"_s, u"再约"_s}}));
        QCOMPARE(centre().status.parked, 0);
        QCOMPARE(sendable().size(), 2);
    }

    void whatWasMergedIsKeptAndPutBack()
    {
        const auto opId = change({{u"remarks"_s, u"我的"_s}});
        answer(opId,
               {{u"status"_s, u"merged"_s},
                {u"kept_theirs"_s, QJsonArray {u"preferred_time"_s}},
                {u"record"_s, li(3, {{u"remarks"_s, u"我的"_s}, {u"preferred_time"_s, u"周末"_s}})}});
        const auto merged = centre().merged;
        QCOMPARE(merged.size(), 2);
        const auto theirs = std::find_if(merged.begin(), merged.end(), [](const auto &row) { return row.kind == "theirs"_L1; });
        QCOMPARE(theirs->field, u"preferred_time"_s);
        QCOMPARE(theirs->after, u"周末"_s);
        QVERIFY(m_commands->undoMerge(theirs->n));
        QVERIFY(m_cache->visible(kLi)[u"preferred_time"_s].isNull());
        QCOMPARE(m_commands->undoMerge(theirs->n).error().code, ErrorCode::NotFound);
    }

    void aPendingValueIsShownBesideTheOneInForce()
    {
        m_cache->pull({request(u"pending"_s, u"u:rm001"_s)});
        auto file = m_queries->customer(CustomerId(kLi));
        QCOMPARE(file->pendingChanges.size(), 1);
        const auto field = file->pendingChanges.constFirst().fields.constFirst();
        QCOMPARE(field.from, u"C3"_s);
        QCOMPARE(field.to, u"C4"_s);
        QVERIFY(!field.moved);
        QCOMPARE(m_cache->visible(kLi)[u"risk_tolerance"_s].toString(), u"C3"_s);
        auto board = m_queries->approvals();
        QVERIFY(board->queue.isEmpty()); // never one's own
        QCOMPARE(board->own.size(), 1);
        QCOMPARE(centre().awaiting.size(), 1);
        // Somebody changes the field meanwhile: approving would come to nothing, and the checker is told.
        m_cache->pull({li(4, {{u"risk_tolerance"_s, u"C5"_s}})});
        QVERIFY(m_queries->customer(CustomerId(kLi))->pendingChanges.constFirst().fields.constFirst().moved);
        m_cache->pull({request(u"approved"_s, u"u:rm001"_s, 2)});
        QVERIFY(m_queries->customer(CustomerId(kLi))->pendingChanges.isEmpty());
        QCOMPARE(m_queries->approvals()->decided.size(), 1);
        // With the customer the request leaves too.
        m_cache->pull({member(kBook, kLi, 900, u"out"_s)});
        QVERIFY(m_queries->approvals()->decided.isEmpty());
        QCOMPARE(m_cache->number("SELECT count(*) FROM change_v"), 0);
    }

    void whoMayDecideFollowsTheRole()
    {
        m_cache->pull({request(u"pending"_s, u"u:rm002"_s)});
        QVERIFY(m_queries->approvals()->queue.isEmpty());
        QVERIFY(!m_queries->approvals()->decides);
        QVERIFY(m_cache->database().setState(u"role"_s, u"checker"_s));
        QCOMPARE(m_queries->approvals()->queue.size(), 1);
        QVERIFY(m_queries->approvals()->decides);
    }

    void aDecisionIsNotKeptForLater()
    {
        m_cache->pull({request(u"pending"_s, u"u:rm002"_s)});
        QVERIFY(m_cache->database().setState(u"role"_s, u"lead"_s));
        const auto network = std::make_shared<NoNetwork>();
        LiveOnline online(m_cache->open(storage::Access::ReadWrite), m_clock, network);
        const auto refused = online.approve(kRequest, {});
        QCOMPARE(refused.error().code, ErrorCode::Offline);
        QCOMPARE(refused.error().field, u"decision"_s);
        QCOMPARE(network->asked, 1);
        QVERIFY(centre().outbox.isEmpty());
        QCOMPARE(online.reject(kRequest, u"  "_s).error().field, u"reason"_s);
        QCOMPARE(online.withdraw(kRequest).error().field, u"withdraw"_s);
        QCOMPARE(online.approve(u"0191c000-0000-7000-8000-00000000ffff"_s, {}).error().code, ErrorCode::NotFound);
        QCOMPARE(network->asked, 1); // what is certain here is not asked
        m_cache->pull({request(u"pending"_s, u"u:rm001"_s, 2)});
        QCOMPARE(online.approve(kRequest, {}).error().field, u"maker"_s);
        QCOMPARE(network->asked, 1);
    }
};

QTEST_GUILESS_MAIN(TestSettle)
#include "tst_settle.moc"
