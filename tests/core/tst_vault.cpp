// SPDX-License-Identifier: GPL-3.0-or-later
// The header of a vault: three inputs open it, nothing else does, and whatever is done to its bytes it refuses without falling over.
#include "security/passphrase.h"
#include "security/vault.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>
#include <cstdio>
#include <future>
#include <sys/stat.h>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;
using namespace zhike::security;

namespace {

const QString kPassphrase = u"四月的雨 and a violet bus"_s;

Secret typed(const QString &text)
{
    return passphraseBytes(text);
}

VaultFacts sampleFacts()
{
    VaultFacts facts;
    facts.vaultId = u"0192f0c1-7a33-7c01-9c1e-0b1f5a7d2e10"_s;
    facts.login = u"shen"_s;
    facts.userName = u"沈若岚"_s;
    facts.deviceId = u"dev-1"_s;
    facts.server = u"https://bank.example"_s;
    return facts;
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void overwrite(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

// Both copies, so that nothing is healed from the other one.
void plantHeader(const QString &dir, const QByteArray &bytes)
{
    QDir().mkpath(dir);
    overwrite(dir + u"/vault.hdr"_s, bytes);
    overwrite(dir + u"/vault.hdr.bak"_s, bytes);
}

std::optional<ErrorCode> codeOf(const Result<std::unique_ptr<Vault>> &result)
{
    return result ? std::nullopt : std::optional(result.error().code);
}

// The argon2 cost stands in the header as CBOR: key 9 (memory) as a 32-bit, key 10 (passes) as a small integer.
QByteArray withMemory(QByteArray header, quint32 memory)
{
    const auto at = header.indexOf(QByteArray::fromHex("091a"));
    if (at < 0)
        qFatal("memory cost not found in the header");
    qToBigEndian(memory, header.data() + at + 2);
    return header;
}

QByteArray withPasses(QByteArray header, char passes)
{
    const auto at = header.indexOf(QByteArray::fromHex("0a03"));
    if (at < 0)
        qFatal("passes not found in the header");
    header[at + 1] = passes;
    return header;
}

} // namespace

class TestVault : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        auto vault = Vault::create(m_home, sampleFacts(), typed(kPassphrase), {}, kKdfFloor);
        QVERIFY(vault);
        m_key = QByteArray(reinterpret_cast<const char *>((*vault)->dataKey().data()), 32);
        m_header = contents(m_home + u"/vault.hdr"_s);
    }

    void aNewVaultIsPrivateAndWhole()
    {
        struct stat info { };
        QCOMPARE(::stat(QFile::encodeName(m_home).constData(), &info), 0);
        QCOMPARE(info.st_mode & 0777, mode_t(0700));
        for (const auto &name : {u"/vault.hdr"_s, u"/vault.hdr.bak"_s, u"/vault.lock"_s}) {
            QCOMPARE(::stat(QFile::encodeName(m_home + name).constData(), &info), 0);
            QCOMPARE(info.st_mode & 0777, mode_t(0600));
        }
        QCOMPARE(contents(m_home + u"/vault.hdr.bak"_s), m_header);
        QVERIFY(!QFile::exists(m_home + u"/vault.hdr.part"_s));
        // Neither the passphrase nor the key stands in it.
        QVERIFY(!m_header.contains(kPassphrase.toUtf8()));
        QVERIFY(!m_header.contains(m_key));
        QVERIFY(m_key != QByteArray(32, '\0'));
        const auto facts = Vault::facts(m_home);
        QVERIFY(facts);
        QCOMPARE(facts->userName, u"沈若岚"_s);
        QCOMPARE(codeOf(Vault::create(m_home, sampleFacts(), typed(kPassphrase), {}, kKdfFloor)), ErrorCode::Conflict);
    }

    void theRightPassphraseOpensAndOnlyThat()
    {
        {
            auto vault = Vault::unlock(m_home, typed(kPassphrase));
            QVERIFY(vault);
            QCOMPARE(QByteArray(reinterpret_cast<const char *>((*vault)->dataKey().data()), 32), m_key);
            QCOMPARE((*vault)->facts().login, u"shen"_s);
        }
        for (const auto &wrong : {kPassphrase + u' ', kPassphrase.chopped(1), u"四月的雨 And a violet bus"_s, QString()})
            QCOMPARE(codeOf(Vault::unlock(m_home, typed(wrong))), ErrorCode::WrongPassphrase);
        QCOMPARE(codeOf(Vault::unlock(m_dir.filePath(u"elsewhere"_s), typed(kPassphrase))), ErrorCode::NotFound);
    }

