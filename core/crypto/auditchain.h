// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QString>

//! The hash chain of a device's audit (security.md §5.4), the same on the device, on the central and in the stand-alone verifier.
namespace zhike::crypto {

//! h_0 = SHA-256(0x00 ‖ vault id ‖ incarnation in decimal)
QByteArray auditStart(const QString &vaultId, qint64 incarnation);
//! h_i = SHA-256(0x01 ‖ h_{i-1} ‖ canonical bytes of the event)
QByteArray auditNext(const QByteArray &previousHash, QByteArrayView canonicalEvent);

} // namespace zhike::crypto
