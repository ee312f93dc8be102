// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/syncstore.h"

#include "domain/clock.h"
#include "storage/automerge.h"

#include <QJsonDocument>

// The sending half: which operations go next, and what their answers mean here (sync-protocol §5.2, §5.7).
namespace zhike::storage {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kAuditAgainMs = 15ll * 60 * 1000;
constexpr int kIsolateAfter = 5;
constexpr int kSuspectAfter = 8;

struct Waiting {
    qint64 n = 0;
    QString opId;
    QString record; //!< what it waits behind: its record, or the one chain of audit events
    QByteArray body;
    QString action;
    bool isAlone = false; //!< to be sent by itself (poison rule)
    bool isDue = false;
    bool wasSent = false;
    bool resolves = false;
};

} // namespace

Done SyncStore::releaseBlocked()
{
    // What waited for another operation goes on when that one is done, or was given up.
    QStringList ids;
    QList<qint64> numbers;
    {
        auto rows = m_database.query("SELECT n, id FROM outbox WHERE state = 2 AND json_extract(CAST(answer AS TEXT), '$.status') = 'blocked' AND NOT EXISTS ("
                                     "SELECT 1 FROM outbox o WHERE o.state < 3 AND (o.op_id = json_extract(CAST(outbox.answer AS TEXT), '$.blocked_by') "
                                     "OR o.op_id IN (SELECT value FROM json_each(CAST(outbox.body AS TEXT), '$.depends_on'))))");
        if (!rows)
            return rows.error();
        while (rows->next()) {
            numbers.append(rows->integer(0));
            ids.append(rows->text(1));
        }
    }
    if (numbers.isEmpty())
        return done();
    for (const auto n : std::as_const(numbers))
        if (auto ok = m_database.run("UPDATE outbox SET state = 0 WHERE n = ?1", {n}); !ok)
            return ok;
    return showPending(ids);
}

Done SyncStore::showPending(QStringList ids)
{
    if (auto ok = m_records.begin(); !ok)
        return ok;
    ids.removeDuplicates();
    for (const auto &id : std::as_const(ids)) {
        const auto utf8 = id.toUtf8();
        const std::string_view view(utf8.constData(), size_t(utf8.size()));
        auto row = m_records.find(view);
        if (!row)
            return row.error();
        if (*row)
            if (auto ok = m_records.rebase(**row, view); !ok)
                return ok;
    }
    return done();
}

Result<sync::OutgoingBatch> SyncStore::nextBatch(int maxOps, qsizetype maxBytes, qint64 nowMs)
{
    return m_database.transaction([&]() -> Result<sync::OutgoingBatch> {
        if (auto ok = releaseBlocked(); !ok)
            return ok.error();
        QSet<QString> blocked; // records on which something is parked, delayed or left for later
        QList<QList<Waiting>> units; // single operations, and groups as one
        {
            auto parked = m_database.query("SELECT DISTINCT id FROM outbox WHERE state = 2");
            if (!parked)
                return parked.error();
            while (parked->next())
                blocked.insert(parked->text(0));
            // Audit events are one chain: none overtakes another that waits.
            auto rows = m_database.query("SELECT n, op_id, iif(type = 'audit_event', 'audit', id), body, action, attempts, next_at, sent, grp FROM outbox "
                                         "WHERE state < 2 ORDER BY n");
            if (!rows)
                return rows.error();
            QHash<QString, qsizetype> groups;
            while (rows->next()) {
                const Waiting op {rows->integer(0),
                                  rows->text(1),
                                  rows->text(2),
                                  rows->bytes(3),
                                  rows->text(4),
                                  rows->integer(5) >= kIsolateAfter,
                                  rows->integer(6) <= nowMs,
                                  rows->integer(7) != 0,
                                  rows->bytes(3).contains("\"resolves\"")};
                const auto group = rows->text(8);
                if (!group.isEmpty() && groups.contains(group)) {
                    units[groups.value(group)].append(op);
                    continue;
                }
                if (!group.isEmpty())
                    groups.insert(group, units.size());
                units.append({op});
            }
        }
        sync::OutgoingBatch batch;
        QList<qint64> chosen;
        QSet<QString> taken; // records with an operation in this batch
        qsizetype bytes = 0;
        for (const auto &unit : std::as_const(units)) {
            qsizetype size = 0;
            bool goes = true;
            bool alone = false;
            for (const auto &op : unit) {
                size += op.body.size();
                alone |= op.isAlone;
                // A resolution names the operation it settles and goes past it; anything else waits behind what waits on its record.
                goes &= op.isDue && (op.resolves || !blocked.contains(op.record));
                // A later change of a record is not sent beside an earlier one: it may then say that it has seen what that one led to.
                goes &= op.wasSent || op.action == "create"_L1 || !taken.contains(op.record);
            }
            if (!goes) {
                for (const auto &op : unit)
                    blocked.insert(op.record);
                continue;
            }
            // A group is never split, and never left for good because it is larger than a batch.
            if (!batch.ops.isEmpty() && (alone || batch.ops.size() + unit.size() > maxOps || bytes + size > maxBytes))
                break;
            bytes += size;
            for (const auto &op : unit) {
                chosen.append(op.n);
                batch.opIds.append(op.opId);
                batch.ops.append(op.body);
                taken.insert(op.record);
            }
            if (alone)
                break;
        }
        for (const auto n : std::as_const(chosen))
            if (auto ok = m_database.run("UPDATE outbox SET state = 1, sent = 1 WHERE n = ?1", {n}); !ok)
                return ok.error();
        return batch;
    });
}

