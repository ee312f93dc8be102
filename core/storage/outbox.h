// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "storage/records.h"

#include <QJsonObject>

namespace zhike::storage {

//! What a person did to one record, before it has a number.
struct Operation {
    QString action; //!< create, patch, delete, command
    QString type;
    QString id;
    QString customerId;
    QString scope; //!< where a new record will be shown until the server says; not sent
    QString group; //!< operations that apply together or not at all
    QStringList dependsOn;
    QString reason; //!< for who decides about it
    QString resolves; //!< op id of the conflict this settles
    qint64 baseVersion = 0;
    QJsonObject data; //!< create
    QJsonObject set; //!< patch: field → {from, to}
    QString command;
    QJsonObject args;
    qint64 holdMs = 0; //!< not sent before: time to take it back
};

//! Writes operations and what they make visible, inside the caller's transaction: the change, its outbox row and its projection, all or none.
class Outbox {
public:
    Outbox(Database &database, Records &records) : m_database(database), m_records(records) { }

    //! \return the operation's id
    Result<QString> enqueue(const Operation &operation, qint64 nowMs);
    //! The operation as it is pushed, with a number of its own but not queued: for what happens online or not at all.
    Result<QJsonObject> frame(const Operation &operation, qint64 nowMs);
    //! Takes up an operation that is in the seal file only, under the number and id it has; a known one stays as it is.
    Done reinstate(const QJsonObject &body);
    //! Takes a never-sent or parked operation out; what is shown returns to base. Refused (Conflict) while its outcome is unknown.
    Done discard(const QString &opId, qint64 nowMs);

    struct Parked {
        QJsonObject body;
        QJsonObject answer; //!< what the server said
    };
    //! NotFound unless the operation waits for a person.
    Result<Parked> parked(const QString &opId);
    //! Takes a decided operation out of the way of the one that settles it.
    Done settle(const QString &opId, qint64 nowMs);
    //! Queues again what was parked only because this one did not go through.
    Done release(const QString &opId);
    //! A decided conflict waits for a person again. Conflict when the decision has been sent.
    Done reopen(const QString &opId, qint64 nowMs);
    Ordinal customerOf(const QString &opId); //!< 0: of none, or unknown

private:
    Done rebase(const QString &id);

    Database &m_database;
    Records &m_records;
};

//! What of an operation goes into the seal file. \param body the very bytes that are pushed
security::SealEntry sealEntry(Database &database, qint64 n, const QString &opId, const QString &type, const QByteArray &body);
//! Queues the operation that carries an audit event to the central: nothing of it is shown, nothing waits for it. Called by AuditLog.
Result<QString> enqueueAudit(Database &database, const QString &id, const QJsonObject &event, qint64 nowMs);

} // namespace zhike::storage
