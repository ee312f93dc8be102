// SPDX-License-Identifier: GPL-3.0-or-later
#include "planner/calendarpage.h"

#include "agenda/taskdialog.h"
#include "agenda/timegrid.h"
#include "models/labels.h"
#include "planner/calendarparts.h"
#include "planner/monthgrid.h"
#include "widgets/controls.h"
#include "widgets/format.h"
#include "widgets/panel.h"
#include "widgets/rowlist.h"

#include <QDragMoveEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLocale>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {

CalendarPage::CalendarPage(services::Desk &desk, Theme &theme, QWidget *parent) : Page(desk, theme, parent), m_anchor(desk.clock().today())
{
    build();
    wire();
}

std::pair<QDate, QDate> CalendarPage::range() const
{
    if (m_view == View::Week) {
        const auto monday = m_anchor.addDays(1 - m_anchor.dayOfWeek());
        return {monday, monday.addDays(6)};
    }
    const QDate first(m_anchor.year(), m_anchor.month(), 1);
    const auto last = first.addDays(first.daysInMonth() - 1);
    if (m_view == View::List)
        return {first, last};
    return {first.addDays(1 - first.dayOfWeek()), last.addDays(7 - last.dayOfWeek())};
}

void CalendarPage::refresh()
{
    const auto [from, to] = range();
    ask([from = from, to = to](services::Queries &q) { return q.calendar(from, to); },
        [this](Result<services::CalendarRange> answer) {
            if (!answer) {
                m_message->showMessage(MessageKind::Critical, Labels::error(answer.error()), tr("Try again"));
                return;
            }
            m_message->hide();
            m_range = *answer;
            fill();
            setReady();
        });
}

void CalendarPage::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme().px(16), 0, theme().px(16), theme().px(12));
    column->setSpacing(0);
    m_header = new PageHeader(tr("Calendar"));
    const auto arrow = [this](const QString &icon, const QString &name, int direction) {
        auto *button = new IconButton(icon, name);
        button->setFramed(true);
        connect(button, &QToolButton::clicked, this, [this, direction] { step(direction); });
        m_header->addAction(button);
    };
    arrow(u"cl"_s, tr("Earlier"), -1);
    auto *today = new QPushButton(tr("Today"));
    today->setToolTip(tr("Today (T)"));
    connect(today, &QPushButton::clicked, this, [this] { goTo(todayDate()); });
    m_header->addAction(today);
    arrow(u"cr"_s, tr("Later"), 1);
    m_views = new Segmented({tr("Week"), tr("Month"), tr("List")});
    m_header->addAction(m_views);
    auto *add = new QPushButton(theme().icon(u"plus"_s, Color::On), tr("New", "calendar entry"));
    add->setToolTip(tr("New follow-up (N)"));
    setButtonKind(add, "primary");
    connect(add, &QPushButton::clicked, this, [this] { create(QDateTime(m_view == View::Month ? m_month->currentDay() : m_anchor, QTime(0, 0))); });
    m_header->addAction(add);
    m_message = new MessageBar;
    column->addWidget(m_header);
    column->addWidget(m_message);

    auto *row = new QHBoxLayout;
    row->setSpacing(theme().px(12));
    auto *panel = new Panel;
    panel->body()->setContentsMargins(0, 0, 0, 0);
    panel->body()->setSpacing(0);
    m_stack = new QStackedWidget;
    auto *week = new QWidget;
    auto *weekColumn = new QVBoxLayout(week);
    weekColumn->setContentsMargins(0, 0, 0, 0);
    weekColumn->setSpacing(0);
    weekColumn->addWidget(m_head = new WeekHead);
    weekColumn->addWidget(m_grid = new TimeGrid, 1);
    m_head->setGutter(m_grid->hourColumnWidth());
    m_grid->setAccessibleName(tr("Week, entries by day and time"));
    m_grid->setAcceptDrops(true);
    m_grid->installEventFilter(this);
    m_stack->addWidget(week);
    m_stack->addWidget(m_month = new MonthGrid);
    m_month->setAccessibleName(tr("Month"));
    m_list = new RowList;
    m_list->setAccessibleName(tr("Entries of the month"));
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *holder = new QWidget;
    holder->setProperty("plain", true);
    auto *holderColumn = new QVBoxLayout(holder);
    holderColumn->addWidget(m_list);
    holderColumn->addStretch(1);
    scroll->setWidget(holder);
    m_stack->addWidget(scroll);
    panel->body()->addWidget(m_stack);
    row->addWidget(panel, 1);
    row->addWidget(buildSide());
    column->addLayout(row, 1);
}

