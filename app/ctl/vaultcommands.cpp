// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "unlock.h"

#include "domain/checkdigits.h"
#include "network/httptransport.h"
#include "process/knownanswers.h"
#include "security/opjournal.h"
#include "services/centralclient.h"
#include "services/clearfacts.h"
#include "services/json.h"
#include "services/recorder.h"
#include "services/syncrunner.h"
#include "services/wipe.h"

#include <QDir>
#include <cstdlib>

namespace zhike::ctl {

using namespace Qt::Literals::StringLiterals;

QString secret(const char *name)
{
    const char *value = std::getenv(name);
    return value ? QString::fromUtf8(value) : QString();
}

QString vaultDirectory(const Arguments &arguments)
{
    return arguments.vault.isEmpty() ? services::defaultVaultDirectory() : QDir(arguments.vault).absolutePath();
}

void noteFacts(const Arguments &arguments, const services::SyncStatus &status)
{
    services::writeClearFacts(vaultDirectory(arguments), status);
}

static QStringList dropped;

void noteDropped(const QStringList &names)
{
    dropped = names;
}

Result<std::unique_ptr<services::Session>> unlock(const Arguments &arguments)
{
    const auto dir = vaultDirectory(arguments);
    // A wipe that was broken off goes on before anything else; what needs the network may wait.
    if (security::OpJournal::read(dir))
        (void)services::finishWipe(dir, arguments.clock);
    auto session = services::Session::unlock(dir, secret("ZHIKE_PASSPHRASE"), arguments.clock);
    if (session)
        (*session)->noteRefusedPlugins(dropped);
    return session;
}

int withUnlocked(const Arguments &arguments, const std::function<int(services::Queries &, services::Commands &)> &work)
{
    auto session = unlock(arguments);
    if (!session)
        return fail(arguments, session.error());
    auto queries = (*session)->queries();
    if (!queries)
        return fail(arguments, queries.error());
    auto commands = (*session)->commands();
    if (!commands)
        return fail(arguments, commands.error());
    return work(**queries, **commands);
}

namespace {

int enroll(const Arguments &arguments)
{
    services::Enrolment enrolment;
    enrolment.server = QUrl(arguments.value(u"server"_s));
    enrolment.login = arguments.value(u"login"_s);
    enrolment.password = secret("ZHIKE_PASSWORD");
    enrolment.passphrase = secret("ZHIKE_PASSPHRASE");
    enrolment.deviceName = arguments.value(u"device"_s);
    if (const auto former = arguments.value(u"former"_s); !former.isEmpty())
        enrolment.former.append(QDir(former).absolutePath());
    auto session = services::Session::enrol(vaultDirectory(arguments), enrolment, arguments.clock);
    if (!session)
        return fail(arguments, session.error());
    auto database = (*session)->open(storage::Access::ReadWrite);
    if (!database)
        return fail(arguments, database.error());
    network::HttpTransport transport(QUrl((*session)->vault().facts().server));
    const auto result = services::SyncRound(**database, **session, transport).run([&](const sync::Progress &progress) {
        if (!arguments.json)
            std::fprintf(stderr, "\r%s %lld / %lld ", progress.phase.toUtf8().constData(), (long long)progress.done, (long long)progress.total);
    });
    if (!arguments.json)
        std::fputc('\n', stderr);
    if (result.error)
        return fail(arguments, *result.error);
    auto queries = (*session)->queries();
    if (!queries)
        return fail(arguments, queries.error());
    auto status = (*queries)->status();
    if (!status)
        return fail(arguments, status.error());
    noteFacts(arguments, *status);
    auto document = services::toJson(*status);
    document[u"sync"_s] = services::toJson(result);
    return print(arguments, document);
}

int check(const Arguments &arguments)
{
    auto session = unlock(arguments);
    if (!session)
        return fail(arguments, session.error());
    auto database = (*session)->open(storage::Access::ReadWrite);
    if (!database)
        return fail(arguments, database.error());
    auto findings = (*database)->check();
    if (!findings)
        return fail(arguments, findings.error());
    // A copy put back, a seal file that was cut, an audit that was touched: found here as well as at unlocking.
    if ((*session)->isRestored())
        findings->append(u"the store is older than its anchor in the keyring"_s);
    const auto seal = security::SealFile::scan((*session)->vault().directory() + u"/outbox.seal"_s);
    if (seal && (seal->damaged > 0 || seal->torn))
        findings->append(u"outbox.seal: %1 damaged"_s.arg(seal->damaged));
    const auto audit = services::Recorder(**database, arguments.clock, (*session)->witness()).verify();
    if (!audit)
        return fail(arguments, audit.error());
    if (!audit->intact())
        findings->append(u"audit: %1 at %2"_s.arg(security::toWire(audit->kind)).arg(audit->brokenAt));
    const auto mismatches = (*database)->stateText(u"digest_mismatches"_s).toInt();
    const bool sound = findings->isEmpty() && mismatches == 0;
    if (!findings->isEmpty())
        services::Session::noteDamage(vaultDirectory(arguments));
    print(arguments,
          QJsonObject {{u"sound"_s, sound},
                       {u"findings"_s, QJsonArray::fromStringList(*findings)},
                       {u"anchor"_s, !(*session)->isRestored()},
                       {u"sealed"_s, seal ? int(seal->frames.size()) : 0},
                       {u"audit_events"_s, audit->events},
                       {u"digest_mismatches"_s, mismatches},
                       {u"cipher"_s, sqlite::cipherVersion((*database)->handle())}});
    return sound ? kDone : kFailed;
}

int selftest(const Arguments &arguments)
{
    // Known answers of what the program leans on, without a vault or a network.
    QJsonArray failed;
    const auto expect = [&failed](bool ok, const QString &what) {
        if (!ok)
            failed.append(what);
    };
    expect(residentIdCheck(u"11010519491231002") == u'X', u"resident identity check character (GB 11643)"_s);
    expect(isCreditCode(u"91350100M000100Y43"), u"unified social credit code (GB 32100)"_s);
    expect(luhnCheck(u"7992739871") == u'3', u"Luhn"_s);
    const auto amount = Money::parse(u"1234567.89", Currency(u"CNY"));
    expect(amount && amount->minor() == 123456789 && amount->amountText() == "1234567.89"_L1, u"money"_s);
    for (const auto &what : process::wrongAnswers())
        failed.append(what);
    const unsigned char key[32] = {};
    auto memory = sqlite::Connection::openEncrypted(u":memory:"_s, key, sqlite::Mode::Create);
    expect(memory.ok() && !sqlite::cipherVersion(memory->handle()).isEmpty(), u"cipher"_s);
    print(arguments, QJsonObject {{u"ok"_s, failed.isEmpty()}, {u"failed"_s, failed}});
    return failed.isEmpty() ? kDone : kFailed;
}

int changePassphrase(const Arguments &arguments)
{
    auto session = unlock(arguments);
    if (!session)
        return fail(arguments, session.error());
    if (auto ok = (*session)->changePassphrase(secret("ZHIKE_PASSPHRASE"), secret("ZHIKE_NEW_PASSPHRASE")); !ok)
        return fail(arguments, ok.error());
    return print(arguments, QJsonObject {{u"changed"_s, true}, {u"generation"_s, (*session)->vaultGeneration()}});
}

int rotateKey(const Arguments &arguments)
{
    auto session = unlock(arguments);
    if (!session)
        return fail(arguments, session.error());
    if (auto ok = (*session)->rotateKey(); !ok)
        return fail(arguments, ok.error());
    return print(arguments, QJsonObject {{u"rotated"_s, true}, {u"generation"_s, (*session)->vaultGeneration()}});
}

int signIn(const Arguments &arguments)
{
    const auto dir = vaultDirectory(arguments);
    if (auto ok = services::Session::signInOnline(dir, secret("ZHIKE_PASSWORD"), arguments.clock); !ok)
        return fail(arguments, ok.error());
    // Where damage took the token along, the next rounds need a new one.
    if (auto session = unlock(arguments); session && (*session)->isRestored()) {
        const auto &facts = (*session)->vault().facts();
        network::HttpTransport transport {QUrl(facts.server)};
        const auto token = services::CentralClient(transport).signIn(facts.login, secret("ZHIKE_PASSWORD"));
        auto database = (*session)->open(storage::Access::ReadWrite);
        if (!token || !database)
            return fail(arguments, token ? database.error() : token.error());
        if (auto ok = (*database)->setState(u"refresh_token"_s, token->refreshToken); !ok)
            return fail(arguments, ok.error());
    }
    return print(arguments, QJsonObject {{u"signed_in"_s, true}});
}

QJsonObject vaultJson(const services::Session &session)
{
    const auto record = session.vault().record();
    return {{u"id"_s, session.vault().facts().vaultId},
            {u"binding"_s, session.vault().facts().deviceBinding},
            {u"generation"_s, session.vaultGeneration()},
            {u"lease_until"_s, record.leaseUntilMs > 0 ? QJsonValue(toWireInstant(record.leaseUntilMs)) : QJsonValue()},
            {u"lease_generation"_s, record.shareGeneration},
            {u"failed_tries"_s, session.vault().failedTries()},
            {u"restored_copy"_s, session.isRestored()},
            {u"trusted_now"_s, toWireInstant(session.trustedNowMs())}};
}

int status(const Arguments &arguments)
{
    auto session = unlock(arguments);
    if (!session)
        return fail(arguments, session.error());
    auto queries = (*session)->queries();
    if (!queries)
        return fail(arguments, queries.error());
    return answer(arguments, (*queries)->status(), [&](const auto &said) {
        auto document = services::toJson(said);
        document[u"vault"_s] = vaultJson(**session);
        return document;
    });
}

} // namespace

std::optional<int> runVaultCommand(const Arguments &arguments)
{
    const auto command = arguments.words.value(0);
    if (command == "enroll"_L1) {
        if (!arguments.has(u"server"_s) || !arguments.has(u"login"_s))
            return usage(u"enroll --server URL --login LOGIN   (ZHIKE_PASSWORD, ZHIKE_PASSPHRASE)"_s);
        return enroll(arguments);
    }
    if (command == "check"_L1)
        return check(arguments);
    if (command == "selftest"_L1)
        return selftest(arguments);
    if (command == "passphrase"_L1 && arguments.words.value(1) == "change"_L1)
        return changePassphrase(arguments);
    if (command == "rotate-key"_L1)
        return rotateKey(arguments);
    if (command == "sign-in"_L1)
        return signIn(arguments);
    if (command == "status"_L1)
        return status(arguments);
    return std::nullopt;
}

} // namespace zhike::ctl
