// SPDX-License-Identifier: GPL-3.0-or-later
// How long the key may stay after customers have left: as long as the bank says, and no longer than it takes to lock or to unlock.
#include "security/passphrase.h"
#include "services/session.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;

namespace {

constexpr qint64 kMinuteMs = 60'000;

std::shared_ptr<security::KeyStore> keys(const QString &dir)
{
    return std::make_shared<security::FileKeyStore>(security::FileKeyStore::folderFor(dir));
}

} // namespace

class TestPurge : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_place;
    QString m_dir;
    Clock m_clock = *Clock::frozen(u"2026-09-21T09:42:00+08:00"_s);

    std::unique_ptr<services::Session> unlock()
    {
        auto session = services::Session::unlock(m_dir, u"seven boats on a grey lake"_s, m_clock, keys(m_dir));
        return session ? std::move(*session) : nullptr;
    }
    static bool set(services::Session &session, const QString &key, const QVariant &value)
    {
        auto database = session.open(storage::Access::ReadWrite);
        return database && (*database)->setState(key, value);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_dir = m_place.filePath(u"vault"_s);
        security::VaultFacts facts;
        facts.vaultId = u"0192f0c1-7a33-7c01-9c1e-0b1f5a7d2e10"_s;
        facts.login = u"rm001"_s;
        facts.deviceId = u"dev-1"_s;
        auto key = crypto::DeviceKey::generate();
        QVERIFY(key.ok());
        security::KeyRecord record;
        record.deviceJwk = std::move(*key->toSecret());
        auto vault = security::Vault::create(m_dir, facts, security::passphraseBytes(u"seven boats on a grey lake"_s), std::move(record),
                                             {keys(m_dir), m_clock.nowMs()}, security::kKdfFloor);
        QVERIFY(vault.ok());
        auto database = storage::Database::open((*vault)->databasePath(), (*vault)->dataKey(), storage::Access::ReadWrite);
        QVERIFY(database.ok());
        for (const auto &[name, value] : {std::pair(u"device_id"_s, u"dev-1"_s), std::pair(u"incarnation"_s, u"1"_s), std::pair(u"vault_id"_s, facts.vaultId)})
            QVERIFY((*database)->setState(name, value).ok());
    }

    void theBankSaysHowLong_data()
    {
        QTest::addColumn<QString>("policy");
        QTest::addColumn<qint64>("minutes");
        QTest::addColumn<bool>("overdue");
        QTest::newRow("nobody left") << u"{}"_s << qint64(-1) << false;
        QTest::newRow("a day, by itself") << u"{}"_s << 24 * 60 - qint64(1) << false;
        QTest::newRow("more than a day") << u"{}"_s << 24 * 60 + qint64(1) << true;
        QTest::newRow("an hour") << uR"({"purge_rekey_h":1})"_s << qint64(59) << false;
        QTest::newRow("more than an hour") << uR"({"purge_rekey_h":1})"_s << qint64(61) << true;
        QTest::newRow("never is not an answer") << uR"({"purge_rekey_h":0})"_s << qint64(61) << true;
        QTest::newRow("a week at most") << uR"({"purge_rekey_h":100000})"_s << 7 * 24 * 60 + qint64(1) << true;
    }

    void theBankSaysHowLong()
    {
        QFETCH(QString, policy);
        QFETCH(qint64, minutes);
        QFETCH(bool, overdue);
        auto session = unlock();
        QVERIFY(session);
        QVERIFY(set(*session, u"policy"_s, policy));
        QVERIFY(set(*session, u"rekey_wanted"_s, minutes < 0 ? 0 : session->trustedNowMs() - minutes * kMinuteMs));
        QCOMPARE(session->isNewKeyOverdue(), overdue);
        const auto wanted = session->wantsNewKey();
        QVERIFY(wanted && *wanted == (minutes >= 0));
        QVERIFY(set(*session, u"rekey_wanted"_s, 0));
    }

    void unlockingComesFirst()
    {
        auto session = unlock();
        QVERIFY(session);
        const auto generation = session->vaultGeneration();
        QVERIFY(set(*session, u"rekey_wanted"_s, session->trustedNowMs()));
        session.reset();
        session = unlock();
        QVERIFY(session);
        QVERIFY(session->vaultGeneration() > generation);
        QVERIFY(!session->isNewKeyOverdue());
        QCOMPARE(*session->wantsNewKey(), false);
    }
};

QTEST_GUILESS_MAIN(TestPurge)
#include "tst_purge.moc"
