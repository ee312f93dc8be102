// SPDX-License-Identifier: GPL-3.0-or-later
#include "process/knownanswers.h"

#include "crypto/devicekey.h"
#include "crypto/encoding.h"
#include "crypto/sealedbox.h"

#include <QByteArray>
#include <QJsonObject>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <sodium.h>

namespace zhike::process {

using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray hex(const char *text)
{
    return QByteArray::fromHex(text);
}

QByteArray counted(int from, int count)
{
    QByteArray bytes;
    for (int i = 0; i < count; ++i)
        bytes.append(char(from + i));
    return bytes;
}

auto *raw(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

QByteArray digest(const EVP_MD *kind, const QByteArray &text)
{
    QByteArray out(EVP_MD_get_size(kind), '\0');
    EVP_Digest(text.constData(), size_t(text.size()), reinterpret_cast<unsigned char *>(out.data()), nullptr, kind, nullptr);
    return out;
}

// RFC 5869, A.1
bool hkdf()
{
    auto salt = counted(0, 13), info = counted(0xf0, 10), key = QByteArray(22, '\x0b');
    char name[] = "SHA256";
    OSSL_PARAM params[] = {OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, name, 0),
                           OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, key.data(), size_t(key.size())),
                           OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, salt.data(), size_t(salt.size())),
                           OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, info.data(), size_t(info.size())), OSSL_PARAM_construct_end()};
    EVP_KDF *kdf = EVP_KDF_fetch(nullptr, "HKDF", nullptr);
    EVP_KDF_CTX *context = kdf ? EVP_KDF_CTX_new(kdf) : nullptr;
    EVP_KDF_free(kdf);
    QByteArray out(42, '\0');
    const bool ok = context && EVP_KDF_derive(context, reinterpret_cast<unsigned char *>(out.data()), size_t(out.size()), params) == 1;
    EVP_KDF_CTX_free(context);
    return ok && out == hex("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
}

// draft-irtf-cfrg-xchacha, A.3.1
bool xchacha()
{
    const QByteArray text("Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.");
    const auto ad = hex("50515253c0c1c2c3c4c5c6c7"), key = counted(0x80, 32), nonce = counted(0x40, 24);
    QByteArray box(text.size() + 16, '\0'), back(text.size(), '\0');
    crypto_aead_xchacha20poly1305_ietf_encrypt(reinterpret_cast<unsigned char *>(box.data()), nullptr, raw(text), size_t(text.size()), raw(ad),
                                               size_t(ad.size()), nullptr, raw(nonce), raw(key));
    const auto open = [&] {
        return crypto_aead_xchacha20poly1305_ietf_decrypt(reinterpret_cast<unsigned char *>(back.data()), nullptr, nullptr, raw(box), size_t(box.size()),
                                                          raw(ad), size_t(ad.size()), raw(nonce), raw(key))
            == 0;
    };
    if (box.last(16) != hex("c0875924c1c7987947deafd8780acf49") || !open() || back != text)
        return false;
    box[3] = char(box[3] ^ 1);
    return !open();
}

// SP 800-38A, F.2.5
bool aes()
{
    const auto key = hex("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4"), iv = counted(0, 16),
               text = hex("6bc1bee22e409f96e93d7e117393172a");
    QByteArray out(32, '\0');
    int size = 0;
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    const bool ok = context && EVP_EncryptInit_ex(context, EVP_aes_256_cbc(), nullptr, raw(key), raw(iv)) == 1
        && EVP_EncryptUpdate(context, reinterpret_cast<unsigned char *>(out.data()), &size, raw(text), int(text.size())) == 1;
    EVP_CIPHER_CTX_free(context);
    return ok && out.first(16) == hex("f58c4c04d6e5f1ba779eabfb5f7bfbd6");
}

bool argon2id()
{
    const char known[] = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
    return crypto_pwhash_str_verify(known, "password", 8) == 0 && crypto_pwhash_str_verify(known, "passwore", 8) != 0;
}

bool sealedBox()
{
    const auto key = crypto::EscrowKey::generate();
    auto box = crypto::sealBox(key.publicKey, "sealed");
    const auto open = crypto::openBox(key, box);
    if (!open || *open != "sealed")
        return false;
    box[box.size() - 1] = char(box.back() ^ 1);
    return !crypto::openBox(key, box);
}

bool signature()
{
    const auto key = crypto::DeviceKey::generate();
    if (!key)
        return false;
    auto jws = key->sign({{u"typ"_s, u"selftest"_s}});
    if (!jws || !crypto::verify(*jws, key->publicJwk()))
        return false;
    const auto other = crypto::DeviceKey::generate();
    return other && !crypto::verify(*jws, other->publicJwk());
}

} // namespace

QStringList wrongAnswers()
{
    if (sodium_init() < 0)
        return {u"libsodium"_s};
    QStringList wrong;
    const auto expect = [&wrong](bool ok, const QString &what) {
        if (!ok)
            wrong.append(what);
    };
    const auto sha256 = hex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    expect(crypto::sha256("abc") == sha256 && digest(EVP_sha256(), "abc") == sha256, u"SHA-256"_s);
    expect(digest(EVP_sha512(), "abc")
               == hex("ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"),
           u"SHA-512"_s);
    expect(hkdf(), u"HKDF"_s);
    expect(argon2id(), u"Argon2id"_s);
    expect(xchacha(), u"XChaCha20-Poly1305"_s);
    expect(aes(), u"AES-256"_s);
    expect(sealedBox(), u"sealed box"_s);
    expect(signature(), u"ES256"_s);
    return wrong;
}

} // namespace zhike::process
