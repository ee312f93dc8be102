// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/enums.h"
#include "domain/ids.h"

#include <QDateTime>
#include <QList>
#include <QString>
#include <optional>

//! Changes that did not simply take effect: what was merged by itself and what waits for a second person.
namespace zhike::views {

//! One field that the centre settled by itself when changes met.
struct MergedRow {
    qint64 n = 0; //!< names it for the undo
    QDateTime at;
    QString type;
    CustomerId customer;
    QString customerName;
    QString field;
    QString kind; //!< mine: only this device had changed it; theirs: only others had
    QString before, after; //!< shown text, masked where the field is
    bool undone = false;
};

//! One field of a request for a second person's decision.
struct ChangeField {
    QString name;
    QString from, to; //!< shown text, masked where the field is
    std::optional<int> changeBp; //!< of an amount: by how much
    bool moved = false; //!< the record no longer holds `from`: approving would come to nothing
};

//! A change that waits for, or had, a second person's decision (sync-protocol §5.5).
struct ApprovalRow {
    QString id;
    QString targetType;
    CustomerId customer;
    QString customerName;
    CustomerKind customerKind = CustomerKind::Person;
    QList<ChangeField> fields;
    QString maker, makerName; //!< login, name
    QString reason;
    QString state; //!< pending, approved, rejected, withdrawn, expired, superseded
    QDateTime madeAt;
    QDateTime expiresAt;
    qint64 secondsLeft = 0;
    QString decidedByName;
    QDateTime decidedAt;
    QString decisionReason;
    bool late = false; //!< a former manager's; the customer's owner decides
    bool own = false; //!< made by this user
    bool mine = false; //!< this user may decide it
};

struct Approvals {
    bool decides = false; //!< this user decides requests at all
    QList<ApprovalRow> queue; //!< to decide, nearest deadline first; never one's own
    QList<ApprovalRow> own; //!< this user's, pending first, newest first
    QList<ApprovalRow> decided; //!< all that are settled, newest decision first
    int approved = 0, rejected = 0; //!< by this user since the first of the month
    qint64 medianMinutes = -1; //!< from making to this user's decision, this month; −1: none
};

} // namespace zhike::views
