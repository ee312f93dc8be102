// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/result.h"

#include <QJsonObject>
#include <QStringList>

//! What the core costs against raw SQLCipher calls on the same file in the same run (performance.md). CPU time of this thread, so that a busy machine
//! does not count; absolute figures are orientation, the ratio is the measure.
namespace zhike::bench {

struct Options {
    int customers = 10'000; //!< size of the bank the screens are measured on
    int rounds = 0; //!< 0: each bench's own
};

QStringList names();
//! {"name","unit","value","baseline","ratio","p50","p99","n"}: value and p50 are the median of ours, baseline the floor's, ratio = value / baseline.
Result<QJsonObject> run(const QString &name, const Options &options);

} // namespace zhike::bench
