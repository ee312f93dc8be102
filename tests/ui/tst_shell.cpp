// SPDX-License-Identifier: GPL-3.0-or-later
// The window as a person at the keyboard meets it, in both languages and at both sizes.
#include "customers/customerpage.h"
#include "customers/customerspage.h"
#include "shell/mainwindow.h"
#include "shell/palette.h"
#include "shell/quicklog.h"
#include "shell/sidebar.h"
#include "support/fixturedesk.h"
#include "translations/install.h"
#include "unlock/enrolpage.h"
#include "unlock/unlockpage.h"
#include "widgets/elidedlabel.h"

#include <QApplication>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;
using namespace zhike::ui;

namespace {

//! Labels and buttons that are too small for their text; elided labels are meant to give way.
QStringList clipped(const QWidget &root)
{
    QStringList list;
    for (const QLabel *label : root.findChildren<QLabel *>()) {
        if (!label->isVisible() || label->text().isEmpty() || qobject_cast<const ElidedLabel *>(label))
            continue;
        const QSize need = label->wordWrap() ? QSize(label->width(), label->heightForWidth(label->width())) : label->sizeHint();
        if (label->width() + 1 < need.width() || label->height() + 1 < need.height())
            list << u"label \"%1\" %2x%3 needs %4x%5"_s.arg(label->text()).arg(label->width()).arg(label->height()).arg(need.width()).arg(need.height());
    }
    for (const QPushButton *button : root.findChildren<QPushButton *>()) {
        if (!button->isVisible() || button->text().isEmpty())
            continue;
        const int text = button->fontMetrics().horizontalAdvance(button->text()) + (button->icon().isNull() ? 0 : button->iconSize().width() + 4);
        if (button->width() < text || button->height() < button->fontMetrics().height())
            list << u"button \"%1\" %2 needs %3"_s.arg(button->text()).arg(button->width()).arg(text);
    }
    return list;
}

//! What the Tab key reaches but a screen reader could not name.
QStringList unnamed(const QWidget &root)
{
    QStringList list;
    for (QWidget *widget : root.findChildren<QWidget *>()) {
        if (!(widget->focusPolicy() & Qt::TabFocus) || !widget->isVisible() || widget->focusProxy() || widget->objectName().startsWith(u"qt_"))
            continue;
        const QVariant text = widget->property("text");
        const bool speaks = qobject_cast<QAbstractButton *>(widget) && !text.toString().isEmpty();
        if (widget->accessibleName().isEmpty() && !speaks)
            list << QString::fromLatin1(widget->metaObject()->className());
    }
    return list;
}

} // namespace

class ShellTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void keysOpenTheScreens();
    void historyGoesBackAndForward();
    void paletteFindsAndOpens();
    void paletteRunsCommands();
    void quickLogKeepsTextOnError();
    void quickLogSaves();
    void inputIsChecked();
    void tabStaysInsideTheLayer();
    void nothingIsClipped_data();
    void nothingIsClipped();
    void everythingHasAName();
    void textsAreTranslated();
    void unlockAsksOnce();
    void enrolmentChecksItsFields();

private:
    void open(const QString &language = u"zh_CN"_s);

    std::shared_ptr<support::FixtureBank> m_bank;
    std::unique_ptr<services::Desk> m_desk;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<MainWindow> m_window;
};

void ShellTest::init()
{
    m_bank = std::make_shared<support::FixtureBank>();
    m_desk = support::fixtureDesk(m_bank);
}

void ShellTest::cleanup()
{
    m_window.reset();
    m_desk.reset();
    m_theme.reset();
}

void ShellTest::open(const QString &language)
{
    QCOMPARE(installTranslations(*qApp, language), language);
    m_theme = std::make_unique<Theme>();
    m_theme->applyTo(*qApp);
    m_window = std::make_unique<MainWindow>(*m_desk, *m_theme);
    m_window->addPage(Screen::Customers, [this](QWidget *parent) { return new CustomersPage(*m_desk, *m_theme, parent); });
    m_window->addPage(Screen::Customer, [this](QWidget *parent) { return new CustomerPage(*m_desk, *m_theme, parent); });
    m_window->show();
    m_window->open(Screen::Customers);
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    QApplication::setActiveWindow(m_window.get());
    QTRY_VERIFY(static_cast<Page *>(m_window->page(Screen::Customers))->isReady());
}

void ShellTest::keysOpenTheScreens()
{
    open();
    m_window->openCustomer(m_bank->idOf(u"陈静怡"_s));
    QCOMPARE(m_window->current(), Screen::Customer);
    QTest::keyClick(m_window.get(), Qt::Key_1, Qt::ControlModifier);
    QCOMPARE(m_window->current(), Screen::Customers);
    QSignalSpy sync(m_desk.get(), &services::Desk::syncRequested);
    QTest::keyClick(m_window.get(), Qt::Key_F5);
    QCOMPARE(sync.size(), 1);
    QSignalSpy locked(m_window.get(), &MainWindow::lockRequested);
    QTest::keyClick(m_window.get(), Qt::Key_L, Qt::ControlModifier | Qt::AltModifier);
    QCOMPARE(locked.size(), 1);
}

