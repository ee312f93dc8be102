// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QMap>
#include <array>
#include <mutex>

namespace zhike::central {

//! Counters since the start, in the text form Prometheus reads. Thread-safe.
class Metrics {
public:
    void count(const QByteArray &route, int status, qint64 bytes, qint64 microseconds);
    [[nodiscard]] QByteArray text() const;
    static QByteArray gauges(const QMap<QByteArray, qint64> &values);

private:
    struct Sum {
        qint64 requests = 0;
        qint64 bytes = 0;
        qint64 microseconds = 0;
    };
    static constexpr double kBounds[] {0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10}; //!< seconds
    using Histogram = std::array<qint64, std::size(kBounds) + 1>;
    mutable std::mutex m_lock;
    QMap<std::pair<QByteArray, int>, Sum> m_sums; //!< by route template and status
    QMap<QByteArray, Histogram> m_times; //!< by route template
};

} // namespace zhike::central
