// SPDX-License-Identifier: GPL-3.0-or-later
#include "planner/calendarparts.h"

#include "models/labels.h"
#include "widgets/badge.h"
#include "widgets/format.h"

#include <QKeyEvent>
#include <QMimeData>
#include <QMouseEvent>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTimeZone>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {
namespace {

constexpr int kMostLines = 4;

//! Two lines with an edge: who and what, and until when.
class BacklogDelegate final : public QStyledItemDelegate {
public:
    BacklogDelegate(const Theme &theme, BacklogList *list) : QStyledItemDelegate(list), m_theme(theme), m_list(list) { }
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {m_theme.px(120), m_theme.px(50)}; }
    void paint(QPainter *p, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const auto *task = m_list->task(index.data(Qt::UserRole).toString());
        if (!task)
            return;
        p->save();
        p->setRenderHint(QPainter::Antialiasing);
        const QRectF box = QRectF(option.rect).adjusted(0.5, 2.5, -0.5, -2.5);
        const bool selected = option.state & QStyle::State_Selected;
        p->setPen(QPen(m_theme.color(selected && (option.state & QStyle::State_HasFocus) ? Color::Focus : Color::Border2), selected ? 2 : 1));
        p->setBrush(m_theme.color(selected ? Color::Sel : Color::Surface));
        p->drawRoundedRect(box, m_theme.px(4), m_theme.px(4));
        p->setPen(Qt::NoPen);
        p->setBrush(m_theme.color(blockColors(*task).edge));
        p->drawRoundedRect(QRectF(box.left(), box.top(), m_theme.px(3), box.height()), 1, 1);
        const int size = m_theme.px(14);
        p->drawPixmap(QPointF(box.left() + m_theme.px(10), box.top() + m_theme.px(6)).toPoint(),
                      m_theme.pixmap(Labels::taskIcon(task->kind), m_theme.color(blockColors(*task).edge), size, p->device()->devicePixelRatioF()));
        p->setFont(m_theme.font(TextStyle::BodyBold));
        p->setPen(m_theme.color(Color::T1));
        const QRectF first(box.left() + m_theme.px(30), box.top() + m_theme.px(3), box.width() - m_theme.px(50), m_theme.px(20));
        p->drawText(first, Qt::AlignVCenter | Qt::AlignLeft, p->fontMetrics().elidedText(blockTitle(*task), Qt::ElideRight, int(first.width())));
        p->drawPixmap(QPointF(box.right() - m_theme.px(18), box.top() + m_theme.px(6)).toPoint(),
                      m_theme.pixmap(u"grip"_s, m_theme.color(Color::T3), m_theme.px(12), p->device()->devicePixelRatioF()));
        const auto due = index.data(Qt::UserRole + 1).toString();
        p->setFont(m_theme.font(task->overdue ? TextStyle::SmallBold : TextStyle::Small));
        p->setPen(m_theme.color(index.data(Qt::UserRole + 2).toBool() ? Color::Crit : Color::T2));
        const int w = p->fontMetrics().horizontalAdvance(due) + 2;
        const QRectF below(box.left() + m_theme.px(10), first.bottom() - 1, box.width() - m_theme.px(18), m_theme.px(19));
        p->drawText(below, Qt::AlignVCenter | Qt::AlignRight, due);
        p->setFont(m_theme.font(TextStyle::Small));
        p->setPen(m_theme.color(Color::T2));
        const int room = int(below.width()) - w - m_theme.px(6);
        p->drawText(below, Qt::AlignVCenter | Qt::AlignLeft,
                    p->fontMetrics().elidedText(task->note.isEmpty() ? Labels::taskKind(task->kind) : task->note, Qt::ElideRight, room));
        p->restore();
    }

private:
    const Theme &m_theme;
    BacklogList *m_list;
};

} // namespace

WeekHead::WeekHead(QWidget *parent) : QWidget(parent), m_theme(Theme::of(this))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&m_theme, &Theme::changed, this, [this] { layoutChips(); });
}

void WeekHead::setRange(const services::CalendarRange &range, QDate today)
{
    m_range = range;
    m_today = today;
    layoutChips();
}

void WeekHead::setGutter(int width)
{
    m_gutter = width;
    update();
}

