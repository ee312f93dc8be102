// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/clock.h"
#include "services/views.h"

namespace zhike::services {

//! What the lock screen says before the store is open: ages and counts, no customer data. Kept in `facts.json` beside the header; nothing relies on it.
struct ClearFacts {
    QString role;
    QString branch;
    QString deviceName;
    QDateTime dataAsOf;
    QDateTime lastSync;
    QDateTime leaseUntil;
    int pending = 0;
};

ClearFacts readClearFacts(const QString &vault, const Clock &clock); //!< empty when there is none or it does not parse
void writeClearFacts(const QString &vault, const SyncStatus &status);

} // namespace zhike::services
