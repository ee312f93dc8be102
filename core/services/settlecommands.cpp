// SPDX-License-Identifier: GPL-3.0-or-later
// What a person does about operations that did not simply go through.
#include "services/fieldcheck.h"
#include "services/localcommands.h"
#include "storage/automerge.h"
#include "storage/sealing.h"

namespace zhike::services {

using namespace Qt::Literals::StringLiterals;

namespace {

Error invalid(const QString &field, const QString &detail, const QString &value = {})
{
    return {ErrorCode::Invalid, detail, field, value};
}

} // namespace

Done LocalCommands::discard(const QString &opId)
{
    auto taken = m_database->transaction([&]() -> Done {
        if (auto ok = begin(); !ok)
            return ok;
        const auto customer = m_outbox.customerOf(opId);
        if (auto ok = m_outbox.discard(opId, m_clock.nowMs()); !ok)
            return ok;
        if (auto ok = m_outbox.release(opId); !ok)
            return ok;
        if (auto ok = record(opId, u"withdraw"_s); !ok)
            return ok;
        return finish(customer);
    });
    // Taken back is taken back: it must not come out of the seal file again.
    if (taken && m_database->seal())
        return storage::compactSeal(*m_database, *m_database->seal());
    return taken;
}

Done LocalCommands::record(const QString &opId, const QString &outcome)
{
    security::AuditEvent event {u"cust.decide"_s};
    event.objectType = u"operation"_s;
    event.objectId = opId;
    event.outcome = outcome;
    return m_recorder.append(event);
}

Done LocalCommands::settleConflict(const QString &opId, const QJsonObject &choices, const QString &take, qint64 holdMs)
{
    auto parked = m_outbox.parked(opId);
    if (!parked)
        return parked.error();
    const auto &body = parked->body;
    const auto &answer = parked->answer;
    if (answer[u"status"_s].toString() != "conflict"_L1)
        return invalid(u"op_id"_s, u"only a conflicting change can be resolved"_s, opId);
    const auto conflict = answer[u"conflict"_s].toObject();
    const auto fields = conflict[u"fields"_s].toArray();
    const auto customer = m_outbox.customerOf(opId);
    // Without fields to choose (a deletion, a command, a record that is gone) the other side's word can only be taken.
    if (body[u"action"_s].toString() != "patch"_L1 || fields.isEmpty()) {
        if (take != "theirs"_L1)
            return invalid(u"op_id"_s, u"here only the centre's state can be taken"_s, opId);
        if (auto ok = m_outbox.settle(opId, m_clock.nowMs()); !ok)
            return ok;
        if (auto ok = record(opId, take); !ok)
            return ok;
        return finish(customer);
    }
    const auto type = body[u"type"_s].toString();
    auto found = target(body[u"id"_s].toString(), storage::typeCode(type));
    if (!found)
        return found.error();
    const auto mine = body[u"set"_s].toObject();
    QJsonObject values;
    for (auto it = mine.begin(); it != mine.end(); ++it)
        values[it.key()] = it->toObject()[u"to"_s];
    for (const auto &value : fields) {
        const auto field = value.toObject()[u"name"_s].toString();
        const auto choice = choices.contains(field) ? choices[field] : QJsonValue(take);
        if (choice.isObject())
            values[field] = choice.toObject()[u"value"_s];
        else if (choice.toString() == "theirs"_L1)
            values.remove(field);
        else if (choice.toString() == "base"_L1)
            values[field] = mine[field].toObject()[u"from"_s]; // what it was before either of us
        else if (choice.toString() != "mine"_L1)
            return invalid(field, u"not decided"_s);
    }
    // The decided operation leaves the way first, so that what is shown is base plus the decision.
    if (auto ok = m_outbox.settle(opId, m_clock.nowMs()); !ok)
        return ok;
    if (auto ok = m_outbox.release(opId); !ok)
        return ok;
    if (values.isEmpty()) {
        if (auto ok = record(opId, u"theirs"_s); !ok)
            return ok;
        return finish(found->row.customer);
    }
    // Said against what the server holds now: every chosen value counts, also one that equals it.
    return patch(*found, type, body[u"id"_s].toString(), values, {.resolves = opId, .holdMs = holdMs});
}

Done LocalCommands::resolve(const QString &opId, const QJsonObject &choices, qint64 holdMs)
{
    return m_database->transaction([&]() -> Done {
        if (auto ok = begin(); !ok)
            return ok;
        return settleConflict(opId, choices, {}, holdMs);
    });
}

Done LocalCommands::resolveAll(const QStringList &opIds, const QString &take, qint64 holdMs)
{
    if (take != "mine"_L1 && take != "theirs"_L1 && take != "base"_L1)
        return invalid(u"take"_s, u"mine, theirs or base"_s, take);
    return m_database->transaction([&]() -> Done {
        if (auto ok = begin(); !ok)
            return ok;
        for (const auto &opId : opIds)
            if (auto ok = settleConflict(opId, {}, take, holdMs); !ok)
                return ok;
        return done();
    });
}

Done LocalCommands::reopen(const QString &opId)
{
    return m_database->transaction([&]() -> Done {
        if (auto ok = begin(); !ok)
            return ok;
        const auto customer = m_outbox.customerOf(opId);
        if (auto ok = m_outbox.reopen(opId, m_clock.nowMs()); !ok)
            return ok;
        if (auto ok = record(opId, u"reopen"_s); !ok)
            return ok;
        return finish(customer);
    });
}

Done LocalCommands::resubmit(const QString &opId, const QJsonObject &values)
{
    return m_database->transaction([&]() -> Done {
        if (auto ok = begin(); !ok)
            return ok;
        auto parked = m_outbox.parked(opId);
        if (!parked)
            return parked.error();
        const auto &body = parked->body;
        const auto action = body[u"action"_s].toString();
        if (parked->answer[u"status"_s].toString() != "rejected"_L1 || (action != "create"_L1 && action != "patch"_L1))
            return invalid(u"op_id"_s, u"only a refused record or change can be corrected"_s, opId);
        storage::Operation operation;
        operation.action = action;
        operation.type = body[u"type"_s].toString();
        operation.id = body[u"id"_s].toString();
        operation.customerId = body[u"customer_id"_s].toString();
        operation.group = body[u"group"_s].toString();
        if (action == "create"_L1) {
            operation.data = body[u"data"_s].toObject();
            if (auto ok = checkFields(operation.type, operation.data, values); !ok)
                return ok;
            for (auto it = values.begin(); it != values.end(); ++it)
                operation.data[it.key()] = it.value();
            auto place = home(CustomerId(operation.customerId));
            if (!place)
                return place.error();
            operation.scope = place->scope;
        } else {
            auto found = target(operation.id, storage::typeCode(operation.type));
            if (!found)
                return found.error();
            if (auto ok = checkFields(operation.type, found->visible, values); !ok)
                return ok;
            operation.scope = found->scope;
            operation.baseVersion = found->row.version;
            auto wanted = body[u"set"_s].toObject();
            for (auto it = values.begin(); it != values.end(); ++it)
                wanted[it.key()] = QJsonObject {{u"to"_s, it.value()}};
            for (auto it = wanted.begin(); it != wanted.end(); ++it) {
                const auto from = found->visible.contains(it.key()) ? found->visible[it.key()] : QJsonValue(QJsonValue::Null);
                operation.set[it.key()] = QJsonObject {{u"from"_s, from}, {u"to"_s, it->toObject()[u"to"_s]}};
            }
        }
        const auto customer = m_outbox.customerOf(opId);
        if (auto ok = m_outbox.settle(opId, m_clock.nowMs()); !ok)
            return ok;
        if (auto ok = queue({operation}); !ok)
            return ok;
        if (auto ok = m_outbox.release(opId); !ok)
            return ok;
        return finish(customer);
    });
}

Done LocalCommands::undoMerge(qint64 merge)
{
    return m_database->transaction([&]() -> Done {
        if (auto ok = begin(); !ok)
            return ok;
        auto merged = storage::openMerge(*m_database, merge);
        if (!merged)
            return merged.error();
        auto found = target(merged->id, storage::typeCode(merged->type));
        if (!found)
            return found.error();
        if (auto ok = storage::closeMerge(*m_database, merge); !ok)
            return ok;
        return patch(*found, merged->type, merged->id, {{merged->field, merged->before}});
    });
}

} // namespace zhike::services
