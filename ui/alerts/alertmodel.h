// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "services/views.h"

#include <QAbstractTableModel>
#include <QStyledItemDelegate>

namespace zhike::ui {

class Theme;

//! The ranked alerts of a board, in the order given, narrowed by the page.
class AlertModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum class Column { Customer, Tier, Aum, Points, Reason, Next, Count };
    enum Role { LevelRole = Qt::UserRole, OverdueRole };
    using QAbstractTableModel::QAbstractTableModel;
    void setRows(const QList<services::AlertRow> &rows, QDate today);
    [[nodiscard]] const services::AlertRow *alert(int row) const;
    [[nodiscard]] int rowOf(const AlertId &alert) const;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QList<services::AlertRow> m_rows;
    QDate m_today;
};

//! Paints names in bold with a "new" badge, tiers as badges and points behind a ladder.
class AlertDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    AlertDelegate(const Theme &theme, QObject *parent);
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const Theme &m_theme;
};

} // namespace zhike::ui
