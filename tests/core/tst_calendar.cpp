// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/lunar.h"
#include "calendar/workdays.h"

#include <QtTest>
#include <unicode/ucal.h>

using namespace zhike::calendar;
using namespace Qt::Literals::StringLiterals;

class TestCalendar : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void lunarDatesOfKnownDays();
    void leapMonthsOfTheCentury();
    void agreesWithIcuWhereTheMoonIsNotNearMidnight();
    void lunarNames();
    void solarTermsOfFourYears_data();
    void solarTermsOfFourYears();
    void everyYearHas24Terms();
    void midAutumnRecurs();
    void leapMonthFallsBackToTheOrdinary();
    void dayThirtyIsClamped();
    void gregorianRecurs();
    void workdaysAroundNationalDay();
};

void TestCalendar::lunarDatesOfKnownDays()
{
    const auto demoDay = toLunar(QDate(2026, 9, 21));
    QCOMPARE(demoDay.month, 8);
    QCOMPARE(demoDay.day, 11);
    QVERIFY(!demoDay.leap);
    QCOMPARE(lunarText(demoDay), u"八月十一"_s);
    QCOMPARE(lunarText(toLunar(QDate(2026, 2, 17))), u"正月初一"_s);
    QCOMPARE(lunarText(toLunar(QDate(2025, 1, 28))), u"腊月廿九"_s); // the year 2024 had no 三十
    QCOMPARE(lunarText(toLunar(QDate(2025, 7, 25))), u"闰六月初一"_s);
    QCOMPARE(lunarText(toLunar(QDate(1988, 9, 25))), u"八月十五"_s); // Shanghai kept summer time that year
    QCOMPARE(toLunar(QDate(2026, 2, 17)).cyclicYear, 43); // 丙午
    QCOMPARE(lunarText(toLunar(QDate(2027, 2, 6))), u"正月初一"_s); // the moon renews four minutes before midnight
}

void TestCalendar::leapMonthsOfTheCentury()
{
    // Year and leap month as the almanac has them.
    const QMap<int, int> known {{2001, 4}, {2004, 2}, {2006, 7}, {2009, 5}, {2012, 4},  {2014, 9}, {2017, 6}, {2020, 4},
                                {2023, 2}, {2025, 6}, {2028, 5}, {2031, 3}, {2033, 11}, {2036, 6}, {2039, 5}, {2042, 2}};
    QMap<int, int> found;
    for (QDate day(2001, 3, 1); day.year() < 2043; day = day.addDays(1))
        if (const auto lunar = toLunar(day); lunar.leap && lunar.day == 1)
            found.insert(day.year(), lunar.month);
    QCOMPARE(found, known);
}

void TestCalendar::agreesWithIcuWhereTheMoonIsNotNearMidnight()
{
    UErrorCode status = U_ZERO_ERROR;
    auto *calendar = ucal_open(u"GMT+08:00", -1, "zh_CN@calendar=chinese", UCAL_DEFAULT, &status);
    QVERIFY(U_SUCCESS(status));
    QStringList different; // months, by their first day
    for (QDate day(1960, 1, 1); day < QDate(2051, 1, 1); day = day.addDays(1)) {
        ucal_setMillis(calendar, double(day.startOfDay(Qt::UTC).toMSecsSinceEpoch() + 4 * 3'600'000), &status);
        const auto lunar = toLunar(day);
        if (ucal_get(calendar, UCAL_MONTH, &status) + 1 != lunar.month || ucal_get(calendar, UCAL_DATE, &status) != lunar.day
            || (ucal_get(calendar, UCAL_IS_LEAP_MONTH, &status) != 0) != lunar.leap || ucal_get(calendar, UCAL_YEAR, &status) != lunar.cyclicYear)
            different << day.addDays(1 - lunar.day).toString(Qt::ISODate);
    }
    ucal_close(calendar);
    different.removeDuplicates();
    // Where they part the almanac is on our side: Qixi of 2012 was 23 August, the Spring Festivals of 2027 and 2030 are 6 and 3 February.
    const QStringList known {u"1987-07-26"_s, u"1987-08-24"_s, u"1999-01-17"_s, u"2012-08-17"_s, u"2018-10-09"_s,
                             u"2018-11-08"_s, u"2027-02-06"_s, u"2030-01-04"_s, u"2030-02-03"_s};
    QCOMPARE(different, known);
}

