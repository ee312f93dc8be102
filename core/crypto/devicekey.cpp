// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/devicekey.h"

#include "crypto/encoding.h"

#include <QJsonDocument>
#include <algorithm>
#include <cjose/cjose.h>
#include <cstdlib>
#include <sodium.h>

namespace zhike::crypto {

using namespace Qt::Literals::StringLiterals;

namespace {

template<auto Release>
struct Releaser {
    template<class T>
    void operator()(T *pointer) const
    {
        (void)Release(pointer);
    }
};
using Jwk = std::unique_ptr<cjose_jwk_t, Releaser<cjose_jwk_release>>;
using Jws = std::unique_ptr<cjose_jws_t, Releaser<cjose_jws_release>>;
using Jwe = std::unique_ptr<cjose_jwe_t, Releaser<cjose_jwe_release>>;
using Header = std::unique_ptr<cjose_header_t, Releaser<cjose_header_release>>;

constexpr qsizetype kMaxToken = 64 * 1024;

Error failed(const char *what, const cjose_err &error)
{
    return {ErrorCode::Denied, QString::fromLatin1(what) + u": "_s + QString::fromUtf8(error.message ? error.message : ""), {}, {}};
}

// What the library allocated and hands over: wiped before it is given back.
struct Owned {
    char *text = nullptr;
    size_t size = 0;
    ~Owned()
    {
        if (!text)
            return;
        sodium_memzero(text, size ? size : strlen(text));
        cjose_get_dealloc()(text);
    }
};

QJsonObject bare(const QJsonObject &jwk)
{
    return {{u"crv"_s, jwk[u"crv"_s]}, {u"kty"_s, jwk[u"kty"_s]}, {u"x"_s, jwk[u"x"_s]}, {u"y"_s, jwk[u"y"_s]}};
}

Jwk import(const QByteArray &json, cjose_err &error)
{
    return Jwk(cjose_jwk_import(json.constData(), size_t(json.size()), &error));
}

Result<Jwk> importPublic(const QJsonObject &jwk)
{
    if (thumbprintOf(jwk).isEmpty())
        return Error {ErrorCode::Denied, u"not a P-256 key"_s, u"jwk"_s, {}};
    cjose_err error {};
    auto key = import(canonicalJson(bare(jwk)), error);
    if (!key)
        return failed("key", error);
    return key;
}

bool isHeader(cjose_header_t *header, const char *algorithm)
{
    cjose_err error {};
    const char *alg = header ? cjose_header_get(header, CJOSE_HDR_ALG, &error) : nullptr;
    return alg && qstrcmp(alg, algorithm) == 0;
}

// A message has one text: the library overlooks leftover bits at the end of a part.
bool isExact(const QByteArray &token, qsizetype parts)
{
    const auto list = token.split('.');
    return token.size() <= kMaxToken && list.size() == parts
        && std::ranges::all_of(list, [](const QByteArray &part) { return fromBase64Url(part).has_value(); });
}

QJsonObject headerOf(const QByteArray &token)
{
    const auto decoded = fromBase64Url(QByteArrayView(token).first(qMax<qsizetype>(0, token.indexOf('.'))));
    return decoded ? QJsonDocument::fromJson(*decoded).object() : QJsonObject();
}

} // namespace

struct DeviceKey::Handle {
    Jwk key;
};

DeviceKey::DeviceKey(std::unique_ptr<Handle> handle, QJsonObject publicJwk) : m_handle(std::move(handle)), m_public(std::move(publicJwk)) { }
DeviceKey::~DeviceKey() = default;
DeviceKey::DeviceKey(DeviceKey &&other) noexcept = default;
DeviceKey &DeviceKey::operator=(DeviceKey &&other) noexcept = default;

QByteArray thumbprintOf(const QJsonObject &jwk)
{
    if (jwk[u"kty"_s].toString() != "EC"_L1 || jwk[u"crv"_s].toString() != "P-256"_L1)
        return {};
    for (const auto &part : {u"x"_s, u"y"_s}) {
        const auto bytes = fromBase64Url(jwk[part].toString().toLatin1());
        if (!bytes || bytes->size() != 32)
            return {};
    }
    return base64Url(sha256(canonicalJson(bare(jwk))));
}

Result<DeviceKey> DeviceKey::generate()
{
    cjose_err error {};
    auto handle = std::make_unique<Handle>();
    handle->key.reset(cjose_jwk_create_EC_random(CJOSE_JWK_EC_P_256, &error));
    if (!handle->key)
        return failed("key generation", error);
    Owned text {cjose_jwk_to_json(handle->key.get(), false, &error)};
    if (!text.text)
        return failed("key export", error);
    auto jwk = bare(QJsonDocument::fromJson(text.text).object());
    jwk[u"kid"_s] = QString::fromLatin1(thumbprintOf(jwk));
    return DeviceKey(std::move(handle), jwk);
}

Result<DeviceKey> DeviceKey::fromSecret(const Secret &privateJwk)
{
    cjose_err error {};
    auto handle = std::make_unique<Handle>();
    handle->key.reset(cjose_jwk_import(reinterpret_cast<const char *>(privateJwk.bytes().data()), privateJwk.size(), &error));
    if (!handle->key)
        return failed("key", error);
    Owned text {cjose_jwk_to_json(handle->key.get(), false, &error)};
    auto jwk = bare(text.text ? QJsonDocument::fromJson(text.text).object() : QJsonObject());
    const auto thumbprint = thumbprintOf(jwk);
    if (thumbprint.isEmpty())
        return Error {ErrorCode::Denied, u"not a P-256 key"_s, {}, {}};
    jwk[u"kid"_s] = QString::fromLatin1(thumbprint);
    return DeviceKey(std::move(handle), jwk);
}

Result<Secret> DeviceKey::toSecret() const
{
    cjose_err error {};
    Owned text {cjose_jwk_to_json(m_handle->key.get(), true, &error)};
    if (!text.text)
        return failed("key export", error);
    return Secret::copyOf({reinterpret_cast<const unsigned char *>(text.text), strlen(text.text)});
}

QByteArray DeviceKey::thumbprint() const
{
    return m_public[u"kid"_s].toString().toLatin1();
}

Result<QByteArray> DeviceKey::sign(const QJsonObject &payload) const
{
    cjose_err error {};
    const Header header(cjose_header_new(&error));
    if (!header || !cjose_header_set(header.get(), CJOSE_HDR_ALG, CJOSE_HDR_ALG_ES256, &error)
        || !cjose_header_set(header.get(), CJOSE_HDR_KID, thumbprint().constData(), &error))
        return failed("signature header", error);
    const auto body = canonicalJson(payload);
    const Jws jws(cjose_jws_sign(m_handle->key.get(), header.get(), reinterpret_cast<const uint8_t *>(body.constData()), size_t(body.size()), &error));
    const char *text = nullptr;
    if (!jws || !cjose_jws_export(jws.get(), &text, &error))
        return failed("signature", error);
    return QByteArray(text);
}

Result<Secret> DeviceKey::open(const QByteArray &token) const
{
    const auto head = headerOf(token);
    if (!isExact(token, 5) || head[u"alg"_s].toString() != "ECDH-ES"_L1 || head[u"enc"_s].toString() != "A256GCM"_L1)
        return Error {ErrorCode::Denied, u"not a message of this kind"_s, {}, {}};
    cjose_err error {};
    const Jwe jwe(cjose_jwe_import(token.constData(), size_t(token.size()), &error));
    if (!jwe)
        return failed("sealed message", error);
    Owned plain;
    plain.text = reinterpret_cast<char *>(cjose_jwe_decrypt(jwe.get(), m_handle->key.get(), &plain.size, &error));
    if (!plain.text)
        return failed("sealed message", error);
    return Secret::copyOf({reinterpret_cast<const unsigned char *>(plain.text), plain.size});
}

Result<QByteArray> sealTo(const QJsonObject &jwk, const Secret &plain)
{
    auto key = importPublic(jwk);
    if (!key)
        return key.error();
    cjose_err error {};
    const Header header(cjose_header_new(&error));
    if (!header || !cjose_header_set(header.get(), CJOSE_HDR_ALG, CJOSE_HDR_ALG_ECDH_ES, &error)
        || !cjose_header_set(header.get(), CJOSE_HDR_ENC, CJOSE_HDR_ENC_A256GCM, &error))
        return failed("seal header", error);
    const Jwe jwe(cjose_jwe_encrypt(key->get(), header.get(), plain.bytes().data(), plain.size(), &error));
    const Owned text {jwe ? cjose_jwe_export(jwe.get(), &error) : nullptr};
    if (!text.text)
        return failed("seal", error);
    return QByteArray(text.text);
}

Result<QJsonObject> verify(const QByteArray &token, const QJsonObject &jwk)
{
    if (!isExact(token, 3))
        return Error {ErrorCode::Denied, u"not a signed message"_s, {}, {}};
    auto key = importPublic(jwk);
    if (!key)
        return key.error();
    cjose_err error {};
    const Jws jws(cjose_jws_import(token.constData(), size_t(token.size()), &error));
    if (!jws || !isHeader(cjose_jws_get_protected(jws.get()), CJOSE_HDR_ALG_ES256))
        return failed("signed message", error);
    if (!cjose_jws_verify(jws.get(), key->get(), &error))
        return failed("signature", error);
    uint8_t *body = nullptr; // the library's
    size_t size = 0;
    if (!cjose_jws_get_plaintext(jws.get(), &body, &size, &error))
        return failed("signed message", error);
    const auto payload = QJsonDocument::fromJson(QByteArray(reinterpret_cast<const char *>(body), qsizetype(size)));
    if (!payload.isObject())
        return Error {ErrorCode::Denied, u"signed message is not an object"_s, {}, {}};
    return payload.object();
}

QString claimedKey(const QByteArray &jws)
{
    return headerOf(jws)[u"kid"_s].toString();
}

} // namespace zhike::crypto
