// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QMap>
#include <mutex>

namespace zhike::central {

//! Counters since the start, in the text form Prometheus reads. Thread-safe.
class Metrics {
public:
    void count(const QByteArray &route, int status, qint64 bytes, qint64 microseconds);
    [[nodiscard]] QByteArray text() const;

private:
    struct Sum {
        qint64 requests = 0;
        qint64 bytes = 0;
        qint64 microseconds = 0;
    };
    mutable std::mutex m_lock;
    QMap<std::pair<QByteArray, int>, Sum> m_sums; //!< by route template and status
};

} // namespace zhike::central
