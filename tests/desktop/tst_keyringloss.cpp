// SPDX-License-Identifier: GPL-3.0-or-later
// REL-25, SEC-42: the system's keyring is absent, hangs, is locked or is another one. The desktop stays alive, says so in words, makes nothing anew, and opens
// again once the keyring is back. Real gnome-keyring daemons of this test's own; only the one that hangs is a stand-in, for a real one does not hang when asked.
// Run under a session bus without one (ZHIKE_KEYRING=absent tests/support/with_keyring).
#include "deskvault.h"
#include "workstation.h"

#include "keyring/systemkeyring.h"
#include "translations/install.h"
#include "unlock/unlockpage.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusVirtualObject>
#include <QElapsedTimer>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;
using desktop::Workstation;
using namespace testing;

namespace {

const QString kSecrets = u"org.freedesktop.secrets"_s;
constexpr int kWordWithinMs = 45'000; // the keyring may take 30 s to answer a person
constexpr int kStallMs = 500; // a machine that builds beside this one stutters too; a waiting GUI thread would be at 30,000

//! Takes every call and answers none.
class Silence final : public QDBusVirtualObject {
public:
    int calls = 0;
    QString introspect(const QString &) const override { return {}; }
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &) override
    {
        ++calls;
        message.setDelayedReply(true);
        return true;
    }
};

//! The longest time the event loop of this thread did not come round.
class Pulse final : public QObject {
public:
    Pulse()
    {
        m_last.start();
        startTimer(10);
    }
    [[nodiscard]] qint64 longest() const { return m_longest; }

protected:
    void timerEvent(QTimerEvent *) override { m_longest = qMax(m_longest, m_last.restart()); }

private:
    QElapsedTimer m_last;
    qint64 m_longest = 0;
};

} // namespace

