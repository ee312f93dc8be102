// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/auditchain.h"

#include "crypto/encoding.h"

namespace zhike::crypto {

QByteArray auditStart(const QString &vaultId, qint64 incarnation)
{
    return sha256(QByteArray(1, '\0') + vaultId.toUtf8() + QByteArray::number(incarnation));
}

QByteArray auditNext(const QByteArray &previousHash, QByteArrayView canonicalEvent)
{
    return sha256(QByteArray(1, '\1') + previousHash + QByteArray(canonicalEvent.data(), canonicalEvent.size()));
}

} // namespace zhike::crypto
