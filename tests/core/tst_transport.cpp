// SPDX-License-Identifier: GPL-3.0-or-later
// The transport against servers without manners: no answer is waited for longer than an exchange may take, none is longer than the cap.
#include "network/httptransport.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QTimer>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;

class TestTransport : public QObject {
    Q_OBJECT
private:
    QTcpServer m_server;
    QByteArray m_head;
    QByteArray m_part;
    int m_everyMs = 0;
    qint64 m_sent = 0;

    sync::HttpResponse ask(int timeoutMs)
    {
        network::HttpTransport transport(QUrl(u"http://127.0.0.1:%1"_s.arg(m_server.serverPort())), timeoutMs);
        return transport.exchange({"GET", "/", {{"Accept-Encoding", "gzip"}}, {}});
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_server.listen(QHostAddress::LocalHost));
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            auto *socket = m_server.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                if (!socket->readAll().contains("\r\n\r\n"))
                    return;
                socket->write(m_head);
                auto *timer = new QTimer(socket);
                connect(timer, &QTimer::timeout, socket, [this, socket] {
                    if (socket->bytesToWrite() < (4 << 20))
                        m_sent += socket->write(m_part);
                });
                timer->start(m_everyMs);
            });
        });
    }

    void aTrickleEndsWithTheExchange()
    {
        m_head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n";
        m_part = "x";
        m_everyMs = 20; // never idle
        QElapsedTimer timer;
        timer.start();
        const auto response = ask(700);
        QCOMPARE(response.status, 0);
        QCOMPARE(response.failure, "answer takes too long");
        QVERIFY(timer.elapsed() >= 700);
    }

    void silenceEnds()
    {
        m_head = "HTTP/1.1 200 OK\r\n";
        m_part.clear();
        m_everyMs = 1000;
        QCOMPARE(ask(500).status, 0);
    }

    void anEndlessAnswerIsCutAtTheCap()
    {
        m_head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n";
        m_part = QByteArray(256 * 1024, '[');
        m_everyMs = 0;
        m_sent = 0;
        const auto response = ask(30'000);
        QCOMPARE(response.status, 0);
        QCOMPARE(response.failure, "answer exceeds the cap");
        QVERIFY(response.body.isEmpty());
        QVERIFY(m_sent >= sync::kMaxCodedBody);
    }
};

QTEST_GUILESS_MAIN(TestTransport)
#include "tst_transport.moc"
