// SPDX-License-Identifier: GPL-3.0-or-later
// The fault disk itself: sound when left alone, cruel exactly where it says so.
#include "support/faultvfs.h"

#include "sqlite/connection.h"

#include <QElapsedTimer>
#include <QTest>
#include <sqlite3.h>
#include <thread>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;
using namespace zhike::testing;
using sqlite::Connection;
using sqlite::Mode;

namespace {

const QString kPath = u"/device/cache.db"_s;

Result<Connection> open(Mode mode = Mode::Create, const QString &path = kPath)
{
    static const std::array<unsigned char, 32> key {7, 7, 7};
    return Connection::openEncrypted(path, key, mode);
}

qint64 number(Connection &connection, const char *sql)
{
    auto statement = connection.prepare(sql);
    if (!statement)
        return -1;
    auto row = statement->step();
    return row && *row ? statement->integer(0) : -1;
}

Done insert(Connection &connection, qint64 from, int count)
{
    auto transaction = sqlite::Transaction::begin(connection);
    if (!transaction)
        return transaction.error();
    auto statement = connection.prepare("INSERT INTO t (n, body) VALUES (?1, ?2)");
    if (!statement)
        return statement.error();
    for (qint64 n = from; n < from + count; ++n) {
        statement->bindAll(n, QString(300, u'字'));
        if (auto ok = statement->run(); !ok)
            return ok;
    }
    return transaction->commit();
}

const char kSchema[] = "CREATE TABLE IF NOT EXISTS t (n INTEGER PRIMARY KEY, body TEXT NOT NULL)";

bool sound(Connection &connection)
{
    auto statement = connection.prepare("PRAGMA integrity_check");
    auto row = statement ? statement->step() : Result<bool>(Error {});
    return row && *row && statement->text(0) == "ok"_L1;
}

} // namespace

class TestFaultVfs : public QObject {
    Q_OBJECT

    // Cuts the power `trials` times at random moments of transactions; the number of acknowledged rows that were lost.
    static int rowsLost(int trials, const char *setting, bool honest = true)
    {
        FaultVfs disk(42);
        disk.setHonestSync(honest);
        int lost = 0;
        qint64 next = 1;
        for (int trial = 0; trial < trials; ++trial) {
            qint64 promised = next - 1;
            {
                auto connection = open();
                if (!connection)
                    return lost + 1; // not even a database
                (void)connection->exec(setting);
                if (auto ok = connection->exec(kSchema); !ok)
                    return lost + 1;
                // The cut falls into the middle of a write: the fault strikes and stays, then everything dies.
                disk.inject({FaultWrite | FaultSync | FaultTruncate, 1 + trial * 7 % 60, true});
                while (insert(*connection, next, 3)) {
                    next += 3;
                    promised = next - 1;
                }
                disk.powerCut();
            }
            disk.heal();
            auto connection = open(Mode::ReadWrite);
            if (!connection || number(*connection, "SELECT count(*) FROM t") < promised || !sound(*connection))
                return lost + 1;
            next = number(*connection, "SELECT max(n) FROM t") + 1;
            if (number(*connection, "SELECT count(*) FROM t") != next - 1 || (next - 1) % 3 != 0)
                ++lost;
        }
        return lost;
    }

private Q_SLOTS:
    void leftAloneItIsADisk()
    {
        FaultVfs disk;
        {
            auto connection = open();
            QVERIFY2(connection.ok(), connection ? "" : qPrintable(connection.error().detail));
            QVERIFY(connection->exec(kSchema));
            QVERIFY(insert(*connection, 1, 100));
            QCOMPARE(number(*connection, "SELECT count(*) FROM pragma_journal_mode WHERE journal_mode = 'wal'"), 1);
            QVERIFY(disk.exists(kPath + u"-wal"_s));
        }
        QVERIFY(!disk.exists(kPath + u"-wal"_s));
        QVERIFY(!disk.contents(kPath).contains("CREATE TABLE"));
        auto connection = open(Mode::ReadOnly);
        QVERIFY(connection);
        QCOMPARE(number(*connection, "SELECT count(*) FROM t"), 100);
        QVERIFY(!open(Mode::ReadWrite, u"/absent.db"_s));
        QVERIFY(disk.files(u"/device"_s).contains(kPath));
    }

    void connectionsOfThreadsWaitForEachOther()
    {
        FaultVfs disk;
        auto first = open();
        QVERIFY(first);
        QVERIFY(first->exec(kSchema));
        std::vector<std::thread> threads;
        std::array<int, 3> failed {};
        for (int t = 0; t < 3; ++t)
            threads.emplace_back([t, &failed] {
                auto connection = open(Mode::ReadWrite);
                for (int i = 0; i < 40; ++i)
                    if (!connection || !insert(*connection, 1 + t * 1000 + i * 3, 3) || number(*connection, "SELECT count(*) % 3 FROM t") != 0)
                        ++failed[size_t(t)];
            });
        for (auto &thread : threads)
            thread.join();
        QCOMPARE(failed, (std::array<int, 3> {}));
        QCOMPARE(number(*first, "SELECT count(*) FROM t"), 360);
        QVERIFY(sound(*first));
    }

