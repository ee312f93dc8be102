// SPDX-License-Identifier: GPL-3.0-or-later
// simulate --seeds N --from S: runs the sync of both ends under a simulated clock, network and disk; a failing seed is printed and repeats bit for bit.
#include "coverage.h"
#include "domain/random.h"
#include "simulation.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <cstdio>
#include <malloc.h>
#include <sodium.h>

namespace {

zhike::sim::Chance nonces;

quint64 drawId()
{
    return nonces.next();
}

// Nonces and keys of libsodium come from the seed too, so that the bytes on the wire are the same in every run.
randombytes_implementation seeded {[] { return "seeded"; },
                                   [] { return uint32_t(nonces.next()); },
                                   nullptr,
                                   nullptr,
                                   [](void *const out, const size_t size) {
                                       for (size_t i = 0; i < size; ++i)
                                           static_cast<unsigned char *>(out)[i] = static_cast<unsigned char>(nonces.next());
                                   },
                                   nullptr};

} // namespace

int main(int argc, char *argv[])
{
    using namespace Qt::Literals::StringLiterals;
    randombytes_set_implementation(&seeded);
#ifdef __GLIBC__
    // Images of disks come and go by the thousand: given back to the system each time they cost a fifth of the run.
    mallopt(M_MMAP_THRESHOLD, 1 << 30);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
#endif
    QHashSeed::setDeterministicGlobalSeed();
    const QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{u"seeds"_s, u"How many runs."_s, u"n"_s, u"200"_s},
                       {u"from"_s, u"First seed."_s, u"seed"_s, u"1"_s},
                       {u"trace"_s, u"Prints the story of one seed."_s, u"seed"_s},
                       {u"watch"_s, u"With --trace: how rows whose id contains this stand."_s, u"id"_s},
                       {u"bodies"_s, u"With --trace: what is answered, from this step."_s, u"step"_s, u"0"_s},
                       {u"without"_s, u"Leaves faults out, by name."_s, u"names"_s},
                       {u"twice"_s, u"Runs every n-th seed twice and compares the traces."_s, u"n"_s, u"50"_s},
                       {u"keep-going"_s, u"Goes on after a failure."_s},
                       {u"pinned"_s, u"Runs these seeds first: a file of lines “seed what it found”."_s, u"file"_s},
                       {u"progress"_s, u"Says after every n-th seed how far it is."_s, u"n"_s, u"0"_s},
                       {u"coverage"_s, u"Prints how often each row of the protocol's tables was reached."_s},
                       {u"demand"_s, u"Fails when a row was reached fewer times."_s, u"n"_s, u"0"_s}});
    parser.addHelpOption();
    parser.process(app);
    zhike::sim::SimDisk::instance();
    const QTemporaryDir folder;
    QMap<QString, qint64> coverage;
    zhike::sim::Options options;
    for (int i = 0; i < zhike::sim::kFaults; ++i)
        if (parser.value(u"without"_s).split(u',').contains(QLatin1StringView(zhike::sim::nameOf(zhike::sim::Fault(i)))))
            options.without.insert(i);
    // What is made once for all runs must not depend on which seed comes first.
    nonces = zhike::sim::Chance(1);
    zhike::setRandomSource(drawId);
    (void)zhike::sim::Simulation(1, options, folder.path(), coverage);
    coverage.clear();
    const auto once = [&](quint64 seed) {
        nonces = zhike::sim::Chance(seed ^ 0x5eed);
        zhike::setRandomSource(drawId);
        return zhike::sim::Simulation(seed, options, folder.path(), coverage).run();
    };
    if (parser.isSet(u"trace"_s)) {
        options.trace = true;
        options.watch = parser.value(u"watch"_s);
        options.bodies = parser.value(u"bodies"_s).toInt();
        const auto outcome = once(parser.value(u"trace"_s).toULongLong());
        printf("%s %s\n", outcome.traceHash.constData(), outcome.failure.isEmpty() ? "holds" : qPrintable(outcome.failure));
        return outcome.failure.isEmpty() ? 0 : 1;
    }
    QElapsedTimer timer;
    timer.start();
    const auto from = parser.value(u"from"_s).toULongLong();
    const auto count = parser.value(u"seeds"_s).toULongLong();
    const auto twice = parser.value(u"twice"_s).toULongLong();
    int failures = 0;
    qint64 steps = 0;
    quint64 ran = 0;
    QList<quint64> seeds;
    if (parser.isSet(u"pinned"_s)) {
        QFile file(parser.value(u"pinned"_s));
        if (!file.open(QIODevice::ReadOnly)) {
            printf("no such file: %s\n", qPrintable(file.fileName()));
            return 2;
        }
        for (const auto &line : file.readAll().split('\n'))
            if (const auto seed = line.simplified().split(' ').constFirst(); !seed.isEmpty() && !seed.startsWith('#'))
                seeds.append(seed.toULongLong());
    }
    const auto pinned = seeds.size();
    const auto progress = parser.value(u"progress"_s).toULongLong();
    const auto runOne = [&](quint64 seed) {
        ++ran;
        const auto outcome = once(seed);
        steps += outcome.steps;
        auto failure = outcome.failure;
        if (failure.isEmpty() && twice > 0 && seed % twice == 0)
            if (once(seed).traceHash != outcome.traceHash)
                failure = u"the run is not the same twice"_s;
        if (!failure.isEmpty()) {
            printf("seed %llu fails: %s\n", static_cast<unsigned long long>(seed), qPrintable(failure));
            ++failures;
        }
        if (progress > 0 && ran % progress == 0)
            printf("%llu seeds, to %llu, %d failed, %lld steps, %.0f s\n", static_cast<unsigned long long>(ran), static_cast<unsigned long long>(seed),
                   failures, static_cast<long long>(steps), double(timer.elapsed()) / 1000);
        fflush(stdout);
        return failure.isEmpty() || parser.isSet(u"keep-going"_s);
    };
    bool goesOn = true;
    for (qsizetype i = 0; goesOn && i < pinned; ++i)
        goesOn = runOne(seeds.at(i));
    for (quint64 seed = from; goesOn && seed < from + count; ++seed)
        goesOn = runOne(seed);
    if (parser.isSet(u"coverage"_s))
        for (auto it = coverage.cbegin(); it != coverage.cend(); ++it)
            printf("%9lld %s\n", static_cast<long long>(it.value()), qPrintable(it.key()));
    const auto missed = zhike::sim::missedRows(coverage, parser.value(u"demand"_s).toLongLong());
    for (const auto &row : missed)
        printf("seldom reached: %s\n", qPrintable(row));
    printf("%llu seeds, %d failed, %lld steps, %.1f s\n", static_cast<unsigned long long>(ran), failures, static_cast<long long>(steps),
           double(timer.elapsed()) / 1000);
    return failures || !missed.isEmpty() ? 1 : 0;
}
