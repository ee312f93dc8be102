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

char16_t unit(QStringView text, qsizetype at)
{
    return text[at].unicode();
}

char16_t unit(std::string_view text, qsizetype at)
{
    return static_cast<unsigned char>(text[size_t(at)]);
}

// Two to four digits at `at`; −1 when they are not digits.
template<class Text>
int digits(Text text, qsizetype at, qsizetype count)
{
    int value = 0;
    for (qsizetype i = at; i < at + count; ++i) {
        if (unit(text, i) < u'0' || unit(text, i) > u'9')
            return -1;
        value = value * 10 + (unit(text, i) - u'0');
    }
    return value;
}

template<class Text>
QDate dateAt(Text text) // its first ten characters
{
    return unit(text, 4) == u'-' && unit(text, 7) == u'-' ? QDate(digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2)) : QDate();
}

// 2026-09-21T01:42:00.000Z: what the central sends, thousands at a time.
template<class Text>
std::optional<qint64> fromUtcMilliseconds(Text text)
{
    if (text.size() != 24 || unit(text, 10) != u'T' || unit(text, 13) != u':' || unit(text, 16) != u':' || unit(text, 19) != u'.' || unit(text, 23) != u'Z')
        return std::nullopt;
    const auto date = dateAt(text);
    const QTime time(digits(text, 11, 2), digits(text, 14, 2), digits(text, 17, 2), digits(text, 20, 3));
    if (!date.isValid() || !time.isValid())
        return std::nullopt;
    constexpr qint64 kUnixDay = 2440588; // Julian day of 1970-01-01
    return (date.toJulianDay() - kUnixDay) * 86'400'000 + time.msecsSinceStartOfDay();
}

} // namespace

std::optional<qint64> fromWireInstant(const QString &text)
{
    if (const auto fast = fromUtcMilliseconds(QStringView(text)))
        return fast;
    const auto at = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!at.isValid() || at.timeSpec() == Qt::LocalTime)
        return std::nullopt;
    return at.toMSecsSinceEpoch();
}

std::optional<qint64> fromWireInstant(std::string_view utf8)
{
    if (const auto fast = fromUtcMilliseconds(utf8))
        return fast;
    return fromWireInstant(QString::fromUtf8(utf8.data(), qsizetype(utf8.size())));
}

QDate fromWireDate(std::string_view utf8)
{
    return utf8.size() == 10 ? dateAt(utf8) : QDate();
}

QDate addMonthsClamped(QDate date, int months)
{
    return date.addMonths(months); // QDate clamps to the last day of the month
}

} // namespace zhike
