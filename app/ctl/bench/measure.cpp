// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/measure.h"

#include <algorithm>
#include <cmath>
#include <ctime>

namespace zhike::bench {

using namespace Qt::Literals::StringLiterals;

double cpuSeconds()
{
    timespec now {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) + double(now.tv_nsec) / 1e9;
}

double Series::percentile(double p) const
{
    if (m_values.empty())
        return 0;
    auto sorted = m_values;
    std::sort(sorted.begin(), sorted.end());
    return sorted[std::min(sorted.size() - 1, size_t(std::ceil(p * double(sorted.size())) - (p > 0 ? 1 : 0)))];
}

namespace {

double rounded(double value)
{
    return std::round(value * 100) / 100;
}

QJsonObject line(const QString &name, const QString &unit, double value, double baseline, double p50, double p99, size_t n)
{
    return {{u"name"_s, name},
            {u"unit"_s, unit},
            {u"value"_s, rounded(value)},
            {u"baseline"_s, rounded(baseline)},
            {u"ratio"_s, baseline > 0 ? rounded(value / baseline) : 0.0},
            {u"p50"_s, rounded(p50)},
            {u"p99"_s, rounded(p99)},
            {u"n"_s, qint64(n)}};
}

} // namespace

QJsonObject durations(const QString &name, const Series &ours, const Series &floor)
{
    return line(name, u"us"_s, ours.median() * 1e6, floor.median() * 1e6, ours.median() * 1e6, ours.percentile(0.99) * 1e6, ours.size());
}

QJsonObject rates(const QString &name, const QString &unit, const Series &ours, const Series &floor, double items)
{
    // The slowest percentile of a rate is its smallest.
    return line(name, unit, items / ours.median(), items / floor.median(), items / ours.median(), items / ours.percentile(0.99), ours.size());
}

} // namespace zhike::bench
