// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/auditlog.h"

#include "crypto/auditchain.h"
#include "crypto/encoding.h"
#include "domain/ids.h"
#include "storage/outbox.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace zhike::storage {

using namespace Qt::Literals::StringLiterals;
using security::AuditHead;

namespace {

constexpr int kEventsPerCheckpoint = 100;
constexpr qint64 kCheckpointMs = 15 * 60'000;

} // namespace

Result<security::AuditOrigin> AuditLog::origin()
{
    security::AuditOrigin origin;
    origin.device = m_database.stateText(u"device_id"_s);
    origin.incarnation = qMax<qint64>(1, m_database.stateText(u"incarnation"_s).toLongLong());
    origin.user = m_database.stateText(u"login"_s);
    origin.role = m_database.stateText(u"role"_s);
    origin.app = QCoreApplication::applicationVersion();
    return origin;
}

Result<AuditLog::State> AuditLog::state()
{
    State state;
    state.incarnation = qMax<qint64>(1, m_database.stateText(u"incarnation"_s).toLongLong());
    auto rows = m_database.query("SELECT seq, hash FROM audit_head WHERE inc = ?1", {state.incarnation});
    if (!rows)
        return rows.error();
    if (rows->next()) {
        state.head = {rows->integer(0), rows->bytes(1)};
    } else {
        state.fresh = true;
        state.head = {0, crypto::auditStart(m_database.stateText(u"vault_id"_s), state.incarnation)};
    }
    return state;
}

Result<AuditHead> AuditLog::head()
{
    auto known = state();
    if (!known)
        return known.error();
    return known->head;
}

