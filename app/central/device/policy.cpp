// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/device/policy.h"

#include "wire/recordtypes.h"

namespace zhike::central {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Figure {
    const char16_t *key;
    int standard, least, most;
};

constexpr Figure kFigures[] = {
    {u"lease_days", 14, 1, 45},       {u"lease_days_pb", 7, 1, 45},       {u"idle_lock_min", 5, 1, 15},
    {u"reveal_s", 30, 5, 120},        {u"reveals_per_hour", 20, 1, 1000}, {u"id_searches_per_hour", 30, 1, 1000},
    {u"clipboard_s", 30, 5, 300},     {u"purge_rekey_h", 24, 1, 168},     {u"rotate_days", 365, 1, 3650},
    {u"desk_grace_h", 8, 0, 24},      {u"attempts_online", 10, 3, 100},   {u"wipe_after_fails", 0, 0, 100},
    {u"export_rows", 200, 0, 100000}, {u"blob_pin_mb", 500, 0, 10000},
};

const Figure *figureOf(const QString &key)
{
    for (const auto &figure : kFigures)
        if (key == figure.key)
            return &figure;
    return nullptr;
}

int number(const Policy &policy, const QString &key)
{
    const auto *figure = figureOf(key);
    bool ok = false;
    const int value = policy.value(key).toInt(&ok);
    return ok ? qBound(figure->least, value, figure->most) : figure->standard;
}

} // namespace

int leaseDays(const Policy &policy, const User &user)
{
    const int days = number(policy, u"lease_days"_s);
    return user.role == "pb"_L1 ? qMin(days, number(policy, u"lease_days_pb"_s)) : days;
}

QJsonObject devicePolicy(const Policy &policy, const User &user)
{
    QJsonObject windows;
    for (const auto &rule : wire::allRules())
        if (rule.windowMonths > 0)
            windows.insert(rule.name, rule.windowMonths);
    QJsonObject json {{u"windows"_s, windows}, {u"device_binding"_s, policy.value(u"device_binding"_s, u"keyring"_s)}};
    for (const auto &figure : kFigures) {
        const auto key = QString::fromUtf16(figure.key);
        json.insert(key, number(policy, key));
    }
    json.insert(u"lease_days"_s, leaseDays(policy, user));
    json.remove(u"lease_days_pb"_s);
    for (auto it = policy.cbegin(); it != policy.cend(); ++it)
        if (!json.contains(it.key()) && it.key() != "lease_days_pb"_L1 && it.key() != "vault_pins"_L1)
            json.insert(it.key(), it.value());
    return json;
}

QString policyProblem(const QString &key, const QString &value)
{
    if (const auto *figure = figureOf(key)) {
        bool ok = false;
        const int given = value.toInt(&ok);
        if (!ok || given < figure->least || given > figure->most)
            return u"%1 is a number from %2 to %3"_s.arg(key).arg(figure->least).arg(figure->most);
    }
    if (key == "device_binding"_L1 && value != "keyring"_L1 && value != "none"_L1)
        return u"device_binding is keyring or none"_s;
    if (key == "device_approval"_L1 && value != "none"_L1 && value != "required"_L1)
        return u"device_approval is none or required"_s;
    return {};
}

} // namespace zhike::central
