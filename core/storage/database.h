// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/result.h"
#include "security/sealfile.h"
#include "sqlite/connection.h"

#include <QHash>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <memory>
#include <optional>
#include <span>
#include <unordered_map>

namespace zhike::storage {

class Database;

//! A forward cursor over a prepared statement; gives the statement back to the cache when it goes.
class Rows {
public:
    Rows(Database &database, const QByteArray &sql, std::unique_ptr<QSqlQuery> query);
    ~Rows();
    Rows(Rows &&other) noexcept = default;
    Rows &operator=(Rows &&) = delete;

    //! false: no row, or none that could be read. The latter is kept by the connection: transaction() and snapshot() end with it.
    bool next() { return m_query->next() || noMore(); }
    // Read from the engine's row itself: a QVariant per column would cost more than the column.
    [[nodiscard]] qint64 integer(int column) const;
    [[nodiscard]] QString text(int column) const;
    [[nodiscard]] QByteArray bytes(int column) const;
    [[nodiscard]] std::string_view view(int column) const; //!< text as stored, valid until next()
    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] int affected() const { return m_query->numRowsAffected(); }

private:
    bool noMore();

    Database *m_database;
    QByteArray m_sql;
    std::unique_ptr<QSqlQuery> m_query;
    sqlite3_stmt *m_row = nullptr; //!< of m_query
};

enum class Access { ReadOnly, ReadWrite };

//! One connection to the encrypted cache, for one thread. Statements are prepared once and kept.
class Database {
public:
    //! Opens and, for writers, brings the schema up to date. A file from a newer version is left untouched (TooNew);
    //! a file the right key does not open is Damaged, never "wrong passphrase": the slot has opened already.
    static Result<std::unique_ptr<Database>> open(const QString &path, std::span<const unsigned char> rawKey, Access access);
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    Result<Rows> query(const char *sql, const QVariantList &values = {});
    Done run(const char *sql, const QVariantList &values = {});
    //! First column of the first row, or `fallback`.
    qint64 number(const char *sql, const QVariantList &values = {}, qint64 fallback = 0);

    //! Entries given to sealed() are in this file and synced before the transaction that made them commits. \param file outlives the connection; nullptr: none
    void setSeal(security::SealFile *file) { m_seal = file; }
    [[nodiscard]] security::SealFile *seal() const { return m_seal; }
    void sealed(security::SealEntry entry)
    {
        if (m_seal)
            m_toSeal.append(std::move(entry));
    }

    //! Runs `work` between BEGIN IMMEDIATE and COMMIT; rolled back unless it returns success, every row it asked for could be read and the commit succeeds.
    template<class F>
    auto transaction(F work) -> std::invoke_result_t<F>
    {
        m_unread.reset();
        if (auto ok = begin(); !ok)
            return ok.error();
        Rollback rollback {this};
        auto result = work();
        if (m_unread)
            return *std::exchange(m_unread, std::nullopt);
        if (!result)
            return result;
        if (auto ok = commit(); !ok)
            return ok.error();
        rollback.database = nullptr;
        return result;
    }
    //! Several questions that see one state: a read transaction around them.
    template<class F>
    auto snapshot(F work) -> std::invoke_result_t<F>
    {
        m_unread.reset();
        if (auto ok = engine("BEGIN"); !ok)
            return ok.error();
        auto result = work();
        (void)engine("COMMIT");
        if (m_unread)
            return *std::exchange(m_unread, std::nullopt);
        return result;
    }

    [[nodiscard]] sqlite3 *handle() const; //!< for bulk paths
    Done engine(const char *sql); //!< statements without parameters, straight to the engine
    Result<sqlite::Statement> prepare(const char *sql); //!< engine statement for bulk paths
    //! The same, prepared once and kept; for one use at a time, and `sql` must be a literal: it is known by its address.
    Result<sqlite::Statement *> kept(const char *sql);

    //! cipher_integrity_check on a checkpointed file and integrity_check; empty when all is sound.
    Result<QStringList> check();

    QString stateText(const QString &key); //!< sync_state
    Done setState(const QString &key, const QVariant &value);
    static constexpr char kMigrated[] = "migrated"; //!< state: to which schema an older store was brought, until that is on record

    static int schemaVersion();

private:
    friend class Rows;
    struct Rollback {
        Database *database;
        ~Rollback()
        {
            if (database)
                (void)database->engine("ROLLBACK");
        }
    };
    Database() = default;
    struct Place {
        QString path;
        quint64 device = 0;
        quint64 inode = 0; //!< 0: there is no such file
        static Place of(const QString &path);
    };
    [[nodiscard]] Done isInPlace() const;
    Done begin();
    Done commit();
    Done migrate();
    static Error errorOf(const QSqlError &error);
    Error unread(Error error);

    security::SealFile *m_seal = nullptr;
    QList<security::SealEntry> m_toSeal; //!< of the transaction under way
    std::optional<Error> m_unread; //!< a row was there and could not be read: what was made of the rest must not be believed
    Place m_place; //!< of a writer: where it was opened
    QString m_name;
    QSqlDatabase m_db;
    QHash<QByteArray, std::vector<QSqlQuery *>> m_idle;
    std::unordered_map<const char *, sqlite::Statement> m_kept;
};

} // namespace zhike::storage
