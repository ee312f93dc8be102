// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QJsonObject>
#include <QString>
#include <vector>

namespace zhike::bench {

//! CPU time this thread has used, in seconds.
double cpuSeconds();

//! CPU time of one piece of work, in seconds.
template<class F>
double timed(F work)
{
    const double start = cpuSeconds();
    work();
    return cpuSeconds() - start;
}

class Series {
public:
    void add(double seconds) { m_values.push_back(seconds); }
    [[nodiscard]] double percentile(double p) const; //!< p in 0…1; nearest rank
    [[nodiscard]] double median() const { return percentile(0.5); }
    [[nodiscard]] size_t size() const { return m_values.size(); }

private:
    std::vector<double> m_values;
};

//! Durations in microseconds; the smaller the better.
QJsonObject durations(const QString &name, const Series &ours, const Series &floor);
//! Items per second; the greater the better. \param items what one value of the series stands for
QJsonObject rates(const QString &name, const QString &unit, const Series &ours, const Series &floor, double items);

} // namespace zhike::bench
