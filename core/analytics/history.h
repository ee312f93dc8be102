// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/enums.h"
#include "domain/money.h"

#include <QDate>
#include <QList>

//! Segments, churn rules and figures: pure functions over what is known of a customer, the same on the central and on the desktop.
namespace zhike::analytics {

//! One month of the server's roll-up, in base currency minor units.
struct MonthFigures {
    QDate month; //!< first of the month
    qint64 deposits = 0;
    qint64 investments = 0;
    qint64 liabilities = 0;
    qint64 inflow = 0;
    qint64 outflow = 0;
    int transactions = 0; //!< customer-initiated only: no interest, no fees
    [[nodiscard]] qint64 assets() const { return deposits + investments; }
};

//! Everything the rules look at, as of one day; whoever has the rows fills it.
struct CustomerHistory {
    CustomerKind kind = CustomerKind::Person;
    Tier tier = Tier::Mass;
    QDate since;
    QDate asOf;
    qint64 aum = 0; //!< base currency minor units, today
    QList<MonthFigures> months; //!< ascending, up to 24, the last is the current or last closed month
    int transactionsWindow = 0; //!< customer-initiated bookings in the activity window (months × n from `months` when rows are not at hand)
    int purchasesWindow = 0; //!< product purchases in the window
    qint64 outflow30 = 0; //!< customer-initiated net outflow over the last 30 days, positive when money left
    QDate lastInteraction; //!< invalid: none known
    QDate lastTransaction; //!< customer-initiated; invalid: none known
    int complaintsOverdue = 0; //!< open complaints beyond their resolve_due
    int complaintsOpen = 0;
    int lastCsat = 0; //!< 1…5; 0: none
    int lastNps = -1; //!< 0…10; −1: none
    QDate nextMaturity; //!< nearest maturity of an open deposit or product
    qint64 nextMaturityAmount = 0;
    bool followUpPlanned = false; //!< an open task of the customer lies before the maturity
    int ownNameShareNowBp = 0; //!< share of outgoing transfers to the customer's own name elsewhere, last 90 days
    int ownNameShareBeforeBp = 0; //!< the 90 days before
};

} // namespace zhike::analytics
