// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/store/sqlitesession.h"

#include "domain/random.h"
#include "wire/recordtypes.h"

#include <QJsonDocument>
#include <set>

namespace zhike::central {

using namespace Qt::Literals::StringLiterals;
using sqlite::Statement;

namespace {

QString orNull(const QString &text)
{
    return text.isEmpty() ? QString() : text;
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

SqliteSession::SqliteSession(SqliteStore &store, std::unique_ptr<SqliteHandle> handle, Kind kind, std::unique_lock<std::mutex> writerLock)
    : m_store(store)
    , m_handle(std::move(handle))
    , m_kind(kind)
    , m_writerLock(std::move(writerLock))
{
}

SqliteSession::~SqliteSession()
{
    if (m_open)
        (void)m_handle->connection().exec("ROLLBACK");
    if (m_kind == Kind::Writer)
        m_store.m_writer = std::move(m_handle); // still under the lock
    else
        m_store.giveBack(std::move(m_handle));
}

Done SqliteSession::begin()
{
    auto ok = m_handle->connection().exec(m_kind == Kind::Writer ? "BEGIN IMMEDIATE" : "BEGIN");
    m_open = ok.ok();
    return ok;
}

Done SqliteSession::commit()
{
    if (!m_staged.isEmpty())
        return Error {ErrorCode::Internal, u"rows were staged but not sealed"_s};
    auto ok = m_handle->connection().exec("COMMIT");
    if (ok)
        m_open = false;
    return ok;
}

Done SqliteSession::stage(const StoredRecord &record)
{
    if (!m_staged.contains(record.id))
        m_stagedOrder.append(record.id);
    m_staged.insert(record.id, record);
    if (record.type == "customer"_L1 && !record.deleted)
        m_newCustomerScopes.insert(record.id, record.scope);
    return done();
}

std::optional<StoredRecord> SqliteSession::sealed(const QString &id) const
{
    const auto it = m_sealed.constFind(id);
    return it == m_sealed.cend() ? std::nullopt : std::optional(*it);
}

Result<qint64> SqliteSession::bump(const QString &scope, qint64 nowMs)
{
    qint64 csn = 0;
    auto ok = m_handle->each(
        "INSERT INTO scope(id, csn) VALUES(?, 1) ON CONFLICT(id) DO UPDATE SET csn = csn + 1 RETURNING csn",
        [&](const Statement &row) {
            csn = row.integer(0);
            return true;
        },
        scope);
    if (!ok)
        return ok.error();
    const qint64 mark = qint64(1 + random64() % 0x7ffffffe);
    ok = m_handle->run("INSERT OR REPLACE INTO feed_mark(scope, csn, mark, at) VALUES(?, ?, ?, ?)", scope, csn, mark, nowMs);
    if (!ok)
        return ok.error();
    return csn;
}

Done SqliteSession::seal(qint64 nowMs)
{
    std::set<QString> scopes;
    for (const auto &row : std::as_const(m_staged))
        scopes.insert(row.scope);
    QHash<QString, qint64> counters;
    for (const auto &scope : scopes) {
        const auto csn = bump(scope, nowMs);
        if (!csn)
            return csn.error();
        counters.insert(scope, *csn);
    }
    DigestDeltas deltas;
    for (const auto &id : std::as_const(m_stagedOrder)) {
        auto &row = m_staged[id];
        row.csn = counters.value(row.scope);
        if (auto ok = writeRow(row, deltas); !ok)
            return ok;
    }
    for (const auto &[key, delta] : deltas)
        if (auto ok = applyDigest(key.first, key.second, delta); !ok)
            return ok;
    m_sealed = std::exchange(m_staged, {});
    m_stagedOrder.clear();
    m_newCustomerScopes.clear();
    return done();
}

Done SqliteSession::writeRow(StoredRecord &row, DigestDeltas &deltas)
{
    if (!isControl(row.type)) {
        auto ok = m_handle->each(
            "SELECT scope, type, version, deleted FROM record WHERE id = ?",
            [&](const Statement &old) {
                if (!old.integer(3)) {
                    auto &delta = deltas[{old.text(0), old.text(1)}];
                    delta.n -= 1;
                    delta.sum -= wire::digestOf(row.id, old.integer(2));
                }
                return false;
            },
            row.id);
        if (!ok)
            return ok;
        if (!row.deleted) {
            auto &delta = deltas[{row.scope, row.type}];
            delta.n += 1;
            delta.sum += wire::digestOf(row.id, row.version);
            delta.oldest = earlier(delta.oldest, row.businessDate);
        }
    }
    const auto past = row.past.isEmpty() ? QByteArray() : QJsonDocument(row.past).toJson(QJsonDocument::Compact);
    auto ok = m_handle->run(
        "INSERT INTO record(id, scope, type, rank, customer_id, version, guard_version, csn, deleted, reason, successor, data, create_fp, created_at, "
        "updated_at, updated_by, updated_via, business_date, past) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) "
        "ON CONFLICT(id) DO UPDATE SET scope=excluded.scope, customer_id=excluded.customer_id, version=excluded.version, "
        "guard_version=excluded.guard_version, csn=excluded.csn, deleted=excluded.deleted, reason=excluded.reason, successor=excluded.successor, "
        "data=excluded.data, updated_at=excluded.updated_at, updated_by=excluded.updated_by, updated_via=excluded.updated_via, "
        "business_date=excluded.business_date, past=excluded.past",
        row.id, row.scope, row.type, isControl(row.type) ? -1 : wire::rankOf(row.type), orNull(row.customerId), row.version, row.guardVersion, row.csn,
        int(row.deleted), orNull(row.reason), orNull(row.successor), row.deleted ? QString() : QString::fromUtf8(row.dataBytes()), row.createFingerprint,
        row.createdAt, row.updatedAt, row.updatedBy, row.updatedVia, orNull(row.businessDate), past.isEmpty() ? QString() : QString::fromUtf8(past));
    if (!ok || row.type != "customer"_L1)
        return ok;
    ok = putCustomerScope(row.id, row.scope);
    const auto number = row.object().value(u"number"_s).toString();
    if (!ok || number.isEmpty())
        return ok;
    return m_handle->run("INSERT INTO customer_number(number, customer_id) VALUES(?, ?) ON CONFLICT(number) DO UPDATE SET customer_id=excluded.customer_id",
                         number, row.id);
}

Done SqliteSession::applyDigest(const QString &scope, const QString &type, const DigestDelta &delta)
{
    // The sum wraps modulo 2^64, which the engine's own addition would not do.
    qint64 n = 0;
    quint64 sum = 0;
    QString oldest;
    auto ok = m_handle->each(
        "SELECT n, sum, oldest FROM scope_digest WHERE scope = ? AND type = ?",
        [&](const Statement &row) {
            n = row.integer(0);
            sum = quint64(row.integer(1));
            oldest = row.text(2);
            return false;
        },
        scope, type);
    if (!ok)
        return ok;
    return m_handle->run("INSERT INTO scope_digest(scope, type, n, sum, oldest) VALUES(?, ?, ?, ?, ?) "
                         "ON CONFLICT(scope, type) DO UPDATE SET n=excluded.n, sum=excluded.sum, oldest=excluded.oldest",
                         scope, type, n + delta.n, qint64(sum + delta.sum), orNull(earlier(oldest, delta.oldest)));
}

Result<qint64> SqliteSession::purgeBefore(qint64 instantMs)
{
    auto ok = m_handle->run("CREATE TEMP TABLE IF NOT EXISTS aged (rid INTEGER PRIMARY KEY, id TEXT, scope TEXT, csn INTEGER, control INTEGER)");
    if (ok)
        ok = m_handle->run("DELETE FROM aged");
    if (ok)
        ok = m_handle->run(
            "INSERT INTO aged SELECT r.rid, r.id, r.scope, r.csn, r.type = '_member' FROM record r JOIN feed_mark m ON m.scope = r.scope AND m.csn = r.csn "
            "WHERE m.at < ? AND (r.deleted = 1 OR (r.type = '_member' AND json_extract(r.data, '$.state') = 'out'))",
            instantMs);
    if (ok)
        ok = m_handle->run("INSERT OR IGNORE INTO spent_id SELECT id FROM aged WHERE control = 0");
    if (ok)
        ok = m_handle->run("DELETE FROM record WHERE rid IN (SELECT rid FROM aged)");
    if (!ok)
        return ok.error();
    const qint64 purged = m_handle->connection().changes();
    ok = m_handle->run(
        "UPDATE scope SET floor_csn = max(floor_csn, (SELECT max(csn) FROM aged a WHERE a.scope = scope.id)) WHERE id IN (SELECT scope FROM aged)");
    if (ok) // a cursor below the floor is reset whatever its mark
        ok = m_handle->run("DELETE FROM feed_mark WHERE csn < (SELECT floor_csn FROM scope s WHERE s.id = feed_mark.scope)");
    if (!ok)
        return ok.error();
    return purged;
}

Done SqliteSession::ensureScope(const QString &scope)
{
    return m_handle->run("INSERT INTO scope(id) VALUES(?) ON CONFLICT(id) DO NOTHING", scope);
}

Done SqliteSession::putCustomerScope(const QString &customerId, const QString &scope)
{
    return m_handle->run("INSERT INTO customer_directory(customer_id, scope) VALUES(?, ?) ON CONFLICT(customer_id) DO UPDATE SET scope=excluded.scope",
                         customerId, scope);
}

Done SqliteSession::putUser(const User &user)
{
    return m_handle->run("INSERT INTO user(login, name, role, branch, password_hash, grant_rev) VALUES(?, ?, ?, ?, ?, ?) ON CONFLICT(login) DO UPDATE SET "
                         "name=excluded.name, role=excluded.role, branch=excluded.branch, password_hash=excluded.password_hash, grant_rev=excluded.grant_rev",
                         user.login, user.name, user.role, user.branch, user.passwordHash, user.grantRevision);
}

Done SqliteSession::putGrant(const Grant &grant)
{
    auto ok = m_handle->run("INSERT OR REPLACE INTO grant_(login, scope, role, types, mask, valid_to, customers, valid_from) VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
                            grant.login, grant.scope, grant.role, orNull(grant.types.join(u',')), orNull(grant.mask.join(u',')), orNull(grant.validTo),
                            orNull(grant.customers.join(u',')), orNull(grant.validFrom));
    return ok ? m_handle->run("UPDATE user SET grant_rev = grant_rev + 1 WHERE login = ?", grant.login) : ok;
}

Result<bool> SqliteSession::endGrant(const QString &login, const QString &scope, const QString &instant)
{
    auto ok = m_handle->run("UPDATE grant_ SET ended = ? WHERE login = ? AND scope = ? AND ended IS NULL", instant, login, scope);
    if (!ok)
        return ok.error();
    const bool dropped = m_handle->connection().changes() > 0;
    ok = m_handle->run("UPDATE user SET grant_rev = grant_rev + 1 WHERE login = ?", login);
    if (!ok)
        return ok.error();
    return dropped;
}

Done SqliteSession::putDevice(const Device &d)
{
    return m_handle->run(
        "INSERT INTO device(id, login, install_id, name, os, app, jwk, status, incarnation, ack_floor, lease_until, last_pull, lease_generation, "
        "generation_at, share, previous_share, wipe_order, anchor) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT(id) DO UPDATE SET "
        "name=excluded.name, os=excluded.os, app=excluded.app, jwk=excluded.jwk, status=excluded.status, incarnation=excluded.incarnation, "
        "ack_floor=excluded.ack_floor, lease_until=excluded.lease_until, last_pull=excluded.last_pull, lease_generation=excluded.lease_generation, "
        "generation_at=excluded.generation_at, share=excluded.share, previous_share=excluded.previous_share, wipe_order=excluded.wipe_order, "
        "anchor=excluded.anchor",
        d.id, d.login, d.installId, d.name, d.os, d.app, d.jwk, d.status, d.incarnation, d.ackFloor, d.leaseUntil, d.lastPull, d.leaseGeneration,
        d.generationAt, d.share, d.previousShare, d.wipeOrder, d.anchor);
}

Done SqliteSession::putChainHead(const QString &device, int incarnation, const ChainHead &head)
{
    return m_handle->run("INSERT OR REPLACE INTO device_chain(device, incarnation, seq, hash) VALUES(?, ?, ?, ?)", device, incarnation, head.seq, head.hash);
}

Done SqliteSession::putDeviceEvent(const DeviceEvent &e)
{
    return m_handle->run("INSERT OR IGNORE INTO device_event(device, incarnation, seq, hash, body, flag, at) VALUES(?, ?, ?, ?, ?, ?, ?)", e.device,
                         e.incarnation, e.seq, e.hash, e.body, e.flag.isNull() ? u""_s : e.flag, e.atMs);
}

Done SqliteSession::putCheckpoint(const Checkpoint &c)
{
    return m_handle->run("INSERT OR IGNORE INTO checkpoint(device, incarnation, seq, jws) VALUES(?, ?, ?, ?)", c.device, c.incarnation, c.seq, c.jws);
}

Done SqliteSession::putSetting(const QString &key, const QByteArray &value)
{
    return m_handle->run("INSERT OR REPLACE INTO setting(k, v) VALUES(?, ?)", key, value);
}

Done SqliteSession::putPolicy(const QString &key, const QString &value)
{
    return m_handle->run("INSERT OR REPLACE INTO policy(k, v) VALUES(?, ?)", key, value);
}

Done SqliteSession::putOp(const StoredOp &op)
{
    return m_handle->run("INSERT INTO op(device, op_id, incarnation, n, fp, result) VALUES(?, ?, ?, ?, ?, ?)", op.device, op.opId, op.incarnation, op.n,
                         op.fingerprint, op.result);
}

Done SqliteSession::noteEffect(const QString &opId)
{
    return m_handle->run("INSERT OR IGNORE INTO op_effect(op_id) VALUES(?)", opId);
}

Done SqliteSession::trimOps(const QString &device, int incarnation, qint64 floor)
{
    return m_handle->run("DELETE FROM op WHERE device = ? AND incarnation = ? AND n <= ?", device, incarnation, floor);
}

Done SqliteSession::putRefreshToken(const RefreshToken &token)
{
    return m_handle->run("INSERT INTO refresh_token(hash, login, expires_ms) VALUES(?, ?, ?)", token.hash, token.login, token.expiresMs);
}

Done SqliteSession::dropRefreshTokens(const QString &login)
{
    return m_handle->run("DELETE FROM refresh_token WHERE login = ?", login);
}

Done SqliteSession::appendAudit(AuditRow row)
{
    row.prev = QByteArray(32, '\0');
    auto ok = m_handle->each("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1", [&](const Statement &last) {
        row.seq = last.integer(0);
        row.prev = last.bytes(1);
        return false;
    });
    if (!ok)
        return ok;
    row.seq += 1;
    return m_handle->run("INSERT INTO audit(seq, prev, body, hash) VALUES(?, ?, ?, ?)", row.seq, row.prev, row.body, auditHash(row.prev, row.body));
}

} // namespace zhike::central
