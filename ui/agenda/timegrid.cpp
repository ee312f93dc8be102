// SPDX-License-Identifier: GPL-3.0-or-later
#include "agenda/timegrid.h"

#include "models/labels.h"
#include "widgets/format.h"

#include <QPainter>
#include <QResizeEvent>
#include <QTimeZone>
#include <algorithm>

namespace zhike::ui {

TimeGrid::TimeGrid(QWidget *parent) : QWidget(parent), m_theme(Theme::of(this))
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    connect(&m_theme, &Theme::changed, this, [this] {
        relayout();
        updateGeometry();
    });
}

void TimeGrid::setDays(const QList<services::CalendarDay> &days)
{
    m_days = days;
    relayout();
}

void TimeGrid::setTasks(const QList<services::TaskRow> &tasks)
{
    const auto former = m_current >= 0 ? m_tasks.at(m_shown.at(m_current).task) : services::TaskRow();
    m_tasks = tasks;
    m_fromHour = 8;
    m_toHour = 19;
    for (const auto &task : std::as_const(m_tasks)) {
        if (task.allDay || !task.start.isValid())
            continue;
        m_fromHour = std::min(m_fromHour, task.start.time().hour());
        const int end = task.end.date() > task.start.date() ? 24 : task.end.time().hour() + (task.end.time().minute() > 0 ? 1 : 0);
        m_toHour = std::clamp(std::max(m_toHour, end), m_toHour, 24);
    }
    m_current = -1;
    relayout();
    if (!former.id.isEmpty())
        select(former.id, former.recurring ? former.start : QDateTime());
    updateGeometry();
}

void TimeGrid::setNow(const QDateTime &now)
{
    m_now = now;
    update();
}

void TimeGrid::setCompact(bool compact)
{
    m_compact = compact;
    relayout();
}

int TimeGrid::hourColumnWidth() const
{
    return m_theme.px(m_compact ? 46 : 50);
}

int TimeGrid::yOf(QTime time) const
{
    const int top = m_theme.px(8);
    const double minutes = time.msecsSinceStartOfDay() / 60000.0 - m_fromHour * 60;
    return top + int(minutes * (height() - 2 * top) / ((m_toHour - m_fromHour) * 60.0));
}

QRectF TimeGrid::dayRect(int day) const
{
    const double left = hourColumnWidth();
    const double wide = (width() - left) / std::max<double>(1, double(m_days.size()));
    return QRectF(left + day * wide, 0, wide, height());
}

QPoint TimeGrid::pointAt(const QDateTime &at) const
{
    for (int i = 0; i < m_days.size(); ++i)
        if (m_days.at(i).date == at.date())
            return QPointF(dayRect(i).center().x(), yOf(at.time())).toPoint();
    return {-1, -1};
}

QDateTime TimeGrid::timeAt(const QPoint &at) const
{
    for (int i = 0; i < m_days.size(); ++i) {
        const QRectF box = dayRect(i);
        if (at.x() < box.left() || at.x() >= box.right())
            continue;
        const int top = m_theme.px(8);
        const double minutes = (at.y() - top) * (m_toHour - m_fromHour) * 60.0 / std::max(1, height() - 2 * top);
        const int rounded = std::clamp(int(minutes / 30) * 30 + m_fromHour * 60, m_fromHour * 60, m_toHour * 60 - 30);
        return QDateTime(m_days.at(i).date, QTime(rounded / 60, rounded % 60), m_now.timeZone());
    }
    return {};
}

void TimeGrid::relayout()
{
    m_shown.clear();
    for (int d = 0; d < m_days.size(); ++d) {
        const QRectF column = dayRect(d).adjusted(m_theme.px(m_compact ? 6 : 3), 0, -m_theme.px(m_compact ? 2 : 5), 0);
        const auto places = placeBlocks(m_tasks, m_days.at(d).date);
        for (const auto &place : places) {
            const double wide = column.width() / place.columns;
            const int top = yOf(QTime::fromMSecsSinceStartOfDay(place.fromMinute * 60000));
            const int bottom = place.toMinute >= 24 * 60 ? height() : yOf(QTime::fromMSecsSinceStartOfDay(place.toMinute * 60000));
            m_shown.append({place.task, d, QRectF(column.left() + place.column * wide, top + 1, wide - 2, std::max(m_theme.px(16), bottom - top - 2))});
        }
    }
    if (m_current >= m_shown.size())
        m_current = -1;
    update();
}

bool TimeGrid::event(QEvent *event)
{
    if (event->type() == QEvent::Resize)
        relayout();
    return QWidget::event(event);
}

