// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/clock.h"
#include "domain/result.h"
#include "process/crashreport.h"

#include <QSize>
#include <QStringList>

namespace zhike::desktop {

//! A picture to take: screen, file and, for a customer, whose.
struct Shot {
    QString screen;
    QString file;
    QString number;
};

struct Options {
    QString vault;
    QString server;
    QString lang;
    QString theme; //!< light, dark, system
    Clock clock;
    QSize size {1440, 900};
    QList<Shot> shots;
    bool unlockStdin = false;
    QList<process::CrashReport> crashes; //!< how earlier runs of the program ended, for the record
    QStringList refusedPlugins; //!< variables that named code to load and were dropped, for the record
};

//! Names of the screens that can be pictured.
QStringList screenNames();
//! Error Invalid is wrong usage (exit 2); a screen that does not exist is one, and says so.
Result<Options> parseOptions(const QStringList &arguments);

} // namespace zhike::desktop
