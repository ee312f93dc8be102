// SPDX-License-Identifier: GPL-3.0-or-later
// The customer list over 186 customers and the 360 view: rows arrive by page, filters and drill-downs show exactly their members.
#include "customers/consentpanel.h"
#include "customers/customerheader.h"
#include "customers/customerlistmodel.h"
#include "customers/customerpage.h"
#include "customers/customerspage.h"
#include "customers/exportdialog.h"
#include "customers/filetabs.h"
#include "customers/overviewtab.h"
#include "customers/relationgraph.h"
#include "customers/revealfield.h"
#include "support/fixturedesk.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMutexLocker>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;
using namespace zhike::ui;

class CustomersTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void modelHoldsItsContract();
    void rowsBeyondTheFirstPageComeWhenAsked();
    void sortingAsksAgain();
    void staleAnswerIsDropped();
    void failureIsSaid();
    void typingFilters();
    void drillDownShowsExactlyItsMembers();
    void keysMoveAndOpen();
    void monthShowsExactlyItsTransactions();
    void relationsOpen();
    void consentDecidesWhatIsOffered();
    void theListLeavesAsAFile();
    void aCancelledExportLeavesNothing();
    void whatStandsInTheWayIsSaidFirst();

private:
    [[nodiscard]] bool isOnRecord() const;
    //! The dialog over the whole list, filled in.
    static ExportDialog *openExport(CustomersPage &page, const QString &path, const QString &reason);
    std::shared_ptr<support::FixtureBank> m_bank;
    std::unique_ptr<services::Desk> m_desk;
    std::unique_ptr<Theme> m_theme;
};

void CustomersTest::init()
{
    m_bank = std::make_shared<support::FixtureBank>();
    m_desk = support::fixtureDesk(m_bank);
    m_theme = std::make_unique<Theme>();
}

void CustomersTest::cleanup()
{
    m_desk.reset();
    m_theme.reset();
}

// SEC-40: what the customer did not allow cannot be pressed, and says why; his word changes what is shown at once.
void CustomersTest::consentDecidesWhatIsOffered()
{
    m_bank->sync.role = u"rm"_s;
    m_desk->publish(m_bank->sync);
    auto &row = m_bank->customers[3];
    row.doNotContact = true;
    row.consents.marketing = true;
    CustomerPage page(*m_desk, *m_theme);
    page.resize(1260, 830);
    page.show();
    page.setCustomer(row.id);
    QTRY_VERIFY(page.findChild<QPushButton *>(u"consent-marketing"_s));
    QPushButton *call = nullptr;
    for (auto *button : page.findChildren<QPushButton *>())
        if (button->text() == CustomerHeader::tr("Log a call"))
            call = button;
    QVERIFY(call && !call->isEnabled());
    QCOMPARE(call->toolTip(), CustomerHeader::tr("The customer asked not to be contacted"));
    QCOMPARE(QAccessible::queryAccessibleInterface(call)->text(QAccessible::Description), call->toolTip());
    for (auto *field : page.findChildren<RevealField *>())
        if (field->reasons())
            for (auto *action : field->reasons()->actions())
                if (action->data().toString() == u"contact")
                    QVERIFY(!action->isEnabled() && action->text().contains(u"not to be contacted"_s));
    // One press withdraws; the panel follows.
    auto *withdraw = page.findChild<QPushButton *>(u"consent-marketing"_s);
    QCOMPARE(withdraw->text(), ConsentPanel::tr("Withdraw"));
    withdraw->click();
    QTRY_VERIFY(page.findChild<QPushButton *>(u"consent-marketing"_s)
                && page.findChild<QPushButton *>(u"consent-marketing"_s)->text() != ConsentPanel::tr("Withdraw"));
    const QMutexLocker lock(&m_bank->mutex);
    QVERIFY(m_bank->log.join(u'\n').contains(u"recordConsent"_s));
}

bool CustomersTest::isOnRecord() const
{
    const QMutexLocker lock(&m_bank->mutex);
    return m_bank->log.join(u'\n').contains(u"noteExport"_s);
}

