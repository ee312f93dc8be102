// SPDX-License-Identifier: GPL-3.0-or-later
#include "analytics/bookings.h"
#include "analytics/churn.h"
#include "analytics/segments.h"
#include "central/seed/demobank.h"
#include "domain/checkdigits.h"
#include "domain/clock.h"
#include "domain/money.h"
#include "memorysink.h"

#include <QtTest>

using namespace zhike;
using namespace zhike::central;
using namespace Qt::Literals::StringLiterals;

namespace {

const QDate kDay(2026, 9, 21);

QString text(const wire::Record &record, QLatin1StringView key)
{
    return record.data.value(key).toString();
}

qint64 minor(const QJsonValue &money)
{
    return Money::fromJson(money).value_or(Money()).minor();
}

qint64 minor(const wire::Record &record, QLatin1StringView key)
{
    return minor(record.data.value(key));
}

// The day an instant falls on in the bank's zone.
QDate dayOf(const QString &instant)
{
    return QDateTime::fromMSecsSinceEpoch(*fromWireInstant(instant), Qt::OffsetFromUTC, 8 * 3600).date();
}

} // namespace

class TestDemoBank : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everybodyHasABookAndAManager();
    void identifiersAreValidAndNobodys();
    void monthsEndInTheAccounts();
    void bookingsChainAndFillTheMonths();
    void relationsHold();
    void tiersAreSpread();
    void tasksFallIntoTheFortnight();
    void alertsCanBeRecomputed();
    void plantedChurnIsFound();
    void standsOnAnyDay_data();
    void standsOnAnyDay();
    void sameArgumentsSameBank();
    void exactNumberOfBookings();
    void aFullSinkStopsTheSeeding();
    void nonsenseIsRefused();

private:
    // What the records alone say of a customer; the way a reader of the bank has to do it.
    analytics::CustomerHistory readHistory(const wire::Record &customer) const;

    MemorySink m_bank;
    QJsonObject m_counts;
    QHash<QString, QList<const wire::Record *>> m_byCustomer[8];
    QHash<QString, QString> m_rates;
};

namespace {
const char *const kIndexed[] = {"account", "transaction", "balance_month", "interaction", "service_request", "survey_answer", "task", "alert"};
enum Indexed { Accounts, Transactions, Months, Interactions, Requests, Surveys, Tasks, Alerts };
} // namespace

void TestDemoBank::initTestCase()
{
    DemoOptions options;
    options.customers = 400;
    options.managers = 4;
    const auto summary = seedDemoBank(options, m_bank);
    QVERIFY(summary.ok());
    m_counts = summary->counts;
    QCOMPARE(m_counts.value("customer"_L1).toInt(), 400);
    for (int i = 0; i < 8; ++i)
        for (const auto &record : m_bank.records[QString::fromLatin1(kIndexed[i])])
            m_byCustomer[i][record.customerId].append(&record);
    for (const auto &rate : m_bank.records[u"fx_rate"_s])
        m_rates.insert(text(rate, "ccy"_L1), text(rate, "rate"_L1));
}

void TestDemoBank::everybodyHasABookAndAManager()
{
    QStringList logins;
    for (const auto &user : std::as_const(m_bank.users))
        logins << user.login;
    QCOMPARE(logins, QStringList({u"rm001"_s, u"rm002"_s, u"rm003"_s, u"rm004"_s, u"lead01"_s, u"checker01"_s, u"compliance01"_s, u"admin01"_s}));
    QCOMPARE(m_bank.users[3].role, u"pb"_s);
    QVERIFY(m_bank.grants.contains({u"rm002"_s, u"book:0002"_s, u"rm"_s}));
    QVERIFY(m_bank.grants.contains({u"lead01"_s, u"book:0004"_s, u"lead"_s}));
    QHash<QString, QString> scopes;
    QSet<QString> ids;
    QSet<QString> numbers;
    for (const auto &customer : m_bank.records[u"customer"_s]) {
        scopes.insert(customer.id, customer.scope);
        numbers.insert(text(customer, "number"_L1));
        QCOMPARE(customer.scope, u"book:0"_s + text(customer, "owner"_L1).mid(2));
    }
    QCOMPARE(numbers.size(), 400);
    for (const auto &records : std::as_const(m_bank.records))
        for (const auto &record : records) {
            QVERIFY(!ids.contains(record.id));
            ids.insert(record.id);
            if (!record.customerId.isEmpty())
                QCOMPARE(record.scope, scopes.value(record.customerId));
        }
}

