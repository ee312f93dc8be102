// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/drivers.h"

#include "bench/measure.h"
#include "bench/raw.h"

#include "storage/sqlcipherdriver.h"

#include <QSqlError>
#include <QSqlQuery>
#include <sqlite3.h>

namespace zhike::bench {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kRows = 20'000;
constexpr char kTable[] = "CREATE TABLE IF NOT EXISTS %1 (id INTEGER PRIMARY KEY, name TEXT, amount INTEGER, memo TEXT, day INTEGER, raw BLOB)";

struct Sample {
    QString name = u"李明朗"_s;
    QString memo = u"到期回访,客户希望上午联系"_s;
    QByteArray raw = QByteArray(120, 'r');
    QByteArray nameUtf8 = name.toUtf8();
    QByteArray memoUtf8 = memo.toUtf8();
};

// A Qt Sql connection of its own name.
struct QtSide {
    explicit QtSide(const QString &path)
    {
        storage::SqlCipherDriver::registerDriver();
        database = QSqlDatabase::addDatabase(storage::SqlCipherDriver::driverName(), u"bench"_s);
        database.setDatabaseName(path);
        static_cast<storage::SqlCipherDriver *>(database.driver())->setKey(benchKey());
        open = database.open();
    }
    ~QtSide()
    {
        database.close();
        database = {};
        QSqlDatabase::removeDatabase(u"bench"_s);
    }
    QtSide(const QtSide &) = delete;
    QtSide &operator=(const QtSide &) = delete;
    bool exec(const QString &sql) { return QSqlQuery(database).exec(sql); }

    QSqlDatabase database;
    bool open = false;
};

Error failed(const QSqlQuery &query)
{
    return {ErrorCode::Internal, query.lastError().text(), {}, {}};
}

} // namespace

Result<QJsonObject> openVault(const Options &options)
{
    auto bank = BankFile::make(qMin(options.customers, 500));
    if (!bank)
        return bank.error();
    constexpr char first[] = "SELECT count(*) FROM customer_v";
    Series ours;
    Series floor;
    const int rounds = options.rounds > 0 ? options.rounds : 60;
    for (int i = 0; i < rounds; ++i) {
        std::optional<Error> error;
        ours.add(timed([&] {
            auto database = (*bank)->open(storage::Access::ReadWrite);
            if (!database || (*database)->number(first) != (*bank)->customers())
                error = Error {ErrorCode::Internal, u"the cache does not open"_s, {}, {}};
        }));
        if (error)
            return *error;
        floor.add(timed([&] {
            Raw raw((*bank)->path());
            drain(raw.prepare(first));
        }));
    }
    return durations(u"open_vault"_s, ours, floor);
}

Result<QJsonObject> driverInsert(const Options &options)
{
    auto bank = BankFile::make(0);
    if (!bank)
        return bank.error();
    QtSide qt((*bank)->path());
    Raw raw((*bank)->path());
    for (const auto &table : {u"of_qt"_s, u"of_raw"_s})
        if (!qt.exec(QString::fromLatin1(kTable).arg(table)))
            return Error {ErrorCode::Internal, u"no table"_s, {}, {}};
    raw.exec("PRAGMA synchronous=FULL; PRAGMA secure_delete=ON");
    QSqlQuery query(qt.database);
    if (!query.prepare(u"INSERT INTO of_qt (name, amount, memo, day, raw) VALUES (?, ?, ?, ?, ?)"_s))
        return failed(query);
    auto *statement = raw.prepare("INSERT INTO of_raw (name, amount, memo, day, raw) VALUES (?, ?, ?, ?, ?)");
    const Sample sample;
    Series ours;
    Series floor;
    const int rounds = options.rounds > 0 ? options.rounds : 9;
    for (int round = 0; round < rounds; ++round) {
        bool ok = true;
        ours.add(timed([&] {
            qt.database.transaction();
            for (int i = 0; i < kRows; ++i) {
                query.bindValue(0, sample.name);
                query.bindValue(1, qint64(i) * 977);
                query.bindValue(2, sample.memo);
                query.bindValue(3, i);
                query.bindValue(4, sample.raw);
                ok = ok && query.exec();
            }
            qt.database.commit();
        }));
        if (!ok)
            return failed(query);
        floor.add(timed([&] {
            raw.exec("BEGIN IMMEDIATE");
            for (int i = 0; i < kRows; ++i) {
                sqlite3_bind_text(statement, 1, sample.nameUtf8.constData(), int(sample.nameUtf8.size()), SQLITE_STATIC);
                sqlite3_bind_int64(statement, 2, qint64(i) * 977);
                sqlite3_bind_text(statement, 3, sample.memoUtf8.constData(), int(sample.memoUtf8.size()), SQLITE_STATIC);
                sqlite3_bind_int64(statement, 4, i);
                sqlite3_bind_blob(statement, 5, sample.raw.constData(), int(sample.raw.size()), SQLITE_STATIC);
                sqlite3_step(statement);
                sqlite3_reset(statement);
            }
            raw.exec("COMMIT");
        }));
    }
    return durations(u"driver_vs_raw_insert"_s, ours, floor);
}

Result<QJsonObject> driverSelect(const Options &options)
{
    auto bank = BankFile::make(0);
    if (!bank)
        return bank.error();
    QtSide qt((*bank)->path());
    Raw raw((*bank)->path());
    raw.exec(QString::fromLatin1(kTable).arg(u"t"_s).toLatin1().constData());
    raw.exec("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 20000) INSERT INTO t (name, amount, memo, day, raw)"
             " SELECT '李明朗', x * 977, '到期回访,客户希望上午联系', x, zeroblob(120) FROM c");
    QSqlQuery query(qt.database);
    query.setForwardOnly(true);
    if (!query.prepare(u"SELECT id, name, amount, memo, day, raw FROM t"_s))
        return failed(query);
    auto *statement = raw.prepare("SELECT id, name, amount, memo, day, raw FROM t");
    Series ours;
    Series floor;
    const int rounds = options.rounds > 0 ? options.rounds : 15;
    for (int round = 0; round < rounds; ++round) {
        int rows = 0;
        qint64 sum = 0;
        ours.add(timed([&] {
            for (query.exec(); query.next(); ++rows)
                sum += query.value(0).toLongLong() + query.value(1).toString().size() + query.value(2).toLongLong() + query.value(3).toString().size()
                    + query.value(4).toLongLong() + query.value(5).toByteArray().size();
        }));
        if (rows != kRows || sum <= 0)
            return failed(query);
        floor.add(timed([&] { rows = drain(statement); }));
        if (rows != kRows)
            return Error {ErrorCode::Internal, u"rows are missing"_s, {}, {}};
    }
    return durations(u"driver_vs_raw_select"_s, ours, floor);
}

} // namespace zhike::bench