QSize TimeGrid::sizeHint() const
{
    return {m_theme.px(m_compact ? 280 : 700), m_theme.px((m_toHour - m_fromHour) * 52)};
}

QSize TimeGrid::minimumSizeHint() const
{
    return {m_theme.px(m_compact ? 180 : 420), m_theme.px((m_toHour - m_fromHour) * 34)};
}

QRectF TimeGrid::blockRect(int task) const
{
    for (const auto &shown : m_shown)
        if (shown.task == task)
            return shown.box;
    return {};
}

void TimeGrid::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintBackground(painter);
    for (int i = 0; i < m_shown.size(); ++i) {
        const auto &task = m_tasks.at(m_shown.at(i).task);
        const bool ghost = (m_moving || m_dragging) && i == m_current;
        if (ghost) {
            painter.setBrush(m_theme.color(Color::Sunken));
            painter.setPen(QPen(m_theme.color(Color::Ctl), 1, Qt::DashLine));
            painter.drawRoundedRect(m_shown.at(i).box, 3, 3);
        } else {
            paintBlock(painter, task, m_shown.at(i).box, i == m_current && hasFocus());
        }
    }
    if (m_moveStart.isValid())
        paintMove(painter);
    paintNow(painter);
}

void TimeGrid::paintBackground(QPainter &painter) const
{
    for (int i = 0; i < m_days.size(); ++i) {
        const auto &day = m_days.at(i);
        if (m_compact)
            break;
        if (day.off)
            painter.fillRect(dayRect(i), m_theme.color(Color::Sunken));
        else if (day.date == m_now.date())
            painter.fillRect(dayRect(i), m_theme.color(Color::Soft));
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setFont(m_theme.font(TextStyle::Micro));
    const int line = m_theme.lineHeight(TextStyle::Micro);
    for (int hour = m_fromHour; hour <= m_toHour; ++hour) {
        const int y = hour == 24 ? height() - m_theme.px(8) : yOf(QTime(hour, 0));
        painter.setPen(m_theme.color(Color::Border));
        painter.drawLine(hourColumnWidth() - m_theme.px(4), y, width(), y);
        painter.setPen(m_theme.color(Color::T3));
        painter.drawText(QRect(0, y - line / 2, hourColumnWidth() - m_theme.px(8), line), Qt::AlignRight | Qt::AlignVCenter,
                         QStringLiteral("%1:00").arg(hour, 2, 10, QLatin1Char('0')));
    }
    if (!m_compact) {
        painter.setPen(m_theme.color(Color::Border));
        for (int i = 0; i < m_days.size(); ++i)
            painter.drawLine(QPointF(dayRect(i).left(), 0), QPointF(dayRect(i).left(), height()));
    }
    painter.setRenderHint(QPainter::Antialiasing);
}

void TimeGrid::paintBlock(QPainter &painter, const services::TaskRow &task, const QRectF &box, bool selected) const
{
    const bool struck = task.status == TaskStatus::Done;
    const auto colors = blockColors(task);
    painter.save();
    painter.setClipRect(box.adjusted(-1, -1, 1, 1));
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(struck ? Color::NeuTint : colors.fill));
    painter.drawRoundedRect(box, m_theme.px(4), m_theme.px(4));
    painter.setBrush(m_theme.color(struck ? Color::Ctl : colors.edge));
    painter.drawRoundedRect(QRectF(box.left(), box.top(), m_theme.px(3), box.height()), 1, 1);
    const int line = std::min(m_theme.px(20), int(box.height()));
    const int size = m_theme.px(14);
    const double top = box.height() < m_theme.px(30) ? box.top() : box.top() + m_theme.px(2);
    painter.drawPixmap(QPointF(box.left() + m_theme.px(9), top + (line - size) / 2.0).toPoint(),
                       m_theme.pixmap(struck ? QStringLiteral("check") : Labels::taskIcon(task.kind), m_theme.color(struck ? Color::T3 : colors.edge), size,
                                      devicePixelRatioF()));
    double right = box.right() - m_theme.px(6);
    if (m_compact) {
        painter.setFont(m_theme.font(TextStyle::Micro));
        painter.setPen(m_theme.color(Color::T2));
        const auto text = format::time(task.start);
        const int w = painter.fontMetrics().horizontalAdvance(text);
        painter.drawText(QRectF(right - w, top, w + 1, line), Qt::AlignVCenter | Qt::AlignRight, text);
        right -= w + m_theme.px(6);
    }
    auto bold = m_theme.font(m_compact ? TextStyle::BodyBold : TextStyle::SmallBold);
    bold.setStrikeOut(struck);
    painter.setFont(bold);
    painter.setPen(m_theme.color(struck ? Color::T3 : Color::T1));
    const double left = box.left() + m_theme.px(m_compact ? 28 : 26);
    // Name and title share the line when they fit; otherwise each has its own where the block is high enough.
    QStringList lines {blockTitle(task)};
    const bool split
        = painter.fontMetrics().horizontalAdvance(lines.first()) > right - left && !task.customerName.isEmpty() && box.height() >= line + m_theme.px(18);
    if (split)
        lines = {task.customerName, task.title};
    const auto note = task.note.isEmpty() ? task.location : task.note;
    if (!note.isEmpty())
        lines.append(note);
    painter.drawText(QRectF(left, top, right - left, line), Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(lines.first(), Qt::ElideRight, int(right - left)));
    double below = top + line;
    for (qsizetype i = 1; i < lines.size() && below + m_theme.px(16) <= box.bottom(); ++i) {
        const bool title = split && i == 1;
        painter.setFont(title ? bold : m_theme.font(TextStyle::Small));
        painter.setPen(m_theme.color(struck ? Color::T3 : title ? Color::T1 : Color::T2));
        const QRectF room(box.left() + m_theme.px(10), below, box.width() - m_theme.px(14), m_theme.px(16));
        painter.drawText(room, Qt::AlignVCenter | Qt::AlignLeft, painter.fontMetrics().elidedText(lines.at(i), Qt::ElideRight, int(room.width())));
        below += m_theme.px(16);
    }
    painter.setClipping(false);
    if (selected) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_theme.color(Color::Focus), 2));
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), m_theme.px(4), m_theme.px(4));
    }
    painter.restore();
}

