// SPDX-License-Identifier: GPL-3.0-or-later
#include "fieldvalue.h"

#include "wire/recordtypes.h"

#include <QJsonArray>
#include <QJsonObject>

namespace zhike::ctl {

using namespace Qt::Literals::StringLiterals;

QJsonValue fieldValue(const QString &type, const QString &field, const QString &text)
{
    const auto *types = wire::ruleOf(type);
    const auto *rule = types ? types->field(field) : nullptr;
    if (text.isEmpty())
        return QJsonValue::Null;
    if (!rule)
        return text;
    switch (rule->kind) {
    case wire::FieldKind::Bool: return text == "true"_L1 ? QJsonValue(true) : text == "false"_L1 ? QJsonValue(false) : QJsonValue(text);
    case wire::FieldKind::Integer: {
        bool ok = false;
        const auto n = text.toLongLong(&ok);
        return ok ? QJsonValue(n) : QJsonValue(text);
    }
    case wire::FieldKind::Money: return QJsonObject {{u"amount"_s, text.section(u' ', 0, 0)}, {u"ccy"_s, text.section(u' ', 1)}};
    case wire::FieldKind::Array:
    case wire::FieldKind::Set: return QJsonArray::fromStringList(text.split(u',', Qt::SkipEmptyParts));
    default: return text;
    }
}

} // namespace zhike::ctl