void TestDemoBank::identifiersAreValidAndNobodys()
{
    int persons = 0;
    for (const auto &customer : m_bank.records[u"customer"_s]) {
        if (text(customer, "kind"_L1) == u"company") {
            QVERIFY(isCreditCode(text(customer, "uscc"_L1)));
            QVERIFY(text(customer, "uscc"_L1).startsWith(u"9199"));
            continue;
        }
        ++persons;
        const auto id = parseResidentId(text(customer, "id_no"_L1));
        QVERIFY(id.has_value());
        QCOMPARE(id->birthDate.toString(Qt::ISODate), text(customer, "birth_date"_L1));
        QCOMPARE(id->female, text(customer, "sex"_L1) == u"f");
        QVERIFY(id->regionCode.startsWith(u"99"));
    }
    QCOMPARE(persons, 352); // 88 %
    for (const auto &account : m_bank.records[u"account"_s]) {
        const auto number = text(account, "number"_L1);
        QVERIFY(number.startsWith(u"999001"));
        QCOMPARE(luhnCheck(number.left(18)), std::optional<QChar>(number.back()));
    }
    for (const auto &contact : m_bank.records[u"contact_point"_s])
        if (text(contact, "kind"_L1) == u"mobile")
            QVERIFY(text(contact, "value"_L1).startsWith(u"101") && text(contact, "value"_L1).size() == 11);
}

void TestDemoBank::monthsEndInTheAccounts()
{
    for (const auto &customer : m_bank.records[u"customer"_s]) {
        qint64 deposits = 0;
        qint64 investments = 0;
        qint64 debts = 0;
        for (const auto *account : m_byCustomer[Accounts].value(customer.id)) {
            const auto kind = fromWire<AccountKind>(text(*account, "kind"_L1));
            QVERIFY(kind.has_value());
            const auto balance = *Money::fromJson(account->data.value("balance"_L1));
            const auto base = convert(balance, m_rates.value(balance.currency().code(), u"1"_s), Currency(u"CNY"))->minor();
            (isLiability(*kind) ? debts : isDeposit(*kind) ? deposits : investments) += base;
        }
        const auto months = m_byCustomer[Months].value(customer.id);
        if (months.isEmpty()) {
            QCOMPARE(text(customer, "status"_L1), u"prospect"_s);
            continue;
        }
        QVERIFY(months.size() <= 24);
        const auto &last = *months.last();
        QCOMPARE(text(last, "month"_L1), u"2026-09"_s);
        QCOMPARE(minor(last, "deposits"_L1), deposits);
        QCOMPARE(minor(last, "investments"_L1), investments);
        QCOMPARE(minor(last, "liabilities"_L1), debts);
        for (const auto *month : months)
            for (const auto key : {"deposits"_L1, "investments"_L1, "liabilities"_L1, "inflow"_L1, "outflow"_L1})
                QVERIFY(minor(*month, key) >= 0);
    }
}

void TestDemoBank::bookingsChainAndFillTheMonths()
{
    for (const auto &customer : m_bank.records[u"customer"_s]) {
        struct Sums {
            qint64 in = 0, out = 0;
            int count = 0;
        };
        QHash<QString, Sums> sums;
        QString account;
        qint64 balance = 0;
        for (const auto *booking : m_byCustomer[Transactions].value(customer.id)) {
            const auto amount = minor(*booking, "amount"_L1);
            QVERIFY(amount != 0);
            if (!account.isEmpty())
                QCOMPARE(minor(*booking, "balance_after"_L1), balance + amount);
            account = text(*booking, "account_id"_L1);
            balance = minor(*booking, "balance_after"_L1);
            QVERIFY(balance >= 0);
            auto &month = sums[text(*booking, "booked_on"_L1).left(7)];
            (amount > 0 ? month.in : month.out) += std::abs(amount);
            month.count += analytics::isCustomerInitiated(text(*booking, "kind"_L1)) ? 1 : 0;
        }
        for (const auto *record : m_byCustomer[Accounts].value(customer.id))
            if (record->id == account)
                QCOMPARE(minor(*record, "balance"_L1), balance);
        for (const auto *month : m_byCustomer[Months].value(customer.id)) {
            if (text(*month, "month"_L1) < u"2025-09")
                continue;
            const auto expected = sums.value(text(*month, "month"_L1));
            QCOMPARE(minor(*month, "inflow"_L1), expected.in);
            QCOMPARE(minor(*month, "outflow"_L1), expected.out);
            QCOMPARE(month->data.value("txn_count"_L1).toInt(), expected.count);
        }
    }
}

