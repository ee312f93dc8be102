// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/api/call.h"
#include "central/api/passwords.h"
#include "central/store/transact.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <sodium.h>

// Sign-in: who a person is. Grants and devices are looked up anew with every request.
namespace zhike::central {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kAccessSeconds = 600;
constexpr qint64 kRefreshLifeMs = qint64(30) * 24 * 3600 * 1000;

Response refusal(const QString &code)
{
    return jsonResponse(400, QJsonDocument(QJsonObject {{u"error"_s, code}}).toJson(QJsonDocument::Compact), "application/json");
}

QByteArray fingerprint(const QByteArray &token)
{
    return QCryptographicHash::hash(token, QCryptographicHash::Sha256);
}

QString formValue(const QUrlQuery &form, const QString &key)
{
    return form.queryItemValue(key, QUrl::FullyDecoded);
}

} // namespace

Response Api::token(const BankKeys &keys, const User &user, const QByteArray &refreshToken) const
{
    const QJsonObject claims {{u"u"_s, user.login}, {u"exp"_s, m_clock.nowMs() + qint64(kAccessSeconds) * 1000}};
    const auto access = keys.tokens().seal("a1.", QJsonDocument(claims).toJson(QJsonDocument::Compact), "access");
    const QJsonObject body {
        {u"access_token"_s, QString::fromLatin1(access)},
        {u"token_type"_s, u"Bearer"_s},
        {u"expires_in"_s, kAccessSeconds},
        {u"refresh_token"_s, QString::fromLatin1(refreshToken)},
        {u"user"_s, QJsonObject {{u"login"_s, user.login}, {u"name"_s, user.name}, {u"role"_s, user.role}, {u"branch"_s, user.branch}}},
    };
    return jsonResponse(200, QJsonDocument(body).toJson(QJsonDocument::Compact), "application/json");
}

Response Api::oauthToken(Call &call) const
{
    if (!call.request.header("content-type").startsWith("application/x-www-form-urlencoded"))
        return refusal(u"invalid_request"_s);
    // In a form a plus sign is a space.
    const QUrlQuery form(QString::fromUtf8(QByteArray(call.body).replace('+', "%20")));
    const auto kind = formValue(form, u"grant_type"_s);
    if (kind == "refresh_token"_L1) {
        const auto refresh = formValue(form, u"refresh_token"_s).toLatin1();
        const auto session = m_store.read();
        if (!session)
            return failure(session.error());
        const auto known = (*session)->refreshToken(fingerprint(refresh));
        if (!known)
            return failure(known.error());
        if (!*known || (*known)->expiresMs <= m_clock.nowMs())
            return refusal(u"invalid_grant"_s);
        const auto user = (*session)->user((*known)->login);
        if (!user)
            return failure(user.error());
        return *user ? token(*call.keys, **user, refresh) : refusal(u"invalid_grant"_s);
    }
    if (kind != "password"_L1 || !m_options.passwordGrant)
        return refusal(u"unsupported_grant_type"_s);

    const auto login = formValue(form, u"username"_s);
    if (const int wait = m_throttle.waitSeconds(login, m_clock.nowMs()); wait > 0) {
        auto response = problem(429, u"rate-limited"_s, u"Too many failed tries."_s);
        response.set("Retry-After", QByteArray::number(wait));
        return response;
    }
    Result<std::optional<User>> user = std::optional<User>();
    {
        const auto session = m_store.read();
        if (!session)
            return failure(session.error());
        user = (*session)->user(login);
    }
    if (!user)
        return failure(user.error());
    const auto hash = *user ? (*user)->passwordHash : QByteArray();
    if (!isPassword(hash, formValue(form, u"password"_s).toUtf8())) {
        m_throttle.failed(login, m_clock.nowMs());
        return refusal(u"invalid_grant"_s);
    }
    m_throttle.succeeded(login);
    QByteArray secret(32, Qt::Uninitialized);
    randombytes_buf(secret.data(), size_t(secret.size()));
    const auto refresh = "r1." + secret.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    const auto ok = transact(m_store, [&](WriteSession &session) -> Done {
        const auto put = session.putRefreshToken({fingerprint(refresh), (*user)->login, m_clock.nowMs() + kRefreshLifeMs});
        return put ? session.commit() : put;
    });
    return ok ? token(*call.keys, **user, refresh) : failure(ok.error());
}

} // namespace zhike::central
