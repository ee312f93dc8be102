// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/faultvfs.h"

#include "support/sectors.h"

#include <array>
#include <chrono>
#include <cstring>
#include <mutex>
#include <sqlite3.h>
#include <thread>

namespace zhike::testing {

namespace {

constexpr int kLocks = 8; // of the WAL index

int errorOf(unsigned call)
{
    switch (call) {
    case FaultOpen: return SQLITE_CANTOPEN;
    case FaultRead: return SQLITE_IOERR_READ;
    case FaultWrite: return SQLITE_IOERR_WRITE;
    case FaultTruncate: return SQLITE_IOERR_TRUNCATE;
    case FaultSync: return SQLITE_IOERR_FSYNC;
    case FaultDelete: return SQLITE_IOERR_DELETE;
    case FaultAccess: return SQLITE_IOERR_ACCESS;
    default: return SQLITE_IOERR_SHMMAP;
    }
}

//! A file and who holds it.
struct Node : Sectors {
    // Locks of the rollback protocol and of the WAL index, among the connections of this process.
    int shared = 0;
    const void *reserved = nullptr;
    const void *pending = nullptr;
    const void *exclusive = nullptr;
    std::vector<std::unique_ptr<char[]>> regions;
    std::array<int, kLocks> shmShared {};
    std::array<const void *, kLocks> shmExclusive {};
    int shmUsers = 0;
};

using NodePtr = std::shared_ptr<Node>;

} // namespace

struct FaultVfs::Disk {
    mutable std::mutex mutex;
    sqlite3_vfs vfs {};
    sqlite3_vfs *former = nullptr;
    QByteArray name;
    std::mt19937_64 chance;
    Names<Node> names;
    std::map<QString, qint64> cuts; //!< prefix → how often its handles died
    Fault fault;
    bool armed = false;
    bool hit = false;
    bool readOnly = false;
    bool honest = true;
    qint64 counted = 0;
    qint64 synced = 0;
    qint64 capacity = -1;
    int delay = 0;

