// SPDX-License-Identifier: GPL-3.0-or-later
#include "simdisk.h"

#include <cstring>
#include <sqlite3.h>

namespace zhike::sim {

namespace {

constexpr int kSector = 4096;
constexpr int kShmLocks = SQLITE_SHM_NLOCK;

} // namespace

struct Pending {
    qint64 offset = 0; //!< −1: truncation to `size`
    qint64 size = 0;
    QByteArray bytes;
};

struct SimFile {
    QByteArray now; //!< as processes see it
    QByteArray durable; //!< as it was at the last sync
    std::vector<Pending> pending; //!< since then
    // Locks of the main file and of the shared memory.
    int shared = 0;
    const void *reserved = nullptr;
    const void *exclusive = nullptr;
    std::vector<std::unique_ptr<char[]>> regions;
    int shmShared[kShmLocks] = {};
    const void *shmOwner[kShmLocks] = {};
};

namespace {

struct Handle {
    sqlite3_file base;
    SimDisk *disk;
    std::string *path;
    std::shared_ptr<SimFile> *file;
    int lock;
    unsigned shmShared;
    unsigned shmExclusive;
    bool temporary;
};

void writeInto(QByteArray &target, qint64 offset, const char *bytes, qint64 size)
{
    if (target.size() < offset + size)
        target.append(QByteArray(offset + size - target.size(), '\0'));
    memcpy(target.data() + offset, bytes, size_t(size));
}

} // namespace

struct SimVfs {
    static Handle *of(sqlite3_file *file) { return reinterpret_cast<Handle *>(file); }
    static SimFile &fileOf(sqlite3_file *file) { return **of(file)->file; }
    static SimDisk::Machine &machine(sqlite3_file *file) { return of(file)->disk->machineOf(*of(file)->path); }
    static bool dead(sqlite3_file *file) { return !of(file)->temporary && machine(file).dead; }

    static int close(sqlite3_file *file)
    {
        auto *handle = of(file);
        unlock(file, SQLITE_LOCK_NONE);
        shmUnmap(file, 0);
        delete handle->file;
        delete handle->path;
        return SQLITE_OK;
    }

    static int read(sqlite3_file *file, void *out, int size, sqlite3_int64 offset)
    {
        if (dead(file))
            return SQLITE_IOERR_READ;
        const auto &bytes = fileOf(file).now;
        const auto have = qBound(qint64(0), qint64(bytes.size() - offset), qint64(size));
        if (have > 0)
            memcpy(out, bytes.constData() + offset, size_t(have));
        if (have == size)
            return SQLITE_OK;
        memset(static_cast<char *>(out) + have, 0, size_t(size - have));
        return SQLITE_IOERR_SHORT_READ;
    }

    static int write(sqlite3_file *file, const void *bytes, int size, sqlite3_int64 offset)
    {
        auto &target = fileOf(file);
        if (!of(file)->temporary) {
            if (dead(file))
                return SQLITE_IOERR_WRITE;
            auto &owner = machine(file);
            if (owner.full && offset + size > target.now.size())
                return SQLITE_FULL;
            if (!of(file)->disk->spend(owner)) {
                // The write at which the machine dies may have got through in part.
                writeInto(target.now, offset, static_cast<const char *>(bytes), size / 2);
                return SQLITE_IOERR_WRITE;
            }
            target.pending.push_back({offset, size, QByteArray(static_cast<const char *>(bytes), size)});
        }
        writeInto(target.now, offset, static_cast<const char *>(bytes), size);
        return SQLITE_OK;
    }

    static int truncate(sqlite3_file *file, sqlite3_int64 size)
    {
        auto &target = fileOf(file);
        if (!of(file)->temporary) {
            if (dead(file) || !of(file)->disk->spend(machine(file)))
                return SQLITE_IOERR_TRUNCATE;
            target.pending.push_back({-1, size, {}});
        }
        target.now.resize(qMin<qint64>(size, target.now.size()));
        return SQLITE_OK;
    }

