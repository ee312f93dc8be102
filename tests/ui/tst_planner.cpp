// SPDX-License-Identifier: GPL-3.0-or-later
// The calendar: entries are added and moved by keyboard and by drag, the month folds, only the newest answer is shown.
#include "workfixture.h"

#include "agenda/taskdialog.h"
#include "agenda/timegrid.h"
#include "planner/monthgrid.h"

#include <QApplication>
#include <QLineEdit>
#include <QMouseEvent>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;
using namespace zhike::ui;

class CalendarTest : public tests::WorkFixture {
    Q_OBJECT
private Q_SLOTS:
    void init() { open(); }
    void cleanup() { close(); }
    void onlyTheNewestAnswerArrives();
    void aBlockMovesByKeyboard();
    void aBlockMovesByDrag();
    void aNewEntryIsSaved();
    void anEmptyTitleKeepsTheDialog();
    void theMonthFoldsAndMoves();
};

void CalendarTest::onlyTheNewestAnswerArrives()
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

void CalendarTest::aBlockMovesByKeyboard()
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

void CalendarTest::aBlockMovesByDrag()
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

void CalendarTest::aNewEntryIsSaved()
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

void CalendarTest::anEmptyTitleKeepsTheDialog()
{
    TaskDialog dialog(*m_desk, TaskDialog::Mode::Create, QDateTime(m_bank->today, QTime(0, 0)));
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    QTest::keyClick(dialog.findChild<QLineEdit *>(), Qt::Key_Return);
    QVERIFY(dialog.isVisible());
    QVERIFY(said().isEmpty());
}

void CalendarTest::theMonthFoldsAndMoves()
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

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QLocale::setDefault(QLocale(u"en"_s));
    CalendarTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_planner.moc"
