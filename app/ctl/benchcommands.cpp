// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"

#include "bench/bench.h"

namespace zhike::ctl {

using namespace Qt::Literals::StringLiterals;

std::optional<int> runBenchCommand(const Arguments &arguments)
{
    if (arguments.words.value(0) != "bench"_L1)
        return std::nullopt;
    const auto known = bench::names();
    const auto asked = arguments.words.size() > 1 ? arguments.words.mid(1) : known;
    for (const auto &name : asked)
        if (!known.contains(name))
            return usage(u"bench [%1]"_s.arg(known.join(u' ')));
    bench::Options options;
    options.customers = arguments.number(u"customers"_s, options.customers);
    options.rounds = arguments.number(u"rounds"_s, options.rounds);
    for (const auto &name : asked) {
        auto result = bench::run(name, options);
        if (!result)
            return fail(arguments, result.error());
        printLine(*result);
    }
    return kDone;
}

} // namespace zhike::ctl
