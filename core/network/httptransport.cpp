// SPDX-License-Identifier: GPL-3.0-or-later
#include "network/httptransport.h"

#include <QDeadlineTimer>
#include <QEventLoop>
#include <QHostAddress>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QTimer>

namespace zhike::network {

namespace {

constexpr int kIdleMs = 10'000; // without a byte
constexpr int kPollMs = 50;
constexpr qint64 kAtOnce = 512 * 1024; // what Qt may hold before it is looked at: else it takes in whatever comes, faster than we count

} // namespace

HttpTransport::HttpTransport(QUrl server, int timeoutMs) : m_server(std::move(server)), m_timeoutMs(timeoutMs) { }
HttpTransport::~HttpTransport() = default;

bool HttpTransport::isAcceptable(const QUrl &server)
{
    if (!server.isValid() || server.host().isEmpty())
        return false;
    if (server.scheme() == QLatin1StringView("https"))
        return true;
    return server.scheme() == QLatin1StringView("http") && (server.host() == QLatin1StringView("localhost") || QHostAddress(server.host()).isLoopback());
}

void HttpTransport::cancel()
{
    m_cancelled = true;
}

sync::HttpResponse HttpTransport::exchange(const sync::HttpRequest &request)
{
    sync::HttpResponse response;
    if (m_cancelled) {
        response.failure = "cancelled";
        return response;
    }
    if (!isAcceptable(m_server)) {
        response.failure = "the server's address is neither https nor loopback";
        return response;
    }
    if (!m_manager) {
        m_manager = std::make_unique<QNetworkAccessManager>();
        m_manager->setTransferTimeout(qMin(kIdleMs, m_timeoutMs));
        m_manager->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
        if (QHostAddress(m_server.host()).isLoopback())
            m_manager->setProxy(QNetworkProxy::NoProxy);
    }
    auto url = m_server.toEncoded(QUrl::StripTrailingSlash | QUrl::RemovePath | QUrl::RemoveQuery) + request.path;
    QNetworkRequest wire(QUrl::fromEncoded(url));
    wire.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    wire.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    wire.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    wire.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    for (const auto &[name, value] : request.headers)
        wire.setRawHeader(name, value); // an Accept-Encoding of our own keeps Qt from inflating
    std::unique_ptr<QNetworkReply> reply(m_manager->sendCustomRequest(wire, request.method, request.body));

    reply->setReadBufferSize(kAtOnce);

    QEventLoop loop;
    QTimer watch;
    bool tooLarge = false;
    bool tooLate = false;
    const QDeadlineTimer deadline(m_timeoutMs);
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    QObject::connect(reply.get(), &QNetworkReply::readyRead, &loop, [&] {
        response.body += reply->readAll();
        if (response.body.size() > sync::kMaxCodedBody) {
            tooLarge = true;
            reply->abort();
        }
    });
    QObject::connect(&watch, &QTimer::timeout, &loop, [&] {
        tooLate = deadline.hasExpired();
        if (m_cancelled || tooLate)
            reply->abort();
    });
    watch.start(kPollMs);
    if (!reply->isFinished())
        loop.exec();
    if (reply->isOpen()) // what was broken off has nothing more to give
        response.body += reply->readAll();

    const auto status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const auto error = reply->error();
    // Statuses from 400 on are errors to Qt and answers to us; anything below the protocol is no answer.
    if (tooLarge || status == 0 || (error != QNetworkReply::NoError && error < QNetworkReply::ContentAccessDenied)) {
        response.body.clear();
        response.failure = tooLarge ? QByteArray("answer exceeds the cap") : tooLate ? QByteArray("answer takes too long") : reply->errorString().toUtf8();
        return response;
    }
    response.status = status;
    for (const auto &[name, value] : reply->rawHeaderPairs())
        response.headers.append({name.toLower(), value});
    return response;
}

} // namespace zhike::network
