// SPDX-License-Identifier: GPL-3.0-or-later
// REL-21: the program is ended from outside while a form is half filled in: by a signal, by the end of the desktop session, by a display server that is
// killed. What was typed is there at the next unlock, what was acknowledged is kept. The program under test is this one again, with a display of its own.
#include "deskvault.h"
#include "endings.h"
#include "workstation.h"

#include "services/queries.h"
#include "shell/followup.h"
#include "shell/quicklog.h"
#include "translations/install.h"
#ifdef ZHIKE_XSMP
#include "sessionmanager.h"
#endif

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <cstdio>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;
using namespace testing;

namespace {

const QString kTyped = u"客户说下周来办 "_s;

//! The program that is ended: unlocks, saves, types, says "typed" and goes on as programs do.
int child(int argc, char **argv, const QString &dir, const QString &mark)
{
    QApplication application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(true);
    zhike::installTranslations(application, u"zh_CN"_s);
    ui::Theme theme;
    theme.applyTo(application);
    desktop::Options options;
    options.vault = dir;
    desktop::Workstation workstation(options, theme);
    const desktop::Endings endings(workstation);
    QObject::connect(&workstation, &desktop::Workstation::failed, &application, [](const Error &error) {
        std::fprintf(stderr, "%s\n", qPrintable(error.detail));
        QApplication::exit(4);
    });
    QObject::connect(
        &workstation, &desktop::Workstation::unlocked, &application,
        [&] {
            workstation.window()->show();
            workstation.lockScreen()->hide();
            services::NewTask task;
            task.title = u"saved "_s + mark;
            task.due = QDate(2027, 3, 1);
            const auto saved = workstation.desk()->write([task](services::Commands &c) { return c.addTask(task); });
            if (!saved.result())
                QApplication::exit(5);
            workstation.window()->logInteraction();
            workstation.window()->quickLog()->setSummary(kTyped + mark);
            workstation.window()->followUp()->setTitle(u"跟进 "_s + mark);
            std::puts("typed");
            std::fflush(stdout);
        },
        Qt::QueuedConnection);
    workstation.unlock(kPassphrase);
    return QApplication::exec();
}

//! A display server of our own, without a display.
class DisplayServer {
public:
    bool start()
    {
        m_server.setProgram(u"Xvfb"_s);
        m_server.setArguments({u"-screen"_s, u"0"_s, u"1280x800x24"_s, u"-nolisten"_s, u"tcp"_s, u"-displayfd"_s, u"1"_s}); // it chooses its own number
        m_server.setStandardErrorFile(QProcess::nullDevice());
        m_server.start();
        if (!m_server.waitForReadyRead(20'000))
            return false;
        m_name = u':' + QString::fromUtf8(m_server.readLine()).trimmed();
        return true;
    }
    [[nodiscard]] QString name() const { return m_name; }
    void kill()
    {
        m_server.kill();
        m_server.waitForFinished(5000);
    }
    ~DisplayServer() { kill(); }

private:
    QProcess m_server;
    QString m_name;
};

int trials(int usual)
{
    const int asked = qEnvironmentVariableIntValue("ZHIKE_TRIALS");
    return asked > 0 ? asked : usual;
}

} // namespace

class TestEnding : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;
    const QString m_dir = m_folder.filePath(u"vaults/main"_s);
    QRandomGenerator m_chance {20260921};

