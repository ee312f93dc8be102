// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/store/postgressession.h"

#include <QJsonDocument>
#include <algorithm>

namespace zhike::central {

using namespace Qt::Literals::StringLiterals;

namespace {

#define RECORD_COLUMNS                                                                                                                                         \
    "id, scope, type, customer_id, version, guard_version, csn, deleted, reason, successor, data, create_fp, created_at, updated_at, updated_by, "             \
    "updated_via, business_date, past"

StoredRecord readRecord(const PgResult &rows, int i)
{
    StoredRecord record;
    record.id = rows.text(i, 0);
    record.scope = rows.text(i, 1);
    record.type = rows.text(i, 2);
    record.customerId = rows.text(i, 3);
    record.version = rows.integer(i, 4);
    record.guardVersion = rows.integer(i, 5);
    record.csn = rows.integer(i, 6);
    record.deleted = rows.integer(i, 7) != 0;
    record.reason = rows.text(i, 8);
    record.successor = rows.text(i, 9);
    record.rawData = rows.bytes(i, 10);
    record.createFingerprint = rows.bytes(i, 11);
    record.createdAt = rows.text(i, 12);
    record.updatedAt = rows.text(i, 13);
    record.updatedBy = rows.text(i, 14);
    record.updatedVia = rows.text(i, 15);
    record.businessDate = rows.text(i, 16);
    if (!rows.isNull(i, 17))
        record.past = QJsonDocument::fromJson(rows.bytes(i, 17)).object();
    return record;
}

#define DEVICE_COLUMNS                                                                                                                                         \
    "id, login, install_id, name, os, app, jwk, status, incarnation, ack_floor, lease_until, last_pull, lease_generation, generation_at, share, "              \
    "previous_share, wipe_order, anchor"

Device readDevice(const PgResult &rows, int i)
{
    return {rows.text(i, 0),          rows.text(i, 1),  rows.text(i, 2),         rows.text(i, 3),    rows.text(i, 4),   rows.text(i, 5),
            rows.bytes(i, 6),         rows.text(i, 7),  int(rows.integer(i, 8)), rows.integer(i, 9), rows.text(i, 10),  rows.text(i, 11),
            int(rows.integer(i, 12)), rows.text(i, 13), rows.bytes(i, 14),       rows.bytes(i, 15),  rows.bytes(i, 16), rows.bytes(i, 17)};
}

QStringList readList(const QString &text)
{
    return text.split(u',', Qt::SkipEmptyParts);
}

QString orEmpty(const QString &text)
{
    return text.isNull() ? u""_s : text;
}

template<class T, class Read>
Result<std::optional<T>> one(const Result<PgResult> &rows, const Read &read)
{
    if (!rows)
        return rows.error();
    return rows->rows() > 0 ? std::optional<T>(read(*rows, 0)) : std::nullopt;
}

template<class T, class Read>
Result<QList<T>> many(const Result<PgResult> &rows, const Read &read)
{
    if (!rows)
        return rows.error();
    QList<T> found;
    found.reserve(rows->rows());
    for (int i = 0; i < rows->rows(); ++i)
        found.append(read(*rows, i));
    return found;
}

// Questions that are foreseen: known by their address, as the connection knows what it has prepared.
constexpr const char kUser[] = "SELECT login, name, role, branch, password_hash, grant_rev FROM user_ WHERE login = $1";
constexpr const char kGrants[] = "SELECT login, scope, role, types, mask, valid_to, customers, valid_from, ended FROM grant_ WHERE login = $1 ORDER BY scope";
constexpr const char kScopesLike[] = "SELECT id FROM scope WHERE id >= $1 AND starts_with(id, $1) ORDER BY id";
constexpr const char kDevice[] = "SELECT " DEVICE_COLUMNS " FROM device WHERE id = $1";
constexpr const char kPolicy[] = "SELECT k, v FROM policy";
constexpr const char kOp[] = "SELECT device, op_id, incarnation, n, fp, result FROM op WHERE device = $1 AND op_id = $2";
constexpr const char kLockCustomerOf[]
    = "SELECT 1 FROM customer_directory WHERE customer_id = coalesce((SELECT r.customer_id FROM record r WHERE r.id = $1), $1) FOR UPDATE";
constexpr const char kRecordLocked[] = "SELECT " RECORD_COLUMNS " FROM record WHERE id = $1 FOR UPDATE";
constexpr const char kSpent[] = "SELECT 1 FROM spent_id WHERE id = $1";
constexpr const char kHomeLocked[] = "SELECT scope FROM customer_directory WHERE customer_id = $1 FOR UPDATE";
constexpr const char kHeads[] = "SELECT s.id, s.csn, s.floor_csn, coalesce(m.mark, 0) FROM scope s LEFT JOIN feed_mark m ON m.scope = s.id AND m.csn = s.csn "
                                "WHERE s.id = ANY($1)";
constexpr const char kMarks[]
    = "SELECT m.scope, m.csn, m.mark FROM unnest($1::text[], $2::bigint[]) AS w (scope, csn) JOIN feed_mark m ON m.scope = w.scope AND m.csn = w.csn";
constexpr const char kDigests[] = "SELECT scope, type, n, sum::text, oldest FROM scope_digest WHERE scope = ANY($1) ORDER BY scope, type";

QString firstText(const PgResult &rows, int i)
{
    return rows.text(i, 0);
}

} // namespace

void PostgresSession::foresee(const Foresight &about)
{
    std::vector<std::pair<Known, size_t>> asked;
    const auto expect = [&](const char *sql, PgValues values) {
        asked.emplace_back(Known {sql, values, PgResult(nullptr)}, m_connection->queued());
        m_connection->queue(sql, std::move(values));
    };
    if (!about.login.isEmpty()) {
        if (!isWriter())
            expect(kUser, PgValues::of(about.login));
        expect(kScopesLike, PgValues::of(u"ref:"_s));
        expect(kGrants, PgValues::of(about.login));
    }
    if (!about.device.isEmpty() && !isWriter())
        expect(kDevice, PgValues::of(about.device));
    if (about.policy)
        expect(kPolicy, {});
    if (!about.op.isEmpty())
        expect(kOp, PgValues::of(about.device, about.op));
    if (!about.record.isEmpty() && isWriter()) { // in the order in which they would be asked, which is the order of the locks
        expect(kLockCustomerOf, PgValues::of(about.record));
        expect(kRecordLocked, PgValues::of(about.record));
        expect(kSpent, PgValues::of(about.record));
        if (!about.customer.isEmpty())
            expect(kHomeLocked, PgValues::of(about.customer));
    }
    const auto sums = m_connection->queued();
    const bool places = !about.scopes.isEmpty() && !isWriter();
    if (places) {
        QStringList scopes, counters;
        for (const auto &[scope, csn] : about.marks) {
            scopes.append(scope);
            counters.append(QString::number(csn));
        }
        m_connection->queue(kHeads, PgValues::of(about.scopes));
        m_connection->queue(kDigests, PgValues::of(about.scopes));
        m_connection->queue(kMarks, PgValues::of(scopes, counters));
    }
    if (asked.empty() && !places)
        return;
    auto results = flush();
    if (!results)
        return; // whatever is asked now is answered with the failure
    for (auto &[known, at] : asked) {
        known.rows = std::move(results->at(at));
        m_known.push_back(std::move(known));
    }
    if (!places)
        return;
    m_scopesKnown = about.scopes;
    m_marksKnown = {about.marks.cbegin(), about.marks.cend()};
    const auto &heads = results->at(sums);
    for (int i = 0; i < heads.rows(); ++i)
        m_heads.insert(heads.text(i, 0), {heads.integer(i, 1), heads.integer(i, 2), heads.integer(i, 3)});
    const auto &digests = results->at(sums + 1);
    for (int i = 0; i < digests.rows(); ++i)
        m_digests[digests.text(i, 0)].append({digests.text(i, 1), digests.integer(i, 2), digests.bytes(i, 3).toULongLong(), digests.text(i, 4)});
    const auto &marks = results->at(sums + 2);
    for (int i = 0; i < marks.rows(); ++i)
        m_marks.insert({marks.text(i, 0), marks.integer(i, 1)}, marks.integer(i, 2));
}

Result<PgResult> PostgresSession::askOnce(const char *sql, const PgValues &values)
{
    const auto known = std::find_if(m_known.begin(), m_known.end(), [&](const Known &one) { return one.sql == sql && one.values == values; });
    if (known == m_known.end())
        return ask(sql, values);
    auto rows = std::move(known->rows);
    m_known.erase(known);
    return rows;
}

Result<std::optional<ScopeHead>> PostgresSession::head(const QString &scope)
{
    if (m_scopesKnown.contains(scope)) {
        const auto known = m_heads.constFind(scope);
        return known == m_heads.cend() ? std::optional<ScopeHead>() : std::optional(*known);
    }
    return one<ScopeHead>(
        ask("SELECT s.csn, s.floor_csn, coalesce(m.mark, 0) FROM scope s LEFT JOIN feed_mark m ON m.scope = s.id AND m.csn = s.csn WHERE s.id = $1",
            PgValues::of(scope)),
        [](const PgResult &rows, int i) {
            return ScopeHead {rows.integer(i, 0), rows.integer(i, 1), rows.integer(i, 2)};
        });
}

Result<std::optional<qint64>> PostgresSession::mark(const QString &scope, qint64 csn)
{
    if (m_marksKnown.contains({scope, csn})) {
        const auto known = m_marks.constFind({scope, csn});
        return known == m_marks.cend() ? std::optional<qint64>() : std::optional(*known);
    }
    return one<qint64>(ask("SELECT mark FROM feed_mark WHERE scope = $1 AND csn = $2", PgValues::of(scope, csn)),
                       [](const PgResult &rows, int i) { return rows.integer(i, 0); });
}

Result<QStringList> PostgresSession::scopesWithPrefix(const QString &prefix)
{
    auto found = many<QString>(askOnce(kScopesLike, PgValues::of(orEmpty(prefix))), firstText);
    if (!found)
        return found.error();
    return QStringList(*found);
}

Result<QList<StoredRecord>> PostgresSession::feed(const QString &scope, const FeedPosition &after, int limit)
{
    return many<StoredRecord>(ask("SELECT " RECORD_COLUMNS " FROM record WHERE scope = $1 AND (csn, id) > ($2, $3) ORDER BY csn, id LIMIT $4",
                                  PgValues::of(scope, after.csn, orEmpty(after.id), limit)),
                              readRecord);
}

Result<QList<StoredRecord>> PostgresSession::snapshotRows(const QString &scope, int rank, const QString &afterId, int limit)
{
    return many<StoredRecord>(ask("SELECT " RECORD_COLUMNS
                                  " FROM record WHERE NOT deleted AND scope = $1 AND (rank, id) > ($2, $3) AND rank >= 0 ORDER BY rank, id LIMIT $4",
                                  PgValues::of(scope, rank, orEmpty(afterId), limit)),
                              readRecord);
}

Result<QList<TypeDigest>> PostgresSession::digests(const QString &scope)
{
    if (m_scopesKnown.contains(scope))
        return m_digests.value(scope);
    return many<TypeDigest>(ask("SELECT type, n, sum::text, oldest FROM scope_digest WHERE scope = $1 ORDER BY type", PgValues::of(scope)),
                            [](const PgResult &rows, int i) {
                                return TypeDigest {rows.text(i, 0), rows.integer(i, 1), rows.bytes(i, 2).toULongLong(), rows.text(i, 3)};
                            });
}

Result<QList<ManifestRow>> PostgresSession::manifest(const QString &scope, const QString &type, const QString &afterId, int limit)
{
    return many<ManifestRow>(ask("SELECT id, version FROM record WHERE NOT deleted AND scope = $1 AND rank >= 0 AND type = $2 AND id > $3 ORDER BY id LIMIT $4",
                                 PgValues::of(scope, type, orEmpty(afterId), limit)),
                             [](const PgResult &rows, int i) {
                                 return ManifestRow {rows.text(i, 0), rows.integer(i, 1)};
                             });
}

Result<std::optional<StoredRecord>> PostgresSession::record(const QString &id)
{
    const auto staged = m_staged.constFind(id);
    if (staged != m_staged.cend())
        return std::optional(*staged);
    if (!locksReads())
        return one<StoredRecord>(ask("SELECT " RECORD_COLUMNS " FROM record WHERE id = $1", PgValues::of(id)), readRecord);
    // The customer is what writers take turns on: a move may not run past a record that is being made for the same person.
    const auto values = PgValues::of(id);
    const bool foreseen = std::any_of(m_known.cbegin(), m_known.cend(), [&](const Known &one) { return one.sql == kRecordLocked && one.values == values; });
    if (!foreseen)
        (void)put(kLockCustomerOf, values);
    auto found = one<StoredRecord>(askOnce(kRecordLocked, values), readRecord);
    if (found)
        noteSeen(id, *found ? (*found)->version : kAbsent);
    return found;
}

Result<QStringList> PostgresSession::existing(const QStringList &ids)
{
    auto found = many<QString>(ask("SELECT id FROM record WHERE id = ANY($1)", PgValues::of(ids)), firstText);
    if (!found)
        return found.error();
    for (const auto &id : ids)
        if (!found->contains(id))
            noteSeen(id, kAbsent);
    return QStringList(*found);
}

Result<bool> PostgresSession::isSpent(const QString &id)
{
    const auto rows = askOnce(kSpent, PgValues::of(id));
    if (!rows)
        return rows.error();
    return rows->rows() > 0;
}

Result<QList<StoredRecord>> PostgresSession::recordsOf(const QString &customerId, const QString &type)
{
    if (locksReads())
        (void)put("SELECT 1 FROM customer_directory WHERE customer_id = $1 FOR UPDATE", PgValues::of(customerId));
    if (type.isEmpty()) {
        const auto *all = locksReads() ? "SELECT " RECORD_COLUMNS " FROM record WHERE NOT deleted AND rank >= 0 AND customer_id = $1 ORDER BY id FOR UPDATE"
                                       : "SELECT " RECORD_COLUMNS " FROM record WHERE NOT deleted AND rank >= 0 AND customer_id = $1 ORDER BY id";
        auto found = many<StoredRecord>(ask(all, PgValues::of(customerId)), readRecord);
        if (found && locksReads())
            for (const auto &row : std::as_const(*found))
                noteSeen(row.id, row.version);
        return found;
    }
    auto found = many<StoredRecord>(
        ask("SELECT " RECORD_COLUMNS " FROM record WHERE NOT deleted AND customer_id = $1 AND type = $2 ORDER BY id", PgValues::of(customerId, type)),
        readRecord);
    if (!found)
        return found;
    // What this transaction has put aside counts too.
    erase_if(*found, [this](const StoredRecord &row) { return m_staged.contains(row.id); });
    for (const auto &row : std::as_const(m_staged))
        if (row.customerId == customerId && row.type == type && !row.deleted)
            found->append(row);
    return found;
}

Result<QString> PostgresSession::customerScope(const QString &customerId)
{
    if (const auto staged = m_newCustomerScopes.constFind(customerId); staged != m_newCustomerScopes.cend())
        return *staged;
    auto found = one<QString>(askOnce(locksReads() ? kHomeLocked : "SELECT scope FROM customer_directory WHERE customer_id = $1", PgValues::of(customerId)),
                              firstText);
    if (!found)
        return found.error();
    return found->value_or(QString());
}

Result<QString> PostgresSession::customerByNumber(const QString &number)
{
    auto found = one<QString>(ask("SELECT customer_id FROM customer_number WHERE number = $1", PgValues::of(number)), firstText);
    if (!found)
        return found.error();
    return found->value_or(QString());
}

Done PostgresSession::eachRecord(const std::function<void(const StoredRecord &)> &visit)
{
    return each("DECLARE all_records NO SCROLL CURSOR FOR SELECT " RECORD_COLUMNS " FROM record ORDER BY scope, csn, id", "FETCH 500 FROM all_records",
                "CLOSE all_records", [&](const PgResult &rows, int i) {
                    visit(readRecord(rows, i));
                    return true;
                });
}

Result<std::optional<User>> PostgresSession::user(const QString &login)
{
    return one<User>(askOnce(locksReads() ? "SELECT login, name, role, branch, password_hash, grant_rev FROM user_ WHERE login = $1 FOR UPDATE" : kUser,
                             PgValues::of(login)),
                     [](const PgResult &rows, int i) {
                         return User {rows.text(i, 0), rows.text(i, 1), rows.text(i, 2), rows.text(i, 3), rows.bytes(i, 4), rows.integer(i, 5)};
                     });
}

Result<QList<Grant>> PostgresSession::grants(const QString &login)
{
    return many<Grant>(askOnce(kGrants, PgValues::of(login)), [](const PgResult &rows, int i) {
        return Grant {rows.text(i, 0),           rows.text(i, 1), rows.text(i, 2), readList(rows.text(i, 3)), readList(rows.text(i, 4)), rows.text(i, 5),
                      readList(rows.text(i, 6)), rows.text(i, 7), rows.text(i, 8)};
    });
}

Result<std::optional<Device>> PostgresSession::device(const QString &id)
{
    return one<Device>(askOnce(locksReads() ? "SELECT " DEVICE_COLUMNS " FROM device WHERE id = $1 FOR UPDATE" : kDevice, PgValues::of(id)), readDevice);
}

Result<std::optional<Device>> PostgresSession::deviceOf(const QString &login, const QString &installId)
{
    return one<Device>(ask(locksReads() ? "SELECT " DEVICE_COLUMNS " FROM device WHERE login = $1 AND install_id = $2 FOR UPDATE"
                                        : "SELECT " DEVICE_COLUMNS " FROM device WHERE login = $1 AND install_id = $2",
                           PgValues::of(login, installId)),
                       readDevice);
}

Result<QList<Device>> PostgresSession::devices()
{
    return many<Device>(ask("SELECT " DEVICE_COLUMNS " FROM device ORDER BY login, id"), readDevice);
}

Result<qint64> PostgresSession::deviceCount()
{
    const auto rows = ask("SELECT count(*) FROM device");
    if (!rows)
        return rows.error();
    return rows->integer(0, 0);
}

Result<QList<Device>> PostgresSession::devicesOf(const QString &login)
{
    return many<Device>(ask("SELECT " DEVICE_COLUMNS " FROM device WHERE login = $1 ORDER BY id", PgValues::of(login)), readDevice);
}

Result<std::optional<ChainHead>> PostgresSession::chainHead(const QString &device, int incarnation)
{
    return one<ChainHead>(ask(locksReads() ? "SELECT seq, hash FROM device_chain WHERE device = $1 AND incarnation = $2 FOR UPDATE"
                                           : "SELECT seq, hash FROM device_chain WHERE device = $1 AND incarnation = $2",
                              PgValues::of(device, incarnation)),
                          [](const PgResult &rows, int i) {
                              return ChainHead {rows.integer(i, 0), rows.bytes(i, 1)};
                          });
}

Result<QList<DeviceEvent>> PostgresSession::deviceEvents(const QString &device, int incarnation, qint64 afterSeq, int limit)
{
    return many<DeviceEvent>(ask("SELECT incarnation, seq, hash, body, flag, at FROM device_event WHERE device = $1 AND (incarnation, seq) > ($2, $3) "
                                 "ORDER BY incarnation, seq, hash LIMIT $4",
                                 PgValues::of(device, incarnation, afterSeq, limit)),
                             [&device](const PgResult &rows, int i) {
                                 return DeviceEvent {device,           int(rows.integer(i, 0)), rows.integer(i, 1), rows.bytes(i, 2),
                                                     rows.bytes(i, 3), rows.text(i, 4),         rows.integer(i, 5)};
                             });
}

Result<QList<Checkpoint>> PostgresSession::checkpoints(const QString &device)
{
    return many<Checkpoint>(ask("SELECT incarnation, seq, jws FROM checkpoint WHERE device = $1 ORDER BY incarnation, seq", PgValues::of(device)),
                            [&device](const PgResult &rows, int i) {
                                return Checkpoint {device, int(rows.integer(i, 0)), rows.integer(i, 1), rows.bytes(i, 2)};
                            });
}

Result<QList<StoredRecord>> PostgresSession::openRequests()
{
    return many<StoredRecord>(ask("SELECT " RECORD_COLUMNS " FROM record WHERE type = 'change_request' AND NOT deleted ORDER BY id"), readRecord);
}

Result<QByteArray> PostgresSession::setting(const QString &key)
{
    auto found = one<QByteArray>(ask("SELECT v FROM setting WHERE k = $1", PgValues::of(key)), [](const PgResult &rows, int i) { return rows.bytes(i, 0); });
    if (!found)
        return found.error();
    return found->value_or(QByteArray());
}

Result<QHash<QString, QString>> PostgresSession::policy()
{
    const auto rows = askOnce(kPolicy, {});
    if (!rows)
        return rows.error();
    QHash<QString, QString> found;
    for (int i = 0; i < rows->rows(); ++i)
        found.insert(rows->text(i, 0), rows->text(i, 1));
    return found;
}

Result<std::optional<StoredOp>> PostgresSession::op(const QString &device, const QString &opId)
{
    return one<StoredOp>(askOnce(kOp, PgValues::of(device, opId)), [](const PgResult &rows, int i) {
        return StoredOp {rows.text(i, 0), rows.text(i, 1), int(rows.integer(i, 2)), rows.integer(i, 3), rows.bytes(i, 4), rows.bytes(i, 5)};
    });
}

Result<bool> PostgresSession::tookEffect(const QString &opId)
{
    const auto found = ask("SELECT 1 FROM op_effect WHERE op_id = $1", PgValues::of(opId));
    if (!found)
        return found.error();
    return found->rows() > 0;
}

Result<std::optional<RefreshToken>> PostgresSession::refreshToken(const QByteArray &hash)
{
    return one<RefreshToken>(ask("SELECT hash, login, expires_ms FROM refresh_token WHERE hash = $1", PgValues::of(hash)), [](const PgResult &rows, int i) {
        return RefreshToken {rows.bytes(i, 0), rows.text(i, 1), rows.integer(i, 2)};
    });
}

Done PostgresSession::eachAudit(const std::function<bool(const AuditRow &)> &visit)
{
    return each("DECLARE all_audit NO SCROLL CURSOR FOR SELECT seq, prev, body, hash FROM audit ORDER BY seq", "FETCH 500 FROM all_audit", "CLOSE all_audit",
                [&](const PgResult &rows, int i) {
                    return visit({rows.integer(i, 0), rows.bytes(i, 1), rows.bytes(i, 2), rows.bytes(i, 3)});
                });
}

} // namespace zhike::central
