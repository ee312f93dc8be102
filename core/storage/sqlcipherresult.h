// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QSqlResult>

struct sqlite3_stmt;

namespace zhike::storage {

class SqlCipherDriver;

//! A prepared statement as Qt Sql sees it; forward-only. Integers are exact 64 bit, blobs byte for byte, NULL is an invalid QVariant.
class SqlCipherResult final : public QSqlResult {
public:
    explicit SqlCipherResult(const SqlCipherDriver *driver);
    ~SqlCipherResult() override;
    SqlCipherResult(const SqlCipherResult &) = delete;
    SqlCipherResult &operator=(const SqlCipherResult &) = delete;

    [[nodiscard]] QVariant handle() const override;
    [[nodiscard]] sqlite3_stmt *statement() const { return m_stmt; } //!< stays this object's

protected:
    QVariant data(int field) override;
    bool isNull(int field) override;
    bool reset(const QString &query) override;
    bool prepare(const QString &query) override;
    bool exec() override;
    bool fetch(int index) override;
    bool fetchNext() override;
    bool fetchFirst() override;
    bool fetchLast() override;
    int size() override { return -1; }
    int numRowsAffected() override;
    [[nodiscard]] QVariant lastInsertId() const override;
    [[nodiscard]] QSqlRecord record() const override;
    void detachFromResultSet() override;

private:
    void finalize();
    bool step();
    bool fail(const char *doing);

    const SqlCipherDriver *m_driver;
    sqlite3_stmt *m_stmt = nullptr;
    bool m_rowReady = false; //!< exec() stepped onto the first row already
    bool m_ended = true;
};

} // namespace zhike::storage
