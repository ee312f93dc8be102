// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/cli/commands.h"
#include "central/device/chain.h"

#include <QJsonDocument>

namespace zhike::central {

using namespace Qt::Literals::StringLiterals;

// The bank's own chain first: only what it says of the devices' events tells whether one of those is missing here.
Outcome verifyAudit(const Options &options)
{
    auto store = openStore(options);
    if (!store)
        return store.error();
    auto session = (*store)->read();
    if (!session)
        return session.error();
    qint64 rows = 0, broken = 0;
    QByteArray prev(32, '\0');
    QHash<QString, QList<QByteArray>> received;
    auto ok = (*session)->eachAudit([&](const AuditRow &row) {
        if (row.seq != rows + 1 || row.prev != prev || row.hash != auditHash(row.prev, row.body)) {
            broken = rows + 1;
            return false;
        }
        ++rows;
        prev = row.hash;
        if (row.body.contains("\"event\"")) {
            const auto event = QJsonDocument::fromJson(row.body)[u"event"_s];
            if (event[u"h"_s].isString())
                received[event[u"dev"_s].toString()].append(QByteArray::fromHex(event[u"h"_s].toString().toLatin1()));
        }
        return true;
    });
    if (!ok)
        return ok.error();
    if (broken > 0)
        return Error {ErrorCode::Damaged, u"the bank's audit chain is broken at seq %1"_s.arg(broken), u"seq"_s, QString::number(broken)};

    const auto devices = (*session)->devices();
    if (!devices)
        return devices.error();
    ChainSummary summary;
    for (const auto &device : *devices) {
        const auto fault = verifyChain(**session, device, received.value(device.id), summary);
        if (!fault)
            return fault.error();
        if (*fault)
            return Error {ErrorCode::Damaged,
                          u"the audit chain of device %1 (incarnation %2) is broken at seq %3: %4"_s.arg(device.id)
                              .arg((*fault)->incarnation)
                              .arg((*fault)->seq)
                              .arg((*fault)->what),
                          u"seq"_s, QString::number((*fault)->seq)};
    }
    return QJsonObject {{u"rows"_s, rows},
                        {u"head"_s, QString::fromLatin1(prev.toHex())},
                        {u"devices"_s, devices->size()},
                        {u"device_events"_s, summary.events},
                        {u"checkpoints"_s, summary.checkpoints},
                        {u"flagged"_s, summary.alarms}};
}

} // namespace zhike::central
