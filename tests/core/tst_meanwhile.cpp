// SPDX-License-Identifier: GPL-3.0-or-later
// What goes on record although nobody clicked (security.md §5.4): a clock that was set, an upgrade of the store, a crash, a broken chain. What happens
// while the store is closed is told in tests/integration/vault.py.
#include "support/barevault.h"

#include "services/session.h"

#include <QTemporaryDir>
#include <QTest>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;

namespace {

const QString kPassphrase = u"nine boats on a quiet lake"_s;
time_t wallOffset = 0; // what a person has done to the computer's clock, in seconds

} // namespace

// Stand before those of the C library: only the wall clock can be set.
extern "C" int clock_gettime(clockid_t which, timespec *at) noexcept
{
    const auto result = int(::syscall(SYS_clock_gettime, which, at));
    if (which == CLOCK_REALTIME || which == CLOCK_REALTIME_COARSE)
        at->tv_sec += wallOffset;
    return result;
}

extern "C" int gettimeofday(timeval *at, void *) noexcept
{
    timespec exact {};
    const int result = clock_gettime(CLOCK_REALTIME, &exact);
    *at = {exact.tv_sec, exact.tv_nsec / 1000};
    return result;
}

class TestMeanwhile : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString m_dir;

    std::unique_ptr<services::Session> open()
    {
        auto session = services::Session::unlock(m_dir, kPassphrase, Clock());
        if (!session)
            qFatal("%s", qPrintable(session.error().detail));
        return std::move(*session);
    }
    static QList<services::AuditEntry> events(const services::Session &session, const QString &name)
    {
        auto queries = session.queries();
        services::AuditQuery query;
        query.event = name;
        query.limit = 100;
        const auto board = queries ? (*queries)->audit(query) : Result<services::AuditBoard>(queries.error());
        if (!board)
            qFatal("%s", qPrintable(board.error().detail));
        return board->rows;
    }

private Q_SLOTS:
    void init()
    {
        wallOffset = 0;
        m_dir = m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction()) + u"/main"_s);
        testing::makeVault(m_dir, kPassphrase, testing::bareFacts(u"0192f0c1-7a33-7c01-9c1e-0b1f5a7d2e28"_s, u"rm001"_s));
    }

    void aClockThatIsSet()
    {
        {
            const auto session = open();
            wallOffset = 5 * 60;
            QVERIFY(session->noteLock(u"menu"_s).ok());
            QVERIFY(events(*session, u"time."_s).isEmpty()); // clocks are put right by minutes
            wallOffset = 2 * 3600;
            QVERIFY(session->noteLock(u"menu"_s).ok());
            const auto jumps = events(*session, u"time.jump"_s);
            QCOMPARE(jumps.size(), 1);
            QVERIFY(qAbs(jumps.first().n.value_or(0) - 120) <= 1);
            QVERIFY(session->noteLock(u"menu"_s).ok()); // it goes on as it should
            QCOMPARE(events(*session, u"time."_s).size(), 1);
            wallOffset = 3600;
            QVERIFY(session->noteLock(u"menu"_s).ok());
            const auto back = events(*session, u"time.rollback"_s);
            QCOMPARE(back.size(), 1);
            QVERIFY(qAbs(back.first().n.value_or(0) - 60) <= 1);
        }
        // Put back while the store was closed: it does not open, and says so once it does.
        wallOffset = -3600;
        const auto refused = services::Session::unlock(m_dir, kPassphrase, Clock());
        QVERIFY(!refused && refused.error().code == ErrorCode::SignInNeeded);
        wallOffset = 3600;
        {
            const auto session = open();
            QCOMPARE(events(*session, u"time.rollback"_s).size(), 2);
        }
        const auto session = open();
        QCOMPARE(events(*session, u"time.rollback"_s).size(), 2); // once
    }

    void anOlderStore()
    {
        {
            const auto session = open();
            auto database = session->open(storage::Access::ReadWrite);
            QVERIFY(database);
            // As the version before left it.
            QVERIFY((*database)->engine("ALTER TABLE member DROP COLUMN arrived").ok());
            QVERIFY((*database)->engine("PRAGMA user_version = 7").ok());
        }
        {
            const auto session = open();
            const auto upgrades = events(*session, u"vault.migrate"_s);
            QCOMPARE(upgrades.size(), 1);
            QCOMPARE(upgrades.first().n.value_or(0), storage::Database::schemaVersion());
        }
        const auto session = open();
        QCOMPARE(events(*session, u"vault.migrate"_s).size(), 1);
    }

    void aCrash()
    {
        const QList<process::CrashReport> reports {{1'790'000'000, 11}, {1'790'000'500, 6}};
        open()->noteStart({}, reports);
        open()->noteStart({}, reports);
        const auto session = open();
        const auto crashes = events(*session, u"app.crash"_s);
        QCOMPARE(crashes.size(), 2); // newest first
        QCOMPARE(crashes.first().reason, u"signal 6"_s);
        QCOMPARE(events(*session, u"app.start"_s).size(), 2);
        session->noteStart({}, reports + QList<process::CrashReport> {{1'790'000'900, 8}});
        QCOMPARE(events(*session, u"app.crash"_s).size(), 3);
    }

    void aBrokenChain()
    {
        const auto session = open();
        auto commands = session->commands();
        QVERIFY(commands && (*commands)->noteBrokenAudit(u"edited"_s, 3).ok());
        const auto found = events(*session, u"audit.verify"_s);
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.first().outcome, u"fail"_s);
        QCOMPARE(found.first().n.value_or(0), 3);
    }

    void aLapsedLease()
    {
        const auto session = open();
        QVERIFY(session->noteLock(u"lease"_s).ok());
        QCOMPARE(events(*session, u"key.lease"_s).size(), 1);
        QCOMPARE(events(*session, u"auth.lock"_s).first().reason, u"lease"_s);
    }
};

QTEST_GUILESS_MAIN(TestMeanwhile)
#include "tst_meanwhile.moc"
