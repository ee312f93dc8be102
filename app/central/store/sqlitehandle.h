// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "sqlite/connection.h"

#include <unordered_map>

namespace zhike::central {

//! A connection with its prepared statements, found by the address of their text.
class SqliteHandle {
public:
    explicit SqliteHandle(sqlite::Connection connection) : m_connection(std::move(connection)) { }
    [[nodiscard]] sqlite::Connection &connection() { return m_connection; }

    //! Runs a statement and shows each row to `visit`, which returns false to stop.
    template<class Visit, class... A>
    Done each(const char *sql, const Visit &visit, const A &...values)
    {
        auto statement = use(sql);
        if (!statement)
            return statement.error();
        const Resetting resetting {**statement};
        (*statement)->bindAll(values...);
        for (;;) {
            const auto row = (*statement)->step();
            if (!row)
                return row.error();
            if (!*row || !visit(**statement))
                return done();
        }
    }

    template<class... A>
    Done run(const char *sql, const A &...values)
    {
        return each(
            sql, [](const sqlite::Statement &) { return true; }, values...);
    }

private:
    // Leaves the statement ready for the next use and the read snapshot unpinned, whichever way the block is left.
    struct Resetting {
        sqlite::Statement &statement;
        ~Resetting() { statement.reset(); }
    };

    Result<sqlite::Statement *> use(const char *sql)
    {
        const auto it = m_statements.find(sql);
        if (it != m_statements.end())
            return &it->second;
        auto statement = m_connection.prepare(sql);
        if (!statement)
            return statement.error();
        return &m_statements.emplace(sql, std::move(*statement)).first->second;
    }

    sqlite::Connection m_connection;
    std::unordered_map<const void *, sqlite::Statement> m_statements; // destroyed before the connection
};

} // namespace zhike::central
