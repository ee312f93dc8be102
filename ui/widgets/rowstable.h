// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "theme/theme.h"

#include <QAbstractTableModel>
#include <QTableView>

namespace zhike::ui {

struct Cell {
    QString text;
    Color tone = Color::T1;
    bool bold = false;
    QString toolTip {};
    QString icon {};
};

struct TableColumn {
    QString title;
    int width = 0; //!< px at 100 %; 0: takes what is left
    bool right = false; //!< figures
};

//! Rows of ready text: for the tabs of one customer, whose rows are few and come with the file.
class RowsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    static constexpr int CellRole = Qt::UserRole + 1; //!< the Cell
    using QAbstractTableModel::QAbstractTableModel;
    void setColumns(const QList<TableColumn> &columns);
    void setRows(const QList<QList<Cell>> &rows);
    [[nodiscard]] const QList<TableColumn> &columns() const { return m_columns; }
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QList<TableColumn> m_columns;
    QList<QList<Cell>> m_rows;
};

class RowsTable : public QTableView {
    Q_OBJECT
public:
    RowsTable(const QString &name, const QList<TableColumn> &columns, QWidget *parent = nullptr);
    void setRows(const QList<QList<Cell>> &rows);
    [[nodiscard]] int rowCount() const { return m_model->rowCount(); }
    void fitHeight(int maxRows); //!< as high as its rows, at most so many

Q_SIGNALS:
    void rowActivated(int row); //!< Enter or double click

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    RowsModel *m_model;
};

} // namespace zhike::ui

Q_DECLARE_METATYPE(zhike::ui::Cell)
