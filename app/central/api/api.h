// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "central/api/http.h"
#include "central/api/metrics.h"
#include "central/api/throttle.h"
#include "central/device/policy.h"
#include "central/keys/bankkeys.h"
#include "central/store/store.h"
#include "central/sync/feed.h"
#include "domain/clock.h"

#include <atomic>
#include <chrono>

namespace zhike::central {

struct ApiOptions {
    bool passwordGrant = false; //!< sign-in by password, for tests on loopback only
};

//! All endpoints: bytes in, status and bytes out; no sockets. Thread-safe.
class Api {
public:
    //! `store` outlives the object.
    static Result<std::unique_ptr<Api>> make(Store &store, const Clock &clock, const ApiOptions &options);

    [[nodiscard]] Response handle(const Request &request) const;
    //! Whether a request is of the kind that writes a lot, and so takes long.
    [[nodiscard]] static bool isLong(const Request &request);
    //! From now on /readyz says no, so that a balancer sends nothing more.
    void drain() { m_draining = true; }
    //! Adds figures of the moment to /metrics, by name.
    void watch(std::function<QMap<QByteArray, qint64>()> gauges) { m_gauges = std::move(gauges); }
    //! Method and path template of every route.
    [[nodiscard]] static QList<std::pair<QByteArray, QByteArray>> routeTable();

private:
    struct Call; // one request on its way through
    using Function = Response (Api::*)(Call &) const;
    struct Route {
        const char *method;
        const char *path; //!< {name} stands for one segment
        Function function;
    };
    static const QList<Route> &routes();

    Api(Store &store, const Clock &clock, const ApiOptions &options);
    [[nodiscard]] Response dispatch(const Request &request) const;
    [[nodiscard]] Response finish(const Request &request, Response response) const;
    [[nodiscard]] std::optional<Response> readBody(Call &call) const;
    enum class Need { User, Device, AnyDevice }; //!< AnyDevice: one that waits for its approval, too
    //! Who asks: the token's user and, for sync calls, their device. Returns the refusal, if any.
    //! \param ahead adds what the handler will ask of the store; called once it is known that the token is ours
    [[nodiscard]] std::optional<Response> identify(Call &call, Need need, const std::function<void(Foresight &)> &ahead = {}) const;
    [[nodiscard]] Response answer(Call &call, const Result<Page> &page) const;
    [[nodiscard]] Response token(const BankKeys &keys, const User &user, const QByteArray &refreshToken) const;
    [[nodiscard]] Response deviceAnswer(const Call &call, const Policy &policy, int status, const Device &device) const;
    //! The device of this installation, new or known; one that is cut off comes back as it is.
    [[nodiscard]] Result<Device> enrol(WriteSession &session, const Call &call, const Policy &policy, const QJsonObject &body) const;
    //! The keys as the store had them a few seconds ago at most.
    [[nodiscard]] Result<std::shared_ptr<const BankKeys>> currentKeys() const;

    Response meta(Call &call) const;
    Response oauthToken(Call &call) const;
    Response registerDevice(Call &call) const;
    Response deviceSelf(Call &call) const;
    Response wipeAck(Call &call) const;
    Response sealedOps(Call &call) const;
    Response audit(Call &call) const;
    Response pull(Call &call) const;
    Response snapshot(Call &call) const;
    Response push(Call &call) const;
    Response verify(Call &call) const;
    Response getRecord(Call &call) const;
    Response postRecord(Call &call) const;
    [[nodiscard]] Result<Response> postIn(WriteSession &session, const Call &call, const QByteArray &key, const QJsonObject &body) const;
    Response patchRecord(Call &call) const;
    [[nodiscard]] Result<Response> patchIn(WriteSession &session, const Call &call, const QByteArray &match, const QJsonObject &changes) const;
    Response health(Call &call) const;
    Response ready(Call &call) const;
    Response metrics(Call &call) const;
    Response openApi(Call &call) const;

    Store &m_store;
    Clock m_clock;
    ApiOptions m_options;
    mutable std::mutex m_keysLock;
    mutable std::shared_ptr<const BankKeys> m_keys;
    mutable std::chrono::steady_clock::time_point m_keysAt;
    mutable Metrics m_metrics;
    mutable Throttle m_throttle;
    std::atomic<bool> m_draining {false};
    std::function<QMap<QByteArray, qint64>()> m_gauges;
};

} // namespace zhike::central
