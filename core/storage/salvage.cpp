// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/salvage.h"

#include "sqlite/connection.h"

#include <limits>
#include <sqlite3.h>

namespace zhike::storage {

using namespace Qt::Literals::StringLiterals;
using sqlite::Connection;
using sqlite::Mode;

namespace {

// Fixed texts, so that nothing is put together: what to read, and where it goes.
struct Source {
    const char *forward;
    const char *backward;
    const char *insert;
};
constexpr Source kSources[] = {
    {"SELECT rowid, k, v FROM sync_state WHERE rowid > ?1 ORDER BY rowid", "SELECT rowid, k, v FROM sync_state WHERE rowid > ?1 ORDER BY rowid DESC",
     "INSERT OR REPLACE INTO sync_state (k, v) VALUES (?2, ?3)"},
    {"SELECT rowid, ordinal, id FROM customer_ref WHERE rowid > ?1 ORDER BY rowid",
     "SELECT rowid, ordinal, id FROM customer_ref WHERE rowid > ?1 ORDER BY rowid DESC", "INSERT OR IGNORE INTO customer_ref (ordinal, id) VALUES (?2, ?3)"},
    {"SELECT rowid, n, op_id, grp, action, type, id, customer, body, state, sent, attempts, next_at, captured_at FROM outbox WHERE rowid > ?1 ORDER BY rowid",
     "SELECT rowid, n, op_id, grp, action, type, id, customer, body, state, sent, attempts, next_at, captured_at FROM outbox WHERE rowid > ?1 ORDER BY rowid "
     "DESC",
     "INSERT OR IGNORE INTO outbox (n, op_id, grp, action, type, id, customer, body, state, sent, attempts, next_at, captured_at) "
     "VALUES (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)"},
    {"SELECT rowid, form, customer, text FROM draft WHERE rowid > ?1 ORDER BY rowid",
     "SELECT rowid, form, customer, text FROM draft WHERE rowid > ?1 ORDER BY rowid DESC",
     "INSERT OR IGNORE INTO draft (form, customer, text) VALUES (?2, ?3, ?4)"},
};

// Reads from `after` until the end or the first damage. \return whether the end was reached
bool take(const QString &path, std::span<const unsigned char> key, Connection &into, const char *select, const char *insert, qint64 &after, int &rows)
{
    auto from = Connection::openEncrypted(path, key, Mode::ReadOnly);
    if (!from)
        return false;
    auto reading = from->prepare(select, false);
    auto writing = into.prepare(insert);
    if (!reading || !writing)
        return false;
    reading->bind(1, after);
    for (;;) {
        const auto row = reading->step();
        if (!row)
            return false;
        if (!*row)
            return true;
        for (int column = 1; column < sqlite3_column_count(reading->handle()); ++column)
            sqlite3_bind_value(writing->handle(), column + 1, sqlite3_column_value(reading->handle(), column));
        if (writing->run())
            ++rows;
        after = reading->integer(0);
    }
}

} // namespace

Result<Salvaged> salvage(const QString &damaged, const QString &sound, std::span<const unsigned char> key)
{
    auto into = Connection::openEncrypted(sound, key, Mode::ReadWrite);
    if (!into)
        return into.error();
    Salvaged result;
    auto transaction = sqlite::Transaction::begin(*into);
    if (!transaction)
        return transaction.error();
    for (const auto &source : kSources) {
        qint64 after = std::numeric_limits<qint64>::min();
        if (take(damaged, key, *into, source.forward, source.insert, after, result.rows))
            continue;
        // Behind the damage the table goes on: from its end back to it.
        ++result.tables;
        qint64 from = after;
        (void)take(damaged, key, *into, source.backward, source.insert, from, result.rows);
    }
    if (auto ok = transaction->commit(); !ok)
        return ok.error();
    return result;
}

} // namespace zhike::storage
