// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/result.h"
#include "services/views.h"

namespace zhike::services {

struct NewTask {
    CustomerId customer; //!< empty: internal
    QString title;
    QString kind = QStringLiteral("follow_up");
    Priority priority = Priority::Normal;
    bool allDay = true;
    QDate due; //!< all-day
    QDateTime start; //!< timed
    QDateTime end;
    QString location;
    QString note;
    QString rrule; //!< RFC 5545, empty: once
};

struct NewInteraction {
    CustomerId customer;
    QString channel; //!< call, sms, email, wechat, branch, visit, video, event, online
    QString direction = QStringLiteral("out");
    QDateTime occurredAt; //!< invalid: now
    int durationMin = 0;
    QString subject;
    QString summary;
    QString outcome; //!< reached, not_reached, interested, declined, promised, done; may be empty
    QString nextStep;
    QDate nextOn; //!< with it a follow-up task is created in the same group
};

//! What a customer said about the use of his data (PIPL).
struct ConsentNote {
    QString purpose; //!< marketing, profiling, third_party, credit_query, recording
    bool given = false; //!< else withdrawn
    QString channel = QStringLiteral("branch"); //!< how he said it
    QString noticeVersion {}; //!< of the notice he read; without it nothing is given. The rest of the notice: manner, scope, retention.
    QStringList manner {};
    QString scope {};
    QString retention {};
};

//! What is about to leave the program, for the record.
struct ExportNote {
    QString what; //!< customers
    int rows = 0;
    QStringList classes; //!< of the fields: C1, C2-name …
    QStringList filter; //!< names of what the list was narrowed by, such as filter.tier; no values
    QString reason;
    QByteArray sha256; //!< hex, of the file without its last line, which says where this note stands
};

//! Where the note stands: what the last line of the file says.
struct ExportMark {
    QString user;
    QString device;
    QString at; //!< trusted time, RFC 3339 UTC
    qint64 seq = 0;
    QByteArray eventHash; //!< hex
};

//! Why a value may be revealed; wire names.
QStringList revealReasons();

//! What a person does. Each command is checked, written to the outbox and visible at once, in one transaction that is on disk before it returns;
//! the server learns of it by sync. Errors name the field.
class Commands {
public:
    Commands() = default;
    virtual ~Commands() = default;
    Commands(const Commands &) = delete;
    Commands &operator=(const Commands &) = delete;

    virtual Result<TaskId> addTask(const NewTask &task) = 0;
    virtual Done completeTask(const TaskId &task, const QString &outcome) = 0;
    virtual Done reopenTask(const TaskId &task) = 0;
    virtual Done moveTask(const TaskId &task, QDate due) = 0; //!< becomes or stays all-day
    virtual Done moveTask(const TaskId &task, const QDateTime &start, const QDateTime &end) = 0;
    virtual Done skipTask(const TaskId &task, const QDateTime &occurrence) = 0; //!< one occurrence; a single task is cancelled
    virtual Result<InteractionId> addInteraction(const NewInteraction &interaction) = 0;
    //! \param values wire field → new value as JSON (text, number, bool, null, {"amount","ccy"})
    //! \param reason for a second person, where a field needs one
    virtual Done setCustomer(const CustomerId &customer, const QJsonObject &values, const QString &reason = {}) = 0;
    virtual Done acknowledgeAlert(const AlertId &alert) = 0;
    virtual Done snoozeAlert(const AlertId &alert, QDate until) = 0;
    virtual Done disposeAlert(const AlertId &alert, const QString &disposition) = 0; //!< retained, lost, false_alarm, no_action
    //! A masked value in full. On record and on disk before it is given out: when that fails, or the right is missing, there is no value.
    //! \param field id_no, uscc, birth_date, home_address, registered_address, contact:ID, account:ID \param reason one of revealReasons()
    virtual Result<Revealed> reveal(const CustomerId &customer, const QString &field, const QString &reason) = 0;
    //! A new word of the customer, kept beside the former ones; in force here at once, offline too. On record.
    virtual Done recordConsent(const CustomerId &customer, const ConsentNote &note);
    //! What was revealed may be copied once this has succeeded.
    virtual Done noteCopy(const CustomerId &customer, const QString &field) = 0;
    //! The first look at a file in a session is on record; later ones cost nothing.
    virtual Done noteOpened(const CustomerId &customer) = 0;
    //! A number was searched for in full; its hits may be shown once this has succeeded. Throttled after 30 within the hour. \param kind id_no, phone, account; the term itself is kept as a keyed hash only
    virtual Done noteSearch(const QString &kind, const QString &term, int hits) = 0;
    //! Rows leave the program: on record and on disk before they do. Refused without the right or a reason, and where services/customerexport.h says how many.
    virtual Result<ExportMark> noteExport(const ExportNote &note) = 0;
    //! The audit of this device was looked through and is broken: that goes on record too. \param kind edited, deleted … \param seq where
    virtual Done noteBrokenAudit(const QString &kind, qint64 seq);
    //! They did not leave after all. \param outcome fail, cancelled
    virtual Done noteExportEnded(const ExportNote &note, const QString &outcome) = 0;
    //! What is half typed, kept inside the vault until it is saved or given up; an empty text forgets it. Not on record, never sent.
    //! \param customer whose it is: it goes when he goes; may be empty
    virtual Done saveDraft(const QString &form, const CustomerId &customer, const QString &text);
    //! Takes a never-sent or parked operation back; the visible row returns to base.
    virtual Done discard(const QString &opId) = 0;
    //! A new operation that settles a conflict. \param choices field → "mine", "theirs", "base" (what it was before) or {"value": …}
    //! \param holdMs so long it stays here and can be taken back by reopen()
    virtual Done resolve(const QString &opId, const QJsonObject &choices, qint64 holdMs = 0) = 0;
    //! Settles several conflicts alike, all or none. \param take "mine", "theirs" or "base"; where there are no fields to choose only "theirs" fits
    virtual Done resolveAll(const QStringList &opIds, const QString &take, qint64 holdMs = 0) = 0;
    //! Takes a resolution back that has not been sent. Conflict when it has.
    virtual Done reopen(const QString &opId) = 0;
    //! Sends a refused operation again with other values. \param values field → value, over what it said before
    virtual Done resubmit(const QString &opId, const QJsonObject &values) = 0;
    //! Puts a field that was merged by itself back to what it was, as a new change. \param merge MergedRow::n
    virtual Done undoMerge(qint64 merge) = 0;
};

} // namespace zhike::services
