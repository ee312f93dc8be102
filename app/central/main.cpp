// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/cli/commands.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <cstdio>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;
using namespace zhike::central;

namespace {

constexpr const char *kUsage = R"(zhike-central COMMAND --store sqlite:FILE|postgresql:CONNINFO [--json] [--now INSTANT]
  init                                             make an empty store
  serve [--listen 127.0.0.1:0] [--tls-cert F --tls-key F] [--drain-notice SECONDS] [--dev-password-grant]
  user add --login L [--role R] [--name N] [--branch B]   password in ZHIKE_PASSWORD; an existing login is changed
  grant LOGIN SCOPE ROLE [--types A,B] [--mask F,G] [--customers N,M] [--valid-from T] [--valid-to T] | grant LOGIN SCOPE --revoke
  policy [KEY=VALUE...]
  load-demo [--customers N] [--transactions M] [--seed S] [--managers K] [--day D]
  import-berka DIR
  move-customer NUMBER --to BOOK | merge-customers NUMBER --into NUMBER | erase-customer NUMBER
  hand-over BOOK --from LOGIN --to LOGIN           grants only
  ingest FILE|-                                    JSON Lines of core systems
  close-requests                                   undecided ones that ran out; serve does it by itself
  restore-epoch [--reoffer-from INSTANT]             after a restore from backup, before serving again
  device list | device approve ID | device revoke ID | device wipe ID [--discard-outbox]
  keys rotate wipe|escrow|cursor                   the keys of before stay good
  audit verify                                     the bank's chain, and the chain and checkpoints of every device
  purge [--days 90]                                tombstones older than that
  dump                                             records as JSON Lines
)";

void print(FILE *where, const QByteArray &text)
{
    std::fwrite(text.constData(), 1, size_t(text.size()), where);
}

struct Command {
    QStringList words;
    Outcome (*run)(const Options &);
    bool isQuiet; //!< prints its own lines, if any
};

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QList<Command> commands {
        {{u"init"_s}, initStore, false},
        {{u"serve"_s}, serve, true},
        {{u"user"_s, u"add"_s}, addUser, false},
        {{u"grant"_s}, grantAccess, false},
        {{u"policy"_s}, setPolicy, false},
        {{u"load-demo"_s}, loadDemo, false},
        {{u"import-berka"_s}, importBerkaData, false},
        {{u"move-customer"_s}, moveOne, false},
        {{u"hand-over"_s}, handOver, false},
        {{u"merge-customers"_s}, mergeTwo, false},
        {{u"erase-customer"_s}, eraseOne, false},
        {{u"ingest"_s}, ingestLines, false},
        {{u"close-requests"_s}, closeRequests, false},
        {{u"restore-epoch"_s}, restoreEpoch, false},
        {{u"device"_s, u"list"_s}, listDevices, false},
        {{u"device"_s, u"revoke"_s}, revokeDevice, false},
        {{u"device"_s, u"approve"_s}, approveDevice, false},
        {{u"device"_s, u"wipe"_s}, wipeDevice, false},
        {{u"keys"_s, u"rotate"_s}, rotateKeys, false},
        {{u"audit"_s, u"verify"_s}, verifyAudit, false},
        {{u"purge"_s}, purgeTombstones, false},
        {{u"dump"_s}, dumpRecords, true},
    };
    const auto arguments = QCoreApplication::arguments().mid(1);
    const bool json = arguments.contains(u"--json"_s);
    const auto complain = [json](const Error &error) {
        QJsonObject body {{u"code"_s, toWire(error.code)}, {u"message"_s, error.detail}};
        if (!error.field.isEmpty() && error.field != "usage"_L1)
            body.insert(u"field"_s, error.field);
        if (json)
            print(stdout, QJsonDocument(QJsonObject {{u"error"_s, body}}).toJson(QJsonDocument::Compact) + '\n');
        const auto at = error.value.isEmpty() ? QString() : u" ("_s + error.value + u')';
        print(stderr, (u"zhike-central: "_s + error.detail + at + u'\n').toUtf8());
        return error.field == "usage"_L1 ? 2 : 1;
    };

    QString wrong;
    const auto options = Options::parse(arguments, wrong);
    if (!options)
        return complain({ErrorCode::Invalid, wrong, u"usage"_s});
    if (options->has(u"help"_s)) {
        print(stdout, kUsage);
        return 0;
    }
    for (const auto &command : commands) {
        if (options->words.mid(0, command.words.size()) != command.words)
            continue;
        const auto outcome = command.run(*options);
        if (!outcome)
            return complain(outcome.error());
        if (!command.isQuiet)
            print(stdout, QJsonDocument(*outcome).toJson(json ? QJsonDocument::Compact : QJsonDocument::Indented) + (json ? "\n" : ""));
        std::fflush(stdout);
        return 0;
    }
    print(stderr, kUsage);
    return complain({ErrorCode::Invalid, u"there is no such command"_s, u"usage"_s});
}
