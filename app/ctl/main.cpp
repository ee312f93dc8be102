// SPDX-License-Identifier: GPL-3.0-or-later
// zhikectl: what the screens show and do, from the command line.
#include "commands.h"
#include "unlock.h"

#include "process/hardening.h"
#include "translations/install.h"

#include <QCoreApplication>
#include <cstdio>

namespace zhike::ctl {

int usage(const QString &text)
{
    std::fprintf(stderr, "zhikectl %s\n", text.toUtf8().constData());
    return kUsage;
}

namespace {

constexpr char kHelp[] = R"(zhikectl [--vault DIR] [--json] [--now T] [--lang zh_CN|en] COMMAND

vault   enroll --server URL --login L    status    check    passphrase change    rotate-key    sign-in    selftest
sync    sync    outbox    conflicts    resolve OP_ID --take mine|theirs|base | --set FIELD=VALUE    resolve --all --take theirs    reopen OP_ID
        resubmit OP_ID --set FIELD=VALUE    discard OP_ID    merged    undo N    dump
second  approvals list [--mine|--decided]    approve ID [--note TEXT]    reject ID --reason TEXT    withdraw ID
read    customers [--where tier=private,kind=person,…] [--sort aum] [--limit N]    segments    search TEXT    customer NUMBER…
        today    calendar --from D --to D    alerts    explain NUMBER    portfolio [--by tier|lifecycle|activity|kind|book|branch|risk]
write   task add --title T --due D|--start T [--customer NUMBER]    task done|move|skip|reopen ID
        interaction add --customer NUMBER --channel call --summary TEXT [--next TEXT --next-on D]
        customer set NUMBER FIELD=VALUE…    consent NUMBER PURPOSE given --notice V|withdrawn    alert acknowledge|snooze|dispose ID
files   export customers [NUMBER…] --out FILE --reason TEXT [--where …] [--sort …] [--encoding utf-8|gb18030]
audit   audit list [--event PREFIX] [--customer NUMBER] [--limit N]    audit verify    reveal NUMBER FIELD --reason R
bench   bench [NAME…] [--customers N] [--rounds N]

Secrets come from the environment: ZHIKE_PASSPHRASE opens the vault, ZHIKE_PASSWORD signs in, ZHIKE_NEW_PASSPHRASE replaces.
)";

} // namespace
} // namespace zhike::ctl

int main(int argc, char **argv)
{
    using namespace zhike::ctl;
    noteDropped(zhike::process::harden());
    zhike::process::fixPluginFolder();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("zhike"));
    auto arguments = parseArguments(QCoreApplication::arguments());
    if (!arguments) {
        std::fprintf(stderr, "zhikectl: %s\n", arguments.error().detail.toUtf8().constData());
        return kUsage;
    }
    zhike::installTranslations(application, arguments->lang);
    if (arguments->words.isEmpty() || arguments->has(QStringLiteral("help"))) {
        std::fputs(kHelp, arguments->words.isEmpty() && !arguments->has(QStringLiteral("help")) ? stderr : stdout);
        return arguments->has(QStringLiteral("help")) ? kDone : kUsage;
    }
    for (const auto run :
         {&runVaultCommand, &runSyncCommand, &runApprovalCommand, &runReadCommand, &runWriteCommand, &runExportCommand, &runAuditCommand, &runBenchCommand})
        if (const auto code = run(*arguments))
            return *code;
    std::fprintf(stderr, "zhikectl: unknown command %s\n%s", arguments->words[0].toUtf8().constData(), kHelp);
    return kUsage;
}
