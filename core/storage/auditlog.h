// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/clock.h"
#include "security/audit.h"
#include "storage/database.h"

#include <QJsonArray>

namespace zhike::storage {

//! Signs with the device's key; gives a compact JWS.
using Sign = std::function<Result<QByteArray>(const QJsonObject &payload)>;

//! The audit in the cache. Appending belongs to the caller's transaction: what is on record and what was done are on disk together, or neither is.
//! One object per connection.
class AuditLog {
public:
    explicit AuditLog(Database &database) : m_database(database) { }

    struct Times {
        qint64 trustedMs = 0; //!< Session::trustedNowMs()
        qint64 wallMs = 0;
    };
    //! Chains the event and queues the operation that carries it to the central: never coalesced, never dropped.
    //! \return its sequence number
    Result<qint64> append(const security::AuditEvent &event, Times times);
    //! Takes up an event that is in the seal file only (a lost WAL): its operation is queued by the caller. Already known: nothing happens.
    Done reinstate(const QString &opId, const QJsonObject &event);

    Result<security::AuditHead> head(); //!< of the present incarnation
    Result<security::AuditOrigin> origin();

    //! Signs the head when 100 events or 15 minutes have passed since the last signature, or when `now` is said; nothing when nothing is new.
    Done checkpoint(const Sign &sign, Times times, qint64 vaultGeneration, bool now);
    Result<QJsonArray> checkpoints(); //!< signed and not accepted by the central yet, oldest first
    Done checkpointsAccepted(); //!< those that checkpoints() gave last
    //! What the keyring keeps to know an older copy by: {vault_gen, outbox_n, audit_seq, h, trusted_time}.
    Result<QJsonObject> anchor(qint64 trustedMs, qint64 vaultGeneration);

    //! Lets go of events the central has acknowledged before `beforeMs`, from the beginning only.
    Done prune(qint64 beforeMs);

    //! Walks the chain of every incarnation kept. \param publicJwk of the device; empty: signatures are not looked at
    //! \param anchor as anchor() gave it, or empty
    Result<security::AuditVerdict> verify(const QJsonObject &publicJwk, const QJsonObject &anchor);

    //! How many different objects events of this name were about since then.
    Result<qint64> objectsSince(const QString &event, qint64 sinceMs);
    //! Events of a name (its beginning) since then; with an outcome, when one is given.
    qint64 countSince(const QString &event, qint64 sinceMs, const QString &outcome = {});

    struct Entry {
        qint64 incarnation = 1;
        security::AuditRow row;
        QString opId;
        bool delivered = false; //!< the central has it
    };
    struct Filter {
        qint64 beforeSeq = 0; //!< 0: from the end
        QString event {}; //!< beginning of the name, such as "cust."
        QString object {}; //!< id
        int limit = 200;
    };
    Result<QList<Entry>> entries(const Filter &filter); //!< newest first
    struct Checkpoint {
        qint64 seq = 0;
        qint64 atMs = 0;
        bool sent = false;
    };
    Result<QList<Checkpoint>> checkpointList(int limit); //!< newest first

private:
    struct State {
        qint64 incarnation = 1;
        security::AuditHead head;
        bool fresh = false; //!< no row yet
    };
    Result<State> state();
    Done write(const State &state, const QString &opId, const QJsonObject &object, qint64 wallMs);

    Database &m_database;
    qint64 m_offered = 0; //!< newest rowid that checkpoints() gave
};

} // namespace zhike::storage