QWidget *CalendarPage::buildSide()
{
    m_side = new QWidget;
    m_side->setFixedWidth(theme().px(236));
    auto *column = new QVBoxLayout(m_side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme().px(12));
    m_miniPanel = new Panel(u" "_s);
    m_miniPanel->body()->addWidget(m_mini = new MiniMonth);
    column->addWidget(m_miniPanel);
    m_backlogPanel = new Panel(tr("To be placed"));
    m_backlogPanel->body()->addWidget(makeLabel(tr("Drag onto the calendar, or S picks a time"), TextStyle::Micro, Color::T3));
    m_backlogPanel->body()->addWidget(m_backlog = new BacklogList, 1);
    m_backlog->setAccessibleName(tr("To be placed"));
    column->addWidget(m_backlogPanel, 1);
    auto *legend = new Panel(tr("Colours"));
    auto *grid = new QGridLayout;
    grid->setSpacing(theme().px(4));
    const struct {
        QString text;
        Color color;
    } entries[] = {{tr("Wealth"), Color::Wealth},     {tr("Private"), Color::Gold},     {tr("Corporate"), Color::Corp},
                   {tr("Due, service"), Color::Warn}, {tr("Mass, dates"), Color::Info}, {tr("Internal"), Color::Neu}};
    int n = 0;
    for (const auto &entry : entries) {
        auto *label = makeLabel(u"▌"_s + entry.text, TextStyle::Small, entry.color);
        grid->addWidget(label, n / 2, n % 2);
        ++n;
    }
    legend->body()->addLayout(grid);
    column->addWidget(legend);
    return m_side;
}

void CalendarPage::wire()
{
    connect(m_message, &MessageBar::actionTriggered, this, &CalendarPage::refresh);
    connect(m_views, &Segmented::currentChanged, this, [this](int index) { setView(View(index)); });
    connect(m_grid, &TimeGrid::moveRequested, this, &CalendarPage::move);
    connect(m_grid, &TimeGrid::toggleRequested, this, &CalendarPage::toggle);
    connect(m_grid, &TimeGrid::skipRequested, this, &CalendarPage::skip);
    connect(m_grid, &TimeGrid::openRequested, this, &CalendarPage::open);
    connect(m_grid, &TimeGrid::newRequested, this, &CalendarPage::create);
    connect(m_grid, &TimeGrid::menuRequested, this, &CalendarPage::menu);
    connect(m_grid, &TimeGrid::movingChanged, this, &CalendarPage::notice);
    connect(m_head, &WeekHead::taskActivated, this, &CalendarPage::open);
    connect(m_head, &WeekHead::customerActivated, this, &CalendarPage::openCustomer);
    connect(m_head, &WeekHead::newRequested, this, &CalendarPage::create);
    connect(m_month, &MonthGrid::moveRequested, this, &CalendarPage::moveDay);
    connect(m_month, &MonthGrid::toggleRequested, this, &CalendarPage::toggle);
    connect(m_month, &MonthGrid::skipRequested, this, &CalendarPage::skip);
    connect(m_month, &MonthGrid::openRequested, this, &CalendarPage::open);
    connect(m_month, &MonthGrid::openCustomerRequested, this, &CalendarPage::openCustomer);
    connect(m_month, &MonthGrid::newRequested, this, &CalendarPage::create);
    connect(m_month, &MonthGrid::menuRequested, this, &CalendarPage::menu);
    connect(m_month, &MonthGrid::movingChanged, this, &CalendarPage::notice);
    connect(m_month, &MonthGrid::dayActivated, this, [this](QDate day) {
        m_anchor = day;
        setView(View::Week);
    });
    connect(m_mini, &MiniMonth::dayActivated, this, &CalendarPage::goTo);
    connect(m_backlog, &BacklogList::scheduleRequested, this, &CalendarPage::schedule);
    connect(m_backlog, &BacklogList::openRequested, this, &CalendarPage::open);
    connect(m_backlog, &BacklogList::toggleRequested, this, &CalendarPage::toggle);
    connect(m_list, &RowList::activated, this, [this](const QString &key) {
        for (const auto &task : std::as_const(m_range.tasks))
            if (task.id.text() == key) {
                open(task);
                return;
            }
    });
}

