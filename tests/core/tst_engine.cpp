// SPDX-License-Identifier: GPL-3.0-or-later
// A sync round against every answer a network can give: what is not the protocol's changes nothing, what is has its one reaction (sync-protocol §8).
#include "testcache.h"

#include "storage/outbox.h"
#include "sync/engine.h"
#include "wire/record.h"

#include <QJsonDocument>
#include <QTest>
#include <deque>
#include <functional>
#include <zlib.h>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;
using namespace zhike::testing;
using sync::HttpRequest;
using sync::HttpResponse;

namespace {

const QString kBook = u"book:A"_s;
const QString kLi = u"c-li"_s;

QByteArray media()
{
    return QByteArray(wire::kMediaType) + ";schema=1";
}

HttpResponse answer(int status, const QByteArray &body, const QByteArray &type = media(), QList<std::pair<QByteArray, QByteArray>> headers = {})
{
    headers.append({"content-type", type});
    headers.append({"content-digest", wire::contentDigest(body)});
    return {status, {}, headers, body};
}

HttpResponse problem(int status, const QByteArray &kind, QList<std::pair<QByteArray, QByteArray>> headers = {}, const QByteArray &more = {})
{
    return answer(status, "{\"type\":\"https://zhike.example/problems/" + kind + "\",\"title\":\"t\",\"status\":" + QByteArray::number(status) + more + "}",
                  "application/problem+json", headers);
}

QByteArray gzip(const QByteArray &raw)
{
    z_stream stream {};
    deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY);
    QByteArray out(qsizetype(deflateBound(&stream, uLong(raw.size()))) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(raw.constData()));
    stream.avail_in = uInt(raw.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = uInt(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(qsizetype(stream.total_out));
    deflateEnd(&stream);
    return out;
}

QJsonObject task(const QString &id, const QString &title, qint64 version, qint64 csn)
{
    return row(u"task"_s, id, kBook, kLi, version, csn,
               {{u"customer_id"_s, kLi}, {u"title"_s, title}, {u"kind"_s, u"call"_s}, {u"status"_s, u"open"_s}, {u"due"_s, u"2026-09-23"_s}});
}

} // namespace

Q_DECLARE_METATYPE(zhike::sync::HttpResponse)

class TestEngine : public QObject {
    Q_OBJECT

    using Reply = std::function<HttpResponse(const HttpRequest &)>;

    std::unique_ptr<TestCache> m_cache;
    Clock m_clock = *Clock::frozen(u"2026-09-21T09:42:00+08:00"_s);
    sync::AccessToken m_token;
    bool m_nameless = false; //!< answers say nothing of what they answer
    QList<HttpRequest> m_asked;

    QByteArray pullBody(const QJsonArray &changes = {}, const QString &next = u"c-2"_s, bool more = false)
    {
        PullAnswer pull;
        pull.cursor = *m_cache->store().cursor();
        pull.next = next;
        pull.changes = changes;
        pull.more = more;
        return pull.json();
    }