    static int sync(sqlite3_file *file, int)
    {
        if (of(file)->temporary)
            return SQLITE_OK;
        if (dead(file) || !of(file)->disk->spend(machine(file)))
            return SQLITE_IOERR_FSYNC;
        auto &target = fileOf(file);
        for (const auto &write : target.pending) {
            if (write.offset < 0)
                target.durable.resize(qMin<qint64>(write.size, target.durable.size()));
            else
                writeInto(target.durable, write.offset, write.bytes.constData(), write.size);
        }
        target.pending.clear();
        return SQLITE_OK;
    }

    static int fileSize(sqlite3_file *file, sqlite3_int64 *size)
    {
        if (dead(file))
            return SQLITE_IOERR_FSTAT;
        *size = fileOf(file).now.size();
        return SQLITE_OK;
    }

    static int lock(sqlite3_file *file, int level)
    {
        auto *handle = of(file);
        auto &target = fileOf(file);
        if (handle->lock >= level)
            return SQLITE_OK;
        if (handle->lock == SQLITE_LOCK_NONE) {
            if (target.exclusive)
                return SQLITE_BUSY;
            ++target.shared;
            handle->lock = SQLITE_LOCK_SHARED;
        }
        if (level >= SQLITE_LOCK_RESERVED) {
            if (target.reserved && target.reserved != file)
                return SQLITE_BUSY;
            target.reserved = file;
            handle->lock = qMax(handle->lock, int(SQLITE_LOCK_RESERVED));
        }
        if (level == SQLITE_LOCK_EXCLUSIVE) {
            if (target.shared > 1)
                return SQLITE_BUSY;
            target.exclusive = file;
            handle->lock = SQLITE_LOCK_EXCLUSIVE;
        }
        return SQLITE_OK;
    }

    static int unlock(sqlite3_file *file, int level)
    {
        auto *handle = of(file);
        auto &target = fileOf(file);
        if (handle->lock <= level)
            return SQLITE_OK;
        if (target.exclusive == file)
            target.exclusive = nullptr;
        if (target.reserved == file)
            target.reserved = nullptr;
        if (level == SQLITE_LOCK_NONE)
            --target.shared;
        handle->lock = level;
        return SQLITE_OK;
    }

    static int checkReserved(sqlite3_file *file, int *reserved)
    {
        *reserved = fileOf(file).reserved != nullptr;
        return SQLITE_OK;
    }

    static int fileControl(sqlite3_file *, int, void *) { return SQLITE_NOTFOUND; }
    static int sectorSize(sqlite3_file *) { return kSector; }
    static int characteristics(sqlite3_file *) { return 0; }

    static int shmMap(sqlite3_file *file, int region, int size, int extend, void volatile **out)
    {
        auto &regions = fileOf(file).regions;
        *out = nullptr;
        if (dead(file))
            return SQLITE_IOERR_SHMMAP;
        if (int(regions.size()) <= region && !extend)
            return SQLITE_OK;
        while (int(regions.size()) <= region)
            regions.push_back(std::make_unique<char[]>(size_t(size)));
        *out = regions[size_t(region)].get();
        return SQLITE_OK;
    }

    static int shmLock(sqlite3_file *file, int first, int count, int flags)
    {
        auto *handle = of(file);
        auto &target = fileOf(file);
        const unsigned mask = ((1u << count) - 1) << first;
        if (flags & SQLITE_SHM_UNLOCK) {
            for (int i = first; i < first + count; ++i) {
                if (target.shmOwner[i] == file)
                    target.shmOwner[i] = nullptr;
                if (handle->shmShared & (1u << i))
                    --target.shmShared[i];
            }
            handle->shmShared &= ~mask;
            handle->shmExclusive &= ~mask;
            return SQLITE_OK;
        }
        for (int i = first; i < first + count; ++i) {
            if (target.shmOwner[i] && target.shmOwner[i] != file)
                return SQLITE_BUSY;
            const int others = target.shmShared[i] - ((handle->shmShared >> i) & 1);
            if ((flags & SQLITE_SHM_EXCLUSIVE) && others > 0)
                return SQLITE_BUSY;
        }
        for (int i = first; i < first + count; ++i) {
            if (flags & SQLITE_SHM_EXCLUSIVE) {
                target.shmOwner[i] = file;
                handle->shmExclusive |= 1u << i;
            } else if (!(handle->shmShared & (1u << i))) {
                ++target.shmShared[i];
                handle->shmShared |= 1u << i;
            }
        }
        return SQLITE_OK;
    }

