// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/database.h"

#include "storage/sqlcipherdriver.h"
#include "storage/sqlcipherresult.h"

#include <QAtomicInt>
#include <QDir>
#include <QFile>
#include <QSqlError>
#include <QVariant>
#include <sqlite3.h>
#include <sys/stat.h>

static void initResources()
{
    Q_INIT_RESOURCE(storage);
}

namespace zhike::storage {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kLongestKept = 1500;

QStringList migrationFiles()
{
    initResources();
    auto names = QDir(u":/storage/migrations"_s).entryList(QDir::Files, QDir::Name);
    return names;
}

} // namespace

Rows::Rows(Database &database, const QByteArray &sql, std::unique_ptr<QSqlQuery> query)
    : m_database(&database)
    , m_sql(sql)
    , m_query(std::move(query))
    , m_row(static_cast<const SqlCipherResult *>(m_query->result())->statement())
{
}

bool Rows::noMore()
{
    if (const auto error = m_query->lastError(); error.isValid())
        m_database->m_unread = Database::errorOf(error);
    return false;
}

qint64 Rows::integer(int column) const
{
    return sqlite3_column_int64(m_row, column);
}

QString Rows::text(int column) const
{
    const auto *utf8 = reinterpret_cast<const char *>(sqlite3_column_text(m_row, column));
    return utf8 ? QString::fromUtf8(utf8, sqlite3_column_bytes(m_row, column)) : QString();
}

QByteArray Rows::bytes(int column) const
{
    const auto *data = static_cast<const char *>(sqlite3_column_blob(m_row, column));
    return {data, sqlite3_column_bytes(m_row, column)};
}

std::string_view Rows::view(int column) const
{
    const auto *utf8 = reinterpret_cast<const char *>(sqlite3_column_text(m_row, column));
    return utf8 ? std::string_view(utf8, size_t(sqlite3_column_bytes(m_row, column))) : std::string_view();
}

bool Rows::isNull(int column) const
{
    return sqlite3_column_type(m_row, column) == SQLITE_NULL;
}

Rows::~Rows()
{
    if (!m_query)
        return; // moved from
    m_query->finish();
    // A list of ids makes a statement nobody asks twice; keeping those would only grow.
    if (m_sql.size() > kLongestKept)
        return;
    m_database->m_idle[m_sql].push_back(m_query.release());
}

int Database::schemaVersion()
{
    return int(migrationFiles().size());
}

Result<std::unique_ptr<Database>> Database::open(const QString &path, std::span<const unsigned char> rawKey, Access access)
{
    static QAtomicInt counter;
    SqlCipherDriver::registerDriver();
    std::unique_ptr<Database> database(new Database);
    database->m_name = u"zhike-%1"_s.arg(counter.fetchAndAddRelaxed(1));
    database->m_db = QSqlDatabase::addDatabase(SqlCipherDriver::driverName(), database->m_name);
    database->m_db.setDatabaseName(path);
    if (access == Access::ReadOnly)
        database->m_db.setConnectOptions(u"READONLY"_s);
    static_cast<SqlCipherDriver *>(database->m_db.driver())->setKey(rawKey);
    if (!database->m_db.open()) {
        auto error = errorOf(database->m_db.lastError());
        if (error.code == ErrorCode::WrongPassphrase)
            error.code = ErrorCode::Damaged;
        return error;
    }
    static_cast<SqlCipherDriver *>(database->m_db.driver())->setKey({});
    if (access == Access::ReadWrite)
        database->m_place = Place::of(path);
    const auto version = int(database->number("PRAGMA user_version"));
    if (version > schemaVersion())
        return Error {ErrorCode::TooNew, u"cache schema %1 is newer than %2"_s.arg(version).arg(schemaVersion()), {}, {}};
    if (access == Access::ReadWrite)
        if (auto ok = database->migrate(); !ok)
            return ok.error();
    return database;
}

Database::~Database()
{
    for (auto &idle : m_idle)
        qDeleteAll(idle);
    m_idle.clear();
    m_kept.clear();
    if (m_name.isEmpty())
        return;
    m_db.close();
    m_db = {};
    QSqlDatabase::removeDatabase(m_name);
}

Done Database::migrate()
{
    const auto files = migrationFiles();
    const auto found = number("PRAGMA user_version");
    for (auto version = found; version < files.size(); ++version) {
        QFile file(u":/storage/migrations/"_s + files[version]);
        if (!file.open(QIODevice::ReadOnly))
            return Error {ErrorCode::Internal, u"migration %1 is missing"_s.arg(files[version]), {}, {}};
        const auto sql = file.readAll();
        const auto stamp = QByteArray("PRAGMA user_version=") + QByteArray::number(version + 1);
        auto ok = transaction([&]() -> Done {
            if (auto done = engine(sql.constData()); !done)
                return done;
            // Said on record by whoever opens the audit next.
            if (found > 0)
                if (auto noted = setState(QLatin1StringView(kMigrated), files.size()); !noted)
                    return noted;
            return engine(stamp.constData());
        });
        if (!ok)
            return ok;
    }
    return done();
}