    //! Plays the script; what comes after it is a network failure.
    sync::RoundResult play(std::deque<Reply> script, bool signedIn = true)
    {
        m_asked.clear();
        m_token = signedIn ? sync::AccessToken {"access-1", m_clock.nowMs() + 600'000} : sync::AccessToken();
        sync::Engine engine(m_cache->store(), m_clock, m_token);
        for (auto request = engine.start(); request;) {
            m_asked.append(*request);
            if (m_asked.size() > 200) {
                QTest::qFail("the round does not end", __FILE__, __LINE__);
                break;
            }
            if (script.empty()) {
                request = engine.onResponse({0, "connection closed", {}, {}});
                continue;
            }
            const auto reply = script.front();
            script.pop_front();
            auto response = reply(*request);
            for (const auto &[name, value] : request->headers)
                if (!m_nameless && name == "Request-Id" && response.header("request-id").isEmpty())
                    response.headers.append({"request-id", value});
            request = engine.onResponse(response);
        }
        return engine.result();
    }
    //! The same for as long as the round asks.
    sync::RoundResult always(const Reply &reply, bool signedIn = true) { return play(std::deque<Reply>(199, reply), signedIn); }
    static Reply fixed(const HttpResponse &response)
    {
        return [response](const HttpRequest &) { return response; };
    }
    Reply emptyPull(const QString &next = u"c-2"_s)
    {
        return [this, next](const HttpRequest &) { return answer(200, pullBody({}, next)); };
    }
    QString path(int i) const { return QString::fromLatin1(m_asked.value(i).path); }
    QByteArray dump() { return m_cache->dump({u"sync_state"_s, u"sync_history"_s}); }
    QString change(const QString &id, const QString &title)
    {
        storage::Operation operation;
        operation.action = u"patch"_s;
        operation.type = u"task"_s;
        operation.id = id;
        operation.customerId = kLi;
        operation.scope = kBook;
        operation.baseVersion = 1;
        operation.set[u"title"_s] = QJsonObject {{u"from"_s, u"回访"_s}, {u"to"_s, title}};
        return m_cache->enqueue(operation);
    }
    qint64 state(const QString &op) { return m_cache->number("SELECT state FROM outbox WHERE op_id = ?1", {op}); }

private Q_SLOTS:
    void init()
    {
        m_cache = std::make_unique<TestCache>();
        m_cache->pull({row(u"customer"_s, kLi, kBook, kLi, 1, 10, {{u"kind"_s, u"person"_s}, {u"number"_s, u"N1"_s}, {u"name"_s, u"李明朗"_s}}),
                       task(u"t-1"_s, u"回访"_s, 1, 10)});
    }
    void cleanup()
    {
        QVERIFY(m_cache->ok);
        m_cache.reset();
    }

    void aRoundPushesPullsAndBootstraps()
    {
        const auto op = change(u"t-1"_s, u"我的"_s);
        const auto result = play(
            {[&](const HttpRequest &request) {
                 const auto body = QJsonDocument::fromJson(request.body).object();
                 if (body[u"ops"_s].toArray().size() != 1 || body[u"ops"_s][0][u"op_id"_s].toString() != op)
                     return problem(400, "malformed");
                 return answer(200, pushJson({QJsonObject {{u"op_id"_s, op}, {u"status"_s, u"applied"_s}, {u"record"_s, task(u"t-1"_s, u"我的"_s, 2, 11)}}}));
             },
             [&](const HttpRequest &) {
                 PullAnswer pull;
                 pull.cursor = *m_cache->store().cursor();
                 pull.next = u"c-2"_s;
                 pull.added = {scope(u"ref:products"_s, u"s1.a"_s)};
                 return answer(200, gzip(pull.json()), media(), {{"content-encoding", "gzip"}});
             },
             [&](const HttpRequest &) {
                 return answer(200, snapshotJson({row(u"product"_s, u"p-1"_s, u"ref:products"_s, {}, 1, 3, {{u"name"_s, u"稳盈"_s}})}, {}));
             },
             emptyPull(u"c-3"_s)});
        QVERIFY2(!result.error, result.error ? qPrintable(result.error->detail) : "");
        QCOMPARE(result.pushed, 1);
        QCOMPARE(result.pulled, 1);
        QCOMPARE(m_asked.size(), 4);
        QCOMPARE(path(0), u"/sync/v1/push"_s);
        QCOMPARE(path(1), u"/sync/v1/pull"_s);
        QCOMPARE(path(2), u"/sync/v1/scopes/ref%3Aproducts/snapshot?token=s1.a"_s);
        QCOMPARE(path(3), u"/sync/v1/pull"_s);
        QCOMPARE(state(op), 3);
        QCOMPARE(*m_cache->store().cursor(), u"c-3"_s);
        // Every request names itself, carries the device and a digest of what it sends.
        QSet<QByteArray> ids;
        for (const auto &request : std::as_const(m_asked)) {
            QHash<QByteArray, QByteArray> headers;
            for (const auto &[name, value] : request.headers)
                headers[name] = value;
            ids.insert(headers["Request-Id"]);
            QCOMPARE(headers["Zhike-Device"], QByteArray("dev-1"));
            QCOMPARE(headers["Authorization"], QByteArray("Bearer access-1"));
            if (!request.body.isEmpty())
                QCOMPARE(headers["Content-Digest"], wire::contentDigest(request.body));
        }
        QCOMPARE(ids.size(), m_asked.size());
        QCOMPARE(m_cache->number("SELECT count(*) FROM sync_history WHERE outcome = 'ok'"), 1);
    }

    // I29: whatever is not ours changes nothing but the note that the round failed.
    void foreignBodiesChangeNothing_data()
    {
        QTest::addColumn<HttpResponse>("response");
        QTest::addColumn<QString>("code");
        const auto good = pullAnswerOnce();
        const auto portal = QByteArray("<html><body>Welcome to the airport. <a href=/login>Sign in</a></body></html>");
        QTest::newRow("portal 200") << answer(200, portal, "text/html") << u"protocol"_s;
        QTest::newRow("portal with our text") << answer(200, good, "text/html; charset=utf-8") << u"protocol"_s;
        QTest::newRow("portal 302") << answer(302, portal, "text/html") << u"protocol"_s;
        QTest::newRow("portal 403") << answer(403, portal, "text/html") << u"protocol"_s;
        QTest::newRow("portal 511") << answer(511, portal, "text/html") << u"server"_s;
        QTest::newRow("no content type") << HttpResponse {200, {}, {}, good} << u"protocol"_s;
        QTest::newRow("nothing came") << HttpResponse {0, "timeout", {}, {}} << u"offline"_s;
        QTest::newRow("empty body") << answer(200, {}) << u"protocol"_s;
        QTest::newRow("half the body") << answer(200, good.left(good.size() / 2)) << u"protocol"_s;
        QTest::newRow("all but the last byte") << answer(200, good.chopped(1)) << u"protocol"_s;
        QTest::newRow("an array") << answer(200, "[]") << u"protocol"_s;
        QTest::newRow("null") << answer(200, "null") << u"protocol"_s;
        QTest::newRow("garbage") << answer(200, QByteArray::fromHex("00ff80c0deadbeef7b")) << u"protocol"_s;
        QTest::newRow("deep nesting") << answer(200, QByteArray(100'000, '[')) << u"protocol"_s;
        QTest::newRow("no cursor") << answer(200, "{\"changes\":[],\"more\":false}") << u"protocol"_s;
        QTest::newRow("bad UTF-8") << answer(200, QByteArray(good).replace("c-2", "c-\xff\xfe")) << u"protocol"_s;
        QTest::newRow("a row without an id") << answer(200, QByteArray(good).replace("\"id\":\"t-1\"", "\"xx\":\"t-1\"")) << u"protocol"_s;
        QTest::newRow("version is a text") << answer(200, QByteArray(good).replace("\"version\":9", "\"version\":\"nine\"")) << u"protocol"_s;
        QTest::newRow("wrong digest") << HttpResponse {200, {}, {{"content-type", media()}, {"content-digest", wire::contentDigest("else")}}, good}
                                      << u"protocol"_s;
        QTest::newRow("another cursor's answer") << answer(200, QByteArray(good).replace("sha256:", "sha256:0")) << u"protocol"_s;
        QTest::newRow("gzip that is none") << answer(200, good, media(), {{"content-encoding", "gzip"}}) << u"protocol"_s;
        QTest::newRow("half a gzip") << answer(200, gzip(good).chopped(9), media(), {{"content-encoding", "gzip"}}) << u"protocol"_s;
        QTest::newRow("unknown coding") << answer(200, good, media(), {{"content-encoding", "br"}}) << u"protocol"_s;
        QTest::newRow("gzip bomb") << answer(200, gzip(QByteArray(64 << 20, ' ')), media(), {{"content-encoding", "gzip"}}) << u"protocol"_s;
        QTest::newRow("endless body") << answer(200, QByteArray((4 << 20) + 1, ' ')) << u"protocol"_s;
    }
    void foreignBodiesChangeNothing()
    {
        QFETCH(HttpResponse, response);
        QFETCH(QString, code);
        const auto op = change(u"t-1"_s, u"我的"_s);
        // Met while pulling, with a push before that had to wait, and while pushing.
        const auto waiting = QJsonObject {{u"op_id"_s, op}, {u"status"_s, u"retry"_s}, {u"retry_after_s"_s, 60}};
        (void)play({fixed(answer(200, pushJson({waiting})))});
        const auto before = dump();
        const auto cursor = *m_cache->store().cursor();
        const auto result = always(fixed(response));
        QVERIFY(result.error);
        QCOMPARE(toWire(result.error->code), code);
        QCOMPARE(dump(), before);
        QCOMPARE(*m_cache->store().cursor(), cursor);
        QVERIFY2(m_asked.size() <= 3, "a bad answer is asked for again at most twice");
        const auto second = change(u"t-1"_s, u"二"_s);
        QVERIFY(m_cache->database().run("UPDATE outbox SET next_at = 0"));
        const auto shown = m_cache->visible(u"t-1"_s);
        const auto pushed = always(fixed(response));
        QVERIFY(pushed.error);
        QCOMPARE(m_cache->visible(u"t-1"_s), shown);
        QCOMPARE(m_cache->number("SELECT count(*) FROM outbox WHERE state < 2"), 2);
        QCOMPARE(m_cache->number("SELECT version FROM base WHERE id = 't-1'"), 1);
        Q_UNUSED(second);
    }

    void aBodyOfTwentyMegabytesIsStoppedWhileItGrows()
    {
        QByteArray out;
        const auto bomb = gzip(QByteArray(300 << 20, 'a'));
        QVERIFY(bomb.size() < sync::kMaxCodedBody);
        QVERIFY(!sync::decodeBody(answer(200, bomb, media(), {{"content-encoding", "gzip"}}), out));
        QVERIFY(out.capacity() <= 2 * sync::kMaxRawBody);
        const QByteArray small(900'000, 'a'); // compresses a thousandfold and is no bomb
        QVERIFY(sync::decodeBody(answer(200, gzip(small), media(), {{"content-encoding", "gzip"}}), out));
        QCOMPARE(out, small);
    }

    void anUnknownTokenIsRenewedOnceThenAskedFor()
    {
        const auto op = change(u"t-1"_s, u"我的"_s);
        const auto token = fixed(answer(200, "{\"access_token\":\"access-2\",\"expires_in\":600}", "application/json"));
        auto result = play(
            {fixed(problem(401, "invalid_token")), token,
             fixed(answer(200, pushJson({QJsonObject {{u"op_id"_s, op}, {u"status"_s, u"applied"_s}, {u"record"_s, task(u"t-1"_s, u"我的"_s, 2, 11)}}}))),
             emptyPull()});
        QVERIFY(!result.error);
        QCOMPARE(path(1), u"/oauth/token"_s);
        QVERIFY(m_asked[1].body.contains("refresh-1"));
        QCOMPARE(m_asked[2].body, m_asked[0].body); // the very same bytes
        QVERIFY(m_asked[2].headers.contains(std::pair<QByteArray, QByteArray>("Authorization", "Bearer access-2")));
        QCOMPARE(state(op), 3);

        const auto second = change(u"t-1"_s, u"再来"_s);
        result = play({fixed(problem(401, "invalid_token")), token, fixed(problem(401, "invalid_token"))});
        QCOMPARE(result.error->code, ErrorCode::Unauthorized);
        QCOMPARE(m_asked.size(), 3);
        QVERIFY(state(second) < 2); // a 401 never consumes an operation
        QCOMPARE(m_cache->number("SELECT attempts FROM outbox WHERE op_id = ?1", {second}), 0);
        // A refused refresh ends the round; nothing is thrown away.
        result = play({fixed(answer(400, "{\"error\":\"invalid_grant\"}", "application/json"))}, false);
        QCOMPARE(result.error->code, ErrorCode::Unauthorized);
        QVERIFY(state(second) < 2);
    }

    void aRevokedDeviceIsTold()
    {
        const auto before = dump();
        QCOMPARE(play({fixed(problem(403, "device-revoked"))}).error->code, ErrorCode::Revoked);
        QCOMPARE(play({fixed(problem(403, "forbidden"))}).error->code, ErrorCode::Denied);
        QCOMPARE(play({fixed(problem(409, "device-state-regressed"))}).error->code, ErrorCode::Conflict);
        QCOMPARE(play({fixed(problem(406, "schema-unsupported"))}).error->code, ErrorCode::Unsupported);
        QCOMPARE(play({fixed(problem(404, "not-found"))}).error->code, ErrorCode::Protocol);
        QCOMPARE(dump(), before); // an unsigned refusal never deletes
    }

    void anEpochChangeStartsAgainFromASnapshot()
    {
        const auto op = change(u"t-1"_s, u"我的"_s);
        const auto result
            = play({fixed(answer(200, pushJson({QJsonObject {{u"op_id"_s, op}, {u"status"_s, u"retry"_s}, {u"retry_after_s"_s, 9}}}))),
                    fixed(problem(410, "epoch-changed")),
                    [&](const HttpRequest &request) {
                        if (!request.body.contains("\"cursor\":null"))
                            return problem(400, "malformed");
                        PullAnswer pull;
                        pull.next = u"c-new"_s;
                        pull.added = {scope(kBook, u"s9.a"_s)};
                        return answer(200, pull.json());
                    },
                    fixed(answer(
                        200,
                        snapshotJson({row(u"customer"_s, kLi, kBook, kLi, 1, 10, {{u"kind"_s, u"person"_s}, {u"number"_s, u"N1"_s}, {u"name"_s, u"李明朗"_s}}),
                                      task(u"t-1"_s, u"回访"_s, 1, 10), task(u"t-7"_s, u"新的"_s, 1, 4)},
                                     {}))),
                    emptyPull(u"c-new2"_s)});
        QVERIFY2(!result.error, result.error ? qPrintable(result.error->detail) : "");
        QCOMPARE(m_cache->visible(u"t-1"_s)[u"title"_s].toString(), u"我的"_s);
        QCOMPARE(m_cache->visible(u"t-7"_s)[u"title"_s].toString(), u"新的"_s);
        QVERIFY(state(op) < 2);
    }

    void aServerThatResetsForEverIsLeft()
    {
        const auto result = always(fixed(problem(410, "epoch-changed")));
        QVERIFY(result.error);
        QVERIFY(m_asked.size() <= 4);
        QCOMPARE(m_cache->visible(u"t-1"_s)[u"title"_s].toString(), u"回访"_s);
    }

    void aServerThatNeverEndsIsLeft()
    {
        // "There is more" without getting on.
        auto result = always([&](const HttpRequest &) { return answer(200, pullBody({}, *m_cache->store().cursor(), true)); });
        QVERIFY(result.error);
        QCOMPARE(result.error->code, ErrorCode::Protocol);
        QVERIFY(m_asked.size() <= 3);
        // A snapshot whose next page is the page it is.
        PullAnswer pull;
        pull.cursor = *m_cache->store().cursor();
        pull.next = u"c-5"_s;
        pull.reset = {scope(kBook, u"s1.a"_s)};
        const auto first = pull.json();
        result = always([&](const HttpRequest &request) { return request.method == "POST" ? answer(200, first) : answer(200, snapshotJson({}, u"s1.a"_s)); });
        QVERIFY(result.error);
        QCOMPARE(result.error->code, ErrorCode::Protocol);
        QVERIFY(m_asked.size() <= 4);
    }

    void aBatchThatIsTooLargeIsHalved()
    {
        QStringList ops;
        for (int i = 0; i < 8; ++i)
            ops.append(change(u"t-%1"_s.arg(i + 1), QString::number(i)));
        QList<int> sizes;
        const auto result = always([&](const HttpRequest &request) {
            if (request.path != "/sync/v1/push")
                return answer(200, pullBody());
            const auto sent = QJsonDocument::fromJson(request.body).object()[u"ops"_s].toArray();
            sizes.append(int(sent.size()));
            if (sent.size() > 2)
                return problem(413, "batch-too-large");
            QJsonArray results;
            for (const auto &op : sent)
                results.append(QJsonObject {{u"op_id"_s, op[u"op_id"_s]}, {u"status"_s, u"applied"_s}});
            return answer(200, pushJson(results));
        });
        QVERIFY(!result.error);
        QCOMPARE(sizes, (QList<int> {8, 4, 2, 2, 2, 2}));
        QCOMPARE(result.pushed, 8);
    }

    void anOperationTooLargeByItselfIsParked()
    {
        const auto op = change(u"t-1"_s, QString(5000, u'长'));
        const auto other = change(u"t-1"_s, u"短"_s);
        const auto result
            = always([&](const HttpRequest &request) { return request.path == "/sync/v1/push" ? problem(413, "batch-too-large") : answer(200, pullBody()); });
        QVERIFY2(!result.error, result.error ? qPrintable(result.error->detail) : "");
        QCOMPARE(state(op), 2); // a person must look; the rest of the day goes on
        QVERIFY(state(other) < 2);
        QCOMPARE(result.rejected, 1);
    }

    void anOverloadedServerIsGivenItsTime()
    {
        const auto op = change(u"t-1"_s, u"我的"_s);
        for (const int status : {429, 503}) {
            const auto result = play({fixed(problem(status, "overloaded", {{"retry-after", "17"}}))});
            QCOMPARE(result.error->code, ErrorCode::Busy);
            QCOMPARE(result.retryAfterS, 17);
            QCOMPARE(m_asked.size(), 1);
        }
        const auto result
            = play({fixed(problem(410, "epoch-changed", {}, ",\"not_before_s\":5310")), fixed(problem(429, "rate-limited", {}, ",\"not_before_s\":31"))});
        QCOMPARE(result.retryAfterS, 31);
        QVERIFY(state(op) < 2);
        QCOMPARE(m_cache->number("SELECT attempts FROM outbox WHERE op_id = ?1", {op}), 0); // being told to wait is not a failure of the operation
    }

    void aBankThatOnlyReadsIsReadOn()
    {
        const auto op = change(u"t-1"_s, u"我的"_s);
        const auto result = play({fixed(problem(503, "read-only")), emptyPull()});
        QVERIFY(path(0).endsWith(u"/push"_s));
        QVERIFY(path(1).endsWith(u"/pull"_s));
        QVERIFY(!result.error);
        QVERIFY(state(op) < 2);
        QCOMPARE(m_cache->number("SELECT attempts FROM outbox WHERE op_id = ?1", {op}), 0);
    }

    void aBalancerNeedNotKnowOfRequestIds()
    {
        const auto op = change(u"t-1"_s, u"我的"_s);
        m_nameless = true;
        for (const auto &type : {QByteArray("text/html"), QByteArray("application/problem+json")}) {
            auto busy = answer(503, "<html>", type);
            busy.headers.append(std::pair<QByteArray, QByteArray>("retry-after", "17"));
            const auto result = play({fixed(busy)});
            QCOMPARE(result.error->code, ErrorCode::Busy);
            QCOMPARE(result.retryAfterS, 17);
            QCOMPARE(m_asked.size(), 1); // it is not asked again at once
        }
        QCOMPARE(play({fixed(answer(502, "<html>", "text/html"))}).error->code, ErrorCode::Server);
        QCOMPARE(m_asked.size(), 1);
        // What would change something needs its name: here it is asked thrice and left.
        QCOMPARE(always(fixed(problem(410, "epoch-changed"))).error->code, ErrorCode::Protocol);
        QCOMPARE(m_asked.size(), 3);
        QCOMPARE(m_cache->number("SELECT count(*) FROM sync_state WHERE k = 'history_lost' AND v = '1'"), 0);
        QVERIFY(state(op) < 2);
        m_nameless = false;
    }

    void failingServersDoNotConsumeOperations()
    {
        const auto op = change(u"t-1"_s, u"我的"_s);
        for (const int status : {500, 502, 504}) {
            const auto result = play({fixed(answer(status, "oops", "text/plain"))});
            QCOMPARE(result.error->code, ErrorCode::Server);
            QVERIFY(state(op) < 2);
        }
        QCOMPARE(m_cache->number("SELECT attempts FROM outbox WHERE op_id = ?1", {op}), 3);
        for (int i = 0; i < 5; ++i)
            (void)play({fixed(problem(500, "internal"))});
        QCOMPARE(state(op), 2); // eight failures of the same single operation: suspect
        QCOMPARE(m_cache->visible(u"t-1"_s)[u"title"_s].toString(), u"我的"_s);
    }

    void beingOfflineCountsAgainstNobody()
    {
        const auto op = change(u"t-1"_s, u"我的"_s);
        for (int i = 0; i < 20; ++i)
            QCOMPARE(play({}).error->code, ErrorCode::Offline);
        QVERIFY(state(op) < 2);
        const auto result = play({fixed(answer(200, pushJson({QJsonObject {{u"op_id"_s, op}, {u"status"_s, u"applied"_s}}}))), emptyPull()});
        QVERIFY(!result.error);
        QCOMPARE(state(op), 3);
    }

    void aLateAnswerAfterTheRoundIsIgnored()
    {
        m_token = {"access-1", m_clock.nowMs() + 600'000};
        sync::Engine engine(m_cache->store(), m_clock, m_token);
        QVERIFY(engine.start());
        QVERIFY(!engine.onResponse({0, "gone", {}, {}}));
        const auto before = m_cache->dump();
        QVERIFY(!engine.onResponse(answer(200, pullBody({task(u"t-1"_s, u"迟到"_s, 9, 20)}))));
        QCOMPARE(m_cache->dump(), before);
    }

    void withoutAnEnrolmentNothingIsAsked()
    {
        QVERIFY(m_cache->database().run("DELETE FROM sync_state WHERE k = 'device_id'"));
        QCOMPARE(play({}).error->code, ErrorCode::Unauthorized);
        QVERIFY(m_asked.isEmpty());
    }

    // I30
    void theBackOffIsBoundedAndSpread()
    {
        QRandomGenerator random(42);
        for (int attempt = 0; attempt < 70; ++attempt) {
            const auto cap = attempt < 8 ? qMin(300'000, 2'000 << attempt) : 300'000;
            qint64 least = cap;
            qint64 most = 0;
            for (int i = 0; i < 400; ++i) {
                const auto wait = sync::backOffMs(attempt, random);
                QVERIFY(wait >= 0 && wait <= cap);
                least = qMin(least, wait);
                most = qMax(most, wait);
            }
            QVERIFY(least < cap / 10);
            QVERIFY(most > cap - cap / 10);
        }
    }

private:
    static QByteArray pullAnswerOnce()
    {
        // As init() leaves the cursor: the first answer of the test cache.
        PullAnswer pull;
        pull.cursor = u"c-1"_s;
        pull.next = u"c-2"_s;
        pull.changes = {task(u"t-1"_s, u"不该出现"_s, 9, 90)};
        return pull.json();
    }
};

QTEST_GUILESS_MAIN(TestEngine)
#include "tst_engine.moc"
