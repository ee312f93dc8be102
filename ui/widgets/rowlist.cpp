// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/rowlist.h"

#include "widgets/smallcharts.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

namespace zhike::ui {

void paintRing(QPainter &painter, const Theme &theme, const QRectF &box, double share, Color color)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    const double width = theme.px(3);
    const QRectF inner = box.adjusted(width / 2, width / 2, -width / 2, -width / 2);
    painter.setPen(QPen(theme.color(Color::SevOff), width));
    painter.drawEllipse(inner);
    painter.setPen(QPen(theme.color(color), width, Qt::SolidLine, Qt::FlatCap));
    painter.drawArc(inner, 90 * 16, -int(std::clamp(share, 0.0, 1.0) * 360 * 16));
    painter.setPen(QPen(theme.color(color), 1.5, Qt::SolidLine, Qt::RoundCap));
    const QPointF c = box.center();
    painter.drawLine(c, c - QPointF(0, box.height() * 0.2));
    painter.drawLine(c, c + QPointF(box.width() * 0.15, 0));
    painter.restore();
}

RowList::RowList(QWidget *parent) : QWidget(parent), m_theme(Theme::of(this))
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&m_theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void RowList::setRows(const QList<ListRow> &rows)
{
    const auto former = m_current >= 0 && m_current < m_rows.size() ? m_rows.at(m_current).key : QString();
    m_rows = rows;
    m_current = -1;
    for (int i = 0; i < m_rows.size(); ++i)
        if (!former.isEmpty() && m_rows.at(i).key == former)
            m_current = i;
    m_hover = -1;
    updateGeometry();
    update();
}

void RowList::setSelecting(bool selecting)
{
    m_selecting = selecting;
    update();
}

void RowList::setTitleWidth(int width)
{
    m_titleWidth = width;
    update();
}

void RowList::setCurrentRow(int row)
{
    m_current = row;
    if (row >= 0 && row < m_rows.size()) {
        const auto &r = m_rows.at(row);
        setAccessibleDescription(r.spoken.isEmpty() ? QStringList {r.title, r.text, r.second, r.badge, r.end}.join(QLatin1Char(' ')).simplified() : r.spoken);
        Q_EMIT currentChanged(r.key);
    }
    update();
}

int RowList::rowHeight(int row) const
{
    const bool ring = m_rows.at(row).lead == ListRow::Lead::Ring;
    return m_theme.px(m_rows.at(row).second.isEmpty() ? 26 : ring ? 44 : 42);
}

QRect RowList::rowRect(int row) const
{
    int top = 0;
    for (int i = 0; i < row; ++i)
        top += rowHeight(i);
    return {0, top, width(), rowHeight(row)};
}

int RowList::rowAt(const QPoint &at) const
{
    for (int i = 0; i < m_rows.size(); ++i)
        if (rowRect(i).contains(at))
            return i;
    return -1;
}

QSize RowList::sizeHint() const
{
    int height = 0;
    for (int i = 0; i < m_rows.size(); ++i)
        height += rowHeight(i);
    return {m_theme.px(240), height};
}

QSize RowList::minimumSizeHint() const
{
    return {m_theme.px(120), sizeHint().height()};
}

void RowList::paintLead(QPainter &painter, const ListRow &row, const QRectF &box) const
{
    switch (row.lead) {
    case ListRow::Lead::None: break;
    case ListRow::Lead::Icon: {
        const int size = m_theme.px(16);
        painter.drawPixmap(QPointF(box.left(), box.center().y() - size / 2.0).toPoint(),
                           m_theme.pixmap(row.icon, m_theme.color(row.iconTone), size, devicePixelRatioF()));
        break;
    }
    case ListRow::Lead::Ring:
        paintRing(painter, m_theme, QRectF(box.left(), box.center().y() - m_theme.px(14), m_theme.px(28), m_theme.px(28)), row.share, row.endTone);
        break;
    case ListRow::Lead::Ladder: paintLadder(painter, m_theme, QRectF(box.left(), box.top(), m_theme.px(16), box.height()), row.level); break;
    }
}

