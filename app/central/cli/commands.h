// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "central/cli/options.h"
#include "central/store/store.h"

namespace zhike::central {

//! What a command tells: a JSON document, or nothing when it has printed its own lines.
using Outcome = Result<QJsonObject>;

//! Opens the store named by --store; `sqlite:FILE`, or `postgresql:CONNINFO` where the build has libpq.
Result<std::unique_ptr<Store>> openStore(const Options &options);
QByteArray passwordFromEnvironment(); //!< ZHIKE_PASSWORD; empty when not set

Outcome initStore(const Options &options);
Outcome serve(const Options &options);
Outcome addUser(const Options &options);
Outcome grantAccess(const Options &options);
Outcome setPolicy(const Options &options);
Outcome loadDemo(const Options &options);
Outcome importBerkaData(const Options &options);
Outcome moveOne(const Options &options);
Outcome handOver(const Options &options);
Outcome mergeTwo(const Options &options);
Outcome eraseOne(const Options &options);
Outcome ingestLines(const Options &options);
Outcome closeRequests(const Options &options);
Outcome restoreEpoch(const Options &options);
Outcome listDevices(const Options &options);
Outcome revokeDevice(const Options &options);
Outcome approveDevice(const Options &options);
Outcome wipeDevice(const Options &options);
Outcome rotateKeys(const Options &options);
Outcome verifyAudit(const Options &options);
Outcome purgeTombstones(const Options &options);
Outcome dumpRecords(const Options &options);

} // namespace zhike::central
