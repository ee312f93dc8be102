// SPDX-License-Identifier: GPL-3.0-or-later
// What the programs do first and last: known answers, a clean environment, key types that cannot leak, a crash report without data.
#include "crypto/secret.h"
#include "process/crashreport.h"
#include "process/hardening.h"
#include "process/knownanswers.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <stdexcept>
#include <sys/resource.h>
#include <sys/stat.h>
#include <type_traits>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;
using crypto::Secret;

// SEC-38: key material moves, never copies, and becomes nothing else.
static_assert(!std::is_copy_constructible_v<Secret> && !std::is_copy_assignable_v<Secret>);
static_assert(std::is_nothrow_move_constructible_v<Secret>);
static_assert(!std::is_convertible_v<Secret, QString> && !std::is_convertible_v<Secret, QByteArray> && !std::is_convertible_v<Secret, std::string>);
static_assert(!std::is_constructible_v<QString, Secret> && !std::is_constructible_v<QByteArray, Secret> && !std::is_constructible_v<QVariant, Secret>);

namespace {

const QString kSentinel = u"哨兵：张伟 110105194912310021"_s;

int die(const QString &how, const QString &folder)
{
    process::harden();
    process::reportCrashes(folder, u"9.9.9"_s);
    volatile auto held = kSentinel; // on the stack and on the heap when it happens
    qputenv("NOT_FOR_REPORTS", kSentinel.toUtf8());
    if (how == "segv"_L1)
        ::raise(SIGSEGV);
    else if (how == "null"_L1)
        *static_cast<volatile int *>(nullptr) = 1;
    else if (how == "throw"_L1)
        throw std::runtime_error(kSentinel.toStdString());
    else
        ::abort();
    return 0;
}

} // namespace

class TestProcess : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void primitivesGiveTheKnownAnswers()
    {
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(process::wrongAnswers(), QStringList());
        QVERIFY2(timer.elapsed() < 500, qPrintable(QString::number(timer.elapsed())));
    }

    void secretsStayWhereTheyAre()
    {
        auto secret = Secret::random(32);
        const auto *place = secret.data();
        auto moved = std::move(secret);
        QCOMPARE(static_cast<const unsigned char *>(moved.data()), place);
        QVERIFY(secret.isEmpty()); // NOLINT: that it is empty is the point
    }

    void theEnvironmentNamesNoCode()
    {
        const auto before = ::umask(022);
        qputenv("QT_PLUGIN_PATH", "/tmp/evil");
        qputenv("OPENSSL_CONF", "/tmp/evil.cnf");
        qputenv("QT_IM_MODULE", "fcitx");
        QCOMPARE(process::harden(), (QStringList {u"QT_PLUGIN_PATH"_s, u"OPENSSL_CONF"_s}));
        QVERIFY(!qEnvironmentVariableIsSet("QT_PLUGIN_PATH") && !qEnvironmentVariableIsSet("OPENSSL_CONF"));
        QCOMPARE(qgetenv("QT_IM_MODULE"), QByteArray("fcitx")); // Chinese must still be typed
        QCOMPARE(::umask(before), mode_t(077));
        process::fixPluginFolder();
        for (const auto &folder : QCoreApplication::libraryPaths())
            QVERIFY2(folder != QCoreApplication::applicationDirPath() && folder != QDir::currentPath(), qPrintable(folder));
    }

    // SEC-10
    void aCrashReportHoldsNoData_data()
    {
        QTest::addColumn<QString>("how");
        QTest::addColumn<int>("number");
        QTest::newRow("signal") << u"segv"_s << SIGSEGV;
        QTest::newRow("null pointer") << u"null"_s << SIGSEGV;
        QTest::newRow("exception") << u"throw"_s << SIGABRT;
        QTest::newRow("abort") << u"abort"_s << SIGABRT;
    }
    void aCrashReportHoldsNoData()
    {
        QFETCH(QString, how);
        QFETCH(int, number);
        QTemporaryDir folder;
        QProcess child;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"ZHIKE_HARDEN"_s, u"1"_s); // no core file either
        child.setProcessEnvironment(environment);
        child.setWorkingDirectory(folder.path());
        child.start(QCoreApplication::applicationFilePath(), {u"--die"_s, how, folder.filePath(u"logs"_s)});
        QVERIFY(child.waitForFinished(30'000));
        QCOMPARE(child.exitStatus(), QProcess::CrashExit);
        const QDir logs(folder.filePath(u"logs"_s));
        const auto reports = logs.entryInfoList({u"crash-*.txt"_s}, QDir::Files);
        QCOMPARE(reports.size(), 1);
        QCOMPARE(QDir(folder.path()).entryList({u"core*"_s}, QDir::Files), QStringList());
        QVERIFY(reports[0].size() < 16 * 1024);
        QCOMPARE(int(reports[0].permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther)), 0);
        QFile file(reports[0].filePath());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto lines = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.value(0), u"zhike 9.9.9"_s);
        QCOMPARE(lines.value(1), u"signal %1"_s.arg(number));
        QVERIFY(lines.size() > 5);
        // The next start finds it, for the audit.
        const auto known = process::crashReports(logs.path());
        QCOMPARE(known.size(), 1);
        QCOMPARE(known.first().signal, number);
        QVERIFY(qAbs(known.first().atS - QDateTime::currentSecsSinceEpoch()) < 60);
        // Nothing but module and offset: whatever else was in the process cannot be there.
        static const QRegularExpression frame(u"^([\\w.+-]+\\+0x[0-9a-f]+|\\?)$"_s);
        for (const auto &line : lines.mid(2))
            QVERIFY2(frame.match(line).hasMatch(), qPrintable(line));
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc == 4 && QByteArray(argv[1]) == "--die")
        return die(QString::fromLocal8Bit(argv[2]), QString::fromLocal8Bit(argv[3]));
    TestProcess test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_process.moc"
