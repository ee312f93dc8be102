// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "theme/theme.h"

#include <QWidget>

class QPushButton;

namespace zhike::ui {

//! Stands for a page that is still being read: still, without motion, and only when the wait is felt (design §9). After three seconds it says so and can be
//! left.
class Placeholder final : public QWidget {
    Q_OBJECT
public:
    explicit Placeholder(QWidget *page); //!< covers the page, hidden
    void begin(); //!< shows itself after 300 ms unless end() comes first
    void end();

Q_SIGNALS:
    void cancelled();

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QTimer *m_felt;
    QTimer *m_long;
    QWidget *m_say;
};

} // namespace zhike::ui
