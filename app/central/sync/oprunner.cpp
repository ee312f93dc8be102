// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/sync/oprunner.h"

#include "central/device/chain.h"
#include "central/sync/opvalidate.h"
#include "domain/clock.h"
#include "domain/ids.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QtEndian>

namespace zhike::central {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kDayMs = 24 * 3600 * 1000;
constexpr qint64 kLateDays = 30;

QByteArray createFingerprint(const QJsonObject &op)
{
    QJsonObject made;
    for (const auto &key : {u"type"_s, u"id"_s, u"customer_id"_s, u"data"_s})
        made.insert(key, op.value(key));
    return QCryptographicHash::hash(QJsonDocument(made).toJson(QJsonDocument::Compact), QCryptographicHash::Sha256);
}

// Records that may belong to the person alone, without a customer.
bool mayBePersonal(const QString &type)
{
    return type == u"task" || type == u"event" || type == u"action_plan" || type == u"setting";
}

} // namespace

QString memberRowId(const QString &scope, const QString &customerId)
{
    const auto hash = QCryptographicHash::hash((scope + u'|' + customerId).toUtf8(), QCryptographicHash::Sha256);
    return derivedUuid(qFromBigEndian<quint64>(hash.constData()), qFromBigEndian<quint64>(hash.constData() + 8), 0);
}

wire::MergeTarget mergeTarget(const StoredRecord &record)
{
    wire::MergeTarget target {record.object(), record.version, record.guardVersion, {}};
    for (auto it = record.past.begin(); it != record.past.end(); ++it)
        target.changedAt.insert(it.key(), it.value().toArray().at(0).toInteger());
    return target;
}

Result<OpResult> OpRunner::run(const QJsonObject &op)
{
    const auto type = op.value(u"type"_s).toString();
    const auto action = op.value(u"action"_s).toString();
    const auto *rule = wire::ruleOf(type);
    if (!rule)
        return OpResult::rejected(u"unknown-type"_s, u"Records of this type are not written by devices."_s);
    if (op.value(u"schema"_s).toInteger(wire::kSchema) > wire::kSchema)
        return OpResult::rejected(u"schema-unsupported"_s, u"The op was written under a later schema."_s);
    if (!isWireUuid(op.value(u"id"_s).toString()))
        return OpResult::rejected(u"validation"_s, u"The record id is not a UUID in lower case."_s, u"id"_s, u"bad-id"_s);
    const bool allowed = (action == u"create" && rule->rights.create) || (action == u"patch" && rule->rights.patch)
        || (action == u"delete" && rule->rights.remove) || (action == u"command" && rule->rights.command);
    if (!allowed)
        return OpResult::rejected(u"action-forbidden"_s, u"Devices may not do this with records of this type."_s, u"type"_s);
    if (action == u"create")
        return create(*rule, op);

    const auto found = m_store.record(op.value(u"id"_s).toString());
    if (!found)
        return found.error();
    if (*found && (*found)->type == type && action == u"patch" && !(*found)->deleted && !m_actor.access.mayRead(**found)) {
        const auto late = hasLeftUnnoticed(type, customerOf(**found), (*found)->scope);
        if (!late)
            return late.error();
        if (*late)
            return latePatch(*rule, op, **found);
    }
    // What the user may not see does not exist for them.
    if (!*found || (*found)->type != type || !m_actor.access.mayRead(**found))
        return OpResult::rejected(u"not-found"_s, u"There is no such record in your scopes."_s);
    const auto &record = **found;
    if (!(rule->name == u"change_request" ? m_actor.access.mayRead(record) : m_actor.access.mayWrite(record.scope, type, customerOf(record))))
        return OpResult::rejected(u"forbidden"_s, u"Your grant does not allow this."_s);
    if (record.deleted)
        return action == u"delete" ? OpResult {u"noop"_s, {}, record.id, false, {}} : gone(op, record);
    if (action == u"patch")
        return patch(*rule, op, record);
    if (action == u"delete")
        return remove(*rule, op, record);
    return command(*rule, op, record);
}

