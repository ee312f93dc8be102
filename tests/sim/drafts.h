// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "chance.h"

#include <QJsonObject>
#include <QString>

namespace zhike::sim {

//! A value nobody else is likely to write.
inline QString word(Chance &chance)
{
    return QStringLiteral("w%1").arg(chance.below(100000));
}

//! Absent and null say the same (sync-protocol §2).
inline QJsonValue orNull(const QJsonValue &value)
{
    return value.isUndefined() ? QJsonValue(QJsonValue::Null) : value;
}

//! One member of `set` (sync-protocol §5.1): what its maker saw, and what he wants.
inline QJsonObject proposal(const QJsonObject &seen, const QString &field, const QJsonValue &to)
{
    return {{QStringLiteral("from"), orNull(seen.value(field))}, {QStringLiteral("to"), to}};
}

} // namespace zhike::sim
