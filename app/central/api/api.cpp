// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/api/api.h"

#include "central/api/call.h"
#include "central/api/coding.h"
#include "central/store/transact.h"
#include "crypto/encoding.h"
#include "domain/ids.h"

#include <QElapsedTimer>
#include <QJsonDocument>

namespace zhike::central {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kMaxRawBody = 16 << 20;
constexpr qsizetype kGzipFrom = 1024;
constexpr int kMaxDepth = 64;

// Percent decoding that refuses what proxies in front refuse: bad escapes and NUL.
std::optional<QString> decodeSegment(const QByteArray &segment)
{
    for (qsizetype i = 0; i < segment.size(); ++i) {
        if (segment.at(i) != '%')
            continue;
        bool ok = false;
        const auto byte = segment.mid(i + 1, 2).toInt(&ok, 16);
        if (!ok || segment.size() < i + 3 || byte == 0)
            return std::nullopt;
    }
    return QString::fromUtf8(QByteArray::fromPercentEncoding(segment));
}

bool isTooDeep(const QByteArray &json)
{
    int depth = 0;
    bool inText = false;
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char c = json.at(i);
        if (inText) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inText = false;
        } else if (c == '"')
            inText = true;
        else if ((c == '{' || c == '[') && ++depth > kMaxDepth)
            return true;
        else if (c == '}' || c == ']')
            --depth;
    }
    return false;
}

} // namespace

std::optional<QJsonObject> Api::Call::json() const
{
    if (isTooDeep(body))
        return std::nullopt;
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(body, &error);
    if (error.error != QJsonParseError::NoError || !document.isObject())
        return std::nullopt;
    return document.object();
}

Api::Api(Store &store, const Clock &clock, const ApiOptions &options) : m_store(store), m_clock(clock), m_options(options) { }

Result<std::unique_ptr<Api>> Api::make(Store &store, const Clock &clock, const ApiOptions &options)
{
    std::unique_ptr<Api> api(new Api(store, clock, options));
    const auto keys = api->currentKeys();
    if (keys)
        return api;
    // A store of an earlier version lacks some: they are made now.
    const auto made = transact(store, [](WriteSession &session) -> Done {
        const auto ok = BankKeys::complete(session);
        return ok ? session.commit() : ok;
    });
    if (!made)
        return made.error();
    if (const auto again = api->currentKeys(); !again)
        return again.error();
    return api;
}

Result<std::shared_ptr<const BankKeys>> Api::currentKeys() const
{
    constexpr std::chrono::seconds kLife(10);
    const auto now = std::chrono::steady_clock::now();
    const std::scoped_lock lock(m_keysLock);
    if (m_keys && now - m_keysAt < kLife)
        return m_keys;
    const auto session = m_store.read();
    auto fresh = session ? BankKeys::load(**session, m_clock.nowMs()) : Result<std::shared_ptr<const BankKeys>>(session.error());
    if (fresh) {
        m_keys = *fresh;
        m_keysAt = now;
    } else if (!m_keys) {
        return fresh;
    }
    return m_keys; // with the store away, those known still tell whose request it is
}

const QList<Api::Route> &Api::routes()
{
    static const QList<Route> table {
        {"GET", "/sync/v1/meta", &Api::meta},
        {"POST", "/oauth/token", &Api::oauthToken},
        {"POST", "/sync/v1/devices", &Api::registerDevice},
        {"GET", "/sync/v1/devices/self", &Api::deviceSelf},
        {"POST", "/sync/v1/devices/self/wipe-ack", &Api::wipeAck},
        {"POST", "/sync/v1/sealed", &Api::sealedOps},
        {"GET", "/sync/v1/audit", &Api::audit},
        {"POST", "/sync/v1/pull", &Api::pull},
        {"GET", "/sync/v1/scopes/{scope}/snapshot", &Api::snapshot},
        {"POST", "/sync/v1/push", &Api::push},
        {"POST", "/sync/v1/verify", &Api::verify},
        {"GET", "/api/v1/{type}/{id}", &Api::getRecord},
        {"POST", "/api/v1/{type}", &Api::postRecord},
        {"PATCH", "/api/v1/{type}/{id}", &Api::patchRecord},
        {"GET", "/healthz", &Api::health},
        {"GET", "/readyz", &Api::ready},
        {"GET", "/metrics", &Api::metrics},
        {"GET", "/openapi.json", &Api::openApi},
    };
    return table;
}

