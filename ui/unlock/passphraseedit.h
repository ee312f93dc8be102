// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

class QLabel;
class QLineEdit;

namespace zhike::ui {

//! Label, hidden input with an eye, caps-lock hint, error line. The eye shows the text only while the field has the focus.
class PassphraseEdit : public QWidget {
    Q_OBJECT
public:
    PassphraseEdit(const QString &label, const QString &icon, bool secret, QWidget *parent = nullptr);
    [[nodiscard]] QLineEdit *edit() const { return m_edit; }
    [[nodiscard]] QString text() const;
    void setError(const QString &text);
    [[nodiscard]] QString errorText() const;
    void setHint(const QString &hint);

Q_SIGNALS:
    void submitted(); //!< Enter

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showCapsLock(bool on);
    void setVisibleText(bool visible);

    QLineEdit *m_edit;
    QAction *m_eye = nullptr;
    QWidget *m_capsHint;
    QWidget *m_errorRow;
    QLabel *m_error;
    QLabel *m_hint;
};

} // namespace zhike::ui
