// SPDX-License-Identifier: GPL-3.0-or-later
#include "bank.h"

#include "central/api/coding.h"
#include "central/httpd/server.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QProcess>
#include <QTcpSocket>
#include <QTest>
#include <atomic>
#include <csignal>
#include <thread>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace zhike;
using namespace zhike::central;
using namespace zhike::central::test;

namespace {

//! A server on a free port of loopback with a thread of its own; stopped when it goes.
class Running {
public:
    Running(ServerOptions options, Handler handler)
    {
        options.host = u"127.0.0.1"_s;
        options.stopOnSignals = false;
        auto made = Server::listen(options, std::move(handler), {});
        if (!made)
            qFatal("%s", qPrintable(made.error().detail));
        m_server = std::move(*made);
        m_port = m_server->port();
        m_thread = std::thread([this] { m_server->run(); });
    }
    ~Running() { stop(); }
    void stop()
    {
        m_server->stop();
        if (m_thread.joinable())
            m_thread.join();
    }
    [[nodiscard]] quint16 port() const { return m_port; }

private:
    std::unique_ptr<Server> m_server;
    quint16 m_port = 0;
    std::thread m_thread;
};

//! A plain socket: what is sent is exactly what the test wrote.
class Wire {
public:
    explicit Wire(quint16 port)
    {
        m_socket.connectToHost(u"127.0.0.1"_s, port);
        m_socket.waitForConnected(3000);
    }
    Wire &send(const QByteArray &bytes)
    {
        m_socket.write(bytes);
        while (m_socket.bytesToWrite() > 0 && m_socket.waitForBytesWritten(2000)) { }
        return *this;
    }
    //! Reads until `enough` says so, the peer closes, or the time is over.
    QByteArray read(const std::function<bool(const QByteArray &)> &enough, int ms = 5000)
    {
        QElapsedTimer timer;
        timer.start();
        while (!enough(m_in) && timer.elapsed() < ms) {
            if (m_socket.bytesAvailable() == 0 && !m_socket.waitForReadyRead(50) && m_socket.state() != QAbstractSocket::ConnectedState)
                break;
            m_in += m_socket.readAll();
        }
        return m_in;
    }
    QByteArray readAnswers(int count)
    {
        return read([count](const QByteArray &in) {
            // An answer is whole when its announced length is there.
            qsizetype at = 0;
            for (int i = 0; i < count; ++i) {
                const auto end = in.indexOf("\r\n\r\n", at);
                if (end < 0)
                    return false;
                const auto length = in.indexOf("Content-Length: ", at);
                const auto size = length < 0 || length > end ? 0 : in.mid(length + 16, in.indexOf("\r\n", length) - length - 16).toLongLong();
                at = end + 4 + size;
                if (in.size() < at)
                    return false;
            }
            return true;
        });
    }
    QByteArray readAll(int ms = 5000)
    {
        return read([](const QByteArray &) { return false; }, ms);
    }
    [[nodiscard]] bool isOpen() const { return m_socket.state() == QAbstractSocket::ConnectedState; }

private:
    QTcpSocket m_socket;
    QByteArray m_in;
};

int statusOf(const QByteArray &answer)
{
    return answer.startsWith("HTTP/1.1 ") ? answer.mid(9, 3).toInt() : 0;
}

const QByteArray kGet = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";

QByteArray post(const QByteArray &target, const QByteArray &body, const QByteArray &more = {})
{
    return "POST " + target + " HTTP/1.1\r\nHost: x\r\n" + more + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

QByteArray form(const QByteArray &body)
{
    return post("/oauth/token", body, "Content-Type: application/x-www-form-urlencoded\r\n");
}

qint64 residentKb(qint64 pid)
{
    QFile status(u"/proc/%1/status"_s.arg(pid));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const auto text = status.readAll();
    const auto at = text.indexOf("VmRSS:");
    return text.mid(at + 6, text.indexOf("kB", at) - at - 6).trimmed().toLongLong();
}

} // namespace

class TestCentralHttp : public QObject {
    Q_OBJECT
    std::unique_ptr<Bank> m_bank;
    std::unique_ptr<Running> m_running;

