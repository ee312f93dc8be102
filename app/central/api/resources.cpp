// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/api/call.h"
#include "central/store/transact.h"
#include "central/sync/oprunner.h"
#include "crypto/encoding.h"
#include "domain/ids.h"

#include <QJsonDocument>

// Single records, for online screens and tools: the same rights, the same merge, the same audit as sync.
namespace zhike::central {

using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray etag(qint64 version)
{
    return "\"v" + QByteArray::number(version) + '"';
}

Response refusalOf(const OpResult &result)
{
    if (result.status != "rejected"_L1)
        return problem(412, u"stale"_s, u"The record was changed meanwhile."_s);
    const auto refused = result.more.value(u"problem"_s).toObject();
    const auto code = refused.value(u"code"_s).toString();
    const bool denied = code == "forbidden"_L1 || code == "action-forbidden"_L1;
    return problem(denied ? 403 : code == "not-found"_L1 ? 404 : 422, code, refused.value(u"title"_s).toString(), {{u"fields"_s, refused.value(u"fields"_s)}});
}

// Where a right is missing it is on record, as in sync; nothing else was written.
Result<Response> refuse(WriteSession &session, const Actor &actor, qint64 nowMs, const QJsonObject &op, const OpResult &result)
{
    const auto code = result.more.value(u"problem"_s)[u"code"_s].toString();
    if (result.status == "rejected"_L1 && isDenial(code)) {
        auto ok = auditNote(session, nowMs, u"denied"_s,
                            {{u"user"_s, actor.user.login},
                             {u"type"_s, op.value(u"type"_s)},
                             {u"id"_s, op.value(u"id"_s)},
                             {u"action"_s, op.value(u"action"_s)},
                             {u"code"_s, code}});
        if (ok)
            ok = session.commit();
        if (!ok)
            return ok.error();
    }
    return refusalOf(result);
}

} // namespace

Response Api::getRecord(Call &call) const
{
    if (auto refusal = identify(call, Need::User))
        return *refusal;
    const auto record = call.store->record(call.parameters.value("id"));
    if (!record)
        return failure(record.error());
    if (!*record || (*record)->deleted || (*record)->type != call.parameters.value("type") || !call.actor.access.mayRead(**record))
        return problem(404, u"not-found"_s, {});
    auto response = jsonResponse(200, call.actor.access.render(**record), "application/json");
    response.set("ETag", etag((*record)->version));
    return response;
}

Response Api::postRecord(Call &call) const
{
    if (auto refusal = identify(call, Need::User))
        return *refusal;
    call.store.reset();
    const auto key = call.request.header("idempotency-key").trimmed();
    if (key.isEmpty() || key.size() > 256)
        return problem(400, u"idempotency-key-required"_s, u"A record is made under an Idempotency-Key."_s);
    const auto body = call.json();
    if (!body || !body->value(u"data"_s).isObject())
        return problem(400, u"malformed"_s, u"The body is an object with data, and customer_id where there is one."_s);
    const auto answer = transact(m_store, [&](WriteSession &session) { return postIn(session, call, key, *body); });
    return answer ? *answer : failure(answer.error());
}

Result<Response> Api::postIn(WriteSession &session, const Call &call, const QByteArray &key, const QJsonObject &body) const
{
    // Keys live where op ids live, under a name no device has.
    const auto owner = u"api:"_s + call.actor.user.login;
    const auto opId = QString::fromLatin1(crypto::sha256(key).toHex());
    const auto type = call.parameters.value("type");
    const auto fingerprint = crypto::sha256(type.toUtf8() + '\n' + QJsonDocument(body).toJson(QJsonDocument::Compact));
    const auto made = [&](const StoredRecord &record) {
        auto response = jsonResponse(201, call.actor.access.render(record), "application/json");
        response.set("ETag", etag(record.version));
        response.set("Location", (u"/api/v1/"_s + record.type + u'/' + record.id).toUtf8());
        return response;
    };
    const auto known = session.op(owner, opId);
    if (!known)
        return known.error();
    if (*known) {
        if ((*known)->fingerprint != fingerprint)
            return problem(422, u"idempotency-key-reused"_s, u"This key stood for another request."_s);
        const auto record = session.record(QString::fromLatin1((*known)->result));
        if (!record)
            return record.error();
        return *record && call.actor.access.mayRead(**record) && !(*record)->deleted ? made(**record) : problem(404, u"not-found"_s, {});
    }
    const auto id = newUuid(m_clock.nowMs());
    QJsonObject op {{u"op_id"_s, id}, {u"action"_s, u"create"_s}, {u"type"_s, type}, {u"id"_s, id}, {u"data"_s, body[u"data"_s]}};
    if (body.contains(u"customer_id"_s))
        op.insert(u"customer_id"_s, body[u"customer_id"_s]);
    const auto result = type == "audit_event"_L1 ? Result<OpResult>(OpResult::rejected(u"action-forbidden"_s, u"Events come from devices."_s))
                                                 : OpRunner(session, call.actor, nullptr, m_clock.nowMs()).run(op);
    if (!result)
        return result.error();
    if (!result->isDone())
        return refuse(session, call.actor, m_clock.nowMs(), op, *result);
    auto ok = session.seal(m_clock.nowMs());
    const auto written = session.sealed(id);
    if (ok)
        ok = session.putOp({owner, opId, 1, 0, fingerprint, id.toLatin1()});
    if (ok)
        ok = auditNote(session, m_clock.nowMs(), u"create"_s, {{u"user"_s, call.actor.user.login}, {u"type"_s, type}, {u"id"_s, id}});
    if (ok)
        ok = session.commit();
    if (!ok)
        return ok.error();
    return made(*written);
}

