// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/auditreader.h"

#include <QJsonDocument>

namespace zhike::storage {

using namespace Qt::Literals::StringLiterals;
using namespace views;

Result<AuditBoard> AuditReader::board(const AuditQuery &query)
{
    auto &database = m_context.database;
    AuditLog log(database);
    auto head = log.head();
    if (!head)
        return head.error();
    auto entries = log.entries({query.beforeSeq, query.event, query.customer.text(), query.limit});
    if (!entries)
        return entries.error();
    AuditBoard board;
    board.headSeq = head->seq;
    board.headHash = QString::fromLatin1(head->hash.toHex());
    board.waiting = database.number("SELECT count(*) FROM outbox WHERE state < 3 AND type = 'audit_event'");
    const auto day = QDateTime(m_context.clock.today(), QTime(0, 0), m_context.clock.zone()).toMSecsSinceEpoch();
    board.today = int(log.countSince({}, day));
    board.reveals = int(log.countSince(u"cust.reveal"_s, day, u"ok"_s));
    board.edits = int(log.countSince(u"cust.edit"_s, day) + log.countSince(u"cust.decide"_s, day));
    board.refused = int(log.countSince({}, day, u"denied"_s) + log.countSince(u"auth.unlock"_s, day, u"fail"_s));
    for (const auto &entry : std::as_const(*entries)) {
        const auto event = QJsonDocument::fromJson(entry.row.event).object();
        AuditEntry row;
        row.seq = entry.row.seq;
        row.incarnation = entry.incarnation;
        row.at = m_context.local(event[u"t_wall"_s]);
        row.trustedAt = m_context.local(event[u"t_trust"_s]);
        row.event = event[u"ev"_s].toString();
        row.outcome = event[u"outcome"_s].toString();
        row.objectType = event[u"obj"_s][u"type"_s].toString();
        row.objectId = event[u"obj"_s][u"id"_s].toString();
        if (row.objectType == "customer"_L1)
            if (const auto ordinal = ordinalOfId(database, row.objectId); ordinal > 0) {
                auto name = nameOf(database, ordinal);
                if (!name)
                    return name.error();
                row.customer = CustomerId(name->id);
                row.customerName = name->name;
            }
        row.fields = textsOf(event[u"fields"_s]);
        row.reason = event[u"reason"_s].toString();
        if (event.contains(u"n"_s))
            row.n = event[u"n"_s].toInteger();
        row.user = event[u"user"_s].toString();
        row.role = event[u"role"_s].toString();
        row.grant = event[u"grant"_s].toString();
        row.device = event[u"dev"_s].toString();
        row.app = event[u"app"_s].toString();
        row.prev = event[u"prev"_s].toString();
        row.hash = QString::fromLatin1(entry.row.hash.toHex());
        row.text = QString::fromUtf8(entry.row.event);
        row.delivered = entry.delivered;
        board.rows.append(row);
    }
    auto checkpoints = log.checkpointList(20);
    if (!checkpoints)
        return checkpoints.error();
    for (const auto &checkpoint : std::as_const(*checkpoints))
        board.checkpoints.append({checkpoint.seq, m_context.local(checkpoint.atMs), checkpoint.sent});
    return board;
}

} // namespace zhike::storage
