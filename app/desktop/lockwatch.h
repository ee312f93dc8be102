// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDBusConnection>
#include <QDBusUnixFileDescriptor>
#include <QObject>
#include <QTimer>
#include <functional>

namespace zhike::desktop {

//! Says when the workstation has to lock: nobody at the keyboard for as long as the bank allows, or the system locks, sleeps or gives the screen to another
//! user. Holds a sleep back until it is told that all is shut. Lives on the GUI thread.
class LockWatch final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LockWatch)
public:
    //! \param system bus of logind \param session bus of the screen saver
    //! \param nowMs milliseconds that pass while the computer sleeps too; tests give their own
    LockWatch(const QDBusConnection &system, const QDBusConnection &session, std::function<qint64()> nowMs = {}, QObject *parent = nullptr);
    void setIdleMinutes(int minutes); //!< 0: idleness does not lock
    void noteActivity();
    //! Nothing is open any more: a sleep that was announced may begin. Before it is announced this lets nothing go.
    void allowSleep();

Q_SIGNALS:
    void lockWanted(const QString &why); //!< idle, session, sleep, user, screensaver
    void woke(); //!< after a sleep: time has passed; lock comes first, whether or not the sleep was announced

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private Q_SLOTS:
    void onSessionLock();
    void onPropertiesChanged(const QString &interface, const QVariantMap &changed, const QStringList &invalidated);
    void onSleep(bool begins);
    void onScreenSaver(bool active);

private:
    void look();
    void holdSleep();

    std::function<qint64()> m_nowMs;
    QDBusConnection m_system;
    QDBusUnixFileDescriptor m_hold; //!< as long as it is open, logind waits, some seconds at the most
    bool m_sleeping = false;
    qint64 m_idleMs = 0;
    qint64 m_lastMs = 0;
    QTimer m_timer;
};

} // namespace zhike::desktop
