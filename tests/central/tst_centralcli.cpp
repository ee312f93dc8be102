// SPDX-License-Identifier: GPL-3.0-or-later
#include "bank.h"

#include <QProcess>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;
using namespace zhike::central::test;

//! The operator's commands as a script sees them: exit codes and errors.
class TestCentralCli : public QObject {
    Q_OBJECT
    static QString program() { return QCoreApplication::applicationDirPath() + u"/zhike-central"_s; }

private Q_SLOTS:
    void theCommandLineKeepsItsWord()
    {
        const auto run = [](const QStringList &arguments, QByteArray *out = nullptr) {
            QProcess process;
            process.start(program(), arguments);
            process.waitForFinished(10000);
            if (out)
                *out = process.readAllStandardOutput();
            return process.exitCode();
        };
        QTemporaryDir directory;
        const auto store = u"sqlite:"_s + directory.filePath(u"b.db"_s);
        QByteArray out;
        QCOMPARE(run({u"init"_s, u"--store"_s, store, u"--json"_s}), 0);
        QCOMPARE(run({u"init"_s, u"--store"_s, store, u"--json"_s}, &out), 1);
        QCOMPARE(parse(out).value(u"error"_s).toObject().value(u"code"_s), QJsonValue(u"conflict"_s));
        QCOMPARE(run({u"init"_s, u"--store"_s, u"postgresql:host=/nowhere"_s, u"--json"_s}, &out), 1);
#ifdef ZHIKE_POSTGRES
        QCOMPARE(parse(out).value(u"error"_s).toObject().value(u"code"_s), QJsonValue(u"offline"_s));
        QCOMPARE(run({u"init"_s, u"--store"_s, u"postgresql:host=/nowhere password=x"_s, u"--json"_s}, &out), 1);
        QCOMPARE(parse(out).value(u"error"_s).toObject().value(u"code"_s), QJsonValue(u"invalid"_s));
#else
        QCOMPARE(parse(out).value(u"error"_s).toObject().value(u"code"_s), QJsonValue(u"unsupported"_s));
#endif
        QCOMPARE(run({u"init"_s, u"--store"_s, u"mysql:db"_s}), 2);
        QCOMPARE(run({u"frobnicate"_s}), 2);
        QCOMPARE(run({u"user"_s, u"add"_s, u"--store"_s, store, u"--login"_s, u"x"_s}), 2);
        QCOMPARE(run({u"user"_s, u"add"_s, u"--store"_s, store, u"--login"_s, u"x"_s, u"--role"_s, u"king"_s, u"--name"_s, u"X"_s}), 1);
        QCOMPARE(run({u"user"_s, u"add"_s, u"--store"_s, store, u"--login"_s, u"x"_s, u"--role"_s, u"rm"_s, u"--name"_s, u"X"_s}), 0);
        QCOMPARE(run({u"grant"_s, u"x"_s, u"book:1"_s, u"rm"_s, u"--store"_s, store}), 0);
        QCOMPARE(run({u"grant"_s, u"y"_s, u"book:1"_s, u"rm"_s, u"--store"_s, store}), 1);
        QCOMPARE(run({u"policy"_s, u"lease_days=3"_s, u"--store"_s, store, u"--json"_s}, &out), 0);
        QCOMPARE(parse(out).value(u"lease_days"_s), QJsonValue(u"3"_s));
        QCOMPARE(run({u"audit"_s, u"verify"_s, u"--store"_s, store, u"--json"_s}, &out), 0);
        QCOMPARE(run({u"serve"_s, u"--store"_s, store, u"--listen"_s, u"0.0.0.0:0"_s}), 1);
        QCOMPARE(run({u"serve"_s, u"--store"_s, store, u"--now"_s, u"yesterday"_s}), 2);
    }
};

QTEST_GUILESS_MAIN(TestCentralCli)
#include "tst_centralcli.moc"
