// SPDX-License-Identifier: GPL-3.0-or-later
// The sync centre: a conflict waits for every choice, a change is taken back only after asking, F5 asks for a round.
#include "workfixture.h"

#include "synccentre/conflictpanel.h"
#include "widgets/controls.h"
#include "widgets/rowlist.h"

#include <QApplication>
#include <QCheckBox>
#include <QDialog>
#include <QInputDialog>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;
using namespace zhike::ui;

class SyncCentreTest : public tests::WorkFixture {
    Q_OBJECT
private Q_SLOTS:
    void init() { open(); }
    void cleanup() { close(); }
    void conflictsWaitForEveryChoice();
    void waitingChangesCanBeTakenBack();
    void severalAreSettledAlikeAndTakenBack();
    void keysChooseWithoutTheMouse();
    void whatWasMergedIsPutBack();
    void aRefusedValueIsCorrected();
    void theStateIsSaid();
    void syncNowAsks();
};

void SyncCentreTest::severalAreSettledAlikeAndTakenBack()
{
    auto second = m_bank->conflicts.constFirst();
    second.opId = u"op-9"_s;
    second.customerName = u"何俊杰"_s;
    m_bank->conflicts.append(second);
    auto *page = open<SyncPage>();
    auto *conflicts = page->findChild<ConflictPanel *>();
    auto *theirs = conflicts->findChild<QPushButton *>(u"bulk-theirs"_s);
    QVERIFY(!theirs->isEnabled()); // nothing is ticked for anybody
    for (auto *box : conflicts->findChildren<QCheckBox *>()) {
        QVERIFY(!box->accessibleName().isEmpty());
        box->click();
    }
    QCOMPARE(conflicts->ticked(), QStringList({u"op-4"_s, u"op-9"_s}));
    theirs->click();
    QTRY_VERIFY(said().contains(u"resolveAll op-4,op-9 theirs"_s));
    const auto offered = [&] {
        for (const auto *bar : page->findChildren<MessageBar *>())
            if (!bar->isHidden() && bar->text().contains(u"settled"_s))
                return true;
        return false;
    };
    QTRY_VERIFY(offered());
    for (auto *button : page->findChildren<QPushButton *>())
        if (button->text() == u"Undo"_s && !conflicts->isAncestorOf(button))
            button->click();
    QTRY_VERIFY(said().contains(u"reopen op-4"_s) && said().contains(u"reopen op-9"_s));
}

void SyncCentreTest::keysChooseWithoutTheMouse()
{
    auto *page = open<SyncPage>();
    auto *conflicts = page->findChild<ConflictPanel *>();
    auto radios = conflicts->findChildren<QRadioButton *>();
    QCOMPARE(radios.size(), 9);
    for (auto *radio : radios)
        QVERIFY(radio->accessibleName().contains(u": "_s));
    QTest::keyClick(radios.at(0), Qt::Key_2);
    QTest::keyClick(radios.at(3), Qt::Key_1);
    QCOMPARE(conflicts->open(), 1);
    QTest::keyClick(radios.at(6), Qt::Key_B);
    QCOMPARE(conflicts->open(), 0);
}

void SyncCentreTest::whatWasMergedIsPutBack()
{
    auto *page = open<SyncPage>();
    auto *conflicts = page->findChild<ConflictPanel *>();
    for (auto *button : conflicts->findChildren<QPushButton *>())
        if (button->accessibleName().startsWith(u"Undo: 何俊杰"_s))
            button->click();
    QTRY_COMPARE(said(), QStringList(u"undoMerge 2"_s));
}

void SyncCentreTest::aRefusedValueIsCorrected()
{
    m_bank->outbox[1].state = u"parked"_s;
    m_bank->outbox[1].problem = u"validation"_s;
    m_bank->outbox[1].problemField = u"location"_s;
    auto *page = open<SyncPage>();
    auto *outbox = page->findChildren<RowList *>().constFirst();
    QPushButton *correct = nullptr;
    for (auto *button : page->findChildren<QPushButton *>())
        if (button->text() == u"Correct…"_s)
            correct = button;
    outbox->setCurrentRow(0);
    QVERIFY(!correct->isEnabled());
    outbox->setCurrentRow(1);
    QVERIFY(correct->isEnabled());
    correct->click();
    auto *dialog = page->findChild<QInputDialog *>();
    dialog->setTextValue(u"网点"_s);
    dialog->accept();
    QTRY_COMPARE(said(), QStringList(u"resubmit op-2 {\"location\":\"网点\"}"_s));
}

void SyncCentreTest::theStateIsSaid()
{
    auto *page = open<SyncPage>();
    const auto says = [&](const services::SyncStatus &status, const QString &words) {
        m_desk->publish(status);
        for (const auto *bar : page->findChildren<MessageBar *>())
            if (!bar->isHidden() && bar->text().contains(words))
                return true;
        return false;
    };
    auto status = m_bank->sync;
    status.consistent = false;
    QVERIFY(says(status, u"Catching up"_s));
    status = m_bank->sync;
    status.leaseUntil = m_bank->now.addSecs(7200);
    QVERIFY(says(status, u"offline licence ends in 2 h"_s));
    status = m_bank->sync;
    status.failures = 4;
    QVERIFY(says(status, u"safe on this computer"_s));
    status = m_bank->sync;
    status.restored = true;
    QVERIFY(says(status, u"put back from a copy"_s));
    QVERIFY(!says(m_bank->sync, u"copy"_s));
}

void SyncCentreTest::conflictsWaitForEveryChoice()
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

void SyncCentreTest::waitingChangesCanBeTakenBack()
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

void SyncCentreTest::syncNowAsks()
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

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QLocale::setDefault(QLocale(u"en"_s));
    SyncCentreTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_synccentre.moc"
