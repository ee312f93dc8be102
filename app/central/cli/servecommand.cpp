// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/api/api.h"
#include "central/cli/commands.h"
#include "central/cli/notify.h"
#include "central/httpd/server.h"
#include "central/sync/customers.h"

#include <QJsonDocument>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <thread>

namespace zhike::central {

using namespace Qt::Literals::StringLiterals;

namespace {

// One JSON line per request: who called what and how it went, never with which values.
void logLine(const AccessLine &line)
{
    const QJsonObject json {{u"t"_s, toWireInstant(QDateTime::currentMSecsSinceEpoch())},
                            {u"id"_s, QString::fromLatin1(line.requestId)},
                            {u"who"_s, QString::fromLatin1(line.subject)},
                            {u"method"_s, QString::fromLatin1(line.method)},
                            {u"route"_s, QString::fromLatin1(line.route)},
                            {u"status"_s, line.status},
                            {u"bytes"_s, line.bytes},
                            {u"ms"_s, double(line.microseconds) / 1000.0}};
    const auto text = QJsonDocument(json).toJson(QJsonDocument::Compact) + '\n';
    std::fwrite(text.constData(), 1, size_t(text.size()), stderr);
}

// What has to be done once in a while and by nobody's request. Several nodes may do it at once: each finds what the others left.
class Housekeeping {
public:
    Housekeeping(Store &store, const Clock &clock) : m_thread([this, &store, clock] { loop(store, clock); }) { }
    ~Housekeeping()
    {
        {
            const std::scoped_lock lock(m_lock);
            m_ending = true;
        }
        m_wake.notify_all();
        m_thread.join();
    }
    Housekeeping(const Housekeeping &) = delete;
    Housekeeping &operator=(const Housekeeping &) = delete;

private:
    void loop(Store &store, const Clock &clock)
    {
        constexpr std::chrono::seconds kEvery(60);
        std::unique_lock lock(m_lock);
        while (!m_wake.wait_for(lock, kEvery, [this] { return m_ending; })) {
            lock.unlock();
            if (const auto closed = closeOverdueRequests(store, clock.nowMs()); !closed)
                qWarning("housekeeping: %s", qPrintable(closed.error().detail));
            lock.lock();
        }
    }

    std::mutex m_lock;
    std::condition_variable m_wake;
    bool m_ending = false;
    std::thread m_thread; // last: it uses the others
};

} // namespace

Outcome serve(const Options &options)
{
    ServerOptions where;
    const auto listen = options.value(u"listen"_s, u"127.0.0.1:0"_s);
    const auto colon = listen.lastIndexOf(u':');
    bool isPort = false;
    where.host = listen.left(colon);
    if (where.host.startsWith(u'[') && where.host.endsWith(u']'))
        where.host = where.host.mid(1, where.host.size() - 2);
    where.port = listen.mid(colon + 1).toUShort(&isPort);
    if (colon < 1 || !isPort)
        return Error {ErrorCode::Invalid, u"--listen ADDRESS:PORT"_s, u"usage"_s};
    where.tlsCertificate = options.value(u"tls-cert"_s);
    where.tlsKey = options.value(u"tls-key"_s);
    if (where.tlsCertificate.isEmpty() != where.tlsKey.isEmpty())
        return Error {ErrorCode::Invalid, u"--tls-cert and --tls-key go together"_s, u"usage"_s};
    bool isNumber = false;
    where.notice = std::chrono::seconds(options.value(u"drain-notice"_s, u"0"_s).toUInt(&isNumber));
    if (!isNumber)
        return Error {ErrorCode::Invalid, u"--drain-notice SECONDS"_s, u"usage"_s};
    const bool passwordGrant = options.has(u"dev-password-grant"_s);
    const bool isLoopback = where.host == "127.0.0.1"_L1 || where.host == "::1"_L1;
    if (passwordGrant && !isLoopback)
        return Error {ErrorCode::Denied, u"--dev-password-grant is for loopback only"_s, u"listen"_s};

    auto store = openStore(options);
    if (!store)
        return store.error();
    auto api = Api::make(**store, options.clock, {passwordGrant});
    if (!api)
        return api.error();
    where.isLong = &Api::isLong;
    auto server = Server::listen(
        where, [&](const Request &request) { return (*api)->handle(request); }, logLine,
        [&] {
            (*api)->drain();
            notifySupervisor("STOPPING=1");
        });
    if (!server)
        return server.error();
    const auto host = where.host.contains(u':') ? u'[' + where.host + u']' : where.host;
    const auto url = (where.tlsCertificate.isEmpty() ? u"http://"_s : u"https://"_s) + host + u':' + QString::number((*server)->port());
    std::fprintf(stdout, "ready %s\n", qPrintable(url));
    std::fflush(stdout);
    notifySupervisor("READY=1");
    (*api)->watch([&server = **server] {
        return QMap<QByteArray, qint64> {{"zhike_connections", qint64(server.connections())}, {"zhike_requests_waiting", qint64(server.waiting())}};
    });
    const Housekeeping housekeeping(**store, options.clock);
    (*server)->run();
    return QJsonObject {};
}

} // namespace zhike::central
