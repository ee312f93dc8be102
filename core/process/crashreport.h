// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace zhike::process {

//! When the program dies by a signal or an uncaught exception it leaves `crash-<unix seconds>.txt` in the folder: version, signal and the call stack as module
//! and offset. No memory, no arguments, no names: nothing of a customer can be in it. The process then dies as it would have.
void reportCrashes(const QString &folder, const QString &version);

} // namespace zhike::process
