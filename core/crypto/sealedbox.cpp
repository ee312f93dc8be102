// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/sealedbox.h"

#include <new>
#include <sodium.h>

namespace zhike::crypto {

using namespace Qt::Literals::StringLiterals;

namespace {

const unsigned char *bytesOf(QByteArrayView view)
{
    return reinterpret_cast<const unsigned char *>(view.data());
}

unsigned char *bytesOf(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

} // namespace

EscrowKey EscrowKey::generate()
{
    if (sodium_init() < 0)
        throw std::bad_alloc();
    EscrowKey key {QByteArray(crypto_box_PUBLICKEYBYTES, '\0'), Secret(crypto_box_SECRETKEYBYTES)};
    crypto_box_keypair(bytesOf(key.publicKey), key.secretKey.data());
    return key;
}

QByteArray sealBox(const QByteArray &publicKey, QByteArrayView plain)
{
    if (publicKey.size() != qsizetype(crypto_box_PUBLICKEYBYTES) || sodium_init() < 0)
        return {};
    QByteArray box(plain.size() + qsizetype(crypto_box_SEALBYTES), '\0');
    if (crypto_box_seal(bytesOf(box), bytesOf(plain), size_t(plain.size()), bytesOf(publicKey)) != 0)
        return {};
    return box;
}

Result<QByteArray> openBox(const EscrowKey &key, QByteArrayView box)
{
    const Error refused {ErrorCode::Denied, u"the box does not open with this key"_s, {}, {}};
    if (box.size() < qsizetype(crypto_box_SEALBYTES) || key.publicKey.size() != qsizetype(crypto_box_PUBLICKEYBYTES)
        || key.secretKey.size() != crypto_box_SECRETKEYBYTES || sodium_init() < 0)
        return refused;
    QByteArray plain(box.size() - qsizetype(crypto_box_SEALBYTES), '\0');
    if (crypto_box_seal_open(bytesOf(plain), bytesOf(box), size_t(box.size()), bytesOf(key.publicKey), key.secretKey.bytes().data()) != 0)
        return refused;
    return plain;
}

} // namespace zhike::crypto
