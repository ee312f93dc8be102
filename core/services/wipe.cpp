// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/wipe.h"

#include "network/httptransport.h"
#include "security/wipeorder.h"
#include "services/sealdelivery.h"

namespace zhike::services {

using namespace Qt::Literals::StringLiterals;

Done obeyWipe(Session &session, const QByteArray &order)
{
    const auto &vault = session.vault();
    const auto checked = security::checkOrder(order, vault.record(), vault.facts().deviceId, session.trustedNowMs());
    if (!checked)
        return checked.error();
    // The last that this vault says; it travels sealed. An order is obeyed also where it cannot be put on record.
    if (auto database = session.open(storage::Access::ReadWrite))
        (void)Ledger::record(**database, session.clock(), session.witness(), {{u"dev.wipe"_s}}, true);
    const auto &facts = vault.facts();
    auto begun = security::beginWipe(vault.directory(), vault.keyStore(), *checked, facts.server, facts.deviceId, facts.vaultId, facts.deviceBinding);
    session.vault().forget(); // also where a step failed: the journal goes on with it, the session does not
    return begun;
}

Done finishWipe(const QString &dir, const Clock &clock, std::shared_ptr<security::KeyStore> keyring)
{
    const auto wipe = security::wipeUnderWay(dir);
    if (!wipe)
        return done();
    const auto keys = keyStoreFor(dir, wipe->deviceBinding, std::move(keyring));
    if (auto ok = security::continueWipe(dir, *keys); !ok)
        return ok;
    auto record = keys->read(wipe->vaultId);
    if (!record)
        return record.error().code == ErrorCode::NotFound ? security::endWipe(dir, *keys) : Done(record.error());
    const auto key = crypto::DeviceKey::fromSecret(record->deviceJwk);
    if (!key)
        return key.error();
    network::HttpTransport transport {QUrl(wipe->server)};
    CentralClient client(transport);
    if (!wipe->discardOutbox) {
        const auto delivery = deliverSealed(client, dir + u"/outbox.seal"_s, wipe->deviceId, *key, clock.nowMs());
        if (!delivery)
            return delivery.error();
        if (delivery->waiting > 0)
            return Error {ErrorCode::Busy, u"the central wants some of it later"_s, {}, {}};
    }
    const auto proof
        = key->sign({{u"typ"_s, u"wipe-ack"_s}, {u"device_id"_s, wipe->deviceId}, {u"nonce"_s, wipe->nonce}, {u"at"_s, toWireInstant(clock.nowMs())}});
    if (!proof)
        return proof.error();
    const auto answer = client.post("/sync/v1/devices/self/wipe-ack", {{u"device_id"_s, wipe->deviceId}, {u"proof"_s, QString::fromLatin1(*proof)}});
    if (!answer)
        return answer.error();
    return security::endWipe(dir, *keys);
}

} // namespace zhike::services