void WeekHead::setLunarShown(bool shown)
{
    m_lunar = shown;
    update();
}

double WeekHead::dayWidth() const
{
    return (width() - m_gutter) / std::max(1.0, double(m_range.days.size()));
}

void WeekHead::layoutChips()
{
    m_chips.clear();
    m_more.clear();
    m_lines = 1;
    for (int d = 0; d < m_range.days.size(); ++d) {
        int line = 0, more = 0;
        const auto add = [&](Chip chip) {
            chip.day = d;
            chip.line = line;
            if (line < kMostLines) {
                m_chips.append(chip);
                ++line;
            } else {
                ++more;
            }
        };
        for (const auto &date : std::as_const(m_range.dates))
            if (date.on == m_range.days.at(d).date)
                add({0, 0, nullptr, &date});
        for (const auto &task : std::as_const(m_range.tasks))
            if (task.allDay && task.due == m_range.days.at(d).date)
                add({0, 0, &task, nullptr});
        m_lines = std::max(m_lines, line);
        m_more.append(more);
    }
    const bool folded = std::any_of(m_more.cbegin(), m_more.cend(), [](int more) { return more > 0; });
    setFixedHeight(m_theme.px(46 + 8 + m_lines * 21 + (folded ? 16 : 0)));
    update();
}

QRectF WeekHead::chipRect(int day, int line) const
{
    return QRectF(m_gutter + day * dayWidth() + 3, m_theme.px(50) + line * m_theme.px(21), dayWidth() - 7, m_theme.px(19));
}

void WeekHead::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Color::Surface));
    painter.setFont(m_theme.font(TextStyle::Micro));
    painter.setPen(m_theme.color(Color::T3));
    if (!m_range.days.isEmpty())
        painter.drawText(QRectF(0, 0, m_gutter, m_theme.px(44)), Qt::AlignCenter, tr("W %1", "number of the week").arg(m_range.days.first().date.weekNumber()));
    painter.drawText(QRectF(0, m_theme.px(50), m_gutter - m_theme.px(8), m_theme.px(19)), Qt::AlignRight | Qt::AlignVCenter, tr("All day"));
    for (int i = 0; i < m_range.days.size(); ++i) {
        const auto &day = m_range.days.at(i);
        const QRectF box(m_gutter + i * dayWidth(), 0, dayWidth(), m_theme.px(45));
        const bool today = day.date == m_today;
        painter.fillRect(QRectF(box.left(), 0, box.width(), height()), m_theme.color(day.off ? Color::Sunken : Color::Surface));
        painter.setPen(m_theme.color(Color::Border));
        painter.drawLine(box.topLeft(), QPointF(box.left(), height()));
        const Color tone = day.off ? Color::Crit : today ? Color::Accent : Color::T1;
        painter.setFont(m_theme.font(TextStyle::Body));
        painter.setPen(m_theme.color(day.off ? Color::Crit : Color::T2));
        const auto name = Labels::weekdayShort(day.date.dayOfWeek());
        const int wide = painter.fontMetrics().horizontalAdvance(name);
        painter.drawText(QRectF(box.left() + m_theme.px(8), m_theme.px(4), wide + 2, m_theme.px(22)), Qt::AlignVCenter, name);
        painter.setFont(m_theme.font(TextStyle::Figure));
        painter.setPen(m_theme.color(tone == Color::Crit ? Color::T1 : tone));
        painter.drawText(QRectF(box.left() + m_theme.px(16) + wide, m_theme.px(3), m_theme.px(40), m_theme.px(22)), Qt::AlignVCenter,
                         QString::number(day.date.day()));
        const bool named = !day.holiday.isEmpty() || !day.solarTerm.isEmpty();
        painter.setFont(m_theme.font(named ? TextStyle::MicroBold : TextStyle::Micro));
        painter.setPen(m_theme.color(!day.holiday.isEmpty() ? Color::Crit : !day.solarTerm.isEmpty() ? Color::Ok : Color::T3));
        QStringList words;
        if (m_lunar)
            words.append(day.lunar);
        words << day.solarTerm << day.holiday;
        words.removeAll(QString());
        painter.drawText(QRectF(box.left() + m_theme.px(8), m_theme.px(26), box.width() - m_theme.px(10), m_theme.px(16)), Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(words.join(u' '), Qt::ElideRight, int(box.width()) - m_theme.px(10)));
        if (day.makeUpWorkday || !day.holiday.isEmpty()) {
            const auto mark = day.makeUpWorkday ? tr("Work", "mark on a make-up working day") : tr("Off", "mark on a holiday");
            const int w = badgeSize(m_theme, mark).width();
            paintBadge(painter, m_theme, QRectF(box.right() - w - m_theme.px(6), m_theme.px(5), w, m_theme.px(20)).toRect(), mark,
                       day.makeUpWorkday ? BadgeKind::Info : BadgeKind::Critical);
        }
        if (today)
            painter.fillRect(QRectF(box.left(), box.bottom() - 2, box.width(), 2), m_theme.color(Color::Accent));
        if (m_more.value(i) > 0) {
            painter.setFont(m_theme.font(TextStyle::MicroBold));
            painter.setPen(m_theme.color(Color::Accent));
            painter.drawText(QRectF(box.left(), height() - m_theme.px(19), box.width() - 6, m_theme.px(18)), Qt::AlignRight | Qt::AlignVCenter,
                             u"+%1"_s.arg(m_more.at(i)));
        }
    }
    painter.setPen(m_theme.color(Color::Border));
    painter.drawLine(0, m_theme.px(45), width(), m_theme.px(45));
    painter.setPen(m_theme.color(Color::Border2));
    painter.drawLine(0, height() - 1, width(), height() - 1);
    for (const auto &chip : std::as_const(m_chips)) {
        if (chip.task)
            paintChip(painter, m_theme, chipRect(chip.day, chip.line), blockColors(*chip.task), Labels::taskIcon(chip.task->kind), blockTitle(*chip.task),
                      chip.task->status == TaskStatus::Done, false);
        else
            paintChip(painter, m_theme, chipRect(chip.day, chip.line), dateColors(*chip.date), Labels::dateIcon(chip.date->kind), dateTitle(*chip.date), false,
                      false);
    }
}

