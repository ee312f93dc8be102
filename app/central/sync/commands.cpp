// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/sync/oprunner.h"
#include "central/sync/opvalidate.h"
#include "domain/clock.h"
#include "domain/ids.h"

#include <QDate>

namespace zhike::central {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kRequestLifeMs = qint64(30) * 24 * 3600 * 1000;

// What a command wants the alert to be; nullopt when its arguments do not fit, with the argument at fault.
std::optional<QJsonObject> wantedState(const QString &command, const QJsonObject &args, QString &fault)
{
    if (command == u"acknowledge")
        return QJsonObject {{u"state"_s, u"acknowledged"_s}};
    if (command == u"start") {
        QJsonObject wanted {{u"state"_s, u"in_action"_s}};
        if (args.contains(u"plan_id"_s))
            wanted.insert(u"plan_id"_s, args.value(u"plan_id"_s));
        return wanted;
    }
    if (command == u"snooze") {
        const auto until = args.value(u"until"_s).toString();
        fault = u"until"_s;
        if (until.size() != 10 || !QDate::fromString(until, Qt::ISODate).isValid())
            return std::nullopt;
        return QJsonObject {{u"state"_s, u"snoozed"_s}, {u"snooze_until"_s, until}};
    }
    static const QStringList outcomes {u"retained"_s, u"lost"_s, u"false_alarm"_s, u"no_action"_s};
    fault = u"outcome"_s;
    if (!outcomes.contains(args.value(u"outcome"_s).toString()))
        return std::nullopt;
    QJsonObject wanted {{u"state"_s, u"disposed"_s}, {u"disposition"_s, args.value(u"outcome"_s)}};
    if (args.contains(u"note"_s))
        wanted.insert(u"disposition_note"_s, args.value(u"note"_s).toString());
    return wanted;
}

} // namespace

Result<OpResult> OpRunner::command(const wire::TypeRule &rule, const QJsonObject &op, const StoredRecord &record)
{
    if (!rule.commands.contains(op.value(u"command"_s).toString()))
        return OpResult::rejected(u"unknown-command"_s, u"There is no such command for this type."_s, u"command"_s);
    return rule.name == u"change_request" ? decide(op, record) : alertCommand(rule, op, record);
}

Result<OpResult> OpRunner::alertCommand(const wire::TypeRule &rule, const QJsonObject &op, const StoredRecord &record)
{
    QString fault;
    const auto wanted = wantedState(op.value(u"command"_s).toString(), op.value(u"args"_s).toObject(), fault);
    if (!wanted)
        return OpResult::rejected(u"validation"_s, u"The command's argument was refused."_s, fault, u"bad-value"_s);
    auto data = record.object();
    QStringList fields;
    for (auto it = wanted->begin(); it != wanted->end(); ++it)
        if (data.value(it.key()) != it.value())
            fields.append(it.key());
    if (fields.isEmpty())
        return OpResult {u"noop"_s, {{u"version"_s, record.version}}, record.id, false, {}};
    const auto from = data.value(rule.stateField).toString(rule.initialStates.first());
    const auto to = wanted->value(rule.stateField).toString();
    // Somebody decided first: the later decision goes back to its maker.
    if (from == u"disposed") {
        QList<wire::FieldConflict> differing;
        for (const auto &name : std::as_const(fields))
            differing.append({name, u"changed"_s, QJsonValue::Null, wanted->value(name), data.value(name)});
        return conflict(op, record, differing);
    }
    if (from != to && !rule.mayFollow(from, to))
        return OpResult::rejected(u"illegal-transition"_s, u"The alert is in a state that does not allow this."_s, rule.stateField);
    for (auto it = wanted->begin(); it != wanted->end(); ++it)
        data.insert(it.key(), it.value());
    if (to != u"snoozed" && data.contains(u"snooze_until"_s)) {
        data.remove(u"snooze_until"_s);
        fields.append(u"snooze_until"_s);
    }
    const auto next = changed(record, data, fields, true);
    if (auto ok = m_store.stage(next); !ok)
        return ok.error();
    return OpResult {u"applied"_s, {{u"version"_s, next.version}}, record.id, false, fields};
}

Result<OpResult> OpRunner::propose(const QJsonObject &op, const StoredRecord &record, const QJsonObject &wanted, const QStringList &fields, bool late)
{
    const auto others = m_store.recordsOf(record.customerId.isEmpty() ? record.id : record.customerId, u"change_request"_s);
    if (!others)
        return others.error();
    for (const auto &other : *others) {
        const auto data = other.object();
        const auto expires = fromWireInstant(data.value(u"expires_at"_s).toString());
        if (data.value(u"state"_s) != u"pending"_s || (expires && *expires <= m_nowMs) || data.value(u"target"_s).toObject().value(u"id"_s) != record.id)
            continue;
        for (const auto &name : fields)
            if (data.value(u"fields"_s).toObject().contains(name))
                return OpResult::rejected(u"already-pending"_s, u"A request on this field waits for a decision."_s, name);
    }
    // Intents on a set are written out, so that the checker sees values and not a recipe.
    QJsonObject changes;
    const auto current = record.object();
    const auto orNull = [](const QJsonValue &value) { return value.isUndefined() ? QJsonValue(QJsonValue::Null) : value; };
    for (const auto &name : fields)
        changes.insert(name, QJsonObject {{u"from"_s, orNull(current.value(name))}, {u"to"_s, orNull(wanted.value(name))}});
    StoredRecord request;
    request.type = u"change_request"_s;
    request.id = newUuid(m_nowMs);
    request.scope = record.scope;
    request.customerId = record.type == u"customer" ? record.id : record.customerId;
    request.version = request.guardVersion = 1;
    request.createdAt = request.updatedAt = toWireInstant(m_nowMs);
    request.updatedBy = author();
    request.updatedVia = via();
    request.setObject({{u"target"_s, QJsonObject {{u"type"_s, record.type}, {u"id"_s, record.id}}},
                       {u"base_version"_s, record.version},
                       {u"fields"_s, changes},
                       {u"maker"_s, author()},
                       {u"reason"_s, op.value(u"reason"_s).toString()},
                       {u"state"_s, u"pending"_s},
                       {u"op_id"_s, op.value(u"op_id"_s)},
                       {u"late"_s, late},
                       {u"expires_at"_s, toWireInstant(m_nowMs + kRequestLifeMs)}});
    if (auto ok = m_store.stage(request); !ok)
        return ok.error();
    return OpResult {u"pending_approval"_s, {{u"change_request"_s, request.id}}, request.id, false, fields};
}

