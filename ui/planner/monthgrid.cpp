// SPDX-License-Identifier: GPL-3.0-or-later
#include "planner/monthgrid.h"

#include "models/labels.h"
#include "widgets/badge.h"
#include "widgets/format.h"

#include <QAccessible>
#include <QApplication>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QTimeZone>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {

MonthGrid::MonthGrid(QWidget *parent) : QWidget(parent), m_theme(Theme::of(this))
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    connect(&m_theme, &Theme::changed, this, [this] { update(); });
}

void MonthGrid::setRange(const services::CalendarRange &range, QDate month, QDate today)
{
    m_range = range;
    m_month = month;
    m_today = today;
    if (!m_day.isValid() || m_day < range.from || m_day > range.to)
        m_day = today >= range.from && today <= range.to ? today : month;
    m_line = std::min(m_line, int(linesOf(m_day).size()) - 1);
    update();
}

void MonthGrid::setLunarShown(bool shown)
{
    m_lunar = shown;
    update();
}

void MonthGrid::setCurrentDay(QDate day)
{
    m_day = day;
    m_line = -1;
    say();
    update();
}

int MonthGrid::headHeight() const
{
    return m_theme.px(26);
}

QSize MonthGrid::sizeHint() const
{
    return {m_theme.px(900), m_theme.px(640)};
}

QSize MonthGrid::minimumSizeHint() const
{
    return {m_theme.px(560), m_theme.px(380)};
}

QRectF MonthGrid::dayRect(QDate day) const
{
    if (!m_range.from.isValid() || day < m_range.from || day > m_range.to)
        return {};
    const int index = int(m_range.from.daysTo(day));
    const int weeks = int(m_range.from.daysTo(m_range.to) + 7) / 7;
    const double w = width() / 7.0;
    const double h = (height() - headHeight()) / double(weeks);
    return QRectF(index % 7 * w, headHeight() + index / 7 * h, w, h);
}

QList<MonthGrid::Line> MonthGrid::linesOf(QDate day) const
{
    QList<Line> lines;
    for (int i = 0; i < m_range.dates.size(); ++i)
        if (m_range.dates.at(i).on == day)
            lines.append({false, i});
    for (int i = 0; i < m_range.tasks.size(); ++i)
        if (taskDay(m_range.tasks.at(i)) == day)
            lines.append({true, i});
    return lines;
}

int MonthGrid::roomFor() const
{
    return std::max(1, int((dayRect(m_range.from).height() - m_theme.px(28)) / m_theme.px(21)));
}

int MonthGrid::hiddenOn(QDate day) const
{
    const int all = int(linesOf(day).size());
    const int room = roomFor();
    return all <= room ? 0 : all - (room - 1);
}

QRectF MonthGrid::lineRect(QDate day, int line) const
{
    const QRectF box = dayRect(day);
    return QRectF(box.left() + m_theme.px(5), box.top() + m_theme.px(26) + line * m_theme.px(21), box.width() - m_theme.px(10), m_theme.px(19));
}

QRectF MonthGrid::moreRect(QDate day) const
{
    const int hidden = hiddenOn(day);
    return hidden == 0 ? QRectF() : lineRect(day, int(linesOf(day).size()) - hidden);
}

QRectF MonthGrid::taskRect(const TaskId &task) const
{
    for (QDate day = m_range.from; day <= m_range.to; day = day.addDays(1)) {
        const auto lines = linesOf(day);
        for (int i = 0; i < lines.size() - hiddenOn(day); ++i)
            if (lines.at(i).isTask && m_range.tasks.at(lines.at(i).index).id == task)
                return lineRect(day, i);
    }
    return {};
}

const services::TaskRow *MonthGrid::selected() const
{
    const auto lines = linesOf(m_day);
    return m_line >= 0 && m_line < lines.size() && lines.at(m_line).isTask ? &m_range.tasks.at(lines.at(m_line).index) : nullptr;
}

