// SPDX-License-Identifier: GPL-3.0-or-later
// The cache on a disk that is cut, fails and fills up, and with memory that runs out (security.md §7): whatever a person was told is saved is there
// afterwards, and nothing is there by half. ZHIKE_TRIALS says how often each test strikes.
#include "testcache.h"

#include "services/localcommands.h"
#include "services/localqueries.h"
#include "services/usertext.h"
#include "storage/figures.h"
#include "support/faultvfs.h"

#include <QTest>
#include <random>
#include <sqlite3.h>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;
using namespace zhike::services;
using namespace zhike::testing;
using storage::Access;
using storage::Database;

namespace {

const QString kMachine = u"/device/"_s;
const QString kPath = u"/device/cache-1.db"_s;
const QString kBook = u"book:A"_s;
const QString kLi = u"c-li"_s;
const qint64 kNowMs = 1'790'000'000'000;
const QDate kToday(2026, 9, 21);
const std::array<unsigned char, 32> kKey {1, 2, 3};

int trials(int usual)
{
    bool ok = false;
    const int asked = qEnvironmentVariableIntValue("ZHIKE_TRIALS", &ok);
    return ok && asked > 0 ? asked : usual;
}

Clock clock()
{
    return *Clock::frozen(u"2026-09-21T09:42:00+08:00"_s);
}

Result<std::unique_ptr<Database>> open(Access access = Access::ReadWrite)
{
    return Database::open(kPath, kKey, access);
}

QJsonObject task(const QString &id, const QString &title, qint64 version = 1, qint64 csn = 10)
{
    return row(u"task"_s, id, kBook, kLi, version, csn,
               {{u"customer_id"_s, kLi},
                {u"title"_s, title},
                {u"kind"_s, u"call"_s},
                {u"priority"_s, u"normal"_s},
                {u"status"_s, u"open"_s},
                {u"due"_s, u"2026-09-23"_s}});
}

QJsonObject customer(const QString &id, const QString &name)
{
    return row(u"customer"_s, id, kBook, id, 1, 10,
               {{u"kind"_s, u"person"_s},
                {u"number"_s, u"N-"_s + id},
                {u"name"_s, name},
                {u"status"_s, u"active"_s},
                {u"since"_s, u"2020-01-02"_s},
                {u"remarks"_s, u"原来"_s}});
}

Done pull(Database &database, const QJsonArray &changes, const QString &next, const QJsonArray &added = {})
{
    storage::SyncStore store(database, kToday);
    auto cursor = store.cursor();
    if (!cursor)
        return cursor.error();
    PullAnswer answer;
    answer.cursor = *cursor;
    answer.next = next;
    answer.changes = changes;
    answer.added = added;
    auto page = sync::PullPage::parse(answer.json());
    if (!page)
        return page.error();
    const auto apply = [&page](auto &to) {
        if constexpr (requires { to.applyPull(*page, kNowMs); })
            return to.applyPull(*page, kNowMs);
        else
            return to.applyPull(*page);
    };
    auto applied = apply(store);
    if (!applied)
        return applied.error();
    return done();
}

Result<std::unique_ptr<LocalCommands>> commands()
{
    auto database = open();
    if (!database)
        return database.error();
    return std::make_unique<LocalCommands>(std::move(*database), clock());
}

//! How many visible records, or operations, have this text in them.
qint64 shown(Database &database, const QString &text)
{
    return database.number(
        "SELECT count(*) FROM base b LEFT JOIN overlay o ON o.rid = b.rid WHERE b.deleted = 0 AND instr(CAST(coalesce(o.doc, b.raw) AS TEXT), ?1) > 0", {text},
        -1);
}

qint64 queued(Database &database, const QString &text)
{
    return database.number("SELECT count(*) FROM outbox WHERE state < 3 AND instr(CAST(body AS TEXT), ?1) > 0", {text}, -1);
}

//! One thing the program does. `complete`: it is there, whole.
struct Flow {
    const char *name;
    std::function<Done()> act;
    std::function<bool(Database &)> complete;
};

template<class F>
Flow command(const char *name, F act, std::function<bool(Database &)> complete)
{
    return {name,
            [act]() -> Done {
                auto on = commands();
                if (!on)
                    return on.error();
                auto result = act(**on);
                if (!result)
                    return result.error();
                return done();
            },
            std::move(complete)};
}

template<class F>
Flow storing(const char *name, F act, std::function<bool(Database &)> complete)
{
    return {name,
            [act]() -> Done {
                auto on = open();
                if (!on)
                    return on.error();
                auto result = act(**on);
                if (!result)
                    return result.error();
                return done();
            },
            std::move(complete)};
}

//! A cache with a small bank in it and work in every state: queued, in flight, parked after a conflict, a snapshot half way.
struct Prepared {
    QMap<QString, QByteArray> files;
    QString queuedOp, flyingOp, parkedOp;
};

Prepared prepare(FaultVfs &disk)
{
    Prepared prepared;
    const auto must = [](const auto &result) {
        if (!result)
            qFatal("prepare: %s", qPrintable(result.error().detail));
    };
    auto database = open();
    must(database);
    for (const auto &[key, value] : {std::pair(u"device_id"_s, QVariant(u"dev-1"_s)), std::pair(u"incarnation"_s, QVariant(1)),
                                     std::pair(u"login"_s, QVariant(u"shen"_s)), std::pair(u"gen"_s, QVariant(1))})
        must((*database)->setState(key, value));
    QJsonArray rows {customer(kLi, u"李明朗"_s), customer(u"c-wang"_s, u"王小满"_s)};
    for (int i = 1; i <= 8; ++i)
        rows.append(task(u"t-%1"_s.arg(i), u"回访 %1"_s.arg(i)));
    rows.append(row(u"alert"_s, u"al-1"_s, kBook, kLi, 1, 10,
                    {{u"customer_id"_s, kLi},
                     {u"kind"_s, u"churn"_s},
                     {u"severity"_s, u"critical"_s},
                     {u"state"_s, u"new"_s},
                     {u"raised_at"_s, u"2026-09-19T02:00:00.000Z"_s}}));
    must(pull(**database, rows, u"c-1"_s, {scope(u"book:B"_s, u"s1.a"_s)}));
    must(storage::Figures(**database, kToday).refresh());
    const auto newest = [&database] {
        auto last = (*database)->query("SELECT op_id FROM outbox WHERE type = 'task' ORDER BY n DESC LIMIT 1");
        return last && last->next() ? last->text(0) : QString();
    };
    {
        auto on = commands();
        must(on);
        must((*on)->completeTask(TaskId(u"t-5"_s), u"done"_s));
        prepared.parkedOp = newest();
        must((*on)->completeTask(TaskId(u"t-6"_s), u"done"_s));
        prepared.flyingOp = newest();
        storage::SyncStore store(**database, kToday);
        auto batch = store.nextBatch(100, 900'000, kNowMs);
        must(batch);
        auto theirs = task(u"t-5"_s, u"他们的"_s, 2, 12);
        auto answer = sync::PushAnswer::parse(pushJson({QJsonObject {
            {u"op_id"_s, prepared.parkedOp},
            {u"status"_s, u"conflict"_s},
            {u"record"_s, theirs},
            {u"conflict"_s,
             QJsonObject {{u"current_version"_s, 2},
                          {u"fields"_s, QJsonArray {QJsonObject {{u"name"_s, u"status"_s}, {u"mine"_s, u"done"_s}, {u"theirs"_s, u"open"_s}}}}}}}}));
        must(answer);
        must(store.applyPushAnswer(*answer, {prepared.parkedOp}, kNowMs));
        must((*on)->completeTask(TaskId(u"t-7"_s), u"done"_s));
        prepared.queuedOp = newest();
        disk.kill(kMachine); // the WAL stays
    }
    database->reset();
    prepared.files = disk.snapshot(kMachine);
    return prepared;
}

QList<Flow> flows(const Prepared &prepared)
{
    const auto stateOf = [](Database &on, const QString &opId) { return on.number("SELECT state FROM outbox WHERE op_id = ?1", {opId}, -1); };
    return {
        command(
            "save a task",
            [](LocalCommands &on) {
                NewTask wanted;
                wanted.customer = CustomerId(kLi);
                wanted.title = u"新的任务"_s;
                wanted.due = QDate(2026, 9, 28);
                return on.addTask(wanted);
            },
            [](Database &on) { return shown(on, u"新的任务"_s) == 1 && queued(on, u"新的任务"_s) == 1; }),
        command(
            "save a contact with its follow-up",
            [](LocalCommands &on) {
                NewInteraction wanted;
                wanted.customer = CustomerId(kLi);
                wanted.channel = u"call"_s;
                wanted.summary = u"谈到续期"_s;
                wanted.nextStep = u"寄出方案"_s;
                wanted.nextOn = QDate(2026, 9, 30);
                return on.addInteraction(wanted);
            },
            [](Database &on) {
                return shown(on, u"谈到续期"_s) == 1 && shown(on, u"寄出方案"_s) >= 1 && queued(on, u"谈到续期"_s) == 1 && queued(on, u"寄出方案"_s) >= 1;
            }),
        command(
            "change a customer",
            [](LocalCommands &on) {
                return on.setCustomer(CustomerId(kLi), {{u"remarks"_s, u"改过的备注"_s}});
            },
            [](Database &on) { return shown(on, u"改过的备注"_s) == 1 && queued(on, u"改过的备注"_s) == 1; }),
        command(
            "complete a task", [](LocalCommands &on) { return on.completeTask(TaskId(u"t-1"_s), u"reached"_s); },
            [](Database &on) { return on.number("SELECT count(*) FROM outbox WHERE id = 't-1' AND state = 0") == 1; }),
        command(
            "move a task", [](LocalCommands &on) { return on.moveTask(TaskId(u"t-2"_s), QDate(2026, 10, 9)); },
            [](Database &on) { return shown(on, u"2026-10-09"_s) == 1 && queued(on, u"2026-10-09"_s) == 1; }),
        command(
            "acknowledge an alert", [](LocalCommands &on) { return on.acknowledgeAlert(AlertId(u"al-1"_s)); },
            [](Database &on) { return on.number("SELECT count(*) FROM outbox WHERE id = 'al-1' AND state = 0") == 1; }),
        command(
            "snooze an alert", [](LocalCommands &on) { return on.snoozeAlert(AlertId(u"al-1"_s), QDate(2026, 10, 12)); },
            [](Database &on) { return on.number("SELECT count(*) FROM outbox WHERE id = 'al-1' AND state = 0") == 1; }),
        command(
            "take back an operation", [op = prepared.queuedOp](LocalCommands &on) { return on.discard(op); },
            [stateOf, op = prepared.queuedOp](Database &on) { return stateOf(on, op) != 0; }),
        command(
            "settle a conflict",
            [op = prepared.parkedOp](LocalCommands &on) {
                return on.resolve(op, {{u"status"_s, u"mine"_s}});
            },
            [stateOf, op = prepared.parkedOp](Database &on) { return stateOf(on, op) != 2 && queued(on, op) >= 1; }),
        storing(
            "apply a page",
            [](Database &on) {
                QJsonArray rows;
                for (int i = 1; i <= 8; ++i)
                    rows.append(task(u"t-%1"_s.arg(i), u"第二版 %1"_s.arg(i), 3, 20));
                rows.append(customer(u"c-new"_s, u"赵初来"_s));
                return pull(on, rows, u"c-2"_s);
            },
            [](Database &on) {
                return on.stateText(u"cursor"_s) == "c-2"_L1 && on.number("SELECT count(*) FROM base WHERE version = 3 AND instr(raw, '第二版')") == 8
                    && shown(on, u"赵初来"_s) == 1;
            }),
        storing(
            "apply a snapshot page",
            [](Database &on) -> Done {
                storage::SyncStore store(on, kToday);
                QJsonArray rows;
                for (int i = 0; i < 20; ++i)
                    rows.append(row(u"task"_s, u"b-%1"_s.arg(i), u"book:B"_s, {}, 1, 5,
                                    {{u"title"_s, u"快照 %1"_s.arg(i)}, {u"kind"_s, u"call"_s}, {u"status"_s, u"open"_s}, {u"due"_s, u"2026-09-23"_s}}));
                auto page = sync::SnapshotPage::parse(snapshotJson(rows, {}));
                if (!page)
                    return page.error();
                auto applied = store.applySnapshot(u"book:B"_s, u"s1.a"_s, std::span(&*page, 1));
                if (!applied)
                    return applied.error();
                return done();
            },
            [](Database &on) { return shown(on, u"快照"_s) == 20 && on.number("SELECT count(*) FROM bootstrap_job", {}, -1) == 0; }),
        storing(
            "take the next batch", [](Database &on) { return storage::SyncStore(on, kToday).nextBatch(100, 900'000, kNowMs); },
            [stateOf, op = prepared.queuedOp](Database &on) { return stateOf(on, op) == 1; }),
        storing(
            "apply a push answer",
            [op = prepared.flyingOp](Database &on) -> Done {
                auto answer = sync::PushAnswer::parse(pushJson(
                    {QJsonObject {{u"op_id"_s, op}, {u"status"_s, u"applied"_s}, {u"version"_s, 2}, {u"record"_s, task(u"t-6"_s, u"服务器说"_s, 2, 30)}}}));
                if (!answer)
                    return answer.error();
                storage::SyncStore store(on, kToday);
                auto applied = store.applyPushAnswer(*answer, {op}, kNowMs);
                if (!applied)
                    return applied.error();
                return done();
            },
            [stateOf, op = prepared.flyingOp](Database &on) { return (stateOf(on, op) == 3 || stateOf(on, op) == -1) && shown(on, u"服务器说"_s) == 1; }),
        storing(
            "start again from snapshots", [](Database &on) { return storage::SyncStore(on, kToday).resetAll(); },
            [](Database &on) { return on.stateText(u"cursor"_s).isEmpty(); }),
        storing(
            "note a round", [](Database &on) { return storage::SyncStore(on, kToday).noteRound(kNowMs, u"ok"_s); },
            [](Database &on) { return on.number("SELECT count(*) FROM sync_history WHERE at = ?1", {kNowMs}) == 1; }),
    };
}

} // namespace

class TestFaults : public QObject {
    Q_OBJECT

    static QByteArray where(const Flow &flow, qint64 nth, bool persistent)
    {
        return QByteArray(flow.name) + ", call " + QByteArray::number(nth) + (persistent ? " and every one after" : "");
    }

    // After the trouble: whole, and either as before or with everything the flow does.
    static QByteArray verdict(const Flow &flow, const Done &result, const QByteArray &before)
    {
        auto database = open();
        if (!database)
            return "does not open: " + database.error().detail.toUtf8();
        const auto findings = (*database)->check();
        if (!findings || !findings->isEmpty())
            return "damaged: " + (findings ? findings->join(u'\n') : findings.error().detail).toUtf8();
        if ((*database)->number("SELECT v FROM sync_state WHERE k = 'last_n'") < (*database)->number("SELECT max(n) FROM outbox"))
            return "numbers would come twice";
        if (flow.complete(**database))
            return {};
        if (result)
            return "said done and is not there";
        if (dumpOf(**database) != before)
            return "half a change";
        return {};
    }

    static QByteArray understandable(const Done &result)
    {
        if (result)
            return {};
        switch (result.error().code) {
        case ErrorCode::Io:
        case ErrorCode::Full:
        case ErrorCode::Busy:
        case ErrorCode::Damaged: return services::UserText::of(result.error()).isEmpty() ? "no sentence" : QByteArray();
        default: return "unexpected error " + toWire(result.error().code).toUtf8() + ": " + result.error().detail.toUtf8();
        }
    }

    // One strike in four falls into the opening, which is the same for every flow, the others into what the flow does.
    static qint64 place(qint64 i, qint64 count, qint64 opening, qint64 total)
    {
        const auto rest = qMax<qint64>(1, total - opening);
        if (count >= total)
            return 1 + i;
        return i % 4 == 0 ? 1 + opening * i / count : 1 + opening + rest * i / count;
    }

private Q_SLOTS:
    // REL-4. First, because the allocator can only be changed while nothing is open.
    void memoryRunsOut()
    {
        { // whatever allocator the library installs, it is there after the first connection
            FaultVfs disk;
            QVERIFY(open());
        }
        static sqlite3_mem_methods usual;
        static thread_local qint64 left;
        static thread_local bool struck;
        static bool armed;
        left = -1;
        QCOMPARE(sqlite3_shutdown(), SQLITE_OK);
        QCOMPARE(sqlite3_config(SQLITE_CONFIG_GETMALLOC, &usual), SQLITE_OK);
        static sqlite3_mem_methods failing;
        failing = usual;
        static const auto fails = [] {
            if (!armed || left < 0)
                return false;
            if (left > 0)
                --left;
            struck = struck || left == 0;
            return left == 0;
        };
        failing.xMalloc = [](int size) -> void * { return fails() ? nullptr : usual.xMalloc(size); };
        failing.xRealloc = [](void *old, int size) -> void * { return fails() ? nullptr : usual.xRealloc(old, size); };
        QCOMPARE(sqlite3_config(SQLITE_CONFIG_MALLOC, &failing), SQLITE_OK);
        QCOMPARE(sqlite3_initialize(), SQLITE_OK);
        armed = true;

        FaultVfs disk;
        const auto prepared = prepare(disk);
        const auto all = flows(prepared);
        qint64 strikes = 0, aimed = 0;
        const int asked = qMax(1, trials(1500) / int(all.size()));
        for (const auto &flow : all) {
            disk.restore(kMachine, prepared.files);
            QByteArray before;
            {
                auto database = open();
                QVERIFY(database);
                before = dumpOf(**database);
            }
            left = 1'000'000'000;
            auto opened = open();
            const auto opening = 1'000'000'000 - left;
            opened = Error {};
            left = 1'000'000'000;
            QVERIFY2(flow.act(), flow.name);
            const auto total = 1'000'000'000 - left;
            left = -1;
            const auto each = qMin<qint64>(asked, total);
            aimed += each;
            for (qint64 i = 0; i < each; ++i) {
                const auto nth = place(i, each, opening, total);
                disk.restore(kMachine, prepared.files);
                struck = false;
                left = nth;
                const auto result = flow.act();
                left = -1;
                strikes += struck;
                disk.kill(kMachine);
                auto fault = verdict(flow, result, before);
                if (fault.isEmpty())
                    fault = understandable(result);
                QVERIFY2(fault.isEmpty(), (where(flow, nth, false) + ": " + fault).constData());
            }
        }
        armed = false;
        QVERIFY2(strikes >= aimed / 2, qPrintable(QString::number(strikes)));
        qInfo("%lld allocations refused in %lld flows", qlonglong(strikes), qlonglong(all.size()));
    }

    // REL-2: with the settings the program opens its cache with.
    void powerCutsLoseNothing()
    {
        FaultVfs disk(20260921);
        const auto prepared = prepare(disk);
        std::mt19937 chance(7);
        const int cuts = trials(300);
        QStringList promised;
        qint64 kept = 0;
        int pages = 1, saves = 0;
        for (int cut = 0; cut < cuts; ++cut) {
            if (cut % 300 == 0) { // a new cache, so that a night of it does not grow one without end
                disk.restore(kMachine, prepared.files);
                kept += promised.size();
                promised.clear();
                pages = 1;
            }
            disk.inject({FaultWrite | FaultSync | FaultTruncate, qint64(1 + chance() % 700), true}); // the moment it falls
            for (bool alive = true; alive && !disk.struck();) {
                const auto title = u"承诺 %1-%2."_s.arg(cut).arg(++saves);
                auto on = commands();
                alive = on.ok();
                for (int i = 0; alive && i < 4; ++i) {
                    NewTask wanted;
                    wanted.customer = CustomerId(kLi);
                    wanted.title = title + QString::number(i);
                    wanted.due = QDate(2026, 9, 28);
                    alive = (*on)->addTask(wanted).ok();
                    if (alive)
                        promised.append(wanted.title);
                }
                on = Error {};
                if (auto database = alive ? open() : Result<std::unique_ptr<Database>>(Error {}))
                    if (pull(**database, {task(u"t-1"_s, u"版本 %1"_s.arg(pages + 1), 10 + pages, 100 + pages)}, u"c-%1"_s.arg(pages + 1)))
                        ++pages;
            }
            disk.powerCut(kMachine);
            disk.heal();
            auto database = open();
            QVERIFY2(database.ok(), database ? "" : qPrintable(database.error().detail));
            // A page that was not acknowledged may be there all the same, with its cursor.
            const auto cursor = (*database)->stateText(u"cursor"_s).mid(2).toInt();
            QVERIFY(cursor == pages || cursor == pages + 1);
            pages = cursor;
            if (pages > 1)
                QCOMPARE((*database)->number("SELECT version FROM base WHERE id = 't-1'"), 9 + pages);
            if (cut % 10 && cut % 300 != 299 && cut != cuts - 1)
                continue;
            const auto findings = (*database)->check();
            QVERIFY(findings && findings->isEmpty());
            QSet<QString> titles, ops;
            auto rows = (*database)->query("SELECT json_extract(coalesce(o.doc, b.raw), '$.title') FROM base b LEFT JOIN overlay o ON o.rid = b.rid");
            while (rows && rows->next())
                titles.insert(rows->text(0));
            auto bodies = (*database)->query("SELECT json_extract(body, '$.data.title') FROM outbox");
            while (bodies && bodies->next())
                ops.insert(bodies->text(0));
            for (const auto &title : std::as_const(promised))
                QVERIFY2(titles.contains(title) && ops.contains(title), qPrintable(u"lost after %1 cuts: %2"_s.arg(cut + 1).arg(title)));
        }
        kept += promised.size();
        QVERIFY(kept > cuts);
        qInfo("%d power cuts, %lld saves acknowledged, 0 lost", cuts, qlonglong(kept));
    }

    // REL-3
    void anErrorAtAnyCallLeavesNothingByHalf()
    {
        FaultVfs disk;
        const auto prepared = prepare(disk);
        const auto all = flows(prepared);
        const int each = qMax(1, trials(1000) / int(all.size()) / 2);
        int strikes = 0, survived = 0;
        for (const auto &flow : all) {
            disk.restore(kMachine, prepared.files);
            QByteArray before;
            {
                auto database = open();
                QVERIFY(database);
                before = dumpOf(**database);
            }
            // By kind: reads, openings and the like are few, and what cannot be read is easily taken for absent.
            for (const unsigned calls : {unsigned(FaultWrite), unsigned(FaultRead), FaultAny & ~unsigned(FaultWrite | FaultRead)}) {
                disk.restore(kMachine, prepared.files);
                disk.inject({calls, 1'000'000'000, false});
                auto opened = open();
                const auto opening = disk.calls();
                opened = Error {};
                disk.restore(kMachine, prepared.files);
                disk.inject({calls, 1'000'000'000, false});
                const auto undisturbed = flow.act();
                QVERIFY2(undisturbed.ok(), undisturbed ? "" : qPrintable(undisturbed.error().detail));
                const auto total = disk.calls();
                QCOMPARE(verdict(flow, undisturbed, before), QByteArray());
                const auto count = qMin<qint64>(each, total);
                for (const bool persistent : {false, true})
                    for (qint64 i = 0; i < count; ++i) {
                        const auto nth = place(i, count, opening, total);
                        disk.restore(kMachine, prepared.files);
                        disk.inject({calls, nth, persistent, i % 3 == 2 && calls == FaultWrite ? SQLITE_FULL : 0});
                        const auto result = flow.act();
                        disk.heal();
                        disk.kill(kMachine);
                        ++strikes;
                        survived += result.ok();
                        auto fault = verdict(flow, result, before);
                        if (fault.isEmpty())
                            fault = understandable(result);
                        QVERIFY2(fault.isEmpty(), (where(flow, nth, persistent) + ": " + fault).constData());
                    }
            }
        }
        qInfo("%d errors in %lld flows, %d of them got over it", strikes, qlonglong(all.size()), survived);
    }

    // REL-8, SEC-23: one byte changed in any page: it is found, no wrong value is shown, and the rest can be read on a connection of its own.
    void aDamagedPageIsFoundAndTheRestIsRead()
    {
        FaultVfs disk;
        prepare(disk);
        {
            auto database = open();
            QVERIFY(database);
            QJsonArray rows;
            for (int i = 0; i < 400; ++i)
                rows.append(task(u"p-%1"_s.arg(i), u"第 %1 页上的事 "_s.arg(i) + QString(120, u'事'), 1, 40));
            QVERIFY(pull(**database, rows, u"c-2"_s));
            QVERIFY((*database)->check()->isEmpty()); // brings everything into the file
        }
        const auto sound = disk.contents(kPath);
        const auto pages = sound.size() / 4096;
        const auto probe = [](int i) -> Result<QString> {
            auto database = open(Access::ReadOnly);
            if (!database)
                return database.error();
            return (*database)->snapshot([&]() -> Result<QString> {
                auto row = (*database)->query("SELECT json_extract(raw, '$.title') FROM base WHERE id = ?1", {u"p-%1"_s.arg(i)});
                if (!row)
                    return row.error();
                return row->next() ? row->text(0) : QString();
            });
        };
        std::mt19937 chance(23);
        const auto count = qMin<qint64>(trials(200), pages);
        int whole = 0, partly = 0, closed = 0;
        for (qint64 i = 0; i < count; ++i) {
            const auto page = pages * i / count;
            auto bytes = sound;
            const auto at = page * 4096 + qint64(chance() % 4096);
            bytes[at] = char(bytes[at] ^ (1 << chance() % 8));
            disk.restore(kMachine, {{kPath, bytes}});
            int readable = 0;
            for (int n = 0; n < 400; n += 40) {
                const auto title = probe(n);
                if (!title)
                    continue;
                QVERIFY2(title->startsWith(u"第 %1 页上的事 "_s.arg(n)), qPrintable(u"page %1 changed: row %2 reads ‘%3’"_s.arg(page).arg(n).arg(*title)));
                ++readable;
            }
            auto database = open();
            const auto findings = database ? (*database)->check() : Result<QStringList>(database.error());
            const bool found = !findings || !findings->isEmpty();
            QVERIFY2(found, qPrintable(u"byte %1 of page %2 changed and nobody noticed"_s.arg(at % 4096).arg(page)));
            if (!findings)
                QCOMPARE(int(findings.error().code), int(ErrorCode::Damaged));
            (readable == 10 ? whole : readable ? partly : closed) += 1;
        }
        qInfo("%lld of %lld pages changed, all found; all probes read %d times, some %d times, none %d times", qlonglong(count), qlonglong(pages), whole,
              partly, closed);
        QVERIFY(whole + partly > closed * 4);
    }

    // REL-5: told so, readable meanwhile, goes on when there is room again.
    void roomEndsAndComesBack()
    {
        FaultVfs disk;
        const auto prepared = prepare(disk);
        qint64 kept = 0;
        for (int trial = 0; trial < trials(20); ++trial) {
            disk.restore(kMachine, prepared.files);
            qint64 used = 0;
            for (const auto &bytes : prepared.files)
                used += bytes.size();
            disk.setCapacity(used + 20'000 + trial % 20 * 13'777);
            QStringList promised;
            Done last = done();
            {
                auto on = commands();
                QVERIFY2(on.ok(), on ? "" : qPrintable(on.error().detail));
                for (int i = 0; last && i < 400; ++i) {
                    NewTask wanted;
                    wanted.customer = CustomerId(kLi);
                    wanted.title = u"满盘前 %1."_s.arg(i);
                    wanted.due = QDate(2026, 9, 28);
                    if (auto added = (*on)->addTask(wanted))
                        promised.append(wanted.title);
                    else
                        last = added.error();
                }
            }
            QVERIFY(!last);
            QVERIFY2(last.error().code == ErrorCode::Full, qPrintable(toWire(last.error().code) + u' ' + last.error().detail));
            {
                auto reader = open(Access::ReadOnly);
                QVERIFY2(reader.ok(), reader ? "" : qPrintable(reader.error().detail));
                QCOMPARE(shown(**reader, u"满盘前"_s), promised.size());
            }
            disk.setCapacity(-1);
            auto on = commands();
            QVERIFY(on && (*on)->completeTask(TaskId(u"t-1"_s), u"reached"_s));
            auto database = open();
            QVERIFY(database && (*database)->check()->isEmpty());
            QCOMPARE(shown(**database, u"满盘前"_s), promised.size());
            kept += promised.size();
        }
        QVERIFY(kept > 0);
    }
};

QTEST_GUILESS_MAIN(TestFaults)
#include "tst_faults.moc"
