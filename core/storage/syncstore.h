// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "storage/records.h"
#include "sync/store.h"

#include <functional>

namespace zhike::wire {
struct TypeRule;
}

namespace zhike::storage {

//! The sync engine's Store on the encrypted cache: every call one transaction (sync-protocol §4.3, §4.5, §5.7).
class SyncStore : public sync::Store {
public:
    //! \param database stays the caller's; one thread
    SyncStore(Database &database, QDate today);

    //! What the store cannot do by itself; every member may be empty.
    struct Hooks {
        std::function<Result<QByteArray>(const QJsonObject &payload)> sign; //!< with the device's key: without it nothing sealed is delivered
        std::function<void(qint64 serverMs, qint64 roundTripMs)> serverTime;
        std::function<Result<QJsonObject>()> pullMembers; //!< "checkpoints", "anchor"
        std::function<Done()> pullMembersTaken;
    };
    void setHooks(Hooks hooks) { m_hooks = std::move(hooks); }

    Result<sync::Identity> identity() override;
    Result<QString> cursor() override;
    Result<sync::ApplyOutcome> applyPull(const sync::PullPage &page, qint64 nowMs) override;
    Result<std::optional<sync::BootstrapJob>> nextBootstrap(qint64 nowMs) override;
    Result<sync::ApplyOutcome> applySnapshot(const QString &scope, const QString &token, std::span<const sync::SnapshotPage> pages) override;
    Result<sync::OutgoingBatch> nextBatch(int maxOps, qsizetype maxBytes, qint64 nowMs) override;
    Result<sync::PushOutcome> applyPushAnswer(const sync::PushAnswer &answer, const QStringList &sent, qint64 nowMs) override;
    Done noteSendFailure(const QStringList &opIds, bool parkSingle) override;
    Result<qint64> ackFloor() override;
    Done reoffer(qint64 sinceMs) override;
    Result<bool> strandsWork(const sync::PullPage &page) override;
    Result<QByteArray> sealedDelivery(qint64 nowMs) override;
    Result<int> applySealedAnswer(const sync::SealedAnswer &answer) override;
    Result<QByteArray> pullMembers() override;
    Done pullMembersTaken() override;
    void noteServerTime(qint64 serverMs, qint64 roundTripMs) override;
    Done resetAll() override;
    Result<std::optional<sync::RepairJob>> nextRepair() override;
    Result<QStringList> compareManifest(const sync::RepairJob &job, const QString &after, const sync::VerifyPage &page) override;
    Done applyRepair(const sync::VerifyPage &page) override;
    Done endRepair(const sync::RepairJob &job) override;
    Result<bool> dropUnnamed(const sync::RepairJob &job) override;
    Done noteRound(qint64 atMs, const QString &outcome) override;

    //! Scopes whose grant has ended go, as if the server had said so. \param trustedMs trusted time \return customers that went
    Result<int> endGrants(qint64 trustedMs);
    //! Rows whose business date has left their type's window go; looks once a day. \return how many
    Result<int> ageOut(QDate today);

    static constexpr char kPurged[] = "purged"; //!< state: customers that went and are not on record yet

private:
    Done applyRow(const sync::Row &row, qint64 gen, sync::ApplyOutcome &outcome);
    Result<bool> insertFresh(const sync::Row &row, qint64 scope, Ordinal customer, qint64 gen, sync::ApplyOutcome &outcome); //!< false: it is there
    Done begin();
    Done applyMember(const sync::Row &row, sync::ApplyOutcome &outcome);
    enum Force { NewerOnly, SameVersionToo, AnyVersion }; //!< what a bootstrap may overwrite
    Done startBootstrap(const sync::ScopeChange &change, Force force, qint64 nowMs);
    //! Types and fields the grant no longer gives go at once (§4.3).
    Done narrow(qint64 scope, const sync::ScopeChange &change);
    Done strip(const BaseRow &row, const QStringList &fields);
    [[nodiscard]] bool isNews(const sync::Row &row, const BaseRow &local, qint64 scope) const;
    Done addUnnamed(const sync::PullPage &page, QStringList &gone);
    Done dropUngranted(sync::ApplyOutcome &outcome);
    Done dropScope(const QString &scope, sync::ApplyOutcome &outcome);
    Done notePurge(sync::ApplyOutcome &outcome); //!< purge L1: a customer's rows went
    Done wantNewKey(); //!< purge L3: the key is changed soon, at the latest after the policy's purge_rekey_h
    Result<int> agedRows(qint64 number, const wire::TypeRule &rule, QDate cutOff, QList<BaseRow> &found);
    Done finishBootstrap(qint64 scope, qint64 gen);
    Done releaseBlocked();
    Done showPending(QStringList ids); //!< operations of these records are pending again: they show
    Done raiseBases(const sync::OpResult &result);
    //! Takes what is open for a customer out of the outbox, readable by the central only. Nothing happens while its key is not known.
    Done sealWorkOf(Ordinal customer);
    Done compareDigests(const sync::PullPage &page);
    Done noteMisses(const QString &scope, const QString &type, int misses);
    Result<qint64> generation();

    Database &m_database;
    Records m_records;
    Hooks m_hooks;
    struct Bootstrap {
        qint64 gen = 0;
        Force force = NewerOnly;
    };
    qint64 m_nowMs = 0; //!< of the page being applied
    bool m_likelyNew = false; //!< the last row was
    bool m_repairing = false; //!< what comes is the server's word, whatever stands here
    QHash<qint64, Bootstrap> m_bootstraps; //!< running ones by scope; read once per transaction
    QSet<std::pair<QString, QString>> m_unnamed; //!< (scope, type) with rows here, of which the last comparison said nothing
    QHash<std::pair<qint64, qint64>, qint64> m_members; //!< (scope, customer) → csn below which nothing is valid; read once per transaction
};

//! State of an operation in the outbox.
enum class OpState { Queued = 0, InFlight = 1, Parked = 2, Done = 3, Discarded = 4 };

} // namespace zhike::storage
