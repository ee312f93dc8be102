// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QMap>
#include <QString>
#include <QStringList>
#include <memory>

//! A disk in memory under SQLite whose power can be cut, whose calls fail when told to, whose room ends, whose sync is slow. For plain files and SQLite's
//! own unix VFS over real files see faultfiles.h.
namespace zhike::testing {

//! Calls the engine makes; as a mask they choose which ones a fault counts.
enum FaultCall : unsigned {
    FaultOpen = 1,
    FaultRead = 2,
    FaultWrite = 4,
    FaultTruncate = 8,
    FaultSync = 16,
    FaultDelete = 32,
    FaultAccess = 64,
    FaultShm = 128, //!< the WAL index: mapping a region
    FaultRename = 256, //!< of plain files
    FaultAny = 511,
};

//! The nth call of the mask (from 1) fails; every one after it too when persistent.
struct Fault {
    unsigned calls = FaultAny;
    qint64 nth = 1;
    bool persistent = false;
    int code = 0; //!< engine code, 0: the I/O error that fits the call (SQLITE_IOERR_WRITE, SQLITE_CANTOPEN …)
    QString suffix {}; //!< only files whose name ends so ("-wal"), empty: all
};

//! While it lives it is the default VFS of the process: whatever opens a database by path (sqlite::Connection, storage::Database) lands here, the path being
//! only a name ("/a/cache.db"; no folder need exist). Several "machines" are several prefixes. One at a time; connections should be gone before it is.
//! All members may be called from any thread.
//!
//! What a power cut does: every 512-byte sector written since the last sync of its file ends as one of the versions it had since then, or torn between two of
//! them; sizes likewise; names made or deleted since the last sync of the folder may or may not be there. What was synced stays. As SQLite's unix VFS does,
//! the first sync of a new journal or WAL syncs the folder, and so does a deletion that asks for it.
class FaultVfs {
public:
    explicit FaultVfs(quint64 seed = 1);
    ~FaultVfs();
    FaultVfs(const FaultVfs &) = delete;
    FaultVfs &operator=(const FaultVfs &) = delete;

    //! Everything below `prefix` loses power: open handles are dead (each call SQLITE_IOERR, closing works), unsynced data becomes what chance makes of it.
    void powerCut(const QString &prefix = {});
    //! The process is killed: handles are dead, what was written stays as it was (the system's cache survives).
    void kill(const QString &prefix = {});
    void reseed(quint64 seed); //!< of the next power cuts

    void inject(const Fault &fault); //!< replaces the former one and starts counting
    void heal(); //!< no fault any more; counting goes on
    [[nodiscard]] qint64 calls() const; //!< calls that matched the mask since inject(), or all calls before the first
    [[nodiscard]] bool struck() const; //!< the fault has happened
    [[nodiscard]] qint64 syncs() const;

    void setCapacity(qint64 bytes); //!< of all files together; growing beyond gives SQLITE_FULL; < 0: endless
    void setReadOnly(bool on); //!< writes and creations are refused
    void setSyncDelay(int ms);
    //! false: sync returns success and does nothing, as a lying disk (and the mutant of the tests) does.
    void setHonestSync(bool on);

    [[nodiscard]] QStringList files(const QString &prefix = {}) const;
    [[nodiscard]] bool exists(const QString &path) const;
    [[nodiscard]] QByteArray contents(const QString &path) const;
    //! Puts a file there, synced. Handles open on the path keep the file they had.
    void put(const QString &path, const QByteArray &bytes);
    void remove(const QString &path);
    //! A copy of the files below `prefix` as they are now, and putting such a copy back in place of them: a backup, a cloned machine.
    [[nodiscard]] QMap<QString, QByteArray> snapshot(const QString &prefix) const;
    void restore(const QString &prefix, const QMap<QString, QByteArray> &files);

    struct Disk; //!< internal

private:
    std::unique_ptr<Disk> m_disk;
};

} // namespace zhike::testing
