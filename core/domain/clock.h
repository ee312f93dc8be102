// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDate>
#include <QDateTime>
#include <QString>
#include <QTimeZone>
#include <optional>
#include <string_view>

namespace zhike {

//! Where "now" comes from. A frozen clock (`--now`) stands still; an ordinary one follows the system. The bank's zone decides which day it is.
class Clock {
public:
    Clock(); //!< system clock, system zone
    //! \param instant RFC 3339 with offset, such as 2026-11-22T09:00:00+08:00; its offset becomes the zone when the system's differs.
    static std::optional<Clock> frozen(const QString &instant);

    [[nodiscard]] QDateTime now() const; //!< in zone()
    [[nodiscard]] qint64 nowMs() const; //!< Unix milliseconds
    [[nodiscard]] QDate today() const;
    [[nodiscard]] const QTimeZone &zone() const { return m_zone; }
    [[nodiscard]] bool isFrozen() const { return m_frozenMs.has_value(); }

private:
    std::optional<qint64> m_frozenMs;
    QTimeZone m_zone;
};

//! RFC 3339 UTC with milliseconds, the wire's form of an instant.
QString toWireInstant(qint64 unixMs);
//! nullopt when the text is not an instant with an offset.
std::optional<qint64> fromWireInstant(const QString &text);
std::optional<qint64> fromWireInstant(std::string_view utf8);
//! 2026-09-21; an invalid date when the text is none.
QDate fromWireDate(std::string_view utf8);

//! Calendar months with the end of month clamped: 30 Nov + 3 months = 28 or 29 Feb (data-model.md, boundary rules).
QDate addMonthsClamped(QDate date, int months);

} // namespace zhike
