// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "central/store/store.h"

namespace zhike::central {

//! Puts aside the control row that tells a scope about a customer. \param state in or out
Done stageMembership(WriteSession &store, const QString &scope, const QString &customerId, const QString &state, const QString &now);

struct MoveSummary {
    QString from;
    QString to;
    int rows = 0;
};

//! Re-homes a customer: every live row gets the new scope, version+1 and the new scope's csn; both scopes get their control row, all in one commit (§2.1).
Result<MoveSummary> moveCustomer(Store &store, const QString &number, const QString &toScope, qint64 nowMs);

} // namespace zhike::central
