// SPDX-License-Identifier: GPL-3.0-or-later
#include "security/vaultheader.h"

#include "security/durablefile.h"

#include <QCborMap>
#include <QCryptographicHash>
#include <QFile>
#include <QRegularExpression>
#include <QtEndian>
#include <ctime>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <sodium.h>

namespace zhike::security {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr char kMagic[] = "RMV1";
constexpr QLatin1StringView kFirst("/vault.hdr");
constexpr QLatin1StringView kSecond("/vault.hdr.bak");
constexpr int kFormat = 2;
constexpr int kSuite = 1;
constexpr QLatin1StringView kProfile("laptop");
constexpr qsizetype kMaxHeader = 4096;
constexpr qsizetype kSum = 32;
constexpr qsizetype kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr qsizetype kBox = kNonce + 32 + qsizetype(crypto_aead_xchacha20poly1305_ietf_ABYTES);

enum Key { KVaultId = 1, KLogin, KUserName, KDevice, KServer, KBinding, KSuite, KProfile, KMemory, KPasses, KSalt, KBackend, KItem, KFormat };
enum SlotKey { SGeneration = 1, SShare, SDatabase };
enum TriesKey { TFails = 1, TBoot, TNotBefore };

Error damaged(const QString &why)
{
    return {ErrorCode::Damaged, u"vault header: "_s + why, {}, u"vault.hdr"_s};
}

QByteArray copy(const QString &dir, QLatin1StringView name)
{
    return readSmall(dir + name, kMaxHeader + 1);
}

QByteArray slotClear(const KeySlot &slot)
{
    return QCborValue(QCborMap {{SGeneration, slot.generation}, {SShare, slot.shareGeneration}, {SDatabase, slot.database}}).toCbor();
}

// Cuts pieces off the front and remembers when there was not enough.
struct Cutter {
    QByteArrayView rest;
    bool ok = true;

    QByteArrayView cut(qsizetype size)
    {
        if (size < 0 || size > rest.size()) {
            ok = false;
            return {};
        }
        const auto piece = rest.first(size);
        rest = rest.sliced(size);
        return piece;
    }
    qsizetype u16()
    {
        const auto piece = cut(2);
        return ok ? qFromBigEndian<quint16>(piece.data()) : 0;
    }
    qsizetype u8()
    {
        const auto piece = cut(1);
        return ok ? quint8(piece[0]) : 0;
    }
    QCborMap map(qsizetype size)
    {
        QCborParserError error;
        const auto value = QCborValue::fromCbor(cut(size).toByteArray(), &error);
        ok = ok && error.error == QCborError::NoError && value.isMap();
        return ok ? value.toMap() : QCborMap(); // what broke off half-way must not even be looked into
    }
};

QByteArray u16(qsizetype size)
{
    QByteArray bytes(2, '\0');
    qToBigEndian(quint16(size), bytes.data());
    return bytes;
}

bool isPlainName(const QString &name)
{
    static const QRegularExpression plain(u"^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$"_s);
    return plain.match(name).hasMatch();
}

} // namespace

Result<Secret> hkdf(std::span<const unsigned char> input, const QByteArray &salt, const QByteArray &info, size_t size)
{
    Secret out(size);
    EVP_KDF *kdf = EVP_KDF_fetch(nullptr, "HKDF", nullptr);
    EVP_KDF_CTX *context = kdf ? EVP_KDF_CTX_new(kdf) : nullptr;
    EVP_KDF_free(kdf);
    char digest[] = "SHA256";
    OSSL_PARAM params[]
        = {OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest, 0),
           OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, const_cast<unsigned char *>(input.data()), input.size()),
           OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, const_cast<char *>(salt.constData()), size_t(salt.size())),
           OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, const_cast<char *>(info.constData()), size_t(info.size())), OSSL_PARAM_construct_end()};
    const bool ok = context && EVP_KDF_derive(context, out.data(), out.size(), params) == 1;
    EVP_KDF_CTX_free(context);
    if (!ok)
        return Error {ErrorCode::Internal, u"HKDF failed"_s, {}, {}};
    return out;
}

