// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/api/throttle.h"

namespace zhike::central {

namespace {

constexpr int kFreeFailures = 5;
constexpr int kLongestWait = 300;
constexpr qsizetype kRemembered = 10000; // invented logins must not fill the memory

} // namespace

int Throttle::waitSeconds(const QString &login, qint64 nowMs) const
{
    const std::scoped_lock lock(m_lock);
    const auto wait = m_past.value(login).openMs - nowMs;
    return wait > 0 ? int((wait + 999) / 1000) : 0;
}

void Throttle::failed(const QString &login, qint64 nowMs)
{
    const std::scoped_lock lock(m_lock);
    if (m_past.size() >= kRemembered && !m_past.contains(login))
        m_past.removeIf([nowMs](const std::pair<const QString &, Past &> &entry) { return entry.second.openMs <= nowMs; });
    auto &past = m_past[login];
    ++past.failures;
    if (past.failures >= kFreeFailures)
        past.openMs = nowMs + qint64(qMin(kLongestWait, 1 << qMin(past.failures - kFreeFailures, 10))) * 1000;
}

void Throttle::succeeded(const QString &login)
{
    const std::scoped_lock lock(m_lock);
    m_past.remove(login);
}

} // namespace zhike::central
