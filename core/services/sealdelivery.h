// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "crypto/devicekey.h"
#include "services/centralclient.h"

namespace zhike::services {

struct Delivery {
    int delivered = 0; //!< boxes the central has answered for; they leave the file
    int waiting = 0; //!< boxes it wants again later
};

//! Sends what lies in an `outbox.seal` that nobody has open to the central, which alone can read it: after a loss of keys, a revocation or a wipe.
//! \param key of the device that delivers: the one that sealed, or a new one of the same person
Result<Delivery> deliverSealed(CentralClient &client, const QString &sealFile, const QString &deviceId, const crypto::DeviceKey &key, qint64 nowMs);

} // namespace zhike::services
