// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/sync/push.h"

#include "central/store/transact.h"
#include "central/sync/oprunner.h"
#include "central/sync/opvalidate.h"
#include "domain/clock.h"

#include <QCryptographicHash>
#include <QJsonDocument>

namespace zhike::central {

using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

// Counters travel as strings; small ones are taken as numbers too.
qint64 counter(const QJsonValue &value)
{
    bool ok = value.isDouble();
    const auto n = ok ? value.toInteger() : value.toString().toLongLong(&ok);
    return ok ? n : -1;
}

// Without the number: a new incarnation of the device sends the same op under another one (§3.2). Without the base it was made on: a store that was put
// back has the op from before its device learned of the version it waited for.
QByteArray fingerprintOf(QJsonObject op)
{
    op.remove(u"n"_s);
    op.remove(u"base_version"_s);
    return QCryptographicHash::hash(compact(op), QCryptographicHash::Sha256);
}

bool standsAccordingTo(const QByteArray &answer)
{
    const auto status = QJsonDocument::fromJson(answer).object().value(u"status"_s).toString();
    return OpResult {status, {}, {}, false, {}}.isDone();
}

} // namespace

std::optional<Refusal> Push::read(const QJsonObject &body)
{
    const auto malformed = [](const QString &why) { return Refusal {400, u"malformed"_s, why}; };
    if (!body.value(u"ops"_s).isArray())
        return malformed(u"There is no list of ops."_s);
    const auto list = body.value(u"ops"_s).toArray();
    if (list.size() > kMaxOps)
        return Refusal {413, u"batch-too-large"_s, u"A push holds at most 100 ops."_s};
    QSet<QString> seen;
    for (const auto &value : list) {
        Op op;
        op.json = value.toObject();
        op.id = op.json.value(u"op_id"_s).toString();
        op.n = counter(op.json.value(u"n"_s));
        if (!isWireUuid(op.id) || op.n < 1)
            return malformed(u"An op needs op_id (UUID) and n (from 1)."_s);
        if (seen.contains(op.id))
            return malformed(u"An op id occurs twice in the batch."_s);
        seen.insert(op.id);
        op.fingerprint = fingerprintOf(op.json);
        m_ops.append(op);
    }
    if (const auto cursor = body.value(u"cursor"_s).toString(); !cursor.isEmpty()) {
        const auto known = Cursor::open(m_sealer, cursor.toLatin1(), m_actor.device.id);
        if (!known)
            return Refusal {400, u"cursor-invalid"_s, u"This cursor was not issued to this device."_s};
        if (known->epoch != m_epoch)
            return Refusal {410, u"epoch-changed"_s, u"The server was restored; start again from a snapshot."_s};
        for (auto &op : m_ops)
            op.known = known;
    }
    for (auto &op : m_ops)
        op.incarnation = m_actor.device.incarnation;
    return std::nullopt;
}

Result<std::optional<Refusal>> Push::settleFloor(qint64 ackFloor, int incarnation)
{
    return transact(m_store, [&](WriteSession &session) { return settleFloorIn(session, ackFloor, incarnation); });
}

Result<std::optional<Refusal>> Push::settleFloorIn(WriteSession &session, qint64 ackFloor, int incarnation)
{
    using Found = std::optional<Refusal>;
    auto device = session.device(m_actor.device.id);
    if (!device)
        return device.error();
    m_actor.device = **device;
    const Refusal regressed {409, u"device-state-regressed"_s, u"The device's store was restored or cloned; register as a new incarnation."_s};
    if (incarnation != m_actor.device.incarnation)
        return Found(regressed);
    for (const auto &op : std::as_const(m_ops)) {
        if (op.n > m_actor.device.ackFloor)
            continue;
        const auto known = session.op(m_actor.device.id, op.id);
        if (!known)
            return known.error();
        if (!*known)
            return Found(regressed);
    }
    if (ackFloor <= m_actor.device.ackFloor)
        return Found();
    m_actor.device.ackFloor = ackFloor;
    auto ok = session.putDevice(m_actor.device);
    if (ok)
        ok = session.trimOps(m_actor.device.id, incarnation, ackFloor);
    if (ok)
        ok = session.commit();
    if (!ok)
        return ok.error();
    return Found();
}

