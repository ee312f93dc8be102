// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/result.h"

#include <QByteArray>

namespace zhike::central {

//! Argon2id with libsodium's interactive limits; the text carries its own salt and limits.
Result<QByteArray> hashPassword(const QByteArray &password);
//! Takes the same time whether or not there is a hash to compare with.
bool isPassword(const QByteArray &hash, const QByteArray &password);

} // namespace zhike::central
