// SPDX-License-Identifier: GPL-3.0-or-later
// Approvals: decided by keyboard, sent back with a reason only, never offline, never one's own.
#include "workfixture.h"

#include "approvals/approvalspage.h"
#include "widgets/controls.h"
#include "widgets/rowlist.h"

#include <QApplication>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;
using namespace zhike::ui;

class ApprovalsTest : public tests::WorkFixture {
    Q_OBJECT

    static QPushButton *button(const QWidget *page, const QString &text)
    {
        for (auto *each : page->findChildren<QPushButton *>())
            if (each->text() == text)
                return each;
        return nullptr;
    }
    static Segmented *lists(const QWidget *page) { return page->findChild<Segmented *>(); }

private Q_SLOTS:
    void init() { open(); }
    void cleanup() { close(); }

    void theNearestDeadlineStandsFirstAndKeysWalk()
    {
        auto *page = open<ApprovalsPage>();
        QCOMPARE(page->shown()->id, u"cr-1"_s);
        QTest::keyClick(page, Qt::Key_J);
        QCOMPARE(page->shown()->id, u"cr-2"_s);
        QTest::keyClick(page, Qt::Key_K);
        QCOMPARE(page->shown()->id, u"cr-1"_s);
        QCOMPARE(page->currentCustomer(), m_bank->idOf(u"唐婉清"_s));
    }

    void approvedByKeyFromTheComment()
    {
        auto *page = open<ApprovalsPage>();
        auto *comment = page->findChild<QPlainTextEdit *>();
        QVERIFY(!comment->accessibleName().isEmpty());
        comment->setPlainText(u"已核对"_s);
        QTest::keyClick(comment, Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(said(), QStringList(u"approve cr-1 已核对"_s));
        QTRY_COMPARE(page->shown()->id, u"cr-2"_s);
        QCOMPARE(comment->toPlainText(), QString());
    }

    void sendingBackNeedsAReason()
    {
        auto *page = open<ApprovalsPage>();
        auto *comment = page->findChild<QPlainTextEdit *>();
        QTest::keyClick(page, Qt::Key_Backspace, Qt::ControlModifier);
        QVERIFY(comment->property("invalid").toBool());
        QTest::qWait(30);
        QVERIFY(said().isEmpty());
        comment->setPlainText(u"请补年收入佐证"_s);
        QVERIFY(!comment->property("invalid").toBool());
        QTest::keyClick(comment, Qt::Key_Backspace, Qt::ControlModifier);
        QTRY_COMPARE(said(), QStringList(u"reject cr-1 请补年收入佐证"_s));
    }

    void withoutAConnectionNothingIsDecided()
    {
        auto *page = open<ApprovalsPage>();
        auto status = m_bank->sync;
        status.online = false;
        m_desk->publish(status);
        QVERIFY(!button(page, u"Approve"_s)->isEnabled());
        page->approve();
        QTest::qWait(30);
        QVERIFY(said().isEmpty());
        // It may break off between two looks at the status: then the refusal is said and the request stays.
        m_desk->publish(m_bank->sync);
        m_bank->connected = false;
        page->approve();
        QTRY_VERIFY(page->findChild<MessageBar *>()->text().contains(u"connection"_s));
        QVERIFY(said().isEmpty());
        QCOMPARE(page->shown()->id, u"cr-1"_s);
        QVERIFY(button(page, u"Approve"_s)->isEnabled());
    }

    void onesOwnIsTakenBackNotDecided()
    {
        auto *page = open<ApprovalsPage>();
        for (const auto &row : page->findChildren<RowList *>().constFirst()->rows())
            QVERIFY(row.key != u"cr-4"_s); // never in the queue
        lists(page)->setCurrent(1);
        Q_EMIT lists(page)->currentChanged(1);
        QCOMPARE(page->shown()->id, u"cr-4"_s);
        QVERIFY(button(page, u"Approve"_s)->isHidden());
        page->approve();
        page->sendBack();
        page->withdraw();
        QTRY_COMPARE(said(), QStringList(u"withdraw cr-4"_s));
    }

    void everyValueIsNamedForAScreenReader()
    {
        auto *page = open<ApprovalsPage>();
        QStringList names;
        for (const auto *label : page->findChildren<QLabel *>())
            names.append(label->accessibleName());
        QVERIFY(names.contains(u"Risk tolerance, in force: C3 balanced"_s));
        QVERIFY(names.contains(u"Risk tolerance, wanted: C4 growth"_s));
        for (const auto *list : page->findChildren<RowList *>())
            QVERIFY(!list->accessibleName().isEmpty());
    }
};

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QLocale::setDefault(QLocale(u"en"_s));
    ApprovalsTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_approvals.moc"
