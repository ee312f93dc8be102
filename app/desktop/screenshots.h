// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "options.h"

namespace zhike::desktop {

class Workstation;

//! Takes the pictures one after the other on an unlocked workstation and says on stderr what could not be taken.
//! \return the process's exit code
int takeShots(Workstation &workstation, const Options &options);

} // namespace zhike::desktop
