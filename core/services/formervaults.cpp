// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/formervaults.h"

#include "security/vaultlock.h"
#include "services/sealdelivery.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

namespace zhike::services {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString kKey = u"former_vaults"_s;

QJsonArray remembered(storage::Database &database)
{
    return QJsonDocument::fromJson(database.stateText(kKey).toUtf8()).array();
}

Done remember(storage::Database &database, const QJsonArray &dirs)
{
    return database.setState(kKey, QString::fromUtf8(QJsonDocument(dirs).toJson(QJsonDocument::Compact)));
}

} // namespace

Done rememberFormer(storage::Database &database, const QStringList &dirs, const security::VaultFacts &facts)
{
    QJsonArray own;
    for (const auto &dir : dirs)
        if (const auto former = security::Vault::facts(dir); former && former->login == facts.login && former->server == facts.server)
            own.append(dir);
    return own.isEmpty() ? done() : remember(database, own);
}

Result<int> deliverFormer(Session &session, storage::Database &database, sync::Transport &transport)
{
    const auto dirs = remembered(database);
    if (dirs.isEmpty())
        return 0;
    CentralClient client(transport);
    QJsonArray left;
    int delivered = 0;
    std::optional<Error> failure;
    for (const auto &value : dirs) {
        const auto dir = value.toString();
        // The folder may have been taken away; with it went what it held.
        if (!security::Vault::exists(dir) && !QFile::exists(dir + u"/outbox.seal"_s))
            continue;
        left.append(dir);
        const auto lock = security::VaultLock::take(dir);
        if (!lock)
            continue;
        const auto delivery = deliverSealed(client, dir + u"/outbox.seal"_s, session.vault().facts().deviceId, session.deviceKey(), session.trustedNowMs());
        if (!delivery) {
            failure = delivery.error();
            continue;
        }
        delivered += delivery->delivered;
        if (delivery->waiting == 0)
            left.removeLast();
    }
    if (left != dirs)
        if (auto ok = database.transaction([&] { return remember(database, left); }); !ok)
            return ok.error();
    if (failure)
        return *failure;
    return delivered;
}

} // namespace zhike::services
