// SPDX-License-Identifier: GPL-3.0-or-later
// REL-12: the computer goes to sleep while a session is being opened, while something is being written and while an exchange with the central is on its
// way, for a second or a month: locked when it wakes, nothing lost, nothing doubled. Needs a session bus (tests/support/with_keyring gives one).
#include "deskvault.h"
#include "lockwatch.h"
#include "workstation.h"

#include "services/localqueries.h"
#include "translations/install.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusUnixFileDescriptor>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QSocketNotifier>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QtConcurrent/QtConcurrentRun>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;
using desktop::LockWatch;
using desktop::Workstation;
using namespace testing;

namespace {

constexpr qint64 kSecond = 1000;
constexpr qint64 kDay = 24 * 3600 * kSecond;

//! As much of logind as an inhibitor needs: it hands out one end of a pipe and sees when that is closed.
class SleepManager final : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.login1.Manager")
public:
    int asked = 0;
    int held = 0; //!< open at the moment
    QString how;
    std::function<void()> released; //!< called when one was let go

public Q_SLOTS:
    QDBusUnixFileDescriptor Inhibit(const QString &what, const QString &, const QString &, const QString &mode)
    {
        ++asked;
        how = what + u'/' + mode;
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0)
            return {};
        QDBusUnixFileDescriptor given(ends[1]);
        ::close(ends[1]);
        ++held;
        auto *notifier = new QSocketNotifier(ends[0], QSocketNotifier::Read, this);
        connect(notifier, &QSocketNotifier::activated, this, [this, notifier, fd = ends[0]] {
            notifier->deleteLater();
            notifier->setEnabled(false);
            ::close(fd);
            --held;
            if (released)
                released();
        });
        return given;
    }
};

//! Between the desktop and the central: passes bytes on and can hold an answer back.
class Relay final : public QObject {
public:
    Relay(quint16 central, QObject *parent = nullptr) : QObject(parent), m_central(central)
    {
        if (!m_server.listen(QHostAddress::LocalHost))
            qFatal("no port");
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            while (auto *client = m_server.nextPendingConnection())
                join(client);
        });
    }
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    int pushes = 0; //!< requests seen
    bool holdPush = false; //!< the next push reaches the central, its answer nobody
    int heldAnswers = 0;
    void dropHeld()
    {
        for (const auto &client : std::exchange(m_held, {}))
            if (client)
                client->abort();
    }

private:
    void join(QTcpSocket *client)
    {
        auto *server = new QTcpSocket(client);
        server->connectToHost(QHostAddress::LocalHost, m_central);
        connect(client, &QTcpSocket::readyRead, server, [this, client, server] {
            const auto bytes = client->readAll();
            if (bytes.startsWith("POST ") && bytes.left(200).contains("/push")) {
                ++pushes;
                client->setProperty("held", holdPush);
            }
            server->write(bytes);
        });
        connect(server, &QTcpSocket::readyRead, client, [this, client, server] {
            const auto bytes = server->readAll();
            if (!client->property("held").toBool()) {
                client->write(bytes);
                return;
            }
            if (!m_held.contains(client)) {
                m_held.append(client);
                ++heldAnswers;
            }
        });
        connect(server, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
        connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
    }

    QTcpServer m_server;
    quint16 m_central;
    QList<QPointer<QTcpSocket>> m_held;
};

int trials(int usual)
{
    const int asked = qEnvironmentVariableIntValue("ZHIKE_TRIALS");
    return asked > 0 ? asked : usual;
}

QString program(const QString &name)
{
    return QCoreApplication::applicationDirPath() + u'/' + name;
}

} // namespace

