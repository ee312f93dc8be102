// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "services/desk.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QMenu;

namespace zhike::ui {

class IconButton;

//! What a file needs to reveal: whom, by whom, and through which desk.
struct Disclosure {
    services::Desk *desk = nullptr; //!< nullptr: nothing can be revealed here
    CustomerId customer;
    bool reveal = false; //!< the right; without it there is no button
    bool copy = false;
    bool contact = true; //!< he may be contacted; else that is no reason to look
};

//! A masked value with an eye beside it: a reason is chosen, the look goes on record, then the value stands there for a few seconds. It is masked
//! again when they are over, when the window loses the focus and when it is hidden.
class RevealField : public QWidget {
    Q_OBJECT
public:
    //! \param field as Commands::reveal() names it
    RevealField(const QString &masked, const QString &field, const Disclosure &disclosure, QWidget *parent = nullptr);
    [[nodiscard]] bool isRevealed() const { return !m_value.isEmpty(); }
    [[nodiscard]] QString text() const; //!< what stands there now
    [[nodiscard]] QMenu *reasons() const { return m_menu; } //!< nullptr without the right
    void reveal(const QString &reason);
    void copy();
    void mask();

Q_SIGNALS:
    void failed(const zhike::Error &error);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void showValue(const services::Revealed &revealed);

    QString m_masked;
    QString m_field;
    Disclosure m_disclosure;
    QString m_value;
    int m_left = 0; //!< seconds
    QTimer m_tick;
    QLabel *m_text;
    QLabel *m_clock;
    IconButton *m_eye = nullptr;
    IconButton *m_copy = nullptr;
    QMenu *m_menu = nullptr;
};

} // namespace zhike::ui
