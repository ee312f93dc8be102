// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/cli/options.h"

namespace zhike::central {

using namespace Qt::Literals::StringLiterals;

std::optional<Options> Options::parse(const QStringList &arguments, QString &problem)
{
    static const QStringList flagNames {u"dev-password-grant"_s, u"json"_s, u"revoke"_s, u"discard-outbox"_s, u"help"_s};
    static const QStringList valueNames {u"store"_s,      u"listen"_s,   u"tls-cert"_s, u"tls-key"_s,      u"login"_s,        u"role"_s,
                                         u"name"_s,       u"branch"_s,   u"to"_s,       u"now"_s,          u"customers"_s,    u"transactions"_s,
                                         u"seed"_s,       u"managers"_s, u"day"_s,      u"types"_s,        u"mask"_s,         u"valid-to"_s,
                                         u"valid-from"_s, u"from"_s,     u"into"_s,     u"reoffer-from"_s, u"drain-notice"_s, u"days"_s};
    Options options;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const auto &argument = arguments.at(i);
        if (!argument.startsWith("--"_L1)) {
            options.words.append(argument);
            continue;
        }
        const auto name = argument.mid(2).section(u'=', 0, 0);
        if (flagNames.contains(name)) {
            options.flags.append(name);
        } else if (!valueNames.contains(name)) {
            problem = u"unknown option --"_s + name;
            return std::nullopt;
        } else if (argument.contains(u'=')) {
            options.values.insert(name, argument.section(u'=', 1));
        } else if (i + 1 < arguments.size()) {
            options.values.insert(name, arguments.at(++i));
        } else {
            problem = u"--"_s + name + u" needs a value"_s;
            return std::nullopt;
        }
    }
    if (const auto now = options.value(u"now"_s); !now.isEmpty()) {
        const auto clock = Clock::frozen(now);
        if (!clock) {
            problem = u"--now needs an instant with offset, such as 2026-11-22T09:00:00+08:00"_s;
            return std::nullopt;
        }
        options.clock = *clock;
    }
    return options;
}

} // namespace zhike::central
