// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "central/api/http.h"
#include "domain/result.h"

#include <chrono>
#include <memory>

namespace zhike::central {

struct ServerOptions {
    QString host;
    quint16 port = 0; //!< 0: a free one
    QString tlsCertificate; //!< PEM chain; without it only loopback is served
    QString tlsKey;
    bool stopOnSignals = true; //!< SIGTERM and SIGINT end run() orderly
    int workers = 4;
    size_t queue = 512; //!< requests waiting for a worker; beyond it 503
    size_t connections = 4096;
    std::chrono::milliseconds idle {15000}; //!< to the first byte of a request
    std::chrono::milliseconds head {10000}; //!< for the whole header
    std::chrono::milliseconds body {30000}; //!< for the whole body
    std::function<bool(const Request &)> isLong {}; //!< takes long: waits in a lane of its own
    std::chrono::milliseconds handler {20000}; //!< from the last byte of a request to its answer, waiting for a worker included
    std::chrono::milliseconds write {30000};
    std::chrono::milliseconds notice {0}; //!< after stop(): not ready any more, but serving still, so that a balancer can look elsewhere
    std::chrono::milliseconds drain {25000}; //!< for requests in flight after stop()
};

struct AccessLine {
    QByteArray method;
    QByteArray route;
    QByteArray requestId;
    QByteArray subject; //!< who asked, as a short hash; empty: nobody in particular
    int status = 0;
    qint64 bytes = 0;
    qint64 microseconds = 0; //!< from the last byte of the request to the answer
};

//! The socket shell: HTTP/1.1 with limits and deadlines, a bounded pool for the handler, orderly shutdown. All of HTTP's framing is judged here.
class Server {
public:
    //! Binds at once, so that port() is known; connections are taken when run() starts.
    static Result<std::unique_ptr<Server>> listen(const ServerOptions &options, Handler handler, std::function<void(const AccessLine &)> log,
                                                  std::function<void()> onDrain = {});
    ~Server();

    [[nodiscard]] quint16 port() const;
    [[nodiscard]] size_t connections() const; //!< open now; from any thread
    [[nodiscard]] size_t waiting() const; //!< requests without a worker; from any thread
    void run(); //!< until stop() or a signal, and all requests in flight are answered
    void stop(); //!< from any thread

    class Impl; //!< known to server.cpp alone

private:
    explicit Server(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace zhike::central