// Nobody else came between: what the person changed next on the same record was changed in the sight of this.
Done SyncStore::raiseBases(const sync::OpResult &result)
{
    if (!result.hasRecord || result.status != "applied"_L1)
        return done();
    qint64 base = 0;
    struct Later {
        qint64 n;
        QJsonObject body;
    };
    QList<Later> later;
    {
        auto own = m_database.query("SELECT body FROM outbox WHERE op_id = ?1", {result.opId});
        if (!own)
            return own.error();
        if (!own->next())
            return done();
        const auto body = QJsonDocument::fromJson(own->bytes(0)).object();
        base = body[u"base_version"_s].toInteger();
        auto rows = m_database.query("SELECT n, body FROM outbox WHERE id = ?1 AND state = 0 AND sent = 0 AND action <> 'create' ORDER BY n",
                                     {body[u"id"_s].toString()});
        if (!rows)
            return rows.error();
        while (rows->next())
            later.append({rows->integer(0), QJsonDocument::fromJson(rows->bytes(1)).object()});
    }
    if (result.record.version != base + 1)
        return done();
    for (auto &op : later) {
        if (op.body[u"base_version"_s].toInteger() != base)
            continue;
        op.body[u"base_version"_s] = result.record.version;
        if (auto ok = m_database.run("UPDATE outbox SET body = ?2 WHERE n = ?1", {op.n, QJsonDocument(op.body).toJson(QJsonDocument::Compact)}); !ok)
            return ok;
    }
    return done();
}

