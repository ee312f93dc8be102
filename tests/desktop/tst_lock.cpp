// SPDX-License-Identifier: GPL-3.0-or-later
// Locking for every reason, also under a dialog, a menu or while something is typed: windows gone within the moment, store closed, draft kept, nothing
// written afterwards. Needs a session bus (tests/support/with_keyring gives one).
#include "deskvault.h"
#include "lockwatch.h"
#include "workstation.h"

#include "services/usertext.h"
#include "shell/quicklog.h"
#include "translations/install.h"
#include "unlock/enrolpage.h"
#include "unlock/unlockpage.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDBusMessage>
#include <QDialog>
#include <QElapsedTimer>
#include <QLabel>
#include <QMenu>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;
using desktop::LockWatch;
using desktop::Workstation;
using namespace testing;

namespace {

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

    // SEC-8: a dialog that has not returned keeps the window alive after the lock, with every command, key and button in it. None of them does anything.
    void nothingWritesWhileLocked()
    {
        unlock();
        auto *window = m_workstation->window();
        const QPointer<services::Desk> desk(m_workstation->desk());
        for (int screen = 0; screen <= int(ui::Screen::Audit); ++screen)
            (void)window->page(ui::Screen(screen));
        window->quickLog()->setSummary(u"锁屏之前写到一半"_s);
        QTest::qWait(200);

        auto *dialog = new QDialog(window); // goes with the window
        dialog->setModal(true);
        QStringList shown;
        QByteArray before;
        QByteArray after;
        int commands = 0;
        int buttons = 0;
        bool refused = false;
        const auto look = [&](const QString &cause) {
            const auto widgets = QApplication::topLevelWidgets();
            for (auto *widget : widgets)
                if (widget->isVisible() && widget != m_workstation->lockScreen()) {
                    shown.append(cause + u" shows "_s + QString::fromLatin1(widget->metaObject()->className()) + u' ' + widget->windowTitle());
                    widget->hide();
                    if (auto *late = qobject_cast<QDialog *>(widget))
                        late->reject();
                }
        };
        const auto act = [&] {
            const auto end = qScopeGuard([&] { dialog->done(QDialog::Rejected); });
            m_workstation->lock(u"menu"_s);
            QTRY_VERIFY_WITH_TIMEOUT(isFree(m_dir), 10'000);
            QVERIFY(desk); // still there: what the dialog stands on
            before = contentOf(m_dir);
            QString now;
            QTimer watch; // also within a dialog that a command would have opened
            connect(&watch, &QTimer::timeout, this, [&] { look(now); });
            watch.start(5);
            const auto everything = window->findChildren<QAction *>() + m_workstation->lockScreen()->findChildren<QAction *>();
            for (auto *action : everything) {
                now = action->text();
                action->trigger();
                ++commands;
                QCoreApplication::processEvents();
                look(now);
            }
            const auto pressed = window->findChildren<QAbstractButton *>();
            for (auto *button : pressed) {
                now = button->text() + button->accessibleName();
                button->click();
                ++buttons;
                QCoreApplication::processEvents();
                look(now);
            }
            // Whoever goes past the screens is refused by the desk.
            now = u"a command"_s;
            const auto task = desk->write([](services::Commands &c) {
                services::NewTask late;
                late.title = u"zu spät"_s;
                late.due = QDate(2030, 1, 1);
                return c.addTask(late);
            });
            const auto draft = desk->keep([](services::Commands &c) { return c.saveDraft(u"quick-log"_s, {}, u"late"_s); });
            const auto read = desk->read([](services::Queries &q) { return q.today(); });
            QTRY_VERIFY_WITH_TIMEOUT(task.isFinished() && draft.isFinished() && read.isFinished(), 5000);
            refused = !task.result() && !draft.result() && !read.result();
            QTest::qWait(1000); // drafts are kept 0.8 s after the last key
            after = contentOf(m_dir);
        };
        QTimer::singleShot(50, this, act);
        dialog->exec();
        QTRY_VERIFY_WITH_TIMEOUT(!desk, 5000);
        QVERIFY2(commands > 20 && buttons > 20, qPrintable(u"%1 commands, %2 buttons"_s.arg(commands).arg(buttons)));
        QVERIFY2(shown.isEmpty(), qPrintable(shown.join(u"; "_s)));
        QVERIFY(refused);
        QVERIFY(!before.isEmpty());
        QCOMPARE(after, before);
        unlock();
        QTRY_COMPARE_WITH_TIMEOUT(m_workstation->window()->quickLog()->summary(), u"锁屏之前写到一半"_s, 5000);
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

    // Whoever finds the computer locked reads why, and what became of what was half typed.
    void whyItIsLockedIsSaid()
    {
        const auto said = [this] {
            auto *page = m_workstation->lockScreen()->findChild<ui::UnlockPage *>();
            QStringList texts;
            for (const auto *label : page->findChildren<QLabel *>())
                if (label->isVisible())
                    texts.append(label->text());
            return texts.join(u'\n');
        };
        for (const auto &[why, words] : {std::pair(u"idle"_s, u"无人操作"_s), std::pair(u"menu"_s, u"草稿已加密保留"_s),
                                         std::pair(u"lease"_s, u"离线许可已到期"_s), std::pair(u"revoked"_s, u"授权已撤销"_s)}) {
            unlock();
            m_workstation->lock(why);
            QTRY_VERIFY_WITH_TIMEOUT(isFree(m_dir), 5000);
            QTRY_VERIFY2_WITH_TIMEOUT(said().contains(words), qPrintable(why + u": "_s + said()), 5000);
        }
        // An order has destroyed the vault meanwhile.
        QVERIFY(QDir().rename(m_dir, m_dir + u"-gone"_s));
        m_workstation->showLockScreen();
        const auto *enrol = m_workstation->lockScreen()->findChild<ui::EnrolPage *>();
        QVERIFY(enrol->isVisible());
        QStringList texts;
        for (const auto *label : enrol->findChildren<QLabel *>())
            if (label->isVisible())
                texts.append(label->text());
        QVERIFY2(texts.join(u'\n').contains(u"客户数据已清除"_s), qPrintable(texts.join(u'\n')));
        QVERIFY(QDir().rename(m_dir + u"-gone"_s, m_dir));
        m_workstation->showLockScreen();
        unlock();
        m_workstation->lock(u"idle"_s);
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
    int failures = 0; // a window that was the last one ends the loop with a code of its own
    QTimer::singleShot(0, &application, [&] {
        TestLock test;
        failures = QTest::qExec(&test, argc, argv);
        QApplication::exit();
    });
    QApplication::exec();
    return failures;
}

#include "tst_lock.moc"