void ShellTest::historyGoesBackAndForward()
{
    open();
    auto *page = static_cast<CustomerPage *>(m_window->page(Screen::Customer));
    m_window->openCustomer(m_bank->idOf(u"陈静怡"_s));
    m_window->openCustomer(m_bank->idOf(u"吴佩玲"_s));
    QTest::keyClick(m_window.get(), Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(page->currentCustomer(), m_bank->idOf(u"陈静怡"_s));
    m_window->goBack();
    QCOMPARE(m_window->current(), Screen::Customers);
    m_window->goBack(); // the beginning: nothing happens
    QTest::keyClick(m_window.get(), Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(page->currentCustomer(), m_bank->idOf(u"陈静怡"_s));
}

void ShellTest::paletteFindsAndOpens()
{
    open();
    QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
    auto *palette = m_window->searchPalette();
    QVERIFY(palette->isVisible());
    auto *input = palette->findChild<QLineEdit *>();
    auto *model = palette->findChild<PaletteModel *>();
    input->setText(u"吴佩玲"_s);
    QTRY_VERIFY(model->rowCount() > 1 && model->row(1).kind == PaletteModel::Customer && model->row(1).text == u"吴佩玲");
    QTest::keyClick(input, Qt::Key_Return);
    QVERIFY(!palette->isVisible());
    QCOMPARE(m_window->current(), Screen::Customer);
}

void ShellTest::paletteRunsCommands()
{
    open(u"en"_s);
    QSignalSpy sync(m_desk.get(), &services::Desk::syncRequested);
    m_window->openPalette();
    auto *input = m_window->searchPalette()->findChild<QLineEdit *>();
    input->setText(u">sync now"_s);
    QTest::keyClick(input, Qt::Key_Return);
    QCOMPARE(sync.size(), 1);
}

void ShellTest::quickLogKeepsTextOnError()
{
    open();
    {
        const QMutexLocker lock(&m_bank->mutex);
        m_bank->failing = {u"addInteraction"_s};
    }
    m_window->logInteraction(m_bank->idOf(u"陈静怡"_s), u"visit"_s);
    auto *log = m_window->quickLog();
    log->setSummary(u"愿意把到期的 120 万转大额存单"_s);
    QTest::keyClick(log->findChild<QPlainTextEdit *>(), Qt::Key_Return, Qt::ControlModifier);
    QTest::qWait(200);
    QVERIFY(log->isVisible());
    QCOMPARE(log->summary(), u"愿意把到期的 120 万转大额存单"_s);
    // Closed and opened again, the draft is still there.
    QTest::keyClick(log, Qt::Key_Escape);
    QVERIFY(!log->isVisible());
    m_window->logInteraction(m_bank->idOf(u"陈静怡"_s), {});
    QCOMPARE(log->summary(), u"愿意把到期的 120 万转大额存单"_s);
}

void ShellTest::quickLogSaves()
{
    open();
    m_window->logInteraction(m_bank->idOf(u"陈静怡"_s), u"call"_s);
    m_window->quickLog()->setSummary(u"确认购汇时间"_s);
    QTest::keyClick(m_window->quickLog()->findChild<QPlainTextEdit *>(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(!m_window->quickLog()->isVisible());
    const QMutexLocker lock(&m_bank->mutex);
    QVERIFY(std::any_of(m_bank->log.cbegin(), m_bank->log.cend(), [](const QString &line) { return line.startsWith(u"addInteraction"); }));
}

void ShellTest::inputIsChecked()
{
    open();
    m_window->logInteraction({}, {});
    auto *log = m_window->quickLog();
    QTest::keyClick(log, Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(!log->errorFor(u"customer"_s).isEmpty());
    QVERIFY(!log->errorFor(u"summary"_s).isEmpty());
    const QMutexLocker lock(&m_bank->mutex);
    QVERIFY(m_bank->log.isEmpty());
}

void ShellTest::tabStaysInsideTheLayer()
{
    open();
    m_window->logInteraction(m_bank->idOf(u"陈静怡"_s), {});
    for (int i = 0; i < 40; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QVERIFY(QApplication::focusWidget());
        QVERIFY(m_window->quickLog()->isAncestorOf(QApplication::focusWidget()));
    }
}

void ShellTest::nothingIsClipped_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QSize>("size");
    for (const char *language : {"zh_CN", "en"}) {
        for (const QSize size : {QSize(1440, 900), QSize(1180, 700)})
            QTest::addRow("%s %d", language, size.width()) << QString::fromLatin1(language) << size;
    }
}

void ShellTest::nothingIsClipped()
{
    QFETCH(const QString, language);
    QFETCH(const QSize, size);
    open(language);
    m_window->resize(size);
    QTest::qWait(200);
    QTRY_COMPARE(clipped(*m_window).join(u'\n'), QString()); // once the layout has settled
    for (const QString &name : {u"陈静怡"_s, u"澄江精密部件有限公司"_s}) {
        m_window->openCustomer(m_bank->idOf(name));
        QTRY_VERIFY(static_cast<Page *>(m_window->page(Screen::Customer))->isReady());
        auto *page = static_cast<CustomerPage *>(m_window->page(Screen::Customer));
        for (int tab = CustomerPage::Overview; tab <= CustomerPage::Alerts; ++tab) {
            page->openTab(CustomerPage::Tab(tab));
            QTest::qWait(60);
            QTRY_COMPARE(clipped(*m_window).join(u'\n'), QString()); // once the layout has settled
        }
    }
    m_window->logInteraction(m_bank->idOf(u"陈静怡"_s), {});
    QTest::qWait(60);
    QTRY_COMPARE(clipped(*m_window).join(u'\n'), QString()); // once the layout has settled
    m_window->addFollowUp({});
    QTest::qWait(60);
    QTRY_COMPARE(clipped(*m_window).join(u'\n'), QString()); // once the layout has settled
}

void ShellTest::everythingHasAName()
{
    open();
    QCOMPARE(unnamed(*m_window).join(u'\n'), QString());
    m_window->openCustomer(m_bank->idOf(u"陈静怡"_s));
    auto *page = static_cast<CustomerPage *>(m_window->page(Screen::Customer));
    QTRY_VERIFY(page->isReady());
    for (int tab = CustomerPage::Overview; tab <= CustomerPage::Alerts; ++tab) {
        page->openTab(CustomerPage::Tab(tab));
        QTest::qWait(40);
        QCOMPARE(unnamed(*m_window).join(u'\n'), QString());
    }
    m_window->logInteraction({}, {});
    QCOMPARE(unnamed(*m_window->quickLog()).join(u'\n'), QString());
    UnlockPage unlock;
    unlock.show();
    QCOMPARE(unnamed(unlock).join(u'\n'), QString());
}

void ShellTest::textsAreTranslated()
{
    open();
    QCOMPARE(m_window->windowTitle(), u"知客 · 客户经理工作台"_s);
    for (const QPushButton *button : m_window->findChildren<QPushButton *>()) {
        if (!button->text().isEmpty() && !button->property("segment").toBool() && !button->text().at(0).isDigit() && button->text() != u"AUM")
            QVERIFY2(std::any_of(button->text().cbegin(), button->text().cend(), [](QChar c) { return c.script() == QChar::Script_Han; }),
                     qPrintable(button->text()));
    }
    cleanup();
    init();
    open(u"en"_s);
    QCOMPARE(m_window->windowTitle(), u"Zhike · RM Workstation"_s);
}

void ShellTest::unlockAsksOnce()
{
    m_theme = std::make_unique<Theme>();
    UnlockPage page;
    QSignalSpy asked(&page, &UnlockPage::unlockRequested);
    page.show();
    const auto edits = page.findChildren<QLineEdit *>();
    auto *edit = *std::find_if(edits.cbegin(), edits.cend(), [](const QLineEdit *each) { return each->isVisible(); }); // the passphrase, not the password
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(asked.size(), 0);
    QVERIFY(!page.errorText().isEmpty());
    QTest::keyClicks(edit, u"correct horse battery"_s);
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(asked.size(), 1);
    page.setBusy(true);
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(asked.size(), 1);
    page.setBusy(false);
    page.setError(u"wrong"_s);
    QCOMPARE(edit->text(), u"correct horse battery"_s);
    QCOMPARE(edit->echoMode(), QLineEdit::Password);
}

void ShellTest::enrolmentChecksItsFields()
{
    m_theme = std::make_unique<Theme>();
    EnrolPage page;
    QSignalSpy asked(&page, &EnrolPage::enrolRequested);
    page.show();
    const auto type = [&](const QString &field, const QString &text) { page.field(field)->edit()->setText(text); };
    const auto submit = [&] { QTest::keyClick(page.field(u"again"_s)->edit(), Qt::Key_Return); };
    type(u"server"_s, u"http://rm.bank.example"_s);
    type(u"login"_s, u"rm001"_s);
    type(u"password"_s, u"secret"_s);
    type(u"passphrase"_s, u"too short"_s);
    type(u"again"_s, u"different"_s);
    submit();
    QCOMPARE(asked.size(), 0);
    QVERIFY(!page.field(u"server"_s)->errorText().isEmpty());
    QVERIFY(!page.field(u"passphrase"_s)->errorText().isEmpty());
    QVERIFY(!page.field(u"again"_s)->errorText().isEmpty());
    type(u"server"_s, u"https://rm.bank.example"_s);
    type(u"passphrase"_s, u"fifteen letters or more"_s);
    type(u"again"_s, u"fifteen letters or more"_s);
    submit();
    QCOMPARE(asked.size(), 1);
    page.showFailure(Error {ErrorCode::Unauthorized, {}});
    QVERIFY(!page.field(u"password"_s)->errorText().isEmpty());
}

QTEST_MAIN(ShellTest)
#include "tst_shell.moc"
