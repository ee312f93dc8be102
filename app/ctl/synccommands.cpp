// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "fieldvalue.h"
#include "unlock.h"

#include "network/httptransport.h"
#include "services/json.h"
#include "services/syncrunner.h"
#include "services/wipe.h"
#include "storage/customerlist.h"
#include "storage/recordlist.h"
#include "storage/syncreader.h"

namespace zhike::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

int syncOnce(const Arguments &arguments, services::Session &session)
{
    auto database = session.open(storage::Access::ReadWrite);
    if (!database)
        return fail(arguments, database.error());
    network::HttpTransport transport(QUrl(session.vault().facts().server));
    const auto result = services::SyncRound(**database, session, transport).run();
    if (result.error && result.error->code == ErrorCode::Revoked && !result.order.isEmpty()) {
        database->reset();
        if (auto ok = services::obeyWipe(session, result.order); ok)
            (void)services::finishWipe(session.vault().directory(), arguments.clock);
        return fail(arguments, *result.error);
    }
    // Customers have left: what they leave in freed pages goes with the former key.
    if ((*database)->stateText(u"rekey_wanted"_s).toLongLong() > 0) {
        database->reset();
        if (auto ok = session.rotateKey(); !ok)
            return fail(arguments, ok.error());
    }
    if (auto queries = session.queries(); queries)
        if (auto status = (*queries)->status(); status)
            noteFacts(arguments, *status);
    if (result.error)
        return fail(arguments, *result.error, result.retryAfterS > 0 ? QJsonObject {{u"retry_after_s"_s, result.retryAfterS}} : QJsonObject());
    return print(arguments, services::toJson(result));
}

// What the central has told, line by line like the central's own dump; contents as hashes: nothing of a customer leaves this way.
int dump(const Arguments &arguments, services::Session &session)
{
    auto database = session.open(storage::Access::ReadOnly);
    if (!database)
        return fail(arguments, database.error());
    const auto ok = storage::eachRecord(**database, [](const storage::RecordLine &record) {
        QJsonObject line {{u"id"_s, record.id},
                          {u"type"_s, record.type},
                          {u"scope"_s, record.scope},
                          {u"version"_s, record.version},
                          {u"csn"_s, QString::number(record.csn)}};
        if (!record.customerId.isEmpty())
            line.insert(u"customer_id"_s, record.customerId);
        if (!record.sha256.isEmpty())
            line.insert(u"data_sha256"_s, QString::fromLatin1(record.sha256));
        printLine(line);
    });
    return ok ? kDone : fail(arguments, ok.error());
}

int resolve(const Arguments &arguments, services::Commands &commands, const QList<services::ConflictRow> &conflicts)
{
    QStringList ids;
    QString type;
    for (const auto &conflict : conflicts)
        if (arguments.has(u"all"_s) || conflict.opId == arguments.words.value(1)) {
            ids.append(conflict.opId);
            type = conflict.type;
        }
    if (ids.isEmpty() && !arguments.has(u"all"_s))
        return fail(arguments, {ErrorCode::NotFound, u"no such conflict"_s, u"op_id"_s, arguments.words.value(1)});
    auto ok = done();
    if (const auto set = arguments.value(u"set"_s); set.contains(u'=') && ids.size() == 1) {
        // One field by its value, the others as --take says.
        QJsonObject choices;
        for (const auto &conflict : conflicts)
            if (conflict.opId == ids[0])
                for (const auto &field : conflict.fields)
                    choices[field.name] = arguments.value(u"take"_s);
        const auto field = set.section(u'=', 0, 0);
        choices[field] = QJsonObject {{u"value"_s, fieldValue(type, field, set.section(u'=', 1))}};
        ok = commands.resolve(ids[0], choices);
    } else {
        ok = commands.resolveAll(ids, arguments.value(u"take"_s));
    }
    if (!ok)
        return fail(arguments, ok.error());
    if (arguments.has(u"all"_s))
        return print(arguments, QJsonObject {{u"resolved"_s, QJsonArray::fromStringList(ids)}});
    return print(arguments, QJsonObject {{u"resolved"_s, ids[0]}});
}

int resubmit(const Arguments &arguments, services::Commands &commands, const QList<services::OutboxRow> &outbox)
{
    const auto set = arguments.value(u"set"_s);
    const auto opId = arguments.words[1];
    QString type;
    for (const auto &row : outbox)
        if (row.opId == opId)
            type = row.type;
    QJsonObject values;
    if (set.contains(u'='))
        values[set.section(u'=', 0, 0)] = fieldValue(type, set.section(u'=', 0, 0), set.section(u'=', 1));
    if (auto ok = commands.resubmit(opId, values); !ok)
        return fail(arguments, ok.error());
    return print(arguments, QJsonObject {{u"resubmitted"_s, opId}});
}

} // namespace

std::optional<int> runSyncCommand(const Arguments &arguments)
{
    const auto command = arguments.words.value(0);
    static const QStringList reading = {u"sync"_s, u"outbox"_s, u"conflicts"_s, u"merged"_s, u"dump"_s};
    static const QStringList settling = {u"resolve"_s, u"reopen"_s, u"resubmit"_s, u"discard"_s, u"undo"_s};
    if (!reading.contains(command) && !settling.contains(command))
        return std::nullopt;
    const bool all = command == "resolve"_L1 && arguments.has(u"all"_s);
    if (settling.contains(command) && arguments.words.size() != (all ? 1 : 2))
        return usage(u"resolve OP_ID --take mine|theirs|base | --set FIELD=VALUE   ·   resolve --all --take theirs   ·   reopen OP_ID   ·   "
                     "resubmit OP_ID --set FIELD=VALUE   ·   discard OP_ID   ·   undo N"_s);
    auto session = unlock(arguments);
    if (!session)
        return fail(arguments, session.error());
    if (command == "sync"_L1)
        return syncOnce(arguments, **session);
    if (command == "dump"_L1)
        return dump(arguments, **session);
    auto queries = (*session)->queries();
    if (!queries)
        return fail(arguments, queries.error());
    auto centre = (*queries)->syncCentre();
    if (!centre)
        return fail(arguments, centre.error());
    if (command == "outbox"_L1)
        return print(arguments, services::toJsonArray(centre->outbox));
    if (command == "conflicts"_L1)
        return print(arguments, services::toJsonArray(centre->conflicts));
    if (command == "merged"_L1)
        return print(arguments, services::toJsonArray(centre->merged));
    auto opened = (*session)->commands();
    if (!opened)
        return fail(arguments, opened.error());
    auto &commands = **opened;
    const auto subject = arguments.words.value(1);
    if (command == "resolve"_L1)
        return resolve(arguments, commands, centre->conflicts);
    if (command == "resubmit"_L1)
        return resubmit(arguments, commands, centre->outbox);
    const auto ok = command == "discard"_L1 ? commands.discard(subject)
        : command == "undo"_L1              ? commands.undoMerge(subject.toLongLong())
                                            : commands.reopen(subject);
    if (!ok)
        return fail(arguments, ok.error());
    return print(arguments, QJsonObject {{command == "discard"_L1 ? u"discarded"_s : command == "undo"_L1 ? u"undone"_s : u"reopened"_s, subject}});
}

} // namespace zhike::ctl