Response Api::patchRecord(Call &call) const
{
    if (auto refusal = identify(call, Need::User))
        return *refusal;
    call.store.reset();
    const auto match = call.request.header("if-match").trimmed();
    if (match.isEmpty())
        return problem(428, u"precondition-required"_s, u"Writes need If-Match."_s);
    const auto changes = call.json();
    if (!changes)
        return problem(400, u"malformed"_s, u"The body is not a JSON object."_s);
    const auto answer = transact(m_store, [&](WriteSession &session) { return patchIn(session, call, match, *changes); });
    return answer ? *answer : failure(answer.error());
}

Result<Response> Api::patchIn(WriteSession &session, const Call &call, const QByteArray &match, const QJsonObject &changes) const
{
    const auto record = session.record(call.parameters.value("id"));
    if (!record)
        return record.error();
    if (!*record || (*record)->deleted || (*record)->type != call.parameters.value("type") || !call.actor.access.mayRead(**record))
        return problem(404, u"not-found"_s, {});
    if (match != etag((*record)->version)) {
        auto response = problem(412, u"stale"_s, u"The record was changed meanwhile."_s);
        response.set("ETag", etag((*record)->version));
        return response;
    }
    const auto current = (*record)->object();
    QJsonObject set;
    for (auto it = changes.begin(); it != changes.end(); ++it)
        set.insert(it.key(), QJsonObject {{u"from"_s, current.value(it.key())}, {u"to"_s, it.value()}});
    const QJsonObject op {{u"op_id"_s, newUuid(m_clock.nowMs())},
                          {u"action"_s, u"patch"_s},
                          {u"type"_s, (*record)->type},
                          {u"id"_s, (*record)->id},
                          {u"base_version"_s, (*record)->version},
                          {u"set"_s, set}};
    const auto result = OpRunner(session, call.actor, nullptr, m_clock.nowMs()).run(op);
    if (!result)
        return result.error();
    if (!result->isDone())
        return refuse(session, call.actor, m_clock.nowMs(), op, *result);
    auto ok = session.seal(m_clock.nowMs());
    if (ok && result->status != "noop"_L1) {
        const QJsonObject body {{u"at"_s, toWireInstant(m_clock.nowMs())},
                                {u"user"_s, call.actor.user.login},
                                {u"role"_s, call.actor.user.role},
                                {u"ev"_s, u"patch"_s},
                                {u"obj"_s, QJsonObject {{u"type"_s, (*record)->type}, {u"id"_s, (*record)->id}}},
                                {u"fields"_s, QJsonArray::fromStringList(result->fields)},
                                {u"op_id"_s, op.value(u"op_id"_s)},
                                {u"outcome"_s, result->status}};
        ok = session.appendAudit({0, {}, QJsonDocument(body).toJson(QJsonDocument::Compact), {}});
    }
    const auto written = session.sealed(result->recordId);
    if (ok)
        ok = session.commit();
    if (!ok)
        return ok.error();
    const auto &shown = written ? *written : **record;
    auto response = jsonResponse(result->status == "pending_approval"_L1 ? 202 : 200, call.actor.access.render(shown), "application/json");
    response.set("ETag", etag(shown.version));
    return response;
}

} // namespace zhike::central
