// SPDX-License-Identifier: GPL-3.0-or-later
// A small bank through the real cache: the figures of every screen add up, and what a person does is checked, kept and shown at once.
#include "testcache.h"

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
const QDate kToday(2026, 9, 21); // a Monday
const QString kLi = u"c-li"_s;

struct Person {
    QString id;
    QString name;
    QString balance;
    Tier tier;
};
// One fen on either side of each boundary.
const QList<Person> kPersons = {{u"c-mass"_s, u"赵一分"_s, u"99999.99"_s, Tier::Mass},
                                {u"c-wealth"_s, u"钱整十"_s, u"100000.00"_s, Tier::Wealth},
                                {u"c-top"_s, u"孙五百"_s, u"5000000.00"_s, Tier::Wealth},
                                {u"c-private"_s, u"周过线"_s, u"5000000.01"_s, Tier::Private}};

QJsonObject rowOf(const QString &type, const QString &id, const QString &owner, QJsonObject data)
{
    if (type != "customer"_L1)
        data[u"customer_id"_s] = owner;
    return row(type, id, kBook, owner, 1, 10, data);
}

QJsonObject accountData(const QString &kind, const QJsonObject &balance)
{
    return {{u"kind"_s, kind},
            {u"number"_s, u"6222021234566789"_s},
            {u"status"_s, u"open"_s},
            {u"balance"_s, balance},
            {u"as_of"_s, u"2026-09-20T16:00:00.000Z"_s}};
}

} // namespace

class TestServices : public QObject {
    Q_OBJECT

    std::unique_ptr<TestCache> m_cache;
    std::unique_ptr<LocalQueries> m_queries;
    std::unique_ptr<LocalCommands> m_commands;
    Clock m_clock = *Clock::frozen(u"2026-09-21T09:42:00+08:00"_s);

