// SPDX-License-Identifier: GPL-3.0-or-later
// centralload [THREADS [SECONDS]]: pushes and pulls per second of the endpoint without sockets, as JSON Lines.
// Embedded store by itself, PostgreSQL under ZHIKE_TEST_DURABLE=1 integration/postgres.py.
#include "bank.h"

#include "domain/ids.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <algorithm>
#include <cstdio>
#include <functional>
#include <thread>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;
using namespace zhike::central;
using namespace zhike::central::test;

namespace {

struct Round {
    const char *name;
    int opsPerCall;
    std::function<void(Desk &, int)> call;
};

void measure(std::vector<Desk> &desks, const Round &round, int seconds)
{
    std::vector<std::vector<double>> times(desks.size());
    std::vector<std::thread> threads;
    QElapsedTimer whole;
    whole.start();
    for (size_t i = 0; i < desks.size(); ++i)
        threads.emplace_back([&, i] {
            while (whole.elapsed() < qint64(seconds) * 1000) {
                QElapsedTimer one;
                one.start();
                round.call(desks[i], int(i));
                times[i].push_back(double(one.nsecsElapsed()) / 1e6);
            }
        });
    for (auto &thread : threads)
        thread.join();
    const auto took = double(whole.elapsed()) / 1000.0;
    std::vector<double> all;
    for (const auto &some : times)
        all.insert(all.end(), some.begin(), some.end());
    std::sort(all.begin(), all.end());
    const auto n = all.size();
    std::printf("{\"name\":\"%s\",\"unit\":\"1/s\",\"value\":%.0f,\"p50_ms\":%.2f,\"p99_ms\":%.2f,\"n\":%zu,\"threads\":%zu}\n", round.name,
                double(n) * round.opsPerCall / took, all[n / 2], all[n * 99 / 100], n, desks.size());
    std::fflush(stdout);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const auto arguments = QCoreApplication::arguments();
    const int threads = arguments.value(1, u"4"_s).toInt(), seconds = arguments.value(2, u"5"_s).toInt();
    Bank bank;
    std::vector<Desk> desks;
    QStringList customers;
    std::vector<QString> cursors;
    for (int i = 0; i < threads; ++i) {
        const auto login = u"rm%1"_s.arg(i), scope = u"book:%1"_s.arg(i);
        bank.addUser(login, u"rm"_s, u"secret"_s);
        bank.grant(login, scope, u"rm"_s);
        for (int k = 0; k < 50; ++k)
            customers.append(bank.addCustomer(u"%1-%2"_s.arg(i).arg(k), scope));
        desks.push_back(bank.desk(login));
        cursors.push_back(desks.back().pull({}).value(u"next_cursor"_s).toString());
    }
    const auto op = [&](int desk) {
        const auto id = newUuid(QDateTime::currentMSecsSinceEpoch());
        return createOp(u"task"_s, id, customers.at(desk * 50 + int(qHash(id) % 50)), {{u"title"_s, u"回访"_s}});
    };
    const QList<Round> rounds {
        {"push_1_op", 1, [&](Desk &desk, int i) { desk.pushOne(op(i)); }},
        {"push_20_ops", 20,
         [&](Desk &desk, int i) {
             QJsonArray ops;
             for (int k = 0; k < 20; ++k)
                 ops.append(op(i));
             desk.push(ops);
         }},
        {"pull_idle", 1, [&](Desk &desk, int i) { cursors[size_t(i)] = desk.pull(cursors.at(size_t(i))).value(u"next_cursor"_s).toString(); }},
    };
    for (const auto &round : rounds) {
        if (qstrcmp(round.name, "pull_idle") == 0) // up to date first
            for (int i = 0; i < threads; ++i)
                for (bool more = true; more;) {
                    const auto page = desks[size_t(i)].pull(cursors.at(size_t(i)));
                    cursors[size_t(i)] = page.value(u"next_cursor"_s).toString();
                    more = page.value(u"more"_s).toBool();
                }
        measure(desks, round, seconds);
    }
}
