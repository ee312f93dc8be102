// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/mainwindow.h"

#include "models/labels.h"
#include "services/offers.h"
#include "shell/followup.h"
#include "shell/palette.h"
#include "shell/quicklog.h"
#include "shell/sidebar.h"
#include "shell/statusline.h"
#include "shell/topbar.h"
#include "widgets/answer.h"
#include "widgets/controls.h"
#include "widgets/discretion.h"
#include "widgets/format.h"

#include <QAction>
#include <QMenu>
#include <QMenuBar>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {
namespace {

struct Entry {
    QString icon;
    QString text;
};

Entry entry(Screen screen)
{
    switch (screen) {
    case Screen::Today: return {u"today"_s, MainWindow::tr("Today")};
    case Screen::Customers: return {u"customers"_s, MainWindow::tr("Customers")};
    case Screen::Calendar: return {u"calendar"_s, MainWindow::tr("Calendar")};
    case Screen::Alerts: return {u"churn"_s, MainWindow::tr("Churn alerts")};
    case Screen::Portfolio: return {u"dashboard"_s, MainWindow::tr("Portfolio")};
    case Screen::Approvals: return {u"approve"_s, MainWindow::tr("Approvals")};
    case Screen::Settings: return {u"settings"_s, MainWindow::tr("Settings")};
    case Screen::Sync: return {u"sync"_s, MainWindow::tr("Sync centre")};
    case Screen::Audit: return {u"link"_s, MainWindow::tr("Audit log")};
    case Screen::Customer: return {u"user"_s, MainWindow::tr("Customer")};
    }
    return {};
}

} // namespace

MainWindow::MainWindow(services::Desk &desk, Theme &theme, QWidget *parent) : QMainWindow(parent), m_desk(desk), m_theme(theme)
{
    setWindowTitle(tr("Zhike · RM Workstation"));
    setWindowIcon(QIcon(theme.mark(64, 1)));
    setMinimumSize(1180, 700);
    resize(1440, 900);

    m_noticeMenu = new QMenu(this);
    buildActions();
    auto *central = new QWidget;
    auto *column = new QVBoxLayout(central);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_top = new TopBar({m_back, m_forward, m_search, m_log, m_lock});
    m_top->setNoticeMenu(m_noticeMenu);
    auto *middle = new QHBoxLayout;
    middle->setSpacing(0);
    m_side = new SideBar;
    m_stack = new QStackedWidget;
    m_banner = new MessageBar;
    connect(m_banner, &MessageBar::actionTriggered, this, [this] {
        if (m_bannerAction)
            m_bannerAction();
    });
    auto *right = new QVBoxLayout;
    right->setContentsMargins(0, 0, 0, 0);
    right->setSpacing(0);
    right->addWidget(m_banner);
    right->addWidget(m_stack, 1);
    middle->addWidget(m_side);
    middle->addLayout(right, 1);
    m_line = new StatusLine;
    column->addWidget(m_top);
    column->addLayout(middle, 1);
    column->addWidget(m_line);
    setCentralWidget(central);

    m_quickLog = new QuickLog(desk, central);
    m_followUpLayer = new FollowUp(desk, central);
    m_palette = new Palette(desk, central);
    m_palette->setCustomerActions({m_log, m_followUp});
    connect(m_quickLog, &EntryLayer::saved, m_line, &StatusLine::showNotice);
    connect(m_followUpLayer, &EntryLayer::saved, m_line, &StatusLine::showNotice);
    connect(m_palette, &Palette::customerChosen, this, &MainWindow::openCustomer);
    connect(m_palette, &Palette::customerActionChosen, this, [this](QAction *action, const CustomerId &customer) {
        if (action == m_log)
            logInteraction(customer, {});
        else
            addFollowUp(customer);
    });
    connect(m_side, &SideBar::chosen, this, &MainWindow::open);
    connect(m_side, &SideBar::customerChosen, this, &MainWindow::openCustomer);
    connect(m_line, &StatusLine::syncClicked, this, [this] { open(Screen::Sync); });
    connect(&desk, &services::Desk::changed, this, &MainWindow::askCounts);
    connect(&desk, &services::Desk::syncStatusChanged, this, &MainWindow::showStatus);
    connect(&Discretion::instance(), &Discretion::changed, this, &MainWindow::applyDiscretion);
    showStatus(desk.syncStatus());
    askCounts();
    updateHistory();
}

