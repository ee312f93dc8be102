// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/timelineview.h"

#include "models/labels.h"
#include "widgets/badge.h"
#include "widgets/format.h"

#include <QPainter>
#include <QStyledItemDelegate>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {

using services::TimelineItem;
using services::TimelineKind;

namespace {

struct Look {
    QString icon;
    Color color;
    Color tint;
};

Look look(const TimelineItem &item)
{
    switch (item.kind) {
    case TimelineKind::Interaction: return {Labels::channelIcon(item.channel), Color::Info, Color::InfoTint};
    case TimelineKind::Task: return {Labels::taskIcon(item.channel), Color::Gold, Color::GoldTint};
    case TimelineKind::Transaction: return {u"coin"_s, Color::Ok, Color::OkTint};
    case TimelineKind::Request: return {u"chat"_s, Color::Info, Color::InfoTint};
    case TimelineKind::Alert: return {u"churn"_s, Color::Crit, Color::CritTint};
    case TimelineKind::Survey: return {u"star"_s, Color::Neu, Color::NeuTint};
    }
    return {u"note"_s, Color::Neu, Color::NeuTint};
}

QString stateText(const TimelineItem &item)
{
    switch (item.kind) {
    case TimelineKind::Interaction: return Labels::outcome(item.state);
    case TimelineKind::Request: return Labels::requestStatus(item.state);
    case TimelineKind::Task:
        if (const auto status = fromWire<TaskStatus>(item.state))
            return Labels::taskStatus(*status);
        return item.state;
    case TimelineKind::Alert:
        if (const auto state = fromWire<AlertState>(item.state))
            return Labels::alertState(*state);
        return item.state;
    default: return {};
    }
}

QString titleText(const TimelineItem &item)
{
    QString kind;
    switch (item.kind) {
    case TimelineKind::Interaction: kind = Labels::channel(item.channel); break;
    case TimelineKind::Task: kind = item.planned ? TimelineModel::tr("Planned") : Labels::taskKind(item.channel); break;
    case TimelineKind::Transaction: kind = Labels::transactionKind(item.channel); break;
    case TimelineKind::Request: kind = Labels::requestKind(item.channel); break;
    case TimelineKind::Alert: kind = Labels::alertKind(item.channel); break;
    case TimelineKind::Survey: kind = TimelineModel::tr("Survey"); break;
    }
    QString text = kind.isEmpty() || item.title.isEmpty() || kind == item.title ? kind + (kind == item.title ? QString() : item.title)
                                                                                : TimelineModel::tr("%1: %2").arg(kind, item.title);
    if (item.amount)
        text = TimelineModel::tr("%1 %2").arg(text, format::amount(*item.amount, format::Sign::Always));
    return text;
}

class TimelineDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Theme &theme = Theme::of(option.widget);
        const auto *model = static_cast<const TimelineModel *>(index.model());
        const QRect box = option.rect;
        painter->save();
        const int axis = box.left() + theme.px(22);
        const TimelineItem *item = model->item(index.row());
        if (!item) {
            painter->setFont(theme.font(TextStyle::Small));
            painter->setPen(theme.color(Color::T2));
            painter->drawText(box.adjusted(theme.px(42), 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, index.data(TimelineModel::HeadingRole).toString());
            painter->restore();
            return;
        }
        if (option.state & QStyle::State_Selected && option.state & QStyle::State_HasFocus)
            painter->fillRect(box, theme.color(Color::Sel));
        painter->setRenderHint(QPainter::Antialiasing);
        painter->fillRect(QRect(axis, box.top() + theme.px(28), 1, box.height() - theme.px(28)), theme.color(Color::Border2));
        const Look l = look(*item);
        painter->setPen(Qt::NoPen);
        painter->setBrush(theme.color(l.tint));
        painter->drawEllipse(QPoint(axis, box.top() + theme.px(15)), theme.px(11), theme.px(11));
        const int side = theme.px(12);
        painter->drawPixmap(axis - side / 2, box.top() + theme.px(15) - side / 2,
                            theme.pixmap(l.icon, theme.color(l.color), side, painter->device()->devicePixelRatioF()));

        const QRect lines = box.adjusted(theme.px(42), theme.px(4), -theme.px(12), 0);
        painter->setFont(theme.font(TextStyle::Micro));
        painter->setPen(theme.color(Color::T2));
        const QString when = item->at.date() == model->today() ? format::time(item->at) : format::day(item->at.date(), model->today());
        const int whenWidth = painter->fontMetrics().horizontalAdvance(when);
        painter->drawText(QRect(lines.left(), lines.top(), lines.width(), theme.px(20)), Qt::AlignRight | Qt::AlignVCenter, when);
        painter->setFont(theme.font(TextStyle::BodyBold));
        painter->setPen(theme.color(Color::T1));
        const int titleWidth = lines.width() - whenWidth - theme.px(8);
        painter->drawText(QRect(lines.left(), lines.top(), titleWidth, theme.px(20)), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                          painter->fontMetrics().elidedText(titleText(*item), Qt::ElideRight, titleWidth));
        int right = lines.right();
        const QString state = stateText(*item);
        if (!state.isEmpty()) {
            const BadgeKind kind = item->planned ? BadgeKind::Soft : item->pending ? BadgeKind::Info : BadgeKind::Neutral;
            const QSize size = badgeSize(theme, state);
            paintBadge(*painter, theme, QRect(right - size.width() + 1, lines.top() + theme.px(20), size.width(), size.height()), state, kind);
            right -= size.width() + theme.px(8);
        } else if (!item->by.isEmpty()) {
            painter->setFont(theme.font(TextStyle::Micro));
            painter->setPen(theme.color(Color::T2));
            painter->drawText(QRect(lines.left(), lines.top() + theme.px(20), lines.width(), theme.px(18)), Qt::AlignRight | Qt::AlignVCenter, item->by);
            right -= painter->fontMetrics().horizontalAdvance(item->by) + theme.px(8);
        }
        painter->setFont(theme.font(TextStyle::Small));
        painter->setPen(theme.color(Color::T2));
        const int detailWidth = right - lines.left();
        painter->drawText(QRect(lines.left(), lines.top() + theme.px(20), detailWidth, theme.px(18)), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                          painter->fontMetrics().elidedText(item->detail.simplified(), Qt::ElideRight, detailWidth));
        painter->restore();
    }
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const auto *model = static_cast<const TimelineModel *>(index.model());
        return {0, Theme::of(option.widget).px(model->item(index.row()) ? 46 : 24)};
    }
};

} // namespace