void CalendarPage::setView(View view)
{
    m_view = view;
    m_views->setCurrent(int(view));
    m_stack->setCurrentIndex(int(view));
    refresh();
}

void CalendarPage::goTo(QDate day)
{
    m_anchor = day;
    if (m_view == View::Month)
        m_month->setCurrentDay(day);
    refresh();
}

void CalendarPage::step(int direction)
{
    goTo(m_view == View::Week ? m_anchor.addDays(7 * direction) : QDate(m_anchor.year(), m_anchor.month(), 1).addMonths(direction));
}

void CalendarPage::fill()
{
    const auto today = todayDate();
    const auto locale = QLocale();
    const auto monthName = locale.toString(m_anchor, tr("MMMM yyyy", "a month"));
    m_miniPanel->setTitle(monthName);
    int open = 0, closed = 0;
    QSet<QDate> off;
    QStringList holidays;
    for (const auto &day : std::as_const(m_range.days)) {
        if (day.off)
            off.insert(day.date);
        if (!day.holiday.isEmpty() && !holidays.contains(day.holiday))
            holidays.append(day.holiday);
    }
    for (const auto &task : std::as_const(m_range.tasks))
        task.status == TaskStatus::Done ? ++closed : ++open;
    QStringList note {tr("%n entry(ies)", nullptr, open + closed), tr("%1 done").arg(closed)};
    note += holidays;
    m_header->setNote(note.join(u" · "_s));
    m_mini->setShown(m_range.from, m_range.to, today, off);
    m_backlog->setTasks(m_range.backlog, today);
    m_backlogPanel->setNote(QString::number(m_range.backlog.size()));
    if (m_view == View::Week) {
        m_header->setTitle(locale.toString(m_range.from, tr("d MMM yyyy", "first day of a week")) + u" – "_s
                           + locale.toString(m_range.to, tr("d MMM", "last day of a week")));
        m_head->setRange(m_range, today);
        m_grid->setNow(desk().clock().now());
        m_grid->setDays(m_range.days);
        m_grid->setTasks(m_range.tasks);
    } else {
        m_header->setTitle(monthName);
        if (m_view == View::Month)
            m_month->setRange(m_range, QDate(m_anchor.year(), m_anchor.month(), 1), today);
        else
            showList();
    }
}

void CalendarPage::showList()
{
    auto tasks = m_range.tasks;
    std::stable_sort(tasks.begin(), tasks.end(), [](const services::TaskRow &a, const services::TaskRow &b) {
        return taskDay(a) != taskDay(b) ? taskDay(a) < taskDay(b) : a.allDay != b.allDay ? a.allDay : a.start < b.start;
    });
    QList<ListRow> rows;
    for (const auto &task : std::as_const(tasks)) {
        ListRow row;
        row.key = task.id.text();
        row.lead = ListRow::Lead::Icon;
        row.struck = task.status == TaskStatus::Done;
        row.icon = row.struck ? u"check"_s : Labels::taskIcon(task.kind);
        row.iconTone = blockColors(task).edge;
        row.title = blockTitle(task);
        row.text = task.note;
        row.end = format::dayWithWeekday(taskDay(task), todayDate()) + (task.allDay ? QString() : u"  "_s + format::time(task.start));
        row.endTone = task.overdue ? Color::Crit : Color::T2;
        row.spoken = blockSentence(task, todayDate());
        rows.append(row);
    }
    m_list->setRows(rows);
}

template<class Command>
void CalendarPage::run(Command command, const QString &said)
{
    order(std::move(command), [this, said](const auto &result) {
        if (!result)
            m_message->showMessage(MessageKind::Critical, Labels::error(result.error()));
        else
            Q_EMIT notice(said);
    });
}

void CalendarPage::move(const services::TaskRow &task, const QDateTime &start, const QDateTime &end)
{
    run([id = task.id, start, end](services::Commands &c) { return c.moveTask(id, start, end); },
        tr("%1 is moved to %2, %3.").arg(blockTitle(task), format::dayWithWeekday(start.date(), todayDate()), format::time(start)));
}

void CalendarPage::moveDay(const services::TaskRow &task, QDate day)
{
    if (!task.allDay) {
        const auto days = task.start.date().daysTo(day);
        move(task, task.start.addDays(days), task.end.addDays(days));
        return;
    }
    run([id = task.id, day](services::Commands &c) { return c.moveTask(id, day); },
        tr("%1 is moved to %2.").arg(blockTitle(task), format::dayWithWeekday(day, todayDate())));
}

