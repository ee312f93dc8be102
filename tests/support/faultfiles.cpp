// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/faultfiles.h"

#include "support/sectors.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstdarg>
#include <dlfcn.h>
#include <fcntl.h>
#include <functional>
#include <mutex>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

// Nothing here may be compiled with the large-file names mapped onto the plain ones: both are defined.
#undef _FILE_OFFSET_BITS

namespace zhike::testing {

namespace {

using Node = Sectors;

template<class F>
F next(const char *name)
{
    return reinterpret_cast<F>(dlsym(RTLD_NEXT, name));
}

using Open = int (*)(const char *, int, ...);
using OpenAt = int (*)(int, const char *, int, ...);
using Close = int (*)(int);
using Read = ssize_t (*)(int, void *, size_t);
using Write = ssize_t (*)(int, const void *, size_t);
using ReadAt = ssize_t (*)(int, void *, size_t, off64_t);
using WriteAt = ssize_t (*)(int, const void *, size_t, off64_t);
using Truncate = int (*)(int, off64_t);
using Rename = int (*)(const char *, const char *);
using RenameAt = int (*)(int, const char *, int, const char *, unsigned);
using Unlink = int (*)(const char *);

struct Calls {
    Open open = next<Open>("open64");
    OpenAt openat = next<OpenAt>("openat64");
    Close close = next<Close>("close");
    Read read = next<Read>("read");
    Write write = next<Write>("write");
    ReadAt pread = next<ReadAt>("pread64");
    WriteAt pwrite = next<WriteAt>("pwrite64");
    Truncate ftruncate = next<Truncate>("ftruncate64");
    Close fsync = next<Close>("fsync");
    Close fdatasync = next<Close>("fdatasync");
    Rename rename = next<Rename>("rename");
    RenameAt renameat2 = next<RenameAt>("renameat2");
    Unlink unlink = next<Unlink>("unlink");
};

const Calls &real()
{
    static const Calls calls;
    return calls;
}

std::atomic<FaultFiles::World *> theWorld;
thread_local bool inside = false; // our own calls go through

struct Inside {
    Inside() { inside = true; }
    ~Inside() { inside = false; }
};

} // namespace

struct FaultFiles::World {
    struct Handle {
        std::shared_ptr<Node> node; //!< null for a folder
        QString path;
        bool append = false;
        bool dead = false;
    };

    mutable std::mutex mutex;
    QString folder; //!< with a slash at the end
    std::mt19937_64 chance;
    Names<Node> names;
    std::map<int, Handle> handles;
    FileFault fault;
    bool armed = false;
    bool hit = false;
    bool off = false;
    bool readOnly = false;
    qint64 counted = 0;
    qint64 capacity = -1;
    int delay = 0;

