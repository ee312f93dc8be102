// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QStringList>

//! What a program of ours does before anything else.
namespace zhike::process {

//! First statement of main, before Qt exists: files made from here on are private; no variable of the environment names code to load; in builds that are
//! shipped (or where ZHIKE_HARDEN is set) no core is dumped and no process of the same user may attach or read memory.
//! \return the variables that were there and were dropped, for the record
QStringList harden();

//! Plugins come from the folder Qt was installed with and from nowhere else: not from beside the program, not from the working folder. Before the application object.
void fixPluginFolder();

} // namespace zhike::process
