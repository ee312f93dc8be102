// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlcipherdriver.h"

#include "sqlite/connection.h"
#include "sqlite/wipingmemory.h"
#include "storage/sqlcipherresult.h"

#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlField>
#include <QSqlRecord>
#include <mutex>
#include <sqlite3.h>

Q_DECLARE_OPAQUE_POINTER(sqlite3 *)
Q_DECLARE_METATYPE(sqlite3 *)

namespace zhike::storage {

using namespace Qt::Literals::StringLiterals;

SqlCipherDriver::SqlCipherDriver(QObject *parent) : QSqlDriver(parent) { }

SqlCipherDriver::~SqlCipherDriver()
{
    SqlCipherDriver::close();
}

void SqlCipherDriver::registerDriver()
{
    static std::once_flag once;
    std::call_once(once, [] {
        sqlite::useWipingMemory();
        QSqlDatabase::registerSqlDriver(driverName(), new QSqlDriverCreator<SqlCipherDriver>);
    });
}

bool SqlCipherDriver::hasFeature(DriverFeature feature) const
{
    switch (feature) {
    case Transactions:
    case BLOB:
    case Unicode:
    case PreparedQueries:
    case PositionalPlaceholders:
    case LastInsertId:
    case LowPrecisionNumbers:
    case SimpleLocking:
    case FinishQuery: return true;
    case NamedPlaceholders: // Qt turns names into positions; were this true it would turn ?1 into names, one per place
    case QuerySize:
    case BatchOperations:
    case EventNotifications:
    case MultipleResultSets:
    case CancelQuery: return false;
    }
    return false;
}

bool SqlCipherDriver::open(const QString &db, const QString &, const QString &, const QString &, int, const QString &options)
{
    close();
    const auto refuse = [this](const Error &error) {
        setLastError(QSqlError(u"The encrypted store could not be opened"_s, error.detail, QSqlError::ConnectionError, QString::number(int(error.code))));
        setOpenError(true);
        setOpen(false);
        return false;
    };
    if (m_key.size() != 32)
        return refuse({ErrorCode::Internal, u"no key was given"_s, {}, {}});
    const bool readOnly = options.contains("READONLY"_L1);
    // The connection belongs to one thread; a busy writer is waited for, not reported.
    const int flags = readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    const int code = sqlite3_open_v2(QFile::encodeName(db).constData(), &m_db, flags, nullptr);
    if (code != SQLITE_OK) {
        const auto error = sqlite::engineError(code, sqlite3_errstr(code), "open");
        sqlite3_close_v2(std::exchange(m_db, nullptr));
        return refuse(error);
    }
    sqlite3_busy_timeout(m_db, 10000);
    if (auto ok = sqlite::applyKeyAndSettings(m_db, m_key.bytes(), readOnly); !ok) {
        sqlite3_close_v2(std::exchange(m_db, nullptr));
        return refuse(ok.error());
    }
    setOpen(true);
    setOpenError(false);
    return true;
}

void SqlCipherDriver::close()
{
    if (!m_db)
        return;
    sqlite3_close_v2(std::exchange(m_db, nullptr)); // statements still held by results keep it alive as a zombie until they go
    setOpen(false);
}

QSqlResult *SqlCipherDriver::createResult() const
{
    return new SqlCipherResult(this);
}

bool SqlCipherDriver::execute(const char *sql)
{
    if (!m_db || sqlite3_exec(m_db, sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
        const auto error = m_db ? sqlite::engineError(m_db, sql) : Error {ErrorCode::Internal, u"not open"_s, {}, {}};
        setLastError(QSqlError(QString(), error.detail, QSqlError::TransactionError, QString::number(int(error.code))));
        return false;
    }
    return true;
}

bool SqlCipherDriver::beginTransaction()
{
    return execute("BEGIN IMMEDIATE"); // a deferred one could fail half-way when it first writes
}

bool SqlCipherDriver::commitTransaction()
{
    return execute("COMMIT");
}

bool SqlCipherDriver::rollbackTransaction()
{
    return execute("ROLLBACK");
}

QStringList SqlCipherDriver::tables(QSql::TableType type) const
{
    QStringList names;
    if (!m_db)
        return names;
    const char *sql = type == QSql::Views ? "SELECT name FROM sqlite_master WHERE type='view' ORDER BY name"
                                          : "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%' ORDER BY name";
    sqlite3_stmt *stmt = nullptr;
    sqlite3_prepare_v2(m_db, sql, -1, &stmt, nullptr);
    sqlite::Statement statement(stmt);
    for (auto row = statement.step(); row && *row; row = statement.step())
        names.append(statement.text(0));
    return names;
}

QSqlRecord SqlCipherDriver::record(const QString &table) const
{
    QSqlRecord record;
    if (!m_db)
        return record;
    sqlite3_stmt *stmt = nullptr;
    sqlite3_prepare_v2(m_db, "SELECT name, type FROM pragma_table_info(?1)", -1, &stmt, nullptr);
    sqlite::Statement statement(stmt);
    statement.bind(1, table);
    for (auto row = statement.step(); row && *row; row = statement.step()) {
        const auto type = statement.text(1).toUpper();
        const auto meta = type.startsWith("INT"_L1) ? QMetaType::LongLong
            : type == "BLOB"_L1                     ? QMetaType::QByteArray
            : type == "REAL"_L1                     ? QMetaType::Double
                                                    : QMetaType::QString;
        record.append(QSqlField(statement.text(0), QMetaType(meta), table));
    }
    return record;
}

QVariant SqlCipherDriver::handle() const
{
    return QVariant::fromValue(m_db);
}

QString SqlCipherDriver::escapeIdentifier(const QString &identifier, IdentifierType) const
{
    auto name = identifier;
    return u'"' + name.replace(u'"', u"\"\""_s) + u'"';
}

} // namespace zhike::storage
