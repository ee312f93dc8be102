// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "sync/page.h"

#include <span>

namespace zhike::sync {

struct Identity {
    QString deviceId;
    qint64 incarnation = 1;
    QByteArray refreshToken;
};

struct BootstrapJob {
    QString scope;
    QString token;
};

//! A scope and type whose digest was another one twice: to be compared row by row.
struct RepairJob {
    QString scope;
    QString type;
};

//! Operations to send, as the frozen bytes of their JSON objects, oldest first.
struct OutgoingBatch {
    QStringList opIds;
    QList<QByteArray> ops;
};

struct ApplyOutcome {
    bool dropped = false; //!< an answer to a cursor that is no longer ours: nothing was changed
    int rows = 0; //!< rows that changed base
    int purgedCustomers = 0;
};

struct PushOutcome {
    int answered = 0; //!< operations the answer spoke of, whatever it said
    int done = 0;
    int conflicts = 0;
    int rejected = 0;
    qint64 retryAfterS = 0; //!< > 0: something waits
};

//! What the engine needs kept: each call is one transaction, on disk when it returns.
class Store {
public:
    Store() = default;
    virtual ~Store() = default;
    Store(const Store &) = delete;
    Store &operator=(const Store &) = delete;

    virtual Result<Identity> identity() = 0;
    virtual Result<QString> cursor() = 0; //!< empty before the first pull
    virtual Result<ApplyOutcome> applyPull(const PullPage &page, qint64 nowMs) = 0;
    virtual Result<std::optional<BootstrapJob>> nextBootstrap(qint64 nowMs) = 0;
    //! Takes pages that follow each other, all or none. \param token the one the first was asked with; pages that begin elsewhere are dropped
    virtual Result<ApplyOutcome> applySnapshot(const QString &scope, const QString &token, std::span<const SnapshotPage> pages) = 0;
    //! Marks what it returns as in flight. An operation that was sent before comes out with the same bytes.
    virtual Result<OutgoingBatch> nextBatch(int maxOps, qsizetype maxBytes, qint64 nowMs) = 0;
    virtual Result<PushOutcome> applyPushAnswer(const PushAnswer &answer, const QStringList &sent, qint64 nowMs) = 0;
    //! The batch got no answer or a 5xx: poison rule (§5.7).
    virtual Done noteSendFailure(const QStringList &opIds, bool parkSingle) = 0;
    virtual Result<qint64> ackFloor() = 0;
    //! Operations answered at or after this server time are offered again: the server was restored to an earlier state.
    virtual Done reoffer(qint64 sinceMs) = 0;
    //! Work that is open for customers whom this page takes away: it is sent once more before the page is taken (§5.6).
    virtual Result<bool> strandsWork(const PullPage &page) = 0;
    //! The next delivery of sealed work as the body of POST /sealed; empty: nothing to deliver.
    virtual Result<QByteArray> sealedDelivery(qint64 nowMs) = 0;
    virtual Result<int> applySealedAnswer(const SealedAnswer &answer) = 0; //!< \return how many are settled
    //! Members a pull carries besides its own, such as "checkpoints" and "anchor", without the braces; empty: none.
    virtual Result<QByteArray> pullMembers() = 0;
    virtual Done pullMembersTaken() = 0; //!< the server has answered the pull that carried them
    //! What the server's clock said, and how long the exchange took: for trusted time (§7).
    virtual void noteServerTime(qint64 serverMs, qint64 roundTripMs) = 0;
    //! All scopes start again from a snapshot; outbox, conflicts and drafts stay.
    virtual Done resetAll() = 0;
    virtual Result<std::optional<RepairJob>> nextRepair() = 0;
    //! Takes away what the server does not have in the page's range. \param after where the page begins
    //! \return ids to fetch: missing here or of another version
    virtual Result<QStringList> compareManifest(const RepairJob &job, const QString &after, const VerifyPage &page) = 0;
    virtual Done applyRepair(const VerifyPage &page) = 0; //!< its records replace what stands here
    virtual Done endRepair(const RepairJob &job) = 0;
    //! The server refuses to speak of these rows: they go, if the last pull named them nowhere either. \return whether they went
    virtual Result<bool> dropUnnamed(const RepairJob &job) = 0;
    virtual Done noteRound(qint64 atMs, const QString &outcome) = 0;
};

} // namespace zhike::sync
