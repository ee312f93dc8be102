// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/syncstore.h"

#include "domain/clock.h"
#include "storage/auditlog.h"

#include <QCryptographicHash>
#include <QJsonDocument>

namespace zhike::storage {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kKeepDoneMs = 7ll * 24 * 3600 * 1000;

} // namespace

SyncStore::SyncStore(Database &database, QDate today) : m_database(database), m_records(database, today) { }

Result<sync::Identity> SyncStore::identity()
{
    sync::Identity identity;
    identity.deviceId = m_database.stateText(u"device_id"_s);
    identity.incarnation = m_database.stateText(u"incarnation"_s).toLongLong();
    identity.refreshToken = m_database.stateText(u"refresh_token"_s).toLatin1();
    if (identity.deviceId.isEmpty())
        return Error {ErrorCode::Unauthorized, u"this vault is not enrolled"_s, {}, {}};
    return identity;
}

Result<QString> SyncStore::cursor()
{
    return m_database.stateText(u"cursor"_s);
}

Done SyncStore::begin()
{
    m_likelyNew = false;
    m_members.clear();
    auto rows = m_database.query("SELECT scope, customer, csn FROM member");
    if (!rows)
        return rows.error();
    while (rows->next())
        m_members.insert({rows->integer(0), rows->integer(1)}, rows->integer(2));
    m_bootstraps.clear();
    auto jobs = m_database.query("SELECT scope, gen, force FROM bootstrap_job");
    if (!jobs)
        return jobs.error();
    while (jobs->next())
        m_bootstraps.insert(jobs->integer(0), {jobs->integer(1), Force(jobs->integer(2))});
    return m_records.begin();
}

Result<qint64> SyncStore::generation()
{
    return m_database.number("SELECT v FROM sync_state WHERE k = 'gen'", {}, 1);
}

Result<sync::ApplyOutcome> SyncStore::applyPull(const sync::PullPage &page, qint64 nowMs)
{
    return m_database.transaction([&]() -> Result<sync::ApplyOutcome> {
        sync::ApplyOutcome outcome;
        const auto cursor = m_database.stateText(u"cursor"_s).toUtf8();
        const auto expected = "sha256:" + QCryptographicHash::hash(cursor, QCryptographicHash::Sha256).toHex();
        if (page.requestCursor.toLatin1() != expected) {
            outcome.dropped = true;
            return outcome;
        }
        m_nowMs = nowMs;
        if (auto ok = begin(); !ok)
            return ok.error();
        QStringList gone;
        for (const auto &change : page.removed)
            gone.append(change.scope);
        if (cursor.isEmpty()) // the first answer names every scope there is; what it does not name was taken away meanwhile
            if (auto ok = addUnnamed(page, gone); !ok)
                return ok.error();
        for (const auto &scope : std::as_const(gone))
            if (auto ok = dropScope(scope, outcome); !ok)
                return ok.error();
        // After a reset of everything, and where the histories parted, the rows here may be of a time that never was.
        const bool another = m_database.stateText(u"history_lost"_s) == "1"_L1;
        for (const auto &change : page.added)
            if (auto ok = startBootstrap(change, another ? AnyVersion : NewerOnly, nowMs); !ok)
                return ok.error();
        for (const auto &change : page.reset)
            // The grant may have changed with it: what was withheld then comes at the version that stands here.
            if (auto ok = startBootstrap(change, change.reason == "floor"_L1 ? SameVersionToo : AnyVersion, nowMs); !ok)
                return ok.error();
        for (const auto &change : page.changed)
            if (auto ok = startBootstrap(change, SameVersionToo, nowMs); !ok)
                return ok.error();
        if (another)
            if (auto ok = m_database.setState(u"history_lost"_s, 0); !ok)
                return ok.error();
        auto gen = generation();
        if (!gen)
            return gen.error();
        for (const auto &row : page.rows)
            if (auto ok = applyRow(row, *gen, outcome); !ok)
                return ok.error();
        const bool bootstrapping = m_database.number("SELECT count(*) FROM bootstrap_job") > 0;
        if (!page.more && !bootstrapping && page.undigested)
            if (auto ok = dropUngranted(outcome); !ok)
                return ok.error();
        if (auto ok = m_database.setState(u"cursor"_s, page.nextCursor); !ok)
            return ok.error();
        if (auto ok = m_database.setState(u"consistent"_s, int(!page.more && !bootstrapping)); !ok)
            return ok.error();
        for (const auto &[key, value] :
             {std::pair(u"server_time"_s, page.serverTime), std::pair(u"lease_until"_s, page.leaseUntil), std::pair(u"epoch"_s, page.epoch)})
            if (!value.isEmpty())
                if (auto ok = m_database.setState(key, value); !ok)
                    return ok.error();
        if (auto ok = m_records.flushSums(); !ok)
            return ok.error();
        if (!bootstrapping && !page.more) {
            if (auto ok = m_database.run("DELETE FROM member"); !ok)
                return ok.error();
            if (auto ok = compareDigests(page); !ok)
                return ok.error();
        }
        return outcome;
    });
}

