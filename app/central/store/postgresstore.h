// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "central/store/store.h"

#include <condition_variable>
#include <mutex>
#include <vector>

namespace zhike::central {

class PgConnection;

//! Profile P: PostgreSQL 15 or later, or what speaks like it; any number of endpoints on one database.
//! Writers of one customer take turns, and so do commits of one scope from the bump of its counter on; nobody else waits.
class PostgresStore final : public Store {
public:
    //! Connections a process may hold: one for each worker and some for the operator. Nodes × this stays well below max_connections.
    static constexpr int kConnections = 6;

    //! Makes or completes tables, keys and epoch; harmless where they are. Returns whether the bank is new.
    static Result<bool> create(const QString &conninfo);
    static Result<std::unique_ptr<PostgresStore>> open(const QString &conninfo, int connections = kConnections);
    ~PostgresStore() override;

    Result<std::unique_ptr<ReadSession>> read() override;
    Result<std::unique_ptr<WriteSession>> write() override;
    Done ping() override;

private:
    friend class PostgresSession;
    PostgresStore(QString conninfo, int connections);
    Result<std::unique_ptr<PgConnection>> acquire();
    void release(std::unique_ptr<PgConnection> connection);

    QString m_conninfo;
    const int m_most;
    std::mutex m_lock;
    std::condition_variable m_freed;
    int m_open = 0; //!< in use and idle
    std::vector<std::unique_ptr<PgConnection>> m_idle;
};

} // namespace zhike::central