    void composedAndDecomposedInputIsOnePassphrase()
    {
        const auto one = typed(u"caf\u00e9 und 十五个字符"_s);
        const auto two = typed(u"cafe\u0301 und 十五个字符"_s);
        QVERIFY(std::equal(one.bytes().begin(), one.bytes().end(), two.bytes().begin(), two.bytes().end()));
    }

    // SEC-3: of the eight combinations of right and wrong passphrase, device share and server share one opens.
    void allThreeInputsAreNeeded()
    {
        const auto dir = m_dir.filePath(u"shares"_s);
        const auto device = Secret::random(32);
        const auto server = Secret::random(32);
        QVERIFY(Vault::create(dir, sampleFacts(), typed(kPassphrase), {device.clone(), server.clone()}, kKdfFloor));
        const auto opens = [&](bool p, int d, int s) {
            KeyShares shares;
            if (d)
                shares.device = d == 1 ? device.clone() : Secret::random(32);
            if (s)
                shares.server = s == 1 ? server.clone() : Secret::random(32);
            return codeOf(Vault::unlock(dir, typed(p ? kPassphrase : u"not the passphrase"_s), shares));
        };
        QCOMPARE(opens(true, 1, 1), std::nullopt);
        for (const auto &[p, d, s] : {std::tuple(true, 1, 2), std::tuple(true, 2, 1), std::tuple(true, 2, 2), std::tuple(false, 1, 1), std::tuple(false, 1, 2),
                                      std::tuple(false, 2, 1), std::tuple(false, 2, 2), std::tuple(true, 0, 1), std::tuple(true, 1, 0), std::tuple(true, 0, 0)})
            QCOMPARE(opens(p, d, s), ErrorCode::WrongPassphrase);
        // A share cannot stand in for the other one.
        QCOMPARE(codeOf(Vault::unlock(dir, typed(kPassphrase), {server.clone(), device.clone()})), ErrorCode::WrongPassphrase);
    }

    void aTruncatedHeaderIsDamage()
    {
        const auto dir = m_dir.filePath(u"cut"_s);
        for (qsizetype size = 0; size < m_header.size(); ++size) {
            plantHeader(dir, m_header.left(size));
            QCOMPARE(codeOf(Vault::unlock(dir, typed(kPassphrase))), ErrorCode::Damaged);
            QVERIFY(!Vault::facts(dir));
        }
        plantHeader(dir, m_header + 'x');
        QCOMPARE(codeOf(Vault::unlock(dir, typed(kPassphrase))), ErrorCode::Damaged);
        plantHeader(dir, QByteArray(1 << 20, 'R'));
        QCOMPARE(codeOf(Vault::unlock(dir, typed(kPassphrase))), ErrorCode::Damaged);
    }

    // SEC-3: magic, length and slot byte by byte, the clear part sampled; two lanes, because each try costs a key derivation.
    void noFlippedByteOpens()
    {
        constexpr qsizetype kSlot = 72;
        QList<qsizetype> places;
        for (qsizetype i = 0; i < m_header.size(); ++i)
            if (i < 6 || i >= m_header.size() - kSlot || i % 19 == 0)
                places.append(i);
        const auto lane = [&](int which) {
            const auto dir = m_dir.filePath(u"flip%1"_s.arg(which));
            QStringList opened;
            for (qsizetype n = which; n < places.size(); n += 2) {
                auto bytes = m_header;
                bytes[places[n]] = char(bytes[places[n]] ^ (1 << (n % 8)));
                plantHeader(dir, bytes);
                const auto code = codeOf(Vault::unlock(dir, typed(kPassphrase)));
                if (!code)
                    opened.append(QString::number(places[n]));
                else if (*code != ErrorCode::WrongPassphrase && *code != ErrorCode::Damaged && *code != ErrorCode::TooNew)
                    opened.append(u"%1: %2"_s.arg(places[n]).arg(toWire(*code)));
            }
            return opened;
        };
        auto other = std::async(std::launch::async, lane, 1);
        QCOMPARE(lane(0).join(u' '), QString());
        QCOMPARE(other.get().join(u' '), QString());
    }

    // SEC-4: a header that asks for too little was weakened, one that asks for too much would hang the machine; both are refused before any work.
    void aCostOutsideTheLimitsIsRefusedAtOnce()
    {
        const auto dir = m_dir.filePath(u"cost"_s);
        for (const auto &header :
             {withMemory(m_header, (64u << 20) - 1), withMemory(m_header, 8192), withMemory(m_header, 0), withMemory(m_header, (512u << 20) + 1),
              withMemory(m_header, 0xffffffffu), withPasses(m_header, 2), withPasses(m_header, 0), withPasses(m_header, 11)}) {
            QVERIFY(header != m_header);
            plantHeader(dir, header);
            QElapsedTimer timer;
            timer.start();
            QCOMPARE(codeOf(Vault::unlock(dir, typed(kPassphrase))), ErrorCode::Damaged);
            QVERIFY2(timer.elapsed() < 50, qPrintable(u"%1 ms"_s.arg(timer.elapsed())));
        }
    }