KdfCost calibratedCost()
{
    constexpr double kWanted = 0.5;
    KdfCost cost;
    unsigned char out[32];
    unsigned char salt[crypto_pwhash_SALTBYTES] {};
    timespec begin {}, end {};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &begin);
    if (sodium_init() < 0 || crypto_pwhash(out, sizeof out, "calibration", 11, salt, cost.passes, size_t(cost.memoryBytes), crypto_pwhash_ALG_ARGON2ID13) != 0)
        return kKdfFloor; // a machine with little memory
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &end);
    auto seconds = double(end.tv_sec - begin.tv_sec) + double(end.tv_nsec - begin.tv_nsec) / 1e9;
    while (2.2 * seconds <= kWanted && cost.memoryBytes * 2 <= kKdfCeiling.memoryBytes) { // a little more than linear: caches
        cost.memoryBytes *= 2;
        seconds *= 2.2;
    }
    return cost;
}

bool VaultHeader::exists(const QString &dir)
{
    return QFile::exists(dir + kFirst) || QFile::exists(dir + kSecond);
}

Result<VaultHeader> VaultHeader::read(const QString &dir)
{
    if (!exists(dir))
        return Error {ErrorCode::NotFound, u"no vault here"_s, {}, dir};
    auto header = parse(copy(dir, kFirst));
    if (header || header.error().code != ErrorCode::Damaged)
        return header;
    auto second = parse(copy(dir, kSecond));
    return second ? second : header;
}

QByteArray VaultHeader::clearPart() const
{
    const QCborMap map {{KVaultId, facts.vaultId},
                        {KLogin, facts.login},
                        {KUserName, facts.userName},
                        {KDevice, facts.deviceId},
                        {KServer, facts.server},
                        {KBinding, facts.deviceBinding},
                        {KSuite, kSuite},
                        {KProfile, QString(kProfile)},
                        {KMemory, qint64(cost.memoryBytes)},
                        {KPasses, qint64(cost.passes)},
                        {KSalt, salt},
                        {KBackend, backend},
                        {KItem, item},
                        {KFormat, kFormat}};
    const auto body = QCborValue(map).toCbor();
    return QByteArray(kMagic) + u16(body.size()) + body;
}

