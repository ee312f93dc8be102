// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/outbox.h"

#include "domain/clock.h"
#include "domain/ids.h"
#include "storage/documents.h"
#include "storage/syncstore.h"
#include "wire/record.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace zhike::storage {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QLatin1StringView kAudit("audit_event");

Result<qint64> nextNumber(Database &database)
{
    const auto n = database.number("SELECT v FROM sync_state WHERE k = 'last_n'") + 1;
    if (auto ok = database.setState(u"last_n"_s, n); !ok)
        return ok.error();
    return n;
}

//! The row, and its copy outside the database.
Done store(Database &database, const QJsonObject &body, Ordinal customer, qint64 capturedMs, qint64 notBeforeMs = 0)
{
    const auto n = body[u"n"_s].toString().toLongLong();
    const auto opId = body[u"op_id"_s].toString();
    const auto type = body[u"type"_s].toString();
    const auto bytes = QJsonDocument(body).toJson(QJsonDocument::Compact);
    auto ok = database.run(
        "INSERT INTO outbox (n, op_id, grp, action, type, id, customer, body, state, captured_at, next_at)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, ?9, ?10)",
        {n, opId, body[u"group"_s].toString(), body[u"action"_s].toString(), type, body[u"id"_s].toString(), customer, bytes, capturedMs, notBeforeMs});
    if (ok && database.seal())
        database.sealed(sealEntry(database, n, opId, type, bytes));
    return ok;
}

} // namespace

security::SealEntry sealEntry(Database &database, qint64 n, const QString &opId, const QString &type, const QByteArray &body)
{
    const auto cursor = database.stateText(u"cursor"_s);
    // The operation stays the very bytes that are pushed.
    auto text = QJsonDocument(QJsonObject {{u"v"_s, 1},
                                           {u"device"_s, database.stateText(u"device_id"_s)},
                                           {u"inc"_s, qMax<qint64>(1, database.stateText(u"incarnation"_s).toLongLong())},
                                           {u"cursor"_s, cursor.isEmpty() ? QJsonValue() : QJsonValue(cursor)}})
                    .toJson(QJsonDocument::Compact);
    text.chop(1);
    text += ",\"op\":" + body + '}';
    return {n, opId.toLatin1(), type == kAudit ? security::SealEntry::Kind::Audit : security::SealEntry::Kind::Operation, text};
}

Result<QString> enqueueAudit(Database &database, const QString &id, const QJsonObject &event, qint64 nowMs)
{
    const auto n = nextNumber(database);
    if (!n)
        return n.error();
    const auto opId = newUuid(nowMs);
    const QJsonObject body {{u"n"_s, QString::number(*n)},
                            {u"op_id"_s, opId},
                            {u"action"_s, u"create"_s},
                            {u"type"_s, QString(kAudit)},
                            {u"id"_s, id},
                            {u"schema"_s, wire::kSchema},
                            {u"captured_at"_s, toWireInstant(nowMs)},
                            {u"data"_s, event}};
    if (auto ok = store(database, body, 0, nowMs); !ok)
        return ok.error();
    return opId;
}

Result<QJsonObject> Outbox::frame(const Operation &operation, qint64 nowMs)
{
    const auto number = nextNumber(m_database);
    if (!number)
        return number.error();
    const auto n = *number;
    const auto opId = newUuid(nowMs);
    QJsonObject body {{u"n"_s, QString::number(n)}, {u"op_id"_s, opId},           {u"action"_s, operation.action},         {u"type"_s, operation.type},
                      {u"id"_s, operation.id},      {u"schema"_s, wire::kSchema}, {u"captured_at"_s, toWireInstant(nowMs)}};
    if (!operation.customerId.isEmpty())
        body[u"customer_id"_s] = operation.customerId;
    if (!operation.group.isEmpty())
        body[u"group"_s] = operation.group;
    if (!operation.dependsOn.isEmpty())
        body[u"depends_on"_s] = QJsonArray::fromStringList(operation.dependsOn);
    if (!operation.resolves.isEmpty())
        body[u"resolves"_s] = operation.resolves;
    if (!operation.reason.isEmpty())
        body[u"reason"_s] = operation.reason;
    if (operation.action == "create"_L1) {
        body[u"data"_s] = operation.data;
    } else if (operation.action == "command"_L1) {
        body[u"command"_s] = operation.command;
        body[u"args"_s] = operation.args;
    }
    if (operation.action == "patch"_L1)
        body[u"set"_s] = operation.set;
    if (operation.action != "create"_L1)
        body[u"base_version"_s] = operation.baseVersion;
    return body;
}

Result<QString> Outbox::enqueue(const Operation &operation, qint64 nowMs)
{
    const auto framed = frame(operation, nowMs);
    if (!framed)
        return framed.error();
    const auto doc = QJsonDocument(operation.data).toJson(QJsonDocument::Compact);
    auto row = m_records.placeholder(operation.type, operation.id, operation.scope, operation.customerId, {doc.constData(), size_t(doc.size())});
    if (!row)
        return row.error();
    if (auto ok = store(m_database, *framed, row->customer, nowMs, operation.holdMs > 0 ? nowMs + operation.holdMs : 0); !ok)
        return ok.error();
    if (auto shown = rebase(operation.id); !shown)
        return shown.error();
    return framed->value(u"op_id"_s).toString();
}

