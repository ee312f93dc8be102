// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/result.h"

#include <QString>
#include <span>

namespace zhike::storage {

//! Copies a store into a new file under another key and makes sure that the copy is whole: pages authentic, structure sound, every row of every table the
//! same. Nobody else may have the store open. What was deleted stays behind with the old file and the old key.
Done transplant(const QString &from, std::span<const unsigned char> key, const QString &to, std::span<const unsigned char> newKey);

} // namespace zhike::storage