void MonthGrid::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.fillRect(rect(), m_theme.color(Color::Surface));
    painter.fillRect(QRect(0, 0, width(), headHeight()), m_theme.color(Color::Sunken));
    painter.setFont(m_theme.font(TextStyle::Small));
    for (int i = 0; i < 7; ++i) {
        painter.setPen(m_theme.color(i >= 5 ? Color::Crit : Color::T2));
        painter.drawText(QRectF(width() / 7.0 * i + m_theme.px(8), 0, width() / 7.0, headHeight()), Qt::AlignVCenter | Qt::AlignLeft,
                         Labels::weekdayShort(i + 1));
    }
    for (int i = 0; i < m_range.days.size(); ++i)
        paintDay(painter, i);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_target.isValid()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_theme.color(Color::Accent), 2, Qt::DashLine));
        painter.drawRect(dayRect(m_target).adjusted(2, 2, -2, -2));
    }
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_theme.color(Color::Focus), 2));
        painter.drawRect((m_line < 0 ? dayRect(m_day) : lineRect(m_day, m_line)).adjusted(1, 1, -1, -1));
    }
}

void MonthGrid::paintDay(QPainter &painter, int index) const
{
    const auto &day = m_range.days.at(index);
    const QRectF box = dayRect(day.date);
    const bool other = day.date.month() != m_month.month();
    const bool today = day.date == m_today;
    painter.setRenderHint(QPainter::Antialiasing, false);
    if (day.off && !day.holiday.isEmpty())
        painter.fillRect(box, m_theme.color(Color::Sunken));
    painter.setPen(m_theme.color(Color::Border));
    painter.drawLine(box.topLeft(), box.topRight());
    painter.drawLine(box.topLeft(), box.bottomLeft());
    painter.setRenderHint(QPainter::Antialiasing);
    auto number = QString::number(day.date.day());
    if (day.date.day() == 1 && index > 0)
        number = format::day(day.date, m_today);
    painter.setFont(m_theme.font(TextStyle::BodyBold));
    const int wide = painter.fontMetrics().horizontalAdvance(number);
    QRectF head(box.left() + m_theme.px(6), box.top() + m_theme.px(4), wide, m_theme.px(20));
    if (today) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(Color::Accent));
        painter.drawRoundedRect(head.adjusted(-m_theme.px(3), 0, m_theme.px(3), 0), m_theme.px(3), m_theme.px(3));
    }
    painter.setPen(m_theme.color(today ? Color::On : !day.holiday.isEmpty() ? Color::Crit : other ? Color::T3 : Color::T1));
    painter.drawText(head, Qt::AlignCenter, number);
    double left = head.right() + m_theme.px(9);
    const bool named = !day.holiday.isEmpty() || !day.solarTerm.isEmpty();
    if (m_lunar || named) {
        painter.setFont(m_theme.font(named ? TextStyle::MicroBold : TextStyle::Micro));
        painter.setPen(m_theme.color(!day.holiday.isEmpty() ? Color::Crit : !day.solarTerm.isEmpty() ? Color::Ok : Color::T3));
        const auto text = !day.holiday.isEmpty() ? day.holiday : !day.solarTerm.isEmpty() ? day.solarTerm : day.lunar;
        const double room = box.right() - left - m_theme.px(day.makeUpWorkday || !day.holiday.isEmpty() ? 32 : 4);
        painter.drawText(QRectF(left, head.top(), room, head.height()), Qt::AlignVCenter | Qt::AlignLeft,
                         painter.fontMetrics().elidedText(text, Qt::ElideRight, int(room)));
    }
    if (day.makeUpWorkday || !day.holiday.isEmpty()) {
        const auto mark = day.makeUpWorkday ? tr("Work", "mark on a make-up working day") : tr("Off", "mark on a holiday");
        const QSize size = badgeSize(m_theme, mark);
        paintBadge(painter, m_theme, QRectF(box.right() - size.width() - m_theme.px(4), head.top(), size.width(), head.height()).toRect(), mark,
                   day.makeUpWorkday ? BadgeKind::Info : BadgeKind::Critical);
    }
    const auto lines = linesOf(day.date);
    const int hidden = hiddenOn(day.date);
    for (int i = 0; i < lines.size() - hidden; ++i) {
        const bool chosen = day.date == m_day && i == m_line && hasFocus();
        if (lines.at(i).isTask) {
            const auto &task = m_range.tasks.at(lines.at(i).index);
            paintChip(painter, m_theme, lineRect(day.date, i), blockColors(task), Labels::taskIcon(task.kind), blockTitle(task),
                      task.status == TaskStatus::Done, chosen);
        } else {
            const auto &date = m_range.dates.at(lines.at(i).index);
            paintChip(painter, m_theme, lineRect(day.date, i), dateColors(date), Labels::dateIcon(date.kind), dateTitle(date), false, chosen);
        }
    }
    if (hidden > 0) {
        painter.setFont(m_theme.font(TextStyle::MicroBold));
        painter.setPen(m_theme.color(Color::Accent));
        painter.drawText(moreRect(day.date).adjusted(m_theme.px(7), 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, u"+%1"_s.arg(hidden));
    }
}