Result<sync::PushOutcome> SyncStore::applyPushAnswer(const sync::PushAnswer &answer, const QStringList &sent, qint64 nowMs)
{
    return m_database.transaction([&]() -> Result<sync::PushOutcome> {
        sync::PushOutcome outcome;
        auto gen = generation();
        if (!gen)
            return gen.error();
        // The server's own time where it says it: that is what it asks for again after a restore (§5.7).
        const auto answeredMs = fromWireInstant(answer.serverTime).value_or(nowMs);
        QSet<QString> touched;
        QSet<QString> settled;
        for (const auto &result : answer.results) {
            // An answer to something that was not asked, or that has been answered already, says nothing.
            if (!sent.contains(result.opId) || m_database.number("SELECT state FROM outbox WHERE op_id = ?1", {result.opId}, -1) != int(OpState::InFlight))
                continue;
            const bool isRecord = m_database.number("SELECT type = 'audit_event' FROM outbox WHERE op_id = ?1", {result.opId}) != 0;
            settled.insert(result.opId);
            ++outcome.answered;
            const bool accepted = result.status == "applied"_L1 || result.status == "merged"_L1 || result.status == "noop"_L1;
            Done ok = done();
            if (accepted || result.status == "pending_approval"_L1) {
                outcome.done += isRecord ? 0 : 1; // what a person did; records of it go along unsaid
                ok = m_database.run("UPDATE outbox SET state = 3, done_at = ?2, answer = ?3 WHERE op_id = ?1", {result.opId, answeredMs, result.answer});
                if (ok)
                    ok = raiseBases(result);
            } else if (result.status == "retry"_L1) {
                outcome.retryAfterS = qMax(outcome.retryAfterS, qMax<qint64>(1, result.retryAfterS));
                ok = m_database.run("UPDATE outbox SET state = 0, next_at = ?2 WHERE op_id = ?1",
                                    {result.opId, nowMs + qMax<qint64>(1, result.retryAfterS) * 1000});
            } else {
                // An audit event is never given up: it is offered again until the central takes it.
                if (m_database.number("SELECT type = 'audit_event' FROM outbox WHERE op_id = ?1", {result.opId}) != 0) {
                    ok = m_database.run("UPDATE outbox SET state = 0, next_at = ?2, answer = ?3 WHERE op_id = ?1",
                                        {result.opId, nowMs + kAuditAgainMs, result.answer});
                    if (!ok)
                        return ok.error();
                    continue;
                }
                ++(result.status == "conflict"_L1 ? outcome.conflicts : outcome.rejected);
                ok = m_database.run("UPDATE outbox SET state = 2, answer = ?2 WHERE op_id = ?1", {result.opId, result.answer});
            }
            if (!ok)
                return ok.error();
            auto id = m_database.query("SELECT id FROM outbox WHERE op_id = ?1", {result.opId});
            if (!id)
                return id.error();
            if (id->next())
                touched.insert(id->text(0));
        }
        // With the operations settled the rows come in, and what is shown is derived again.
        if (auto ok = begin(); !ok)
            return ok.error();
        for (const auto &result : answer.results)
            if (result.status == "merged"_L1 && settled.contains(result.opId))
                if (auto ok = noteMerge(m_database, result.answer, nowMs); !ok)
                    return ok.error();
        sync::ApplyOutcome applied;
        for (const auto &result : answer.results)
            if (result.hasRecord && settled.contains(result.opId) && !result.record.scope.empty())
                if (auto ok = applyRow(result.record, *gen, applied); !ok)
                    return ok.error();
        for (const auto &id : std::as_const(touched)) {
            const auto utf8 = id.toUtf8();
            const std::string_view view(utf8.constData(), size_t(utf8.size()));
            auto row = m_records.find(view);
            if (!row)
                return row.error();
            if (*row)
                if (auto ok = m_records.rebase(**row, view); !ok)
                    return ok.error();
        }
        if (auto ok = m_records.flushSums(); !ok)
            return ok.error();
        return outcome;
    });
}

Done SyncStore::noteSendFailure(const QStringList &opIds, bool parkSingle)
{
    return m_database.transaction([&]() -> Done {
        for (const auto &id : opIds) {
            if (auto ok = m_database.run("UPDATE outbox SET attempts = attempts + 1 WHERE op_id = ?1", {id}); !ok)
                return ok;
            if (parkSingle && opIds.size() == 1)
                if (auto ok = m_database.run("UPDATE outbox SET state = 2, answer = CAST('{\"status\":\"suspect\"}' AS BLOB) WHERE op_id = ?1 AND attempts >= "
                                             "?2 AND type <> 'audit_event'",
                                             {id, kSuspectAfter});
                    !ok)
                    return ok;
        }
        return done();
    });
}

Result<qint64> SyncStore::ackFloor()
{
    const auto last = m_database.number("SELECT v FROM sync_state WHERE k = 'last_n'");
    const auto open = m_database.number("SELECT min(n) FROM outbox WHERE state < 3", {}, last + 1);
    return qMin(open, m_database.number("SELECT min(n) FROM sealed", {}, last + 1)) - 1;
}

Done SyncStore::reoffer(qint64 sinceMs)
{
    return m_database.transaction([&]() -> Done {
        QStringList ids;
        {
            auto rows = m_database.query("SELECT id FROM outbox WHERE state = 3 AND sent = 1 AND length(body) > 2 AND done_at >= ?1 AND type <> 'audit_event'",
                                         {sinceMs});
            if (!rows)
                return rows.error();
            while (rows->next())
                ids.append(rows->text(0));
        }
        // Same ids, same bytes: what the server still knows is answered as a replay.
        if (auto ok = m_database.run(
                "UPDATE outbox SET state = 0, next_at = 0, attempts = 0 WHERE state = 3 AND sent = 1 AND length(body) > 2 AND done_at >= ?1", {sinceMs});
            !ok)
            return ok;
        return showPending(ids);
    });
}

} // namespace zhike::storage