const WeekHead::Chip *WeekHead::chipAt(const QPointF &at) const
{
    for (const auto &chip : m_chips)
        if (chipRect(chip.day, chip.line).contains(at))
            return &chip;
    return nullptr;
}

void WeekHead::mousePressEvent(QMouseEvent *event)
{
    const auto *chip = chipAt(event->position());
    if (!chip || event->button() != Qt::LeftButton)
        return;
    if (chip->task)
        Q_EMIT taskActivated(*chip->task);
    else if (!chip->date->customer.isEmpty())
        Q_EMIT customerActivated(chip->date->customer);
}

void WeekHead::mouseDoubleClickEvent(QMouseEvent *event)
{
    const int day = int((event->position().x() - m_gutter) / dayWidth());
    if (!chipAt(event->position()) && day >= 0 && day < m_range.days.size())
        Q_EMIT newRequested(QDateTime(m_range.days.at(day).date, QTime(0, 0)));
}

bool WeekHead::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *chip = chipAt(mapFromGlobal(static_cast<QHelpEvent *>(event)->globalPos()));
        setToolTip(!chip ? QString() : chip->task ? blockSentence(*chip->task, m_today) : dateTitle(*chip->date));
    }
    return QWidget::event(event);
}

MiniMonth::MiniMonth(QWidget *parent) : QWidget(parent), m_theme(Theme::of(this))
{
    connect(&m_theme, &Theme::changed, this, [this] { updateGeometry(); });
}

void MiniMonth::setShown(QDate from, QDate to, QDate today, const QSet<QDate> &off)
{
    const auto middle = from.addDays(from.daysTo(to) / 2);
    m_month = from.daysTo(to) > 8 ? QDate(middle.year(), middle.month(), 1) : QDate(from.year(), from.month(), 1);
    m_from = from;
    m_to = to;
    m_today = today;
    m_off = off;
    update();
}

QSize MiniMonth::sizeHint() const
{
    return {m_theme.px(210), m_theme.px(7 * 22)};
}

QDate MiniMonth::first() const
{
    return m_month.addDays(1 - m_month.dayOfWeek());
}

