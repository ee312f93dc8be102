// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "charts/chartwidget.h"
#include "widgets/panel.h"

#include <QAbstractTableModel>

class QStackedWidget;
class QTableView;

namespace zhike::ui {

class EmptyState;

//! The numbers of a chart as a model; copied whenever the table is shown.
class ChartTableModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;
    void setTable(const ChartTable &table);
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    ChartTable m_table;
};

//! A chart in its panel: title and unit, the same numbers as a table, copy, and saving as PNG or CSV.
class ChartPanel : public Panel {
    Q_OBJECT
public:
    ChartPanel(const QString &title, ChartWidget *chart, QWidget *parent = nullptr);
    [[nodiscard]] ChartWidget *chart() const { return m_chart; }
    [[nodiscard]] bool isTable() const;
    void setTableShown(bool table);
    void setEmpty(const QString &text); //!< one line instead of the chart; empty text: the chart again
    [[nodiscard]] QByteArray csv() const; //!< no cell is a formula

private:
    void copy() const;
    void save(bool picture);

    ChartWidget *m_chart;
    QStackedWidget *m_stack;
    QTableView *m_view;
    EmptyState *m_empty;
    ChartTableModel *m_model;
};

} // namespace zhike::ui
