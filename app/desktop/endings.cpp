// SPDX-License-Identifier: GPL-3.0-or-later
#include "endings.h"

#include "workstation.h"

#include <QApplication>
#include <QPointer>
#include <QSessionManager>
#include <QThread>
#include <cstdlib>
#include <utility>

namespace zhike::desktop {

using namespace Qt::Literals::StringLiterals;

namespace {

QPointer<Workstation> current; // who is asked when the process ends under it

// Qt ends the process where it stands when the display is gone. Nothing of ours is destroyed then; only this is called.
void beforeExit()
{
    if (current && QThread::currentThread() == current->thread())
        current->saveDrafts();
}

} // namespace

Endings::Endings(Workstation &workstation)
    : m_termination([&workstation] {
        workstation.lock(u"exit"_s);
        QApplication::quit();
    })
{
    current = &workstation;
    // Registered late, when what saving needs exists: such calls run in the reverse order of registration, between the ends of static objects.
    static bool registered = false;
    QObject::connect(&workstation, &Workstation::unlocked, &workstation, [] {
        if (!std::exchange(registered, true))
            std::atexit(beforeExit);
    });
    QObject::connect(
        qApp, &QGuiApplication::commitDataRequest, &workstation, [&workstation](QSessionManager &) { workstation.lock(u"logout"_s); }, Qt::DirectConnection);
}

Endings::~Endings()
{
    current.clear();
}

} // namespace zhike::desktop
