// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QList>
#include <QString>

namespace zhike::process {

//! When the program dies by a signal or an uncaught exception it leaves `crash-<unix seconds>.txt` in the folder: version, signal and the call stack as module
//! and offset. No memory, no arguments, no names: nothing of a customer can be in it. The process then dies as it would have.
void reportCrashes(const QString &folder, const QString &version);

//! What such a file says of itself.
struct CrashReport {
    qint64 atS = 0; //!< Unix seconds
    int signal = 0;
};
//! The reports that lie in the folder, oldest first.
QList<CrashReport> crashReports(const QString &folder);

} // namespace zhike::process
