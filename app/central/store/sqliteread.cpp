// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/store/sqlitesession.h"

#include <QJsonDocument>

namespace zhike::central {

using namespace Qt::Literals::StringLiterals;
using sqlite::Statement;

namespace {

#define RECORD_COLUMNS                                                                                                                                         \
    "id, scope, type, customer_id, version, guard_version, csn, deleted, reason, successor, data, create_fp, created_at, updated_at, updated_by, "             \
    "updated_via, "                                                                                                                                            \
    "business_date, past"

StoredRecord readRecord(const Statement &row)
{
    StoredRecord record;
    record.id = row.text(0);
    record.scope = row.text(1);
    record.type = row.text(2);
    record.customerId = row.text(3);
    record.version = row.integer(4);
    record.guardVersion = row.integer(5);
    record.csn = row.integer(6);
    record.deleted = row.integer(7) != 0;
    record.reason = row.text(8);
    record.successor = row.text(9);
    record.rawData = row.bytes(10);
    record.createFingerprint = row.bytes(11);
    record.createdAt = row.text(12);
    record.updatedAt = row.text(13);
    record.updatedBy = row.text(14);
    record.updatedVia = row.text(15);
    record.businessDate = row.text(16);
    if (!row.isNull(17))
        record.past = QJsonDocument::fromJson(row.bytes(17)).object();
    return record;
}

#define DEVICE_COLUMNS                                                                                                                                         \
    "id, login, install_id, name, os, app, jwk, status, incarnation, ack_floor, lease_until, last_pull, lease_generation, generation_at, share, "              \
    "previous_share, wipe_order, anchor"

Device readDevice(const Statement &row)
{
    return {row.text(0),    row.text(1),  row.text(2),  row.text(3),          row.text(4),  row.text(5),   row.bytes(6),  row.text(7),   int(row.integer(8)),
            row.integer(9), row.text(10), row.text(11), int(row.integer(12)), row.text(13), row.bytes(14), row.bytes(15), row.bytes(16), row.bytes(17)};
}

QStringList readList(const QString &text)
{
    return text.split(u',', Qt::SkipEmptyParts);
}

// One row or none.
template<class T, class Read, class... A>
Result<std::optional<T>> one(SqliteHandle &handle, const char *sql, const Read &read, const A &...values)
{
    std::optional<T> found;
    auto ok = handle.each(
        sql,
        [&](const Statement &row) {
            found = read(row);
            return false;
        },
        values...);
    if (!ok)
        return ok.error();
    return found;
}

template<class T, class Read, class... A>
Result<QList<T>> many(SqliteHandle &handle, const char *sql, const Read &read, const A &...values)
{
    QList<T> found;
    auto ok = handle.each(
        sql,
        [&](const Statement &row) {
            found.append(read(row));
            return true;
        },
        values...);
    if (!ok)
        return ok.error();
    return found;
}

} // namespace

Result<std::optional<ScopeHead>> SqliteSession::head(const QString &scope)
{
    return one<ScopeHead>(
        *m_handle, "SELECT csn, floor_csn, coalesce((SELECT mark FROM feed_mark m WHERE m.scope = s.id AND m.csn = s.csn), 0) FROM scope s WHERE id = ?",
        [](const Statement &row) {
            return ScopeHead {row.integer(0), row.integer(1), row.integer(2)};
        },
        scope);
}

Result<std::optional<qint64>> SqliteSession::mark(const QString &scope, qint64 csn)
{
    return one<qint64>(
        *m_handle, "SELECT mark FROM feed_mark WHERE scope = ? AND csn = ?", [](const Statement &row) { return row.integer(0); }, scope, csn);
}

Result<QStringList> SqliteSession::scopesWithPrefix(const QString &prefix)
{
    auto found = many<QString>(
        *m_handle, "SELECT id FROM scope WHERE id >= ? AND substr(id, 1, length(?)) = ? ORDER BY id", [](const Statement &row) { return row.text(0); }, prefix,
        prefix, prefix);
    if (!found)
        return found.error();
    return QStringList(*found);
}

Result<QList<StoredRecord>> SqliteSession::feed(const QString &scope, const FeedPosition &after, int limit)
{
    return many<StoredRecord>(*m_handle, "SELECT " RECORD_COLUMNS " FROM record WHERE scope = ? AND (csn, id) > (?, ?) ORDER BY csn, id LIMIT ?", readRecord,
                              scope, after.csn, after.id.isNull() ? u""_s : after.id, limit);
}

Result<QList<StoredRecord>> SqliteSession::snapshotRows(const QString &scope, int rank, const QString &afterId, int limit)
{
    return many<StoredRecord>(
        *m_handle, "SELECT " RECORD_COLUMNS " FROM record WHERE deleted = 0 AND scope = ? AND (rank, id) > (?, ?) AND rank >= 0 ORDER BY rank, id LIMIT ?",
        readRecord, scope, rank, afterId.isNull() ? u""_s : afterId, limit);
}

Result<QList<TypeDigest>> SqliteSession::digests(const QString &scope)
{
    return many<TypeDigest>(
        *m_handle, "SELECT type, n, sum, oldest FROM scope_digest WHERE scope = ? ORDER BY type",
        [](const Statement &row) {
            return TypeDigest {row.text(0), row.integer(1), quint64(row.integer(2)), row.text(3)};
        },
        scope);
}

Result<QList<ManifestRow>> SqliteSession::manifest(const QString &scope, const QString &type, const QString &afterId, int limit)
{
    return many<ManifestRow>(
        *m_handle,
        "SELECT id, version FROM record INDEXED BY rec_snap WHERE deleted = 0 AND scope = ? AND rank >= 0 AND type = ? AND id > ? ORDER BY id LIMIT ?",
        [](const Statement &row) {
            return ManifestRow {row.text(0), row.integer(1)};
        },
        scope, type, afterId.isNull() ? u""_s : afterId, limit);
}

Result<std::optional<StoredRecord>> SqliteSession::record(const QString &id)
{
    const auto staged = m_staged.constFind(id);
    if (staged != m_staged.cend())
        return std::optional(*staged);
    return one<StoredRecord>(*m_handle, "SELECT " RECORD_COLUMNS " FROM record WHERE id = ?", readRecord, id);
}

Result<bool> SqliteSession::isSpent(const QString &id)
{
    auto found = one<bool>(
        *m_handle, "SELECT 1 FROM spent_id WHERE id = ?", [](const Statement &) { return true; }, id);
    if (!found)
        return found.error();
    return found->value_or(false);
}

Result<QList<StoredRecord>> SqliteSession::recordsOf(const QString &customerId, const QString &type)
{
    if (type.isEmpty())
        return many<StoredRecord>(*m_handle, "SELECT " RECORD_COLUMNS " FROM record WHERE deleted = 0 AND rank >= 0 AND customer_id = ?", readRecord,
                                  customerId);
    auto found = many<StoredRecord>(*m_handle, "SELECT " RECORD_COLUMNS " FROM record WHERE deleted = 0 AND customer_id = ? AND type = ?", readRecord,
                                    customerId, type);
    if (!found)
        return found;
    // What this transaction has put aside counts too.
    erase_if(*found, [this](const StoredRecord &row) { return m_staged.contains(row.id); });
    for (const auto &row : m_staged)
        if (row.customerId == customerId && row.type == type && !row.deleted)
            found->append(row);
    return found;
}

Result<QString> SqliteSession::customerScope(const QString &customerId)
{
    if (const auto staged = m_newCustomerScopes.constFind(customerId); staged != m_newCustomerScopes.cend())
        return *staged;
    auto found = one<QString>(
        *m_handle, "SELECT scope FROM customer_directory WHERE customer_id = ?", [](const Statement &row) { return row.text(0); }, customerId);
    if (!found)
        return found.error();
    return found->value_or(QString());
}

Result<QString> SqliteSession::customerByNumber(const QString &number)
{
    auto found = one<QString>(
        *m_handle, "SELECT customer_id FROM customer_number WHERE number = ?", [](const Statement &row) { return row.text(0); }, number);
    if (!found)
        return found.error();
    return found->value_or(QString());
}

Done SqliteSession::eachRecord(const std::function<void(const StoredRecord &)> &visit)
{
    return m_handle->each("SELECT " RECORD_COLUMNS " FROM record ORDER BY scope, csn, id", [&](const Statement &row) {
        visit(readRecord(row));
        return true;
    });
}

Result<std::optional<User>> SqliteSession::user(const QString &login)
{
    return one<User>(
        *m_handle, "SELECT login, name, role, branch, password_hash, grant_rev FROM user WHERE login = ?",
        [](const Statement &row) { return User {row.text(0), row.text(1), row.text(2), row.text(3), row.bytes(4), row.integer(5)}; }, login);
}

Result<QList<Grant>> SqliteSession::grants(const QString &login)
{
    return many<Grant>(
        *m_handle, "SELECT login, scope, role, types, mask, valid_to, customers, valid_from, ended FROM grant_ WHERE login = ? ORDER BY scope",
        [](const Statement &row) {
            return Grant {row.text(0),           row.text(1), row.text(2), readList(row.text(3)), readList(row.text(4)), row.text(5),
                          readList(row.text(6)), row.text(7), row.text(8)};
        },
        login);
}

Result<std::optional<Device>> SqliteSession::device(const QString &id)
{
    return one<Device>(*m_handle, "SELECT " DEVICE_COLUMNS " FROM device WHERE id = ?", readDevice, id);
}

Result<std::optional<Device>> SqliteSession::deviceOf(const QString &login, const QString &installId)
{
    return one<Device>(*m_handle, "SELECT " DEVICE_COLUMNS " FROM device WHERE login = ? AND install_id = ?", readDevice, login, installId);
}

Result<QList<Device>> SqliteSession::devices()
{
    return many<Device>(*m_handle, "SELECT " DEVICE_COLUMNS " FROM device ORDER BY login, id", readDevice);
}

Result<qint64> SqliteSession::deviceCount()
{
    auto found = one<qint64>(*m_handle, "SELECT count(*) FROM device", [](const Statement &row) { return row.integer(0); });
    if (!found)
        return found.error();
    return found->value_or(0);
}

Result<QList<Device>> SqliteSession::devicesOf(const QString &login)
{
    return many<Device>(*m_handle, "SELECT " DEVICE_COLUMNS " FROM device WHERE login = ? ORDER BY id", readDevice, login);
}

Result<std::optional<ChainHead>> SqliteSession::chainHead(const QString &device, int incarnation)
{
    return one<ChainHead>(
        *m_handle, "SELECT seq, hash FROM device_chain WHERE device = ? AND incarnation = ?",
        [](const Statement &row) {
            return ChainHead {row.integer(0), row.bytes(1)};
        },
        device, incarnation);
}

Result<QList<DeviceEvent>> SqliteSession::deviceEvents(const QString &device, int incarnation, qint64 afterSeq, int limit)
{
    return many<DeviceEvent>(
        *m_handle,
        "SELECT incarnation, seq, hash, body, flag, at FROM device_event WHERE device = ? AND (incarnation, seq) > (?, ?) ORDER BY incarnation, seq LIMIT ?",
        [&device](const Statement &row) {
            return DeviceEvent {device, int(row.integer(0)), row.integer(1), row.bytes(2), row.bytes(3), row.text(4), row.integer(5)};
        },
        device, incarnation, afterSeq, limit);
}

Result<QList<Checkpoint>> SqliteSession::checkpoints(const QString &device)
{
    return many<Checkpoint>(
        *m_handle, "SELECT incarnation, seq, jws FROM checkpoint WHERE device = ? ORDER BY incarnation, seq",
        [&device](const Statement &row) {
            return Checkpoint {device, int(row.integer(0)), row.integer(1), row.bytes(2)};
        },
        device);
}

Result<QList<StoredRecord>> SqliteSession::openRequests()
{
    return many<StoredRecord>(*m_handle, "SELECT " RECORD_COLUMNS " FROM record WHERE type = 'change_request' AND deleted = 0 ORDER BY id", readRecord);
}

Result<QByteArray> SqliteSession::setting(const QString &key)
{
    auto found = one<QByteArray>(
        *m_handle, "SELECT v FROM setting WHERE k = ?", [](const Statement &row) { return row.bytes(0); }, key);
    if (!found)
        return found.error();
    return found->value_or(QByteArray());
}

Result<QHash<QString, QString>> SqliteSession::policy()
{
    QHash<QString, QString> found;
    auto ok = m_handle->each("SELECT k, v FROM policy", [&](const Statement &row) {
        found.insert(row.text(0), row.text(1));
        return true;
    });
    if (!ok)
        return ok.error();
    return found;
}

Result<std::optional<StoredOp>> SqliteSession::op(const QString &device, const QString &opId)
{
    return one<StoredOp>(
        *m_handle, "SELECT device, op_id, incarnation, n, fp, result FROM op WHERE device = ? AND op_id = ?",
        [](const Statement &row) { return StoredOp {row.text(0), row.text(1), int(row.integer(2)), row.integer(3), row.bytes(4), row.bytes(5)}; }, device,
        opId);
}

Result<bool> SqliteSession::tookEffect(const QString &opId)
{
    const auto found = one<qint64>(
        *m_handle, "SELECT 1 FROM op_effect WHERE op_id = ?", [](const Statement &row) { return row.integer(0); }, opId);
    if (!found)
        return found.error();
    return found->has_value();
}

Result<std::optional<RefreshToken>> SqliteSession::refreshToken(const QByteArray &hash)
{
    return one<RefreshToken>(
        *m_handle, "SELECT hash, login, expires_ms FROM refresh_token WHERE hash = ?",
        [](const Statement &row) {
            return RefreshToken {row.bytes(0), row.text(1), row.integer(2)};
        },
        hash);
}

Done SqliteSession::eachAudit(const std::function<bool(const AuditRow &)> &visit)
{
    return m_handle->each("SELECT seq, prev, body, hash FROM audit ORDER BY seq", [&](const Statement &row) {
        return visit({row.integer(0), row.bytes(1), row.bytes(2), row.bytes(3)});
    });
}

} // namespace zhike::central
