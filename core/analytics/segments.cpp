// SPDX-License-Identifier: GPL-3.0-or-later
#include "analytics/segments.h"

#include "domain/clock.h"

namespace zhike::analytics {

Tier tierOf(qint64 aum, const RuleSet &rules)
{
    if (aum > rules.privateAbove)
        return Tier::Private;
    return aum >= rules.wealthFrom ? Tier::Wealth : Tier::Mass;
}

Lifecycle lifecycleOf(QDate since, QDate today, const RuleSet &rules)
{
    if (!since.isValid() || today <= addMonthsClamped(since, rules.newMonths))
        return Lifecycle::New;
    if (today < addMonthsClamped(since, rules.growthBelowMonths))
        return Lifecycle::Growth;
    return today < addMonthsClamped(since, rules.seniorFromMonths) ? Lifecycle::Mature : Lifecycle::Senior;
}

Activity activityOf(const CustomerHistory &history, const RuleSet &rules)
{
    const auto atLeast = [&](int perMonth) { return history.transactionsWindow >= perMonth * rules.activityMonths; };
    if (atLeast(rules.activityHighPerMonth) || (history.purchasesWindow > 0 && atLeast(rules.activityPurchasePerMonth)))
        return Activity::High;
    return history.purchasesWindow == 0 && !atLeast(rules.activityLowBelowPerMonth) ? Activity::Low : Activity::Medium;
}

} // namespace zhike::analytics
