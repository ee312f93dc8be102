// SPDX-License-Identifier: GPL-3.0-or-later
#include "analytics/rules.h"

#include <QJsonArray>

namespace zhike::analytics {
namespace {

using namespace Qt::Literals::StringLiterals;

// What has a place in the JSON, named once for both directions.
template<class Rules, class Visit>
void visitNumbers(Rules &r, Visit visit)
{
    visit("lifecycle"_L1, "new_months"_L1, r.newMonths);
    visit("lifecycle"_L1, "growth_below_months"_L1, r.growthBelowMonths);
    visit("lifecycle"_L1, "senior_from_months"_L1, r.seniorFromMonths);
    visit("activity"_L1, "months"_L1, r.activityMonths);
    visit("activity"_L1, "high_per_month"_L1, r.activityHighPerMonth);
    visit("activity"_L1, "high_with_purchase_per_month"_L1, r.activityPurchasePerMonth);
    visit("activity"_L1, "low_below_per_month"_L1, r.activityLowBelowPerMonth);
    visit("contact_days"_L1, "mass"_L1, r.contactDays[0]);
    visit("contact_days"_L1, "wealth"_L1, r.contactDays[1]);
    visit("contact_days"_L1, "private"_L1, r.contactDays[2]);
    visit("churn"_L1, "frequency_drop_bp"_L1, r.frequencyDropBp);
    visit("churn"_L1, "frequency_min_median"_L1, r.frequencyMinMedian);
    visit("churn"_L1, "outflow_bp"_L1, r.outflowBp);
    visit("churn"_L1, "maturity_days"_L1, r.maturityDays);
    visit("churn"_L1, "csat_at_most"_L1, r.csatAtMost);
    visit("churn"_L1, "nps_at_most"_L1, r.npsAtMost);
    visit("churn"_L1, "own_name_rise_bp"_L1, r.ownNameRiseBp);
    visit("churn_points"_L1, "frequency_drop"_L1, r.points.frequencyDrop);
    visit("churn_points"_L1, "outflow"_L1, r.points.outflow);
    visit("churn_points"_L1, "no_contact"_L1, r.points.noContact);
    visit("churn_points"_L1, "complaint_overdue"_L1, r.points.complaintOverdue);
    visit("churn_points"_L1, "low_satisfaction"_L1, r.points.lowSatisfaction);
    visit("churn_points"_L1, "own_name_transfers"_L1, r.points.ownNameTransfers);
    visit("churn_points"_L1, "maturity_unplanned"_L1, r.points.maturityUnplanned);
    visit("churn_levels"_L1, "watch"_L1, r.watchPoints);
    visit("churn_levels"_L1, "act"_L1, r.actPoints);
    visit("churn_levels"_L1, "critical"_L1, r.criticalPoints);
    visit("portfolio"_L1, "concentration_limit_bp"_L1, r.concentrationLimitBp);
}

} // namespace

RuleSet RuleSet::fromJson(const QJsonObject &data)
{
    RuleSet rules;
    rules.version = data.value("version"_L1).toString(rules.version);
    if (const Currency base(data.value("base_ccy"_L1).toString()); base.isValid())
        rules.base = base;
    const auto tiers = data.value("tiers"_L1).toObject();
    // A threshold in another currency than the base would compare apples with pears; it is left at the default.
    const auto readMoney = [&](QLatin1StringView key, qint64 &minor) {
        const auto money = Money::fromJson(tiers.value(key));
        if (money && money->currency() == rules.base)
            minor = money->minor();
    };
    readMoney("wealth_from"_L1, rules.wealthFrom);
    readMoney("private_above"_L1, rules.privateAbove);
    visitNumbers(rules, [&](QLatin1StringView group, QLatin1StringView key, int &number) { number = data.value(group).toObject().value(key).toInt(number); });
    const auto off = data.value("churn_off"_L1).toArray();
    for (const auto &signal : off)
        rules.churnOff << signal.toString();
    return rules;
}

QJsonObject RuleSet::toJson() const
{
    QJsonObject data {
        {u"version"_s, version},
        {u"base_ccy"_s, base.code()},
        {u"tiers"_s, QJsonObject {{u"wealth_from"_s, Money(wealthFrom, base).toJson()}, {u"private_above"_s, Money(privateAbove, base).toJson()}}},
        {u"churn_off"_s, QJsonArray::fromStringList(churnOff)}};
    visitNumbers(*this, [&](QLatin1StringView group, QLatin1StringView key, int number) {
        auto members = data.value(group).toObject();
        members.insert(key, number);
        data.insert(group, members);
    });
    return data;
}

} // namespace zhike::analytics
