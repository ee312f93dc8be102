// SPDX-License-Identifier: GPL-3.0-or-later
#include "analytics/bookings.h"

#include "domain/clock.h"

namespace zhike::analytics {
namespace {

__extension__ typedef __int128 Wide;

int shareBp(qint64 part, qint64 whole)
{
    return whole > 0 ? int(Wide(part) * 10'000 / whole) : 0;
}

} // namespace

bool isCustomerInitiated(QStringView transactionKind)
{
    return transactionKind != u"interest" && transactionKind != u"fee";
}

BookingTotals::BookingTotals(QDate asOf, const RuleSet &rules, const QString &customerName)
    : m_asOf(asOf)
    , m_windowFrom(addMonthsClamped(asOf, -rules.activityMonths))
    , m_name(customerName)
{
}

void BookingTotals::add(QDate day, qint64 amount, QStringView kind, QStringView counterparty)
{
    if (!isCustomerInitiated(kind) || day > m_asOf)
        return;
    if (!m_last.isValid() || day > m_last)
        m_last = day;
    if (day >= m_windowFrom) {
        ++m_initiated;
        if (kind == u"purchase")
            ++m_purchases;
    }
    const auto age = day.daysTo(m_asOf);
    if (age > 0 && age <= 30 && kind != u"purchase" && kind != u"redemption" && kind != u"loan")
        m_outflow30 -= amount;
    if (kind == u"transfer" && amount < 0 && age > 0 && age <= 180) {
        const int period = age <= 90 ? 0 : 1;
        m_transfers[period] -= amount;
        if (counterparty == m_name)
            m_ownName[period] -= amount;
    }
}

void BookingTotals::fill(CustomerHistory &history) const
{
    history.transactionsWindow = m_initiated;
    history.purchasesWindow = m_purchases;
    history.outflow30 = m_outflow30;
    history.lastTransaction = m_last;
    history.ownNameShareNowBp = shareBp(m_ownName[0], m_transfers[0]);
    history.ownNameShareBeforeBp = shareBp(m_ownName[1], m_transfers[1]);
}

} // namespace zhike::analytics
