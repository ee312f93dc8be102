// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDateTime>
#include <QString>

namespace zhike::views {

//! What the settings say about this device and its store. Facts only; what can be done about them is services::DeviceFlows.
struct DeviceFacts {
    QString deviceName;
    QString deviceId;
    qint64 incarnation = 1;
    QString binding; //!< keyring: a share of the key lies in the system keyring; none: the passphrase alone
    QDateTime leaseUntil; //!< offline until then
    int leaseDays = 14;
    qint64 leaseGeneration = 0; //!< 0: not known
    qint64 vaultGeneration = 1;
    QDateTime lastCheck; //!< integrity of the store; invalid: not yet
    bool lastCheckSound = true;
    int idleLockMinutes = 5;
    int idleLockLimit = 10; //!< the policy's upper bound
    int revealSeconds = 10;
    QString policy; //!< the bank's policy that manages the greyed rows; empty: none is known
    qint64 storeBytes = 0;
};

} // namespace zhike::views
