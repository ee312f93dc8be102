// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "crypto/secret.h"

#include <QSqlDriver>

struct sqlite3;

namespace zhike::storage {

//! Qt Sql over SQLCipher, public Qt API only. Registered under "QSQLCIPHER" by registerDriver(); no plugin path is searched for it.
//!
//! It fails closed: open() without a key, without a cipher in the library or on a plain file gives no connection.
//! handle() is the sqlite3* for bulk paths; it stays owned by the driver. Results are forward-only.
class SqlCipherDriver final : public QSqlDriver {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SqlCipherDriver)
public:
    explicit SqlCipherDriver(QObject *parent = nullptr);
    ~SqlCipherDriver() override;

    static QString driverName() { return QStringLiteral("QSQLCIPHER"); }
    static void registerDriver(); //!< once per process; later calls do nothing

    //! The raw 256-bit key for the next open(); wiped when the driver goes.
    void setKey(std::span<const unsigned char> rawKey) { m_key = crypto::Secret::copyOf(rawKey); }
    [[nodiscard]] sqlite3 *database() const { return m_db; }

    [[nodiscard]] bool hasFeature(DriverFeature feature) const override;
    //! Options: "READONLY" opens without writing; the other arguments besides `db` (a file path) are not used.
    bool open(const QString &db, const QString &user, const QString &password, const QString &host, int port, const QString &options) override;
    void close() override;
    [[nodiscard]] QSqlResult *createResult() const override;
    bool beginTransaction() override;
    bool commitTransaction() override;
    bool rollbackTransaction() override;
    [[nodiscard]] QStringList tables(QSql::TableType type) const override;
    [[nodiscard]] QSqlRecord record(const QString &table) const override;
    [[nodiscard]] QVariant handle() const override;
    [[nodiscard]] QString escapeIdentifier(const QString &identifier, IdentifierType type) const override;

private:
    bool execute(const char *sql);

    sqlite3 *m_db = nullptr;
    crypto::Secret m_key;
};

} // namespace zhike::storage
