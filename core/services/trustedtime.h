// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/clock.h"
#include "security/throttle.h"

#include <mutex>

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

} // namespace zhike::services
