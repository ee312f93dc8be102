// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDate>
#include <QString>
#include <optional>

//! Chinese calendar by GB/T 33661 (new moons and solar terms in Beijing time), statutory holidays and working days. Not ICU's: its moon is too coarse
//! when it renews near midnight, and puts the Spring Festival of 2027 a day late.
namespace zhike::calendar {

struct LunarDate {
    int cyclicYear = 0; //!< 1…60
    int month = 1; //!< 1…12
    int day = 1; //!< 1…30
    bool leap = false; //!< leap month of that number
    friend bool operator==(const LunarDate &, const LunarDate &) = default;
};

LunarDate toLunar(QDate date);
//! 正月, 闰六月, 冬月, 腊月 …
QString lunarMonthName(const LunarDate &date);
//! 初一 … 三十
QString lunarDayName(int day);
//! "八月十一"; the first day of a month as "九月" alone is the caller's choice
QString lunarText(const LunarDate &date);
//! One of the 24 solar terms falling on the day (秋分 …), in Chinese; empty on other days.
QString solarTerm(QDate date);

//! The first Gregorian day on or after `from` on which a lunar month/day recurs. A leap month that the year lacks falls on the ordinary month;
//! day 30 in a month of 29 days falls on the 29th.
QDate nextLunarOccurrence(int month, int day, bool leap, QDate from);
//! The same for Gregorian month/day; 29 Feb falls on 28 Feb in common years.
QDate nextGregorianOccurrence(int month, int day, QDate from);

} // namespace zhike::calendar
