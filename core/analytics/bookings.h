// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "analytics/history.h"
#include "analytics/rules.h"

#include <QString>

namespace zhike::analytics {

//! Interest and fees are the bank's doing; everything else is the customer's.
bool isCustomerInitiated(QStringView transactionKind);

//! Sums bookings into the figures the rules look at. The central and the desktop use the same sums, so that an alert can be recomputed anywhere.
//!
//! outflow30: what left less what came in over the 30 days before `asOf` (asOf − 30 ≤ day < asOf), leaving out interest and fees, and what only changes its form
//! inside the bank (purchase, redemption, loan).
//! Own-name share: of outgoing `transfer` bookings, the part whose counterparty has the customer's name; last 90 days against the 90 before.
class BookingTotals {
public:
    BookingTotals(QDate asOf, const RuleSet &rules, const QString &customerName);
    //! \param amount signed, base currency minor units; in any order
    void add(QDate day, qint64 amount, QStringView kind, QStringView counterparty);
    //! Fills transactionsWindow, purchasesWindow, outflow30, lastTransaction and the two shares.
    void fill(CustomerHistory &history) const;

private:
    QDate m_asOf;
    QDate m_windowFrom;
    QString m_name;
    int m_initiated = 0;
    int m_purchases = 0;
    qint64 m_outflow30 = 0;
    QDate m_last;
    qint64 m_transfers[2] = {0, 0}; //!< outgoing, last 90 days and the 90 before
    qint64 m_ownName[2] = {0, 0};
};

} // namespace zhike::analytics
