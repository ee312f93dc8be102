// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/lunar.h"
#include "calendar/sky.h"

#include <QHash>
#include <cmath>
#include <vector>

namespace zhike::calendar {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr double kBeijingDays = 8.0 / 24.0;

// One sui: the lunar months from the one that holds the winter solstice of the year before to the next such month.
struct Sui {
    struct Month {
        qint64 start = 0; // Julian day number as QDate counts it
        LunarDate first;
    };
    std::vector<Month> months;
    qint64 end = 0; // first day of the next sui
};

// 0:00 in Beijing as an astronomical Julian day.
double midnightOf(qint64 day)
{
    return double(day) - 0.5 - kBeijingDays;
}

// The day in Beijing on which a new moon falls.
qint64 newMoonDay(int lunation)
{
    return qint64(std::floor(newMoon(lunation) + 0.5 + kBeijingDays));
}

qint64 winterSolsticeDay(int year)
{
    auto day = QDate(year, 12, 18).toJulianDay();
    while (sunLongitude(midnightOf(day + 1)) < 270.0)
        ++day;
    return day;
}

// The last lunation that begins on the day or before.
int lunationOn(qint64 day)
{
    int lunation = int(std::floor((double(day) - 2451550.1) / 29.530588861)) + 1;
    while (newMoonDay(lunation) > day)
        --lunation;
    return lunation;
}

// GB/T 33661: the solstice month is the eleventh; when 13 months lie between two of them, the first without a major term is the leap month.
Sui makeSui(int year)
{
    const int first = lunationOn(winterSolsticeDay(year - 1));
    const int last = lunationOn(winterSolsticeDay(year));
    bool leapWanted = last - first == 13;
    Sui sui;
    LunarDate current {(year - 1 - 1984 + 600) % 60 + 1, 11, 1, false};
    for (int lunation = first; lunation < last; ++lunation) {
        const auto start = newMoonDay(lunation);
        const auto majorTerm = [](qint64 day) { return int(sunLongitude(midnightOf(day)) / 30.0); };
        current.leap = leapWanted && lunation > first && majorTerm(start) == majorTerm(newMoonDay(lunation + 1));
        if (current.leap) {
            leapWanted = false;
        } else if (lunation > first) {
            current.month = current.month % 12 + 1;
            if (current.month == 1)
                current.cyclicYear = current.cyclicYear % 60 + 1;
        }
        sui.months.push_back({start, current});
    }
    sui.end = newMoonDay(last);
    return sui;
}

// Kept per thread: a screen asks for the same few years again and again.
const Sui &suiOf(int year)
{
    thread_local QHash<int, Sui> known;
    auto it = known.find(year);
    if (it == known.end())
        it = known.insert(year, makeSui(year));
    return *it;
}

} // namespace

LunarDate toLunar(QDate date)
{
    if (!date.isValid())
        return {};
    const auto day = date.toJulianDay();
    const auto *sui = &suiOf(date.year());
    if (day >= sui->end)
        sui = &suiOf(date.year() + 1);
    auto month = sui->months.begin();
    while (month + 1 != sui->months.end() && (month + 1)->start <= day)
        ++month;
    auto lunar = month->first;
    lunar.day = int(day - month->start) + 1;
    return lunar;
}

QString lunarMonthName(const LunarDate &date)
{
    static constexpr char16_t first[] = u"正二三四五六七八九十冬腊";
    if (date.month < 1 || date.month > 12)
        return {};
    return (date.leap ? u"闰"_s : QString()) + QChar(first[date.month - 1]) + u'月';
}

QString lunarDayName(int day)
{
    static constexpr char16_t units[] = u"十一二三四五六七八九";
    if (day < 1 || day > 30)
        return {};
    if (day == 20)
        return u"二十"_s;
    if (day == 30)
        return u"三十"_s;
    static constexpr char16_t tens[] = u"初十廿";
    return QString(QChar(tens[day == 10 ? 0 : day / 10])) + QChar(units[day % 10]);
}

QString lunarText(const LunarDate &date)
{
    return lunarMonthName(date) + lunarDayName(date.day);
}

QString solarTerm(QDate date)
{
    static constexpr const char16_t *names[24] = {u"春分", u"清明", u"谷雨", u"立夏", u"小满", u"芒种", u"夏至", u"小暑", u"大暑", u"立秋", u"处暑", u"白露",
                                                  u"秋分", u"寒露", u"霜降", u"立冬", u"小雪", u"大雪", u"冬至", u"小寒", u"大寒", u"立春", u"雨水", u"惊蛰"};
    if (!date.isValid())
        return {};
    const int before = int(sunLongitude(midnightOf(date.toJulianDay())) / 15.0);
    const int after = int(sunLongitude(midnightOf(date.toJulianDay() + 1)) / 15.0);
    return before == after ? QString() : QString::fromUtf16(names[after % 24]);
}

QDate nextLunarOccurrence(int month, int day, bool leap, QDate from)
{
    if (month < 1 || month > 12 || day < 1 || day > 30 || !from.isValid())
        return {};
    auto lunar = toLunar(from);
    auto start = from.addDays(1 - lunar.day);
    // A leap month has its ordinary one within the same lunar year, so 26 months hold two candidates at least.
    for (int step = 0; step < 26; ++step) {
        auto next = start.addDays(29);
        auto nextLunar = toLunar(next);
        if (nextLunar.day != 1) {
            next = next.addDays(1);
            nextLunar = toLunar(next);
        }
        const bool leapFollows = nextLunar.leap && nextLunar.month == month;
        if (lunar.month == month && (leap ? lunar.leap || !leapFollows : !lunar.leap)) {
            const auto found = std::min(start.addDays(day - 1), next.addDays(-1));
            if (found >= from)
                return found;
        }
        start = next;
        lunar = nextLunar;
    }
    return {};
}

QDate nextGregorianOccurrence(int month, int day, QDate from)
{
    if (month < 1 || month > 12 || day < 1 || day > 31 || !from.isValid())
        return {};
    for (int year = from.year(); year <= from.year() + 1; ++year) {
        const QDate first(year, month, 1);
        const auto found = first.addDays(std::min(day, first.daysInMonth()) - 1);
        if (found >= from)
            return found;
    }
    return {};
}

} // namespace zhike::calendar
