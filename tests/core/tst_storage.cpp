// SPDX-License-Identifier: GPL-3.0-or-later
// The cache file as a whole: made from nothing, refused when it is newer, all or nothing in a transaction, whole after a kill.
#include "testcache.h"

#include "storage/figures.h"

#include <QFile>
#include <QProcess>
#include <QTest>
#include <csignal>
#include <cstdio>
#include <sqlite3.h>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;
using namespace zhike::testing;
using storage::Access;
using storage::Database;

namespace {

std::array<unsigned char, 32> sampleKey()
{
    std::array<unsigned char, 32> key {};
    key.fill(42);
    return key;
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// The child: writes rows in transactions of three and says each number once it is on disk, until it is killed.
int writeUntilKilled(const QString &path)
{
    auto database = Database::open(path, sampleKey(), Access::ReadWrite);
    if (!database)
        return 1;
    const auto from = (*database)->number("SELECT max(at) FROM sync_history");
    for (qint64 n = from + 1;; n += 3) {
        auto ok = (*database)->transaction([&]() -> Done {
            for (qint64 i = n; i < n + 3; ++i)
                if (auto row = (*database)->run("INSERT INTO sync_history (at, outcome) VALUES (?1, ?2)", {i, QString(200, u'字')}); !row)
                    return row;
            return done();
        });
        if (!ok)
            return 2;
        std::printf("%lld\n", static_cast<long long>(n + 2));
        std::fflush(stdout);
    }
}

} // namespace

class TestStorage : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    QString path(const QString &name) const { return m_dir.filePath(name); }

private Q_SLOTS:
    void aCacheIsMadeFromNothing()
    {
        auto database = Database::open(path(u"new.db"_s), sampleKey(), Access::ReadWrite);
        QVERIFY(database);
        QCOMPARE((*database)->number("PRAGMA user_version"), Database::schemaVersion());
        QVERIFY((*database)->number("SELECT count(*) FROM sqlite_master WHERE type = 'table'") > 20);
        QCOMPARE((*database)->check()->join(u'\n'), QString());
        // Payload tables are rowid tables, so that erasing reaches every byte (sync-protocol §12).
        QCOMPARE((*database)->number("SELECT count(*) FROM sqlite_master WHERE sql LIKE '%WITHOUT ROWID%'"), 0);
        // Opened again nothing is done twice.
        const auto tables = (*database)->number("SELECT count(*) FROM sqlite_master");
        database->reset();
        database = Database::open(path(u"new.db"_s), sampleKey(), Access::ReadWrite);
        QVERIFY(database);
        QCOMPARE((*database)->number("SELECT count(*) FROM sqlite_master"), tables);
    }

    // An index on one of the conditions would be walked over the rows of every customer, once for each of them.
    void theFiguresOfACustomerReadHisRowsOnly()
    {
        TestCache cache;
        const auto person = u"0191f0c1-7a33-7c01-9c1e-000000000001"_s;
        const auto scope = u"book:1"_s;
        cache.pull({row(u"customer"_s, person, scope, person, 1, 1, {{u"kind"_s, u"person"_s}, {u"number"_s, u"1"_s}, {u"name"_s, u"李明朗"_s}}),
                    row(u"account"_s, u"0191f0c1-7a33-7c01-9c1e-000000000002"_s, scope, person, 1, 2,
                        {{u"kind"_s, u"time_deposit"_s}, {u"ccy"_s, u"CNY"_s}, {u"balance"_s, money(u"10.00"_s)}, {u"maturity_on"_s, u"2026-12-01"_s}})});
        QVERIFY(cache.ok);
        static QByteArrayList said;
        said.clear();
        sqlite3_trace_v2(
            cache.database().handle(), SQLITE_TRACE_STMT,
            [](unsigned, void *, void *statement, void *) {
                said.append(sqlite3_sql(static_cast<sqlite3_stmt *>(statement)));
                return 0;
            },
            nullptr);
        QVERIFY(storage::Figures(cache.database(), QDate(2026, 9, 21)).refresh().ok());
        sqlite3_trace_v2(cache.database().handle(), 0, nullptr, nullptr);
        int ranges = 0;
        for (const auto &sql : std::as_const(said)) {
            if (!sql.contains("rid BETWEEN ?1 AND ?2"))
                continue;
            ++ranges;
            auto plan = cache.database().prepare(("EXPLAIN QUERY PLAN " + sql).constData());
            QVERIFY(plan.ok());
            const auto stands = plan->step();
            QVERIFY(stands.ok() && *stands);
            QVERIFY2(plan->text(3).contains("INTEGER PRIMARY KEY (rowid>"_L1), qPrintable(plan->text(3) + u" – "_s + QString::fromUtf8(sql)));
        }
        QVERIFY2(ranges >= 9, qPrintable(QString::number(ranges)));
    }

