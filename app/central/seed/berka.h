// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "central/seed/demobank.h"

namespace zhike::central {

//! The public PKDD'99 bank (Berka and Sochorova) as a bank of ours. Everything is read and checked before the first call of the sink; a missing or damaged
//! file is an error that names it. Currency CZK, as-of day the last one with bookings.
//!
//! - 77 districts: branch d01 … d77, book:d01 … held by rm001 …; lead01 holds all. A client belongs to the district of his account.
//! - Clients become persons with their number; names are invented (the file has none) and depend on the number alone.
//! - Accounts are `demand`, number = account_id, holders owner and disponent. The balance is that of the last booking in the file in file order; 0 when the file,
//!   which may be cut off, has none (bookings_in_file says how many it has).
//! - Loans are `loan` accounts L<loan_id> with the granted amount as limit, and as balance too unless paid off (status A: 0, closed): the file does not say what is
//!   still owed. payment, duration_months and loan_status are the file's.
//! - Cards are `credit_card` accounts K<card_id> of the client on the disposition, balance 0: the file says nothing of debts. card_type, account_id beside it.
//! - Orders are `standing_order` records of the account's owner.
//! - balance_month belongs to the owner; liabilities there are loans granted and not yet past their term, at the granted amount.
//! - The rule set leaves out the no-contact signal, as the file knows no contacts. Critical alerts get a follow-up task that names them as origin.
Result<SeedSummary> importBerka(const QString &dir, SeedSink &sink);

} // namespace zhike::central
