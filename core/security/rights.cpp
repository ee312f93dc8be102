// SPDX-License-Identifier: GPL-3.0-or-later
#include "security/rights.h"

#include <array>

namespace zhike::security {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Row {
    Right right;
    const char16_t *name;
    std::array<Grant, 5> by; //!< manager, private banker, lead, compliance, admin
};

using enum Grant;
constexpr Row kRows[] = {
    {Right::ReadOwn, u"read-own", {Yes, Yes, No, No, No}},
    {Right::ReadTeam, u"read-team", {No, No, Team, Masked, No}},
    {Right::RevealId, u"reveal-id", {Own, Own, Second, Second, No}},
    {Right::EditWork, u"edit-work", {Own, Own, Team, No, No}},
    {Right::ProposeGuarded, u"propose-guarded", {Own, Own, No, No, No}},
    {Right::ApproveGuarded, u"approve-guarded", {No, No, Second, Second, No}},
    {Right::Offline, u"offline", {Policy, Yes, No, No, No}},
    {Right::CopyRevealed, u"copy-revealed", {Yes, Yes, No, No, No}},
    {Right::PrintSheet, u"print-sheet", {Yes, Yes, Yes, Yes, No}},
    {Right::ExportList, u"export-list", {Masked, Masked, Second, No, No}},
    {Right::RecordConsent, u"record-consent", {Yes, Yes, No, No, No}},
    {Right::ApproveConsent, u"approve-consent", {No, No, Second, No, No}},
    {Right::AuditRead, u"audit-read", {Own, Own, Team, Yes, Devices}},
    {Right::AuditVerify, u"audit-verify", {Own, Own, Own, Yes, No}},
    {Right::DeviceOwnTeam, u"device-own-team", {No, No, Team, No, No}},
    {Right::DeviceAll, u"device-all", {No, No, No, No, Second}},
};

} // namespace

Role roleOf(const QString &wire)
{
    if (wire == "rm"_L1)
        return Role::Manager;
    if (wire == "pb"_L1)
        return Role::PrivateBanker;
    if (wire == "lead"_L1)
        return Role::Lead;
    if (wire == "compliance"_L1)
        return Role::Compliance;
    return wire == "admin"_L1 ? Role::Admin : Role::Unknown;
}

Grant grantOf(Role role, Right right)
{
    if (role == Role::Unknown)
        return No;
    for (const auto &row : kRows)
        if (row.right == right)
            return row.by[size_t(role)];
    return No;
}

bool mayHere(Role role, Right right)
{
    switch (grantOf(role, right)) {
    case Yes:
    case Own:
    case Policy: return true;
    case Masked: return right == Right::ExportList || right == Right::ReadTeam;
    case Team: return right != Right::EditWork;
    case Devices: return right == Right::AuditRead;
    case Second:
    case No: break;
    }
    return false;
}

QList<Right> allRights()
{
    QList<Right> list;
    for (const auto &row : kRows)
        list.append(row.right);
    return list;
}

QString nameOf(Right right)
{
    for (const auto &row : kRows)
        if (row.right == right)
            return QString::fromUtf16(row.name);
    return {};
}

} // namespace zhike::security
