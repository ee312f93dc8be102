// SPDX-License-Identifier: GPL-3.0-or-later
#include "today/todaypage.h"

#include "agenda/timegrid.h"
#include "models/labels.h"
#include "widgets/controls.h"
#include "widgets/elidedlabel.h"
#include "widgets/format.h"
#include "widgets/panel.h"
#include "widgets/rowlist.h"
#include "widgets/smallcharts.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QListView>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QResizeEvent>
#include <QScrollArea>
#include <QStackedWidget>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {
namespace {

constexpr int kFirstCalls = 6;
constexpr int kNarrowBelow = 1090; // px at 100 %: three columns need as much

} // namespace

TodayPage::TodayPage(services::Desk &desk, Theme &theme, QWidget *parent) : Page(desk, theme, parent)
{
    build();
    connect(&desk, &services::Desk::syncStatusChanged, this, [this](const services::SyncStatus &status) {
        m_today.sync = status;
        if (!isReady())
            return;
        showSide();
        if (m_calls->rowCount() == 0) // the list itself is left alone: nobody's place in it changes with the sync
            m_callStack->setCurrentIndex(isBookHere() ? 1 : 2);
    });
}

void TodayPage::refresh()
{
    ask([](services::Queries &q) { return q.today(); },
        [this](Result<services::Today> today) {
            if (!today) {
                report(today.error());
                return;
            }
            m_message->hide();
            fill(*today);
            setReady();
        });
}

void TodayPage::report(const Error &error)
{
    m_message->showMessage(MessageKind::Critical, Labels::error(error), tr("Try again"));
}

void TodayPage::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme().px(16), 0, theme().px(16), theme().px(12));
    column->setSpacing(theme().px(12));
    m_header = new PageHeader(tr("Today", "title of the screen"));
    m_switch = new Segmented({tr("Calls"), tr("Agenda")});
    m_header->addAction(m_switch);
    auto *add = new QPushButton(theme().icon(u"plus"_s, Color::T1), tr("New follow-up"));
    add->setToolTip(tr("New follow-up (N)"));
    connect(add, &QPushButton::clicked, this, [this] { Q_EMIT addFollowUp({}); });
    m_header->addAction(add);
    m_message = new MessageBar;
    connect(m_message, &MessageBar::actionTriggered, this, &TodayPage::refresh);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_message);
    column->addWidget(buildFigures());
    column->addSpacing(theme().px(12));
    auto *row = new QHBoxLayout;
    row->setSpacing(theme().px(12));
    row->addWidget(buildAgenda(), 22);
    row->addWidget(buildCalls(), 40);
    row->addWidget(buildSide(), 0);
    column->addLayout(row, 1);
    connect(m_switch, &Segmented::currentChanged, this, &TodayPage::arrange);
    arrange();
}

QWidget *TodayPage::buildFigures()
{
    auto *panel = new Panel;
    auto *row = new QHBoxLayout;
    row->setSpacing(theme().px(16));
    const auto add = [&](KeyFigure *figure) {
        if (row->count() > 0)
            row->addWidget(makeLine(Qt::Vertical));
        row->addWidget(figure);
    };
    add(m_toContact = new KeyFigure(tr("To contact")));
    add(m_maturing = new KeyFigure(tr("Maturing in 7 days")));
    add(m_alertFigure = new KeyFigure(tr("Churn alerts")));
    add(m_inflow = new KeyFigure(tr("Net inflow this month")));
    m_inflowLine = new Sparkline;
    m_inflowLine->setFixedSize(theme().px(52), theme().px(20));
    m_inflow->setAside(m_inflowLine);
    m_contactsBox = new QWidget;
    auto *inner = new QHBoxLayout(m_contactsBox);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(theme().px(16));
    inner->addWidget(makeLine(Qt::Vertical));
    inner->addWidget(m_contacts = new KeyFigure(tr("Contacts this month")));
    row->addWidget(m_contactsBox);
    row->addWidget(makeLine(Qt::Vertical));
    auto *progress = new QVBoxLayout;
    progress->setSpacing(theme().px(4));
    progress->addWidget(makeLabel(tr("Done today"), TextStyle::Small, Color::T2));
    auto *bar = new QHBoxLayout;
    bar->addWidget(m_progress = new ShareBar, 1);
    m_progress->setAccessibleName(tr("Done today"));
    bar->addWidget(m_progressText = makeLabel({}, TextStyle::Small, Color::T2));
    progress->addLayout(bar);
    row->addLayout(progress, 1);
    panel->body()->addLayout(row);
    return panel;
}

