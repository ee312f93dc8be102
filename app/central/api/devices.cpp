// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/api/call.h"
#include "central/device/lease.h"
#include "central/store/transact.h"
#include "domain/ids.h"

#include <QJsonDocument>

// Devices: what a person works with, under which policy and until when (§3.2).
namespace zhike::central {

using namespace Qt::Literals::StringLiterals;

namespace {

// A known installation came with another key than it was registered with.
const auto kOtherKey = u"jwk"_s;

} // namespace

Response Api::deviceAnswer(const Call &call, const Policy &policy, int status, const Device &device) const
{
    const auto &user = call.actor.user;
    QJsonObject body {
        {u"device_id"_s, device.id},
        {u"incarnation"_s, device.incarnation},
        {u"status"_s, device.status},
        {u"policy"_s, devicePolicy(policy, user)},
        {u"lease_until"_s, device.leaseUntil},
        {u"lease_generation"_s, device.leaseGeneration},
        {u"escrow"_s, call.keys->escrow()},
        {u"wipe_keys"_s, call.keys->wipeKeys()},
        {u"vault_pins"_s, QJsonArray::fromStringList(policy.value(u"vault_pins"_s).split(u',', Qt::SkipEmptyParts))},
        {u"server_time"_s, toWireInstant(m_clock.nowMs())},
        {u"user"_s, QJsonObject {{u"login"_s, user.login}, {u"name"_s, user.name}, {u"role"_s, user.role}, {u"branch"_s, user.branch}}},
    };
    if (device.status == "active"_L1 && !device.share.isEmpty()) {
        body.insert(u"share"_s, QString::fromLatin1(device.share));
        // A device that was interrupted while it took over the new share opens its vault with the one before.
        if (!device.previousShare.isEmpty())
            body.insert(u"previous"_s,
                        QJsonObject {{u"lease_generation"_s, device.leaseGeneration - 1}, {u"share"_s, QString::fromLatin1(device.previousShare)}});
    }
    return jsonResponse(status, QJsonDocument(body).toJson(QJsonDocument::Compact),
                        QByteArray(wire::kMediaType) + ";schema=" + QByteArray::number(wire::kSchema));
}

Response Api::registerDevice(Call &call) const
{
    if (auto refusal = identify(call, Need::User))
        return *refusal;
    const auto body = call.json();
    if (!body)
        return problem(400, u"malformed"_s, u"The body is not a JSON object."_s);
    const auto installId = body->value(u"install_id"_s).toString();
    if (installId.isEmpty() || installId.size() > 128)
        return problem(400, u"malformed"_s, u"install_id is needed."_s);
    if (body->contains(u"jwk"_s) && crypto::thumbprintOf(body->value(u"jwk"_s).toObject()).isEmpty())
        return problem(400, u"malformed"_s, u"jwk is a public key on P-256."_s);
    const auto policy = call.store->policy();
    if (!policy)
        return failure(policy.error());

    call.store.reset(); // the read ends before the write begins
    const auto device = transact(m_store, [&](WriteSession &session) { return enrol(session, call, *policy, *body); });
    if (!device && device.error().field == kOtherKey)
        return problem(409, u"device-key-changed"_s, u"This installation is registered with another key."_s);
    if (!device)
        return failure(device.error());
    return device->isCutOff() ? revoked(*device) : deviceAnswer(call, *policy, 201, *device);
}

Result<Device> Api::enrol(WriteSession &session, const Call &call, const Policy &policy, const QJsonObject &body) const
{
    const auto &user = call.actor.user;
    const auto installId = body[u"install_id"_s].toString();
    const auto now = m_clock.nowMs();
    auto known = session.deviceOf(user.login, installId);
    if (!known)
        return known.error();
    Device device = known->value_or(Device {});
    const bool isNew = device.id.isEmpty(), restored = !isNew && body[u"restored"_s].toBool();
    if (!isNew && device.isCutOff())
        return device;
    if (isNew) {
        device.id = newUuid(now);
        device.login = user.login;
        device.installId = installId;
        device.status = policy.value(u"device_approval"_s) == "required"_L1 ? u"pending"_s : u"active"_s;
    } else if (restored) {
        // The device's store went back in time: its op numbers and its audit chain start again under a new incarnation.
        device.incarnation += 1;
        device.ackFloor = 0;
        device.anchor.clear();
    }
    device.name = body[u"name"_s].toString().left(200);
    device.os = body[u"os"_s].toString().left(200);
    device.app = body[u"app"_s].toString().left(200);
    if (body.contains(u"jwk"_s)) {
        const auto key = body[u"jwk"_s].toObject(), had = keyOf(device);
        if (!had.isEmpty() && crypto::thumbprintOf(had) != crypto::thumbprintOf(key))
            return Error {ErrorCode::Conflict, u"the device has another key"_s, kOtherKey};
        device.jwk = QJsonDocument(key).toJson(QJsonDocument::Compact);
    } else if (isNew) {
        device.jwk = "{}";
    }
    (void)renewLease(device, leaseDays(policy, user), now);
    auto ok = device.share.isEmpty() && device.status == "active"_L1 ? beginGeneration(device, now) : done();
    if (ok)
        ok = session.putDevice(device);
    if (ok && (isNew || restored))
        ok = auditNote(session, now, isNew ? u"dev.enrol"_s : u"dev.restored"_s,
                       {{u"device"_s, device.id}, {u"login"_s, device.login}, {u"inc"_s, device.incarnation}});
    if (ok)
        ok = session.commit();
    if (!ok)
        return ok.error();
    return device;
}

Response Api::deviceSelf(Call &call) const
{
    if (auto refusal = identify(call, Need::AnyDevice))
        return *refusal;
    const auto policy = call.store->policy();
    if (!policy)
        return failure(policy.error());
    auto &device = call.actor.device;
    if (device.status != "active"_L1)
        return deviceAnswer(call, *policy, 200, device);
    call.store.reset();
    const auto now = m_clock.nowMs();
    const int days = leaseDays(*policy, call.actor.user);
    const bool renew = call.query.queryItemValue(u"renew"_s) == "1"_L1;
    // A device that has not taken over the present share yet must not be two behind.
    bool says = false;
    const int has = call.query.queryItemValue(u"have"_s).toInt(&says);
    const auto settle = [&](Device &current) -> Result<bool> {
        const bool due = current.share.isEmpty() || (renew && (!says || has == current.leaseGeneration) && isShareDue(current, days, now));
        const bool longer = renewLease(current, days, now);
        if (due && !keyOf(current).isEmpty()) {
            if (auto ok = beginGeneration(current, now); !ok)
                return ok.error();
            return true;
        }
        return longer;
    };
    auto probe = device;
    const auto needed = settle(probe);
    if (!needed)
        return failure(needed.error());
    if (*needed) {
        const auto ok = transact(m_store, [&](WriteSession &session) -> Done {
            auto current = session.device(device.id);
            if (!current)
                return current.error();
            const auto generation = (*current)->leaseGeneration;
            if (const auto settled = settle(**current); !settled)
                return settled.error();
            auto put = session.putDevice(**current);
            if (put && (*current)->leaseGeneration != generation)
                put = auditNote(session, now, u"key.lease"_s, {{u"device"_s, device.id}, {u"generation"_s, (*current)->leaseGeneration}});
            if (put)
                put = session.commit();
            device = **current;
            return put;
        });
        if (!ok)
            return failure(ok.error());
    }
    return device.isCutOff() ? revoked(device) : deviceAnswer(call, *policy, 200, device);
}

Response Api::wipeAck(Call &call) const
{
    const auto body = call.json();
    if (!body)
        return problem(400, u"malformed"_s, u"The body is not a JSON object."_s);
    const auto id = body->value(u"device_id"_s).toString();
    const auto done = transact(m_store, [&](WriteSession &session) -> Done {
        auto device = session.device(id);
        if (!device)
            return device.error();
        if (!*device)
            return Error {ErrorCode::Denied, u"there is no such device"_s};
        const bool again = (*device)->status == "wiped"_L1;
        auto ok = acknowledgeWipe(**device, body->value(u"proof"_s).toString().toLatin1());
        if (!ok || again)
            return ok;
        ok = session.putDevice(**device);
        if (ok)
            ok = auditNote(session, m_clock.nowMs(), u"dev.wiped"_s, {{u"device"_s, id}, {u"login"_s, (*device)->login}});
        return ok ? session.commit() : ok;
    });
    if (!done && done.error().code == ErrorCode::Denied)
        return problem(403, u"forbidden"_s, u"The proof is not of this device and order."_s);
    if (!done)
        return failure(done.error());
    return jsonResponse(200, R"({"status":"wiped"})", "application/json");
}

} // namespace zhike::central