    QJsonObject outbox(int fromEnd = 0)
    {
        auto rows = m_cache->database().query("SELECT body FROM outbox WHERE type <> 'audit_event' ORDER BY n DESC LIMIT 1 OFFSET ?1", {fromEnd});
        return rows && rows->next() ? QJsonDocument::fromJson(rows->bytes(0)).object() : QJsonObject();
    }
    qint64 operations() { return m_cache->number("SELECT count(*) FROM outbox WHERE state < 3 AND type <> 'audit_event'"); }
    CustomerFile li()
    {
        const auto file = m_queries->customer(CustomerId(kLi));
        return file ? *file : CustomerFile();
    }
    static const TaskRow *taskNamed(const QList<TaskRow> &tasks, const QString &title)
    {
        const auto found = std::find_if(tasks.begin(), tasks.end(), [&](const auto &task) { return task.title == title; });
        return found == tasks.end() ? nullptr : &*found;
    }

private Q_SLOTS:
    void init()
    {
        m_cache = std::make_unique<TestCache>(kToday);
        QJsonArray rows;
        for (const auto &person : kPersons) {
            rows.append(
                rowOf(u"customer"_s, person.id, person.id,
                      {{u"kind"_s, u"person"_s}, {u"number"_s, person.id}, {u"name"_s, person.name}, {u"since"_s, u"2025-01-02"_s}, {u"branch"_s, u"B1"_s}}));
            rows.append(rowOf(u"account"_s, u"a-"_s + person.id, person.id, accountData(u"demand"_s, money(person.balance))));
        }
        rows.append(rowOf(u"customer"_s, kLi, kLi,
                          {{u"kind"_s, u"person"_s},
                           {u"number"_s, u"C88210"_s},
                           {u"name"_s, u"李明朗"_s},
                           {u"since"_s, u"2019-03-01"_s},
                           {u"branch"_s, u"B2"_s},
                           {u"id_type"_s, u"id_card"_s},
                           {u"id_no"_s, u"11010519491231002X"_s},
                           {u"risk_tolerance"_s, u"C2"_s},
                           {u"x_future"_s, u"kept"_s}}));
        rows.append(rowOf(u"account"_s, u"a-1"_s, kLi, accountData(u"demand"_s, money(u"1234.56"_s))));
        rows.append(rowOf(u"account"_s, u"a-2"_s, kLi, accountData(u"fund"_s, money(u"1000.00"_s, u"USD"_s))));
        rows.append(rowOf(u"account"_s, u"a-3"_s, kLi, accountData(u"mortgage"_s, money(u"500000.00"_s))));
        auto deposit = accountData(u"time_deposit"_s, money(u"50000.00"_s));
        deposit[u"maturity_on"_s] = u"2026-09-25"_s;
        rows.append(rowOf(u"account"_s, u"a-4"_s, kLi, deposit));
        auto joint = accountData(u"demand"_s, money(u"10000.00"_s));
        joint[u"holders"_s] = QJsonArray {kLi, u"c-mass"_s};
        rows.append(rowOf(u"account"_s, u"a-5"_s, kLi, joint));
        rows.append(rowOf(
            u"customer"_s, u"c-firm"_s, u"c-firm"_s,
            {{u"kind"_s, u"company"_s}, {u"number"_s, u"F1"_s}, {u"name"_s, u"东方仪表有限公司"_s}, {u"since"_s, u"2026-08-01"_s}, {u"branch"_s, u"B1"_s}}));
        rows.append(rowOf(u"account"_s, u"a-firm"_s, u"c-firm"_s, accountData(u"settlement"_s, money(u"250000.00"_s))));
        const auto task = [](const QString &title, const QString &due, const QString &status, const QString &rrule = {}) {
            QJsonObject data {{u"title"_s, title}, {u"kind"_s, u"call"_s}, {u"status"_s, status}, {u"priority"_s, u"normal"_s}, {u"due"_s, due}};
            if (!rrule.isEmpty())
                data[u"rrule"_s] = rrule;
            if (status == "done"_L1)
                data[u"done_at"_s] = u"2026-09-21T01:00:00.000Z"_s;
            return data;
        };
        rows.append(rowOf(u"task"_s, u"t-today"_s, kLi, task(u"今天回电"_s, u"2026-09-21"_s, u"open"_s)));
        rows.append(rowOf(u"task"_s, u"t-done"_s, u"c-top"_s, task(u"已经做了"_s, u"2026-09-21"_s, u"done"_s)));
        rows.append(rowOf(u"task"_s, u"t-late"_s, u"c-private"_s, task(u"上周的事"_s, u"2026-09-16"_s, u"open"_s)));
        rows.append(rowOf(u"task"_s, u"t-weekly"_s, u"c-firm"_s, task(u"每周对账"_s, u"2026-09-07"_s, u"open"_s, u"FREQ=WEEKLY;BYDAY=MO"_s)));
        rows.append(rowOf(u"alert"_s, u"al-1"_s, u"c-private"_s,
                          {{u"kind"_s, u"churn"_s},
                           {u"severity"_s, u"critical"_s},
                           {u"state"_s, u"new"_s},
                           {u"raised_at"_s, u"2026-09-19T02:00:00.000Z"_s},
                           {u"score_bp"_s, 7000}}));
        rows.append(rowOf(u"alert"_s, u"al-2"_s, u"c-mass"_s,
                          {{u"kind"_s, u"churn"_s},
                           {u"severity"_s, u"act"_s},
                           {u"state"_s, u"disposed"_s},
                           {u"disposition"_s, u"retained"_s},
                           {u"raised_at"_s, u"2026-08-19T02:00:00.000Z"_s}}));
        rows.append(row(u"fx_rate"_s, u"fx-usd"_s, u"ref:rates"_s, {}, 1, 3, {{u"ccy"_s, u"USD"_s}, {u"rate"_s, u"7.1234"_s}, {u"as_of"_s, u"2026-09-18"_s}}));
        m_cache->pull(rows);
        QVERIFY(m_cache->ok);
        QVERIFY(storage::Figures(m_cache->database(), kToday).refresh());
        m_queries = std::make_unique<LocalQueries>(m_cache->open(storage::Access::ReadOnly), m_clock);
        m_commands = std::make_unique<LocalCommands>(m_cache->open(storage::Access::ReadWrite), m_clock);
    }
    void cleanup()
    {
        m_queries.reset();
        m_commands.reset();
        QCOMPARE(m_cache->database().check()->join(u'\n'), QString());
        m_cache.reset();
    }

    void aFenDecidesTheTier()
    {
        for (const auto &person : kPersons) {
            const auto file = m_queries->customer(CustomerId(person.id));
            QVERIFY(file);
            QCOMPARE(file->head.aum.amountText(), person.balance);
            QVERIFY2(file->head.tier == person.tier, qPrintable(person.name));
        }
    }

