// SPDX-License-Identifier: GPL-3.0-or-later
// The cache as the sync engine's store: what a pull, a snapshot and a push answer may change, and what they must not (sync-protocol §4.3–§5.7).
#include "testcache.h"

#include "storage/incarnation.h"
#include "storage/outbox.h"
#include "wire/record.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;
using namespace zhike::testing;

namespace {

const QString kBook = u"book:A"_s;
const QString kOther = u"book:B"_s;
const QString kLi = u"c-li"_s;
const QString kWang = u"c-wang"_s;

QJsonObject customer(const QString &id, const QString &name, qint64 version = 1, qint64 csn = 10, const QString &scopeId = kBook)
{
    return row(u"customer"_s, id, scopeId, id, version, csn,
               {{u"kind"_s, u"person"_s}, {u"number"_s, u"N-"_s + id}, {u"name"_s, name}, {u"status"_s, u"active"_s}});
}

QJsonObject task(const QString &id, const QString &owner, const QString &title, qint64 version = 1, qint64 csn = 10, const QString &scopeId = kBook)
{
    return row(u"task"_s, id, scopeId, owner, version, csn,
               {{u"customer_id"_s, owner}, {u"title"_s, title}, {u"kind"_s, u"call"_s}, {u"status"_s, u"open"_s}, {u"due"_s, u"2026-09-23"_s}});
}

storage::Operation patch(const QString &type, const QString &id, qint64 baseVersion, const QString &field, const QJsonValue &from, const QJsonValue &to)
{
    storage::Operation operation;
    operation.action = u"patch"_s;
    operation.type = type;
    operation.id = id;
    operation.customerId = kLi;
    operation.scope = kBook;
    operation.baseVersion = baseVersion;
    operation.set[field] = QJsonObject {{u"from"_s, from}, {u"to"_s, to}};
    return operation;
}

storage::Operation create(const QString &id, const QString &title)
{
    storage::Operation operation;
    operation.action = u"create"_s;
    operation.type = u"task"_s;
    operation.id = id;
    operation.customerId = kLi;
    operation.scope = kBook;
    operation.data = {{u"customer_id"_s, kLi}, {u"title"_s, title}, {u"kind"_s, u"call"_s}, {u"status"_s, u"open"_s}, {u"due"_s, u"2026-09-22"_s}};
    return operation;
}

QString titleOf(TestCache &cache, const QString &id)
{
    return cache.visible(id)[u"title"_s].toString();
}

} // namespace

class TestSyncStore : public QObject {
    Q_OBJECT

