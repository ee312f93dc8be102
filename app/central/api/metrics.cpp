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
    const auto seconds = double(microseconds) / 1e6;
    size_t at = 0;
    while (at < std::size(kBounds) && seconds > kBounds[at])
        ++at;
    ++m_times[route.isEmpty() ? QByteArray("none") : route][at];
}

QByteArray Metrics::gauges(const QMap<QByteArray, qint64> &values)
{
    QByteArray out;
    for (auto it = values.cbegin(); it != values.cend(); ++it)
        out += "# TYPE " + it.key() + " gauge\n" + it.key() + ' ' + QByteArray::number(it.value()) + '\n';
    return out;
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
    const QByteArray name = "zhike_request_duration_seconds";
    out += "# HELP " + name + " Time from request to answer.\n# TYPE " + name + " histogram\n";
    for (auto it = m_times.cbegin(); it != m_times.cend(); ++it) {
        qint64 below = 0;
        for (size_t i = 0; i < it->size(); ++i) {
            below += it->at(i);
            const auto bound = i < std::size(kBounds) ? QByteArray::number(kBounds[i]) : QByteArray("+Inf");
            out += name + "_bucket{route=\"" + it.key() + "\",le=\"" + bound + "\"} " + QByteArray::number(below) + '\n';
        }
        out += name + "_count{route=\"" + it.key() + "\"} " + QByteArray::number(below) + '\n';
        double sum = 0;
        for (auto part = m_sums.cbegin(); part != m_sums.cend(); ++part)
            if (part.key().first == it.key())
                sum += double(part->microseconds) / 1e6;
        out += name + "_sum{route=\"" + it.key() + "\"} " + QByteArray::number(sum, 'f', 6) + '\n';
    }
    out += "# HELP zhike_alarms_total What must not happen on an honest device.\n# TYPE zhike_alarms_total counter\n";
    const auto alarms = alarmCounts();
    for (auto it = alarms.cbegin(); it != alarms.cend(); ++it)
        out += "zhike_alarms_total{event=\"" + it.key().toLatin1() + "\"} " + QByteArray::number(it.value()) + '\n';
    return out;
}

} // namespace zhike::central