class TestSuspend : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;
    QString m_dir;
    ui::Theme m_theme;
    qint64 m_now = kDay;
    QDBusConnection m_other = QDBusConnection::connectToBus(QDBusConnection::SessionBus, u"logind"_s);
    SleepManager m_manager;
    std::unique_ptr<Workstation> m_workstation;
    std::unique_ptr<LockWatch> m_watch;

    void sleepSignal(bool begins)
    {
        auto message = QDBusMessage::createSignal(u"/org/freedesktop/login1"_s, u"org.freedesktop.login1.Manager"_s, u"PrepareForSleep"_s);
        message.setArguments({begins});
        m_other.send(message);
    }
    //! Sleeps once all is shut, wakes after so long.
    void sleep(qint64 forMs)
    {
        QSignalSpy rest(m_workstation.get(), &Workstation::atRest);
        sleepSignal(true);
        QTRY_VERIFY_WITH_TIMEOUT(rest.count() > 0, 20'000); // without a loop of its own, which would keep the window from being buried
        m_now += forMs;
        QSignalSpy woke(m_watch.get(), &LockWatch::woke);
        sleepSignal(false);
        QVERIFY(woke.count() > 0 || woke.wait(5000));
        QTest::qWait(100); // here both buses are one: whatever says it again has been heard before anybody opens
        QVERIFY(m_workstation->isLocked());
        QVERIFY(nothingShown(*m_workstation));
    }
    void start(const QString &dir)
    {
        m_watch.reset();
        m_workstation.reset();
        m_dir = dir;
        desktop::Options options;
        options.vault = m_dir;
        m_workstation = std::make_unique<Workstation>(options, m_theme);
        m_watch = std::make_unique<LockWatch>(QDBusConnection::sessionBus(), QDBusConnection::sessionBus(), [this] { return m_now; });
        m_workstation->watch(*m_watch);
        QTRY_COMPARE_WITH_TIMEOUT(m_manager.held, 1, 5000);
    }
    void unlock()
    {
        QSignalSpy opened(m_workstation.get(), &Workstation::unlocked);
        QSignalSpy failed(m_workstation.get(), &Workstation::failed);
        QTest::keyClick(m_workstation->lockScreen(), Qt::Key_Shift); // whoever opens has typed: the days asleep are no idleness
        m_workstation->unlock(kPassphrase);
        QVERIFY2(opened.wait(20'000),
                 failed.isEmpty()
                     ? ""
                     : qPrintable(toWire(failed[0][0].value<Error>().code) + u' ' + failed[0][0].value<Error>().value + failed[0][0].value<Error>().detail));
        m_workstation->window()->show();
        m_workstation->lockScreen()->hide();
    }
    QFuture<Result<TaskId>> save(const QString &title)
    {
        return m_workstation->desk()->write([title](services::Commands &c) {
            services::NewTask task;
            task.title = title;
            task.due = QDate(2027, 3, 1);
            return c.addTask(task);
        });
    }
    QStringList savedTitles()
    {
        QStringList titles;
        const auto range = m_workstation->desk()->read([](services::Queries &q) { return q.calendar(QDate(2027, 2, 28), QDate(2027, 3, 2)); }).result();
        if (range)
            for (const auto &task : range->tasks)
                titles.append(task.title);
        return titles;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_other.isConnected(), "needs a session bus");
        QVERIFY(m_other.registerService(u"org.freedesktop.login1"_s));
        QVERIFY(m_other.registerObject(u"/org/freedesktop/login1"_s, &m_manager, QDBusConnection::ExportAllSlots));
        m_theme.applyTo(*qApp);
        makeVault(m_folder.filePath(u"vaults/main"_s));
        start(m_folder.filePath(u"vaults/main"_s));
    }
    void cleanupTestCase()
    {
        m_watch.reset();
        m_workstation.reset();
    }

    // The sleep waits until store, keys and windows are gone, and no longer.
    void sleepWaitsForTheLock()
    {
        QCOMPARE(m_manager.how, u"sleep/delay"_s);
        unlock();
        m_workstation->lock(u"menu"_s); // an ordinary lock keeps the hold: another sleep may come
        QTRY_VERIFY_WITH_TIMEOUT(isFree(m_dir), 5000);
        QTest::qWait(100);
        QCOMPARE(m_manager.held, 1);
        for (int i = 0; i < 3; ++i) {
            unlock();
            bool released = false;
            bool shut = false;
            m_manager.released = [&] {
                released = true;
                shut = isFree(m_dir) && m_workstation->isLocked() && !m_workstation->window() && nothingShown(*m_workstation);
            };
            sleepSignal(true);
            QTRY_VERIFY_WITH_TIMEOUT(released, 10'000);
            QVERIFY2(shut, "the sleep was let go before all was shut");
            m_manager.released = {};
            sleepSignal(false);
            QTRY_COMPARE_WITH_TIMEOUT(m_manager.held, 1, 5000); // the next sleep is held again
            QVERIFY(m_workstation->isLocked());
        }
        // Locked already: it is not kept waiting.
        sleepSignal(true);
        QTRY_COMPARE_WITH_TIMEOUT(m_manager.held, 0, 5000);
        sleepSignal(false);
        QTRY_COMPARE_WITH_TIMEOUT(m_manager.held, 1, 5000);
    }

    // The announcement was missed, as when the bus is slow: waking locks all the same.
    void wakingLocks()
    {
        unlock();
        m_now += 5 * kDay;
        sleepSignal(false);
        QTRY_VERIFY_WITH_TIMEOUT(m_workstation->isLocked(), 5000);
        QTRY_VERIFY_WITH_TIMEOUT(isFree(m_dir), 5000);
    }

    void asleepWhileOpening()
    {
        QTRY_COMPARE_WITH_TIMEOUT(m_manager.held, 1, 5000);
        for (const int afterMs : {0, 20, 60, 120, 200}) {
            QSignalSpy opened(m_workstation.get(), &Workstation::unlocked);
            m_workstation->unlock(kPassphrase);
            QTest::qWait(afterMs);
            if (!m_workstation->isLocked())
                QVERIFY2(opened.count() == 1, "opened before the sleep came");
            sleep(kDay);
            const auto before = opened.count(); // it may have opened before the signal came
            QTest::qWait(300);
            QCOMPARE(opened.count(), before); // what was on its way does not open after waking
            QVERIFY(m_workstation->isLocked());
            QVERIFY(isFree(m_dir));
        }
        unlock();
        QCOMPARE(m_workstation->desk()->read([](services::Queries &q) { return q.status(); }).result().ok(), true);
        m_workstation->lock(u"menu"_s);
        QTRY_VERIFY_WITH_TIMEOUT(isFree(m_dir), 5000);
    }

    void asleepWhileWriting()
    {
        const QList<qint64> lengths = {kSecond, 60 * kSecond, 3600 * kSecond, kDay, 8 * kDay, 30 * kDay};
        const int all = trials(12);
        QSet<QString> promised;
        QRandomGenerator chance(20260921);
        for (int trial = 0; trial < all; ++trial) {
            unlock();
            QList<std::pair<QString, QFuture<Result<TaskId>>>> running;
            for (int i = 0; i < 30; ++i) {
                const auto title = u"%1.%2"_s.arg(trial).arg(i);
                running.append({title, save(title)});
            }
            QTest::qWait(int(chance.bounded(40)));
            sleep(lengths[trial % lengths.size()]);
            for (auto &[title, future] : running) {
                QTRY_VERIFY_WITH_TIMEOUT(future.isFinished(), 5000);
                if (future.result())
                    promised.insert(title);
            }
            QVERIFY(isFree(m_dir));
        }
        QVERIFY(promised.size() >= all);
        unlock();
        const auto saved = savedTitles();
        const QSet<QString> there(saved.begin(), saved.end());
        QCOMPARE(there.size(), saved.size()); // none twice
        QVERIFY2((promised - there).isEmpty(), qPrintable((promised - there).values().join(u' ')));
        QVERIFY(m_workstation->desk()->read([](services::Queries &q) { return q.verifyAudit(); }).result()->intact());
        m_workstation->lock(u"menu"_s);
        QTRY_VERIFY_WITH_TIMEOUT(isFree(m_dir), 5000);
    }

    // The central has taken what was sent, its answer never arrives: sent once more after waking, done once.
    void asleepDuringAnExchange()
    {
        if (!QFile::exists(program(u"zhike-central"_s)))
            QSKIP("no central was built");
        const auto store = u"sqlite:"_s + m_folder.filePath(u"central.db"_s);
        const auto environment = [] {
            auto all = QProcessEnvironment::systemEnvironment();
            all.insert(u"ZHIKE_PASSWORD"_s, u"suspend sign-in 7"_s);
            return all;
        };
        const auto run = [&](const QStringList &arguments) {
            QProcess process;
            process.setProcessEnvironment(environment());
            process.start(program(u"zhike-central"_s), arguments + QStringList {u"--store"_s, store});
            process.waitForFinished(60'000);
            if (process.exitCode() != 0)
                qFatal("%s", process.readAllStandardError().constData());
            return process.readAllStandardOutput();
        };
        run({u"init"_s});
        run({u"load-demo"_s, u"--customers"_s, u"20"_s, u"--managers"_s, u"1"_s, u"--seed"_s, u"7"_s});
        run({u"policy"_s, u"device_binding=none"_s});
        QProcess central;
        central.setProcessEnvironment(environment());
        central.start(program(u"zhike-central"_s), {u"serve"_s, u"--store"_s, store, u"--listen"_s, u"127.0.0.1:0"_s, u"--dev-password-grant"_s});
        QTRY_VERIFY_WITH_TIMEOUT(central.canReadLine(), 20'000);
        const QUrl url(QString::fromUtf8(central.readLine()).section(u' ', 1).trimmed());
        Relay relay(quint16(url.port()));
        const auto dir = m_folder.filePath(u"vaults/online"_s);
        const services::Enrolment enrolment {QUrl(u"http://127.0.0.1:%1"_s.arg(relay.port())), u"rm001"_s, u"suspend sign-in 7"_s, kPassphrase, u"desk"_s};
        auto enrolled = QtConcurrent::run([dir, enrolment] {
            auto session = services::Session::enrol(dir, enrolment, Clock());
            return session ? QString() : session.error().detail + u" · "_s + toWire(session.error().code);
        });
        QTRY_VERIFY_WITH_TIMEOUT(enrolled.isFinished(), 60'000);
        QCOMPARE(enrolled.result(), QString());
        start(dir);

        const auto synced = [&] {
            QTRY_VERIFY_WITH_TIMEOUT(
                [&] {
                    const auto status = m_workstation->desk()->syncStatus();
                    return !status.syncing && status.lastSuccess.isValid() && status.pending == 0;
                }(),
                60'000);
        };
        unlock();
        m_workstation->startSync();
        synced();
        for (int trial = 0; trial < trials(4); ++trial) {
            const auto title = u"在路上 %1"_s.arg(trial);
            relay.holdPush = true;
            const int sent = relay.pushes;
            const int held = relay.heldAnswers;
            QVERIFY(save(title).result().ok());
            QTRY_VERIFY_WITH_TIMEOUT(relay.heldAnswers > held, 30'000);
            QCOMPARE(relay.pushes, sent + 1);
            sleep(trial % 2 ? 3600 * kSecond : kSecond);
            QVERIFY(isFree(m_dir));
            relay.dropHeld();
            relay.holdPush = false;
            const int awake = relay.pushes;
            unlock();
            m_workstation->startSync();
            synced();
            QVERIFY2(relay.pushes > awake, "nothing was sent again");
            const auto dump = QString::fromUtf8(run({u"dump"_s, u"--json"_s}));
            QCOMPARE(dump.count(title), 1); // done once
            QVERIFY(m_workstation->desk()->read([](services::Queries &q) { return q.syncCentre(); }).result()->outbox.isEmpty());
        }
        m_workstation->lock(u"menu"_s);
        QTRY_VERIFY_WITH_TIMEOUT(isFree(m_dir), 5000);
        central.terminate();
        central.waitForFinished(10'000);
    }
};

int main(int argc, char **argv)
{
    qRegisterMetaType<zhike::Error>();
    QApplication application(argc, argv);
    zhike::installTranslations(application, u"zh_CN"_s);
    int failures = 0; // a window that was the last one ends the loop with a code of its own
    QTimer::singleShot(0, &application, [&] {
        TestSuspend test;
        failures = QTest::qExec(&test, argc, argv);
        QApplication::exit();
    });
    QApplication::exec();
    return failures;
}

#include "tst_suspend.moc"
