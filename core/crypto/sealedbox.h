// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "crypto/secret.h"
#include "domain/result.h"

#include <QByteArray>

//! libsodium's sealed boxes (X25519, XSalsa20-Poly1305): anybody who has the public half can put something in, only the central takes it out.
namespace zhike::crypto {

struct EscrowKey {
    QByteArray publicKey; //!< 32 bytes; may be handed out
    Secret secretKey; //!< 32 bytes; never leaves the central

    static EscrowKey generate();
};

QByteArray sealBox(const QByteArray &publicKey, QByteArrayView plain); //!< empty when the key is not one
Result<QByteArray> openBox(const EscrowKey &key, QByteArrayView box); //!< Denied: not for this key, or changed on the way

} // namespace zhike::crypto