Done SyncStore::applyRow(const sync::Row &row, qint64 gen, sync::ApplyOutcome &outcome)
{
    if (row.type == "_member")
        return applyMember(row, outcome);
    auto scope = m_records.names.scope(row.scope);
    if (!scope)
        return scope.error();
    auto customer = m_records.names.customer(row.type == "customer" && row.customerId.empty() ? row.id : row.customerId);
    if (!customer)
        return customer.error();
    // Rows from before the customer's last change of membership are not valid here.
    if (*customer > 0 && row.csn > 0 && !m_members.isEmpty() && row.csn < m_members.value({*scope, *customer}))
        return done();
    // A first sync brings rows nobody has seen: writing them asks whether they are there, in one go.
    if (m_likelyNew) {
        auto fresh = insertFresh(row, *scope, *customer, gen, outcome);
        if (!fresh || *fresh)
            return fresh ? done() : Done(fresh.error());
    }
    auto found = m_records.find(row.id);
    if (!found)
        return found.error();
    m_likelyNew = !*found;
    if (*found && (*found)->customer != *customer && isNews(row, **found, *scope)) {
        // The record went to another customer (a merge): its place is among his rows now, and what is to be done to it goes with it.
        if (auto ok = m_records.erase(**found); !ok)
            return ok;
        if (auto ok
            = m_database.run("UPDATE outbox SET customer = ?2 WHERE id = ?1", {QString::fromLatin1(row.id.data(), qsizetype(row.id.size())), *customer});
            !ok)
            return ok;
        *found = std::nullopt;
    }
    if (!*found) {
        auto fresh = insertFresh(row, *scope, *customer, gen, outcome);
        if (fresh && !*fresh)
            return Error {ErrorCode::Internal, u"its place is another's"_s, {}, {}};
        return fresh ? done() : Done(fresh.error());
    }
    auto &local = **found;
    const auto before = local;
    if (!isNews(row, local, *scope))
        return m_records.stamp(local.rid, gen);
    const bool moved = local.scope != *scope;
    local.scope = *scope;
    local.version = row.version;
    local.csn = row.csn;
    local.deleted = row.deleted;
    ++outcome.rows;
    if (row.deleted)
        return m_records.bury(before, local, gen);
    if (auto ok = m_records.update(before, local, row.data, gen); !ok)
        return ok;
    if (moved)
        if (auto ok = m_records.projector.markStale(local.customer); !ok)
            return ok;
    if (m_records.hasPending(row.id))
        return m_records.rebase(local, row.id);
    return m_records.show(local, row.data);
}

Result<bool> SyncStore::insertFresh(const sync::Row &row, qint64 scope, Ordinal customer, qint64 gen, sync::ApplyOutcome &outcome)
{
    BaseRow fresh;
    fresh.scope = scope;
    fresh.customer = customer;
    fresh.version = row.version;
    fresh.csn = row.csn;
    fresh.deleted = row.deleted;
    auto inserted = m_records.insert(fresh, row.id, row.type, row.data, gen);
    if (!inserted || !*inserted)
        return inserted;
    ++outcome.rows;
    if (row.deleted)
        return true;
    const auto shown = m_records.hasPending(row.id) ? m_records.rebase(fresh, row.id) : m_records.show(fresh, row.data);
    return shown ? Result<bool>(true) : shown.error();
}

Done SyncStore::addUnnamed(const sync::PullPage &page, QStringList &gone)
{
    QSet<QString> named;
    for (const auto &change : page.added)
        named.insert(change.scope);
    auto rows = m_database.query("SELECT id FROM scope_ref WHERE granted = 1 OR EXISTS (SELECT 1 FROM base WHERE base.scope = scope_ref.n AND version > 0)");
    if (!rows)
        return rows.error();
    while (rows->next())
        if (const auto scope = rows->text(0); !named.contains(scope))
            gone.append(scope);
    return done();
}

