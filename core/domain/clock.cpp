// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/clock.h"

namespace zhike {

Clock::Clock() : m_zone(QTimeZone::systemTimeZone()) { }

std::optional<Clock> Clock::frozen(const QString &instant)
{
    const auto at = QDateTime::fromString(instant, Qt::ISODateWithMs);
    if (!at.isValid() || at.timeSpec() == Qt::LocalTime)
        return std::nullopt;
    Clock clock;
    clock.m_frozenMs = at.toMSecsSinceEpoch();
    if (clock.m_zone.offsetFromUtc(at) != at.offsetFromUtc())
        clock.m_zone = QTimeZone(at.offsetFromUtc());
    return clock;
}

qint64 Clock::nowMs() const
{
    return m_frozenMs ? *m_frozenMs : QDateTime::currentMSecsSinceEpoch();
}

QDateTime Clock::now() const
{
    return QDateTime::fromMSecsSinceEpoch(nowMs(), m_zone);
}

QDate Clock::today() const
{
    return now().date();
}

QString toWireInstant(qint64 unixMs)
{
    return QDateTime::fromMSecsSinceEpoch(unixMs, Qt::UTC).toString(Qt::ISODateWithMs);
}

std::optional<qint64> fromWireInstant(const QString &text)
{
    const auto at = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!at.isValid() || at.timeSpec() == Qt::LocalTime)
        return std::nullopt;
    return at.toMSecsSinceEpoch();
}

QDate addMonthsClamped(QDate date, int months)
{
    return date.addMonths(months); // QDate clamps to the last day of the month
}

} // namespace zhike
