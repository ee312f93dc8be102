// SPDX-License-Identifier: GPL-3.0-or-later
// What the simulator found, one by one: histories that part, grants that narrow, digests kept and mended, and work in the right order (sync-protocol §4–§5).
#include "testcache.h"

#include "crypto/devicekey.h"
#include "crypto/encoding.h"
#include "crypto/sealedbox.h"
#include "domain/clock.h"
#include "wire/record.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;
using namespace zhike::testing;

namespace {

const QString kBook = u"book:A"_s;
const QString kOther = u"book:B"_s;
const QString kLi = u"c-li"_s;
constexpr qint64 kNow = 1'790'000'000'000;

QJsonObject customer(qint64 version = 1, qint64 csn = 10, const QString &place = kBook)
{
    return row(u"customer"_s, kLi, place, kLi, version, csn,
               {{u"kind"_s, u"person"_s}, {u"number"_s, u"N-1"_s}, {u"name"_s, u"李明"_s}, {u"status"_s, u"active"_s}, {u"remarks"_s, u"私人"_s}});
}

QJsonObject task(const QString &id, const QString &title, qint64 version = 1, qint64 csn = 10, const QString &place = kBook)
{
    return row(u"task"_s, id, place, kLi, version, csn,
               {{u"customer_id"_s, kLi}, {u"title"_s, title}, {u"kind"_s, u"call"_s}, {u"status"_s, u"open"_s}, {u"due"_s, u"2026-09-23"_s}});
}

storage::Operation change(const QString &id, const QString &to, qint64 base = 1, const QString &field = u"title"_s)
{
    storage::Operation operation;
    operation.action = u"patch"_s;
    operation.type = u"task"_s;
    operation.id = id;
    operation.customerId = kLi;
    operation.scope = kBook;
    operation.baseVersion = base;
    operation.set[field] = QJsonObject {{u"from"_s, QJsonValue::Null}, {u"to"_s, to}};
    return operation;
}

QJsonObject applied(const QString &op, const QJsonObject &record)
{
    return {{u"op_id"_s, op}, {u"status"_s, u"applied"_s}, {u"version"_s, record[u"version"_s]}, {u"record"_s, record}};
}

} // namespace

class TestSyncWork : public QObject {
    Q_OBJECT

