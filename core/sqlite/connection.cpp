// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/connection.h"

#include "sqlite/wipingmemory.h"

#include <QFile>
#include <QFileInfo>
#include <sqlite3.h>

extern "C" int sqlite3_key_v2(sqlite3 *db, const char *name, const void *key, int length);

namespace zhike::sqlite {

Error engineError(int code, const char *message, const char *doing)
{
    auto kind = ErrorCode::Internal;
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: kind = ErrorCode::Busy; break;
    case SQLITE_FULL: kind = ErrorCode::Full; break;
    case SQLITE_NOTADB: // after a good unwrap of the key this is damage; only the vault knows whether it was
    case SQLITE_NOMEM: // SQLCipher's word for a page whose authentication fails, or that could not be read; memory itself hardly ever ends
    case SQLITE_CORRUPT: kind = ErrorCode::Damaged; break;
    case SQLITE_CONSTRAINT: kind = ErrorCode::Conflict; break;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM: kind = ErrorCode::Io; break;
    case SQLITE_INTERRUPT: kind = ErrorCode::Cancelled; break;
    default: break;
    }
    return {kind, QStringLiteral("%1: sqlite %2 %3").arg(QLatin1StringView(doing)).arg(code).arg(QString::fromUtf8(message)), {}, {}};
}

Error engineError(sqlite3 *db, const char *doing)
{
    return engineError(sqlite3_extended_errcode(db), sqlite3_errmsg(db), doing);
}

Statement::~Statement()
{
    sqlite3_finalize(m_stmt);
}

Statement::Statement(Statement &&other) noexcept : m_stmt(std::exchange(other.m_stmt, nullptr)) { }

Statement &Statement::operator=(Statement &&other) noexcept
{
    std::swap(m_stmt, other.m_stmt);
    return *this;
}

void Statement::bind(int index, qint64 value)
{
    sqlite3_bind_int64(m_stmt, index, value);
}

void Statement::bind(int index, double value)
{
    sqlite3_bind_double(m_stmt, index, value);
}

void Statement::bind(int index, const QString &text)
{
    if (text.isNull()) {
        bindNull(index);
        return;
    }
    const auto utf8 = text.toUtf8();
    sqlite3_bind_text(m_stmt, index, utf8.constData(), int(utf8.size()), SQLITE_TRANSIENT);
}

void Statement::bind(int index, const QByteArray &blob)
{
    sqlite3_bind_blob64(m_stmt, index, blob.constData(), sqlite3_uint64(blob.size()), SQLITE_TRANSIENT);
}

void Statement::bindText(int index, std::string_view utf8)
{
    sqlite3_bind_text64(m_stmt, index, utf8.data() ? utf8.data() : "", utf8.size(), SQLITE_STATIC, SQLITE_UTF8);
}

void Statement::bindBlob(int index, std::string_view bytes)
{
    sqlite3_bind_blob64(m_stmt, index, bytes.data() ? bytes.data() : "", bytes.size(), SQLITE_STATIC);
}

void Statement::bindNull(int index)
{
    sqlite3_bind_null(m_stmt, index);
}

Result<bool> Statement::step()
{
    const int code = sqlite3_step(m_stmt);
    if (code == SQLITE_ROW)
        return true;
    if (code == SQLITE_DONE)
        return false;
    auto error = engineError(sqlite3_db_handle(m_stmt), "step");
    sqlite3_reset(m_stmt);
    return error;
}

Done Statement::run()
{
    for (;;) {
        const auto row = step();
        if (!row)
            return row.error();
        if (!*row)
            break;
    }
    reset();
    return done();
}

void Statement::reset()
{
    sqlite3_reset(m_stmt);
    sqlite3_clear_bindings(m_stmt);
}

qint64 Statement::integer(int column) const
{
    return sqlite3_column_int64(m_stmt, column);
}

double Statement::real(int column) const
{
    return sqlite3_column_double(m_stmt, column);
}

QString Statement::text(int column) const
{
    const auto *utf8 = reinterpret_cast<const char *>(sqlite3_column_text(m_stmt, column));
    if (!utf8)
        return {};
    return QString::fromUtf8(utf8, sqlite3_column_bytes(m_stmt, column));
}

QByteArray Statement::bytes(int column) const
{
    const auto *data = static_cast<const char *>(sqlite3_column_blob(m_stmt, column));
    return {data, sqlite3_column_bytes(m_stmt, column)};
}

std::string_view Statement::view(int column) const
{
    const auto *data = static_cast<const char *>(sqlite3_column_blob(m_stmt, column));
    return {data ? data : "", size_t(sqlite3_column_bytes(m_stmt, column))};
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_stmt, column) == SQLITE_NULL;
}

Connection::~Connection()
{
    close();
}

Connection::Connection(Connection &&other) noexcept : m_db(std::exchange(other.m_db, nullptr)) { }

Connection &Connection::operator=(Connection &&other) noexcept
{
    std::swap(m_db, other.m_db);
    return *this;
}

void Connection::close()
{
    sqlite3_close_v2(std::exchange(m_db, nullptr));
}

namespace {

int openFlags(Mode mode)
{
    switch (mode) {
    case Mode::ReadOnly: return SQLITE_OPEN_READONLY;
    case Mode::ReadWrite: return SQLITE_OPEN_READWRITE;
    case Mode::Create: break;
    }
    return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
}

} // namespace

