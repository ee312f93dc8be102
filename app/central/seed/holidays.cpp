// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/lunar.h"
#include "central/seed/reference.h"

namespace zhike::central::seed {
namespace {

using namespace Qt::Literals::StringLiterals;

struct Range {
    QDate from, to;
    bool holiday;
    const char16_t *name;
};

std::vector<Range> publicHolidays()
{
    // State Council announcements for 2025 and 2026.
    std::vector<Range> ranges {
        {{2025, 1, 1}, {2025, 1, 1}, true, u"元旦"},        {{2025, 1, 26}, {2025, 1, 26}, false, u"春节"},
        {{2025, 1, 28}, {2025, 2, 4}, true, u"春节"},       {{2025, 2, 8}, {2025, 2, 8}, false, u"春节"},
        {{2025, 4, 4}, {2025, 4, 6}, true, u"清明节"},      {{2025, 4, 27}, {2025, 4, 27}, false, u"劳动节"},
        {{2025, 5, 1}, {2025, 5, 5}, true, u"劳动节"},      {{2025, 5, 31}, {2025, 6, 2}, true, u"端午节"},
        {{2025, 9, 28}, {2025, 9, 28}, false, u"国庆节"},   {{2025, 10, 1}, {2025, 10, 5}, true, u"国庆节"},
        {{2025, 10, 6}, {2025, 10, 6}, true, u"中秋节"},    {{2025, 10, 7}, {2025, 10, 8}, true, u"国庆节"},
        {{2025, 10, 11}, {2025, 10, 11}, false, u"国庆节"}, {{2026, 1, 1}, {2026, 1, 3}, true, u"元旦"},
        {{2026, 1, 4}, {2026, 1, 4}, false, u"元旦"},       {{2026, 2, 14}, {2026, 2, 14}, false, u"春节"},
        {{2026, 2, 15}, {2026, 2, 23}, true, u"春节"},      {{2026, 2, 28}, {2026, 2, 28}, false, u"春节"},
        {{2026, 4, 4}, {2026, 4, 6}, true, u"清明节"},      {{2026, 5, 1}, {2026, 5, 5}, true, u"劳动节"},
        {{2026, 5, 9}, {2026, 5, 9}, false, u"劳动节"},     {{2026, 6, 19}, {2026, 6, 21}, true, u"端午节"},
        {{2026, 9, 20}, {2026, 9, 20}, false, u"国庆节"},   {{2026, 9, 25}, {2026, 9, 27}, true, u"中秋节"},
        {{2026, 10, 1}, {2026, 10, 7}, true, u"国庆节"},    {{2026, 10, 10}, {2026, 10, 10}, false, u"国庆节"},
    };

    // 2027 by the Regulation on Public Holidays alone; bridges and make-up days come with the announcement.
    const QDate year(2027, 1, 1);
    auto qingming = QDate(2027, 4, 3);
    while (calendar::solarTerm(qingming) != u"清明")
        qingming = qingming.addDays(1);
    const auto spring = calendar::nextLunarOccurrence(1, 1, false, year);
    const auto dragonBoat = calendar::nextLunarOccurrence(5, 5, false, year);
    const auto midAutumn = calendar::nextLunarOccurrence(8, 15, false, year);
    ranges.push_back({year, year, true, u"元旦"});
    ranges.push_back({spring.addDays(-1), spring.addDays(2), true, u"春节"});
    ranges.push_back({qingming, qingming, true, u"清明节"});
    ranges.push_back({QDate(2027, 5, 1), QDate(2027, 5, 2), true, u"劳动节"});
    ranges.push_back({dragonBoat, dragonBoat, true, u"端午节"});
    ranges.push_back({midAutumn, midAutumn, true, u"中秋节"});
    ranges.push_back({QDate(2027, 10, 1), QDate(2027, 10, 3), true, u"国庆节"});
    return ranges;
}

template<class Visit>
void visitDays(Visit visit)
{
    for (const auto &range : publicHolidays())
        for (auto day = range.from; day <= range.to; day = day.addDays(1))
            visit(day, range.holiday, QString::fromUtf16(range.name));
}

} // namespace

void writeHolidays(SeedWriter &writer)
{
    visitDays([&](QDate day, bool holiday, const QString &name) {
        writer.add(u"calendar_day"_s, u"ref:calendar"_s, {}, beijing(QDate(day.year() - 1, 11, 10), 9),
                   {{u"date"_s, isoDay(day)}, {u"kind"_s, holiday ? u"holiday"_s : u"workday"_s}, {u"name"_s, name}});
    });
}

calendar::WorkCalendar workCalendar()
{
    calendar::WorkCalendar workdays;
    visitDays([&](QDate day, bool holiday, const QString &name) { workdays.add(day, holiday, name); });
    return workdays;
}

} // namespace zhike::central::seed