    std::unique_ptr<TestCache> m_cache;
    TestCache &cache() { return *m_cache; }
    QStringList batch(int maxOps = 100, qsizetype bytes = 900'000)
    {
        auto out = cache().store().nextBatch(maxOps, bytes, kNow);
        return out ? out->opIds : QStringList {u"failed"_s};
    }
    QJsonObject body(const QString &op)
    {
        auto rows = cache().database().query("SELECT body FROM outbox WHERE op_id = ?1", {op});
        return rows && rows->next() ? QJsonDocument::fromJson(rows->bytes(0)).object() : QJsonObject();
    }
    qint64 state(const QString &op) { return cache().number("SELECT state FROM outbox WHERE op_id = ?1", {op}); }
    PullAnswer next(const QJsonArray &changes = {})
    {
        PullAnswer answer;
        answer.cursor = *cache().store().cursor();
        answer.next = answer.cursor + u'+';
        answer.changes = changes;
        return answer;
    }
    QJsonObject kept()
    {
        QJsonObject sums;
        auto rows = cache().database().query("SELECT s.id || ' ' || t.name, d.n, d.sum FROM scope_sum d JOIN scope_ref s ON s.n = d.scope JOIN type_ref t ON "
                                             "t.n = d.type WHERE d.n <> 0 OR d.sum <> 0");
        while (rows && rows->next())
            sums[rows->text(0)] = QJsonArray {rows->integer(1), QString::number(quint64(rows->integer(2)), 16)};
        return sums;
    }
    QJsonObject counted()
    {
        QHash<QString, std::pair<qint64, quint64>> sums;
        auto rows
            = cache().database().query("SELECT s.id || ' ' || t.name, b.id, b.version FROM base b JOIN scope_ref s ON s.n = b.scope JOIN type_ref t ON t.n = "
                                       "b.type WHERE b.version > 0 AND b.deleted = 0");
        while (rows && rows->next()) {
            auto &[n, sum] = sums[rows->text(0)];
            ++n;
            sum += wire::digestOf(rows->text(1), rows->integer(2));
        }
        QJsonObject object;
        for (auto it = sums.cbegin(); it != sums.cend(); ++it)
            object[it.key()] = QJsonArray {it->first, QString::number(it->second, 16)};
        return object;
    }

private Q_SLOTS:
    void init()
    {
        m_cache = std::make_unique<TestCache>();
        auto start = next({customer(), task(u"t-1"_s, u"回访"_s), task(u"t-2"_s, u"寄材料"_s)});
        start.added = {scope(kBook), scope(kOther)};
        cache().pull(start);
    }
    void cleanup() { QVERIFY(cache().ok); }

    // §4.4: kept digests are what counting anew would give, whatever happened.
    void digestsAreKeptWithEveryChange()
    {
        QCOMPARE(kept(), counted());
        cache().pull({task(u"t-1"_s, u"改"_s, 2, 11), tombstone(u"task"_s, u"t-2"_s, kBook, kLi, 2, 11), task(u"t-3"_s, u"新"_s, 1, 11)});
        QCOMPARE(kept(), counted());
        cache().pull({task(u"t-1"_s, u"搬"_s, 3, 4, kOther), customer(2, 4, kOther), task(u"t-3"_s, u"新"_s, 2, 4, kOther), member(kBook, kLi, 12, u"out"_s)});
        QCOMPARE(kept(), counted());
        const auto op = cache().enqueue(change(u"t-1"_s, u"我"_s, 3));
        batch();
        cache().push({applied(op, task(u"t-1"_s, u"我"_s, 4, 5, kOther))}, {op});
        QCOMPARE(kept(), counted());
        auto removed = next();
        removed.removed = {scope(kOther)};
        cache().pull(removed);
        QCOMPARE(kept(), QJsonObject());
        QCOMPARE(counted(), QJsonObject());
    }

    // A restored server hands out lower versions of what it lost: they are its truth now.
    void anotherHistoryIsTakenWhole()
    {
        cache().pull({task(u"t-1"_s, u"丢失的"_s, 5, 20), task(u"t-9"_s, u"从未有过"_s, 1, 21)});
        QVERIFY(cache().store().resetAll());
        auto again = next();
        again.cursor.clear();
        again.added = {scope(kBook, u"s2.a"_s)};
        cache().pull(again);
        cache().snapshot(kBook, u"s2.a"_s, {customer(), task(u"t-1"_s, u"恢复的"_s, 2, 11)});
        QCOMPARE(cache().base(u"t-1"_s)[u"title"_s].toString(), u"恢复的"_s);
        QCOMPARE(cache().base(u"t-9"_s), QJsonObject());
        QCOMPARE(cache().number("SELECT version FROM base WHERE id = 't-1'"), 2);
        // From here on the ordinary guard holds again.
        cache().pull({task(u"t-1"_s, u"旧"_s, 1, 11)});
        QCOMPARE(cache().base(u"t-1"_s)[u"title"_s].toString(), u"恢复的"_s);
    }

    void theFirstAnswerAfterAResetNamesAllScopes()
    {
        cache().pull({task(u"t-5"_s, u"别的簿"_s, 1, 3, kOther)});
        QVERIFY(cache().store().resetAll());
        auto again = next();
        again.cursor.clear();
        again.added = {scope(kBook)};
        cache().pull(again);
        QCOMPARE(cache().base(u"t-5"_s), QJsonObject());
        QCOMPARE(cache().base(u"t-1"_s)[u"title"_s].toString(), u"回访"_s);
    }

    void oneVersionOfTwoCommitsIsTheServersLast()
    {
        cache().pull({task(u"t-1"_s, u"甲"_s, 2, 11)});
        cache().pull({task(u"t-1"_s, u"乙"_s, 2, 12)});
        QCOMPARE(cache().base(u"t-1"_s)[u"title"_s].toString(), u"乙"_s);
    }

    // §4.3: types and fields a grant no longer gives go at once, before the new rows come.
    void aNarrowedGrantTakesEffectAtOnce()
    {
        const QByteArray page
            = "{\"request_cursor\":\"sha256:" + QCryptographicHash::hash(cache().store().cursor()->toUtf8(), QCryptographicHash::Sha256).toHex()
            + "\",\"scopes\":{\"changed\":[{\"scope\":\"book:A\",\"snapshot\":\"s3\",\"grant\":{\"role\":\"cover\",\"types\":[\"customer\"],\"mask\":["
              "\"remarks\"]}}]},"
              "\"changes\":[],\"next_cursor\":\"c-n\",\"more\":false}";
        auto parsed = sync::PullPage::parse(page);
        QVERIFY(parsed);
        QVERIFY(cache().store().applyPull(*parsed, kNow));
        QCOMPARE(cache().base(u"t-1"_s), QJsonObject());
        QVERIFY(!cache().base(kLi).contains(u"remarks"_s));
        QCOMPARE(cache().base(kLi)[u"name"_s].toString(), u"李明"_s);
        // Widened again: the same version may show more.
        auto wider = next();
        auto text = wider.json().replace("\"changed\":[]", "\"changed\":[{\"scope\":\"book:A\",\"snapshot\":\"s4\",\"grant\":{\"role\":\"rm\"}}]");
        parsed = sync::PullPage::parse(text);
        QVERIFY(parsed);
        QVERIFY(cache().store().applyPull(*parsed, kNow));
        cache().snapshot(kBook, u"s4"_s, {customer(), task(u"t-1"_s, u"回访"_s)});
        QCOMPARE(cache().base(kLi)[u"remarks"_s].toString(), u"私人"_s);
    }

    // I20: the right to a cover's book ends on its day, network or not; what was typed there stays until the server can have it.
    void aGrantEndsByItself()
    {
        const auto page = [&](const QByteArray &kind, const QByteArray &end, const QByteArray &token) {
            const auto text = "{\"request_cursor\":\"sha256:" + QCryptographicHash::hash(cache().store().cursor()->toUtf8(), QCryptographicHash::Sha256).toHex()
                + "\",\"scopes\":{\"" + kind + "\":[{\"scope\":\"book:B\",\"snapshot\":\"" + token + "\",\"grant\":{\"role\":\"cover\",\"valid_to\":\"" + end
                + "\"}}]},\"changes\":[],\"next_cursor\":\"c-" + token + "\",\"more\":false}";
            auto parsed = sync::PullPage::parse(text);
            QVERIFY(parsed);
            QVERIFY(cache().store().applyPull(*parsed, kNow));
        };
        const auto wang = row(u"customer"_s, u"c-wang"_s, kOther, u"c-wang"_s, 1, 5,
                              {{u"kind"_s, u"person"_s}, {u"number"_s, u"N-9"_s}, {u"name"_s, u"王五"_s}, {u"status"_s, u"active"_s}});
        page("added", "2026-09-22T16:00:00.000Z", "v1");
        cache().snapshot(kOther, u"v1"_s, {wang});
        const auto end = *fromWireInstant(u"2026-09-22T16:00:00.000Z"_s);
        QCOMPARE(*cache().store().endGrants(end - 1), 0);
        QCOMPARE(cache().base(u"c-wang"_s)[u"name"_s].toString(), u"王五"_s);
        QCOMPARE(*cache().store().endGrants(end), 1);
        QCOMPARE(cache().base(u"c-wang"_s), QJsonObject());
        QCOMPARE(cache().number("SELECT count(*) FROM customer_v WHERE name = '王五'"), 0);
        QCOMPARE(cache().base(kLi)[u"name"_s].toString(), u"李明"_s);
        QCOMPARE(*cache().store().endGrants(end), 0);
        // Prolonged meanwhile: the server says so with a snapshot.
        page("changed", "2026-09-29T16:00:00.000Z", "v2");
        cache().snapshot(kOther, u"v2"_s, {wang});
        QCOMPARE(*cache().store().endGrants(end), 0);
        QCOMPARE(cache().base(u"c-wang"_s)[u"name"_s].toString(), u"王五"_s);
    }

    // §2.2: rows go when their business date leaves the window; open ones, and those with work on its way, stay.
    void rowsLeaveTheirWindow()
    {
        const auto contact = [](const QString &id, const QString &at) {
            return row(u"interaction"_s, id, kBook, kLi, 1, 10,
                       {{u"customer_id"_s, kLi}, {u"channel"_s, u"call"_s}, {u"occurred_at"_s, at}, {u"summary"_s, u"谈"_s}});
        };
        const auto closed = [](const QString &id, const QString &done) {
            auto whole = task(id, u"旧事"_s);
            auto data = whole[u"data"_s].toObject();
            data[u"status"_s] = u"done"_s;
            data[u"due"_s] = done.left(10);
            data[u"done_at"_s] = done;
            whole[u"data"_s] = data;
            return whole;
        };
        auto open = task(u"t-open"_s, u"一直开着"_s);
        auto data = open[u"data"_s].toObject();
        data[u"due"_s] = u"2023-01-01"_s;
        open[u"data"_s] = data;
        cache().pull({contact(u"i-old"_s, u"2024-09-20T03:00:00.000Z"_s), contact(u"i-young"_s, u"2024-09-22T03:00:00.000Z"_s),
                      closed(u"t-old"_s, u"2025-09-01T03:00:00.000Z"_s), closed(u"t-kept"_s, u"2025-09-02T03:00:00.000Z"_s),
                      closed(u"t-young"_s, u"2026-01-01T03:00:00.000Z"_s), open});
        QVERIFY(!cache().enqueue(change(u"t-kept"_s, u"还有话说"_s)).isEmpty());
        QCOMPARE(*cache().store().ageOut(QDate(2026, 9, 21)), 2);
        for (const auto &id : {u"i-old"_s, u"t-old"_s})
            QCOMPARE(cache().base(id), QJsonObject());
        for (const auto &id : {u"i-young"_s, u"t-young"_s, u"t-open"_s, u"t-kept"_s, u"t-1"_s})
            QVERIFY2(!cache().base(id).isEmpty(), qPrintable(id));
        QCOMPARE(*cache().store().ageOut(QDate(2026, 9, 21)), 0);
        QCOMPARE(*cache().store().ageOut(QDate(2026, 9, 23)), 1); // i-young, two days on
    }

    // §4.6: twice different → compared row by row and mended; what agrees stays.
    void aDivergenceIsFoundAndMended()
    {
        const auto digest = [](const QStringList &ids) {
            quint64 sum = 0;
            for (const auto &id : ids)
                sum += wire::digestOf(id, 1);
            return QJsonObject {{kBook, QJsonObject {{u"task"_s, QJsonObject {{u"n"_s, ids.size()}, {u"sum"_s, QString::number(sum, 16)}}}}}};
        };
        const auto pulled = [&](const QStringList &ids) {
            auto answer = next();
            answer.digest = digest(ids);
            cache().pull(answer);
            return *cache().store().nextRepair();
        };
        QVERIFY(!pulled({u"t-1"_s, u"t-2"_s}));
        QVERIFY(!pulled({u"t-1"_s, u"t-7"_s})); // once may be a page that crossed another
        const auto job = pulled({u"t-1"_s, u"t-7"_s});
        QVERIFY(job);
        QCOMPARE(job->type, u"task"_s);
        auto manifest = sync::VerifyPage::parse(R"({"rows":[["t-1",1],["t-7",1]],"next":null,"records":[]})");
        QVERIFY(manifest);
        const auto fetch = cache().store().compareManifest(*job, {}, *manifest);
        QVERIFY(fetch);
        QCOMPARE(*fetch, QStringList {u"t-7"_s});
        QCOMPARE(cache().base(u"t-2"_s), QJsonObject());
        auto records = sync::VerifyPage::parse("{\"rows\":[],\"next\":null,\"records\":[" + QJsonDocument(task(u"t-7"_s, u"漏掉的"_s)).toJson() + "]}");
        QVERIFY(records);
        QVERIFY(cache().store().applyRepair(*records));
        QVERIFY(cache().store().endRepair(*job));
        QVERIFY(!*cache().store().nextRepair());
        QVERIFY(!pulled({u"t-1"_s, u"t-7"_s}));
        QCOMPARE(cache().number("SELECT v FROM sync_state WHERE k = 'digest_mismatches'"), 0);
    }

    // What the server names neither with a sum nor without one, and refuses to speak of, goes; nothing goes by one of the two alone.
    void whatIsNotGrantedAnyMoreGoes()
    {
        const auto pulled = [&](const std::optional<QJsonObject> &undigested) {
            auto answer = next();
            answer.undigested = undigested;
            cache().pull(answer);
            return *cache().store().nextRepair();
        };
        const QJsonObject all {{kBook, QJsonArray {u"customer"_s, u"task"_s}}}, customersOnly {{kBook, QJsonArray {u"customer"_s}}};
        QVERIFY(!pulled(all));
        QVERIFY(!pulled(customersOnly)); // once may be a page that crossed another
        QVERIFY(!pulled(std::nullopt)); // a node that is behind says nothing
        const auto job = pulled(customersOnly);
        QVERIFY(job);
        QCOMPARE(job->type, u"task"_s);
        QVERIFY(pulled(all)); // named again: a refusal does not count
        QCOMPARE(*cache().store().dropUnnamed(*job), false);
        QVERIFY(!cache().base(u"t-1"_s).isEmpty());
        QVERIFY(pulled(customersOnly));
        QCOMPARE(*cache().store().dropUnnamed(*job), true);
        QVERIFY(cache().base(u"t-1"_s).isEmpty());
        QVERIFY(!cache().base(kLi).isEmpty());
        QVERIFY(!*cache().store().nextRepair());
        // Something was missed of it twice, and then the grant went: that is settled, too.
        QVERIFY(cache().database().run("UPDATE scope_sum SET misses = 2 WHERE type = (SELECT n FROM type_ref WHERE name = 'task')"));
        QVERIFY(*cache().store().nextRepair());
        QVERIFY(!pulled(customersOnly));
    }

    // A grant that came and went between two pulls is named by none of them, and its row came with the answer to a push.
    void whatTheFeedNeverNamedGoes()
    {
        auto start = next();
        start.removed = {QJsonObject {{u"scope"_s, kOther}, {u"reason"_s, u"revoked"_s}}};
        start.undigested = QJsonObject {{kBook, QJsonArray {u"customer"_s, u"task"_s}}};
        cache().pull(start);
        const auto op = cache().enqueue(change(u"t-1"_s, u"我的"_s));
        QCOMPARE(batch(), QStringList {op});
        cache().push({applied(op, task(u"t-1"_s, u"我的"_s, 2, 4, kOther))}, {op});
        QCOMPARE(cache().visible(u"t-1"_s)[u"title"_s].toString(), u"我的"_s);
        auto behind = next();
        cache().pull(behind); // of a node that is behind
        QCOMPARE(cache().visible(u"t-1"_s)[u"title"_s].toString(), u"我的"_s);
        auto answer = next();
        answer.undigested = start.undigested;
        cache().pull(answer);
        QVERIFY(cache().base(u"t-1"_s).isEmpty());
        QVERIFY(!cache().base(u"t-2"_s).isEmpty());
        // Named, it stays.
        const auto other = cache().enqueue(change(u"t-2"_s, u"也是"_s));
        QCOMPARE(batch(), QStringList {other});
        cache().push({applied(other, task(u"t-2"_s, u"也是"_s, 2, 5, kOther))}, {other});
        answer = next();
        answer.added = {scope(kOther)};
        answer.undigested = QJsonObject {{kBook, QJsonArray {u"customer"_s, u"task"_s}}, {kOther, QJsonArray {u"task"_s}}};
        cache().pull(answer);
        QVERIFY(!cache().base(u"t-2"_s).isEmpty());
    }

    // A later change of a record waits for the outcome of the earlier one, and then says that it has seen it.
    void aPersonsNextChangeIsNoConflictWithHisLast()
    {
        const auto one = cache().enqueue(change(u"t-1"_s, u"一"_s));
        const auto two = cache().enqueue(change(u"t-1"_s, u"二"_s));
        QCOMPARE(batch(), QStringList {one});
        cache().push({applied(one, task(u"t-1"_s, u"一"_s, 2, 11))}, {one});
        QCOMPARE(body(two)[u"base_version"_s].toInteger(), 2);
        QCOMPARE(batch(), QStringList {two});
        // Somebody came between: then it has not.
        const auto three = cache().enqueue(change(u"t-2"_s, u"三"_s));
        const auto four = cache().enqueue(change(u"t-2"_s, u"四"_s));
        QCOMPARE(batch(), (QStringList {two, three}));
        cache().push({{QJsonObject {{u"op_id"_s, three}, {u"status"_s, u"merged"_s}, {u"record"_s, task(u"t-2"_s, u"三"_s, 3, 12)}}}}, {three});
        QCOMPARE(body(four)[u"base_version"_s].toInteger(), 1);
    }

    void aGroupIsNeverSplit()
    {
        auto first = change(u"t-1"_s, u"一"_s);
        auto second = change(u"t-2"_s, u"二"_s);
        const auto other = cache().enqueue(change(u"t-8"_s, u"别的"_s));
        first.group = second.group = u"g"_s;
        const auto one = cache().enqueue(first);
        const auto two = cache().enqueue(second);
        QCOMPARE(batch(2), QStringList {other}); // two places are not enough for all three
        cache().push({QJsonObject {{u"op_id"_s, other}, {u"status"_s, u"rejected"_s}}}, {other});
        QCOMPARE(batch(1), (QStringList {one, two}));
    }

    void whatWasBlockedGoesOnWhenItsReasonIsGone()
    {
        const auto one = cache().enqueue(change(u"t-1"_s, u"一"_s));
        const auto two = cache().enqueue(change(u"t-2"_s, u"二"_s));
        QCOMPARE(batch(), (QStringList {one, two}));
        cache().push({QJsonObject {{u"op_id"_s, one}, {u"status"_s, u"rejected"_s}},
                      QJsonObject {{u"op_id"_s, two}, {u"status"_s, u"blocked"_s}, {u"blocked_by"_s, one}}},
                     {one, two});
        QCOMPARE(batch(), QStringList());
        QVERIFY(cache().database().run("UPDATE outbox SET state = 4 WHERE op_id = ?1", {one}));
        QCOMPARE(batch(), QStringList {two});
    }

    void whatGoesOutAgainIsShown()
    {
        const auto one = cache().enqueue(change(u"t-1"_s, u"一"_s));
        const auto two = cache().enqueue(change(u"t-2"_s, u"二"_s));
        QCOMPARE(batch(), (QStringList {one, two}));
        cache().push({QJsonObject {{u"op_id"_s, one}, {u"status"_s, u"rejected"_s}},
                      QJsonObject {{u"op_id"_s, two}, {u"status"_s, u"blocked"_s}, {u"blocked_by"_s, one}}},
                     {one, two});
        QVERIFY(cache().visible(u"t-2"_s)[u"title"_s].toString() != u"二"_s);
        QVERIFY(cache().database().run("UPDATE outbox SET state = 4 WHERE op_id = ?1", {one}));
        QCOMPARE(batch(), QStringList {two});
        QCOMPARE(cache().visible(u"t-2"_s)[u"title"_s].toString(), u"二"_s);
    }

    void answersAfterARestoreAreOfferedAgain()
    {
        const auto one = cache().enqueue(change(u"t-1"_s, u"一"_s));
        batch();
        const auto bytes = body(one);
        cache().push({applied(one, task(u"t-1"_s, u"一"_s, 2, 11))}, {one}); // answered at 2026-09-21T01:42Z, says the server
        QVERIFY(cache().store().reoffer(*fromWireInstant(u"2026-09-21T01:43:00.000Z"_s)));
        QCOMPARE(state(one), 3);
        QVERIFY(cache().store().reoffer(*fromWireInstant(u"2026-09-21T01:40:00.000Z"_s)));
        QCOMPARE(cache().number("SELECT count(*) FROM overlay"), 1); // it is pending, and shown as such
        QCOMPARE(batch(), QStringList {one});
        QCOMPARE(body(one), bytes);
    }

    // §5.6: what is open for a customer who leaves can be read by the central only, and is counted as open until it is delivered.
    void workForACustomerWhoLeftIsSealed()
    {
        const auto escrow = crypto::EscrowKey::generate();
        QVERIFY(cache().database().setState(u"escrow"_s, QString::fromLatin1(crypto::base64Url(escrow.publicKey))));
        const auto op = cache().enqueue(change(u"t-1"_s, u"机密"_s));
        auto leaving = next({member(kBook, kLi, 12, u"out"_s)});
        auto page = sync::PullPage::parse(leaving.json());
        QVERIFY(page);
        QVERIFY(*cache().store().strandsWork(*page));
        cache().pull(leaving);
        QCOMPARE(state(op), 3);
        QCOMPARE(body(op), QJsonObject());
        QCOMPARE(cache().number("SELECT count(*) FROM sealed"), 1);
        QCOMPARE(*cache().store().ackFloor(), 0);
        QVERIFY(!cache().dump().contains(u"机密"_s.toUtf8()));

        const auto key = crypto::DeviceKey::generate();
        QVERIFY(key);
        cache().store().setHooks({[&](const QJsonObject &payload) { return key->sign(payload); }, {}, {}, {}});
        const auto delivery = cache().store().sealedDelivery(kNow);
        QVERIFY(delivery && !delivery->isEmpty());
        const auto text = QJsonDocument::fromJson(*delivery).object()[u"boxes"_s][0].toString().toLatin1();
        const auto plain = crypto::openBox(escrow, QByteArray::fromBase64(text));
        QVERIFY(plain);
        QVERIFY(plain->contains(u"机密"_s.toUtf8()));
        sync::SealedAnswer answer;
        answer.results.append({QString::fromLatin1(crypto::sha256(text).toHex()), u"retry"_s});
        QCOMPARE(*cache().store().applySealedAnswer(answer), 0);
        answer.results[0].status = u"pending_approval"_s;
        QCOMPARE(*cache().store().applySealedAnswer(answer), 1);
        QCOMPARE(*cache().store().ackFloor(), 1);
    }

    // A record that went to another customer takes along what is to be done to it: the one it left may be sealed away, and it is still shown and still goes out.
    void workGoesWithARecordThatChangesCustomers()
    {
        const auto escrow = crypto::EscrowKey::generate();
        QVERIFY(cache().database().setState(u"escrow"_s, QString::fromLatin1(crypto::base64Url(escrow.publicKey))));
        const auto op = cache().enqueue(change(u"t-1"_s, u"我的"_s));
        const auto other = u"c-chen"_s;
        auto chen = row(u"customer"_s, other, kBook, other, 1, 11,
                        {{u"kind"_s, u"person"_s}, {u"number"_s, u"N-2"_s}, {u"name"_s, u"陈红"_s}, {u"status"_s, u"active"_s}});
        auto moved = task(u"t-1"_s, u"回访"_s, 2, 12);
        moved[u"customer_id"_s] = other;
        cache().pull({chen, moved}, true);
        cache().pull({member(kBook, kLi, 13, u"out"_s)}, true);
        QCOMPARE(state(op), 0);
        QCOMPARE(cache().number("SELECT count(*) FROM sealed"), 0);
        QCOMPARE(cache().visible(u"t-1"_s)[u"title"_s].toString(), u"我的"_s);
        QCOMPARE(batch(), QStringList {op});
        // It leaves with the one it belongs to now.
        cache().pull({member(kBook, other, 14, u"out"_s)}, true);
        QCOMPARE(cache().number("SELECT count(*) FROM sealed"), 1);
        QCOMPARE(body(op), QJsonObject());
    }

    // A page may end between the word that he came back and his rows; what the scope he passed through says meanwhile does not end his stay.
    void workStaysWhileHisRowsAreOnTheirWay()
    {
        const auto escrow = crypto::EscrowKey::generate();
        QVERIFY(cache().database().setState(u"escrow"_s, QString::fromLatin1(crypto::base64Url(escrow.publicKey))));
        const auto op = cache().enqueue(change(u"t-1"_s, u"还在"_s));
        cache().pull({member(kBook, kLi, 20, u"in"_s)}, true);
        cache().pull({member(kOther, kLi, 7, u"out"_s)}, true);
        QCOMPARE(state(op), 0);
        QCOMPARE(cache().number("SELECT count(*) FROM sealed"), 0);
        cache().pull({customer(3, 20), task(u"t-1"_s, u"回来"_s, 3, 20)});
        QCOMPARE(cache().visible(u"t-1"_s)[u"title"_s].toString(), u"还在"_s);
        QCOMPARE(cache().number("SELECT count(*) FROM member"), 0);
        // Gone from both, he is gone.
        cache().pull({member(kBook, kLi, 21, u"out"_s), member(kOther, kLi, 8, u"out"_s)});
        QCOMPARE(cache().number("SELECT count(*) FROM sealed"), 1);
        QVERIFY(cache().base(kLi).isEmpty());
    }

    void workForACustomerWhoCameBackStays()
    {
        const auto op = cache().enqueue(change(u"t-1"_s, u"还在"_s));
        cache().pull({member(kBook, kLi, 14, u"in"_s)}, true);
        QCOMPARE(state(op), 0);
        cache().pull({customer(3, 14), task(u"t-1"_s, u"回来"_s, 3, 14)});
        QCOMPARE(cache().visible(u"t-1"_s)[u"title"_s].toString(), u"还在"_s);
    }
};

QTEST_GUILESS_MAIN(TestSyncWork)
#include "tst_syncwork.moc"
