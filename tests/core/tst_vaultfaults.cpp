// SPDX-License-Identifier: GPL-3.0-or-later
// REL-3, the vault's own flows on real files: the n-th call to the disk fails, once or from then on, while the passphrase is changed, the data key replaced
// (what ends a purge), a wrong passphrase counted, a session opened or locked. Each flow succeeds or says why not; afterwards the vault opens with the old or
// the new key, never with neither, and everything that was saved is in it. ZHIKE_TRIALS says how often it strikes.
#include "security/passphrase.h"
#include "services/session.h"
#include "services/usertext.h"
#include "support/faultfiles.h"

#include <QDir>
#include <QDirIterator>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;
using namespace zhike::testing;
using services::Session;

namespace {

const QString kOld = u"seven boats on a grey lake"_s;
const QString kNew = u"nine boats on a blue lake"_s;
constexpr int kTasks = 6;

int trials(int usual)
{
    const int asked = qEnvironmentVariableIntValue("ZHIKE_TRIALS");
    return asked > 0 ? asked : usual;
}

using Tree = QHash<QString, QByteArray>;

Tree treeOf(const QString &root)
{
    Tree tree;
    for (QDirIterator it(root, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); it.hasNext();) {
        QFile file(it.next());
        if (!file.open(QIODevice::ReadOnly))
            qFatal("cannot read %s", qPrintable(file.fileName()));
        tree.insert(QDir(root).relativeFilePath(file.fileName()), file.readAll());
    }
    return tree;
}

void putBack(const QString &root, const Tree &tree)
{
    QDir(root).removeRecursively();
    for (auto it = tree.cbegin(); it != tree.cend(); ++it) {
        QDir().mkpath(QFileInfo(root + u'/' + it.key()).path());
        QFile file(root + u'/' + it.key());
        if (!file.open(QIODevice::WriteOnly) || file.write(*it) != it->size())
            qFatal("cannot write %s", qPrintable(file.fileName()));
    }
}

Result<std::unique_ptr<Session>> unlock(const QString &dir, const QString &passphrase)
{
    return Session::unlock(dir, passphrase, *Clock::frozen(u"2026-09-21T09:42:00+08:00"_s));
}

//! One thing done to an open session, or to a closed vault.
struct Flow {
    const char *name;
    bool opened; //!< begins with an open session
    std::function<Done(const QString &dir, Session *session)> act;
    bool changesPassphrase = false;
};

QList<Flow> flows()
{
    return {{"passphrase", true, [](const QString &, Session *session) { return session->changePassphrase(kOld, kNew); }, true},
            {"rotation", true, [](const QString &, Session *session) { return session->rotateKey(); }},
            {"lock", true, [](const QString &, Session *session) { return session->noteLock(u"menu"_s); }},
            {"wrong try", false,
             [](const QString &dir, Session *) -> Done {
                 const auto session = unlock(dir, u"not the passphrase"_s);
                 if (session)
                     return done();
                 return session.error().code == ErrorCode::WrongPassphrase ? done() : Done(session.error());
             }},
            {"unlock", false, [](const QString &dir, Session *) -> Done {
                 const auto session = unlock(dir, kOld);
                 return session ? done() : Done(session.error());
             }}};
}

//! Empty when the vault is whole; else what is wrong with it.
QString verdict(const QString &dir, const Flow &flow, bool succeeded)
{
    auto session = unlock(dir, kOld);
    const bool old = session.ok();
    if (!old) {
        if (session.error().code != ErrorCode::WrongPassphrase || !flow.changesPassphrase)
            return u"does not open: "_s + toWire(session.error().code) + u' ' + session.error().detail;
        session = unlock(dir, kNew);
        if (!session)
            return u"opens with neither: "_s + session.error().detail;
    }
    if (flow.changesPassphrase && succeeded && old)
        return u"the old passphrase still opens after it was changed"_s;
    if ((*session)->isRestored())
        return u"taken for a copy that was put back"_s;
    auto queries = (*session)->queries();
    if (!queries)
        return u"cannot be asked: "_s + queries.error().detail;
    const auto range = (*queries)->calendar(QDate(2026, 9, 27), QDate(2026, 9, 29));
    if (!range || range->tasks.size() != kTasks)
        return u"%1 of %2 saves are there"_s.arg(range ? range->tasks.size() : -1).arg(kTasks);
    if (!(*queries)->verifyAudit()->intact())
        return u"the audit is broken"_s;
    auto commands = (*session)->commands();
    services::NewTask task;
    task.title = u"life goes on"_s;
    task.due = QDate(2026, 10, 9);
    if (!commands || !(*commands)->addTask(task))
        return u"cannot be written to any more"_s;
    if (QDir(dir).entryList({u"cache-*.db"_s}).size() != 1)
        return u"a second store was left behind"_s;
    return {};
}

} // namespace

