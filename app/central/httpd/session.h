// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "central/httpd/server.h"

#include "central/api/problem.h"
#include "central/httpd/answer.h"
#include "central/httpd/connection.h"
#include "central/httpd/workers.h"

#include <boost/asio/signal_set.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <csignal>
#include <map>

//! One connection's life, for server.cpp alone: every stage has its bound and its deadline.
namespace zhike::central {

namespace beast = boost::beast;
namespace http = beast::http;
namespace net = boost::asio;
namespace ssl = net::ssl;
using tcp = net::ip::tcp;
using namespace Qt::Literals::StringLiterals;
using beast::error_code;

inline constexpr size_t kHeadLimit = 16 * 1024;
inline constexpr size_t kBufferLimit = 64 * 1024;
inline constexpr quint64 kBodyLimit = 4 << 20;
inline constexpr size_t kLingerBytes = 256 * 1024;
inline constexpr std::chrono::seconds kLinger {2};
inline constexpr std::chrono::seconds kHandshake {10};

inline QByteArray toBytes(beast::string_view text)
{
    return {text.data(), qsizetype(text.size())};
}

class Server::Impl {
public:
    Impl(ServerOptions o, Handler h, std::function<void(const AccessLine &)> l, std::function<void()> d)
        : options(std::move(o))
        , handler(std::move(h))
        , log(std::move(l))
        , onDrain(std::move(d))
        , acceptor(net::make_strand(io))
        , retry(acceptor.get_executor())
        , notice(acceptor.get_executor())
        , signals(io)
        , workers(options.workers, options.queue, options.handler * 3 / 4)
    {
    }

    Done bind();
    void accept();
    void stop();
    void halt();
    void run();
    void add(const std::shared_ptr<Connection> &connection)
    {
        {
            const std::scoped_lock lock(connectionsLock);
            connections.emplace(connection.get(), connection);
        }
        if (stopping)
            connection->stop();
    }
    void remove(Connection *connection)
    {
        const std::scoped_lock lock(connectionsLock);
        connections.erase(connection);
    }

    ServerOptions options;
    Handler handler;
    std::function<void(const AccessLine &)> log;
    std::function<void()> onDrain;
    std::atomic<bool> noticed {false}; //!< stop() was called
    std::atomic<bool> stopping {false};
    std::mutex connectionsLock;
    std::map<Connection *, std::weak_ptr<Connection>> connections; // before io: sessions that end with it sign off here
    std::mutex endLock;
    std::condition_variable endWake;
    int running = 0; //!< threads inside io.run()
    net::io_context io;
    tcp::acceptor acceptor;
    net::steady_timer retry;
    net::steady_timer notice;
    net::signal_set signals;
    std::optional<ssl::context> tls;
    Workers workers; // last: its threads end before what they use
};

template<class Stream>
class Session final : public Connection, public std::enable_shared_from_this<Session<Stream>> {
public:
    template<class... A>
    explicit Session(Server::Impl &server, A &&...args) : m_server(server)
                                                        , m_stream(std::forward<A>(args)...)
                                                        , m_deadline(m_stream.get_executor())
    {
    }
    ~Session() override { m_server.remove(this); }

    void start()
    {
        error_code ignored;
        lowest().socket().set_option(tcp::no_delay(true), ignored);
        net::dispatch(m_stream.get_executor(), [self = this->shared_from_this()] { self->handshake(); });
    }

    void stop() override
    {
        net::post(m_stream.get_executor(), [self = this->shared_from_this()] {
            if (self->m_idle)
                self->lowest().cancel();
        });
    }

private:
    beast::tcp_stream &lowest() { return beast::get_lowest_layer(m_stream); }

    void handshake()
    {
        if constexpr (std::is_same_v<Stream, beast::tcp_stream>) {
            next();
        } else {
            lowest().expires_after(kHandshake);
            m_stream.async_handshake(ssl::stream_base::server, [self = this->shared_from_this()](error_code error) {
                if (!error)
                    self->next();
            });
        }
    }

    // Between two requests: the wait for a first byte may be ended at any time.
    void next()
    {
        if (m_server.stopping)
            return close();
        if (m_buffer.size() > 0)
            return readHead();
        m_idle = true;
        lowest().expires_after(m_server.options.idle);
        m_stream.async_read_some(m_buffer.prepare(kHeadLimit), [self = this->shared_from_this()](error_code error, size_t size) {
            self->m_idle = false;
            if (error)
                return self->close();
            self->m_buffer.commit(size);
            self->readHead();
        });
    }