    Handler api()
    {
        return [this](const Request &request) { return m_bank->api().handle(request); };
    }
    QString program() const { return QCoreApplication::applicationDirPath() + u"/zhike-central"_s; }
    // Starts the real program over the bank's file and returns its port.
    quint16 start(QProcess &process, const QStringList &more = {})
    {
        process.start(program(), QStringList {u"serve"_s, u"--store"_s, m_bank->target(), u"--listen"_s, u"127.0.0.1:0"_s, u"--dev-password-grant"_s} + more);
        QByteArray line;
        while (!line.contains('\n') && process.waitForReadyRead(5000))
            line += process.readAllStandardOutput();
        return line.trimmed().mid(line.lastIndexOf(':') + 1).toUShort();
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_bank = std::make_unique<Bank>();
        m_bank->addUser(u"wang"_s, u"rm"_s, u"secret"_s);
        m_running = std::make_unique<Running>(ServerOptions {}, api());
    }

    void cleanupTestCase() { m_running.reset(); }

    void misbehaviourIsAnsweredAndTheNextClientIsServed_data()
    {
        QTest::addColumn<QByteArray>("sent");
        QTest::addColumn<int>("status");
        const QByteArray big(100 * 1024, 'a');
        QTest::newRow("plain") << kGet << 200;
        QTest::newRow("no host") << QByteArray("GET /healthz HTTP/1.1\r\n\r\n") << 400;
        QTest::newRow("two hosts") << QByteArray("GET /healthz HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n") << 400;
        QTest::newRow("length and chunked") << QByteArray(
            "POST /sync/v1/push HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
                                            << 400;
        QTest::newRow("two lengths") << QByteArray("POST /sync/v1/push HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello") << 400;
        QTest::newRow("bad length") << QByteArray("POST /sync/v1/push HTTP/1.1\r\nHost: x\r\nContent-Length: 5x\r\n\r\nhello") << 400;
        QTest::newRow("strange coding") << QByteArray("POST /sync/v1/push HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n") << 501;
        QTest::newRow("100 KB header") << QByteArray("GET /healthz HTTP/1.1\r\nHost: x\r\nX: " + big + "\r\n\r\n") << 431;
        QTest::newRow("100 KB target") << QByteArray("GET /" + big + " HTTP/1.1\r\nHost: x\r\n\r\n") << 431;
        QTest::newRow("no newline ever") << big << 431;
        QTest::newRow("5,000 headers") << QByteArray("GET /healthz HTTP/1.1\r\nHost: x\r\n" + QByteArray("A: b\r\n").repeated(5000) + "\r\n") << 431;
        QTest::newRow("folded header") << QByteArray("GET /healthz HTTP/1.1\r\nHost: x\r\nX: a\r\n b\r\n\r\n") << 400;
        QTest::newRow("space before colon") << QByteArray("GET /healthz HTTP/1.1\r\nHost : x\r\n\r\n") << 400;
        QTest::newRow("NUL") << QByteArray("GET /healthz HTTP/1.1\r\nHost: x\r\nX: a\0b\r\n\r\n", 42) << 400;
        QTest::newRow("unknown method") << QByteArray("BREW /healthz HTTP/1.1\r\nHost: x\r\n\r\n") << 501;
        QTest::newRow("1 GB announced") << QByteArray("POST /sync/v1/push HTTP/1.1\r\nHost: x\r\nContent-Length: 1073741824\r\n\r\n") << 413;
        QTest::newRow("bad chunk") << QByteArray("POST /sync/v1/push HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n") << 400;
        QTest::newRow("bad escape") << QByteArray("GET /api/v1/task/%zz HTTP/1.1\r\nHost: x\r\n\r\n") << 400;
        QTest::newRow("NUL escape") << QByteArray("GET /api/v1/task/%00 HTTP/1.1\r\nHost: x\r\n\r\n") << 400;
        QTest::newRow("unknown path") << QByteArray("GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n") << 404;
        QTest::newRow("wrong method") << QByteArray("DELETE /sync/v1/pull HTTP/1.1\r\nHost: x\r\n\r\n") << 405;
        QTest::newRow("no token") << post("/sync/v1/pull", "{}") << 401;
        QTest::newRow("strange version") << QByteArray("GET /healthz HTTP/2.7\r\nHost: x\r\n\r\n") << 400;
    }

    void misbehaviourIsAnsweredAndTheNextClientIsServed()
    {
        QFETCH(QByteArray, sent);
        QFETCH(int, status);
        const auto answer = Wire(m_running->port()).send(sent).readAnswers(1);
        QCOMPARE(statusOf(answer), status);
        if (status == 405)
            QVERIFY(answer.contains("Allow: POST\r\n"));
        if (status >= 400)
            QVERIFY(answer.contains("application/problem+json"));
        QCOMPARE(statusOf(Wire(m_running->port()).send(kGet).readAnswers(1)), 200);
    }

    void anEndlessBodyIsCut()
    {
        Wire wire(m_running->port());
        wire.send("POST /sync/v1/push HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
        const QByteArray chunk = "10000\r\n" + QByteArray(0x10000, 'a') + "\r\n";
        for (int i = 0; i < 70; ++i)
            wire.send(chunk);
        QCOMPARE(statusOf(wire.readAnswers(1)), 413);
    }

    void aBombDoesNotInflate()
    {
        const auto bomb = gzip(QByteArray(64 << 20, ' '));
        QVERIFY(bomb.size() < 1 << 20);
        m_bank->addUser(u"bomber"_s, u"rm"_s, u"secret"_s);
        const auto desk = m_bank->desk(u"bomber"_s);
        const auto before = residentKb(QCoreApplication::applicationPid());
        const auto answer
            = Wire(m_running->port())
                  .send(post("/sync/v1/push", bomb,
                             "Authorization: Bearer " + desk.token() + "\r\nZhike-Device: " + desk.device().toLatin1() + "\r\nContent-Encoding: gzip\r\n"))
                  .readAnswers(1);
        QCOMPARE(statusOf(answer), 413);
        QVERIFY(residentKb(QCoreApplication::applicationPid()) - before < 32 * 1024);
        QCOMPARE(*gunzip(gzip("谈理财"), 100), QByteArray("谈理财"));
        QVERIFY(!gunzip(gzip("hello").chopped(3), 100));
    }

    void headAnswersWithoutBody()
    {
        Wire wire(m_running->port());
        const auto answer = wire.send("HEAD /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").readAll();
        QCOMPARE(statusOf(answer), 200);
        QVERIFY(answer.contains("Content-Length: 15"));
        QVERIFY(answer.endsWith("\r\n\r\n"));
    }

    void pipelinedRequestsAreAnsweredInOrder()
    {
        QByteArray four;
        for (const char *path : {"/healthz", "/nothing", "/readyz", "/sync/v1/meta"})
            four += QByteArray("GET ") + path + " HTTP/1.1\r\nHost: x\r\nRequest-Id: " + (path + 1) + "\r\n\r\n";
        const auto answers = Wire(m_running->port()).send(four).readAnswers(4);
        qsizetype at = 0;
        for (const char *id : {"healthz", "nothing", "readyz", "sync/v1/meta"}) {
            const auto found = answers.indexOf(QByteArray("Request-Id: ") + id);
            QVERIFY2(found > at, id);
            at = found;
        }
    }

    void aClientMayAskBeforeItSends()
    {
        Wire wire(m_running->port());
        wire.send(
            "POST /oauth/token HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
        QVERIFY(wire.read([](const QByteArray &in) { return in.contains("100 Continue\r\n\r\n"); }).contains("100 Continue"));
        wire.send("a=b");
        QVERIFY(wire.readAnswers(2).contains("HTTP/1.1 400"));
    }

    void slowClientsAreCutAndHoldNobodyUp()
    {
        ServerOptions options;
        options.idle = 700ms;
        options.head = 700ms;
        options.body = 700ms;
        Running server(options, api());
        std::vector<std::unique_ptr<Wire>> slow;
        for (int i = 0; i < 60; ++i) {
            slow.push_back(std::make_unique<Wire>(server.port()));
            if (i % 3 == 1)
                slow.back()->send("GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow");
            else if (i % 3 == 2)
                slow.back()->send("POST /sync/v1/push HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{");
        }
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(statusOf(Wire(server.port()).send(kGet).readAnswers(1)), 200);
        QVERIFY(timer.elapsed() < 500);
        // A byte now and then does not buy more time: deadlines are totals.
        while (timer.elapsed() < 1500) {
            slow.at(1)->send("a");
            QTest::qWait(100);
        }
        for (auto &wire : slow) {
            wire->readAll(50);
            QVERIFY(!wire->isOpen());
        }
    }

    void aFullQueueSaysSo()
    {
        ServerOptions options;
        options.workers = 1;
        options.queue = 1;
        std::atomic<bool> go {false};
        Running server(options, [&](const Request &) {
            while (!go)
                std::this_thread::sleep_for(1ms);
            return Response {200, {}, "done", {}};
        });
        std::vector<std::unique_ptr<Wire>> wires;
        for (int i = 0; i < 6; ++i) {
            wires.push_back(std::make_unique<Wire>(server.port()));
            wires.back()->send(kGet);
            QTest::qWait(30);
        }
        const auto refused = wires.at(5)->readAnswers(1);
        QCOMPARE(statusOf(refused), 503);
        QVERIFY(refused.contains("Retry-After: 1"));
        go = true;
        QCOMPARE(statusOf(wires.at(0)->readAnswers(1)), 200);
        QCOMPARE(statusOf(wires.at(1)->readAnswers(1)), 200);
    }

    void whatTakesLongHasALaneOfItsOwn()
    {
        ServerOptions options;
        options.workers = 2;
        options.isLong = [](const Request &request) { return request.target == "/long"; };
        std::atomic<bool> go {false};
        std::atomic<int> atOnce {0}, most {0};
        Running server(options, [&](const Request &request) {
            if (request.target == "/long") {
                most = std::max(most.load(), ++atOnce);
                while (!go)
                    std::this_thread::sleep_for(1ms);
                --atOnce;
            }
            return Response {200, {}, "done", {}};
        });
        const QByteArray push = "GET /long HTTP/1.1\r\nHost: x\r\n\r\n";
        std::vector<std::unique_ptr<Wire>> wires;
        for (int i = 0; i < 6; ++i) {
            wires.push_back(std::make_unique<Wire>(server.port()));
            wires.back()->send(push);
        }
        // They wait for each other, and nobody else for them.
        for (int i = 0; i < 20; ++i)
            QCOMPARE(statusOf(Wire(server.port()).send(kGet).readAnswers(1)), 200);
        go = true;
        for (auto &wire : wires)
            QCOMPARE(statusOf(wire->readAnswers(1)), 200);
        QCOMPARE(most.load(), 1);
    }

    void whoWouldWaitTooLongIsToldAtOnce()
    {
        ServerOptions options;
        options.workers = 1;
        options.handler = 2s; // so that waits of more than 1.5 s are not begun
        std::atomic<bool> go {true};
        Running server(options, [&](const Request &request) {
            if (request.target == "/slow")
                std::this_thread::sleep_for(700ms);
            while (!go)
                std::this_thread::sleep_for(1ms);
            return Response {200, {}, "done", {}};
        });
        QCOMPARE(statusOf(Wire(server.port()).send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n").readAnswers(1)), 200); // now it is known what is usual
        go = false;
        std::vector<std::unique_ptr<Wire>> wires;
        for (int i = 0; i < 3; ++i) { // one at work, two waiting
            wires.push_back(std::make_unique<Wire>(server.port()));
            wires.back()->send(kGet);
            QTest::qWait(50);
        }
        const auto refused = Wire(server.port()).send(kGet).readAnswers(1);
        QCOMPARE(statusOf(refused), 503);
        QVERIFY(refused.contains("Retry-After: 2"));
        go = true;
        for (auto &wire : wires)
            QCOMPARE(statusOf(wire->readAnswers(1)), 200);
        QCOMPARE(statusOf(Wire(server.port()).send(kGet).readAnswers(1)), 200);
    }

    void anAnswerThatTakesTooLongIsGivenUp()
    {
        ServerOptions options;
        options.handler = 300ms;
        options.workers = 1;
        std::atomic<bool> begun = false;
        Running server(options, [&](const Request &request) {
            if (request.target == "/slow") {
                begun = true;
                std::this_thread::sleep_for(1s);
            }
            return Response {200, {}, "done", {}};
        });
        QElapsedTimer timer;
        timer.start();
        Wire slow(server.port()), queued(server.port());
        slow.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
        while (!begun && timer.elapsed() < 900) // on a busy machine the second of two connections may be served first
            std::this_thread::sleep_for(1ms);
        queued.send(kGet);
        const auto answer = slow.readAnswers(1);
        QCOMPARE(statusOf(answer), 503);
        QVERIFY(answer.contains("Retry-After") && answer.contains("overloaded") && answer.contains("Connection: close"));
        QCOMPARE(statusOf(queued.readAnswers(1)), 503); // it never got its turn in time
        QVERIFY(timer.elapsed() < 900);
        QTest::qWait(900);
        QCOMPARE(statusOf(Wire(server.port()).send(kGet).readAnswers(1)), 200);
    }

    void theDescriptionNamesEveryRoute()
    {
        const auto answer = Wire(m_running->port()).send("GET /openapi.json HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").readAll();
        const auto paths = parse(answer.mid(answer.indexOf("\r\n\r\n") + 4))[u"paths"_s].toObject();
        QSet<QByteArray> described, served;
        for (auto it = paths.begin(); it != paths.end(); ++it)
            for (const auto &method : it.value().toObject().keys())
                described.insert(method.toUpper().toLatin1() + ' ' + it.key().toLatin1());
        for (const auto &[method, path] : Api::routeTable())
            served.insert(method + ' ' + path);
        QCOMPARE(described, served);
    }

    void theMonitorIsToldOfTimesAndAlarms()
    {
        (void)Wire(m_running->port()).send(kGet).readAnswers(1);
        const auto text = Wire(m_running->port()).send("GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").readAll();
        QVERIFY(text.contains("zhike_requests_total{route=\"/healthz\",status=\"200\"}"));
        QVERIFY(text.contains("zhike_request_duration_seconds_bucket{route=\"/healthz\",le=\"+Inf\"}"));
        QVERIFY(text.contains("# TYPE zhike_alarms_total counter"));
    }

    void whoLooksElsewhereInTimeMissesNothing()
    {
        QProcess process;
        const auto port = start(process, {u"--drain-notice"_s, u"2"_s});
        QVERIFY(port > 0);
        const QByteArray ready = "GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n";
        QCOMPARE(statusOf(Wire(port).send(ready).readAnswers(1)), 200);
        ::kill(pid_t(process.processId()), SIGTERM);
        QTest::qWait(300);
        QCOMPARE(statusOf(Wire(port).send(ready).readAnswers(1)), 503); // not ready, and serving still
        QCOMPARE(statusOf(Wire(port).send(kGet).readAnswers(1)), 200);
        QVERIFY(process.waitForFinished(6000));
        QCOMPARE(process.exitCode(), 0);
    }

    void whoHangsUpHarmsNobody()
    {
        Running server({}, [](const Request &) {
            std::this_thread::sleep_for(20ms);
            return Response {200, {}, QByteArray(100000, 'x'), {}};
        });
        for (int i = 0; i < 40; ++i) {
            Wire wire(server.port());
            wire.send(kGet);
            if (i % 2)
                QTest::qWait(5);
        }
        QCOMPARE(statusOf(Wire(server.port()).send(kGet).readAnswers(1)), 200);
    }

    void onlyLoopbackWithoutTls()
    {
        ServerOptions options;
        options.host = u"0.0.0.0"_s;
        const auto refused = Server::listen(options, api(), {});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Denied);
    }

    // The real program: what it accepted it answers, and what it answered is on disk.
    void terminationFinishesWhatWasBegun()
    {
        QProcess process;
        const auto port = start(process);
        QVERIFY(port > 0);
        std::vector<std::unique_ptr<Wire>> wires;
        Wire idle(port);
        for (int i = 0; i < 8; ++i) { // each takes the time of a password check
            wires.push_back(std::make_unique<Wire>(port));
            wires.back()->send(form("grant_type=password&username=wang&password=secret"));
        }
        QTest::qWait(50);
        ::kill(pid_t(process.processId()), SIGTERM);
        for (auto &wire : wires) {
            const auto answer = wire->readAnswers(1);
            QCOMPARE(statusOf(answer), 200);
            QVERIFY(answer.contains("access_token"));
        }
        QVERIFY(process.waitForFinished(5000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 0);
        const auto log = process.readAllStandardError();
        QCOMPARE(log.count("\"route\":\"/oauth/token\""), 8);
        QVERIFY(!log.contains("secret"));
    }

    void whatWasAcknowledgedSurvivesAKill()
    {
        auto desk = m_bank->desk(u"wang"_s);
        const auto headers = "Authorization: Bearer " + desk.token() + "\r\nZhike-Device: " + desk.device().toLatin1() + "\r\n";
        QByteArray body;
        for (int round = 1; round <= 5; ++round) {
            QProcess process;
            const auto port = start(process);
            QVERIFY(port > 0);
            if (!body.isEmpty()) {
                const auto again = Wire(port).send(post("/sync/v1/push", body, headers)).readAnswers(1);
                QVERIFY2(again.contains("\"replayed\":true"), again);
                QVERIFY(again.contains("\"status\":\"applied\""));
            }
            auto op = createOp(u"task"_s, u"kill %1"_s.arg(round), {}, {{u"title"_s, u"x"_s}});
            op.insert(u"n"_s, QString::number(round));
            body = QJsonDocument(QJsonObject {{u"incarnation"_s, 1}, {u"ops"_s, QJsonArray {op}}}).toJson(QJsonDocument::Compact);
            const auto answer = Wire(port).send(post("/sync/v1/push", body, headers)).readAnswers(1);
            ::kill(pid_t(process.processId()), SIGKILL);
            QVERIFY(answer.contains("\"status\":\"applied\""));
            process.waitForFinished(5000);
        }
        QCOMPARE(m_bank->rows(u"user:wang"_s).size(), 5);
    }
};

QTEST_GUILESS_MAIN(TestCentralHttp)
#include "tst_centralhttp.moc"
