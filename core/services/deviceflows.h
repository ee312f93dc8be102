// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/result.h"

#include <QString>
#include <functional>

namespace zhike::services {

//! What can be done with the vault from the settings; each runs on a worker, never on the GUI thread. One that is empty is shown disabled.
struct DeviceFlows {
    std::function<Done(const QString &current, const QString &next)> changePassphrase;
    std::function<Done()> rotateKey; //!< a new key for the database as soon as it is locked
    std::function<Done()> check; //!< integrity of every file of the vault
};

} // namespace zhike::services
