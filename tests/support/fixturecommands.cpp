// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixturedesk.h"

#include <QJsonDocument>
#include <QMutexLocker>
#include <QThread>

namespace zhike::support {
namespace {

using namespace services;
using namespace Qt::Literals::StringLiterals;

QString text(const QDateTime &at)
{
    return at.toString(u"yyyy-MM-ddTHH:mm"_s);
}

class FixtureCommands final : public Commands {
public:
    explicit FixtureCommands(std::shared_ptr<FixtureBank> bank) : m_bank(std::move(bank)) { }

    Result<TaskId> addTask(const NewTask &task) override
    {
        Call call(*this, u"addTask"_s, {task.title, task.allDay ? task.due.toString(Qt::ISODate) : text(task.start)});
        if (call.error)
            return *call.error;
        if (task.title.trimmed().isEmpty())
            return Error {ErrorCode::Invalid, u"title is empty"_s, u"title"_s};
        TaskRow row;
        row.id = TaskId(u"t-new-%1"_s.arg(m_bank->tasks.size() + 1));
        row.customer = task.customer;
        if (const auto *who = m_bank->customer(task.customer)) {
            row.customerName = who->name;
            row.customerKind = who->kind;
            row.tier = who->tier;
        }
        row.title = task.title;
        row.kind = task.kind;
        row.priority = task.priority;
        row.allDay = task.allDay;
        row.due = task.due;
        row.start = task.start;
        row.end = task.end;
        row.location = task.location;
        row.note = task.note;
        row.recurring = !task.rrule.isEmpty();
        row.pending = true;
        m_bank->tasks.append(row);
        return row.id;
    }
    Done completeTask(const TaskId &task, const QString &outcome) override
    {
        Call call(*this, u"completeTask"_s, {task.text(), outcome});
        return change(call, task, [&](TaskRow &row) {
            row.status = TaskStatus::Done;
            row.overdue = false;
            row.outcome = outcome;
            row.doneAt = m_bank->now;
        });
    }
    Done reopenTask(const TaskId &task) override
    {
        Call call(*this, u"reopenTask"_s, {task.text()});
        return change(call, task, [](TaskRow &row) {
            row.status = TaskStatus::Open;
            row.doneAt = {};
        });
    }
    Done moveTask(const TaskId &task, QDate due) override
    {
        Call call(*this, u"moveTask"_s, {task.text(), due.toString(Qt::ISODate)});
        return change(call, task, [&](TaskRow &row) {
            row.allDay = true;
            row.due = due;
            row.start = row.end = {};
            row.overdue = due < m_bank->today;
        });
    }
    Done moveTask(const TaskId &task, const QDateTime &start, const QDateTime &end) override
    {
        Call call(*this, u"moveTask"_s, {task.text(), text(start), text(end)});
        return change(call, task, [&](TaskRow &row) {
            row.allDay = false;
            row.due = {};
            row.start = start;
            row.end = end;
            row.overdue = false;
        });
    }
    Done skipTask(const TaskId &task, const QDateTime &occurrence) override
    {
        Call call(*this, u"skipTask"_s, {task.text(), text(occurrence)});
        return change(call, task, [](TaskRow &row) { row.status = TaskStatus::Cancelled; });
    }
    Result<InteractionId> addInteraction(const NewInteraction &interaction) override
    {
        Call call(*this, u"addInteraction"_s, {interaction.customer.text(), interaction.channel});
        if (call.error)
            return *call.error;
        if (interaction.summary.isEmpty() && interaction.subject.isEmpty())
            return Error {ErrorCode::Invalid, u"nothing was said"_s, u"summary"_s};
        TimelineItem item;
        item.id = u"%1-new-%2"_s.arg(interaction.customer.text()).arg(m_bank->interactions.size());
        item.at = interaction.occurredAt.isValid() ? interaction.occurredAt : m_bank->now;
        item.channel = interaction.channel;
        item.title = interaction.subject;
        item.detail = interaction.summary;
        item.state = interaction.outcome;
        item.pending = true;
        m_bank->interactions.prepend(item);
        return InteractionId(item.id);
    }
    Done setCustomer(const CustomerId &customer, const QJsonObject &values, const QString &) override
    {
        Call call(*this, u"setCustomer"_s, {customer.text(), QString::fromUtf8(QJsonDocument(values).toJson(QJsonDocument::Compact))});
        if (call.error)
            return *call.error;
        return done();
    }
    Done acknowledgeAlert(const AlertId &alert) override
    {
        Call call(*this, u"acknowledgeAlert"_s, {alert.text()});
        return change(call, alert, [](AlertRow &row) { row.state = AlertState::Acknowledged; });
    }
    Done snoozeAlert(const AlertId &alert, QDate until) override
    {
        Call call(*this, u"snoozeAlert"_s, {alert.text(), until.toString(Qt::ISODate)});
        return change(call, alert, [&](AlertRow &row) {
            row.state = AlertState::Snoozed;
            row.snoozeUntil = until;
        });
    }
    Done disposeAlert(const AlertId &alert, const QString &disposition) override
    {
        Call call(*this, u"disposeAlert"_s, {alert.text(), disposition});
        return change(call, alert, [&](AlertRow &row) {
            row.state = AlertState::Disposed;
            row.disposition = disposition;
        });
    }
    Result<Revealed> reveal(const CustomerId &customer, const QString &field, const QString &reason) override
    {
        Call call(*this, u"reveal"_s, {customer.text(), field, reason});
        if (call.error)
            return *call.error;
        if (!revealReasons().contains(reason))
            return Error {ErrorCode::Invalid, u"reason"_s, u"reason"_s};
        return Revealed {field.startsWith(u"contact"_s) ? u"13812345678"_s : u"110101196802151234"_s, m_bank->revealSeconds};
    }
    Done recordConsent(const CustomerId &customer, const ConsentNote &note) override
    {
        Call call(*this, u"recordConsent"_s, {customer.text(), note.purpose, note.given ? u"given"_s : u"withdrawn"_s});
        if (call.error)
            return *call.error;
        for (auto &row : m_bank->customers) {
            if (row.id != customer)
                continue;
            auto &consents = row.consents;
            (note.purpose == u"marketing" ? consents.marketing : note.purpose == u"profiling" ? consents.profiling : consents.thirdParty) = note.given;
        }
        return done();
    }
    Done noteCopy(const CustomerId &customer, const QString &field) override
    {
        const Call call(*this, u"noteCopy"_s, {customer.text(), field});
        return call.error ? Done(*call.error) : done();
    }
    Done noteOpened(const CustomerId &customer) override
    {
        const Call call(*this, u"noteOpened"_s, {customer.text()});
        return call.error ? Done(*call.error) : done();
    }
    Done noteSearch(const QString &kind, const QString &, int hits) override
    {
        const Call call(*this, u"noteSearch"_s, {kind, QString::number(hits)});
        return call.error ? Done(*call.error) : done();
    }
    Result<ExportMark> noteExport(const ExportNote &note) override
    {
        const Call call(*this, u"noteExport"_s, {note.what, QString::number(note.rows)});
        if (call.error)
            return *call.error;
        return ExportMark {u"rm001"_s, u"d-1"_s, u"2026-09-21T01:42:00.000Z"_s, 12'409, QByteArray(64, 'a')};
    }
    Done noteExportEnded(const ExportNote &note, const QString &outcome) override
    {
        const Call call(*this, u"noteExportEnded"_s, {note.what, outcome});
        return call.error ? Done(*call.error) : done();
    }
    Done discard(const QString &opId) override
    {
        Call call(*this, u"discard"_s, {opId});
        if (call.error)
            return *call.error;
        m_bank->outbox.removeIf([&](const OutboxRow &row) { return row.opId == opId; });
        return settle(opId);
    }
    Done resolve(const QString &opId, const QJsonObject &choices, qint64) override
    {
        Call call(*this, u"resolve"_s, {opId, QString::fromUtf8(QJsonDocument(choices).toJson(QJsonDocument::Compact))});
        if (call.error)
            return *call.error;
        return decide(opId);
    }
    Done resolveAll(const QStringList &opIds, const QString &take, qint64) override
    {
        Call call(*this, u"resolveAll"_s, {opIds.join(u','), take});
        if (call.error)
            return *call.error;
        for (const auto &opId : opIds)
            (void)decide(opId);
        return done();
    }
    Done reopen(const QString &opId) override
    {
        Call call(*this, u"reopen"_s, {opId});
        if (call.error)
            return *call.error;
        for (const auto &row : std::as_const(m_bank->decidedConflicts))
            if (row.opId == opId)
                m_bank->conflicts.append(row);
        m_bank->decidedConflicts.removeIf([&](const ConflictRow &row) { return row.opId == opId; });
        m_bank->sync.conflicts = int(m_bank->conflicts.size());
        return done();
    }
    Done resubmit(const QString &opId, const QJsonObject &values) override
    {
        Call call(*this, u"resubmit"_s, {opId, QString::fromUtf8(QJsonDocument(values).toJson(QJsonDocument::Compact))});
        if (call.error)
            return *call.error;
        for (auto &row : m_bank->outbox)
            if (row.opId == opId) {
                row.state = u"queued"_s;
                row.problem.clear();
            }
        return done();
    }
    Done undoMerge(qint64 merge) override
    {
        Call call(*this, u"undoMerge"_s, {QString::number(merge)});
        if (call.error)
            return *call.error;
        for (auto &row : m_bank->merged)
            if (row.n == merge)
                row.undone = true;
        return done();
    }

private:
    //! One command: waits and locks, writes the log, or carries the error the test asked for.
    struct Call {
        Call(FixtureCommands &self, const QString &name, const QStringList &words)
        {
            int delay = 0;
            {
                const QMutexLocker wait(&self.m_bank->mutex);
                delay = self.m_bank->delayMs;
            }
            if (delay > 0)
                QThread::msleep(static_cast<unsigned long>(delay));
            lock = std::make_unique<QMutexLocker<QMutex>>(&self.m_bank->mutex);
            if (self.m_bank->failing.contains(name) || self.m_bank->failing.contains(u"*"_s))
                error = Error {self.m_bank->failure, u"provoked by the test"_s};
            else
                self.m_bank->log.append((QStringList(name) + words).join(u' ').trimmed());
        }
        std::unique_ptr<QMutexLocker<QMutex>> lock;
        std::optional<Error> error;
    };

    template<class F>
    Done change(const Call &call, const TaskId &id, F what)
    {
        return changeIn(call, m_bank->tasks, id, what);
    }
    template<class F>
    Done change(const Call &call, const AlertId &id, F what)
    {
        return changeIn(call, m_bank->alerts, id, what);
    }
    template<class List, class IdType, class F>
    Done changeIn(const Call &call, List &rows, const IdType &id, F what)
    {
        if (call.error)
            return *call.error;
        for (auto &row : rows) {
            if (row.id == id) {
                what(row);
                row.pending = true;
                return done();
            }
        }
        return Error {ErrorCode::NotFound, u"no such record"_s};
    }
    Done decide(const QString &opId)
    {
        for (auto &row : m_bank->outbox)
            if (row.opId == opId)
                row.state = u"queued"_s;
        for (const auto &row : std::as_const(m_bank->conflicts))
            if (row.opId == opId)
                m_bank->decidedConflicts.append(row);
        return settle(opId);
    }
    Done settle(const QString &opId)
    {
        m_bank->conflicts.removeIf([&](const ConflictRow &row) { return row.opId == opId; });
        m_bank->sync.conflicts = m_bank->sync.parked = int(m_bank->conflicts.size());
        m_bank->sync.pending = int(m_bank->outbox.size());
        return done();
    }

    std::shared_ptr<FixtureBank> m_bank;
};

} // namespace

std::unique_ptr<Commands> fixtureCommands(std::shared_ptr<FixtureBank> bank)
{
    return std::make_unique<FixtureCommands>(std::move(bank));
}

} // namespace zhike::support
