// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/localcommands.h"

#include "calendar/recurrence.h"
#include "domain/ids.h"
#include "services/fieldcheck.h"
#include "storage/documents.h"
#include "storage/figures.h"
#include "storage/sealing.h"

#include <QJsonDocument>

namespace zhike::services {

using namespace Qt::Literals::StringLiterals;

namespace {

Error invalid(const QString &field, const QString &detail, const QString &value = {})
{
    return {ErrorCode::Invalid, detail, field, value};
}

constexpr qsizetype kMaxTitle = 200;
constexpr qsizetype kMaxText = 20'000;

const QStringList &channels()
{
    static const QStringList list = {u"call"_s, u"sms"_s, u"email"_s, u"wechat"_s, u"branch"_s, u"visit"_s, u"video"_s, u"event"_s, u"online"_s};
    return list;
}

const QStringList &outcomes()
{
    static const QStringList list = {u"reached"_s, u"not_reached"_s, u"interested"_s, u"declined"_s, u"promised"_s, u"done"_s};
    return list;
}

const QStringList &taskKinds()
{
    static const QStringList list = {u"follow_up"_s, u"call"_s,      u"visit"_s,   u"meeting"_s,   u"birthday"_s, u"maturity"_s,
                                     u"review"_s,    u"plan_step"_s, u"service"_s, u"retention"_s, u"other"_s};
    return list;
}

} // namespace

LocalCommands::LocalCommands(std::unique_ptr<storage::Database> database, Clock clock, Witness witness)
    : m_database(std::move(database))
    , m_clock(std::move(clock))
    , m_records(*m_database, m_clock.today())
    , m_outbox(*m_database, m_records)
    , m_recorder(*m_database, m_clock, std::move(witness))
{
}

Done LocalCommands::queue(const QList<storage::Operation> &operations)
{
    for (const auto &operation : operations)
        if (auto opId = m_outbox.enqueue(operation, m_clock.nowMs()); !opId)
            return opId.error();
    // On record behind them, so that a group stays together.
    for (const auto &operation : operations) {
        const bool command = operation.action == "command"_L1;
        security::AuditEvent event {command || !operation.resolves.isEmpty() ? u"cust.decide"_s : u"cust.edit"_s};
        event.objectType = operation.customerId.isEmpty() ? operation.type : u"customer"_s;
        event.objectId = operation.customerId.isEmpty() ? operation.id : operation.customerId;
        event.grant = operation.scope;
        event.outcome = command ? operation.command : operation.action;
        const auto names = operation.action == "create"_L1 ? operation.data.keys() : command ? operation.args.keys() : operation.set.keys();
        for (const auto &name : names)
            if (name != "customer_id"_L1)
                event.fields.append(operation.type + u'.' + name);
        if (auto ok = m_recorder.append(event); !ok)
            return ok;
    }
    return done();
}

QString LocalCommands::zoneName() const
{
    const auto id = QString::fromLatin1(m_clock.zone().id());
    return id.startsWith("UTC+08"_L1) ? u"Asia/Shanghai"_s : id;
}

Done LocalCommands::begin()
{
    return m_records.begin();
}

Done LocalCommands::finish(storage::Ordinal customer)
{
    if (customer <= 0)
        return done();
    auto reference = storage::Reference::load(*m_database);
    if (!reference)
        return reference.error();
    return storage::Figures(*m_database, m_clock.today()).refreshOne(customer, *reference);
}

Result<LocalCommands::Target> LocalCommands::home(const CustomerId &customer)
{
    Target target;
    if (customer.isEmpty()) {
        target.scope = u"user:"_s + m_database->stateText(u"login"_s);
        return target;
    }
    const auto ordinal = storage::ordinalOfId(*m_database, customer.text());
    auto scope = m_records.scopeOfCustomer(ordinal);
    if (!scope)
        return scope.error();
    if (scope->isEmpty())
        return Error {ErrorCode::NotFound, u"no such customer"_s, u"customer"_s, {}};
    target.scope = *scope;
    target.customerId = customer.text();
    target.row.customer = ordinal;
    return target;
}

Result<LocalCommands::Target> LocalCommands::target(const QString &id, storage::TypeCode type)
{
    const auto utf8 = id.toUtf8();
    auto row = m_records.find({utf8.constData(), size_t(utf8.size())});
    if (!row)
        return row.error();
    if (!*row || (*row)->type != type || (*row)->deleted)
        return Error {ErrorCode::NotFound, u"no such record"_s, u"id"_s, id};
    Target target;
    target.row = **row;
    auto raw = m_records.visible(target.row.rid);
    if (!raw)
        return raw.error();
    if (raw->isEmpty())
        return Error {ErrorCode::NotFound, u"no such record"_s, u"id"_s, id};
    target.visible = QJsonDocument::fromJson(*raw).object();
    auto place = m_records.placeOf(target.row);
    if (!place)
        return place.error();
    target.customerId = place->customerId;
    target.scope = place->scope;
    return target;
}

Done LocalCommands::patch(const Target &target, const QString &type, const QString &id, const QJsonObject &values, const Patching &how)
{
    storage::Operation operation;
    operation.holdMs = how.holdMs;
    operation.reason = how.reason;
    operation.action = u"patch"_s;
    operation.type = type;
    operation.id = id;
    operation.customerId = target.customerId;
    operation.scope = target.scope;
    operation.baseVersion = target.row.version;
    operation.resolves = how.resolves;
    for (auto it = values.begin(); it != values.end(); ++it) {
        const auto from = target.visible.contains(it.key()) ? target.visible[it.key()] : QJsonValue(QJsonValue::Null);
        if (from == it.value() && how.resolves.isEmpty())
            continue;
        operation.set[it.key()] = QJsonObject {{u"from"_s, from}, {u"to"_s, it.value()}};
    }
    if (operation.set.isEmpty())
        return done(); // nothing new was said
    if (auto ok = queue({operation}); !ok)
        return ok.error();
    return finish(target.row.customer);
}

Result<TaskId> LocalCommands::addTask(const NewTask &task)
{
    const auto title = task.title.trimmed();
    if (title.isEmpty())
        return invalid(u"title"_s, u"title is missing"_s);
    if (title.size() > kMaxTitle)
        return invalid(u"title"_s, u"title is too long"_s, QString::number(kMaxTitle));
    if (!taskKinds().contains(task.kind))
        return invalid(u"kind"_s, u"unknown kind"_s, task.kind);
    if (task.allDay ? !task.due.isValid() : !task.start.isValid())
        return invalid(task.allDay ? u"due"_s : u"start"_s, u"date is missing"_s);
    if (!task.allDay && (!task.end.isValid() || task.end <= task.start))
        return invalid(u"end"_s, u"end is not after start"_s);
    if (!task.rrule.isEmpty() && !calendar::isRecurrenceRule(task.rrule))
        return invalid(u"rrule"_s, u"not a recurrence rule"_s, task.rrule);
    if (task.note.size() > kMaxText)
        return invalid(u"note"_s, u"note is too long"_s, QString::number(kMaxText));
    return m_database->transaction([&]() -> Result<TaskId> {
        if (auto ok = begin(); !ok)
            return ok.error();
        auto place = home(task.customer);
        if (!place)
            return place.error();
        storage::Operation operation;
        operation.action = u"create"_s;
        operation.type = u"task"_s;
        operation.id = newUuid(m_clock.nowMs());
        operation.customerId = place->customerId;
        operation.scope = place->scope;
        operation.data = {{u"title"_s, title},
                          {u"kind"_s, task.kind},
                          {u"status"_s, u"open"_s},
                          {u"priority"_s, QString(toWire(task.priority))},
                          {u"assignee"_s, QString(u"u:"_s + m_database->stateText(u"login"_s))}};
        if (!place->customerId.isEmpty())
            operation.data[u"customer_id"_s] = place->customerId;
        if (task.allDay) {
            operation.data[u"due"_s] = task.due.toString(Qt::ISODate);
        } else {
            operation.data[u"start"_s] = toWireInstant(task.start.toMSecsSinceEpoch());
            operation.data[u"end"_s] = toWireInstant(task.end.toMSecsSinceEpoch());
            operation.data[u"tz"_s] = zoneName();
        }
        for (const auto &[key, value] : {std::pair(u"location"_s, task.location), std::pair(u"note"_s, task.note), std::pair(u"rrule"_s, task.rrule)})
            if (!value.isEmpty())
                operation.data[key] = value;
        if (auto ok = queue({operation}); !ok)
            return ok.error();
        if (auto ok = finish(place->row.customer); !ok)
            return ok.error();
        return TaskId(operation.id);
    });
}

Done LocalCommands::completeTask(const TaskId &task, const QString &outcome)
{
    return m_database->transaction([&]() -> Done {
        if (auto ok = begin(); !ok)
            return ok;
        auto found = target(task.text(), storage::TypeCode::Task);
        if (!found)
            return found.error();
        const auto now = toWireInstant(m_clock.nowMs());
        const auto rrule = found->visible[u"rrule"_s].toString();
        if (rrule.isEmpty()) {
            QJsonObject values {{u"status"_s, u"done"_s}, {u"done_at"_s, now}};
            if (!outcome.isEmpty())
                values[u"outcome"_s] = outcome;
            return patch(*found, u"task"_s, task.text(), values);
        }
        // Of a series the latest occurrence that has come is done; it becomes a record of its own, the series goes on.
        const auto today = m_clock.today();
        auto data = found->visible;
        const bool timed = data.contains(u"start"_s);
        const auto start = timed ? fromWireInstant(data[u"start"_s].toString()) : std::nullopt;
        const auto first = timed && start ? QDateTime::fromMSecsSinceEpoch(*start, m_clock.zone()).date() : storage::dateOf(data[u"due"_s]);
        auto days = calendar::occurrences(rrule, first, {}, first, today);
        if (days.isEmpty())
            days = calendar::occurrences(rrule, first, {}, first, first.addDays(400)).first(1);
        if (days.isEmpty())
            return invalid(u"rrule"_s, u"the series has no occurrence"_s);
        const auto day = days.constLast();
        const auto shift = first.daysTo(day);
        for (const auto &key : {u"rrule"_s, u"exdates"_s})
            data.remove(key);
        if (timed) {
            for (const auto &key : {u"start"_s, u"end"_s})
                if (const auto at = fromWireInstant(data[key].toString()))
                    data[key] = toWireInstant(QDateTime::fromMSecsSinceEpoch(*at, m_clock.zone()).addDays(shift).toMSecsSinceEpoch());
        } else {
            data[u"due"_s] = day.toString(Qt::ISODate);
        }
        data[u"status"_s] = u"done"_s;
        data[u"done_at"_s] = now;
        data[u"series_id"_s] = task.text();
        data[u"recurrence_id"_s] = day.toString(Qt::ISODate);
        if (!outcome.isEmpty())
            data[u"outcome"_s] = outcome;
        storage::Operation operation;
        operation.action = u"create"_s;
        operation.type = u"task"_s;
        operation.id = newUuid(m_clock.nowMs());
        operation.customerId = found->customerId;
        operation.scope = found->scope;
        operation.data = data;
        if (auto ok = queue({operation}); !ok)
            return ok.error();
        return finish(found->row.customer);
    });
}

Done LocalCommands::reopenTask(const TaskId &task)
{
    return m_database->transaction([&]() -> Done {
        if (auto ok = begin(); !ok)
            return ok;
        auto found = target(task.text(), storage::TypeCode::Task);
        if (!found)
            return found.error();
        return patch(*found, u"task"_s, task.text(), {{u"status"_s, u"open"_s}, {u"done_at"_s, QJsonValue::Null}});
    });
}

Done LocalCommands::moveTask(const TaskId &task, QDate due)
{
    if (!due.isValid())
        return invalid(u"due"_s, u"date is missing"_s);
    return m_database->transaction([&]() -> Done {
        if (auto ok = begin(); !ok)
            return ok;
        auto found = target(task.text(), storage::TypeCode::Task);
        if (!found)
            return found.error();
        QJsonObject values {{u"due"_s, due.toString(Qt::ISODate)}};
        for (const auto &key : {u"start"_s, u"end"_s, u"tz"_s})
            if (found->visible.contains(key))
                values[key] = QJsonValue::Null;
        return patch(*found, u"task"_s, task.text(), values);
    });
}

Done LocalCommands::moveTask(const TaskId &task, const QDateTime &start, const QDateTime &end)
{
    if (!start.isValid())
        return invalid(u"start"_s, u"date is missing"_s);
    if (!end.isValid() || end <= start)
        return invalid(u"end"_s, u"end is not after start"_s);
    return m_database->transaction([&]() -> Done {
        if (auto ok = begin(); !ok)
            return ok;
        auto found = target(task.text(), storage::TypeCode::Task);
        if (!found)
            return found.error();
        QJsonObject values {{u"start"_s, toWireInstant(start.toMSecsSinceEpoch())}, {u"end"_s, toWireInstant(end.toMSecsSinceEpoch())}, {u"tz"_s, zoneName()}};
        if (found->visible.contains(u"due"_s))
            values[u"due"_s] = QJsonValue::Null;
        return patch(*found, u"task"_s, task.text(), values);
    });
}

Done LocalCommands::skipTask(const TaskId &task, const QDateTime &occurrence)
{
    return m_database->transaction([&]() -> Done {
        if (auto ok = begin(); !ok)
            return ok;
        auto found = target(task.text(), storage::TypeCode::Task);
        if (!found)
            return found.error();
        if (found->visible[u"rrule"_s].toString().isEmpty())
            return patch(*found, u"task"_s, task.text(), {{u"status"_s, u"cancelled"_s}});
        if (!occurrence.isValid())
            return invalid(u"occurrence"_s, u"which occurrence is missing"_s);
        auto exceptions = found->visible[u"exdates"_s].toArray();
        const auto day = occurrence.toTimeZone(m_clock.zone()).date().toString(Qt::ISODate);
        if (!exceptions.contains(QJsonValue(day)))
            exceptions.append(day);
        return patch(*found, u"task"_s, task.text(), {{u"exdates"_s, exceptions}});
    });
}

Result<InteractionId> LocalCommands::addInteraction(const NewInteraction &interaction)
{
    if (interaction.customer.isEmpty())
        return invalid(u"customer"_s, u"customer is missing"_s);
    if (!channels().contains(interaction.channel))
        return invalid(u"channel"_s, u"channel is missing or unknown"_s, interaction.channel);
    if (interaction.direction != "in"_L1 && interaction.direction != "out"_L1)
        return invalid(u"direction"_s, u"direction is in or out"_s, interaction.direction);
    if (!interaction.outcome.isEmpty() && !outcomes().contains(interaction.outcome))
        return invalid(u"outcome"_s, u"unknown outcome"_s, interaction.outcome);
    if (interaction.subject.trimmed().isEmpty() && interaction.summary.trimmed().isEmpty())
        return invalid(u"summary"_s, u"nothing was written"_s);
    if (interaction.subject.size() > kMaxTitle)
        return invalid(u"subject"_s, u"subject is too long"_s, QString::number(kMaxTitle));
    if (interaction.summary.size() > kMaxText)
        return invalid(u"summary"_s, u"text is too long"_s, QString::number(kMaxText));
    if (interaction.occurredAt.isValid() && interaction.occurredAt.toMSecsSinceEpoch() > m_clock.nowMs() + 60'000)
        return invalid(u"occurred_at"_s, u"an interaction cannot lie ahead"_s);
    if (!interaction.nextStep.trimmed().isEmpty() && !interaction.nextOn.isValid())
        return invalid(u"next_on"_s, u"the next step has no date"_s);
    static const QStringList remote = {u"call"_s, u"sms"_s, u"email"_s, u"wechat"_s, u"video"_s};
    if (interaction.direction == "out"_L1 && remote.contains(interaction.channel))
        if (auto ok = mayContact(interaction.customer, interaction.channel); !ok)
            return ok.error();
    return m_database->transaction([&]() -> Result<InteractionId> {
        if (auto ok = begin(); !ok)
            return ok.error();
        auto place = home(interaction.customer);
        if (!place)
            return place.error();
        const auto now = m_clock.nowMs();
        auto subject = interaction.subject.trimmed();
        if (subject.isEmpty())
            subject = interaction.summary.trimmed().section(u'\n', 0, 0).left(60);
        storage::Operation operation;
        operation.action = u"create"_s;
        operation.type = u"interaction"_s;
        operation.id = newUuid(now);
        operation.customerId = place->customerId;
        operation.scope = place->scope;
        operation.data = {{u"customer_id"_s, place->customerId},
                          {u"channel"_s, interaction.channel},
                          {u"direction"_s, interaction.direction},
                          {u"occurred_at"_s, toWireInstant(interaction.occurredAt.isValid() ? interaction.occurredAt.toMSecsSinceEpoch() : now)},
                          {u"tz"_s, zoneName()},
                          {u"subject"_s, subject},
                          {u"summary"_s, interaction.summary}};
        if (!interaction.outcome.isEmpty())
            operation.data[u"outcome"_s] = interaction.outcome;
        if (interaction.durationMin > 0)
            operation.data[u"duration_min"_s] = interaction.durationMin;
        if (!interaction.nextStep.trimmed().isEmpty())
            operation.data[u"next_step"_s] = interaction.nextStep.trimmed();
        if (interaction.nextOn.isValid()) {
            operation.data[u"next_on"_s] = interaction.nextOn.toString(Qt::ISODate);
            operation.group = u"g"_s + operation.id;
        }
        QList<storage::Operation> operations {operation};
        if (interaction.nextOn.isValid()) {
            storage::Operation next;
            next.action = u"create"_s;
            next.type = u"task"_s;
            next.id = newUuid(now);
            next.customerId = place->customerId;
            next.scope = place->scope;
            next.group = operation.group;
            next.data = {{u"customer_id"_s, place->customerId},
                         {u"title"_s, interaction.nextStep.trimmed().isEmpty() ? subject : interaction.nextStep.trimmed()},
                         {u"kind"_s, u"follow_up"_s},
                         {u"status"_s, u"open"_s},
                         {u"priority"_s, u"normal"_s},
                         {u"assignee"_s, QString(u"u:"_s + m_database->stateText(u"login"_s))},
                         {u"due"_s, interaction.nextOn.toString(Qt::ISODate)},
                         {u"origin"_s, QJsonObject {{u"type"_s, u"interaction"_s}, {u"id"_s, operation.id}}}};
            operations.append(next);
        }
        if (auto ok = queue(operations); !ok)
            return ok.error();
        if (auto ok = finish(place->row.customer); !ok)
            return ok.error();
        return InteractionId(operation.id);
    });
}

Done LocalCommands::setCustomer(const CustomerId &customer, const QJsonObject &values, const QString &reason)
{
    if (values.isEmpty())
        return invalid(u"field"_s, u"no field was given"_s);
    return m_database->transaction([&]() -> Done {
        if (auto ok = begin(); !ok)
            return ok;
        auto found = target(customer.text(), storage::TypeCode::Customer);
        if (!found)
            return found.error();
        if (auto ok = checkFields(u"customer"_s, found->visible, values); !ok)
            return ok;
        return patch(*found, u"customer"_s, customer.text(), values, {.reason = reason});
    });
}

Done LocalCommands::alertCommand(const AlertId &alert, const QString &command, const QJsonObject &args)
{
    return m_database->transaction([&]() -> Done {
        if (auto ok = begin(); !ok)
            return ok;
        auto found = target(alert.text(), storage::TypeCode::Alert);
        if (!found)
            return found.error();
        if (found->visible[u"state"_s].toString() == "disposed"_L1)
            return invalid(u"state"_s, u"the alert is closed"_s);
        storage::Operation operation;
        operation.action = u"command"_s;
        operation.type = u"alert"_s;
        operation.id = alert.text();
        operation.customerId = found->customerId;
        operation.scope = found->scope;
        operation.baseVersion = found->row.version;
        operation.command = command;
        operation.args = args;
        if (auto ok = queue({operation}); !ok)
            return ok.error();
        return finish(found->row.customer);
    });
}

Done LocalCommands::acknowledgeAlert(const AlertId &alert)
{
    return alertCommand(alert, u"acknowledge"_s, {});
}

Done LocalCommands::snoozeAlert(const AlertId &alert, QDate until)
{
    if (!until.isValid() || until <= m_clock.today())
        return invalid(u"until"_s, u"a day ahead is needed"_s);
    return alertCommand(alert, u"snooze"_s, {{u"until"_s, until.toString(Qt::ISODate)}});
}

Done LocalCommands::disposeAlert(const AlertId &alert, const QString &disposition)
{
    static const QStringList known = {u"retained"_s, u"lost"_s, u"false_alarm"_s, u"no_action"_s};
    if (!known.contains(disposition))
        return invalid(u"disposition"_s, u"unknown outcome"_s, disposition);
    return alertCommand(alert, u"dispose"_s, {{u"outcome"_s, disposition}});
}

} // namespace zhike::services
