// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bench/bench.h"

namespace zhike::bench {

Result<QJsonObject> customerFile(const Options &options);
Result<QJsonObject> search(const Options &options);
Result<QJsonObject> listFirstPage(const Options &options);

} // namespace zhike::bench