void CalendarPage::toggle(const services::TaskRow &task)
{
    const bool reopen = task.status == TaskStatus::Done;
    run([id = task.id, reopen](services::Commands &c) { return reopen ? c.reopenTask(id) : c.completeTask(id, u"done"_s); },
        (reopen ? tr("%1 is open again.") : tr("%1 is done. Space on it opens it again.")).arg(blockTitle(task)));
}

void CalendarPage::skip(const services::TaskRow &task)
{
    const auto when = task.occurrence.isValid() ? task.occurrence : task.start;
    run([id = task.id, when](services::Commands &c) { return c.skipTask(id, when); },
        (task.recurring ? tr("This occurrence of %1 is skipped; the others stay.") : tr("%1 is cancelled.")).arg(blockTitle(task)));
}

void CalendarPage::open(const services::TaskRow &task)
{
    if (!task.customer.isEmpty())
        Q_EMIT openCustomer(task.customer);
    else
        schedule(task);
}

void CalendarPage::create(const QDateTime &start)
{
    auto *dialog = new TaskDialog(desk(), TaskDialog::Mode::Create, start.isValid() ? start : QDateTime(m_anchor, QTime(0, 0)), this);
    connect(dialog, &TaskDialog::saved, this, [this] { Q_EMIT notice(tr("Saved on this computer, sent with the next sync.")); });
    dialog->open();
}

void CalendarPage::schedule(const services::TaskRow &task)
{
    auto *dialog
        = new TaskDialog(desk(), TaskDialog::Mode::Schedule, task.allDay ? QDateTime(std::max(task.due, todayDate()), QTime(10, 0)) : task.start, this);
    dialog->setTask(task);
    connect(dialog, &TaskDialog::saved, this, [this] { Q_EMIT notice(tr("Saved on this computer, sent with the next sync.")); });
    dialog->open();
}

void CalendarPage::menu(const services::TaskRow &task, const QPoint &global)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (!task.customer.isEmpty())
        menu->addAction(tr("Open the customer"), this, [this, task] { open(task); });
    menu->addAction(task.status == TaskStatus::Done ? tr("Open again") : tr("Done"), this, [this, task] { toggle(task); });
    if (task.status == TaskStatus::Open) {
        menu->addAction(tr("Move to…"), this, [this, task] { schedule(task); });
        menu->addAction(task.recurring ? tr("Skip this occurrence") : tr("Cancel it"), this, [this, task] { skip(task); });
        if (!task.customer.isEmpty())
            menu->addAction(tr("Log an interaction"), this, [this, task] { Q_EMIT logInteraction(task.customer, QString()); });
    }
    menu->popup(global);
}

void CalendarPage::keyPressEvent(QKeyEvent *event)
{
    if (event->modifiers() == Qt::NoModifier && event->key() == Qt::Key_T)
        goTo(todayDate());
    else if (event->modifiers() == Qt::NoModifier && event->key() == Qt::Key_N)
        create(QDateTime(m_anchor, QTime(0, 0)));
    else if (event->key() == Qt::Key_PageUp)
        step(-1);
    else if (event->key() == Qt::Key_PageDown)
        step(1);
    else
        Page::keyPressEvent(event);
}

void CalendarPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    m_side->setVisible(width() >= theme().px(1000));
}

bool CalendarPage::eventFilter(QObject *watched, QEvent *event)
{
    const auto kind = event->type();
    if (watched == m_grid && (kind == QEvent::DragEnter || kind == QEvent::DragMove || kind == QEvent::Drop)) {
        auto *drop = static_cast<QDropEvent *>(event);
        const auto id = QString::fromUtf8(drop->mimeData()->data(QLatin1StringView(BacklogList::kMime)));
        const auto *task = m_backlog->task(id);
        const auto start = m_grid->timeAt(drop->position().toPoint());
        if (!task || (!start.isValid() && kind != QEvent::DragEnter))
            return true;
        if (kind == QEvent::Drop) {
            const auto row = *task;
            m_grid->clearDropTarget();
            move(row, start, start.addSecs(3600));
        } else if (start.isValid()) {
            m_grid->showDropTarget(*task, start);
        }
        drop->acceptProposedAction();
        return true;
    }
    if (watched == m_grid && kind == QEvent::DragLeave)
        m_grid->clearDropTarget();
    return Page::eventFilter(watched, event);
}

} // namespace zhike::ui
