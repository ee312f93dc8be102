// SPDX-License-Identifier: GPL-3.0-or-later
// centralload URL [--connections 1,32,256] [--seconds 5] [--devices N --polling SECONDS [--every 60]] [--pid P]: what an endpoint on loopback bears, as
// JSON Lines. With --devices: so many desks poll as theirs do, each over a connection of its own, and the time counts from when the poll was due.
// integration/load.py starts the endpoint. Sign-in: rm001 …, ZHIKE_PASSWORD.
#include "domain/ids.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QUrl>
#include <algorithm>
#include <arpa/inet.h>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <mutex>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <queue>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;
using Steady = std::chrono::steady_clock;

namespace {

quint16 g_port = 0;

//! HTTP/1.1 over one socket, as little of it as the endpoint's answers need.
class Line {
public:
    ~Line() { hangUp(); }
    //! The status; 0 when the connection failed.
    int ask(const QByteArray &method, const QByteArray &path, const QByteArray &headers, const QByteArray &body, QByteArray *answer = nullptr)
    {
        // A connection that lay idle may have been ended meanwhile: that is no failure of the endpoint.
        const bool isOld = m_socket >= 0;
        const int status = askOnce(method, path, headers, body, answer);
        return status == 0 && isOld ? askOnce(method, path, headers, body, answer) : status;
    }
    void hangUp()
    {
        if (m_socket >= 0)
            ::close(m_socket);
        m_socket = -1;
    }
    int retryAfter = 0; //!< seconds the last answer asked to wait; 0: it did not

private:
    int askOnce(const QByteArray &method, const QByteArray &path, const QByteArray &headers, const QByteArray &body, QByteArray *answer)
    {
        if (m_socket < 0 && !dial())
            return 0;
        const auto request
            = method + ' ' + path + " HTTP/1.1\r\nHost: load\r\n" + headers + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
        for (qsizetype sent = 0; sent < request.size();) {
            const auto n = ::send(m_socket, request.constData() + sent, size_t(request.size() - sent), MSG_NOSIGNAL);
            if (n <= 0)
                return lost();
            sent += n;
        }
        QByteArray in;
        qsizetype head = -1, length = 0;
        while (head < 0 || in.size() < head + 4 + length) {
            char part[65536];
            const auto n = ::recv(m_socket, part, sizeof part, 0);
            if (n <= 0)
                return lost();
            in.append(part, n);
            if (head < 0 && (head = in.indexOf("\r\n\r\n")) >= 0) {
                const auto at = in.indexOf("Content-Length: ");
                length = in.mid(at + 16, in.indexOf('\r', at) - at - 16).toLongLong();
            }
        }
        if (answer)
            *answer = in.mid(head + 4);
        const auto again = in.left(head).indexOf("Retry-After: ");
        retryAfter = again < 0 ? 0 : in.mid(again + 13, in.indexOf('\r', again) - again - 13).toInt();
        if (in.left(head).contains("Connection: close"))
            hangUp();
        return in.mid(9, 3).toInt();
    }
    bool dial()
    {
        m_socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address {};
        address.sin_family = AF_INET;
        address.sin_port = htons(g_port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const int on = 1;
        const timeval patience {30, 0};
        ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        ::setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        if (::connect(m_socket, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0)
            return true;
        hangUp();
        return false;
    }
    int lost()
    {
        hangUp();
        return 0;
    }
    int m_socket = -1;
};

QJsonObject parse(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

[[noreturn]] void fail(const char *what, int status, const QByteArray &answer)
{
    std::fprintf(stderr, "centralload: %s: %d %s\n", what, status, answer.left(300).constData());
    std::exit(1);
}

QByteArray signIn(Line &line, const QString &login)
{
    QByteArray answer;
    const int status = line.ask(
        "POST", "/oauth/token", "Content-Type: application/x-www-form-urlencoded\r\n",
        "grant_type=password&username=" + login.toLatin1() + "&password=" + QUrl::toPercentEncoding(qEnvironmentVariable("ZHIKE_PASSWORD")), &answer);
    if (status != 200)
        fail("sign-in", status, answer);
    return parse(answer)[u"access_token"_s].toString().toLatin1();
}

struct Desk {
    QByteArray headers;
    QByteArray pull; //!< body of a poll that finds nothing new
    QString customer;
    qint64 n = 0;
    Line line;

    void enrol(const QByteArray &token, const QString &install, bool wantsCustomer)
    {
        headers = "Authorization: Bearer " + token + "\r\n";
        QByteArray answer;
        const int status = line.ask("POST", "/sync/v1/devices", headers, compact({{u"name"_s, u"load"_s}, {u"install_id"_s, install}}), &answer);
        if (status != 201)
            fail("registration", status, answer);
        headers += "Zhike-Device: " + parse(answer)[u"device_id"_s].toString().toLatin1() + "\r\n";
        if (line.ask("POST", "/sync/v1/pull", headers, "{}", &answer) != 200)
            fail("pull", 0, answer);
        const auto page = parse(answer);
        pull = compact({{u"cursor"_s, page[u"next_cursor"_s]}});
        for (const auto &entry : wantsCustomer ? page[u"scopes"_s][u"added"_s].toArray() : QJsonArray()) {
            const auto scope = entry[u"scope"_s].toString();
            if (!scope.startsWith(u"book:"_s))
                continue;
            line.ask("GET",
                     "/sync/v1/scopes/" + QUrl::toPercentEncoding(scope)
                         + "/snapshot?limit=200&token=" + QUrl::toPercentEncoding(entry[u"snapshot"_s].toString()),
                     headers, {}, &answer);
            QStringList customers;
            for (const auto &row : parse(answer)[u"rows"_s].toArray())
                if (row[u"type"_s] == u"customer"_s)
                    customers.append(row[u"id"_s].toString());
            customer = customers.value(QRandomGenerator::global()->bounded(qMax(1, int(customers.size()))));
        }
    }
    QByteArray push(int count)
    {
        QJsonArray ops;
        for (int i = 0; i < count; ++i)
            ops.append(QJsonObject {{u"n"_s, QString::number(++n)},
                                    {u"op_id"_s, newUuid(n)},
                                    {u"action"_s, u"create"_s},
                                    {u"type"_s, u"task"_s},
                                    {u"id"_s, newUuid(n)},
                                    {u"customer_id"_s, customer},
                                    {u"data"_s, QJsonObject {{u"title"_s, u"回访"_s}}}});
        return compact({{u"incarnation"_s, 1}, {u"ack_floor"_s, QString::number(n - count)}, {u"ops"_s, ops}});
    }
};

// Seconds of processor the endpoint has used so far.
double processorSeconds(qint64 pid)
{
    QFile file(u"/proc/%1/stat"_s.arg(pid));
    if (pid == 0 || !file.open(QIODevice::ReadOnly))
        return 0;
    const auto text = file.readAll();
    const auto fields = text.mid(text.lastIndexOf(')') + 2).split(' ');
    return double(fields.value(11).toLongLong() + fields.value(12).toLongLong()) / double(::sysconf(_SC_CLK_TCK));
}

struct Figures {
    std::vector<double> ms; //!< of what was done
    qint64 errors = 0;
    qint64 refused = 0; //!< told at once to come again later
    double refusedMs = 0; //!< the longest that took
};

enum class Verdict { Done, Refused, Failed };

void tell(const char *name, Figures &all, double seconds, size_t connections, int opsPerCall, double processor)
{
    std::sort(all.ms.begin(), all.ms.end());
    const auto n = all.ms.size();
    const auto at = [&](double part) { return n ? all.ms[std::min(n - 1, size_t(double(n) * part))] : 0.0; };
    std::printf("{\"name\":\"%s\",\"unit\":\"1/"
                "s\",\"value\":%.1f,\"p50_ms\":%.2f,\"p99_ms\":%.2f,\"max_ms\":%.2f,\"n\":%zu,\"refused\":%lld,\"refused_max_ms\":%.2f,\"errors\":%lld,"
                "\"connections\":%zu,"
                "\"server_cpu_ms_per_call\":%.3f}\n",
                name, double(n) * opsPerCall / seconds, at(0.5), at(0.99), n ? all.ms.back() : 0.0, n, static_cast<long long>(all.refused), all.refusedMs,
                static_cast<long long>(all.errors), connections, n ? processor * 1000 / double(n) : 0.0);
    std::fflush(stdout);
}

template<class Call>
void measure(const char *name, std::vector<Desk> &desks, int seconds, int opsPerCall, qint64 pid, const Call &call)
{
    std::vector<Figures> figures(desks.size());
    std::vector<std::thread> threads;
    const auto used = processorSeconds(pid);
    const auto begin = Steady::now(), end = begin + std::chrono::seconds(seconds);
    for (size_t i = 0; i < desks.size(); ++i)
        threads.emplace_back([&, i] {
            while (Steady::now() < end) {
                const auto one = Steady::now();
                const auto verdict = call(desks[i]);
                const auto took = std::chrono::duration<double, std::milli>(Steady::now() - one).count();
                auto &mine = figures[i];
                if (verdict == Verdict::Done)
                    mine.ms.push_back(took);
                mine.errors += verdict == Verdict::Failed;
                if (verdict != Verdict::Refused)
                    continue;
                ++mine.refused;
                mine.refusedMs = std::max(mine.refusedMs, took);
                std::this_thread::sleep_until(std::min(end, Steady::now() + std::chrono::seconds(desks[i].line.retryAfter)));
            }
        });
    for (auto &thread : threads)
        thread.join();
    Figures all;
    for (const auto &some : figures) {
        all.ms.insert(all.ms.end(), some.ms.begin(), some.ms.end());
        all.errors += some.errors;
        all.refused += some.refused;
        all.refusedMs = std::max(all.refusedMs, some.refusedMs);
    }
    tell(name, all, std::chrono::duration<double>(Steady::now() - begin).count(), desks.size(), opsPerCall, processorSeconds(pid) - used);
}

Verdict verdictOf(const Desk &desk, int status)
{
    return status == 200 ? Verdict::Done : status == 503 && desk.line.retryAfter > 0 ? Verdict::Refused : Verdict::Failed;
}

void crowd(int devices, int seconds, int every, int users, qint64 pid)
{
    constexpr int kHands = 64; // threads that take turns; none holds a connection while it waits
    std::vector<Desk> desks(static_cast<size_t>(devices));
    std::vector<QByteArray> tokens;
    {
        Line line;
        for (int i = 1; i <= users; ++i)
            tokens.push_back(signIn(line, u"rm%1"_s.arg(i, 3, 10, QChar(u'0'))));
    }
    std::atomic<int> next {0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 8; ++t)
        threads.emplace_back([&] {
            for (int i = next++; i < devices; i = next++) {
                desks[size_t(i)].enrol(tokens[size_t(i % users)], u"crowd %1"_s.arg(i), false);
                desks[size_t(i)].line.hangUp();
            }
        });
    for (auto &thread : threads)
        thread.join();
    threads.clear();
    Line again; // tokens of before may have grown old
    for (int i = 1; i <= users; ++i) {
        const auto fresh = signIn(again, u"rm%1"_s.arg(i, 3, 10, QChar(u'0')));
        for (size_t k = size_t(i - 1); k < desks.size(); k += size_t(users))
            desks[k].headers.replace(tokens[size_t(i - 1)], fresh);
    }

    using Due = std::pair<Steady::time_point, int>;
    std::priority_queue<Due, std::vector<Due>, std::greater<>> due;
    std::mutex lock;
    const auto begin = Steady::now(), end = begin + std::chrono::seconds(seconds);
    const auto interval = [every] { return std::chrono::milliseconds(every * 800 + QRandomGenerator::global()->bounded(qMax(1, every * 400))); };
    for (int i = 0; i < devices; ++i)
        due.emplace(begin + std::chrono::milliseconds(QRandomGenerator::global()->bounded(every * 1000)), i);
    Figures all;
    const auto used = processorSeconds(pid);
    for (int t = 0; t < kHands; ++t)
        threads.emplace_back([&] {
            for (;;) {
                Due mine;
                {
                    const std::scoped_lock guard(lock);
                    if (due.empty() || due.top().first >= end)
                        return;
                    mine = due.top();
                    due.pop();
                }
                std::this_thread::sleep_until(mine.first);
                auto &desk = desks[size_t(mine.second)];
                const int status = desk.line.ask("POST", "/sync/v1/pull", desk.headers + "Connection: close\r\n", desk.pull);
                desk.line.hangUp();
                const auto took = std::chrono::duration<double, std::milli>(Steady::now() - mine.first).count();
                const std::scoped_lock guard(lock);
                all.ms.push_back(took);
                all.errors += status != 200;
                due.emplace(mine.first + interval(), mine.second);
            }
        });
    for (auto &thread : threads)
        thread.join();
    const auto name = QByteArray::number(devices) + "_devices_polling";
    tell(name.constData(), all, std::chrono::duration<double>(Steady::now() - begin).count(), size_t(devices), 1, processorSeconds(pid) - used);
    if (all.errors > 0)
        std::exit(1);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser options;
    options.addPositionalArgument(u"url"_s, u"http://127.0.0.1:PORT"_s);
    for (const auto &[name, standard] : {std::pair("connections", "1,32,256"), std::pair("seconds", "5"), std::pair("devices", "0"),
                                         std::pair("polling", "300"), std::pair("every", "60"), std::pair("users", "8"), std::pair("pid", "0")})
        options.addOption({QString::fromLatin1(name), {}, u"value"_s, QString::fromLatin1(standard)});
    options.process(application);
    g_port = quint16(QUrl(options.positionalArguments().value(0)).port());
    if (g_port == 0)
        options.showHelp(2);
    const int seconds = options.value(u"seconds"_s).toInt(), users = options.value(u"users"_s).toInt();
    const auto pid = options.value(u"pid"_s).toLongLong();
    if (const int devices = options.value(u"devices"_s).toInt(); devices > 0) {
        crowd(devices, options.value(u"polling"_s).toInt(), options.value(u"every"_s).toInt(), users, pid);
        return 0;
    }
    for (const auto &count : options.value(u"connections"_s).split(u',')) {
        std::vector<Desk> desks(static_cast<size_t>(count.toInt()));
        Line line;
        std::vector<QByteArray> tokens;
        for (int i = 1; i <= users; ++i)
            tokens.push_back(signIn(line, u"rm%1"_s.arg(i, 3, 10, QChar(u'0'))));
        for (size_t i = 0; i < desks.size(); ++i)
            desks[i].enrol(tokens[i % tokens.size()], u"load %1 of %2"_s.arg(i).arg(count), true);
        measure("pull_idle", desks, seconds, 1, pid,
                [](Desk &desk) { return verdictOf(desk, desk.line.ask("POST", "/sync/v1/pull", desk.headers, desk.pull)); });
        for (const int ops : {1, 20})
            measure(ops == 1 ? "push_1_op" : "push_20_ops", desks, seconds, ops, pid, [ops](Desk &desk) {
                QByteArray answer;
                const auto n = desk.n;
                const auto verdict = verdictOf(desk, desk.line.ask("POST", "/sync/v1/push", desk.headers, desk.push(ops), &answer));
                if (verdict == Verdict::Refused)
                    desk.n = n; // never taken: their numbers are free
                return verdict == Verdict::Done && answer.count("\"status\":\"applied\"") != ops ? Verdict::Failed : verdict;
            });
    }
}
