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

namespace {

// Two or three digits at `at`; −1 when they are not digits.
int digits(QStringView text, qsizetype at, qsizetype count)
{
    int value = 0;
    for (qsizetype i = at; i < at + count; ++i) {
        if (text[i] < u'0' || text[i] > u'9')
            return -1;
        value = value * 10 + (text[i].unicode() - u'0');
    }
    return value;
}

// 2026-09-21T01:42:00.000Z: what the central sends, thousands at a time.
std::optional<qint64> fromUtcMilliseconds(QStringView text)
{
    if (text.size() != 24 || text[4] != u'-' || text[7] != u'-' || text[10] != u'T' || text[13] != u':' || text[16] != u':' || text[19] != u'.'
        || text[23] != u'Z')
        return std::nullopt;
    const QDate date(digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2));
    const QTime time(digits(text, 11, 2), digits(text, 14, 2), digits(text, 17, 2), digits(text, 20, 3));
    if (!date.isValid() || !time.isValid())
        return std::nullopt;
    constexpr qint64 kUnixDay = 2440588; // Julian day of 1970-01-01
    return (date.toJulianDay() - kUnixDay) * 86'400'000 + time.msecsSinceStartOfDay();
}

} // namespace

std::optional<qint64> fromWireInstant(const QString &text)
{
    if (const auto fast = fromUtcMilliseconds(text))
        return fast;
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
