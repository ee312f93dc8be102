// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/outbox.h"

#include "domain/clock.h"
#include "domain/ids.h"
#include "storage/syncstore.h"
#include "wire/record.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace zhike::storage {

using namespace Qt::Literals::StringLiterals;

Result<QString> Outbox::enqueue(const Operation &operation, qint64 nowMs)
{
    const auto n = m_database.number("SELECT v FROM sync_state WHERE k = 'last_n'") + 1;
    if (auto ok = m_database.setState(u"last_n"_s, n); !ok)
        return ok.error();
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

    const auto doc = QJsonDocument(operation.data).toJson(QJsonDocument::Compact);
    auto row = m_records.placeholder(operation.type, operation.id, operation.scope, operation.customerId, {doc.constData(), size_t(doc.size())});
    if (!row)
        return row.error();
    auto ok = m_database.run(
        "INSERT INTO outbox (n, op_id, grp, action, type, id, customer, body, state, captured_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, ?9)",
        {n, opId, operation.group, operation.action, operation.type, operation.id, row->customer, QJsonDocument(body).toJson(QJsonDocument::Compact), nowMs});
    if (!ok)
        return ok.error();
    if (auto shown = rebase(operation.id); !shown)
        return shown.error();
    return opId;
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

Ordinal Outbox::customerOf(const QString &opId)
{
    return m_database.number("SELECT customer FROM outbox WHERE op_id = ?1", {opId});
}

} // namespace zhike::storage
