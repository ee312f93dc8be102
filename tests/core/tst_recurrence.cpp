// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/recurrence.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace zhike::calendar;

class TestRecurrence : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aWeeklyMeetingComesOnItsDaysOnly()
    {
        const QDate start(2026, 9, 7); // a Monday
        QCOMPARE(occurrences(u"FREQ=WEEKLY;BYDAY=MO,TU,WE,TH"_s, start, {}, {2026, 9, 21}, {2026, 9, 27}),
                 (QList<QDate> {{2026, 9, 21}, {2026, 9, 22}, {2026, 9, 23}, {2026, 9, 24}}));
        QCOMPARE(occurrences(u"FREQ=WEEKLY"_s, start, {}, {2026, 9, 21}, {2026, 9, 21}).size(), 1);
    }
    void aSkippedOccurrenceLeavesTheOthers()
    {
        const auto days = occurrences(u"FREQ=WEEKLY"_s, {2026, 9, 7}, {{2026, 9, 14}}, {2026, 9, 1}, {2026, 9, 30});
        QCOMPARE(days, (QList<QDate> {{2026, 9, 7}, {2026, 9, 21}, {2026, 9, 28}}));
    }
    void countIsReckonedFromTheBeginning()
    {
        QCOMPARE(occurrences(u"FREQ=DAILY;COUNT=3"_s, {2026, 9, 1}, {}, {2026, 9, 3}, {2026, 9, 30}), (QList<QDate> {{2026, 9, 3}}));
    }
    void everySecondWeekKeepsItsRhythm()
    {
        QCOMPARE(occurrences(u"FREQ=WEEKLY;INTERVAL=2"_s, {2026, 9, 1}, {}, {2026, 9, 8}, {2026, 9, 30}), (QList<QDate> {{2026, 9, 15}, {2026, 9, 29}}));
    }
    void nonsenseGivesNothing()
    {
        QVERIFY(!isRecurrenceRule(u"SOMETIMES"_s));
        QVERIFY(occurrences(u"SOMETIMES"_s, {2026, 9, 1}, {}, {2026, 9, 1}, {2026, 9, 30}).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestRecurrence)
#include "tst_recurrence.moc"
