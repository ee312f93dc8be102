// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/seed/work.h"

#include "analytics/bookings.h"
#include "analytics/segments.h"
#include "central/seed/reference.h"

namespace zhike::central::seed {
namespace {

using namespace Qt::Literals::StringLiterals;

const Currency kCny {u"CNY"};

// What the rules would have seen on an earlier first of a month; requests, surveys and plans of that time are not looked at.
analytics::CustomerHistory historyAsOf(const Customer &c, const CustomerMoney &money, const WorkFacts &facts, const analytics::RuleSet &rules, QDate first)
{
    analytics::CustomerHistory history;
    history.kind = c.company ? CustomerKind::Company : CustomerKind::Person;
    history.since = c.since;
    history.asOf = first;
    for (const auto &month : money.months)
        if (month.month < first)
            history.months.append(month);
    if (history.months.isEmpty())
        return history;
    history.aum = history.months.last().assets();
    history.tier = analytics::tierOf(history.aum, rules);
    for (const auto &day : facts.interactions)
        if (day < first)
            history.lastInteraction = std::max(history.lastInteraction, day);
    analytics::BookingTotals totals(first, rules, c.name);
    for (const auto &booking : money.bookings)
        if (booking.day < first)
            totals.add(booking.day, booking.amount, QStringView(booking.kind), booking.counterparty);
    totals.fill(history);
    return history;
}

} // namespace

analytics::CustomerHistory historyOf(const Plan &plan, const Customer &c, const CustomerMoney &money, const WorkFacts &facts)
{
    const auto rules = analytics::RuleSet::fromJson(ruleSetData());
    analytics::CustomerHistory history;
    history.kind = c.company ? CustomerKind::Company : CustomerKind::Person;
    history.aum = money.aum;
    history.tier = analytics::tierOf(money.aum, rules);
    history.since = c.since;
    history.asOf = plan.options.day;
    history.months = money.months;
    history.lastInteraction = facts.interactions.isEmpty() ? QDate() : facts.interactions.first();
    history.complaintsOpen = facts.complaintsOpen;
    history.complaintsOverdue = facts.complaintsOverdue;
    history.lastCsat = facts.lastCsat;
    history.lastNps = facts.lastNps;
    for (const auto &account : money.accounts) {
        if (isLiability(account.kind) || !account.maturity.isValid() || account.maturity < history.asOf)
            continue;
        if (!history.nextMaturity.isValid() || account.maturity < history.nextMaturity) {
            history.nextMaturity = account.maturity;
            history.nextMaturityAmount = account.base;
        }
    }
    history.followUpPlanned
        = std::any_of(facts.openTasks.begin(), facts.openTasks.end(), [&](QDate day) { return history.nextMaturity.isValid() && day <= history.nextMaturity; });
    analytics::BookingTotals totals(history.asOf, rules, c.name);
    for (const auto &booking : money.bookings)
        totals.add(booking.day, booking.amount, QStringView(booking.kind), booking.counterparty);
    totals.fill(history);
    return history;
}

void writeAlerts(const Plan &plan, const Customer &c, const Profile &profile, const CustomerMoney &money, WorkFacts &facts, SeedWriter &writer)
{
    Random random(plan.options.seed, 0xa1e2, quint64(c.ordinal));
    const auto day = plan.options.day;
    const auto rules = analytics::RuleSet::fromJson(ruleSetData());
    const auto raise = [&](const QString &kind, const QString &severity, QDate on, QJsonObject data) {
        data.insert(u"customer_id"_s, c.id);
        data.insert(u"kind"_s, kind);
        data.insert(u"severity"_s, severity);
        data.insert(u"rule_id"_s, u"rules:"_s + rules.version);
        data.insert(u"raised_at"_s, beijingInstant(on, 6, 30));
        if (!data.contains(u"state"_s))
            data.insert(u"state"_s, random.percent(30) && on < day ? u"acknowledged"_s : u"new"_s);
        return writer.add(u"alert"_s, c.scope, c.id, beijing(on, 6, 30), data);
    };

    // Alerts of the months before, long since dealt with: their outcomes are what the managers learn from.
    for (int back = 1; back <= 3 && c.since.isValid(); ++back) {
        const auto first = QDate(day.year(), day.month(), 1).addMonths(-back);
        if (c.since > first.addMonths(-2))
            continue;
        const auto past = analytics::assessChurn(historyAsOf(c, money, facts, rules, first), rules);
        if (past.level == ChurnLevel::None || !random.percent(past.level == ChurnLevel::Watch ? 20 : 40))
            continue;
        const int fate = int(random.below(100));
        raise(u"churn"_s, QString(toWire(past.level)), first,
              {{u"score"_s, past.points},
               {u"value"_s, Money(money.months.last().assets(), kCny).toJson()},
               {u"reasons"_s, past.reasonsJson()},
               {u"state"_s, u"disposed"_s},
               {u"disposition"_s,
                fate < 62       ? u"retained"_s
                    : fate < 74 ? u"no_action"_s
                    : fate < 88 ? u"lost"_s
                                : u"false_alarm"_s}});
        break;
    }
    if (c.since.isValid()) {
        auto assessment = analytics::assessChurn(historyOf(plan, c, money, facts), rules);
        if (assessment.level != ChurnLevel::None) {
            const auto on = day.addDays(-random.between(0, assessment.level == ChurnLevel::Critical ? 6 : 20));
            const bool handled = assessment.level >= ChurnLevel::Act && on < day && c.story == Story::None && random.percent(35);
            QString taskId;
            if (handled) {
                taskId = writer.newId(beijing(on, 10));
                facts.openTasks.append(day.addDays(2));
                assessment = analytics::assessChurn(historyOf(plan, c, money, facts), rules); // a follow-up is planned now
            }
            QJsonObject data {{u"score"_s, assessment.points}, {u"value"_s, Money(money.aum, kCny).toJson()}, {u"reasons"_s, assessment.reasonsJson()}};
            if (handled)
                data.insert(u"state"_s, u"in_action"_s);
            const auto alert = raise(u"churn"_s, QString(toWire(assessment.level)), on, data);
            if (handled)
                writer.add(u"task"_s, taskId, c.scope, c.id, beijing(on, 10),
                           {{u"customer_id"_s, c.id},
                            {u"title"_s, u"挽留：核实资金去向"_s},
                            {u"kind"_s, u"retention"_s},
                            {u"status"_s, u"open"_s},
                            {u"priority"_s, u"high"_s},
                            {u"assignee"_s, c.owner},
                            {u"due"_s, isoDay(day.addDays(2))},
                            {u"exdates"_s, QJsonArray {}},
                            {u"reminders_min"_s, QJsonArray {}},
                            {u"origin"_s, QJsonObject {{u"type"_s, u"alert"_s}, {u"id"_s, alert}}}});
        }
    }
    for (const auto &account : money.accounts) {
        if (isLiability(account.kind) || !account.maturity.isValid() || account.maturity < day || account.maturity > day.addDays(14))
            continue;
        raise(u"maturity"_s, account.base >= 1'000'000'00 ? u"act"_s : u"info"_s, day.addDays(-random.between(0, 3)),
              {{u"value"_s, Money(account.base, kCny).toJson()},
               {u"reasons"_s,
                QJsonArray {
                    QJsonObject {{u"signal"_s, u"maturity"_s}, {u"contribution"_s, 0}, {u"value"_s, day.daysTo(account.maturity)}, {u"baseline"_s, 14}}}}});
    }
    const auto dueAlert = [&](const QString &kind, QDate on) {
        raise(kind, on < day ? u"act"_s : u"watch"_s, day.addDays(-random.between(0, 10)),
              {{u"reasons"_s, QJsonArray {QJsonObject {{u"signal"_s, kind}, {u"contribution"_s, 0}, {u"value"_s, day.daysTo(on)}, {u"baseline"_s, 30}}}}});
    };
    if (c.since.isValid() && profile.kycNext <= day.addDays(30))
        dueAlert(u"kyc_due"_s, profile.kycNext);
    for (const auto &licence : profile.licences)
        if (licence.expires <= day.addDays(30))
            dueAlert(u"licence_expiry"_s, licence.expires);
    if (facts.complaintsOverdue > 0)
        raise(u"sla"_s, u"act"_s, day,
              {{u"reasons"_s,
                QJsonArray {
                    QJsonObject {{u"signal"_s, u"complaint_overdue"_s}, {u"contribution"_s, 0}, {u"value"_s, facts.complaintsOverdue}, {u"baseline"_s, 0}}}}});
}

} // namespace zhike::central::seed
