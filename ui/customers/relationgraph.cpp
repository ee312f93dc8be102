// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/relationgraph.h"

#include "models/labels.h"
#include "widgets/badge.h"
#include "widgets/format.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {

namespace {
constexpr int kMostNodes = 6;
}

RelationGraph::RelationGraph(QWidget *parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Relations"));
}

void RelationGraph::setRelations(const QString &name, CustomerKind kind, const QList<services::RelationRow> &relations)
{
    m_name = name;
    m_kind = kind;
    m_relations.clear();
    m_texts.clear();
    m_current = -1;
    // Who is several things to the customer is one node with a line for each.
    for (const services::RelationRow &relation : relations) {
        const auto same = std::find_if(m_relations.cbegin(), m_relations.cend(), [&](const services::RelationRow &known) {
            return relation.other.isEmpty() ? known.other.isEmpty() && known.name == relation.name : known.other == relation.other;
        });
        if (same != m_relations.cend()) {
            m_texts[same - m_relations.cbegin()].append(relationText(relation));
        } else if (m_relations.size() < kMostNodes) {
            m_relations.append(relation);
            m_texts.append({relationText(relation)});
        }
    }
    QStringList sentences;
    for (qsizetype i = 0; i < m_relations.size(); ++i)
        sentences << tr("%1: %2").arg(m_texts[i].join(u", "_s), m_relations[i].name);
    setAccessibleDescription(sentences.join(u"; "_s));
    updateGeometry();
    update();
}

QSize RelationGraph::sizeHint() const
{
    const Theme &theme = Theme::of(this);
    const int rows = (int(m_relations.size()) + 1) / 2;
    qsizetype lines = 1;
    for (const QStringList &texts : m_texts)
        lines = std::max(lines, texts.size());
    const int more = 17 * int(lines - 1);
    return {theme.px(280), theme.px(rows <= 1 ? 124 + more : 56 + 66 * rows + 2 * more)};
}

QRect RelationGraph::nodeRect(int relation) const
{
    // Pairs left and right, rows from top to bottom; the centre keeps the middle column free.
    const Theme &theme = Theme::of(this);
    const int rows = (int(m_relations.size()) + 1) / 2;
    const int w = std::min(theme.px(124), (width() - centreWidth()) / 2 - theme.px(8)); // also beside the centre
    const int h = theme.px(36);
    const int row = relation / 2;
    const double step = rows <= 1 ? 0 : double(height() - h - theme.px(8)) / (rows - 1);
    const int y = rows <= 1 ? theme.px(8) : theme.px(4) + int(row * step);
    return {relation % 2 == 0 ? theme.px(2) : width() - w - theme.px(2), y, w, h};
}

int RelationGraph::centreWidth() const
{
    return std::min(Theme::of(this).px(108), width() * 30 / 100);
}

QString RelationGraph::relationText(const services::RelationRow &relation) const
{
    const QString kind = Labels::relationKind(relation.kind);
    return relation.shareBp ? tr("%1 %2").arg(kind, format::percent(*relation.shareBp)) : kind;
}

QString RelationGraph::noteText(const services::RelationRow &relation) const
{
    if (relation.otherKind && relation.aum)
        return tr("%1 · %2").arg(Labels::tierOf(*relation.otherKind, relation.tier), format::amount(*relation.aum));
    if (relation.otherKind)
        return Labels::tierOf(*relation.otherKind, relation.tier);
    return relation.note.isEmpty() ? tr("Not a customer") : relation.note;
}

