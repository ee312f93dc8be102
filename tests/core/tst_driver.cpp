// SPDX-License-Identifier: GPL-3.0-or-later
// The Qt Sql driver over SQLCipher on a real file: it fails closed, keeps every byte and every bit, and says what went wrong in our words.
#include "sqlite/connection.h"
#include "storage/sqlcipherdriver.h"

#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlField>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QSqlResult>
#include <QTemporaryDir>
#include <QTest>
#include <memory>
#include <sqlite3.h>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;
using zhike::storage::SqlCipherDriver;

namespace {

using KeyBytes = std::array<unsigned char, 32>;

KeyBytes keyOf(unsigned char seed)
{
    KeyBytes key;
    for (size_t i = 0; i < key.size(); ++i)
        key[i] = static_cast<unsigned char>(seed + 7 * i);
    return key;
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// A connection of its own name, gone when it goes.
class Session {
public:
    explicit Session(const QString &path, std::optional<KeyBytes> key = keyOf(1), const QString &options = {}) : m_name(u"driver-%1"_s.arg(++s_count))
    {
        database = QSqlDatabase::addDatabase(SqlCipherDriver::driverName(), m_name);
        database.setDatabaseName(path);
        database.setConnectOptions(options);
        if (key)
            static_cast<SqlCipherDriver *>(database.driver())->setKey(*key);
        opened = database.open();
    }
    ~Session()
    {
        database.close();
        database = {};
        QSqlDatabase::removeDatabase(m_name);
    }
    Session(const Session &) = delete;
    Session &operator=(const Session &) = delete;

    [[nodiscard]] std::optional<ErrorCode> code() const { return code(database.lastError()); }
    static std::optional<ErrorCode> code(const QSqlError &error)
    {
        bool number = false;
        const int code = error.nativeErrorCode().toInt(&number);
        return number ? std::optional(ErrorCode(code)) : std::nullopt;
    }
    bool run(const QString &sql)
    {
        QSqlQuery query(database);
        const bool ok = query.exec(sql);
        lastCode = code(query.lastError());
        return ok;
    }
    QVariant value(const QString &sql)
    {
        QSqlQuery query(database);
        return query.exec(sql) && query.next() ? query.value(0) : QVariant();
    }

    QSqlDatabase database;
    bool opened = false;
    std::optional<ErrorCode> lastCode;

private:
    static inline int s_count = 0;
    QString m_name;
};

} // namespace

class TestDriver : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        SqlCipherDriver::registerDriver();
        SqlCipherDriver::registerDriver();
        Session session(m_path);
        QVERIFY2(session.opened, qPrintable(session.database.lastError().text()));
        QVERIFY(session.run(u"CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT, raw BLOB, n INTEGER, x REAL, must TEXT NOT NULL DEFAULT '')"_s));
        QVERIFY(session.run(u"INSERT INTO note (id, body) VALUES (1, 'zhike-sentinel-李明朗')"_s));
    }

    void cleanup() { QCOMPARE(QSqlDatabase::connectionNames(), QStringList()); }

    // SEC-2: no key, a wrong key, a plain file, a foreign file – nothing opens and nothing is written.
    void withoutTheKeyThereIsNoConnection()
    {
        const auto before = contents(m_path);
        QVERIFY(before.size() >= 4096);
        QVERIFY(!before.startsWith("SQLite format 3"));
        QVERIFY(!before.contains("zhike-sentinel"));
        {
            Session session(m_path, std::nullopt);
            QVERIFY(!session.opened);
            QVERIFY(!session.database.isOpen());
            QCOMPARE(session.code(), ErrorCode::Internal);
        }
        for (const auto &options : {u""_s, u"READONLY"_s}) {
            Session session(m_path, keyOf(2), options);
            QVERIFY(!session.opened);
            QCOMPARE(session.code(), ErrorCode::WrongPassphrase);
            QVERIFY(!session.run(u"SELECT 1"_s));
        }
        QCOMPARE(contents(m_path), before);
    }

    void withoutAKeyNoFileIsMade()
    {
        const auto fresh = m_dir.filePath(u"fresh.db"_s);
        Session session(fresh, std::nullopt);
        QVERIFY(!session.opened);
        QVERIFY(!QFile::exists(fresh));
        Session readOnly(fresh, keyOf(1), u"READONLY"_s);
        QVERIFY(!readOnly.opened);
        QVERIFY(!QFile::exists(fresh));
    }

    void aPlainFileIsRefusedAndLeftAlone()
    {
        const auto plain = m_dir.filePath(u"plain.db"_s);
        {
            auto connection = sqlite::Connection::openPlain(plain, sqlite::Mode::Create);
            QVERIFY(connection);
            QVERIFY(connection->exec("CREATE TABLE t (a); INSERT INTO t VALUES ('x')"));
        }
        const auto before = contents(plain);
        QVERIFY(before.startsWith("SQLite format 3"));
        {
            Session session(plain);
            QVERIFY(!session.opened);
            QCOMPARE(session.code(), ErrorCode::WrongPassphrase);
        }
        QCOMPARE(contents(plain), before);
        QVERIFY(!QFile::exists(plain + u"-wal"_s));
    }

    void aShortKeyIsNotAKey()
    {
        const auto path = m_dir.filePath(u"short.db"_s);
        const std::array<unsigned char, 16> half {};
        const auto connection = sqlite::Connection::openEncrypted(path, half, sqlite::Mode::Create);
        QVERIFY(!connection);
        QVERIFY(contents(path).isEmpty());
    }

    void everyConnectionHasTheSettings()
    {
        Session session(m_path);
        for (const auto &[pragma, expected] :
             {std::pair(u"journal_mode"_s, u"wal"_s), std::pair(u"synchronous"_s, u"2"_s), std::pair(u"foreign_keys"_s, u"1"_s),
              std::pair(u"trusted_schema"_s, u"0"_s), std::pair(u"cell_size_check"_s, u"1"_s), std::pair(u"secure_delete"_s, u"1"_s)})
            QCOMPARE(session.value(u"PRAGMA "_s + pragma).toString(), expected);
        QVERIFY(!session.value(u"PRAGMA cipher_version"_s).toString().isEmpty());
        // Temporary tables stay in memory, extensions cannot be loaded.
        QCOMPARE(session.value(u"SELECT sqlite_compileoption_used('TEMP_STORE=3')"_s).toInt(), 1);
        QCOMPARE(session.value(u"SELECT sqlite_compileoption_used('OMIT_LOAD_EXTENSION')"_s).toInt(), 1);
    }

    void readOnlyReadsOnly()
    {
        Session session(m_path, keyOf(1), u"READONLY"_s);
        QVERIFY(session.opened);
        QCOMPARE(session.value(u"SELECT body FROM note WHERE id = 1"_s).toString(), u"zhike-sentinel-李明朗"_s);
        QVERIFY(!session.run(u"DELETE FROM note"_s));
        QCOMPARE(session.lastCode, ErrorCode::Io);
    }

    void valuesComeBackAsTheyWent()
    {
        Session session(m_path);
        constexpr auto least = std::numeric_limits<qint64>::min();
        constexpr auto most = std::numeric_limits<qint64>::max();
        QByteArray all(256, '\0');
        for (int i = 0; i < 256; ++i)
            all[i] = char(i);
        const QString hostile = u"𠮷野家 \u202Eabc e\u0301 👩‍👩‍👧 '; DROP TABLE note; -- \u0000 end"_s;
        const QVariantList samples
            = {least, most, qint64(0), qint64(-1), 0.1, -1e308, all, QByteArray("\0\0", 2), hostile, QString(u""_s), QString(10'000, u'字'), true, QVariant()};
        QSqlQuery write(session.database);
        QVERIFY(write.prepare(u"INSERT INTO note (id, raw) VALUES (?, ?)"_s));
        for (int i = 0; i < samples.size(); ++i) {
            write.bindValue(0, 100 + i);
            write.bindValue(1, samples[i]);
            QVERIFY2(write.exec(), qPrintable(write.lastError().text()));
        }
        QSqlQuery read(session.database);
        read.setForwardOnly(true);
        QVERIFY(read.exec(u"SELECT raw FROM note WHERE id >= 100 ORDER BY id"_s));
        for (const auto &sample : samples) {
            QVERIFY(read.next());
            if (sample.typeId() == QMetaType::Bool)
                QCOMPARE(read.value(0), QVariant(qint64(1)));
            else
                QCOMPARE(read.value(0), sample);
            QCOMPARE(read.isNull(0), sample.isNull());
        }
        QVERIFY(!read.next());
        QVERIFY(session.run(u"DELETE FROM note WHERE id >= 100"_s));
    }

    void emptyTextAndNoTextDiffer()
    {
        Session session(m_path);
        QSqlQuery write(session.database);
        QVERIFY(write.prepare(u"INSERT INTO note (id, body, raw) VALUES (?, ?, ?)"_s));
        write.bindValue(0, 50);
        write.bindValue(1, QString(u""_s));
        write.bindValue(2, QVariant(QMetaType(QMetaType::QByteArray)));
        QVERIFY(write.exec());
        QCOMPARE(session.value(u"SELECT (body = '') + (raw IS NULL) FROM note WHERE id = 50"_s).toInt(), 2);
        QVERIFY(session.run(u"DELETE FROM note WHERE id = 50"_s));
    }

    void errorsHaveAClass()
    {
        Session session(m_path);
        QVERIFY(!session.run(u"INSERT INTO note (id) VALUES (1)"_s));
        QCOMPARE(session.lastCode, ErrorCode::Conflict);
        QVERIFY(!session.run(u"INSERT INTO note (must) VALUES (NULL)"_s));
        QCOMPARE(session.lastCode, ErrorCode::Conflict);
        QVERIFY(!session.run(u"SELEC 1"_s));
        QCOMPARE(session.lastCode, ErrorCode::Internal);
        QVERIFY(!session.run(u"DELETE FROM note WHERE id = 77; DELETE FROM note"_s)); // one statement, or none
        QCOMPARE(session.value(u"SELECT count(*) FROM note"_s).toInt(), 1);
        QSqlQuery few(session.database);
        QVERIFY(few.prepare(u"SELECT ?, ?"_s));
        few.bindValue(0, 1);
        QVERIFY(!few.exec());
    }

    void aBusyWriterIsSaidSo()
    {
        Session one(m_path);
        Session two(m_path);
        sqlite3_busy_timeout(static_cast<SqlCipherDriver *>(two.database.driver())->database(), 20);
        QVERIFY(one.database.transaction());
        QVERIFY(!two.database.transaction());
        QCOMPARE(two.code(), ErrorCode::Busy);
        QCOMPARE(two.value(u"SELECT count(*) FROM note"_s).toInt(), 1); // readers go on
        QVERIFY(one.database.rollback());
        QVERIFY(two.database.transaction());
        QVERIFY(two.database.rollback());
    }

    void aFullFileKeepsWhatItHas()
    {
        const auto path = m_dir.filePath(u"full.db"_s);
        Session session(path);
        QVERIFY(session.run(u"CREATE TABLE t (a)"_s));
        QVERIFY(session.run(u"PRAGMA max_page_count = 20"_s));
        int kept = 0;
        while (session.run(u"INSERT INTO t VALUES (randomblob(3000))"_s) && kept < 1000)
            ++kept;
        QCOMPARE(session.lastCode, ErrorCode::Full);
        QVERIFY(kept > 3);
        QCOMPARE(session.value(u"SELECT count(*) FROM t"_s).toInt(), kept);
        QVERIFY(session.run(u"PRAGMA max_page_count = 1000"_s));
        QVERIFY(session.run(u"INSERT INTO t VALUES (randomblob(3000))"_s));
    }

    // SEC-23: one changed byte in a page is found when the page is read, and never shown as a value.
    void damageIsDamage()
    {
        const auto path = m_dir.filePath(u"damage.db"_s);
        {
            Session session(path);
            QVERIFY(session.run(u"CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT)"_s));
            QSqlQuery write(session.database);
            QVERIFY(write.prepare(u"INSERT INTO t (a) VALUES (?)"_s));
            QVERIFY(session.database.transaction());
            for (int i = 0; i < 2000; ++i) {
                write.bindValue(0, QString(60, QChar(u'a' + i % 26)));
                QVERIFY(write.exec());
            }
            QVERIFY(session.database.commit());
        }
        auto bytes = contents(path);
        QVERIFY(bytes.size() > 20 * 4096);
        bytes[bytes.size() - 5 * 4096 + 100] = char(bytes[bytes.size() - 5 * 4096 + 100] ^ 1);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        Session session(path);
        QVERIFY(session.opened);
        QSqlQuery read(session.database);
        read.setForwardOnly(true);
        QVERIFY(read.exec(u"SELECT id, a FROM t ORDER BY id"_s));
        int rows = 0;
        while (read.next()) {
            ++rows;
            QCOMPARE(read.value(1).toString(), QString(60, QChar(u'a' + (read.value(0).toInt() - 1) % 26)));
        }
        QVERIFY(rows < 2000);
        QVERIFY2(Session::code(read.lastError()) == ErrorCode::Damaged || Session::code(read.lastError()) == ErrorCode::Io,
                 qPrintable(read.lastError().text()));
    }

    void resultsRunForwardOnce()
    {
        Session session(m_path);
        QSqlQuery query(session.database);
        QVERIFY(query.exec(u"WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 5) SELECT x FROM c"_s));
        QVERIFY(query.isForwardOnly());
        QVERIFY(query.isSelect());
        QCOMPARE(query.size(), -1);
        QCOMPARE(query.at(), int(QSql::BeforeFirstRow));
        for (int i = 1; i <= 5; ++i) {
            QVERIFY(query.next());
            QCOMPARE(query.value(0).toInt(), i);
            QCOMPARE(query.at(), i - 1);
        }
        QVERIFY(!query.next());
        QVERIFY(!query.value(0).isValid());
        QVERIFY(!query.previous());
        QVERIFY(!query.last());
    }

    void aStatementIsPreparedOnceAndUsedAgain()
    {
        Session session(m_path);
        QSqlQuery query(session.database);
        query.setForwardOnly(true);
        QVERIFY(query.prepare(u"SELECT ?1 + ?2 + ?1"_s)); // a parameter named twice is one value
        for (int i = 0; i < 50; ++i) {
            query.bindValue(0, i);
            query.bindValue(1, 1000);
            QVERIFY2(query.exec(), qPrintable(query.lastError().text()));
            QVERIFY(query.next());
            QCOMPARE(query.value(0).toInt(), 2 * i + 1000);
        }
        const auto handle = query.result()->handle();
        query.finish();
        QVERIFY(query.exec());
        QCOMPARE(query.result()->handle(), handle);
        // An unfinished result does not stand in a writer's way once it is finished.
        QSqlQuery open(session.database);
        QVERIFY(open.exec(u"SELECT id FROM note"_s));
        open.finish();
        QVERIFY(session.database.transaction());
        QVERIFY(session.run(u"UPDATE note SET n = 7 WHERE id = 1"_s));
        QVERIFY(session.database.rollback());
        QVERIFY(session.value(u"SELECT n FROM note WHERE id = 1"_s).isNull());
    }

    void namesAndNumbersOfAResult()
    {
        Session session(m_path);
        QCOMPARE(session.database.tables(), QStringList {u"note"_s});
        QCOMPARE(session.database.record(u"note"_s).fieldName(1), u"body"_s);
        QCOMPARE(session.database.record(u"note"_s).field(3).metaType().id(), int(QMetaType::LongLong));
        QSqlQuery query(session.database);
        QVERIFY(query.exec(u"INSERT INTO note (id) VALUES (9000000000)"_s));
        QCOMPARE(query.lastInsertId().toLongLong(), 9'000'000'000ll);
        QCOMPARE(query.numRowsAffected(), 1);
        QVERIFY(query.exec(u"DELETE FROM note WHERE id = 9000000000"_s));
        QVERIFY(query.exec(u"SELECT id AS first, body FROM note"_s));
        QCOMPARE(query.record().fieldName(0), u"first"_s);
        QCOMPARE(session.database.driver()->escapeIdentifier(u"a\"b"_s, QSqlDriver::FieldName), u"\"a\"\"b\""_s);
    }

private:
    QTemporaryDir m_dir;
    QString m_path = m_dir.filePath(u"cache.db"_s);
};

QTEST_GUILESS_MAIN(TestDriver)
#include "tst_driver.moc"
