// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "services/views.h"

#include <QWidget>

namespace zhike::ui {

//! The customer in the middle, up to six relations around: nodes of customers open them; arrow keys walk, Enter opens.
class RelationGraph : public QWidget {
    Q_OBJECT
public:
    explicit RelationGraph(QWidget *parent = nullptr);
    void setRelations(const QString &name, CustomerKind kind, const QList<services::RelationRow> &relations);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }
    [[nodiscard]] QRect nodeRect(int relation) const;

Q_SIGNALS:
    void customerActivated(const zhike::CustomerId &customer);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    bool event(QEvent *event) override;

private:
    [[nodiscard]] int centreWidth() const;
    [[nodiscard]] QString relationText(const services::RelationRow &relation) const;
    [[nodiscard]] QString noteText(const services::RelationRow &relation) const;
    [[nodiscard]] int nodeAt(const QPoint &at) const;
    void activate(int node);

    QString m_name;
    CustomerKind m_kind = CustomerKind::Person;
    QList<services::RelationRow> m_relations; //!< the first of each person
    QList<QStringList> m_texts; //!< what each is to the customer, a line per relation
    int m_current = -1;
};

} // namespace zhike::ui
