// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/api/call.h"
#include "central/store/transact.h"
#include "central/sync/push.h"

#include <QJsonDocument>

// The four verbs of sync.
namespace zhike::central {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kLeaseStepMs = 3600 * 1000; // a lease is renewed in steps, so that a quiet poll writes nothing

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
    if (auto refusal = identify(call, Need::Device))
        return *refusal;
    const auto body = call.json();
    if (!body || !(body->value(u"cursor"_s).isString() || body->value(u"cursor"_s).isNull() || body->value(u"cursor"_s).isUndefined()))
        return problem(400, u"malformed"_s, u"The body is not a pull."_s);
    const auto policy = call.store->policy();
    if (!policy)
        return failure(policy.error());
    auto &device = call.actor.device;
    const auto lease = leaseEnd(*policy, call.actor.user);
    const auto had = fromWireInstant(device.leaseUntil), gets = fromWireInstant(lease);
    const bool renew = !had || !gets || *gets - *had >= kLeaseStepMs || *gets < *had;
    if (renew)
        device.leaseUntil = lease;

    Feed feed(*call.store, m_cursors, call.actor, m_epoch, m_clock.today());
    const auto page = feed.pull(body->value(u"cursor"_s).toString().toLatin1(), limitsFrom(int(body->value(u"limit"_s).toInteger())),
                                {{u"server_time"_s, toWireInstant(m_clock.nowMs())}, {u"lease_until"_s, device.leaseUntil}});
    call.store.reset(); // the read ends before the write begins
    if (renew && page && std::holds_alternative<QByteArray>(*page)) {
        const auto ok = transact(m_store, [&](WriteSession &session) -> Done {
            auto current = session.device(device.id);
            if (!current)
                return current.error();
            (*current)->leaseUntil = device.leaseUntil;
            (*current)->lastPull = toWireInstant(m_clock.nowMs());
            const auto put = session.putDevice(**current);
            return put ? session.commit() : put;
        });
        if (!ok)
            return failure(ok.error());
    }
    return answer(page);
}

Response Api::snapshot(Call &call) const
{
    if (auto refusal = identify(call, Need::Device))
        return *refusal;
    Feed feed(*call.store, m_cursors, call.actor, m_epoch, m_clock.today());
    return answer(feed.snapshot(call.parameters.value("scope"), call.query.queryItemValue(u"token"_s, QUrl::FullyDecoded).toLatin1(),
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
    Push push(m_store, m_cursors, call.actor, m_epoch, m_clock.nowMs());
    return answer(push.run(*body, {{u"server_time"_s, toWireInstant(m_clock.nowMs())}}));
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
    Feed feed(*call.store, m_cursors, call.actor, m_epoch, m_clock.today());
    return answer(feed.verify(body->value(u"scope"_s).toString(), body->value(u"type"_s).toString(), body->value(u"after"_s).toString(), fetch, kManifestRows));
}

} // namespace zhike::central
