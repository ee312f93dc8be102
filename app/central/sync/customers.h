// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "central/store/store.h"

//! What the back office does to whole customers beside moving them.
namespace zhike::central {

struct MergeSummary {
    QString into; //!< id of the one that stays
    int rows = 0; //!< re-homed
};

//! Two files of one person become one: the first leaves a tombstone that names its successor, everything it had goes over, in one commit.
Result<MergeSummary> mergeCustomers(Store &store, const QString &number, const QString &into, qint64 nowMs);

//! Legal erasure: every record of the customer becomes a tombstone `erased`, which devices answer with the destruction of the key (§4.4).
Result<int> eraseCustomer(Store &store, const QString &number, qint64 nowMs);

//! Requests nobody decided in time end as `expired`, and those whose ground has gone as `superseded`; returns how many.
Result<int> closeOverdueRequests(Store &store, qint64 nowMs);

} // namespace zhike::central
