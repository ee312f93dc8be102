// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "today/callmodel.h"

#include <QStyledItemDelegate>

namespace zhike::ui {

//! Paints a call with its reason and three actions; the actions are told from the pointer's place, keys do the same on the page.
class CallDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    enum class Action { None, Call, Note, Later, Undo };
    explicit CallDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option, const QModelIndex &index) override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option, const QModelIndex &index) override;
    [[nodiscard]] QRect actionRect(Action action, const QRect &row, bool selected, bool done) const;

Q_SIGNALS:
    void triggered(zhike::ui::CallDelegate::Action action, const QModelIndex &index);

private:
    void paintDone(QPainter &painter, const QRect &row, const services::TaskRow &task) const;
    void paintActions(QPainter &painter, const QRect &row, bool selected) const;
    [[nodiscard]] Action actionAt(const QPoint &at, const QRect &row, bool selected, bool done) const;

    const Theme &m_theme;
};

} // namespace zhike::ui
