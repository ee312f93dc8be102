// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/clock.h"
#include "services/commands.h"
#include "services/recorder.h"
#include "storage/outbox.h"

#include <QSet>

namespace zhike::services {

//! What a change says besides its values.
struct Patching {
    QString resolves {}; //!< the conflict it settles
    QString reason {}; //!< for who decides about it
    qint64 holdMs = 0;
};

//! Commands on the encrypted cache: check, outbox, projection and figures in one transaction. One thread.
class LocalCommands final : public Commands {
public:
    //! \param witness what the audit needs of the session; without it events are chained by the clock alone
    LocalCommands(std::unique_ptr<storage::Database> database, Clock clock, Witness witness = {});

    Done saveDraft(const QString &form, const CustomerId &customer, const QString &text) override;
    Result<TaskId> addTask(const NewTask &task) override;
    Done completeTask(const TaskId &task, const QString &outcome) override;
    Done reopenTask(const TaskId &task) override;
    Done moveTask(const TaskId &task, QDate due) override;
    Done moveTask(const TaskId &task, const QDateTime &start, const QDateTime &end) override;
    Done skipTask(const TaskId &task, const QDateTime &occurrence) override;
    Result<InteractionId> addInteraction(const NewInteraction &interaction) override;
    Done setCustomer(const CustomerId &customer, const QJsonObject &values, const QString &reason = {}) override;
    Done acknowledgeAlert(const AlertId &alert) override;
    Done snoozeAlert(const AlertId &alert, QDate until) override;
    Done disposeAlert(const AlertId &alert, const QString &disposition) override;
    Result<Revealed> reveal(const CustomerId &customer, const QString &field, const QString &reason) override;
    Done recordConsent(const CustomerId &customer, const ConsentNote &note) override;
    Done noteCopy(const CustomerId &customer, const QString &field) override;
    Done noteOpened(const CustomerId &customer) override;
    Done noteSearch(const QString &kind, const QString &term, int hits) override;
    Result<ExportMark> noteExport(const ExportNote &note) override;
    Done noteBrokenAudit(const QString &kind, qint64 seq) override;
    Done noteExportEnded(const ExportNote &note, const QString &outcome) override;
    Done discard(const QString &opId) override;
    Done resolve(const QString &opId, const QJsonObject &choices, qint64 holdMs = 0) override;
    Done resolveAll(const QStringList &opIds, const QString &take, qint64 holdMs = 0) override;
    Done reopen(const QString &opId) override;
    Done resubmit(const QString &opId, const QJsonObject &values) override;
    Done undoMerge(qint64 merge) override;

private:
    struct Target {
        storage::BaseRow row;
        QString customerId;
        QString scope;
        QJsonObject visible;
    };
    Result<Target> target(const QString &id, storage::TypeCode type);
    //! Scope and ordinal for something new about a customer, or about nobody.
    Result<Target> home(const CustomerId &customer);
    Done patch(const Target &target, const QString &type, const QString &id, const QJsonObject &values, const Patching &how = {});
    Done settleConflict(const QString &opId, const QJsonObject &choices, const QString &take, qint64 holdMs); //!< within the caller's transaction
    Done record(const QString &opId, const QString &outcome); //!< what was done about an operation
    Done alertCommand(const AlertId &alert, const QString &command, const QJsonObject &args);
    Done begin();
    Done record(const security::AuditEvent &event); //!< in a transaction of its own
    Result<QString> fullValue(const CustomerId &customer, const QString &field);
    //! Denied, and on record, when the customer asked not to be contacted. In a transaction of its own. \param channel by which he was to be
    Done mayContact(const CustomerId &customer, const QString &channel);
    //! Queues the operations and puts them on record.
    Done queue(const QList<storage::Operation> &operations);
    Done finish(storage::Ordinal customer);
    [[nodiscard]] QString zoneName() const;

    std::unique_ptr<storage::Database> m_database;
    Clock m_clock;
    storage::Records m_records;
    storage::Outbox m_outbox;
    Recorder m_recorder;
    QSet<QString> m_opened; //!< customers whose file was on record in this session
};

} // namespace zhike::services
