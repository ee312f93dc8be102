// SPDX-License-Identifier: GPL-3.0-or-later
// Refusals of sync-protocol §8 that the bank itself seldom gives, put into its mouth, and what a device must make of each.
#include "simulation.h"

namespace zhike::sim {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Refusal {
    int status;
    const char *type;
    const char *steps; //!< where it may come: push, pull, snapshot, verify, sealed
    int weight = 1; //!< what comes to one step only is drawn more often there
};

constexpr Refusal kRefusals[] = {
    {400, "malformed", "push pull snapshot"},
    {400, "cursor-invalid", "push pull"},
    {401, "invalid_token", "push pull snapshot verify"},
    {403, "forbidden", "push snapshot verify"},
    {403, "device-pending", "push pull", 2},
    {403, "device-revoked", "push pull", 2},
    {404, "not-found", "push pull snapshot", 2},
    {406, "schema-unsupported", "pull snapshot", 2},
    {408, "timeout", "push pull", 2},
    {409, "push-in-progress", "push", 4},
    {410, "epoch-changed", "push pull"},
    {413, "batch-too-large", "push", 5},
    {415, "schema-unsupported", "push", 5},
    {425, "too-early", "push pull", 2},
    {429, "rate-limited", "push pull snapshot sealed"},
    {500, "internal", "push pull snapshot"},
    {502, "bad-gateway", "push pull"},
    {503, "maintenance", "push pull snapshot"},
    {503, "overloaded", "push pull sealed"},
    {503, "read-only", "push", 4},
    {504, "gateway-timeout", "push pull"},
};

QByteArray stepOf(const QByteArray &path)
{
    for (const char *step : {"push", "pull", "verify", "sealed"})
        if (path.endsWith(QByteArray("/") + step))
            return step;
    return path.contains("/snapshot?") ? "snapshot" : QByteArray();
}

} // namespace

sync::HttpResponse Simulation::refusal(const Device &device, const sync::HttpRequest &request)
{
    const auto step = stepOf(request.path);
    QList<const Refusal *> fitting;
    for (const auto &one : kRefusals)
        if (!step.isEmpty() && QByteArray(one.steps).split(' ').contains(step))
            fitting.insert(fitting.size(), one.weight, &one);
    if (fitting.isEmpty())
        return {};
    const auto &drawn = *m_chance.pick(fitting);
    // Too large can be only what the bank has not taken already.
    if (drawn.status == 413)
        for (const auto &op : parse(request.body)[u"ops"_s].toArray())
            if (m_oracle.hasAnswered(op[u"op_id"_s].toString()))
                return {};
    m_refused = u"%1 %2"_s.arg(drawn.status).arg(QLatin1StringView(drawn.type));
    ++m_coverage[drawn.status == 401                              ? u"8 401"_s
                     : drawn.status == 404                        ? u"8 404"_s
                     : drawn.status >= 500 && drawn.status != 503 ? u"8 %1"_s.arg(drawn.status)
                                                                  : u"8 "_s + m_refused];
    note(u"d%1 is refused: %2"_s.arg(device.number).arg(m_refused));
    QJsonObject body {{u"type"_s, u"https://zhike.example/problems/"_s + QLatin1StringView(drawn.type)}, {u"title"_s, u"no"_s}, {u"status"_s, drawn.status}};
    sync::HttpResponse response {drawn.status, {}, {{"content-type", "application/problem+json"}}, compact(body)};
    for (const auto &[name, value] : request.headers)
        if (name == "Request-Id")
            response.headers.append({"request-id", value});
    if (drawn.status == 429 || drawn.status == 503)
        response.headers.append(std::pair<QByteArray, QByteArray>("retry-after", "11"));
    return response;
}

void Simulation::checkReaction(Device &device, const sync::HttpRequest &asked)
{
    const auto &result = device.result();
    const auto status = m_refused.section(u' ', 0, 0).toInt();
    const auto kind = m_refused.section(u' ', 1);
    const auto next = device.request() ? (device.request()->path == "/oauth/token" ? QByteArray("token") : stepOf(device.request()->path)) : QByteArray("end");
    const auto step = stepOf(asked.path);
    if (step.isEmpty())
        return;
    const auto failed = [&](ErrorCode code) { return next == "end" && result.error && result.error->code == code; };
    if (failed(ErrorCode::Full)) // its own disk: pages in hand go to the store when the round ends
        return;
    bool right = true;
    if (status == 401)
        right = next == "token" || failed(ErrorCode::Unauthorized);
    else if (status == 410 || kind == "cursor-invalid"_L1)
        right = (device.state("cursor").isEmpty() && (next == "pull" || next == "push")) || next == "end"; // twice a round at most
    else if (kind == "device-revoked"_L1)
        right = failed(ErrorCode::Revoked);
    else if (kind == "device-pending"_L1)
        right = failed(ErrorCode::Denied) && result.retryAfterS >= 300;
    else if (kind == "forbidden"_L1)
        right = next == "pull" || failed(ErrorCode::Denied);
    else if (kind == "read-only"_L1)
        right = next == "pull";
    else if (status == 406 || status == 415)
        right = failed(ErrorCode::Unsupported);
    else if (status == 413)
        right = next == "push" || next == "pull" || next == "end";
    else if (status == 503 || status == 429)
        right = failed(ErrorCode::Busy) && result.retryAfterS == 11;
    else if (status == 408 || status == 425 || kind == "push-in-progress"_L1)
        right = failed(ErrorCode::Busy);
    else if (status >= 500)
        right = failed(ErrorCode::Server);
    else
        right = next == "end" && result.error;
    if (!right)
        m_oracle.fail(u"§8"_s,
                      u"device %1 answers %2 to its %3 with %4 %5"_s.arg(QString::number(device.number), m_refused, QString::fromLatin1(step),
                                                                         QString::fromLatin1(next), result.error ? result.error->detail : QString()));
}

} // namespace zhike::sim