bool SyncStore::isNews(const sync::Row &row, const BaseRow &local, qint64 scope) const
{
    if (row.version > local.version || m_repairing)
        return true;
    // One version is of one commit: another counter beside it comes from a history that took another way.
    if (row.version == local.version && row.csn > 0 && local.csn > 0 && row.csn != local.csn)
        return true;
    for (const auto place : {scope, local.scope})
        if (const auto running = m_bootstraps.constFind(place); running != m_bootstraps.cend() && local.gen < running->gen)
            if (running->force == AnyVersion || (running->force == SameVersionToo && row.version == local.version))
                return true;
    return false;
}

Done SyncStore::applyMember(const sync::Row &row, sync::ApplyOutcome &outcome)
{
    auto scope = m_records.names.scope(row.scope);
    if (!scope)
        return scope.error();
    auto customer = m_records.names.customer(row.customerId);
    if (!customer)
        return customer.error();
    const bool leaves = row.data.find("\"out\"") != std::string_view::npos;
    auto ok = m_database.run("INSERT INTO member (scope, customer, csn, arrived) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (scope, customer) DO UPDATE SET "
                             "csn = excluded.csn, arrived = excluded.arrived WHERE excluded.csn >= csn",
                             {*scope, *customer, row.csn, int(!leaves)});
    if (!ok)
        return ok;
    auto &known = m_members[{*scope, *customer}];
    known = qMax(known, row.csn);
    // Rows re-homed to another granted scope carry that scope and stay.
    const auto first = packRid(*customer, TypeCode(0), 0, 0);
    const auto last = rangeEnd(*customer, TypeCode::Other);
    const auto stays
        = m_database.number("SELECT count(*) FROM base WHERE rid BETWEEN ?1 AND ?2 AND NOT (scope = ?3 AND csn < ?4) AND version > 0 AND deleted = 0",
                            {first, last, *scope, row.csn});
    // Of one who has come back, to here or to another scope, what is typed and not sent stays: his rows are on their way.
    const bool isElsewhere = leaves && stays == 0
        && m_database.number("SELECT count(*) FROM member m JOIN scope_ref s ON s.n = m.scope WHERE m.customer = ?1 AND m.scope <> ?2 AND m.arrived = 1 "
                             "AND s.granted = 1",
                             {*customer, *scope})
            > 0;
    if (stays == 0 && leaves && !isElsewhere) {
        if (m_database.number("SELECT count(*) FROM base WHERE rid BETWEEN ?1 AND ?2", {first, last}) > 0) {
            if (auto noted = notePurge(outcome); !noted)
                return noted;
        }
        if (auto sealed = sealWorkOf(*customer); !sealed)
            return sealed;
        return m_records.eraseCustomer(*customer);
    }
    const auto stale = m_records.rowsOf("WHERE rid BETWEEN ?1 AND ?2 AND scope = ?3 AND csn < ?4 AND version > 0", {first, last, *scope, row.csn});
    if (!stale)
        return stale.error();
    for (const auto &old : *stale)
        if (auto erased = m_records.erase(old); !erased)
            return erased;
    return done();
}

Done SyncStore::notePurge(sync::ApplyOutcome &outcome)
{
    ++outcome.purgedCustomers;
    // Kept until it is on record: the program may end between this page and the end of the round.
    const auto key = QString::fromLatin1(kPurged);
    if (auto ok = m_database.setState(key, m_database.stateText(key).toLongLong() + 1); !ok)
        return ok;
    return wantNewKey();
}

Done SyncStore::wantNewKey()
{
    // What goes leaves bytes in freed pages and in the log: they go with the key. How long that may take counts from the first who left.
    if (m_database.stateText(u"rekey_wanted"_s).toLongLong() > 0)
        return done();
    return m_database.setState(u"rekey_wanted"_s, qMax<qint64>(1, m_nowMs));
}

Done SyncStore::startBootstrap(const sync::ScopeChange &change, Force force, qint64 nowMs)
{
    auto scope = m_records.names.scope(change.scope.toStdString());
    if (!scope)
        return scope.error();
    auto gen = generation();
    if (!gen)
        return gen.error();
    if (auto ok = m_database.setState(u"gen"_s, *gen + 1); !ok)
        return ok;
    const auto end = fromWireInstant(change.validTo);
    if (auto ok = m_database.run("UPDATE scope_ref SET granted = 1, role = ?2, valid_until = ?3 WHERE n = ?1",
                                 {*scope, change.role, end ? QVariant(*end) : QVariant()});
        !ok)
        return ok;
    if (auto ok = narrow(*scope, change); !ok)
        return ok;
    if (change.snapshot.isEmpty())
        return done();
    if (force == AnyVersion) { // counters of another history say nothing
        m_members.removeIf([&](const auto &known) { return known.key().first == *scope; });
        if (auto ok = m_database.run("DELETE FROM member WHERE scope = ?1", {*scope}); !ok)
            return ok;
    }
    // A bootstrap that has not ended passes on what it was allowed to overwrite.
    force = qMax(force, m_bootstraps.value(*scope).force);
    m_bootstraps.insert(*scope, {*gen + 1, force});
    return m_database.run("INSERT OR REPLACE INTO bootstrap_job (scope, gen, token, not_before, force) VALUES (?1, ?2, ?3, ?4, ?5)",
                          {*scope, *gen + 1, change.snapshot, nowMs + change.notBeforeS * 1000, int(force)});
}

