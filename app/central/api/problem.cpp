// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/api/problem.h"

#include <QJsonDocument>

namespace zhike::central {

using namespace Qt::Literals::StringLiterals;

Response problem(int status, const QString &type, const QString &detail, const QJsonObject &more)
{
    static const QHash<QString, QString> titles {
        {u"malformed"_s, u"The request could not be read"_s},
        {u"cursor-invalid"_s, u"The cursor is not valid"_s},
        {u"invalid_token"_s, u"Sign-in needed"_s},
        {u"forbidden"_s, u"Not allowed"_s},
        {u"device-revoked"_s, u"This device is revoked"_s},
        {u"device-state-regressed"_s, u"The device's state went back"_s},
        {u"epoch-changed"_s, u"Sync history was reset"_s},
        {u"schema-unsupported"_s, u"This schema is not served"_s},
        {u"batch-too-large"_s, u"The request is too large"_s},
        {u"validation"_s, u"A value was refused"_s},
        {u"overloaded"_s, u"Too many requests at once"_s},
        {u"not-found"_s, u"Not found"_s},
    };
    QJsonObject body = more;
    body.insert(u"type"_s, u"https://zhike.example/problems/"_s + type);
    body.insert(u"code"_s, type);
    body.insert(u"title"_s, titles.value(type, type));
    body.insert(u"status"_s, status);
    if (!detail.isEmpty())
        body.insert(u"detail"_s, detail);
    if (!body.contains(u"retryable"_s))
        body.insert(u"retryable"_s, status == 408 || status == 425 || status == 429 || status >= 500 || type == "epoch-changed"_L1);
    auto response = jsonResponse(status, QJsonDocument(body).toJson(QJsonDocument::Compact), "application/problem+json");
    if (status == 401)
        response.set("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    return response;
}

Response revoked(const Device &device)
{
    return problem(403, u"device-revoked"_s, {},
                   device.wipeOrder.isEmpty() ? QJsonObject() : QJsonObject {{u"order"_s, QString::fromLatin1(device.wipeOrder)}});
}

Response failure(const Error &error)
{
    if (error.code == ErrorCode::Busy || error.code == ErrorCode::Offline || error.code == ErrorCode::Full) {
        auto response = problem(503, error.code == ErrorCode::Full ? u"read-only"_s : u"overloaded"_s, u"Try again shortly."_s);
        response.set("Retry-After", "2");
        return response;
    }
    qWarning("request failed: %s", qPrintable(error.detail));
    return problem(500, u"internal"_s, {});
}

Response jsonResponse(int status, const QByteArray &body, const QByteArray &contentType)
{
    Response response;
    response.status = status;
    response.body = body;
    response.set("Content-Type", contentType);
    return response;
}

} // namespace zhike::central
