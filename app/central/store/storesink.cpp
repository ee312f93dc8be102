// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/store/storesink.h"

#include "central/store/transact.h"
#include "domain/clock.h"
#include "wire/recordtypes.h"

#include <QJsonDocument>

namespace zhike::central {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kRowsPerCommit = 500;

} // namespace

Done StoreSink::addUser(const UserSeed &seed)
{
    return transact(m_store, [&](WriteSession &session) -> Done {
        const auto known = session.user(seed.login);
        if (!known)
            return known.error();
        auto user = known->value_or(User {});
        user.login = seed.login;
        user.name = seed.name;
        user.role = seed.role;
        user.branch = seed.branch;
        if (!m_passwordHash.isEmpty())
            user.passwordHash = m_passwordHash;
        auto ok = session.putUser(user);
        if (ok)
            ok = session.ensureScope(u"user:"_s + user.login);
        return ok ? session.commit() : ok;
    });
}

Done StoreSink::addGrant(const QString &login, const QString &scope, const QString &role)
{
    return transact(m_store, [&](WriteSession &session) -> Done {
        auto ok = session.ensureScope(scope);
        if (ok)
            ok = session.putGrant({login, scope, role, {}, {}, {}});
        return ok ? session.commit() : ok;
    });
}

Done StoreSink::add(const wire::Record &record)
{
    if (record.id.isEmpty() || record.scope.isEmpty() || record.type.isEmpty())
        return Error {ErrorCode::Invalid, u"a seeded record needs type, id and scope"_s, u"record"_s};
    StoredRecord row;
    static_cast<wire::Record &>(row) = record;
    row.version = row.guardVersion = 1;
    row.csn = 0;
    row.deleted = false;
    if (row.createdAt.isEmpty())
        row.createdAt = toWireInstant(m_nowMs);
    if (row.updatedAt.isEmpty())
        row.updatedAt = row.createdAt;
    if (row.updatedBy.isEmpty())
        row.updatedBy = u"s:core"_s;
    if (row.type == "customer"_L1 && row.customerId.isEmpty())
        row.customerId = row.id;
    const auto *rule = wire::ruleOf(row.type);
    if (rule && rule->windowMonths > 0)
        row.businessDate = wire::windowDate(*rule, row.object());
    row.rawData = row.dataBytes();
    row.data = {};
    auto &pending = m_pending[row.scope];
    pending.append(std::move(row));
    return pending.size() >= kRowsPerCommit ? flush(record.scope) : done();
}

Done StoreSink::flush(const QString &scope)
{
    const auto rows = m_pending.take(scope);
    QStringList ids;
    for (const auto &row : rows)
        ids.append(row.id);
    auto ok = transact(m_store, [&](WriteSession &session) -> Done {
        const auto known = session.existing(ids);
        if (!known)
            return known.error();
        if (!known->isEmpty())
            return Error {ErrorCode::Conflict, u"a record of this id is there already: the bank was loaded before"_s, u"id"_s, known->first()};
        for (const auto &row : rows)
            if (auto staged = session.stage(row); !staged)
                return staged;
        auto sealed = session.seal(m_nowMs);
        return sealed ? session.commit() : sealed;
    });
    if (ok)
        m_rows += rows.size();
    return ok;
}

Done StoreSink::finish()
{
    auto scopes = m_pending.keys();
    scopes.sort();
    for (const auto &scope : scopes)
        if (auto ok = flush(scope); !ok)
            return ok;
    return done();
}

} // namespace zhike::central
