// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/customerdelegate.h"

#include "customers/customerlistmodel.h"
#include "widgets/badge.h"
#include "widgets/smallcharts.h"

#include <QAbstractItemView>
#include <QPainter>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {

void CustomerDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *model = qobject_cast<const CustomerListModel *>(index.model());
    if (!model) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    const Theme &theme = Theme::of(option.widget);
    const services::CustomerRow *row = model->customer(index.row());
    const bool selected = option.state & QStyle::State_Selected;
    const QRect box = option.rect;
    painter->save();
    painter->fillRect(box, theme.color(selected ? Color::Sel : option.state & QStyle::State_MouseOver ? Color::Hover : Color::Surface));
    painter->fillRect(QRect(box.left(), box.bottom(), box.width(), 1), theme.color(Color::Border));
    if (selected && index.column() == 0)
        painter->fillRect(QRect(box.left(), box.top(), theme.px(3), box.height()), theme.color(Color::Accent));

    const auto alignment = Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt());
    QRect cell = box.adjusted(theme.px(8), 0, -theme.px(8), -1);
    Color tone = Color::T1;
    TextStyle style = TextStyle::Body;
    QString text = index.data().toString();
    if (row) {
        switch (index.column()) {
        case CustomerListModel::Name:
            cell.setLeft(cell.left() + theme.px(4));
            if (row->pending) {
                const int side = theme.px(12);
                painter->drawPixmap(cell.right() - side, cell.center().y() - side / 2 + 1,
                                    theme.pixmap(u"cloudup"_s, theme.color(Color::Info), side, painter->device()->devicePixelRatioF()));
                cell.setRight(cell.right() - side - theme.px(4));
            }
            if (selected)
                style = TextStyle::BodyBold;
            break;
        case CustomerListModel::Tier:
            paintBadge(*painter, theme, cell, text, tierBadge(row->tier, row->kind));
            text.clear();
            break;
        case CustomerListModel::Change: tone = theme.direction(row->change30Bp); break;
        case CustomerListModel::Months:
            paintSparkline(*painter, theme, QRectF(cell).adjusted(0, theme.px(4), 0, -theme.px(4)), row->aumMonths);
            text.clear();
            break;
        case CustomerListModel::Churn:
            if (row->churn == ChurnLevel::None) {
                text = u"–"_s;
                tone = Color::T3;
            } else {
                paintLadder(*painter, theme, cell, row->churn);
                text.clear();
            }
            break;
        case CustomerListModel::LastContact:
            style = TextStyle::Small;
            tone = Color::T2;
            if (row->contactLimitDays > 0 && row->lastContact.isValid() && row->lastContact.daysTo(m_today) > row->contactLimitDays) {
                style = TextStyle::SmallBold;
                tone = Color::Warn;
            }
            break;
        case CustomerListModel::Next:
            style = row->nextOverdue ? TextStyle::SmallBold : TextStyle::Small;
            tone = row->nextOverdue ? Color::Crit : Color::T2;
            break;
        case CustomerListModel::Consents: {
            const int side = theme.px(14);
            int x = cell.left();
            if (row->doNotContact) {
                painter->drawPixmap(x, cell.center().y() - side / 2,
                                    theme.pixmap(u"stop"_s, theme.color(Color::Crit), side, painter->device()->devicePixelRatioF()));
                break;
            }
            const std::pair<QString, bool> marks[]
                = {{u"phone"_s, row->consents.marketing}, {u"dashboard"_s, row->consents.profiling}, {u"link"_s, row->consents.thirdParty}};
            for (const auto &[icon, given] : marks) {
                painter->drawPixmap(x, cell.center().y() - side / 2,
                                    theme.pixmap(icon, theme.color(given ? Color::Ok : Color::Border2), side, painter->device()->devicePixelRatioF()));
                x += side + theme.px(3);
            }
            break;
        }
        default: break;
        }
    }
    if (!text.isEmpty()) {
        painter->setFont(theme.font(style));
        painter->setPen(theme.color(tone));
        painter->drawText(cell, int(alignment) | Qt::TextSingleLine, painter->fontMetrics().elidedText(text, Qt::ElideRight, cell.width()));
    }
    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(QPen(theme.color(Color::Focus), 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(QRectF(box).adjusted(1, 1, -1, -2));
    }
    painter->restore();
}

} // namespace zhike::ui
