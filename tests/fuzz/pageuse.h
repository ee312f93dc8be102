// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "fuzz.h"
#include "sync/page.h"

//! Reads every byte a row points at, as the store would: a view into a buffer that is gone is found here.
namespace zhike::fuzz {

inline void useRow(const sync::Row &row)
{
    hold(!row.type.empty() && !row.id.empty());
    unsigned sum = 0;
    for (const auto view : {row.type, row.id, row.scope, row.customerId, row.data})
        for (const char c : view)
            sum += static_cast<unsigned char>(c);
    hold(sum < 256 * 1024 * 1024); // never false; without a use the reading is optimised away
    hold(row.data.empty() || row.data.front() == '{');
}

inline void useRows(const std::vector<sync::Row> &rows)
{
    for (const auto &row : rows)
        useRow(row);
}

} // namespace zhike::fuzz
