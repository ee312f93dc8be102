// SPDX-License-Identifier: GPL-3.0-or-later
// The screens of the daily work over the sample bank: what a person clicks or types reaches the bank, and a mark opens exactly what is behind it.
#include "screens.h"

#include "agenda/taskdialog.h"
#include "agenda/timegrid.h"
#include "alerts/alertmodel.h"
#include "charts/barlist.h"
#include "charts/categorychart.h"
#include "charts/chartpanel.h"
#include "charts/donut.h"
#include "charts/scatterplot.h"
#include "planner/calendarparts.h"
#include "planner/monthgrid.h"
#include "synccentre/conflictpanel.h"
#include "today/callmodel.h"
#include "widgets/controls.h"
#include "widgets/rowlist.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;
using namespace zhike::ui;

class WorkTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void overlappingBlocksStandSideBySide();
    void ticksHoldTheValues();
    void modelsHoldTheirContract();
    void spaceCompletesACallAndItStaysVisible();
    void nobodyLeftIsSaid();
    void aFailureIsSaidAndRetried();
    void onlyTheNewestAnswerArrives();
    void aBlockMovesByKeyboard();
    void aBlockMovesByDrag();
    void aNewEntryIsSaved();
    void anEmptyTitleKeepsTheDialog();
    void theMonthFoldsAndMoves();
    void aRegionNarrowsTheListToItsMembers();
    void aSignalNarrowsTheList();
    void theOutcomeIsRecorded();
    void theWaterfallAddsUp();
    void everyMarkOpensItsMembers();
    void theTableShowsTheChartsNumbers();
    void conflictsWaitForEveryChoice();
    void waitingChangesCanBeTakenBack();
    void syncNowAsks();
    void nothingIsClippedAndEverythingHasAName_data();
    void nothingIsClippedAndEverythingHasAName();

private:
    template<class P>
    P *open(const QSize &size = {1260, 830});
    [[nodiscard]] QStringList said() const;

    std::shared_ptr<support::FixtureBank> m_bank;
    std::unique_ptr<services::Desk> m_desk;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<Page> m_page;
};

void WorkTest::init()
{
    m_bank = std::make_shared<support::FixtureBank>();
    m_desk = support::fixtureDesk(m_bank);
    m_theme = std::make_unique<Theme>();
    m_theme->applyTo(*qApp);
}

void WorkTest::cleanup()
{
    m_page.reset();
    m_desk.reset();
    m_theme.reset();
}

template<class P>
P *WorkTest::open(const QSize &size)
{
    auto *page = new P(*m_desk, *m_theme);
    m_page.reset(page);
    page->resize(size);
    page->show();
    if (!QTest::qWaitFor([page] { return page->isReady(); }))
        qFatal("the page did not get ready");
    return page;
}

QStringList WorkTest::said() const
{
    const QMutexLocker lock(&m_bank->mutex);
    return m_bank->log;
}

void WorkTest::overlappingBlocksStandSideBySide()
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

void WorkTest::ticksHoldTheValues()
{
    for (const auto &[low, high] : {std::pair(0.0, 37.6), std::pair(-760.0, 1965.0), std::pair(0.0, 0.0), std::pair(0.0, 123456.0)}) {
        const auto ticks = roundTicks(low, high);
        QVERIFY(ticks.low <= low && ticks.high >= high);
        const double count = (ticks.high - ticks.low) / ticks.step;
        QVERIFY2(count >= 2 && count <= 7, qPrintable(QString::number(count)));
    }
}

void WorkTest::modelsHoldTheirContract()
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

void WorkTest::spaceCompletesACallAndItStaysVisible()
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
}

void WorkTest::nobodyLeftIsSaid()
{
    auto *page = open<TodayPage>();
    auto *model = static_cast<CallModel *>(page->findChild<QListView *>()->model());
    model->setCalls({}, {});
    QCOMPARE(model->rowCount(), 0);
    const auto empties = page->findChildren<EmptyState *>();
    QVERIFY(!empties.isEmpty());
}

void WorkTest::aFailureIsSaidAndRetried()
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

void WorkTest::onlyTheNewestAnswerArrives()
{
    auto *page = open<CalendarPage>();
    auto *grid = page->findChild<TimeGrid *>();
    {
        const QMutexLocker lock(&m_bank->mutex);
        m_bank->delayMs = 60;
    }
    page->goTo(QDate(2026, 9, 1));
    page->goTo(QDate(2026, 10, 20));
    page->goTo(QDate(2026, 9, 15));
    const QDateTime shown(QDate(2026, 9, 15), QTime(11, 0));
    QTRY_VERIFY(grid->pointAt(shown).x() > 0);
    QTest::qWait(250);
    QVERIFY(grid->pointAt(shown).x() > 0); // the answers asked before came and were dropped
}

