// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <optional>

namespace zhike::central {

//! gzip at the cheapest level: pages are compressed once and sent once.
QByteArray gzip(const QByteArray &data);
//! nullopt: damaged, longer than `cap`, or (beyond 64 KiB) more than 20 times its coded size; stops as soon as that is known.
std::optional<QByteArray> gunzip(const QByteArray &coded, qsizetype cap);

} // namespace zhike::central