void MonthGrid::say()
{
    QStringList words {format::dayWithWeekday(m_day, m_today)};
    for (const auto &day : std::as_const(m_range.days))
        if (day.date == m_day)
            words << day.lunar << day.solarTerm << day.holiday;
    words.removeAll(QString());
    if (const auto *task = selected())
        words.append(blockSentence(*task, m_today));
    else
        words.append(tr("%n entry(ies)", nullptr, int(linesOf(m_day).size())));
    setAccessibleDescription(words.join(u", "_s));
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

QDate MonthGrid::dayAt(const QPointF &at) const
{
    for (const auto &day : m_range.days)
        if (dayRect(day.date).contains(at))
            return day.date;
    return {};
}

int MonthGrid::lineAt(const QPointF &at) const
{
    const auto day = dayAt(at);
    if (!day.isValid())
        return -1;
    const int shown = int(linesOf(day).size()) - hiddenOn(day);
    for (int i = 0; i < shown; ++i)
        if (lineRect(day, i).contains(at))
            return i;
    return -1;
}

QString MonthGrid::moveSentence() const
{
    auto text = tr("Move to %1").arg(format::dayWithWeekday(m_target, m_today));
    for (const auto &day : m_range.days)
        if (day.date == m_target && day.off)
            text += u" · "_s + (day.holiday.isEmpty() ? tr("a day off") : day.holiday);
    return text + u" · "_s + tr("Enter confirms, Esc cancels");
}

void MonthGrid::endMove(bool commit)
{
    const auto target = m_target;
    m_moving = m_dragging = false;
    m_target = {};
    update();
    Q_EMIT movingChanged({});
    if (commit && target.isValid() && target != taskDay(m_moved))
        Q_EMIT moveRequested(m_moved, target);
}

void MonthGrid::keyPressEvent(QKeyEvent *event)
{
    int days = 0;
    switch (event->key()) {
    case Qt::Key_Left: days = -1; break;
    case Qt::Key_Right: days = 1; break;
    case Qt::Key_Up: days = -7; break;
    case Qt::Key_Down: days = 7; break;
    default: break;
    }
    if (m_moving) {
        if (days != 0) {
            const auto next = m_target.addDays(days);
            if (dayRect(next).isValid())
                m_target = next;
            Q_EMIT movingChanged(moveSentence());
            update();
            return;
        }
        if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Escape) {
            endMove(event->key() != Qt::Key_Escape);
            return;
        }
    }
    if (days != 0) {
        if (dayRect(m_day.addDays(days)).isValid())
            setCurrentDay(m_day.addDays(days));
        return;
    }
    const auto *task = selected();
    const int shown = int(linesOf(m_day).size()) - hiddenOn(m_day);
    switch (event->key()) {
    case Qt::Key_J: m_line = std::min(m_line + 1, shown - 1); break;
    case Qt::Key_K: m_line = std::max(m_line - 1, -1); break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (task)
            Q_EMIT openRequested(*task);
        else
            Q_EMIT dayActivated(m_day);
        return;
    case Qt::Key_Space:
        if (task)
            Q_EMIT toggleRequested(*task);
        return;
    case Qt::Key_Delete:
        if (task)
            Q_EMIT skipRequested(*task);
        return;
    case Qt::Key_M:
        if (task && task->status == TaskStatus::Open) {
            m_moving = true;
            m_moved = *task;
            m_target = m_day;
            Q_EMIT movingChanged(moveSentence());
        }
        break;
    case Qt::Key_N:
        if (event->modifiers() == Qt::NoModifier) {
            Q_EMIT newRequested(QDateTime(m_day, QTime(0, 0)));
            return;
        }
        [[fallthrough]];
    default: QWidget::keyPressEvent(event); return;
    }
    say();
    update();
}