void WorkTest::aBlockMovesByKeyboard()
{
    auto *page = open<CalendarPage>();
    auto *grid = page->findChild<TimeGrid *>();
    const auto id = m_bank->taskOf(u"面谈"_s);
    grid->setFocus();
    grid->select(id);
    QVERIFY(grid->selected());
    QTest::keyClick(grid, Qt::Key_M);
    QVERIFY(grid->isMoving());
    QTest::keyClick(grid, Qt::Key_Left);
    QTest::keyClick(grid, Qt::Key_Down);
    QVERIFY(said().isEmpty()); // nothing happens before Enter
    QTest::keyClick(grid, Qt::Key_Return);
    QTRY_COMPARE(said(), QStringList(u"moveTask %1 2026-09-23T15:30 2026-09-23T16:30"_s.arg(id.text())));
    QTRY_VERIFY(grid->selected() && grid->selected()->start.time() == QTime(15, 30));
    QTest::keyClick(grid, Qt::Key_M);
    QTest::keyClick(grid, Qt::Key_Right);
    QTest::keyClick(grid, Qt::Key_Right);
    QVERIFY(grid->moveSentence().contains(u"中秋节"_s)); // a day off is said before it is taken
    QTest::keyClick(grid, Qt::Key_Escape);
    QCOMPARE(said().size(), 1);
    QTest::keyClick(grid, Qt::Key_Space);
    QTRY_VERIFY(said().contains(u"completeTask %1 done"_s.arg(id.text())));
}

void WorkTest::aBlockMovesByDrag()
{
    auto *page = open<CalendarPage>();
    auto *grid = page->findChild<TimeGrid *>();
    const auto id = m_bank->taskOf(u"半年检视"_s);
    const QDateTime start(QDate(2026, 9, 22), QTime(14, 0), m_bank->now.timeZone());
    const auto from = grid->pointAt(start) + QPoint(0, 6);
    const auto to = grid->pointAt(start.addDays(1).addSecs(7200)) + QPoint(0, 6);
    QTest::mousePress(grid, Qt::LeftButton, {}, from);
    QMouseEvent move(QEvent::MouseMove, to, grid->mapToGlobal(to), Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(grid, &move);
    QTest::mouseRelease(grid, Qt::LeftButton, {}, to);
    QTRY_COMPARE(said(), QStringList(u"moveTask %1 2026-09-23T16:00 2026-09-23T17:30"_s.arg(id.text())));
}

void WorkTest::aNewEntryIsSaved()
{
    auto *page = open<CalendarPage>();
    auto *grid = page->findChild<TimeGrid *>();
    grid->setFocus();
    QTest::keyClick(grid, Qt::Key_N);
    auto *dialog = page->findChild<TaskDialog *>();
    QVERIFY(dialog);
    auto *title = dialog->findChild<QLineEdit *>();
    QTest::keyClicks(title, u"call back"_s);
    QTest::keyClick(title, Qt::Key_Return);
    QTRY_COMPARE(said().size(), 1);
    QVERIFY(said().first().startsWith(u"addTask call back 2026-09-21"_s));
}

void WorkTest::anEmptyTitleKeepsTheDialog()
{
    TaskDialog dialog(*m_desk, TaskDialog::Mode::Create, QDateTime(m_bank->today, QTime(0, 0)));
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    QTest::keyClick(dialog.findChild<QLineEdit *>(), Qt::Key_Return);
    QVERIFY(dialog.isVisible());
    QVERIFY(said().isEmpty());
}

void WorkTest::theMonthFoldsAndMoves()
{
    auto *page = open<CalendarPage>();
    page->setView(CalendarPage::View::Month);
    auto *month = page->findChild<MonthGrid *>();
    QTRY_VERIFY(!month->dayRect(QDate(2026, 9, 1)).isEmpty());
    const QDate busy(2026, 9, 21);
    QVERIFY(month->hiddenOn(busy) > 0);
    QVERIFY(month->moreRect(busy).isValid());
    const auto id = m_bank->taskOf(u"半年检视"_s);
    QVERIFY(!month->taskRect(id).isEmpty());
    QTest::mouseClick(month, Qt::LeftButton, {}, month->taskRect(id).center().toPoint());
    QVERIFY(month->selected());
    month->setFocus();
    QTest::keyClick(month, Qt::Key_M);
    QTest::keyClick(month, Qt::Key_Down);
    QTest::keyClick(month, Qt::Key_Return);
    QTRY_COMPARE(said(), QStringList(u"moveTask %1 2026-09-29T14:00 2026-09-29T15:30"_s.arg(id.text())));
    QTest::mouseClick(month, Qt::LeftButton, {}, month->moreRect(busy).center().toPoint());
    QCOMPARE(page->view(), CalendarPage::View::Week);
}

void WorkTest::aRegionNarrowsTheListToItsMembers()
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

void WorkTest::aSignalNarrowsTheList()
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

void WorkTest::theOutcomeIsRecorded()
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

void WorkTest::theWaterfallAddsUp()
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

void WorkTest::everyMarkOpensItsMembers()
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

void WorkTest::theTableShowsTheChartsNumbers()
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
        QCOMPARE(panel->csv().count(u"\r\n"_s), int(table.rows.size()) + 1);
        panel->setTableShown(false);
        QVERIFY(!panel->isTable());
    }
}