QList<std::pair<QByteArray, QByteArray>> Api::routeTable()
{
    QList<std::pair<QByteArray, QByteArray>> table;
    for (const auto &route : routes())
        table.emplace_back(route.method, route.path);
    return table;
}

bool Api::isLong(const Request &request)
{
    return request.method == "POST" && (request.target.startsWith("/sync/v1/push") || request.target.startsWith("/sync/v1/sealed"));
}

Response Api::handle(const Request &request) const
{
    QElapsedTimer timer;
    timer.start();
    auto response = finish(request, dispatch(request));
    m_metrics.count(response.route, response.status, response.body.size(), timer.nsecsElapsed() / 1000);
    return response;
}

Response Api::dispatch(const Request &request) const
{
    const auto mark = request.target.indexOf('?');
    const auto path = mark < 0 ? request.target : request.target.left(mark);
    const auto segments = path.split('/');
    Call call {request, {}, QUrlQuery(mark < 0 ? QString() : QString::fromUtf8(request.target.mid(mark + 1))), {}, nullptr, {}, nullptr};
    QList<QByteArray> allowed;
    QByteArray matched;
    const Route *chosen = nullptr;
    for (const auto &route : routes()) {
        const auto pattern = QByteArray::fromRawData(route.path, qsizetype(qstrlen(route.path))).split('/');
        if (pattern.size() != segments.size())
            continue;
        QHash<QByteArray, QString> parameters;
        bool fits = true;
        for (qsizetype i = 0; fits && i < pattern.size(); ++i) {
            if (!pattern.at(i).startsWith('{')) {
                fits = pattern.at(i) == segments.at(i);
                continue;
            }
            const auto value = decodeSegment(segments.at(i));
            if (!value)
                return problem(400, u"malformed"_s, u"The path holds a bad escape."_s);
            fits = !value->isEmpty();
            parameters.insert(pattern.at(i).mid(1, pattern.at(i).size() - 2), *value);
        }
        if (!fits)
            continue;
        allowed.append(route.method);
        matched = route.path;
        if (request.method == route.method || (request.method == "HEAD" && qstrcmp(route.method, "GET") == 0)) {
            chosen = &route;
            call.parameters = parameters;
        }
    }
    if (!chosen) {
        if (allowed.isEmpty())
            return problem(404, u"not-found"_s, {});
        if (allowed.contains("GET"))
            allowed.append("HEAD");
        auto response = problem(405, u"method-not-allowed"_s, {});
        response.set("Allow", allowed.join(", "));
        response.route = matched;
        return response;
    }
    auto refusal = readBody(call);
    if (!refusal) {
        auto keys = currentKeys();
        if (keys)
            call.keys = std::move(*keys);
        else
            refusal = failure(keys.error());
    }
    auto response = refusal ? *refusal : (this->*chosen->function)(call);
    response.route = chosen->path;
    if (!call.actor.user.login.isEmpty() && call.keys)
        response.subject = crypto::sha256((call.keys->epoch() + u'|' + call.actor.user.login).toUtf8()).left(6).toHex();
    return response;
}

std::optional<Response> Api::readBody(Call &call) const
{
    const auto &request = call.request;
    if (const auto digest = request.header("content-digest"); digest.contains("sha-256=") && !digest.contains(wire::contentDigest(request.body)))
        return problem(400, u"digest-mismatch"_s, u"The body is not what was sent."_s, {{u"retryable"_s, true}});
    const auto coding = request.header("content-encoding").trimmed().toLower();
    if (coding.isEmpty() || coding == "identity") {
        call.body = request.body;
    } else if (coding == "gzip") {
        auto raw = gunzip(request.body, kMaxRawBody);
        if (!raw)
            return problem(413, u"batch-too-large"_s, u"The body does not inflate within the limits."_s);
        call.body = std::move(*raw);
    } else {
        return problem(415, u"encoding-unsupported"_s, u"Bodies are plain or gzip."_s);
    }
    // A device of a later schema must not be answered with what it would misread.
    const auto accept = request.header("accept");
    if (const auto at = accept.indexOf(";schema="); at >= 0 && accept.contains(wire::kMediaType)) {
        auto number = accept.mid(at + 8);
        number.truncate(
            qMax(qsizetype(0), qsizetype(std::find_if_not(number.cbegin(), number.cend(), [](char c) { return c >= '0' && c <= '9'; }) - number.cbegin())));
        if (number.toInt() != wire::kSchema)
            return problem(406, u"schema-unsupported"_s, {}, {{u"schemas"_s, QString::number(wire::kSchema)}});
    }
    return std::nullopt;
}