MainWindow::~MainWindow() = default;

QAction *MainWindow::command(QMenu *menu, const QString &icon, const QString &text, const QKeySequence &keys, std::function<void()> run)
{
    auto *action = new QAction(m_theme.icon(icon), text, this);
    action->setProperty("iconName", icon);
    action->setShortcut(keys);
    connect(action, &QAction::triggered, this, std::move(run));
    menu->addAction(action);
    addAction(action); // the menu bar is hidden most of the time, the keys work always
    return action;
}

void MainWindow::buildActions()
{
    QMenu *file = menuBar()->addMenu(tr("&File"));
    command(file, u"sync"_s, tr("&Sync now"), QKeySequence(Qt::Key_F5), [this] { m_desk.requestSync(); });
    m_lock = command(file, u"lock"_s, tr("&Lock now"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_L), [this] { Q_EMIT lockRequested(); });
    file->addSeparator();
    command(file, u"close"_s, tr("&Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q), [this] { close(); });

    m_goMenu = menuBar()->addMenu(tr("&Go"));
    m_goEnd = m_goMenu->addSeparator();
    m_search = command(m_goMenu, u"search"_s, tr("S&earch"), QKeySequence(Qt::CTRL | Qt::Key_K), [this] { openPalette(); });
    m_back = command(m_goMenu, u"cl"_s, tr("&Back"), QKeySequence(Qt::ALT | Qt::Key_Left), [this] { goBack(); });
    m_forward = command(m_goMenu, u"cr"_s, tr("F&orward"), QKeySequence(Qt::ALT | Qt::Key_Right), [this] { goForward(); });

    QMenu *customer = menuBar()->addMenu(tr("&Customer"));
    const auto whom = [this] {
        const Page *page = qobject_cast<Page *>(m_stack->currentWidget());
        return page ? page->currentCustomer() : CustomerId();
    };
    m_log = command(customer, u"note"_s, tr("&Log interaction"), QKeySequence(Qt::CTRL | Qt::Key_L), [this, whom] { logInteraction(whom(), {}); });
    m_followUp = command(customer, u"calendar"_s, tr("New &follow-up"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F), [this, whom] { addFollowUp(whom()); });

    const auto step = [this](int by) {
        const Page *list = m_pages.value(Screen::Customers);
        const CustomerId next = list && current() == Screen::Customer ? list->neighbour(m_places.at(m_place).customer, by) : CustomerId();
        if (!next.isEmpty())
            openCustomer(next);
    };
    command(customer, u"cu"_s, tr("&Previous customer"), QKeySequence(Qt::CTRL | Qt::Key_BracketLeft), [step] { step(-1); });
    command(customer, u"cd"_s, tr("&Next customer"), QKeySequence(Qt::CTRL | Qt::Key_BracketRight), [step] { step(1); });

    QMenu *view = menuBar()->addMenu(tr("&View"));
    command(view, u"moon"_s, tr("&Dark or light"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D),
            [this] { m_theme.setMode(m_theme.isDark() ? Theme::Mode::Light : Theme::Mode::Dark); });
    command(view, u"coin"_s, tr("&Next colours for up and down"), {}, [this] {
        switch (m_theme.directions()) {
        case Directions::RedUp: m_theme.setDirections(Directions::GreenUp); break;
        case Directions::GreenUp: m_theme.setDirections(Directions::BlueUp); break;
        case Directions::BlueUp: m_theme.setDirections(Directions::RedUp); break;
        }
    });
    command(view, u"menu"_s, tr("Show or hide the &menu bar"), QKeySequence(Qt::Key_F10), [this] {
        menuBar()->setVisible(!menuBar()->isVisible());
        if (menuBar()->isVisible())
            menuBar()->setFocus(Qt::MenuBarFocusReason);
    });

    m_present = command(view, u"eyeoff"_s, tr("&Presentation mode"), QKeySequence(Qt::Key_F8), [this] { present(); });

    QMenu *help = menuBar()->addMenu(tr("&Help"));
    command(help, u"keyboard"_s, tr("&Keyboard shortcuts"), QKeySequence(Qt::Key_F1), [this] { showShortcuts(); });
    menuBar()->hide();
}

void MainWindow::addPage(Screen screen, PageFactory factory)
{
    m_factories.insert(screen, std::move(factory));
    if (screen == Screen::Customer)
        return;
    const Entry e = entry(screen);
    m_side->addEntry(screen, e.icon, e.text);
    QAction *action = command(m_goMenu, e.icon, e.text, {}, [this, screen] { open(screen); });
    m_goActions.insert(screen, action);
    showOffers();
    if (screen == Screen::Approvals)
        askCounts(); // whether it is offered depends on what there is to decide
}

void MainWindow::numberEntries()
{
    // Ctrl+1 … follow the side bar from top to bottom; what is not offered has neither key nor command.
    for (QAction *go : std::as_const(m_goActions)) {
        go->setShortcut({});
        go->setVisible(false);
        m_goMenu->removeAction(go);
    }
    int n = 0;
    for (const Screen shown : m_side->screens()) {
        QAction *go = m_goActions.value(shown);
        m_goMenu->insertAction(m_goEnd, go);
        go->setVisible(true);
        if (n < 9)
            go->setShortcut(QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + n++)));
    }
    QList<QAction *> commands;
    for (QAction *top : menuBar()->actions()) {
        for (QAction *each : top->menu()->actions()) {
            if (!each->isSeparator() && each != m_search && each != m_log && each != m_followUp)
                commands << each;
        }
    }
    m_palette->setCommands(commands << m_log << m_followUp);
}

