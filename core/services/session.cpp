// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/session.h"

#include "domain/ids.h"
#include "network/httptransport.h"
#include "security/passphrase.h"
#include "services/liveonline.h"
#include "services/localcommands.h"
#include "services/localqueries.h"
#include "storage/figures.h"
#include "wire/record.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>
#include <QSysInfo>

namespace zhike::services {

using namespace Qt::Literals::StringLiterals;

namespace {

Error refused(const sync::HttpResponse &response, const QByteArray &body)
{
    if (response.status == 0)
        return {ErrorCode::Offline, QString::fromUtf8(response.failure), u"server"_s, {}};
    const auto type = response.header("content-type");
    if (!type.contains("json"))
        return {ErrorCode::Protocol, u"status %1 without a JSON answer"_s.arg(response.status), u"server"_s, {}};
    const auto answer = QJsonDocument::fromJson(body).object();
    const auto detail = u"%1 %2 %3"_s.arg(response.status).arg(answer[u"error"_s].toString(), answer[u"title"_s].toString());
    if (response.status >= 500)
        return {ErrorCode::Server, detail, {}, {}};
    if (answer[u"type"_s].toString().endsWith("device-revoked"_L1))
        return {ErrorCode::Revoked, detail, {}, {}};
    return {response.status == 403 ? ErrorCode::Denied : ErrorCode::Unauthorized, detail, u"password"_s, {}};
}

Result<QJsonObject> ask(network::HttpTransport &transport, const sync::HttpRequest &request)
{
    const auto response = transport.exchange(request);
    QByteArray body;
    if (response.status != 0 && !sync::decodeBody(response, body))
        return Error {ErrorCode::Protocol, u"answer does not match its digest"_s, u"server"_s, {}};
    if (response.status < 200 || response.status >= 300)
        return refused(response, body);
    QJsonParseError error;
    const auto answer = QJsonDocument::fromJson(body, &error);
    if (error.error != QJsonParseError::NoError || !answer.isObject())
        return Error {ErrorCode::Protocol, u"answer is not a JSON object"_s, u"server"_s, {}};
    return answer.object();
}

QByteArray form(const QString &text)
{
    return QUrl::toPercentEncoding(text);
}

} // namespace

QString defaultVaultDirectory()
{
    const auto root = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/zhike/vaults"_s;
    for (const auto &entry : QDir(root).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Time))
        if (security::Vault::exists(root + u'/' + entry))
            return root + u'/' + entry;
    return root + u"/main"_s;
}

Session::Session(std::unique_ptr<security::Vault> vault, Clock clock) : m_vault(std::move(vault)), m_clock(std::move(clock)) { }
Session::~Session() = default;