    static void shmBarrier(sqlite3_file *) { }

    static int shmUnmap(sqlite3_file *file, int)
    {
        shmLock(file, 0, kShmLocks, SQLITE_SHM_UNLOCK);
        return SQLITE_OK;
    }

    static int open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *outFlags)
    {
        static const sqlite3_io_methods methods
            = {2,          close,           read,   write,   truncate,   sync,     fileSize, lock,   unlock, checkReserved, fileControl,
               sectorSize, characteristics, shmMap, shmLock, shmBarrier, shmUnmap, nullptr,  nullptr};
        auto *disk = static_cast<SimDisk *>(vfs->pAppData);
        auto *handle = of(file);
        memset(static_cast<void *>(handle), 0, sizeof(Handle));
        std::shared_ptr<SimFile> found;
        if (!name) {
            handle->temporary = true;
            found = std::make_shared<SimFile>();
        } else {
            auto &owner = disk->machineOf(name);
            if (owner.dead)
                return SQLITE_CANTOPEN;
            auto &slot = owner.files[name];
            if (!slot) {
                if (!(flags & SQLITE_OPEN_CREATE)) {
                    owner.files.erase(name);
                    return SQLITE_CANTOPEN;
                }
                if (!disk->spend(owner)) {
                    owner.files.erase(name);
                    return SQLITE_CANTOPEN;
                }
                slot = std::make_shared<SimFile>();
            }
            found = slot;
        }
        handle->base.pMethods = &methods;
        handle->disk = disk;
        handle->path = new std::string(name ? name : "");
        handle->file = new std::shared_ptr<SimFile>(found);
        if (outFlags)
            *outFlags = flags;
        return SQLITE_OK;
    }

    static int remove(sqlite3_vfs *vfs, const char *name, int)
    {
        auto *disk = static_cast<SimDisk *>(vfs->pAppData);
        auto &owner = disk->machineOf(name);
        if (owner.dead || !disk->spend(owner))
            return SQLITE_IOERR_DELETE;
        return owner.files.erase(name) > 0 ? SQLITE_OK : SQLITE_IOERR_DELETE_NOENT;
    }

    static int access(sqlite3_vfs *vfs, const char *name, int, int *result)
    {
        *result = static_cast<SimDisk *>(vfs->pAppData)->exists(name);
        return SQLITE_OK;
    }

    static int fullPath(sqlite3_vfs *, const char *name, int size, char *out)
    {
        sqlite3_snprintf(size, out, "%s", name);
        return SQLITE_OK;
    }

    static int randomness(sqlite3_vfs *, int size, char *out)
    {
        static Chance chance(7);
        for (int i = 0; i < size; ++i)
            out[i] = char(chance.next());
        return size;
    }

    static int sleep(sqlite3_vfs *, int microseconds) { return microseconds; }
    static int lastError(sqlite3_vfs *, int, char *) { return 0; }
    static int timeInt(sqlite3_vfs *, sqlite3_int64 *now)
    {
        *now = 210866760000000LL + 1'800'000'000'000LL;
        return SQLITE_OK;
    }
    static int time(sqlite3_vfs *vfs, double *now)
    {
        sqlite3_int64 ms = 0;
        timeInt(vfs, &ms);
        *now = double(ms) / 86400000.0;
        return SQLITE_OK;
    }
};

