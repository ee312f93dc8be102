// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "security/keystore.h"

namespace zhike::security {

//! The bank's order to destroy a vault (sync-protocol §3.2). Nothing else wipes: no status code, no portal, no other server.
struct WipeOrder {
    QString nonce;
    qint64 issuedMs = 0;
    bool discardOutbox = false;
};

//! Denied unless the order is signed by a pinned wipe key that is still valid, names this device and is newer than what was obeyed or seen before.
Result<WipeOrder> checkOrder(const QByteArray &jws, const KeyRecord &record, const QString &deviceId, qint64 trustedMs);

//! Destroys the keys, then the header, then the files; each step in op.journal, so that a kill is continued at the next start. `outbox.seal` and the device
//! key stay for the delivery that follows; the key store's record holds nothing else any more.
Done beginWipe(const QString &dir, KeyStore &keys, const WipeOrder &order, const QString &server, const QString &deviceId, const QString &vaultId,
               const QString &deviceBinding);
Done continueWipe(const QString &dir, KeyStore &keys);
Done endWipe(const QString &dir, KeyStore &keys); //!< after delivery and acknowledgement: the rest

//! What a wipe under way has to know; from op.journal.
struct WipeUnderWay {
    QString vaultId, deviceId, server, deviceBinding, nonce;
    bool discardOutbox = false;
};
std::optional<WipeUnderWay> wipeUnderWay(const QString &dir);

} // namespace zhike::security
