// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/alertmodel.h"

#include "models/labels.h"
#include "widgets/badge.h"
#include "widgets/format.h"
#include "widgets/smallcharts.h"

#include <QPainter>

namespace zhike::ui {

void AlertModel::setRows(const QList<services::AlertRow> &rows, QDate today)
{
    beginResetModel();
    m_rows = rows;
    m_today = today;
    endResetModel();
}

const services::AlertRow *AlertModel::alert(int row) const
{
    return row >= 0 && row < m_rows.size() ? &m_rows.at(row) : nullptr;
}

int AlertModel::rowOf(const AlertId &alert) const
{
    for (int i = 0; i < m_rows.size(); ++i)
        if (m_rows.at(i).id == alert)
            return i;
    return -1;
}

int AlertModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int AlertModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(Column::Count);
}

QVariant AlertModel::data(const QModelIndex &index, int role) const
{
    const auto *row = alert(index.row());
    if (!index.isValid() || !row)
        return {};
    const auto column = Column(index.column());
    switch (role) {
    case Qt::DisplayRole:
        switch (column) {
        case Column::Customer: return row->customerName;
        case Column::Tier: return Labels::tierOf(row->customerKind, row->tier);
        case Column::Aum: return format::column(row->aum);
        case Column::Points: return row->points > 0 ? QString::number(row->points) : QString();
        case Column::Reason: return row->reasons.isEmpty() ? Labels::alertKind(row->kind) : Labels::churnReasonShort(row->reasons.first());
        case Column::Next:
            return row->state == AlertState::Snoozed ? tr("Snoozed to %1").arg(format::day(row->snoozeUntil, m_today))
                : row->state == AlertState::Disposed ? Labels::disposition(row->disposition)
                : row->nextOn.isValid()              ? format::relativeDay(row->nextOn, m_today)
                                                     : tr("To be planned");
        case Column::Count: break;
        }
        return {};
    case Qt::ToolTipRole:
        if (column == Column::Aum)
            return format::exact(row->aum);
        if (column == Column::Next)
            return row->nextStep;
        return column == Column::Reason && !row->reasons.isEmpty() ? Labels::churnReason(row->reasons.first()) : data(index, Qt::DisplayRole);
    case Qt::AccessibleTextRole:
        return index.column() == 0 ? tr("%1, %2, %3, %4 points, %5")
                                         .arg(row->customerName, Labels::tierOf(row->customerKind, row->tier), format::amount(row->aum))
                                         .arg(row->points)
                                         .arg(data(index.siblingAtColumn(int(Column::Reason)), Qt::DisplayRole).toString())
                                   : data(index, Qt::DisplayRole);
    case Qt::TextAlignmentRole: return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter | (column == Column::Aum ? Qt::AlignRight : Qt::AlignLeft)));
    case LevelRole: return int(fromWire<ChurnLevel>(row->severity).value_or(ChurnLevel::Watch));
    case OverdueRole: return row->nextOverdue;
    default: return {};
    }
}

QVariant AlertModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter | (Column(section) == Column::Aum ? Qt::AlignRight : Qt::AlignLeft)));
    if (role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case Column::Customer: return tr("Customer");
    case Column::Tier: return tr("Tier");
    case Column::Aum: return tr("AUM %1").arg(format::columnUnit());
    case Column::Points: return tr("Points");
    case Column::Reason: return tr("First reason");
    case Column::Next: return tr("Next step");
    case Column::Count: break;
    }
    return {};
}

AlertDelegate::AlertDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) { }

void AlertDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *row = static_cast<const AlertModel *>(index.model())->alert(index.row());
    if (!row)
        return;
    painter->save();
    painter->fillRect(option.rect, m_theme.color(option.state & QStyle::State_Selected ? Color::Sel : Color::Surface));
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), m_theme.color(Color::Border));
    const QRect box = option.rect.adjusted(m_theme.px(8), 0, -m_theme.px(8), -1);
    const auto text = index.data().toString();
    const auto draw = [&](const QRect &where, TextStyle style, Color tone, Qt::Alignment side = Qt::AlignLeft) {
        painter->setFont(m_theme.font(style));
        painter->setPen(m_theme.color(tone));
        painter->drawText(where, side | Qt::AlignVCenter, painter->fontMetrics().elidedText(text, Qt::ElideRight, where.width()));
    };
    switch (AlertModel::Column(index.column())) {
    case AlertModel::Column::Customer: {
        const auto mark = row->state == AlertState::New ? tr("New", "alert") : QString();
        const int badge = mark.isEmpty() ? 0 : badgeSize(m_theme, mark).width() + m_theme.px(6);
        draw(box.adjusted(0, 0, -badge, 0), TextStyle::BodyBold, Color::T1);
        if (badge > 0) {
            const int used = std::min(painter->fontMetrics().horizontalAdvance(text), box.width() - badge) + m_theme.px(6);
            paintBadge(*painter, m_theme, QRect(box.left() + used, box.top(), badge, box.height()), mark, BadgeKind::Critical);
        }
        break;
    }
    case AlertModel::Column::Tier: paintBadge(*painter, m_theme, box, text, tierBadge(row->tier, row->customerKind)); break;
    case AlertModel::Column::Points:
        paintLadder(*painter, m_theme, QRectF(box.left(), box.top(), m_theme.px(16), box.height()), ChurnLevel(index.data(AlertModel::LevelRole).toInt()));
        draw(box.adjusted(m_theme.px(22), 0, 0, 0), TextStyle::BodyBold, Color::T1);
        break;
    case AlertModel::Column::Aum: draw(box, TextStyle::Body, Color::T1, Qt::AlignRight); break;
    case AlertModel::Column::Next: draw(box, row->nextOverdue ? TextStyle::BodyBold : TextStyle::Body, row->nextOverdue ? Color::Crit : Color::T1); break;
    default: draw(box, TextStyle::Body, Color::T1); break;
    }
    if ((option.state & QStyle::State_HasFocus)) {
        painter->setPen(QPen(m_theme.color(Color::Focus), 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option.rect.adjusted(1, 1, -1, -2));
    }
    painter->restore();
}

} // namespace zhike::ui
