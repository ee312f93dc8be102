// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/drafts.h"

#include "services/localcommands.h"
#include "services/localqueries.h"

namespace zhike::services {

Done Commands::saveDraft(const QString &, const CustomerId &, const QString &)
{
    return done();
}

Result<QString> Queries::draft(const QString &)
{
    return QString();
}

Done LocalCommands::saveDraft(const QString &form, const CustomerId &customer, const QString &text)
{
    return storage::saveDraft(*m_database, form, customer.text(), text);
}

Result<QString> LocalQueries::draft(const QString &form)
{
    return storage::draft(*m_database, form);
}

} // namespace zhike::services