void MainWindow::showOffers()
{
    const auto offers = services::offersOf(m_status.role, m_approvals);
    m_side->setOffered(Screen::Portfolio, offers.portfolio);
    m_side->setOffered(Screen::Approvals, offers.approvals);
    numberEntries();
}

Page *MainWindow::build(Screen screen)
{
    if (Page *page = m_pages.value(screen))
        return page;
    const PageFactory factory = m_factories.value(screen);
    if (!factory)
        return nullptr;
    Page *page = factory(m_stack);
    m_pages.insert(screen, page);
    m_stack->addWidget(page);
    connect(page, &Page::openCustomer, this, &MainWindow::openCustomer);
    connect(page, &Page::openCustomers, this, &MainWindow::openCustomers);
    connect(page, &Page::openScreen, this, &MainWindow::open);
    connect(page, &Page::logInteraction, this, &MainWindow::logInteraction);
    connect(page, &Page::addFollowUp, this, &MainWindow::addFollowUp);
    connect(page, &Page::leaveRequested, this, &MainWindow::goBack);
    connect(page, &Page::notice, m_line, &StatusLine::showNotice);
    return page;
}

QWidget *MainWindow::page(Screen screen)
{
    return build(screen);
}

void MainWindow::open(Screen screen)
{
    go({screen, {}, {}, {}});
}

void MainWindow::openCustomer(const CustomerId &customer)
{
    go({Screen::Customer, customer, {}, {}});
}

void MainWindow::openCustomers(const services::CustomerQuery &query, const QString &title)
{
    go({Screen::Customers, {}, query, title});
}

void MainWindow::go(const Place &place)
{
    if (!build(place.screen))
        return;
    const bool same = !m_places.isEmpty() && m_places.at(m_place).screen == place.screen && m_places.at(m_place).customer == place.customer && !place.query;
    if (!same) {
        while (m_places.size() > m_place + 1)
            m_places.removeLast();
        m_places.append(place);
        m_place = int(m_places.size()) - 1;
    }
    present(place);
}

void MainWindow::present()
{
    auto &discretion = Discretion::instance();
    if (discretion.isOn()) {
        Q_EMIT lockRequested();
        return;
    }
    discretion.turnOn(current() == Screen::Customer ? m_places.at(m_place).customer : CustomerId());
}

QWidget *MainWindow::cover()
{
    if (!m_cover) {
        m_cover = new EmptyState(u"eyeoff"_s, tr("Presentation mode"),
                                 tr("Amounts and all other customers are hidden. F8 locks; after unlocking everything is shown again."));
        m_stack->addWidget(m_cover);
    }
    return m_cover;
}

void MainWindow::applyDiscretion(bool on)
{
    const auto only = Discretion::instance().customer();
    const bool covered = on && (current() != Screen::Customer || only.isEmpty());
    m_quickLog->closeLayer();
    m_followUpLayer->closeLayer();
    m_palette->closeLayer();
    m_palette->setOnly(on ? std::optional(only) : std::nullopt);
    m_side->setDiscreet(on);
    m_line->setDiscreet(on);
    if (on) {
        m_top->setNotices(false);
        m_noticeMenu->clear();
        m_stack->setCurrentWidget(covered ? cover() : static_cast<QWidget *>(build(Screen::Customer)));
        m_line->setHint(tr("Presentation mode · F8 locks"));
    } else {
        present(m_places.at(m_place));
        askCounts();
    }
    m_present->setText(on ? tr("&Leave presentation mode (locks)") : tr("&Presentation mode"));
}