Result<Page> Push::run(const QJsonObject &body, const QJsonObject &tail)
{
    if (auto refusal = read(body))
        return Page(*refusal);
    const auto refusal = settleFloor(counter(body.value(u"ack_floor"_s)), int(body.value(u"incarnation"_s).toInteger(1)));
    if (!refusal)
        return refusal.error();
    if (*refusal)
        return Page(**refusal);

    if (auto ok = runAll(); !ok)
        return ok.error();
    QByteArray results;
    for (const auto &op : std::as_const(m_ops))
        results += (results.isEmpty() ? "" : ",") + op.answer;
    auto text = compact(tail);
    text.chop(1);
    return Page(text + (tail.isEmpty() ? "" : ",") + "\"results\":[" + results + "]}");
}

Result<QList<QJsonObject>> Push::runSealed(const QList<SealedOp> &ops)
{
    m_way = OpRunner::Way::Sealed;
    QHash<QString, qsizetype> places; // of an op by its id
    QList<qsizetype> answers; // whose answer each of `ops` gets; -1: it is none
    for (const auto &sealed : ops) {
        Op op;
        op.json = sealed.op;
        op.id = op.json.value(u"op_id"_s).toString();
        op.n = qMax(qint64(0), counter(op.json.value(u"n"_s)));
        if (!isWireUuid(op.id)) {
            answers.append(-1);
            continue;
        }
        if (!places.contains(op.id)) {
            op.incarnation = sealed.incarnation;
            op.fingerprint = fingerprintOf(op.json);
            op.known = Cursor::open(m_sealer, sealed.cursor, m_actor.device.id);
            if (op.known && op.known->epoch != m_epoch)
                op.known.reset();
            places.insert(op.id, m_ops.size());
            m_ops.append(op);
        }
        answers.append(places.value(op.id));
    }
    if (auto ok = runAll(); !ok)
        return ok.error();
    QList<QJsonObject> results;
    for (qsizetype i = 0; i < ops.size(); ++i) {
        const auto at = answers.at(i);
        const auto answer
            = at < 0 ? OpResult::rejected(u"malformed-op"_s, u"An op needs its id."_s).more : QJsonDocument::fromJson(m_ops.at(at).answer).object();
        QJsonObject told;
        for (const auto &key : {u"op_id"_s, u"status"_s, u"replayed"_s, u"problem"_s, u"change_request"_s, u"retry_after_s"_s})
            if (answer.contains(key))
                told.insert(key, answer.value(key));
        if (at < 0)
            told.insert(u"status"_s, u"rejected"_s);
        if (told.value(u"status"_s) == u"blocked"_s) // what it waits for may come with another box
            told.insert(u"status"_s, u"retry"_s);
        results.append(told);
    }
    return results;
}

Done Push::runAll()
{
    QSet<QString> groupsDone;
    for (int i = 0; i < m_ops.size(); ++i) {
        const auto group = m_ops.at(i).json.value(u"group"_s).toString();
        if (group.isEmpty()) {
            if (auto ok = runUnit({i}); !ok)
                return ok;
            continue;
        }
        if (groupsDone.contains(group))
            continue;
        groupsDone.insert(group);
        QList<int> members;
        for (int k = i; k < m_ops.size(); ++k)
            if (m_ops.at(k).json.value(u"group"_s).toString() == group)
                members.append(k);
        if (auto ok = runUnit(members); !ok)
            return ok;
    }
    return done();
}

Result<bool> Push::replay(ReadSession &store, Op &op)
{
    const auto known = store.op(m_actor.device.id, op.id);
    if (!known)
        return known.error();
    if (!*known)
        return false;
    if ((*known)->fingerprint != op.fingerprint) {
        auto result = OpResult::rejected(u"op-id-reused"_s, u"This op id was used for another op."_s, u"op_id"_s);
        result.more.insert(u"op_id"_s, op.id);
        result.more.insert(u"status"_s, result.status);
        op.answer = compact(result.more);
    } else {
        auto answer = again(store, op, QJsonDocument::fromJson((*known)->result).object());
        if (!answer)
            return answer.error();
        op.answer = compact(*answer);
        op.done = standsAccordingTo((*known)->result);
    }
    return true;
}

// What a record shows follows the grant. A device that has not heard of a changed one would keep the masked record for whole when the change is taken back
// before it asks again: it is told by the feed, which says of the change first.
bool Push::mayTell(const Op &op, const StoredRecord &record) const
{
    if (!m_actor.access.mayRead(record))
        return false;
    const auto *grant = m_actor.access.grant(record.scope);
    if (!op.known || !grant)
        return true;
    const auto place = op.known->places.constFind(record.scope);
    return place == op.known->places.cend() || place->grant == grantFingerprint(*grant);
}