QRectF TimeGrid::slotRect(const QDateTime &start, const QDateTime &end) const
{
    for (int i = 0; i < m_days.size(); ++i) {
        if (m_days.at(i).date != start.date())
            continue;
        const int bottom = end.date() > start.date() ? height() : yOf(end.time());
        return QRectF(dayRect(i).left() + 3, yOf(start.time()) + 1, dayRect(i).width() - 8, bottom - yOf(start.time()) - 2);
    }
    return {};
}

void TimeGrid::paintMove(QPainter &painter) const
{
    const QRectF target = slotRect(m_moveStart, m_moveEnd);
    if (target.isEmpty())
        return;
    paintBlock(painter, m_moved, target, false);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_theme.color(Color::Accent), 2));
    painter.drawRoundedRect(target, m_theme.px(4), m_theme.px(4));
    const auto lines = moveSentence().split(QLatin1Char('\n'));
    painter.setFont(m_theme.font(TextStyle::Small));
    int wide = 0;
    for (const auto &text : lines)
        wide = std::max(wide, painter.fontMetrics().horizontalAdvance(text));
    const int line = m_theme.lineHeight(TextStyle::Small);
    QRectF bubble(target.left(), target.bottom() + m_theme.px(6), wide + m_theme.px(16), double(lines.size() * line + m_theme.px(10)));
    if (bubble.right() > width())
        bubble.moveRight(width() - 2);
    if (bubble.bottom() > height())
        bubble.moveBottom(target.top() - m_theme.px(6));
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(Color::T1));
    painter.drawRoundedRect(bubble, m_theme.px(4), m_theme.px(4));
    painter.setPen(m_theme.color(Color::Surface));
    for (int i = 0; i < lines.size(); ++i)
        painter.drawText(QRectF(bubble.left() + m_theme.px(8), bubble.top() + m_theme.px(5) + i * line, wide + 2, line), Qt::AlignVCenter | Qt::AlignLeft,
                         lines.at(i));
}

void TimeGrid::paintNow(QPainter &painter) const
{
    if (m_now.time().hour() < m_fromHour || m_now.time().hour() >= m_toHour)
        return;
    for (int i = 0; i < m_days.size(); ++i) {
        if (m_days.at(i).date != m_now.date())
            continue;
        const int y = yOf(m_now.time());
        painter.setPen(QPen(m_theme.color(Color::Crit), 2));
        painter.drawLine(QPointF(i == 0 ? hourColumnWidth() - m_theme.px(4) : dayRect(i).left(), y), QPointF(dayRect(i).right(), y));
        painter.setFont(m_theme.font(TextStyle::MicroBold));
        const QRectF label(m_theme.px(4), y - m_theme.px(8), hourColumnWidth() - m_theme.px(8), m_theme.px(16));
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(Color::Crit));
        painter.drawRoundedRect(label, m_theme.px(3), m_theme.px(3));
        painter.setPen(m_theme.color(Color::Surface));
        painter.drawText(label, Qt::AlignCenter, format::time(m_now));
    }
}

} // namespace zhike::ui
