// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "central/sync/access.h"
#include "central/sync/cursor.h"
#include "central/sync/opresult.h"
#include "wire/merge3.h"

namespace zhike::central {

//! Judges one op against the store and stages what it changes. Reads and checks only: nothing is written before the session is sealed.
class OpRunner {
public:
    enum class Way { Pushed, Sealed };
    //! \param known the device's place when it sent the batch: decides what it could not yet know (§5.6)
    //! \param way an op that comes sealed has nobody behind it any more: what would be a conflict goes to the customer's owner as a request
    OpRunner(WriteSession &store, const Actor &actor, const Cursor *known, qint64 nowMs, Way way = Way::Pushed)
        : m_store(store)
        , m_actor(actor)
        , m_known(known)
        , m_nowMs(nowMs)
        , m_way(way)
    {
    }
    Result<OpResult> run(const QJsonObject &op);

private:
    Result<OpResult> create(const wire::TypeRule &rule, const QJsonObject &op);
    Result<OpResult> patch(const wire::TypeRule &rule, const QJsonObject &op, const StoredRecord &record);
    Result<OpResult> remove(const wire::TypeRule &rule, const QJsonObject &op, const StoredRecord &record);
    Result<OpResult> command(const wire::TypeRule &rule, const QJsonObject &op, const StoredRecord &record);
    Result<OpResult> alertCommand(const wire::TypeRule &rule, const QJsonObject &op, const StoredRecord &record);
    Result<OpResult> decide(const QJsonObject &op, const StoredRecord &request); //!< approve, reject, withdraw
    //! Asks for a second person. \param wanted the record as it would be; only `fields` differ
    Result<OpResult> propose(const QJsonObject &op, const StoredRecord &record, const QJsonObject &wanted, const QStringList &fields, bool late);
    Result<OpResult> latePatch(const wire::TypeRule &rule, const QJsonObject &op, const StoredRecord &record);
    Result<OpResult> handOver(const wire::TypeRule &rule, const QJsonObject &op, const StoredRecord &record, const wire::Patch &patch);
    Result<OpResult> approve(StoredRecord request, QJsonObject data);

    //! The customer left a scope of this user, or the user lost the scope, after what the device had seen, and not long ago.
    //! \param scope where the customer is now
    Result<bool> hasLeftUnnoticed(const QString &type, const QString &customerId, const QString &scope);
    Result<std::optional<OpResult>> checkRelated(const wire::TypeRule &rule, const QJsonObject &data, const QString &customerId, const QString &id);
    [[nodiscard]] OpResult conflict(const QJsonObject &op, const StoredRecord &record, const QList<wire::FieldConflict> &fields) const;
    [[nodiscard]] OpResult gone(const QJsonObject &op, const StoredRecord &record) const;
    [[nodiscard]] StoredRecord changed(const StoredRecord &record, const QJsonObject &data, const QStringList &fields, bool guarded) const;
    [[nodiscard]] QString author() const { return u'u' + (u':' + m_actor.user.login); }

    [[nodiscard]] QString via() const { return m_actor.device.id.isEmpty() ? QStringLiteral("api") : QStringLiteral("dev:") + m_actor.device.id; }

    WriteSession &m_store;
    const Actor &m_actor;
    const Cursor *m_known;
    qint64 m_nowMs;
    Way m_way;
};

wire::MergeTarget mergeTarget(const StoredRecord &record);
//! Id of the control row that tells a scope about a customer's membership: always the same for the two.
QString memberRowId(const QString &scope, const QString &customerId);

} // namespace zhike::central
