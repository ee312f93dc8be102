// SPDX-License-Identifier: GPL-3.0-or-later
#include "arguments.h"

namespace zhike::ctl {

using namespace Qt::Literals::StringLiterals;

int Arguments::number(const QString &option, int fallback) const
{
    bool ok = false;
    const int n = options.value(option).toInt(&ok);
    return ok ? n : fallback;
}

Result<Arguments> parseArguments(const QStringList &arguments)
{
    static const QStringList flags = {u"json"_s, u"done"_s, u"help"_s, u"scale"_s, u"all-day"_s, u"all"_s, u"mine"_s, u"decided"_s};
    Arguments result;
    for (qsizetype i = 1; i < arguments.size(); ++i) {
        const auto &argument = arguments[i];
        if (!argument.startsWith("--"_L1)) {
            result.words.append(argument);
            continue;
        }
        auto name = argument.mid(2).section(u'=', 0, 0);
        if (flags.contains(name)) {
            result.options.insert(name, u""_s);
        } else if (argument.contains(u'=')) {
            result.options.insert(name, argument.section(u'=', 1));
        } else if (i + 1 < arguments.size()) {
            result.options.insert(name, arguments[++i]);
        } else {
            return Error {ErrorCode::Invalid, u"--%1 needs a value"_s.arg(name), name, {}};
        }
    }
    result.json = result.has(u"json"_s);
    result.vault = result.value(u"vault"_s);
    result.lang = result.value(u"lang"_s);
    if (result.has(u"now"_s)) {
        const auto clock = Clock::frozen(result.value(u"now"_s));
        if (!clock)
            return Error {ErrorCode::Invalid, u"--now needs an RFC 3339 instant with an offset"_s, u"now"_s, {}};
        result.clock = *clock;
    }
    return result;
}

} // namespace zhike::ctl
