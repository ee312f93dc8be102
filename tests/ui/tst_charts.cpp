// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/categorychart.h"
#include "theme/theme.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace zhike::ui;

class TestCharts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme.applyTo(*qApp); }

    void moneyGoingOutIsNotCutOff()
    {
        // The axis must hold both sides of a month: the sum of the two says nothing about either.
        CategoryChart chart(CategoryKind::StackedBars);
        ChartData data;
        data.categories = {u"1"_s, u"2"_s};
        data.series.resize(2);
        data.series[0].values = {1000, 200};
        data.series[1].values = {-900, -40};
        chart.setData(data);
        const auto [low, high] = chart.axisRange();
        QVERIFY2(low <= -900, qPrintable(QString::number(low)));
        QVERIFY2(high >= 1000, qPrintable(QString::number(high)));
    }
    void stackedPartsAddUp()
    {
        CategoryChart chart(CategoryKind::StackedArea);
        ChartData data;
        data.categories = {u"1"_s};
        data.series.resize(2);
        data.series[0].values = {700};
        data.series[1].values = {600};
        chart.setData(data);
        QVERIFY(chart.axisRange().second >= 1300);
        QCOMPARE(chart.axisRange().first, 0.0);
    }

private:
    Theme m_theme;
};

QTEST_MAIN(TestCharts)
#include "tst_charts.moc"
