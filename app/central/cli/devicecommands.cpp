// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/cli/commands.h"
#include "central/device/lease.h"
#include "central/store/transact.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <functional>

namespace zhike::central {

using namespace Qt::Literals::StringLiterals;

namespace {

// Changes one device and writes it down; `change` says what became of it, as the event for the audit.
Outcome changeDevice(const Options &options, const QString &event, const std::function<Done(WriteSession &, Device &)> &change)
{
    const auto id = options.words.value(2);
    if (id.isEmpty())
        return Error {ErrorCode::Invalid, u"device "_s + options.words.value(1) + u" ID"_s, u"usage"_s};
    auto store = openStore(options);
    if (!store)
        return store.error();
    return transact(**store, [&](WriteSession &session) -> Outcome {
        auto device = session.device(id);
        if (!device)
            return device.error();
        if (!*device)
            return Error {ErrorCode::NotFound, u"there is no such device"_s, u"device"_s, id};
        auto ok = change(session, **device);
        if (ok)
            ok = session.putDevice(**device);
        if (ok)
            ok = auditNote(session, options.clock.nowMs(), event, {{u"device"_s, id}, {u"login"_s, (*device)->login}});
        if (ok)
            ok = session.commit();
        if (!ok)
            return ok.error();
        return QJsonObject {{u"device_id"_s, id}, {u"status"_s, (*device)->status}};
    });
}

} // namespace

Outcome listDevices(const Options &options)
{
    auto store = openStore(options);
    if (!store)
        return store.error();
    auto session = (*store)->read();
    if (!session)
        return session.error();
    const auto devices = (*session)->devices();
    if (!devices)
        return devices.error();
    QJsonArray list;
    for (const auto &device : *devices) {
        const auto head = (*session)->chainHead(device.id, device.incarnation);
        if (!head)
            return head.error();
        list.append(QJsonObject {{u"device_id"_s, device.id},
                                 {u"login"_s, device.login},
                                 {u"install_id"_s, device.installId},
                                 {u"name"_s, device.name},
                                 {u"os"_s, device.os},
                                 {u"app"_s, device.app},
                                 {u"status"_s, device.status},
                                 {u"bound"_s, !keyOf(device).isEmpty()},
                                 {u"incarnation"_s, device.incarnation},
                                 {u"ack_floor"_s, QString::number(device.ackFloor)},
                                 {u"lease_until"_s, device.leaseUntil},
                                 {u"lease_generation"_s, device.leaseGeneration},
                                 {u"audit_seq"_s, head->value_or(ChainHead {}).seq},
                                 {u"anchor"_s, QJsonDocument::fromJson(device.anchor).object()},
                                 {u"last_pull"_s, device.lastPull}});
    }
    return QJsonObject {{u"devices"_s, list}};
}

Outcome revokeDevice(const Options &options)
{
    return changeDevice(options, u"dev.revoke"_s, [](WriteSession &, Device &device) -> Done {
        if (device.status == "active"_L1 || device.status == "pending"_L1)
            device.status = u"revoked"_s; // its share is kept, for the case that this is taken back, and handed out to nobody
        return done();
    });
}

Outcome approveDevice(const Options &options)
{
    return changeDevice(options, u"dev.approve"_s, [](WriteSession &, Device &device) -> Done {
        if (device.status != "pending"_L1 && device.status != "revoked"_L1 && device.status != "active"_L1)
            return Error {ErrorCode::Conflict, u"a device that was told to wipe itself does not come back"_s, u"device"_s, device.id};
        if (device.status == "revoked"_L1)
            device.generationAt.clear(); // the next renewal begins a new share at once
        device.status = u"active"_s;
        return done();
    });
}

Outcome wipeDevice(const Options &options)
{
    return changeDevice(options, u"dev.wipe"_s, [&](WriteSession &session, Device &device) -> Done {
        if (keyOf(device).isEmpty())
            return Error {ErrorCode::Unsupported, u"the device has brought no key; revoke it instead"_s, u"device"_s, device.id};
        const auto keys = BankKeys::load(session, options.clock.nowMs());
        return keys ? orderWipe(device, **keys, options.has(u"discard-outbox"_s), options.clock.nowMs()) : Done(keys.error());
    });
}

Outcome rotateKeys(const Options &options)
{
    const auto kind = options.words.value(2);
    static const QHash<QString, BankKeys::Kind> kinds {
        {u"wipe"_s, BankKeys::Kind::Wipe}, {u"escrow"_s, BankKeys::Kind::Escrow}, {u"cursor"_s, BankKeys::Kind::Cursor}};
    if (!kinds.contains(kind))
        return Error {ErrorCode::Invalid, u"keys rotate wipe|escrow|cursor"_s, u"usage"_s};
    auto store = openStore(options);
    if (!store)
        return store.error();
    return transact(**store, [&](WriteSession &session) -> Outcome {
        auto ok = BankKeys::rotate(session, kinds.value(kind), options.clock.nowMs());
        if (ok)
            ok = auditNote(session, options.clock.nowMs(), u"key.rotate"_s, {{u"key"_s, kind}});
        if (ok)
            ok = session.commit();
        if (!ok)
            return ok.error();
        return QJsonObject {{u"rotated"_s, kind}};
    });
}

} // namespace zhike::central