Result<OpResult> OpRunner::create(const wire::TypeRule &rule, const QJsonObject &op)
{
    const auto id = op.value(u"id"_s).toString();
    const auto customer = op.value(u"customer_id"_s).toString();
    auto data = op.value(u"data"_s).toObject();
    const auto fingerprint = createFingerprint(op);
    const auto now = toWireInstant(m_nowMs);

    if (rule.name == u"audit_event") { // kept in the audit alone, never given out again
        const auto taken = takeEvent(m_store, m_actor.device, data, m_nowMs);
        if (!taken)
            return taken.error();
        OpResult result {taken->isNew ? u"applied"_s : u"noop"_s, {{u"version"_s, 1}}, {}, false, {}};
        result.note.insert(u"event"_s, eventNote(taken->event));
        return result;
    }
    if (rule.name == u"attachment")
        return OpResult::rejected(u"blob-missing"_s, u"The content has not been uploaded."_s, u"sha256"_s);

    const auto existing = m_store.record(id);
    if (!existing)
        return existing.error();
    if (*existing) {
        if ((*existing)->createFingerprint == fingerprint && m_actor.access.mayRead(**existing))
            return OpResult {u"noop"_s, {}, id, false, {}};
        return OpResult::rejected(u"id-collision"_s, u"This id belongs to another record."_s, u"id"_s);
    }

    const auto spent = m_store.isSpent(id);
    if (!spent)
        return spent.error();
    if (*spent)
        return OpResult::rejected(u"id-collision"_s, u"This id belonged to a deleted record."_s, u"id"_s);

    QString scope;
    if (!customer.isEmpty()) {
        const auto home = m_store.customerScope(customer);
        if (!home)
            return home.error();
        scope = *home;
    } else if (mayBePersonal(rule.name)) {
        scope = u"user:"_s + m_actor.user.login;
    } else {
        return OpResult::rejected(u"validation"_s, u"A customer is needed."_s, u"customer_id"_s, u"required"_s);
    }
    if (!customer.isEmpty() && scope.isEmpty()) { // merged, erased, or never there
        const auto person = m_store.record(customer);
        if (!person)
            return person.error();
        if (*person && (*person)->deleted && m_actor.access.mayRead(**person))
            return gone(op, **person);
    }
    if (scope.isEmpty() || !m_actor.access.mayWrite(scope, rule.name, customer)) {
        const auto late = scope.isEmpty() ? Result<bool>(false) : hasLeftUnnoticed(rule.name, customer, scope);
        if (!late)
            return late.error();
        if (!*late || rule.merge != wire::MergeClass::AppendOnly)
            return OpResult::rejected(u"forbidden"_s, u"This customer is not in your scopes."_s, u"customer_id"_s, u"forbidden"_s);
    }
    if (auto refusal = checkCreate(rule, data, customer))
        return *refusal;
    auto related = checkRelated(rule, data, customer, id);
    if (!related)
        return related.error();
    if (*related)
        return **related;

    if (rule.name == u"interaction" || rule.name == u"consent")
        data.insert(u"received_at"_s, now); // the device's own time is a claim; this is ours
    if (!rule.stateField.isEmpty() && !data.contains(rule.stateField))
        data.insert(rule.stateField, rule.initialStates.first());

    StoredRecord record;
    record.type = rule.name;
    record.id = id;
    record.scope = scope;
    record.customerId = customer;
    record.version = record.guardVersion = 1;
    record.createdAt = record.updatedAt = now;
    record.updatedBy = author();
    record.updatedVia = via();
    record.createFingerprint = fingerprint;
    record.setObject(data);
    if (auto ok = m_store.stage(record); !ok)
        return ok.error();
    return OpResult {u"applied"_s, {{u"version"_s, 1}}, id, false, QStringList(data.keys())};
}

Result<std::optional<OpResult>> OpRunner::checkRelated(const wire::TypeRule &rule, const QJsonObject &data, const QString &customerId, const QString &id)
{
    using Found = std::optional<OpResult>;
    if (rule.name == u"interaction" && data.contains(u"amends"_s)) {
        const auto original = m_store.record(data.value(u"amends"_s).toString());
        if (!original)
            return original.error();
        if (!*original || (*original)->type != rule.name || (*original)->customerId != customerId)
            return Found(OpResult::rejected(u"validation"_s, u"The amended record is not an interaction of this customer."_s, u"amends"_s, u"not-found"_s));
        const auto made = fromWireInstant((*original)->createdAt);
        if ((*original)->updatedBy != author() || !made || m_nowMs - *made > kDayMs)
            return Found(OpResult::rejected(u"validation"_s, u"Only the author amends, within 24 hours."_s, u"amends"_s, u"forbidden"_s));
    }
    if (rule.name == u"relation" && data.value(u"kind"_s) == u"shareholder"_s) {
        const auto others = m_store.recordsOf(customerId, rule.name);
        if (!others)
            return others.error();
        qint64 sum = data.value(u"share_bp"_s).toInteger();
        for (const auto &row : *others)
            if (const auto other = row.object(); row.id != id && other.value(u"kind"_s) == u"shareholder"_s)
                sum += other.value(u"share_bp"_s).toInteger();
        if (sum > 10000)
            return Found(OpResult::rejected(u"validation"_s, u"Shareholders would hold more than the whole."_s, u"share_bp"_s, u"sum-too-large"_s));
    }
    return Found();
}