    void oneFileAddsUp()
    {
        const auto file = li();
        QCOMPARE(file.accounts.size(), 5);
        // 1,234.56 + 1,000 USD at 7.1234 + 50,000 + 10,000
        QCOMPARE(file.aum.amountText(), u"68357.96"_s);
        QCOMPARE(file.deposits.minor() + file.investments.minor(), file.aum.minor());
        QCOMPARE(file.liabilities.amountText(), u"500000.00"_s);
        QCOMPARE(file.netAssets.minor(), file.aum.minor() - file.liabilities.minor());
        qint64 assets = 0;
        for (const auto &account : file.accounts) {
            QVERIFY(!account.maskedNumber.contains(u"62220212"_s));
            if (!isLiability(account.kind))
                assets += account.balanceBase.minor();
            if (account.balance.currency() == Currency(u"USD")) {
                QCOMPARE(account.rateText, u"7.1234"_s);
                QCOMPARE(account.rateDate, QDate(2026, 9, 18));
            }
        }
        QCOMPARE(assets, file.aum.minor());
        QCOMPARE(file.maskedIdNo, u"**************002X"_s);
        QCOMPARE(file.openTasks.size(), 1);
        // The joint account stands in the other holder's file too, and in his figures not.
        const auto other = m_queries->customer(CustomerId(u"c-mass"_s));
        QVERIFY(other);
        QCOMPARE(other->accounts.size(), 2);
        QCOMPARE(other->aum.amountText(), u"99999.99"_s);
        QCOMPARE(m_queries->customer(CustomerId(u"nobody"_s)).error().code, ErrorCode::NotFound);
        QCOMPARE(m_queries->customerByNumber(u"C88210"_s)->text(), kLi);
    }

    // T1–T7: slices sum to the total, and every mark opens exactly its rows.
    void everyChartIsTheSumOfItsMembers()
    {
        const auto list = m_queries->customers({}, 0, 100);
        QVERIFY(list);
        QCOMPARE(list->total, 6);
        qint64 listed = 0;
        for (const auto &customer : list->rows)
            listed += customer.aum.minor();
        QCOMPARE(list->aumTotal.minor(), listed);
        for (const auto &by : {u"tier"_s, u"lifecycle"_s, u"activity"_s, u"kind"_s, u"book"_s, u"branch"_s, u"risk"_s}) {
            const auto portfolio = m_queries->portfolio(by);
            QVERIFY2(portfolio, qPrintable(by));
            QCOMPARE(portfolio->customers, list->total);
            QCOMPARE(portfolio->aum.minor(), listed);
            int customers = 0;
            qint64 aum = 0;
            QSet<QString> members;
            for (const auto &slice : portfolio->slices) {
                customers += slice.customers;
                aum += slice.aum.minor();
                QCOMPARE(slice.members.size(), slice.customers);
                CustomerQuery only;
                only.only = slice.members;
                const auto behind = m_queries->customers(only, 0, 100);
                QVERIFY(behind);
                QCOMPARE(behind->total, slice.customers);
                QCOMPARE(behind->aumTotal.minor(), slice.aum.minor());
                for (const auto &id : slice.members)
                    members.insert(id.text());
            }
            QCOMPARE(customers, portfolio->customers);
            QCOMPARE(aum, portfolio->aum.minor());
            QCOMPARE(members.size(), portfolio->customers);
            QCOMPARE(portfolio->maturing7.amountText(), u"50000.00"_s);
        }
        QVERIFY(!m_queries->portfolio(u"shoe_size"_s));
        const auto segments = m_queries->segments();
        QVERIFY(segments);
        QCOMPARE(segments->all, 6);
        QCOMPARE(segments->companies, 1);
        QCOMPARE(segments->privateTier + segments->wealthTier + segments->massTier + segments->companies, segments->all);
        QCOMPARE(segments->newStage + segments->growthStage + segments->matureStage + segments->seniorStage, segments->all);
        QCOMPARE(segments->dueWithin7Days, 1);
    }

    void theDayIsCounted()
    {
        const auto today = m_queries->today();
        QVERIFY(today);
        QCOMPARE(today->date, kToday);
        QCOMPARE(today->customers, 6);
        QCOMPARE(today->dueTasks, 2); // the call and this Monday's reconciliation
        QCOMPARE(today->doneToday, 1);
        QVERIFY(taskNamed(today->overdue, u"上周的事"_s));
        QCOMPARE(today->overdueTasks, int(today->overdue.size()));
        QCOMPARE(today->alertsOpen, 1);
        QCOMPARE(today->alertsNew, 1);
        QCOMPARE(today->maturing7.amountText(), u"50000.00"_s);
        QVERIFY(!today->calls.isEmpty());
        QCOMPARE(today->toContact, int(today->calls.size()));
        QCOMPARE(today->calls.constFirst().customer.text(), u"c-private"_s); // critical, and private
        for (qsizetype i = 1; i < today->calls.size(); ++i)
            QVERIFY(today->calls[i - 1].priority >= today->calls[i].priority);
    }