Result<std::unique_ptr<Session>> Session::enrol(const QString &dir, const Enrolment &enrolment, const Clock &clock)
{
    if (security::Vault::exists(dir))
        return Error {ErrorCode::Conflict, u"there is a vault already"_s, u"vault"_s, dir};
    if (enrolment.login.trimmed().isEmpty())
        return Error {ErrorCode::Invalid, u"login is missing"_s, u"login"_s, {}};
    if (!network::HttpTransport::isAcceptable(enrolment.server))
        return Error {ErrorCode::Invalid, u"server must be https, or http on loopback"_s, u"server"_s, enrolment.server.toString()};
    if (auto ok = security::checkNewPassphrase(enrolment.passphrase, enrolment.login); !ok)
        return ok.error();

    network::HttpTransport transport(enrolment.server);
    auto token = ask(transport,
                     {"POST",
                      "/oauth/token",
                      {{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}},
                      "grant_type=password&username=" + form(enrolment.login) + "&password=" + form(enrolment.password)});
    if (!token)
        return token.error();
    const auto user = (*token)[u"user"_s].toObject();
    const auto name = enrolment.deviceName.isEmpty() ? QSysInfo::machineHostName() : enrolment.deviceName;
    const QJsonObject registration {
        {u"name"_s, name}, {u"os"_s, QSysInfo::prettyProductName()}, {u"app"_s, u"zhike"_s}, {u"install_id"_s, newUuid(clock.nowMs())}};
    const auto media = QByteArray(wire::kMediaType) + ";schema=" + QByteArray::number(wire::kSchema);
    auto device = ask(transport,
                      {"POST",
                       "/sync/v1/devices",
                       {{"Authorization", "Bearer " + (*token)[u"access_token"_s].toString().toLatin1()}, {"Content-Type", media}, {"Accept", media}},
                       QJsonDocument(registration).toJson(QJsonDocument::Compact)});
    if (!device)
        return device.error();
    const auto policy = (*device)[u"policy"_s].toObject();
    if ((*device)[u"device_id"_s].toString().isEmpty())
        return Error {ErrorCode::Protocol, u"device answer without an id"_s, u"server"_s, {}};
    // Without the OS keyring's share the vault is only as strong as its passphrase: the bank must have said that this is enough.
    if (policy[u"device_binding"_s].toString() != "none"_L1)
        return Error {ErrorCode::Unsupported, u"the bank's policy asks for a key in the system keyring"_s, u"device_binding"_s, {}};

    security::VaultFacts facts;
    facts.login = enrolment.login;
    facts.userName = user[u"name"_s].toString();
    facts.deviceId = (*device)[u"device_id"_s].toString();
    facts.server = enrolment.server.toString();
    facts.deviceBinding = u"none"_s;
    auto vault = security::Vault::create(dir, facts, security::passphraseBytes(enrolment.passphrase));
    if (!vault)
        return vault.error();
    std::unique_ptr<Session> session(new Session(std::move(*vault), clock));
    const auto fill = [&]() -> Done {
        auto database = session->open(storage::Access::ReadWrite);
        if (!database)
            return database.error();
        auto filled = (*database)->transaction([&]() -> Done {
            for (const auto &[key, value] :
                 {std::pair(u"device_id"_s, QVariant(facts.deviceId)), std::pair(u"incarnation"_s, QVariant((*device)[u"incarnation"_s].toInteger(1))),
                  std::pair(u"refresh_token"_s, QVariant((*token)[u"refresh_token"_s].toString())), std::pair(u"server"_s, QVariant(facts.server)),
                  std::pair(u"device_name"_s, QVariant(name)), std::pair(u"device_binding"_s, QVariant(facts.deviceBinding)),
                  std::pair(u"lease_until"_s, QVariant((*device)[u"lease_until"_s].toString())), std::pair(u"login"_s, QVariant(facts.login)),
                  std::pair(u"user_name"_s, QVariant(facts.userName)), std::pair(u"role"_s, QVariant(user[u"role"_s].toString())),
                  std::pair(u"branch"_s, QVariant(user[u"branch"_s].toString())), std::pair(u"gen"_s, QVariant(1)),
                  std::pair(u"escrow"_s, QVariant((*device)[u"escrow"_s][u"x25519"_s].toString()))})
                if (auto ok = (*database)->setState(key, value); !ok)
                    return ok;
            return done();
        });
        if (!filled)
            return filled;
        auto ledger = Ledger::open(session->vault(), **database, clock, session->witness(), 0);
        if (!ledger)
            return ledger.error();
        session->m_ledger = std::move(*ledger);
        return done();
    };
    if (auto ok = fill(); !ok) {
        session.reset();
        QDir(dir).removeRecursively(); // nothing was typed into it yet
        return ok.error();
    }
    return session;
}

Result<std::unique_ptr<Session>> Session::unlock(const QString &dir, const QString &passphrase, const Clock &clock)
{
    auto vault = security::Vault::unlock(dir, security::passphraseBytes(passphrase));
    if (!vault)
        return vault.error();
    std::unique_ptr<Session> session(new Session(std::move(*vault), clock));
    // Brings the schema up to date and moves "today" on before anybody reads.
    auto database = session->open(storage::Access::ReadWrite);
    if (!database)
        return database.error();
    if (auto ok = storage::Figures(**database, clock.today()).refresh(); !ok)
        return ok.error();
    auto ledger = Ledger::open(session->vault(), **database, clock, session->witness(), 0);
    if (!ledger)
        return ledger.error();
    session->m_ledger = std::move(*ledger);
    return session;
}

Result<std::unique_ptr<storage::Database>> Session::open(storage::Access access) const
{
    auto database = storage::Database::open(m_vault->databasePath(), m_vault->dataKey(), access);
    if (database && m_ledger && access == storage::Access::ReadWrite)
        (*database)->setSeal(&m_ledger->seal());
    return database;
}

Witness Session::witness() const
{
    Witness witness;
    return witness;
}

Done Session::noteLock(const QString &why) const
{
    auto database = open(storage::Access::ReadWrite);
    if (!database)
        return database.error();
    security::AuditEvent event {u"auth.lock"_s};
    event.reason = why;
    return Ledger::record(**database, m_clock, witness(), {event}, true);
}

Result<std::unique_ptr<Queries>> Session::queries() const
{
    auto database = open(storage::Access::ReadOnly);
    if (!database)
        return database.error();
    return std::unique_ptr<Queries>(new LocalQueries(std::move(*database), m_clock, witness()));
}

Result<std::unique_ptr<Commands>> Session::commands() const
{
    auto database = open(storage::Access::ReadWrite);
    if (!database)
        return database.error();
    return std::unique_ptr<Commands>(new LocalCommands(std::move(*database), m_clock, witness()));
}

Result<std::unique_ptr<OnlineCommands>> Session::online(std::shared_ptr<sync::Transport> transport) const
{
    auto database = open(storage::Access::ReadWrite);
    if (!database)
        return database.error();
    return std::unique_ptr<OnlineCommands>(new LiveOnline(std::move(*database), m_clock, std::move(transport)));
}

} // namespace zhike::services
