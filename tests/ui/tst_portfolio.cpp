// SPDX-License-Identifier: GPL-3.0-or-later
// The portfolio: every mark opens exactly the customers it counts, and the table shows the numbers of the chart.
#include "workfixture.h"

#include "charts/barlist.h"
#include "charts/chartpanel.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTableView>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;
using namespace zhike::ui;

class PortfolioTest : public tests::WorkFixture {
    Q_OBJECT
private Q_SLOTS:
    void init() { open(); }
    void cleanup() { close(); }
    void ticksHoldTheValues();
    void everyMarkOpensItsMembers();
    void theTableShowsTheChartsNumbers();
};

void PortfolioTest::ticksHoldTheValues()
{
    for (const auto &[low, high] : {std::pair(0.0, 37.6), std::pair(-760.0, 1965.0), std::pair(0.0, 0.0), std::pair(0.0, 123456.0)}) {
        const auto ticks = roundTicks(low, high);
        QVERIFY(ticks.low <= low && ticks.high >= high);
        const double count = (ticks.high - ticks.low) / ticks.step;
        QVERIFY2(count >= 2 && count <= 7, qPrintable(QString::number(count)));
    }
}

void PortfolioTest::everyMarkOpensItsMembers()
{
    auto *page = open<PortfolioPage>();
    QSignalSpy opened(page, &Page::openCustomers);
    for (const auto &by : {u"tier"_s, u"lifecycle"_s, u"activity"_s, u"kind"_s, u"risk"_s}) {
        const auto expected = support::fixtureQueries(m_bank)->portfolio(by);
        page->setDimension(by);
        auto *bars = page->findChild<BarList *>();
        QTRY_VERIFY(bars->markCount() == expected->slices.size() && bars->rows().first().key == expected->slices.first().key);
        for (int i = 0; i < bars->markCount(); ++i) {
            opened.clear();
            Q_EMIT bars->markActivated(i);
            QCOMPARE(opened.size(), 1);
            const auto query = opened.first().first().value<services::CustomerQuery>();
            QCOMPARE(query.only, expected->slices.at(i).members);
            const auto list = support::fixtureQueries(m_bank)->customers(query, 0, 1000);
            QCOMPARE(list->total, expected->slices.at(i).customers);
            QVERIFY(list->aumTotal == expected->slices.at(i).aum);
        }
    }
    auto *bars = page->findChild<BarList *>();
    opened.clear();
    QTest::mouseClick(bars, Qt::LeftButton, {}, bars->markRect(0).center().toPoint());
    QCOMPARE(opened.size(), 1);
    bars->setFocus();
    QTest::keyClick(bars, Qt::Key_Home);
    QTest::keyClick(bars, Qt::Key_Return);
    QCOMPARE(opened.size(), 2);
}

void PortfolioTest::theTableShowsTheChartsNumbers()
{
    auto *page = open<PortfolioPage>();
    for (auto *panel : page->findChildren<ChartPanel *>()) {
        panel->setTableShown(true);
        QVERIFY(panel->isTable());
        auto *view = panel->findChild<QTableView *>();
        const auto table = panel->chart()->table();
        QCOMPARE(view->model()->rowCount(), int(table.rows.size()));
        QVERIFY(table.rows.size() > 0);
        QCOMPARE(view->model()->index(0, 1).data().toString(), table.rows.first().at(1));
        QCOMPARE(panel->csv().count("\r\n"), int(table.rows.size()) + 1);
        panel->setTableShown(false);
        QVERIFY(!panel->isTable());
    }
}

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QLocale::setDefault(QLocale(u"en"_s));
    PortfolioTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_portfolio.moc"
