// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/engine.h"

#include "domain/ids.h"
#include "wire/record.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

namespace zhike::sync {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMaxAttempts = 3;
constexpr int kFetchRows = 100;
constexpr qsizetype kMaxPushBytes = 900 * 1024;

} // namespace

Engine::Engine(Store &store, const Clock &clock, AccessToken &token) : m_store(store), m_clock(clock), m_token(token) { }

std::optional<HttpRequest> Engine::start()
{
    m_result = {};
    m_progress = {};
    m_refreshed = m_bootstrapped = m_repaired = false;
    m_repair.reset();
    m_held = {};
    m_resets = 0;
    m_lastTry = m_pulledAgain = m_carried = false;
    auto identity = m_store.identity();
    if (!identity)
        return finish(identity.error());
    m_identity = *identity;
    m_after = Step::Push;
    return proceed();
}

Engine::Next Engine::proceed()
{
    if (m_token.token.isEmpty() || m_token.expiresMs <= m_clock.nowMs() + 5'000)
        return token();
    switch (m_after) {
    case Step::Push: return push();
    case Step::Pull: return pull();
    case Step::Snapshot: return snapshot();
    case Step::Verify: return verify();
    case Step::Sealed: return deliver();
    case Step::Idle:
    case Step::Token: break;
    }
    return finish();
}

Engine::Next Engine::send(Step step, HttpRequest request)
{
    m_requestId = newUuid(m_clock.nowMs()).toLatin1();
    request.headers.append({"Request-Id", m_requestId});
    m_step = step;
    m_sentMs = m_clock.nowMs();
    m_attempts = 0;
    m_outstanding = std::move(request);
    return m_outstanding;
}

HttpRequest Engine::authorised(const QByteArray &method, const QByteArray &path, const QByteArray &body) const
{
    const auto media = QByteArray(wire::kMediaType) + ";schema=" + QByteArray::number(wire::kSchema);
    HttpRequest request {
        method,
        path,
        {{"Authorization", "Bearer " + m_token.token}, {"Zhike-Device", m_identity.deviceId.toLatin1()}, {"Accept", media}, {"Accept-Encoding", "gzip"}},
        body};
    if (!body.isEmpty()) {
        request.headers.append({"Content-Type", media});
        request.headers.append({"Content-Digest", wire::contentDigest(body)});
    }
    return request;
}

Engine::Next Engine::token()
{
    if (m_identity.refreshToken.isEmpty())
        return finish(Error {ErrorCode::Unauthorized, u"no refresh token"_s, {}, {}});
    return send(Step::Token,
                {"POST",
                 "/oauth/token",
                 {{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}, {"Accept-Encoding", "gzip"}},
                 "grant_type=refresh_token&refresh_token=" + QUrl::toPercentEncoding(QString::fromLatin1(m_identity.refreshToken))});
}

Engine::Next Engine::push()
{
    m_after = Step::Push;
    auto batch = m_store.nextBatch(m_maxOps, kMaxPushBytes, m_clock.nowMs());
    if (!batch)
        return finish(batch.error());
    if (batch->ops.isEmpty())
        return pull();
    m_batch = std::move(*batch);
    m_progress = {u"push"_s, m_result.pushed, m_result.pushed + m_batch.ops.size()};
    const auto floor = m_store.ackFloor();
    if (!floor)
        return finish(floor.error());
    const auto cursor = m_store.cursor();
    if (!cursor)
        return finish(cursor.error());
    QByteArray body = "{\"incarnation\":" + QByteArray::number(m_identity.incarnation) + ",\"ack_floor\":\"" + QByteArray::number(*floor)
        + "\",\"cursor\":" + (cursor->isEmpty() ? QByteArray("null") : '"' + cursor->toUtf8() + '"') + ",\"ops\":[";
    for (qsizetype i = 0; i < m_batch.ops.size(); ++i)
        body += (i ? "," : "") + m_batch.ops[i];
    body += "]}";
    return send(Step::Push, authorised("POST", "/sync/v1/push", body));
}

Engine::Next Engine::pull()
{
    m_after = Step::Pull;
    if (m_progress.phase != "pull"_L1)
        m_progress = {u"pull"_s, 0, 0};
    const auto cursor = m_store.cursor();
    if (!cursor)
        return finish(cursor.error());
    const auto floor = m_store.ackFloor();
    if (!floor)
        return finish(floor.error());
    const auto members = m_store.pullMembers();
    if (!members)
        return finish(members.error());
    m_carried = !members->isEmpty();
    const QByteArray body = "{\"cursor\":" + (cursor->isEmpty() ? QByteArray("null") : '"' + cursor->toUtf8() + '"') + ",\"limit\":500,\"ack_floor\":\""
        + QByteArray::number(*floor) + (m_carried ? "\"," + *members + '}' : QByteArray("\"}"));
    return send(Step::Pull, authorised("POST", "/sync/v1/pull", body));
}

Engine::Next Engine::snapshot()
{
    m_after = Step::Snapshot;
    auto job = m_store.nextBootstrap(m_clock.nowMs());
    if (!job)
        return finish(job.error());
    if (!*job) {
        if (!m_bootstrapped)
            return verify();
        m_bootstrapped = false; // what changed meanwhile comes by feed
        return pull();
    }
    m_job = **job;
    m_bootstrapped = true;
    return snapshotPage();
}

Engine::Next Engine::snapshotPage()
{
    const auto path = "/sync/v1/scopes/" + QUrl::toPercentEncoding(m_job.scope) + "/snapshot?token=" + QUrl::toPercentEncoding(m_job.token);
    return send(Step::Snapshot, authorised("GET", path, {}));
}

Engine::Next Engine::verify()
{
    m_after = Step::Verify;
    if (!m_repair) {
        auto job = m_store.nextRepair();
        if (!job)
            return finish(job.error());
        if (!*job) {
            if (!std::exchange(m_repaired, false))
                return deliver();
            return pull(); // to a point at which the digests can be compared again
        }
        m_repair = {**job, {}, {}, false};
    }
    QJsonObject body {{u"scope"_s, m_repair->job.scope},
                      {u"type"_s, m_repair->job.type},
                      {u"after"_s, m_repair->compared ? u"~"_s : m_repair->after},
                      {u"fetch"_s, QJsonArray::fromStringList(m_repair->fetch.mid(0, kFetchRows))}};
    return send(Step::Verify, authorised("POST", "/sync/v1/verify", QJsonDocument(body).toJson(QJsonDocument::Compact)));
}

Engine::Next Engine::onVerify(const QByteArray &body)
{
    auto page = VerifyPage::parse(body);
    if (!page)
        return retrySame("verify page does not parse");
    auto &repair = *m_repair;
    if (auto ok = m_store.applyRepair(*page); !ok)
        return finish(ok.error());
    repair.fetch = repair.fetch.mid(kFetchRows);
    if (!repair.compared) {
        if (!page->next.isEmpty() && page->next <= repair.after)
            return finish(Error {ErrorCode::Protocol, u"verify does not get on"_s, {}, {}});
        auto differing = m_store.compareManifest(repair.job, repair.after, *page);
        if (!differing)
            return finish(differing.error());
        repair.fetch += *differing;
        repair.after = page->next;
        repair.compared = page->next.isEmpty();
    }
    if (repair.compared && repair.fetch.isEmpty()) {
        if (auto ok = m_store.endRepair(repair.job); !ok)
            return finish(ok.error());
        m_repair.reset();
        m_repaired = true;
    }
    return verify();
}

Engine::Next Engine::deliver()
{
    m_after = Step::Sealed;
    auto body = m_store.sealedDelivery(m_clock.nowMs());
    if (!body)
        return finish(body.error());
    if (body->isEmpty())
        return finish();
    return send(Step::Sealed, authorised("POST", "/sync/v1/sealed", *body));
}

Engine::Next Engine::onSealed(const QByteArray &body)
{
    const auto answer = SealedAnswer::parse(body);
    if (!answer)
        return retrySame("answer to a delivery does not parse");
    const auto settled = m_store.applySealedAnswer(*answer);
    if (!settled)
        return finish(settled.error());
    m_result.pushed += *settled;
    return *settled > 0 ? deliver() : finish();
}

void Engine::noteTime(const QString &serverTime)
{
    if (const auto server = fromWireInstant(serverTime))
        m_store.noteServerTime(*server, qMax<qint64>(0, m_clock.nowMs() - m_sentMs));
}

Engine::Next Engine::finish(std::optional<Error> error)
{
    if (auto ok = storeHeld(); !ok && !error)
        error = ok.error();
    m_step = Step::Idle;
    m_result.error = std::move(error);
    (void)m_store.noteRound(m_clock.nowMs(), m_result.error ? toWire(m_result.error->code) : u"ok"_s);
    return std::nullopt;
}

Done Engine::storeHeld()
{
    if (m_held.pages.empty())
        return done();
    const auto held = std::exchange(m_held, {});
    auto outcome = m_store.applySnapshot(m_job.scope, held.token, held.pages);
    if (!outcome)
        return outcome.error();
    m_result.pulled += outcome->rows;
    return done();
}

Engine::Next Engine::retrySame(const char *why)
{
    if (++m_attempts < kMaxAttempts && m_result.reachedServer)
        return m_outstanding;
    if (m_step == Step::Push)
        (void)m_store.noteSendFailure(m_batch.opIds, true);
    return finish(Error {m_result.reachedServer ? ErrorCode::Protocol : ErrorCode::Offline, QString::fromUtf8(why), {}, {}});
}

std::optional<HttpRequest> Engine::onResponse(const HttpResponse &response)
{
    if (m_step == Step::Idle)
        return std::nullopt; // a late answer of a round that has ended
    if (response.status == 0) {
        // Being offline is not the operation's fault; a connection that breaks while the server is there may be.
        if (m_step == Step::Push && m_result.reachedServer)
            (void)m_store.noteSendFailure(m_batch.opIds, true);
        return finish(Error {ErrorCode::Offline, QString::fromUtf8(response.failure), {}, {}});
    }
    // Only what carries our media types is an answer; a portal's page is a network failure, whatever its status.
    const auto type = response.header("content-type").toLower();
    const bool problem
        = type.startsWith("application/problem+json") || (m_step == Step::Token && response.status >= 400 && type.startsWith("application/json"));
    const bool ours = type.startsWith(wire::kMediaType) || (m_step == Step::Token && type.startsWith("application/json"));
    if (!problem && !(ours && response.status < 300) && response.status < 500)
        return finish(Error {ErrorCode::Protocol, u"status %1, not an answer of the central endpoint"_s.arg(response.status), {}, {}});
    QByteArray body;
    const bool read = decodeBody(response, body);
    if (response.status < 500 && !read) {
        m_result.reachedServer = true;
        return retrySame("body does not match its digest or exceeds the caps");
    }
    if (!read || !(problem || ours))
        body.clear();
    m_result.reachedServer = true;
    // A page does not say which request it answers; the id that comes back does (§1). The sign-in service need not know of it, nor a balancer that has no
    // bank behind it or asks for patience: such a refusal changes nothing, and asking again at once would make it worse.
    const bool refused = response.status >= 500 || response.status == 408 || response.status == 425 || response.status == 429;
    const auto answered = response.header("request-id");
    if (m_step != Step::Token && answered != m_requestId && !(refused && answered.isEmpty()))
        return retrySame("answer to another request");
    if (response.status >= 300)
        return onProblem(response.status, response, body);
    switch (m_step) {
    case Step::Token: return onToken(response.status, body);
    case Step::Push: return onPush(body);
    case Step::Pull: return onPull(body);
    case Step::Snapshot: return onSnapshot(body);
    case Step::Verify: return onVerify(body);
    case Step::Sealed: return onSealed(body);
    case Step::Idle: break;
    }
    return finish();
}

Engine::Next Engine::onToken(int, const QByteArray &body)
{
    const auto answer = QJsonDocument::fromJson(body).object();
    m_token.token = answer[u"access_token"_s].toString().toLatin1();
    if (m_token.token.isEmpty())
        return finish(Error {ErrorCode::Protocol, u"token answer without a token"_s, {}, {}});
    m_token.expiresMs = m_clock.nowMs() + qMax(30, answer[u"expires_in"_s].toInt(600)) * 1000ll;
    return proceed();
}

Engine::Next Engine::onPush(const QByteArray &body)
{
    auto answer = PushAnswer::parse(body);
    if (!answer)
        return retrySame("push answer does not parse");
    return settle(*answer);
}

Engine::Next Engine::settle(const PushAnswer &answer)
{
    noteTime(answer.serverTime);
    auto outcome = m_store.applyPushAnswer(answer, m_batch.opIds, m_clock.nowMs());
    if (!outcome)
        return finish(outcome.error());
    if (outcome->answered == 0) // the same operations would go out again, for ever
        return retrySame("push answer speaks of nothing that was sent");
    m_result.pushed += outcome->done;
    m_result.conflicts += outcome->conflicts;
    m_result.rejected += outcome->rejected;
    if (outcome->retryAfterS > 0) {
        m_result.retryAfterS = outcome->retryAfterS;
        return pull();
    }
    return push();
}

Engine::Next Engine::onPull(const QByteArray &body)
{
    auto page = PullPage::parse(body);
    if (!page)
        return retrySame("pull answer does not parse");
    const auto cursor = m_store.cursor();
    if (!cursor)
        return finish(cursor.error());
    if (page->more && page->nextCursor == *cursor)
        return finish(Error {ErrorCode::Protocol, u"pull does not get on"_s, {}, {}});
    noteTime(page->serverTime);
    if (std::exchange(m_carried, false))
        if (auto ok = m_store.pullMembersTaken(); !ok)
            return finish(ok.error());
    if (!m_lastTry) {
        const auto strands = m_store.strandsWork(*page);
        if (!strands)
            return finish(strands.error());
        if (*strands) {
            m_lastTry = true; // a pull can be asked again; what a person typed cannot
            return push();
        }
    }
    auto outcome = m_store.applyPull(*page, m_clock.nowMs());
    if (!outcome)
        return finish(outcome.error());
    if (outcome->dropped)
        return retrySame("answer to another cursor");
    m_lastTry = false;
    m_result.pulled += outcome->rows;
    m_result.purged += outcome->purgedCustomers;
    m_progress.done += qint64(page->rows.size());
    return page->more ? pull() : snapshot();
}

Engine::Next Engine::onSnapshot(const QByteArray &body)
{
    auto page = SnapshotPage::parse(body);
    if (!page)
        return retrySame("snapshot page does not parse");
    if (page->next == m_job.token)
        return finish(Error {ErrorCode::Protocol, u"snapshot does not get on"_s, {}, {}});
    if (m_held.pages.empty()) {
        m_held.token = m_job.token;
        m_held.sinceMs = m_clock.nowMs();
    }
    m_progress = {u"bootstrap"_s, page->done, page->estimate};
    m_job.token = page->next;
    m_held.rows += page->rows.size();
    m_held.bytes += body.size();
    m_held.pages.push_back(std::move(*page));
    const bool more = !m_job.token.isEmpty();
    if (more && m_held.rows < kHeldRows && m_held.bytes < kHeldBytes && m_clock.nowMs() - m_held.sinceMs < kHeldMs)
        return snapshotPage();
    if (auto ok = storeHeld(); !ok)
        return finish(ok.error());
    return snapshot();
}

Engine::Next Engine::onProblem(int status, const HttpResponse &response, const QByteArray &body)
{
    if (auto ok = storeHeld(); !ok)
        return finish(ok.error());
    const auto problem = QJsonDocument::fromJson(body).object();
    const auto kind = problem[u"type"_s].toString().section(u'/', -1);
    const auto detail = u"%1 %2 %3"_s.arg(status).arg(kind, problem[u"title"_s].toString());
    if (kind == "device-revoked"_L1)
        m_result.order = problem[u"order"_s].toString().toLatin1();
    bool number = false;
    if (const auto after = response.header("retry-after").toLongLong(&number); number)
        m_result.retryAfterS = after;
    else
        m_result.retryAfterS = problem[u"not_before_s"_s].toInteger();

    if (m_step == Step::Token) {
        // Only what the sign-in service says of the token asks for a new sign-in; a service that is busy or astray does not.
        const bool busy = status == 408 || status == 425 || status == 429 || status == 503;
        const bool refused = status == 400 || status == 401 || status == 403;
        const auto code = busy ? ErrorCode::Busy : refused ? ErrorCode::Unauthorized : status >= 500 ? ErrorCode::Server : ErrorCode::Protocol;
        return finish(Error {code, detail, {}, {}});
    }
    if (status == 401 && !m_refreshed) {
        m_refreshed = true; // once a round; a 401 never consumes an operation
        m_token = {};
        return proceed();
    }
    if ((status == 410 || kind == "cursor-invalid"_L1) && m_resets++ < 2) {
        if (auto ok = m_store.resetAll(); !ok)
            return finish(ok.error());
        if (const auto since = fromWireInstant(problem[u"reoffer_from"_s].toString())) {
            if (auto ok = m_store.reoffer(*since); !ok)
                return finish(ok.error());
            if (m_step == Step::Push)
                return push();
        }
        return pull();
    }
    if (status == 403 && kind != "device-revoked"_L1 && kind != "device-pending"_L1 && m_step != Step::Pull && !std::exchange(m_pulledAgain, true))
        return pull(); // the grants have changed: the feed says how
    if (status == 403 && kind == "forbidden"_L1 && m_step == Step::Verify) {
        auto gone = m_store.dropUnnamed(m_repair->job);
        if (!gone)
            return finish(gone.error());
        if (*gone) {
            m_repair.reset();
            return verify();
        }
    }
    if (status == 503 && kind == "read-only"_L1 && m_step == Step::Push)
        return pull(); // what is written waits, what is read goes on
    if (kind == "device-pending"_L1)
        m_result.retryAfterS = qMax<qint64>(m_result.retryAfterS, 300);
    if (status == 409 && kind == "push-in-progress"_L1) {
        m_result.retryAfterS = qMax<qint64>(m_result.retryAfterS, 2);
        return finish(Error {ErrorCode::Busy, detail, {}, {}});
    }
    if (status == 413 && m_step == Step::Push && m_batch.ops.size() > 1) {
        m_maxOps = qMax(1, int(m_batch.ops.size()) / 2);
        return push();
    }
    if (status == 413 && m_step == Step::Push) {
        // Too large by itself: no later round would take it either.
        const auto opId = m_batch.opIds.constFirst();
        OpResult refused {opId, u"rejected"_s, 0, false, {}, {}};
        refused.answer = QJsonDocument(QJsonObject {{u"op_id"_s, opId}, {u"status"_s, refused.status}, {u"problem"_s, problem}}).toJson(QJsonDocument::Compact);
        PushAnswer answer;
        answer.results.push_back(std::move(refused));
        return settle(answer);
    }
    if (m_step == Step::Push && status >= 500 && status != 503)
        (void)m_store.noteSendFailure(m_batch.opIds, true);
    switch (status) {
    case 401: return finish(Error {ErrorCode::Unauthorized, detail, {}, {}});
    case 403: return finish(Error {kind == "device-revoked"_L1 ? ErrorCode::Revoked : ErrorCode::Denied, detail, {}, {}});
    case 406:
    case 415: return finish(Error {ErrorCode::Unsupported, detail, {}, {}});
    case 408:
    case 425:
    case 429:
    case 503: return finish(Error {ErrorCode::Busy, detail, {}, {}});
    case 409: return finish(Error {ErrorCode::Conflict, detail, {}, {}});
    default: return finish(Error {status >= 500 ? ErrorCode::Server : ErrorCode::Protocol, detail, {}, {}});
    }
}

} // namespace zhike::sync
