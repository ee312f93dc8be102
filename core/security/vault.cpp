// SPDX-License-Identifier: GPL-3.0-or-later
#include "security/vault.h"

#include "domain/ids.h"

#include <QCborMap>
#include <QDateTime>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QtEndian>
#include <fcntl.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <sodium.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace zhike::security {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr char kMagic[] = "RMV1";
constexpr QLatin1StringView kFirst("/vault.hdr");
constexpr QLatin1StringView kSecond("/vault.hdr.bak");
constexpr int kSuite = 1;
constexpr qsizetype kMaxHeader = 4096;
constexpr size_t kSlotSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES + 32 + crypto_aead_xchacha20poly1305_ietf_ABYTES;

enum Key { KVaultId = 1, KLogin, KUserName, KDevice, KServer, KBinding, KSuite, KProfile, KMemory, KPasses, KSalt, KGeneration, KDatabase };

Error ioError(const QString &what)
{
    const int code = errno;
    return {code == ENOSPC ? ErrorCode::Full : ErrorCode::Io, u"%1: %2"_s.arg(what, QString::fromLocal8Bit(strerror(code))), {}, {}};
}

Error damagedHeader(const QString &why)
{
    return {ErrorCode::Damaged, u"vault header: "_s + why, {}, u"vault.hdr"_s};
}

