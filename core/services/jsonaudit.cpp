// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/json.h"

namespace zhike::services {

using namespace Qt::Literals::StringLiterals;

QJsonObject toJson(const AuditEntry &entry)
{
    return {{u"seq"_s, entry.seq},
            {u"incarnation"_s, entry.incarnation},
            {u"at"_s, instantJson(entry.at)},
            {u"event"_s, entry.event},
            {u"outcome"_s, entry.outcome},
            {u"object"_s, QJsonObject {{u"type"_s, entry.objectType}, {u"id"_s, entry.objectId}}},
            {u"fields"_s, QJsonArray::fromStringList(entry.fields)},
            {u"reason"_s, entry.reason},
            {u"n"_s, entry.n ? QJsonValue(*entry.n) : QJsonValue()},
            {u"user"_s, entry.user},
            {u"device"_s, entry.device},
            {u"prev"_s, entry.prev},
            {u"hash"_s, entry.hash},
            {u"delivered"_s, entry.delivered}};
}

QJsonObject toJson(const AuditBoard &board)
{
    QJsonArray checkpoints;
    for (const auto &checkpoint : board.checkpoints)
        checkpoints.append(QJsonObject {{u"seq"_s, checkpoint.seq}, {u"at"_s, instantJson(checkpoint.at)}, {u"delivered"_s, checkpoint.delivered}});
    return {{u"head"_s, QJsonObject {{u"seq"_s, board.headSeq}, {u"hash"_s, board.headHash}}},
            {u"waiting"_s, board.waiting},
            {u"events"_s, toJsonArray(board.rows)},
            {u"checkpoints"_s, checkpoints}};
}

QJsonObject toJson(const AuditFinding &finding)
{
    QJsonObject object {{u"intact"_s, finding.intact()},
                        {u"kind"_s, finding.kind},
                        {u"events"_s, finding.events},
                        {u"checkpoints"_s, finding.checkpoints},
                        {u"head"_s, QJsonObject {{u"seq"_s, finding.headSeq}, {u"hash"_s, finding.headHash}}}};
    if (!finding.intact())
        object[u"broken_at"_s] = finding.brokenAt;
    if (finding.until > 0)
        object[u"until"_s] = finding.until;
    return object;
}

} // namespace zhike::services