Error Database::errorOf(const QSqlError &error)
{
    bool number = false;
    const int code = error.nativeErrorCode().toInt(&number);
    return {number ? ErrorCode(code) : ErrorCode::Internal, error.databaseText(), {}, {}};
}

// Many a caller takes "cannot be read" for "is not there".
Error Database::unread(Error error)
{
    if (error.code == ErrorCode::Io || error.code == ErrorCode::Damaged)
        m_unread = error;
    return error;
}

Result<Rows> Database::query(const char *sql, const QVariantList &values)
{
    const QByteArray key(sql);
    std::unique_ptr<QSqlQuery> query;
    if (auto &idle = m_idle[key]; !idle.empty()) {
        query.reset(idle.back());
        idle.pop_back();
    } else {
        query = std::make_unique<QSqlQuery>(m_db);
        query->setForwardOnly(true);
        if (!query->prepare(QString::fromUtf8(key)))
            return unread(errorOf(query->lastError()));
    }
    for (int i = 0; i < values.size(); ++i)
        query->bindValue(i, values[i]);
    if (!query->exec()) {
        return unread(errorOf(query->lastError()));
    }
    return Rows(*this, key, std::move(query));
}

Done Database::run(const char *sql, const QVariantList &values)
{
    auto rows = query(sql, values);
    if (!rows)
        return rows.error();
    return done();
}

qint64 Database::number(const char *sql, const QVariantList &values, qint64 fallback)
{
    auto rows = query(sql, values);
    return rows && rows->next() && !rows->isNull(0) ? rows->integer(0) : fallback;
}

sqlite3 *Database::handle() const
{
    return static_cast<SqlCipherDriver *>(m_db.driver())->database();
}

Done Database::engine(const char *sql)
{
    if (sqlite3_exec(handle(), sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        return sqlite::engineError(handle(), sql);
    return done();
}

Result<sqlite::Statement> Database::prepare(const char *sql)
{
    sqlite3_stmt *stmt = nullptr;
    if (sqlite3_prepare_v3(handle(), sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, nullptr) != SQLITE_OK)
        return sqlite::engineError(handle(), sql);
    return sqlite::Statement(stmt);
}

Result<sqlite::Statement *> Database::kept(const char *sql)
{
    if (auto found = m_kept.find(sql); found != m_kept.end())
        return &found->second;
    auto prepared = prepare(sql);
    if (!prepared)
        return prepared.error();
    return &m_kept.emplace(sql, std::move(*prepared)).first->second;
}

// A file that was deleted or moved away can still be written to and is gone with the last connection: nothing is acknowledged into it.
Done Database::isInPlace() const
{
    if (m_place.inode == 0)
        return done(); // not a file of the file system
    const auto now = Place::of(m_place.path);
    if (now.inode == m_place.inode && now.device == m_place.device)
        return done();
    return Error {ErrorCode::Io, u"the store is not where it was opened"_s, u"vault"_s, {}};
}

Database::Place Database::Place::of(const QString &path)
{
    struct stat facts { };
    if (::stat(QFile::encodeName(path).constData(), &facts) != 0)
        return {path, 0, 0};
    return {path, quint64(facts.st_dev), quint64(facts.st_ino)};
}

Done Database::begin()
{
    m_toSeal.clear();
    if (auto ok = isInPlace(); !ok)
        return ok;
    return engine("BEGIN IMMEDIATE");
}

Done Database::commit()
{
    if (m_toSeal.isEmpty()) {
        auto ok = engine("COMMIT");
        return ok ? isInPlace() : ok;
    }
    // Sealed first: between the two a crash leaves an entry the database does not know, and unlocking takes it up again.
    auto appended = m_seal->append(std::exchange(m_toSeal, {}));
    if (!appended)
        return appended.error();
    if (auto ok = engine("COMMIT"); !ok)
        return ok;
    appended->keep();
    return isInPlace();
}

Result<QStringList> Database::check()
{
    // cipher_integrity_check reads the main file only: what is still in the WAL must be there first.
    if (auto ok = engine("PRAGMA wal_checkpoint(TRUNCATE)"); !ok)
        return ok.error();
    QStringList findings;
    for (const char *sql : {"PRAGMA cipher_integrity_check", "PRAGMA integrity_check"}) {
        auto rows = query(sql);
        if (!rows)
            return rows.error();
        while (rows->next())
            if (const auto text = rows->text(0); text != "ok"_L1)
                findings.append(text);
    }
    return findings;
}

QString Database::stateText(const QString &key)
{
    auto rows = query("SELECT v FROM sync_state WHERE k = ?1", {key});
    return rows && rows->next() ? rows->text(0) : QString();
}

Done Database::setState(const QString &key, const QVariant &value)
{
    return run("INSERT INTO sync_state (k, v) VALUES (?1, ?2) ON CONFLICT (k) DO UPDATE SET v = excluded.v", {key, value});
}

} // namespace zhike::storage