Done AuditLog::write(const State &state, const QString &opId, const QJsonObject &object, qint64 wallMs)
{
    const auto bytes = crypto::canonicalJson(object);
    const auto seq = state.head.seq + 1;
    const auto hash = crypto::auditNext(state.head.hash, bytes);
    auto ok
        = m_database.run("INSERT INTO audit (inc, seq, op_id, at, ev, object, event, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                         {state.incarnation, seq, opId, wallMs, object[u"ev"_s].toString(), object[u"obj"_s].toObject()[u"id"_s].toString(u""_s), bytes, hash});
    if (!ok)
        return ok;
    if (state.fresh)
        return m_database.run("INSERT INTO audit_head (inc, seq, hash, floor_seq, floor_hash) VALUES (?1, ?2, ?3, 0, ?4)",
                              {state.incarnation, seq, hash, state.head.hash});
    return m_database.run("UPDATE audit_head SET seq = ?2, hash = ?3 WHERE inc = ?1", {state.incarnation, seq, hash});
}

Result<qint64> AuditLog::append(const security::AuditEvent &event, Times times)
{
    auto known = state();
    if (!known)
        return known.error();
    auto who = origin();
    if (!who)
        return who.error();
    const auto object = security::auditObject(event, *who, known->head, times.trustedMs, times.wallMs);
    auto opId = enqueueAudit(m_database, newUuid(times.wallMs), object, times.wallMs);
    if (!opId)
        return opId.error();
    if (auto ok = write(*known, *opId, object, times.wallMs); !ok)
        return ok.error();
    return known->head.seq + 1;
}

Done AuditLog::reinstate(const QString &opId, const QJsonObject &event)
{
    auto known = state();
    if (!known)
        return known.error();
    if (event[u"inc"_s].toInteger() != known->incarnation || event[u"seq"_s].toInteger() <= known->head.seq)
        return done();
    if (event[u"seq"_s].toInteger() != known->head.seq + 1 || event[u"prev"_s].toString().toLatin1() != known->head.hash.toHex())
        return Error {ErrorCode::Damaged, u"the sealed event does not follow the audit"_s, u"seq"_s, QString::number(event[u"seq"_s].toInteger())};
    return write(*known, opId, event, fromWireInstant(event[u"t_wall"_s].toString()).value_or(0));
}

Done AuditLog::checkpoint(const Sign &sign, Times times, qint64 vaultGeneration, bool now)
{
    auto known = state();
    if (!known)
        return known.error();
    const auto last = m_database.number("SELECT max(seq) FROM audit_checkpoint WHERE inc = ?1", {known->incarnation});
    if (known->head.seq <= last)
        return done();
    const auto since = m_database.number("SELECT at FROM audit_checkpoint WHERE inc = ?1 ORDER BY seq DESC LIMIT 1", {known->incarnation});
    if (!now && known->head.seq - last < kEventsPerCheckpoint && times.wallMs - since < kCheckpointMs)
        return done();
    auto who = origin();
    if (!who)
        return who.error();
    const auto outboxN = m_database.number("SELECT v FROM sync_state WHERE k = 'last_n'");
    auto jws = sign(security::checkpointObject(*who, known->head, times.trustedMs, vaultGeneration, outboxN));
    if (!jws)
        return jws.error();
    return m_database.run("INSERT INTO audit_checkpoint (inc, seq, at, jws) VALUES (?1, ?2, ?3, ?4)",
                          {known->incarnation, known->head.seq, times.wallMs, *jws});
}

Result<QJsonArray> AuditLog::checkpoints()
{
    auto rows = m_database.query("SELECT rowid, jws FROM audit_checkpoint WHERE sent = 0 ORDER BY inc, seq LIMIT 50");
    if (!rows)
        return rows.error();
    QJsonArray list;
    while (rows->next()) {
        m_offered = qMax(m_offered, rows->integer(0));
        list.append(QString::fromLatin1(rows->bytes(1)));
    }
    return list;
}

Done AuditLog::checkpointsAccepted()
{
    return m_database.run("UPDATE audit_checkpoint SET sent = 1 WHERE sent = 0 AND rowid <= ?1", {m_offered});
}

Result<QJsonObject> AuditLog::anchor(qint64 trustedMs, qint64 vaultGeneration)
{
    auto known = state();
    if (!known)
        return known.error();
    return QJsonObject {{u"vault_gen"_s, vaultGeneration},
                        {u"outbox_n"_s, m_database.number("SELECT v FROM sync_state WHERE k = 'last_n'")},
                        {u"audit_seq"_s, known->head.seq},
                        {u"h"_s, QString::fromLatin1(known->head.hash.toHex())},
                        {u"trusted_time"_s, trustedMs}};
}

Done AuditLog::prune(qint64 beforeMs)
{
    auto known = state();
    if (!known)
        return known.error();
    // Up to the first event that is not acknowledged, or not for long enough.
    const auto open
        = m_database.number("SELECT min(a.seq) FROM audit a JOIN outbox o ON o.op_id = a.op_id WHERE a.inc = ?1 AND (o.state < 3 OR o.done_at >= ?2)",
                            {known->incarnation, beforeMs}, known->head.seq + 1);
    const auto last = m_database.number("SELECT max(seq) FROM audit WHERE inc = ?1 AND seq < ?2 AND at < ?3", {known->incarnation, open, beforeMs});
    if (last > 0) {
        auto ok = m_database.run("UPDATE audit_head SET floor_seq = ?2, floor_hash = (SELECT hash FROM audit WHERE inc = ?1 AND seq = ?2) WHERE inc = ?1",
                                 {known->incarnation, last});
        if (ok)
            ok = m_database.run("DELETE FROM audit WHERE inc = ?1 AND seq <= ?2", {known->incarnation, last});
        if (ok)
            ok = m_database.run("DELETE FROM audit_checkpoint WHERE inc = ?1 AND seq < ?2 AND sent = 1", {known->incarnation, last});
        if (!ok)
            return ok;
    }
    // A chain that was closed goes as a whole, when all of it has arrived.
    return m_database.run("DELETE FROM audit WHERE inc < ?1 AND at < ?2 AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.op_id = audit.op_id AND o.state < 3)"
                          " AND inc NOT IN (SELECT a.inc FROM audit a JOIN outbox o ON o.op_id = a.op_id WHERE o.state < 3)",
                          {known->incarnation, beforeMs});
}

Result<security::AuditVerdict> AuditLog::verify(const QJsonObject &publicJwk, const QJsonObject &anchor)
{
    auto known = state();
    if (!known)
        return known.error();
    AuditHead start {0, crypto::auditStart(m_database.stateText(u"vault_id"_s), known->incarnation)};
    if (!known->fresh) {
        auto floor = m_database.query("SELECT floor_seq, floor_hash FROM audit_head WHERE inc = ?1", {known->incarnation});
        if (!floor)
            return floor.error();
        if (floor->next() && floor->integer(0) > 0)
            start = {floor->integer(0), floor->bytes(1)};
    }
    security::AuditVerifier verifier(start);
    {
        auto rows = m_database.query("SELECT seq, event, hash FROM audit WHERE inc = ?1 ORDER BY seq", {known->incarnation});
        if (!rows)
            return rows.error();
        while (rows->next())
            verifier.add({rows->integer(0), rows->bytes(1), rows->bytes(2)});
    }
    if (!publicJwk.isEmpty()) {
        auto rows = m_database.query("SELECT jws FROM audit_checkpoint WHERE inc = ?1 AND seq >= ?2 ORDER BY seq", {known->incarnation, start.seq});
        if (!rows)
            return rows.error();
        while (rows->next())
            verifier.addCheckpoint(rows->bytes(0), publicJwk);
    }
    // The store's own note of its end, and the one in the keyring.
    verifier.addAnchor(known->head);
    if (anchor[u"audit_seq"_s].toInteger() > 0)
        verifier.addAnchor({anchor[u"audit_seq"_s].toInteger(), QByteArray::fromHex(anchor[u"h"_s].toString().toLatin1())});
    return verifier.verdict();
}

Result<qint64> AuditLog::objectsSince(const QString &event, qint64 sinceMs)
{
    auto rows = m_database.query("SELECT count(DISTINCT object) FROM audit WHERE ev = ?1 AND at > ?2", {event, sinceMs});
    if (!rows)
        return rows.error();
    return rows->next() ? rows->integer(0) : 0;
}

qint64 AuditLog::countSince(const QString &event, qint64 sinceMs, const QString &outcome)
{
    return m_database.number("SELECT count(*) FROM audit WHERE at >= ?2 AND substr(ev, 1, length(?1)) = ?1"
                             " AND (?3 = '' OR instr(CAST(event AS TEXT), '\"outcome\":\"' || ?3 || '\"') > 0)",
                             {event.isNull() ? u""_s : event, sinceMs, outcome.isNull() ? u""_s : outcome});
}

Result<QList<AuditLog::Entry>> AuditLog::entries(const Filter &filter)
{
    auto rows
        = m_database.query("SELECT a.inc, a.seq, a.event, a.hash, a.op_id, coalesce(o.state >= 3, 1) FROM audit a LEFT JOIN outbox o ON o.op_id = a.op_id"
                           " WHERE (?1 = 0 OR a.seq < ?1) AND (?2 = '' OR substr(a.ev, 1, length(?2)) = ?2) AND (?3 = '' OR a.object = ?3) ORDER BY a.inc "
                           "DESC, a.seq DESC LIMIT ?4",
                           {filter.beforeSeq, filter.event.isNull() ? u""_s : filter.event, filter.object.isNull() ? u""_s : filter.object, filter.limit});
    if (!rows)
        return rows.error();
    QList<Entry> list;
    while (rows->next())
        list.append({rows->integer(0), {rows->integer(1), rows->bytes(2), rows->bytes(3)}, rows->text(4), rows->integer(5) != 0});
    return list;
}

Result<QList<AuditLog::Checkpoint>> AuditLog::checkpointList(int limit)
{
    auto rows = m_database.query("SELECT seq, at, sent FROM audit_checkpoint ORDER BY inc DESC, seq DESC LIMIT ?1", {limit});
    if (!rows)
        return rows.error();
    QList<Checkpoint> list;
    while (rows->next())
        list.append({rows->integer(0), rows->integer(1), rows->integer(2) != 0});
    return list;
}

} // namespace zhike::storage
