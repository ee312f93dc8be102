// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/syncstore.h"

#include "wire/record.h"

namespace zhike::storage {

using namespace Qt::Literals::StringLiterals;

Done SyncStore::compareDigests(const sync::PullPage &page)
{
    // A divergence is found and said; repair through /verify belongs to the sync centre's next step.
    int mismatches = 0;
    for (auto scope = page.digest.begin(); scope != page.digest.end(); ++scope) {
        auto number = m_records.names.scope(scope.key().toStdString());
        if (!number)
            return number.error();
        QHash<QString, sync::DigestEntry> local;
        auto rows = m_database.query(
            "SELECT t.name, b.id, b.version FROM base b JOIN type_ref t ON t.n = b.type WHERE b.scope = ?1 AND b.deleted = 0 AND b.version > 0", {*number});
        if (!rows)
            return rows.error();
        while (rows->next()) {
            auto &entry = local[rows->text(0)];
            ++entry.n;
            entry.sum += wire::digestOf(rows->text(1), rows->integer(2));
        }
        for (auto type = scope->begin(); type != scope->end(); ++type) {
            const auto mine = local.value(type.key());
            mismatches += mine.n != type->n || mine.sum != type->sum;
        }
    }
    return m_database.setState(u"digest_mismatches"_s, mismatches);
}

} // namespace zhike::storage
