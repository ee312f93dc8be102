// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/recurrence.h"

#include <libical/ical.h>
#include <memory>

namespace zhike::calendar {

namespace {

constexpr int kMaxSteps = 20'000; // a daily rule of half a century

icaltimetype toIcal(QDate date)
{
    // Noon in UTC: the iterator converts through the zone, and midnight could come out as the day before.
    icaltimetype time = icaltime_null_time();
    time.year = date.year();
    time.month = date.month();
    time.day = date.day();
    time.hour = 12;
    return icaltime_set_timezone(&time, icaltimezone_get_utc_timezone());
}

icalrecurrencetype parse(const QString &rrule)
{
    return icalrecurrencetype_from_string(rrule.toLatin1().constData());
}

} // namespace

bool isRecurrenceRule(const QString &rrule)
{
    auto rule = parse(rrule);
    const bool ok = rule.freq != ICAL_NO_RECURRENCE;
    icalrecurrencetype_clear(&rule);
    return ok;
}

QList<QDate> occurrences(const QString &rrule, QDate start, const QList<QDate> &exceptions, QDate from, QDate to)
{
    QList<QDate> days;
    if (!start.isValid() || !from.isValid() || !to.isValid())
        return days;
    const auto rule = parse(rrule);
    if (rule.freq == ICAL_NO_RECURRENCE)
        return days;
    const std::unique_ptr<icalrecur_iterator, decltype(&icalrecur_iterator_free)> iterator(icalrecur_iterator_new(rule, toIcal(start)),
                                                                                           &icalrecur_iterator_free);
    if (!iterator)
        return days;
    // Always walked from its beginning: counts and intervals are reckoned from there.
    int steps = 0;
    for (auto next = icalrecur_iterator_next(iterator.get()); !icaltime_is_null_time(next) && steps < kMaxSteps;
         next = icalrecur_iterator_next(iterator.get()), ++steps) {
        const QDate day(next.year, next.month, next.day);
        if (day > to)
            break;
        if (day >= from && !exceptions.contains(day))
            days.append(day);
    }
    return days;
}

} // namespace zhike::calendar