void TestDemoBank::relationsHold()
{
    QHash<QString, const wire::Record *> customers;
    for (const auto &customer : m_bank.records[u"customer"_s])
        customers.insert(customer.id, &customer);
    QHash<QString, int> shares;
    QHash<QString, int> family;
    for (const auto &relation : m_bank.records[u"relation"_s]) {
        const auto other = text(relation, "other_id"_L1);
        if (!other.isEmpty()) {
            QVERIFY(customers.contains(other));
            QCOMPARE(customers[other]->scope, relation.scope);
        }
        const auto kind = text(relation, "kind"_L1);
        if (kind == u"shareholder")
            shares[relation.customerId] += relation.data.value("share_bp"_L1).toInt();
        if (kind == u"spouse" || kind == u"child")
            ++family[relation.customerId];
        if (kind == u"legal_rep")
            QCOMPARE(text(*customers[relation.customerId], "legal_rep"_L1), text(relation, "other_name"_L1));
    }
    QVERIFY(shares.size() > 30);
    for (const auto share : std::as_const(shares))
        QVERIFY(share > 0 && share <= 10'000);
    const auto &head = m_bank.records[u"customer"_s].first();
    QCOMPARE(text(head, "name"_L1), u"陈静怡"_s);
    QCOMPARE(family.value(head.id), 3); // a family of four
    int joint = 0;
    for (const auto &account : m_bank.records[u"account"_s]) {
        const auto holders = account.data.value("holders"_L1).toArray();
        QCOMPARE(holders.first().toString(), text(account, "customer_id"_L1));
        if (holders.size() == 2) {
            ++joint;
            QCOMPARE(customers[holders[1].toString()]->scope, account.scope);
        }
    }
    QVERIFY(joint > 10);
}

void TestDemoBank::tiersAreSpread()
{
    int count[3] = {0, 0, 0};
    const analytics::RuleSet rules;
    for (const auto &months : std::as_const(m_byCustomer[Months]))
        ++count[int(analytics::tierOf(minor(*months.last(), "deposits"_L1) + minor(*months.last(), "investments"_L1), rules))];
    QVERIFY2(count[2] > 30 && count[2] < 65, qPrintable(QString::number(count[2])));
    QVERIFY2(count[1] > 190 && count[1] < 260, qPrintable(QString::number(count[1])));
    QVERIFY(count[0] > 90);
}

void TestDemoBank::tasksFallIntoTheFortnight()
{
    int today = 0;
    int overdue = 0;
    int recurring = 0;
    QSet<QString> slots;
    for (const auto &task : m_bank.records[u"task"_s]) {
        recurring += text(task, "rrule"_L1).isEmpty() ? 0 : 1;
        if (text(task, "status"_L1) != u"open" || text(task, "assignee"_L1) != u"rm001" || task.customerId.isEmpty())
            continue;
        if (const auto start = text(task, "start"_L1); !start.isEmpty()) {
            QVERIFY2(!slots.contains(start), "two appointments at once");
            slots.insert(start);
            today += dayOf(start) == kDay ? 1 : 0;
        } else {
            overdue += text(task, "due"_L1) < kDay.toString(Qt::ISODate) ? 1 : 0;
        }
    }
    QVERIFY(today >= 5);
    QVERIFY(overdue >= 1);
    QCOMPARE(recurring, 2 * 4);
}

analytics::CustomerHistory TestDemoBank::readHistory(const wire::Record &customer) const
{
    const auto rules = analytics::RuleSet::fromJson(m_bank.records[u"rule_set"_s].first().data);
    analytics::CustomerHistory history;
    history.since = QDate::fromString(text(customer, "since"_L1), Qt::ISODate);
    history.asOf = kDay;
    for (const auto *month : m_byCustomer[Months].value(customer.id))
        history.months.append({QDate::fromString(text(*month, "month"_L1) + u"-01"_s, Qt::ISODate), minor(*month, "deposits"_L1),
                               minor(*month, "investments"_L1), minor(*month, "liabilities"_L1), minor(*month, "inflow"_L1), minor(*month, "outflow"_L1),
                               month->data.value("txn_count"_L1).toInt()});
    history.aum = history.months.isEmpty() ? 0 : history.months.last().assets();
    history.tier = analytics::tierOf(history.aum, rules);
    analytics::BookingTotals totals(kDay, rules, text(customer, "name"_L1));
    for (const auto *booking : m_byCustomer[Transactions].value(customer.id))
        totals.add(QDate::fromString(text(*booking, "booked_on"_L1), Qt::ISODate), minor(*booking, "amount"_L1), text(*booking, "kind"_L1),
                   text(*booking, "counterparty"_L1));
    totals.fill(history);
    for (const auto *talk : m_byCustomer[Interactions].value(customer.id))
        history.lastInteraction = std::max(history.lastInteraction, dayOf(text(*talk, "occurred_at"_L1)));
    for (const auto *request : m_byCustomer[Requests].value(customer.id))
        if (text(*request, "kind"_L1) == u"complaint" && text(*request, "status"_L1) != u"closed") {
            ++history.complaintsOpen;
            history.complaintsOverdue += *fromWireInstant(text(*request, "resolve_due"_L1)) < *fromWireInstant(u"2026-09-21T00:00:00+08:00"_s) ? 1 : 0;
        }
    for (const auto *answer : m_byCustomer[Surveys].value(customer.id)) {
        history.lastCsat = answer->data.value("csat"_L1).toInt();
        history.lastNps = answer->data.value("nps"_L1).toInt();
    }
    for (const auto *account : m_byCustomer[Accounts].value(customer.id)) {
        const auto maturity = QDate::fromString(text(*account, "maturity_on"_L1), Qt::ISODate);
        if (maturity.isValid() && maturity >= kDay && !isLiability(*fromWire<AccountKind>(text(*account, "kind"_L1)))
            && (!history.nextMaturity.isValid() || maturity < history.nextMaturity))
            history.nextMaturity = maturity;
    }
    for (const auto *task : m_byCustomer[Tasks].value(customer.id)) {
        if (text(*task, "status"_L1) != u"open")
            continue;
        const auto start = text(*task, "start"_L1);
        const auto on = start.isEmpty() ? QDate::fromString(text(*task, "due"_L1), Qt::ISODate) : dayOf(start);
        history.followUpPlanned |= history.nextMaturity.isValid() && on <= history.nextMaturity;
    }
    return history;
}

void TestDemoBank::alertsCanBeRecomputed()
{
    const auto rules = analytics::RuleSet::fromJson(m_bank.records[u"rule_set"_s].first().data);
    int churn = 0;
    QSet<QString> signals_;
    for (const auto &customer : m_bank.records[u"customer"_s]) {
        const auto assessment = text(customer, "since"_L1).isEmpty() ? analytics::ChurnAssessment() : analytics::assessChurn(readHistory(customer), rules);
        const wire::Record *alert = nullptr;
        for (const auto *record : m_byCustomer[Alerts].value(customer.id))
            if (text(*record, "kind"_L1) == u"churn" && text(*record, "state"_L1) != u"disposed")
                alert = record;
        QCOMPARE(alert != nullptr, assessment.level != ChurnLevel::None);
        if (!alert)
            continue;
        ++churn;
        QCOMPARE(alert->data.value("reasons"_L1).toArray(), assessment.reasonsJson());
        QCOMPARE(text(*alert, "severity"_L1), QString(toWire(assessment.level)));
        QCOMPARE(alert->data.value("score"_L1).toInt(), assessment.points);
        for (const auto &reason : assessment.reasons)
            signals_.insert(reason.signal);
    }
    QVERIFY2(churn > 20 && churn < 100, qPrintable(QString::number(churn)));
    QVERIFY(signals_.size() >= 6); // nearly every rule has something to show
}

void TestDemoBank::plantedChurnIsFound()
{
    int strong = 0;
    for (const auto &alert : m_bank.records[u"alert"_s]) {
        if (text(alert, "state"_L1) == u"disposed")
            continue;
        QStringList fired;
        for (const auto &reason : alert.data.value("reasons"_L1).toArray())
            fired << reason.toObject().value("signal"_L1).toString();
        if (fired.contains(u"outflow"_s) && fired.contains(u"frequency_drop"_s) && fired.contains(u"no_contact"_s)) {
            ++strong;
            QCOMPARE(text(alert, "severity"_L1), u"critical"_s);
        }
    }
    const int planted = m_counts.value("planted_churn"_L1).toInt();
    QVERIFY(planted >= 12);
    QCOMPARE(strong, planted);
}

void TestDemoBank::standsOnAnyDay_data()
{
    QTest::addColumn<QDate>("day");
    QTest::newRow("a Sunday late in the month") << QDate(2026, 11, 22);
    QTest::newRow("the first of a month") << QDate(2027, 2, 1);
    QTest::newRow("a holiday") << QDate(2026, 10, 3);
    QTest::newRow("a leap day") << QDate(2028, 2, 29);
}

void TestDemoBank::standsOnAnyDay()
{
    QFETCH(QDate, day);
    MemorySink sink;
    DemoOptions options;
    options.customers = 120;
    options.managers = 1;
    options.day = day;
    const auto summary = seedDemoBank(options, sink);
    QVERIFY(summary.ok());
    int strong = 0;
    for (const auto &alert : sink.records[u"alert"_s]) {
        QStringList fired;
        for (const auto &reason : alert.data.value("reasons"_L1).toArray())
            fired << reason.toObject().value("signal"_L1).toString();
        strong
            += text(alert, "state"_L1) != u"disposed" && fired.contains(u"outflow"_s) && fired.contains(u"frequency_drop"_s) && fired.contains(u"no_contact"_s);
    }
    QCOMPARE(strong, summary->counts.value("planted_churn"_L1).toInt());
    for (const auto &booking : sink.records[u"transaction"_s])
        QVERIFY(text(booking, "booked_on"_L1) < day.toString(Qt::ISODate));
    for (const auto &account : sink.records[u"account"_s])
        QVERIFY(text(account, "opened_on"_L1) <= day.toString(Qt::ISODate));
    for (const auto &talk : sink.records[u"interaction"_s])
        QVERIFY(dayOf(text(talk, "occurred_at"_L1)) < day);
}

void TestDemoBank::sameArgumentsSameBank()
{
    const auto hashOf = [](quint64 seed) {
        MemorySink sink;
        sink.keep = false;
        DemoOptions options;
        options.customers = 60;
        options.managers = 3;
        options.seed = seed;
        return seedDemoBank(options, sink).ok() ? sink.hash.result() : QByteArray();
    };
    const auto first = hashOf(7);
    QVERIFY(!first.isEmpty());
    QCOMPARE(hashOf(7), first);
    QVERIFY(hashOf(8) != first);
}

void TestDemoBank::exactNumberOfBookings()
{
    for (const int wanted : {1'234, 5'000}) {
        MemorySink sink;
        DemoOptions options;
        options.customers = 60;
        options.managers = 2;
        options.transactions = wanted;
        QVERIFY(seedDemoBank(options, sink).ok());
        QCOMPARE(sink.records[u"transaction"_s].size(), wanted);
    }
}

void TestDemoBank::aFullSinkStopsTheSeeding()
{
    MemorySink sink;
    sink.failAfter = 500;
    DemoOptions options;
    options.customers = 50;
    options.managers = 1;
    const auto result = seedDemoBank(options, sink);
    QVERIFY(!result.ok());
    QCOMPARE(result.error().code, ErrorCode::Full);
    QCOMPARE(sink.total, 500);
}

void TestDemoBank::nonsenseIsRefused()
{
    MemorySink sink;
    DemoOptions options;
    options.customers = 0;
    QCOMPARE(seedDemoBank(options, sink).error().field, u"customers"_s);
    options.customers = 5;
    options.managers = 6;
    QCOMPARE(seedDemoBank(options, sink).error().field, u"managers"_s);
    QCOMPARE(sink.total, 0);
    options.managers = 5;
    QVERIFY(seedDemoBank(options, sink).ok()); // one customer each, no companies: still a bank
}

QTEST_APPLESS_MAIN(TestDemoBank)
#include "tst_demobank.moc"