QByteArray VaultHeader::serialise() const
{
    auto bytes = clearPart();
    bytes += char(slots_.size());
    for (const auto &slot : slots_) {
        const auto clear = slotClear(slot);
        bytes += char(clear.size());
        bytes += clear + slot.box;
    }
    const auto counted = QCborValue(QCborMap {{TFails, tries.fails}, {TBoot, tries.bootId}, {TNotBefore, tries.notBeforeMs}}).toCbor();
    bytes += u16(counted.size()) + counted;
    return bytes + QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

Result<VaultHeader> VaultHeader::parse(const QByteArray &bytes)
{
    if (bytes.size() > kMaxHeader || bytes.size() < 6 + kSum || !bytes.startsWith(kMagic))
        return damaged(u"not a vault header"_s);
    const auto body = bytes.chopped(kSum);
    if (QCryptographicHash::hash(body, QCryptographicHash::Sha256) != bytes.last(kSum))
        return damaged(u"checksum"_s);
    Cutter cutter {body};
    cutter.cut(4);
    const auto map = cutter.map(cutter.u16());
    VaultHeader header;
    header.facts = {map[KVaultId].toString(), map[KLogin].toString(),  map[KUserName].toString(),
                    map[KDevice].toString(),  map[KServer].toString(), map[KBinding].toString()};
    const auto memory = map[KMemory].toInteger();
    const auto passes = map[KPasses].toInteger();
    header.cost = {quint64(memory), quint32(passes)};
    header.salt = map[KSalt].toByteArray();
    header.backend = map[KBackend].toString();
    header.item = map[KItem].toString();
    if (!cutter.ok || !isPlainName(header.facts.vaultId) || header.salt.size() != qsizetype(crypto_pwhash_SALTBYTES))
        return damaged(u"fields missing"_s);
    if (map[KSuite].toInteger() != kSuite || map[KFormat].toInteger() != kFormat)
        return Error {ErrorCode::TooNew, u"vault suite %1, format %2"_s.arg(map[KSuite].toInteger()).arg(map[KFormat].toInteger()), {}, {}};
    if (memory < qint64(kKdfFloor.memoryBytes) || passes < kKdfFloor.passes || memory > qint64(kKdfCeiling.memoryBytes) || passes > kKdfCeiling.passes)
        return damaged(u"key derivation outside the allowed cost"_s);
    const auto count = cutter.u8();
    for (qsizetype i = 0; cutter.ok && i < count; ++i) {
        const auto clear = cutter.map(cutter.u8());
        KeySlot slot {int(clear[SGeneration].toInteger()), clear[SShare].toInteger(), clear[SDatabase].toString(), cutter.cut(kBox).toByteArray()};
        if (slot.generation < 1 || !isPlainName(slot.database))
            return damaged(u"slot"_s);
        header.slots_.append(slot);
    }
    const auto counted = cutter.map(cutter.u16());
    header.tries = {int(qBound(qint64(0), counted[TFails].toInteger(), qint64(1000000))), counted[TBoot].toString(), counted[TNotBefore].toInteger()};
    if (!cutter.ok || count > 2 || !cutter.rest.isEmpty())
        return damaged(u"wrong length"_s);
    // One form only: what would be read as the same but is not what we write was made by somebody else.
    if (header.serialise() != bytes)
        return damaged(u"not the form it is written in"_s);
    return header;
}

void VaultHeader::heal(const QString &dir) const
{
    const auto whole = serialise();
    if (copy(dir, kFirst) != whole || copy(dir, kSecond) != whole)
        (void)write(dir);
}

Done VaultHeader::write(const QString &dir) const
{
    const auto whole = serialise();
    for (const auto name : {kFirst, kSecond})
        if (auto ok = writeDurably(dir + name, whole); !ok)
            return ok;
    return done();
}

Done VaultHeader::destroy(const QString &dir)
{
    for (const auto name : {kFirst, kSecond})
        if (auto ok = destroyFile(dir + name); !ok)
            return ok;
    QFile::remove(dir + kFirst + u".part"_s);
    QFile::remove(dir + kSecond + u".part"_s);
    return done();
}

Result<Secret> VaultHeader::stretch(const Secret &passphrase) const
{
    Secret stretched(32);
    if (crypto_pwhash(stretched.data(), stretched.size(), reinterpret_cast<const char *>(passphrase.bytes().data()), passphrase.size(),
                      reinterpret_cast<const unsigned char *>(salt.constData()), cost.passes, size_t(cost.memoryBytes), crypto_pwhash_ALG_ARGON2ID13)
        != 0)
        return Error {ErrorCode::Internal, u"not enough memory for the key derivation"_s, {}, {}};
    return stretched;
}

Result<Secret> VaultHeader::kek(const KeySlot &slot, const Secret &stretched, const KeyShares &shares) const
{
    Secret material(stretched.size() + shares.device.size() + shares.server.size());
    auto *out = std::copy_n(stretched.bytes().data(), stretched.size(), material.data());
    out = std::copy_n(shares.device.bytes().data(), shares.device.size(), out);
    std::copy_n(shares.server.bytes().data(), shares.server.size(), out);
    // The lengths of the shares are bound too, so that one cannot stand in for the other.
    const auto info = u"zhike/kek/v1|%1|%2|%3|%4|%5"_s.arg(kSuite)
                          .arg(kProfile)
                          .arg(slot.generation)
                          .arg(qsizetype(shares.device.size()))
                          .arg(qsizetype(shares.server.size()))
                          .toUtf8();
    return hkdf(material.bytes(), facts.vaultId.toUtf8(), info);
}

Done VaultHeader::wrap(KeySlot &slot, const Secret &stretched, const KeyShares &shares, std::span<const unsigned char> dek) const
{
    const auto key = kek(slot, stretched, shares);
    if (!key)
        return key.error();
    const auto known = clearPart() + slotClear(slot);
    slot.box.resize(kBox);
    auto *out = reinterpret_cast<unsigned char *>(slot.box.data());
    randombytes_buf(out, size_t(kNonce));
    crypto_aead_xchacha20poly1305_ietf_encrypt(out + kNonce, nullptr, dek.data(), dek.size(), reinterpret_cast<const unsigned char *>(known.constData()),
                                               size_t(known.size()), nullptr, out, key->bytes().data());
    return done();
}

Result<Secret> VaultHeader::unwrap(const KeySlot &slot, const Secret &stretched, const KeyShares &shares) const
{
    const auto key = kek(slot, stretched, shares);
    if (!key)
        return key.error();
    const auto known = clearPart() + slotClear(slot);
    Secret dek(32);
    const auto *in = reinterpret_cast<const unsigned char *>(slot.box.constData());
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(dek.data(), nullptr, nullptr, in + kNonce, size_t(slot.box.size() - kNonce),
                                                   reinterpret_cast<const unsigned char *>(known.constData()), size_t(known.size()), in, key->bytes().data())
        != 0)
        return Error {ErrorCode::WrongPassphrase, u"the slot does not open"_s, u"passphrase"_s, {}};
    return dek;
}

} // namespace zhike::security