    void theCalendarExpandsWhatRecurs()
    {
        const auto range = m_queries->calendar(QDate(2026, 9, 1), QDate(2026, 9, 30));
        QVERIFY(range);
        QCOMPARE(range->days.size(), 30);
        QList<QDate> mondays;
        for (const auto &task : range->tasks)
            if (task.title == u"每周对账"_s)
                mondays.append(task.due);
        QCOMPARE(mondays, (QList<QDate> {QDate(2026, 9, 7), QDate(2026, 9, 14), QDate(2026, 9, 21), QDate(2026, 9, 28)}));
        QVERIFY(!m_queries->calendar(QDate(2026, 9, 30), QDate(2026, 9, 1)));
        QVERIFY(!m_queries->calendar(QDate(2020, 1, 1), QDate(2026, 1, 1)));
    }

    void theAlertBoardAgreesWithItself()
    {
        const auto board = m_queries->alerts();
        QVERIFY(board);
        QCOMPARE(board->rows.size(), 1);
        QCOMPARE(board->rows[0].customerName, u"周过线"_s);
        QCOMPARE(board->points.size(), 6);
        QCOMPARE(board->retained90, 1);
        int high = 0;
        for (const auto &point : board->points)
            high += point.level >= ChurnLevel::Act;
        QCOMPARE(board->highValueHighRisk + board->highRiskOther, high);
    }

    // Errors name the field, and a refused command leaves nothing.
    void whatIsWrongIsNamed_data()
    {
        QTest::addColumn<QString>("field");
        for (const auto *field : {"title", "title long", "kind", "due", "start", "end", "rrule", "customer", "channel", "direction", "outcome", "summary",
                                  "occurred_at", "next_on", "until", "disposition", "id_no", "risk_tolerance", "no_such_field"})
            QTest::newRow(field) << QString::fromLatin1(field);
    }
    void whatIsWrongIsNamed()
    {
        QFETCH(QString, field);
        const auto before = m_cache->dump();
        NewTask task;
        task.customer = CustomerId(kLi);
        task.title = u"回访"_s;
        task.due = kToday;
        NewInteraction talk;
        talk.customer = CustomerId(kLi);
        talk.channel = u"call"_s;
        talk.summary = u"谈了到期安排"_s;
        const auto set = [&](const QString &name, const QJsonValue &value) { return m_commands->setCustomer(CustomerId(kLi), {{name, value}}).error(); };
        Error error;
        if (field == "title"_L1) {
            task.title = u"   "_s;
            error = m_commands->addTask(task).error();
        } else if (field == "title long"_L1) {
            task.title = QString(201, u'长');
            error = m_commands->addTask(task).error();
            field = u"title"_s;
        } else if (field == "kind"_L1) {
            task.kind = u"dance"_s;
            error = m_commands->addTask(task).error();
        } else if (field == "due"_L1) {
            task.due = {};
            error = m_commands->addTask(task).error();
        } else if (field == "start"_L1) {
            task.allDay = false;
            error = m_commands->addTask(task).error();
        } else if (field == "end"_L1) {
            task.allDay = false;
            task.start = m_clock.now();
            task.end = task.start;
            error = m_commands->addTask(task).error();
        } else if (field == "rrule"_L1) {
            task.rrule = u"FREQ=SOMETIMES"_s;
            error = m_commands->addTask(task).error();
        } else if (field == "customer"_L1) {
            task.customer = CustomerId(u"nobody"_s);
            error = m_commands->addTask(task).error();
        } else if (field == "channel"_L1) {
            talk.channel = u"pigeon"_s;
            error = m_commands->addInteraction(talk).error();
        } else if (field == "direction"_L1) {
            talk.direction = u"up"_s;
            error = m_commands->addInteraction(talk).error();
        } else if (field == "outcome"_L1) {
            talk.outcome = u"maybe"_s;
            error = m_commands->addInteraction(talk).error();
        } else if (field == "summary"_L1) {
            talk.summary.clear();
            error = m_commands->addInteraction(talk).error();
        } else if (field == "occurred_at"_L1) {
            talk.occurredAt = m_clock.now().addDays(1);
            error = m_commands->addInteraction(talk).error();
        } else if (field == "next_on"_L1) {
            talk.nextStep = u"再打"_s;
            error = m_commands->addInteraction(talk).error();
        } else if (field == "until"_L1) {
            error = m_commands->snoozeAlert(AlertId(u"al-1"_s), kToday).error();
        } else if (field == "disposition"_L1) {
            error = m_commands->disposeAlert(AlertId(u"al-1"_s), u"forgotten"_s).error();
        } else if (field == "id_no"_L1) {
            error = set(field, u"110105194912310021"_s); // the check says X
        } else if (field == "risk_tolerance"_L1) {
            error = set(field, u"C9"_s);
        } else {
            error = set(field, u"x"_s);
        }
        QCOMPARE(error.field, field);
        QVERIFY(error.code == ErrorCode::Invalid || error.code == ErrorCode::NotFound);
        QCOMPARE(m_cache->dump(), before);
    }

