// SPDX-License-Identifier: GPL-3.0-or-later
// Locking for every reason, also under a dialog, a menu or while something is typed: windows gone within the moment, store closed, draft kept, nothing
// written afterwards. Needs a session bus (tests/support/with_keyring gives one).
#include "lockwatch.h"
#include "workstation.h"

#include "security/passphrase.h"
#include "services/usertext.h"
#include "shell/quicklog.h"
#include "translations/install.h"
#include "unlock/unlockpage.h"

#include <QApplication>
#include <QClipboard>
#include <QCryptographicHash>
#include <QDBusMessage>
#include <QDialog>
#include <QElapsedTimer>
#include <QFile>
#include <QMenu>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;
using desktop::LockWatch;
using desktop::Workstation;

namespace {

const QString kPassphrase = u"四月的雨 and a violet bus"_s;

void makeVault(const QString &dir)
{
    security::VaultFacts facts;
    facts.vaultId = u"0192f0c1-7a33-7c01-9c1e-0b1f5a7d2e10"_s;
    facts.login = u"shen"_s;
    facts.userName = u"沈若岚"_s;
    facts.deviceId = u"dev-1"_s;
    facts.server = u"http://127.0.0.1:9"_s;
    auto key = crypto::DeviceKey::generate();
    security::KeyRecord record;
    record.deviceJwk = std::move(*key->toSecret());
    const security::VaultContext context {std::make_shared<security::FileKeyStore>(security::FileKeyStore::folderFor(dir)),
                                          QDateTime::currentMSecsSinceEpoch()};
    auto vault = security::Vault::create(dir, facts, security::passphraseBytes(kPassphrase), std::move(record), context, security::kKdfFloor);
    if (!vault)
        qFatal("no vault: %s", qPrintable(vault.error().detail));
    auto database = storage::Database::open((*vault)->databasePath(), (*vault)->dataKey(), storage::Access::ReadWrite);
    if (!database)
        qFatal("no store");
    for (const auto &[name, value] :
         {std::pair("device_id", u"dev-1"_s), std::pair("incarnation", u"1"_s), std::pair("login", u"shen"_s), std::pair("vault_id", facts.vaultId)})
        if (!(*database)->setState(QLatin1StringView(name), value))
            qFatal("no state");
}

bool nothingShown(const Workstation &workstation)
{
    const auto widgets = QApplication::topLevelWidgets();
    return std::none_of(widgets.begin(), widgets.end(), [&](auto *w) { return w->isVisible() && w != workstation.lockScreen(); });
}

// The lock of the vault goes with the session.
bool isFree(const QString &dir)
{
    const int fd = ::open(QFile::encodeName(dir + u"/vault.lock"_s).constData(), O_RDWR | O_CLOEXEC);
    const bool free = fd >= 0 && ::flock(fd, LOCK_EX | LOCK_NB) == 0;
    ::close(fd);
    return free;
}

QByteArray hashOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256) : QByteArray();
}

QDBusMessage signal(const QString &interface, const QString &name, const QVariantList &arguments)
{
    auto message = QDBusMessage::createSignal(u"/org/test"_s, interface, name);
    message.setArguments(arguments);
    return message;
}

} // namespace

