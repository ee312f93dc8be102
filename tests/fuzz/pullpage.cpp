// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"

#include "pageuse.h"

using namespace zhike;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    auto parsed = sync::PullPage::parse(fuzz::bytesOf(data, size));
    if (!parsed)
        return 0;
    const auto page = std::move(*parsed); // the rows must not care where their page lives
    fuzz::hold(!page.nextCursor.isEmpty() && !page.requestCursor.isEmpty());
    fuzz::useRows(page.rows);
    for (const auto *list : {&page.added, &page.reset, &page.changed, &page.removed})
        for (const auto &change : *list)
            fuzz::hold(!change.scope.isEmpty());
    return 0;
}