Result<Connection> Connection::openPlain(const QString &path, Mode mode)
{
    Connection connection;
    const int code = sqlite3_open_v2(QFile::encodeName(path).constData(), &connection.m_db, openFlags(mode), nullptr);
    if (code != SQLITE_OK)
        return engineError(code, sqlite3_errstr(code), "open");
    sqlite3_busy_timeout(connection.m_db, 5000);
    if (auto ok = connection.exec("PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF;"); !ok)
        return ok.error();
    return connection;
}

Result<Connection> Connection::openEncrypted(const QString &path, std::span<const unsigned char> rawKey, Mode mode)
{
    useWipingMemory();
    Connection connection;
    const int code = sqlite3_open_v2(QFile::encodeName(path).constData(), &connection.m_db, openFlags(mode), nullptr);
    if (code != SQLITE_OK)
        return engineError(code, sqlite3_errstr(code), "open");
    sqlite3_busy_timeout(connection.m_db, 5000);
    if (auto ok = applyKeyAndSettings(connection.m_db, rawKey, mode == Mode::ReadOnly); !ok)
        return ok.error();
    return connection;
}

QString cipherVersion(sqlite3 *db)
{
    sqlite3_stmt *stmt = nullptr;
    if (sqlite3_prepare_v2(db, "PRAGMA cipher_version", -1, &stmt, nullptr) != SQLITE_OK)
        return {};
    Statement statement(stmt);
    const auto row = statement.step();
    return row && *row ? statement.text(0) : QString();
}

Done applyKeyAndSettings(sqlite3 *db, std::span<const unsigned char> rawKey, bool readOnly)
{
    if (rawKey.size() != 32)
        return Error {ErrorCode::Internal, QStringLiteral("database key is not 256 bit"), {}, {}};
    if (cipherVersion(db).isEmpty())
        return Error {ErrorCode::Unsupported, QStringLiteral("the database library has no cipher"), {}, {}};

    // A raw key is given as x'…'; it skips SQLCipher's own key derivation, which Argon2id has done better already.
    static constexpr char digits[] = "0123456789abcdef";
    char key[2 + 64 + 1] = "x'";
    for (size_t i = 0; i < rawKey.size(); ++i) {
        key[2 + 2 * i] = digits[rawKey[i] >> 4];
        key[3 + 2 * i] = digits[rawKey[i] & 15];
    }
    key[66] = '\'';
    const int keyed = sqlite3_key_v2(db, "main", key, sizeof key);
    volatile char *wipe = key;
    for (size_t i = 0; i < sizeof key; ++i)
        wipe[i] = 0;
    if (keyed != SQLITE_OK)
        return engineError(keyed, sqlite3_errstr(keyed), "key");

    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    // Plans do not depend on bound values: otherwise a statement with LIMIT ?n is prepared again at every use.
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_QPSG, 1, nullptr);
    sqlite3_extended_result_codes(db, 1);
    // The first statement that reads the file tells whether the key opens it.
    const char *settings = readOnly
        ? "PRAGMA cipher_log_level=NONE; SELECT count(*) FROM sqlite_master; PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF;"
          "PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; PRAGMA cache_size=-65536; PRAGMA query_only=ON;"
        : "PRAGMA cipher_log_level=NONE; SELECT count(*) FROM sqlite_master; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
          "PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA mmap_size=0;"
          "PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=8000;"; // 32 MiB: a first sync rewrites the same pages, they are copied back once
    if (sqlite3_exec(db, settings, nullptr, nullptr, nullptr) != SQLITE_OK) {
        auto error = engineError(db, "open encrypted");
        // At the first read this code means "not under this key"; whether it is the key or the file, the caller knows who unwrapped the key.
        if ((sqlite3_errcode(db) & 0xff) == SQLITE_NOTADB)
            error.code = ErrorCode::WrongPassphrase;
        return error;
    }
    return done();
}

Result<Statement> Connection::prepare(const char *sql, bool persistent)
{
    sqlite3_stmt *stmt = nullptr;
    if (sqlite3_prepare_v3(m_db, sql, -1, persistent ? SQLITE_PREPARE_PERSISTENT : 0, &stmt, nullptr) != SQLITE_OK)
        return engineError(m_db, sql);
    return Statement(stmt);
}

Done Connection::exec(const char *sql)
{
    if (sqlite3_exec(m_db, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        return engineError(m_db, sql);
    return done();
}

qint64 Connection::lastInsertId() const
{
    return sqlite3_last_insert_rowid(m_db);
}

int Connection::changes() const
{
    return sqlite3_changes(m_db);
}

Result<Transaction> Transaction::begin(Connection &connection)
{
    if (auto ok = connection.exec("BEGIN IMMEDIATE"); !ok)
        return ok.error();
    return Transaction(&connection);
}

Transaction::Transaction(Transaction &&other) noexcept : m_connection(std::exchange(other.m_connection, nullptr)) { }

Transaction::~Transaction()
{
    if (m_connection)
        (void)m_connection->exec("ROLLBACK");
}

Done Transaction::commit()
{
    auto ok = m_connection->exec("COMMIT");
    if (ok)
        m_connection = nullptr;
    return ok;
}

} // namespace zhike::sqlite
