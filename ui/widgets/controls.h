// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "theme/theme.h"

#include <QFrame>
#include <QToolButton>

class QButtonGroup;
class QHBoxLayout;
class QLabel;
class QPushButton;

namespace zhike::ui {

//! Icon-only button: always with a tooltip, which also is its accessible name; the shortcut is added to the tooltip.
class IconButton : public QToolButton {
    Q_OBJECT
public:
    IconButton(const QString &icon, const QString &name, const QKeySequence &shortcutHint = {}, QWidget *parent = nullptr);
    void setFramed(bool framed);
    void setSmall(bool small);
    void setDot(bool dot); //!< red dot: something new behind it
    void setIconName(const QString &icon, Color role = Color::T2);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    bool m_dot = false;
};

//! One of a few: 3M | 12M | 3Y. Arrow keys move, the choice follows the focus.
class Segmented : public QWidget {
    Q_OBJECT
public:
    explicit Segmented(const QStringList &labels, QWidget *parent = nullptr);
    void setLabels(const QStringList &labels);
    [[nodiscard]] int current() const;
    void setCurrent(int index); //!< does not emit
    void setSmall(bool small);

Q_SIGNALS:
    void currentChanged(int index);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QButtonGroup *m_group;
    QHBoxLayout *m_layout;
    bool m_small = false;
};

//! Key figure: quiet label, bold figure with unit, a note, and room for a drawing at the right.
class KeyFigure : public QWidget {
    Q_OBJECT
public:
    explicit KeyFigure(const QString &label, QWidget *parent = nullptr);
    void setLabel(const QString &label);
    void setFigure(const QString &figure, const QString &unit = {}, Color tone = Color::T1);
    void setNote(const QString &note, Color tone = Color::T2);
    void setAside(QWidget *widget);

private:
    QLabel *m_label;
    QLabel *m_figure;
    QLabel *m_unit;
    QLabel *m_note;
    QHBoxLayout *m_row;
};

//! What stands where there is nothing: an icon, a sentence, perhaps what to do.
class EmptyState : public QWidget {
    Q_OBJECT
public:
    EmptyState(const QString &icon, const QString &title, const QString &text = {}, QWidget *parent = nullptr);
    void setText(const QString &title, const QString &text = {});
    QPushButton *addAction(const QString &text);
    using QWidget::addAction;

private:
    QLabel *m_title;
    QLabel *m_text;
};

enum class MessageKind { Info, Ok, Warning, Critical };

//! A sentence above the content it speaks of, with an action and a way to close it.
class MessageBar : public QFrame {
    Q_OBJECT
public:
    explicit MessageBar(QWidget *parent = nullptr); //!< hidden until show()
    void showMessage(MessageKind kind, const QString &text, const QString &action = {}, bool closable = true);
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void actionTriggered();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    MessageKind m_kind = MessageKind::Info;
    QLabel *m_icon;
    QLabel *m_text;
    QPushButton *m_action;
    IconButton *m_close;
};

//! Label that shows a themed icon at a size.
class IconLabel : public QWidget {
    Q_OBJECT
public:
    explicit IconLabel(const QString &icon, Color role = Color::T2, int size = 16, QWidget *parent = nullptr);
    void setIcon(const QString &icon, Color role);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_icon;
    Color m_role;
    int m_size;
};

} // namespace zhike::ui
