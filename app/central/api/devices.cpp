// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/api/call.h"
#include "central/store/transact.h"
#include "domain/ids.h"
#include "wire/recordtypes.h"

#include <QJsonDocument>

// Devices: what a person works with, under which policy and until when (§3.2).
namespace zhike::central {

using namespace Qt::Literals::StringLiterals;

namespace {

int number(const QHash<QString, QString> &policy, const QString &key, int standard)
{
    bool ok = false;
    const int value = policy.value(key).toInt(&ok);
    return ok ? value : standard;
}

int leaseDays(const QHash<QString, QString> &policy, const User &user)
{
    const int days = number(policy, u"lease_days"_s, 14);
    return user.role == "pb"_L1 ? qMin(days, number(policy, u"lease_days_pb"_s, 7)) : days;
}

} // namespace

QJsonObject Api::devicePolicy(const QHash<QString, QString> &policy, const User &user) const
{
    QJsonObject windows;
    for (const auto &rule : wire::allRules())
        if (rule.windowMonths > 0)
            windows.insert(rule.name, rule.windowMonths);
    QJsonObject json {{u"lease_days"_s, leaseDays(policy, user)},
                      {u"windows"_s, windows},
                      {u"idle_lock_min"_s, number(policy, u"idle_lock_min"_s, 5)},
                      {u"purge_rekey_h"_s, number(policy, u"purge_rekey_h"_s, 24)},
                      {u"device_binding"_s, policy.value(u"device_binding"_s, u"keyring"_s)}};
    // What the bank set beyond these is passed on; the device knows what it means.
    for (auto it = policy.cbegin(); it != policy.cend(); ++it)
        if (!json.contains(it.key()) && it.key() != "lease_days_pb"_L1)
            json.insert(it.key(), it.value());
    return json;
}

QString Api::leaseEnd(const QHash<QString, QString> &policy, const User &user) const
{
    return toWireInstant(m_clock.nowMs() + qint64(leaseDays(policy, user)) * 24 * 3600 * 1000);
}

Response Api::deviceAnswer(const User &user, const QHash<QString, QString> &policy, int status, const Device &device) const
{
    const QJsonObject body {
        {u"device_id"_s, device.id},
        {u"incarnation"_s, device.incarnation},
        {u"status"_s, device.status},
        {u"policy"_s, devicePolicy(policy, user)},
        {u"lease_until"_s, device.leaseUntil},
        {u"server_time"_s, toWireInstant(m_clock.nowMs())},
        {u"user"_s, QJsonObject {{u"login"_s, user.login}, {u"name"_s, user.name}, {u"role"_s, user.role}, {u"branch"_s, user.branch}}},
    };
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
    const auto policy = call.store->policy();
    if (!policy)
        return failure(policy.error());

    call.store.reset(); // the read ends before the write begins
    const auto device
        = transact(m_store, [&](WriteSession &session) { return enrol(session, call.actor.user, installId, *body, leaseEnd(*policy, call.actor.user)); });
    if (!device)
        return failure(device.error());
    if (device->status != "active"_L1)
        return problem(403, u"device-revoked"_s, {});
    return deviceAnswer(call.actor.user, *policy, 201, *device);
}

Result<Device> Api::enrol(WriteSession &session, const User &user, const QString &installId, const QJsonObject &body, const QString &lease) const
{
    auto known = session.deviceOf(user.login, installId);
    if (!known)
        return known.error();
    Device device = known->value_or(Device {});
    const bool isNew = device.id.isEmpty();
    if (!isNew && device.status != "active"_L1)
        return device;
    if (isNew) {
        device.id = newUuid(m_clock.nowMs());
        device.login = user.login;
        device.installId = installId;
        device.status = u"active"_s;
    } else if (body.value(u"restored"_s).toBool()) {
        // The device's store went back in time: its op numbers start again under a new incarnation.
        device.incarnation += 1;
        device.ackFloor = 0;
    }
    device.name = body.value(u"name"_s).toString().left(200);
    device.os = body.value(u"os"_s).toString().left(200);
    device.app = body.value(u"app"_s).toString().left(200);
    device.jwk = QJsonDocument(body.value(u"jwk"_s).toObject()).toJson(QJsonDocument::Compact);
    device.leaseUntil = lease;
    auto ok = session.putDevice(device);
    if (ok && isNew)
        ok = auditNote(session, m_clock.nowMs(), u"dev.enrol"_s, {{u"device"_s, device.id}, {u"login"_s, device.login}});
    if (ok)
        ok = session.commit();
    if (!ok)
        return ok.error();
    return device;
}

Response Api::deviceSelf(Call &call) const
{
    if (auto refusal = identify(call, Need::Device))
        return *refusal;
    const auto policy = call.store->policy();
    if (!policy)
        return failure(policy.error());
    return deviceAnswer(call.actor.user, *policy, 200, call.actor.device);
}

} // namespace zhike::central