QWidget *TodayPage::buildAgenda()
{
    m_agendaPanel = new Panel(tr("Agenda"));
    auto *add = new IconButton(u"plus"_s, tr("New follow-up"));
    add->setSmall(true);
    connect(add, &QToolButton::clicked, this, [this] { Q_EMIT addFollowUp({}); });
    m_agendaPanel->addTool(add);
    m_allDay = new RowList;
    m_allDay->setAccessibleName(tr("Without a time"));
    m_allDay->installEventFilter(this);
    m_grid = new TimeGrid;
    m_grid->setCompact(true);
    m_grid->setAccessibleName(tr("Agenda of today"));
    m_grid->setNow(desk().clock().now());
    m_agendaPanel->body()->addWidget(m_allDay);
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    m_grid->setProperty("plain", true);
    scroll->setWidget(m_grid);
    m_agendaPanel->body()->addWidget(scroll, 1);
    connect(m_allDay, &RowList::activated, this, [this](const QString &key) {
        for (const auto *list : {&m_today.agenda, &m_today.overdue})
            for (const auto &task : *list)
                if (task.id.text() == key && !task.customer.isEmpty())
                    Q_EMIT openCustomer(task.customer);
    });
    connect(m_grid, &TimeGrid::toggleRequested, this, &TodayPage::toggle);
    connect(m_grid, &TimeGrid::openRequested, this, [this](const services::TaskRow &task) {
        if (!task.customer.isEmpty())
            Q_EMIT openCustomer(task.customer);
    });
    connect(m_grid, &TimeGrid::newRequested, this, [this] { Q_EMIT addFollowUp({}); });
    connect(m_grid, &TimeGrid::moveRequested, this, [this](const services::TaskRow &task, const QDateTime &start, const QDateTime &end) {
        order([id = task.id, start, end](services::Commands &c) { return c.moveTask(id, start, end); },
              [this](Done moved) {
                  if (!moved)
                      report(moved.error());
              });
    });
    return m_agendaPanel;
}