    void aTalkAndItsNextStepAreOneGroup()
    {
        NewInteraction talk;
        talk.customer = CustomerId(kLi);
        talk.channel = u"call"_s;
        talk.summary = u"谈了到期安排\n客户倾向续存"_s;
        talk.nextStep = u"寄出续存方案"_s;
        talk.nextOn = QDate(2026, 9, 20);
        const auto id = m_commands->addInteraction(talk);
        QVERIFY(id);
        QCOMPARE(operations(), 2);
        QCOMPARE(outbox(0)[u"type"_s].toString(), u"task"_s);
        QCOMPARE(outbox(1)[u"type"_s].toString(), u"interaction"_s);
        QVERIFY(!outbox(0)[u"group"_s].toString().isEmpty());
        QCOMPARE(outbox(0)[u"group"_s], outbox(1)[u"group"_s]);
        QCOMPARE(outbox(1)[u"data"_s][u"subject"_s].toString(), u"谈了到期安排"_s);
        // Shown at once, everywhere, and marked as not uploaded.
        const auto file = li();
        QVERIFY(taskNamed(file.openTasks, u"寄出续存方案"_s));
        QCOMPARE(file.interactionCount, 1);
        QVERIFY(file.head.pending);
        QCOMPARE(file.head.nextStep, u"寄出续存方案"_s); // a day before the call
        QCOMPARE(file.head.lastContact, kToday);
        QCOMPARE(m_queries->today()->contactsMonth, 1);
    }

    void oneOccurrenceIsDoneTheSeriesGoesOn()
    {
        QVERIFY(m_commands->completeTask(TaskId(u"t-weekly"_s), u"done"_s));
        const auto made = outbox()[u"data"_s].toObject();
        QCOMPARE(outbox()[u"action"_s].toString(), u"create"_s);
        QCOMPARE(made[u"series_id"_s].toString(), u"t-weekly"_s);
        QCOMPARE(made[u"recurrence_id"_s].toString(), u"2026-09-21"_s);
        QVERIFY(!made.contains(u"rrule"_s));
        QVERIFY(m_commands->skipTask(TaskId(u"t-weekly"_s), QDateTime(QDate(2026, 9, 28), QTime(0, 0), m_clock.zone())));
        const auto range = m_queries->calendar(QDate(2026, 9, 1), QDate(2026, 10, 10));
        QVERIFY(range);
        QMap<QDate, TaskStatus> days;
        for (const auto &task : range->tasks)
            if (task.title == u"每周对账"_s) {
                QVERIFY2(!days.contains(task.due), "an occurrence is shown twice");
                days.insert(task.due, task.status);
            }
        QCOMPARE(days.keys(), (QList<QDate> {QDate(2026, 9, 7), QDate(2026, 9, 14), QDate(2026, 9, 21), QDate(2026, 10, 5)}));
        QCOMPARE(days[QDate(2026, 9, 21)], TaskStatus::Done);
        QCOMPARE(days[QDate(2026, 10, 5)], TaskStatus::Open);
        QVERIFY(!m_commands->skipTask(TaskId(u"t-weekly"_s), {})); // which one?
    }

