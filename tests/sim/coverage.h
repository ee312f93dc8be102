// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QMap>
#include <QStringList>

namespace zhike::sim {

//! Every row of the tables of sync-protocol §5.2, §5.4 and §8 that a run of the simulator can reach; the others are in tests/README.md with the test that holds them.
const QStringList &coverageRows();
//! The rows reached fewer than `least` times, with their counts.
QStringList missedRows(const QMap<QString, qint64> &coverage, qint64 least);

} // namespace zhike::sim
