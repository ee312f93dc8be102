// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/api/call.h"
#include "central/device/chain.h"

#include <QJsonDocument>

// GET /audit: what arrived here of the devices' audit, for compliance of everybody, for a person of their own devices (security.md §5.3).
namespace zhike::central {

using namespace Qt::Literals::StringLiterals;

Response Api::audit(Call &call) const
{
    constexpr int kEvents = 500;
    if (auto refusal = identify(call, Need::User))
        return *refusal;
    const auto wanted = call.query.queryItemValue(u"device"_s);
    const bool seesAll = call.actor.user.role == "compliance"_L1;
    const auto devices = seesAll ? call.store->devices() : call.store->devicesOf(call.actor.user.login);
    if (!devices)
        return failure(devices.error());
    if (!wanted.isEmpty() && std::none_of(devices->cbegin(), devices->cend(), [&](const Device &one) { return one.id == wanted; }))
        return problem(403, u"forbidden"_s, u"Events of this device are not yours to read."_s);

    // from=INCARNATION.SEQ continues within one device.
    const auto from = call.query.queryItemValue(u"from"_s);
    const int incarnation = from.contains(u'.') ? from.section(u'.', 0, 0).toInt() : 0;
    const auto after = from.section(u'.', -1).toLongLong();
    QJsonArray list;
    QJsonValue next = QJsonValue::Null;
    for (const auto &device : *devices) {
        if ((!wanted.isEmpty() && device.id != wanted) || list.size() >= kEvents)
            continue;
        const auto rows = call.store->deviceEvents(device.id, incarnation, after, kEvents - int(list.size()));
        if (!rows)
            return failure(rows.error());
        for (const auto &row : *rows)
            list.append(QJsonObject {{u"device"_s, row.device},
                                     {u"login"_s, device.login},
                                     {u"inc"_s, row.incarnation},
                                     {u"seq"_s, row.seq},
                                     {u"h"_s, QString::fromLatin1(row.hash.toHex())},
                                     {u"flag"_s, row.flag},
                                     {u"received_at"_s, toWireInstant(row.atMs)},
                                     {u"event"_s, QJsonDocument::fromJson(row.body).object()}});
        if (!wanted.isEmpty() && rows->size() == kEvents)
            next = u"%1.%2"_s.arg(rows->last().incarnation).arg(rows->last().seq);
    }
    return jsonResponse(200, QJsonDocument(QJsonObject {{u"events"_s, list}, {u"next"_s, next}}).toJson(QJsonDocument::Compact), "application/json");
}

} // namespace zhike::central
