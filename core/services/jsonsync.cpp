// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/json.h"

namespace zhike::services {

using namespace Qt::Literals::StringLiterals;

QJsonObject toJson(const OutboxRow &row)
{
    QJsonObject object {{u"op_id"_s, row.opId},
                        {u"n"_s, row.n},
                        {u"action"_s, row.action},
                        {u"type"_s, row.type},
                        {u"id"_s, row.id},
                        {u"customer"_s, row.customerName},
                        {u"summary"_s, row.summary},
                        {u"fields"_s, QJsonArray::fromStringList(row.fields)},
                        {u"state"_s, row.state},
                        {u"captured_at"_s, instantJson(row.capturedAt)},
                        {u"attempts"_s, row.attempts}};
    if (!row.problem.isEmpty())
        object[u"problem"_s] = row.problem;
    if (!row.problemField.isEmpty())
        object[u"problem_field"_s] = row.problemField;
    return object;
}

QJsonObject toJson(const ConflictRow &row)
{
    QJsonArray fields;
    for (const auto &field : row.fields)
        fields.append(QJsonObject {{u"name"_s, field.name},
                                   {u"base"_s, field.base},
                                   {u"mine"_s, field.mine},
                                   {u"theirs"_s, field.theirs},
                                   {u"theirs_by"_s, field.theirsBy},
                                   {u"theirs_at"_s, instantJson(field.theirsAt)}});
    return {{u"op_id"_s, row.opId},    {u"type"_s, row.type}, {u"customer"_s, row.customerName},
            {u"action"_s, row.action}, {u"kind"_s, row.kind}, {u"captured_at"_s, instantJson(row.capturedAt)},
            {u"fields"_s, fields}};
}

QJsonObject toJson(const SyncCentre &centre)
{
    QJsonArray freshness;
    for (const auto &row : centre.freshness)
        freshness.append(QJsonObject {{u"domain"_s, row.domain}, {u"rows"_s, row.rows}, {u"as_of"_s, instantJson(row.asOf)}});
    return {{u"status"_s, toJson(centre.status)},          {u"outbox"_s, toJsonArray(centre.outbox)}, {u"conflicts"_s, toJsonArray(centre.conflicts)},
            {u"awaiting"_s, toJsonArray(centre.awaiting)}, {u"merged"_s, toJsonArray(centre.merged)}, {u"freshness"_s, freshness},
            {u"store_bytes"_s, centre.storeBytes}};
}

QJsonObject toJson(const MergedRow &row)
{
    return {{u"n"_s, row.n},       {u"at"_s, instantJson(row.at)}, {u"type"_s, row.type},   {u"customer"_s, row.customerName}, {u"field"_s, row.field},
            {u"kind"_s, row.kind}, {u"before"_s, row.before},      {u"after"_s, row.after}, {u"undone"_s, row.undone}};
}

QJsonObject toJson(const ApprovalRow &row)
{
    QJsonArray fields;
    for (const auto &field : row.fields) {
        QJsonObject object {{u"name"_s, field.name}, {u"from"_s, field.from}, {u"to"_s, field.to}, {u"moved"_s, field.moved}};
        if (field.changeBp)
            object[u"change_bp"_s] = *field.changeBp;
        fields.append(object);
    }
    QJsonObject object {{u"id"_s, row.id},
                        {u"type"_s, row.targetType},
                        {u"customer"_s, row.customerName},
                        {u"fields"_s, fields},
                        {u"maker"_s, row.maker},
                        {u"maker_name"_s, row.makerName},
                        {u"reason"_s, row.reason},
                        {u"state"_s, row.state},
                        {u"made_at"_s, instantJson(row.madeAt)},
                        {u"expires_at"_s, instantJson(row.expiresAt)},
                        {u"late"_s, row.late},
                        {u"own"_s, row.own},
                        {u"may_decide"_s, row.mine}};
    if (row.state != "pending"_L1) {
        object[u"decided_by"_s] = row.decidedByName;
        object[u"decided_at"_s] = instantJson(row.decidedAt);
        object[u"decision_reason"_s] = row.decisionReason;
    }
    return object;
}

QJsonObject toJson(const Approvals &board)
{
    return {{u"decides"_s, board.decides},
            {u"queue"_s, toJsonArray(board.queue)},
            {u"own"_s, toJsonArray(board.own)},
            {u"decided"_s, toJsonArray(board.decided)},
            {u"approved"_s, board.approved},
            {u"rejected"_s, board.rejected},
            {u"median_minutes"_s, board.medianMinutes}};
}

} // namespace zhike::services
