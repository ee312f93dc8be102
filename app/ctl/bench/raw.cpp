// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/raw.h"

#include <QFile>
#include <sqlite3.h>

extern "C" int sqlite3_key_v2(sqlite3 *db, const char *name, const void *key, int length);

namespace zhike::bench {

Raw::Raw(const QString &path)
{
    if (sqlite3_open_v2(QFile::encodeName(path).constData(), &m_db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr) != SQLITE_OK) {
        sqlite3_close_v2(m_db);
        m_db = nullptr;
        return;
    }
    const auto bytes = benchKey();
    const auto key = "x'" + QByteArray(reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size())).toHex() + '\'';
    sqlite3_key_v2(m_db, "main", key.constData(), int(key.size()));
    exec("PRAGMA cache_size=-65536");
}

Raw::~Raw()
{
    for (auto *statement : m_statements)
        sqlite3_finalize(statement);
    sqlite3_close_v2(m_db);
}

sqlite3_stmt *Raw::prepare(const char *sql)
{
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v3(m_db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK)
        qFatal("bench: %s: %s", sql, sqlite3_errmsg(m_db));
    m_statements.push_back(statement);
    return statement;
}

void Raw::exec(const char *sql)
{
    if (sqlite3_exec(m_db, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        qFatal("bench: %s: %s", sql, sqlite3_errmsg(m_db));
}

int drain(sqlite3_stmt *statement)
{
    qint64 touched = 0;
    int rows = 0;
    const int columns = sqlite3_column_count(statement);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        ++rows;
        for (int i = 0; i < columns; ++i) {
            switch (sqlite3_column_type(statement, i)) {
            case SQLITE_INTEGER: touched += sqlite3_column_int64(statement, i); break;
            case SQLITE_TEXT:
                touched += *sqlite3_column_text(statement, i);
                touched += sqlite3_column_bytes(statement, i);
                break;
            case SQLITE_BLOB:
                touched += sqlite3_column_bytes(statement, i);
                if (const auto *blob = sqlite3_column_blob(statement, i))
                    touched += *static_cast<const char *>(blob);
                break;
            default: break;
            }
        }
    }
    sqlite3_reset(statement);
    return touched == -1 ? 0 : rows; // what was read is used, so that reading is not optimised away
}

} // namespace zhike::bench
