// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/centralclient.h"

#include "domain/clock.h"
#include "wire/record.h"

#include <QJsonDocument>
#include <QUrl>

namespace zhike::services {

using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray form(const QString &text)
{
    return QUrl::toPercentEncoding(text);
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray media()
{
    return QByteArray(wire::kMediaType) + ";schema=" + QByteArray::number(wire::kSchema);
}

Result<DeviceAnswer> deviceAnswer(const Result<QJsonObject> &reply)
{
    if (!reply)
        return reply.error();
    DeviceAnswer answer;
    answer.whole = *reply;
    answer.deviceId = (*reply)[u"device_id"_s].toString();
    answer.incarnation = (*reply)[u"incarnation"_s].toInteger(1);
    answer.policy = (*reply)[u"policy"_s].toObject();
    answer.leaseUntilMs = fromWireInstant((*reply)[u"lease_until"_s].toString()).value_or(0);
    answer.leaseMs = answer.policy[u"lease_days"_s].toInteger(14) * 24 * 3600 * 1000;
    answer.leaseGeneration = (*reply)[u"lease_generation"_s].toInteger();
    answer.share = (*reply)[u"share"_s].toString().toLatin1();
    const auto previous = (*reply)[u"previous"_s];
    answer.previousGeneration = previous[u"lease_generation"_s].toInteger();
    answer.previousShare = previous[u"share"_s].toString().toLatin1();
    answer.serverMs = fromWireInstant((*reply)[u"server_time"_s].toString()).value_or(0);
    if (answer.deviceId.isEmpty())
        return Error {ErrorCode::Protocol, u"device answer without an id"_s, u"server"_s, {}};
    return answer;
}

} // namespace

QByteArray DeviceAnswer::wipeKeys() const
{
    return QJsonDocument(whole[u"wipe_keys"_s].toArray()).toJson(QJsonDocument::Compact);
}

Result<crypto::Secret> DeviceAnswer::shareOf(qint64 generation, const crypto::DeviceKey &key) const
{
    const auto &jwe = generation == leaseGeneration ? share : generation == previousGeneration ? previousShare : QByteArray();
    if (jwe.isEmpty())
        return crypto::Secret();
    return key.open(jwe);
}

Error CentralClient::refused(const sync::HttpResponse &response, const QByteArray &body)
{
    if (response.status == 0)
        return {ErrorCode::Offline, QString::fromUtf8(response.failure), u"server"_s, {}};
    const auto type = response.header("content-type");
    if (!type.contains("json"))
        return {ErrorCode::Protocol, u"status %1 without a JSON answer"_s.arg(response.status), u"server"_s, {}};
    const auto answer = QJsonDocument::fromJson(body).object();
    const auto detail = u"%1 %2 %3"_s.arg(response.status).arg(answer[u"error"_s].toString(), answer[u"title"_s].toString());
    if (response.status >= 500)
        return {ErrorCode::Server, detail, {}, {}};
    if (answer[u"type"_s].toString().endsWith("device-revoked"_L1)) {
        m_order = answer[u"order"_s].toString().toLatin1();
        return {ErrorCode::Revoked, detail, {}, {}};
    }
    switch (response.status) {
    case 400: // the sign-in service's word for a wrong password or token; elsewhere it is a request that was not understood
        return answer[u"error"_s].isString() ? Error {ErrorCode::Unauthorized, detail, u"password"_s, {}}
                                             : Error {ErrorCode::Protocol, detail, u"server"_s, {}};
    case 401: return {ErrorCode::Unauthorized, detail, u"password"_s, {}};
    case 403: return {ErrorCode::Denied, detail, u"password"_s, {}};
    case 404:
    case 422: return {ErrorCode::NotFound, detail, u"server"_s, {}};
    case 406:
    case 415: return {ErrorCode::Unsupported, detail, u"server"_s, {}};
    case 408:
    case 425:
    case 429: return {ErrorCode::Busy, detail, u"server"_s, {}};
    case 409: return {ErrorCode::Conflict, detail, u"server"_s, {}};
    default: return {ErrorCode::Protocol, detail, u"server"_s, {}};
    }
}

Result<QJsonObject> CentralClient::ask(sync::HttpRequest request)
{
    request.headers.append(
        std::pair<QByteArray, QByteArray>("Accept-Encoding", "gzip")); // said by us, so that the body is still coded when its digest is compared
    const auto response = m_transport.exchange(request);
    QByteArray body;
    if (response.status != 0 && !sync::decodeBody(response, body))
        return Error {ErrorCode::Protocol, u"answer does not match its digest"_s, u"server"_s, {}};
    if (response.status < 200 || response.status >= 300)
        return refused(response, body);
    QJsonParseError error;
    const auto answer = QJsonDocument::fromJson(body, &error);
    if (error.error != QJsonParseError::NoError || !answer.isObject())
        return Error {ErrorCode::Protocol, u"answer is not a JSON object"_s, u"server"_s, {}};
    return answer.object();
}

Result<SignIn> CentralClient::signIn(const QString &login, const QString &password)
{
    auto token = ask({"POST",
                      "/oauth/token",
                      {{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}},
                      "grant_type=password&username=" + form(login) + "&password=" + form(password)});
    if (!token)
        return token.error();
    return SignIn {(*token)[u"access_token"_s].toString().toLatin1(), (*token)[u"refresh_token"_s].toString(), (*token)[u"user"_s].toObject()};
}

Result<QByteArray> CentralClient::refresh(QString &refreshToken)
{
    auto token = ask({"POST",
                      "/oauth/token",
                      {{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}},
                      "grant_type=refresh_token&refresh_token=" + form(refreshToken)});
    if (!token)
        return token.error();
    if (const auto next = (*token)[u"refresh_token"_s].toString(); !next.isEmpty())
        refreshToken = next;
    return (*token)[u"access_token"_s].toString().toLatin1();
}

Result<DeviceAnswer> CentralClient::registerDevice(const QByteArray &accessToken, const QJsonObject &registration)
{
    return deviceAnswer(
        ask({"POST", "/sync/v1/devices", {{"Authorization", "Bearer " + accessToken}, {"Content-Type", media()}, {"Accept", media()}}, compact(registration)}));
}

Result<DeviceAnswer> CentralClient::self(const QByteArray &accessToken, const QString &deviceId, qint64 have, bool renew)
{
    return deviceAnswer(ask({"GET",
                             "/sync/v1/devices/self?have=" + QByteArray::number(have) + (renew ? "&renew=1" : ""),
                             {{"Authorization", "Bearer " + accessToken}, {"Zhike-Device", deviceId.toLatin1()}, {"Accept", media()}},
                             {}}));
}

Result<QJsonObject> CentralClient::post(const QByteArray &path, const QJsonObject &body)
{
    return ask({"POST", path, {{"Content-Type", media()}, {"Accept", media()}}, compact(body)});
}

} // namespace zhike::services
