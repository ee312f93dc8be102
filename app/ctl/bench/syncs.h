// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bench/bench.h"

namespace zhike::bench {

Result<QJsonObject> initialSync(const Options &options);

} // namespace zhike::bench
