// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/chartpanel.h"

#include "exchange/csvfile.h"

#include "widgets/controls.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QHeaderView>
#include <QMenu>
#include <QMessageBox>
#include <QSaveFile>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {

void ChartTableModel::setTable(const ChartTable &table)
{
    beginResetModel();
    m_table = table;
    endResetModel();
}

int ChartTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_table.rows.size());
}

int ChartTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_table.header.size());
}

QVariant ChartTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::DisplayRole)
        return m_table.rows.at(index.row()).value(index.column());
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter | (index.column() == 0 ? Qt::AlignLeft : Qt::AlignRight)));
    return {};
}

QVariant ChartTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::DisplayRole)
        return m_table.header.value(section);
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter | (section == 0 ? Qt::AlignLeft : Qt::AlignRight)));
    return {};
}

ChartPanel::ChartPanel(const QString &title, ChartWidget *chart, QWidget *parent)
    : Panel(title, parent)
    , m_chart(chart)
    , m_stack(new QStackedWidget)
    , m_view(new QTableView)
    , m_empty(new EmptyState(u"dashboard"_s, QString()))
    , m_model(new ChartTableModel(this))
{
    m_chart->setAccessibleName(title);
    m_view->setAccessibleName(title);
    m_view->setModel(m_model);
    m_view->setShowGrid(false);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setDefaultSectionSize(Theme::of(this).px(28));
    m_view->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setFrameShape(QFrame::NoFrame);
    for (QWidget *page : {static_cast<QWidget *>(m_chart), static_cast<QWidget *>(m_view), static_cast<QWidget *>(m_empty)})
        m_stack->addWidget(page);
    m_view->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored); // the chart alone says how small the panel may get
    m_empty->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    m_view->setMinimumSize(1, 1);
    m_empty->setMinimumSize(1, 1);
    m_stack->setSizePolicy(m_chart->sizePolicy());
    body()->addWidget(m_stack, 1);

    auto *button = new IconButton(u"dots"_s, tr("More about %1").arg(title));
    button->setSmall(true);
    auto *menu = new QMenu(button);
    auto *asTable = menu->addAction(tr("As table"));
    asTable->setCheckable(true);
    connect(asTable, &QAction::toggled, this, &ChartPanel::setTableShown);
    menu->addAction(tr("Copy the numbers"), this, &ChartPanel::copy);
    menu->addAction(tr("Save as picture…"), this, [this] { save(true); });
    menu->addAction(tr("Save as CSV…"), this, [this] { save(false); });
    button->setMenu(menu);
    button->setPopupMode(QToolButton::InstantPopup);
    addTool(button);
}

bool ChartPanel::isTable() const
{
    return m_stack->currentWidget() == m_view;
}

void ChartPanel::setTableShown(bool table)
{
    m_model->setTable(m_chart->table());
    m_stack->setCurrentWidget(table ? static_cast<QWidget *>(m_view) : m_chart);
}

void ChartPanel::setEmpty(const QString &text)
{
    m_empty->setText(text);
    if (!text.isEmpty())
        m_stack->setCurrentWidget(m_empty);
    else if (m_stack->currentWidget() == m_empty)
        m_stack->setCurrentWidget(m_chart);
    if (isTable())
        m_model->setTable(m_chart->table());
}

QByteArray ChartPanel::csv() const
{
    const auto table = m_chart->table();
    exchange::CsvFile file(exchange::TextEncoding::Utf8);
    file.addRow(table.header);
    for (const auto &row : table.rows)
        file.addRow(row);
    return file.bytes();
}

void ChartPanel::copy() const
{
    const auto table = m_chart->table();
    QString text = table.header.join(u'\t');
    for (const auto &row : table.rows)
        text += u'\n' + row.join(u'\t');
    QApplication::clipboard()->setText(text);
}

void ChartPanel::save(bool picture)
{
    const auto name = QFileDialog::getSaveFileName(this, picture ? tr("Save as picture") : tr("Save as CSV"),
                                                   accessibleName() + (picture ? u".png"_s : u".csv"_s), picture ? u"PNG (*.png)"_s : u"CSV (*.csv)"_s);
    if (name.isEmpty())
        return;
    QSaveFile file(name);
    const bool saved = file.open(QIODevice::WriteOnly) && (picture ? m_chart->grab().save(&file, "PNG") : file.write(csv()) >= 0) && file.commit();
    if (!saved)
        QMessageBox::warning(this, tr("Not saved"), tr("“%1” could not be written: %2 Choose another folder.").arg(name, file.errorString()));
}

} // namespace zhike::ui
