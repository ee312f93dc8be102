// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "unlock/passphraseedit.h"

#include <QDateTime>
#include <QWidget>

class QProgressBar;
class QPushButton;
class QTimer;

namespace zhike::ui {

class FactBar;
class MessageBar;

//! What may be known before the store is open: never customer data.
struct UnlockFacts {
    QString user;
    QString role; //!< wire name
    QString branch;
    QString login;
    QDateTime now;
    QDateTime dataAsOf; //!< invalid: no data yet
    QDateTime lastSync;
    QDateTime leaseUntil; //!< end of the offline licence
    int pending = 0; //!< changes not uploaded
    int triesLeft = -1; //!< −1: not said
    int waitSeconds = 0; //!< until the next try
    bool needsSignIn = false; //!< the passphrase alone does not open: online, with the password too
    QString keyringTrouble; //!< sentence; empty when the keyring answers
    QString notice; //!< sentence: why it is locked; empty: nothing to say
    bool isNoticeCritical = false;
    bool online = false;
    bool deviceBound = false;
    QString deviceName;
};

//! Daily unlock, needs no network: who, how old the data is, the passphrase. A pure view; whoever owns the vault listens and answers with the setters.
class UnlockPage : public QWidget {
    Q_OBJECT
public:
    explicit UnlockPage(QWidget *parent = nullptr);
    void setFacts(const UnlockFacts &facts);
    [[nodiscard]] const UnlockFacts &facts() const { return m_known; }
    void setBusy(bool busy); //!< while the key is derived; input is closed meanwhile
    void setError(const QString &text); //!< under the field; empty takes it away. The passphrase is selected, not deleted.
    void setProgress(const QString &text); //!< what is being done while busy
    void clear(); //!< empties the field, for instance after unlocking
    //! The passphrase is not enough for the moment: the password is asked for too. \param why sentence above the fields
    void askSignIn(const QString &why);
    void setPasswordError(const QString &text);
    void setWait(int seconds); //!< counts down; input is closed meanwhile
    [[nodiscard]] QString errorText() const;
    [[nodiscard]] bool asksPassword() const;

Q_SIGNALS:
    void unlockRequested(const QString &passphrase);
    void signInRequested(const QString &password, const QString &passphrase);
    void enrolWanted(); //!< another user, or the passphrase is lost: sign in online again

protected:
    void showEvent(QShowEvent *event) override;

private:
    void submit();
    void tick();
    void showTries(int left);

    QLabel *m_initial;
    QLabel *m_name;
    QLabel *m_place;
    MessageBar *m_age;
    PassphraseEdit *m_passphrase;
    QPushButton *m_unlock;
    QProgressBar *m_progress;
    QLabel *m_progressText;
    QLabel *m_tries;
    QLabel *m_pending;
    FactBar *m_facts;
    UnlockFacts m_known;
    PassphraseEdit *m_password;
    MessageBar *m_why;
    QTimer *m_countdown;
    int m_waitSeconds = 0;
    bool m_busy = false;
};

} // namespace zhike::ui
