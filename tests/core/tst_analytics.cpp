// SPDX-License-Identifier: GPL-3.0-or-later
#include "analytics/churn.h"
#include "analytics/segments.h"

#include <QtTest>

using namespace zhike;
using namespace zhike::analytics;
using namespace Qt::Literals::StringLiterals;

namespace {

// A wealth customer of three years with twelve bookings a month, spoken to last week: nothing fires.
CustomerHistory quietCustomer()
{
    CustomerHistory history;
    history.tier = Tier::Wealth;
    history.since = QDate(2023, 9, 1);
    history.asOf = QDate(2026, 9, 30);
    history.aum = 1'000'000'00;
    history.lastInteraction = QDate(2026, 9, 23);
    for (int i = 0; i < 13; ++i)
        history.months.append({.month = QDate(2025, 9, 1).addMonths(i), .transactions = 12});
    return history;
}

QStringList firedBy(const CustomerHistory &history, const RuleSet &rules = {})
{
    QStringList fired;
    const auto reasons = assessChurn(history, rules).reasons;
    for (const auto &reason : reasons)
        fired << reason.signal;
    return fired;
}

} // namespace

class TestAnalytics : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tierBoundaries();
    void lifecycleBoundaries();
    void activityBoundaries();
    void quietCustomerRaisesNothing();
    void frequencyFalls();
    void runningMonthIsScaled();
    void moneyLeaves();
    void silenceByTier();
    void complaintsAndSatisfaction();
    void ownNameAndMaturity();
    void levels();
    void rulesSurviveJson();
};

