// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "central/seed/seedsink.h"

#include <QDate>
#include <QJsonObject>

namespace zhike::central {

struct DemoOptions {
    int customers = 1000;
    int transactions = 0; //!< 0: as many as come naturally (about 90 a customer); else exactly so many in the whole bank
    quint64 seed = 1;
    int managers = 8;
    QDate day {2026, 9, 21}; //!< the day the bank stands on; core data is as of the evening before
};

struct SeedSummary {
    QJsonObject counts; //!< records by type, and what the generator or importer wants to say about them
};

//! A whole invented bank, put into the sink. Same options, same bytes.
//!
//! Nothing in it can be taken for something real: identity and credit codes carry correct check digits but region codes 99xxxx, which were never issued;
//! mobile numbers begin with 101, which no operator has; card and account numbers pass Luhn with the unassigned prefix 999001; mail is at *.example.
//!
//! Users: rm001 … (the last one pb), lead01 (lead on every book), checker01, compliance01, admin01. Book book:0001 … belongs to rm001 ….
//! The first customers of book:0001 are a fixed cast with stories; everybody else is drawn.
//!
//! Planted churn signal: every 25th drawn customer with accounts and at least 14 months with the bank (and two of the cast) loses 33–48 % of the
//! assets by transfers in the last 30 days, books less than half as often as before in the current month, and was not spoken to for longer than the
//! tier's limit. counts.planted_churn says how many; the rest of the alerts comes from chance in the data.
//!
//! balance_month: inflow and outflow sum all bookings of the customer's transactions in the month, txn_count leaves out interest and fees; the
//! months before the 13 for which bookings exist are rolled back from the same pattern. Debts (loan, mortgage, credit card) have positive balances.
Result<SeedSummary> seedDemoBank(const DemoOptions &options, SeedSink &sink);

} // namespace zhike::central