Done Outbox::reinstate(const QJsonObject &body)
{
    const auto opId = body[u"op_id"_s].toString();
    const auto n = body[u"n"_s].toString().toLongLong();
    if (opId.isEmpty() || n <= 0)
        return Error {ErrorCode::Damaged, u"the sealed text is not an operation"_s, {}, {}};
    if (m_database.number("SELECT count(*) FROM outbox WHERE op_id = ?1 OR n = ?2", {opId, n}) > 0)
        return done();
    if (m_database.number("SELECT v FROM sync_state WHERE k = 'last_n'") < n)
        if (auto ok = m_database.setState(u"last_n"_s, n); !ok)
            return ok;
    const auto captured = fromWireInstant(body[u"captured_at"_s].toString()).value_or(0);
    const auto type = body[u"type"_s].toString();
    if (type == kAudit)
        return store(m_database, body, 0, captured);
    const auto id = body[u"id"_s].toString();
    const auto customerId = body[u"customer_id"_s].toString();
    auto scope = m_records.scopeOfCustomer(ordinalOfId(m_database, customerId));
    if (!scope)
        return scope.error();
    if (customerId.isEmpty())
        scope = u"user:"_s + m_database.stateText(u"login"_s);
    if (scope->isEmpty()) // the customer has left meanwhile: the operation is still sent
        return store(m_database, body, 0, captured);
    const auto doc = QJsonDocument(body[u"data"_s].toObject()).toJson(QJsonDocument::Compact);
    auto row = m_records.placeholder(type, id, *scope, customerId, {doc.constData(), size_t(doc.size())});
    if (!row)
        return row.error();
    if (auto ok = store(m_database, body, row->customer, captured); !ok)
        return ok;
    return rebase(id);
}

Done Outbox::rebase(const QString &id)
{
    const auto utf8 = id.toUtf8();
    const std::string_view view(utf8.constData(), size_t(utf8.size()));
    auto row = m_records.find(view);
    if (!row)
        return row.error();
    return *row ? m_records.rebase(**row, view) : done();
}

Done Outbox::discard(const QString &opId, qint64 nowMs)
{
    QString id;
    {
        auto rows = m_database.query("SELECT id, state, sent FROM outbox WHERE op_id = ?1", {opId});
        if (!rows)
            return rows.error();
        if (!rows->next())
            return Error {ErrorCode::NotFound, u"no such operation"_s, u"op_id"_s, opId};
        id = rows->text(0);
        const auto state = OpState(rows->integer(1));
        if (state >= OpState::Done)
            return Error {ErrorCode::NotFound, u"operation is settled"_s, u"op_id"_s, opId};
        if (state != OpState::Parked && rows->integer(2) != 0)
            return Error {ErrorCode::Conflict, u"operation was sent and its outcome is not known yet"_s, u"op_id"_s, opId};
    }
    if (auto ok = m_database.run("UPDATE outbox SET state = 4, done_at = ?2 WHERE op_id = ?1", {opId, nowMs}); !ok)
        return ok;
    return rebase(id);
}

Result<Outbox::Parked> Outbox::parked(const QString &opId)
{
    auto rows = m_database.query("SELECT body, answer FROM outbox WHERE op_id = ?1 AND state = 2", {opId});
    if (!rows)
        return rows.error();
    if (!rows->next())
        return Error {ErrorCode::NotFound, u"no such conflict"_s, u"op_id"_s, opId};
    return Parked {QJsonDocument::fromJson(rows->bytes(0)).object(), QJsonDocument::fromJson(rows->bytes(1)).object()};
}

Done Outbox::settle(const QString &opId, qint64 nowMs)
{
    return m_database.run("UPDATE outbox SET state = 3, done_at = ?2 WHERE op_id = ?1", {opId, nowMs});
}

Done Outbox::release(const QString &opId)
{
    // What was refused only because of this one goes out again, byte for byte: the server kept nothing of it.
    const QString blocked = u"%\"blocked_by\":\""_s + opId + u"\"%"_s;
    QStringList ids;
    {
        auto rows = m_database.query("SELECT DISTINCT id FROM outbox WHERE state = 2 AND CAST(answer AS TEXT) LIKE ?1", {blocked});
        if (!rows)
            return rows.error();
        while (rows->next())
            ids.append(rows->text(0));
    }
    if (auto ok = m_database.run("UPDATE outbox SET state = 0, answer = NULL WHERE state = 2 AND CAST(answer AS TEXT) LIKE ?1", {blocked}); !ok)
        return ok;
    for (const auto &id : std::as_const(ids))
        if (auto ok = rebase(id); !ok)
            return ok;
    return done();
}

Done Outbox::reopen(const QString &opId, qint64 nowMs)
{
    QString id;
    {
        auto rows
            = m_database.query("SELECT id FROM outbox WHERE op_id = ?1 AND state IN (3, 4) AND CAST(answer AS TEXT) LIKE '%\"status\":\"conflict\"%'", {opId});
        if (!rows)
            return rows.error();
        if (!rows->next())
            return Error {ErrorCode::NotFound, u"no such decision"_s, u"op_id"_s, opId};
        id = rows->text(0);
    }
    const QString names = u"%\"resolves\":\""_s + opId + u"\"%"_s;
    if (m_database.number("SELECT count(*) FROM outbox WHERE id = ?1 AND (sent = 1 OR state > 1) AND state <> 4 AND CAST(body AS TEXT) LIKE ?2", {id, names})
        > 0)
        return Error {ErrorCode::Conflict, u"the decision is on its way"_s, u"op_id"_s, opId};
    auto ok = m_database.run("UPDATE outbox SET state = 4, done_at = ?3 WHERE id = ?1 AND state = 0 AND CAST(body AS TEXT) LIKE ?2", {id, names, nowMs});
    if (ok)
        ok = m_database.run("UPDATE outbox SET state = 2, done_at = NULL WHERE op_id = ?1", {opId});
    return ok ? rebase(id) : ok;
}

Ordinal Outbox::customerOf(const QString &opId)
{
    return m_database.number("SELECT customer FROM outbox WHERE op_id = ?1", {opId});
}

} // namespace zhike::storage