void TestAnalytics::tierBoundaries()
{
    const RuleSet rules;
    QCOMPARE(tierOf(99'999'99, rules), Tier::Mass);
    QCOMPARE(tierOf(100'000'00, rules), Tier::Wealth);
    QCOMPARE(tierOf(5'000'000'00, rules), Tier::Wealth);
    QCOMPARE(tierOf(5'000'000'01, rules), Tier::Private);
    QCOMPARE(tierOf(-1, rules), Tier::Mass);
}

void TestAnalytics::lifecycleBoundaries()
{
    const RuleSet rules;
    const QDate since(2020, 11, 30);
    QCOMPARE(lifecycleOf(since, QDate(2021, 2, 28), rules), Lifecycle::New); // three months, end of month clamped
    QCOMPARE(lifecycleOf(since, QDate(2021, 3, 1), rules), Lifecycle::Growth);
    QCOMPARE(lifecycleOf(since, QDate(2021, 11, 29), rules), Lifecycle::Growth);
    QCOMPARE(lifecycleOf(since, QDate(2021, 11, 30), rules), Lifecycle::Mature);
    QCOMPARE(lifecycleOf(since, QDate(2025, 11, 29), rules), Lifecycle::Mature);
    QCOMPARE(lifecycleOf(since, QDate(2025, 11, 30), rules), Lifecycle::Senior);
}

void TestAnalytics::activityBoundaries()
{
    const RuleSet rules; // six months
    const auto of = [&](int bookings, int purchases) {
        CustomerHistory history;
        history.transactionsWindow = bookings;
        history.purchasesWindow = purchases;
        return activityOf(history, rules);
    };
    QCOMPARE(of(48, 0), Activity::High);
    QCOMPARE(of(47, 0), Activity::Medium);
    QCOMPARE(of(24, 1), Activity::High);
    QCOMPARE(of(23, 1), Activity::Medium);
    QCOMPARE(of(6, 0), Activity::Medium);
    QCOMPARE(of(5, 0), Activity::Low);
    QCOMPARE(of(0, 1), Activity::Medium);
}

void TestAnalytics::quietCustomerRaisesNothing()
{
    const auto assessment = assessChurn(quietCustomer(), {});
    QCOMPARE(assessment.level, ChurnLevel::None);
    QCOMPARE(assessment.points, 0);
    QVERIFY(assessment.reasons.isEmpty());
}

void TestAnalytics::frequencyFalls()
{
    auto history = quietCustomer();
    history.months.last().transactions = 6; // exactly half
    QCOMPARE(firedBy(history), QStringList {u"frequency_drop"_s});
    QCOMPARE(assessChurn(history, {}).reasons.first().value, 5000);
    history.months.last().transactions = 7;
    QVERIFY(firedBy(history).isEmpty());

    for (auto &month : history.months)
        month.transactions = 3; // never had the habit
    history.months.last().transactions = 0;
    QVERIFY(firedBy(history).isEmpty());

    history = quietCustomer();
    history.months = history.months.last(6); // too short a past for a median of six and a month to compare
    history.months.last().transactions = 0;
    QVERIFY(firedBy(history).isEmpty());
}

void TestAnalytics::runningMonthIsScaled()
{
    auto history = quietCustomer();
    history.asOf = QDate(2026, 9, 21);
    history.months.last().transactions = 8; // 8 in 21 days is 11.4 a month
    QVERIFY(firedBy(history).isEmpty());
    history.months.last().transactions = 4; // 5.7 a month
    QCOMPARE(firedBy(history), QStringList {u"frequency_drop"_s});
    history.asOf = QDate(2026, 9, 5); // too early to tell: August counts
    history.months.last().transactions = 0;
    QVERIFY(firedBy(history).isEmpty());
}

void TestAnalytics::moneyLeaves()
{
    auto history = quietCustomer();
    history.aum = 700'000'00;
    history.outflow30 = 300'000'00; // 30 % of what was there
    QCOMPARE(firedBy(history), QStringList {u"outflow"_s});
    QCOMPARE(assessChurn(history, {}).reasons.first().value, 3000);
    history.outflow30 = 299'999'99;
    QVERIFY(firedBy(history).isEmpty());
    history.aum = 0;
    history.outflow30 = 1;
    QCOMPARE(assessChurn(history, {}).reasons.first().value, 10'000); // everything left
    history.outflow30 = -5; // money came in
    QVERIFY(firedBy(history).isEmpty());
}

void TestAnalytics::silenceByTier()
{
    auto history = quietCustomer();
    const auto silentFor = [&](Tier tier, int days) {
        history.tier = tier;
        history.lastInteraction = history.asOf.addDays(-days);
        return firedBy(history).contains(u"no_contact"_s);
    };
    QVERIFY(!silentFor(Tier::Private, 30));
    QVERIFY(silentFor(Tier::Private, 31));
    QVERIFY(!silentFor(Tier::Wealth, 90));
    QVERIFY(silentFor(Tier::Wealth, 91));
    QVERIFY(!silentFor(Tier::Mass, 180));
    QVERIFY(silentFor(Tier::Mass, 181));
    history.lastInteraction = {};
    QCOMPARE(assessChurn(history, {}).reasons.first().value, history.since.daysTo(history.asOf));
}

void TestAnalytics::complaintsAndSatisfaction()
{
    auto history = quietCustomer();
    history.complaintsOpen = 1;
    QVERIFY(firedBy(history).isEmpty()); // open but in time
    history.complaintsOverdue = 1;
    QCOMPARE(firedBy(history), QStringList {u"complaint_overdue"_s});

    history = quietCustomer();
    history.lastCsat = 4;
    history.lastNps = 7;
    QVERIFY(firedBy(history).isEmpty());
    history.lastNps = 6;
    QCOMPARE(firedBy(history), QStringList {u"low_satisfaction"_s});
    history.lastNps = 0;
    QCOMPARE(firedBy(history), QStringList {u"low_satisfaction"_s});
    history.lastNps = 9;
    history.lastCsat = 3;
    QCOMPARE(firedBy(history), QStringList {u"low_satisfaction"_s});
}

void TestAnalytics::ownNameAndMaturity()
{
    auto history = quietCustomer();
    history.ownNameShareBeforeBp = 1000;
    history.ownNameShareNowBp = 2999;
    QVERIFY(firedBy(history).isEmpty());
    history.ownNameShareNowBp = 3000;
    QCOMPARE(firedBy(history), QStringList {u"own_name_transfers"_s});

    history = quietCustomer();
    history.nextMaturity = history.asOf.addDays(60);
    QCOMPARE(firedBy(history), QStringList {u"maturity_unplanned"_s});
    history.followUpPlanned = true;
    QVERIFY(firedBy(history).isEmpty());
    history.followUpPlanned = false;
    history.nextMaturity = history.asOf.addDays(61);
    QVERIFY(firedBy(history).isEmpty());
    history.nextMaturity = history.asOf.addDays(-1);
    QVERIFY(firedBy(history).isEmpty());
}

void TestAnalytics::levels()
{
    auto history = quietCustomer();
    history.nextMaturity = history.asOf;
    QCOMPARE(assessChurn(history, {}).level, ChurnLevel::None); // 10 points
    history.nextMaturity = {};
    history.lastInteraction = QDate(2026, 1, 1);
    QCOMPARE(assessChurn(history, {}).level, ChurnLevel::Watch); // 15
    history.lastInteraction = QDate(2026, 9, 23);
    history.outflow30 = history.aum;
    QCOMPARE(assessChurn(history, {}).level, ChurnLevel::Act); // 35
    history.months.last().transactions = 0;
    const auto critical = assessChurn(history, {});
    QCOMPARE(critical.level, ChurnLevel::Critical); // 60
    QCOMPARE(critical.points, 60);
    QCOMPARE(critical.reasons.first().signal, u"outflow"_s); // most points first
    const auto first = critical.reasonsJson().first().toObject();
    QCOMPARE(first.value("signal"_L1).toString(), u"outflow"_s);
    QCOMPARE(first.value("contribution"_L1).toInt(), 35);
    QCOMPARE(first.value("value"_L1).toInt(), 5000);
    QCOMPARE(first.value("baseline"_L1).toInt(), 3000);

    RuleSet rules;
    rules.churnOff = QStringList {u"outflow"_s};
    QCOMPARE(firedBy(history, rules), QStringList {u"frequency_drop"_s});

    history.complaintsOverdue = 1;
    history.lastCsat = 1;
    history.ownNameShareNowBp = 9000;
    QCOMPARE(assessChurn(history, {}).points, 100); // capped
}

void TestAnalytics::rulesSurviveJson()
{
    RuleSet rules;
    rules.version = u"2026-07"_s;
    rules.base = Currency(u"CZK");
    rules.wealthFrom = 12'345'67;
    rules.contactDays[2] = 21;
    rules.actPoints = 40;
    rules.points.outflow = 33;
    rules.churnOff = QStringList {u"no_contact"_s};
    const auto json = rules.toJson();
    const auto back = RuleSet::fromJson(json);
    QCOMPARE(back.toJson(), json);
    QCOMPARE(back.wealthFrom, rules.wealthFrom);
    QCOMPARE(back.contactDays[2], 21);
    QCOMPARE(back.churnOff, rules.churnOff);
    QCOMPARE(RuleSet::fromJson({}).toJson(), RuleSet {}.toJson()); // what is missing keeps its default
}

QTEST_APPLESS_MAIN(TestAnalytics)
#include "tst_analytics.moc"
