// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "unlock.h"

#include "network/httptransport.h"
#include "services/json.h"
#include "services/syncrunner.h"
#include "storage/customerlist.h"
#include "storage/syncreader.h"

namespace zhike::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

int syncOnce(const Arguments &arguments, const services::Session &session)
{
    auto database = session.open(storage::Access::ReadWrite);
    if (!database)
        return fail(arguments, database.error());
    network::HttpTransport transport(QUrl(session.vault().facts().server));
    const auto result = services::SyncRound(**database, arguments.clock, transport, session.witness()).run();
    if (auto queries = session.queries(); queries)
        if (auto status = (*queries)->status(); status)
            noteFacts(arguments, *status);
    if (result.error)
        return fail(arguments, *result.error);
    return print(arguments, services::toJson(result));
}

// Resolution from the command line: --take mine|theirs for every field, --set FIELD=VALUE for one.
QJsonObject choices(const Arguments &arguments, const services::ConflictRow &conflict)
{
    QJsonObject object;
    const auto take = arguments.value(u"take"_s);
    for (const auto &field : conflict.fields)
        if (!take.isEmpty())
            object[field.name] = take;
    if (const auto set = arguments.value(u"set"_s); set.contains(u'='))
        object[set.section(u'=', 0, 0)] = QJsonObject {{u"value"_s, set.section(u'=', 1)}};
    return object;
}

} // namespace

std::optional<int> runSyncCommand(const Arguments &arguments)
{
    const auto command = arguments.words.value(0);
    if (command != "sync"_L1 && command != "outbox"_L1 && command != "conflicts"_L1 && command != "resolve"_L1 && command != "discard"_L1)
        return std::nullopt;
    if ((command == "resolve"_L1 || command == "discard"_L1) && arguments.words.size() != 2)
        return usage(u"resolve OP_ID --take mine|theirs | --set FIELD=VALUE   ·   discard OP_ID"_s);
    auto session = unlock(arguments);
    if (!session)
        return fail(arguments, session.error());
    if (command == "sync"_L1)
        return syncOnce(arguments, **session);
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
    auto commands = (*session)->commands();
    if (!commands)
        return fail(arguments, commands.error());
    const auto opId = arguments.words[1];
    if (command == "discard"_L1) {
        if (auto ok = (*commands)->discard(opId); !ok)
            return fail(arguments, ok.error());
        return print(arguments, QJsonObject {{u"discarded"_s, opId}});
    }
    for (const auto &conflict : std::as_const(centre->conflicts))
        if (conflict.opId == opId) {
            if (auto ok = (*commands)->resolve(opId, choices(arguments, conflict)); !ok)
                return fail(arguments, ok.error());
            return print(arguments, QJsonObject {{u"resolved"_s, opId}});
        }
    return fail(arguments, {ErrorCode::NotFound, u"no such conflict"_s, u"op_id"_s, opId});
}

} // namespace zhike::ctl
