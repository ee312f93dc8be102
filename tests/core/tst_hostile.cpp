// SPDX-License-Identifier: GPL-3.0-or-later
// A server that lies, in every place of a round: nothing in the cache changes, the round ends as sync-protocol §8 says, and no answer costs memory (I29).
#include "testcache.h"

#include "sync/engine.h"
#include "wire/record.h"

#include <QJsonDocument>
#include <QTest>
#include <sys/resource.h>
#include <zlib.h>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;
using namespace zhike::testing;

namespace {

QByteArray media()
{
    return QByteArray(wire::kMediaType) + ";schema=" + QByteArray::number(wire::kSchema);
}

QByteArray gzip(qsizetype zeros)
{
    const QByteArray raw(zeros, ' ');
    QByteArray out(zeros / 500 + 4096, Qt::Uninitialized);
    z_stream stream {};
    deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY);
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(raw.constData()));
    stream.avail_in = uInt(raw.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = uInt(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(qsizetype(stream.total_out));
    deflateEnd(&stream);
    return out;
}

sync::HttpResponse problem(int status, const QByteArray &kind, const QByteArray &more = {})
{
    return {status,
            {},
            {{"content-type", "application/problem+json"}, {"retry-after", "7"}},
            "{\"type\":\"https://x/problems/" + kind + "\",\"title\":\"t\"" + more + "}"};
}

long residentKiB()
{
    rusage usage {};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

// Places of a round at which the lie is told.
enum Place { Push, Pull, Snapshot, Verify, Sealed };

} // namespace

Q_DECLARE_METATYPE(zhike::sync::HttpResponse)

class TestHostile : public QObject {
    Q_OBJECT

    std::unique_ptr<TestCache> m_cache;
    Clock m_clock = *Clock::frozen(u"2026-09-21T23:00:00+08:00"_s);

    void prepare()
    {
        m_cache = std::make_unique<TestCache>();
        PullAnswer start;
        start.cursor = *m_cache->store().cursor();
        start.next = u"c-1"_s;
        start.added = {scope(u"book:A"_s, u"s1.a"_s)};
        start.changes = {row(u"task"_s, u"t-1"_s, u"book:A"_s, u"c-li"_s, 1, 10, {{u"title"_s, u"回访"_s}, {u"status"_s, u"open"_s}})};
        m_cache->pull(start);
        storage::Operation operation;
        operation.action = u"patch"_s;
        operation.type = u"task"_s;
        operation.id = u"t-1"_s;
        operation.customerId = u"c-li"_s;
        operation.scope = u"book:A"_s;
        operation.baseVersion = 1;
        operation.set[u"title"_s] = QJsonObject {{u"from"_s, u"回访"_s}, {u"to"_s, u"我的"_s}};
        m_cache->enqueue(operation);
        QVERIFY(m_cache->database().run("INSERT INTO sealed (n, op_id, box) VALUES (9, 'op-9', 'AAAA')"));
        QVERIFY(m_cache->database().run("UPDATE scope_sum SET misses = 2"));
        m_cache->store().setHooks({[](const QJsonObject &) { return Result<QByteArray>(QByteArray("sig")); }, {}, {}, {}});
    }

    Place placeOf(const QByteArray &path)
    {
        return path.endsWith("/push")    ? Push
            : path.endsWith("/pull")     ? Pull
            : path.contains("/snapshot") ? Snapshot
            : path.endsWith("/verify")   ? Verify
                                         : Sealed;
    }

    //! Honest until the place, then the lie for as long as the engine asks.
    sync::RoundResult round(Place place, const sync::HttpResponse &lie, QByteArray *before, int *asked)
    {
        sync::AccessToken token {"t", m_clock.nowMs() + 600'000};
        sync::Engine engine(m_cache->store(), m_clock, token);
        bool lying = false;
        for (auto request = engine.start(); request && *asked < 60; ++*asked) {
            sync::HttpResponse response;
            const auto at = placeOf(request->path);
            if (!lying && at == place) {
                *before = m_cache->dump({u"sync_history"_s, u"sync_state"_s});
                lying = true;
            }
            if (request->path == "/oauth/token")
                response = {200, {}, {{"content-type", "application/json"}}, R"({"access_token":"t2","expires_in":600})"};
            else if (lying)
                response = lie;
            else if (at == Push)
                response = {200,
                            {},
                            {{"content-type", media()}},
                            "{\"results\":[{\"op_id\":\"" + opOf(request->body) + "\",\"status\":\"retry\",\"retry_after_s\":60}]}"};
            else if (at == Pull) {
                PullAnswer answer;
                answer.cursor = *m_cache->store().cursor();
                answer.next = answer.cursor + u'x';
                response = {200, {}, {{"content-type", media()}}, answer.json()};
            } else if (at == Snapshot)
                response = {200,
                            {},
                            {{"content-type", media()}},
                            snapshotJson({row(u"task"_s, u"t-1"_s, u"book:A"_s, u"c-li"_s, 1, 10, {{u"title"_s, u"回访"_s}})}, {})};
            else
                response = {200, {}, {{"content-type", media()}}, R"({"rows":[["t-1",1]],"next":null,"records":[],"results":[]})"};
            for (const auto &[name, value] : request->headers)
                if (name == "Request-Id")
                    response.headers.append({"request-id", value});
            request = engine.onResponse(response);
        }
        return engine.result();
    }
    static QByteArray opOf(const QByteArray &body) { return QJsonDocument::fromJson(body).object()[u"ops"_s][0][u"op_id"_s].toString().toLatin1(); }

private Q_SLOTS:
    void aLieChangesNothing_data()
    {
        QTest::addColumn<int>("place");
        QTest::addColumn<sync::HttpResponse>("lie");
        QTest::addColumn<QString>("outcome");
        const QByteArray good
            = R"({"results":[],"rows":[["t-1",7]],"changes":[],"next":null,"next_cursor":"c-evil","request_cursor":"sha256:00","more":false})";
        const QList<std::tuple<const char *, sync::HttpResponse, QString>> lies {
            {"portal page", {200, {}, {{"content-type", "text/html"}}, "<html>sign in</html>"}, u"protocol"_s},
            {"portal redirect", {302, {}, {{"content-type", "text/html"}, {"location", "http://portal"}}, {}}, u"protocol"_s},
            {"truncated", {200, {}, {{"content-type", media()}}, good.left(20)}, u"protocol"_s},
            {"endless", {200, {}, {{"content-type", media()}}, "{\"rows\":[" + QByteArray(2 << 20, '[')}, u"protocol"_s},
            {"not json", {200, {}, {{"content-type", media()}}, QByteArray("\xff\xfe\x00", 3)}, u"protocol"_s},
            {"deep", {200, {}, {{"content-type", media()}}, "{\"rows\":" + QByteArray(100000, '[') + QByteArray(100000, ']') + "}"}, u"protocol"_s},
            {"wrong digest", {200, {}, {{"content-type", media()}, {"content-digest", wire::contentDigest("other")}}, good}, u"protocol"_s},
            {"bomb", {200, {}, {{"content-type", media()}, {"content-encoding", "gzip"}}, gzip(64 << 20)}, u"protocol"_s},
            {"401 for ever", problem(401, "invalid_token"), u"unauthorized"_s},
            {"403 revoked", problem(403, "device-revoked"), u"revoked"_s},
            {"403 pending", problem(403, "device-pending"), u"denied"_s},
            {"406", problem(406, "schema-unsupported"), u"unsupported"_s},
            {"409", problem(409, "device-state-regressed"), u"conflict"_s},
            {"409 busy", problem(409, "push-in-progress"), u"busy"_s},
            {"429", problem(429, "rate-limited"), u"busy"_s},
            {"503", problem(503, "overloaded"), u"busy"_s},
            {"500", problem(500, "internal"), u"server"_s},
            {"502 of a proxy", {502, {}, {{"content-type", "text/html"}}, "bad gateway"}, u"server"_s},
        };
        const char *places[] = {"push", "pull", "snapshot", "verify", "sealed"};
        for (int place = Push; place <= Sealed; ++place)
            for (const auto &[name, lie, outcome] : lies)
                QTest::addRow("%s: %s", places[place], name) << place << lie << outcome;
    }

    void aLieChangesNothing()
    {
        QFETCH(int, place);
        QFETCH(sync::HttpResponse, lie);
        QFETCH(QString, outcome);
        prepare();
        QByteArray before;
        int asked = 0;
        const auto result = round(Place(place), lie, &before, &asked);
        QVERIFY2(!before.isEmpty(), "the round never came there");
        QVERIFY2(asked < 20, "the round does not end");
        QVERIFY(result.error);
        QCOMPARE(toWire(result.error->code), outcome);
        // An operation counts how often it failed; besides that nothing has changed.
        QVERIFY(m_cache->database().run("UPDATE outbox SET attempts = 0, state = min(state, 1)"));
        auto after = m_cache->dump({u"sync_history"_s, u"sync_state"_s});
        if (after != before) {
            QVERIFY(m_cache->database().run("UPDATE outbox SET state = 0, sent = 0"));
            after = m_cache->dump({u"sync_history"_s, u"sync_state"_s, u"outbox"_s});
            before = before.left(before.indexOf("#outbox")) + before.mid(before.indexOf('#', before.indexOf("#outbox") + 1));
        }
        QCOMPARE(after, before);
        QCOMPARE(m_cache->number("SELECT count(*) FROM outbox WHERE state < 2"), 1);
    }

    void anotherDevicesCursorIsResubscribed()
    {
        prepare();
        QByteArray before;
        int asked = 0;
        const auto result = round(Pull, problem(400, "cursor-invalid"), &before, &asked);
        QVERIFY(result.error);
        QVERIFY(asked < 10);
        QCOMPARE(m_cache->store().cursor().value(), QString());
        QCOMPARE(m_cache->number("SELECT count(*) FROM outbox WHERE state < 2"), 1);
        QCOMPARE(m_cache->base(u"t-1"_s)[u"title"_s].toString(), u"回访"_s); // readable until the snapshot has come
    }

    void memoryStaysUnderTheCap() { QVERIFY2(residentKiB() < 400 * 1024, qPrintable(QString::number(residentKiB()))); }
};

QTEST_GUILESS_MAIN(TestHostile)
#include "tst_hostile.moc"
