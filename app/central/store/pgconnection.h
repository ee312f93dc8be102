// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/result.h"

#include <QStringList>
#include <memory>
#include <unordered_map>
#include <vector>

struct pg_conn;
struct pg_result;

namespace zhike::central {

//! The values of one statement. A null QString or QByteArray is NULL; U+0000, which the engine has no text for, becomes U+FFFD.
class PgValues {
public:
    PgValues() = default;
    template<class... A>
    static PgValues of(const A &...values)
    {
        PgValues all;
        (all.add(values), ...);
        return all;
    }
    void add(const QString &text);
    void add(const QByteArray &bytes);
    void add(qint64 number);
    void add(quint64 number);
    void add(int number) { add(qint64(number)); }
    void add(bool yes);
    void add(const QStringList &texts); //!< text[]
    void addUtf8(const QByteArray &text); //!< text that is UTF-8 already
    bool operator==(const PgValues &) const = default;

private:
    friend class PgConnection;
    struct Value {
        QByteArray data;
        bool isNull = false;
        bool isBinary = false;
        bool operator==(const Value &) const = default;
    };
    std::vector<Value> m_values;
};

//! Rows of one statement, in the engine's binary form.
class PgResult {
public:
    explicit PgResult(pg_result *result); //!< may be null until another one is moved here
    [[nodiscard]] int rows() const;
    [[nodiscard]] bool isNull(int row, int column) const;
    [[nodiscard]] QString text(int row, int column) const; //!< null for NULL
    [[nodiscard]] QByteArray bytes(int row, int column) const; //!< null for NULL
    [[nodiscard]] qint64 integer(int row, int column) const; //!< of smallint, integer, bigint and boolean
    [[nodiscard]] qint64 affected() const;
    [[nodiscard]] QByteArray command() const; //!< the tag, such as COMMIT

private:
    struct Clear {
        void operator()(pg_result *result) const;
    };
    std::unique_ptr<pg_result, Clear> m_result;
};

//! One connection in pipeline mode: statements are put in a queue and travel together. Used by one thread at a time.
class PgConnection {
public:
    //! \param conninfo libpq's keywords or URI, without a password: that comes from PGPASSFILE or PGPASSWORD
    static Result<std::unique_ptr<PgConnection>> open(const QString &conninfo);
    ~PgConnection();
    PgConnection(const PgConnection &) = delete;
    PgConnection &operator=(const PgConnection &) = delete;

    //! Puts a statement aside for the next flush(). \param sql a literal: prepared once and known by its address
    void queue(const char *sql, PgValues values = {});
    [[nodiscard]] size_t queued() const { return m_queue.size(); }
    void drop() { m_queue.clear(); } //!< forgets what was not sent
    //! Sends what is queued and returns the result of each statement; the first failure stands for all.
    Result<std::vector<PgResult>> flush();
    //! Sends what is queued and does not wait: the results are taken, and thrown away, before the next flush().
    void flushLater();
    //! Several statements in one text, without values.
    Done script(const char *sql);
    //! The other side is there, as far as this side was told. Does not wait.
    [[nodiscard]] bool isAlive();
    [[nodiscard]] bool isInTransaction() const;
    [[nodiscard]] bool isOwed() const { return m_owed > 0; } //!< flushLater() was called

private:
    struct Entry {
        const char *sql;
        PgValues values;
    };
    explicit PgConnection(pg_conn *connection) : m_connection(connection) { }
    Result<PgResult> take();
    [[nodiscard]] bool send(std::vector<const void *> &prepared); //!< `prepared` by position among the commands sent; null for an execution
    Done settle();
    Error lost() const;

    pg_conn *m_connection;
    std::vector<Entry> m_queue;
    std::unordered_map<const void *, QByteArray> m_prepared;
    int m_names = 0;
    size_t m_owed = 0; //!< commands sent whose results nobody took, their sync included
};

//! Whether the text names a password, which does not belong on a command line.
bool hasPassword(const QString &conninfo);

} // namespace zhike::central
