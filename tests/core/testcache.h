// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "storage/outbox.h"
#include "storage/syncstore.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>
#include <optional>

//! An encrypted cache in a folder of its own, and the server's words to fill it with.
namespace zhike::testing {

QJsonObject row(const QString &type, const QString &id, const QString &scope, const QString &customer, qint64 version, qint64 csn, const QJsonObject &data);
QJsonObject tombstone(const QString &type, const QString &id, const QString &scope, const QString &customer, qint64 version, qint64 csn);
QJsonObject member(const QString &scope, const QString &customer, qint64 csn, const QString &state);
QJsonObject money(const QString &amount, const QString &ccy = QStringLiteral("CNY"));

//! One pull answer as the server writes it.
struct PullAnswer {
    QString cursor; //!< the one that was asked with
    QString next;
    QJsonArray changes;
    bool more = false;
    QJsonArray added; //!< scopes with a snapshot, see scope()
    QJsonArray reset;
    QJsonArray removed;
    QJsonObject digest;
    std::optional<QJsonObject> undigested; //!< absent: an answer that does not say
    [[nodiscard]] QByteArray json() const;
};
QJsonObject scope(const QString &id, const QString &snapshot = {}, const QString &role = QStringLiteral("owner"));
QByteArray snapshotJson(const QJsonArray &rows, const QString &next);
//! results as the server writes them
QByteArray pushJson(const QJsonArray &results);

//! Every row of every table, without the tables named; to see that nothing changed.
QByteArray dumpOf(storage::Database &database, const QStringList &without = {});

class TestCache {
public:
    explicit TestCache(QDate today = QDate(2026, 9, 21));

    [[nodiscard]] QString path() const { return m_dir.filePath(QStringLiteral("cache.db")); }
    [[nodiscard]] std::span<const unsigned char> key() const { return m_key; }
    [[nodiscard]] std::unique_ptr<storage::Database> open(storage::Access access) const;
    storage::Database &database() { return *m_database; }
    storage::SyncStore &store() { return *m_store; }
    void reopen(); //!< as after a restart

    //! Applies rows as the answer to the current cursor. A failure ends the test program's trust: it is printed and `ok` is false.
    sync::ApplyOutcome pull(const QJsonArray &changes, bool more = false);
    sync::ApplyOutcome pull(PullAnswer answer);
    sync::ApplyOutcome snapshot(const QString &scope, const QString &token, const QJsonArray &rows, const QString &next = {});
    sync::PushOutcome push(const QJsonArray &results, const QStringList &sent);
    bool ok = true;

    QString enqueue(const storage::Operation &operation); //!< the op id; empty when it failed
    [[nodiscard]] QJsonObject visible(const QString &id); //!< what the user sees of a record, empty: nothing
    [[nodiscard]] QJsonObject base(const QString &id); //!< the server's last word
    qint64 number(const char *sql, const QVariantList &values = {}) { return m_database->number(sql, values, -1); }
    [[nodiscard]] QByteArray dump(const QStringList &without = {});

private:
    QTemporaryDir m_dir;
    QDate m_today;
    std::array<unsigned char, 32> m_key {};
    std::unique_ptr<storage::Database> m_database;
    std::unique_ptr<storage::SyncStore> m_store;
    int m_pulls = 0;
};

} // namespace zhike::testing
