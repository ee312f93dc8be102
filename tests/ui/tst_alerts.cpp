// SPDX-License-Identifier: GPL-3.0-or-later
// Churn alerts: a region and a reason narrow the list to exactly their members, outcomes are recorded, the waterfall adds up.
#include "workfixture.h"

#include "alerts/alertmodel.h"
#include "charts/barlist.h"
#include "charts/scatterplot.h"

#include <QApplication>
#include <QMenu>
#include <QTableView>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;
using namespace zhike::ui;

class AlertsTest : public tests::WorkFixture {
    Q_OBJECT
private Q_SLOTS:
    void init() { open(); }
    void cleanup() { close(); }
    void aRegionNarrowsTheListToItsMembers();
    void aSignalNarrowsTheList();
    void theOutcomeIsRecorded();
    void theWaterfallAddsUp();
};

void AlertsTest::aRegionNarrowsTheListToItsMembers()
{
    auto *page = open<AlertsPage>();
    auto *plot = page->findChild<ScatterPlot *>();
    auto *model = static_cast<AlertModel *>(page->findChild<QTableView *>(QString(), Qt::FindChildrenRecursively)->model());
    for (auto *view : page->findChildren<QTableView *>())
        if (auto *found = qobject_cast<AlertModel *>(view->model()))
            model = found;
    QCOMPARE(model->rowCount(), 7);
    const QRectF strong = plot->regionRect(2);
    QTest::mouseClick(plot, Qt::LeftButton, {}, (strong.topRight() + QPointF(-6, 6)).toPoint());
    QStringList names;
    for (int i = 0; i < model->rowCount(); ++i)
        names.append(model->alert(i)->customerName);
    QCOMPARE(names, QStringList({u"吴佩玲"_s, u"周立行"_s}));
    page->filterRegion(-1);
    QCOMPARE(model->rowCount(), 7);
}

void AlertsTest::aSignalNarrowsTheList()
{
    auto *page = open<AlertsPage>();
    auto *bars = page->findChild<BarList *>();
    AlertModel *model = nullptr;
    for (auto *view : page->findChildren<QTableView *>())
        if (auto *found = qobject_cast<AlertModel *>(view->model()))
            model = found;
    for (int i = 0; i < bars->markCount(); ++i) {
        const auto expected = bars->rows().at(i).value;
        QTest::mouseClick(bars, Qt::LeftButton, {}, bars->markRect(i).center().toPoint());
        QCOMPARE(model->rowCount(), int(expected)); // the bar's figure is the number of rows
    }
}

void AlertsTest::theOutcomeIsRecorded()
{
    auto *page = open<AlertsPage>();
    QTableView *table = nullptr;
    for (auto *view : page->findChildren<QTableView *>())
        if (qobject_cast<AlertModel *>(view->model()))
            table = view;
    QVERIFY(table);
    table->setFocus();
    const auto id = static_cast<AlertModel *>(table->model())->alert(0)->id;
    QTest::keyClick(table, Qt::Key_A);
    QTRY_COMPARE(said(), QStringList(u"acknowledgeAlert %1"_s.arg(id.text())));
    QTest::keyClick(table, Qt::Key_R);
    auto *menu = page->findChild<QMenu *>(u"outcome"_s);
    QVERIFY(menu);
    menu->actions().first()->trigger();
    menu->close();
    QTRY_VERIFY(said().contains(u"disposeAlert %1 retained"_s.arg(id.text())));
    QTRY_COMPARE(table->model()->rowCount(), 6); // settled alerts leave the list
}

void AlertsTest::theWaterfallAddsUp()
{
    Waterfall fall;
    fall.setParts({{u"a"_s, 70}, {u"b"_s, 50}}, 100, u"sum"_s, u"cut"_s);
    const auto table = fall.table();
    int sum = 0;
    for (qsizetype i = 0; i + 1 < table.rows.size(); ++i)
        sum += table.rows.at(i).at(1).toInt();
    QCOMPARE(sum, 100);
    QCOMPARE(table.rows.at(2).at(1), u"-20"_s);
}

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QLocale::setDefault(QLocale(u"en"_s));
    AlertsTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_alerts.moc"
