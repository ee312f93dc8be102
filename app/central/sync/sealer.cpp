// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/sync/sealer.h"

#include "crypto/encoding.h"

#include <algorithm>
#include <sodium.h>

namespace zhike::central {

namespace {

constexpr auto kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr auto kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;

const unsigned char *bytes(const QByteArray &data)
{
    return reinterpret_cast<const unsigned char *>(data.constData());
}

} // namespace

QByteArray Sealer::seal(const char *prefix, const QByteArray &plain, const QByteArray &bound) const
{
    const auto context = QByteArray(prefix) + bound;
    QByteArray sealed(qsizetype(kNonce) + plain.size() + qsizetype(kTag), Qt::Uninitialized);
    auto *out = reinterpret_cast<unsigned char *>(sealed.data());
    randombytes_buf(out, kNonce);
    crypto_aead_xchacha20poly1305_ietf_encrypt(out + kNonce, nullptr, bytes(plain), quint64(plain.size()), bytes(context), quint64(context.size()), nullptr,
                                               out, bytes(m_key));
    return prefix + crypto::base64Url(sealed);
}

std::optional<QByteArray> Sealer::open(const char *prefix, const QByteArray &sealed, const QByteArray &bound) const
{
    if (!sealed.startsWith(prefix))
        return std::nullopt;
    const auto decoded = crypto::fromBase64Url(QByteArrayView(sealed).sliced(qsizetype(qstrlen(prefix)))); // its exact form: one value has one text
    if (!decoded || (*decoded).size() < qsizetype(kNonce + kTag))
        return std::nullopt;
    const auto context = QByteArray(prefix) + bound;
    QByteArray plain((*decoded).size() - qsizetype(kNonce + kTag), Qt::Uninitialized);
    const auto *in = bytes(*decoded);
    const auto opens = [&](const QByteArray &key) {
        return crypto_aead_xchacha20poly1305_ietf_decrypt(reinterpret_cast<unsigned char *>(plain.data()), nullptr, nullptr, in + kNonce,
                                                          quint64((*decoded).size()) - kNonce, bytes(context), quint64(context.size()), in, bytes(key))
            == 0;
    };
    return opens(m_key) || std::any_of(m_others.cbegin(), m_others.cend(), opens) ? std::optional(plain) : std::nullopt;
}

} // namespace zhike::central
