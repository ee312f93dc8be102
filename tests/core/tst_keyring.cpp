// SPDX-License-Identifier: GPL-3.0-or-later
// The real Secret Service: a record goes in and comes out, from whatever thread; no service, a silent one or another one is an error in words.
#include "keyring/systemkeyring.h"
#include "security/vault.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>
#include <future>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;
using zhike::keyring::SystemKeyring;
using namespace zhike::security;

namespace {

bool same(const Secret &a, const Secret &b)
{
    return std::equal(a.bytes().begin(), a.bytes().end(), b.bytes().begin(), b.bytes().end());
}

KeyRecord sample()
{
    KeyRecord record;
    record.keys = {Secret::random(32), Secret::random(32)};
    record.deviceJwk = Secret::random(300);
    record.shareGeneration = 3;
    record.leaseUntilMs = 1'790'000'000'000;
    record.tries = {4, u"boot"_s, 12'345};
    record.anchor.outboxN = 77;
    record.anchor.auditHash = QByteArray(32, '\xa5');
    record.wipeKeys = "[]";
    return record;
}

} // namespace

class TestKeyring : public QObject {
    Q_OBJECT
    const QString m_mode = qEnvironmentVariable("ZHIKE_KEYRING", u"unlocked"_s);

private Q_SLOTS:
    void aRecordComesBackWhole()
    {
        if (m_mode != "unlocked"_L1)
            QSKIP("needs an unlocked keyring");
        SystemKeyring keyring(5000);
        QCOMPARE(keyring.read(u"nobody"_s).error().code, ErrorCode::NotFound);
        const auto record = sample();
        const auto written = keyring.write(u"v1"_s, record);
        QVERIFY2(written, written ? "" : qPrintable(written.error().detail));
        auto read = keyring.read(u"v1"_s);
        QVERIFY(read);
        QVERIFY(same(read->keys.device, record.keys.device) && same(read->keys.server, record.keys.server) && same(read->deviceJwk, record.deviceJwk));
        QCOMPARE(read->tries.fails, 4);
        QCOMPARE(read->anchor.outboxN, 77);
        QCOMPARE(read->anchor.auditHash, record.anchor.auditHash);
        // From a worker while this thread waits, as the desktop does it.
        QVERIFY(std::async(std::launch::async, [&] { return keyring.read(u"v1"_s).ok(); }).get());
        QVERIFY(keyring.remove(u"v1"_s));
        QVERIFY(keyring.remove(u"v1"_s));
        QCOMPARE(keyring.read(u"v1"_s).error().code, ErrorCode::NotFound);
    }

    void aVaultOpensWithItsItemOnly()
    {
        if (m_mode != "unlocked"_L1)
            QSKIP("needs an unlocked keyring");
        const QTemporaryDir dir;
        const auto home = dir.filePath(u"vault"_s);
        const auto passphrase = Secret::copyOf(std::span(reinterpret_cast<const unsigned char *>("seven boats on a grey lake"), 26));
        const VaultContext context {std::make_shared<SystemKeyring>(5000), 1'790'000'000'000};
        VaultFacts facts;
        facts.vaultId = u"0192f0c1-7a33-7c01-9c1e-0b1f5a7d2e10"_s;
        facts.deviceBinding = u"keyring"_s;
        QVERIFY(Vault::create(home, facts, passphrase, {}, context, kKdfFloor));
        QVERIFY(Vault::unlock(home, passphrase, context));
        QVERIFY(context.keys->remove(facts.vaultId));
        const auto closed = Vault::unlock(home, passphrase, context);
        QVERIFY(!closed);
        QCOMPARE(closed.error().code, ErrorCode::Keyring);
        QCOMPARE(closed.error().value, u"missing"_s);
        QVERIFY(!context.keys->read(facts.vaultId)); // never made anew
    }

    // REL-25: absent or locked, the caller gets a word in time and nothing is written in clear.
    void troubleIsAnErrorInTime()
    {
        if (m_mode == "unlocked"_L1)
            QSKIP("needs a keyring in trouble");
        SystemKeyring keyring(3000);
        QElapsedTimer timer;
        timer.start();
        const auto written = keyring.write(u"v1"_s, sample());
        QVERIFY(!written);
        QCOMPARE(written.error().code, ErrorCode::Keyring);
        QVERIFY(!keyring.read(u"v1"_s));
        QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"zhike"_s);
    TestKeyring test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_keyring.moc"