void MonthGrid::mousePressEvent(QMouseEvent *event)
{
    const auto day = dayAt(event->position());
    if (!day.isValid())
        return;
    m_day = day;
    m_line = lineAt(event->position());
    m_pressed = event->pos();
    say();
    update();
    if (event->button() == Qt::LeftButton && moreRect(day).contains(event->position()))
        Q_EMIT dayActivated(day);
}

void MonthGrid::mouseMoveEvent(QMouseEvent *event)
{
    if (!(event->buttons() & Qt::LeftButton)) {
        const int line = lineAt(event->position());
        const auto day = dayAt(event->position());
        setCursor(line >= 0 || (day.isValid() && moreRect(day).contains(event->position())) ? Qt::PointingHandCursor : Qt::ArrowCursor);
        const auto lines = day.isValid() ? linesOf(day) : QList<Line>();
        setToolTip(line < 0                    ? QString()
                       : lines.at(line).isTask ? blockSentence(m_range.tasks.at(lines.at(line).index), m_today)
                                               : dateTitle(m_range.dates.at(lines.at(line).index)));
        return;
    }
    const auto *task = selected();
    if (!m_dragging) {
        if (!task || task->status != TaskStatus::Open || (event->pos() - m_pressed).manhattanLength() < QApplication::startDragDistance())
            return;
        m_dragging = true;
        m_moved = *task;
    }
    if (const auto day = dayAt(event->position()); day.isValid()) {
        m_target = day;
        Q_EMIT movingChanged(moveSentence());
        update();
    }
}

void MonthGrid::mouseReleaseEvent(QMouseEvent *event)
{
    if (m_dragging && event->button() == Qt::LeftButton)
        endMove(true);
}

void MonthGrid::mouseDoubleClickEvent(QMouseEvent *event)
{
    const auto day = dayAt(event->position());
    if (!day.isValid())
        return;
    const int line = lineAt(event->position());
    if (line < 0) {
        Q_EMIT newRequested(QDateTime(day, QTime(0, 0)));
    } else if (const auto at = linesOf(day).at(line); at.isTask) {
        Q_EMIT openRequested(m_range.tasks.at(at.index));
    } else if (!m_range.dates.at(at.index).customer.isEmpty()) {
        Q_EMIT openCustomerRequested(m_range.dates.at(at.index).customer);
    }
}

void MonthGrid::contextMenuEvent(QContextMenuEvent *event)
{
    if (const auto *task = selected())
        Q_EMIT menuRequested(*task, event->globalPos());
}

void MonthGrid::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

void MonthGrid::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    if (m_moving)
        endMove(false);
    update();
}

} // namespace zhike::ui
