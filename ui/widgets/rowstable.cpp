// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/rowstable.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>

namespace zhike::ui {
namespace {

class CellDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Theme &theme = Theme::of(option.widget);
        const auto cell = index.data(RowsModel::CellRole).value<Cell>();
        const QRect box = option.rect;
        painter->save();
        const bool selected = option.state & QStyle::State_Selected;
        painter->fillRect(box, theme.color(selected ? Color::Sel : option.state & QStyle::State_MouseOver ? Color::Hover : Color::Surface));
        painter->fillRect(QRect(box.left(), box.bottom(), box.width(), 1), theme.color(Color::Border));
        QRect text = box.adjusted(theme.px(8), 0, -theme.px(8), -1);
        if (!cell.icon.isEmpty()) {
            const int side = theme.px(14);
            painter->drawPixmap(text.left(), text.center().y() - side / 2 + 1,
                                theme.pixmap(cell.icon, theme.color(cell.tone), side, painter->device()->devicePixelRatioF()));
            text.setLeft(text.left() + side + theme.px(6));
        }
        painter->setFont(theme.font(cell.bold ? TextStyle::BodyBold : TextStyle::Body));
        painter->setPen(theme.color(cell.tone));
        painter->drawText(text, index.data(Qt::TextAlignmentRole).toInt() | Qt::TextSingleLine,
                          painter->fontMetrics().elidedText(cell.text, Qt::ElideRight, text.width()));
        if (option.state & QStyle::State_HasFocus) {
            painter->setPen(QPen(theme.color(Color::Focus), 2));
            painter->drawRect(QRectF(box).adjusted(1, 1, -1, -2));
        }
        painter->restore();
    }
};

} // namespace

void RowsModel::setColumns(const QList<TableColumn> &columns)
{
    beginResetModel();
    m_columns = columns;
    m_rows.clear();
    endResetModel();
}

void RowsModel::setRows(const QList<QList<Cell>> &rows)
{
    beginResetModel();
    m_rows = rows;
    endResetModel();
}

int RowsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int RowsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_columns.size());
}

QVariant RowsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Cell cell = m_rows.at(index.row()).value(index.column());
    switch (role) {
    case Qt::DisplayRole: return cell.text;
    case Qt::ToolTipRole: return cell.toolTip.isEmpty() ? QVariant() : QVariant(cell.toolTip);
    case Qt::TextAlignmentRole: return QVariant((m_columns.at(index.column()).right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case CellRole: return QVariant::fromValue(cell);
    default: return {};
    }
}

QVariant RowsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section >= m_columns.size())
        return {};
    if (role == Qt::DisplayRole)
        return m_columns.at(section).title;
    if (role == Qt::TextAlignmentRole)
        return QVariant((m_columns.at(section).right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

RowsTable::RowsTable(const QString &name, const QList<TableColumn> &columns, QWidget *parent) : QTableView(parent), m_model(new RowsModel(this))
{
    const Theme &theme = Theme::of(this);
    m_model->setColumns(columns);
    setModel(m_model);
    setAccessibleName(name);
    setItemDelegate(new CellDelegate(this));
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setShowGrid(false);
    setTabKeyNavigation(false);
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(theme.px(28));
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsClickable(false);
    for (int i = 0; i < columns.size(); ++i) {
        horizontalHeader()->setSectionResizeMode(i, columns[i].width == 0 ? QHeaderView::Stretch : QHeaderView::Fixed);
        if (columns[i].width > 0)
            horizontalHeader()->resizeSection(i, theme.px(columns[i].width));
    }
    connect(this, &QTableView::doubleClicked, this, [this](const QModelIndex &index) { Q_EMIT rowActivated(index.row()); });
}

void RowsTable::setRows(const QList<QList<Cell>> &rows)
{
    m_model->setRows(rows);
}

void RowsTable::fitHeight(int maxRows)
{
    const Theme &theme = Theme::of(this);
    setFixedHeight(theme.px(28) * (std::min(rowCount(), maxRows) + 1) + 2);
}

void RowsTable::keyPressEvent(QKeyEvent *event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid())
        Q_EMIT rowActivated(currentIndex().row());
    else
        QTableView::keyPressEvent(event);
}

} // namespace zhike::ui
