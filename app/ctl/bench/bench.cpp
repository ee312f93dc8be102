// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/bench.h"

#include "bench/drivers.h"
#include "bench/exchanges.h"
#include "bench/ledgers.h"
#include "bench/screens.h"
#include "bench/sessions.h"
#include "bench/syncs.h"

namespace zhike::bench {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Entry {
    QString name;
    Result<QJsonObject> (*run)(const Options &);
};

const QList<Entry> &entries()
{
    static const QList<Entry> list = {{u"open_vault"_s, openVault},
                                      {u"driver_vs_raw_insert"_s, driverInsert},
                                      {u"driver_vs_raw_select"_s, driverSelect},
                                      {u"customer_360"_s, customerFile},
                                      {u"search_10k"_s, search},
                                      {u"list_first_page_10k"_s, listFirstPage},
                                      {u"initial_sync_rows_per_s"_s, initialSync},
                                      {u"incremental_sync_idle"_s, idleRound},
                                      {u"push_100_ops"_s, pushHundred},
                                      {u"audit_append"_s, auditAppend},
                                      {u"seal_append"_s, sealAppend},
                                      {u"sealed_operation"_s, userOperation},
                                      {u"reveal"_s, revealValue},
                                      {u"unlock"_s, unlockSession},
                                      {u"lock"_s, lockSession}};
    return list;
}

} // namespace

QStringList names()
{
    QStringList all;
    for (const auto &entry : entries())
        if (haveCentral() || (entry.run != idleRound && entry.run != pushHundred))
            all.append(entry.name);
    return all;
}

Result<QJsonObject> run(const QString &name, const Options &options)
{
    if (options.customers < 1 || options.customers > 200'000)
        return Error {ErrorCode::Invalid, u"1 to 200,000 customers"_s, u"customers"_s, {}};
    for (const auto &entry : entries())
        if (entry.name == name)
            return entry.run(options);
    return Error {ErrorCode::NotFound, u"no such bench"_s, u"name"_s, name};
}

} // namespace zhike::bench