QWidget *TodayPage::buildCalls()
{
    m_callsPanel = new Panel(tr("Whom to contact first"));
    m_callsPanel->setNote(tr("By due date, churn, service standard and potential"));
    auto *why = m_callsPanel->addLink(tr("How it is ranked"));
    connect(why, &QPushButton::clicked, this, &TodayPage::explainRanking);
    m_callsPanel->body()->setContentsMargins(0, 0, 0, 0);
    m_callsPanel->body()->setSpacing(0);
    m_calls = new CallModel(this);
    m_calls->setLimit(kFirstCalls);
    m_delegate = new CallDelegate(theme(), this);
    m_list = new QListView;
    m_list->setModel(m_calls);
    m_list->setItemDelegate(m_delegate);
    m_list->setMouseTracking(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(tr("Customers to contact today"));
    m_list->installEventFilter(this);
    connect(m_delegate, &CallDelegate::triggered, this, &TodayPage::act);
    connect(m_list, &QListView::doubleClicked, this, [this](const QModelIndex &index) {
        if (const auto *call = m_calls->call(index.row()))
            Q_EMIT openCustomer(call->customer);
    });
    m_callStack = new QStackedWidget;
    m_callStack->addWidget(m_list);
    m_callStack->addWidget(
        new EmptyState(u"check"_s, tr("Nobody left to contact today"), tr("The list fills again when something falls due or an alert is raised.")));
    m_callStack->addWidget(m_notHere = new EmptyState(u"customers"_s, {}));
    m_callsPanel->body()->addWidget(m_callStack, 1);
    m_more = new QWidget;
    auto *row = new QHBoxLayout(m_more);
    row->setContentsMargins(theme().px(12), theme().px(4), theme().px(8), theme().px(4));
    row->addWidget(m_moreText = makeLabel({}, TextStyle::Small, Color::T2), 1);
    m_moreButton = new QPushButton;
    setButtonKind(m_moreButton, "link");
    row->addWidget(m_moreButton);
    connect(m_moreButton, &QPushButton::clicked, this, [this] {
        m_calls->setLimit(m_calls->hidden() > 0 ? -1 : kFirstCalls);
        showCalls();
    });
    m_callsPanel->body()->addWidget(m_more);
    m_excluded = makeLabel({}, TextStyle::Small, Color::T3);
    m_excluded->setContentsMargins(theme().px(12), theme().px(2), theme().px(12), theme().px(8));
    m_excluded->setWordWrap(true);
    m_callsPanel->body()->addWidget(m_excluded);
    return m_callsPanel;
}

QWidget *TodayPage::buildSide()
{
    auto *inner = new QWidget;
    inner->setProperty("plain", true);
    auto *column = new QVBoxLayout(inner);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme().px(12));
    const auto list = [&](Panel *&panel, const QString &title, int titleWidth) {
        panel = new Panel(title);
        auto *rows = new RowList;
        rows->setAccessibleName(title);
        rows->setTitleWidth(titleWidth);
        panel->body()->addWidget(rows);
        column->addWidget(panel);
        return rows;
    };
    m_clocks = list(m_clockPanel, tr("Service times"), 0);
    m_alerts = list(m_alertPanel, tr("New churn alerts"), 52);
    connect(m_alertPanel->addLink(tr("All")), &QPushButton::clicked, this, [this] { Q_EMIT openScreen(Screen::Alerts); });
    m_dates = list(m_datePanel, tr("Important dates"), QLocale().language() == QLocale::English ? 84 : 62); // a weekday is longer there
    connect(m_datePanel->addLink(tr("Calendar")), &QPushButton::clicked, this, [this] { Q_EMIT openScreen(Screen::Calendar); });
    Panel *sync = nullptr;
    m_sync = list(sync, tr("Sync and this computer"), 0);
    connect(sync->addLink(tr("Sync centre")), &QPushButton::clicked, this, [this] { Q_EMIT openScreen(Screen::Sync); });
    connect(m_sync, &RowList::activated, this, [this] { Q_EMIT openScreen(Screen::Sync); });
    for (auto *rows : {m_clocks, m_alerts, m_dates})
        connect(rows, &RowList::activated, this, [this](const QString &key) { Q_EMIT openCustomer(CustomerId(key)); });
    column->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(inner);
    scroll->setFixedWidth(theme().px(312));
    m_side = scroll;
    return scroll;
}

void TodayPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    arrange();
}

void TodayPage::arrange()
{
    m_narrow = width() < theme().px(kNarrowBelow + 40);
    m_switch->setVisible(m_narrow);
    m_agendaPanel->setVisible(!m_narrow || m_switch->current() == 1);
    m_callsPanel->setVisible(!m_narrow || m_switch->current() == 0);
    m_contactsBox->setVisible(!m_narrow);
}

bool TodayPage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return Page::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (watched == m_allDay && key->key() == Qt::Key_Space) {
        const int row = m_allDay->currentRow();
        for (const auto *list : {&m_today.overdue, &m_today.agenda})
            for (const auto &task : *list)
                if (row >= 0 && task.id.text() == m_allDay->rows().at(row).key) {
                    toggle(task);
                    return true;
                }
        return true;
    }
    if (watched != m_list || key->modifiers() != Qt::NoModifier)
        return Page::eventFilter(watched, event);
    const auto index = m_list->currentIndex();
    const auto *call = m_calls->call(index.row());
    switch (key->key()) {
    case Qt::Key_Space: complete(index); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (call)
            Q_EMIT openCustomer(call->customer);
        return true;
    case Qt::Key_C: act(CallDelegate::Action::Call, index); return true;
    case Qt::Key_L: act(CallDelegate::Action::Note, index); return true;
    case Qt::Key_S: act(CallDelegate::Action::Later, index); return true;
    case Qt::Key_N: Q_EMIT addFollowUp(call ? call->customer : CustomerId()); return true;
    case Qt::Key_J:
    case Qt::Key_K: {
        const auto next = m_calls->index(std::clamp(index.row() + (key->key() == Qt::Key_J ? 1 : -1), 0, std::max(0, m_calls->rowCount() - 1)));
        m_list->setCurrentIndex(next);
        return true;
    }
    default: return Page::eventFilter(watched, event);
    }
}

