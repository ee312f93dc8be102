// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/seed/work.h"

#include "analytics/bookings.h"
#include "domain/money.h"

namespace zhike::central::seed {

using namespace Qt::Literals::StringLiterals;

void BookFigures::add(const CustomerMoney &money, const WorkFacts &facts)
{
    for (const auto &figures : money.months) {
        auto &month = m_months[figures.month];
        month.aum += figures.assets();
        ++month.customers;
    }
    // New money only: what was bought or redeemed stayed in the bank, interest and fees are the bank's own doing.
    for (const auto &booking : money.bookings)
        if (const QStringView kind(booking.kind); analytics::isCustomerInitiated(kind) && kind != u"purchase" && kind != u"redemption" && kind != u"loan")
            m_months[QDate(booking.day.year(), booking.day.month(), 1)].netFlow += booking.amount;
    for (const auto &day : facts.interactions)
        ++m_months[QDate(day.year(), day.month(), 1)].contacts;
    if (facts.lastNps >= 0) {
        ++m_answers;
        m_promoters += facts.lastNps >= 9 ? 1 : 0;
        m_detractors += facts.lastNps <= 6 ? 1 : 0;
    }
}

void BookFigures::write(const Plan &plan, const QString &book, SeedWriter &writer) const
{
    const auto running = QDate(plan.options.day.year(), plan.options.day.month(), 1);
    const auto put = [&](const QString &metric, QDate month, const QString &value, const QString &unit, int n) {
        writer.add(
            u"kpi"_s, u"team:0001"_s, {}, beijing(std::min(month.addMonths(1), plan.options.day), 6),
            {{u"scope"_s, book}, {u"metric"_s, metric}, {u"period"_s, month.toString(u"yyyy-MM"_s)}, {u"value"_s, value}, {u"unit"_s, unit}, {u"n"_s, n}});
    };
    const Currency cny(u"CNY");
    for (auto it = m_months.lowerBound(running.addMonths(-11)); it != m_months.end(); ++it) {
        put(u"aum"_s, it.key(), Money(it->aum, cny).amountText(), u"CNY"_s, it->customers);
        put(u"net_flow"_s, it.key(), Money(it->netFlow, cny).amountText(), u"CNY"_s, it->customers);
        put(u"contacts"_s, it.key(), QString::number(it->contacts), u"count"_s, it->customers);
    }
    if (m_answers > 0)
        put(u"nps"_s, running, QString::number((m_promoters - m_detractors) * 100 / m_answers), u"points"_s, m_answers);
}

} // namespace zhike::central::seed
