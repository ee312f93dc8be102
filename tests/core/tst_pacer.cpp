// SPDX-License-Identifier: GPL-3.0-or-later
// I30: how often a device asks when nothing works, and that a thousand of them do not ask together.
#include "sync/pacer.h"

#include <QSet>
#include <QTest>

using namespace zhike;

class TestPacer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theBackOffIsBounded()
    {
        for (quint32 seed = 1; seed <= 200; ++seed) {
            QRandomGenerator random(seed);
            sync::Pacer pacer(random);
            for (int i = 1; i < 8; ++i) {
                const auto wait = pacer.after(true, true, 0);
                QVERIFY2(wait >= 0 && wait <= qMin<qint64>(300'000, 2'000ll << i), qPrintable(QString::number(seed)));
            }
            QVERIFY(!pacer.isOpen());
            // The circuit: one probe in five minutes from the eighth failure on.
            for (int i = 0; i < 20; ++i)
                QCOMPARE(pacer.after(true, true, 0), 300'000);
            QVERIFY(pacer.isOpen());
            QCOMPARE(pacer.after(true, false, 1200), 1'200'000); // what the server asks for is kept
            const auto well = pacer.after(false, false, 0);
            QVERIFY(well >= 48'000 && well <= 132'000);
            QCOMPARE(pacer.failures(), 0);
            const auto next = pacer.after(false, false, 0);
            QVERIFY(next >= 48'000 && next <= 72'000);
        }
    }

    void manyDevicesDoNotComeBackTogether()
    {
        QSet<qint64> seconds;
        for (quint32 seed = 1; seed <= 1000; ++seed) {
            QRandomGenerator random(seed);
            sync::Pacer pacer(random);
            (void)pacer.after(true, true, 0);
            seconds.insert(pacer.after(false, false, 0) / 1000);
        }
        QVERIFY2(seconds.size() >= 70, qPrintable(QString::number(seconds.size())));
    }
};

QTEST_GUILESS_MAIN(TestPacer)
#include "tst_pacer.moc"
