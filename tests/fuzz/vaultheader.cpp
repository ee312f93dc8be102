// SPDX-License-Identifier: GPL-3.0-or-later
#include "security/vaultheader.h"
#include "crypto/encoding.h"
#include "fuzz.h"

using namespace zhike;
using namespace zhike::security;

namespace {

void parse(const QByteArray &bytes)
{
    const auto header = VaultHeader::parse(bytes);
    if (!header)
        return;
    const auto &cost = header.value().cost;
    fuzz::hold(cost.memoryBytes >= kKdfFloor.memoryBytes && cost.memoryBytes <= kKdfCeiling.memoryBytes);
    fuzz::hold(cost.passes >= kKdfFloor.passes && cost.passes <= kKdfCeiling.passes);
    fuzz::hold(header.value().slots_.size() <= 2);
    fuzz::hold(header.value().serialise() == bytes); // one form only
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const auto bytes = fuzz::bytesOf(data, size);
    parse(bytes);
    parse(bytes + crypto::sha256(bytes)); // who changes a header can do the sum, too
    return 0;
}
