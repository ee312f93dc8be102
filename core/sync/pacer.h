// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QRandomGenerator>

namespace zhike::sync {

//! When the next round begins (sync-protocol §8): about every minute while all is well, with full jitter after failures, spread out after an outage, and
//! once in five minutes when nothing has worked for long. Chance comes from outside, so that a test can know it.
class Pacer {
public:
    explicit Pacer(QRandomGenerator &random) : m_random(random) { }

    //! What came of a round. \param retryAfterS what the server asked for, 0: nothing \param offline there was no answer at all
    //! \return milliseconds until the next one
    qint64 after(bool failed, bool offline, qint64 retryAfterS);
    [[nodiscard]] int failures() const { return m_failures; }
    [[nodiscard]] bool isOpen() const; //!< the circuit: only probes go out
    void reset() { m_failures = 0; } //!< a person asked

private:
    QRandomGenerator &m_random;
    int m_failures = 0;
    bool m_wasOffline = false;
};

//! Full jitter: a random wait up to min(300 s, 2 s · 2^attempt), in milliseconds.
qint64 backOffMs(int attempt, QRandomGenerator &random);

} // namespace zhike::sync
