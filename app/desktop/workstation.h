// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "lockwatch.h"
#include "options.h"

#include "services/clearfacts.h"

#include "services/desk.h"
#include "services/deviceflows.h"
#include "services/session.h"
#include "services/syncrunner.h"
#include "shell/mainwindow.h"
#include "theme/theme.h"

#include <QFuture>
#include <QFutureWatcher>
#include <QPointer>
#include <QThreadPool>
#include <QTimer>
#include <memory>

class QStackedWidget;

namespace zhike::ui {
class EnrolPage;
class UnlockPage;
} // namespace zhike::ui

namespace zhike::desktop {

//! Puts the parts together: lock screen, session, desk, sync and main window. Locking destroys them in that order's reverse, so that nothing is
//! left that could remember.
class Workstation final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Workstation)
public:
    Workstation(const Options &options, ui::Theme &theme, QObject *parent = nullptr);
    ~Workstation() override;

    void showLockScreen();
    //! Derives the key on a worker; unlocked() or failed() follows.
    void unlock(const QString &passphrase);
    //! Hides every window within the moment, then lets go of all that could remember: drafts into the vault, sync, connections, keys. Works under a modal
    //! dialog, a menu or a drag; what they hold is taken down when they have ended. \param why menu, idle, session, sleep, user, screensaver, lease, wiped, exit
    void lock(const QString &why);
    [[nodiscard]] bool isLocked() const { return !m_session; }
    void watch(LockWatch &watch); //!< locks when it says so, and tells it when all is shut
    //! The process is about to end and will not come back: what is half typed goes into the vault. Touches no window, so it works without a display.
    void saveDrafts();
    //! Starts syncing in the background; pictures are taken without it.
    void startSync();

    [[nodiscard]] ui::MainWindow *window() const { return m_window.get(); }
    [[nodiscard]] services::Desk *desk() const { return m_desk.get(); }
    [[nodiscard]] QWidget *lockScreen() const;

Q_SIGNALS:
    void unlocked();
    void locked(const QString &why);
    void atRest(); //!< after a lock, or when one was asked for: store, keys and windows are gone
    void failed(const zhike::Error &error);

private:
    void enrol(const QString &server, const QString &login, const QString &password, const QString &passphrase);
    using SharedSession = std::shared_ptr<services::Session>;
    //! Runs what opens a session on a worker, after the last one has closed. A lock meanwhile wins: what was opened is closed again, unseen.
    void openOnUnlockPage(std::function<Result<SharedSession>()> work);
    void openBy(std::function<Result<SharedSession>()> work, std::function<void(const Error &)> refused, std::function<void(const SharedSession &)> opened);
    void accept(SharedSession session);
    void close(SharedSession session, const QString &why);
    void reportRest();
    void fillFacts();
    [[nodiscard]] QString lockNotice() const; //!< why it is locked, for the unlock page
    void lookAtVault();
    void signIn(const QString &password, const QString &passphrase);
    void onFailure(const Error &error);
    void hideAll();
    void bury(); //!< deletes what outlived the session, once no dialog or menu runs in it
    void checkLease();
    void buildWindow();
    void rebuild(const QString &language);
    [[nodiscard]] services::DeviceFlows flows() const;

    Options m_options;
    QString m_vault;
    ui::Theme &m_theme;
    std::unique_ptr<QStackedWidget> m_lockWindow;
    ui::UnlockPage *m_unlockPage;
    ui::EnrolPage *m_enrolPage;
    SharedSession m_session; // outlives everything below
    std::unique_ptr<services::Desk> m_desk;
    std::shared_ptr<network::HttpTransport> m_line; //!< of decisions
    std::unique_ptr<services::SyncRunner> m_runner;
    std::unique_ptr<ui::MainWindow> m_window;
    std::vector<std::pair<std::unique_ptr<services::Desk>, std::unique_ptr<ui::MainWindow>>> m_graves; // the window goes before the desk
    QThreadPool m_waiting; // for what may wait for the keyring: looks at a silent one must not keep an unlock waiting for a thread
    QFuture<void> m_closing; // the last session's end, on a worker
    QFutureWatcher<void> m_closed;
    bool m_opening = false;
    bool m_started = false; //!< and on record
    QString m_lockReason; //!< of the last lock, until the next unlock; empty: none
    QString m_lockedMeanwhile; //!< why, when a lock was asked for while a session was being opened
    QTimer m_leaseTimer;
    LockWatch *m_watch = nullptr;
    QByteArray m_order; //!< came with a revocation
};

} // namespace zhike::desktop
