// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "analytics/churn.h"
#include "storage/reference.h"
#include "storage/rowid.h"

namespace zhike::storage {

//! Kept figures per customer (AUM, tier, churn rules, last contact …), so that lists and charts read one table. Derived from base + outbox,
//! recomputed for the customers that something touched and for all of them when the day has changed.
class Figures {
public:
    Figures(Database &database, QDate today) : m_database(database), m_today(today) { }

    //! Works off the list of touched customers, in transactions of a few hundred. Cheap when there is nothing to do.
    Done refresh();
    //! The same for one customer inside the caller's transaction.
    Done refreshOne(Ordinal customer, const Reference &reference);
    //! What the rules look at, from the customer's own rows.
    Result<analytics::CustomerHistory> history(Ordinal customer, const Reference &reference);

private:
    Done newDay();

    Database &m_database;
    QDate m_today;
};

} // namespace zhike::storage
