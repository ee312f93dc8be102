// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/result.h"

#include <QString>
#include <span>

namespace zhike::storage {

struct Salvaged {
    int rows = 0; //!< taken over
    int tables = 0; //!< that could not be read to the end
};

//! Takes what a person did and what the device is (state, outbox with the audit events still to be sent, drafts) out of a damaged store into a sound, empty one; customers' data come again
//! from the central. Each probe reads on a connection of its own: one that met a damaged page gives nothing more. The damaged file is not changed.
Result<Salvaged> salvage(const QString &damaged, const QString &sound, std::span<const unsigned char> key);

} // namespace zhike::storage
