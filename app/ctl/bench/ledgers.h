// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bench/bench.h"

namespace zhike::bench {

Result<QJsonObject> auditAppend(const Options &options); //!< one chained event, queued and committed, against a bare insert
Result<QJsonObject> sealAppend(const Options &options); //!< one operation in outbox.seal, both boxes, synced, against write and fsync of as many bytes
Result<QJsonObject> userOperation(const Options &options); //!< a new follow-up, sealed and on record, against a bare insert
Result<QJsonObject> revealValue(const Options &options); //!< a value on record and given out, against a bare insert

} // namespace zhike::bench
