// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/api/metrics.h"

#include "central/device/alarms.h"

namespace zhike::central {

void Metrics::count(const QByteArray &route, int status, qint64 bytes, qint64 microseconds)
{
    const std::scoped_lock lock(m_lock);
    auto &sum = m_sums[{route.isEmpty() ? QByteArray("none") : route, status}];
    ++sum.requests;
    sum.bytes += bytes;
    sum.microseconds += microseconds;
}

QByteArray Metrics::text() const
{
    const std::scoped_lock lock(m_lock);
    QByteArray out;
    const auto series = [&](const char *name, const char *help, auto value) {
        out += QByteArray("# HELP ") + name + ' ' + help + "\n# TYPE " + name + " counter\n";
        for (auto it = m_sums.cbegin(); it != m_sums.cend(); ++it)
            out += QByteArray(name) + "{route=\"" + it.key().first + "\",status=\"" + QByteArray::number(it.key().second) + "\"} " + value(it.value()) + '\n';
    };
    series("zhike_requests_total", "Requests answered.", [](const Sum &sum) { return QByteArray::number(sum.requests); });
    series("zhike_response_bytes_total", "Bytes of answer bodies, coded.", [](const Sum &sum) { return QByteArray::number(sum.bytes); });
    series("zhike_request_seconds_total", "Time spent in handlers.", [](const Sum &sum) { return QByteArray::number(double(sum.microseconds) / 1e6, 'f', 6); });
    out += "# HELP zhike_alarms_total What must not happen on an honest device.\n# TYPE zhike_alarms_total counter\n";
    const auto alarms = alarmCounts();
    for (auto it = alarms.cbegin(); it != alarms.cend(); ++it)
        out += "zhike_alarms_total{event=\"" + it.key().toLatin1() + "\"} " + QByteArray::number(it.value()) + '\n';
    return out;
}

} // namespace zhike::central
