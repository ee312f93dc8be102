// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "central/store/store.h"

#include <mutex>
#include <vector>

namespace zhike::central {

class SqliteHandle;

//! Profile S: one SQLite file, WAL, synchronous=FULL, one writer at a time; a pool of read connections.
class SqliteStore final : public Store {
public:
    //! Makes a new bank: tables, keys, epoch. Refuses an existing one.
    static Done create(const QString &path);
    static Result<std::unique_ptr<SqliteStore>> open(const QString &path);
    ~SqliteStore() override;

    Result<std::unique_ptr<ReadSession>> read() override;
    Result<std::unique_ptr<WriteSession>> write() override;
    Done ping() override;

private:
    friend class SqliteSession;
    explicit SqliteStore(QString path);
    void giveBack(std::unique_ptr<SqliteHandle> handle);

    QString m_path;
    std::mutex m_poolLock;
    std::vector<std::unique_ptr<SqliteHandle>> m_pool; //!< idle read connections
    std::mutex m_writerLock; //!< held by the write session
    std::unique_ptr<SqliteHandle> m_writer;
};

} // namespace zhike::central