// Both copies are written whole or not at all; the folder is synced so that the name survives a power cut.
Done writeDurably(const QString &path, const QByteArray &bytes)
{
    const auto part = QFile::encodeName(path + u".part"_s);
    const int fd = ::open(part.constData(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0)
        return ioError(u"create header"_s);
    const bool written = ::write(fd, bytes.constData(), size_t(bytes.size())) == bytes.size() && ::fsync(fd) == 0;
    const auto failure = written ? Error {} : ioError(u"write header"_s);
    ::close(fd);
    if (!written)
        return failure;
    if (::rename(part.constData(), QFile::encodeName(path).constData()) != 0)
        return ioError(u"rename header"_s);
    const int dir = ::open(QFile::encodeName(QFileInfo(path).path()).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (dir >= 0) {
        ::fsync(dir);
        ::close(dir);
    }
    return done();
}

Done hkdf(std::span<const unsigned char> input, const QByteArray &salt, const QByteArray &info, Secret &out)
{
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
    return done();
}

} // namespace

struct Vault::Header {
    VaultFacts facts;
    KdfCost cost;
    QByteArray salt;
    int suite = kSuite;
    int generation = 1;
    QString database;
    QByteArray clear; //!< everything before the slot: the associated data
    QByteArray slot;

    void seal()
    {
        QCborMap map {{KVaultId, facts.vaultId},
                      {KLogin, facts.login},
                      {KUserName, facts.userName},
                      {KDevice, facts.deviceId},
                      {KServer, facts.server},
                      {KBinding, facts.deviceBinding},
                      {KSuite, suite},
                      {KProfile, u"laptop"_s},
                      {KMemory, qint64(cost.memoryBytes)},
                      {KPasses, qint64(cost.passes)},
                      {KSalt, salt},
                      {KGeneration, generation},
                      {KDatabase, database}};
        const auto body = QCborValue(map).toCbor();
        QByteArray size(2, '\0');
        qToBigEndian(quint16(body.size()), size.data());
        clear = QByteArray(kMagic) + size + body;
    }

    static Result<Header> parse(const QByteArray &bytes)
    {
        if (bytes.size() > kMaxHeader || bytes.size() < 6 || !bytes.startsWith(kMagic))
            return damagedHeader(u"not a vault header"_s);
        const qsizetype size = qFromBigEndian<quint16>(bytes.constData() + 4);
        if (bytes.size() != 6 + size + qsizetype(kSlotSize))
            return damagedHeader(u"wrong length"_s);
        QCborParserError error;
        const auto map = QCborValue::fromCbor(bytes.mid(6, size), &error).toMap();
        Header header;
        header.facts = {map[KVaultId].toString(), map[KLogin].toString(),  map[KUserName].toString(),
                        map[KDevice].toString(),  map[KServer].toString(), map[KBinding].toString()};
        const auto memory = map[KMemory].toInteger();
        const auto passes = map[KPasses].toInteger();
        header.cost = {quint64(memory), quint32(passes)};
        header.salt = map[KSalt].toByteArray();
        header.suite = int(map[KSuite].toInteger());
        header.generation = int(map[KGeneration].toInteger());
        header.database = map[KDatabase].toString();
        if (error.error != QCborError::NoError || header.facts.vaultId.isEmpty() || header.salt.size() != qsizetype(crypto_pwhash_SALTBYTES)
            || header.database.isEmpty() || header.database.contains(u'/') || header.generation < 1)
            return damagedHeader(u"fields missing"_s);
        if (header.suite != kSuite)
            return Error {ErrorCode::TooNew, u"vault suite %1"_s.arg(header.suite), {}, {}};
        if (memory < qint64(kKdfFloor.memoryBytes) || passes < kKdfFloor.passes || memory > qint64(kKdfCeiling.memoryBytes) || passes > kKdfCeiling.passes)
            return damagedHeader(u"key derivation outside the allowed cost"_s);
        header.clear = bytes.left(6 + size);
        header.slot = bytes.mid(6 + size);
        return header;
    }

    static Result<Header> read(const QString &dir)
    {
        if (!exists(dir))
            return Error {ErrorCode::NotFound, u"no vault here"_s, {}, dir};
        auto header = parse(copy(dir, kFirst));
        if (header || header.error().code != ErrorCode::Damaged)
            return header;
        auto second = parse(copy(dir, kSecond));
        return second ? second : header;
    }

    static QByteArray copy(const QString &dir, QLatin1StringView name)
    {
        QFile file(dir + name);
        return file.open(QIODevice::ReadOnly) ? file.read(kMaxHeader + 1) : QByteArray();
    }

    // A copy that was damaged, or left behind by a crash between the two writes, must not stay: it may open under a passphrase given up.
    void heal(const QString &dir) const
    {
        if (copy(dir, kFirst) != clear + slot || copy(dir, kSecond) != clear + slot)
            (void)write(dir);
    }

    [[nodiscard]] Done write(const QString &dir) const
    {
        for (const auto name : {kFirst, kSecond})
            if (auto ok = writeDurably(dir + name, clear + slot); !ok)
                return ok;
        return done();
    }

    [[nodiscard]] Result<Secret> deriveKek(const Secret &passphrase, const KeyShares &shares, double *seconds) const
    {
        QElapsedTimer timer;
        timer.start();
        Secret material(32 + shares.device.size() + shares.server.size());
        if (crypto_pwhash(material.data(), 32, reinterpret_cast<const char *>(passphrase.bytes().data()), passphrase.size(),
                          reinterpret_cast<const unsigned char *>(salt.constData()), cost.passes, size_t(cost.memoryBytes), crypto_pwhash_ALG_ARGON2ID13)
            != 0)
            return Error {ErrorCode::Internal, u"not enough memory for the key derivation"_s, {}, {}};
        std::copy_n(shares.device.bytes().data(), shares.device.size(), material.data() + 32);
        std::copy_n(shares.server.bytes().data(), shares.server.size(), material.data() + 32 + shares.device.size());
        Secret kek(32);
        // The lengths of the shares are bound too, so that one cannot stand in for the other.
        const auto info = u"zhike/kek/v1|%1|laptop|%2|%3|%4"_s.arg(suite).arg(generation).arg(shares.device.size()).arg(shares.server.size()).toUtf8();
        if (auto ok = hkdf(material.bytes(), facts.vaultId.toUtf8(), info, kek); !ok)
            return ok.error();
        if (seconds)
            *seconds = double(timer.nsecsElapsed()) / 1e9;
        return kek;
    }

    void wrap(const Secret &kek, std::span<const unsigned char> dek)
    {
        slot.resize(qsizetype(kSlotSize));
        auto *out = reinterpret_cast<unsigned char *>(slot.data());
        randombytes_buf(out, crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
        crypto_aead_xchacha20poly1305_ietf_encrypt(out + crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, nullptr, dek.data(), dek.size(),
                                                   reinterpret_cast<const unsigned char *>(clear.constData()), size_t(clear.size()), nullptr, out,
                                                   kek.bytes().data());
    }

    [[nodiscard]] Result<Secret> unwrap(const Secret &kek) const
    {
        Secret dek(32);
        const auto *in = reinterpret_cast<const unsigned char *>(slot.constData());
        const size_t nonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
        if (crypto_aead_xchacha20poly1305_ietf_decrypt(dek.data(), nullptr, nullptr, in + nonce, size_t(slot.size()) - nonce,
                                                       reinterpret_cast<const unsigned char *>(clear.constData()), size_t(clear.size()), in, kek.bytes().data())
            != 0)
            return Error {ErrorCode::WrongPassphrase, u"the slot does not open"_s, u"passphrase"_s, {}};
        return dek;
    }
};

bool Vault::exists(const QString &dir)
{
    return QFile::exists(dir + kFirst) || QFile::exists(dir + kSecond);
}

Result<VaultFacts> Vault::facts(const QString &dir)
{
    auto header = Header::read(dir);
    if (!header)
        return header.error();
    return header->facts;
}

Done Vault::takeLock()
{
    m_lockFd = ::open(QFile::encodeName(m_dir + u"/vault.lock"_s).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (m_lockFd < 0)
        return ioError(u"open vault.lock"_s);
    if (::flock(m_lockFd, LOCK_EX | LOCK_NB) != 0)
        return Error {ErrorCode::Locked, u"another process has this vault open"_s, {}, {}};
    return done();
}

Result<std::unique_ptr<Vault>> Vault::create(const QString &dir, const VaultFacts &facts, const Secret &passphrase, const KeyShares &shares, KdfCost cost)
{
    if (sodium_init() < 0)
        return Error {ErrorCode::Internal, u"libsodium does not start"_s, {}, {}};
    if (exists(dir))
        return Error {ErrorCode::Conflict, u"there is a vault already"_s, u"vault"_s, dir};
    ::umask(077);
    if (!QDir().mkpath(dir))
        return Error {ErrorCode::Io, u"cannot create the vault directory"_s, u"vault"_s, dir};
    ::chmod(QFile::encodeName(dir).constData(), 0700);

    std::unique_ptr<Vault> vault(new Vault);
    vault->m_dir = dir;
    if (auto ok = vault->takeLock(); !ok)
        return ok.error();
    Header header;
    header.facts = facts;
    if (header.facts.vaultId.isEmpty())
        header.facts.vaultId = newUuid(QDateTime::currentMSecsSinceEpoch());
    header.cost = cost;
    header.salt.resize(crypto_pwhash_SALTBYTES);
    randombytes_buf(header.salt.data(), size_t(header.salt.size()));
    header.database = u"cache-1.db"_s;
    header.seal();
    auto kek = header.deriveKek(passphrase, shares, &vault->m_kdfSeconds);
    if (!kek)
        return kek.error();
    vault->m_dek = Secret::random(32);
    header.wrap(*kek, vault->m_dek.bytes());
    if (auto ok = header.write(dir); !ok)
        return ok.error();
    vault->m_facts = header.facts;
    vault->m_database = header.database;
    return vault;
}

Result<std::unique_ptr<Vault>> Vault::unlock(const QString &dir, const Secret &passphrase, const KeyShares &shares)
{
    if (sodium_init() < 0)
        return Error {ErrorCode::Internal, u"libsodium does not start"_s, {}, {}};
    ::umask(077);
    auto header = Header::read(dir);
    if (!header)
        return header.error();
    std::unique_ptr<Vault> vault(new Vault);
    vault->m_dir = dir;
    if (auto ok = vault->takeLock(); !ok)
        return ok.error();
    auto kek = header->deriveKek(passphrase, shares, &vault->m_kdfSeconds);
    if (!kek)
        return kek.error();
    auto dek = header->unwrap(*kek);
    if (!dek)
        return dek.error();
    header->heal(dir);
    vault->m_dek = std::move(*dek);
    vault->m_facts = header->facts;
    vault->m_generation = header->generation;
    vault->m_database = header->database;
    return vault;
}

Done Vault::changePassphrase(const Secret &current, const Secret &next, const KeyShares &shares)
{
    auto header = Header::read(m_dir);
    if (!header)
        return header.error();
    auto oldKek = header->deriveKek(current, shares, nullptr);
    if (!oldKek)
        return oldKek.error();
    if (auto dek = header->unwrap(*oldKek); !dek)
        return dek.error();
    randombytes_buf(header->salt.data(), size_t(header->salt.size()));
    ++header->generation;
    header->seal();
    auto kek = header->deriveKek(next, shares, nullptr);
    if (!kek)
        return kek.error();
    header->wrap(*kek, m_dek.bytes());
    if (auto ok = header->write(m_dir); !ok)
        return ok;
    m_generation = header->generation;
    return done();
}

Result<Secret> Vault::deriveKey(const QByteArray &purpose) const
{
    Secret key(32);
    if (auto ok = hkdf(m_dek.bytes(), m_facts.vaultId.toUtf8(), "zhike/" + purpose + "/v1", key); !ok)
        return ok.error();
    return key;
}

QString Vault::databasePath() const
{
    return m_dir + u'/' + m_database;
}

Vault::~Vault()
{
    if (m_lockFd >= 0)
        ::close(m_lockFd);
}

} // namespace zhike::security
