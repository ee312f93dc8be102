// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QFrame>

class QBoxLayout;
class QHBoxLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace zhike::ui {

//! White card with a 34 px head (title, quiet note, tools) and a body. Without a title there is no head.
class Panel : public QFrame {
    Q_OBJECT
public:
    explicit Panel(const QString &title = {}, QWidget *parent = nullptr);
    void setTitle(const QString &title);
    void setNote(const QString &note);
    void setNoteStale(bool stale); //!< an old as-of date is shown in `warn`
    void addTool(QWidget *widget); //!< at the right of the head
    QPushButton *addLink(const QString &text); //!< "全部 5", "说明"
    [[nodiscard]] QVBoxLayout *body() const { return m_body; } //!< margins 12; setContentsMargins(0,…) for tables

private:
    QWidget *m_head;
    QLabel *m_title;
    QLabel *m_note;
    QHBoxLayout *m_tools;
    QFrame *m_rule;
    QVBoxLayout *m_body;
};

//! 1 px hairline.
QFrame *makeLine(Qt::Orientation orientation, QWidget *parent = nullptr);
//! Deletes every widget and item of a layout, to fill it anew.
void clearLayout(QLayout *layout);

} // namespace zhike::ui