    // How often a path's machine died: a handle opened before that is dead.
    [[nodiscard]] qint64 deaths(const QString &path) const
    {
        qint64 sum = 0;
        for (const auto &[prefix, count] : cuts)
            if (path.startsWith(prefix))
                sum += count;
        return sum;
    }
    int strike(unsigned call, const QString &path)
    {
        if (!(fault.calls & call) || !path.endsWith(fault.suffix))
            return SQLITE_OK;
        ++counted;
        if (!armed || counted < fault.nth || (counted > fault.nth && !fault.persistent))
            return SQLITE_OK;
        hit = true;
        return fault.code ? fault.code : errorOf(call);
    }
    [[nodiscard]] qint64 used() const
    {
        qint64 sum = 0;
        for (const auto &[path, node] : names.seen)
            sum += node->data.size();
        return sum;
    }
};

namespace {

using Disk = FaultVfs::Disk;

struct File {
    sqlite3_file base;
    Disk *disk;
    NodePtr *node;
    QString *path;
    qint64 born;
    int level;
    bool syncsFolder;
    bool temporary;
    bool mapped;
    std::array<char, kLocks> held; // of the WAL index: 0, 's', 'x'
};

File *self(sqlite3_file *file)
{
    return reinterpret_cast<File *>(file);
}

// Locks the disk for one call; `code` says whether the call may go on.
struct Entry {
    File *file;
    std::unique_lock<std::mutex> lock;
    int code = SQLITE_OK;
    explicit Entry(sqlite3_file *raw, unsigned call = 0) : file(self(raw)), lock(file->disk->mutex)
    {
        if (file->disk->deaths(*file->path) != file->born)
            code = SQLITE_IOERR;
        else if (call && !file->temporary)
            code = file->disk->strike(call, *file->path);
    }
    [[nodiscard]] Node &node() const { return **file->node; }
};

void unlockTo(File *file, int level)
{
    auto &node = **file->node;
    if (level < SQLITE_LOCK_EXCLUSIVE && node.exclusive == file)
        node.exclusive = nullptr;
    if (level < SQLITE_LOCK_PENDING && node.pending == file)
        node.pending = nullptr;
    if (level < SQLITE_LOCK_RESERVED && node.reserved == file)
        node.reserved = nullptr;
    if (level < SQLITE_LOCK_SHARED && file->level >= SQLITE_LOCK_SHARED)
        --node.shared;
    file->level = qMin(file->level, level);
}

void releaseIndex(File *file)
{
    auto &node = **file->node;
    for (size_t i = 0; i < kLocks; ++i) {
        if (file->held[i] == 's')
            --node.shmShared[i];
        else if (file->held[i] == 'x')
            node.shmExclusive[i] = nullptr;
        file->held[i] = 0;
    }
    if (file->mapped && --node.shmUsers == 0)
        node.regions.clear();
    file->mapped = false;
}

int closeFile(sqlite3_file *raw)
{
    auto *file = self(raw);
    const std::lock_guard lock(file->disk->mutex);
    releaseIndex(file);
    unlockTo(file, SQLITE_LOCK_NONE);
    delete file->node;
    delete file->path;
    return SQLITE_OK;
}

int readFile(sqlite3_file *raw, void *out, int size, sqlite3_int64 at)
{
    const Entry entry(raw, FaultRead);
    if (entry.code != SQLITE_OK)
        return entry.code;
    const auto &data = entry.node().data;
    const auto got = qBound(qint64(0), data.size() - at, qint64(size));
    if (got > 0)
        std::memcpy(out, data.constData() + at, size_t(got));
    std::memset(static_cast<char *>(out) + got, 0, size_t(size - got));
    return got == size ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int writeFile(sqlite3_file *raw, const void *bytes, int size, sqlite3_int64 at)
{
    const Entry entry(raw, FaultWrite);
    if (entry.code != SQLITE_OK)
        return entry.code;
    auto *disk = entry.file->disk;
    if (disk->readOnly && !entry.file->temporary)
        return SQLITE_READONLY;
    const auto growth = at + size - entry.node().data.size();
    if (disk->capacity >= 0 && growth > 0 && disk->used() + growth > disk->capacity)
        return SQLITE_FULL;
    entry.node().write(at, static_cast<const char *>(bytes), size);
    return SQLITE_OK;
}

int truncateFile(sqlite3_file *raw, sqlite3_int64 size)
{
    const Entry entry(raw, FaultTruncate);
    if (entry.code != SQLITE_OK)
        return entry.code;
    if (size < entry.node().data.size())
        entry.node().truncate(size);
    return SQLITE_OK;
}

int syncFile(sqlite3_file *raw, int)
{
    int delay = 0;
    {
        const Entry entry(raw, FaultSync);
        if (entry.code != SQLITE_OK)
            return entry.code;
        auto *disk = entry.file->disk;
        ++disk->synced;
        delay = disk->delay;
        if (disk->honest) {
            entry.node().sync();
            if (std::exchange(entry.file->syncsFolder, false))
                disk->names.syncFolder(Names<Node>::folderOf(*entry.file->path));
        }
    }
    if (delay > 0)
        std::this_thread::sleep_for(std::chrono::milliseconds(delay));
    return SQLITE_OK;
}

int sizeOfFile(sqlite3_file *raw, sqlite3_int64 *size)
{
    const Entry entry(raw);
    if (entry.code != SQLITE_OK)
        return entry.code;
    *size = entry.node().data.size();
    return SQLITE_OK;
}

int lockFile(sqlite3_file *raw, int level)
{
    const Entry entry(raw);
    if (entry.code != SQLITE_OK)
        return entry.code;
    auto *file = entry.file;
    auto &node = entry.node();
    const auto othersHold = [file](const void *owner) { return owner && owner != file; };
    if (file->level >= level)
        return SQLITE_OK;
    if (level == SQLITE_LOCK_SHARED) {
        if (othersHold(node.pending) || othersHold(node.exclusive))
            return SQLITE_BUSY;
        ++node.shared;
    } else if (level == SQLITE_LOCK_RESERVED) {
        if (othersHold(node.reserved) || othersHold(node.pending) || othersHold(node.exclusive))
            return SQLITE_BUSY;
        node.reserved = file;
    } else {
        if (othersHold(node.pending) || othersHold(node.exclusive) || othersHold(node.reserved))
            return SQLITE_BUSY;
        node.pending = file;
        file->level = SQLITE_LOCK_PENDING;
        if (level == SQLITE_LOCK_EXCLUSIVE) {
            if (node.shared > 1)
                return SQLITE_BUSY;
            node.exclusive = file;
        }
    }
    file->level = level;
    return SQLITE_OK;
}

int unlockFile(sqlite3_file *raw, int level)
{
    const Entry entry(raw);
    unlockTo(entry.file, level);
    return SQLITE_OK;
}

int checkReserved(sqlite3_file *raw, int *out)
{
    const Entry entry(raw);
    *out = entry.node().reserved || entry.node().pending || entry.node().exclusive;
    return entry.code;
}

int control(sqlite3_file *, int, void *)
{
    return SQLITE_NOTFOUND;
}

int sectorSize(sqlite3_file *)
{
    return 4096; // as the unix VFS says
}

int characteristics(sqlite3_file *)
{
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

int mapIndex(sqlite3_file *raw, int region, int size, int extend, void volatile **out)
{
    const Entry entry(raw, FaultShm);
    *out = nullptr;
    if (entry.code != SQLITE_OK)
        return entry.code;
    auto &node = entry.node();
    if (entry.file->disk->readOnly && node.regions.empty())
        return SQLITE_READONLY_CANTINIT;
    if (!entry.file->mapped) {
        entry.file->mapped = true;
        ++node.shmUsers;
    }
    while (int(node.regions.size()) <= region) {
        if (!extend)
            return SQLITE_OK;
        node.regions.push_back(std::make_unique<char[]>(size_t(size)));
    }
    *out = node.regions[size_t(region)].get();
    return SQLITE_OK;
}

int lockIndex(sqlite3_file *raw, int first, int count, int flags)
{
    const Entry entry(raw);
    auto *file = entry.file;
    auto &node = entry.node();
    const auto from = size_t(first);
    const auto to = from + size_t(count);
    if (flags & SQLITE_SHM_UNLOCK) {
        for (auto i = from; i < to; ++i) {
            if (file->held[i] == 's')
                --node.shmShared[i];
            else if (file->held[i] == 'x')
                node.shmExclusive[i] = nullptr;
            file->held[i] = 0;
        }
        return SQLITE_OK;
    }
    if (entry.code != SQLITE_OK)
        return entry.code;
    const bool exclusive = flags & SQLITE_SHM_EXCLUSIVE;
    for (auto i = from; i < to; ++i)
        if ((node.shmExclusive[i] && node.shmExclusive[i] != file) || (exclusive && node.shmShared[i] > (file->held[i] == 's' ? 1 : 0)))
            return SQLITE_BUSY;
    for (auto i = from; i < to; ++i) {
        if (exclusive) {
            node.shmExclusive[i] = file;
            file->held[i] = 'x';
        } else if (!file->held[i]) {
            ++node.shmShared[i];
            file->held[i] = 's';
        }
    }
    return SQLITE_OK;
}

void barrier(sqlite3_file *raw)
{
    const std::lock_guard lock(self(raw)->disk->mutex);
}

int unmapIndex(sqlite3_file *raw, int)
{
    const Entry entry(raw);
    releaseIndex(entry.file);
    return SQLITE_OK;
}

const sqlite3_io_methods kMethods = {2,       closeFile,  readFile,        writeFile, truncateFile, syncFile, sizeOfFile, lockFile, unlockFile, checkReserved,
                                     control, sectorSize, characteristics, mapIndex,  lockIndex,    barrier,  unmapIndex, nullptr,  nullptr};

Disk *diskOf(sqlite3_vfs *vfs)
{
    return static_cast<Disk *>(vfs->pAppData);
}

int openFile(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *raw, int flags, int *outFlags)
{
    auto *disk = diskOf(vfs);
    auto *file = self(raw);
    file->base.pMethods = nullptr;
    const std::lock_guard lock(disk->mutex);
    const auto path = QString::fromUtf8(name);
    const bool temporary = path.isEmpty();
    if (!temporary)
        if (const int code = disk->strike(FaultOpen, path); code != SQLITE_OK)
            return code;
    NodePtr node;
    bool made = false;
    if (temporary) {
        node = std::make_shared<Node>();
    } else if (const auto found = disk->names.seen.find(path); found != disk->names.seen.end()) {
        node = found->second;
    } else {
        if (!(flags & SQLITE_OPEN_CREATE) || disk->readOnly)
            return SQLITE_CANTOPEN;
        node = disk->names.seen[path] = std::make_shared<Node>();
        made = true;
    }
    if (disk->readOnly && !temporary && (flags & SQLITE_OPEN_READWRITE))
        flags = (flags & ~(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)) | SQLITE_OPEN_READONLY;
    if (outFlags)
        *outFlags = flags;
    const int journals = SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL | SQLITE_OPEN_WAL;
    *file = {{&kMethods}, disk, new NodePtr(node), new QString(path), disk->deaths(path), SQLITE_LOCK_NONE, made && (flags & journals), temporary, false, {}};
    return SQLITE_OK;
}

int deleteFile(sqlite3_vfs *vfs, const char *name, int syncFolder)
{
    auto *disk = diskOf(vfs);
    const std::lock_guard lock(disk->mutex);
    const auto path = QString::fromUtf8(name);
    if (const int code = disk->strike(FaultDelete, path); code != SQLITE_OK)
        return code;
    if (disk->readOnly)
        return SQLITE_IOERR_DELETE;
    if (!disk->names.seen.erase(path))
        return SQLITE_IOERR_DELETE_NOENT;
    if (syncFolder && disk->honest)
        disk->names.syncFolder(Names<Node>::folderOf(path));
    return SQLITE_OK;
}

int accessFile(sqlite3_vfs *vfs, const char *name, int, int *out)
{
    auto *disk = diskOf(vfs);
    const std::lock_guard lock(disk->mutex);
    const auto path = QString::fromUtf8(name);
    *out = 0;
    if (const int code = disk->strike(FaultAccess, path); code != SQLITE_OK)
        return code;
    const auto found = disk->names.seen.find(path);
    *out = found != disk->names.seen.end() && !found->second->data.isEmpty(); // an empty journal counts as none, as in the unix VFS
    return SQLITE_OK;
}

int fullPath(sqlite3_vfs *, const char *name, int size, char *out)
{
    return std::snprintf(out, size_t(size), "%s", name) < size ? SQLITE_OK : SQLITE_CANTOPEN;
}

int randomness(sqlite3_vfs *vfs, int size, char *out)
{
    auto *disk = diskOf(vfs);
    const std::lock_guard lock(disk->mutex);
    for (int i = 0; i < size; ++i)
        out[i] = char(disk->chance());
    return size;
}

int sleepFor(sqlite3_vfs *, int us)
{
    std::this_thread::sleep_for(std::chrono::microseconds(us));
    return us;
}

int dayNumber(sqlite3_vfs *vfs, double *out)
{
    return diskOf(vfs)->former->xCurrentTime(diskOf(vfs)->former, out);
}

int lastError(sqlite3_vfs *, int, char *)
{
    return 0;
}

int msNumber(sqlite3_vfs *vfs, sqlite3_int64 *out)
{
    return diskOf(vfs)->former->xCurrentTimeInt64(diskOf(vfs)->former, out);
}

} // namespace

FaultVfs::FaultVfs(quint64 seed) : m_disk(std::make_unique<Disk>())
{
    sqlite3_initialize();
    auto &disk = *m_disk;
    disk.chance.seed(seed);
    disk.former = sqlite3_vfs_find(nullptr);
    disk.name = "zhike-fault-" + QByteArray::number(quintptr(this), 16);
    disk.vfs = {2,
                int(sizeof(File)),
                512,
                nullptr,
                disk.name.constData(),
                &disk,
                openFile,
                deleteFile,
                accessFile,
                fullPath,
                nullptr,
                nullptr,
                nullptr,
                nullptr,
                randomness,
                sleepFor,
                dayNumber,
                lastError,
                msNumber,
                nullptr,
                nullptr,
                nullptr};
    sqlite3_vfs_register(&disk.vfs, 1);
}

FaultVfs::~FaultVfs()
{
    sqlite3_vfs_unregister(&m_disk->vfs);
    sqlite3_vfs_register(m_disk->former, 1);
}

void FaultVfs::powerCut(const QString &prefix)
{
    auto &disk = *m_disk;
    const std::lock_guard lock(disk.mutex);
    ++disk.cuts[prefix];
    disk.names.cut(prefix, disk.chance); // handles of the dead keep the old nodes with their locks
}

void FaultVfs::kill(const QString &prefix)
{
    auto &disk = *m_disk;
    const std::lock_guard lock(disk.mutex);
    ++disk.cuts[prefix];
    std::map<NodePtr, NodePtr> after;
    for (auto *names : {&disk.names.seen, &disk.names.safe})
        for (auto &[path, node] : *names) {
            if (!path.startsWith(prefix))
                continue;
            auto &copy = after[node];
            if (!copy) {
                copy = std::make_shared<Node>();
                static_cast<Sectors &>(*copy) = *node;
            }
            node = copy;
        }
}

void FaultVfs::reseed(quint64 seed)
{
    const std::lock_guard lock(m_disk->mutex);
    m_disk->chance.seed(seed);
}

void FaultVfs::inject(const Fault &fault)
{
    const std::lock_guard lock(m_disk->mutex);
    m_disk->fault = fault;
    m_disk->armed = true;
    m_disk->hit = false;
    m_disk->counted = 0;
}

void FaultVfs::heal()
{
    const std::lock_guard lock(m_disk->mutex);
    m_disk->armed = false;
}

qint64 FaultVfs::calls() const
{
    const std::lock_guard lock(m_disk->mutex);
    return m_disk->counted;
}

bool FaultVfs::struck() const
{
    const std::lock_guard lock(m_disk->mutex);
    return m_disk->hit;
}

qint64 FaultVfs::syncs() const
{
    const std::lock_guard lock(m_disk->mutex);
    return m_disk->synced;
}

void FaultVfs::setCapacity(qint64 bytes)
{
    const std::lock_guard lock(m_disk->mutex);
    m_disk->capacity = bytes;
}

void FaultVfs::setReadOnly(bool on)
{
    const std::lock_guard lock(m_disk->mutex);
    m_disk->readOnly = on;
}

void FaultVfs::setSyncDelay(int ms)
{
    const std::lock_guard lock(m_disk->mutex);
    m_disk->delay = ms;
}

void FaultVfs::setHonestSync(bool on)
{
    const std::lock_guard lock(m_disk->mutex);
    m_disk->honest = on;
}

QStringList FaultVfs::files(const QString &prefix) const
{
    return snapshot(prefix).keys();
}

bool FaultVfs::exists(const QString &path) const
{
    const std::lock_guard lock(m_disk->mutex);
    return m_disk->names.seen.contains(path);
}

QByteArray FaultVfs::contents(const QString &path) const
{
    const std::lock_guard lock(m_disk->mutex);
    const auto found = m_disk->names.seen.find(path);
    return found == m_disk->names.seen.end() ? QByteArray() : found->second->data;
}

void FaultVfs::put(const QString &path, const QByteArray &bytes)
{
    auto node = std::make_shared<Node>();
    node->data = bytes;
    node->sync();
    const std::lock_guard lock(m_disk->mutex);
    m_disk->names.seen[path] = m_disk->names.safe[path] = node;
}

void FaultVfs::remove(const QString &path)
{
    const std::lock_guard lock(m_disk->mutex);
    m_disk->names.seen.erase(path);
    m_disk->names.safe.erase(path);
}

QMap<QString, QByteArray> FaultVfs::snapshot(const QString &prefix) const
{
    const std::lock_guard lock(m_disk->mutex);
    QMap<QString, QByteArray> files;
    for (const auto &[path, node] : m_disk->names.seen)
        if (path.startsWith(prefix))
            files[path] = node->data;
    return files;
}

void FaultVfs::restore(const QString &prefix, const QMap<QString, QByteArray> &files)
{
    {
        const std::lock_guard lock(m_disk->mutex);
        ++m_disk->cuts[prefix];
        const auto below = [&prefix](const auto &entry) { return entry.first.startsWith(prefix); };
        std::erase_if(m_disk->names.seen, below);
        std::erase_if(m_disk->names.safe, below);
    }
    for (auto file = files.begin(); file != files.end(); ++file)
        put(file.key(), file.value());
}

} // namespace zhike::testing
