// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "chance.h"

#include <QByteArray>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace zhike::sim {

struct SimFile;

//! What a power cut leaves: everything that was written (only the process died), or what was synced plus a random part of the rest, torn at sectors.
enum class Loss { Process, Power };

//! Files in memory behind an SQLite VFS, grouped by machine (the path's folder). Dies at a chosen write, fills up, loses and tears what was not synced. One thread.
class SimDisk {
public:
    //! Registers the VFS as the default of this process; call once, before any connection.
    static SimDisk &instance();

    //! The machine's n-th write, sync, truncate or delete from now on fails, as does everything after it, until restart().
    void dieAfter(const std::string &machine, int operations);
    [[nodiscard]] bool isDead(const std::string &machine) const;
    void setFull(const std::string &machine, bool full);
    //! After all connections of the machine are closed: applies the loss and lets it run again.
    void restart(const std::string &machine, Loss loss, Chance &chance);

    using Image = std::map<std::string, QByteArray>; //!< file name without folder → bytes as the process sees them
    [[nodiscard]] Image image(const std::string &machine) const;
    void restore(const std::string &machine, const Image &image); //!< replaces all files of the machine
    void clear();
    [[nodiscard]] bool exists(const std::string &path) const;
    [[nodiscard]] qint64 operations(const std::string &machine) const;

private:
    friend struct SimVfs;
    struct Machine {
        std::map<std::string, std::shared_ptr<SimFile>> files;
        int budget = -1;
        bool dead = false;
        bool full = false;
        qint64 operations = 0;
    };
    Machine &machineOf(const std::string &path);
    //! Counts an operation that changes something; false: the machine is dead (now).
    bool spend(Machine &machine);
    std::map<std::string, Machine> m_machines;
};

} // namespace zhike::sim