    void aTaskIsDoneMovedAndOpenedAgain()
    {
        QVERIFY(m_commands->completeTask(TaskId(u"t-today"_s), u"reached"_s));
        QVERIFY(li().openTasks.isEmpty());
        QCOMPARE(m_queries->today()->doneToday, 2);
        QVERIFY(m_commands->reopenTask(TaskId(u"t-today"_s)));
        QVERIFY(m_commands->moveTask(TaskId(u"t-today"_s), QDateTime(QDate(2026, 9, 24), QTime(15, 0), m_clock.zone()),
                                     QDateTime(QDate(2026, 9, 24), QTime(15, 30), m_clock.zone())));
        auto tasks = li().openTasks;
        QCOMPARE(tasks.size(), 1);
        QVERIFY(!tasks[0].allDay);
        QCOMPARE(tasks[0].start.toMSecsSinceEpoch(), QDateTime(QDate(2026, 9, 24), QTime(7, 0), Qt::UTC).toMSecsSinceEpoch());
        QVERIFY(m_commands->moveTask(TaskId(u"t-today"_s), QDate(2026, 9, 26)));
        tasks = li().openTasks;
        QVERIFY(tasks[0].allDay);
        QCOMPARE(tasks[0].due, QDate(2026, 9, 26));
        QCOMPARE(m_commands->completeTask(TaskId(u"t-none"_s), {}).error().code, ErrorCode::NotFound);
    }

    void aCustomersFieldsAreCheckedAndKeepWhatIsUnknown()
    {
        QVERIFY(m_commands->setCustomer(CustomerId(kLi), {{u"id_no"_s, u"440524188001010014"_s}, {u"remarks"_s, u"喜欢上午见面"_s}}));
        QCOMPARE(li().maskedIdNo, u"**************0014"_s);
        QCOMPARE(li().remarks, u"喜欢上午见面"_s);
        QCOMPARE(m_cache->visible(kLi)[u"x_future"_s].toString(), u"kept"_s);
        const auto set = outbox()[u"set"_s].toObject();
        QVERIFY(!set.contains(u"x_future"_s)); // a patch names only what was touched
        QCOMPARE(set[u"remarks"_s][u"to"_s].toString(), u"喜欢上午见面"_s);
        // Saying the same again says nothing.
        const auto before = operations();
        QVERIFY(m_commands->setCustomer(CustomerId(kLi), {{u"remarks"_s, u"喜欢上午见面"_s}}));
        QCOMPARE(operations(), before);
        // Taken back, the base shows again.
        QVERIFY(m_commands->discard(outbox()[u"op_id"_s].toString()));
        QCOMPARE(li().remarks, QString());
        QVERIFY(!li().head.pending);
    }

    void anAlertIsWorkedOff()
    {
        QVERIFY(m_commands->acknowledgeAlert(AlertId(u"al-1"_s)));
        QCOMPARE(m_queries->today()->alertsNew, 0);
        QVERIFY(m_commands->disposeAlert(AlertId(u"al-1"_s), u"retained"_s));
        const auto board = m_queries->alerts();
        QVERIFY(board);
        QVERIFY(board->rows.isEmpty());
        QCOMPARE(board->retained90, 2);
        QVERIFY(!m_commands->acknowledgeAlert(AlertId(u"al-1"_s)));
    }

    void aConflictIsDecidedByAPerson()
    {
        QVERIFY(m_commands->setCustomer(CustomerId(kLi), {{u"remarks"_s, u"我的"_s}}));
        const auto op = outbox()[u"op_id"_s].toString();
        QVERIFY(m_cache->store().nextBatch(10, 100'000, m_clock.nowMs()));
        auto theirs = m_cache->base(kLi);
        theirs[u"remarks"_s] = u"他们的"_s;
        m_cache->push(
            {QJsonObject {
                {u"op_id"_s, op},
                {u"status"_s, u"conflict"_s},
                {u"record"_s, row(u"customer"_s, kLi, kBook, kLi, 2, 30, theirs)},
                {u"conflict"_s,
                 QJsonObject {{u"current_version"_s, 2},
                              {u"fields"_s, QJsonArray {QJsonObject {{u"name"_s, u"remarks"_s}, {u"mine"_s, u"我的"_s}, {u"theirs"_s, u"他们的"_s}}}}}}}},
            {op});
        QCOMPARE(li().remarks, u"他们的"_s);
        QCOMPARE(m_queries->syncCentre()->conflicts.size(), 1);
        QCOMPARE(m_commands->resolve(op, {}).error().field, u"remarks"_s); // undecided
        QVERIFY(m_commands->resolve(op, {{u"remarks"_s, u"mine"_s}}));
        QCOMPARE(li().remarks, u"我的"_s);
        QCOMPARE(outbox()[u"resolves"_s].toString(), op);
        QCOMPARE(outbox()[u"base_version"_s].toInt(), 2);
        QVERIFY(m_queries->syncCentre()->conflicts.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestServices)
#include "tst_services.moc"
