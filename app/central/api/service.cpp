// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/api/call.h"
#include "central/api/openapi.h"
#include "central/sync/push.h"

#include <QJsonDocument>

// What the endpoint says about itself.
namespace zhike::central {

using namespace Qt::Literals::StringLiterals;

namespace {

Response json(const QJsonObject &object)
{
    return jsonResponse(200, QJsonDocument(object).toJson(QJsonDocument::Compact), "application/json");
}

} // namespace

Response Api::meta(Call &call) const
{
    const auto session = m_store.read();
    const auto policy = session ? (*session)->policy() : Result<Policy>(session.error());
    if (!policy)
        return failure(policy.error());
    const PageLimits page;
    const QJsonObject limits {{u"page_rows"_s, page.rows},     {u"page_bytes"_s, qint64(page.bytes)}, {u"push_ops"_s, kMaxOps}, {u"body_bytes"_s, 4 << 20},
                              {u"raw_body_bytes"_s, 16 << 20}, {u"record_bytes"_s, 256 * 1024},       {u"scopes"_s, 128},       {u"poll_s"_s, 60}};
    return json({{u"service"_s, u"zhike-central"_s},
                 {u"protocol"_s, 1},
                 {u"schema"_s, QJsonObject {{u"min"_s, wire::kSchema}, {u"max"_s, wire::kSchema}}},
                 {u"media_type"_s, QString::fromLatin1(wire::kMediaType)},
                 {u"epoch"_s, call.keys->epoch()},
                 {u"limits"_s, limits},
                 {u"request_encodings"_s, QJsonArray {u"gzip"_s}},
                 {u"response_encodings"_s, QJsonArray {u"gzip"_s}},
                 {u"grant_types"_s, m_options.passwordGrant ? QJsonArray {u"password"_s, u"refresh_token"_s} : QJsonArray {u"refresh_token"_s}},
                 {u"escrow"_s, call.keys->escrow()},
                 {u"wipe_keys"_s, call.keys->wipeKeys()},
                 {u"policies"_s, devicePolicy(*policy, {})},
                 {u"server_time"_s, toWireInstant(m_clock.nowMs())}});
}

Response Api::health(Call &) const
{
    return json({{u"status"_s, u"ok"_s}});
}

Response Api::ready(Call &) const
{
    if (m_draining)
        return problem(503, u"maintenance"_s, u"Shutting down."_s);
    const auto ok = m_store.ping();
    return ok ? json({{u"status"_s, u"ready"_s}}) : failure(ok.error());
}

Response Api::metrics(Call &) const
{
    return jsonResponse(200, m_metrics.text() + Metrics::gauges(m_gauges ? m_gauges() : QMap<QByteArray, qint64>()),
                        "text/plain; version=0.0.4; charset=utf-8");
}

Response Api::openApi(Call &) const
{
    return jsonResponse(200, openApiText(), "application/json");
}

} // namespace zhike::central
