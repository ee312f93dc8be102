// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/api/passwords.h"
#include "central/cli/commands.h"
#include "central/store/storesink.h"

#include "central/seed/berka.h"
#include "central/seed/demobank.h"

namespace zhike::central {

using namespace Qt::Literals::StringLiterals;

namespace {

template<class Seed>
Outcome seedInto(const Options &options, const Seed &seed)
{
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
    StoreSink sink(**store, options.clock.nowMs(), hash);
    auto summary = seed(sink);
    if (!summary)
        return summary.error();
    if (auto ok = sink.finish(); !ok)
        return ok.error();
    QJsonObject json {{u"counts"_s, summary->counts}, {u"rows"_s, sink.rows()}};
    return json;
}

} // namespace

Outcome loadDemo(const Options &options)
{
    DemoOptions demo;
    QString bad;
    const auto number = [&](const QString &name, auto &into) {
        if (!options.values.contains(name))
            return;
        bool ok = false;
        const auto value = options.value(name).toLongLong(&ok);
        if (!ok || value < 0)
            bad = name;
        else
            into = std::decay_t<decltype(into)>(value);
    };
    number(u"customers"_s, demo.customers);
    number(u"transactions"_s, demo.transactions);
    number(u"seed"_s, demo.seed);
    number(u"managers"_s, demo.managers);
    if (options.values.contains(u"day"_s)) {
        demo.day = QDate::fromString(options.value(u"day"_s), Qt::ISODate);
        if (!demo.day.isValid())
            bad = u"day"_s;
    } else if (options.clock.isFrozen()) {
        demo.day = options.clock.today();
    }
    if (!bad.isEmpty())
        return Error {ErrorCode::Invalid, u"--"_s + bad + u" is not a value of its kind"_s, u"usage"_s};
    return seedInto(options, [&](SeedSink &sink) { return seedDemoBank(demo, sink); });
}

Outcome importBerkaData(const Options &options)
{
    const auto directory = options.words.value(1);
    if (directory.isEmpty())
        return Error {ErrorCode::Invalid, u"import-berka DIR"_s, u"usage"_s};
    return seedInto(options, [&](SeedSink &sink) { return importBerka(directory, sink); });
}

} // namespace zhike::central
