// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "storage/auditlog.h"
#include "storage/documents.h"
#include "views/audit.h"

namespace zhike::storage {

//! What the audit screen and `zhikectl audit list` show.
class AuditReader {
public:
    explicit AuditReader(const ReadContext &context) : m_context(context) { }
    Result<views::AuditBoard> board(const views::AuditQuery &query);

private:
    const ReadContext &m_context;
};

} // namespace zhike::storage
