// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "crypto/devicekey.h"
#include "domain/result.h"
#include "sync/http.h"

#include <QJsonArray>
#include <QJsonObject>

namespace zhike::services {

//! What the central says about this device: policy, lease, share (sync-protocol §3.2, §15).
struct DeviceAnswer {
    QJsonObject whole;
    QString deviceId;
    qint64 incarnation = 1;
    QJsonObject policy;
    qint64 leaseUntilMs = 0;
    qint64 leaseMs = 0; //!< length, from the policy
    qint64 leaseGeneration = 0;
    QByteArray share; //!< JWE to the device key; empty when the central hands none out
    qint64 previousGeneration = 0; //!< the share before this one, for a device that was interrupted while it took the new one over
    QByteArray previousShare;
    qint64 serverMs = 0;
    [[nodiscard]] QString escrow() const { return whole[QStringLiteral("escrow")][QStringLiteral("x25519")].toString(); }
    [[nodiscard]] QByteArray wipeKeys() const;
    //! The share that belongs to a lease generation, opened; empty when the central did not send it.
    [[nodiscard]] Result<crypto::Secret> shareOf(qint64 generation, const crypto::DeviceKey &key) const;
};

struct SignIn {
    QByteArray accessToken;
    QString refreshToken;
    QJsonObject user;
};

//! The central's calls that are not part of a sync round: sign-in, this device, sealed work, the end of a wipe. Blocks; one thread.
class CentralClient {
public:
    explicit CentralClient(sync::Transport &transport) : m_transport(transport) { }

    Result<SignIn> signIn(const QString &login, const QString &password);
    Result<QByteArray> refresh(QString &refreshToken); //!< access token; the refresh token may be replaced
    Result<DeviceAnswer> registerDevice(const QByteArray &accessToken, const QJsonObject &registration);
    //! \param have lease generation the vault opens with; a new one is given when less than half of the lease is left and `renew` is said
    Result<DeviceAnswer> self(const QByteArray &accessToken, const QString &deviceId, qint64 have, bool renew);
    Result<QJsonObject> post(const QByteArray &path, const QJsonObject &body); //!< without a token: the body proves itself

    //! The signed order a refusal carried, if any; nothing is believed about it yet.
    [[nodiscard]] const QByteArray &order() const { return m_order; }

private:
    Result<QJsonObject> ask(sync::HttpRequest request);
    Error refused(const sync::HttpResponse &response, const QByteArray &body);

    sync::Transport &m_transport;
    QByteArray m_order;
};

} // namespace zhike::services
