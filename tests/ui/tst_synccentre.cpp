// SPDX-License-Identifier: GPL-3.0-or-later
// The sync centre: a conflict waits for every choice, a change is taken back only after asking, F5 asks for a round.
#include "workfixture.h"

#include "synccentre/conflictpanel.h"

#include <QApplication>
#include <QDialog>
#include <QLabel>
#include <QPushButton>
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
    void syncNowAsks();
};

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
