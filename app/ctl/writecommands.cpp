// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "fieldvalue.h"
#include "unlock.h"

#include "services/json.h"

namespace zhike::ctl {

using namespace Qt::Literals::StringLiterals;
using namespace services;

namespace {

Result<CustomerId> customerOf(const Arguments &arguments, Queries &queries)
{
    if (!arguments.has(u"customer"_s))
        return CustomerId();
    return queries.customerByNumber(arguments.value(u"customer"_s));
}

QDateTime instant(const Arguments &arguments, const QString &option)
{
    auto at = QDateTime::fromString(arguments.value(option), Qt::ISODate);
    if (at.isValid() && at.timeSpec() == Qt::LocalTime)
        at = QDateTime(at.date(), at.time(), arguments.clock.zone());
    return at;
}

int task(const Arguments &arguments, Queries &queries, Commands &commands)
{
    const auto verb = arguments.words.value(1);
    if (verb == "add"_L1) {
        auto customer = customerOf(arguments, queries);
        if (!customer)
            return fail(arguments, customer.error());
        NewTask task;
        task.customer = *customer;
        task.title = arguments.value(u"title"_s);
        task.kind = arguments.value(u"kind"_s, u"follow_up"_s);
        task.priority = fromWire<Priority>(arguments.value(u"priority"_s)).value_or(Priority::Normal);
        task.allDay = !arguments.has(u"start"_s);
        task.due = QDate::fromString(arguments.value(u"due"_s), Qt::ISODate);
        task.start = instant(arguments, u"start"_s);
        task.end = arguments.has(u"end"_s) ? instant(arguments, u"end"_s) : task.start.addSecs(1800);
        task.location = arguments.value(u"location"_s);
        task.note = arguments.value(u"note"_s);
        task.rrule = arguments.value(u"rrule"_s);
        return answer(arguments, commands.addTask(task), [](const TaskId &id) { return QJsonObject {{u"id"_s, id.text()}}; });
    }
    const TaskId id(arguments.words.value(2));
    Done ok = done();
    if (verb == "done"_L1)
        ok = commands.completeTask(id, arguments.value(u"outcome"_s));
    else if (verb == "reopen"_L1)
        ok = commands.reopenTask(id);
    else if (verb == "skip"_L1)
        ok = commands.skipTask(id, instant(arguments, u"occurrence"_s));
    else if (verb == "move"_L1 && arguments.has(u"start"_s))
        ok = commands.moveTask(id, instant(arguments, u"start"_s),
                               arguments.has(u"end"_s) ? instant(arguments, u"end"_s) : instant(arguments, u"start"_s).addSecs(1800));
    else
        ok = commands.moveTask(id, QDate::fromString(arguments.value(u"due"_s), Qt::ISODate));
    if (!ok)
        return fail(arguments, ok.error());
    return print(arguments, QJsonObject {{u"id"_s, id.text()}});
}

int interaction(const Arguments &arguments, Queries &queries, Commands &commands)
{
    auto customer = customerOf(arguments, queries);
    if (!customer)
        return fail(arguments, customer.error());
    NewInteraction interaction;
    interaction.customer = *customer;
    interaction.channel = arguments.value(u"channel"_s);
    interaction.direction = arguments.value(u"direction"_s, u"out"_s);
    interaction.subject = arguments.value(u"subject"_s);
    interaction.summary = arguments.value(u"summary"_s);
    interaction.outcome = arguments.value(u"outcome"_s);
    interaction.durationMin = arguments.number(u"minutes"_s, 0);
    interaction.nextStep = arguments.value(u"next"_s);
    interaction.nextOn = QDate::fromString(arguments.value(u"next-on"_s), Qt::ISODate);
    if (arguments.has(u"at"_s))
        interaction.occurredAt = instant(arguments, u"at"_s);
    return answer(arguments, commands.addInteraction(interaction), [](const InteractionId &id) { return QJsonObject {{u"id"_s, id.text()}}; });
}

int setCustomer(const Arguments &arguments, Queries &queries, Commands &commands)
{
    const bool single = arguments.words.value(0) == "customer-set"_L1;
    const auto rest = arguments.words.mid(single ? 1 : 2);
    if (rest.size() < 2)
        return usage(u"customer set NUMBER FIELD=VALUE… [--reason TEXT]"_s);
    auto id = queries.customerByNumber(rest[0]);
    if (!id)
        return fail(arguments, id.error());
    QJsonObject values;
    for (const auto &pair : rest.mid(1)) {
        if (!pair.contains(u'='))
            return usage(u"customer set NUMBER FIELD=VALUE… [--reason TEXT]"_s);
        const auto field = pair.section(u'=', 0, 0);
        values[field] = fieldValue(u"customer"_s, field, pair.section(u'=', 1));
    }
    if (auto ok = commands.setCustomer(*id, values, arguments.value(u"reason"_s)); !ok)
        return fail(arguments, ok.error());
    return print(arguments, QJsonObject {{u"number"_s, rest[0]}, {u"fields"_s, QJsonArray::fromStringList(values.keys())}});
}

int consent(const Arguments &arguments, Queries &queries, Commands &commands)
{
    auto id = queries.customerByNumber(arguments.words.value(1));
    if (!id)
        return fail(arguments, id.error());
    ConsentNote note;
    note.purpose = arguments.words.value(2);
    note.given = arguments.words.value(3) == "given"_L1;
    note.channel = arguments.value(u"channel"_s, note.channel);
    note.noticeVersion = arguments.value(u"notice"_s);
    if (auto ok = commands.recordConsent(*id, note); !ok)
        return fail(arguments, ok.error());
    return print(arguments, QJsonObject {{u"number"_s, arguments.words.value(1)}, {u"purpose"_s, note.purpose}, {u"state"_s, arguments.words.value(3)}});
}

int alert(const Arguments &arguments, Commands &commands)
{
    const auto verb = arguments.words.value(1);
    const AlertId id(arguments.words.value(2));
    const auto ok = verb == "acknowledge"_L1 ? commands.acknowledgeAlert(id)
        : verb == "snooze"_L1                ? commands.snoozeAlert(id, QDate::fromString(arguments.value(u"until"_s), Qt::ISODate))
                                             : commands.disposeAlert(id, arguments.value(u"outcome"_s));
    if (!ok)
        return fail(arguments, ok.error());
    return print(arguments, QJsonObject {{u"id"_s, id.text()}});
}

} // namespace

std::optional<int> runWriteCommand(const Arguments &arguments)
{
    const auto command = arguments.words.value(0);
    const auto verb = arguments.words.value(1);
    const bool isTask = command == "task"_L1;
    const bool isInteraction = command == "interaction"_L1;
    const bool isSet = command == "customer-set"_L1 || (command == "customer"_L1 && verb == "set"_L1);
    const bool isAlert = command == "alert"_L1;
    const bool isConsent = command == "consent"_L1;
    if (!isTask && !isInteraction && !isSet && !isAlert && !isConsent)
        return std::nullopt;
    if (isTask && verb != "add"_L1 && (arguments.words.size() != 3 || !QStringList({u"done"_s, u"move"_s, u"skip"_s, u"reopen"_s}).contains(verb)))
        return usage(u"task add --title T --due D|--start T [--customer NUMBER]   ·   task done|move|skip|reopen ID"_s);
    if (isConsent && (arguments.words.size() != 4 || !QStringList({u"given"_s, u"withdrawn"_s}).contains(arguments.words.value(3))))
        return usage(u"consent NUMBER PURPOSE given --notice VERSION | withdrawn [--channel C]"_s);
    if (isInteraction && verb != "add"_L1)
        return usage(u"interaction add --customer NUMBER --channel call --summary TEXT"_s);
    if (isAlert && (arguments.words.size() != 3 || !QStringList({u"acknowledge"_s, u"snooze"_s, u"dispose"_s}).contains(verb)))
        return usage(u"alert acknowledge|snooze|dispose ID [--until D] [--outcome retained|lost|false_alarm|no_action]"_s);
    return withUnlocked(arguments, [&](Queries &queries, Commands &commands) {
        if (isTask)
            return task(arguments, queries, commands);
        if (isInteraction)
            return interaction(arguments, queries, commands);
        if (isConsent)
            return consent(arguments, queries, commands);
        if (isSet)
            return setCustomer(arguments, queries, commands);
        return alert(arguments, commands);
    });
}

} // namespace zhike::ctl
