// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/store/postgressession.h"

#include "central/store/transact.h"
#include "domain/random.h"
#include "wire/recordtypes.h"

#include <QJsonDocument>
#include <set>

namespace zhike::central {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr size_t kMostQueued = 256; // statements, before the queue is sent on its own

QString orNull(const QString &text)
{
    return text.isEmpty() ? QString() : text;
}

// Columns that hold a text or nothing are never null in the embedded store either.
QString orEmpty(const QString &text)
{
    return text.isNull() ? u""_s : text;
}

QString earlier(const QString &a, const QString &b)
{
    if (a.isEmpty() || b.isEmpty())
        return a.isEmpty() ? b : a;
    return qMin(a, b);
}

bool isControl(const QString &type)
{
    return type == "_member"_L1;
}

} // namespace

PostgresSession::PostgresSession(PostgresStore &store, std::unique_ptr<PgConnection> connection, Kind kind)
    : m_store(store)
    , m_connection(std::move(connection))
    , m_kind(kind)
{
    m_connection->queue(kind == Kind::Writer ? "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE" : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
}

PostgresSession::~PostgresSession()
{
    m_connection->drop();
    if (m_open && m_connection->isAlive()) {
        m_connection->queue("ROLLBACK");
        if (isWriter()) // its locks are gone when it is
            (void)m_connection->flush();
        else
            m_connection->flushLater();
    }
    m_store.release(std::move(m_connection));
}

Result<std::vector<PgResult>> PostgresSession::flush()
{
    if (m_failure)
        return *m_failure;
    m_open = true;
    auto results = m_connection->flush();
    if (!results) {
        m_failure = results.error();
        if (!isWriter() && isLostRace(*m_failure)) // a reader has nothing to run again by itself
            m_failure->field.clear();
        return *m_failure;
    }
    return results;
}

Result<PgResult> PostgresSession::ask(const char *sql, PgValues values)
{
    m_connection->queue(sql, std::move(values));
    auto results = flush();
    if (!results)
        return results.error();
    return std::move(results->back());
}

Done PostgresSession::put(const char *sql, PgValues values)
{
    if (m_failure)
        return *m_failure;
    m_connection->queue(sql, std::move(values));
    if (m_connection->queued() < kMostQueued)
        return done();
    auto results = flush();
    return results ? done() : Done(results.error());
}

Done PostgresSession::each(const char *cursor, const char *fetch, const char *close, const std::function<bool(const PgResult &, int)> &visit)
{
    if (auto ok = put(cursor); !ok)
        return ok;
    for (bool more = true; more;) {
        const auto rows = ask(fetch);
        if (!rows)
            return rows.error();
        more = rows->rows() > 0;
        for (int i = 0; more && i < rows->rows(); ++i)
            more = visit(*rows, i);
    }
    return put(close);
}

Done PostgresSession::stage(const StoredRecord &record)
{
    if (!m_staged.contains(record.id))
        m_stagedOrder.append(record.id);
    m_staged.insert(record.id, record);
    if (record.type == "customer"_L1 && !record.deleted)
        m_newCustomerScopes.insert(record.id, record.scope);
    return done();
}

std::optional<StoredRecord> PostgresSession::sealed(const QString &id) const
{
    const auto it = m_sealed.constFind(id);
    return it == m_sealed.cend() ? std::nullopt : std::optional(*it);
}

Done PostgresSession::seal(qint64 nowMs)
{
    if (m_staged.isEmpty())
        return done();
    DigestDeltas deltas;
    if (auto ok = lockAndBump(nowMs, deltas); !ok)
        return ok;
    for (const auto &id : std::as_const(m_stagedOrder)) {
        auto &row = m_staged[id];
        row.csn = m_counters.value(row.scope);
        if (!isControl(row.type) && !row.deleted) {
            auto &delta = deltas[{row.scope, row.type}];
            delta.n += 1;
            delta.sum += wire::digestOf(row.id, row.version);
            delta.oldest = earlier(delta.oldest, row.businessDate);
        }
        queueRow(row);
        if (m_connection->queued() >= kMostQueued)
            if (auto sent = flush(); !sent)
                return sent.error();
    }
    queueDigests(deltas);
    m_sealed = std::exchange(m_staged, {});
    m_stagedOrder.clear();
    m_newCustomerScopes.clear();
    m_seen.clear();
    m_isSealed = true;
    return done();
}

Done PostgresSession::lockAndBump(qint64 nowMs, DigestDeltas &deltas)
{
    std::set<QString> customers, ids;
    for (const auto &row : std::as_const(m_staged)) {
        ids.insert(row.id);
        if (!row.customerId.isEmpty())
            customers.insert(row.customerId);
    }
    const auto list = [](const std::set<QString> &of) { return QStringList(of.begin(), of.end()); };
    if (!customers.empty())
        m_connection->queue("SELECT 1 FROM customer_directory WHERE customer_id = ANY($1) ORDER BY customer_id FOR UPDATE", PgValues::of(list(customers)));
    const auto locks = m_connection->queued();
    m_connection->queue("SELECT id, scope, type, version, deleted FROM record WHERE id = ANY($1) ORDER BY id FOR UPDATE", PgValues::of(list(ids)));
    // The bumps travel along: they run once the locks are had, and are rolled back when the check below fails.
    const auto bumps = m_connection->queued();
    const auto scopes = queueBumps(nowMs);
    const auto results = flush();
    if (!results)
        return results.error();
    const auto &rows = results->at(locks);
    for (qsizetype i = 0; i < scopes.size(); ++i)
        m_counters.insert(scopes.at(i), results->at(bumps + size_t(i)).integer(0, 0));
    m_existing.clear();
    for (int i = 0; i < rows.rows(); ++i) {
        const auto id = rows.text(i, 0);
        const auto version = rows.integer(i, 3);
        m_existing.insert(id, version);
        if (!rows.integer(i, 4) && !isControl(rows.text(i, 2))) {
            auto &delta = deltas[{rows.text(i, 1), rows.text(i, 2)}];
            delta.n -= 1;
            delta.sum -= wire::digestOf(id, version);
        }
    }
    for (auto it = m_seen.cbegin(); it != m_seen.cend(); ++it)
        if (m_staged.contains(it.key()) && m_existing.value(it.key(), kAbsent) != *it) {
            m_failure = lostRace(u"a record was changed by another writer"_s);
            return *m_failure;
        }
    return done();
}

QStringList PostgresSession::queueBumps(qint64 nowMs)
{
    std::set<QString> scopes; // in id order: two writers never wait for each other crosswise
    for (const auto &row : std::as_const(m_staged))
        scopes.insert(row.scope);
    for (const auto &scope : scopes) {
        const qint64 mark = qint64(1 + random64() % 0x7ffffffe);
        m_connection->queue("WITH bumped AS (INSERT INTO scope AS s (id, csn) VALUES ($1, 1) ON CONFLICT (id) DO UPDATE SET csn = s.csn + 1 RETURNING id, csn) "
                            "INSERT INTO feed_mark (scope, csn, mark, at) SELECT id, csn, $2, $3 FROM bumped "
                            "ON CONFLICT (scope, csn) DO UPDATE SET mark = excluded.mark, at = excluded.at RETURNING csn",
                            PgValues::of(scope, mark, nowMs));
    }
    return {scopes.begin(), scopes.end()};
}

void PostgresSession::queueRow(const StoredRecord &row)
{
    const auto past = row.past.isEmpty() ? QByteArray() : QJsonDocument(row.past).toJson(QJsonDocument::Compact);
    const bool isNew = !m_existing.contains(row.id);
    auto values = PgValues::of(row.id, row.scope, orNull(row.customerId), row.version, row.guardVersion, row.csn, row.deleted, orNull(row.reason),
                               orNull(row.successor));
    if (row.deleted)
        values.add(QString());
    else if (const auto data = row.dataBytes(); data.isValidUtf8() && !data.contains('\0'))
        values.addUtf8(data);
    else
        values.add(QString::fromUtf8(data));
    for (const auto &text : {row.updatedAt, row.updatedBy, row.updatedVia, orNull(row.businessDate)})
        values.add(text);
    if (past.isEmpty())
        values.add(QString());
    else
        values.addUtf8(past);
    if (isNew) {
        values.add(row.type);
        values.add(isControl(row.type) ? -1 : wire::rankOf(row.type));
        values.add(row.createFingerprint);
        values.add(row.createdAt);
        m_connection->queue(
            "INSERT INTO record (id, scope, customer_id, version, guard_version, csn, deleted, reason, successor, data, updated_at, updated_by, "
            "updated_via, business_date, past, type, rank, create_fp, created_at) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)",
            std::move(values));
    } else {
        m_connection->queue("UPDATE record SET scope = $2, customer_id = $3, version = $4, guard_version = $5, csn = $6, deleted = $7, reason = $8, "
                            "successor = $9, data = $10, updated_at = $11, updated_by = $12, updated_via = $13, business_date = $14, past = $15 WHERE id = $1",
                            std::move(values));
    }
    if (row.type != "customer"_L1)
        return;
    (void)putCustomerScope(row.id, row.scope);
    if (const auto number = row.object().value(u"number"_s).toString(); !number.isEmpty())
        m_connection->queue("INSERT INTO customer_number (number, customer_id) VALUES ($1, $2) "
                            "ON CONFLICT (number) DO UPDATE SET customer_id = excluded.customer_id",
                            PgValues::of(number, row.id));
}

void PostgresSession::queueDigests(const DigestDeltas &deltas)
{
    // Under the counters of their scopes, so nobody else is at the same sums.
    for (const auto &[key, delta] : deltas)
        m_connection->queue(
            "INSERT INTO scope_digest AS d (scope, type, n, sum, oldest) VALUES ($1, $2, $3, $4::numeric, $5) ON CONFLICT (scope, type) DO UPDATE "
            "SET n = d.n + excluded.n, sum = mod(d.sum + excluded.sum, 18446744073709551616), oldest = least(d.oldest, excluded.oldest)",
            PgValues::of(key.first, key.second, delta.n, delta.sum, orNull(delta.oldest)));
}

Result<qint64> PostgresSession::purgeBefore(qint64 instantMs)
{
    (void)put("SET LOCAL statement_timeout = 0"); // once a day, over everything
    (void)put("CREATE TEMP TABLE aged ON COMMIT DROP AS SELECT r.id, r.scope, r.csn, r.type = '_member' AS control FROM record r "
              "JOIN feed_mark m ON m.scope = r.scope AND m.csn = r.csn WHERE false");
    (void)put("INSERT INTO aged SELECT r.id, r.scope, r.csn, r.type = '_member' FROM record r JOIN feed_mark m ON m.scope = r.scope AND m.csn = r.csn "
              "WHERE m.at < $1 AND (r.deleted OR CASE WHEN r.type = '_member' THEN r.data::json ->> 'state' = 'out' ELSE false END)",
              PgValues::of(instantMs));
    (void)put("INSERT INTO spent_id SELECT id FROM aged WHERE NOT control ON CONFLICT DO NOTHING");
    const auto purged = ask("DELETE FROM record USING aged WHERE record.id = aged.id AND record.csn = aged.csn");
    if (!purged)
        return purged.error();
    // What came back to life meanwhile has another csn and stays. The counters last and in order, as with every writer.
    (void)put("SELECT 1 FROM scope WHERE id IN (SELECT scope FROM aged) ORDER BY id FOR UPDATE");
    (void)put("UPDATE scope SET floor_csn = greatest(floor_csn, a.most) FROM (SELECT scope, max(csn) AS most FROM aged GROUP BY scope) a WHERE id = a.scope");
    // A cursor below the floor is reset whatever its mark.
    const auto marks = ask("DELETE FROM feed_mark m USING scope s WHERE s.id = m.scope AND m.csn < s.floor_csn");
    if (!marks)
        return marks.error();
    return purged->affected();
}

Done PostgresSession::ensureScope(const QString &scope)
{
    return put("INSERT INTO scope (id) VALUES ($1) ON CONFLICT (id) DO NOTHING", PgValues::of(scope));
}

Done PostgresSession::putCustomerScope(const QString &customerId, const QString &scope)
{
    return put("INSERT INTO customer_directory (customer_id, scope) VALUES ($1, $2) ON CONFLICT (customer_id) DO UPDATE SET scope = excluded.scope",
               PgValues::of(customerId, scope));
}

Done PostgresSession::putUser(const User &user)
{
    return put("INSERT INTO user_ (login, name, role, branch, password_hash, grant_rev) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (login) DO UPDATE SET "
               "name = excluded.name, role = excluded.role, branch = excluded.branch, password_hash = excluded.password_hash, grant_rev = excluded.grant_rev",
               PgValues::of(user.login, orEmpty(user.name), orEmpty(user.role), user.branch, user.passwordHash, user.grantRevision));
}

Done PostgresSession::putGrant(const Grant &grant)
{
    (void)put("INSERT INTO grant_ (login, scope, role, types, mask, valid_to, customers, valid_from) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) "
              "ON CONFLICT (login, scope) DO UPDATE SET role = excluded.role, types = excluded.types, mask = excluded.mask, valid_to = excluded.valid_to, "
              "customers = excluded.customers, valid_from = excluded.valid_from, ended = NULL",
              PgValues::of(grant.login, grant.scope, grant.role, orNull(grant.types.join(u',')), orNull(grant.mask.join(u',')), orNull(grant.validTo),
                           orNull(grant.customers.join(u',')), orNull(grant.validFrom)));
    return put("UPDATE user_ SET grant_rev = grant_rev + 1 WHERE login = $1", PgValues::of(grant.login));
}

Result<bool> PostgresSession::endGrant(const QString &login, const QString &scope, const QString &instant)
{
    const auto dropped = ask("UPDATE grant_ SET ended = $3 WHERE login = $1 AND scope = $2 AND ended IS NULL", PgValues::of(login, scope, instant));
    if (!dropped)
        return dropped.error();
    if (auto ok = put("UPDATE user_ SET grant_rev = grant_rev + 1 WHERE login = $1", PgValues::of(login)); !ok)
        return ok.error();
    return dropped->affected() > 0;
}

Done PostgresSession::putDevice(const Device &d)
{
    return put("INSERT INTO device (id, login, install_id, name, os, app, jwk, status, incarnation, ack_floor, lease_until, last_pull, lease_generation, "
               "generation_at, share, previous_share, wipe_order, anchor) "
               "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) ON CONFLICT (id) DO UPDATE SET name = excluded.name, "
               "os = excluded.os, app = excluded.app, jwk = excluded.jwk, status = excluded.status, incarnation = excluded.incarnation, "
               "ack_floor = excluded.ack_floor, lease_until = excluded.lease_until, last_pull = excluded.last_pull, "
               "lease_generation = excluded.lease_generation, generation_at = excluded.generation_at, share = excluded.share, "
               "previous_share = excluded.previous_share, wipe_order = excluded.wipe_order, anchor = excluded.anchor",
               PgValues::of(d.id, d.login, d.installId, d.name, d.os, d.app, d.jwk, d.status, d.incarnation, d.ackFloor, d.leaseUntil, d.lastPull,
                            d.leaseGeneration, d.generationAt, d.share, d.previousShare, d.wipeOrder, d.anchor));
}

Done PostgresSession::putChainHead(const QString &device, int incarnation, const ChainHead &head)
{
    return put("INSERT INTO device_chain (device, incarnation, seq, hash) VALUES ($1, $2, $3, $4) "
               "ON CONFLICT (device, incarnation) DO UPDATE SET seq = excluded.seq, hash = excluded.hash",
               PgValues::of(device, incarnation, head.seq, head.hash));
}

Done PostgresSession::putDeviceEvent(const DeviceEvent &e)
{
    return put("INSERT INTO device_event (device, incarnation, seq, hash, body, flag, at) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
               PgValues::of(e.device, e.incarnation, e.seq, e.hash, e.body, orEmpty(e.flag), e.atMs));
}

Done PostgresSession::putCheckpoint(const Checkpoint &c)
{
    return put("INSERT INTO checkpoint (device, incarnation, seq, jws) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
               PgValues::of(c.device, c.incarnation, c.seq, c.jws));
}

Done PostgresSession::putSetting(const QString &key, const QByteArray &value)
{
    return put("INSERT INTO setting (k, v) VALUES ($1, $2) ON CONFLICT (k) DO UPDATE SET v = excluded.v", PgValues::of(key, value));
}

Done PostgresSession::putPolicy(const QString &key, const QString &value)
{
    return put("INSERT INTO policy (k, v) VALUES ($1, $2) ON CONFLICT (k) DO UPDATE SET v = excluded.v", PgValues::of(key, orEmpty(value)));
}

Done PostgresSession::putOp(const StoredOp &op)
{
    return put("INSERT INTO op (device, op_id, incarnation, n, fp, result) VALUES ($1, $2, $3, $4, $5, $6)",
               PgValues::of(op.device, op.opId, op.incarnation, op.n, op.fingerprint, op.result));
}

Done PostgresSession::noteEffect(const QString &opId)
{
    return put("INSERT INTO op_effect (op_id) VALUES ($1) ON CONFLICT DO NOTHING", PgValues::of(opId));
}

Done PostgresSession::trimOps(const QString &device, int incarnation, qint64 floor)
{
    return put("DELETE FROM op WHERE device = $1 AND incarnation = $2 AND n <= $3", PgValues::of(device, incarnation, floor));
}

Done PostgresSession::putRefreshToken(const RefreshToken &token)
{
    return put("INSERT INTO refresh_token (hash, login, expires_ms) VALUES ($1, $2, $3)", PgValues::of(token.hash, token.login, token.expiresMs));
}

Done PostgresSession::dropRefreshTokens(const QString &login)
{
    return put("DELETE FROM refresh_token WHERE login = $1", PgValues::of(login));
}

Done PostgresSession::appendAudit(AuditRow row)
{
    m_audit.append(std::move(row));
    return done();
}

Done PostgresSession::commit()
{
    if (!m_staged.isEmpty())
        return Error {ErrorCode::Internal, u"rows were staged but not sealed"_s};
    // The whole bank has one chain. Its end is taken last, hashed over there, and let go by the commit that travels along.
    for (const auto &row : std::as_const(m_audit))
        (void)put(
            "WITH head AS (UPDATE audit_head SET seq = seq + 1, prev = hash, hash = sha256('\\x01'::bytea || hash || $1::bytea) RETURNING seq, prev, hash) "
            "INSERT INTO audit (seq, prev, body, hash) SELECT seq, prev, $1::bytea, hash FROM head",
            PgValues::of(row.body));
    if (m_failure)
        return *m_failure;
    m_connection->queue("COMMIT");
    auto results = flush();
    if (!results) {
        // Who lost the connection here must ask what became of it, not simply run it again.
        if (isLostConnection(*m_failure))
            m_failure = Error {ErrorCode::Busy, u"the connection was lost at the commit; its outcome is unknown"_s};
        return *m_failure;
    }
    if (results->back().command() != "COMMIT") {
        m_failure = Error {ErrorCode::Io, u"the transaction was not kept"_s};
        return *m_failure;
    }
    m_open = false;
    m_audit.clear();
    return done();
}

} // namespace zhike::central