class TestVaultFaults : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;
    const QString m_root = m_folder.filePath(u"home"_s);
    const QString m_dir = m_root + u"/main"_s;
    Tree m_before;

private Q_SLOTS:
    void initTestCase()
    {
        security::VaultFacts facts;
        facts.vaultId = u"0192f0c1-7a33-7c01-9c1e-0b1f5a7d2e03"_s;
        facts.login = u"rm001"_s;
        facts.deviceId = u"dev-1"_s;
        facts.server = u"http://127.0.0.1:9"_s;
        facts.deviceBinding = u"none"_s;
        QDir().mkpath(m_root);
        auto key = crypto::DeviceKey::generate();
        security::KeyRecord record;
        record.deviceJwk = std::move(*key->toSecret());
        const security::VaultContext context {std::make_shared<security::FileKeyStore>(security::FileKeyStore::folderFor(m_dir)),
                                              Clock::frozen(u"2026-09-21T09:42:00+08:00"_s)->nowMs()};
        {
            auto vault = security::Vault::create(m_dir, facts, security::passphraseBytes(kOld), std::move(record), context, security::kKdfFloor);
            QVERIFY(vault);
            auto database = storage::Database::open((*vault)->databasePath(), (*vault)->dataKey(), storage::Access::ReadWrite);
            QVERIFY(database);
            for (const auto &[name, value] : {std::pair(u"device_id"_s, u"dev-1"_s), std::pair(u"incarnation"_s, u"1"_s), std::pair(u"login"_s, u"rm001"_s),
                                              std::pair(u"role"_s, u"rm"_s), std::pair(u"vault_id"_s, facts.vaultId)})
                QVERIFY((*database)->setState(name, value));
        }
        auto session = unlock(m_dir, kOld);
        QVERIFY(session);
        auto commands = (*session)->commands();
        for (int i = 0; i < kTasks; ++i) {
            services::NewTask task;
            task.title = u"before %1"_s.arg(i);
            task.due = QDate(2026, 9, 28);
            QVERIFY((*commands)->addTask(task));
        }
        commands->reset();
        QVERIFY((*session)->noteLock(u"menu"_s));
        session->reset();
        m_before = treeOf(m_root);
    }

    void theDiskFails_data()
    {
        QTest::addColumn<int>("flow");
        for (int i = 0; i < flows().size(); ++i)
            QTest::newRow(flows()[i].name) << i;
    }
    void theDiskFails()
    {
        QFETCH(const int, flow);
        const auto what = flows()[flow];
        const unsigned mask = FaultAny & ~unsigned(FaultRead);
        qint64 total = 0;
        {
            putBack(m_root, m_before);
            FaultFiles disk(m_root);
            auto session = what.opened ? unlock(m_dir, kOld) : Result<std::unique_ptr<Session>>(std::unique_ptr<Session>());
            QVERIFY(session);
            disk.inject({mask, 1'000'000'000, false});
            const auto undisturbed = what.act(m_dir, session->get());
            QVERIFY2(undisturbed.ok(), undisturbed ? "" : qPrintable(undisturbed.error().detail));
            total = disk.calls();
        }
        QVERIFY(total > 3);
        QCOMPARE(verdict(m_dir, what, true), QString());
        const qint64 each = qMin<qint64>(total, qMax(1, trials(30) / int(flows().size()) / 2));
        int failed = 0;
        for (const bool persistent : {false, true})
            for (qint64 i = 0; i < each; ++i) {
                const auto nth = 1 + i * (total - 1) / qMax<qint64>(1, each - 1);
                putBack(m_root, m_before);
                QString words;
                bool succeeded = false;
                {
                    FaultFiles disk(m_root);
                    auto session = what.opened ? unlock(m_dir, kOld) : Result<std::unique_ptr<Session>>(std::unique_ptr<Session>());
                    QVERIFY(session);
                    disk.inject({mask, nth, persistent});
                    const auto result = what.act(m_dir, session->get());
                    succeeded = result.ok();
                    if (!succeeded) {
                        ++failed;
                        words = services::UserText::of(result.error());
                        QVERIFY2(!words.isEmpty(), qPrintable(toWire(result.error().code)));
                    }
                    if (i % 2)
                        session->reset(); // ends on the failing disk
                    disk.heal();
                    session->reset();
                }
                const auto wrong = verdict(m_dir, what, succeeded);
                QVERIFY2(wrong.isEmpty(),
                         qPrintable(u"%1, call %2 of %3%4 (%5): %6"_s.arg(QString::fromLatin1(what.name))
                                        .arg(nth)
                                        .arg(total)
                                        .arg(persistent ? u" and all after"_s : QString(), succeeded ? u"succeeded"_s : u"failed: "_s + words, wrong)));
            }
        qInfo("%s: %lld calls, %lld strikes, %d of them said so", what.name, qlonglong(total), qlonglong(each * 2), failed);
    }
};

QTEST_GUILESS_MAIN(TestVaultFaults)
#include "tst_vaultfaults.moc"
