// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAbstractButton>

namespace zhike::ui {

//! One segment of the list with the number of customers in it.
class FilterButton : public QAbstractButton {
    Q_OBJECT
public:
    FilterButton(const QString &text, bool urgent, QWidget *parent = nullptr);
    void setCount(int count);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *) override { update(); }
    void leaveEvent(QEvent *) override { update(); }

private:
    int m_count = -1;
    bool m_urgent;
};

} // namespace zhike::ui
