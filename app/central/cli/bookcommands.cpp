// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/cli/commands.h"
#include "central/keys/bankkeys.h"
#include "central/store/transact.h"
#include "central/sync/customers.h"
#include "central/sync/ingest.h"
#include "central/sync/move.h"

#include <QFile>
#include <QJsonDocument>
#include <cstdio>

// Who sees which book, and what becomes of the customers in it.
namespace zhike::central {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kCaseMs = qint64(30) * 24 * 3600 * 1000;

Error usage(const QString &text)
{
    return {ErrorCode::Invalid, text, u"usage"_s};
}

QString bookOf(const QString &text)
{
    return text.contains(u':') ? text : u"book:"_s + text;
}

} // namespace

Outcome grantAccess(const Options &options)
{
    const auto login = options.words.value(1), scope = options.words.value(2), role = options.words.value(3);
    const bool revoke = options.has(u"revoke"_s);
    if (login.isEmpty() || scope.isEmpty() || (!revoke && role.isEmpty()))
        return usage(u"grant LOGIN SCOPE ROLE [--types A,B] [--mask F,G] [--customers N,M] [--valid-from T] [--valid-to T], or grant LOGIN SCOPE --revoke"_s);
    if (!scope.startsWith("book:"_L1) && !scope.startsWith("team:"_L1))
        return Error {ErrorCode::Invalid, u"grants are on book: and team: scopes"_s, u"scope"_s, scope};
    for (const auto &name : {u"valid-from"_s, u"valid-to"_s})
        if (const auto instant = options.value(name); !instant.isEmpty() && !fromWireInstant(instant))
            return Error {ErrorCode::Invalid, u"--"_s + name + u" needs an instant with offset"_s, name};
    if (!revoke && role == "compliance"_L1 && scope.startsWith("book:"_L1)) {
        // A case, not a book: single files, for a month at most.
        const auto end = fromWireInstant(options.value(u"valid-to"_s));
        if (!end || *end - options.clock.nowMs() > kCaseMs || options.value(u"customers"_s).isEmpty())
            return Error {ErrorCode::Denied, u"compliance sees single customers, for 30 days at most"_s, u"valid-to"_s};
    }
    auto store = openStore(options);
    if (!store)
        return store.error();
    return transact(**store, [&](WriteSession &session) -> Outcome {
        const auto user = session.user(login);
        if (!user)
            return user.error();
        if (!*user)
            return Error {ErrorCode::NotFound, u"there is no such user"_s, u"login"_s, login};
        if (revoke) {
            const auto dropped = session.endGrant(login, scope, toWireInstant(options.clock.nowMs()));
            if (!dropped)
                return dropped.error();
            if (!*dropped)
                return Error {ErrorCode::NotFound, u"there is no such grant"_s, u"scope"_s, scope};
        } else {
            const auto list = [&](const QString &name) { return options.value(name).split(u',', Qt::SkipEmptyParts); };
            QStringList customers;
            for (const auto &number : list(u"customers"_s)) {
                const auto id = session.customerByNumber(number);
                if (!id)
                    return id.error();
                if (id->isNull())
                    return Error {ErrorCode::NotFound, u"there is no customer of this number"_s, u"customers"_s, number};
                customers.append(*id);
            }
            if ((*user)->role == "admin"_L1 && scope.startsWith("book:"_L1))
                return Error {ErrorCode::Denied, u"who runs the place sees no customers"_s, u"role"_s};
            auto ok = session.ensureScope(scope);
            if (ok)
                ok = session.putGrant(
                    {login, scope, role, list(u"types"_s), list(u"mask"_s), options.value(u"valid-to"_s), customers, options.value(u"valid-from"_s)});
            if (!ok)
                return ok.error();
        }
        auto ok = auditNote(session, options.clock.nowMs(), revoke ? u"grant.drop"_s : u"grant.set"_s,
                            {{u"login"_s, login}, {u"scope"_s, scope}, {u"role"_s, role}});
        if (ok)
            ok = session.commit();
        if (!ok)
            return ok.error();
        return QJsonObject {{u"login"_s, login}, {u"scope"_s, scope}, {u"role"_s, role}, {u"revoked"_s, revoke}};
    });
}

