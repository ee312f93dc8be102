// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "unlock.h"

#include "domain/checkdigits.h"
#include "network/httptransport.h"
#include "process/knownanswers.h"
#include "security/passphrase.h"
#include "services/clearfacts.h"
#include "services/json.h"
#include "services/syncrunner.h"

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

Result<std::unique_ptr<services::Session>> unlock(const Arguments &arguments)
{
    return services::Session::unlock(vaultDirectory(arguments), secret("ZHIKE_PASSPHRASE"), arguments.clock);
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
    const auto mismatches = (*database)->stateText(u"digest_mismatches"_s).toInt();
    const bool sound = findings->isEmpty() && mismatches == 0;
    print(arguments,
          QJsonObject {{u"sound"_s, sound},
                       {u"findings"_s, QJsonArray::fromStringList(*findings)},
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
    const auto next = secret("ZHIKE_NEW_PASSPHRASE");
    auto session = unlock(arguments);
    if (!session)
        return fail(arguments, session.error());
    if (auto ok = security::checkNewPassphrase(next, (*session)->vault().facts().login); !ok)
        return fail(arguments, ok.error());
    if (auto ok = (*session)->vault().changePassphrase(security::passphraseBytes(secret("ZHIKE_PASSPHRASE")), security::passphraseBytes(next)); !ok)
        return fail(arguments, ok.error());
    return print(arguments, QJsonObject {{u"changed"_s, true}});
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
    if (command == "status"_L1) {
        auto session = unlock(arguments);
        if (!session)
            return fail(arguments, session.error());
        auto queries = (*session)->queries();
        if (!queries)
            return fail(arguments, queries.error());
        return answer(arguments, (*queries)->status(), [](const auto &status) { return services::toJson(status); });
    }
    return std::nullopt;
}

} // namespace zhike::ctl
