// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/httpd/server.h"

#include "central/httpd/session.h"

namespace zhike::central {

Done Server::Impl::bind()
{
    error_code error;
    const auto address = net::ip::make_address(options.host.toStdString(), error);
    if (error)
        return Error {ErrorCode::Invalid, u"the address to listen on is not one"_s, u"listen"_s, options.host};
    if (options.tlsCertificate.isEmpty() && !address.is_loopback())
        return Error {ErrorCode::Denied, u"without TLS only loopback is served"_s, u"listen"_s, options.host};
    if (!options.tlsCertificate.isEmpty()) {
        tls.emplace(ssl::context::tls_server);
        tls->set_options(ssl::context::default_workarounds | ssl::context::no_sslv2 | ssl::context::no_sslv3 | ssl::context::no_tlsv1
                         | ssl::context::no_tlsv1_1);
        tls->use_certificate_chain_file(options.tlsCertificate.toStdString(), error);
        if (!error)
            tls->use_private_key_file(options.tlsKey.toStdString(), ssl::context::pem, error);
        if (error)
            return Error {ErrorCode::Invalid, u"certificate or key cannot be used: "_s + QString::fromStdString(error.message()), u"tls-cert"_s};
    }
    const tcp::endpoint endpoint(address, options.port);
    acceptor.open(endpoint.protocol(), error);
    if (!error)
        acceptor.set_option(net::socket_base::reuse_address(true), error);
    if (!error)
        acceptor.bind(endpoint, error);
    if (!error)
        acceptor.listen(512, error);
    if (error)
        return Error {ErrorCode::Io, u"cannot listen: "_s + QString::fromStdString(error.message()), u"listen"_s, options.host};
    return done();
}

void Server::Impl::accept()
{
    acceptor.async_accept(net::make_strand(io), [this](error_code error, tcp::socket socket) {
        if (error == net::error::operation_aborted || stopping)
            return;
        if (error) { // such as no descriptors left: let some connections end first
            retry.expires_after(std::chrono::milliseconds(100));
            retry.async_wait([this](error_code cancelled) {
                if (!cancelled)
                    accept();
            });
            return;
        }
        size_t open = 0;
        {
            const std::scoped_lock lock(connectionsLock);
            open = connections.size();
        }
        if (open < options.connections) {
            if (tls) {
                const auto session = std::make_shared<Session<beast::ssl_stream<beast::tcp_stream>>>(*this, beast::tcp_stream(std::move(socket)), *tls);
                add(session);
                session->start();
            } else {
                const auto session = std::make_shared<Session<beast::tcp_stream>>(*this, std::move(socket));
                add(session);
                session->start();
            }
        }
        accept();
    });
}

void Server::Impl::stop()
{
    if (noticed.exchange(true))
        return;
    if (onDrain)
        onDrain();
    if (options.notice.count() == 0)
        return halt();
    net::post(acceptor.get_executor(), [this] {
        notice.expires_after(options.notice);
        notice.async_wait([this](error_code) { halt(); });
    });
}

void Server::Impl::halt()
{
    if (stopping.exchange(true))
        return;
    net::post(acceptor.get_executor(), [this] {
        error_code ignored;
        acceptor.close(ignored);
        retry.cancel();
    });
    net::post(io, [this] { signals.cancel(); });
    std::vector<std::shared_ptr<Connection>> alive; // let go outside the lock
    {
        const std::scoped_lock lock(connectionsLock);
        for (const auto &[address, connection] : connections)
            alive.push_back(connection.lock());
    }
    for (const auto &connection : alive)
        if (connection)
            connection->stop();
    const std::scoped_lock lock(endLock);
    endWake.notify_all();
}

void Server::Impl::run()
{
    if (options.stopOnSignals) {
        signals.add(SIGTERM);
        signals.add(SIGINT);
        signals.async_wait([this](error_code error, int) {
            if (!error)
                stop();
        });
    }
    net::post(acceptor.get_executor(), [this] { accept(); });
    constexpr int kThreads = 2;
    running = kThreads;
    std::vector<std::thread> threads;
    for (int i = 0; i < kThreads; ++i)
        threads.emplace_back([this] {
            io.run();
            const std::scoped_lock lock(endLock);
            --running;
            endWake.notify_all();
        });
    {
        std::unique_lock lock(endLock);
        endWake.wait(lock, [this] { return stopping || running == 0; });
        if (!endWake.wait_for(lock, options.drain, [this] { return running == 0; }))
            io.stop();
    }
    for (auto &thread : threads)
        thread.join();
}

Server::Server(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) { }
Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::listen(const ServerOptions &options, Handler handler, std::function<void(const AccessLine &)> log,
                                               std::function<void()> onDrain)
{
    auto impl = std::make_unique<Impl>(options, std::move(handler), std::move(log), std::move(onDrain));
    if (auto ok = impl->bind(); !ok)
        return ok.error();
    return std::unique_ptr<Server>(new Server(std::move(impl)));
}

quint16 Server::port() const
{
    return m_impl->acceptor.local_endpoint().port();
}

size_t Server::connections() const
{
    const std::scoped_lock lock(m_impl->connectionsLock);
    return m_impl->connections.size();
}

size_t Server::waiting() const
{
    return m_impl->workers.waiting();
}

void Server::run()
{
    m_impl->run();
}

void Server::stop()
{
    m_impl->stop();
}

} // namespace zhike::central
