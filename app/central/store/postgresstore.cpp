// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/store/postgresstore.h"

#include "central/store/postgresschema.h"
#include "central/store/postgressession.h"

#include <chrono>
#include <sodium.h>

namespace zhike::central {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto kWaitForConnection = std::chrono::seconds(5);

QByteArray randomBytes(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    randombytes_buf(bytes.data(), size_t(size));
    return bytes;
}

Result<std::unique_ptr<PgConnection>> connect(const QString &conninfo)
{
    if (hasPassword(conninfo))
        return Error {ErrorCode::Invalid, u"a password does not belong on the command line: use PGPASSFILE or PGPASSWORD"_s, u"store"_s};
    return PgConnection::open(conninfo);
}

// -1 where there is no bank at all.
Result<int> schemaOf(PgConnection &connection)
{
    connection.queue("SELECT to_regclass('zhike_schema') IS NOT NULL");
    auto there = connection.flush();
    if (!there)
        return there.error();
    if (!there->front().integer(0, 0))
        return -1;
    connection.queue("SELECT coalesce(max(step), 0)::integer FROM zhike_schema");
    auto step = connection.flush();
    if (!step)
        return step.error();
    return int(step->front().integer(0, 0));
}

Result<bool> bringUp(PgConnection &connection)
{
    // Two operators at once: the second one waits, and finds it done.
    if (auto ok = connection.script("BEGIN; SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; SELECT pg_advisory_xact_lock(7206934101)"); !ok)
        return ok.error();
    const auto had = schemaOf(connection);
    if (!had)
        return had.error();
    if (*had > kPostgresSchema)
        return Error {ErrorCode::TooNew, u"the store was made by a later version"_s, u"store"_s};
    if (*had < 0)
        if (auto ok = connection.script("CREATE TABLE zhike_schema (step integer PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())"); !ok)
            return ok.error();
    for (int step = qMax(*had, 0); step < kPostgresSchema; ++step) {
        if (auto ok = connection.script(kPostgresSteps[step]); !ok)
            return ok.error();
        connection.queue("INSERT INTO zhike_schema (step) VALUES ($1)", PgValues::of(step + 1));
    }
    const std::pair<QString, QByteArray> settings[] {
        {u"epoch"_s, "e-" + randomBytes(8).toHex()}, {u"token_key"_s, randomBytes(32)}, {u"cursor_key"_s, randomBytes(32)}};
    for (const auto &[key, value] : settings)
        connection.queue("INSERT INTO setting (k, v) VALUES ($1, $2) ON CONFLICT (k) DO NOTHING", PgValues::of(key, value));
    connection.queue("COMMIT");
    const auto results = connection.flush();
    if (!results)
        return results.error();
    return *had < 0;
}

} // namespace

PostgresStore::PostgresStore(QString conninfo, int connections) : m_conninfo(std::move(conninfo)), m_most(connections) { }
PostgresStore::~PostgresStore() = default;

Result<bool> PostgresStore::create(const QString &conninfo)
{
    if (sodium_init() < 0)
        return Error {ErrorCode::Internal, u"no source of randomness"_s};
    auto connection = connect(conninfo);
    if (!connection)
        return connection.error();
    return bringUp(**connection);
}

Result<std::unique_ptr<PostgresStore>> PostgresStore::open(const QString &conninfo, int connections)
{
    if (sodium_init() < 0)
        return Error {ErrorCode::Internal, u"no source of randomness"_s};
    auto first = connect(conninfo);
    if (!first)
        return first.error();
    const auto schema = schemaOf(**first);
    if (!schema)
        return schema.error();
    if (*schema < 0)
        return Error {ErrorCode::NotFound, u"there is no store in this database; make one with init"_s, u"store"_s};
    if (*schema != kPostgresSchema)
        return Error {*schema > kPostgresSchema ? ErrorCode::TooNew : ErrorCode::Damaged, u"this store is of another version; init brings an older one up"_s,
                      u"store"_s};
    std::unique_ptr<PostgresStore> store(new PostgresStore(conninfo, connections));
    store->m_open = 1;
    store->m_idle.push_back(std::move(*first));
    return store;
}

Result<std::unique_ptr<PgConnection>> PostgresStore::acquire()
{
    {
        std::unique_lock lock(m_lock);
        if (!m_freed.wait_for(lock, kWaitForConnection, [this] { return !m_idle.empty() || m_open < m_most; }))
            return Error {ErrorCode::Busy, u"all connections to the store are in use"_s};
        while (!m_idle.empty()) {
            auto connection = std::move(m_idle.back());
            m_idle.pop_back();
            if (connection->isAlive())
                return connection;
            --m_open; // ended by the server while it was idle
        }
        ++m_open;
    }
    auto fresh = PgConnection::open(m_conninfo);
    if (!fresh)
        release(nullptr);
    return fresh;
}

void PostgresStore::release(std::unique_ptr<PgConnection> connection)
{
    const std::scoped_lock lock(m_lock);
    if (connection && connection->isAlive() && (connection->isOwed() || !connection->isInTransaction()))
        m_idle.push_back(std::move(connection));
    else
        --m_open;
    m_freed.notify_one();
}

Result<std::unique_ptr<ReadSession>> PostgresStore::read()
{
    auto connection = acquire();
    if (!connection)
        return connection.error();
    return std::unique_ptr<ReadSession>(std::make_unique<PostgresSession>(*this, std::move(*connection), PostgresSession::Kind::Reader));
}

Result<std::unique_ptr<WriteSession>> PostgresStore::write()
{
    auto connection = acquire();
    if (!connection)
        return connection.error();
    return std::unique_ptr<WriteSession>(std::make_unique<PostgresSession>(*this, std::move(*connection), PostgresSession::Kind::Writer));
}

Done PostgresStore::ping()
{
    auto connection = acquire();
    if (!connection)
        return connection.error();
    (*connection)->queue("SELECT 1");
    const auto answer = (*connection)->flush();
    release(std::move(*connection));
    return answer ? done() : Done(Error {ErrorCode::Busy, answer.error().detail});
}

} // namespace zhike::central
