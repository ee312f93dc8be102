// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/pacer.h"

namespace zhike::sync {

namespace {

constexpr int kOpenAfter = 8; // failures
constexpr qint64 kProbeMs = 300'000;
constexpr qint64 kLongestMs = 24ll * 3600 * 1000; // of what a server may ask for
constexpr qint64 kSpreadMs = 60'000;

} // namespace

qint64 backOffMs(int attempt, QRandomGenerator &random)
{
    const qint64 cap = attempt > 7 ? 300'000 : qMin<qint64>(300'000, 2'000ll << attempt);
    return random.bounded(cap + 1);
}

bool Pacer::isOpen() const
{
    return m_failures >= kOpenAfter;
}

qint64 Pacer::after(bool failed, bool offline, qint64 retryAfterS)
{
    if (failed) {
        ++m_failures;
        m_wasOffline |= offline;
        const auto wait = isOpen() ? kProbeMs : backOffMs(m_failures, m_random);
        return qMax(wait, qBound<qint64>(0, retryAfterS * 1000, kLongestMs));
    }
    m_failures = 0;
    const auto poll = qMax<qint64>(48'000 + m_random.bounded(24'000), qBound<qint64>(0, retryAfterS * 1000, kLongestMs));
    // A thousand desks come back with the network at once: their next rounds need not.
    return std::exchange(m_wasOffline, false) ? poll + m_random.bounded(kSpreadMs) : poll;
}

} // namespace zhike::sync
