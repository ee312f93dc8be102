// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDate>
#include <QStyledItemDelegate>

namespace zhike::ui {

//! Paints the cells of a CustomerListModel: badge, sparkline, ladder, direction, consents.
class CustomerDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit CustomerDelegate(QDate today, QObject *parent = nullptr) : QStyledItemDelegate(parent), m_today(today) { }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    QDate m_today;
};

} // namespace zhike::ui