Done SyncStore::narrow(qint64 scope, const sync::ScopeChange &change)
{
    if (change.types.isEmpty() && change.mask.isEmpty())
        return done();
    const auto rows = m_records.rowsOf("WHERE scope = ?1 AND version > 0 AND deleted = 0", {scope});
    if (!rows)
        return rows.error();
    QSet<qint64> types;
    for (const auto &name : change.types) {
        auto number = m_records.names.type(name.toStdString());
        if (!number)
            return number.error();
        types.insert(*number);
    }
    for (const auto &row : *rows) {
        if (!types.isEmpty() && !types.contains(row.typeNumber)) {
            if (auto ok = m_records.erase(row); !ok)
                return ok;
            if (auto ok = wantNewKey(); !ok)
                return ok;
            continue;
        }
        if (auto ok = change.mask.isEmpty() || Projector::isColumnar(row.type) ? done() : strip(row, change.mask); !ok)
            return ok;
    }
    return done();
}

Done SyncStore::strip(const BaseRow &row, const QStringList &fields)
{
    QJsonObject data;
    {
        auto raw = m_database.query("SELECT raw FROM base WHERE rid = ?1", {row.rid});
        if (!raw)
            return raw.error();
        if (!raw->next())
            return done();
        data = QJsonDocument::fromJson(raw->bytes(0)).object();
    }
    const auto members = data.size();
    for (const auto &field : fields)
        data.remove(field);
    if (data.size() == members)
        return done();
    if (auto ok = wantNewKey(); !ok)
        return ok;
    const auto json = QJsonDocument(data).toJson(QJsonDocument::Compact);
    if (auto ok = m_records.update(row, row, {json.constData(), size_t(json.size())}, row.gen); !ok)
        return ok;
    return m_records.rebase(row, {row.id.constData(), size_t(row.id.size())});
}

Done SyncStore::dropScope(const QString &scope, sync::ApplyOutcome &outcome)
{
    auto number = m_records.names.scope(scope.toStdString());
    if (!number)
        return number.error();
    const auto gone = m_records.rowsOf("WHERE scope = ?1", {*number});
    if (!gone)
        return gone.error();
    QSet<Ordinal> customers;
    for (const auto &row : *gone) {
        customers.insert(row.customer);
        if (auto ok = m_records.erase(row); !ok)
            return ok;
    }
    for (const auto customer : std::as_const(customers)) {
        if (customer == 0)
            continue;
        const auto left = m_database.number("SELECT count(*) FROM base WHERE rid BETWEEN ?1 AND ?2",
                                            {packRid(customer, TypeCode(0), 0, 0), rangeEnd(customer, TypeCode::Other)});
        if (left == 0) {
            if (auto noted = notePurge(outcome); !noted)
                return noted;
            if (auto ok = sealWorkOf(customer); !ok)
                return ok;
            if (auto ok = m_records.eraseCustomer(customer); !ok)
                return ok;
        }
    }
    if (auto ok = m_database.run("DELETE FROM bootstrap_job WHERE scope = ?1", {*number}); !ok)
        return ok;
    return m_database.run("UPDATE scope_ref SET granted = 0 WHERE n = ?1", {*number});
}

Done SyncStore::dropUngranted(sync::ApplyOutcome &outcome)
{
    // The answer to a push may bring a record of a scope the feed has not named; a grant that came and went between two pulls is never named at all.
    QStringList scopes;
    {
        auto rows = m_database.query("SELECT id FROM scope_ref s WHERE granted = 0 AND EXISTS (SELECT 1 FROM base WHERE base.scope = s.n AND version > 0)");
        if (!rows)
            return rows.error();
        while (rows->next())
            scopes.append(rows->text(0));
    }
    for (const auto &scope : std::as_const(scopes))
        if (auto ok = dropScope(scope, outcome); !ok)
            return ok;
    return done();
}

