// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/store/sqlitestore.h"

#include "central/store/sqliteschema.h"
#include "central/store/sqlitesession.h"

#include <QFile>
#include <sodium.h>

namespace zhike::central {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr const char *kSettings = "PRAGMA synchronous=FULL; PRAGMA cache_size=-32768; PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY;";
constexpr size_t kIdleReaders = 8;

QByteArray randomBytes(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    randombytes_buf(bytes.data(), size_t(size));
    return bytes;
}

Result<std::unique_ptr<SqliteHandle>> connect(const QString &path)
{
    auto connection = sqlite::Connection::openPlain(path, sqlite::Mode::ReadWrite);
    if (!connection)
        return connection.error();
    if (auto ok = connection->exec(kSettings); !ok)
        return ok.error();
    return std::make_unique<SqliteHandle>(std::move(*connection));
}

Result<int> schemaOf(sqlite::Connection &connection)
{
    auto statement = connection.prepare("PRAGMA user_version");
    if (!statement)
        return statement.error();
    const auto row = statement->step();
    if (!row)
        return row.error();
    return int(statement->integer(0));
}

// Runs the steps a store lacks, inside the caller's transaction.
Done bringUp(sqlite::Connection &connection)
{
    const auto had = schemaOf(connection);
    if (!had)
        return had.error();
    for (int step = *had; step < kSqliteSchema; ++step)
        if (auto ok = connection.exec(kSqliteSteps[step]); !ok)
            return ok;
    return connection.exec(("PRAGMA user_version = " + QByteArray::number(kSqliteSchema)).constData());
}

} // namespace

SqliteStore::SqliteStore(QString path) : m_path(std::move(path)) { }
SqliteStore::~SqliteStore() = default;

Done SqliteStore::create(const QString &path)
{
    if (sodium_init() < 0)
        return Error {ErrorCode::Internal, u"no source of randomness"_s};
    if (QFile::exists(path))
        return Error {ErrorCode::Conflict, u"the store exists already"_s, u"store"_s, path};
    auto connection = sqlite::Connection::openPlain(path, sqlite::Mode::Create);
    if (!connection)
        return connection.error();
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
    if (auto ok = connection->exec("PRAGMA page_size=8192; PRAGMA journal_mode=WAL;"); !ok)
        return ok;
    auto transaction = sqlite::Transaction::begin(*connection);
    if (!transaction)
        return transaction.error();
    if (auto ok = bringUp(*connection); !ok)
        return ok;
    const QList<std::pair<QString, QByteArray>> settings {
        {u"epoch"_s, "e-" + randomBytes(8).toHex()}, {u"token_key"_s, randomBytes(32)}, {u"cursor_key"_s, randomBytes(32)}};
    auto insert = connection->prepare("INSERT INTO setting(k, v) VALUES(?, ?)");
    if (!insert)
        return insert.error();
    for (const auto &[key, value] : settings)
        if (auto ok = insert->bindAll(key, value).run(); !ok)
            return ok;
    return transaction->commit();
}

Result<std::unique_ptr<SqliteStore>> SqliteStore::open(const QString &path)
{
    if (sodium_init() < 0)
        return Error {ErrorCode::Internal, u"no source of randomness"_s};
    if (!QFile::exists(path))
        return Error {ErrorCode::NotFound, u"there is no store at this path; make one with init"_s, u"store"_s, path};
    std::unique_ptr<SqliteStore> store(new SqliteStore(path));
    auto writer = connect(path);
    if (!writer)
        return writer.error();
    const auto version = schemaOf((*writer)->connection());
    if (!version)
        return version.error();
    if (*version < 1 || *version > kSqliteSchema)
        return Error {*version > kSqliteSchema ? ErrorCode::TooNew : ErrorCode::Damaged, u"this file is not a store of this version"_s, u"store"_s, path};
    if (*version < kSqliteSchema) {
        auto transaction = sqlite::Transaction::begin((*writer)->connection());
        if (!transaction)
            return transaction.error();
        auto ok = bringUp((*writer)->connection());
        if (ok)
            ok = transaction->commit();
        if (!ok)
            return ok.error();
    }
    store->m_writer = std::move(*writer);
    return store;
}

Result<std::unique_ptr<ReadSession>> SqliteStore::read()
{
    std::unique_ptr<SqliteHandle> handle;
    {
        const std::scoped_lock lock(m_poolLock);
        if (!m_pool.empty()) {
            handle = std::move(m_pool.back());
            m_pool.pop_back();
        }
    }
    if (!handle) {
        auto fresh = connect(m_path);
        if (!fresh)
            return fresh.error();
        handle = std::move(*fresh);
    }
    auto session = std::make_unique<SqliteSession>(*this, std::move(handle), SqliteSession::Kind::Reader, std::unique_lock<std::mutex>());
    if (auto ok = session->begin(); !ok)
        return ok.error();
    return std::unique_ptr<ReadSession>(std::move(session));
}

Result<std::unique_ptr<WriteSession>> SqliteStore::write()
{
    std::unique_lock lock(m_writerLock);
    auto session = std::make_unique<SqliteSession>(*this, std::move(m_writer), SqliteSession::Kind::Writer, std::move(lock));
    if (auto ok = session->begin(); !ok)
        return ok.error();
    return std::unique_ptr<WriteSession>(std::move(session));
}

Done SqliteStore::ping()
{
    const auto session = read();
    if (!session)
        return session.error();
    const auto epoch = (*session)->setting(u"epoch"_s);
    return epoch ? done() : Done(epoch.error());
}

void SqliteStore::giveBack(std::unique_ptr<SqliteHandle> handle)
{
    const std::scoped_lock lock(m_poolLock);
    if (m_pool.size() < kIdleReaders)
        m_pool.push_back(std::move(handle));
}

} // namespace zhike::central
