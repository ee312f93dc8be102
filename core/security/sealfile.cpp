// SPDX-License-Identifier: GPL-3.0-or-later
#include "security/sealfile.h"

#include "crypto/sealedbox.h"

#include <QFile>
#include <QFileInfo>
#include <QtEndian>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

namespace zhike::security {

using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray kMagic = "RMS1";
const QByteArray kFrame = "RMSf";
constexpr qsizetype kCheck = 16;
constexpr qsizetype kHead = 8; //!< marker and size
constexpr qsizetype kSmallest = 8 + 1 + 1 + 4 + 4 + kCheck; //!< what follows the head of an empty frame
constexpr quint32 kLargest = 64u << 20;
constexpr qsizetype kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr qsizetype kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;

Error ioError(const QString &what)
{
    const int code = errno;
    return {
        code == ENOSPC || code == EDQUOT ? ErrorCode::Full : ErrorCode::Io, u"outbox.seal: %1: %2"_s.arg(what, QString::fromLocal8Bit(strerror(code))), {}, {}};
}

template<class T>
void put(QByteArray &out, T value)
{
    const auto big = qToBigEndian(value);
    out.append(reinterpret_cast<const char *>(&big), sizeof big);
}

template<class T>
T take(QByteArrayView bytes, qsizetype at)
{
    return qFromBigEndian<T>(bytes.data() + at);
}

QByteArray checkOf(QByteArrayView bytes)
{
    QByteArray check(kCheck, '\0');
    crypto_generichash(reinterpret_cast<unsigned char *>(check.data()), size_t(kCheck), reinterpret_cast<const unsigned char *>(bytes.data()),
                       size_t(bytes.size()), nullptr, 0);
    return check;
}

QByteArray associated(qint64 n, SealEntry::Kind kind, const QByteArray &opId)
{
    QByteArray text;
    put(text, quint64(n));
    put(text, quint8(kind));
    return text + opId;
}

QByteArray encode(const SealFrame &frame)
{
    QByteArray body;
    put(body, quint64(frame.n));
    put(body, quint8(frame.kind));
    put(body, quint8(frame.opId.size()));
    body += frame.opId;
    put(body, quint32(frame.localBox.size()));
    body += frame.localBox;
    put(body, quint32(frame.serverBox.size()));
    body += frame.serverBox;
    auto bytes = kFrame;
    put(bytes, quint32(body.size() + kCheck));
    bytes += body;
    return bytes + checkOf(bytes);
}

//! The frame that begins exactly here, and how long it is; 0: none.
qsizetype decode(QByteArrayView bytes, SealFrame &frame)
{
    if (bytes.size() < kHead + kSmallest || bytes.first(4) != kFrame)
        return 0;
    const auto size = take<quint32>(bytes, 4);
    if (size < quint32(kSmallest) || size > kLargest || kHead + qsizetype(size) > bytes.size())
        return 0;
    const auto whole = bytes.first(kHead + qsizetype(size));
    if (checkOf(whole.chopped(kCheck)) != whole.last(kCheck))
        return 0;
    // The check says that this is what was written; the lengths are looked at all the same.
    const auto body = whole.sliced(kHead).chopped(kCheck);
    frame.n = qint64(take<quint64>(body, 0));
    frame.kind = SealEntry::Kind(take<quint8>(body, 8));
    qsizetype at = 10;
    const auto part = [&](qsizetype length, QByteArray &into) {
        if (length > body.size() - at)
            return false;
        into = body.sliced(at, length).toByteArray();
        at += length;
        return true;
    };
    const auto counted = [&](QByteArray &into) {
        if (body.size() - at < 4)
            return false;
        const auto length = qsizetype(take<quint32>(body, at));
        at += 4;
        return part(length, into);
    };
    if (!part(take<quint8>(body, 9), frame.opId) || !counted(frame.localBox) || !counted(frame.serverBox) || at != body.size())
        return 0;
    return whole.size();
}

Result<QByteArray> readAll(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return Error {ErrorCode::NotFound, u"there is no outbox.seal"_s, {}, {}};
    if (!file.open(QIODevice::ReadOnly))
        return Error {ErrorCode::Io, u"outbox.seal: "_s + file.errorString(), {}, {}};
    return file.readAll();
}

Done writeWhole(int fd, const QByteArray &bytes)
{
    for (qsizetype done = 0; done < bytes.size();) {
        const auto n = ::write(fd, bytes.constData() + done, size_t(bytes.size() - done));
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return ioError(u"write"_s);
        done += n;
    }
    return ::fsync(fd) == 0 ? done() : Done(ioError(u"fsync"_s));
}

void syncFolder(const QString &path)
{
    const int dir = ::open(QFile::encodeName(QFileInfo(path).path()).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (dir >= 0) {
        ::fsync(dir);
        ::close(dir);
    }
}

//! Whole or not at all under its name.
Done writeBeside(const QString &path, const QByteArray &bytes)
{
    const auto part = QFile::encodeName(path + u".part"_s);
    const int fd = ::open(part.constData(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0)
        return ioError(u"create"_s);
    auto ok = writeWhole(fd, bytes);
    ::close(fd);
    if (ok && ::rename(part.constData(), QFile::encodeName(path).constData()) != 0)
        ok = ioError(u"rename"_s);
    if (!ok) {
        ::unlink(part.constData());
        return ok;
    }
    syncFolder(path);
    return ok;
}

} // namespace

SealScan SealFile::scanBytes(QByteArrayView bytes)
{
    SealScan scan;
    if (bytes.isEmpty())
        return scan;
    qsizetype at = 0;
    if (bytes.startsWith(kMagic)) {
        at = kMagic.size();
    } else {
        ++scan.damaged; // the beginning alone; the frames speak for themselves
        at = bytes.indexOf(kFrame);
        if (at < 0)
            at = bytes.size();
    }
    scan.soundEnd = at;
    while (at < bytes.size()) {
        SealFrame frame;
        if (const auto length = decode(bytes.sliced(at), frame); length > 0) {
            scan.frames.append(frame);
            at += length;
            scan.soundEnd = at;
            continue;
        }
        // On to the next place where a sound frame begins.
        auto next = at;
        do
            next = bytes.indexOf(kFrame, next + 1);
        while (next >= 0 && decode(bytes.sliced(next), frame) == 0);
        if (next < 0) {
            // An end too short for what its head announces is a write that was cut; anything else is damage.
            const auto rest = bytes.sliced(at);
            scan.torn = kFrame.startsWith(rest.first(qMin<qsizetype>(4, rest.size())).toByteArray())
                && (rest.size() < kHead || kHead + qsizetype(take<quint32>(rest, 4)) > rest.size());
            scan.damaged += scan.torn ? 0 : 1;
            return scan;
        }
        ++scan.damaged;
        at = next;
    }
    return scan;
}

Result<SealScan> SealFile::scan(const QString &path)
{
    auto bytes = readAll(path);
    if (!bytes)
        return bytes.error();
    return scanBytes(*bytes);
}

Done SealFile::remove(const QString &path, const QSet<QByteArray> &settled)
{
    auto found = scan(path);
    if (!found)
        return found.error().code == ErrorCode::NotFound ? done() : Done(found.error());
    auto bytes = kMagic;
    for (const auto &frame : std::as_const(found->frames))
        if (!settled.contains(frame.opId))
            bytes += encode(frame);
    return writeBeside(path, bytes);
}

Result<std::unique_ptr<SealFile>> SealFile::open(const QString &path, crypto::Secret key, const QByteArray &escrowKey)
{
    if (key.size() != crypto_aead_xchacha20poly1305_ietf_KEYBYTES)
        return Error {ErrorCode::Internal, u"outbox.seal needs a key of 32 bytes"_s, {}, {}};
    std::unique_ptr<SealFile> file(new SealFile);
    file->m_path = path;
    file->m_key = std::move(key);
    file->m_escrow = escrowKey;
    file->m_fd = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (file->m_fd < 0)
        return ioError(u"open"_s);
    auto bytes = readAll(path);
    if (!bytes)
        return bytes.error();
    if (bytes->isEmpty()) {
        if (auto ok = writeWhole(file->m_fd, kMagic); !ok)
            return ok.error();
        syncFolder(path);
        file->m_size = kMagic.size();
        return file;
    }
    const auto found = scanBytes(*bytes);
    file->m_size = bytes->size();
    for (const auto &frame : found.frames)
        file->m_ids.insert(frame.opId);
    return file;
}

SealFile::~SealFile()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

QByteArray SealFile::frameOf(const SealEntry &entry) const
{
    SealFrame frame {entry.n, entry.opId, entry.kind, {}, {}};
    const auto ad = associated(entry.n, entry.kind, entry.opId);
    frame.localBox.resize(kNonce + entry.text.size() + kTag);
    auto *out = reinterpret_cast<unsigned char *>(frame.localBox.data());
    randombytes_buf(out, size_t(kNonce));
    crypto_aead_xchacha20poly1305_ietf_encrypt(out + kNonce, nullptr, reinterpret_cast<const unsigned char *>(entry.text.constData()),
                                               size_t(entry.text.size()), reinterpret_cast<const unsigned char *>(ad.constData()), size_t(ad.size()), nullptr,
                                               out, m_key.bytes().data());
    if (!m_escrow.isEmpty())
        frame.serverBox = crypto::sealBox(m_escrow, entry.text);
    return encode(frame);
}

SealFile::Appended::Appended(SealFile *file, std::unique_lock<std::mutex> lock, qint64 before, QList<QByteArray> ids)
    : m_file(file)
    , m_lock(std::move(lock))
    , m_before(before)
    , m_ids(std::move(ids))
{
}

SealFile::Appended::Appended(Appended &&other) noexcept
    : m_file(std::exchange(other.m_file, nullptr))
    , m_lock(std::move(other.m_lock))
    , m_before(other.m_before)
    , m_ids(std::move(other.m_ids))
{
}

SealFile::Appended::~Appended()
{
    if (!m_file)
        return;
    for (const auto &id : std::as_const(m_ids))
        m_file->m_ids.remove(id);
    // What cannot be cut off is found again at the next unlock, where the database does not know it.
    if (::ftruncate(m_file->m_fd, m_before) == 0)
        (void)::fsync(m_file->m_fd);
    m_file->m_size = ::lseek(m_file->m_fd, 0, SEEK_END);
}

void SealFile::Appended::keep()
{
    m_file = nullptr;
    m_lock.unlock();
}

Result<SealFile::Appended> SealFile::append(const QList<SealEntry> &entries)
{
    std::unique_lock lock(m_mutex);
    QByteArray bytes;
    QList<QByteArray> ids;
    for (const auto &entry : entries)
        if (entry.opId.isEmpty() || entry.opId.size() > 255 || entry.text.size() > qsizetype(kLargest / 4))
            return Error {ErrorCode::Invalid, u"not an entry of outbox.seal"_s, {}, {}};
    for (const auto &entry : entries) {
        bytes += frameOf(entry);
        ids.append(entry.opId);
        m_ids.insert(entry.opId);
    }
    const auto before = m_size;
    Appended appended(this, std::move(lock), before, ids); // cuts off again what was written in part
    if (auto ok = writeWhole(m_fd, bytes); !ok)
        return ok.error();
    m_size = before + bytes.size();
    return appended;
}

Result<SealFile::Contents> SealFile::read()
{
    const std::scoped_lock lock(m_mutex);
    auto bytes = readAll(m_path);
    if (!bytes)
        return bytes.error();
    const auto found = scanBytes(*bytes);
    Contents contents;
    contents.damaged = found.damaged;
    contents.torn = found.torn;
    for (const auto &frame : found.frames) {
        SealEntry entry {frame.n, frame.opId, frame.kind, {}};
        const auto ad = associated(frame.n, frame.kind, frame.opId);
        const auto *in = reinterpret_cast<const unsigned char *>(frame.localBox.constData());
        if (frame.localBox.size() >= kNonce + kTag) {
            entry.text.resize(frame.localBox.size() - kNonce - kTag);
            if (crypto_aead_xchacha20poly1305_ietf_decrypt(reinterpret_cast<unsigned char *>(entry.text.data()), nullptr, nullptr, in + kNonce,
                                                           size_t(frame.localBox.size() - kNonce), reinterpret_cast<const unsigned char *>(ad.constData()),
                                                           size_t(ad.size()), in, m_key.bytes().data())
                == 0) {
                if (frame.serverBox.isEmpty())
                    contents.unsent.insert(frame.opId);
                contents.entries.append(entry);
                continue;
            }
        }
        ++contents.damaged; // sound, but not of this vault: the central may still open its box
    }
    return contents;
}

Done SealFile::replace(const QByteArray &bytes)
{
    if (auto ok = writeBeside(m_path, bytes); !ok)
        return ok;
    const int fd = ::open(QFile::encodeName(m_path).constData(), O_RDWR | O_APPEND | O_CLOEXEC);
    if (fd < 0)
        return ioError(u"open"_s);
    ::close(m_fd);
    m_fd = fd;
    m_size = bytes.size();
    return done();
}

Done SealFile::compact(const QSet<QByteArray> &settled, bool force)
{
    const std::scoped_lock lock(m_mutex);
    if (!m_ids.intersects(settled) && !force)
        return done();
    auto found = scan(m_path);
    if (!found)
        return found.error();
    auto bytes = kMagic;
    QSet<QByteArray> ids;
    for (const auto &frame : std::as_const(found->frames))
        if (!settled.contains(frame.opId)) {
            bytes += encode(frame);
            ids.insert(frame.opId);
        }
    if (auto ok = replace(bytes); !ok)
        return ok;
    m_ids = ids;
    return done();
}

QSet<QByteArray> SealFile::ids()
{
    const std::scoped_lock lock(m_mutex);
    return m_ids;
}

void SealFile::setEscrowKey(const QByteArray &escrowKey)
{
    const std::scoped_lock lock(m_mutex);
    m_escrow = escrowKey;
}

bool SealFile::hasEscrowKey()
{
    const std::scoped_lock lock(m_mutex);
    return !m_escrow.isEmpty();
}

} // namespace zhike::security