    void readHead()
    {
        lowest().expires_after(m_server.options.head);
        moreHead();
    }

    void moreHead()
    {
        const beast::string_view sofar(static_cast<const char *>(m_buffer.data().data()), m_buffer.size());
        const auto end = sofar.find("\r\n\r\n");
        if (end != sofar.npos && end + 4 <= kHeadLimit)
            return judgeHead(end + 4);
        if (m_buffer.size() >= kHeadLimit)
            return refuse(431, u"header-too-large"_s);
        m_stream.async_read_some(m_buffer.prepare(kHeadLimit), [self = this->shared_from_this()](error_code error, size_t size) {
            if (error)
                return self->close();
            self->m_buffer.commit(size);
            self->moreHead();
        });
    }

    void judgeHead(size_t size)
    {
        const beast::string_view head(static_cast<const char *>(m_buffer.data().data()), size);
        if (head.find('\0') != head.npos || head.find("\n ") != head.npos || head.find("\n\t") != head.npos)
            return refuse(400, u"malformed"_s);
        m_parser.emplace();
        m_parser->header_limit(kHeadLimit);
        m_parser->body_limit(kBodyLimit);
        error_code error;
        m_buffer.consume(m_parser->put(m_buffer.data(), error));
        if (error == http::error::body_limit)
            return refuse(413, u"batch-too-large"_s);
        if (error && error != http::error::need_more)
            return refuse(400, u"malformed"_s);
        if (!m_parser->is_header_done())
            return refuse(400, u"malformed"_s);
        const auto &request = m_parser->get();
        if (request.version() != 11 && request.version() != 10)
            return refuse(505, u"version-unsupported"_s);
        const auto hosts = request.count(http::field::host);
        if (hosts > 1 || (request.version() == 11 && hosts != 1) || (hosts == 1 && request[http::field::host].empty()))
            return refuse(400, u"malformed"_s);
        const auto coding = request[http::field::transfer_encoding];
        if (!coding.empty() && (request.count(http::field::content_length) > 0 || request.version() == 10))
            return refuse(400, u"malformed"_s);
        if (!coding.empty() && (request.count(http::field::transfer_encoding) > 1 || !beast::iequals(coding, "chunked")))
            return refuse(501, u"coding-unsupported"_s);
        if (request.method() == http::verb::unknown || request.method() == http::verb::connect || request.method() == http::verb::trace)
            return refuse(501, u"method-unsupported"_s);
        if (request.target().empty() || request.target().front() != '/')
            return refuse(400, u"malformed"_s);
        if (beast::iequals(request[http::field::expect], "100-continue") && !m_parser->is_done())
            return sendContinue();
        readBody();
    }

    void sendContinue()
    {
        lowest().expires_after(m_server.options.write);
        static constexpr beast::string_view text = "HTTP/1.1 100 Continue\r\n\r\n";
        net::async_write(m_stream, net::buffer(text.data(), text.size()), [self = this->shared_from_this()](error_code error, size_t) {
            if (error)
                return self->close();
            self->readBody();
        });
    }

    void readBody()
    {
        if (m_parser->is_done())
            return work();
        lowest().expires_after(m_server.options.body);
        http::async_read(m_stream, m_buffer, *m_parser, [self = this->shared_from_this()](error_code error, size_t) {
            if (error == http::error::body_limit)
                return self->refuse(413, u"batch-too-large"_s);
            if (error.category() == make_error_code(http::error::end_of_stream).category() && error != http::error::partial_message
                && error != http::error::end_of_stream && error)
                return self->refuse(400, u"malformed"_s);
            if (error)
                return self->close();
            self->work();
        });
    }

