// SPDX-License-Identifier: GPL-3.0-or-later
#include "today/calldelegate.h"

#include "models/labels.h"
#include "widgets/format.h"
#include "widgets/smallcharts.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {

CallDelegate::CallDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) { }

QSize CallDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    return {m_theme.px(320), m_theme.px(index.data(CallModel::DoneRole).toBool() ? 35 : 81)};
}

QRect CallDelegate::actionRect(Action action, const QRect &row, bool selected, bool done) const
{
    const int side = m_theme.px(24);
    const int gap = m_theme.px(4);
    const int right = row.right() - m_theme.px(11);
    if (done) {
        const int wide = QFontMetrics(m_theme.font(TextStyle::Small)).horizontalAdvance(tr("Undo")) + m_theme.px(8);
        return action == Action::Undo ? QRect(right - wide, row.top() + m_theme.px(4), wide, row.height() - m_theme.px(8)) : QRect();
    }
    const int top = row.bottom() - m_theme.px(11) - side;
    const QRect later(right - side, top, side, side);
    const QRect note = later.translated(-(side + gap), 0);
    switch (action) {
    case Action::Later: return later;
    case Action::Note: return note;
    case Action::Call: {
        const int wide = selected ? QFontMetrics(m_theme.font(TextStyle::SmallBold)).horizontalAdvance(tr("Call")) + m_theme.px(36) : side;
        return {note.left() - gap - wide, top, wide, side};
    }
    default: return {};
    }
}

CallDelegate::Action CallDelegate::actionAt(const QPoint &at, const QRect &row, bool selected, bool done) const
{
    for (const auto action : {Action::Call, Action::Note, Action::Later, Action::Undo})
        if (actionRect(action, row, selected, done).contains(at))
            return action;
    return Action::None;
}

bool CallDelegate::editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (event->type() != QEvent::MouseButtonRelease)
        return QStyledItemDelegate::editorEvent(event, model, option, index);
    const auto *mouse = static_cast<QMouseEvent *>(event);
    const auto action = actionAt(mouse->position().toPoint(), option.rect, option.state & QStyle::State_Selected, index.data(CallModel::DoneRole).toBool());
    if (action == Action::None || mouse->button() != Qt::LeftButton)
        return false;
    Q_EMIT triggered(action, index);
    return true;
}

bool CallDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    QString text;
    switch (actionAt(event->pos(), option.rect, option.state & QStyle::State_Selected, index.data(CallModel::DoneRole).toBool())) {
    case Action::Call: text = tr("Log a call (C)"); break;
    case Action::Note: text = tr("Log another contact (L)"); break;
    case Action::Later: text = tr("Put off (S)"); break;
    case Action::Undo: text = tr("Open again"); break;
    case Action::None: text = index.data(Qt::AccessibleTextRole).toString(); break;
    }
    QToolTip::showText(event->globalPos(), text, view);
    return true;
}

