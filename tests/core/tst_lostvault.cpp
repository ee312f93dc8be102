// SPDX-License-Identifier: GPL-3.0-or-later
// REL-27: the vault's folder goes away under an open session: deleted, moved, exchanged for a copy, closed, its disk full. Nothing is acknowledged that would
// not be there afterwards; what can be read stays readable; it is said what to do.
#include "support/barevault.h"

#include "services/session.h"
#include "services/usertext.h"

#include <QDir>
#include <QProcess>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;

namespace {

const QString kPassphrase = u"seven boats on a lost lake"_s;

Result<TaskId> add(services::Commands &commands, const QString &title)
{
    services::NewTask task;
    task.title = title;
    task.due = QDate(2027, 3, 1);
    return commands.addTask(task);
}

QStringList titles(services::Queries &queries)
{
    QStringList all;
    const auto range = queries.calendar(QDate(2027, 2, 28), QDate(2027, 3, 2));
    if (range)
        for (const auto &task : range->tasks)
            all.append(task.title);
    return all;
}

bool run(const QString &program, const QStringList &arguments)
{
    return QProcess::execute(program, arguments) == 0;
}

} // namespace

class TestLostVault : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theFolderGoesAway_data()
    {
        QTest::addColumn<QString>("how");
        for (const auto *how : {"deleted", "renamed", "parent renamed", "file deleted", "copy in its place", "full"})
            QTest::newRow(how) << QString::fromLatin1(how);
    }
    void theFolderGoesAway()
    {
        QFETCH(const QString, how);
        QTemporaryDir folder;
        const auto parent = folder.filePath(u"vaults"_s);
        const auto dir = parent + u"/main"_s;
        const bool full = how == "full"_L1;
        QDir().mkpath(parent);
        if (full && (::geteuid() != 0 || !run(u"mount"_s, {u"-t"_s, u"tmpfs"_s, u"-o"_s, u"size=6m,mode=0700"_s, u"tmpfs"_s, parent})))
            QSKIP("a small disk can be mounted by root only");
        const auto unmount = qScopeGuard([&] {
            if (full)
                run(u"umount"_s, {u"-l"_s, parent});
        });
        testing::makeVault(dir, kPassphrase, testing::bareFacts(u"0192f0c1-7a33-7c01-9c1e-0b1f5a7d2e27"_s, u"rm001"_s));
        QSet<QString> promised;
        QStringList early;
        {
            auto session = services::Session::unlock(dir, kPassphrase, Clock());
            QVERIFY(session);
            auto commands = (*session)->commands();
            auto queries = (*session)->queries();
            QVERIFY(commands && queries);
            for (int i = 0; i < 5; ++i) {
                QVERIFY(add(**commands, u"before %1"_s.arg(i)));
                promised.insert(u"before %1"_s.arg(i));
            }
            early = titles(**queries);
            if (how == "deleted"_L1)
                QVERIFY(QDir(dir).removeRecursively());
            else if (how == "renamed"_L1)
                QVERIFY(QDir().rename(dir, dir + u"-elsewhere"_s));
            else if (how == "parent renamed"_L1)
                QVERIFY(QDir().rename(parent, parent + u"-elsewhere"_s));
            else if (how == "file deleted"_L1)
                QVERIFY(QFile::remove(dir + u"/cache-1.db"_s));
            else if (how == "copy in its place"_L1)
                QVERIFY(QDir().rename(dir, dir + u"-roaming"_s) && run(u"cp"_s, {u"-r"_s, dir + u"-roaming"_s, dir}));
            std::optional<Error> refusal;
            for (int i = 0; i < (full ? 20'000 : 3); ++i) {
                const auto title = u"after %1"_s.arg(i) + (full ? QString(100, u'x') : QString());
                const auto saved = add(**commands, title);
                if (saved)
                    promised.insert(title);
                else
                    refusal = saved.error();
                if (full && refusal)
                    break;
            }
            QVERIFY2(refusal, "nothing was refused");
            QCOMPARE(refusal->code, full ? ErrorCode::Full : ErrorCode::Io);
            if (!full) {
                QCOMPARE(promised.size(), 5); // nothing was acknowledged any more
                QCOMPARE(refusal->field, u"vault"_s);
            }
            const auto words = services::UserText::of(*refusal);
            QVERIFY2(full ? words.contains(u"space"_s) : words.contains(u"Put it back"_s), qPrintable(words));
            if (!full)
                QCOMPARE(titles(**queries), early); // readable all the while
            // Put back, work goes on in the same session.
            if (how == "renamed"_L1 || how == "parent renamed"_L1) {
                QVERIFY(how == "renamed"_L1 ? QDir().rename(dir + u"-elsewhere"_s, dir) : QDir().rename(parent + u"-elsewhere"_s, parent));
                QVERIFY(add(**commands, u"put back"_s));
                promised.insert(u"put back"_s);
            } else if (how == "copy in its place"_L1) {
                QVERIFY(QDir(dir).removeRecursively() && QDir().rename(dir + u"-roaming"_s, dir));
                QVERIFY(add(**commands, u"put back"_s));
                promised.insert(u"put back"_s);
            } else if (full) {
                QVERIFY(run(u"mount"_s, {u"-o"_s, u"remount,size=64m"_s, parent}));
                QVERIFY(add(**commands, u"put back"_s));
                promised.insert(u"put back"_s);
            }
        }
        if (how == "deleted"_L1 || how == "file deleted"_L1) {
            QVERIFY(!QFile::exists(dir + u"/cache-1.db"_s)); // and nothing was made in its place
            return; // what was in it is with the central; what was not is refused above
        }
        auto session = services::Session::unlock(dir, kPassphrase, Clock());
        QVERIFY2(session.ok(), session ? "" : qPrintable(session.error().detail));
        auto queries = (*session)->queries();
        const auto all = titles(**queries);
        const QSet<QString> there(all.begin(), all.end());
        QCOMPARE(there.size(), all.size());
        QVERIFY2((promised - there).isEmpty(), qPrintable((promised - there).values().join(u' ')));
    }

    // Closed to this program: only somebody who is not root can be kept out.
    void theFolderIsClosed()
    {
        if (::geteuid() == 0)
            QSKIP("root is never kept out");
        QTemporaryDir folder;
        const auto dir = folder.filePath(u"vaults/main"_s);
        testing::makeVault(dir, kPassphrase, testing::bareFacts(u"0192f0c1-7a33-7c01-9c1e-0b1f5a7d2e27"_s, u"rm001"_s));
        auto session = services::Session::unlock(dir, kPassphrase, Clock());
        QVERIFY(session);
        auto commands = (*session)->commands();
        auto queries = (*session)->queries();
        QVERIFY(add(**commands, u"before"_s));
        QVERIFY(QFile::setPermissions(dir, {}));
        const auto refused = add(**commands, u"after"_s);
        const auto shown = titles(**queries);
        QVERIFY(QFile::setPermissions(dir, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        QVERIFY(!refused);
        QCOMPARE(refused.error().field, u"vault"_s);
        QCOMPARE(shown, QStringList {u"before"_s});
        QVERIFY(add(**commands, u"open again"_s));
    }
};

QTEST_GUILESS_MAIN(TestLostVault)
#include "tst_lostvault.moc"