// A stored answer gets its mark when it is given again. The record in it is told as it stands and may be seen now: since then it may have been deleted and
// its tombstone purged, and the old one would bring it back to life over there (I5); or the right to see it may be gone (I19).
Result<QJsonObject> Push::again(ReadSession &store, const Op &op, QJsonObject answer) const
{
    answer.insert(u"replayed"_s, true);
    auto conflict = answer.value(u"conflict"_s).toObject();
    auto &holder = conflict.contains(u"record"_s) ? conflict : answer;
    const auto id = holder.value(u"record"_s)[u"id"_s].toString();
    if (id.isEmpty())
        return answer;
    const auto now = store.record(id);
    if (!now)
        return now.error();
    if (*now && mayTell(op, **now))
        holder.insert(u"record"_s, QJsonDocument::fromJson(m_actor.access.render(**now)).object());
    else
        holder.remove(u"record"_s);
    if (&holder == &conflict)
        answer.insert(u"conflict"_s, conflict);
    return answer;
}

Result<bool> Push::isAgain(ReadSession &store, const QString &opId) const
{
    // Only a store that was put back, or a seal file that was not emptied in time, offers what was settled and let go (§5.3): its effect stands, once.
    if (m_actor.device.incarnation < 2 && m_way == OpRunner::Way::Pushed)
        return false;
    return store.tookEffect(opId);
}

Result<bool> Push::dependenciesStand(ReadSession &store, const Op &op, const QList<int> &unit) const
{
    for (const auto &value : op.json.value(u"depends_on"_s).toArray()) {
        const auto id = value.toString();
        bool stands = false;
        for (int i = 0; i < m_ops.size(); ++i)
            stands |= m_ops.at(i).id == id && (m_ops.at(i).done || unit.contains(i));
        if (stands)
            continue;
        const auto known = store.op(m_actor.device.id, id);
        if (!known)
            return known.error();
        // Answers are let go once the device has them; of what comes sealed nobody can say any more what it stood on.
        if (*known) {
            if (!standsAccordingTo((*known)->result))
                return false;
            continue;
        }
        if (m_way != OpRunner::Way::Pushed)
            continue;
        const auto again = isAgain(store, id);
        if (!again)
            return again.error();
        if (!*again)
            return false;
    }
    return true;
}

QByteArray Push::answerJson(WriteSession &store, const Op &op, const OpResult &result) const
{
    auto members = result.more;
    members.insert(u"op_id"_s, op.id);
    members.insert(u"status"_s, result.status);
    std::optional<StoredRecord> record;
    if (!result.recordId.isEmpty()) {
        record = store.sealed(result.recordId);
        if (!record)
            if (const auto stored = store.record(result.recordId); stored && *stored)
                record = **stored;
    }
    if (!record || m_way == OpRunner::Way::Sealed || !mayTell(op, *record)) // a late contribution is taken, not shown
        return compact(members);
    const auto shown = m_actor.access.render(*record);
    if (!result.insideConflict) {
        auto text = compact(members);
        text.chop(1);
        return text + ",\"record\":" + shown + '}';
    }
    auto inner = compact(members.take(u"conflict"_s).toObject());
    inner.chop(1);
    auto text = compact(members);
    text.chop(1);
    return text + ",\"conflict\":" + inner + ",\"record\":" + shown + "}}";
}

Done Push::keep(WriteSession &store, Op &op, const OpResult &result)
{
    op.answer = answerJson(store, op, result);
    op.done = result.isDone();
    if (auto ok = store.putOp({m_actor.device.id, op.id, op.incarnation, op.n, op.fingerprint, op.answer}); !ok)
        return ok;
    if (result.status == u"rejected") {
        const auto code = result.more.value(u"problem"_s)[u"code"_s].toString();
        if (isDenial(code))
            return auditNote(store, m_nowMs, u"denied"_s,
                             {{u"user"_s, m_actor.user.login},
                              {u"device"_s, m_actor.device.id},
                              {u"type"_s, op.json.value(u"type"_s)},
                              {u"id"_s, op.json.value(u"id"_s)},
                              {u"action"_s, op.json.value(u"action"_s)},
                              {u"code"_s, code}});
    }
    if (!result.isDone() || result.status == u"noop")
        return done();
    QJsonObject body {{u"at"_s, toWireInstant(m_nowMs)},
                      {u"user"_s, m_actor.user.login},
                      {u"role"_s, m_actor.user.role},
                      {u"device"_s, m_actor.device.id},
                      {u"ev"_s, op.json.value(u"action"_s)},
                      {u"obj"_s, QJsonObject {{u"type"_s, op.json.value(u"type"_s)}, {u"id"_s, op.json.value(u"id"_s)}}},
                      {u"fields"_s, QJsonArray::fromStringList(result.fields)},
                      {u"op_id"_s, op.id},
                      {u"outcome"_s, result.status}};
    for (auto it = result.note.begin(); it != result.note.end(); ++it)
        body.insert(it.key(), it.value());
    if (m_way == OpRunner::Way::Sealed)
        body.insert(u"way"_s, u"sealed"_s);
    if (op.json.contains(u"command"_s))
        body.insert(u"command"_s, op.json.value(u"command"_s));
    if (op.json.value(u"type"_s).toString() != u"audit_event"_s) // these have numbers of their own
        if (auto ok = store.noteEffect(op.id); !ok)
            return ok;
    return store.appendAudit({0, {}, compact(body), {}});
}

