// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/sync/access.h"

#include "domain/clock.h"
#include "wire/recordtypes.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

namespace zhike::central {

using namespace Qt::Literals::StringLiterals;

namespace {

const QStringList kWriters {u"rm"_s, u"pb"_s, u"cover"_s, u"owner"_s};
// What nobody outside of the customer's own managers is shown (security.md §5.2, C2-id), whatever the grant leaves out.
const QStringList kIdentity {u"id_no"_s, u"home_address"_s, u"registered_address"_s, u"birth_date"_s, u"value"_s};

bool isOfBook(const QString &scope)
{
    return scope.startsWith("book:"_L1);
}

// Two grants of one scope: all customers of both, the stricter of the rest.
Grant joined(const Grant &a, const Grant &b)
{
    if (a.customers.isEmpty() != b.customers.isEmpty())
        return a.customers.isEmpty() ? a : b;
    auto both = a;
    for (const auto &customer : b.customers)
        if (!both.customers.contains(customer))
            both.customers.append(customer);
    for (const auto &field : b.mask)
        if (!both.mask.contains(field))
            both.mask.append(field);
    if (both.types.isEmpty())
        both.types = b.types;
    else if (!b.types.isEmpty())
        erase_if(both.types, [&](const QString &type) { return !b.types.contains(type); });
    both.customers.sort();
    return both;
}

} // namespace

Result<Access> Access::of(ReadSession &store, const User &user, qint64 nowMs)
{
    Access access;
    access.m_nowMs = nowMs;
    const auto own = u"user:"_s + user.login;
    access.m_grants.insert(own, {user.login, own, u"owner"_s, {}, {}, {}});
    const auto reference = store.scopesWithPrefix(u"ref:"_s);
    if (!reference)
        return reference.error();
    for (const auto &scope : *reference)
        access.m_grants.insert(scope, {user.login, scope, u"reader"_s, {}, {}, {}});
    const auto granted = store.grants(user.login);
    if (!granted)
        return granted.error();
    const auto add = [&access](const Grant &grant) {
        const auto known = access.m_grants.constFind(grant.scope);
        access.m_grants.insert(grant.scope, known == access.m_grants.cend() ? grant : joined(*known, grant));
    };
    for (auto grant : *granted) {
        if (user.role == "admin"_L1 && isOfBook(grant.scope)) // runs the place and sees no customer
            continue;
        const auto start = fromWireInstant(grant.validFrom), end = fromWireInstant(grant.validTo);
        if (!grant.ended.isEmpty() || (!grant.validTo.isEmpty() && (!end || *end <= nowMs))) {
            access.m_ended.insert(grant.scope, grant);
            for (const auto &customer : std::as_const(grant.customers))
                if (const auto home = store.customerScope(customer); home && !home->isEmpty())
                    access.m_ended.insert(*home, grant);
            continue;
        }
        if (!grant.validFrom.isEmpty() && (!start || *start > nowMs))
            continue;
        if (grant.role == "compliance"_L1 && isOfBook(grant.scope))
            for (const auto &field : kIdentity)
                if (!grant.mask.contains(field))
                    grant.mask.append(field);
        if (grant.customers.isEmpty()) {
            add(grant);
            continue;
        }
        grant.customers.sort(); // a writer locks them in this order, as every other one
        QMap<QString, QStringList> homes;
        for (const auto &customer : std::as_const(grant.customers)) {
            const auto home = store.customerScope(customer);
            if (!home)
                return home.error();
            if (!home->isEmpty())
                homes[*home].append(customer);
        }
        for (auto it = homes.cbegin(); it != homes.cend(); ++it) {
            grant.scope = it.key();
            grant.customers = *it;
            add(grant);
        }
    }
    return access;
}

const Grant *Access::grant(const QString &scope) const
{
    const auto it = m_grants.constFind(scope);
    return it == m_grants.cend() ? nullptr : &*it;
}

bool Access::mayRead(const QString &scope, const QString &type) const
{
    const auto *held = grant(scope);
    return held && (held->types.isEmpty() || held->types.contains(type) || type == "_member"_L1);
}

bool Access::mayRead(const StoredRecord &record) const
{
    return mayRead(record.scope, record.type) && (grant(record.scope)->customers.isEmpty() || grant(record.scope)->customers.contains(customerOf(record)));
}

bool Access::writes(const Grant &grant, const QString &type, const QString &customer)
{
    if ((!grant.types.isEmpty() && !grant.types.contains(type)) || (!grant.customers.isEmpty() && !grant.customers.contains(customer)))
        return false;
    // A team lead reassigns and comments; guarded fields are decided by command, not written.
    return kWriters.contains(grant.role) || (grant.role == "lead"_L1 && (type == "task"_L1 || type == "interaction"_L1 || type == "change_request"_L1));
}

bool Access::mayWrite(const QString &scope, const QString &type, const QString &customer) const
{
    const auto *held = grant(scope);
    return held && writes(*held, type, customer);
}

bool Access::couldWrite(const QString &scope, const QString &type, const QString &customer, qint64 ms) const
{
    const auto held = m_ended.constFind(scope);
    if (held == m_ended.cend() || !writes(*held, type, customer))
        return false;
    const auto end = fromWireInstant(held->ended.isEmpty() ? held->validTo : held->ended);
    return end && m_nowMs - *end <= ms;
}

QString Access::endOf(const QString &scope) const
{
    const auto held = m_ended.constFind(scope);
    return held != m_ended.cend() && held->ended.isEmpty() ? u"expired"_s : u"revoked"_s;
}

QString customerOf(const StoredRecord &record)
{
    return record.type == "customer"_L1 ? record.id : record.customerId;
}

QByteArray Access::render(const StoredRecord &record) const
{
    const auto *held = grant(record.scope);
    if (!held || held->mask.isEmpty() || record.deleted || record.type == "_member"_L1)
        return record.toJson();
    StoredRecord shown = record;
    auto object = record.object();
    // A request to change a field tells the field's value too.
    auto requested = record.type == "change_request"_L1 ? object.value(u"fields"_s).toObject() : QJsonObject();
    QJsonArray masked;
    for (const auto &field : held->mask) {
        if (!object.contains(field) && !requested.contains(field))
            continue;
        object.remove(field);
        requested.remove(field);
        masked.append(field);
    }
    if (masked.isEmpty())
        return record.toJson();
    if (record.type == "change_request"_L1)
        object.insert(u"fields"_s, requested);
    shown.rawData = QJsonDocument(object).toJson(QJsonDocument::Compact);
    auto text = shown.toJson();
    text.chop(1);
    return text + ",\"masked\":" + QJsonDocument(masked).toJson(QJsonDocument::Compact) + '}';
}

QByteArray grantFingerprint(const Grant &grant)
{
    const auto text = u'|' + grant.types.join(u',') + u'|' + grant.mask.join(u',') + u'|' + grant.role + u'|' + grant.validTo
        + (grant.customers.isEmpty() ? QString() : u'|' + grant.customers.join(u','));
    return QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).left(6).toHex();
}

QJsonObject grantJson(const Grant &grant)
{
    QJsonObject json {{u"role"_s, grant.role}};
    if (!grant.types.isEmpty())
        json.insert(u"types"_s, QJsonArray::fromStringList(grant.types));
    if (!grant.mask.isEmpty())
        json.insert(u"mask"_s, QJsonArray::fromStringList(grant.mask));
    if (!grant.customers.isEmpty())
        json.insert(u"customers"_s, QJsonArray::fromStringList(grant.customers));
    if (!grant.validTo.isEmpty())
        json.insert(u"valid_to"_s, grant.validTo);
    return json;
}

} // namespace zhike::central
