// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "central/store/pgconnection.h"
#include "central/store/postgresstore.h"

#include <QSet>
#include <map>

namespace zhike::central {

//! One transaction of the PostgreSQL store: a REPEATABLE READ snapshot to read, or a READ COMMITTED one to write.
//! A writer locks what it reads to change: the customer first, then the record. Writes travel with the next question or the commit.
class PostgresSession final : public WriteSession {
public:
    enum class Kind { Reader, Writer };
    PostgresSession(PostgresStore &store, std::unique_ptr<PgConnection> connection, Kind kind);
    ~PostgresSession() override;

    void foresee(const Foresight &about) override;
    Result<std::optional<ScopeHead>> head(const QString &scope) override;
    Result<std::optional<qint64>> mark(const QString &scope, qint64 csn) override;
    Result<QStringList> scopesWithPrefix(const QString &prefix) override;
    Result<QList<StoredRecord>> feed(const QString &scope, const FeedPosition &after, int limit) override;
    Result<QList<StoredRecord>> snapshotRows(const QString &scope, int rank, const QString &afterId, int limit) override;
    Result<QList<TypeDigest>> digests(const QString &scope) override;
    Result<QList<ManifestRow>> manifest(const QString &scope, const QString &type, const QString &afterId, int limit) override;
    Result<std::optional<StoredRecord>> record(const QString &id) override;
    Result<QStringList> existing(const QStringList &ids) override;
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
        quint64 sum = 0; //!< modulo 2^64
        QString oldest;
    };
    static constexpr qint64 kAbsent = -1;
    using DigestDeltas = std::map<std::pair<QString, QString>, DigestDelta>;

    //! Sends what is queued; after a failure the session answers with it for good.
    Result<std::vector<PgResult>> flush();
    Result<PgResult> ask(const char *sql, PgValues values = {});
    Done put(const char *sql, PgValues values = {}); //!< with the next question
    //! Rows of a query without an end, a few hundred at a time; `visit` returns false to stop.
    Done each(const char *cursor, const char *fetch, const char *close, const std::function<bool(const PgResult &, int)> &visit);
    [[nodiscard]] bool isWriter() const { return m_kind == Kind::Writer; }

    //! The answer to a question that was foreseen, once; else asks it. A writer's view moves on, so nothing is answered twice from memory.
    Result<PgResult> askOnce(const char *sql, const PgValues &values);

    //! Locks the rows to be written, then the counters; checks that the rows are as they were read, and sums up what leaves the digests.
    Done lockAndBump(qint64 nowMs, DigestDeltas &deltas);
    QStringList queueBumps(qint64 nowMs); //!< the scopes, in the order of the statements
    void queueRow(const StoredRecord &row);
    void queueDigests(const DigestDeltas &deltas);
    //! A read of what may be written next, and so one that locks.
    [[nodiscard]] bool locksReads() const { return isWriter() && !m_isSealed; }
    void noteSeen(const QString &id, qint64 version) { m_seen.insert(id, version); }

    PostgresStore &m_store;
    std::unique_ptr<PgConnection> m_connection;
    Kind m_kind;
    bool m_open = false; //!< the transaction was begun and not ended
    bool m_isSealed = false; //!< from here on nothing may be waited for but counters
    std::optional<Error> m_failure;
    struct Known {
        const char *sql;
        PgValues values;
        PgResult rows;
    };
    std::vector<Known> m_known; //!< foreseen and not yet asked for
    QStringList m_scopesKnown; //!< whose heads and digests below were read with this view
    QHash<QString, ScopeHead> m_heads;
    QHash<std::pair<QString, qint64>, qint64> m_marks;
    QSet<std::pair<QString, qint64>> m_marksKnown;
    QHash<QString, QList<TypeDigest>> m_digests;
    QList<QString> m_stagedOrder;
    QHash<QString, StoredRecord> m_staged;
    QHash<QString, StoredRecord> m_sealed;
    QHash<QString, QString> m_newCustomerScopes; //!< staged customers, before their rows are written
    QHash<QString, qint64> m_seen; //!< version of each record read to be written; kAbsent
    QHash<QString, qint64> m_existing; //!< versions under lock, once sealing
    QHash<QString, qint64> m_counters; //!< scopes bumped
    QList<AuditRow> m_audit; //!< chained with the commit, since the chain has one end for all writers
};

} // namespace zhike::central
