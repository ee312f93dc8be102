// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/syncreader.h"

#include "storage/automerge.h"
#include "storage/changereader.h"
#include "storage/syncstore.h"

#include <QJsonDocument>

namespace zhike::storage {

using namespace Qt::Literals::StringLiterals;
using namespace views;

Result<SyncStatus> SyncReader::status()
{
    auto &db = m_context.database;
    SyncStatus status;
    QHash<QString, QString> state;
    {
        auto rows = db.query("SELECT k, v FROM sync_state");
        if (!rows)
            return rows.error();
        while (rows->next())
            state.insert(rows->text(0), rows->text(1));
    }
    status.enrolled = !state.value(u"device_id"_s).isEmpty();
    const auto instant = [&](const QString &key) { return state.value(key).isEmpty() ? QDateTime() : m_context.local(state.value(key).toLongLong()); };
    status.lastSuccess = instant(u"last_success"_s);
    status.lastAttempt = instant(u"last_attempt"_s);
    status.lastError = state.value(u"last_error"_s);
    status.online = status.lastAttempt.isValid() && status.lastError.isEmpty();
    status.server = state.value(u"server"_s);
    status.deviceName = state.value(u"device_name"_s);
    status.deviceId = state.value(u"device_id"_s);
    status.leaseUntil = m_context.local(QJsonValue(state.value(u"lease_until"_s)));
    status.consistent = state.value(u"consistent"_s) != "0"_L1;
    status.deviceBound = state.value(u"device_binding"_s) == "keyring"_L1;
    status.user = state.value(u"user_name"_s);
    status.login = state.value(u"login"_s);
    status.role = state.value(u"role"_s);
    status.branch = m_context.reference.branches.value(state.value(u"branch"_s), state.value(u"branch"_s));
    status.pending = int(db.number("SELECT count(*) FROM outbox WHERE state < 2 AND type <> 'audit_event'"));
    status.auditWaiting = int(db.number("SELECT count(*) FROM outbox WHERE state < 3 AND type = 'audit_event'"));
    status.parked = int(db.number("SELECT count(*) FROM outbox WHERE state = 2"));
    status.conflicts = int(db.number("SELECT count(*) FROM outbox WHERE state = 2 AND CAST(answer AS TEXT) LIKE '%\"status\":\"conflict\"%'"));
    if (const auto asOf = db.number("SELECT max(as_of) FROM account_v"); asOf > 0)
        status.dataAsOf = m_context.local(asOf);
    return status;
}

Result<QList<OutboxRow>> SyncReader::outbox()
{
    auto rows = m_context.database.query("SELECT op_id, n, action, type, id, customer, body, state, answer, captured_at, attempts FROM outbox WHERE state < 3 "
                                         "AND type <> 'audit_event' ORDER BY n");
    if (!rows)
        return rows.error();
    QList<OutboxRow> list;
    while (rows->next()) {
        OutboxRow row;
        row.opId = rows->text(0);
        row.n = rows->integer(1);
        row.action = rows->text(2);
        row.type = rows->text(3);
        row.id = rows->text(4);
        auto name = nameOf(m_context.database, rows->integer(5));
        if (!name)
            return name.error();
        row.customer = CustomerId(name->id);
        row.customerName = name->name;
        const auto body = QJsonDocument::fromJson(rows->bytes(6)).object();
        const auto data = body[u"data"_s].toObject();
        row.fields = body[u"set"_s].toObject().keys();
        row.summary = data.contains(u"title"_s) ? data[u"title"_s].toString()
            : data.contains(u"subject"_s)       ? data[u"subject"_s].toString()
                                                : body[u"command"_s].toString();
        row.state = OpState(rows->integer(7)) == OpState::Parked ? u"parked"_s : OpState(rows->integer(7)) == OpState::InFlight ? u"inflight"_s : u"queued"_s;
        const auto answer = QJsonDocument::fromJson(rows->bytes(8)).object();
        row.problem = answer[u"status"_s].toString();
        const auto problem = answer[u"problem"_s].toObject();
        if (!problem.isEmpty()) {
            row.problem = problem[u"type"_s].toString().section(u'/', -1);
            row.problemField = problem[u"fields"_s].toArray().first().toObject()[u"name"_s].toString();
        }
        row.capturedAt = m_context.local(rows->integer(9));
        row.attempts = int(rows->integer(10));
        list.append(row);
    }
    return list;
}

Result<QList<ConflictRow>> SyncReader::conflicts()
{
    auto rows = m_context.database.query("SELECT op_id, type, customer, answer, captured_at, action FROM outbox WHERE state = 2 ORDER BY n");
    if (!rows)
        return rows.error();
    QList<ConflictRow> list;
    while (rows->next()) {
        const auto answer = QJsonDocument::fromJson(rows->bytes(3)).object();
        if (answer[u"status"_s].toString() != "conflict"_L1)
            continue;
        const auto conflict = answer[u"conflict"_s].toObject();
        ConflictRow row;
        row.opId = rows->text(0);
        row.type = rows->text(1);
        auto name = nameOf(m_context.database, rows->integer(2));
        if (!name)
            return name.error();
        row.customer = CustomerId(name->id);
        row.customerName = name->name;
        row.capturedAt = m_context.local(rows->integer(4));
        row.action = rows->text(5);
        row.kind = conflict[u"code"_s].toString();
        if (row.kind.isEmpty() || row.kind == "changed"_L1) {
            const auto first = conflict[u"fields"_s].toArray().first().toObject();
            row.kind = first[u"code"_s] == u"context-changed"_s ? u"context-changed"_s : u"fields"_s;
        }
        for (const auto &value : conflict[u"fields"_s].toArray()) {
            const auto field = value.toObject();
            const auto fieldName = field[u"name"_s].toString();
            row.fields.append({fieldName, shownValue(fieldName, field[u"base"_s]), shownValue(fieldName, field[u"mine"_s]),
                               shownValue(fieldName, field[u"theirs"_s]), field[u"theirs_by"_s].toString().section(u':', -1),
                               m_context.local(field[u"theirs_at"_s])});
        }
        list.append(row);
    }
    return list;
}

Result<DeviceFacts> SyncReader::deviceFacts()
{
    auto &db = m_context.database;
    const auto number = [&](const QString &key, qint64 otherwise) {
        bool ok = false;
        const auto n = db.stateText(key).toLongLong(&ok);
        return ok ? n : otherwise;
    };
    DeviceFacts facts;
    facts.deviceName = db.stateText(u"device_name"_s);
    facts.deviceId = db.stateText(u"device_id"_s);
    facts.incarnation = number(u"incarnation"_s, 1);
    facts.binding = db.stateText(u"device_binding"_s);
    facts.leaseUntil = m_context.local(QJsonValue(db.stateText(u"lease_until"_s)));
    facts.leaseGeneration = number(u"lease_generation"_s, 0);
    facts.vaultGeneration = number(u"vault_generation"_s, 1);
    const auto policy = QJsonDocument::fromJson(db.stateText(u"policy"_s).toUtf8()).object();
    facts.leaseDays = policy[u"lease_days"_s].toInt(facts.leaseDays);
    facts.idleLockLimit = policy[u"idle_lock_min"_s].toInt(facts.idleLockLimit);
    facts.idleLockMinutes = qMin(facts.idleLockMinutes, facts.idleLockLimit);
    facts.revealSeconds = policy[u"reveal_s"_s].toInt(facts.revealSeconds);
    facts.policy = policy[u"name"_s].toString();
    facts.storeBytes = db.number("PRAGMA page_count") * db.number("PRAGMA page_size");
    return facts;
}

Result<SyncCentre> SyncReader::centre()
{
    SyncCentre centre;
    auto state = status();
    auto pending = outbox();
    auto inbox = conflicts();
    if (!state)
        return state.error();
    if (!pending)
        return pending.error();
    if (!inbox)
        return inbox.error();
    centre.status = *state;
    centre.outbox = *pending;
    centre.conflicts = *inbox;
    auto awaiting = ChangeReader(m_context).awaiting();
    if (!awaiting)
        return awaiting.error();
    centre.awaiting = *awaiting;
    auto merged = merges(m_context);
    if (!merged)
        return merged.error();
    centre.merged = *merged;
    auto &db = m_context.database;
    const auto add = [&](const QString &domain, const char *sql, const QDateTime &asOf) { centre.freshness.append({domain, int(db.number(sql)), asOf}); };
    add(u"customers"_s, "SELECT count(*) FROM customer_v", centre.status.lastSuccess);
    add(u"accounts"_s, "SELECT count(*) FROM account_v", centre.status.dataAsOf);
    const auto lastBooking = dayDate(db.number("SELECT max(booked) FROM transaction_v"));
    add(u"transactions"_s, "SELECT count(*) FROM transaction_v",
        lastBooking.isValid() ? QDateTime(lastBooking, QTime(0, 0), m_context.clock.zone()) : QDateTime());
    add(u"work"_s, "SELECT (SELECT count(*) FROM task_v) + (SELECT count(*) FROM interaction_v)", centre.status.lastSuccess);
    add(u"alerts"_s, "SELECT count(*) FROM alert_v WHERE state < 4", centre.status.lastSuccess);
    add(u"reference"_s, "SELECT count(*) FROM base WHERE customer = 0 AND scope IN (SELECT n FROM scope_ref WHERE id LIKE 'ref:%')", centre.status.lastSuccess);
    auto history = db.query("SELECT at, outcome FROM sync_history ORDER BY at DESC LIMIT 48");
    if (!history)
        return history.error();
    while (history->next())
        centre.history.prepend({m_context.local(history->integer(0)), history->text(1)});
    centre.storeBytes = db.number("PRAGMA page_count") * db.number("PRAGMA page_size");
    return centre;
}

} // namespace zhike::storage