    std::unique_ptr<TestCache> m_cache;
    TestCache &cache() { return *m_cache; }
    QString enqueue(const storage::Operation &operation) { return cache().enqueue(operation); }
    qint64 state(const QString &opId) { return cache().number("SELECT state FROM outbox WHERE op_id = ?1", {opId}); }
    QStringList batch(int maxOps = 100, qint64 now = 1'790'000'000'000)
    {
        auto out = cache().store().nextBatch(maxOps, 900'000, now);
        return out ? out->opIds : QStringList {u"failed"_s};
    }

private Q_SLOTS:
    void init()
    {
        m_cache = std::make_unique<TestCache>();
        cache().pull({customer(kLi, u"李明朗"_s), customer(kWang, u"王小满"_s), task(u"t-1"_s, kLi, u"回访"_s), task(u"t-2"_s, kWang, u"寄材料"_s)});
        QCOMPARE(cache().number("SELECT count(*) FROM base"), 4);
    }
    void cleanup()
    {
        QVERIFY(cache().ok);
        const auto findings = cache().database().check();
        QVERIFY(findings);
        QCOMPARE(findings->join(u'\n'), QString());
        m_cache.reset();
    }

    void anOlderOrEqualVersionChangesNothing()
    {
        QCOMPARE(cache().pull({task(u"t-1"_s, kLi, u"改期回访"_s, 3, 12)}).rows, 1);
        QCOMPARE(titleOf(cache(), u"t-1"_s), u"改期回访"_s);
        for (qint64 version = 1; version <= 3; ++version)
            QCOMPARE(cache().pull({task(u"t-1"_s, kLi, u"旧的说法"_s, version, version < 3 ? 13 : 12)}).rows, 0);
        QCOMPARE(titleOf(cache(), u"t-1"_s), u"改期回访"_s);
        QCOMPARE(cache().number("SELECT csn FROM base WHERE id = 't-1'"), 12);
    }

    void anAnswerToAnotherCursorIsDropped()
    {
        const auto before = cache().dump();
        PullAnswer late;
        late.cursor = u"some older cursor"_s;
        late.next = u"c-late"_s;
        late.changes = {task(u"t-1"_s, kLi, u"迟到"_s, 9, 20)};
        late.removed = {scope(kBook)};
        QVERIFY(cache().pull(late).dropped);
        QCOMPARE(cache().dump(), before);
        // The same answer twice: the second finds its cursor gone.
        PullAnswer once;
        once.cursor = *cache().store().cursor();
        once.next = u"c-next"_s;
        once.changes = {task(u"t-1"_s, kLi, u"准时"_s, 9, 20)};
        QVERIFY(!cache().pull(once).dropped);
        const auto after = cache().dump();
        QVERIFY(cache().pull(once).dropped);
        QCOMPARE(cache().dump(), after);
    }

    void theDeadStayDead()
    {
        cache().pull({tombstone(u"task"_s, u"t-1"_s, kBook, kLi, 4, 14)});
        QVERIFY(cache().visible(u"t-1"_s).isEmpty());
        QCOMPARE(cache().number("SELECT count(*) FROM task_v"), 1);
        cache().pull({task(u"t-1"_s, kLi, u"还魂"_s, 3, 13)});
        QVERIFY(cache().visible(u"t-1"_s).isEmpty());
        // A tombstone of something never seen holds the place against an older row, too.
        cache().pull({tombstone(u"task"_s, u"t-9"_s, kBook, kLi, 2, 15)});
        cache().pull({task(u"t-9"_s, kLi, u"还魂"_s, 1, 11)});
        QVERIFY(cache().visible(u"t-9"_s).isEmpty());
        // A newer version is the server's decision.
        cache().pull({task(u"t-1"_s, kLi, u"恢复"_s, 5, 16)});
        QCOMPARE(titleOf(cache(), u"t-1"_s), u"恢复"_s);
    }

    void aDeletedCustomerCannotBeFound()
    {
        QVERIFY(cache().number("SELECT count(*) FROM search_key WHERE key LIKE 'liming%'") > 0);
        cache().pull({tombstone(u"customer"_s, kLi, kBook, kLi, 2, 14)});
        QCOMPARE(cache().number("SELECT count(*) FROM customer_v"), 1);
        QCOMPARE(cache().number("SELECT count(*) FROM search_key WHERE key LIKE 'liming%'"), 0);
        QVERIFY(cache().number("SELECT count(*) FROM search_key") > 0);
    }

    void oneWhoLeavesIsPurgedExactly()
    {
        cache().pull({row(u"account"_s, u"a-1"_s, kBook, kLi, 1, 11,
                          {{u"customer_id"_s, kLi}, {u"kind"_s, u"demand"_s}, {u"number"_s, u"6222021234"_s}, {u"balance"_s, money(u"10.00"_s)}}),
                      row(u"contact_point"_s, u"p-1"_s, kBook, kLi, 1, 11, {{u"kind"_s, u"mobile"_s}, {u"value"_s, u"13800138821"_s}})});
        const auto others = cache().number("SELECT count(*) FROM base WHERE customer <> (SELECT ordinal FROM customer_ref WHERE id = ?1)", {kLi});
        QCOMPARE(cache().pull({member(kBook, kLi, 20, u"out"_s)}).purgedCustomers, 1);
        for (const char *table : {"base", "account_v", "task_v", "customer_v", "search_key", "overlay", "figures", "stale"}) {
            const auto column = QByteArray(table) == "customer_v" || QByteArray(table) == "figures" || QByteArray(table) == "stale" ? "ordinal" : "rid >> 43";
            const auto sql = QByteArray("SELECT count(*) FROM ") + table + " WHERE " + column + " = (SELECT ordinal FROM customer_ref WHERE id = 'c-li')";
            QVERIFY2(cache().number(sql.constData()) == 0, table);
        }
        QCOMPARE(cache().number("SELECT count(*) FROM base"), others);
        QCOMPARE(titleOf(cache(), u"t-2"_s), u"寄材料"_s);
    }

    // I7: moving between two granted scopes nothing disappears, in whatever order the rows come.
    void movingBetweenOwnBooksLosesNothing()
    {
        const QJsonArray rows = {member(kBook, kLi, 21, u"out"_s), member(kOther, kLi, 7, u"in"_s), customer(kLi, u"李明朗"_s, 2, 7, kOther),
                                 task(u"t-1"_s, kLi, u"回访"_s, 2, 7, kOther)};
        QList<int> order = {0, 1, 2, 3};
        do {
            init();
            QJsonArray shuffled;
            for (const int i : order)
                shuffled.append(rows[i]);
            cache().pull(shuffled);
            QCOMPARE(cache().visible(kLi)[u"name"_s].toString(), u"李明朗"_s);
            QCOMPARE(titleOf(cache(), u"t-1"_s), u"回访"_s);
            QCOMPARE(cache().number("SELECT count(*) FROM base WHERE customer = (SELECT ordinal FROM customer_ref WHERE id = 'c-li')"
                                    " AND scope = (SELECT n FROM scope_ref WHERE id = 'book:B')"),
                     2);
            QVERIFY(cache().ok);
        } while (std::next_permutation(order.begin(), order.end()));
    }

    // A→B→A with a deletion while away: the control row wipes what is left of the first stay.
    void comingBackBringsNothingStaleAlong()
    {
        cache().pull({task(u"t-3"_s, kLi, u"已在别处删除"_s, 1, 12)});
        cache().pull({member(kBook, kLi, 40, u"in"_s), customer(kLi, u"李明朗"_s, 3, 40), task(u"t-1"_s, kLi, u"回访"_s, 3, 40)});
        QCOMPARE(cache().visible(kLi)[u"name"_s].toString(), u"李明朗"_s);
        QCOMPARE(titleOf(cache(), u"t-1"_s), u"回访"_s);
        QVERIFY(cache().visible(u"t-3"_s).isEmpty());
        QCOMPARE(cache().number("SELECT count(*) FROM task_v"), 2);
    }

    void aRowFromBeforeTheMoveIsNotTakenBack()
    {
        PullAnswer answer;
        answer.cursor = *cache().store().cursor();
        answer.next = u"c-move"_s;
        answer.added = {scope(kOther, u"s1.a"_s)}; // while a bootstrap runs, memberships are remembered
        answer.changes = {member(kBook, kLi, 20, u"out"_s)};
        cache().pull(answer);
        cache().pull({task(u"t-1"_s, kLi, u"旧页"_s, 9, 19)});
        QVERIFY(cache().visible(u"t-1"_s).isEmpty());
        cache().pull({task(u"t-1"_s, kLi, u"回来之后"_s, 10, 22)});
        QCOMPARE(titleOf(cache(), u"t-1"_s), u"回来之后"_s);
    }

    void aRevokedScopeGoesWithItsRows()
    {
        cache().pull({customer(u"c-zhao"_s, u"赵平"_s, 1, 3, kOther), task(u"t-z"_s, u"c-zhao"_s, u"别的账簿"_s, 1, 3, kOther)});
        PullAnswer answer;
        answer.cursor = *cache().store().cursor();
        answer.next = u"c-revoked"_s;
        answer.removed = {scope(kOther)};
        QCOMPARE(cache().pull(answer).purgedCustomers, 1);
        QVERIFY(cache().visible(u"c-zhao"_s).isEmpty());
        QVERIFY(cache().visible(u"t-z"_s).isEmpty());
        QCOMPARE(cache().number("SELECT count(*) FROM customer_v"), 2);
    }

    // §4.5: the snapshot sweeps what the server no longer has, and never what the feed brought meanwhile.
    void markAndSweepKeepsNewerRows()
    {
        PullAnswer start;
        start.cursor = *cache().store().cursor();
        start.next = u"c-reset"_s;
        start.reset = {scope(kBook, u"s1.a"_s)};
        start.more = true;
        cache().pull(start);
        QCOMPARE(cache().number("SELECT v FROM sync_state WHERE k = 'consistent'"), 0);
        auto job = cache().store().nextBootstrap(1'790'000'000'000);
        QVERIFY(job && *job);
        QCOMPARE((*job)->token, u"s1.a"_s);
        cache().snapshot(kBook, u"s1.a"_s, {customer(kLi, u"李明朗"_s), task(u"t-1"_s, kLi, u"回访"_s)}, u"s1.b"_s);
        cache().pull({task(u"t-new"_s, kLi, u"途中新建"_s, 1, 30), tombstone(u"task"_s, u"t-gone"_s, kBook, kLi, 5, 31)});
        // A page whose token is not the job's is dropped; a row deleted meanwhile is not brought back by an older page.
        QVERIFY(cache().snapshot(kBook, u"s1.a"_s, {task(u"t-ghost"_s, kLi, u"旧页"_s)}, u"s1.c"_s).dropped);
        cache().snapshot(kBook, u"s1.b"_s, {task(u"t-gone"_s, kLi, u"旧影"_s, 4, 9)});
        QCOMPARE(titleOf(cache(), u"t-1"_s), u"回访"_s);
        QCOMPARE(titleOf(cache(), u"t-new"_s), u"途中新建"_s);
        for (const auto &gone : {kWang, u"t-2"_s, u"t-gone"_s, u"t-ghost"_s})
            QVERIFY2(cache().visible(gone).isEmpty(), qPrintable(gone));
        QCOMPARE(cache().number("SELECT count(*) FROM base WHERE deleted = 1"), 0);
        QCOMPARE(cache().number("SELECT count(*) FROM bootstrap_job"), 0);
        QVERIFY(!*cache().store().nextBootstrap(1'790'000'000'000));
    }

    // The floor is looked at before the grant: what a wider one shows comes at the version that stands here.
    void aFloorMayHideAWiderGrant()
    {
        PullAnswer start;
        start.cursor = *cache().store().cursor();
        start.next = u"c-floor"_s;
        auto entry = scope(kBook, u"s1.a"_s);
        entry[u"reason"_s] = u"floor"_s;
        start.reset = {entry};
        cache().pull(start);
        auto wider = task(u"t-1"_s, kLi, u"回访"_s);
        auto data = wider[u"data"_s].toObject();
        data[u"note"_s] = u"曾被遮蔽"_s;
        wider[u"data"_s] = data;
        cache().snapshot(kBook, u"s1.a"_s, {customer(kLi, u"李明朗"_s), wider});
        QCOMPARE(cache().visible(u"t-1"_s)[u"note"_s].toString(), u"曾被遮蔽"_s);
    }

    void theSnapshotGoesOnAfterARestart()
    {
        PullAnswer start;
        start.cursor = *cache().store().cursor();
        start.next = u"c-reset"_s;
        start.reset = {scope(kBook, u"s1.a"_s)};
        cache().pull(start);
        cache().snapshot(kBook, u"s1.a"_s, {customer(kLi, u"李明朗"_s)}, u"s1.b"_s);
        cache().reopen();
        auto job = cache().store().nextBootstrap(1'790'000'000'000);
        QVERIFY(job && *job);
        QCOMPARE((*job)->token, u"s1.b"_s);
        cache().snapshot(kBook, u"s1.b"_s, {});
        QCOMPARE(cache().number("SELECT count(*) FROM customer_v"), 1);
    }

    // I24: what this version does not know is kept byte for byte in meaning, and comes back through patches untouched.
    void unknownTypesAndMembersAreKept()
    {
        const QJsonObject strange {{u"title"_s, u"回访"_s},
                                   {u"status"_s, u"open"_s},
                                   {u"due"_s, u"2026-09-23"_s},
                                   {u"x_mood"_s, QJsonObject {{u"n"_s, 1}, {u"s"_s, u"好\u0001\"\\"_s}}},
                                   {u"x_list"_s, QJsonArray {1, u"二"_s, QJsonValue::Null, 2.5}}};
        cache().pull({row(u"task"_s, u"t-1"_s, kBook, kLi, 2, 12, strange), row(u"hologram"_s, u"h-1"_s, kBook, kLi, 1, 12, strange),
                      row(u"transaction"_s, u"x-1"_s, kBook, kLi, 1, 12,
                          {{u"account_id"_s, u"a-1"_s}, {u"booked_on"_s, u"2026-09-01"_s}, {u"amount"_s, money(u"-5.00"_s)}, {u"x_merchant"_s, u"咖啡"_s}})});
        QCOMPARE(cache().base(u"t-1"_s), strange);
        QCOMPARE(cache().base(u"h-1"_s), strange);
        QCOMPARE(cache().base(u"x-1"_s), (QJsonObject {{u"x_merchant"_s, u"咖啡"_s}})); // typed columns hold the rest
        QCOMPARE(cache().number("SELECT amount FROM transaction_v"), -500);
        enqueue(patch(u"task"_s, u"t-1"_s, 2, u"title"_s, u"回访"_s, u"再访"_s));
        auto expected = strange;
        expected[u"title"_s] = u"再访"_s;
        QCOMPARE(cache().visible(u"t-1"_s), expected);
    }

    void aJointHolderMayArriveAfterTheAccount()
    {
        cache().pull(
            {row(u"account"_s, u"a-joint"_s, kBook, kLi, 1, 11,
                 {{u"customer_id"_s, kLi}, {u"kind"_s, u"demand"_s}, {u"balance"_s, money(u"10.00"_s)}, {u"holders"_s, QJsonArray {kLi, u"c-late"_s}}}),
             customer(u"c-late"_s, u"周迟"_s, 1, 11)});
        QVERIFY(cache().ok);
        QCOMPARE(cache().visible(u"c-late"_s)[u"name"_s].toString(), u"周迟"_s);
        QCOMPARE(cache().number("SELECT count(*) FROM holder h JOIN customer_v c ON c.ordinal = h.customer"), 2);
    }

    // What the user sees = base + pending, whatever comes in between.
    void pendingOperationsRideOverANewBase()
    {
        const auto op = enqueue(patch(u"task"_s, u"t-1"_s, 1, u"title"_s, u"回访"_s, u"我的题目"_s));
        QCOMPARE(titleOf(cache(), u"t-1"_s), u"我的题目"_s);
        auto theirs = task(u"t-1"_s, kLi, u"他们的题目"_s, 2, 12);
        auto data = theirs[u"data"_s].toObject();
        data[u"note"_s] = u"他们的备注"_s;
        theirs[u"data"_s] = data;
        cache().pull({theirs});
        QCOMPARE(titleOf(cache(), u"t-1"_s), u"我的题目"_s);
        QCOMPARE(cache().visible(u"t-1"_s)[u"note"_s].toString(), u"他们的备注"_s);
        QCOMPARE(cache().base(u"t-1"_s)[u"title"_s].toString(), u"他们的题目"_s);
        // Deleted by the server: nothing is shown back to life, the operation stays.
        cache().pull({tombstone(u"task"_s, u"t-1"_s, kBook, kLi, 3, 13)});
        QVERIFY(cache().visible(u"t-1"_s).isEmpty());
        QCOMPARE(state(op), 0);
    }

    // I16
    void aRejectedOperationLeavesNoTrace()
    {
        const auto before = cache().dump({u"outbox"_s, u"sync_state"_s});
        const auto change = enqueue(patch(u"task"_s, u"t-1"_s, 1, u"title"_s, u"回访"_s, u"不被允许"_s));
        const auto fresh = enqueue(create(u"t-fresh"_s, u"也不允许"_s));
        QCOMPARE(titleOf(cache(), u"t-fresh"_s), u"也不允许"_s);
        QCOMPARE(batch(), (QStringList {change, fresh}));
        const QJsonObject problem {{u"type"_s, u"validation"_s}};
        const auto outcome = cache().push({QJsonObject {{u"op_id"_s, change}, {u"status"_s, u"rejected"_s}, {u"problem"_s, problem}},
                                           QJsonObject {{u"op_id"_s, fresh}, {u"status"_s, u"rejected"_s}, {u"problem"_s, problem}}},
                                          {change, fresh});
        QCOMPARE(outcome.rejected, 2);
        QCOMPARE(cache().dump({u"outbox"_s, u"sync_state"_s}), before);
        QCOMPARE(state(change), 2); // parked with the reason, for a person
        QVERIFY(cache().number("SELECT length(answer) FROM outbox WHERE op_id = ?1", {change}) > 0);
    }

    void aConflictIsParkedAndShowsTheirs()
    {
        const auto op = enqueue(patch(u"task"_s, u"t-1"_s, 1, u"title"_s, u"回访"_s, u"我的"_s));
        batch();
        const QJsonObject conflict {
            {u"base_version"_s, 1},
            {u"current_version"_s, 2},
            {u"fields"_s, QJsonArray {QJsonObject {{u"name"_s, u"title"_s}, {u"base"_s, u"回访"_s}, {u"mine"_s, u"我的"_s}, {u"theirs"_s, u"他们的"_s}}}}};
        const auto outcome = cache().push(
            {QJsonObject {{u"op_id"_s, op}, {u"status"_s, u"conflict"_s}, {u"conflict"_s, conflict}, {u"record"_s, task(u"t-1"_s, kLi, u"他们的"_s, 2, 12)}}},
            {op});
        QCOMPARE(outcome.conflicts, 1);
        QCOMPARE(state(op), 2);
        QCOMPARE(titleOf(cache(), u"t-1"_s), u"他们的"_s);
        auto kept = cache().database().query("SELECT answer FROM outbox WHERE op_id = ?1", {op});
        QVERIFY(kept && kept->next());
        QCOMPARE(QJsonDocument::fromJson(kept->bytes(0)).object()[u"conflict"_s].toObject(), conflict);
    }

    void anAcceptedOperationIsDoneAndItsRecordIsBase()
    {
        const auto op = enqueue(patch(u"task"_s, u"t-1"_s, 1, u"title"_s, u"回访"_s, u"我的"_s));
        batch();
        cache().push({QJsonObject {{u"op_id"_s, op}, {u"status"_s, u"merged"_s}, {u"version"_s, 2}, {u"record"_s, task(u"t-1"_s, kLi, u"我的"_s, 2, 12)}}},
                     {op});
        QCOMPARE(state(op), 3);
        QCOMPARE(cache().base(u"t-1"_s)[u"title"_s].toString(), u"我的"_s);
        QCOMPARE(cache().number("SELECT count(*) FROM overlay"), 0);
        QCOMPARE(*cache().store().ackFloor(), 1);
    }

    void lateAndDuplicatedPushAnswersChangeNothing()
    {
        const auto op = enqueue(patch(u"task"_s, u"t-1"_s, 1, u"title"_s, u"回访"_s, u"我的"_s));
        batch();
        const QJsonObject applied {{u"op_id"_s, op}, {u"status"_s, u"applied"_s}, {u"record"_s, task(u"t-1"_s, kLi, u"我的"_s, 2, 12)}};
        cache().push({applied}, {op});
        const auto before = cache().dump();
        QCOMPARE(cache().push({applied}, {op}).done, 0);
        cache().push({QJsonObject {{u"op_id"_s, op}, {u"status"_s, u"conflict"_s}}}, {op});
        cache().push({QJsonObject {{u"op_id"_s, op}, {u"status"_s, u"retry"_s}, {u"retry_after_s"_s, 5}}}, {op});
        cache().push({QJsonObject {{u"op_id"_s, u"never-asked"_s}, {u"status"_s, u"applied"_s}}}, {op});
        QCOMPARE(cache().dump(), before);
    }

    // §5.7: an operation that was ever sent is frozen byte for byte.
    void aResentOperationHasTheSameBytes()
    {
        enqueue(patch(u"task"_s, u"t-1"_s, 1, u"title"_s, u"回访"_s, u"一"_s));
        const auto first = cache().store().nextBatch(100, 900'000, 0);
        QVERIFY(first);
        cache().pull({task(u"t-1"_s, kLi, u"他们的"_s, 2, 12)});
        enqueue(patch(u"task"_s, u"t-1"_s, 2, u"title"_s, u"一"_s, u"二"_s));
        cache().reopen();
        const auto again = cache().store().nextBatch(100, 900'000, 0);
        QVERIFY(again);
        QCOMPARE(again->opIds.size(), 1); // the later change waits until the outcome of the earlier one is known
        QCOMPARE(again->ops[0], first->ops[0]);
        QCOMPARE(QJsonDocument::fromJson(again->ops[0]).object()[u"n"_s].toString(), u"1"_s);
    }

    // I17: first in, first out per record; a parked operation holds back its record only.
    void aParkedOperationBlocksItsRecordOnly()
    {
        const auto one = enqueue(patch(u"task"_s, u"t-1"_s, 1, u"title"_s, u"回访"_s, u"一"_s));
        const auto two = enqueue(patch(u"task"_s, u"t-1"_s, 1, u"note"_s, QJsonValue::Null, u"二"_s));
        const auto elsewhere = enqueue(patch(u"task"_s, u"t-2"_s, 1, u"title"_s, u"寄材料"_s, u"三"_s));
        QCOMPARE(batch(1), QStringList {one});
        QCOMPARE(batch(), (QStringList {one, elsewhere}));
        cache().push({QJsonObject {{u"op_id"_s, one}, {u"status"_s, u"rejected"_s}}}, {one});
        QCOMPARE(batch(), QStringList {elsewhere});
        // One that resolves it goes past.
        auto resolution = patch(u"task"_s, u"t-1"_s, 1, u"title"_s, u"回访"_s, u"定了"_s);
        resolution.resolves = one;
        const auto resolved = enqueue(resolution);
        QCOMPARE(batch(), (QStringList {elsewhere, resolved}));
        QCOMPARE(*cache().store().ackFloor(), 0); // nothing below the parked one is settled
    }

    void retryWaitsAndKeepsTheOrder()
    {
        const auto one = enqueue(patch(u"task"_s, u"t-1"_s, 1, u"title"_s, u"回访"_s, u"一"_s));
        const auto two = enqueue(patch(u"task"_s, u"t-1"_s, 1, u"note"_s, QJsonValue::Null, u"二"_s));
        batch();
        QCOMPARE(cache().push({QJsonObject {{u"op_id"_s, one}, {u"status"_s, u"retry"_s}, {u"retry_after_s"_s, 30}}}, {one}).retryAfterS, 30);
        QCOMPARE(batch(100, 1'790'000'000'000 + 29'000), QStringList());
        QCOMPARE(batch(100, 1'790'000'000'000 + 31'000), QStringList {one});
        cache().push({QJsonObject {{u"op_id"_s, one}, {u"status"_s, u"merged"_s}, {u"version"_s, 3}}}, {one});
        QCOMPARE(batch(100, 1'790'000'000'000 + 31'000), QStringList {two});
    }

    // The poison rule: after five failures an operation travels alone, after three more it is parked as suspect.
    void aPoisonOperationIsIsolatedAndParked()
    {
        const auto bad = enqueue(patch(u"task"_s, u"t-1"_s, 1, u"title"_s, u"回访"_s, u"毒"_s));
        for (int i = 0; i < 5; ++i) {
            QCOMPARE(batch(), QStringList {bad});
            QVERIFY(cache().store().noteSendFailure({bad}, true));
        }
        const auto good = enqueue(patch(u"task"_s, u"t-2"_s, 1, u"title"_s, u"寄材料"_s, u"好"_s));
        QCOMPARE(batch(), QStringList {bad});
        for (int i = 0; i < 3; ++i)
            QVERIFY(cache().store().noteSendFailure({bad}, true));
        QCOMPARE(state(bad), 2);
        QCOMPARE(batch(), QStringList {good});
        QCOMPARE(titleOf(cache(), u"t-1"_s), u"毒"_s); // its outcome is unknown: it stays shown
    }

    void aResetTouchesNeitherOutboxNorRows()
    {
        const auto op = enqueue(patch(u"task"_s, u"t-1"_s, 1, u"title"_s, u"回访"_s, u"我的"_s));
        const auto before = cache().dump({u"sync_state"_s});
        QVERIFY(cache().store().resetAll());
        QCOMPARE(cache().dump({u"sync_state"_s}), before);
        QCOMPARE(*cache().store().cursor(), QString());
        PullAnswer start;
        start.next = u"c-again"_s;
        start.added = {scope(kBook, u"s2.a"_s)};
        QVERIFY(!cache().pull(start).dropped);
        cache().snapshot(kBook, u"s2.a"_s, {customer(kLi, u"李明朗"_s), task(u"t-1"_s, kLi, u"回访"_s)});
        QCOMPARE(titleOf(cache(), u"t-1"_s), u"我的"_s);
        QCOMPARE(state(op), 0);
    }

    // The store was put back, and the bank had been too: one version then stands for two contents, and no cursor is left to say so.
    void aNewIncarnationKeepsNoRowForItsVersion()
    {
        QVERIFY(storage::beginIncarnation(cache().database(), 2, u"token"_s).ok());
        PullAnswer start;
        start.next = u"c-again"_s;
        start.added = {scope(kBook, u"s2.a"_s)};
        QVERIFY(!cache().pull(start).dropped);
        cache().snapshot(kBook, u"s2.a"_s, {customer(kLi, u"李明朗"_s), task(u"t-1"_s, kLi, u"如今"_s)});
        QCOMPARE(titleOf(cache(), u"t-1"_s), u"如今"_s);
    }

    void theDigestIsComparedAtAConsistentPoint()
    {
        const auto digest = [](quint64 sum, int n) {
            return QJsonObject {{kBook, QJsonObject {{u"task"_s, QJsonObject {{u"n"_s, n}, {u"sum"_s, QString::number(sum, 16)}}}}}};
        };
        const auto right = wire::digestOf(u"t-1"_s, 1) + wire::digestOf(u"t-2"_s, 1);
        const auto pullWith = [&](const QJsonObject &object) {
            PullAnswer answer;
            answer.cursor = *cache().store().cursor();
            answer.next = answer.cursor + u'x';
            answer.digest = object;
            cache().pull(answer);
            return cache().number("SELECT v FROM sync_state WHERE k = 'digest_mismatches'");
        };
        QCOMPARE(pullWith(digest(right, 2)), 0);
        QCOMPARE(pullWith(digest(right, 3)), 1);
        QCOMPARE(pullWith(digest(right + 1, 2)), 1);
    }

    void aPageThatCannotBeAppliedChangesNothing()
    {
        const auto before = cache().dump();
        auto page = sync::PullPage::parse([&] {
            PullAnswer answer;
            answer.cursor = *cache().store().cursor();
            answer.next = u"c-bad"_s;
            answer.changes = {task(u"t-ok"_s, kLi, u"先来的"_s), row(u"task"_s, u"t-bad"_s, kBook, kLi, 1, 12, {})};
            return answer.json().replace("\"data\":{}", "\"data\":[]");
        }());
        QVERIFY(page);
        QVERIFY(!cache().store().applyPull(*page, 1'790'000'000'000));
        QCOMPARE(cache().dump(), before);
    }
};

QTEST_GUILESS_MAIN(TestSyncStore)
#include "tst_syncstore.moc"
