// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "wire/recordtypes.h"

#include <QJsonObject>
#include <QMap>

namespace zhike::wire {

//! What a person meant to change: from what they saw, to what they want.
struct FieldChange {
    QJsonValue from;
    QJsonValue to;
};

//! Intents on a set of texts, such as tags.
struct SetChange {
    QStringList add;
    QStringList remove;
};

struct Patch {
    qint64 baseVersion = 0; //!< the record's version the person saw
    QMap<QString, FieldChange> fields;
    QMap<QString, SetChange> sets;

    //! Reads `set`, `sets` and `tags` of an op; nullopt when they are not of the form.
    static std::optional<Patch> fromJson(const QJsonObject &op);
};

//! A record as it stands, with what is known about the past of its fields.
struct MergeTarget {
    QJsonObject data;
    qint64 version = 0;
    qint64 guardVersion = 0; //!< version at which any guarded field last changed
    QHash<QString, qint64> changedAt; //!< version of a field's last change; absent: not since the record was made
};

struct FieldConflict {
    QString name;
    QString code; //!< changed, context-changed, group
    QJsonValue base;
    QJsonValue mine;
    QJsonValue theirs;
};

struct MergeOutcome {
    enum Kind { Noop, Applied, Merged, Conflict, Rejected };
    Kind kind = Noop;
    QJsonObject data; //!< the record after the merge; as it was unless Applied or Merged
    QStringList changed; //!< fields whose value is new
    QStringList keptTheirs; //!< fields others changed since the base and this patch leaves alone
    QList<FieldConflict> conflicts;
    QString field; //!< Rejected: the field at fault
    QString code; //!< Rejected: why
    bool guardedChanged = false;
    bool needsApproval = false; //!< a changed field needs a second person
};

//! The three-way merge of §5.4: per field or group of fields, guarded fields never silently, states along legal paths only. Pure.
MergeOutcome merge3(const TypeRule &rule, const Patch &patch, const MergeTarget &target);

} // namespace zhike::wire
