// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/workdays.h"

namespace zhike::calendar {

void WorkCalendar::add(QDate date, bool holiday, const QString &name)
{
    m_days.insert(date, {holiday, name});
}

DayKind WorkCalendar::kind(QDate date) const
{
    const bool weekend = date.dayOfWeek() > 5;
    const auto entry = m_days.constFind(date);
    if (entry == m_days.constEnd())
        return weekend ? DayKind::Weekend : DayKind::Workday;
    if (entry->holiday)
        return DayKind::Holiday;
    return weekend ? DayKind::MakeUpWorkday : DayKind::Workday;
}

QString WorkCalendar::name(QDate date) const
{
    return m_days.value(date).name;
}

bool WorkCalendar::isWorkday(QDate date) const
{
    const auto k = kind(date);
    return k == DayKind::Workday || k == DayKind::MakeUpWorkday;
}

QDate WorkCalendar::addWorkdays(QDate from, int n) const
{
    const int step = n < 0 ? -1 : 1;
    for (auto left = std::abs(n); left > 0;) {
        from = from.addDays(step);
        if (isWorkday(from))
            --left;
    }
    return from;
}

} // namespace zhike::calendar
