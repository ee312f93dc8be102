// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "sync/http.h"

#include <QObject>
#include <QUrl>
#include <atomic>
#include <memory>

class QNetworkAccessManager;

namespace zhike::network {

//! Qt Network behind the engine's Transport. Makes and keeps its own access manager on the thread that first uses it; redirects are not followed,
//! bodies stay coded and are cut off at the cap, TLS errors are never ignored.
class HttpTransport final : public sync::Transport {
public:
    //! \param timeoutMs of a whole exchange: a server that lets its answer trickle does not hold a round for longer
    explicit HttpTransport(QUrl server, int timeoutMs = 30'000);
    ~HttpTransport() override;

    sync::HttpResponse exchange(const sync::HttpRequest &request) override;
    //! From any thread: the running exchange ends without an answer, later ones fail at once.
    void cancel();

    //! Whether the address may be used: https, or plain http on loopback.
    static bool isAcceptable(const QUrl &server);

private:
    QUrl m_server;
    int m_timeoutMs;
    std::unique_ptr<QNetworkAccessManager> m_manager;
    std::atomic<bool> m_cancelled = false;
};

} // namespace zhike::network
