// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/clock.h"
#include "security/throttle.h"
#include "security/vault.h"

#include <mutex>
#include <optional>

namespace zhike::services {

//! Time that a changed clock does not move (sync-protocol §7): the last the server said plus what has passed since, sleep included; before the server
//! has spoken, the later of what was seen last and the computer's clock at the start. A frozen clock passes by itself. Safe from any thread.
class TrustedTime {
public:
    //! \param seenMs latest trusted time known, 0 for none
    TrustedTime(const Clock &clock, qint64 seenMs) : m_clock(clock), m_base(qMax(seenMs, clock.nowMs())), m_boot(security::BootTime::now().ms) { }

    [[nodiscard]] qint64 nowMs() const
    {
        const std::lock_guard guard(m_mutex);
        if (m_clock.isFrozen())
            return qMax(m_base, m_clock.nowMs());
        return m_base + security::BootTime::now().ms - m_boot;
    }
    //! \param roundTripMs of the exchange that brought it: the answer is half of it old
    void note(qint64 serverMs, qint64 roundTripMs)
    {
        const std::lock_guard guard(m_mutex);
        m_base = serverMs + roundTripMs / 2;
        m_boot = security::BootTime::now().ms;
    }

private:
    Clock m_clock;
    mutable std::mutex m_mutex;
    qint64 m_base;
    qint64 m_boot;
};

//! Whether the computer's clock was set while it was looked at: it should go as the time since the start of the computer does. A frozen clock never moves.
class ClockWatch {
public:
    ClockWatch(const Clock &clock, qint64 bootMs) : m_ahead(clock.nowMs() - bootMs), m_frozen(clock.isFrozen()) { }

    //! Milliseconds it was put forward (back: negative) since the last look, when that is more than the tolerance.
    [[nodiscard]] std::optional<qint64> moved(qint64 wallMs, qint64 bootMs)
    {
        const std::lock_guard guard(m_mutex);
        const auto by = wallMs - bootMs - m_ahead;
        if (m_frozen || qAbs(by) <= security::kClockToleranceMs)
            return std::nullopt;
        m_ahead += by;
        return by;
    }

private:
    std::mutex m_mutex;
    qint64 m_ahead; //!< of the time since the start
    bool m_frozen;
};

} // namespace zhike::services
