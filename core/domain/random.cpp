// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/random.h"

#include <QRandomGenerator>
#include <atomic>

namespace zhike {

namespace {

std::atomic<quint64 (*)()> source {nullptr};

} // namespace

quint64 random64()
{
    const auto own = source.load(std::memory_order_relaxed);
    return own ? own() : QRandomGenerator::system()->generate64();
}

void setRandomSource(quint64 (*own)())
{
    source.store(own, std::memory_order_relaxed);
}

} // namespace zhike
