// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace zhike::central {

//! Tells the service supervisor that started this process how it is, such as "READY=1"; nothing where there is none (NOTIFY_SOCKET).
void notifySupervisor(const char *state);

} // namespace zhike::central
