// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bench/bench.h"

namespace zhike::bench {

Result<QJsonObject> openVault(const Options &options);
Result<QJsonObject> driverInsert(const Options &options);
Result<QJsonObject> driverSelect(const Options &options);

} // namespace zhike::bench