void MainWindow::present(const Place &place)
{
    if (const auto &discretion = Discretion::instance(); discretion.isOn()) {
        const bool allowed = place.screen == Screen::Customer && place.customer == discretion.customer() && !place.customer.isEmpty();
        m_stack->setCurrentWidget(allowed ? static_cast<QWidget *>(build(Screen::Customer)) : cover());
        m_side->setCurrent(place.screen);
        updateHistory();
        return;
    }
    Page *page = build(place.screen);
    if (place.query)
        page->showCustomers(*place.query, place.title);
    if (place.screen == Screen::Customer) {
        page->showCustomer(place.customer);
        remember(place.customer);
    }
    m_stack->setCurrentWidget(page);
    m_side->setCurrent(place.screen);
    m_line->setHint(page->hint());
    updateHistory();
    Q_EMIT screenChanged(place.screen);
}

void MainWindow::remember(const CustomerId &customer)
{
    whenAnswered(m_desk.read([customer](services::Queries &q) { return q.customer(customer); }), m_desk, this,
                 [this](const Result<services::CustomerFile> &file) {
                     if (file)
                         m_side->addRecent(file->head.id, file->shortName.isEmpty() ? file->head.name : file->shortName, file->head.kind);
                 });
}

void MainWindow::goBack()
{
    if (m_place > 0)
        present(m_places.at(--m_place));
}

void MainWindow::goForward()
{
    if (m_place + 1 < m_places.size())
        present(m_places.at(++m_place));
}

void MainWindow::updateHistory()
{
    m_back->setEnabled(m_place > 0);
    m_forward->setEnabled(m_place + 1 < m_places.size());
}

void MainWindow::openPalette()
{
    m_palette->open();
}

void MainWindow::logInteraction(const CustomerId &customer, const QString &channel)
{
    if (Discretion::instance().isOn()) // its fields look customers up
        return;
    m_palette->closeLayer();
    m_followUpLayer->closeLayer();
    m_quickLog->open(customer, channel);
}

void MainWindow::addFollowUp(const CustomerId &customer)
{
    if (Discretion::instance().isOn())
        return;
    m_palette->closeLayer();
    m_quickLog->closeLayer();
    m_followUpLayer->open(customer);
}

void MainWindow::askCounts()
{
    const quint64 request = ++m_countRequest;
    whenAnswered(m_desk.read([](services::Queries &q) { return q.segments(); }), m_desk, this, [this, request](const Result<services::SegmentCounts> &counts) {
        if (request != m_countRequest || !counts)
            return;
        m_counts = *counts;
        m_side->setCount(Screen::Customers, m_counts.all, false);
        m_side->setCount(Screen::Alerts, m_counts.churn, true);
        showNotices();
    });
    if (m_factories.contains(Screen::Approvals))
        whenAnswered(m_desk.read([](services::Queries &q) { return q.approvals(); }), m_desk, this, [this, request](const Result<services::Approvals> &board) {
            if (request != m_countRequest || !board)
                return;
            m_approvals = *board;
            m_side->setCount(Screen::Approvals, int(m_approvals.queue.size()), false);
            showOffers();
            showNotices();
        });
    whenAnswered(m_desk.read([](services::Queries &q) { return q.status(); }), m_desk, this, [this, request](const Result<services::SyncStatus> &status) {
        if (request != m_countRequest || !status)
            return;
        showStatus(m_desk.withLive(*status));
        showNotices();
    });
}

void MainWindow::showStatus(const services::SyncStatus &status)
{
    const bool sameRole = m_status.role == status.role;
    m_status = status;
    if (!sameRole)
        showOffers();
    showBanner();
    m_line->setStatus(status, m_desk.clock().today());
    m_side->setCount(Screen::Sync, status.pending + status.parked, false);
    const QString role = status.role.isEmpty() ? QString() : Labels::role(status.role);
    m_side->setUser(status.user, status.branch.isEmpty() || role.isEmpty() ? role + status.branch : tr("%1 · %2").arg(role, status.branch));
    showNotices();
}

