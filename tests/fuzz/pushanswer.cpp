// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"

#include "pageuse.h"

using namespace zhike;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    auto parsed = sync::PushAnswer::parse(fuzz::bytesOf(data, size));
    if (parsed) {
        const auto answer = std::move(*parsed); // the rows must not care where their page lives
        for (const auto &result : answer.results) {
            fuzz::hold(!result.opId.isEmpty() && !result.status.isEmpty() && result.answer.startsWith('{'));
            if (result.hasRecord)
                fuzz::useRow(result.record);
        }
    }
    (void)sync::SealedAnswer::parse(fuzz::bytesOf(data, size));
    return 0;
}
