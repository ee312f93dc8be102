// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "sync/http.h"
#include "sync/pacer.h"
#include "sync/store.h"

#include "domain/clock.h"

namespace zhike::sync {

//! Kept between rounds in memory only.
struct AccessToken {
    QByteArray token;
    qint64 expiresMs = 0;
};

struct RoundResult {
    std::optional<Error> error;
    int pushed = 0;
    int pulled = 0;
    int conflicts = 0;
    int rejected = 0;
    int purged = 0;
    int aged = 0; //!< rows that left their window
    qint64 retryAfterS = 0;
    bool reachedServer = false;
    QByteArray order {}; //!< signed order that came with a refusal (device-revoked); nothing is believed about it here
};

struct Progress {
    QString phase; //!< push, pull, bootstrap
    qint64 done = 0;
    qint64 total = 0;
};

// When snapshot pages in hand go to the store: many rows, many bytes, or a person has waited for them.
inline constexpr size_t kHeldRows = 8000;
inline constexpr qsizetype kHeldBytes = 4 << 20;
inline constexpr qint64 kHeldMs = 500;

//! One sync round as a state machine without I/O: requests out, responses in; storage through the Store port, time and chance given.
//! Order: push → pull until the head → bootstrap → pull again (sync-protocol §5.7). Not thread-safe; one round at a time.
class Engine {
public:
    Engine(Store &store, const Clock &clock, AccessToken &token);

    //! First request of a round; nullopt when the round could not even start (see result()).
    std::optional<HttpRequest> start();
    //! Feeds the answer, gives the next request; nullopt: the round has ended.
    std::optional<HttpRequest> onResponse(const HttpResponse &response);
    [[nodiscard]] const RoundResult &result() const { return m_result; }
    [[nodiscard]] const Progress &progress() const { return m_progress; }

private:
    enum class Step { Idle, Token, Push, Pull, Snapshot, Verify, Sealed };
    using Next = std::optional<HttpRequest>;

    Next proceed();
    Next token();
    Next push();
    Next pull();
    Next snapshot();
    Next snapshotPage(); //!< the next one of m_job
    Next verify(); //!< compares what the digests say differs; the round ends when nothing does
    Next deliver(); //!< sealed work; the round ends when there is none
    Next send(Step step, HttpRequest request);
    Next finish(std::optional<Error> error = {});
    Done storeHeld();
    Next onToken(int status, const QByteArray &body);
    Next onPush(const QByteArray &body);
    Next settle(const PushAnswer &answer);
    Next onPull(const QByteArray &body);
    Next onSnapshot(const QByteArray &body);
    Next onVerify(const QByteArray &body);
    Next onSealed(const QByteArray &body);
    void noteTime(const QString &serverTime);
    Next onProblem(int status, const HttpResponse &response, const QByteArray &body);
    Next retrySame(const char *why);
    HttpRequest authorised(const QByteArray &method, const QByteArray &path, const QByteArray &body) const;

    Store &m_store;
    const Clock &m_clock;
    AccessToken &m_token;
    Identity m_identity;
    RoundResult m_result;
    Progress m_progress;
    Step m_step = Step::Idle;
    Step m_after = Step::Push; //!< what follows once there is a token
    HttpRequest m_outstanding;
    QByteArray m_requestId; //!< of m_outstanding
    qint64 m_sentMs = 0;
    int m_attempts = 0;
    bool m_lastTry = false; //!< what a customer who left leaves behind was sent once more
    bool m_pulledAgain = false; //!< after a refusal that a change of grants explains
    bool m_carried = false; //!< the pull under way carries members of the store
    bool m_refreshed = false;
    int m_resets = 0;
    int m_maxOps = 100;
    OutgoingBatch m_batch;
    BootstrapJob m_job;
    //! Pages of m_job that were read and are not in the store yet: one transaction for several costs a fraction of one each.
    struct Held {
        std::vector<SnapshotPage> pages;
        QString token; //!< the first was asked with
        size_t rows = 0;
        qsizetype bytes = 0;
        qint64 sinceMs = 0;
    };
    Held m_held;
    bool m_bootstrapped = false;
    struct Repair {
        RepairJob job;
        QString after; //!< where the manifest goes on
        QStringList fetch;
        bool compared = false; //!< the manifest has been read to its end
    };
    std::optional<Repair> m_repair;
    bool m_repaired = false;
};

} // namespace zhike::sync
