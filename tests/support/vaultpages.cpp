// SPDX-License-Identifier: GPL-3.0-or-later
// vaultpages VAULT NOW – looks for texts (stdin, one per line) in everything a vault's folder holds, as somebody who has its key would: every page of every
// store and every frame of its log deciphered one by one, free pages and remnants of earlier logs included, what the seal file holds, and the bytes of every
// file as they are.
// One JSON object: pages, frames and sealed operations read, pages its key does not open, and the hits of each text. The engine is not asked: what it no longer sees is what counts.
#include "security/passphrase.h"
#include "security/sealfile.h"
#include "security/vault.h"
#include "services/session.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtEndian>
#include <cstdio>
#include <cstdlib>
#include <openssl/evp.h>
#include <openssl/hmac.h>

using namespace zhike;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPage = 4096;
constexpr int kIv = 16;
constexpr int kMac = 64;
constexpr int kReserve = kIv + kMac;
constexpr int kSalt = 16;
constexpr int kLogHead = 32;
constexpr int kFrameHead = 24;

struct Text {
    QString shown;
    QList<QByteArray> forms; //!< UTF-8, UTF-16 either way
    qint64 hits = 0;
};

// The page format of the cipher: AES-256-CBC and HMAC-SHA512 over what it gives, its vector and the page's number.
class Pages {
public:
    Pages(std::span<const unsigned char> key, const QByteArray &salt)
    {
        std::copy(key.begin(), key.end(), m_key);
        unsigned char masked[kSalt];
        for (int i = 0; i < kSalt; ++i)
            masked[i] = static_cast<unsigned char>(salt.at(i)) ^ 0x3a;
        PKCS5_PBKDF2_HMAC(reinterpret_cast<const char *>(m_key), sizeof m_key, masked, kSalt, 2, EVP_sha512(), sizeof m_macKey, m_macKey);
    }

    // Null when the key does not open it.
    QByteArray plain(const char *page, quint32 number) const
    {
        const int head = number == 1 ? kSalt : 0;
        const auto *bytes = reinterpret_cast<const unsigned char *>(page);
        QByteArray authentic(page + head, kPage - kReserve - head + kIv);
        const auto little = qToLittleEndian(number);
        authentic.append(reinterpret_cast<const char *>(&little), sizeof little);
        unsigned char mac[kMac];
        unsigned int size = 0;
        HMAC(EVP_sha512(), m_macKey, sizeof m_macKey, reinterpret_cast<const unsigned char *>(authentic.constData()), size_t(authentic.size()), mac, &size);
        if (size != kMac || memcmp(mac, bytes + kPage - kMac, kMac) != 0)
            return {};
        QByteArray out(kPage - kReserve - head, Qt::Uninitialized);
        auto *context = EVP_CIPHER_CTX_new();
        int done = 0;
        EVP_DecryptInit_ex(context, EVP_aes_256_cbc(), nullptr, m_key, bytes + kPage - kReserve);
        EVP_CIPHER_CTX_set_padding(context, 0);
        const bool ok
            = EVP_DecryptUpdate(context, reinterpret_cast<unsigned char *>(out.data()), &done, bytes + head, int(out.size())) == 1 && done == out.size();
        EVP_CIPHER_CTX_free(context);
        return ok ? out : QByteArray();
    }

private:
    unsigned char m_key[32];
    unsigned char m_macKey[32];
};

struct Scan {
    QList<Text> texts;
    qint64 pages = 0, frames = 0, sealed = 0, unreadable = 0, files = 0;

    void look(const QByteArray &bytes)
    {
        for (auto &text : texts)
            for (const auto &form : std::as_const(text.forms))
                text.hits += bytes.count(form);
    }
    void take(const QByteArray &plain, qint64 &counter)
    {
        ++counter;
        if (plain.isNull())
            ++unreadable;
        else
            look(plain);
    }
};

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void scanFolder(Scan &scan, const QString &dir, std::span<const unsigned char> key)
{
    QDirIterator files(dir, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const auto path = files.next();
        const auto bytes = contentOf(path);
        ++scan.files;
        scan.look(bytes);
        const bool isLog = path.endsWith("-wal"_L1);
        if (!isLog && !path.endsWith(".db"_L1))
            continue;
        // The salt stands at the beginning of the store, also for its log.
        const auto salt = isLog ? contentOf(path.chopped(4)).left(kSalt) : bytes.left(kSalt);
        if (salt.size() < kSalt)
            continue;
        const Pages pages(key, salt);
        if (!isLog)
            for (qsizetype at = 0; at + kPage <= bytes.size(); at += kPage)
                scan.take(pages.plain(bytes.constData() + at, quint32(at / kPage + 1)), scan.pages);
        else
            for (qsizetype at = kLogHead; at + kFrameHead + kPage <= bytes.size(); at += kFrameHead + kPage)
                scan.take(pages.plain(bytes.constData() + at + kFrameHead, qFromBigEndian<quint32>(bytes.constData() + at)), scan.frames);
    }
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc != 3)
        return 2;
    const auto dir = QString::fromLocal8Bit(argv[1]);
    const auto facts = security::Vault::facts(dir);
    const auto clock = Clock::frozen(QString::fromLatin1(argv[2]));
    if (!facts || !clock)
        return 1;
    // The vault alone, not a session: that would finish what a purge left to do.
    const auto vault = security::Vault::unlock(dir, security::passphraseBytes(QString::fromUtf8(std::getenv("ZHIKE_PASSPHRASE"))),
                                               {services::keyStoreFor(dir, facts->deviceBinding, {}), clock->nowMs()});
    if (!vault) {
        std::fprintf(stderr, "%s\n", qPrintable(vault.error().detail));
        return 1;
    }
    Scan scan;
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return 1;
    while (!input.atEnd()) {
        const auto shown = QString::fromUtf8(input.readLine()).trimmed();
        if (shown.isEmpty())
            continue;
        QByteArray little, big;
        for (const auto unit : shown) {
            little.append(char(unit.unicode() & 0xff)).append(char(unit.unicode() >> 8));
            big.append(char(unit.unicode() >> 8)).append(char(unit.unicode() & 0xff));
        }
        scan.texts.append({shown, {shown.toUtf8(), little, big}, 0});
    }
    scanFolder(scan, dir, (*vault)->dataKey());
    const auto seal = dir + u"/outbox.seal"_s;
    auto sealKey = (*vault)->deriveKey("seal");
    if (sealKey && QFile::exists(seal)) {
        const auto file = security::SealFile::open(seal, std::move(*sealKey), {});
        const auto contents = file ? (*file)->read() : Result<security::SealFile::Contents>(file.error());
        if (!contents)
            return 1;
        scan.unreadable += contents->damaged;
        for (const auto &entry : contents->entries)
            scan.take(entry.text, scan.sealed);
    }
    QJsonObject hits;
    for (const auto &text : std::as_const(scan.texts))
        hits.insert(text.shown, text.hits);
    const QJsonObject document {{u"files"_s, scan.files},   {u"pages"_s, scan.pages},           {u"frames"_s, scan.frames},
                                {u"sealed"_s, scan.sealed}, {u"unreadable"_s, scan.unreadable}, {u"generation"_s, (*vault)->generation()},
                                {u"hits"_s, hits}};
    std::printf("%s\n", QJsonDocument(document).toJson(QJsonDocument::Compact).constData());
    return 0;
}