    void aSecondProcessIsToldThatItIsOpen()
    {
        auto vault = Vault::unlock(m_home, typed(kPassphrase));
        QVERIFY(vault);
        const auto probe = [&] {
            QProcess process;
            process.start(QCoreApplication::applicationFilePath(), {u"--probe"_s, m_home});
            process.waitForFinished(30'000);
            return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
        };
        QCOMPARE(probe(), u"locked"_s);
        vault->reset();
        QCOMPARE(probe(), u"open"_s); // the lock goes with its owner
    }

    void aChangedPassphraseKillsTheOldOne()
    {
        const auto dir = m_dir.filePath(u"change"_s);
        const auto next = u"冬天的第一杯 coffee at nine"_s;
        QByteArray key;
        {
            auto vault = Vault::create(dir, sampleFacts(), typed(kPassphrase), {}, kKdfFloor);
            QVERIFY(vault);
            key = QByteArray(reinterpret_cast<const char *>((*vault)->dataKey().data()), 32);
            QCOMPARE((*vault)->changePassphrase(typed(u"guessed wrongly, sorry"_s), typed(next)).error().code, ErrorCode::WrongPassphrase);
            QVERIFY((*vault)->changePassphrase(typed(kPassphrase), typed(next)));
        }
        QCOMPARE(codeOf(Vault::unlock(dir, typed(kPassphrase))), ErrorCode::WrongPassphrase);
        auto vault = Vault::unlock(dir, typed(next));
        QVERIFY(vault);
        QCOMPARE(QByteArray(reinterpret_cast<const char *>((*vault)->dataKey().data()), 32), key); // the database is not written again
        QCOMPARE(contents(dir + u"/vault.hdr"_s), contents(dir + u"/vault.hdr.bak"_s));
    }

    void theSecondCopyStandsInAndHealsTheFirst()
    {
        const auto dir = m_dir.filePath(u"heal"_s);
        for (const auto &damage : {QByteArray(), m_header.left(100), QByteArray(300, '\xff')}) {
            plantHeader(dir, m_header);
            overwrite(dir + u"/vault.hdr"_s, damage);
            QVERIFY(Vault::facts(dir));
            QVERIFY(Vault::unlock(dir, typed(kPassphrase)));
            QCOMPARE(contents(dir + u"/vault.hdr"_s), m_header);
        }
        plantHeader(dir, m_header);
        QVERIFY(QFile::remove(dir + u"/vault.hdr"_s));
        QVERIFY(Vault::exists(dir));
        QVERIFY(Vault::unlock(dir, typed(kPassphrase)));
        QCOMPARE(contents(dir + u"/vault.hdr"_s), m_header);
    }

    // A crash between the two copies of a passphrase change leaves the former header in the second one: it must not outlive the next unlock.
    void aStaleSecondCopyIsReplaced()
    {
        const auto dir = m_dir.filePath(u"stale"_s);
        const auto next = u"冬天的第一杯 coffee at nine"_s;
        plantHeader(dir, m_header);
        {
            auto vault = Vault::unlock(dir, typed(kPassphrase));
            QVERIFY(vault);
            QVERIFY((*vault)->changePassphrase(typed(kPassphrase), typed(next)));
        }
        overwrite(dir + u"/vault.hdr.bak"_s, m_header);
        QVERIFY(Vault::unlock(dir, typed(next)));
        QVERIFY(QFile::remove(dir + u"/vault.hdr"_s));
        QCOMPARE(codeOf(Vault::unlock(dir, typed(kPassphrase))), ErrorCode::WrongPassphrase);
    }

    void weakPassphrasesAreNotTaken()
    {
        QVERIFY(checkNewPassphrase(kPassphrase, u"shen"_s));
        for (const auto &weak : {u"short"_s, QString(14, u'字'), u"aaaaaaaaaaaaaaaaaaaa"_s, QString(200, u'x')})
            QVERIFY2(!checkNewPassphrase(weak, u"shen"_s), qPrintable(weak));
    }

private:
    QTemporaryDir m_dir;
    QString m_home = m_dir.filePath(u"vault"_s);
    QByteArray m_header;
    QByteArray m_key;
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc == 3 && QByteArray(argv[1]) == "--probe") {
        const auto vault = Vault::unlock(QString::fromLocal8Bit(argv[2]), typed(kPassphrase));
        std::puts(vault ? "open" : qPrintable(toWire(vault.error().code)));
        return 0;
    }
    TestVault test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_vault.moc"
