// SPDX-License-Identifier: GPL-3.0-or-later
#include "lockwatch.h"

#include "security/throttle.h"

#include <QCoreApplication>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QEvent>

namespace zhike::desktop {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLookEveryMs = 1000;

} // namespace

LockWatch::LockWatch(const QDBusConnection &system, const QDBusConnection &session, std::function<qint64()> nowMs, QObject *parent)
    : QObject(parent)
    , m_nowMs(nowMs ? std::move(nowMs) : [] { return security::BootTime::now().ms; })
    , m_system(system)
    , m_lastMs(m_nowMs())
{
    holdSleep();
    // Of whatever session on this computer: locking once too often costs a passphrase, once too little the customers' data.
    auto bus = system;
    bus.connect({}, {}, u"org.freedesktop.login1.Session"_s, u"Lock"_s, this, SLOT(onSessionLock()));
    bus.connect({}, {}, u"org.freedesktop.login1.Manager"_s, u"PrepareForSleep"_s, this, SLOT(onSleep(bool)));
    bus.connect({}, {}, u"org.freedesktop.DBus.Properties"_s, u"PropertiesChanged"_s, {u"org.freedesktop.login1.Session"_s}, {}, this,
                SLOT(onPropertiesChanged(QString, QVariantMap, QStringList)));
    auto desktop = session;
    for (const auto &name : {u"org.freedesktop.ScreenSaver"_s, u"org.gnome.ScreenSaver"_s})
        desktop.connect({}, {}, name, u"ActiveChanged"_s, this, SLOT(onScreenSaver(bool)));
    connect(&m_timer, &QTimer::timeout, this, &LockWatch::look);
    m_timer.start(kLookEveryMs);
    if (auto *application = QCoreApplication::instance())
        application->installEventFilter(this);
}

void LockWatch::setIdleMinutes(int minutes)
{
    m_idleMs = qint64(minutes) * 60'000;
    noteActivity();
}

// Asked without waiting: where there is no logind nobody answers, and locking goes by the signal alone.
void LockWatch::holdSleep()
{
    auto call = QDBusMessage::createMethodCall(u"org.freedesktop.login1"_s, u"/org/freedesktop/login1"_s, u"org.freedesktop.login1.Manager"_s, u"Inhibit"_s);
    call.setArguments({u"sleep"_s, u"Zhike"_s, tr("The customers' data is locked before the computer sleeps"), u"delay"_s});
    auto *watcher = new QDBusPendingCallWatcher(m_system.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher *done) {
        const QDBusPendingReply<QDBusUnixFileDescriptor> reply = *done;
        if (reply.isValid() && !m_sleeping)
            m_hold = reply.value();
        done->deleteLater();
    });
}

void LockWatch::allowSleep()
{
    if (m_sleeping)
        m_hold = QDBusUnixFileDescriptor();
}

void LockWatch::noteActivity()
{
    m_lastMs = m_nowMs();
}

void LockWatch::look()
{
    if (m_idleMs > 0 && m_nowMs() - m_lastMs >= m_idleMs) {
        noteActivity();
        Q_EMIT lockWanted(u"idle"_s);
    }
}

bool LockWatch::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::Wheel:
    case QEvent::TouchBegin:
    case QEvent::TabletPress:
    case QEvent::InputMethod: noteActivity(); break;
    default: break;
    }
    return QObject::eventFilter(watched, event);
}

void LockWatch::onSessionLock()
{
    Q_EMIT lockWanted(u"session"_s);
}

void LockWatch::onPropertiesChanged(const QString &interface, const QVariantMap &changed, const QStringList &)
{
    if (interface != "org.freedesktop.login1.Session"_L1)
        return;
    if (changed.contains(u"Active"_s) && !changed[u"Active"_s].toBool())
        Q_EMIT lockWanted(u"user"_s);
    else if (changed.value(u"LockedHint"_s).toBool())
        Q_EMIT lockWanted(u"session"_s);
}

void LockWatch::onSleep(bool begins)
{
    m_sleeping = begins;
    // Also on waking: where the signal before the sleep was missed, nothing stays open after it.
    Q_EMIT lockWanted(u"sleep"_s);
    if (begins)
        return;
    holdSleep();
    Q_EMIT woke();
}

void LockWatch::onScreenSaver(bool active)
{
    if (active)
        Q_EMIT lockWanted(u"screensaver"_s);
}

} // namespace zhike::desktop