void TestCalendar::lunarNames()
{
    QCOMPARE(lunarDayName(1), u"初一"_s);
    QCOMPARE(lunarDayName(10), u"初十"_s);
    QCOMPARE(lunarDayName(15), u"十五"_s);
    QCOMPARE(lunarDayName(20), u"二十"_s);
    QCOMPARE(lunarDayName(21), u"廿一"_s);
    QCOMPARE(lunarDayName(30), u"三十"_s);
    QCOMPARE(lunarDayName(31), QString());
    QCOMPARE(lunarMonthName({1, 11, 1, false}), u"冬月"_s);
    QCOMPARE(lunarMonthName({1, 12, 1, false}), u"腊月"_s);
}

void TestCalendar::solarTermsOfFourYears_data()
{
    QTest::addColumn<QDate>("day");
    QTest::addColumn<QString>("term");
    const auto row = [](QDate day, const QString &term) { QTest::addRow("%s", qPrintable(day.toString(Qt::ISODate))) << day << term; };
    row({2024, 2, 4}, u"立春"_s);
    row({2024, 3, 20}, u"春分"_s);
    row({2024, 4, 4}, u"清明"_s);
    row({2024, 6, 21}, u"夏至"_s);
    row({2024, 9, 22}, u"秋分"_s);
    row({2024, 12, 21}, u"冬至"_s);
    row({2025, 2, 3}, u"立春"_s); // 22:10 in Beijing
    row({2025, 3, 20}, u"春分"_s);
    row({2025, 4, 4}, u"清明"_s);
    row({2025, 6, 21}, u"夏至"_s);
    row({2025, 9, 23}, u"秋分"_s);
    row({2025, 12, 21}, u"冬至"_s); // 23:03
    row({2026, 2, 4}, u"立春"_s); // 04:02
    row({2026, 3, 20}, u"春分"_s); // 22:46
    row({2026, 4, 5}, u"清明"_s); // 02:40
    row({2026, 6, 21}, u"夏至"_s);
    row({2026, 8, 23}, u"处暑"_s);
    row({2026, 9, 7}, u"白露"_s);
    row({2026, 9, 23}, u"秋分"_s);
    row({2026, 10, 8}, u"寒露"_s);
    row({2026, 12, 22}, u"冬至"_s);
    row({2027, 2, 4}, u"立春"_s);
    row({2027, 3, 21}, u"春分"_s);
    row({2027, 9, 23}, u"秋分"_s);
}

void TestCalendar::solarTermsOfFourYears()
{
    QFETCH(QDate, day);
    QFETCH(QString, term);
    QCOMPARE(solarTerm(day), term);
    QCOMPARE(solarTerm(day.addDays(-1)), QString());
    QCOMPARE(solarTerm(day.addDays(1)), QString());
}

void TestCalendar::everyYearHas24Terms()
{
    for (int year = 2020; year <= 2035; ++year) {
        QStringList terms;
        for (QDate day(year, 1, 1); day.year() == year; day = day.addDays(1))
            if (const auto term = solarTerm(day); !term.isEmpty())
                terms << term;
        QCOMPARE(terms.size(), 24);
        QCOMPARE(terms.first(), u"小寒"_s);
        QCOMPARE(terms.last(), u"冬至"_s);
        QCOMPARE(QSet<QString>(terms.begin(), terms.end()).size(), 24);
    }
}