Result<std::optional<sync::BootstrapJob>> SyncStore::nextBootstrap(qint64 nowMs)
{
    auto rows = m_database.query("SELECT s.id, j.token FROM bootstrap_job j JOIN scope_ref s ON s.n = j.scope WHERE j.not_before <= ?1"
                                 " ORDER BY substr(s.id, 1, 4) <> 'ref:', j.gen LIMIT 1",
                                 {nowMs});
    if (!rows)
        return rows.error();
    if (!rows->next())
        return std::optional<sync::BootstrapJob>();
    return std::optional(sync::BootstrapJob {rows->text(0), rows->text(1)});
}

Result<sync::ApplyOutcome> SyncStore::applySnapshot(const QString &scope, const QString &token, std::span<const sync::SnapshotPage> pages)
{
    return m_database.transaction([&]() -> Result<sync::ApplyOutcome> {
        sync::ApplyOutcome outcome;
        if (pages.empty())
            return outcome;
        if (auto ok = begin(); !ok)
            return ok.error();
        auto number = m_records.names.scope(scope.toStdString());
        if (!number)
            return number.error();
        qint64 jobGen = 0;
        {
            auto job = m_database.query("SELECT gen, token FROM bootstrap_job WHERE scope = ?1", {*number});
            if (!job)
                return job.error();
            if (!job->next() || job->text(1) != token) {
                outcome.dropped = true;
                return outcome;
            }
            jobGen = job->integer(0);
        }
        auto gen = generation();
        if (!gen)
            return gen.error();
        for (const auto &page : pages)
            for (const auto &row : page.rows)
                if (auto ok = applyRow(row, *gen, outcome); !ok)
                    return ok.error();
        const auto &last = pages.back();
        if (last.next.isEmpty()) {
            if (auto ok = finishBootstrap(*number, jobGen); !ok)
                return ok.error();
        } else if (auto ok = m_database.run("UPDATE bootstrap_job SET token = ?2, done = ?3, estimate = ?4 WHERE scope = ?1",
                                            {*number, last.next, last.done, last.estimate});
                   !ok) {
            return ok.error();
        }
        if (auto ok = m_records.flushSums(); !ok)
            return ok.error();
        if (auto ok = m_database.setState(u"consistent"_s, 0); !ok)
            return ok.error();
        return outcome;
    });
}

Done SyncStore::finishBootstrap(qint64 scope, qint64 gen)
{
    // Mark and sweep: what the snapshot and the feed since did not show, the server no longer has. Tombstones have done their duty.
    const auto gone = m_records.rowsOf("WHERE scope = ?1 AND version > 0 AND (gen < ?2 OR deleted = 1)", {scope, gen});
    if (!gone)
        return gone.error();
    for (const auto &row : *gone)
        if (auto ok = m_records.erase(row); !ok)
            return ok;
    return m_database.run("DELETE FROM bootstrap_job WHERE scope = ?1", {scope});
}

Done SyncStore::resetAll()
{
    return m_database.transaction([&]() -> Done {
        // Base rows stay readable until the snapshot has swept them; outbox, conflicts and drafts are untouched.
        for (const char *sql : {"DELETE FROM bootstrap_job", "DELETE FROM member"})
            if (auto ok = m_database.run(sql); !ok)
                return ok;
        for (const auto &[key, value] : {std::pair(u"consistent"_s, QVariant(0)), std::pair(u"history_lost"_s, QVariant(1))})
            if (auto ok = m_database.setState(key, value); !ok)
                return ok;
        return m_database.setState(u"cursor"_s, QString());
    });
}

Done SyncStore::noteRound(qint64 atMs, const QString &outcome)
{
    return m_database.transaction([&]() -> Done {
        if (auto ok = m_database.run("INSERT OR REPLACE INTO sync_history (at, outcome) VALUES (?1, ?2)", {atMs, outcome}); !ok)
            return ok;
        if (auto ok = m_database.run("DELETE FROM sync_history WHERE at NOT IN (SELECT at FROM sync_history ORDER BY at DESC LIMIT 200)"); !ok)
            return ok;
        if (outcome == "ok"_L1)
            if (auto ok = m_database.setState(u"last_success"_s, atMs); !ok)
                return ok;
        if (auto ok = m_database.setState(u"last_attempt"_s, atMs); !ok)
            return ok;
        if (auto ok = m_database.setState(u"last_error"_s, outcome == "ok"_L1 ? QString() : outcome); !ok)
            return ok;
        if (auto ok = AuditLog(m_database).prune(atMs - kKeepDoneMs); !ok)
            return ok;
        return m_database.run("DELETE FROM outbox WHERE state > 2 AND done_at < ?1", {atMs - kKeepDoneMs});
    });
}

} // namespace zhike::storage
