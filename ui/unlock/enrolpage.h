// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/result.h"
#include "unlock/passphraseedit.h"

#include <QWidget>

class QProgressBar;
class QPushButton;

namespace zhike::ui {

//! First sign-in: server, login, password, a new passphrase of at least 15 characters, then the first sync. A pure view.
class EnrolPage : public QWidget {
    Q_OBJECT
public:
    static constexpr int MinPassphrase = 15;

    explicit EnrolPage(QWidget *parent = nullptr);
    void setServer(const QString &server); //!< proposal, from the policy or the last time
    void setBusy(bool busy);
    void setError(const QString &text); //!< at the top of the button, about the whole
    void setFieldError(const QString &field, const QString &text); //!< server, login, password, passphrase
    void showFailure(const Error &error); //!< puts the sentence where it belongs
    void setProgress(const QString &text, int done, int total); //!< total 0: unknown
    void setCanGoBack(bool can); //!< to the unlock page
    [[nodiscard]] PassphraseEdit *field(const QString &name) const;
    [[nodiscard]] QString errorText() const;

Q_SIGNALS:
    void enrolRequested(const QString &server, const QString &login, const QString &password, const QString &passphrase);
    void backRequested();

private:
    void submit();

    PassphraseEdit *m_server;
    PassphraseEdit *m_login;
    PassphraseEdit *m_password;
    PassphraseEdit *m_passphrase;
    PassphraseEdit *m_again;
    QLabel *m_problem;
    QPushButton *m_enrol;
    QPushButton *m_back;
    QProgressBar *m_progress;
    QLabel *m_progressText;
};

} // namespace zhike::ui