void WorkTest::conflictsWaitForEveryChoice()
{
    auto *page = open<SyncPage>();
    auto *conflicts = page->findChild<ConflictPanel *>();
    QCOMPARE(conflicts->open(), 3);
    QSignalSpy asked(conflicts, &ConflictPanel::resolveRequested);
    conflicts->choose(0, u"theirs"_s);
    conflicts->choose(1, u"mine"_s);
    QCOMPARE(conflicts->open(), 1);
    m_page->refresh();
    QTest::qWait(60);
    QCOMPARE(conflicts->open(), 1); // a refresh does not forget the choices
    conflicts->choose(2, u"base"_s);
    for (auto *button : conflicts->findChildren<QPushButton *>())
        if (button->property("kind") == u"primary"_s) {
            QVERIFY(button->isEnabled());
            button->click();
        }
    QCOMPARE(asked.size(), 1);
    QTRY_VERIFY(said().contains(u"resolve op-4 {\"home_address\":\"base\",\"mobile\":\"theirs\",\"preferred_time\":\"mine\"}"_s));
    QTRY_COMPARE(conflicts->open(), 0);
}

void WorkTest::waitingChangesCanBeTakenBack()
{
    auto *page = open<SyncPage>();
    auto *conflicts = page->findChild<ConflictPanel *>();
    Q_EMIT conflicts->discardRequested(u"op-4"_s);
    auto *box = page->findChild<QDialog *>();
    QVERIFY(box);
    QVERIFY(said().isEmpty()); // asked first
    for (auto *button : box->findChildren<QPushButton *>())
        if (button->text() != u"Cancel"_s)
            button->click();
    QTRY_COMPARE(said(), QStringList(u"discard op-4"_s));
}

void WorkTest::syncNowAsks()
{
    auto *page = open<SyncPage>();
    QSignalSpy asked(m_desk.get(), &services::Desk::syncRequested);
    QTest::keyClick(page, Qt::Key_F5);
    QCOMPARE(asked.size(), 1);
    auto status = m_bank->sync;
    status.online = false;
    m_desk->publish(status);
    bool offline = false;
    for (auto *label : page->findChildren<QLabel *>())
        offline = offline || label->text().contains(u"Offline"_s);
    QVERIFY(offline);
}

void WorkTest::nothingIsClippedAndEverythingHasAName_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("screen");
    QTest::addColumn<QSize>("size");
    for (const auto &language : {u"zh_CN"_s, u"en"_s})
        for (const auto &screen : tests::screenNames())
            for (const QSize &size : {QSize(1260, 830), QSize(1128, 630)})
                QTest::newRow(qPrintable(language + u' ' + screen + u' ' + QString::number(size.width()))) << language << screen << size;
}

void WorkTest::nothingIsClippedAndEverythingHasAName()
{
    QFETCH(QString, language);
    QFETCH(QString, screen);
    QFETCH(QSize, size);
    tests::useLanguage(*qApp, language);
    m_page.reset(tests::makeScreen(screen, *m_desk, *m_theme));
    m_page->resize(size);
    m_page->show();
    QTRY_VERIFY(m_page->isReady());
    QTest::qWait(20);
    QCOMPARE(m_page->size(), size); // the layout asks for no more than the window has
    for (auto *label : m_page->findChildren<QLabel *>()) {
        if (!label->isVisible() || label->wordWrap() || label->inherits("zhike::ui::ElidedLabel") || label->text().isEmpty())
            continue;
        QVERIFY2(label->width() >= label->sizeHint().width() - 1, qPrintable(label->text() + u" %1 < %2"_s.arg(label->width()).arg(label->sizeHint().width())));
    }
    for (auto *button : m_page->findChildren<QPushButton *>())
        if (button->isVisible())
            QVERIFY2(button->width() >= button->sizeHint().width() - 1, qPrintable(button->text()));
    for (auto *widget : m_page->findChildren<QWidget *>()) {
        if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus || qobject_cast<QAbstractButton *>(widget) || widget->inherits("QLineEdit"))
            continue;
        QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
    }
    tests::useLanguage(*qApp, u"en"_s);
}

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QLocale::setDefault(QLocale(u"en"_s));
    WorkTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_work.moc"