    void work()
    {
        lowest().expires_never();
        auto request = std::make_shared<Request>();
        const auto &message = m_parser->get();
        m_keepAlive = message.version() == 11 && message.keep_alive();
        m_isHead = message.method() == http::verb::head;
        request->method = toBytes(message.method_string());
        request->target = toBytes(message.target());
        for (const auto &field : message) {
            auto &value = request->headers[toBytes(field.name_string()).toLower()];
            value += (value.isEmpty() ? "" : ", ") + toBytes(field.value());
        }
        request->body = QByteArray(message.body().data(), qsizetype(message.body().size()));
        m_parser.reset();
        const auto begin = std::chrono::steady_clock::now();
        // The guard keeps the loop alive while the answer is made on another thread.
        auto guard = std::make_shared<net::executor_work_guard<net::any_io_executor>>(net::make_work_guard(net::any_io_executor(m_stream.get_executor())));
        // Whoever comes first answers: the worker, or the deadline. Work that is begun cannot be taken back; what it says then is dropped.
        const auto turn = ++m_turn;
        const auto lane = m_server.options.isLong && m_server.options.isLong(*request) ? Workers::Lane::Long : Workers::Lane::Short;
        const int comeAgain = m_server.workers.submit(
            [self = this->shared_from_this(), request, begin, guard, turn] {
                if (std::chrono::steady_clock::now() - begin > self->m_server.options.handler)
                    return;
                auto response = std::make_shared<Response>(self->m_server.handler(*request));
                const auto took = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begin).count();
                net::post(guard->get_executor(), [self, request, response, took, turn] {
                    if (turn == self->m_turn)
                        self->answer(*request, *response, took);
                });
            },
            lane);
        if (comeAgain == 0) {
            m_deadline.expires_after(m_server.options.handler);
            m_deadline.async_wait([self = this->shared_from_this(), request, turn](error_code error) {
                if (error || turn != self->m_turn)
                    return;
                auto late = problem(503, u"overloaded"_s, u"The answer took too long."_s);
                late.set("Retry-After", "2");
                self->m_keepAlive = false;
                self->answer(*request, late, std::chrono::duration_cast<std::chrono::microseconds>(self->m_server.options.handler).count());
            });
            return;
        }
        auto busy = problem(503, u"overloaded"_s, {});
        busy.set("Retry-After", QByteArray::number(comeAgain));
        send(*request, busy, 0);
    }

    void answer(const Request &request, const Response &response, qint64 microseconds)
    {
        ++m_turn;
        m_deadline.cancel();
        send(request, response, microseconds);
    }

    // An answer of the shell's own; what follows on the connection cannot be trusted.
    void refuse(int status, const QString &type)
    {
        m_keepAlive = false;
        m_isHead = false;
        m_linger = true;
        send({}, problem(status, type, {}), 0);
    }

    void send(const Request &request, const Response &response, qint64 microseconds)
    {
        if (m_server.stopping)
            m_keepAlive = false;
        m_out = answerHead(response, m_keepAlive);
        if (!m_isHead)
            m_out += response.body;
        QByteArray id;
        for (const auto &[name, value] : response.headers)
            if (name == "Request-Id")
                id = value;
        if (m_server.log)
            m_server.log({request.method, response.route, id, response.subject, response.status, m_isHead ? 0 : response.body.size(), microseconds});
        lowest().expires_after(m_server.options.write);
        net::async_write(m_stream, net::buffer(m_out.constData(), size_t(m_out.size())), [self = this->shared_from_this()](error_code error, size_t) {
            self->m_out.clear();
            if (error || !self->m_keepAlive)
                return self->m_linger && !error ? self->linger() : self->close();
            self->next();
        });
    }

    // Reads on for a moment, so that the answer is not lost to a reset.
    void linger()
    {
        error_code ignored;
        lowest().socket().shutdown(tcp::socket::shutdown_send, ignored);
        lowest().expires_after(kLinger);
        m_buffer.clear();
        discard();
    }

    void discard()
    {
        lowest().async_read_some(m_buffer.prepare(kHeadLimit), [self = this->shared_from_this()](error_code error, size_t size) {
            self->m_discarded += size;
            if (!error && self->m_discarded < kLingerBytes)
                self->discard();
        });
    }

    void close()
    {
        if constexpr (std::is_same_v<Stream, beast::tcp_stream>) {
            error_code ignored;
            lowest().socket().shutdown(tcp::socket::shutdown_send, ignored);
        } else {
            lowest().expires_after(kLinger);
            m_stream.async_shutdown([self = this->shared_from_this()](error_code) {});
        }
    }

    Server::Impl &m_server;
    Stream m_stream;
    net::steady_timer m_deadline;
    qint64 m_turn = 0; //!< counts what becomes of requests, so that each is answered once
    beast::flat_buffer m_buffer {kBufferLimit};
    std::optional<http::request_parser<http::string_body>> m_parser;
    QByteArray m_out;
    bool m_idle = false;
    bool m_keepAlive = true;
    bool m_isHead = false;
    bool m_linger = false;
    size_t m_discarded = 0;
};

} // namespace zhike::central