ExportDialog *CustomersTest::openExport(CustomersPage &page, const QString &path, const QString &reason)
{
    page.resize(1260, 830);
    page.show();
    if (!QTest::qWaitFor([&] { return page.isReady(); }))
        return nullptr;
    page.findChild<QPushButton *>(u"export"_s)->click();
    auto *dialog = page.findChild<ExportDialog *>();
    if (dialog) {
        dialog->findChild<QLineEdit *>(u"export-reason"_s)->setText(reason);
        dialog->findChild<QLineEdit *>(u"export-path"_s)->setText(path);
    }
    return dialog;
}

// What is wrong is said beside what was typed; then the list is there as a file, on record, and nothing of it beside.
void CustomersTest::theListLeavesAsAFile()
{
    const QTemporaryDir dir;
    CustomersPage page(*m_desk, *m_theme);
    QSignalSpy notices(&page, &Page::notice);
    auto *dialog = openExport(page, dir.filePath(u"list.csv"_s), u"  "_s);
    QVERIFY(dialog);
    QCOMPARE(dialog->findChild<QLabel *>(u"export-count"_s)->text(),
             ExportDialog::tr("%n customers of the list as it is filtered and sorted now", nullptr, 186));
    auto *start = dialog->findChild<QPushButton *>(u"export-start"_s);
    auto *reason = dialog->findChild<QLineEdit *>(u"export-reason"_s);
    auto *error = dialog->findChild<QLabel *>(u"export-error"_s);
    start->click();
    QTRY_VERIFY(error->isVisible());
    QVERIFY(error->text().startsWith(u"Reason"_s));
    QVERIFY(reason->property("invalid").toBool() && start->isEnabled());
    QVERIFY(!isOnRecord());
    reason->setText(u"季度回访"_s);
    start->click();
    QTRY_COMPARE(notices.size(), 1);
    QVERIFY(notices.constFirst().constFirst().toString().contains(u"list.csv"_s));
    QTRY_VERIFY(!page.findChild<ExportDialog *>());
    QVERIFY(isOnRecord());
    QFile file(dir.filePath(u"list.csv"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto bytes = file.readAll();
    QCOMPARE(bytes.count('\n'), 1 + 186 + 1);
    QVERIFY(!bytes.contains(u"陈静怡"_s.toUtf8()) && bytes.contains(u"陈**"_s.toUtf8()));
    QCOMPARE(QDir(dir.path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
}

void CustomersTest::aCancelledExportLeavesNothing()
{
    const QTemporaryDir dir;
    auto page = std::make_unique<CustomersPage>(*m_desk, *m_theme);
    auto *dialog = openExport(*page, dir.filePath(u"list.csv"_s), u"季度回访"_s);
    QVERIFY(dialog);
    {
        const QMutexLocker lock(&m_bank->mutex);
        m_bank->delayMs = 5;
    }
    dialog->findChild<QPushButton *>(u"export-start"_s)->click();
    auto *progress = dialog->findChild<QProgressBar *>();
    QTRY_VERIFY(progress->isVisible() && progress->value() >= 10);
    QVERIFY(progress->value() < 186);
    QVERIFY(!dialog->findChild<QLineEdit *>(u"export-reason"_s)->isEnabled());
    auto *cancel = dialog->findChild<QPushButton *>(u"export-cancel"_s);
    cancel->click();
    QVERIFY(dialog->isVisible() && !cancel->isEnabled()); // until it is known what came of it
    QTRY_VERIFY(!page->findChild<ExportDialog *>());
    QVERIFY(!isOnRecord());
    // As when the screen is locked meanwhile: the windows go while it is at work.
    dialog = openExport(*page, dir.filePath(u"list.csv"_s), u"季度回访"_s);
    QVERIFY(dialog);
    dialog->findChild<QPushButton *>(u"export-start"_s)->click();
    progress = dialog->findChild<QProgressBar *>();
    QTRY_VERIFY(progress->value() >= 10);
    page.reset();
    m_desk->finishWrites();
    QTest::qWait(100);
    QVERIFY(!isOnRecord());
    QVERIFY(QDir(dir.path()).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot));
}

void CustomersTest::whatStandsInTheWayIsSaidFirst()
{
    auto status = m_bank->sync;
    status.online = false;
    m_desk->publish(status);
    CustomersPage page(*m_desk, *m_theme);
    auto *dialog = openExport(page, {}, {});
    QVERIFY(dialog);
    auto *start = dialog->findChild<QPushButton *>(u"export-start"_s);
    auto *sync = dialog->findChild<QPushButton *>(u"export-sync"_s);
    QVERIFY(!start->isEnabled() && dialog->findChild<QLabel *>(u"export-error"_s)->isVisible() && sync->isVisible());
    QSignalSpy wanted(m_desk.get(), &services::Desk::syncRequested);
    sync->click();
    QCOMPARE(wanted.size(), 1);
    status.online = true;
    m_desk->publish(status);
    QVERIFY(start->isEnabled() && !sync->isVisible());
    dialog->reject();
    auto *button = page.findChild<QPushButton *>(u"export"_s);
    status.role = u"lead"_s;
    m_desk->publish(status);
    QVERIFY(!button->isEnabled());
    QCOMPARE(button->toolTip(), CustomersPage::tr("Your role does not export customer lists"));
    QCOMPARE(QAccessible::queryAccessibleInterface(button)->text(QAccessible::Description), button->toolTip());
}

void CustomersTest::modelHoldsItsContract()
{
    CustomerListModel model(*m_desk);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy loaded(&model, &CustomerListModel::loaded);
    model.setQuery({});
    QTRY_VERIFY(!loaded.isEmpty());
    QCOMPARE(model.rowCount(), int(m_bank->customers.size()));
    QTRY_VERIFY(model.customer(model.rowCount() - 1));
}

void CustomersTest::rowsBeyondTheFirstPageComeWhenAsked()
{
    CustomerListModel model(*m_desk);
    QSignalSpy loaded(&model, &CustomerListModel::loaded);
    model.setQuery({});
    QTRY_VERIFY(!loaded.isEmpty());
    QVERIFY(model.customer(99));
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    QVERIFY(!model.customer(100));
    QVERIFY(!model.customer(101)); // the same page is not asked for twice
    QTRY_VERIFY(!changed.isEmpty());
    QVERIFY(model.customer(100));
    QCOMPARE(changed.size(), 1);
    QVERIFY(!model.customer(model.rowCount()));
}

void CustomersTest::sortingAsksAgain()
{
    CustomerListModel model(*m_desk);
    QSignalSpy loaded(&model, &CustomerListModel::loaded);
    model.setQuery({});
    QTRY_VERIFY(!loaded.isEmpty());
    QVERIFY(model.customer(0)->aum.minor() >= model.customer(1)->aum.minor());
    loaded.clear();
    model.sort(CustomerListModel::Aum, Qt::AscendingOrder);
    QTRY_VERIFY(!loaded.isEmpty());
    QVERIFY(model.customer(0)->aum.minor() <= model.customer(1)->aum.minor());
    QVERIFY(model.headerData(CustomerListModel::Aum, Qt::Horizontal, Qt::DisplayRole).toString().endsWith(u"▲"));
}

void CustomersTest::staleAnswerIsDropped()
{
    CustomerListModel model(*m_desk);
    QSignalSpy loaded(&model, &CustomerListModel::loaded);
    services::CustomerQuery companies;
    companies.kind = CustomerKind::Company;
    model.setQuery(companies);
    services::CustomerQuery nobody;
    nobody.text = u"没有这个人"_s;
    model.setQuery(nobody);
    QTRY_VERIFY(!loaded.isEmpty());
    QTest::qWait(100);
    QCOMPARE(loaded.size(), 1);
    QCOMPARE(model.rowCount(), 0);
}

void CustomersTest::failureIsSaid()
{
    CustomerListModel model(*m_desk);
    QSignalSpy failed(&model, &CustomerListModel::failed);
    {
        const QMutexLocker lock(&m_bank->mutex);
        m_bank->failing = {u"*"_s};
    }
    model.setQuery({});
    QTRY_VERIFY(!failed.isEmpty());
}

void CustomersTest::typingFilters()
{
    CustomersPage page(*m_desk, *m_theme);
    page.resize(1260, 830);
    page.show();
    QTRY_VERIFY(page.isReady());
    auto *search = page.findChild<QLineEdit *>();
    QTest::keyClicks(search, u"C100256"_s);
    QTRY_COMPARE(page.model()->rowCount(), 1);
    search->clear();
    QTRY_COMPARE(page.model()->rowCount(), int(m_bank->customers.size()));
}

void CustomersTest::drillDownShowsExactlyItsMembers()
{
    CustomersPage page(*m_desk, *m_theme);
    page.resize(1260, 830);
    page.show();
    QTRY_VERIFY(page.isReady());
    services::CustomerQuery query;
    query.only = {m_bank->customers.at(3).id, m_bank->customers.at(7).id, m_bank->customers.at(170).id};
    page.show(query, u"集中度"_s);
    QTRY_COMPARE(page.model()->rowCount(), 3);
    QSet<CustomerId> shown;
    for (int i = 0; i < 3; ++i)
        shown.insert(page.model()->customer(i)->id);
    QCOMPARE(shown, QSet<CustomerId>(query.only.cbegin(), query.only.cend()));
}

void CustomersTest::keysMoveAndOpen()
{
    CustomersPage page(*m_desk, *m_theme);
    page.resize(1260, 830);
    page.show();
    QTRY_VERIFY(page.isReady());
    QSignalSpy opened(&page, &Page::openCustomer);
    auto *table = page.findChild<QTableView *>();
    QTest::keyClick(table, Qt::Key_J);
    QTest::keyClick(table, Qt::Key_Return);
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened.constFirst().constFirst().value<CustomerId>(), page.model()->customer(1)->id);
    QCOMPARE(page.neighbour(page.model()->customer(1)->id, 1), page.model()->customer(2)->id);
    QVERIFY(page.neighbour(page.model()->customer(0)->id, -1).isEmpty());
}

void CustomersTest::monthShowsExactlyItsTransactions()
{
    CustomerPage page(*m_desk, *m_theme);
    page.resize(1260, 830);
    page.show();
    page.setCustomer(m_bank->idOf(u"陈静怡"_s));
    QTRY_VERIFY(page.isReady());
    const QDate month(2026, 8, 1);
    int expected = -1;
    m_desk->read([id = m_bank->idOf(u"陈静怡"_s), month](services::Queries &q) { return q.transactions(id, month, month.addMonths(1).addDays(-1)); })
        .then(this, [&](const Result<QList<services::TransactionRow>> &rows) { expected = int(rows.value().size()); });
    QTRY_VERIFY(expected > 0);
    Q_EMIT page.overviewTab()->monthActivated(month);
    QTRY_COMPARE(page.transactionsTab()->rowCount(), expected);
    QCOMPARE(page.transactionsTab()->month(), month);
}

void CustomersTest::relationsOpen()
{
    CustomerPage page(*m_desk, *m_theme);
    page.resize(1260, 830);
    page.show();
    page.setCustomer(m_bank->idOf(u"陈静怡"_s));
    QTRY_VERIFY(page.isReady());
    QSignalSpy opened(&page, &Page::openCustomer);
    auto *graph = page.findChild<RelationGraph *>();
    QTest::mouseClick(graph, Qt::LeftButton, {}, graph->nodeRect(0).center());
    QCOMPARE(opened.size(), 1);
    graph->setFocus();
    QTest::keyClick(graph, Qt::Key_Return);
    QCOMPARE(opened.size(), 2);
}

QTEST_MAIN(CustomersTest)
#include "tst_customers.moc"
