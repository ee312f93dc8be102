// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "unlock.h"

#include "services/json.h"

namespace zhike::ctl {

using namespace Qt::Literals::StringLiterals;
using namespace services;

namespace {

int list(const Arguments &arguments, Queries &queries)
{
    AuditQuery query;
    query.event = arguments.value(u"event"_s);
    query.limit = arguments.number(u"limit"_s, 200);
    query.beforeSeq = arguments.number(u"before"_s, 0);
    if (arguments.has(u"customer"_s)) {
        auto id = queries.customerByNumber(arguments.value(u"customer"_s));
        if (!id)
            return fail(arguments, id.error());
        query.customer = *id;
    }
    return answer(arguments, queries.audit(query), [](const auto &board) { return toJson(board); });
}

int verify(const Arguments &arguments, Session &session, Queries &queries)
{
    auto finding = queries.verifyAudit();
    if (!finding)
        return fail(arguments, finding.error());
    print(arguments, toJson(*finding));
    if (finding->intact())
        return kDone;
    if (auto commands = session.commands())
        (void)(*commands)->noteBrokenAudit(finding->kind, finding->brokenAt);
    return kFailed;
}

int reveal(const Arguments &arguments, Session &session, Queries &queries)
{
    auto commands = session.commands();
    if (!commands)
        return fail(arguments, commands.error());
    auto id = queries.customerByNumber(arguments.words[1]);
    if (!id)
        return fail(arguments, id.error());
    return answer(arguments, (*commands)->reveal(*id, arguments.words[2], arguments.value(u"reason"_s)), [&](const Revealed &revealed) {
        return QJsonObject {{u"number"_s, arguments.words[1]}, {u"field"_s, arguments.words[2]}, {u"value"_s, revealed.value}};
    });
}

} // namespace

std::optional<int> runAuditCommand(const Arguments &arguments)
{
    const auto command = arguments.words.value(0);
    const auto verb = arguments.words.value(1);
    const bool isReveal = command == "reveal"_L1;
    if (command != "audit"_L1 && !isReveal)
        return std::nullopt;
    if (isReveal ? arguments.words.size() != 3 : verb != "list"_L1 && verb != "verify"_L1)
        return usage(u"audit list [--event PREFIX] [--customer NUMBER] [--limit N]   ·   audit verify   ·   reveal NUMBER FIELD --reason %1"_s.arg(
            revealReasons().join(u'|')));
    auto session = unlock(arguments);
    if (!session)
        return fail(arguments, session.error());
    auto queries = (*session)->queries();
    if (!queries)
        return fail(arguments, queries.error());
    if (isReveal)
        return reveal(arguments, **session, **queries);
    return verb == "list"_L1 ? list(arguments, **queries) : verify(arguments, **session, **queries);
}

} // namespace zhike::ctl
