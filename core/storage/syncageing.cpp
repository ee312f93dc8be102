// SPDX-License-Identifier: GPL-3.0-or-later
// What time takes away without the server's doing: rights that have an end, and rows that fall out of their window (sync-protocol §2.2, §3.4).
#include "domain/clock.h"
#include "storage/syncstore.h"
#include "wire/recordtypes.h"

#include <QJsonDocument>

namespace zhike::storage {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kAtOnce = 2000; // a person's save waits for no more than these

// The day stands in the row id of these; of the others the record has to be read.
bool hasDay(TypeCode type)
{
    return type == TypeCode::Transaction || type == TypeCode::Interaction;
}

} // namespace

Result<int> SyncStore::endGrants(qint64 trustedMs)
{
    // Also where rows came after the end: a server's clock may be behind.
    static constexpr char sql[] = "SELECT id FROM scope_ref WHERE valid_until <= ?1 AND (granted = 1 OR EXISTS (SELECT 1 FROM base WHERE base.scope = "
                                  "scope_ref.n AND version > 0))";
    QStringList over;
    {
        auto rows = m_database.query(sql, {trustedMs});
        if (!rows)
            return rows.error();
        while (rows->next())
            over.append(rows->text(0));
    }
    if (over.isEmpty())
        return 0;
    return m_database.transaction([&]() -> Result<int> {
        if (auto ok = begin(); !ok)
            return ok.error();
        sync::ApplyOutcome outcome;
        m_nowMs = trustedMs;
        for (const auto &scope : std::as_const(over))
            if (auto ok = dropScope(scope, outcome); !ok)
                return ok.error();
        if (auto ok = m_records.flushSums(); !ok)
            return ok.error();
        return outcome.purgedCustomers;
    });
}

Result<int> SyncStore::agedRows(qint64 number, const wire::TypeRule &rule, QDate cutOff, QList<BaseRow> &found)
{
    const auto code = typeCode(rule.name);
    if (hasDay(code)) {
        auto rows = m_records.rowsOf("WHERE type = ?1 AND version > 0 AND deleted = 0 AND (rid >> 21) & 65535 BETWEEN 1 AND ?2 LIMIT ?3",
                                     {number, dayNumber(cutOff) - 1, kAtOnce});
        if (!rows)
            return rows.error();
        found = std::move(*rows);
        return int(found.size());
    }
    QStringList ids;
    {
        auto rows = m_database.query("SELECT id, raw FROM base WHERE type = ?1 AND version > 0 AND deleted = 0", {number});
        if (!rows)
            return rows.error();
        const auto limit = cutOff.toString(Qt::ISODate);
        while (ids.size() < kAtOnce && rows->next())
            if (const auto date = wire::windowDate(rule, QJsonDocument::fromJson(rows->bytes(1)).object()); !date.isEmpty() && date < limit)
                ids.append(rows->text(0));
    }
    for (const auto &id : std::as_const(ids)) {
        const auto utf8 = id.toUtf8();
        auto row = m_records.find({utf8.constData(), size_t(utf8.size())});
        if (!row)
            return row.error();
        if (*row)
            found.append(**row);
    }
    return int(found.size());
}

Result<int> SyncStore::ageOut(QDate today)
{
    // Once a day: what is too old today was looked at yesterday but for one day's rows.
    const auto day = today.toString(Qt::ISODate);
    if (m_database.stateText(u"aged_on"_s) == day)
        return 0;
    int gone = 0;
    for (const auto &rule : wire::allRules()) {
        if (rule.windowMonths == 0)
            continue;
        const auto cutOff = addMonthsClamped(today, -rule.windowMonths);
        for (bool more = true; more;) {
            auto erased = m_database.transaction([&]() -> Result<int> {
                if (auto ok = begin(); !ok)
                    return ok.error();
                auto number = m_records.names.type(rule.name.toStdString());
                if (!number)
                    return number.error();
                QList<BaseRow> old;
                const auto count = agedRows(*number, rule, cutOff, old);
                if (!count)
                    return count;
                int done = 0;
                for (const auto &row : std::as_const(old)) {
                    if (m_records.hasPending({row.id.constData(), size_t(row.id.size())}))
                        continue; // what a person did to it is still on its way
                    if (auto ok = m_records.erase(row); !ok)
                        return ok.error();
                    ++done;
                }
                more = *count == kAtOnce && done > 0;
                if (auto ok = m_records.flushSums(); !ok)
                    return ok.error();
                return done;
            });
            if (!erased)
                return erased;
            gone += *erased;
        }
    }
    if (auto ok = m_database.setState(u"aged_on"_s, day); !ok)
        return ok.error();
    return gone;
}

} // namespace zhike::storage
