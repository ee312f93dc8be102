// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/result.h"

#include <QCoreApplication>

namespace zhike::services {

//! What a person reads when something failed: what happened, whether the data is safe, what to do. Translated; names the field where there is one.
class UserText {
    Q_DECLARE_TR_FUNCTIONS(zhike::services::UserText)
public:
    static QString of(const Error &error);
    static QString field(const QString &wireName); //!< "手机" for "mobile"; the wire name itself when there is no word for it
};

} // namespace zhike::services