    // A cache of the first schema, with an occurrence moved by hand in it, is brought up with its rows.
    void anOlderCacheIsBroughtUp()
    {
        const auto file = path(u"older.db"_s);
        {
            auto database = Database::open(file, sampleKey(), Access::ReadWrite);
            QVERIFY(database);
            for (const char *sql :
                 {"DROP INDEX task_override", "ALTER TABLE task_v DROP COLUMN override", "PRAGMA user_version = 1", "DROP TABLE audit", "DROP TABLE audit_head",
                  "DROP TABLE audit_checkpoint", "ALTER TABLE bootstrap_job DROP COLUMN force", "DROP TABLE scope_sum", "DROP TABLE sealed", "DROP TABLE draft",
                  "ALTER TABLE scope_ref DROP COLUMN valid_until", "ALTER TABLE member DROP COLUMN arrived",
                  "INSERT INTO base (rid, id, type, scope, customer, version, csn, gen, raw) VALUES (1, 'a', 1, 1, 0, 1, 1, 1, "
                  "CAST('{\"recurrence_id\":\"2026-09-21\"}' AS BLOB)),"
                  " (2, 'b', 1, 1, 0, 1, 1, 1, CAST('{}' AS BLOB))",
                  "INSERT INTO task_v (rid, customer, status) VALUES (1, 0, 0), (2, 0, 0)",
                  "INSERT INTO outbox (n, op_id, action, type, id, customer, body, state, sent, captured_at, next_at) VALUES "
                  "(1, 'o-1', 'patch', 'task', 'a', 0, CAST('{\"x_later\":1.50}' AS BLOB), 1, 1, 5, 0), (2, 'o-2', 'patch', 'task', 'a', 0, CAST('{}' AS "
                  "BLOB), 0, 0, 6, 0)"})
                QVERIFY2((*database)->engine(sql), sql);
        }
        auto database = Database::open(file, sampleKey(), Access::ReadWrite);
        QVERIFY(database);
        QCOMPARE((*database)->number("PRAGMA user_version"), Database::schemaVersion());
        QCOMPARE((*database)->number("SELECT group_concat(rid) FROM task_v WHERE override = 1"), 1);
        // What was typed and not answered is there as it was, to the byte (I25).
        QCOMPARE(
            (*database)->number("SELECT count(*) FROM outbox WHERE (op_id = 'o-1' AND state = 1 AND sent = 1 AND body = CAST('{\"x_later\":1.50}' AS BLOB)) "
                                "OR (op_id = 'o-2' AND state = 0 AND sent = 0)"),
            2);
    }

    void aReaderNeitherMakesNorMigrates()
    {
        QVERIFY(!Database::open(path(u"absent.db"_s), sampleKey(), Access::ReadOnly));
        QVERIFY(!QFile::exists(path(u"absent.db"_s)));
    }

    void aNewerCacheIsRefusedUntouched()
    {
        const auto file = path(u"newer.db"_s);
        {
            auto database = Database::open(file, sampleKey(), Access::ReadWrite);
            QVERIFY(database);
            QVERIFY((*database)->run("INSERT INTO sync_history (at, outcome) VALUES (1, 'x')"));
            QVERIFY((*database)->engine("PRAGMA user_version = 99"));
        }
        const auto before = contents(file);
        for (const auto access : {Access::ReadOnly, Access::ReadWrite}) {
            const auto refused = Database::open(file, sampleKey(), access);
            QVERIFY(!refused);
            QCOMPARE(refused.error().code, ErrorCode::TooNew);
        }
        QCOMPARE(contents(file), before);
    }

