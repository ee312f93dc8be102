// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "termination.h"

namespace zhike::desktop {

class Workstation;

//! Every way in which the program is ended from outside: a signal, the end of the desktop session, a display that goes away. Each time what is half typed
//! goes into the vault first. One at a time, after the application object.
class Endings {
public:
    explicit Endings(Workstation &workstation);
    ~Endings();
    Endings(const Endings &) = delete;
    Endings &operator=(const Endings &) = delete;

private:
    Termination m_termination;
};

} // namespace zhike::desktop
