// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "central/store/rows.h"
#include "domain/result.h"

#include <functional>
#include <memory>
#include <optional>

namespace zhike::central {

//! What the questions to come will be about. A store that is a journey away asks them all at once; nothing follows from it but time.
struct Foresight {
    QString login; //!< the user, the grants, the common scopes
    QString device;
    QString op; //!< of the device: what was answered to it before
    QString record; //!< about to be written
    QString customer; //!< whose home is asked for
    QStringList scopes; //!< heads and digests
    QList<std::pair<QString, qint64>> marks; //!< (scope, csn)
    bool policy = false;
};

//! One consistent view of the store. Used by one thread; ends with the object.
class ReadSession {
public:
    ReadSession() = default;
    virtual ~ReadSession() = default;
    ReadSession(const ReadSession &) = delete;
    ReadSession &operator=(const ReadSession &) = delete;

    //! Only a hint, given before the first question it is about.
    virtual void foresee(const Foresight &) { }
    virtual Result<std::optional<ScopeHead>> head(const QString &scope) = 0;
    //! The mark written with a commit; nullopt when that commit is not in this history (any more).
    virtual Result<std::optional<qint64>> mark(const QString &scope, qint64 csn) = 0;
    virtual Result<QStringList> scopesWithPrefix(const QString &prefix) = 0;
    //! Rows after a position in feed order (csn, id).
    virtual Result<QList<StoredRecord>> feed(const QString &scope, const FeedPosition &after, int limit) = 0;
    //! Live rows in bootstrap order (rank, id), control rows excluded.
    virtual Result<QList<StoredRecord>> snapshotRows(const QString &scope, int rank, const QString &afterId, int limit) = 0;
    virtual Result<QList<TypeDigest>> digests(const QString &scope) = 0;
    virtual Result<QList<ManifestRow>> manifest(const QString &scope, const QString &type, const QString &afterId, int limit) = 0;
    virtual Result<std::optional<StoredRecord>> record(const QString &id) = 0;
    //! Which of these ids are there, deleted or not.
    virtual Result<QStringList> existing(const QStringList &ids);
    virtual Result<bool> isSpent(const QString &id) = 0; //!< of a record whose tombstone was purged: never to be used again
    virtual Result<QList<StoredRecord>> recordsOf(const QString &customerId, const QString &type) = 0; //!< live ones; every type when empty
    virtual Result<QString> customerScope(const QString &customerId) = 0; //!< null when there is no such customer
    virtual Result<QString> customerByNumber(const QString &number) = 0; //!< its id, or null
    virtual Done eachRecord(const std::function<void(const StoredRecord &)> &visit) = 0;

    virtual Result<std::optional<User>> user(const QString &login) = 0;
    virtual Result<QList<Grant>> grants(const QString &login) = 0; //!< also those that are over or not begun
    virtual Result<std::optional<Device>> device(const QString &id) = 0;
    virtual Result<std::optional<Device>> deviceOf(const QString &login, const QString &installId) = 0;
    virtual Result<QList<Device>> devices() = 0;
    virtual Result<qint64> deviceCount() = 0;
    virtual Result<QList<Device>> devicesOf(const QString &login) = 0;
    virtual Result<std::optional<ChainHead>> chainHead(const QString &device, int incarnation) = 0;
    //! In order of incarnation and seq, after the given event.
    virtual Result<QList<DeviceEvent>> deviceEvents(const QString &device, int incarnation, qint64 afterSeq, int limit) = 0;
    virtual Result<QList<Checkpoint>> checkpoints(const QString &device) = 0;
    virtual Result<QList<StoredRecord>> openRequests() = 0; //!< change requests of the whole bank that are not deleted
    virtual Result<QByteArray> setting(const QString &key) = 0; //!< null when not set
    virtual Result<QHash<QString, QString>> policy() = 0;
    virtual Result<std::optional<StoredOp>> op(const QString &device, const QString &opId) = 0;
    //! Whether this operation, of whatever device, ever took effect in this history; known for good, also when its answer is not any more.
    virtual Result<bool> tookEffect(const QString &opId) = 0;
    virtual Result<std::optional<RefreshToken>> refreshToken(const QByteArray &hash) = 0;
    virtual Done eachAudit(const std::function<bool(const AuditRow &)> &visit) = 0; //!< in order, until false
};

//! One transaction. Rolled back when it ends uncommitted. Reads see what was staged. May be told at any point that it gave way to
//! another one and is over: transact() runs it again.
class WriteSession : public ReadSession {
public:
    //! Puts a record's new state aside; version is the caller's, csn comes from seal().
    virtual Done stage(const StoredRecord &record) = 0;
    //! Bumps the counter of every staged scope, in id order, and writes the staged rows with it. After all checks; only writes may follow.
    virtual Done seal(qint64 nowMs) = 0;
    //! A staged row as it was written; valid after seal().
    [[nodiscard]] virtual std::optional<StoredRecord> sealed(const QString &id) const = 0;

    //! Removes tombstones and `out` control rows of commits before the instant and raises the floors of their scopes (§4.2); returns how many.
    virtual Result<qint64> purgeBefore(qint64 instantMs) = 0;
    virtual Done ensureScope(const QString &scope) = 0;
    virtual Done putCustomerScope(const QString &customerId, const QString &scope) = 0;
    virtual Done putUser(const User &user) = 0;
    virtual Done putGrant(const Grant &grant) = 0; //!< replaces the user's grant on the scope
    //! Takes it back; false when there is none to take back.
    virtual Result<bool> endGrant(const QString &login, const QString &scope, const QString &instant) = 0;
    virtual Done putDevice(const Device &device) = 0;
    virtual Done putChainHead(const QString &device, int incarnation, const ChainHead &head) = 0;
    virtual Done putDeviceEvent(const DeviceEvent &event) = 0; //!< once; the same event again changes nothing
    virtual Done putCheckpoint(const Checkpoint &checkpoint) = 0; //!< the first one of a seq stays
    virtual Done putSetting(const QString &key, const QByteArray &value) = 0;
    virtual Done putPolicy(const QString &key, const QString &value) = 0;
    virtual Done putOp(const StoredOp &op) = 0;
    virtual Done noteEffect(const QString &opId) = 0;
    virtual Done trimOps(const QString &device, int incarnation, qint64 floor) = 0;
    virtual Done putRefreshToken(const RefreshToken &token) = 0;
    virtual Done dropRefreshTokens(const QString &login) = 0;
    //! Chains one row to the audit; `prev` and `hash` are filled in here.
    virtual Done appendAudit(AuditRow row) = 0;
    virtual Done commit() = 0;
};

//! Chains what an operator or a device did outside of ops: `event` such as "grant", about `object`, with names and ids only.
Done auditNote(WriteSession &session, qint64 nowMs, const QString &event, const QJsonObject &object);

//! Where the bank lives. Thread-safe; any number of readers beside one writer per scope.
class Store {
public:
    Store() = default;
    virtual ~Store() = default;
    Store(const Store &) = delete;
    Store &operator=(const Store &) = delete;

    virtual Result<std::unique_ptr<ReadSession>> read() = 0;
    virtual Result<std::unique_ptr<WriteSession>> write() = 0;
    //! Ready to serve? Answers without touching rows.
    virtual Done ping() = 0;
};

} // namespace zhike::central