QRectF MiniMonth::cell(int index) const
{
    const double w = width() / 7.0, h = height() / 7.0;
    return QRectF(index % 7 * w, (1 + index / 7) * h, w, h);
}

void MiniMonth::paintEvent(QPaintEvent *)
{
    if (!m_month.isValid())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(m_theme.font(TextStyle::Small));
    painter.setPen(m_theme.color(Color::T3));
    for (int i = 0; i < 7; ++i)
        painter.drawText(QRectF(width() / 7.0 * i, 0, width() / 7.0, height() / 7.0), Qt::AlignCenter,
                         QLocale().standaloneDayName(i + 1, QLocale::NarrowFormat));
    for (int i = 0; i < 42; ++i) {
        const auto day = first().addDays(i);
        if (day >= m_from && day <= m_to && m_from.daysTo(m_to) < 8)
            painter.fillRect(cell(i), m_theme.color(Color::Sel));
        if (day == m_today) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(m_theme.color(Color::Accent));
            painter.drawRoundedRect(cell(i).adjusted(3, 1, -3, -1), 3, 3);
        }
        painter.setFont(m_theme.font(day == m_today ? TextStyle::SmallBold : TextStyle::Small));
        painter.setPen(m_theme.color(day == m_today ? Color::On : m_off.contains(day) ? Color::Crit : day.month() != m_month.month() ? Color::T3 : Color::T1));
        painter.drawText(cell(i), Qt::AlignCenter, QString::number(day.day()));
    }
}

void MiniMonth::mousePressEvent(QMouseEvent *event)
{
    for (int i = 0; i < 42; ++i)
        if (cell(i).contains(event->position()))
            Q_EMIT dayActivated(first().addDays(i));
}

BacklogList::BacklogList(QWidget *parent) : QListWidget(parent)
{
    setItemDelegate(new BacklogDelegate(Theme::of(this), this));
    setDragEnabled(true);
    setDragDropMode(QAbstractItemView::DragOnly);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    connect(this, &QListWidget::itemDoubleClicked, this, [this](QListWidgetItem *item) {
        if (const auto *found = task(item->data(Qt::UserRole).toString()))
            Q_EMIT scheduleRequested(*found);
    });
}

void BacklogList::setTasks(const QList<services::TaskRow> &tasks, QDate today)
{
    const auto *former = currentItem();
    const auto key = former ? former->data(Qt::UserRole).toString() : QString();
    m_tasks = tasks;
    clear();
    for (const auto &one : std::as_const(m_tasks)) {
        auto *item = new QListWidgetItem(blockTitle(one), this);
        item->setData(Qt::UserRole, one.id.text());
        item->setData(Qt::UserRole + 1, one.due == today ? tr("Due today") : format::day(one.due, today));
        item->setData(Qt::UserRole + 2, one.overdue || one.due <= today);
        item->setData(Qt::AccessibleTextRole, blockSentence(one, today));
        item->setToolTip(blockSentence(one, today));
        if (one.id.text() == key)
            setCurrentItem(item);
    }
}

const services::TaskRow *BacklogList::task(const QString &id) const
{
    for (const auto &one : m_tasks)
        if (one.id.text() == id)
            return &one;
    return nullptr;
}

void BacklogList::keyPressEvent(QKeyEvent *event)
{
    const auto *item = currentItem();
    const auto *chosen = item ? task(item->data(Qt::UserRole).toString()) : nullptr;
    if (chosen && event->key() == Qt::Key_S)
        Q_EMIT scheduleRequested(*chosen);
    else if (chosen && event->key() == Qt::Key_Space)
        Q_EMIT toggleRequested(*chosen);
    else if (chosen && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter))
        Q_EMIT openRequested(*chosen);
    else
        QListWidget::keyPressEvent(event);
}

QMimeData *BacklogList::mimeData(const QList<QListWidgetItem *> &items) const
{
    if (items.isEmpty())
        return nullptr;
    auto *data = new QMimeData;
    data->setData(QLatin1StringView(kMime), items.first()->data(Qt::UserRole).toString().toUtf8());
    return data;
}

QStringList BacklogList::mimeTypes() const
{
    return {QLatin1StringView(kMime)};
}

} // namespace zhike::ui