    void aPowerCutTakesOnlyWhatWasNotSynced()
    {
        QCOMPARE(rowsLost(40, "PRAGMA synchronous=FULL"), 0);
        // The same disk without FULL, and a disk that lies about syncing, lose rows: the cut is a real one.
        QVERIFY(rowsLost(40, "PRAGMA synchronous=NORMAL") > 0);
        QVERIFY(rowsLost(40, "PRAGMA synchronous=FULL", false) > 0);
    }

    void aKillKeepsWhatWasWritten()
    {
        FaultVfs disk;
        {
            auto connection = open();
            QVERIFY(connection);
            QVERIFY(connection->exec("PRAGMA synchronous=OFF"));
            QVERIFY(connection->exec(kSchema));
            QVERIFY(insert(*connection, 1, 30));
            disk.kill(u"/device"_s);
            QVERIFY(!insert(*connection, 100, 1)); // the dead write no more
        }
        auto connection = open(Mode::ReadWrite);
        QVERIFY(connection);
        QCOMPARE(number(*connection, "SELECT count(*) FROM t"), 30);
        // Another machine does not notice.
        auto other = open(Mode::Create, u"/other/cache.db"_s);
        QVERIFY(other && other->exec(kSchema));
        disk.powerCut(u"/device"_s);
        QVERIFY(insert(*other, 1, 3));
        QVERIFY(!insert(*connection, 100, 1));
    }

    void everyCallMayFailOnceOrForGood()
    {
        for (const bool persistent : {false, true}) {
            int struck = 0;
            for (int nth = 1;; ++nth) {
                FaultVfs disk;
                qint64 promised = 0;
                disk.inject({FaultAny, nth, persistent});
                {
                    auto connection = open();
                    if (connection && connection->exec(kSchema))
                        for (int i = 0; i < 4; ++i)
                            if (insert(*connection, 1 + i * 3, 3))
                                promised += 3;
                }
                if (!disk.struck())
                    break;
                ++struck;
                disk.heal();
                auto connection = open();
                QVERIFY2(connection.ok(), connection ? "" : qPrintable(connection.error().detail));
                QVERIFY(connection->exec(kSchema));
                QVERIFY(number(*connection, "SELECT count(*) FROM t") >= promised);
                QCOMPARE(number(*connection, "SELECT count(*) % 3 FROM t"), 0);
                QVERIFY(sound(*connection));
            }
            QVERIFY2(struck > 30, qPrintable(QString::number(struck)));
        }
    }

    void roomEndsAndComesBack()
    {
        FaultVfs disk;
        disk.setCapacity(256 * 1024);
        auto connection = open();
        QVERIFY(connection);
        QVERIFY(connection->exec(kSchema));
        qint64 next = 1;
        auto ok = insert(*connection, next, 3);
        for (; ok && next < 10'000; ok = insert(*connection, next, 3))
            next += 3;
        QVERIFY(!ok);
        QCOMPARE(int(ok.error().code), int(ErrorCode::Full));
        QCOMPARE(number(*connection, "SELECT count(*) FROM t"), next - 1); // reading goes on
        disk.setCapacity(-1);
        QVERIFY(insert(*connection, next, 3));
        QVERIFY(sound(*connection));
    }

    void aReadOnlyDiskIsRead()
    {
        FaultVfs disk;
        {
            auto connection = open();
            QVERIFY(connection && connection->exec(kSchema) && insert(*connection, 1, 9));
        }
        disk.setReadOnly(true);
        QVERIFY(!open(Mode::Create, u"/new.db"_s));
    }

    void aSlowDiskTakesItsTime()
    {
        FaultVfs disk;
        auto connection = open();
        QVERIFY(connection && connection->exec(kSchema));
        disk.setSyncDelay(30);
        const auto before = disk.syncs();
        QElapsedTimer timer;
        timer.start();
        QVERIFY(insert(*connection, 1, 1));
        QVERIFY(timer.elapsed() >= 30 * (disk.syncs() - before));
        QVERIFY(disk.syncs() > before);
    }

    void aBackupCanBePutBack()
    {
        FaultVfs disk;
        {
            auto connection = open();
            QVERIFY(connection && connection->exec(kSchema) && insert(*connection, 1, 3));
        }
        const auto backup = disk.snapshot(u"/device/"_s);
        auto connection = open();
        QVERIFY(connection && insert(*connection, 4, 3));
        disk.restore(u"/device/"_s, backup);
        QVERIFY(!insert(*connection, 7, 3)); // the machine it was copied over is gone
        auto old = open();
        QVERIFY(old);
        QCOMPARE(number(*old, "SELECT count(*) FROM t"), 3);
    }
};

QTEST_GUILESS_MAIN(TestFaultVfs)
#include "tst_faultvfs.moc"
