// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/ids.h"
#include "network/httptransport.h"
#include "security/passphrase.h"
#include "services/centralclient.h"
#include "services/formervaults.h"
#include "services/session.h"

#include <QDir>
#include <QJsonDocument>
#include <QSysInfo>

// What a session does online before there is one: enrolling a computer, and signing in again.
namespace zhike::services {

using namespace Qt::Literals::StringLiterals;

namespace {

Done checkEnrolment(const QString &dir, const Enrolment &enrolment)
{
    if (security::Vault::exists(dir))
        return Error {ErrorCode::Conflict, u"there is a vault already"_s, u"vault"_s, dir};
    if (enrolment.login.trimmed().isEmpty())
        return Error {ErrorCode::Invalid, u"login is missing"_s, u"login"_s, {}};
    if (!network::HttpTransport::isAcceptable(enrolment.server))
        return Error {ErrorCode::Invalid, u"server must be https, or http on loopback"_s, u"server"_s, enrolment.server.toString()};
    return security::checkNewPassphrase(enrolment.passphrase, enrolment.login);
}

Result<security::KeyRecord> recordOf(const DeviceAnswer &device, const crypto::DeviceKey &key, const Clock &clock)
{
    security::KeyRecord record;
    auto jwk = key.toSecret();
    if (!jwk)
        return jwk.error();
    record.deviceJwk = std::move(*jwk);
    auto share = device.shareOf(device.leaseGeneration, key);
    if (!share)
        return share.error();
    record.shareGeneration = share->isEmpty() ? 0 : device.leaseGeneration;
    record.keys.server = std::move(*share);
    record.leaseUntilMs = device.leaseUntilMs;
    record.leaseMs = device.leaseMs;
    record.wipeKeys = device.wipeKeys();
    record.anchor.trustedMs = device.serverMs;
    record.orderFloorMs = device.serverMs > 0 ? device.serverMs : clock.nowMs();
    return record;
}

} // namespace

Result<std::unique_ptr<Session>> Session::enrol(const QString &dir, const Enrolment &enrolment, const Clock &clock, std::shared_ptr<security::KeyStore> keyring)
{
    if (auto ok = checkEnrolment(dir, enrolment); !ok)
        return ok.error();
    network::HttpTransport transport(enrolment.server);
    CentralClient client(transport);
    auto token = client.signIn(enrolment.login, enrolment.password);
    if (!token)
        return token.error();
    auto key = crypto::DeviceKey::generate();
    if (!key)
        return key.error();
    const auto &user = token->user;
    const auto name = enrolment.deviceName.isEmpty() ? QSysInfo::machineHostName() : enrolment.deviceName;
    security::VaultFacts facts;
    facts.vaultId = newUuid(clock.nowMs());
    // The vault's id is the installation's: the central begins the chain of its audit with it.
    const auto device = client.registerDevice(
        token->accessToken,
        {{u"name"_s, name}, {u"os"_s, QSysInfo::prettyProductName()}, {u"app"_s, u"zhike"_s}, {u"install_id"_s, facts.vaultId}, {u"jwk"_s, key->publicJwk()}});
    if (!device)
        return device.error();
    facts.login = enrolment.login;
    facts.userName = user[u"name"_s].toString();
    facts.deviceId = device->deviceId;
    facts.server = enrolment.server.toString();
    // Without the OS keyring's share the vault is weaker: the bank must have said that this is enough.
    facts.deviceBinding = device->policy[u"device_binding"_s].toString() == "none"_L1 ? u"none"_s : u"keyring"_s;
    auto record = recordOf(*device, *key, clock);
    if (!record)
        return record.error();
    const security::VaultContext context {keyStoreFor(dir, facts.deviceBinding, std::move(keyring)), clock.nowMs()};
    auto vault = security::Vault::create(dir, facts, security::passphraseBytes(enrolment.passphrase), std::move(*record), context, security::calibratedCost());
    if (!vault) {
        auto error = vault.error();
        if (error.code == ErrorCode::Keyring)
            error.field = u"device_binding"_s;
        return error;
    }
    std::unique_ptr<Session> session(new Session(std::move(*vault), clock));
    const auto fill = [&]() -> Done {
        auto database = session->open(storage::Access::ReadWrite);
        if (!database)
            return database.error();
        auto filled = (*database)->transaction([&]() -> Done {
            for (const auto &[k, value] :
                 {std::pair(u"device_id"_s, QVariant(facts.deviceId)), std::pair(u"incarnation"_s, QVariant(device->incarnation)),
                  std::pair(u"refresh_token"_s, QVariant(token->refreshToken)), std::pair(u"server"_s, QVariant(facts.server)),
                  std::pair(u"device_name"_s, QVariant(name)), std::pair(u"device_binding"_s, QVariant(facts.deviceBinding)),
                  std::pair(u"lease_until"_s, QVariant(device->whole[u"lease_until"_s].toString())), std::pair(u"login"_s, QVariant(facts.login)),
                  std::pair(u"user_name"_s, QVariant(facts.userName)), std::pair(u"role"_s, QVariant(user[u"role"_s].toString())),
                  std::pair(u"branch"_s, QVariant(user[u"branch"_s].toString())), std::pair(u"gen"_s, QVariant(1)),
                  std::pair(u"vault_id"_s, QVariant(facts.vaultId)), std::pair(u"escrow"_s, QVariant(device->escrow())),
                  std::pair(u"policy"_s, QVariant(QString::fromUtf8(QJsonDocument(device->policy).toJson(QJsonDocument::Compact))))})
                if (auto ok = (*database)->setState(k, value); !ok)
                    return ok;
            return rememberFormer(**database, enrolment.former, facts);
        });
        if (filled)
            filled = session->openLedger(**database);
        return filled ? Ledger::record(**database, clock, session->witness(), {{u"auth.login"_s}, {u"dev.enrol"_s}, {u"vault.create"_s}}, false) : filled;
    };
    if (auto ok = fill(); !ok) {
        session.reset();
        (void)context.keys->remove(facts.vaultId);
        QDir(dir).removeRecursively(); // nothing was typed into it yet
        return ok.error();
    }
    return session;
}

Done Session::signInOnline(const QString &dir, const QString &password, const Clock &clock, std::shared_ptr<security::KeyStore> keyring)
{
    const auto facts = security::Vault::facts(dir);
    if (!facts)
        return facts.error();
    const security::VaultContext context {keyStoreFor(dir, facts->deviceBinding, std::move(keyring)), clock.nowMs()};
    auto record = context.keys->read(facts->vaultId);
    if (!record)
        return record.error().code == ErrorCode::NotFound ? Error {ErrorCode::Keyring, record.error().detail, {}, u"missing"_s} : record.error();
    auto key = crypto::DeviceKey::fromSecret(record->deviceJwk);
    if (!key)
        return key.error();
    network::HttpTransport transport {QUrl(facts->server)};
    CentralClient client(transport);
    const auto token = client.signIn(facts->login, password);
    if (!token)
        return token.error();
    const auto device = client.self(token->accessToken, facts->deviceId, record->shareGeneration, false);
    if (!device)
        return device.error();
    // The share the header was made with; when a renewal was broken off, the one the keyring was about to take.
    auto generation = record->shareGeneration;
    auto share = device->shareOf(generation, *key);
    if (share && share->isEmpty() && record->hasNext) {
        generation = record->nextGeneration;
        share = device->shareOf(generation, *key);
    }
    if (!share)
        return share.error();
    if (auto ok = security::Vault::admit(dir, context, std::move(*share), generation, device->leaseUntilMs, device->leaseMs, device->serverMs); !ok)
        return ok;
    // The old token may be gone with a damaged store, or spent; the next unlock hands the new one to it.
    auto kept = context.keys->read(facts->vaultId);
    if (!kept)
        return kept.error();
    const auto fresh = token->refreshToken.toUtf8();
    kept->refreshToken = crypto::Secret::copyOf({reinterpret_cast<const unsigned char *>(fresh.constData()), size_t(fresh.size())});
    return context.keys->write(facts->vaultId, *kept);
}

} // namespace zhike::services
