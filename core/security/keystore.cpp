// SPDX-License-Identifier: GPL-3.0-or-later
#include "security/keystore.h"

#include "security/durablefile.h"

#include <QBuffer>
#include <QCborStreamReader>
#include <QCborStreamWriter>
#include <QDir>
#include <QFileInfo>
#include <sys/stat.h>

namespace zhike::security {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kFormat = 1;
enum Field {
    FFormat = 1,
    FDevice,
    FServer,
    FHasNext,
    FNextDevice,
    FNextServer,
    FJwk,
    FShareGeneration,
    FNextGeneration,
    FLeaseUntil,
    FLease,
    FFails,
    FBoot,
    FNotBefore,
    FVaultGeneration,
    FStamp,
    FOutboxN,
    FAuditSeq,
    FAuditHash,
    FTrusted,
    FWipeKeys,
    FOrderFloor,
    FIncarnation,
    FRefresh,
    FUnrecorded,
};

// One line per entry; names of the catalogue have neither bars nor line ends.
QByteArray linesOf(const QList<Unrecorded> &entries)
{
    QByteArray text;
    for (const auto &entry : entries)
        text += entry.event.toLatin1() + '|' + entry.outcome.toLatin1() + '|' + QByteArray::number(entry.n) + '\n';
    return text;
}

QList<Unrecorded> entriesOf(const QByteArray &text)
{
    QList<Unrecorded> entries;
    for (const auto &line : text.split('\n'))
        if (const auto parts = line.split('|'); parts.size() == 3 && !parts.first().isEmpty())
            entries.append({QString::fromLatin1(parts.at(0)), QString::fromLatin1(parts.at(1)), parts.at(2).toLongLong()});
    return entries;
}

Secret secretOf(QByteArray &bytes)
{
    auto secret = Secret::copyOf({reinterpret_cast<const unsigned char *>(bytes.constData()), size_t(bytes.size())});
    bytes.fill('\0');
    return secret;
}

// A byte string, a text or an integer; whatever else there is makes the reader fail at the next turn.
bool take(QCborStreamReader &reader, QByteArray &bytes, qint64 &number)
{
    if (reader.isInteger()) {
        number = reader.toInteger();
        return reader.next();
    }
    if (!reader.isByteArray())
        return false;
    auto chunk = reader.readByteArray();
    while (chunk.status == QCborStreamReader::Ok) {
        bytes += chunk.data;
        chunk.data.fill('\0');
        chunk = reader.readByteArray();
    }
    return chunk.status == QCborStreamReader::EndOfString;
}

} // namespace

KeyRecord KeyRecord::clone() const
{
    KeyRecord copy;
    copy.keys = keys.clone();
    copy.next = next.clone();
    copy.hasNext = hasNext;
    copy.deviceJwk = deviceJwk.clone();
    copy.refreshToken = refreshToken.clone();
    copy.shareGeneration = shareGeneration;
    copy.nextGeneration = nextGeneration;
    copy.leaseUntilMs = leaseUntilMs;
    copy.leaseMs = leaseMs;
    copy.tries = tries;
    copy.anchor = anchor;
    copy.wipeKeys = wipeKeys;
    copy.orderFloorMs = orderFloorMs;
    copy.unrecorded = unrecorded;
    return copy;
}

void KeyRecord::note(const QString &event, const QString &outcome, qint64 n)
{
    for (auto &entry : unrecorded)
        if (entry.event == event && entry.outcome == outcome) {
            entry.n = qMax(entry.n, n);
            return;
        }
    unrecorded.append({event, outcome, n});
}

Secret KeyRecord::encode() const
{
    QByteArray out;
    out.reserve(4096); // so that growing leaves no copies behind
    QCborStreamWriter writer(&out);
    writer.startMap();
    const auto bytes = [&](Field field, const Secret &secret) {
        writer.append(qint64(field));
        writer.appendByteString(reinterpret_cast<const char *>(secret.bytes().data()), qsizetype(secret.size()));
    };
    const auto plain = [&](Field field, const QByteArray &value) {
        writer.append(qint64(field));
        writer.append(value);
    };
    const auto number = [&](Field field, qint64 value) {
        writer.append(qint64(field));
        writer.append(value);
    };
    number(FFormat, kFormat);
    bytes(FDevice, keys.device);
    bytes(FServer, keys.server);
    number(FHasNext, hasNext);
    bytes(FNextDevice, next.device);
    bytes(FNextServer, next.server);
    bytes(FJwk, deviceJwk);
    bytes(FRefresh, refreshToken);
    number(FShareGeneration, shareGeneration);
    number(FNextGeneration, nextGeneration);
    number(FLeaseUntil, leaseUntilMs);
    number(FLease, leaseMs);
    number(FFails, tries.fails);
    plain(FBoot, tries.bootId.toUtf8());
    number(FNotBefore, tries.notBeforeMs);
    number(FVaultGeneration, anchor.vaultGeneration);
    number(FStamp, anchor.stamp);
    number(FOutboxN, anchor.outboxN);
    number(FAuditSeq, anchor.auditSeq);
    plain(FAuditHash, anchor.auditHash);
    number(FTrusted, anchor.trustedMs);
    plain(FWipeKeys, wipeKeys);
    number(FOrderFloor, orderFloorMs);
    number(FIncarnation, anchor.incarnation);
    plain(FUnrecorded, linesOf(unrecorded));
    writer.endMap();
    return secretOf(out);
}