void MainWindow::setStoreNotice(const QString &text)
{
    m_storeNotice = text;
    showBanner();
}

void MainWindow::showBanner()
{
    const auto &s = m_status;
    const auto now = m_desk.clock().now();
    const auto days = s.dataAsOf.isValid() ? s.dataAsOf.daysTo(now) : 0;
    QString key;
    const auto show = [&](const QString &which, MessageKind kind, const QString &text, const QString &action, std::function<void()> run, bool closable = true) {
        key = which;
        m_bannerAction = std::move(run);
        if (m_bannerKey != key || m_banner->isVisible())
            m_banner->showMessage(kind, text, action, closable);
    };
    const auto sync = [this] { m_desk.requestSync(); };
    const auto look = [this] { open(Screen::Sync); };
    if (!m_storeNotice.isEmpty())
        show(u"store"_s, MessageKind::Warning, m_storeNotice, {}, {}, false);
    else if (s.restored && s.rebuilt)
        show(u"rebuilt"_s, MessageKind::Critical,
             tr("The local store was damaged and is built anew: read-only until the data has been fetched again. What you typed is safe."), tr("Sync now"),
             sync, false);
    else if (s.restored)
        show(u"restored"_s, MessageKind::Warning, tr("A restored copy: read-only until this computer has signed in anew. Nothing you typed is lost."),
             tr("Sync now"), sync, false);
    else if (s.failures > 2 && s.pending > 0)
        show(u"failed"_s, MessageKind::Critical, tr("%n tries to upload did not get through; your changes are safe on this computer", nullptr, s.failures),
             tr("Look"), look);
    else if (!s.online && !s.syncing && s.lastSuccess.isValid())
        show(u"offline"_s, MessageKind::Warning,
             (s.dataAsOf.isValid() ? tr("Working offline · data as of %1").arg(format::dayTime(s.dataAsOf, now.date())) : tr("Working offline"))
                 + (s.pending > 0 ? u" · "_s + tr("%n changes waiting", nullptr, s.pending) : QString()),
             tr("Try again"), sync);
    else if (s.parked > s.conflicts)
        show(u"refused"_s, MessageKind::Critical, tr("The centre refused %n changes; they are kept here", nullptr, s.parked - s.conflicts), tr("Look"), look);
    else if (days > 7)
        show(u"stale"_s, MessageKind::Warning,
             tr("The data ends on %1, %n days ago: balances and maturities may have changed", nullptr, int(days))
                 .arg(format::day(s.dataAsOf.date(), now.date())),
             tr("Sync now"), sync);
    if (key.isEmpty())
        m_banner->hide();
    m_bannerKey = key;
}

void MainWindow::showNotices()
{
    if (Discretion::instance().isOn())
        return;
    m_noticeMenu->clear();
    const auto add = [this](const QString &icon, const QString &text, Screen screen) {
        m_noticeMenu->addAction(m_theme.icon(icon), text, this, [this, screen] { open(screen); });
    };
    if (m_counts.churn > 0)
        add(u"churn"_s, tr("%n customers may leave", nullptr, m_counts.churn), Screen::Alerts);
    if (m_status.conflicts > 0)
        add(u"warn"_s, tr("%n conflicts to settle", nullptr, m_status.conflicts), Screen::Sync);
    if (!m_approvals.queue.isEmpty())
        add(u"approve"_s, tr("%n requests to decide", nullptr, int(m_approvals.queue.size())), Screen::Approvals);
    if (m_status.parked > m_status.conflicts)
        add(u"warn"_s, tr("%n changes were refused", nullptr, m_status.parked - m_status.conflicts), Screen::Sync);
    m_top->setNotices(!m_noticeMenu->isEmpty());
    if (m_noticeMenu->isEmpty())
        m_noticeMenu->addAction(tr("Nothing new"))->setEnabled(false);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    const bool narrow = width() < m_theme.px(1280);
    m_side->setCollapsed(narrow);
    m_top->setNarrow(narrow);
}

void MainWindow::keepDrafts()
{
    m_quickLog->keepDraft();
    m_followUpLayer->keepDraft();
}

void MainWindow::takeUpDrafts()
{
    m_quickLog->takeUpDraft();
    m_followUpLayer->takeUpDraft();
}

void MainWindow::shut()
{
    const auto all = findChildren<QAction *>();
    for (auto *action : all)
        action->setEnabled(false);
    setEnabled(false);
}

} // namespace zhike::ui
