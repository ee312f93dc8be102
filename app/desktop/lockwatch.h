// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDBusConnection>
#include <QObject>
#include <QTimer>
#include <functional>

namespace zhike::desktop {

//! Says when the workstation has to lock: nobody at the keyboard for as long as the bank allows, or the system locks, sleeps or gives the screen to another
//! user. Lives on the GUI thread.
class LockWatch final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LockWatch)
public:
    //! \param system bus of logind \param session bus of the screen saver
    //! \param nowMs milliseconds that pass while the computer sleeps too; tests give their own
    LockWatch(const QDBusConnection &system, const QDBusConnection &session, std::function<qint64()> nowMs = {}, QObject *parent = nullptr);
    void setIdleMinutes(int minutes); //!< 0: idleness does not lock
    void noteActivity();

Q_SIGNALS:
    void lockWanted(const QString &why); //!< idle, session, sleep, user, screensaver
    void woke(); //!< after a sleep: time has passed

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private Q_SLOTS:
    void onSessionLock();
    void onPropertiesChanged(const QString &interface, const QVariantMap &changed, const QStringList &invalidated);
    void onSleep(bool begins);
    void onScreenSaver(bool active);

private:
    void look();

    std::function<qint64()> m_nowMs;
    qint64 m_idleMs = 0;
    qint64 m_lastMs = 0;
    QTimer m_timer;
};

} // namespace zhike::desktop