Outcome handOver(const Options &options)
{
    const auto book = bookOf(options.words.value(1)), from = options.value(u"from"_s), to = options.value(u"to"_s);
    if (options.words.size() < 2 || from.isEmpty() || to.isEmpty())
        return usage(u"hand-over BOOK --from LOGIN --to LOGIN"_s);
    auto store = openStore(options);
    if (!store)
        return store.error();
    // Grants only: not one row of the book is touched (§11).
    return transact(**store, [&](WriteSession &session) -> Outcome {
        const auto giver = session.user(from), taker = session.user(to);
        if (!giver || !taker)
            return giver ? taker.error() : giver.error();
        if (!*giver || !*taker)
            return Error {ErrorCode::NotFound, u"there is no such user"_s, *giver ? u"to"_s : u"from"_s};
        const auto grants = session.grants(from);
        if (!grants)
            return grants.error();
        for (auto grant : *grants) {
            if (grant.scope != book || !grant.ended.isEmpty())
                continue;
            grant.login = to;
            auto ok = session.putGrant(grant);
            if (ok)
                if (const auto ended = session.endGrant(from, book, toWireInstant(options.clock.nowMs())); !ended)
                    ok = ended.error();
            if (ok)
                ok = auditNote(session, options.clock.nowMs(), u"book.hand-over"_s, {{u"scope"_s, book}, {u"from"_s, from}, {u"to"_s, to}});
            if (ok)
                ok = session.commit();
            if (!ok)
                return ok.error();
            return QJsonObject {{u"scope"_s, book}, {u"from"_s, from}, {u"to"_s, to}, {u"role"_s, grant.role}};
        }
        return Error {ErrorCode::NotFound, u"the first one has no grant on this book"_s, u"from"_s, from};
    });
}

Outcome moveOne(const Options &options)
{
    const auto number = options.words.value(1), to = options.value(u"to"_s);
    if (number.isEmpty() || to.isEmpty())
        return usage(u"move-customer NUMBER --to BOOK"_s);
    auto store = openStore(options);
    if (!store)
        return store.error();
    const auto moved = moveCustomer(**store, number, to.contains(u':') ? to : u"book:"_s + to, options.clock.nowMs());
    if (!moved)
        return moved.error();
    return QJsonObject {{u"number"_s, number}, {u"from"_s, moved->from}, {u"to"_s, moved->to}, {u"rows"_s, moved->rows}};
}

Outcome mergeTwo(const Options &options)
{
    const auto number = options.words.value(1), into = options.value(u"into"_s);
    if (number.isEmpty() || into.isEmpty())
        return usage(u"merge-customers NUMBER --into NUMBER"_s);
    auto store = openStore(options);
    if (!store)
        return store.error();
    const auto merged = mergeCustomers(**store, number, into, options.clock.nowMs());
    if (!merged)
        return merged.error();
    return QJsonObject {{u"number"_s, number}, {u"into"_s, into}, {u"successor"_s, merged->into}, {u"rows"_s, merged->rows}};
}

Outcome eraseOne(const Options &options)
{
    const auto number = options.words.value(1);
    if (number.isEmpty())
        return usage(u"erase-customer NUMBER"_s);
    auto store = openStore(options);
    if (!store)
        return store.error();
    const auto rows = eraseCustomer(**store, number, options.clock.nowMs());
    if (!rows)
        return rows.error();
    return QJsonObject {{u"number"_s, number}, {u"rows"_s, *rows}};
}

Outcome ingestLines(const Options &options)
{
    QFile file(options.words.value(1));
    const bool opened = options.words.value(1) == "-"_L1 ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!opened)
        return Error {ErrorCode::NotFound, u"ingest FILE|-: the file cannot be read"_s, u"file"_s, options.words.value(1)};
    auto store = openStore(options);
    if (!store)
        return store.error();
    const auto taken = ingest(**store, file, options.clock.nowMs());
    if (!taken)
        return taken.error();
    return QJsonObject {
        {u"made"_s, taken->made}, {u"changed"_s, taken->changed}, {u"removed"_s, taken->removed}, {u"same"_s, taken->same}, {u"commits"_s, taken->commits}};
}

Outcome closeRequests(const Options &options)
{
    auto store = openStore(options);
    if (!store)
        return store.error();
    const auto closed = closeOverdueRequests(**store, options.clock.nowMs());
    if (!closed)
        return closed.error();
    return QJsonObject {{u"closed"_s, *closed}};
}

Outcome restoreEpoch(const Options &options)
{
    auto from = options.value(u"reoffer-from"_s);
    auto store = openStore(options);
    if (!store)
        return store.error();
    if (from.isEmpty()) { // what the backup knows of last
        auto session = (*store)->read();
        if (!session)
            return session.error();
        auto ok = (*session)->eachAudit([&](const AuditRow &row) {
            from = QJsonDocument::fromJson(row.body)[u"at"_s].toString(from);
            return true;
        });
        if (!ok)
            return ok.error();
    }
    if (!fromWireInstant(from))
        return usage(u"restore-epoch --reoffer-from INSTANT: the instant the backup was taken"_s);
    return transact(**store, [&](WriteSession &session) -> Outcome {
        const auto instant = toWireInstant(*fromWireInstant(from));
        auto ok = BankKeys::startEpoch(session, instant);
        if (ok)
            ok = auditNote(session, options.clock.nowMs(), u"epoch.restore"_s, {{u"reoffer_from"_s, instant}});
        const auto epoch = session.setting(u"epoch"_s);
        if (ok)
            ok = session.commit();
        if (!ok || !epoch)
            return ok ? epoch.error() : ok.error();
        return QJsonObject {{u"epoch"_s, QString::fromLatin1(*epoch)}, {u"reoffer_from"_s, instant}};
    });
}

} // namespace zhike::central
