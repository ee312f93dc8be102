// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/transplant.h"

#include "sqlite/connection.h"

#include <QFile>
#include <QStringList>
#include <sqlite3.h>

namespace zhike::storage {

using namespace Qt::Literals::StringLiterals;
using sqlite::Connection;
using sqlite::Mode;

namespace {

Error different(const QString &where)
{
    return {ErrorCode::Damaged, u"the copy differs: "_s + where, {}, {}};
}

Done runText(Connection &db, const char *sql, const QByteArray &first, const QByteArray &second)
{
    auto statement = db.prepare(sql, false);
    if (!statement)
        return statement.error();
    statement->bindText(1, {first.constData(), size_t(first.size())});
    if (!second.isNull())
        statement->bindText(2, {second.constData(), size_t(second.size())});
    return statement->run();
}

Result<QStringList> strings(Connection &db, const char *sql)
{
    auto statement = db.prepare(sql, false);
    if (!statement)
        return statement.error();
    QStringList found;
    for (;;) {
        const auto row = statement->step();
        if (!row)
            return row.error();
        if (!*row)
            return found;
        found.append(statement->text(0));
    }
}

Done sameRows(Connection &a, Connection &b, const QString &table)
{
    const auto sql = QByteArray(u"SELECT * FROM \"%1\" ORDER BY rowid"_s.arg(table).toUtf8());
    auto left = a.prepare(sql.constData(), false);
    auto right = b.prepare(sql.constData(), false);
    if (!left || !right)
        return left ? right.error() : left.error();
    for (;;) {
        const auto l = left->step();
        const auto r = right->step();
        if (!l || !r)
            return l ? r.error() : l.error();
        if (*l != *r)
            return different(table);
        if (!*l)
            return done();
        for (int column = sqlite3_column_count(left->handle()); column-- > 0;)
            if (sqlite3_column_type(left->handle(), column) != sqlite3_column_type(right->handle(), column) || left->view(column) != right->view(column))
                return different(table);
    }
}

Done same(Connection &a, Connection &b)
{
    constexpr auto kSchema = "SELECT type || name || coalesce(sql, '') FROM sqlite_master ORDER BY type, name";
    const auto left = strings(a, kSchema);
    const auto right = strings(b, kSchema);
    if (!left || !right)
        return left ? right.error() : left.error();
    if (*left != *right)
        return different(u"schema"_s);
    const auto tables = strings(a, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name");
    if (!tables)
        return tables.error();
    for (const auto &table : *tables)
        if (auto ok = sameRows(a, b, table); !ok)
            return ok;
    return done();
}

} // namespace

Done transplant(const QString &from, std::span<const unsigned char> key, const QString &to, std::span<const unsigned char> newKey)
{
    if (!QFile::exists(from))
        return Error {ErrorCode::Damaged, u"the store is gone"_s, {}, {}};
    auto source = Connection::openEncrypted(from, key, Mode::Create); // what is attached is made under this connection's flags
    if (!source)
        return source.error();
    // The export writes the schema of the new file; this connection serves nothing else.
    sqlite3_db_config(source->handle(), SQLITE_DBCONFIG_DEFENSIVE, 0, nullptr);
    auto hex = QByteArray("x'") + QByteArray::fromRawData(reinterpret_cast<const char *>(newKey.data()), qsizetype(newKey.size())).toHex() + '\'';
    auto ok = runText(*source, "ATTACH DATABASE ?1 AS fresh KEY ?2", QFile::encodeName(to), hex);
    hex.fill('\0');
    const auto version = strings(*source, "PRAGMA main.user_version");
    if (ok && !version)
        ok = version.error();
    if (ok)
        ok = source->exec("SELECT sqlcipher_export('fresh')");
    if (ok)
        ok = source->exec(QByteArray("PRAGMA fresh.user_version=" + version->value(0).toLatin1()).constData());
    if (ok)
        ok = source->exec("DETACH DATABASE fresh");
    if (!ok)
        return ok;

    auto copy = Connection::openEncrypted(to, newKey, Mode::ReadWrite);
    if (!copy)
        return copy.error();
    if (auto checkpointed = copy->exec("PRAGMA wal_checkpoint(TRUNCATE)"); !checkpointed)
        return checkpointed;
    for (const char *sql : {"PRAGMA cipher_integrity_check", "PRAGMA integrity_check"}) {
        const auto findings = strings(*copy, sql);
        if (!findings)
            return findings.error();
        for (const auto &finding : *findings)
            if (finding != "ok"_L1)
                return different(finding);
    }
    if (auto equal = same(*source, *copy); !equal)
        return equal;
    copy->close();
    source->close();
    QFile file(to);
    if (!file.open(QIODevice::ReadOnly) || file.peek(16).startsWith("SQLite format 3"))
        return different(u"not encrypted"_s);
    return done();
}

} // namespace zhike::storage
