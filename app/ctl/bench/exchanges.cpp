// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/exchanges.h"

#include "bench/measure.h"
#include "bench/raw.h"

#include "network/httptransport.h"
#include "services/syncrunner.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <chrono>
#include <ctime>
#include <sqlite3.h>

namespace zhike::bench {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kOps = 100; // of one push

QString program()
{
    return QCoreApplication::applicationDirPath() + u"/zhike-central"_s;
}

Error broken(const QString &what)
{
    return {ErrorCode::Internal, u"bench: "_s + what, {}, {}};
}

// Qt's network has a thread of its own: its work counts.
double processSeconds()
{
    timespec now {};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return double(now.tv_sec) + double(now.tv_nsec) / 1e9;
}

double elapsedSeconds()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// The endpoint as a process, over a bank that goes with it.
class LocalCentral {
public:
    ~LocalCentral()
    {
        m_process.terminate();
        if (!m_process.waitForFinished(30'000))
            m_process.kill();
    }

    Done start(int customers)
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"ZHIKE_PASSWORD"_s, u"bench sign-in 7"_s);
        m_process.setProcessEnvironment(environment);
        const auto store = u"sqlite:"_s + m_dir.filePath(u"central.db"_s);
        const QString now = toWireInstant(benchClock().nowMs());
        for (const QStringList &arguments : {QStringList {u"init"_s},
                                             {u"load-demo"_s, u"--customers"_s, QString::number(customers), u"--managers"_s, u"1"_s, u"--seed"_s, u"7"_s},
                                             {u"policy"_s, u"device_binding=none"_s}}) {
            m_process.start(program(), arguments + QStringList {u"--store"_s, store});
            if (!m_process.waitForFinished(120'000) || m_process.exitCode() != 0)
                return broken(u"zhike-central %1: %2"_s.arg(arguments[0], QString::fromUtf8(m_process.readAllStandardError())));
        }
        m_process.setStandardErrorFile(QProcess::nullDevice());
        m_process.start(program(), {u"serve"_s, u"--store"_s, store, u"--listen"_s, u"127.0.0.1:0"_s, u"--dev-password-grant"_s, u"--now"_s, now});
        if (!m_process.waitForReadyRead(30'000))
            return broken(u"zhike-central does not serve"_s);
        m_url = QUrl(QString::fromLatin1(m_process.readLine()).section(u' ', 1).trimmed());
        return done();
    }
    [[nodiscard]] const QUrl &url() const { return m_url; }
    [[nodiscard]] QString path(const QString &name) const { return m_dir.filePath(name); }

private:
    QTemporaryDir m_dir;
    QProcess m_process;
    QUrl m_url;
};

// Remembers what went over it.
class Watched final : public sync::Transport {
public:
    explicit Watched(const QUrl &url) : m_transport(url) { }
    sync::HttpResponse exchange(const sync::HttpRequest &request) override
    {
        requests.append(request);
        return m_transport.exchange(request);
    }
    QList<sync::HttpRequest> requests;

private:
    network::HttpTransport m_transport;
};

// A device that has synced, and whose next round has nothing to do but to ask.
class Device {
public:
    Done enrol(int customers)
    {
        if (auto ok = m_central.start(customers); !ok)
            return ok;
        services::Enrolment enrolment;
        enrolment.server = m_central.url();
        enrolment.login = u"rm001"_s;
        enrolment.password = u"bench sign-in 7"_s;
        enrolment.passphrase = u"seven boats on a grey lake"_s;
        enrolment.deviceName = u"bench"_s;
        auto made = services::Session::enrol(m_central.path(u"vault"_s), enrolment, benchClock());
        if (!made)
            return made.error();
        session = std::move(*made);
        auto opened = session->open(storage::Access::ReadWrite);
        if (!opened)
            return opened.error();
        database = std::move(*opened);
        transport = std::make_unique<Watched>(m_central.url());
        round = std::make_unique<services::SyncRound>(*database, *session, *transport);
        for (int warmUp = 0; warmUp < 3; ++warmUp)
            if (auto ok = sync(); !ok)
                return ok;
        return done();
    }
    Done sync()
    {
        transport->requests.clear();
        result = round->run();
        return result.error ? Done(*result.error) : done();
    }
    [[nodiscard]] const QUrl &url() const { return m_central.url(); }
    [[nodiscard]] QString path(const QString &name) const { return m_central.path(name); }

private:
    LocalCentral m_central; // ends last

public:
    std::unique_ptr<services::Session> session;
    std::unique_ptr<storage::Database> database;
    std::unique_ptr<Watched> transport;
    std::unique_ptr<services::SyncRound> round;
    sync::RoundResult result;
};

} // namespace

bool haveCentral()
{
    return QFile::exists(program());
}

Result<QJsonObject> idleRound(const Options &options)
{
    Device device;
    if (auto ok = device.enrol(qMin(options.customers, 500)); !ok)
        return ok.error();
    const int rounds = options.rounds > 0 ? options.rounds : 50;
    Series ours, floor;
    network::HttpTransport plain(device.url());
    for (int i = 0; i < rounds + 1; ++i) {
        auto start = processSeconds();
        if (auto ok = device.sync(); !ok)
            return ok.error();
        const auto took = processSeconds() - start;
        if (device.transport->requests.size() != 1 || device.result.pulled != 0 || device.result.pushed != 0)
            return broken(u"an idle round took %1 requests"_s.arg(device.transport->requests.size()));
        start = processSeconds();
        if (plain.exchange(device.transport->requests[0]).status != 200)
            return broken(u"the bare request was refused"_s);
        if (i == 0)
            continue; // the first bare one opens its connection
        ours.add(took);
        floor.add(processSeconds() - start);
    }
    return durations(u"incremental_sync_idle"_s, ours, floor);
}

Result<QJsonObject> pushHundred(const Options &options)
{
    Device device;
    if (auto ok = device.enrol(qMin(options.customers, 100)); !ok)
        return ok.error();
    auto commands = device.session->commands();
    auto queries = device.session->queries();
    if (!commands || !queries)
        return commands ? queries.error() : commands.error();
    const auto page = (*queries)->customers({}, 0, 50);
    if (!page || page->rows.isEmpty())
        return page ? broken(u"no customers"_s) : page.error();
    Raw raw(device.path(u"floor.db"_s));
    raw.exec("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE op (n INTEGER PRIMARY KEY, op_id TEXT NOT NULL UNIQUE, body BLOB)");
    auto *insert = raw.prepare("INSERT INTO op (op_id, body) VALUES (?1, ?2)");
    network::HttpTransport plain(device.url());
    const int rounds = options.rounds > 0 ? options.rounds : 10;
    Series ours, floor;
    for (int i = 0; i < rounds; ++i) {
        for (int k = 0; k < kOps; ++k) {
            services::NewInteraction talk;
            talk.customer = page->rows[(i + k) % page->rows.size()].id;
            talk.channel = u"call"_s;
            talk.direction = u"in"_s; // some of the bank's customers do not want to be called
            talk.summary = u"第 %1 次回访：客户询问三年期大额存单的利率与起点金额，约定周五再谈。"_s.arg(i * kOps + k);
            if (auto made = (*commands)->addInteraction(talk); !made)
                return made.error();
        }
        auto start = elapsedSeconds();
        if (auto ok = device.sync(); !ok)
            return ok.error();
        ours.add(elapsedSeconds() - start);
        if (device.result.pushed < kOps)
            return broken(u"%1 operations were settled"_s.arg(device.result.pushed));
        auto request = device.transport->requests[0];
        if (request.path != "/sync/v1/push")
            return broken(u"the round did not begin with the push"_s);
        request.path = "/sync/v1/verify"; // read, checked and understood, and then of no use
        start = elapsedSeconds();
        const auto answer = plain.exchange(request);
        if (answer.status != 403)
            return broken(u"the bare post was answered with %1"_s.arg(answer.status));
        for (int k = 0; k < kOps; ++k) {
            const auto id = QByteArray::number(i * kOps + k).rightJustified(36, '0');
            sqlite3_bind_text(insert, 1, id.constData(), int(id.size()), SQLITE_STATIC);
            sqlite3_bind_blob(insert, 2, request.body.constData(), int(request.body.size() / kOps), SQLITE_STATIC);
            sqlite3_step(insert);
            sqlite3_reset(insert);
        }
        floor.add(elapsedSeconds() - start);
    }
    return rates(u"push_100_ops"_s, u"ops/s"_s, ours, floor, kOps);
}

} // namespace zhike::bench
