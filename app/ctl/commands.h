// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "output.h"

#include <optional>

namespace zhike::ctl {

//! Each group answers for its commands with an exit code; nullopt: not one of mine.
std::optional<int> runVaultCommand(const Arguments &arguments); //!< enroll, status, check, passphrase, selftest
std::optional<int> runSyncCommand(const Arguments &arguments); //!< sync, outbox, conflicts, resolve, reopen, resubmit, discard, merged, undo, dump
std::optional<int> runApprovalCommand(const Arguments &arguments); //!< approvals, approve, reject, withdraw
std::optional<int> runReadCommand(const Arguments &arguments); //!< customers, search, customer, today, calendar, alerts, explain, portfolio
std::optional<int> runWriteCommand(const Arguments &arguments); //!< task, interaction, customer set, alert
std::optional<int> runExportCommand(const Arguments &arguments); //!< export customers
std::optional<int> runAuditCommand(const Arguments &arguments); //!< audit list|verify, reveal
std::optional<int> runBenchCommand(const Arguments &arguments);

//! Error {Invalid} of a command line, exit 2.
int usage(const QString &text);

} // namespace zhike::ctl
