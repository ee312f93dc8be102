// SPDX-License-Identifier: GPL-3.0-or-later
// Compact JWS and JWE, and the keys they are checked with.
#include "crypto/devicekey.h"
#include "crypto/encoding.h"
#include "fuzz.h"

#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;
using namespace zhike::crypto;

namespace {

DeviceKey newKey()
{
    auto key = DeviceKey::generate();
    fuzz::hold(key.ok());
    return std::move(*key);
}

void attempt(const QByteArray &token, const DeviceKey &key)
{
    // Nothing here was ever signed with the key or sealed to it: sealing to it is anybody's right, but takes a key agreement.
    fuzz::hold(!verify(token, key.publicJwk()));
    (void)key.open(token);
    (void)claimedKey(token);
}

} // namespace

// The library itself leaves a byte behind for each JWE without an encrypted key.
extern "C" const char *__lsan_default_suppressions();
extern "C" const char *__lsan_default_suppressions()
{
    return "leak:libcjose";
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const auto key = newKey();
    static const auto signature = key.sign({{u"typ"_s, u"wipe"_s}});
    const auto bytes = fuzz::bytesOf(data, size);
    attempt(bytes, key);
    // Each line a part: what lies under the base64 is reached at once.
    QByteArrayList parts;
    for (const auto &part : bytes.split('\n'))
        parts.append(base64Url(part));
    attempt(parts.join('.'), key);
    // A sound signature under parts of a stranger's making, and under a key that is not one.
    auto pieces = signature.value().split('.');
    if (parts.first() != pieces.first()) {
        pieces[0] = parts.first();
        attempt(pieces.join('.'), key);
    }
    const auto jwk = QJsonDocument::fromJson(bytes.left(bytes.indexOf('\n'))).object();
    fuzz::hold(!verify(signature.value(), jwk) || thumbprintOf(jwk) == key.thumbprint());
    (void)sealTo(jwk, Secret::copyOf({data, qMin<size_t>(size, 32)}));
    return 0;
}
