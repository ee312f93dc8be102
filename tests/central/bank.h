// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "central/api/api.h"
#include "central/store/store.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>

namespace zhike::central::test {

QJsonObject parse(const QByteArray &json);
//! A lower-case UUID that is the same for the same words on every run.
QString idFor(const QString &words);

#ifdef ZHIKE_POSTGRES
//! A new bank in a schema of its own on that server; returns its conninfo.
QString newPostgresBank(const QString &server);
#endif

class Desk;

//! A bank with its endpoint, called without sockets: in a file, or in PostgreSQL where ZHIKE_TEST_POSTGRES says so (integration/postgres.py).
class Bank {
public:
    Bank();
    [[nodiscard]] Store &store() { return *m_store; }
    [[nodiscard]] Api &api() { return *m_api; }
    //! What --store of the endpoint takes.
    [[nodiscard]] QString target() const;
    //! Does to the store what no port of it would: for accidents.
    void tamper(const char *sql);

    void addUser(const QString &login, const QString &role, const QString &password = {});
    void grant(const QString &login, const QString &scope, const QString &role, const QStringList &types = {}, const QStringList &mask = {});
    void revoke(const QString &login, const QString &scope);
    void add(const QString &type, const QString &id, const QString &scope, const QString &customerId, const QJsonObject &data);
    void change(const QString &id, const QJsonObject &members); //!< by the bank itself
    void remove(const QString &id);
    QString addCustomer(const QString &number, const QString &scope, const QJsonObject &more = {});
    void move(const QString &number, const QString &scope);
    //! Live records of a scope as the store has them, by id.
    QMap<QString, QJsonObject> rows(const QString &scope);
    //! \param more members of the registration, such as the device's key
    Desk desk(const QString &login, const QString &installId = QStringLiteral("one"), const QJsonObject &more = {});
    //! The endpoint as of this instant, with the clock standing still. Tokens of before are too old then.
    void setNow(const QString &instant);
    QByteArray tokenOf(const QString &login); //!< signs in, without a password
    void setPolicy(const QString &key, const QString &value);
    //! Runs the operator's command on this bank: zhike-central WORDS --store … ; exit code, and its JSON in `out`.
    int operate(const QStringList &words, QJsonObject *out = nullptr);

private:
    QTemporaryDir m_dir;
    QString m_target; //!< file or conninfo
    QHash<QString, QByteArray> m_tokens; //!< by login
    QString m_now; //!< frozen at; empty: the clock runs
    bool m_isPostgres = false;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<Api> m_api;
};

//! One device of a user, speaking the protocol.
class Desk {
public:
    Desk(Bank &bank, QString login, QString installId, const QJsonObject &more = {});
    Response call(const QByteArray &method, const QByteArray &target, const QByteArray &body = {}, const QHash<QByteArray, QByteArray> &headers = {});
    QJsonObject pull(const QString &cursor, int limit = 500);
    QJsonObject snapshot(const QString &scope, const QString &token, int limit = 500);
    //! Pushes ops under the next numbers; returns the results.
    QJsonArray push(QJsonArray ops, const QString &cursor = {});
    QJsonObject pushOne(const QJsonObject &op, const QString &cursor = {});
    [[nodiscard]] const QString &device() const { return m_device; }
    [[nodiscard]] const QByteArray &token() const { return m_token; }
    [[nodiscard]] const QJsonObject &registration() const { return m_registration; } //!< the answer to it

private:
    Bank *m_bank;
    QByteArray m_token;
    QString m_device;
    QJsonObject m_registration;
    int m_lastNumber = 0;
};

QJsonObject createOp(const QString &type, const QString &words, const QString &customerId, const QJsonObject &data);
//! \param set field → [from, to]
QJsonObject patchOp(const QString &type, const QString &id, qint64 baseVersion, const QMap<QString, std::pair<QJsonValue, QJsonValue>> &set);
QJsonObject commandOp(const QString &type, const QString &id, const QString &command, const QJsonObject &args = {});

} // namespace zhike::central::test