void TestCalendar::midAutumnRecurs()
{
    QCOMPARE(nextLunarOccurrence(8, 15, false, QDate(2026, 9, 21)), QDate(2026, 9, 25));
    QCOMPARE(nextLunarOccurrence(8, 15, false, QDate(2026, 9, 25)), QDate(2026, 9, 25)); // the day itself counts
    QCOMPARE(nextLunarOccurrence(8, 15, false, QDate(2026, 9, 26)), QDate(2027, 9, 15));
    QCOMPARE(nextLunarOccurrence(1, 1, false, QDate(2026, 9, 21)), QDate(2027, 2, 6));
    QCOMPARE(nextLunarOccurrence(13, 1, false, QDate(2026, 9, 21)), QDate());
}

void TestCalendar::leapMonthFallsBackToTheOrdinary()
{
    QCOMPARE(nextLunarOccurrence(6, 1, true, QDate(2025, 1, 1)), QDate(2025, 7, 25)); // 2025 has a leap sixth month
    QCOMPARE(nextLunarOccurrence(6, 1, false, QDate(2025, 1, 1)), QDate(2025, 6, 25));
    QCOMPARE(nextLunarOccurrence(6, 1, true, QDate(2025, 7, 26)), QDate(2026, 7, 14)); // 2026 has none: 六月初一
    QCOMPARE(toLunar(QDate(2026, 7, 14)).leap, false);
}

void TestCalendar::dayThirtyIsClamped()
{
    // The twelfth month of lunar 2025 has 29 days.
    QCOMPARE(nextLunarOccurrence(12, 30, false, QDate(2026, 1, 1)), QDate(2026, 2, 16));
    QCOMPARE(lunarText(toLunar(QDate(2026, 2, 16))), u"腊月廿九"_s);
    // Asking again the day after must move on, not stay.
    QCOMPARE(toLunar(nextLunarOccurrence(12, 30, false, QDate(2026, 2, 17))).month, 12);
}

void TestCalendar::gregorianRecurs()
{
    QCOMPARE(nextGregorianOccurrence(2, 29, QDate(2027, 1, 1)), QDate(2027, 2, 28));
    QCOMPARE(nextGregorianOccurrence(2, 29, QDate(2028, 1, 1)), QDate(2028, 2, 29));
    QCOMPARE(nextGregorianOccurrence(2, 29, QDate(2027, 3, 1)), QDate(2028, 2, 29));
    QCOMPARE(nextGregorianOccurrence(9, 21, QDate(2026, 9, 21)), QDate(2026, 9, 21));
    QCOMPARE(nextGregorianOccurrence(9, 20, QDate(2026, 9, 21)), QDate(2027, 9, 20));
}

void TestCalendar::workdaysAroundNationalDay()
{
    WorkCalendar calendar;
    for (int day = 1; day <= 7; ++day)
        calendar.add(QDate(2026, 10, day), true, u"国庆节"_s);
    calendar.add(QDate(2026, 9, 20), false, u"国庆节调休"_s);
    calendar.add(QDate(2026, 10, 10), false, u"国庆节调休"_s);
    QCOMPARE(calendar.kind(QDate(2026, 10, 1)), DayKind::Holiday);
    QCOMPARE(calendar.kind(QDate(2026, 10, 10)), DayKind::MakeUpWorkday); // a Saturday
    QCOMPARE(calendar.kind(QDate(2026, 10, 11)), DayKind::Weekend);
    QCOMPARE(calendar.name(QDate(2026, 10, 3)), u"国庆节"_s);
    QCOMPARE(calendar.addWorkdays(QDate(2026, 9, 30), 3), QDate(2026, 10, 10)); // Thu 8, Fri 9, Sat 10
    QCOMPARE(calendar.addWorkdays(QDate(2026, 9, 29), 3), QDate(2026, 10, 9)); // Wed 30, Thu 8, Fri 9
    QCOMPARE(calendar.addWorkdays(QDate(2026, 10, 8), -1), QDate(2026, 9, 30));
    QCOMPARE(calendar.addWorkdays(QDate(2026, 9, 30), 0), QDate(2026, 9, 30));
}

QTEST_APPLESS_MAIN(TestCalendar)
#include "tst_calendar.moc"
