// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/device/chain.h"

#include "central/device/alarms.h"
#include "central/device/lease.h"
#include "crypto/auditchain.h"
#include "crypto/encoding.h"

#include <QJsonDocument>
#include <QSet>

namespace zhike::central {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kMaxCheckpoints = 50;
constexpr int kEventsAtOnce = 500;

// Counters travel as strings; small ones are taken as numbers too.
qint64 counter(const QJsonValue &value)
{
    return value.isString() ? value.toString().toLongLong() : value.toInteger();
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QJsonObject placeOf(const Device &device, int incarnation, qint64 seq)
{
    return {{u"device"_s, device.id}, {u"inc"_s, incarnation}, {u"seq"_s, seq}};
}

constexpr auto kForked = "forked"_L1;

Done markForked(WriteSession &session, const Device &device)
{
    auto current = session.device(device.id);
    if (!current)
        return current.error();
    if (!*current)
        return done();
    auto anchor = QJsonDocument::fromJson((*current)->anchor).object();
    anchor.insert(kForked, true);
    (*current)->anchor = compact(anchor);
    return session.putDevice(**current);
}

} // namespace

QJsonObject eventNote(const DeviceEvent &event)
{
    QJsonObject json {{u"dev"_s, event.device}, {u"inc"_s, event.incarnation}, {u"seq"_s, event.seq}, {u"h"_s, QString::fromLatin1(event.hash.toHex())}};
    if (!event.flag.isEmpty())
        json.insert(u"flag"_s, event.flag);
    return json;
}

Result<TakenEvent> takeEvent(WriteSession &session, const Device &device, const QJsonObject &event, qint64 nowMs)
{
    TakenEvent taken;
    auto &row = taken.event;
    row.device = device.id;
    row.incarnation = int(event.contains(u"inc"_s) ? counter(event[u"inc"_s]) : device.incarnation);
    row.seq = counter(event[u"seq"_s]);
    row.body = crypto::canonicalJson(event);
    row.atMs = nowMs;
    const auto prev = QByteArray::fromHex(event[u"prev"_s].toString().toLatin1());
    row.hash = crypto::auditNext(prev, row.body);

    const auto known = session.deviceEvents(device.id, row.incarnation, row.seq - 1, 8);
    if (!known)
        return known.error();
    bool isTaken = false;
    for (const auto &other : *known) {
        if (other.incarnation != row.incarnation || other.seq != row.seq)
            break;
        if (other.hash == row.hash) {
            taken.isNew = false;
            row = other;
            return taken;
        }
        isTaken = true;
    }
    const auto found = session.chainHead(device.id, row.incarnation);
    if (!found)
        return found.error();
    const auto head = found->value_or(ChainHead {0, crypto::auditStart(device.installId, row.incarnation)});
    if (event[u"dev"_s].toString(device.id) != device.id || row.seq < 1 || row.incarnation < 1 || row.incarnation > device.incarnation)
        row.flag = u"foreign"_s;
    else if (isTaken || (row.seq == head.seq + 1 && prev != head.hash))
        row.flag = u"fork"_s;
    else if (row.seq != head.seq + 1) {
        // One that was missing may come later, by another way.
        const auto before = session.deviceEvents(device.id, row.incarnation, row.seq - 2, 1);
        if (!before)
            return before.error();
        const bool fits = row.seq < head.seq
            && (row.seq == 1 ? prev == crypto::auditStart(device.installId, row.incarnation) : !before->isEmpty() && before->first().hash == prev);
        if (!fits)
            row.flag = u"gap"_s;
    }

    auto ok = session.putDeviceEvent(row);
    // After a gap the chain goes on from where the device is, so that one loss is one alarm.
    if (ok && row.flag != "foreign"_L1 && row.seq > head.seq)
        ok = session.putChainHead(device.id, row.incarnation, {row.seq, row.hash});
    // Two pasts of one incarnation: the computer was put back to a snapshot, keyring and all, or was cloned. It has to come back as another one.
    if (ok && row.flag == "fork"_L1 && row.incarnation == device.incarnation)
        ok = markForked(session, device);
    if (ok && !row.flag.isEmpty())
        ok = raiseAlarm(session, nowMs, u"audit."_s + row.flag, placeOf(device, row.incarnation, row.seq));
    if (!ok)
        return ok.error();
    return taken;
}

DeviceReport DeviceReport::fromJson(const QJsonObject &pull)
{
    DeviceReport report;
    for (const auto &value : pull[u"checkpoints"_s].toArray())
        if (value.isString() && report.checkpoints.size() < kMaxCheckpoints)
            report.checkpoints.append(value.toString().toLatin1());
    const auto given = pull[u"anchor"_s].toObject();
    for (const auto &key : {u"vault_gen"_s, u"outbox_n"_s, u"audit_seq"_s})
        if (given.contains(key))
            report.anchor.insert(key, counter(given[key]));
    for (const auto &key : {u"h"_s, u"trusted_time"_s})
        if (given[key].isString())
            report.anchor.insert(key, given[key].toString().left(128));
    report.leaseGeneration = int(counter(pull[u"lease_generation"_s]));
    return report;
}

bool hasRegressed(const Device &device, const QJsonObject &anchor)
{
    const auto had = QJsonDocument::fromJson(device.anchor).object();
    if (had[kForked].toBool())
        return true;
    for (const auto &key : {u"vault_gen"_s, u"outbox_n"_s, u"audit_seq"_s})
        if (anchor.contains(key) && had.contains(key) && anchor[key].toInteger() < had[key].toInteger())
            return true;
    // Two histories of the same length are two vaults.
    return anchor.contains(u"h"_s) && had.contains(u"h"_s) && anchor[u"audit_seq"_s] == had[u"audit_seq"_s] && anchor[u"h"_s] != had[u"h"_s];
}

bool isNews(const Device &device, const DeviceReport &report)
{
    auto given = report.anchor, had = QJsonDocument::fromJson(device.anchor).object();
    given.remove(u"trusted_time"_s); // moves with every poll
    had.remove(u"trusted_time"_s);
    return !report.checkpoints.isEmpty() || (!report.anchor.isEmpty() && given != had)
        || (report.leaseGeneration > 0 && report.leaseGeneration == device.leaseGeneration && !device.previousShare.isEmpty());
}

Done takeReport(WriteSession &session, Device &device, const DeviceReport &report, qint64 nowMs)
{
    for (const auto &jws : report.checkpoints) {
        const auto said = crypto::verify(jws, keyOf(device));
        const auto seq = said ? counter((*said)[u"seq"_s]) : 0;
        const int incarnation = said ? int(counter((*said)[u"inc"_s])) : 0;
        bool sound = said && (*said)[u"typ"_s] == u"checkpoint"_s && (*said)[u"dev"_s] == device.id && incarnation >= 1 && incarnation <= device.incarnation
            && seq >= 0;
        if (sound && seq > 0) {
            const auto events = session.deviceEvents(device.id, incarnation, seq - 1, 1);
            if (!events)
                return events.error();
            sound = events->isEmpty() || events->first().incarnation != incarnation || events->first().seq != seq
                || QString::fromLatin1(events->first().hash.toHex()) == (*said)[u"h"_s].toString();
        }
        auto ok = sound ? session.putCheckpoint({device.id, incarnation, seq, jws})
                        : raiseAlarm(session, nowMs, u"audit.bad-checkpoint"_s, placeOf(device, incarnation, seq));
        if (!ok)
            return ok;
    }
    if (!report.anchor.isEmpty())
        device.anchor = compact(report.anchor);
    if (report.leaseGeneration > 0 && report.leaseGeneration == device.leaseGeneration)
        device.previousShare.clear();
    return done();
}

Result<std::optional<ChainFault>> verifyChain(ReadSession &session, const Device &device, const QList<QByteArray> &received, ChainSummary &summary)
{
    using Found = std::optional<ChainFault>;
    const auto fault = [&](int incarnation, qint64 seq, const QString &what) { return Found(ChainFault {device.id, incarnation, seq, what}); };
    QHash<std::pair<int, qint64>, QByteArray> hashes;
    QSet<QByteArray> held;
    int incarnation = 0;
    qint64 seq = 0;
    QByteArray end;
    std::pair<int, qint64> place {0, 0};
    for (bool more = true; more;) {
        // A page may end between two events of one number, so the next one begins with the last number again.
        const auto rows = session.deviceEvents(device.id, place.first, place.second - 1, kEventsAtOnce);
        if (!rows)
            return rows.error();
        more = false;
        for (const auto &row : *rows) {
            if (held.contains(row.hash))
                continue;
            more = rows->size() == kEventsAtOnce;
            place = {row.incarnation, row.seq};
            const auto body = QJsonDocument::fromJson(row.body).object();
            const auto prev = QByteArray::fromHex(body[u"prev"_s].toString().toLatin1());
            held.insert(row.hash);
            ++summary.events;
            summary.alarms += !row.flag.isEmpty();
            if (crypto::auditNext(prev, row.body) != row.hash || counter(body[u"seq"_s]) != row.seq)
                return fault(row.incarnation, row.seq, u"changed"_s);
            if (row.flag == "foreign"_L1)
                continue;
            if (row.incarnation != incarnation) {
                incarnation = row.incarnation;
                seq = 0;
                end = crypto::auditStart(device.installId, incarnation);
            }
            if (row.seq == seq)
                return fault(incarnation, seq, u"forked"_s);
            if (row.seq != seq + 1)
                return fault(incarnation, seq + 1, u"missing"_s);
            if (prev != end)
                return fault(incarnation, row.seq, u"forked"_s);
            seq = row.seq;
            end = row.hash;
            hashes.insert({incarnation, seq}, end);
        }
    }
    for (const auto &hash : received)
        if (!held.contains(hash))
            return fault(incarnation, seq + 1, u"missing"_s);
    const auto checkpoints = session.checkpoints(device.id);
    if (!checkpoints)
        return checkpoints.error();
    for (const auto &checkpoint : *checkpoints) {
        ++summary.checkpoints;
        const auto said = crypto::verify(checkpoint.jws, keyOf(device));
        const auto at = hashes.constFind({checkpoint.incarnation, checkpoint.seq});
        if (!said || counter((*said)[u"seq"_s]) != checkpoint.seq || (at != hashes.cend() && QString::fromLatin1(at->toHex()) != (*said)[u"h"_s].toString()))
            return fault(checkpoint.incarnation, checkpoint.seq, u"checkpoint"_s);
    }
    return Found();
}

} // namespace zhike::central
