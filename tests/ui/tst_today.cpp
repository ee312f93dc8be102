// SPDX-License-Identifier: GPL-3.0-or-later
// The day: calls are done and stay visible, failures are said, blocks that overlap stand side by side.
#include "workfixture.h"

#include "agenda/blocks.h"
#include "alerts/alertmodel.h"
#include "charts/chartpanel.h"
#include "today/callmodel.h"
#include "widgets/controls.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QListView>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;
using namespace zhike::ui;

class TodayTest : public tests::WorkFixture {
    Q_OBJECT
private Q_SLOTS:
    void init() { open(); }
    void cleanup() { close(); }
    void overlappingBlocksStandSideBySide();
    void modelsHoldTheirContract();
    void spaceCompletesACallAndItStaysVisible();
    void nobodyLeftIsSaid();
    void aBookOnItsWayIsNotCalledDone();
    void aFailureIsSaidAndRetried();
};

void TodayTest::overlappingBlocksStandSideBySide()
{
    const QDate day(2026, 9, 24);
    const auto task = [&](int from, int to) {
        services::TaskRow row;
        row.allDay = false;
        row.start = QDateTime(day, QTime(from / 60, from % 60));
        row.end = QDateTime(day, QTime(to / 60, to % 60));
        return row;
    };
    const auto places = placeBlocks({task(600, 690), task(630, 690), task(690, 720), task(660, 720)}, day);
    QCOMPARE(places.size(), 4);
    for (qsizetype i = 0; i < places.size(); ++i)
        for (qsizetype k = i + 1; k < places.size(); ++k)
            if (places[i].fromMinute < places[k].toMinute && places[k].fromMinute < places[i].toMinute)
                QVERIFY(places[i].column != places[k].column);
    QCOMPARE(places.first().columns, 3);
    QVERIFY(placeBlocks({task(600, 690)}, day.addDays(1)).isEmpty());
}

void TodayTest::modelsHoldTheirContract()
{
    CallModel calls;
    AlertModel alerts;
    ChartTableModel table;
    for (QAbstractItemModel *model :
         {static_cast<QAbstractItemModel *>(&calls), static_cast<QAbstractItemModel *>(&alerts), static_cast<QAbstractItemModel *>(&table)})
        new QAbstractItemModelTester(model, QAbstractItemModelTester::FailureReportingMode::QtTest, model);
    const auto today = support::fixtureQueries(m_bank)->today();
    QVERIFY(today.ok());
    calls.setCalls(today->calls, today->agenda);
    calls.setLimit(2);
    QCOMPARE(calls.hidden(), int(today->calls.size()) - 2);
    alerts.setRows(m_bank->alerts, m_bank->today);
    QCOMPARE(alerts.rowCount(), int(m_bank->alerts.size()));
    table.setTable({{u"a"_s, u"b"_s}, {{u"1"_s, u"2"_s}}});
    QCOMPARE(table.index(0, 1).data().toString(), u"2"_s);
}

void TodayTest::spaceCompletesACallAndItStaysVisible()
{
    auto *page = open<TodayPage>();
    auto *list = page->findChild<QListView *>();
    auto *model = static_cast<CallModel *>(list->model());
    int row = 0;
    while (model->call(row)->customerName != u"郑启航")
        ++row;
    const auto task = model->call(row)->task;
    QVERIFY(!task.isEmpty());
    list->setFocus();
    list->setCurrentIndex(model->index(row, 0));
    QTest::keyClick(list, Qt::Key_Space);
    QTRY_VERIFY(said().contains(u"completeTask %1 done"_s.arg(task.text())));
    const auto rowOfDone = [&] {
        for (int i = 0; i < model->rowCount(); ++i)
            if (model->done(i) && model->done(i)->id == task)
                return i;
        return -1;
    };
    QTRY_VERIFY(rowOfDone() >= 0);
    list->setCurrentIndex(model->index(rowOfDone(), 0));
    QTest::keyClick(list, Qt::Key_Space);
    QTRY_VERIFY(said().contains(u"reopenTask %1"_s.arg(task.text())));
    QTRY_COMPARE(rowOfDone(), -1);
}

void TodayTest::nobodyLeftIsSaid()
{
    m_bank->callsLeft = false;
    auto *page = open<TodayPage>();
    QVERIFY(!page->findChild<QListView *>()->isVisible());
    const auto empties = page->findChildren<EmptyState *>();
    QVERIFY(std::any_of(empties.begin(), empties.end(), [](const EmptyState *empty) { return empty->isVisible(); }));
}

// As after a damaged store was built anew: the list is empty, and nobody has been contacted for that.
void TodayTest::aBookOnItsWayIsNotCalledDone()
{
    m_bank->callsLeft = false;
    m_bank->sync.consistent = false;
    auto *page = open<TodayPage>();
    QStringList said;
    const auto labels = page->findChildren<QLabel *>();
    for (const auto *label : labels)
        if (label->isVisible() && qobject_cast<EmptyState *>(label->parentWidget()))
            said.append(label->text());
    QVERIFY2(said.join(u'\n').contains(u"not all here yet"_s), qPrintable(said.join(u'\n')));
    QVERIFY(!said.join(u'\n').contains(u"Nobody left"_s));
}

void TodayTest::aFailureIsSaidAndRetried()
{
    auto *page = open<TodayPage>();
    {
        const QMutexLocker lock(&m_bank->mutex);
        m_bank->failing = {u"today"_s};
    }
    page->refresh();
    auto *bar = page->findChild<MessageBar *>();
    QTRY_VERIFY(bar->isVisible());
    {
        const QMutexLocker lock(&m_bank->mutex);
        m_bank->failing.clear();
    }
    Q_EMIT bar->actionTriggered();
    QTRY_VERIFY(!bar->isVisible());
}

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QLocale::setDefault(QLocale(u"en"_s));
    TodayTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_today.moc"
