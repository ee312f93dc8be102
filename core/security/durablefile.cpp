// SPDX-License-Identifier: GPL-3.0-or-later
#include "security/durablefile.h"

#include <QFile>
#include <QFileInfo>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace zhike::security {

using namespace Qt::Literals::StringLiterals;

Error ioError(const QString &what)
{
    const int code = errno;
    return {code == ENOSPC ? ErrorCode::Full : ErrorCode::Io, u"%1: %2"_s.arg(what, QString::fromLocal8Bit(strerror(code))), {}, {}};
}

Done syncFolder(const QString &path)
{
    const int dir = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (dir < 0)
        return ioError(u"open folder"_s);
    const bool ok = ::fsync(dir) == 0;
    const auto failure = ok ? Error {} : ioError(u"sync folder"_s);
    ::close(dir);
    if (!ok)
        return failure;
    return done();
}

// No room for a second copy: what fits the blocks the file has already is written over them, so that a full disk locks nobody out of what he has.
static bool overwriteInPlace(const QString &path, const QByteArray &bytes)
{
    const int fd = ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return false;
    struct stat info { };
    const bool ok = ::fstat(fd, &info) == 0 && bytes.size() <= qint64(info.st_blocks) * 512
        && ::pwrite(fd, bytes.constData(), size_t(bytes.size()), 0) == bytes.size() && ::ftruncate(fd, bytes.size()) == 0 && ::fsync(fd) == 0;
    ::close(fd);
    return ok;
}

Done writeDurably(const QString &path, const QByteArray &bytes)
{
    const auto part = QFile::encodeName(path + u".part"_s);
    const int fd = ::open(part.constData(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0) {
        const auto refused = ioError(u"create file"_s);
        return refused.code == ErrorCode::Full && overwriteInPlace(path, bytes) ? done() : Done(refused);
    }
    const bool written = ::write(fd, bytes.constData(), size_t(bytes.size())) == bytes.size() && ::fsync(fd) == 0;
    const auto failure = written ? Error {} : ioError(u"write file"_s);
    ::close(fd);
    if (!written) {
        ::unlink(part.constData());
        return failure.code == ErrorCode::Full && overwriteInPlace(path, bytes) ? done() : Done(failure);
    }
    if (::rename(part.constData(), QFile::encodeName(path).constData()) != 0)
        return ioError(u"rename file"_s);
    return syncFolder(QFileInfo(path).path());
}

QByteArray readSmall(const QString &path, qint64 limit)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(limit) : QByteArray();
}

Done destroyFile(const QString &path)
{
    const auto name = QFile::encodeName(path);
    const int fd = ::open(name.constData(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return errno == ENOENT ? done() : Done(ioError(u"open file"_s));
    struct stat info { };
    if (::fstat(fd, &info) == 0) {
        const QByteArray zeros(64 * 1024, '\0');
        for (off_t at = 0; at < info.st_size;) {
            const auto wrote = ::write(fd, zeros.constData(), size_t(qMin<off_t>(zeros.size(), info.st_size - at)));
            if (wrote <= 0)
                break;
            at += wrote;
        }
        ::fsync(fd);
    }
    ::close(fd);
    if (::unlink(name.constData()) != 0 && errno != ENOENT)
        return ioError(u"unlink file"_s);
    return syncFolder(QFileInfo(path).path());
}

} // namespace zhike::security