SimDisk &SimDisk::instance()
{
    static SimDisk disk;
    static sqlite3_vfs vfs {};
    if (!vfs.zName) {
        vfs.iVersion = 2;
        vfs.szOsFile = sizeof(Handle);
        vfs.mxPathname = 512;
        vfs.zName = "sim";
        vfs.pAppData = &disk;
        vfs.xOpen = SimVfs::open;
        vfs.xDelete = SimVfs::remove;
        vfs.xAccess = SimVfs::access;
        vfs.xFullPathname = SimVfs::fullPath;
        vfs.xRandomness = SimVfs::randomness;
        vfs.xSleep = SimVfs::sleep;
        vfs.xCurrentTime = SimVfs::time;
        vfs.xGetLastError = SimVfs::lastError;
        vfs.xCurrentTimeInt64 = SimVfs::timeInt;
        sqlite3_vfs_register(&vfs, 1);
    }
    return disk;
}

SimDisk::Machine &SimDisk::machineOf(const std::string &path)
{
    const auto slash = path.rfind('/');
    return m_machines[path.substr(0, slash == std::string::npos ? 0 : slash)];
}

bool SimDisk::spend(Machine &machine)
{
    ++machine.operations;
    if (machine.budget < 0)
        return true;
    if (machine.budget-- > 0)
        return true;
    machine.dead = true;
    return false;
}

void SimDisk::dieAfter(const std::string &machine, int operations)
{
    m_machines[machine].budget = operations;
}

bool SimDisk::isDead(const std::string &machine) const
{
    const auto found = m_machines.find(machine);
    return found != m_machines.end() && found->second.dead;
}

void SimDisk::setFull(const std::string &machine, bool full)
{
    m_machines[machine].full = full;
}

void SimDisk::restart(const std::string &machine, Loss loss, Chance &chance)
{
    auto &owner = m_machines[machine];
    owner.dead = false;
    owner.budget = -1;
    for (auto &[name, file] : owner.files) {
        auto fresh = std::make_shared<SimFile>();
        fresh->now = file->now;
        if (loss == Loss::Power) {
            auto kept = file->durable;
            const int mood = chance.below(3); // nothing, a prefix, any part of what was not synced
            size_t limit = mood == 0 ? 0 : mood == 1 ? size_t(chance.below(int(file->pending.size()) + 1)) : file->pending.size();
            for (size_t i = 0; i < limit; ++i) {
                const auto &write = file->pending[i];
                if (mood == 2 && chance.percent(40))
                    continue;
                if (write.offset < 0) {
                    kept.resize(qMin<qint64>(kept.size(), write.size));
                    continue;
                }
                // A torn write ends at a sector of its own.
                const auto size = mood == 2 && chance.percent(20) ? write.size / 512 / 2 * 512 : write.size;
                if (size > 0)
                    writeInto(kept, write.offset, write.bytes.constData(), size);
            }
            fresh->now = kept;
        }
        fresh->durable = fresh->now;
        file = fresh;
    }
}

SimDisk::Image SimDisk::image(const std::string &machine) const
{
    Image image;
    if (const auto found = m_machines.find(machine); found != m_machines.end())
        for (const auto &[name, file] : found->second.files)
            image[name.substr(machine.size() + 1)] = file->now;
    return image;
}

void SimDisk::restore(const std::string &machine, const Image &image)
{
    auto &owner = m_machines[machine];
    owner = {};
    for (const auto &[name, bytes] : image) {
        auto file = std::make_shared<SimFile>();
        file->now = file->durable = bytes;
        owner.files[machine + '/' + name] = file;
    }
}

void SimDisk::clear()
{
    m_machines.clear();
}

bool SimDisk::exists(const std::string &path) const
{
    const auto slash = path.rfind('/');
    const auto found = m_machines.find(path.substr(0, slash == std::string::npos ? 0 : slash));
    return found != m_machines.end() && found->second.files.contains(path);
}

qint64 SimDisk::operations(const std::string &machine) const
{
    const auto found = m_machines.find(machine);
    return found == m_machines.end() ? 0 : found->second.operations;
}

} // namespace zhike::sim
