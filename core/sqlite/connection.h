// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/result.h"

#include <QByteArray>
#include <QString>
#include <span>

struct sqlite3;
struct sqlite3_stmt;

//! The engine without Qt Sql: for bulk paths, for the central's embedded store and as the floor the benches compare with.
namespace zhike::sqlite {

//! What an engine code means to us; `detail` keeps the engine's own number and text.
Error engineError(int code, const char *message, const char *doing);
Error engineError(sqlite3 *db, const char *doing);

//! A prepared statement. Reset and unbound again when reused; not to be shared between threads.
class Statement {
public:
    Statement() = default;
    explicit Statement(sqlite3_stmt *stmt) : m_stmt(stmt) { }
    ~Statement();
    Statement(Statement &&other) noexcept;
    Statement &operator=(Statement &&other) noexcept;
    Statement(const Statement &) = delete;
    Statement &operator=(const Statement &) = delete;

    // Parameters count from 1. What Qt's types hold is copied by the engine; what a view points at must stay until reset() or the next bind.
    void bind(int index, qint64 value);
    void bind(int index, int value) { bind(index, qint64(value)); }
    void bind(int index, double value);
    void bind(int index, const QString &text); //!< a null QString binds NULL
    void bind(int index, const QByteArray &blob);
    void bindText(int index, std::string_view utf8);
    void bindBlob(int index, std::string_view bytes);
    void bindNull(int index);
    template<class... A>
    Statement &bindAll(const A &...values)
    {
        int i = 0;
        (bind(++i, values), ...);
        return *this;
    }

    //! true: a row stands ready; false: the statement ended.
    Result<bool> step();
    Done run(); //!< steps to the end and resets
    void reset();

    // Columns count from 0.
    [[nodiscard]] qint64 integer(int column) const;
    [[nodiscard]] double real(int column) const;
    [[nodiscard]] QString text(int column) const; //!< null QString for NULL
    [[nodiscard]] QByteArray bytes(int column) const; //!< copied; text or blob as stored
    [[nodiscard]] std::string_view view(int column) const; //!< valid until the next step
    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] sqlite3_stmt *handle() const { return m_stmt; }

private:
    sqlite3_stmt *m_stmt = nullptr;
};

enum class Mode { ReadOnly, ReadWrite, Create };

//! One connection, one thread at a time.
class Connection {
public:
    Connection() = default;
    ~Connection();
    Connection(Connection &&other) noexcept;
    Connection &operator=(Connection &&other) noexcept;
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    //! An unencrypted file: for the central, whose disk the bank protects. The desktop never calls this.
    static Result<Connection> openPlain(const QString &path, Mode mode);
    //! An encrypted file under a raw 256-bit key. Fails closed: without a cipher in the library, with a key of another length or with a plain file nothing is opened and nothing is written.
    static Result<Connection> openEncrypted(const QString &path, std::span<const unsigned char> rawKey, Mode mode);

    Result<Statement> prepare(const char *sql, bool persistent = true);
    Done exec(const char *sql); //!< one or many statements without parameters
    [[nodiscard]] qint64 lastInsertId() const;
    [[nodiscard]] int changes() const;
    [[nodiscard]] sqlite3 *handle() const { return m_db; }
    [[nodiscard]] bool isOpen() const { return m_db != nullptr; }
    void close();

private:
    sqlite3 *m_db = nullptr;
};

//! BEGIN IMMEDIATE until commit(); rolled back when it goes out of scope uncommitted.
class Transaction {
public:
    static Result<Transaction> begin(Connection &connection);
    ~Transaction();
    Transaction(Transaction &&other) noexcept;
    Transaction &operator=(Transaction &&) = delete;
    Transaction(const Transaction &) = delete;
    Done commit();

private:
    explicit Transaction(Connection *connection) : m_connection(connection) { }
    Connection *m_connection = nullptr;
};

//! Opens `db` under the raw key with the settings of security.md §3; shared with the Qt Sql driver. On failure the handle is closed by the caller.
Done applyKeyAndSettings(sqlite3 *db, std::span<const unsigned char> rawKey, bool readOnly);
//! Version text of the cipher compiled in, such as "4.14.0 community"; empty when there is none.
QString cipherVersion(sqlite3 *db);

} // namespace zhike::sqlite