void RelationGraph::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int cw = centreWidth();
    const int ch = theme.px(36);
    const QRect centre((width() - cw) / 2, m_relations.size() <= 2 ? height() - ch - theme.px(8) : (height() - ch) / 2, cw, ch);
    for (int i = 0; i < m_relations.size(); ++i) {
        const QRect node = nodeRect(i);
        painter.setPen(QPen(theme.color(Color::Ctl), 1, m_relations[i].other.isEmpty() ? Qt::DashLine : Qt::SolidLine));
        const QPointF a(node.center().x(), node.center().y());
        const QPointF b(centre.center());
        painter.drawLine(a, b);
        const QString text = m_texts[i].join(u'\n');
        painter.setFont(theme.font(TextStyle::Micro));
        const QSize size = painter.fontMetrics().size(0, text) + QSize(theme.px(6), 0);
        // On the free part of the line: between the edge of the node and the centre.
        const bool beside = node.bottom() >= centre.top() && node.top() <= centre.bottom();
        const double gap = node.bottom() < centre.top() ? (node.bottom() + centre.top()) / 2.0 : (node.top() + centre.bottom()) / 2.0;
        const double part = beside ? 0.5 : (gap - a.y()) / (b.y() - a.y());
        const QPointF mid = a + (b - a) * part;
        QRectF label(mid.x() - size.width() / 2.0, mid.y() - size.height() / 2.0, size.width(), size.height());
        // Left labels stay left of the middle, right ones right of it.
        if (i % 2 == 0)
            label.moveRight(std::min(label.right(), width() / 2.0 - theme.px(2)));
        else
            label.moveLeft(std::max(label.left(), width() / 2.0 + theme.px(2)));
        if (beside)
            label.moveBottom(a.y() - theme.px(2));
        painter.fillRect(label, theme.color(Color::Surface));
        painter.setPen(theme.color(Color::T2));
        painter.drawText(label, Qt::AlignCenter, text);
    }
    const auto drawNode
        = [&](const QRect &box, const QString &title, const QString &note, const QColor &fill, const QColor &text, const QColor &edge, bool focus) {
              painter.setPen(focus ? QPen(theme.color(Color::Focus), 2) : QPen(edge, 1));
              painter.setBrush(fill);
              painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), theme.px(3), theme.px(3));
              painter.setPen(text);
              painter.setFont(theme.font(note.isEmpty() ? TextStyle::BodyBold : TextStyle::SmallBold));
              const QRect inner = box.adjusted(theme.px(4), theme.px(1), -theme.px(4), -theme.px(1));
              painter.drawText(QRect(inner.left(), inner.top(), inner.width(), note.isEmpty() ? inner.height() : inner.height() / 2 + 1), Qt::AlignCenter,
                               painter.fontMetrics().elidedText(title, Qt::ElideRight, inner.width()));
              if (note.isEmpty())
                  return;
              painter.setFont(theme.font(TextStyle::Micro));
              painter.drawText(QRect(inner.left(), inner.center().y(), inner.width(), inner.height() / 2), Qt::AlignCenter,
                               painter.fontMetrics().elidedText(note, Qt::ElideRight, inner.width()));
          };
    for (int i = 0; i < m_relations.size(); ++i) {
        const services::RelationRow &relation = m_relations[i];
        const BadgeKind kind = relation.otherKind ? tierBadge(relation.tier, *relation.otherKind) : BadgeKind::Neutral;
        drawNode(nodeRect(i), relation.name, noteText(relation), theme.color(badgeTint(kind)), theme.color(badgeText(kind)), theme.color(Color::Border2),
                 hasFocus() && i == m_current);
    }
    const bool company = m_kind == CustomerKind::Company;
    const QColor fill = theme.color(company ? Color::Corp : Color::Accent);
    drawNode(centre, m_name, {}, fill, theme.color(Color::On), fill, false);
}

int RelationGraph::nodeAt(const QPoint &at) const
{
    for (int i = 0; i < m_relations.size(); ++i) {
        if (nodeRect(i).contains(at))
            return i;
    }
    return -1;
}

void RelationGraph::activate(int node)
{
    if (node >= 0 && !m_relations.at(node).other.isEmpty())
        Q_EMIT customerActivated(m_relations.at(node).other);
}

void RelationGraph::mousePressEvent(QMouseEvent *event)
{
    m_current = nodeAt(event->pos());
    update();
    activate(m_current);
}

void RelationGraph::mouseMoveEvent(QMouseEvent *event)
{
    const int node = nodeAt(event->pos());
    setCursor(node >= 0 && !m_relations.at(node).other.isEmpty() ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void RelationGraph::keyPressEvent(QKeyEvent *event)
{
    const auto count = int(m_relations.size());
    switch (event->key()) {
    case Qt::Key_Right:
    case Qt::Key_Down: m_current = count == 0 ? -1 : (m_current + 1) % count; break;
    case Qt::Key_Left:
    case Qt::Key_Up: m_current = count == 0 ? -1 : (m_current + count - 1) % count; break;
    case Qt::Key_Return:
    case Qt::Key_Enter: activate(m_current); return;
    default: QWidget::keyPressEvent(event); return;
    }
    update();
}

void RelationGraph::focusInEvent(QFocusEvent *event)
{
    if (m_current < 0 && !m_relations.isEmpty())
        m_current = 0;
    QWidget::focusInEvent(event);
    update();
}

bool RelationGraph::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        auto *help = static_cast<QHelpEvent *>(event);
        const int node = nodeAt(help->pos());
        if (node >= 0)
            QToolTip::showText(help->globalPos(), tr("%1: %2\n%3").arg(relationText(m_relations[node]), m_relations[node].name, noteText(m_relations[node])),
                               this);
        else
            QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

} // namespace zhike::ui
