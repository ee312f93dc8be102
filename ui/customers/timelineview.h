// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "services/views.h"

#include <QAbstractListModel>
#include <QListView>

namespace zhike::ui {

//! Timeline rows under headings: planned first, then today and the months backwards.
class TimelineModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { ItemRole = Qt::UserRole + 1, HeadingRole };
    using QAbstractListModel::QAbstractListModel;
    //! \param kinds empty: all
    void setItems(const QList<services::TimelineItem> &items, const QSet<services::TimelineKind> &kinds, QDate today);
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] const services::TimelineItem *item(int row) const; //!< nullptr for a heading
    [[nodiscard]] QDate today() const { return m_today; }

private:
    struct Row {
        QString heading;
        int item = -1;
    };
    QList<services::TimelineItem> m_items;
    QList<Row> m_rows;
    QDate m_today;
};

class TimelineView : public QListView {
    Q_OBJECT
public:
    explicit TimelineView(QWidget *parent = nullptr);
    void setItems(const QList<services::TimelineItem> &items, const QSet<services::TimelineKind> &kinds, QDate today);
    [[nodiscard]] TimelineModel *timeline() const { return m_model; }

private:
    TimelineModel *m_model;
};

} // namespace zhike::ui
