// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "arguments.h"

#include "services/session.h"

#include <functional>

namespace zhike::ctl {

//! Environment variable as text; a null QString when it is not set.
QString secret(const char *name);
//! Unlocks with ZHIKE_PASSPHRASE.
Result<std::unique_ptr<services::Session>> unlock(const Arguments &arguments);
//! Unlocks, asks or does, and locks again. \return the exit code, also of what could not be opened
int withUnlocked(const Arguments &arguments, const std::function<int(services::Queries &, services::Commands &)> &work);
//! Variables that named code to load and were dropped at the start: for the record.
void noteDropped(const QStringList &names);
QString vaultDirectory(const Arguments &arguments);
//! Leaves beside the header what the lock screen says before the store is open.
void noteFacts(const Arguments &arguments, const services::SyncStatus &status);

} // namespace zhike::ctl
