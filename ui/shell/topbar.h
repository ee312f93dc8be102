// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

class QAction;
class QLabel;
class QMenu;
class QPushButton;

namespace zhike::ui {

class IconButton;

//! Text of a command without its mnemonic: "&Lock", "锁定(&L)".
[[nodiscard]] QString commandText(const QAction &action);

//! Mark, back and forward, the search field that opens the palette, log, notifications, lock. Every button triggers an action of the menus.
class TopBar : public QWidget {
    Q_OBJECT
public:
    struct Actions {
        QAction *back, *forward, *search, *log, *lock;
    };
    explicit TopBar(const Actions &actions, QWidget *parent = nullptr);
    void setNoticeMenu(QMenu *menu);
    void setNotices(bool any);
    void setNarrow(bool narrow); //!< 52 px side bar: the name gives way to the mark

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *m_brand;
    QLabel *m_name;
    IconButton *m_bell;
};

} // namespace zhike::ui