class TestLock : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;
    const QString m_dir = m_folder.filePath(u"vaults/main"_s);
    ui::Theme m_theme;
    qint64 m_now = 1'000'000;
    QDBusConnection m_other = QDBusConnection::connectToBus(QDBusConnection::SessionBus, u"other"_s);
    std::unique_ptr<Workstation> m_workstation;
    std::unique_ptr<LockWatch> m_watch;

    void send(const QString &interface, const QString &name, const QVariantList &arguments = {}) { m_other.send(signal(interface, name, arguments)); }
    void unlock()
    {
        QSignalSpy opened(m_workstation.get(), &Workstation::unlocked);
        QSignalSpy failed(m_workstation.get(), &Workstation::failed);
        m_workstation->unlock(kPassphrase);
        QVERIFY2(opened.wait(20'000), failed.isEmpty() ? "" : qPrintable(failed[0][0].value<Error>().detail));
        m_workstation->window()->show();
        m_workstation->lockScreen()->hide();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_other.isConnected(), "needs a session bus");
        m_theme.applyTo(*qApp);
        makeVault(m_dir);
        desktop::Options options;
        options.vault = m_dir;
        m_workstation = std::make_unique<Workstation>(options, m_theme);
        m_watch = std::make_unique<LockWatch>(QDBusConnection::sessionBus(), QDBusConnection::sessionBus(), [this] { return m_now; });
        m_workstation->watch(*m_watch);
    }
    void cleanupTestCase()
    {
        m_watch.reset();
        m_workstation.reset();
    }

    void locks_data()
    {
        QTest::addColumn<QString>("why");
        QTest::addColumn<QString>("under");
        for (const auto &[why, under] : {std::pair("idle", "dialog"), std::pair("session", "menu"), std::pair("session", "dialog"),
                                         std::pair("sleep", "window"), std::pair("user", "window"), std::pair("screensaver", "window")})
            QTest::addRow("%s over a %s", why, under) << QString::fromLatin1(why) << QString::fromLatin1(under);
    }

    // SEC-7, SEC-8, REL-21 (the draft)
    void locks()
    {
        QFETCH(const QString, why);
        QFETCH(const QString, under);
        unlock();
        auto *log = m_workstation->window()->quickLog();
        const auto text = u"半句话 "_s + why + u' ' + under;
        log->setSummary(text);
        QApplication::clipboard()->setText(u"6222 0212 3456 6789"_s);

        QElapsedTimer timer;
        qint64 hiddenAfter = -1;
        QSignalSpy locked(m_workstation.get(), &Workstation::locked);
        const QPointer<services::Desk> desk(m_workstation->desk());
        const auto act = [&] {
            timer.start();
            if (why == "idle"_L1)
                m_now += 16 * 60'000;
            else if (why == "session"_L1)
                send(u"org.freedesktop.login1.Session"_s, u"Lock"_s);
            else if (why == "sleep"_L1)
                send(u"org.freedesktop.login1.Manager"_s, u"PrepareForSleep"_s, {true});
            else if (why == "user"_L1)
                send(u"org.freedesktop.DBus.Properties"_s, u"PropertiesChanged"_s,
                     {u"org.freedesktop.login1.Session"_s, QVariantMap {{u"Active"_s, false}}, QStringList()});
            else
                send(u"org.freedesktop.ScreenSaver"_s, u"ActiveChanged"_s, {true});
        };
        QTimer watch;
        connect(&watch, &QTimer::timeout, this, [&] {
            if (hiddenAfter < 0 && timer.isValid() && nothingShown(*m_workstation))
                hiddenAfter = timer.elapsed();
        });
        watch.start(5);
        QTimer::singleShot(50, this, act);
        if (under == "dialog"_L1) {
            QDialog dialog(m_workstation->window());
            dialog.setModal(true);
            QCOMPARE(dialog.exec(), int(QDialog::Rejected));
        } else if (under == "menu"_L1) {
            QMenu menu(m_workstation->window());
            menu.addAction(u"one"_s);
            QVERIFY(!menu.exec(QPoint(40, 40)));
        }
        QTRY_VERIFY_WITH_TIMEOUT(locked.count() == 1, 5000);
        QVERIFY(m_workstation->isLocked());
        QTRY_VERIFY_WITH_TIMEOUT(hiddenAfter >= 0, 2000);
        // The idle timer looks once a second; the rest is at once.
        QVERIFY2(hiddenAfter <= (why == "idle"_L1 ? 1500 : 400), qPrintable(u"%1 ms"_s.arg(hiddenAfter)));
        QTRY_VERIFY_WITH_TIMEOUT(isFree(m_dir), 5000);
        QTRY_VERIFY_WITH_TIMEOUT(!m_workstation->window() && !desk, 2000);
        QVERIFY(!QApplication::clipboard()->ownsClipboard()); // the offscreen platform never owns it
        // Nothing writes while locked.
        const auto before = hashOf(m_dir + u"/cache-1.db"_s) + hashOf(m_dir + u"/cache-1.db-wal"_s);
        send(u"org.freedesktop.login1.Session"_s, u"Lock"_s);
        QTest::qWait(100);
        QCOMPARE(hashOf(m_dir + u"/cache-1.db"_s) + hashOf(m_dir + u"/cache-1.db-wal"_s), before);

        // What was half typed is there again, and is nowhere outside the vault.
        unlock();
        QTRY_COMPARE_WITH_TIMEOUT(m_workstation->window()->quickLog()->summary(), text, 5000);
        m_workstation->window()->quickLog()->setSummary({});
        m_workstation->lock(u"menu"_s);
        QTRY_VERIFY_WITH_TIMEOUT(isFree(m_dir), 5000);
    }

    // A page that outlives the data for a moment gets errors, not data.
    void aClosedDeskAnswersWithErrors()
    {
        unlock();
        auto *desk = m_workstation->desk();
        desk->close();
        auto status = desk->read([](services::Queries &q) { return q.status(); });
        auto task = desk->write([](services::Commands &c) { return c.addTask({}); });
        status.waitForFinished();
        task.waitForFinished();
        QVERIFY(!status.result() && !task.result());
        m_workstation->lock(u"menu"_s);
        QTRY_VERIFY_WITH_TIMEOUT(isFree(m_dir), 5000);
    }

    void wrongPassphrasesAreCountedOnTheScreen()
    {
        QSignalSpy failed(m_workstation.get(), &Workstation::failed);
        for (int n = 1; n <= 4; ++n) {
            m_workstation->unlock(u"not the passphrase at all"_s);
            QTRY_COMPARE_WITH_TIMEOUT(failed.count(), n, 20'000);
            QCOMPARE(failed.last()[0].value<Error>().code, ErrorCode::WrongPassphrase);
        }
        m_workstation->unlock(kPassphrase);
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 5, 20'000);
        QCOMPARE(failed.last()[0].value<Error>().code, ErrorCode::Throttled);
        // For the eye: the page while it counts down, and when it asks for the password.
        if (const auto folder = qEnvironmentVariable("ZHIKE_PICTURES"); !folder.isEmpty()) {
            auto *screen = m_workstation->lockScreen();
            screen->resize(640, 800);
            screen->show();
            QTest::qWait(1500);
            screen->grab().save(folder + u"/lock-wait.png"_s);
            if (auto *page = screen->findChild<ui::UnlockPage *>()) {
                page->askSignIn(services::UserText::of({ErrorCode::SignInNeeded, {}, {}, u"lease"_s}));
                QTest::qWait(200);
                screen->grab().save(folder + u"/lock-signin.png"_s);
            }
        }
    }
};

int main(int argc, char **argv)
{
    qRegisterMetaType<zhike::Error>();
    QApplication application(argc, argv);
    zhike::installTranslations(application, u"zh_CN"_s);
    // Under an event loop, as in the program: what a dialog or a menu runs in lies above it.
    QTimer::singleShot(0, &application, [&] {
        TestLock test;
        QApplication::exit(QTest::qExec(&test, argc, argv));
    });
    return QApplication::exec();
}

#include "tst_lock.moc"