void CallDelegate::paint(QPainter *p, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    auto &painter = *p;
    const auto *model = static_cast<const CallModel *>(index.model());
    const QRect row = option.rect;
    const bool selected = option.state & QStyle::State_Selected;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (selected) {
        painter.fillRect(row, m_theme.color(Color::Sel));
        painter.fillRect(QRect(row.left(), row.top(), m_theme.px(3), row.height()), m_theme.color(Color::Accent));
    } else if (option.state & QStyle::State_MouseOver) {
        painter.fillRect(row, m_theme.color(Color::Hover));
    }
    painter.fillRect(QRect(row.left(), row.bottom(), row.width(), 1), m_theme.color(Color::Border));
    if (const auto *task = model->done(index.row())) {
        paintDone(painter, row, *task);
    } else if (const auto *call = model->call(index.row())) {
        const int line = m_theme.px(20);
        const int top = row.top() + m_theme.px(10);
        const int left = row.left() + m_theme.px(46);
        painter.setFont(m_theme.font(TextStyle::Figure));
        painter.setPen(m_theme.color(selected ? Color::Accent : Color::T3));
        painter.drawText(QRect(row.left(), top, m_theme.px(46), line), Qt::AlignCenter, QString::number(index.row() + 1));

        // The right block first: what it leaves is the room of the sentences.
        const int block = m_theme.px(120);
        const int right = row.right() - m_theme.px(11);
        painter.setFont(m_theme.font(TextStyle::BodyBold));
        painter.setPen(m_theme.color(Color::T1));
        const int figure = painter.fontMetrics().horizontalAdvance(u"100"_s);
        painter.drawText(QRect(right - figure, top, figure, line), Qt::AlignRight | Qt::AlignVCenter, QString::number(call->priority));
        const QRectF bar(right - figure - m_theme.px(50), top + line / 2.0 - m_theme.px(3), m_theme.px(44), m_theme.px(6));
        paintShareBar(painter, m_theme, bar, call->priority / 100.0, Color::Accent);
        painter.setFont(m_theme.font(TextStyle::Micro));
        painter.setPen(m_theme.color(Color::T3));
        painter.drawText(QRectF(bar.left() - m_theme.px(80), top, m_theme.px(74), line), Qt::AlignRight | Qt::AlignVCenter, tr("Priority"));
        if (!call->preferredTime.isEmpty())
            painter.drawText(QRect(right - m_theme.px(170), top + line - m_theme.px(3), m_theme.px(170), m_theme.px(16)), Qt::AlignRight | Qt::AlignVCenter,
                             painter.fontMetrics().elidedText(tr("Best time %1").arg(call->preferredTime), Qt::ElideRight, m_theme.px(170)));

        const int textRight = right - std::max(block, right - actionRect(Action::Call, row, selected, false).left()) - m_theme.px(10);
        painter.setFont(m_theme.font(TextStyle::BodyBold));
        painter.setPen(m_theme.color(Color::T1));
        const auto tier = Labels::tierOf(call->customerKind, call->tier);
        const auto badge = CallModel::badge(*call);
        const int badges = badgeSize(m_theme, tier).width() + badgeSize(m_theme, badge, CallModel::badgeIcon(*call)).width() + m_theme.px(14);
        const auto name = painter.fontMetrics().elidedText(call->customerName, Qt::ElideRight, std::max(m_theme.px(48), textRight - left - badges));
        painter.drawText(QRect(left, top, textRight - left, line), Qt::AlignVCenter | Qt::AlignLeft, name);
        int x = left + painter.fontMetrics().horizontalAdvance(name) + m_theme.px(7);
        const QSize tierSize = badgeSize(m_theme, tier);
        paintBadge(painter, m_theme, QRect(x, top, tierSize.width(), line), tier, tierBadge(call->tier, call->customerKind));
        x += tierSize.width() + m_theme.px(5);
        paintBadge(painter, m_theme, QRect(x, top, badgeSize(m_theme, badge, CallModel::badgeIcon(*call)).width(), line), badge, CallModel::badgeKind(*call),
                   CallModel::badgeIcon(*call));

        painter.setFont(m_theme.font(TextStyle::BodyBold));
        painter.setPen(m_theme.color(Color::T1));
        painter.drawText(QRect(left, top + line, textRight - left, line), Qt::AlignVCenter | Qt::AlignLeft,
                         painter.fontMetrics().elidedText(CallModel::reason(*call), Qt::ElideRight, textRight - left));
        painter.setFont(m_theme.font(TextStyle::Small));
        painter.setPen(m_theme.color(Color::T2));
        painter.drawText(QRect(left, top + 2 * line, textRight - left, line), Qt::AlignVCenter | Qt::AlignLeft,
                         painter.fontMetrics().elidedText(CallModel::advice(*call), Qt::ElideRight, textRight - left));
        paintActions(painter, row, selected);
    }
    if ((option.state & QStyle::State_HasFocus) && selected) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_theme.color(Color::Focus), 2));
        painter.drawRect(QRectF(row).adjusted(1, 1, -1, -2));
    }
    painter.restore();
}

void CallDelegate::paintActions(QPainter &painter, const QRect &row, bool selected) const
{
    const struct {
        Action action;
        const char16_t *icon;
    } buttons[] = {{Action::Call, u"phone"}, {Action::Note, u"note"}, {Action::Later, u"clock"}};
    for (const auto &button : buttons) {
        const QRect box = actionRect(button.action, row, selected, false);
        const bool primary = selected && button.action == Action::Call;
        painter.setPen(primary ? QPen(Qt::NoPen) : QPen(m_theme.color(Color::Border2), 1));
        painter.setBrush(m_theme.color(primary ? Color::Accent : Color::Surface));
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), m_theme.px(4), m_theme.px(4));
        const int size = m_theme.px(14);
        const auto tint = m_theme.color(primary ? Color::On : Color::T2);
        const int iconLeft = primary ? box.left() + m_theme.px(8) : box.center().x() - size / 2 + 1;
        painter.drawPixmap(iconLeft, box.center().y() - size / 2 + 1,
                           m_theme.pixmap(QString::fromUtf16(button.icon), tint, size, painter.device()->devicePixelRatioF()));
        if (primary) {
            painter.setFont(m_theme.font(TextStyle::SmallBold));
            painter.setPen(tint);
            painter.drawText(box.adjusted(m_theme.px(26), 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, tr("Call"));
        }
    }
}

void CallDelegate::paintDone(QPainter &painter, const QRect &row, const services::TaskRow &task) const
{
    const int size = m_theme.px(14);
    painter.drawPixmap(row.left() + m_theme.px(14), row.center().y() - size / 2,
                       m_theme.pixmap(u"check"_s, m_theme.color(Color::Ok), size, painter.device()->devicePixelRatioF()));
    const QRect undo = actionRect(Action::Undo, row, false, true);
    painter.setFont(m_theme.font(TextStyle::Small));
    painter.setPen(m_theme.color(Color::Accent));
    painter.drawText(undo, Qt::AlignCenter, tr("Undo"));
    auto font = m_theme.font(TextStyle::Small);
    font.setStrikeOut(true);
    painter.setFont(font);
    painter.setPen(m_theme.color(Color::T2));
    const QRect text(row.left() + m_theme.px(36), row.top(), undo.left() - row.left() - m_theme.px(44), row.height());
    QStringList words;
    if (!task.customerName.isEmpty())
        words.append(task.customerName);
    if (task.doneAt.isValid())
        words.append(format::time(task.doneAt));
    words.append(task.title);
    painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft, painter.fontMetrics().elidedText(words.join(u"  "_s), Qt::ElideRight, text.width()));
}

} // namespace zhike::ui
