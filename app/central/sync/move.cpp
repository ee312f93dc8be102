// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/sync/move.h"

#include "central/store/transact.h"
#include "central/sync/oprunner.h"
#include "domain/clock.h"

#include <QJsonDocument>

namespace zhike::central {

using namespace Qt::Literals::StringLiterals;

Done stageMembership(WriteSession &store, const QString &scope, const QString &customerId, const QString &state, const QString &now)
{
    const auto id = memberRowId(scope, customerId);
    const auto existing = store.record(id);
    if (!existing)
        return existing.error();
    StoredRecord row = existing->value_or(StoredRecord {});
    row.type = u"_member"_s;
    row.id = id;
    row.scope = scope;
    row.customerId = customerId;
    row.version += 1;
    if (row.createdAt.isEmpty())
        row.createdAt = now;
    row.updatedAt = now;
    row.updatedBy = u"s:central"_s;
    row.setObject({{u"state"_s, state}});
    return store.stage(row);
}

namespace {

Result<MoveSummary> moveIn(WriteSession &session, const QString &number, const QString &toScope, qint64 nowMs)
{
    const auto customer = session.customerByNumber(number);
    if (!customer)
        return customer.error();
    if (customer->isNull())
        return Error {ErrorCode::NotFound, u"there is no customer of this number"_s, u"number"_s, number};
    const auto from = session.customerScope(*customer);
    if (!from)
        return from.error();
    if (from->isEmpty())
        return Error {ErrorCode::NotFound, u"the customer was merged or erased"_s, u"number"_s, number};
    if (*from == toScope)
        return Error {ErrorCode::Conflict, u"the customer is in this book already"_s, u"to"_s, toScope};
    auto rows = session.recordsOf(*customer, {});
    if (!rows)
        return rows.error();
    // The customer's own row may carry its id in the envelope or not.
    const auto self = session.record(*customer);
    if (!self)
        return self.error();
    if (*self && !std::any_of(rows->cbegin(), rows->cend(), [&](const StoredRecord &row) { return row.id == *customer; }))
        rows->append(**self);

    const auto now = toWireInstant(nowMs);
    MoveSummary summary {*from, toScope, 0};
    for (auto &row : *rows) {
        if (row.scope != *from) // a personal task about the customer stays with its person
            continue;
        row.scope = toScope;
        row.version += 1;
        row.updatedAt = now;
        row.updatedBy = u"s:central"_s;
        row.updatedVia.clear();
        if (auto ok = session.stage(row); !ok)
            return ok.error();
        ++summary.rows;
    }
    for (const auto &[scope, state] : {std::pair(*from, u"out"_s), std::pair(toScope, u"in"_s)})
        if (auto ok = stageMembership(session, scope, *customer, state, now); !ok)
            return ok.error();
    if (auto ok = session.seal(nowMs); !ok)
        return ok.error();
    const QJsonObject body {{u"at"_s, now},
                            {u"ev"_s, u"customer.move"_s},
                            {u"obj"_s, QJsonObject {{u"type"_s, u"customer"_s}, {u"id"_s, *customer}}},
                            {u"from"_s, *from},
                            {u"to"_s, toScope}};
    auto ok = session.appendAudit({0, {}, QJsonDocument(body).toJson(QJsonDocument::Compact), {}});
    if (ok)
        ok = session.commit();
    if (!ok)
        return ok.error();
    return summary;
}

} // namespace

Result<MoveSummary> moveCustomer(Store &store, const QString &number, const QString &toScope, qint64 nowMs)
{
    if (!toScope.startsWith("book:"_L1))
        return Error {ErrorCode::Invalid, u"a customer lives in a book"_s, u"to"_s, toScope};
    return transact(store, [&](WriteSession &session) { return moveIn(session, number, toScope, nowMs); });
}

} // namespace zhike::central
