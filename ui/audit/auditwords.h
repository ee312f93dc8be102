// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "services/views.h"
#include "theme/theme.h"

#include <QCoreApplication>

namespace zhike::ui {

//! How an event of the audit is told.
class AuditWords {
    Q_DECLARE_TR_FUNCTIONS(AuditWords)
public:
    static QString action(const services::AuditEntry &entry);
    static QString icon(const services::AuditEntry &entry);
    static Color tone(const services::AuditEntry &entry);
    static QString object(const services::AuditEntry &entry); //!< whom or what, with the fields
    static QString reason(const services::AuditEntry &entry);
    static QString finding(const services::AuditFinding &finding); //!< what is wrong, with the place
    static bool sensitive(const services::AuditEntry &entry);
    static bool failed(const services::AuditEntry &entry);
};

} // namespace zhike::ui
