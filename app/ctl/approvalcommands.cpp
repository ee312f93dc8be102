// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "unlock.h"

#include "network/httptransport.h"
#include "services/json.h"

namespace zhike::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

int list(const Arguments &arguments, const services::Session &session)
{
    auto queries = session.queries();
    if (!queries)
        return fail(arguments, queries.error());
    return answer(arguments, (*queries)->approvals(), [&](const services::Approvals &board) {
        return services::toJsonArray(arguments.has(u"mine"_s) ? board.own : arguments.has(u"decided"_s) ? board.decided : board.queue);
    });
}

int decide(const Arguments &arguments, const services::Session &session)
{
    auto online = session.online(std::make_shared<network::HttpTransport>(QUrl(session.vault().facts().server)));
    if (!online)
        return fail(arguments, online.error());
    const auto command = arguments.words[0];
    const auto request = arguments.words[1];
    const auto ok = command == "approve"_L1 ? (*online)->approve(request, arguments.value(u"note"_s))
        : command == "reject"_L1            ? (*online)->reject(request, arguments.value(u"reason"_s))
                                            : (*online)->withdraw(request);
    if (!ok)
        return fail(arguments, ok.error());
    // What it came to: an approval may have met a record that changed meanwhile.
    auto queries = session.queries();
    if (!queries)
        return fail(arguments, queries.error());
    auto board = (*queries)->approvals();
    if (!board)
        return fail(arguments, board.error());
    for (const auto &row : std::as_const(board->decided))
        if (row.id == request)
            return print(arguments, services::toJson(row));
    return print(arguments, QJsonObject {{u"id"_s, request}});
}

} // namespace

std::optional<int> runApprovalCommand(const Arguments &arguments)
{
    const auto command = arguments.words.value(0);
    const bool listing = command == "approvals"_L1;
    if (!listing && command != "approve"_L1 && command != "reject"_L1 && command != "withdraw"_L1)
        return std::nullopt;
    if (arguments.words.size() != 2 || (listing && arguments.words[1] != "list"_L1))
        return usage(u"approvals list [--mine|--decided]   ·   approve ID [--note TEXT]   ·   reject ID --reason TEXT   ·   withdraw ID"_s);
    auto session = unlock(arguments);
    if (!session)
        return fail(arguments, session.error());
    return listing ? list(arguments, **session) : decide(arguments, **session);
}

} // namespace zhike::ctl