Result<KeyRecord> KeyRecord::decode(std::span<const unsigned char> bytes)
{
    const Error damaged {ErrorCode::Keyring, u"the keyring item does not parse"_s, {}, u"damaged"_s};
    KeyRecord record;
    QCborStreamReader reader(bytes.data(), qsizetype(bytes.size()));
    if (!reader.isMap() || !reader.enterContainer())
        return damaged;
    qint64 format = 0;
    while (reader.lastError() == QCborError::NoError && reader.hasNext()) {
        if (!reader.isInteger())
            return damaged;
        const auto field = reader.toInteger();
        reader.next();
        QByteArray value;
        qint64 number = 0;
        if (!take(reader, value, number))
            return damaged;
        switch (field) {
        case FFormat: format = number; break;
        case FDevice: record.keys.device = secretOf(value); break;
        case FServer: record.keys.server = secretOf(value); break;
        case FHasNext: record.hasNext = number != 0; break;
        case FNextDevice: record.next.device = secretOf(value); break;
        case FNextServer: record.next.server = secretOf(value); break;
        case FJwk: record.deviceJwk = secretOf(value); break;
        case FRefresh: record.refreshToken = secretOf(value); break;
        case FShareGeneration: record.shareGeneration = number; break;
        case FNextGeneration: record.nextGeneration = number; break;
        case FLeaseUntil: record.leaseUntilMs = number; break;
        case FLease: record.leaseMs = number; break;
        case FFails: record.tries.fails = int(qBound(qint64(0), number, qint64(1000000))); break;
        case FBoot: record.tries.bootId = QString::fromUtf8(value); break;
        case FNotBefore: record.tries.notBeforeMs = number; break;
        case FVaultGeneration: record.anchor.vaultGeneration = number; break;
        case FStamp: record.anchor.stamp = number; break;
        case FOutboxN: record.anchor.outboxN = number; break;
        case FAuditSeq: record.anchor.auditSeq = number; break;
        case FAuditHash: record.anchor.auditHash = value; break;
        case FTrusted: record.anchor.trustedMs = number; break;
        case FWipeKeys: record.wipeKeys = value; break;
        case FOrderFloor: record.orderFloorMs = number; break;
        case FIncarnation: record.anchor.incarnation = number; break;
        case FUnrecorded: record.unrecorded = entriesOf(value); break;
        default: break; // of a newer version; it comes back with its next write
        }
    }
    if (reader.lastError() != QCborError::NoError || format != kFormat)
        return damaged;
    return record;
}

QString keyringItem(const QString &vaultId)
{
    return u"zhike/"_s + vaultId;
}

FileKeyStore::FileKeyStore(QString folder) : m_folder(std::move(folder)) { }

QString FileKeyStore::folderFor(const QString &vaultDir)
{
    return QFileInfo(QDir::cleanPath(QFileInfo(vaultDir).absoluteFilePath())).path() + u"/.keys"_s;
}

QString FileKeyStore::backend() const
{
    return u"file"_s;
}

Result<KeyRecord> FileKeyStore::read(const QString &vaultId)
{
    auto bytes = readSmall(m_folder + u'/' + vaultId);
    if (bytes.isEmpty())
        return Error {ErrorCode::NotFound, u"no key file of this vault"_s, {}, {}};
    const auto secret = secretOf(bytes);
    return KeyRecord::decode(secret.bytes());
}

Done FileKeyStore::write(const QString &vaultId, const KeyRecord &record)
{
    ::umask(077);
    if (!QDir().mkpath(m_folder))
        return Error {ErrorCode::Io, u"cannot create the key folder"_s, {}, {}};
    ::chmod(QFile::encodeName(m_folder).constData(), 0700);
    const auto secret = record.encode();
    return writeDurably(m_folder + u'/' + vaultId, QByteArray::fromRawData(reinterpret_cast<const char *>(secret.bytes().data()), qsizetype(secret.size())));
}

Done FileKeyStore::remove(const QString &vaultId)
{
    return destroyFile(m_folder + u'/' + vaultId);
}

} // namespace zhike::security
