// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/sync/customers.h"

#include "central/store/transact.h"
#include "central/sync/move.h"
#include "domain/clock.h"

#include <QJsonDocument>

namespace zhike::central {

using namespace Qt::Literals::StringLiterals;

namespace {

const auto kCentral = u"s:central"_s;

void touch(StoredRecord &row, const QString &now)
{
    row.version += 1;
    row.updatedAt = now;
    row.updatedBy = kCentral;
    row.updatedVia.clear();
}

void bury(StoredRecord &row, const QString &reason, const QString &now)
{
    touch(row, now);
    row.deleted = true;
    row.reason = reason;
    row.data = {};
    row.rawData.clear();
    row.businessDate.clear();
    row.past = {};
}

Result<StoredRecord> liveCustomer(WriteSession &session, const QString &number)
{
    const auto id = session.customerByNumber(number);
    if (!id)
        return id.error();
    const auto record = id->isNull() ? Result<std::optional<StoredRecord>>(std::nullopt) : session.record(*id);
    if (!record)
        return record.error();
    if (!*record || (*record)->deleted)
        return Error {ErrorCode::NotFound, u"there is no customer of this number"_s, u"number"_s, number};
    return **record;
}

Result<MergeSummary> mergeIn(WriteSession &session, const QString &number, const QString &intoNumber, qint64 nowMs)
{
    auto gone = liveCustomer(session, number);
    if (!gone)
        return gone.error();
    auto stays = liveCustomer(session, intoNumber);
    if (!stays)
        return stays.error();
    if (gone->id == stays->id)
        return Error {ErrorCode::Invalid, u"a customer is not merged into itself"_s, u"into"_s, intoNumber};
    auto rows = session.recordsOf(gone->id, {});
    if (!rows)
        return rows.error();
    const auto now = toWireInstant(nowMs);
    MergeSummary summary {stays->id, 0};
    for (auto &row : *rows) {
        if (row.id == gone->id)
            continue;
        touch(row, now);
        row.customerId = stays->id;
        if (row.scope == gone->scope)
            row.scope = stays->scope;
        auto data = row.object();
        if (data.contains(u"customer_id"_s)) {
            data.insert(u"customer_id"_s, stays->id);
            row.setObject(data);
        }
        if (auto ok = session.stage(row); !ok)
            return ok.error();
        ++summary.rows;
    }
    const auto home = gone->scope;
    bury(*gone, u"merged"_s, now);
    gone->successor = stays->id;
    touch(*stays, now); // its file is another one now, for whoever holds it open
    auto ok = session.stage(*gone);
    if (ok)
        ok = session.stage(*stays);
    if (ok)
        ok = stageMembership(session, home, gone->id, u"out"_s, now);
    if (ok)
        ok = session.seal(nowMs);
    if (ok)
        ok = session.putCustomerScope(gone->id, u""_s);
    if (ok)
        ok = auditNote(session, nowMs, u"customer.merge"_s, {{u"type"_s, u"customer"_s}, {u"id"_s, gone->id}, {u"successor"_s, stays->id}});
    if (ok)
        ok = session.commit();
    if (!ok)
        return ok.error();
    return summary;
}

Result<int> eraseIn(WriteSession &session, const QString &number, qint64 nowMs)
{
    auto customer = liveCustomer(session, number);
    if (!customer)
        return customer.error();
    auto rows = session.recordsOf(customer->id, {});
    if (!rows)
        return rows.error();
    const auto now = toWireInstant(nowMs);
    const auto home = customer->scope;
    erase_if(*rows, [&](const StoredRecord &row) { return row.id == customer->id; });
    rows->append(*customer);
    for (auto &row : *rows) {
        bury(row, u"erased"_s, now);
        if (auto ok = session.stage(row); !ok)
            return ok.error();
    }
    auto ok = stageMembership(session, home, customer->id, u"out"_s, now);
    if (ok)
        ok = session.seal(nowMs);
    if (ok)
        ok = session.putCustomerScope(customer->id, u""_s);
    if (ok)
        ok = auditNote(session, nowMs, u"cust.erase"_s, {{u"type"_s, u"customer"_s}, {u"id"_s, customer->id}, {u"rows"_s, rows->size()}});
    if (ok)
        ok = session.commit();
    if (!ok)
        return ok.error();
    return int(rows->size());
}

// What an undecided request has become; null: it waits still.
Result<QString> fateOf(WriteSession &session, const QJsonObject &data, qint64 nowMs)
{
    const auto expires = fromWireInstant(data[u"expires_at"_s].toString());
    if (expires && *expires <= nowMs)
        return u"expired"_s;
    const auto target = session.record(data[u"target"_s][u"id"_s].toString());
    if (!target)
        return target.error();
    if (!*target || (*target)->deleted)
        return u"superseded"_s;
    const auto current = (*target)->object();
    const auto changes = data[u"fields"_s].toObject();
    for (auto it = changes.begin(); it != changes.end(); ++it) {
        const auto value = current.value(it.key());
        if ((value.isUndefined() ? QJsonValue(QJsonValue::Null) : value) != it.value()[u"from"_s])
            return u"superseded"_s;
    }
    return QString();
}

} // namespace

Result<MergeSummary> mergeCustomers(Store &store, const QString &number, const QString &into, qint64 nowMs)
{
    return transact(store, [&](WriteSession &session) { return mergeIn(session, number, into, nowMs); });
}

Result<int> eraseCustomer(Store &store, const QString &number, qint64 nowMs)
{
    return transact(store, [&](WriteSession &session) { return eraseIn(session, number, nowMs); });
}

Result<int> closeOverdueRequests(Store &store, qint64 nowMs)
{
    QStringList waiting;
    {
        auto session = store.read();
        if (!session)
            return session.error();
        const auto all = (*session)->openRequests();
        if (!all)
            return all.error();
        for (const auto &request : *all)
            if (request.object()[u"state"_s] == u"pending"_s)
                waiting.append(request.id);
    }
    int closed = 0;
    for (const auto &id : std::as_const(waiting)) {
        const auto one = transact(store, [&](WriteSession &session) -> Result<bool> {
            const auto found = session.record(id);
            if (!found)
                return found.error();
            if (!*found || (*found)->deleted || (*found)->object()[u"state"_s] != u"pending"_s)
                return false;
            auto request = **found;
            auto data = request.object();
            const auto fate = fateOf(session, data, nowMs);
            if (!fate)
                return fate.error();
            if (fate->isNull())
                return false;
            const auto now = toWireInstant(nowMs);
            touch(request, now);
            request.guardVersion = request.version;
            request.past.insert(u"state"_s, QJsonArray {request.version, kCentral, now});
            data.insert(u"state"_s, *fate);
            data.insert(u"decided_by"_s, kCentral);
            data.insert(u"decided_at"_s, now);
            request.setObject(data);
            auto ok = session.stage(request);
            if (ok)
                ok = session.seal(nowMs);
            if (ok)
                ok = auditNote(session, nowMs, u"request."_s + *fate, {{u"type"_s, u"change_request"_s}, {u"id"_s, id}});
            if (ok)
                ok = session.commit();
            if (!ok)
                return ok.error();
            return true;
        });
        if (!one)
            return one.error();
        closed += *one;
    }
    return closed;
}

} // namespace zhike::central
