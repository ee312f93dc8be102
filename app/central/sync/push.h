// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "central/sync/feed.h"
#include "central/sync/oprunner.h"

#include <QSet>

namespace zhike::central {

inline constexpr int kMaxOps = 100;

//! The writing half of the protocol: a batch of ops, each (or each group) in a transaction of its own with its stored answer (§5.3).
class Push {
public:
    Push(Store &store, const Sealer &sealer, Actor actor, QString epoch, qint64 nowMs)
        : m_store(store)
        , m_sealer(sealer)
        , m_actor(std::move(actor))
        , m_epoch(std::move(epoch))
        , m_nowMs(nowMs)
    {
    }
    //! \param body the request as read; the answer is `{"results":[…], …tail}`
    Result<Page> run(const QJsonObject &body, const QJsonObject &tail);

    //! An op as a device sealed it; of the actor's device.
    struct SealedOp {
        QJsonObject op;
        QByteArray cursor; //!< the device's place then; empty or of another epoch: nothing is known of it
        int incarnation = 1;
    };
    //! The same for ops that were delivered sealed: their numbers are past, and nothing of a record is told. One answer each.
    Result<QList<QJsonObject>> runSealed(const QList<SealedOp> &ops);

private:
    struct Op {
        QJsonObject json;
        QString id;
        qint64 n = 0;
        QByteArray fingerprint;
        int incarnation = 1;
        std::optional<Cursor> known; //!< the device's place when it made the op
        QByteArray answer; //!< once known
        bool done = false; //!< its effect stands
    };
    std::optional<Refusal> read(const QJsonObject &body);
    Done runAll();
    Result<std::optional<Refusal>> settleFloor(qint64 ackFloor, int incarnation);
    Result<std::optional<Refusal>> settleFloorIn(WriteSession &session, qint64 ackFloor, int incarnation);
    Done runUnit(const QList<int> &members); //!< again from its start while it gives way to other writers
    Done tryUnit(std::unique_ptr<WriteSession> session, const QList<int> &members);
    Result<bool> replay(ReadSession &store, Op &op);
    [[nodiscard]] bool mayTell(const Op &op, const StoredRecord &record) const;
    [[nodiscard]] Result<QJsonObject> again(ReadSession &store, const Op &op, QJsonObject answer) const;
    [[nodiscard]] Result<bool> isAgain(ReadSession &store, const QString &opId) const; //!< it took effect, and its answer is kept no more
    Result<bool> dependenciesStand(ReadSession &store, const Op &op, const QList<int> &unit) const;
    Done keep(WriteSession &store, Op &op, const OpResult &result);
    [[nodiscard]] QByteArray answerJson(WriteSession &store, const Op &op, const OpResult &result) const;

    Store &m_store;
    const Sealer &m_sealer;
    Actor m_actor;
    QString m_epoch;
    qint64 m_nowMs;
    OpRunner::Way m_way = OpRunner::Way::Pushed;
    QList<Op> m_ops;
};

} // namespace zhike::central