    [[nodiscard]] qint64 used() const
    {
        qint64 sum = 0;
        for (const auto &[path, node] : names.seen)
            sum += node->data.size();
        return sum;
    }
    //! 0, or the errno the call fails with.
    int strike(unsigned call, const QString &path)
    {
        if (off)
            return EIO;
        if (!(fault.calls & call) || !path.endsWith(fault.suffix))
            return 0;
        ++counted;
        if (!armed || counted < fault.nth || (counted > fault.nth && !fault.persistent))
            return 0;
        hit = true;
        return fault.error;
    }
    //! Absolute and clean when it lies below the folder, else empty.
    [[nodiscard]] QString mine(int at, const char *name) const
    {
        auto path = QFile::decodeName(name);
        if (!path.startsWith(QLatin1Char('/'))) {
            char link[4096];
            const auto place = at == AT_FDCWD ? QByteArray("/proc/self/cwd") : "/proc/self/fd/" + QByteArray::number(at);
            const auto size = ::readlink(place.constData(), link, sizeof link);
            if (size <= 0)
                return {};
            path = QFile::decodeName(QByteArray(link, size)) + QLatin1Char('/') + path;
        }
        path = QDir::cleanPath(path);
        return path.startsWith(folder) || path + QLatin1Char('/') == folder ? path : QString();
    }
    Handle *handle(int fd)
    {
        const auto found = handles.find(fd);
        return found == handles.end() ? nullptr : &found->second;
    }
    void load()
    {
        QDirIterator all(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (all.hasNext()) {
            const auto path = QDir::cleanPath(all.next());
            QFile file(path);
            auto node = std::make_shared<Node>();
            if (!path.endsWith(QLatin1String("-shm")) && file.open(QIODevice::ReadOnly))
                node->data = file.readAll();
            node->sync();
            names.seen[path] = names.safe[path] = node;
        }
    }
    void store(const std::map<QString, std::shared_ptr<Node>> &before)
    {
        for (const auto &[path, node] : before)
            if (!names.seen.contains(path) || path.endsWith(QLatin1String("-shm")))
                QFile::remove(path);
        for (const auto &[path, node] : names.seen) {
            if (path.endsWith(QLatin1String("-shm")))
                continue;
            QFile file(path);
            if (file.open(QIODevice::WriteOnly)) {
                file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
                file.write(node->data);
            }
        }
        for (auto *map : {&names.seen, &names.safe})
            std::erase_if(*map, [](const auto &entry) { return entry.first.endsWith(QLatin1String("-shm")); });
    }
};

namespace {

using World = FaultFiles::World;

World *active()
{
    return inside ? nullptr : theWorld.load();
}

int failed(int error)
{
    errno = error;
    return -1;
}

int openFile(int at, const char *name, int flags, mode_t mode)
{
    auto *world = active();
    if (!world)
        return real().openat(at, name, flags, mode);
    const Inside guard;
    const std::lock_guard lock(world->mutex);
    const auto path = world->mine(at, name);
    if (path.isEmpty())
        return real().openat(at, name, flags, mode);
    const bool folder = QFileInfo(path).isDir();
    const bool writes = (flags & O_ACCMODE) != O_RDONLY;
    if (const int error = folder ? (world->off ? EIO : 0) : world->strike(FaultOpen, path))
        return failed(error);
    if (world->readOnly && (writes || (flags & O_CREAT)) && !folder) {
        if (writes || !QFileInfo::exists(path))
            return failed(EROFS);
    }
    const int fd = real().openat(at, name, flags, mode);
    if (fd < 0)
        return fd;
    if (folder) {
        world->handles[fd] = {nullptr, path, false, false};
        return fd;
    }
    auto &node = world->names.seen[path];
    if (!node)
        node = std::make_shared<Node>();
    if ((flags & O_TRUNC) && node->data.size() > 0)
        node->truncate(0);
    world->handles[fd] = {node, path, (flags & O_APPEND) != 0, false};
    return fd;
}

// Runs `work(handle, world)` for a handle of ours that lives and is not struck; otherwise fails or passes through.
template<class T, class F, class P>
T onHandle(int fd, unsigned call, F work, P pass)
{
    auto *world = active();
    if (!world)
        return pass();
    std::unique_lock lock(world->mutex);
    auto *handle = world->handle(fd);
    if (!handle)
        return pass();
    const Inside guard;
    if (handle->dead)
        return T(failed(EIO));
    if (const int error = world->strike(call, handle->path))
        return T(failed(error));
    return work(*handle, *world, lock);
}

ssize_t put(World::Handle &handle, World &world, const void *bytes, size_t size, off64_t at, const std::function<ssize_t(size_t)> &write)
{
    if (world.readOnly)
        return failed(EROFS);
    if (world.capacity >= 0) {
        const auto growth = at + qint64(size) - handle.node->data.size();
        const auto room = world.capacity - world.used();
        if (growth > 0 && growth > room) {
            size = size_t(qMax<qint64>(0, qint64(size) - (growth - qMax<qint64>(0, room))));
            if (size == 0)
                return failed(ENOSPC);
        }
    }
    const auto done = write(size);
    if (done > 0)
        handle.node->write(at, static_cast<const char *>(bytes), done);
    return done;
}

ssize_t writeSome(int fd, const void *bytes, size_t size)
{
    const auto pass = [=] { return real().write(fd, bytes, size); };
    return onHandle<ssize_t>(
        fd, FaultWrite,
        [=](World::Handle &handle, World &world, auto &) {
            const auto at = handle.append ? off64_t(handle.node->data.size()) : ::lseek64(fd, 0, SEEK_CUR);
            return put(handle, world, bytes, size, at, [=](size_t some) { return real().write(fd, bytes, some); });
        },
        pass);
}

ssize_t writeAt(int fd, const void *bytes, size_t size, off64_t at)
{
    const auto pass = [=] { return real().pwrite(fd, bytes, size, at); };
    return onHandle<ssize_t>(
        fd, FaultWrite,
        [=](World::Handle &handle, World &world, auto &) {
            return put(handle, world, bytes, size, at, [=](size_t some) { return real().pwrite(fd, bytes, some, at); });
        },
        pass);
}

ssize_t readSome(int fd, void *out, size_t size)
{
    const auto pass = [=] { return real().read(fd, out, size); };
    return onHandle<ssize_t>(
        fd, FaultRead, [&](auto &...) { return pass(); }, pass);
}

ssize_t readAt(int fd, void *out, size_t size, off64_t at)
{
    const auto pass = [=] { return real().pread(fd, out, size, at); };
    return onHandle<ssize_t>(
        fd, FaultRead, [&](auto &...) { return pass(); }, pass);
}

int cutTo(int fd, off64_t size)
{
    const auto pass = [=] { return real().ftruncate(fd, size); };
    return onHandle<int>(
        fd, FaultTruncate,
        [&](World::Handle &handle, World &world, auto &) {
            if (world.readOnly)
                return failed(EROFS);
            const int code = pass();
            if (code == 0 && size != handle.node->data.size())
                handle.node->truncate(size);
            return code;
        },
        pass);
}

int sync(int fd)
{
    return onHandle<int>(
        fd, FaultSync,
        [](World::Handle &handle, World &world, std::unique_lock<std::mutex> &lock) {
            if (handle.node)
                handle.node->sync();
            else
                world.names.syncFolder(handle.path + QLatin1Char('/'));
            const int delay = world.delay;
            lock.unlock();
            if (delay > 0)
                std::this_thread::sleep_for(std::chrono::milliseconds(delay));
            return 0; // the real disk need not wait
        },
        [fd] { return real().fsync(fd); });
}

int renameFile(int fromAt, const char *from, int toAt, const char *to, unsigned flags)
{
    const auto pass = [=] { return flags ? real().renameat2(fromAt, from, toAt, to, flags) : ::renameat(fromAt, from, toAt, to); };
    auto *world = active();
    if (!world)
        return pass();
    const Inside guard;
    const std::lock_guard lock(world->mutex);
    const auto source = world->mine(fromAt, from);
    const auto target = world->mine(toAt, to);
    if (source.isEmpty() && target.isEmpty())
        return pass();
    if (const int error = world->strike(FaultRename, target))
        return failed(error);
    if (world->readOnly)
        return failed(EROFS);
    const int code = pass();
    if (code == 0) {
        const auto found = world->names.seen.find(source);
        if (found != world->names.seen.end()) {
            auto node = found->second;
            world->names.seen.erase(found);
            if (!target.isEmpty())
                world->names.seen[target] = node;
        }
    }
    return code;
}

int unlinkFile(const char *name)
{
    auto *world = active();
    if (!world)
        return real().unlink(name);
    const Inside guard;
    const std::lock_guard lock(world->mutex);
    const auto path = world->mine(AT_FDCWD, name);
    if (path.isEmpty())
        return real().unlink(name);
    if (const int error = world->strike(FaultDelete, path))
        return failed(error);
    if (world->readOnly)
        return failed(EROFS);
    const int code = real().unlink(name);
    if (code == 0)
        world->names.seen.erase(path);
    return code;
}

int closeFile(int fd)
{
    if (auto *world = active()) {
        const Inside guard;
        const std::lock_guard lock(world->mutex);
        world->handles.erase(fd);
        return real().close(fd);
    }
    return real().close(fd);
}

mode_t modeOf(int flags, va_list list)
{
    return flags & (O_CREAT | __O_TMPFILE) ? va_arg(list, mode_t) : 0;
}

} // namespace

FaultFiles::FaultFiles(const QString &folder, quint64 seed) : m_world(std::make_unique<World>())
{
    m_world->folder = QDir::cleanPath(QFileInfo(folder).canonicalFilePath()) + QLatin1Char('/');
    m_world->chance.seed(seed);
    m_world->load();
    theWorld = m_world.get();
}

FaultFiles::~FaultFiles()
{
    theWorld = nullptr;
}

void FaultFiles::powerOff()
{
    const std::lock_guard lock(m_world->mutex);
    m_world->off = true;
    for (auto &[fd, handle] : m_world->handles)
        handle.dead = true;
}

void FaultFiles::powerOn(bool keepCache)
{
    const Inside guard;
    const std::lock_guard lock(m_world->mutex);
    const auto before = m_world->names.seen;
    if (!keepCache)
        m_world->names.cut(m_world->folder, m_world->chance);
    m_world->store(before);
    m_world->off = false;
}

void FaultFiles::reseed(quint64 seed)
{
    const std::lock_guard lock(m_world->mutex);
    m_world->chance.seed(seed);
}

void FaultFiles::inject(const FileFault &fault)
{
    const std::lock_guard lock(m_world->mutex);
    m_world->fault = fault;
    m_world->armed = true;
    m_world->hit = false;
    m_world->counted = 0;
}

void FaultFiles::heal()
{
    const std::lock_guard lock(m_world->mutex);
    m_world->armed = false;
}

qint64 FaultFiles::calls() const
{
    const std::lock_guard lock(m_world->mutex);
    return m_world->counted;
}

bool FaultFiles::struck() const
{
    const std::lock_guard lock(m_world->mutex);
    return m_world->hit;
}

void FaultFiles::setCapacity(qint64 bytes)
{
    const std::lock_guard lock(m_world->mutex);
    m_world->capacity = bytes;
}

void FaultFiles::setReadOnly(bool on)
{
    const std::lock_guard lock(m_world->mutex);
    m_world->readOnly = on;
}

void FaultFiles::setSyncDelay(int ms)
{
    const std::lock_guard lock(m_world->mutex);
    m_world->delay = ms;
}

} // namespace zhike::testing

namespace ours = zhike::testing;

// The C library's names. A program that links this file calls these, and so do the shared libraries it loads.
extern "C" {

int open(const char *name, int flags, ...)
{
    va_list list;
    va_start(list, flags);
    const auto mode = ours::modeOf(flags, list);
    va_end(list);
    return ours::openFile(AT_FDCWD, name, flags, mode);
}

int open64(const char *name, int flags, ...)
{
    va_list list;
    va_start(list, flags);
    const auto mode = ours::modeOf(flags, list);
    va_end(list);
    return ours::openFile(AT_FDCWD, name, flags | O_LARGEFILE, mode);
}

int openat(int at, const char *name, int flags, ...)
{
    va_list list;
    va_start(list, flags);
    const auto mode = ours::modeOf(flags, list);
    va_end(list);
    return ours::openFile(at, name, flags, mode);
}

int openat64(int at, const char *name, int flags, ...)
{
    va_list list;
    va_start(list, flags);
    const auto mode = ours::modeOf(flags, list);
    va_end(list);
    return ours::openFile(at, name, flags | O_LARGEFILE, mode);
}

int close(int fd)
{
    return ours::closeFile(fd);
}

ssize_t read(int fd, void *out, size_t size)
{
    return ours::readSome(fd, out, size);
}

ssize_t write(int fd, const void *bytes, size_t size)
{
    return ours::writeSome(fd, bytes, size);
}

ssize_t pread(int fd, void *out, size_t size, off_t at)
{
    return ours::readAt(fd, out, size, at);
}

ssize_t pread64(int fd, void *out, size_t size, off64_t at)
{
    return ours::readAt(fd, out, size, at);
}

ssize_t pwrite(int fd, const void *bytes, size_t size, off_t at)
{
    return ours::writeAt(fd, bytes, size, at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t at)
{
    return ours::writeAt(fd, bytes, size, at);
}

int ftruncate(int fd, off_t size) noexcept
{
    return ours::cutTo(fd, size);
}

int ftruncate64(int fd, off64_t size) noexcept
{
    return ours::cutTo(fd, size);
}

int fsync(int fd)
{
    return ours::sync(fd);
}

int fdatasync(int fd)
{
    return ours::sync(fd);
}

int rename(const char *from, const char *to) noexcept
{
    return ours::renameFile(AT_FDCWD, from, AT_FDCWD, to, 0);
}

int renameat2(int fromAt, const char *from, int toAt, const char *to, unsigned flags) noexcept
{
    return ours::renameFile(fromAt, from, toAt, to, flags);
}

int unlink(const char *name) noexcept
{
    return ours::unlinkFile(name);
}
}