    void anotherKeyMeansDamageNotPassphrase()
    {
        const auto file = path(u"keyed.db"_s);
        QVERIFY(Database::open(file, sampleKey(), Access::ReadWrite));
        auto other = sampleKey();
        other[31] ^= 1;
        const auto refused = Database::open(file, other, Access::ReadWrite);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Damaged);
        QVERIFY(Database::open(file, sampleKey(), Access::ReadWrite));
    }

    void aTransactionIsAllOrNothing()
    {
        TestCache cache;
        const auto before = cache.dump();
        const auto refused = cache.database().transaction([&]() -> Done {
            if (auto ok = cache.database().setState(u"half"_s, 1); !ok)
                return ok;
            return Error {ErrorCode::Conflict, u"changed my mind"_s, {}, {}};
        });
        QCOMPARE(refused.error().code, ErrorCode::Conflict);
        QCOMPARE(cache.dump(), before);
        const auto broken = cache.database().transaction([&]() -> Done {
            if (auto ok = cache.database().setState(u"half"_s, 1); !ok)
                return ok;
            return cache.database().run("INSERT INTO type_ref (n, name) VALUES (1, NULL)");
        });
        QVERIFY(!broken);
        QCOMPARE(cache.dump(), before);
        // The next one begins as if nothing had been.
        QVERIFY(cache.database().transaction([&]() -> Done { return cache.database().setState(u"whole"_s, 1); }));
        QCOMPARE(cache.database().stateText(u"whole"_s), u"1"_s);
    }

    void aSnapshotSeesOneState()
    {
        TestCache cache;
        auto reader = cache.open(Access::ReadOnly);
        const auto seen = reader->snapshot([&]() -> Result<qint64> {
            const auto first = reader->number("SELECT count(*) FROM sync_history");
            if (!cache.database().run("INSERT INTO sync_history (at, outcome) VALUES (5, 'ok')"))
                return Error {ErrorCode::Internal, u"writer"_s, {}, {}};
            return reader->number("SELECT count(*) FROM sync_history") - first;
        });
        QVERIFY(seen);
        QCOMPARE(*seen, 0);
        QCOMPARE(reader->number("SELECT count(*) FROM sync_history"), 1);
        QVERIFY(!reader->run("DELETE FROM sync_history"));
    }

    // Columns are read by type, whatever a statement left behind in the cache.
    void aStatementUsedAgainForgetsItsValues()
    {
        TestCache cache;
        QVERIFY(cache.database().run("INSERT INTO sync_state (k, v) VALUES (?1, ?2)", {u"a"_s, u"first"_s}));
        QVERIFY(cache.database().run("INSERT INTO sync_state (k, v) VALUES (?1, ?2)", {u"b"_s, QVariant()}));
        QVERIFY(cache.database().stateText(u"b"_s).isNull());
        auto outer = cache.database().query("SELECT k FROM sync_state WHERE k IN ('a', 'b') ORDER BY k");
        QVERIFY(outer && outer->next());
        auto inner = cache.database().query("SELECT k FROM sync_state WHERE k IN ('a', 'b') ORDER BY k"); // the same text while the first is open
        QVERIFY(inner && inner->next() && inner->next());
        QCOMPARE(inner->text(0), u"b"_s);
        QVERIFY(outer->next());
        QCOMPARE(outer->text(0), u"b"_s);
    }

    void damageIsFoundByTheCheck()
    {
        const auto file = path(u"damaged.db"_s);
        {
            auto database = Database::open(file, sampleKey(), Access::ReadWrite);
            QVERIFY(database);
            QVERIFY((*database)->transaction([&]() -> Done {
                for (int i = 0; i < 500; ++i)
                    if (auto ok = (*database)->run("INSERT INTO sync_history (at, outcome) VALUES (?1, ?2)", {i, QString(300, u'x')}); !ok)
                        return ok;
                return done();
            }));
            QCOMPARE((*database)->check()->size(), 0);
        }
        auto bytes = contents(file);
        bytes[bytes.size() - 3 * 4096 + 77] = char(bytes[bytes.size() - 3 * 4096 + 77] ^ 0x10);
        QFile out(file);
        QVERIFY(out.open(QIODevice::WriteOnly) && out.write(bytes) == bytes.size());
        out.close();
        auto database = Database::open(file, sampleKey(), Access::ReadOnly);
        QVERIFY(database);
        const auto findings = (*database)->check();
        QVERIFY(!findings || !findings->isEmpty());
    }

    // REL-1, small: a process killed at a random moment loses nothing it has acknowledged, and no transaction is half there.
    void whatWasAcknowledgedSurvivesAKill()
    {
        const auto file = path(u"killed.db"_s);
        QVERIFY(Database::open(file, sampleKey(), Access::ReadWrite));
        qint64 acknowledged = 0;
        for (int trial = 0; trial < 8; ++trial) {
            QProcess child;
            child.start(QCoreApplication::applicationFilePath(), {u"--write"_s, file});
            QVERIFY(child.waitForReadyRead(20'000));
            QTest::qWait(20 + trial * 13);
            ::kill(pid_t(child.processId()), SIGKILL);
            child.waitForFinished();
            QCOMPARE(child.exitStatus(), QProcess::CrashExit);
            const auto lines = child.readAllStandardOutput().split('\n');
            for (const auto &line : lines) // the last one may be cut in half
                if (&line != &lines.back() && !line.isEmpty())
                    acknowledged = qMax(acknowledged, line.toLongLong());
            auto database = Database::open(file, sampleKey(), Access::ReadWrite);
            QVERIFY(database);
            const auto rows = (*database)->number("SELECT count(*) FROM sync_history");
            QVERIFY2(rows >= acknowledged, qPrintable(u"%1 of %2"_s.arg(rows).arg(acknowledged)));
            QCOMPARE(rows % 3, 0);
            QCOMPARE((*database)->number("SELECT max(at) FROM sync_history"), rows);
            QCOMPARE((*database)->check()->join(u'\n'), QString());
        }
        QVERIFY(acknowledged > 8);
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc == 3 && QByteArray(argv[1]) == "--write")
        return writeUntilKilled(QString::fromLocal8Bit(argv[2]));
    TestStorage test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_storage.moc"