class TestKeyringLoss : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;
    const QString m_dir = m_folder.filePath(u"vaults/main"_s);
    ui::Theme m_theme;
    std::unique_ptr<QProcess> m_daemon;
    std::unique_ptr<Workstation> m_workstation;
    QDBusConnection m_bus = QDBusConnection::sessionBus();

    [[nodiscard]] bool isThere() const { return m_bus.interface()->isServiceRegistered(kSecrets); }
    [[nodiscard]] static QString keyrings() { return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/keyrings"_s; }

    void startDaemon(const QByteArray &password)
    {
        m_daemon = std::make_unique<QProcess>();
        m_daemon->setStandardErrorFile(QProcess::nullDevice());
        m_daemon->start(u"gnome-keyring-daemon"_s,
                        password.isNull() ? QStringList {u"--foreground"_s, u"--components=secrets"_s}
                                          : QStringList {u"--foreground"_s, u"--unlock"_s, u"--components=secrets"_s});
        QVERIFY(m_daemon->waitForStarted(5000));
        if (!password.isNull())
            m_daemon->write(password);
        m_daemon->closeWriteChannel();
        QTRY_VERIFY_WITH_TIMEOUT(isThere(), 10'000);
    }
    void stopDaemon()
    {
        if (m_daemon) {
            m_daemon->kill();
            m_daemon->waitForFinished(5000);
            m_daemon.reset();
        }
        QTRY_VERIFY_WITH_TIMEOUT(!isThere(), 5000);
    }
    void makeBoundVault()
    {
        const auto facts = testing::bareFacts(u"0192f0c1-7a33-7c01-9c1e-0b1f5a7d2e25"_s, u"shen"_s, u"沈若岚"_s, u"keyring"_s);
        testing::makeVault(m_dir, kPassphrase, facts, std::make_shared<keyring::SystemKeyring>(10'000));
    }
    //! Shows the lock screen, enters the passphrase and waits for the word. \return the error's value; "open" when it opened
    QString attempt(qint64 *stall)
    {
        const Pulse pulse;
        m_workstation->showLockScreen();
        QSignalSpy opened(m_workstation.get(), &Workstation::unlocked);
        QSignalSpy failed(m_workstation.get(), &Workstation::failed);
        m_workstation->unlock(kPassphrase);
        (void)QTest::qWaitFor([&] { return opened.count() + failed.count() > 0; }, kWordWithinMs);
        *stall = pulse.longest();
        if (opened.count() > 0) {
            m_workstation->lock(u"menu"_s);
            (void)QTest::qWaitFor([&] { return isFree(m_dir); }, 40'000);
            return u"open"_s;
        }
        if (failed.isEmpty())
            return u"no word"_s;
        const auto error = failed[0][0].value<Error>();
        const auto *page = m_workstation->lockScreen()->findChild<ui::UnlockPage *>();
        if (!page || page->errorText().isEmpty())
            return u"nothing said"_s;
        return toWire(error.code) + u':' + error.value;
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (QStandardPaths::findExecutable(u"gnome-keyring-daemon"_s).isEmpty())
            QSKIP("no gnome-keyring here");
        QVERIFY2(m_bus.isConnected(), "needs a session bus");
        QVERIFY2(!isThere(), "needs a bus without a keyring");
        m_theme.applyTo(*qApp);
        startDaemon("one\n");
        makeBoundVault();
        desktop::Options options;
        options.vault = m_dir;
        m_workstation = std::make_unique<Workstation>(options, m_theme);
        qint64 stall = 0;
        QCOMPARE(attempt(&stall), u"open"_s);
    }
    void cleanupTestCase()
    {
        m_workstation.reset();
        stopDaemon();
    }

    void trouble_data()
    {
        QTest::addColumn<QString>("how");
        for (const auto *how : {"absent", "another one", "locked", "silent"})
            QTest::newRow(how) << QString::fromLatin1(how);
    }
    void trouble()
    {
        QFETCH(const QString, how);
        const auto aside = keyrings() + u"-aside"_s;
        Silence silence;
        const auto header = hashOf(m_dir + u"/vault.hdr"_s);
        const auto store = hashOf(m_dir + u"/cache-1.db"_s);
        stopDaemon();
        if (how == "another one"_L1) {
            QVERIFY(QDir().rename(keyrings(), aside));
            startDaemon("two\n");
        } else if (how == "locked"_L1) {
            startDaemon({});
        } else if (how == "silent"_L1) {
            QVERIFY(m_bus.registerVirtualObject(u"/"_s, &silence, QDBusConnection::SubPath));
            QVERIFY(m_bus.registerService(kSecrets));
        }
        qint64 stall = 0;
        const auto word = attempt(&stall);
        QVERIFY2(word.startsWith(u"keyring:"_s), qPrintable(word));
        if (how == "another one"_L1)
            QCOMPARE(word, u"keyring:missing"_s);
        if (how == "silent"_L1)
            QVERIFY(silence.calls > 0);
        QVERIFY2(stall < kStallMs, qPrintable(u"the window stood still for %1 ms"_s.arg(stall)));
        // Nothing was made anew, here or there.
        QCOMPARE(hashOf(m_dir + u"/vault.hdr"_s), header);
        QCOMPARE(hashOf(m_dir + u"/cache-1.db"_s), store);
        QCOMPARE(QDir(m_dir).entryList({u"cache-*.db"_s}), QStringList {u"cache-1.db"_s});
        QCOMPARE(QDir(m_folder.filePath(u"vaults"_s)).entryList(QDir::Dirs | QDir::NoDotAndDotDot), QStringList {u"main"_s});
        // The former keyring is back: the same vault opens.
        if (how == "silent"_L1) {
            m_bus.unregisterService(kSecrets);
            m_bus.unregisterObject(u"/"_s, QDBusConnection::UnregisterTree);
        } else {
            stopDaemon();
        }
        if (how == "another one"_L1) {
            QVERIFY(QDir(keyrings()).removeRecursively());
            QVERIFY(QDir().rename(aside, keyrings()));
        }
        startDaemon("one\n");
        QTRY_COMPARE_WITH_TIMEOUT(attempt(&stall), u"open"_s, 60'000);
    }
};

int main(int argc, char **argv)
{
    qRegisterMetaType<zhike::Error>();
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"zhike"_s);
    zhike::installTranslations(application, u"zh_CN"_s);
    int failures = 0; // a window that was the last one ends the loop with a code of its own
    QTimer::singleShot(0, &application, [&] {
        TestKeyringLoss test;
        failures = QTest::qExec(&test, argc, argv);
        QApplication::exit();
    });
    QApplication::exec();
    return failures;
}

#include "tst_keyringloss.moc"
