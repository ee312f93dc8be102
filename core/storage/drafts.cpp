// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/drafts.h"

namespace zhike::storage {

Done saveDraft(Database &database, const QString &form, const QString &customerId, const QString &text)
{
    if (text.isEmpty())
        return database.run("DELETE FROM draft WHERE form = ?1", {form});
    return database.run("INSERT INTO draft (form, customer, text) VALUES (?1, (SELECT ordinal FROM customer_ref WHERE id = ?2), ?3) "
                        "ON CONFLICT (form) DO UPDATE SET customer = excluded.customer, text = excluded.text",
                        {form, customerId, text});
}

Result<QString> draft(Database &database, const QString &form)
{
    auto rows = database.query("SELECT text FROM draft WHERE form = ?1", {form});
    if (!rows)
        return rows.error();
    return rows->next() ? rows->text(0) : QString();
}

Done forgetDrafts(Database &database, Ordinal customer)
{
    return database.run("DELETE FROM draft WHERE customer = ?1", {customer});
}

} // namespace zhike::storage
