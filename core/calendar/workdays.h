// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDate>
#include <QHash>
#include <QString>

namespace zhike::calendar {

enum class DayKind { Workday, Weekend, Holiday, MakeUpWorkday };

//! Statutory holidays and make-up workdays on top of Monday to Friday; filled from the `calendar_day` records.
class WorkCalendar {
public:
    void add(QDate date, bool holiday, const QString &name);
    [[nodiscard]] DayKind kind(QDate date) const;
    [[nodiscard]] QString name(QDate date) const; //!< 中秋节 …; empty when the day has none
    [[nodiscard]] bool isWorkday(QDate date) const;
    //! The day `n` working days after `from`, `from` not counted.
    [[nodiscard]] QDate addWorkdays(QDate from, int n) const;

private:
    struct Entry {
        bool holiday = false;
        QString name;
    };
    QHash<QDate, Entry> m_days;
};

} // namespace zhike::calendar
