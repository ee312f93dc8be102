// SPDX-License-Identifier: GPL-3.0-or-later
#include "bank.h"

#include "central/api/passwords.h"
#include "central/store/sqlitestore.h"
#include "central/store/storesink.h"
#include "central/sync/move.h"
#include "domain/ids.h"
#include "sqlite/connection.h"
#include "wire/recordtypes.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QJsonDocument>
#include <QProcess>
#include <QTest>
#include <QUrl>
#include <QtEndian>
#ifdef ZHIKE_POSTGRES
#include "central/store/pgconnection.h"
#include "central/store/postgresstore.h"
#endif

namespace zhike::central::test {

using namespace Qt::Literals::StringLiterals;

namespace {

// A failing helper means a broken fixture: say where and end, nothing after it would mean anything.
void must(const Done &done, const char *what)
{
    if (!done)
        qFatal("%s: %s", what, qPrintable(done.error().detail));
}

template<class T>
T must(Result<T> result, const char *what)
{
    if (!result)
        qFatal("%s: %s", what, qPrintable(result.error().detail));
    return std::move(*result);
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

QJsonObject parse(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

QString idFor(const QString &words)
{
    const auto hash = QCryptographicHash::hash(words.toUtf8(), QCryptographicHash::Sha256);
    return derivedUuid(qFromBigEndian<quint64>(hash.constData()), qFromBigEndian<quint64>(hash.constData() + 8), 1'700'000'000'000);
}

#ifdef ZHIKE_POSTGRES
QString newPostgresBank(const QString &server)
{
    static int banks = 0;
    const auto name = u"bank_%1_%2"_s.arg(QCoreApplication::applicationPid()).arg(++banks);
    auto connection = must(PgConnection::open(server), "connect");
    must(connection->script(("CREATE SCHEMA " + name.toLatin1()).constData()), "schema");
    const auto target = server + u" options='-csearch_path="_s + name + u'\'';
    must(PostgresStore::create(target), "create");
    return target;
}
#endif

Bank::Bank()
{
    const auto server = qEnvironmentVariable("ZHIKE_TEST_POSTGRES");
    m_isPostgres = !server.isEmpty();
    if (m_isPostgres) {
#ifdef ZHIKE_POSTGRES
        m_target = newPostgresBank(server);
        m_store = must(PostgresStore::open(m_target), "open");
#else
        qFatal("this build is without PostgreSQL");
#endif
    } else {
        m_target = m_dir.filePath(u"bank.db"_s);
        must(SqliteStore::create(m_target), "create");
        m_store = must(SqliteStore::open(m_target), "open");
    }
    m_api = must(Api::make(*m_store, Clock(), {true}), "api");
}

QString Bank::target() const
{
    return (m_isPostgres ? u"postgresql:"_s : u"sqlite:"_s) + m_target;
}

void Bank::tamper(const char *sql)
{
#ifdef ZHIKE_POSTGRES
    if (m_isPostgres) {
        must(must(PgConnection::open(m_target), "connect")->script(sql), "tamper");
        return;
    }
#endif
    auto connection = must(sqlite::Connection::openPlain(m_target, sqlite::Mode::ReadWrite), "connect");
    must(connection.exec(sql), "tamper");
}

void Bank::addUser(const QString &login, const QString &role, const QString &password)
{
    // Hashing is slow on purpose; one salt does for all users of a test.
    static QHash<QString, QByteArray> hashes;
    auto &hash = hashes[password];
    if (hash.isEmpty() && !password.isEmpty())
        hash = must(hashPassword(password.toUtf8()), "hash");
    StoreSink sink(*m_store, 0, hash);
    must(sink.addUser({login, login, role, u"b1"_s}), "user");
}

void Bank::grant(const QString &login, const QString &scope, const QString &role, const QStringList &types, const QStringList &mask)
{
    auto session = must(m_store->write(), "write");
    must(session->ensureScope(scope), "scope");
    must(session->putGrant({login, scope, role, types, mask, {}}), "grant");
    must(session->commit(), "commit");
}

void Bank::revoke(const QString &login, const QString &scope)
{
    auto session = must(m_store->write(), "write");
    must(session->endGrant(login, scope, toWireInstant(QDateTime::currentMSecsSinceEpoch())), "revoke");
    must(session->commit(), "commit");
}

void Bank::add(const QString &type, const QString &id, const QString &scope, const QString &customerId, const QJsonObject &data)
{
    wire::Record record;
    record.type = type;
    record.id = id;
    record.scope = scope;
    record.customerId = customerId;
    record.data = data;
    StoreSink sink(*m_store, 1'700'000'000'000, {});
    must(sink.add(record), "add");
    must(sink.finish(), "finish");
}

void Bank::change(const QString &id, const QJsonObject &members)
{
    auto session = must(m_store->write(), "write");
    auto record = *must(session->record(id), "record");
    auto data = record.object();
    for (auto it = members.begin(); it != members.end(); ++it) {
        data.insert(it.key(), it.value());
        record.past.insert(it.key(), QJsonArray {record.version + 1, u"s:core"_s, u"2026-01-01T00:00:00.000Z"_s});
        if (const auto *rule = wire::ruleOf(record.type); rule && rule->isGuarded(it.key()))
            record.guardVersion = record.version + 1;
    }
    record.version += 1;
    record.setObject(data);
    must(session->stage(record), "stage");
    must(session->seal(0), "seal");
    must(session->commit(), "commit");
}

void Bank::remove(const QString &id)
{
    auto session = must(m_store->write(), "write");
    auto record = *must(session->record(id), "record");
    record.version += 1;
    record.deleted = true;
    record.reason = u"deleted"_s;
    must(session->stage(record), "stage");
    must(session->seal(0), "seal");
    must(session->commit(), "commit");
}

QString Bank::addCustomer(const QString &number, const QString &scope, const QJsonObject &more)
{
    const auto id = idFor(u"customer "_s + number);
    QJsonObject data {{u"kind"_s, u"person"_s}, {u"number"_s, number}, {u"name"_s, u"客户"_s + number}, {u"status"_s, u"active"_s}};
    for (auto it = more.begin(); it != more.end(); ++it)
        data.insert(it.key(), it.value());
    add(u"customer"_s, id, scope, id, data);
    return id;
}

void Bank::move(const QString &number, const QString &scope)
{
    must(moveCustomer(*m_store, number, scope, QDateTime::currentMSecsSinceEpoch()), "move");
}

QMap<QString, QJsonObject> Bank::rows(const QString &scope)
{
    QMap<QString, QJsonObject> found;
    auto session = must(m_store->read(), "read");
    must(session->eachRecord([&](const StoredRecord &row) {
        if (row.scope == scope && !row.deleted && row.type != u"_member")
            found.insert(row.id, parse(row.toJson()));
    }),
         "each");
    return found;
}

Desk Bank::desk(const QString &login, const QString &installId, const QJsonObject &more)
{
    return {*this, login, installId, more};
}

QByteArray Bank::tokenOf(const QString &login)
{
    auto &token = m_tokens[login];
    if (!token.isEmpty())
        return token;
    // As if they had been signed in before: checking a password is slow on purpose.
    const auto refresh = "r1." + newUuid(1).toLatin1();
    auto session = must(m_store->write(), "write");
    must(session->putRefreshToken({QCryptographicHash::hash(refresh, QCryptographicHash::Sha256), login, std::numeric_limits<qint64>::max()}), "token");
    must(session->commit(), "commit");
    session.reset();
    Request request;
    request.method = "POST";
    request.target = "/oauth/token";
    request.headers.insert("content-type", "application/x-www-form-urlencoded");
    request.body = "grant_type=refresh_token&refresh_token=" + refresh;
    const auto signedIn = m_api->handle(request);
    if (signedIn.status != 200)
        qFatal("sign-in: %s", signedIn.body.constData());
    token = parse(signedIn.body).value(u"access_token"_s).toString().toLatin1();
    return token;
}

void Bank::setNow(const QString &instant)
{
    m_now = instant;
    m_tokens.clear();
    m_api = must(Api::make(*m_store, *Clock::frozen(instant), {true}), "api");
}

void Bank::setPolicy(const QString &key, const QString &value)
{
    auto session = must(m_store->write(), "write");
    must(session->putPolicy(key, value), "policy");
    must(session->commit(), "commit");
}

int Bank::operate(const QStringList &words, QJsonObject *out)
{
    QProcess process;
    auto arguments = words + QStringList {u"--json"_s, u"--store"_s, target()};
    if (!m_now.isEmpty() && !words.contains(u"--now"_s))
        arguments += {u"--now"_s, m_now};
    process.start(QCoreApplication::applicationDirPath() + u"/zhike-central"_s, arguments);
    process.waitForFinished(30000);
    if (out)
        *out = parse(process.readAllStandardOutput());
    return process.exitCode();
}

Desk::Desk(Bank &bank, QString login, QString installId, const QJsonObject &more) : m_bank(&bank)
{
    m_token = m_bank->tokenOf(login);
    auto body = more;
    body.insert(u"name"_s, u"desk"_s);
    body.insert(u"install_id"_s, installId);
    m_registration = parse(call("POST", "/sync/v1/devices", compact(body)).body);
    m_device = m_registration.value(u"device_id"_s).toString();
}

Response Desk::call(const QByteArray &method, const QByteArray &target, const QByteArray &body, const QHash<QByteArray, QByteArray> &headers)
{
    Request request;
    request.method = method;
    request.target = target;
    request.body = body;
    request.headers = headers;
    request.headers.insert("authorization", "Bearer " + m_token);
    request.headers.insert("zhike-device", m_device.toLatin1());
    return m_bank->api().handle(request);
}

QJsonObject Desk::pull(const QString &cursor, int limit)
{
    const auto response = call("POST", "/sync/v1/pull", compact({{u"cursor"_s, cursor.isEmpty() ? QJsonValue() : QJsonValue(cursor)}, {u"limit"_s, limit}}));
    auto page = parse(response.body);
    page.insert(u"http"_s, response.status);
    return page;
}

QJsonObject Desk::snapshot(const QString &scope, const QString &token, int limit)
{
    const auto response = call("GET",
                               "/sync/v1/scopes/" + QUrl::toPercentEncoding(scope) + "/snapshot?limit=" + QByteArray::number(limit)
                                   + "&token=" + QUrl::toPercentEncoding(token));
    auto page = parse(response.body);
    page.insert(u"http"_s, response.status);
    return page;
}

QJsonArray Desk::push(QJsonArray ops, const QString &cursor)
{
    for (auto &&value : ops) {
        auto op = value.toObject();
        if (!op.contains(u"n"_s))
            op.insert(u"n"_s, QString::number(++m_lastNumber));
        value = op;
    }
    QJsonObject body {{u"incarnation"_s, 1}, {u"ack_floor"_s, u"0"_s}, {u"ops"_s, ops}};
    if (!cursor.isEmpty())
        body.insert(u"cursor"_s, cursor);
    const auto response = call("POST", "/sync/v1/push", compact(body));
    if (response.status != 200)
        qFatal("push: %s", response.body.constData());
    return parse(response.body).value(u"results"_s).toArray();
}

QJsonObject Desk::pushOne(const QJsonObject &op, const QString &cursor)
{
    return push({op}, cursor).first().toObject();
}

QJsonObject createOp(const QString &type, const QString &words, const QString &customerId, const QJsonObject &data)
{
    QJsonObject op {{u"op_id"_s, idFor(u"op create "_s + words)}, {u"action"_s, u"create"_s}, {u"type"_s, type}, {u"id"_s, idFor(words)}, {u"data"_s, data}};
    if (!customerId.isEmpty())
        op.insert(u"customer_id"_s, customerId);
    return op;
}

QJsonObject patchOp(const QString &type, const QString &id, qint64 baseVersion, const QMap<QString, std::pair<QJsonValue, QJsonValue>> &set)
{
    QJsonObject changes;
    for (auto it = set.cbegin(); it != set.cend(); ++it)
        changes.insert(it.key(), QJsonObject {{u"from"_s, it->first}, {u"to"_s, it->second}});
    return {{u"op_id"_s, newUuid(1)}, {u"action"_s, u"patch"_s}, {u"type"_s, type}, {u"id"_s, id}, {u"base_version"_s, baseVersion}, {u"set"_s, changes}};
}

QJsonObject commandOp(const QString &type, const QString &id, const QString &command, const QJsonObject &args)
{
    return {{u"op_id"_s, newUuid(1)}, {u"action"_s, u"command"_s}, {u"type"_s, type}, {u"id"_s, id}, {u"command"_s, command}, {u"args"_s, args}};
}

} // namespace zhike::central::test