void RowList::paintRow(QPainter &painter, int index) const
{
    const auto &row = m_rows.at(index);
    QRectF box = rowRect(index);
    if (!row.key.isEmpty() && (index == m_hover || (index == m_current && (m_selecting || hasFocus())))) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(index == m_current ? Color::Sel : Color::Hover));
        painter.drawRoundedRect(box.adjusted(-0.5, 1, 0.5, -1), m_theme.px(4), m_theme.px(4));
        if (m_selecting && index == m_current)
            painter.fillRect(QRectF(box.left(), box.top() + 1, m_theme.px(3), box.height() - 2), m_theme.color(Color::Accent));
    }
    if (m_selecting)
        box.adjust(m_theme.px(6), 0, -m_theme.px(4), 0);
    box.adjust(m_theme.px(2), 0, -m_theme.px(2), 0);
    const bool two = !row.second.isEmpty();
    const QRectF first = two ? QRectF(box.left(), box.top() + m_theme.px(3), box.width(), m_theme.px(20)) : box;
    paintLead(painter, row, row.lead == ListRow::Lead::Ring ? box : first);
    const int indent = row.lead == ListRow::Lead::None ? 0 : m_theme.px(row.lead == ListRow::Lead::Ring ? 38 : 24);
    double right = box.right();
    if (!row.end.isEmpty()) {
        painter.setFont(m_theme.font(row.endBold ? TextStyle::BodyBold : TextStyle::Small));
        painter.setPen(m_theme.color(row.endTone));
        const int w = painter.fontMetrics().horizontalAdvance(row.end) + 1;
        painter.drawText(QRectF(right - w, (row.lead == ListRow::Lead::Ring ? box : first).top(), w, (row.lead == ListRow::Lead::Ring ? box : first).height()),
                         Qt::AlignRight | Qt::AlignVCenter, row.end);
        right -= w + m_theme.px(8);
    }
    if (!row.badge.isEmpty()) {
        const QSize size = badgeSize(m_theme, row.badge);
        paintBadge(painter, m_theme, QRectF(right - size.width(), first.top(), size.width(), first.height()).toRect(), row.badge, row.badgeKind);
        right -= size.width() + m_theme.px(6);
    }
    double left = box.left() + indent;
    auto bold = m_theme.font(TextStyle::BodyBold);
    bold.setStrikeOut(row.struck);
    painter.setFont(bold);
    painter.setPen(m_theme.color(row.struck ? Color::T3 : Color::T1));
    if (!row.title.isEmpty()) {
        const int natural = painter.fontMetrics().horizontalAdvance(row.title) + 1;
        const int room = int(std::max(0.0, right - left));
        const int w = std::min(m_titleWidth > 0 && !row.text.isEmpty() ? m_theme.px(m_titleWidth) : natural, room);
        painter.drawText(QRectF(left, first.top(), w, first.height()), Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(row.title, Qt::ElideRight, w));
        left += w + m_theme.px(8);
    }
    painter.setFont(m_theme.font(TextStyle::Small));
    painter.setPen(m_theme.color(Color::T2));
    if (!row.text.isEmpty() && right > left)
        painter.drawText(QRectF(left, first.top(), right - left, first.height()), Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(row.text, Qt::ElideRight, int(right - left)));
    if (two) {
        const double end = row.lead == ListRow::Lead::Ring ? right : box.right();
        const QRectF below(box.left() + indent, first.bottom(), end - box.left() - indent, m_theme.px(16));
        painter.setPen(m_theme.color(Color::T3));
        painter.drawText(below, Qt::AlignLeft | Qt::AlignVCenter, painter.fontMetrics().elidedText(row.second, Qt::ElideRight, int(below.width())));
    }
    if (index == m_current && hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_theme.color(Color::Focus), 2));
        painter.drawRoundedRect(QRectF(rowRect(index)).adjusted(1, 1, -1, -1), m_theme.px(4), m_theme.px(4));
    }
}

void RowList::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (int i = 0; i < m_rows.size(); ++i)
        paintRow(painter, i);
}

void RowList::keyPressEvent(QKeyEvent *event)
{
    const int last = int(m_rows.size()) - 1;
    switch (event->key()) {
    case Qt::Key_Down:
    case Qt::Key_J: setCurrentRow(std::min(last, m_current + 1)); break;
    case Qt::Key_Up:
    case Qt::Key_K: setCurrentRow(std::max(std::min(last, 0), m_current - 1)); break;
    case Qt::Key_Home: setCurrentRow(std::min(last, 0)); break;
    case Qt::Key_End: setCurrentRow(last); break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_current >= 0 && !m_rows.at(m_current).key.isEmpty())
            Q_EMIT activated(m_rows.at(m_current).key);
        break;
    default: QWidget::keyPressEvent(event);
    }
}

void RowList::mousePressEvent(QMouseEvent *event)
{
    const int row = rowAt(event->pos());
    if (event->button() != Qt::LeftButton || row < 0 || m_rows.at(row).key.isEmpty())
        return;
    setCurrentRow(row);
    Q_EMIT activated(m_rows.at(row).key);
}

void RowList::mouseMoveEvent(QMouseEvent *event)
{
    const int row = rowAt(event->pos());
    const bool active = row >= 0 && !m_rows.at(row).key.isEmpty();
    setCursor(active ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (row != m_hover) {
        m_hover = row;
        update();
    }
}

void RowList::leaveEvent(QEvent *)
{
    m_hover = -1;
    update();
}

void RowList::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    if (m_current < 0 && !m_rows.isEmpty() && event->reason() != Qt::MouseFocusReason)
        setCurrentRow(0);
    update();
}

void RowList::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    update();
}

} // namespace zhike::ui
