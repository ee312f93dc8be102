// SPDX-License-Identifier: GPL-3.0-or-later
#include "security/wipeorder.h"

#include "crypto/devicekey.h"
#include "domain/clock.h"
#include "security/durablefile.h"
#include "security/opjournal.h"
#include "security/vaultheader.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>

namespace zhike::security {

using namespace Qt::Literals::StringLiterals;

namespace {

enum WipeKey { WVault = 1, WDevice, WServer, WBinding, WNonce, WDiscard };
enum Step { SJournal = 1, SKeys, SHeader, SFiles };

Done reached(OpJournal &journal, const QString &dir, int step, const char *name)
{
    journal.step = step;
    auto ok = journal.write(dir);
    if (ok)
        reachedStep(name);
    return ok;
}

bool isCustomerFile(const QString &name)
{
    return name.startsWith("cache-"_L1) || name == "facts.json"_L1;
}

} // namespace

Result<WipeOrder> checkOrder(const QByteArray &jws, const KeyRecord &record, const QString &deviceId, qint64 trustedMs)
{
    const auto denied = [](const QString &why) { return Error {ErrorCode::Denied, u"wipe order: "_s + why, {}, {}}; };
    const auto claimed = crypto::claimedKey(jws);
    for (const auto &value : QJsonDocument::fromJson(record.wipeKeys).array()) {
        const auto jwk = value.toObject();
        if (claimed.isEmpty() || QString::fromLatin1(crypto::thumbprintOf(jwk)) != claimed)
            continue;
        if (const auto until = jwk[u"exp"_s].toInteger(); until > 0 && until * 1000 <= trustedMs)
            return denied(u"the key has expired"_s);
        const auto payload = crypto::verify(jws, jwk);
        if (!payload)
            return denied(payload.error().detail);
        WipeOrder order {(*payload)[u"nonce"_s].toString(), fromWireInstant((*payload)[u"issued_at"_s].toString()).value_or(0),
                         (*payload)[u"discard_outbox"_s].toBool()};
        if ((*payload)[u"typ"_s].toString() != "wipe"_L1 || (*payload)[u"device_id"_s].toString() != deviceId || order.nonce.isEmpty())
            return denied(u"not for this device"_s);
        if (order.issuedMs < record.orderFloorMs)
            return denied(u"older than this vault"_s);
        return order;
    }
    return denied(u"not signed by a pinned key"_s);
}

Done beginWipe(const QString &dir, KeyStore &keys, const WipeOrder &order, const QString &server, const QString &deviceId, const QString &vaultId,
               const QString &deviceBinding)
{
    const OpJournal journal {
        OpJournal::Operation::Wipe,
        SJournal,
        {{WVault, vaultId}, {WDevice, deviceId}, {WServer, server}, {WBinding, deviceBinding}, {WNonce, order.nonce}, {WDiscard, order.discardOutbox}}};
    if (auto ok = journal.write(dir); !ok)
        return ok;
    reachedStep("wipe.journal");
    return continueWipe(dir, keys);
}

Done continueWipe(const QString &dir, KeyStore &keys)
{
    auto journal = OpJournal::read(dir);
    if (!journal || journal->operation != OpJournal::Operation::Wipe)
        return done();
    const auto vaultId = journal->more[WVault].toString();
    if (journal->step <= SJournal) {
        // First what makes every copy of the vault worthless; the device key signs the delivery and the acknowledgement.
        if (auto record = keys.read(vaultId)) {
            KeyRecord rest;
            rest.deviceJwk = std::move(record->deviceJwk);
            rest.orderFloorMs = record->orderFloorMs;
            if (auto ok = keys.write(vaultId, rest); !ok)
                return ok;
        } else if (record.error().code != ErrorCode::NotFound) {
            return record.error();
        }
        reachedStep("wipe.erased");
        if (auto ok = reached(*journal, dir, SKeys, "wipe.keys"); !ok)
            return ok;
    }
    if (journal->step <= SKeys) {
        if (auto ok = VaultHeader::destroy(dir); !ok)
            return ok;
        if (auto ok = reached(*journal, dir, SHeader, "wipe.header"); !ok)
            return ok;
    }
    if (journal->step <= SHeader) {
        for (const auto &name : QDir(dir).entryList(QDir::Files | QDir::Hidden))
            if (isCustomerFile(name) && !QFile::remove(dir + u'/' + name))
                return Error {ErrorCode::Io, u"cannot remove a file of the vault"_s, {}, {}};
        for (const auto &folder : {u"/blobs"_s, u"/quarantine"_s})
            QDir(dir + folder).removeRecursively();
        if (journal->more[WDiscard].toBool())
            if (auto ok = destroyFile(dir + u"/outbox.seal"_s); !ok)
                return ok;
        if (auto ok = reached(*journal, dir, SFiles, "wipe.files"); !ok)
            return ok;
    }
    return done();
}

Done endWipe(const QString &dir, KeyStore &keys)
{
    const auto wipe = wipeUnderWay(dir);
    if (!wipe)
        return done();
    if (auto ok = keys.remove(wipe->vaultId); !ok)
        return ok;
    reachedStep("wipe.device");
    (void)destroyFile(dir + u"/outbox.seal"_s); // empty by now: all of it was delivered
    return OpJournal::clear(dir);
}

std::optional<WipeUnderWay> wipeUnderWay(const QString &dir)
{
    const auto journal = OpJournal::read(dir);
    if (!journal || journal->operation != OpJournal::Operation::Wipe)
        return std::nullopt;
    const auto &more = journal->more;
    return WipeUnderWay {more[WVault].toString(),   more[WDevice].toString(), more[WServer].toString(),
                         more[WBinding].toString(), more[WNonce].toString(),  more[WDiscard].toBool()};
}

} // namespace zhike::security