Result<bool> OpRunner::hasLeftUnnoticed(const QString &type, const QString &customerId, const QString &scope)
{
    if (customerId.isEmpty() || !m_known)
        return false;
    // The book was taken away, and the device had it still.
    if (m_known->places.contains(scope) && m_actor.access.couldWrite(scope, type, customerId, kLateDays * kDayMs))
        return true;
    for (auto place = m_known->places.cbegin(); place != m_known->places.cend(); ++place) {
        const auto member = m_store.record(memberRowId(place.key(), customerId));
        if (!member)
            return member.error();
        if (!*member || (*member)->object().value(u"state"_s) != u"out"_s
            || !(m_actor.access.mayWrite(place.key(), type, customerId) || m_actor.access.couldWrite(place.key(), type, customerId, kLateDays * kDayMs)))
            continue;
        const auto left = fromWireInstant((*member)->updatedAt);
        if (place->position.csn < (*member)->csn && left && m_nowMs - *left <= kLateDays * kDayMs)
            return true;
    }
    return false;
}

StoredRecord OpRunner::changed(const StoredRecord &record, const QJsonObject &data, const QStringList &fields, bool guarded) const
{
    auto next = record;
    next.version += 1;
    if (guarded)
        next.guardVersion = next.version;
    next.updatedAt = toWireInstant(m_nowMs);
    next.updatedBy = author();
    next.updatedVia = via();
    for (const auto &name : fields)
        next.past.insert(name, QJsonArray {next.version, next.updatedBy, next.updatedAt});
    next.setObject(data);
    return next;
}

Result<OpResult> OpRunner::patch(const wire::TypeRule &rule, const QJsonObject &op, const StoredRecord &record)
{
    const auto wanted = wire::Patch::fromJson(op);
    if (!wanted || wanted->baseVersion > record.version)
        return OpResult::rejected(u"malformed-op"_s, u"The patch is not of the form, or based on a version that never was."_s);
    if (auto refusal = checkPatch(rule, *wanted, m_actor.access.grant(record.scope)->mask))
        return *refusal;
    const auto merged = wire::merge3(rule, *wanted, mergeTarget(record));
    switch (merged.kind) {
    case wire::MergeOutcome::Noop: return OpResult {u"noop"_s, {{u"version"_s, record.version}}, record.id, false, {}};
    case wire::MergeOutcome::Rejected: return OpResult::rejected(merged.code, u"The change is not allowed."_s, merged.field);
    case wire::MergeOutcome::Conflict:
        return m_way == Way::Sealed ? handOver(rule, op, record, *wanted) : Result<OpResult>(conflict(op, record, merged.conflicts));
    case wire::MergeOutcome::Applied:
    case wire::MergeOutcome::Merged: break;
    }
    if (auto refusal = checkWhole(rule, merged.data))
        return *refusal;
    auto related = checkRelated(rule, merged.data, record.customerId, record.id);
    if (!related)
        return related.error();
    if (*related)
        return **related;
    if (merged.needsApproval)
        return propose(op, record, merged.data, merged.changed, false);
    const auto next = changed(record, merged.data, merged.changed, merged.guardedChanged);
    if (auto ok = m_store.stage(next); !ok)
        return ok.error();
    OpResult result {u"applied"_s, {{u"version"_s, next.version}}, record.id, false, merged.changed};
    if (merged.kind == wire::MergeOutcome::Merged) {
        result.status = u"merged"_s;
        result.more.insert(u"kept_theirs"_s, QJsonArray::fromStringList(merged.keptTheirs));
    }
    return result;
}

