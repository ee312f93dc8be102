// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/fieldcheck.h"

#include "domain/checkdigits.h"
#include "domain/clock.h"
#include "domain/money.h"
#include "wire/recordtypes.h"

#include <QDate>

namespace zhike::services {

using namespace Qt::Literals::StringLiterals;

namespace {

bool fits(const wire::FieldRule &rule, const QJsonValue &value)
{
    using wire::FieldKind;
    switch (rule.kind) {
    case FieldKind::Text:
    case FieldKind::Id: return value.isString() && value.toString().size() <= 20'000;
    case FieldKind::Date: return QDate::fromString(value.toString(), Qt::ISODate).isValid();
    case FieldKind::Month: return QDate::fromString(value.toString() + u"-01"_s, Qt::ISODate).isValid();
    case FieldKind::Instant: return fromWireInstant(value.toString()).has_value();
    case FieldKind::Money: return Money::fromJson(value).has_value();
    case FieldKind::Enum: return rule.values.contains(value.toString());
    case FieldKind::Bool: return value.isBool();
    case FieldKind::Integer: return value.isDouble() && value.toDouble() == double(value.toInteger());
    case FieldKind::Number: return value.isDouble() || value.isString();
    case FieldKind::Object: return value.isObject();
    case FieldKind::Array:
    case FieldKind::Set: return value.isArray();
    }
    return false;
}

} // namespace

Done checkFields(const QString &type, const QJsonObject &current, const QJsonObject &values)
{
    const auto refuse = [](const QString &field, const QString &why, const QString &value = {}) { return Error {ErrorCode::Invalid, why, field, value}; };
    const auto *rule = wire::ruleOf(type);
    if (!rule)
        return refuse(u"type"_s, u"unknown type"_s, type);
    for (auto it = values.begin(); it != values.end(); ++it) {
        const auto *field = rule->field(it.key());
        if (!field)
            return refuse(it.key(), u"unknown field"_s, it.key());
        if (field->serverOnly)
            return Error {ErrorCode::Denied, u"field is the central's"_s, it.key(), {}};
        if (it->isNull()) {
            if (field->required)
                return refuse(it.key(), u"field cannot be empty"_s);
            continue;
        }
        if (!fits(*field, *it))
            return refuse(it.key(), u"value does not fit the field"_s, field->values.join(u", "_s));
    }
    const auto idType = values.contains(u"id_type"_s) ? values[u"id_type"_s].toString() : current[u"id_type"_s].toString();
    if (values.contains(u"id_no"_s) && idType == "id_card"_L1 && !parseResidentId(values[u"id_no"_s].toString()))
        return refuse(u"id_no"_s, u"check digit or date of the identity number is wrong"_s);
    if (values.contains(u"uscc"_s) && !isCreditCode(values[u"uscc"_s].toString()))
        return refuse(u"uscc"_s, u"check character of the credit code is wrong"_s);
    return done();
}

} // namespace zhike::services