Result<OpResult> OpRunner::decide(const QJsonObject &op, const StoredRecord &request)
{
    const auto command = op.value(u"command"_s).toString();
    auto data = request.object();
    const bool isMaker = data.value(u"maker"_s).toString() == author();
    if (data.value(u"state"_s) != u"pending"_s)
        return conflict(op, request, {{u"state"_s, u"changed"_s, u"pending"_s, command, data.value(u"state"_s)}});
    if (op.value(u"base_version"_s).toInteger(request.version) != request.version)
        return conflict(op, request, {});
    if (command == u"withdraw" && !isMaker)
        return OpResult::rejected(u"forbidden"_s, u"Only the maker withdraws a request."_s);
    if (command != u"withdraw") {
        static const QStringList checkers {u"lead"_s, u"checker"_s};
        const auto role = m_actor.access.grant(request.scope)->role;
        // Who stands in for a manager decides for nobody in that book, least of all for the one they stand in for.
        if (isMaker || role == u"cover")
            return OpResult::rejected(u"same-person"_s, u"Maker and checker must be two people."_s);
        if (m_way == Way::Sealed)
            return OpResult::rejected(u"online-only"_s, u"Requests are decided online."_s);
        const bool vetoes = command == u"reject" && m_actor.user.role == u"compliance" && role == u"compliance";
        // What a former manager still wanted to change is for the new one to decide.
        const bool owns = data.value(u"late"_s).toBool() && m_actor.access.mayWrite(request.scope, request.type, request.customerId);
        if (!owns && !vetoes && !checkers.contains(role) && !checkers.contains(m_actor.user.role))
            return OpResult::rejected(u"forbidden"_s, u"Your role does not decide requests."_s);
    }
    if (command == u"approve")
        return approve(request, data);
    data.insert(u"state"_s, command == u"reject" ? u"rejected"_s : u"withdrawn"_s);
    data.insert(u"decided_by"_s, author());
    data.insert(u"decided_at"_s, toWireInstant(m_nowMs));
    if (const auto note = op.value(u"args"_s).toObject().value(u"reason"_s).toString(); !note.isEmpty())
        data.insert(u"decision_reason"_s, note);
    const auto next = changed(request, data, {u"state"_s}, true);
    if (auto ok = m_store.stage(next); !ok)
        return ok.error();
    return OpResult {u"applied"_s, {{u"version"_s, next.version}}, request.id, false, {u"state"_s}};
}

Result<OpResult> OpRunner::approve(StoredRecord request, QJsonObject data)
{
    const auto target = m_store.record(data.value(u"target"_s).toObject().value(u"id"_s).toString());
    if (!target)
        return target.error();
    const auto expires = fromWireInstant(data.value(u"expires_at"_s).toString());
    const auto changes = data.value(u"fields"_s).toObject();
    QString state = u"approved"_s;
    QJsonObject value;
    if (expires && *expires <= m_nowMs)
        state = u"expired"_s;
    else if (!*target || (*target)->deleted)
        state = u"superseded"_s;
    else {
        value = (*target)->object();
        for (auto it = changes.begin(); it != changes.end(); ++it) {
            const auto change = it.value().toObject();
            auto current = value.value(it.key());
            if (current.isUndefined())
                current = QJsonValue::Null;
            if (current != change.value(u"from"_s))
                state = u"superseded"_s;
            else if (change.value(u"to"_s).isNull())
                value.remove(it.key());
            else
                value.insert(it.key(), change.value(u"to"_s));
        }
    }
    if (state == u"approved") {
        const auto *rule = wire::ruleOf((*target)->type);
        if (auto refusal = rule ? checkWhole(*rule, value) : std::nullopt)
            return *refusal;
        if (auto ok = m_store.stage(changed(**target, value, changes.keys(), true)); !ok)
            return ok.error();
    }
    data.insert(u"state"_s, state);
    data.insert(u"decided_by"_s, author());
    data.insert(u"decided_at"_s, toWireInstant(m_nowMs));
    const auto next = changed(request, data, {u"state"_s}, true);
    if (auto ok = m_store.stage(next); !ok)
        return ok.error();
    return OpResult {u"applied"_s, {{u"version"_s, next.version}}, request.id, false, changes.keys()};
}

} // namespace zhike::central
