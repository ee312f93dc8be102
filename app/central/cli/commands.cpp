// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/cli/commands.h"

#include "central/api/passwords.h"
#include "central/device/policy.h"
#include "central/keys/bankkeys.h"
#include "central/store/sqlitestore.h"
#include "central/store/transact.h"

#include <QJsonArray>
#include <cstdio>
#ifdef ZHIKE_POSTGRES
#include "central/store/postgresstore.h"
#endif

namespace zhike::central {

using namespace Qt::Literals::StringLiterals;

namespace {

const QStringList kRoles {u"rm"_s, u"pb"_s, u"lead"_s, u"checker"_s, u"compliance"_s, u"admin"_s};

Error usage(const QString &text)
{
    return {ErrorCode::Invalid, text, u"usage"_s};
}

constexpr auto kSqlite = "sqlite:"_L1, kPostgres = "postgresql:"_L1;

// What follows the scheme; null when the text is of another kind. A URI of PostgreSQL is its own target.
QString target(const QString &store, QLatin1StringView scheme)
{
    if (!store.startsWith(scheme) || store.size() == scheme.size())
        return {};
    const auto rest = store.mid(scheme.size());
    return scheme == kPostgres && rest.startsWith("//"_L1) ? store : rest;
}

Done completeKeys(const Options &options)
{
    auto store = openStore(options);
    if (!store)
        return store.error();
    return transact(**store, [](WriteSession &session) -> Done {
        const auto ok = BankKeys::complete(session);
        return ok ? session.commit() : ok;
    });
}

Error wrongStore(const QString &store)
{
    if (store.startsWith(kPostgres) && store.size() > kPostgres.size())
        return {ErrorCode::Unsupported, u"this build is without PostgreSQL: libpq was not there when it was made"_s, u"store"_s};
    return usage(u"--store sqlite:FILE or postgresql:CONNINFO is needed"_s);
}

} // namespace

QByteArray passwordFromEnvironment()
{
    return qgetenv("ZHIKE_PASSWORD");
}

Result<std::unique_ptr<Store>> openStore(const Options &options)
{
    const auto given = options.value(u"store"_s);
    if (const auto path = target(given, kSqlite); !path.isNull()) {
        auto store = SqliteStore::open(path);
        if (!store)
            return store.error();
        return std::unique_ptr<Store>(std::move(*store));
    }
#ifdef ZHIKE_POSTGRES
    if (const auto conninfo = target(given, kPostgres); !conninfo.isNull()) {
        auto store = PostgresStore::open(conninfo);
        if (!store)
            return store.error();
        return std::unique_ptr<Store>(std::move(*store));
    }
#endif
    return wrongStore(given);
}

Outcome initStore(const Options &options)
{
    const auto given = options.value(u"store"_s);
    if (const auto path = target(given, kSqlite); !path.isNull()) {
        if (auto ok = SqliteStore::create(path); !ok)
            return ok.error();
        if (auto ok = completeKeys(options); !ok)
            return ok.error();
        return QJsonObject {{u"store"_s, path}};
    }
#ifdef ZHIKE_POSTGRES
    if (const auto conninfo = target(given, kPostgres); !conninfo.isNull()) {
        const auto isNew = PostgresStore::create(conninfo);
        if (!isNew)
            return isNew.error();
        if (auto ok = completeKeys(options); !ok)
            return ok.error();
        return QJsonObject {{u"store"_s, conninfo}, {u"new"_s, *isNew}};
    }
#endif
    return wrongStore(given);
}

Outcome addUser(const Options &options)
{
    const auto login = options.value(u"login"_s);
    if (login.isEmpty() || login.size() > 64 || login.contains(u':') || login.contains(u' '))
        return usage(u"user add needs --login, without spaces or colons"_s);
    if (options.values.contains(u"role"_s) && !kRoles.contains(options.value(u"role"_s)))
        return Error {ErrorCode::Invalid, u"roles are "_s + kRoles.join(u", "_s), u"role"_s};
    auto store = openStore(options);
    if (!store)
        return store.error();
    QByteArray hash;
    if (const auto password = passwordFromEnvironment(); !password.isEmpty()) {
        auto made = hashPassword(password);
        if (!made)
            return made.error();
        hash = *made;
    }
    return transact(**store, [&](WriteSession &session) -> Outcome {
        const auto known = session.user(login);
        if (!known)
            return known.error();
        auto user = known->value_or(User {});
        if (!*known && (!options.values.contains(u"role"_s) || !options.values.contains(u"name"_s)))
            return usage(u"a new user needs --role and --name"_s);
        user.login = login;
        user.name = options.value(u"name"_s, user.name);
        user.role = options.value(u"role"_s, user.role);
        user.branch = options.value(u"branch"_s, user.branch);
        auto ok = done();
        if (!hash.isEmpty()) {
            user.passwordHash = hash;
            ok = session.dropRefreshTokens(login); // a new password ends what was signed in by the old one
        }
        if (ok)
            ok = session.putUser(user);
        if (ok)
            ok = session.ensureScope(u"user:"_s + login);
        if (ok)
            ok = auditNote(session, options.clock.nowMs(), u"user.set"_s, {{u"login"_s, login}, {u"role"_s, user.role}, {u"password"_s, !hash.isEmpty()}});
        if (ok)
            ok = session.commit();
        if (!ok)
            return ok.error();
        return QJsonObject {{u"login"_s, login},
                            {u"role"_s, user.role},
                            {u"name"_s, user.name},
                            {u"new"_s, !known->has_value()},
                            {u"password"_s, !user.passwordHash.isEmpty()}};
    });
}

Outcome setPolicy(const Options &options)
{
    auto store = openStore(options);
    if (!store)
        return store.error();
    return transact(**store, [&](WriteSession &session) -> Outcome {
        for (const auto &pair : options.words.mid(1)) {
            if (pair.indexOf(u'=') < 1)
                return usage(u"policy KEY=VALUE…"_s);
            if (const auto wrong = policyProblem(pair.section(u'=', 0, 0), pair.section(u'=', 1)); !wrong.isEmpty())
                return Error {ErrorCode::Invalid, wrong, pair.section(u'=', 0, 0)};
            auto ok = session.putPolicy(pair.section(u'=', 0, 0), pair.section(u'=', 1));
            if (ok)
                ok = auditNote(session, options.clock.nowMs(), u"policy.change"_s, {{u"key"_s, pair.section(u'=', 0, 0)}});
            if (!ok)
                return ok.error();
        }
        const auto all = session.policy();
        if (!all)
            return all.error();
        if (auto ok = session.commit(); !ok)
            return ok.error();
        QJsonObject json;
        for (auto it = all->cbegin(); it != all->cend(); ++it)
            json.insert(it.key(), it.value());
        return json;
    });
}

Outcome purgeTombstones(const Options &options)
{
    // Twice the longest lease must fit, or a device could come back with rows nobody told it to drop.
    constexpr int kLeastDays = 90;
    bool isNumber = false;
    const int days = options.value(u"days"_s, QString::number(kLeastDays)).toInt(&isNumber);
    if (!isNumber || days < kLeastDays)
        return Error {ErrorCode::Invalid, u"tombstones are kept for 90 days at least"_s, u"days"_s};
    auto store = openStore(options);
    if (!store)
        return store.error();
    return transact(**store, [&](WriteSession &session) -> Outcome {
        const auto purged = session.purgeBefore(options.clock.nowMs() - qint64(days) * 24 * 3600 * 1000);
        if (!purged)
            return purged.error();
        if (auto ok = session.commit(); !ok)
            return ok.error();
        return QJsonObject {{u"purged"_s, *purged}};
    });
}

Outcome dumpRecords(const Options &options)
{
    auto store = openStore(options);
    if (!store)
        return store.error();
    auto session = (*store)->read();
    if (!session)
        return session.error();
    auto ok = (*session)->eachRecord([](const StoredRecord &record) {
        const auto line = record.toJson() + '\n';
        std::fwrite(line.constData(), 1, size_t(line.size()), stdout);
    });
    if (!ok)
        return ok.error();
    return QJsonObject {};
}

} // namespace zhike::central
