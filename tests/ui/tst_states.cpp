// SPDX-License-Identifier: GPL-3.0-or-later
// What holds for every screen: entries by right, the banner of the state, the placeholder of a slow store, the pending value in the customer file.
#include "customers/customerpage.h"
#include "shell/mainwindow.h"
#include "shell/sidebar.h"
#include "support/fixturedesk.h"
#include "widgets/controls.h"
#include "widgets/placeholder.h"

#include <QApplication>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;
using namespace zhike::ui;

namespace {

class QuietPage final : public Page {
public:
    using Page::Page;
    void refresh() override
    {
        ask([](services::Queries &q) { return q.status(); }, [this](const Result<services::SyncStatus> &) { setReady(); });
    }
};

} // namespace

class StatesTest : public QObject {
    Q_OBJECT

    std::shared_ptr<support::FixtureBank> m_bank;
    std::unique_ptr<services::Desk> m_desk;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<MainWindow> m_window;

    void openWindow()
    {
        m_desk = support::fixtureDesk(m_bank);
        m_window = std::make_unique<MainWindow>(*m_desk, *m_theme);
        for (const auto screen : {Screen::Today, Screen::Portfolio, Screen::Approvals, Screen::Sync, Screen::Settings})
            m_window->addPage(screen, [this](QWidget *parent) { return new QuietPage(*m_desk, *m_theme, parent); });
        m_window->addPage(Screen::Customer, [this](QWidget *parent) { return new CustomerPage(*m_desk, *m_theme, parent); });
        m_window->show();
        m_window->open(Screen::Today);
    }
    QList<Screen> entries() const { return m_window->findChild<SideBar *>()->screens(); }
    QString banner() const
    {
        for (const auto *bar : m_window->findChildren<MessageBar *>())
            if (bar->isVisible())
                return bar->text();
        return {};
    }

private Q_SLOTS:
    void init()
    {
        m_bank = std::make_shared<support::FixtureBank>();
        m_theme = std::make_unique<Theme>();
        m_theme->applyTo(*qApp);
    }
    void cleanup()
    {
        m_window.reset();
        m_desk.reset();
        m_theme.reset();
    }

    void aManagerSeesNoTeam()
    {
        m_bank->approvals = {};
        openWindow();
        QTRY_VERIFY(!entries().contains(Screen::Portfolio));
        QTRY_VERIFY(!entries().contains(Screen::Approvals));
        for (const auto *action : m_window->menuBar()->actions().at(1)->menu()->actions())
            QVERIFY(action->text() != u"Approvals"_s);
    }

    void aMakerFindsHisRequests()
    {
        m_bank->approvals.decides = false;
        m_bank->approvals.queue.clear();
        openWindow();
        QTRY_VERIFY(entries().contains(Screen::Approvals));
        QVERIFY(!entries().contains(Screen::Portfolio));
    }

    void aLeadSeesTeamAndQueue()
    {
        m_bank->sync.role = u"lead"_s;
        openWindow();
        QTRY_COMPARE(entries(), QList<Screen>({Screen::Today, Screen::Portfolio, Screen::Approvals, Screen::Sync, Screen::Settings}));
        // Ctrl+3 is the third entry shown.
        QApplication::setActiveWindow(m_window.get());
        QTest::keyClick(m_window.get(), Qt::Key_3, Qt::ControlModifier);
        QTRY_COMPARE(m_window->current(), Screen::Approvals);
    }

    void theStateStandsAboveEveryScreen()
    {
        openWindow();
        QTRY_COMPARE(banner(), QString());
        const auto publish = [this](auto change) {
            auto status = m_bank->sync;
            change(status);
            {
                const QMutexLocker lock(&m_bank->mutex);
                m_bank->sync = status;
            }
            m_desk->publish(status);
        };
        publish([](auto &s) { s.online = false; });
        QVERIFY(banner().contains(u"Working offline"_s));
        m_window->open(Screen::Sync);
        QVERIFY(banner().contains(u"Working offline"_s));
        publish([](auto &s) {
            s.online = true;
            s.failures = 3;
        });
        QVERIFY(banner().contains(u"safe on this computer"_s));
        publish([](auto &s) {
            s.failures = 0;
            s.dataAsOf = s.dataAsOf.addDays(-9);
        });
        QVERIFY(banner().contains(u"may have changed"_s));
        publish([](auto &s) { s.restored = true; });
        QVERIFY(banner().contains(u"restored copy"_s));
        publish([](auto &s) { s.rebuilt = true; });
        QVERIFY(banner().contains(u"was damaged"_s));
        publish([](auto &s) { s.rebuilt = false; });
        m_window->setStoreNotice(u"read-only"_s);
        QCOMPARE(banner(), u"read-only"_s);
        m_window->setStoreNotice({});
        publish([](auto &s) {
            s.restored = false;
            s.dataAsOf = s.dataAsOf.addDays(9);
        });
        QCOMPARE(banner(), QString());
    }

    void aSlowStoreIsSaidAndCanBeLeft()
    {
        openWindow();
        {
            const QMutexLocker lock(&m_bank->mutex);
            m_bank->delayMs = 900;
        }
        m_window->open(Screen::Settings);
        auto *page = m_window->page(Screen::Settings);
        auto *placeholder = page->findChild<Placeholder *>();
        QVERIFY(placeholder && !placeholder->isVisible()); // a short wait shows nothing
        QTRY_VERIFY_WITH_TIMEOUT(placeholder->isVisible(), 5000);
        QVERIFY(!placeholder->accessibleName().isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(!placeholder->isVisible(), 30'000);
        QVERIFY(qobject_cast<Page *>(page)->isReady());
    }

    void aPendingValueIsShownAsPending()
    {
        openWindow();
        m_window->openCustomer(m_bank->idOf(u"唐婉清"_s));
        QTRY_VERIFY(banner().contains(u"KYC status"_s) && banner().contains(u"in force"_s));
    }
};

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QLocale::setDefault(QLocale(u"en"_s));
    StatesTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_states.moc"
