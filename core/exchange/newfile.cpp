// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/newfile.h"

#include "security/durablefile.h"

#include <QFile>
#include <QFileInfo>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace zhike::exchange {

using namespace Qt::Literals::StringLiterals;

namespace {

Error refused(int code)
{
    if (code == EEXIST)
        return {ErrorCode::Conflict, u"there is something of this name"_s, u"path"_s, {}};
    errno = code;
    auto error = security::ioError(u"make the file"_s);
    error.field = u"path"_s;
    return error;
}

bool writeAll(int fd, const QByteArray &bytes)
{
    for (qsizetype at = 0; at < bytes.size();) {
        const auto wrote = ::write(fd, bytes.constData() + at, size_t(bytes.size() - at));
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return false;
        at += wrote;
    }
    return ::fsync(fd) == 0;
}

// The name is given only if it is free; 0 or what stood in the way. Where there are no links (FAT), a look before has to do.
int giveName(const QByteArray &from, const QByteArray &to, int flags)
{
    if (::linkat(AT_FDCWD, from.constData(), AT_FDCWD, to.constData(), flags) == 0)
        return 0;
    const int code = errno;
    if (flags != 0 || code == EEXIST)
        return code;
    if (::access(to.constData(), F_OK) == 0)
        return EEXIST;
    return ::rename(from.constData(), to.constData()) == 0 ? 0 : errno;
}

// Without a `part` the file has no name while it is written.
int make(const QByteArray &folder, const QByteArray &name, const QByteArray &part, const QByteArray &bytes)
{
    const int fd = part.isEmpty() ? ::open(folder.constData(), O_WRONLY | O_TMPFILE | O_CLOEXEC, 0600)
                                  : ::open(part.constData(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0)
        return errno == EEXIST ? EIO : errno; // not the name that was chosen is taken
    int code = writeAll(fd, bytes) ? 0 : errno;
    if (code == 0)
        code = part.isEmpty() ? giveName("/proc/self/fd/" + QByteArray::number(fd), name, AT_SYMLINK_FOLLOW) : giveName(part, name, 0);
    ::close(fd);
    if (!part.isEmpty())
        ::unlink(part.constData());
    return code;
}

} // namespace

Done mayCreate(const QString &path)
{
    const QFileInfo target(path);
    if (path.isEmpty() || !target.isAbsolute() || path.endsWith(u'/'))
        return Error {ErrorCode::Invalid, u"the target is no file's name"_s, u"path"_s, {}};
    if (target.exists() || target.isSymLink())
        return refused(EEXIST);
    const QFileInfo folder(target.path());
    // A vault holds what the program keeps there and nothing else.
    if (folder.isDir() && !QFileInfo::exists(folder.filePath() + u"/vault.hdr"_s))
        return done();
    return Error {ErrorCode::Io, u"no folder to write to"_s, u"path"_s, {}};
}

Done createFile(const QString &path, const QByteArray &bytes)
{
    if (auto ok = mayCreate(path); !ok)
        return ok;
    const auto folder = QFileInfo(path).path();
    const auto name = QFile::encodeName(path);
    int code = make(QFile::encodeName(folder), name, {}, bytes);
    if (code != 0 && code != EEXIST && code != ENOSPC)
        code = make({}, name, name + ".part", bytes);
    if (code != 0)
        return refused(code);
    auto synced = security::syncFolder(folder);
    if (!synced) // it may be gone after a power cut, so it is not said to be there
        ::unlink(name.constData());
    return synced;
}

} // namespace zhike::exchange
