// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

//! One entry for two worlds: libFuzzer's own main with -DZHIKE_FUZZ=ON, driver.cpp in every other build.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

namespace zhike::fuzz {

//! What must be true of every input; a fuzzer understands nothing but a crash.
inline void hold(bool truth)
{
    if (!truth)
        std::abort();
}

inline QByteArray bytesOf(const uint8_t *data, size_t size)
{
    return {reinterpret_cast<const char *>(data), qsizetype(size)};
}

} // namespace zhike::fuzz
