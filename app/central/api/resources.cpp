// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/api/call.h"
#include "central/store/transact.h"
#include "central/sync/oprunner.h"
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
    if (result->status == "rejected"_L1) {
        const auto refused = result->more.value(u"problem"_s).toObject();
        const auto code = refused.value(u"code"_s).toString();
        return problem(code == "forbidden"_L1 ? 403 : 422, code, refused.value(u"title"_s).toString(), {{u"fields"_s, refused.value(u"fields"_s)}});
    }
    if (!result->isDone())
        return problem(412, u"stale"_s, u"The record was changed meanwhile."_s);
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
