// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bench/bank.h"

struct sqlite3;
struct sqlite3_stmt;

//! The floor: SQLCipher's C interface and nothing above it.
namespace zhike::bench {

class Raw {
public:
    explicit Raw(const QString &path); //!< key and cache size only; check isOpen()
    ~Raw();
    Raw(const Raw &) = delete;
    Raw &operator=(const Raw &) = delete;

    [[nodiscard]] bool isOpen() const { return m_db != nullptr; }
    [[nodiscard]] sqlite3 *handle() const { return m_db; }
    sqlite3_stmt *prepare(const char *sql); //!< owned by this object
    void exec(const char *sql);

private:
    sqlite3 *m_db = nullptr;
    std::vector<sqlite3_stmt *> m_statements;
};

//! Steps to the end and touches every column, as a reader would; counts the rows. Bindings stay.
int drain(sqlite3_stmt *statement);

} // namespace zhike::bench
