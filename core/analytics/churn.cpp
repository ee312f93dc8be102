// SPDX-License-Identifier: GPL-3.0-or-later
#include "analytics/churn.h"

#include <algorithm>

namespace zhike::analytics {
namespace {

using namespace Qt::Literals::StringLiterals;

__extension__ typedef __int128 Wide; // minor units times 10,000

constexpr int kMedianMonths = 6;

struct Frequency {
    qint64 doubledMedian = 0; //!< twice the median, so that it stays whole
    qint64 fallBp = 0; //!< against the median; negative when it rose
};

std::optional<Frequency> frequencyOf(const CustomerHistory &history)
{
    auto last = history.months.size() - 1;
    qint64 days = 1;
    qint64 passed = 1;
    if (last >= 0 && history.months[last].month.year() == history.asOf.year() && history.months[last].month.month() == history.asOf.month()) {
        days = history.asOf.daysInMonth();
        passed = history.asOf.day();
        if (passed * 2 < days) {
            --last;
            days = passed = 1;
        }
    }
    if (last < kMedianMonths)
        return std::nullopt;
    std::vector<qint64> before;
    for (auto i = last - kMedianMonths; i < last; ++i)
        before.push_back(history.months[i].transactions);
    std::sort(before.begin(), before.end());
    const qint64 doubled = before[kMedianMonths / 2 - 1] + before[kMedianMonths / 2];
    if (doubled == 0)
        return std::nullopt;
    // now = count × days ÷ passed, compared with doubled ÷ 2 without leaving integers
    const qint64 nowBp = qint64(history.months[last].transactions) * days * 2 * 10'000 / (passed * doubled);
    return Frequency {doubled, 10'000 - nowBp};
}

} // namespace

QJsonArray ChurnAssessment::reasonsJson() const
{
    QJsonArray array;
    for (const auto &reason : reasons)
        array.append(
            QJsonObject {{u"signal"_s, reason.signal}, {u"contribution"_s, reason.points}, {u"value"_s, reason.value}, {u"baseline"_s, reason.baseline}});
    return array;
}

ChurnAssessment assessChurn(const CustomerHistory &history, const RuleSet &rules)
{
    ChurnAssessment result;
    const auto fire = [&](const QString &signal, int points, qint64 value, qint64 baseline) {
        if (!rules.churnOff.contains(signal))
            result.reasons.append({signal, points, value, baseline});
    };

    if (const auto frequency = frequencyOf(history);
        frequency && frequency->doubledMedian >= 2 * rules.frequencyMinMedian && frequency->fallBp >= rules.frequencyDropBp)
        fire(u"frequency_drop"_s, rules.points.frequencyDrop, frequency->fallBp, rules.frequencyDropBp);

    const Wide before = Wide(history.aum) + history.outflow30;
    if (history.outflow30 > 0 && before > 0 && Wide(history.outflow30) * 10'000 >= before * rules.outflowBp)
        fire(u"outflow"_s, rules.points.outflow, qint64(Wide(history.outflow30) * 10'000 / before), rules.outflowBp);

    // A customer nobody ever spoke to has been silent since he came.
    const auto contact = history.lastInteraction.isValid() ? history.lastInteraction : history.since;
    const int limit = rules.contactDays[int(history.tier)];
    if (contact.isValid() && contact.daysTo(history.asOf) > limit)
        fire(u"no_contact"_s, rules.points.noContact, contact.daysTo(history.asOf), limit);

    if (history.complaintsOverdue > 0)
        fire(u"complaint_overdue"_s, rules.points.complaintOverdue, history.complaintsOverdue, 0);

    if (history.lastCsat > 0 && history.lastCsat <= rules.csatAtMost)
        fire(u"low_satisfaction"_s, rules.points.lowSatisfaction, history.lastCsat, rules.csatAtMost);
    else if (history.lastNps >= 0 && history.lastNps <= rules.npsAtMost)
        fire(u"low_satisfaction"_s, rules.points.lowSatisfaction, history.lastNps, rules.npsAtMost);

    if (history.ownNameShareNowBp - history.ownNameShareBeforeBp >= rules.ownNameRiseBp)
        fire(u"own_name_transfers"_s, rules.points.ownNameTransfers, history.ownNameShareNowBp, history.ownNameShareBeforeBp);

    if (history.nextMaturity.isValid() && !history.followUpPlanned) {
        const auto days = history.asOf.daysTo(history.nextMaturity);
        if (days >= 0 && days <= rules.maturityDays)
            fire(u"maturity_unplanned"_s, rules.points.maturityUnplanned, days, rules.maturityDays);
    }

    std::stable_sort(result.reasons.begin(), result.reasons.end(), [](const auto &a, const auto &b) { return a.points > b.points; });
    for (const auto &reason : std::as_const(result.reasons))
        result.points = std::min(100, result.points + reason.points);
    if (result.points >= rules.criticalPoints)
        result.level = ChurnLevel::Critical;
    else if (result.points >= rules.actPoints)
        result.level = ChurnLevel::Act;
    else if (result.points >= rules.watchPoints)
        result.level = ChurnLevel::Watch;
    return result;
}

} // namespace zhike::analytics