// The customer has a new owner, who decides; nothing of the record is told.
Result<OpResult> OpRunner::latePatch(const wire::TypeRule &rule, const QJsonObject &op, const StoredRecord &record)
{
    const auto patch = wire::Patch::fromJson(op);
    if (!patch || patch->fields.isEmpty() || !patch->sets.isEmpty())
        return OpResult::rejected(u"malformed-op"_s, u"A late change names fields and their values."_s);
    if (auto refusal = checkPatch(rule, *patch, {}))
        return *refusal;
    auto seen = record;
    auto base = record.object(), wanted = base;
    for (auto it = patch->fields.cbegin(); it != patch->fields.cend(); ++it) {
        base.insert(it.key(), it->from);
        wanted.insert(it.key(), it->to);
    }
    seen.setObject(base);
    return propose(op, seen, wanted, patch->fields.keys(), true);
}

// Nobody is there to settle it on the device: what it wanted is put before those who decide.
Result<OpResult> OpRunner::handOver(const wire::TypeRule &rule, const QJsonObject &op, const StoredRecord &record, const wire::Patch &patch)
{
    const auto current = record.object();
    auto wanted = current;
    QStringList fields;
    for (auto it = patch.fields.cbegin(); it != patch.fields.cend(); ++it)
        if (current.value(it.key()) != it->to) {
            wanted.insert(it.key(), it->to);
            fields.append(it.key());
        }
    for (auto it = patch.sets.cbegin(); it != patch.sets.cend(); ++it) {
        auto texts = current.value(it.key()).toVariant().toStringList();
        const auto before = texts;
        for (const auto &text : it->remove)
            texts.removeAll(text);
        for (const auto &text : it->add)
            if (!texts.contains(text))
                texts.append(text);
        if (texts == before)
            continue;
        wanted.insert(it.key(), QJsonArray::fromStringList(texts));
        fields.append(it.key());
    }
    if (fields.isEmpty())
        return OpResult {u"noop"_s, {{u"version"_s, record.version}}, record.id, false, {}};
    if (auto refusal = checkWhole(rule, wanted))
        return *refusal;
    return propose(op, record, wanted, fields, true);
}

Result<OpResult> OpRunner::remove(const wire::TypeRule &, const QJsonObject &op, const StoredRecord &record)
{
    if (op.value(u"base_version"_s).toInteger(-1) != record.version)
        return conflict(op, record, {});
    auto next = changed(record, {}, {}, false);
    next.deleted = true;
    next.reason = u"deleted"_s;
    next.rawData.clear();
    next.businessDate.clear();
    next.past = {};
    if (auto ok = m_store.stage(next); !ok)
        return ok.error();
    return OpResult {u"applied"_s, {{u"version"_s, next.version}}, record.id, false, {}};
}

OpResult OpRunner::conflict(const QJsonObject &op, const StoredRecord &record, const QList<wire::FieldConflict> &fields) const
{
    QJsonArray list;
    for (const auto &field : fields) {
        const auto last = record.past.value(field.name).toArray();
        list.append(QJsonObject {{u"name"_s, field.name},
                                 {u"code"_s, field.code},
                                 {u"base"_s, field.base},
                                 {u"mine"_s, field.mine},
                                 {u"theirs"_s, field.theirs},
                                 {u"theirs_by"_s, last.isEmpty() ? record.updatedBy : last.at(1).toString()},
                                 {u"theirs_at"_s, last.isEmpty() ? record.updatedAt : last.at(2).toString()}});
    }
    QJsonObject body {{u"code"_s, u"changed"_s}, {u"base_version"_s, op.value(u"base_version"_s)}, {u"current_version"_s, record.version}, {u"fields"_s, list}};
    return {u"conflict"_s, {{u"conflict"_s, body}}, record.id, true, {}};
}

OpResult OpRunner::gone(const QJsonObject &op, const StoredRecord &record) const
{
    auto result = conflict(op, record, {});
    auto body = result.more.value(u"conflict"_s).toObject();
    body.insert(u"code"_s, record.successor.isEmpty() ? u"deleted"_s : u"merged"_s);
    if (!record.successor.isEmpty())
        body.insert(u"successor"_s, record.successor);
    result.more.insert(u"conflict"_s, body);
    return result;
}

} // namespace zhike::central
