// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QList>
#include <QString>

//! Who may do what (security.md §5.3), as a table. The device hides what is not allowed and refuses it; the central refuses it whatever the device says.
namespace zhike::security {

enum class Role { Manager, PrivateBanker, Lead, Compliance, Admin, Unknown };
Role roleOf(const QString &wire); //!< rm, pb, lead, compliance, admin; Unknown may nothing

enum class Right {
    ReadOwn, //!< the own book
    ReadTeam,
    RevealId, //!< C2 identity fields in full
    EditWork, //!< notes, tasks, contacts
    ProposeGuarded, //!< KYC, rating, tier, owner
    ApproveGuarded,
    Offline,
    CopyRevealed,
    PrintSheet,
    ExportList,
    RecordConsent,
    ApproveConsent,
    AuditRead,
    AuditVerify,
    DeviceOwnTeam, //!< revoke devices of the team
    DeviceAll, //!< enrol, revoke, wipe; policies
};

enum class Grant {
    No,
    Yes,
    Own, //!< of the own book, or the own events
    Policy, //!< when the bank's policy says so
    Masked, //!< masked, and by a grant for the single case
    Team, //!< counts and aggregates of the team
    Devices, //!< device events only
    Second, //!< with a second person, whom the central checks
};

Grant grantOf(Role role, Right right);
//! Whether the device alone may offer and do it now: not when a second person or a case is needed.
bool mayHere(Role role, Right right);
QList<Right> allRights();
QString nameOf(Right right);

} // namespace zhike::security
