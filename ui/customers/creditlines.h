// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "services/views.h"

#include <QWidget>

namespace zhike::ui {

//! Used against granted, one bar per line with a mark at 80 %, where a reminder is due.
class CreditLines : public QWidget {
    Q_OBJECT
public:
    explicit CreditLines(QWidget *parent = nullptr);
    void setLines(const QList<services::CreditLineRow> &lines, QDate today);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QList<services::CreditLineRow> m_lines;
    QDate m_today;
};

//! Used in basis points of the limit; 0 without a limit.
[[nodiscard]] int usedShareBp(const services::CreditLineRow &line);

} // namespace zhike::ui
