// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/sync/access.h"

#include "domain/clock.h"
#include "wire/recordtypes.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

namespace zhike::central {

using namespace Qt::Literals::StringLiterals;

Result<Access> Access::of(ReadSession &store, const User &user, qint64 nowMs)
{
    Access access;
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
    for (const auto &grant : *granted) {
        const auto end = fromWireInstant(grant.validTo);
        if (grant.validTo.isEmpty() || (end && *end > nowMs))
            access.m_grants.insert(grant.scope, grant);
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

bool Access::mayWrite(const QString &scope, const QString &type) const
{
    const auto *held = grant(scope);
    if (!held || !mayRead(scope, type))
        return false;
    static const QStringList writers {u"rm"_s, u"pb"_s, u"cover"_s, u"owner"_s};
    if (writers.contains(held->role))
        return true;
    // A team lead reassigns and comments; guarded fields are decided by command, not written.
    return held->role == "lead"_L1 && (type == "task"_L1 || type == "interaction"_L1 || type == "change_request"_L1);
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
    const auto text = u'|' + grant.types.join(u',') + u'|' + grant.mask.join(u',') + u'|' + grant.role + u'|' + grant.validTo;
    return QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).left(6).toHex();
}

QJsonObject grantJson(const Grant &grant)
{
    QJsonObject json {{u"role"_s, grant.role}};
    if (!grant.types.isEmpty())
        json.insert(u"types"_s, QJsonArray::fromStringList(grant.types));
    if (!grant.mask.isEmpty())
        json.insert(u"mask"_s, QJsonArray::fromStringList(grant.mask));
    if (!grant.validTo.isEmpty())
        json.insert(u"valid_to"_s, grant.validTo);
    return json;
}

} // namespace zhike::central
