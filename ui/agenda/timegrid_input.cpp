// SPDX-License-Identifier: GPL-3.0-or-later
// Mouse, keyboard and moving of TimeGrid.
#include "agenda/timegrid.h"

#include "widgets/format.h"

#include <QAccessible>
#include <QApplication>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QTimeZone>

namespace zhike::ui {

namespace {

constexpr int kStepMinutes = 30;

}

int TimeGrid::shownAt(const QPointF &at) const
{
    for (int i = int(m_shown.size()) - 1; i >= 0; --i)
        if (m_shown.at(i).box.contains(at))
            return i;
    return -1;
}

const services::TaskRow *TimeGrid::selected() const
{
    return m_current < 0 ? nullptr : &m_tasks.at(m_shown.at(m_current).task);
}

void TimeGrid::select(const TaskId &task, const QDateTime &start)
{
    for (int i = 0; i < m_shown.size(); ++i) {
        const auto &row = m_tasks.at(m_shown.at(i).task);
        if (row.id == task && (!start.isValid() || row.start == start)) {
            setCurrent(i);
            return;
        }
    }
}

void TimeGrid::setCurrent(int shown)
{
    m_current = shown;
    if (const auto *task = selected()) {
        setAccessibleDescription(blockSentence(*task, m_now.date()));
        QAccessibleEvent event(this, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&event);
    }
    update();
    Q_EMIT selectionChanged();
}

void TimeGrid::step(int days, int blocks)
{
    if (m_shown.isEmpty())
        return;
    if (m_current < 0) {
        setCurrent(0);
        return;
    }
    if (days == 0) {
        setCurrent(std::clamp(m_current + blocks, 0, int(m_shown.size()) - 1));
        return;
    }
    // The block of the next day that has one, nearest in height.
    const auto here = m_shown.at(m_current);
    int best = -1;
    double nearest = 1e9;
    for (int day = here.day + days; day >= 0 && day < m_days.size() && best < 0; day += days) {
        for (int i = 0; i < m_shown.size(); ++i) {
            const double distance = std::abs(m_shown.at(i).box.center().y() - here.box.center().y());
            if (m_shown.at(i).day == day && distance < nearest) {
                nearest = distance;
                best = i;
            }
        }
    }
    if (best >= 0)
        setCurrent(best);
}

void TimeGrid::beginMove()
{
    const auto *task = selected();
    if (!task || task->status != TaskStatus::Open)
        return;
    m_moving = true;
    m_moved = *task;
    m_moveStart = task->start;
    m_moveEnd = task->end;
    update();
    Q_EMIT movingChanged(moveSentence());
}

void TimeGrid::shiftMove(int days, int minutes)
{
    const auto start = m_moveStart.addDays(days).addSecs(minutes * 60);
    if (m_days.isEmpty() || start.date() < m_days.first().date || start.date() > m_days.last().date || start.date() != m_moveStart.date().addDays(days))
        return;
    m_moveEnd = start.addSecs(m_moveStart.secsTo(m_moveEnd));
    m_moveStart = start;
    update();
    Q_EMIT movingChanged(moveSentence());
}

void TimeGrid::endMove(bool commit)
{
    const bool changed = m_moveStart != m_moved.start;
    const auto start = m_moveStart, end = m_moveEnd;
    m_moving = m_dragging = false;
    m_moveStart = m_moveEnd = {};
    unsetCursor();
    update();
    Q_EMIT movingChanged({});
    if (commit && changed)
        Q_EMIT moveRequested(m_moved, start, end);
}

void TimeGrid::showDropTarget(const services::TaskRow &task, const QDateTime &start)
{
    m_moved = task;
    m_moveStart = start;
    m_moveEnd = start.addSecs(3600);
    update();
}

void TimeGrid::clearDropTarget()
{
    m_moveStart = m_moveEnd = {};
    update();
}

QString TimeGrid::moveSentence() const
{
    if (!m_moveStart.isValid())
        return {};
    auto text = tr("Move to %1, %2–%3").arg(format::dayWithWeekday(m_moveStart.date(), m_now.date()), format::time(m_moveStart), format::time(m_moveEnd));
    for (const auto &day : m_days)
        if (day.date == m_moveStart.date() && day.off)
            text += QLatin1Char('\n')
                + (day.holiday.isEmpty() ? tr("That is a day off · Esc cancels") : tr("That day is a holiday (%1) · Esc cancels").arg(day.holiday));
    return text;
}

void TimeGrid::mousePressEvent(QMouseEvent *event)
{
    setFocus(Qt::MouseFocusReason);
    const int hit = shownAt(event->position());
    setCurrent(hit);
    m_pressed = event->pos();
    if (hit >= 0 && event->button() == Qt::LeftButton) {
        m_moved = m_tasks.at(m_shown.at(hit).task);
        const auto at = timeAt(event->pos());
        m_grabMinutes = at.isValid() ? std::max(0, int(m_moved.start.secsTo(at) / 60)) : 0;
    }
}

void TimeGrid::mouseMoveEvent(QMouseEvent *event)
{
    if (!(event->buttons() & Qt::LeftButton)) {
        const int hit = shownAt(event->position());
        setCursor(hit >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
        setToolTip(hit >= 0 ? blockSentence(m_tasks.at(m_shown.at(hit).task), m_now.date()) : QString());
        return;
    }
    if (!m_dragging) {
        if (m_current < 0 || m_moved.status != TaskStatus::Open || (event->pos() - m_pressed).manhattanLength() < QApplication::startDragDistance())
            return;
        m_dragging = true;
        setCursor(Qt::ClosedHandCursor);
    }
    const auto at = timeAt(event->pos());
    if (!at.isValid())
        return;
    m_moveStart = at.addSecs(-m_grabMinutes / kStepMinutes * kStepMinutes * 60);
    if (m_moveStart.date() != at.date())
        m_moveStart = QDateTime(at.date(), QTime(0, 0), at.timeZone());
    m_moveEnd = m_moveStart.addSecs(m_moved.start.secsTo(m_moved.end));
    update();
    Q_EMIT movingChanged(moveSentence());
}

void TimeGrid::mouseReleaseEvent(QMouseEvent *event)
{
    if (m_dragging && event->button() == Qt::LeftButton)
        endMove(true);
}

void TimeGrid::mouseDoubleClickEvent(QMouseEvent *event)
{
    const int hit = shownAt(event->position());
    if (hit >= 0) {
        Q_EMIT openRequested(m_tasks.at(m_shown.at(hit).task));
        return;
    }
    const auto at = timeAt(event->pos());
    if (at.isValid())
        Q_EMIT newRequested(at);
}

void TimeGrid::keyPressEvent(QKeyEvent *event)
{
    if (m_moving || m_dragging) {
        switch (event->key()) {
        case Qt::Key_Left: shiftMove(-1, 0); return;
        case Qt::Key_Right: shiftMove(1, 0); return;
        case Qt::Key_Up: shiftMove(0, -kStepMinutes); return;
        case Qt::Key_Down: shiftMove(0, kStepMinutes); return;
        case Qt::Key_Return:
        case Qt::Key_Enter: endMove(true); return;
        case Qt::Key_Escape: endMove(false); return;
        default: break;
        }
    }
    const auto *task = selected();
    switch (event->key()) {
    case Qt::Key_Up:
    case Qt::Key_K: step(0, -1); return;
    case Qt::Key_Down:
    case Qt::Key_J: step(0, 1); return;
    case Qt::Key_Left: step(-1, 0); return;
    case Qt::Key_Right: step(1, 0); return;
    case Qt::Key_M: beginMove(); return;
    case Qt::Key_Space:
        if (task)
            Q_EMIT toggleRequested(*task);
        return;
    case Qt::Key_Delete:
        if (task)
            Q_EMIT skipRequested(*task);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (task)
            Q_EMIT openRequested(*task);
        return;
    case Qt::Key_N:
        if (event->modifiers() == Qt::NoModifier) {
            Q_EMIT newRequested(task ? task->start : QDateTime());
            return;
        }
        break;
    default: break;
    }
    QWidget::keyPressEvent(event);
}

void TimeGrid::contextMenuEvent(QContextMenuEvent *event)
{
    const int hit = event->reason() == QContextMenuEvent::Mouse ? shownAt(event->pos()) : m_current;
    if (hit < 0)
        return;
    setCurrent(hit);
    const QPoint at = event->reason() == QContextMenuEvent::Mouse ? event->globalPos() : mapToGlobal(m_shown.at(hit).box.center().toPoint());
    Q_EMIT menuRequested(m_tasks.at(m_shown.at(hit).task), at);
}

void TimeGrid::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    if (m_current < 0 && event->reason() != Qt::MouseFocusReason && !m_shown.isEmpty())
        setCurrent(0);
    update();
}

void TimeGrid::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    if (m_moving)
        endMove(false);
    update();
}

} // namespace zhike::ui
