// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "services/views.h"

#include "domain/result.h"

#include <QDate>
#include <QMutex>
#include <QStringList>

namespace zhike::support {

//! A bank of samples shared by the queries and commands of a fixture desk: Monday 2026-09-21, manager 沈若岚, 186 customers, all invented.
//! Both lanes of the desk and the test use it; whoever touches a member holds `mutex`.
struct FixtureBank {
    FixtureBank();

    QMutex mutex;
    QDate today {2026, 9, 21};
    QDateTime now; //!< 09:42 in +08:00
    QList<services::CustomerRow> customers;
    QList<services::TaskRow> tasks;
    QList<services::DateRow> dates;
    QList<services::AlertRow> alerts;
    QList<services::RequestRow> requests;
    QList<services::OutboxRow> outbox;
    QList<services::ConflictRow> conflicts;
    QList<services::ConflictRow> decidedConflicts; //!< may be reopened
    QList<services::MergedRow> merged;
    services::Approvals approvals; //!< decisions move rows between its lists
    bool connected = true; //!< false: online commands answer Offline
    QList<services::TimelineItem> interactions; //!< added by commands, newest first
    services::SyncStatus sync;
    services::AuditFinding audit {QStringLiteral("none"), 0, 0, 12'408, 126, 12'408, {}, 110};
    bool modelPresent = false;
    bool callsLeft = true; //!< false: nobody is left to contact today, nothing was done
    int excludedNoConsent = 3;
    int excludedComplaint = 1;

    // What a test can provoke and look at.
    QStringList log; //!< every command, such as "moveTask t-12 2026-09-24T15:00+08:00"
    QStringList failing; //!< names of questions and commands that answer with an error, "*" for all
    ErrorCode failure = ErrorCode::Io;
    int revealSeconds = 10;
    int delayMs = 0; //!< every answer waits so long
    int answers = 0; //!< questions answered so far

    [[nodiscard]] const services::CustomerRow *customer(const CustomerId &id) const;
    [[nodiscard]] CustomerId idOf(const QString &name) const; //!< empty when nobody is called so
    [[nodiscard]] TaskId taskOf(const QString &title) const;

private:
    void addCustomers();
    void addTasks();
    void addDates();
    void addAlerts();
    void addRequests();
    void addSync();
    void addApprovals();
};

services::CalendarDay sampleDay(QDate date);
Money yuan(qint64 amount);
inline QString fromWide(const char16_t *text)
{
    return QString::fromUtf16(text);
}

} // namespace zhike::support
