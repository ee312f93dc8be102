// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "security/freetext.h"

#include <QRegularExpression>

//! What a screen asks of text that is being typed (security/freetext.h).
namespace zhike::services {

using security::secretsIn;

//! What kind of number a search names in full, such as "phone"; empty when it names none. Such a search goes on record.
inline QString numberSearched(const QString &typed)
{
    auto text = typed.simplified().toUpper();
    text.remove(u' ').remove(u'-');
    static const QRegularExpression phone(QStringLiteral("^(\\+?86)?1[3-9][0-9]{9}$"));
    static const QRegularExpression idNo(QStringLiteral("^[0-9]{17}[0-9X]$"));
    static const QRegularExpression uscc(QStringLiteral("^[0-9A-HJ-NP-RTUWXY]{18}$"));
    if (phone.match(text).hasMatch())
        return QStringLiteral("phone");
    if (idNo.match(text).hasMatch())
        return QStringLiteral("id_no");
    return uscc.match(text).hasMatch() ? QStringLiteral("uscc") : QString();
}

} // namespace zhike::services