std::optional<Response> Api::identify(Call &call, Need need, const std::function<void(Foresight &)> &ahead) const
{
    const auto refused = [] { return problem(401, u"invalid_token"_s, u"The access token is missing, wrong or too old."_s); };
    const auto authorization = call.request.header("authorization");
    if (!authorization.startsWith("Bearer "))
        return refused();
    const auto plain = call.keys->tokens().open("a1.", authorization.mid(7).trimmed(), "access");
    if (!plain)
        return refused();
    const auto claims = QJsonDocument::fromJson(*plain).object();
    if (claims.value(u"exp"_s).toInteger() <= m_clock.nowMs())
        return refused();
    auto session = m_store.read();
    if (!session)
        return failure(session.error());
    call.store = std::move(*session);
    Foresight foresight;
    foresight.login = claims.value(u"u"_s).toString();
    if (need != Need::User)
        foresight.device = QString::fromLatin1(call.request.header("zhike-device"));
    if (ahead)
        ahead(foresight);
    call.store->foresee(foresight);
    const auto user = call.store->user(claims.value(u"u"_s).toString());
    if (!user)
        return failure(user.error());
    if (!*user)
        return refused();
    call.actor.user = **user;
    if (need != Need::User) {
        const auto id = QString::fromLatin1(call.request.header("zhike-device"));
        if (id.isEmpty())
            return problem(403, u"device-required"_s, u"Sync calls name their device."_s);
        const auto device = call.store->device(id);
        if (!device)
            return failure(device.error());
        if (!*device || (*device)->login != call.actor.user.login)
            return problem(403, u"device-unknown"_s, u"This device is not registered for this user."_s);
        if ((*device)->isCutOff())
            return revoked(**device);
        if ((*device)->status == "pending"_L1 && need == Need::Device)
            return problem(403, u"device-pending"_s, u"This device waits for its approval."_s);
        call.actor.device = **device;
    }
    auto access = Access::of(*call.store, call.actor.user, m_clock.nowMs());
    if (!access)
        return failure(access.error());
    call.actor.access = std::move(*access);
    return std::nullopt;
}

Response Api::finish(const Request &request, Response response) const
{
    const auto id = request.header("request-id");
    const auto isPlain = [](char c) { return c > ' ' && c < 127; };
    response.set("Request-Id", !id.isEmpty() && id.size() <= 128 && std::all_of(id.cbegin(), id.cend(), isPlain) ? id : newUuid(m_clock.nowMs()).toLatin1());
    response.set("Cache-Control", "no-store");
    response.set("X-Content-Type-Options", "nosniff");
    response.set("Vary", "Accept-Encoding");
    if (response.body.size() >= kGzipFrom && request.header("accept-encoding").toLower().contains("gzip")) {
        if (auto coded = gzip(response.body); !coded.isEmpty()) {
            response.body = std::move(coded);
            response.set("Content-Encoding", "gzip");
        }
    }
    response.set("Content-Digest", wire::contentDigest(response.body));
    return response;
}

Response Api::answer(Call &call, const Result<Page> &page) const
{
    call.store.reset();
    if (!page)
        return failure(page.error());
    if (const auto *refusal = std::get_if<Refusal>(&*page)) {
        QJsonObject more;
        if (refusal->problem == "epoch-changed"_L1) {
            more.insert(u"epoch"_s, call.keys->epoch());
            if (!call.keys->reofferFrom().isEmpty())
                more.insert(u"reoffer_from"_s, call.keys->reofferFrom());
            const auto session = m_store.read();
            const auto wait = session ? spreadSeconds(**session) : Result<int>(session.error());
            more.insert(u"not_before_s"_s, wait ? *wait : 0);
        }
        return problem(refusal->status, refusal->problem, refusal->detail, more);
    }
    return jsonResponse(200, std::get<QByteArray>(*page), QByteArray(wire::kMediaType) + ";schema=" + QByteArray::number(wire::kSchema));
}

} // namespace zhike::central
