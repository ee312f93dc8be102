// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "security/passphrase.h"
#include "security/vault.h"
#include "storage/database.h"

#include <memory>
#include <utility>

namespace zhike::testing {

//! Of a device that is registered at a central which does not answer.
inline security::VaultFacts bareFacts(const QString &vaultId, const QString &login, const QString &userName = {},
                                      const QString &binding = QStringLiteral("none"))
{
    security::VaultFacts facts;
    facts.vaultId = vaultId;
    facts.login = login;
    facts.userName = userName;
    facts.deviceId = QStringLiteral("dev-1");
    facts.server = QStringLiteral("http://127.0.0.1:9");
    facts.deviceBinding = binding;
    return facts;
}

//! An empty vault as after the enrolment, of the cheapest derivation allowed; it is closed again. \param keys a file beside it when none is given
inline void makeVault(const QString &dir, const QString &passphrase, const security::VaultFacts &facts, std::shared_ptr<security::KeyStore> keys = {})
{
    if (!keys)
        keys = std::make_shared<security::FileKeyStore>(security::FileKeyStore::folderFor(dir));
    auto key = crypto::DeviceKey::generate();
    security::KeyRecord record;
    record.deviceJwk = std::move(*key->toSecret());
    const security::VaultContext context {std::move(keys), QDateTime::currentMSecsSinceEpoch()};
    auto vault = security::Vault::create(dir, facts, security::passphraseBytes(passphrase), std::move(record), context, security::kKdfFloor);
    if (!vault)
        qFatal("no vault: %s", qPrintable(vault.error().detail));
    auto database = storage::Database::open((*vault)->databasePath(), (*vault)->dataKey(), storage::Access::ReadWrite);
    if (!database)
        qFatal("no store: %s", qPrintable(database.error().detail));
    for (const auto &[name, value] : {std::pair("device_id", facts.deviceId), std::pair("incarnation", QStringLiteral("1")), std::pair("login", facts.login),
                                      std::pair("role", QStringLiteral("rm")), std::pair("vault_id", facts.vaultId)})
        if (!(*database)->setState(QLatin1StringView(name), value))
            qFatal("no state");
}

} // namespace zhike::testing