void TodayPage::act(CallDelegate::Action action, const QModelIndex &index)
{
    const auto *call = m_calls->call(index.row());
    if (const auto *task = m_calls->done(index.row()); task && action == CallDelegate::Action::Undo) {
        toggle(*task);
        return;
    }
    if (!call)
        return;
    switch (action) {
    case CallDelegate::Action::Call: Q_EMIT logInteraction(call->customer, u"call"_s); break;
    case CallDelegate::Action::Note: Q_EMIT logInteraction(call->customer, QString()); break;
    case CallDelegate::Action::Later: {
        QMenu menu(this);
        const auto today = todayDate();
        const auto offer = [&](const QString &text, QDate day) { menu.addAction(text + u"  "_s + format::dayWithWeekday(day, today))->setData(day); };
        offer(tr("Tomorrow"), today.addDays(1));
        offer(tr("In 3 days"), today.addDays(3));
        offer(tr("Next Monday"), today.addDays(8 - today.dayOfWeek()));
        offer(tr("In two weeks"), today.addDays(14));
        const QRect row = m_list->visualRect(index);
        const auto chosen = *call;
        const auto *picked = menu.exec(m_list->viewport()->mapToGlobal(m_delegate->actionRect(CallDelegate::Action::Later, row, true, false).bottomLeft()));
        if (picked)
            putOff(chosen, picked->data().toDate());
        break;
    }
    default: break;
    }
}

void TodayPage::putOff(const services::CallRow &call, QDate day)
{
    const auto after = [this, name = call.customerName, day](const auto &result) {
        if (!result)
            report(result.error());
        else
            Q_EMIT notice(tr("%1 is put off to %2. Saved on this computer, sent with the next sync.").arg(name, format::dayWithWeekday(day, todayDate())));
    };
    if (!call.task.isEmpty()) {
        order([id = call.task, day](services::Commands &c) { return c.moveTask(id, day); }, after);
    } else if (!call.alert.isEmpty()) {
        order([id = call.alert, day](services::Commands &c) { return c.snoozeAlert(id, day); }, after);
    } else {
        services::NewTask task;
        task.customer = call.customer;
        task.title = CallModel::badge(call);
        task.due = day;
        order([task](services::Commands &c) { return c.addTask(task); }, after);
    }
}

void TodayPage::complete(const QModelIndex &index)
{
    if (const auto *done = m_calls->done(index.row())) {
        toggle(*done);
        return;
    }
    const auto *call = m_calls->call(index.row());
    if (!call)
        return;
    if (call->task.isEmpty()) { // nothing to tick off: done means that somebody was spoken to
        Q_EMIT logInteraction(call->customer, u"call"_s);
        return;
    }
    services::TaskRow task;
    task.id = call->task;
    task.title = call->fact.isEmpty() ? CallModel::badge(*call) : call->fact;
    task.customerName = call->customerName;
    task.customer = call->customer;
    toggle(task);
}

void TodayPage::toggle(const services::TaskRow &task)
{
    const bool reopen = task.status == TaskStatus::Done;
    order([id = task.id, reopen](services::Commands &c) { return reopen ? c.reopenTask(id) : c.completeTask(id, u"done"_s); },
          [this, reopen, task](Done result) {
              if (!result) {
                  report(result.error());
                  return;
              }
              m_doneHere.removeIf([&](const services::TaskRow &one) { return one.id == task.id; });
              if (!reopen) {
                  m_doneHere.append(task);
                  m_doneHere.last().status = TaskStatus::Done;
                  m_doneHere.last().doneAt = desk().clock().now();
              }
              Q_EMIT notice((reopen ? tr("%1 is open again.") : tr("%1 is done. Space on it opens it again.")).arg(blockTitle(task)));
          });
}

void TodayPage::explainRanking()
{
    QMessageBox box(this);
    box.setWindowTitle(tr("How it is ranked"));
    box.setText(tr("The priority runs from 0 to 100. Churn rules weigh most, then what is overdue, money that matures, important dates, "
                   "the service standard of the tier, and room for more business.\n\nLeft out are customers who gave no consent to be contacted for "
                   "business and customers with an open complaint."));
    box.exec();
}

} // namespace zhike::ui