void TimelineModel::setItems(const QList<TimelineItem> &items, const QSet<TimelineKind> &kinds, QDate today)
{
    beginResetModel();
    m_items = items;
    m_today = today;
    m_rows.clear();
    QString last;
    for (int i = 0; i < m_items.size(); ++i) {
        const TimelineItem &item = m_items[i];
        if (!kinds.isEmpty() && !kinds.contains(item.kind))
            continue;
        const QDate day = item.at.date();
        QString heading = day > today ? tr("Planned") : day == today ? tr("Today") : QString();
        if (heading.isEmpty())
            heading = day.year() == today.year() ? format::monthShort(day) : tr("%1 %2").arg(day.year()).arg(format::monthShort(day));
        if (heading != last) {
            m_rows.append({heading, -1});
            last = heading;
        }
        m_rows.append({{}, i});
    }
    endResetModel();
}

int TimelineModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

const TimelineItem *TimelineModel::item(int row) const
{
    const int i = m_rows.at(row).item;
    return i < 0 ? nullptr : &m_items.at(i);
}

QVariant TimelineModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const TimelineItem *it = item(index.row());
    if (role == HeadingRole)
        return m_rows.at(index.row()).heading;
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
        return it ? tr("%1, %2, %3").arg(titleText(*it), format::fullTime(it->at), it->detail.simplified()) : m_rows.at(index.row()).heading;
    if (role == Qt::ToolTipRole && it)
        return it->detail.isEmpty() ? format::fullTime(it->at) : tr("%1\n%2").arg(format::fullTime(it->at), it->detail);
    return {};
}

TimelineView::TimelineView(QWidget *parent) : QListView(parent), m_model(new TimelineModel(this))
{
    setModel(m_model);
    setItemDelegate(new TimelineDelegate(this));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setAccessibleName(tr("Timeline"));
}

void TimelineView::setItems(const QList<TimelineItem> &items, const QSet<TimelineKind> &kinds, QDate today)
{
    m_model->setItems(items, kinds, today);
}

} // namespace zhike::ui
