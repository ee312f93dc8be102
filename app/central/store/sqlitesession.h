// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "central/store/sqlitehandle.h"
#include "central/store/sqlitestore.h"

#include <map>

namespace zhike::central {

//! Reads and writes of the embedded store over one connection: a read transaction, or BEGIN IMMEDIATE under the writer lock.
class SqliteSession final : public WriteSession {
public:
    enum class Kind { Reader, Writer };
    SqliteSession(SqliteStore &store, std::unique_ptr<SqliteHandle> handle, Kind kind, std::unique_lock<std::mutex> writerLock);
    ~SqliteSession() override;
    Done begin();

    Result<std::optional<ScopeHead>> head(const QString &scope) override;
    Result<std::optional<qint64>> mark(const QString &scope, qint64 csn) override;
    Result<QStringList> scopesWithPrefix(const QString &prefix) override;
    Result<QList<StoredRecord>> feed(const QString &scope, const FeedPosition &after, int limit) override;
    Result<QList<StoredRecord>> snapshotRows(const QString &scope, int rank, const QString &afterId, int limit) override;
    Result<QList<TypeDigest>> digests(const QString &scope) override;
    Result<QList<ManifestRow>> manifest(const QString &scope, const QString &type, const QString &afterId, int limit) override;
    Result<std::optional<StoredRecord>> record(const QString &id) override;
    Result<bool> isSpent(const QString &id) override;
    Result<QList<StoredRecord>> recordsOf(const QString &customerId, const QString &type) override;
    Result<QString> customerScope(const QString &customerId) override;
    Result<QString> customerByNumber(const QString &number) override;
    Done eachRecord(const std::function<void(const StoredRecord &)> &visit) override;
    Result<std::optional<User>> user(const QString &login) override;
    Result<QList<Grant>> grants(const QString &login) override;
    Result<std::optional<Device>> device(const QString &id) override;
    Result<std::optional<Device>> deviceOf(const QString &login, const QString &installId) override;
    Result<QList<Device>> devices() override;
    Result<qint64> deviceCount() override;
    Result<QList<Device>> devicesOf(const QString &login) override;
    Result<std::optional<ChainHead>> chainHead(const QString &device, int incarnation) override;
    Result<QList<DeviceEvent>> deviceEvents(const QString &device, int incarnation, qint64 afterSeq, int limit) override;
    Result<QList<Checkpoint>> checkpoints(const QString &device) override;
    Result<QList<StoredRecord>> openRequests() override;
    Result<QByteArray> setting(const QString &key) override;
    Result<QHash<QString, QString>> policy() override;
    Result<std::optional<StoredOp>> op(const QString &device, const QString &opId) override;
    Result<bool> tookEffect(const QString &opId) override;
    Result<std::optional<RefreshToken>> refreshToken(const QByteArray &hash) override;
    Done eachAudit(const std::function<bool(const AuditRow &)> &visit) override;

    Done stage(const StoredRecord &record) override;
    Done seal(qint64 nowMs) override;
    std::optional<StoredRecord> sealed(const QString &id) const override;
    Result<qint64> purgeBefore(qint64 instantMs) override;
    Done ensureScope(const QString &scope) override;
    Done putCustomerScope(const QString &customerId, const QString &scope) override;
    Done putUser(const User &user) override;
    Done putGrant(const Grant &grant) override;
    Result<bool> endGrant(const QString &login, const QString &scope, const QString &instant) override;
    Done putDevice(const Device &device) override;
    Done putChainHead(const QString &device, int incarnation, const ChainHead &head) override;
    Done putDeviceEvent(const DeviceEvent &event) override;
    Done putCheckpoint(const Checkpoint &checkpoint) override;
    Done putSetting(const QString &key, const QByteArray &value) override;
    Done putPolicy(const QString &key, const QString &value) override;
    Done putOp(const StoredOp &op) override;
    Done noteEffect(const QString &opId) override;
    Done trimOps(const QString &device, int incarnation, qint64 floor) override;
    Done putRefreshToken(const RefreshToken &token) override;
    Done dropRefreshTokens(const QString &login) override;
    Done appendAudit(AuditRow row) override;
    Done commit() override;

private:
    struct DigestDelta {
        qint64 n = 0;
        quint64 sum = 0;
        QString oldest;
    };
    using DigestDeltas = std::map<std::pair<QString, QString>, DigestDelta>;

    Result<qint64> bump(const QString &scope, qint64 nowMs);
    Done writeRow(StoredRecord &row, DigestDeltas &deltas);
    Done applyDigest(const QString &scope, const QString &type, const DigestDelta &delta);

    SqliteStore &m_store;
    std::unique_ptr<SqliteHandle> m_handle;
    Kind m_kind;
    std::unique_lock<std::mutex> m_writerLock;
    bool m_open = false; //!< a transaction is running
    QList<QString> m_stagedOrder;
    QHash<QString, StoredRecord> m_staged;
    QHash<QString, StoredRecord> m_sealed;
    QHash<QString, QString> m_newCustomerScopes; //!< staged customers, before their rows are written
};

} // namespace zhike::central