Done Push::runUnit(const QList<int> &members)
{
    const auto later = [&] {
        for (const int i : members)
            m_ops[i].answer = compact({{u"op_id"_s, m_ops.at(i).id}, {u"status"_s, u"retry"_s}, {u"retry_after_s"_s, 2}});
        return done();
    };
    const auto before = m_ops;
    for (int tries = 1;; ++tries) {
        auto opened = m_store.write();
        if (!opened)
            return opened.error().code == ErrorCode::Busy || opened.error().code == ErrorCode::Offline ? later() : Done(opened.error());
        auto ok = tryUnit(std::move(*opened), members);
        if (ok || !isLostRace(ok.error()))
            return ok;
        m_ops = before; // what the lost try had answered was rolled back with it
        if (tries == kTransactionTries)
            return later();
        pauseBeforeRetry(tries);
    }
}

Done Push::tryUnit(std::unique_ptr<WriteSession> session, const QList<int> &members)
{
    const auto block = [this](int i, const QString &by) {
        m_ops[i].answer = compact({{u"op_id"_s, m_ops.at(i).id}, {u"status"_s, u"blocked"_s}, {u"blocked_by"_s, by}});
    };
    if (members.size() == 1) {
        const auto &op = m_ops.at(members.first());
        const auto isEvent = op.json.value(u"type"_s).toString() == u"audit_event";
        session->foresee({m_actor.user.login,
                          m_actor.device.id,
                          op.id,
                          isEvent ? QString() : op.json.value(u"id"_s).toString(),
                          op.json.value(u"action"_s).toString() == u"create" ? op.json.value(u"customer_id"_s).toString() : QString(),
                          {},
                          {},
                          false});
    }
    // Grants are read inside the transaction: what was taken away a moment ago does not count any more.
    auto access = Access::of(*session, m_actor.user, m_nowMs);
    if (!access)
        return access.error();
    m_actor.access = std::move(*access);

    QList<std::pair<int, OpResult>> results;
    int failed = -1;
    for (const int i : members) {
        const auto again = replay(*session, m_ops[i]);
        if (!again)
            return again.error();
        if (*again) {
            if (m_ops.at(i).done)
                continue;
            failed = i; // the verdict it got when it came first holds for those that belong to it
            break;
        }
        const auto ready = dependenciesStand(*session, m_ops.at(i), members);
        if (!ready)
            return ready.error();
        const auto stands = isAgain(*session, m_ops.at(i).id);
        if (!stands)
            return stands.error();
        auto result = *stands ? Result<OpResult>(OpResult {u"noop"_s, {}, m_ops.at(i).json.value(u"id"_s).toString(), false, {}})
            : *ready          ? OpRunner(*session, m_actor, m_ops.at(i).known ? &*m_ops.at(i).known : nullptr, m_nowMs, m_way).run(m_ops.at(i).json)
                              : Result<OpResult>(OpResult {u"blocked"_s, {}, {}, false, {}});
        if (!result)
            return result.error();
        results.append({i, *result});
        if (!result->isDone()) {
            failed = i;
            break;
        }
    }
    if (failed >= 0) {
        // One member that does not go through takes the whole unit back; only its own verdict is kept.
        for (const int i : members)
            if (m_ops.at(i).answer.isEmpty())
                block(i, m_ops.at(failed).id);
        if (results.isEmpty() || results.last().first != failed) // its answer is kept already
            return done();
        const auto verdict = results.last().second;
        if (!verdict.isFinal())
            return done();
        session.reset();
        auto opened = m_store.write();
        if (!opened)
            return opened.error();
        session = std::move(*opened);
        if (auto ok = keep(*session, m_ops[failed], verdict); !ok)
            return ok;
        return session->commit();
    }
    if (results.isEmpty())
        return done();
    if (auto ok = session->seal(m_nowMs); !ok)
        return ok;
    for (auto &[i, result] : results)
        if (auto ok = keep(*session, m_ops[i], result); !ok)
            return ok;
    return session->commit();
}

} // namespace zhike::central
