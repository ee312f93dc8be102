// SPDX-License-Identifier: GPL-3.0-or-later
// Nothing answers for a while: how often do the devices ask, and do they come back all at once? (I30)
#include "simulation.h"

#include "sync/pacer.h"

#include <QRandomGenerator>

namespace zhike::sim {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kOutageMs = 50ll * 60 * 1000;
constexpr int kRoundsBeforeProbes = 8;
constexpr qint64 kProbeMs = 300'000;
constexpr int kTriesPerRound = 3; // of one request, when what came was no answer

} // namespace

void Simulation::outage()
{
    note(u"outage"_s);
    struct Line {
        Line(Device *one, quint32 seed) : device(one), random(seed) { }
        Device *device;
        QRandomGenerator random;
        sync::Pacer pacer {random};
        qint64 nextMs = 0;
        int rounds = 0, requests = 0;
    };
    std::vector<std::unique_ptr<Line>> lines;
    for (auto *device : m_all) {
        auto line = std::make_unique<Line>(device, quint32(m_chance.next()));
        line->nextMs = m_now + m_chance.below(60'000);
        lines.push_back(std::move(line));
    }
    const int kind = m_chance.below(3); // no network, a balancer without a bank behind it, a bank that asks for patience
    const qint64 end = m_now + kOutageMs;
    QMap<qint64, int> starts;
    for (;;) {
        auto &line = **std::min_element(lines.begin(), lines.end(), [](const auto &a, const auto &b) { return a->nextMs < b->nextMs; });
        if (line.nextMs >= end)
            break;
        m_now = qMax(m_now, line.nextMs);
        ++m_steps;
        if (line.rounds > 0)
            ++starts[m_now];
        line.device->startRound(m_now);
        int asked = 0;
        while (line.device->request() && asked < 50) {
            ++asked;
            sync::HttpResponse response;
            if (kind > 0)
                response = {503,
                            {},
                            {{"content-type", kind == 1 ? "text/html" : "application/problem+json"}, {"retry-after", "20"}},
                            kind == 1 ? QByteArray("<html>") : QByteArray(R"({"type":"x/overloaded"})")};
            receive(*line.device, response);
            if (!line.device->isOpen() || m_oracle.failed())
                return;
        }
        line.requests += asked;
        ++line.rounds;
        const auto &result = line.device->result();
        const bool offline = result.error && result.error->code == ErrorCode::Offline;
        if (!result.error)
            return m_oracle.fail(u"I30"_s, u"a round of device %1 ends well although nothing answers"_s.arg(line.device->number));
        const auto wait = line.pacer.after(true, offline, result.retryAfterS);
        if (kind > 0 && wait < 20'000)
            return m_oracle.fail(u"I30"_s, u"device %1 was asked to wait 20 s and waits %2 ms"_s.arg(line.device->number).arg(wait));
        if (line.rounds >= kRoundsBeforeProbes && wait < kProbeMs)
            return m_oracle.fail(u"I30"_s, u"device %1 asks again after %2 ms, %3 failures on"_s.arg(line.device->number).arg(wait).arg(line.rounds));
        line.nextMs = m_now + qMax<qint64>(1, wait);
    }
    const int most = kRoundsBeforeProbes + int(kOutageMs / kProbeMs) + 1;
    QSet<qint64> back;
    for (const auto &line : lines) {
        if (line->rounds > most || line->requests > most * kTriesPerRound)
            m_oracle.fail(u"I30"_s,
                          u"device %1 asked %2 times in %3 rounds while nothing answered"_s.arg(line->device->number).arg(line->requests).arg(line->rounds));
        back.insert(line->pacer.after(false, false, 0));
    }
    for (const int together : std::as_const(starts))
        if (together > 2)
            m_oracle.fail(u"I30"_s, u"%1 rounds begin in the same millisecond"_s.arg(together));
    ++m_coverage[u"outage"_s];
}

} // namespace zhike::sim
