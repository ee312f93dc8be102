// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

//! The one masking path: every view, export and message shows C2 fields through these (security.md §5.2).
namespace zhike::security {

QString maskIdNumber(const QString &number); //!< **************1234
QString maskCreditCode(const QString &code); //!< 9133********7K2X
QString maskAccount(const QString &number); //!< •••• 6789
QString maskPhone(const QString &number); //!< 138****1234
QString maskEmail(const QString &address); //!< z***@domain
QString maskAddress(const QString &address); //!< district only
QString maskName(const QString &name); //!< 张**
//! By the kind of a contact_point: mobile, phone, email, wechat, address.
QString maskContact(const QString &kind, const QString &value);

} // namespace zhike::security
