// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"

#include "pageuse.h"

using namespace zhike;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    auto parsed = sync::SnapshotPage::parse(fuzz::bytesOf(data, size));
    if (parsed) {
        const auto page = std::move(*parsed); // the rows must not care where their page lives
        fuzz::useRows(page.rows);
    }
    if (const auto verified = sync::VerifyPage::parse(fuzz::bytesOf(data, size))) {
        fuzz::useRows(verified.value().records);
        for (const auto &[id, version] : verified.value().rows)
            fuzz::hold(!id.isEmpty());
    }
    return 0;
}