    //! What the next unlock finds.
    void found(const QString &mark)
    {
        auto session = services::Session::unlock(m_dir, kPassphrase, Clock());
        QVERIFY2(session.ok(), session ? "" : qPrintable(session.error().detail));
        auto queries = (*session)->queries();
        const auto log = (*queries)->draft(u"quick-log"_s);
        QVERIFY2(log && QJsonDocument::fromJson(log->toUtf8())[u"summary"_s].toString() == kTyped + mark, "what was being typed is gone");
        const auto next = (*queries)->draft(u"follow-up"_s);
        QVERIFY2(next && QJsonDocument::fromJson(next->toUtf8())[u"title"_s].toString() == u"跟进 "_s + mark, "the second form is gone");
        const auto range = (*queries)->calendar(QDate(2027, 2, 28), QDate(2027, 3, 2));
        const auto times = std::count_if(range->tasks.begin(), range->tasks.end(), [&](const auto &task) { return task.title == u"saved "_s + mark; });
        QCOMPARE(times, 1);
        QVERIFY((*queries)->verifyAudit()->intact());
    }

private Q_SLOTS:
    void initTestCase()
    {
        QFile::remove(m_dir);
        makeVault(m_dir);
    }

    void whatIsTypedSurvives_data()
    {
        QTest::addColumn<QString>("end");
        QTest::newRow("SIGTERM") << u"term"_s;
        QTest::newRow("SIGHUP") << u"hup"_s;
        QTest::newRow("display server killed") << u"display"_s;
#ifdef ZHIKE_XSMP
        QTest::newRow("session logout") << u"logout"_s;
#endif
    }
    void whatIsTypedSurvives()
    {
        QFETCH(const QString, end);
        const bool needsDisplay = end == "display"_L1 || end == "logout"_L1;
        if (needsDisplay && QStandardPaths::findExecutable(u"Xvfb"_s).isEmpty())
            QSKIP("no Xvfb here");
        for (int trial = 0; trial < trials(5); ++trial) {
            const auto mark = end + QString::number(trial);
            DisplayServer display;
            if (needsDisplay)
                QVERIFY(display.start());
#ifdef ZHIKE_XSMP
            auto &manager = SessionManager::instance();
            const int known = manager.clients();
#endif
            QProcess process;
            auto environment = QProcessEnvironment::systemEnvironment();
            environment.insert(u"QT_QPA_PLATFORM"_s, needsDisplay ? u"xcb"_s : u"offscreen"_s);
            if (needsDisplay)
                environment.insert(u"DISPLAY"_s, display.name());
#ifdef ZHIKE_XSMP
            if (end == "logout"_L1)
                environment.insert(u"SESSION_MANAGER"_s, manager.address());
#endif
            process.setProcessEnvironment(environment);
            process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
            process.start(QCoreApplication::applicationFilePath(), {u"--child"_s, m_dir, mark});
            QTRY_VERIFY_WITH_TIMEOUT(process.canReadLine() || process.state() == QProcess::NotRunning, 30'000);
            QCOMPARE(process.readLine().trimmed(), QByteArray("typed"));
            // Sometimes before the pause in typing at which a draft is kept anyhow.
            QTest::qWait(int(m_chance.bounded(trial % 3 == 2 ? 1200 : 100)));
            if (end == "term"_L1)
                ::kill(pid_t(process.processId()), SIGTERM);
            else if (end == "hup"_L1)
                ::kill(pid_t(process.processId()), SIGHUP);
            else if (end == "display"_L1)
                display.kill();
#ifdef ZHIKE_XSMP
            else if (QTest::qWaitFor([&] { return manager.clients() > known; }, 10'000))
                manager.logout();
#endif
            QTRY_VERIFY_WITH_TIMEOUT(process.state() == QProcess::NotRunning, 20'000);
            QVERIFY2(process.exitStatus() == QProcess::NormalExit, "it crashed instead of ending");
            found(mark);
            if (QTest::currentTestFailed())
                return;
        }
    }
};

int main(int argc, char **argv)
{
    qRegisterMetaType<zhike::Error>();
    if (argc == 4 && qstrcmp(argv[1], "--child") == 0) {
        const auto dir = QString::fromLocal8Bit(argv[2]);
        const auto mark = QString::fromLocal8Bit(argv[3]);
        return child(argc, argv, dir, mark);
    }
    QCoreApplication application(argc, argv);
    TestEnding test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_ending.moc"
