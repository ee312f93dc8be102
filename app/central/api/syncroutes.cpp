// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/api/call.h"
#include "central/device/alarms.h"
#include "central/device/chain.h"
#include "central/device/lease.h"
#include "central/store/transact.h"
#include "central/sync/push.h"

#include <QJsonDocument>

// The four verbs of sync.
namespace zhike::central {

using namespace Qt::Literals::StringLiterals;

namespace {

PageLimits limitsFrom(int rows)
{
    PageLimits limits;
    if (rows > 0)
        limits.rows = qMin(rows, limits.rows);
    return limits;
}

} // namespace

Response Api::pull(Call &call) const
{
    std::optional<QJsonObject> body;
    // A poll that finds nothing new is one journey to the store: what its cursor names is asked for with who asks.
    const auto ahead = [&](Foresight &foresight) {
        foresight.policy = true;
        body = call.json();
        const auto cursor = body ? Cursor::open(call.keys->cursors(), body->value(u"cursor"_s).toString().toLatin1(), foresight.device) : std::nullopt;
        if (!cursor)
            return;
        foresight.scopes = cursor->places.keys();
        for (auto place = cursor->places.cbegin(); place != cursor->places.cend(); ++place)
            if (place->position.csn > 0)
                foresight.marks.emplaceBack(place.key(), place->position.csn);
    };
    if (auto refusal = identify(call, Need::Device, ahead))
        return *refusal;
    if (!body || !(body->value(u"cursor"_s).isString() || body->value(u"cursor"_s).isNull() || body->value(u"cursor"_s).isUndefined()))
        return problem(400, u"malformed"_s, u"The body is not a pull."_s);
    const auto policy = call.store->policy();
    if (!policy)
        return failure(policy.error());
    auto &device = call.actor.device;
    const auto report = DeviceReport::fromJson(*body);
    if (hasRegressed(device, report.anchor)) {
        call.store.reset();
        const auto noted = transact(m_store, [&](WriteSession &session) -> Done {
            const auto ok = raiseAlarm(session, m_clock.nowMs(), u"dev.regressed"_s, {{u"device"_s, device.id}, {u"inc"_s, device.incarnation}});
            return ok ? session.commit() : ok;
        });
        return noted ? problem(409, u"device-state-regressed"_s, u"The device's store was restored or cloned; register as a new incarnation."_s)
                     : failure(noted.error());
    }
    const int days = leaseDays(*policy, call.actor.user);
    const bool renew = renewLease(device, days, m_clock.nowMs());
    Feed feed(*call.store, call.keys->cursors(), call.actor, call.keys->epoch(), m_clock.today());
    const auto page = feed.pull(
        body->value(u"cursor"_s).toString().toLatin1(), limitsFrom(int(body->value(u"limit"_s).toInteger())),
        {{u"server_time"_s, toWireInstant(m_clock.nowMs())}, {u"lease_until"_s, device.leaseUntil}, {u"lease_generation"_s, device.leaseGeneration}});
    call.store.reset(); // the read ends before the write begins
    if ((renew || isNews(device, report)) && page && std::holds_alternative<QByteArray>(*page)) {
        const auto ok = transact(m_store, [&](WriteSession &session) -> Done {
            auto current = session.device(device.id);
            if (!current)
                return current.error();
            (void)renewLease(**current, days, m_clock.nowMs());
            (*current)->lastPull = toWireInstant(m_clock.nowMs());
            auto put = takeReport(session, **current, report, m_clock.nowMs());
            if (put)
                put = session.putDevice(**current);
            return put ? session.commit() : put;
        });
        if (!ok)
            return failure(ok.error());
    }
    return answer(call, page);
}

Response Api::snapshot(Call &call) const
{
    if (auto refusal = identify(call, Need::Device))
        return *refusal;
    Feed feed(*call.store, call.keys->cursors(), call.actor, call.keys->epoch(), m_clock.today());
    return answer(call,
                  feed.snapshot(call.parameters.value("scope"), call.query.queryItemValue(u"token"_s, QUrl::FullyDecoded).toLatin1(),
                                limitsFrom(call.query.queryItemValue(u"limit"_s).toInt())));
}

Response Api::push(Call &call) const
{
    if (auto refusal = identify(call, Need::Device))
        return *refusal;
    call.store.reset();
    const auto body = call.json();
    if (!body)
        return problem(400, u"malformed"_s, u"The body is not a JSON object."_s);
    Push push(m_store, call.keys->cursors(), call.actor, call.keys->epoch(), m_clock.nowMs());
    return answer(call, push.run(*body, {{u"server_time"_s, toWireInstant(m_clock.nowMs())}}));
}

Response Api::verify(Call &call) const
{
    if (auto refusal = identify(call, Need::Device))
        return *refusal;
    const auto body = call.json();
    if (!body)
        return problem(400, u"malformed"_s, u"The body is not a JSON object."_s);
    constexpr int kManifestRows = 5000;
    constexpr int kFetchRows = 100;
    QStringList fetch;
    for (const auto &id : body->value(u"fetch"_s).toArray())
        if (fetch.size() < kFetchRows)
            fetch.append(id.toString());
    Feed feed(*call.store, call.keys->cursors(), call.actor, call.keys->epoch(), m_clock.today());
    return answer(call,
                  feed.verify(body->value(u"scope"_s).toString(), body->value(u"type"_s).toString(), body->value(u"after"_s).toString(), fetch, kManifestRows));
}

} // namespace zhike::central
