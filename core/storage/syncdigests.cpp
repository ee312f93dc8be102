// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/syncstore.h"

#include "wire/record.h"

// Digests and repair: a divergence is found, counted, and mended row by row (sync-protocol §4.6).
namespace zhike::storage {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMissesToRepair = 2; // one may be of a page that crossed another

} // namespace

Done SyncStore::compareDigests(const sync::PullPage &page)
{
    m_unnamed.clear();
    if (page.digest.isEmpty() && !page.undigested) // of a node that is behind: nothing can be compared
        return done();
    if (m_database.stateText(u"sums"_s) != "1"_L1) { // a cache from before digests were kept
        if (auto ok = m_records.recount(); !ok)
            return ok;
        if (auto ok = m_database.setState(u"sums"_s, 1); !ok)
            return ok;
    }
    struct Kept {
        sync::DigestEntry entry;
        int misses = 0;
    };
    QHash<std::pair<QString, QString>, Kept> local;
    {
        auto rows
            = m_database.query("SELECT s.id, t.name, d.n, d.sum, d.misses FROM scope_sum d JOIN scope_ref s ON s.n = d.scope JOIN type_ref t ON t.n = d.type");
        if (!rows)
            return rows.error();
        while (rows->next())
            local.insert({rows->text(0), rows->text(1)}, {{rows->integer(2), quint64(rows->integer(3))}, int(rows->integer(4))});
    }
    int mismatches = 0;
    for (auto scope = page.digest.begin(); scope != page.digest.end(); ++scope)
        for (auto type = scope->begin(); type != scope->end(); ++type) {
            const auto mine = local.value({scope.key(), type.key()});
            const bool differs = mine.entry.n != type->n || mine.entry.sum != type->sum;
            mismatches += differs;
            if (!differs && mine.misses == 0)
                continue;
            auto ok = noteMisses(scope.key(), type.key(), differs ? mine.misses + 1 : 0);
            if (!ok)
                return ok;
        }
    // What the server names nowhere it does not have.
    if (page.undigested)
        for (auto it = local.cbegin(); it != local.cend(); ++it) {
            const auto &[scope, type] = it.key();
            if (page.digest.value(scope).contains(type) || page.undigested->value(scope).contains(type))
                continue;
            if (it->entry.n == 0) { // neither has any: what was missed of it before is settled
                if (auto ok = it->misses > 0 ? noteMisses(scope, type, 0) : done(); !ok)
                    return ok;
                continue;
            }
            ++mismatches;
            m_unnamed.insert(it.key());
            if (auto ok = noteMisses(scope, type, it->misses + 1); !ok)
                return ok;
        }
    if (m_database.stateText(u"digest_mismatches"_s) == QString::number(mismatches))
        return done();
    return m_database.setState(u"digest_mismatches"_s, mismatches);
}

Done SyncStore::noteMisses(const QString &scope, const QString &type, int misses)
{
    auto scopeNumber = m_records.names.scope(scope.toStdString());
    if (!scopeNumber)
        return scopeNumber.error();
    auto typeNumber = m_records.names.type(type.toStdString());
    if (!typeNumber)
        return typeNumber.error();
    return m_database.run("INSERT INTO scope_sum (scope, type, n, sum, misses) VALUES (?1, ?2, 0, 0, ?3) ON CONFLICT (scope, type) DO UPDATE SET misses = ?3",
                          {*scopeNumber, *typeNumber, misses});
}

Result<std::optional<sync::RepairJob>> SyncStore::nextRepair()
{
    auto rows = m_database.query("SELECT s.id, t.name FROM scope_sum d JOIN scope_ref s ON s.n = d.scope JOIN type_ref t ON t.n = d.type WHERE d.misses >= ?1 "
                                 "ORDER BY d.scope, d.type LIMIT 1",
                                 {kMissesToRepair});
    if (!rows)
        return rows.error();
    if (!rows->next())
        return std::optional<sync::RepairJob>();
    return std::optional(sync::RepairJob {rows->text(0), rows->text(1)});
}

Result<QStringList> SyncStore::compareManifest(const sync::RepairJob &job, const QString &after, const sync::VerifyPage &page)
{
    return m_database.transaction([&]() -> Result<QStringList> {
        if (auto ok = begin(); !ok)
            return ok.error();
        auto scope = m_records.names.scope(job.scope.toStdString());
        auto type = m_records.names.type(job.type.toStdString());
        if (!scope || !type)
            return scope ? type.error() : scope.error();
        // The page speaks of the ids after `after` up to its last one, or of all that follow when it is the last.
        const auto last = page.next.isEmpty() || page.rows.empty() ? u"\U0010ffff"_s : page.rows.back().first;
        auto rows
            = m_records.rowsOf("WHERE scope = ?1 AND type = ?2 AND version > 0 AND deleted = 0 AND id > ?3 AND id <= ?4", {*scope, *type, u""_s + after, last});
        if (!rows)
            return rows.error();
        QHash<QString, qint64> theirs;
        for (const auto &[id, version] : page.rows)
            theirs.insert(id, version);
        for (const auto &row : *rows) {
            const auto found = theirs.constFind(QString::fromLatin1(row.id));
            if (found == theirs.cend()) {
                if (auto ok = m_records.erase(row); !ok)
                    return ok.error();
            } else if (*found == row.version) {
                theirs.erase(found);
            }
        }
        if (auto ok = m_records.flushSums(); !ok)
            return ok.error();
        return theirs.keys();
    });
}

Done SyncStore::applyRepair(const sync::VerifyPage &page)
{
    return m_database.transaction([&]() -> Done {
        if (auto ok = begin(); !ok)
            return ok;
        auto gen = generation();
        if (!gen)
            return gen.error();
        m_repairing = true;
        sync::ApplyOutcome outcome;
        Done ok = done();
        for (const auto &row : page.records)
            if (ok && row.type != "_member")
                ok = applyRow(row, *gen, outcome);
        m_repairing = false;
        if (ok)
            ok = m_records.flushSums();
        return ok ? m_database.setState(u"consistent"_s, 0) : ok;
    });
}

Result<bool> SyncStore::dropUnnamed(const sync::RepairJob &job)
{
    if (!m_unnamed.contains({job.scope, job.type}))
        return false;
    return m_database.transaction([&]() -> Result<bool> {
        if (auto ok = begin(); !ok)
            return ok.error();
        auto scope = m_records.names.scope(job.scope.toStdString());
        auto type = m_records.names.type(job.type.toStdString());
        if (!scope || !type)
            return scope ? type.error() : scope.error();
        const auto rows = m_records.rowsOf("WHERE scope = ?1 AND type = ?2 AND version > 0 AND deleted = 0", {*scope, *type});
        if (!rows)
            return rows.error();
        for (const auto &row : *rows)
            if (auto ok = m_records.erase(row); !ok)
                return ok.error();
        if (auto ok = m_records.recount(); !ok)
            return ok.error();
        const auto ok = noteMisses(job.scope, job.type, 0);
        return ok ? Result<bool>(true) : ok.error();
    });
}

Done SyncStore::endRepair(const sync::RepairJob &job)
{
    return m_database.transaction([&]() -> Done {
        if (auto ok = m_records.begin(); !ok)
            return ok;
        // What the sums say may be what was wrong.
        if (auto ok = m_records.recount(); !ok)
            return ok;
        return noteMisses(job.scope, job.type, 0);
    });
}

} // namespace zhike::storage
