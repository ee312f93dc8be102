// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "support/faultvfs.h"

//! The same cruelty for real files: header, seal file, settings and SQLite's own unix VFS alike. The library stands between the program and the C library
//! (open, read, write, pread, pwrite, ftruncate, fsync, fdatasync, rename, unlink), for files below one folder; what is tested needs no change.
//! Link Zhike::faultfiles into the test program itself (not through a shared library).
namespace zhike::testing {

struct FileFault {
    unsigned calls = FaultAny; //!< of FaultCall; FaultShm and FaultAccess do not occur
    qint64 nth = 1; //!< from 1
    bool persistent = false;
    int error = 5; //!< errno: EIO
    QString suffix {}; //!< only files whose name ends so, empty: all
};

//! One at a time. Files that are there when it is made count as synced. Writes of other processes and through mmap are not seen: SQLite's -shm is dropped at a
//! power cut, as it should be.
class FaultFiles {
public:
    explicit FaultFiles(const QString &folder, quint64 seed = 1);
    ~FaultFiles();
    FaultFiles(const FaultFiles &) = delete;
    FaultFiles &operator=(const FaultFiles &) = delete;

    //! From here on every call below the folder fails with EIO, as if nobody was there to answer. Let go of all that was open, then turn the power on:
    //! the files are then what a power cut makes of them.
    void powerOff();
    //! \param keepCache a kill of the process only: everything written is there
    void powerOn(bool keepCache = false);
    void reseed(quint64 seed);

    void inject(const FileFault &fault); //!< replaces the former one and starts counting
    void heal();
    [[nodiscard]] qint64 calls() const; //!< calls that matched the mask since inject(), or all calls before the first
    [[nodiscard]] bool struck() const;

    void setCapacity(qint64 bytes); //!< of all files below the folder; writes beyond are cut short and give ENOSPC; < 0: endless
    void setReadOnly(bool on); //!< EROFS for what would write
    void setSyncDelay(int ms);

    struct World; //!< internal

private:
    std::unique_ptr<World> m_world;
};

} // namespace zhike::testing
