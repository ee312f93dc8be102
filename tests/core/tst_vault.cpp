// SPDX-License-Identifier: GPL-3.0-or-later
// The header of a vault: three inputs open it, nothing else does, and whatever is done to its bytes it refuses without falling over.
#include "support/memorykeystore.h"

#include "security/passphrase.h"
#include "security/vault.h"

#include <QCryptographicHash>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>
#include <cstdio>
#include <sys/stat.h>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;
using namespace zhike::security;
using zhike::testing::MemoryKeyStore;

namespace {

const QString kPassphrase = u"四月的雨 and a violet bus"_s;

// The computer as the test wants it: its keyring, its clock and how long it has been running.
struct Machine {
    std::shared_ptr<MemoryKeyStore> keys = std::make_shared<MemoryKeyStore>();
    qint64 wallMs = 1'790'000'000'000;
    BootTime up {u"boot-1"_s, 100'000};

    [[nodiscard]] VaultContext context() const
    {
        return {keys, wallMs, [up = up] { return up; }};
    }
    [[nodiscard]] std::optional<ErrorCode> unlock(const QString &dir, const QString &passphrase, QString *value = nullptr) const;
};

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

std::optional<ErrorCode> Machine::unlock(const QString &dir, const QString &passphrase, QString *value) const
{
    const auto vault = Vault::unlock(dir, typed(passphrase), context());
    if (value)
        *value = vault ? QString() : vault.error().value;
    return codeOf(vault);
}

// As somebody would who changes the header and knows its format.
QByteArray withChecksum(const QByteArray &header)
{
    const auto body = header.chopped(32);
    return body + QCryptographicHash::hash(body, QCryptographicHash::Sha256);
}

// Tries leave no trace in these tests: each begins with the keyring as it was.
std::optional<ErrorCode> freshTry(const QString &dir, const QString &passphrase, const QHash<QString, QByteArray> &items)
{
    Machine machine;
    machine.keys->restore(items);
    return machine.unlock(dir, passphrase);
}

// The argon2 cost stands in the header as CBOR: key 9 (memory) as a 32-bit, key 10 (passes) as a small integer.
QByteArray withMemory(QByteArray header, quint32 memory)
{
    const auto at = header.indexOf(QByteArray::fromHex("091a"));
    if (at < 0)
        qFatal("memory cost not found in the header");
    qToBigEndian(memory, header.data() + at + 2);
    return withChecksum(header);
}

QByteArray withPasses(QByteArray header, char passes)
{
    const auto at = header.indexOf(QByteArray::fromHex("0a03"));
    if (at < 0)
        qFatal("passes not found in the header");
    header[at + 1] = passes;
    return withChecksum(header);
}

} // namespace

class TestVault : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        auto vault = Vault::create(m_home, sampleFacts(), typed(kPassphrase), {}, m_machine.context(), kKdfFloor);
        QVERIFY(vault);
        m_key = QByteArray(reinterpret_cast<const char *>((*vault)->dataKey().data()), 32);
        m_header = contents(m_home + u"/vault.hdr"_s);
        m_items = m_machine.keys->snapshot();
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
        QCOMPARE(codeOf(Vault::create(m_home, sampleFacts(), typed(kPassphrase), {}, m_machine.context(), kKdfFloor)), ErrorCode::Conflict);
    }

    void theRightPassphraseOpensAndOnlyThat()
    {
        {
            auto vault = Vault::unlock(m_home, typed(kPassphrase), m_machine.context());
            QVERIFY(vault);
            QCOMPARE(QByteArray(reinterpret_cast<const char *>((*vault)->dataKey().data()), 32), m_key);
            QCOMPARE((*vault)->facts().login, u"shen"_s);
        }
        for (const auto &wrong : {kPassphrase + u' ', kPassphrase.chopped(1), u"四月的雨 And a violet bus"_s, QString()}) {
            plantHeader(m_home, m_header);
            QCOMPARE(freshTry(m_home, wrong, m_items), ErrorCode::WrongPassphrase);
        }
        plantHeader(m_home, m_header);
        QCOMPARE(freshTry(m_dir.filePath(u"elsewhere"_s), kPassphrase, m_items), ErrorCode::NotFound);
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
        Machine machine;
        KeyRecord record;
        record.keys = {Secret::random(32), Secret::random(32)};
        QVERIFY(Vault::create(dir, sampleFacts(), typed(kPassphrase), record.clone(), machine.context(), kKdfFloor));
        const auto header = contents(dir + u"/vault.hdr"_s);
        const auto with = [&](bool p, KeyShares shares) {
            auto changed = record.clone();
            changed.keys = std::move(shares);
            plantHeader(dir, header);
            (void)machine.keys->write(sampleFacts().vaultId, changed);
            return machine.unlock(dir, p ? kPassphrase : u"not the passphrase"_s);
        };
        const auto opens = [&](bool p, int d, int s) {
            const auto pick = [](int which, const Secret &right) { return which == 1 ? right.clone() : which == 2 ? Secret::random(32) : Secret(); };
            return with(p, {pick(d, record.keys.device), pick(s, record.keys.server)});
        };
        QCOMPARE(opens(true, 1, 1), std::nullopt);
        for (const auto &[p, d, s] : {std::tuple(true, 1, 2), std::tuple(true, 2, 1), std::tuple(true, 2, 2), std::tuple(false, 1, 1), std::tuple(false, 1, 2),
                                      std::tuple(false, 2, 1), std::tuple(false, 2, 2), std::tuple(true, 0, 1), std::tuple(true, 1, 0), std::tuple(true, 0, 0)})
            QCOMPARE(opens(p, d, s), ErrorCode::WrongPassphrase);
        // A share cannot stand in for the other one.
        QCOMPARE(with(true, {record.keys.server.clone(), record.keys.device.clone()}), ErrorCode::WrongPassphrase);
        // And without the item of the keyring nothing is even tried.
        (void)machine.keys->remove(sampleFacts().vaultId);
        QCOMPARE(machine.unlock(dir, kPassphrase), ErrorCode::Keyring);
    }

    void aTruncatedHeaderIsDamage()
    {
        const auto dir = m_dir.filePath(u"cut"_s);
        for (qsizetype size = 0; size < m_header.size(); ++size) {
            plantHeader(dir, m_header.left(size));
            QCOMPARE(freshTry(dir, kPassphrase, m_items), ErrorCode::Damaged);
            QVERIFY(!Vault::facts(dir));
        }
        plantHeader(dir, m_header + 'x');
        QCOMPARE(freshTry(dir, kPassphrase, m_items), ErrorCode::Damaged);
        plantHeader(dir, QByteArray(1 << 20, 'R'));
        QCOMPARE(freshTry(dir, kPassphrase, m_items), ErrorCode::Damaged);
    }

    // SEC-3: every bit of the header. As it stands the checksum refuses it; with the checksum put right, as somebody would who knows the format, the slot does.
    // (The tries' copy may be changed: it is no secret, and the keyring has the other one.)
    void noFlippedBitOpens()
    {
        const auto sound = VaultHeader::parse(m_header);
        QVERIFY(sound);
        const auto record = m_machine.keys->read(sampleFacts().vaultId);
        QVERIFY(record);
        const auto stretched = sound->stretch(typed(kPassphrase));
        QVERIFY(stretched);
        QVERIFY(sound->unwrap(sound->slots_[0], *stretched, record->keys));
        const auto triesAt = m_header.indexOf(sound->slots_[0].box) + sound->slots_[0].box.size();
        QStringList opened;
        for (qsizetype place = 0; place < m_header.size() - 32; ++place)
            for (int bit = 0; bit < 8; ++bit) {
                auto bytes = m_header;
                bytes[place] = char(bytes[place] ^ (1 << bit));
                if (VaultHeader::parse(bytes))
                    opened.append(u"%1.%2 without its checksum"_s.arg(place).arg(bit));
                if (place >= triesAt)
                    continue;
                const auto header = VaultHeader::parse(withChecksum(bytes));
                if (!header)
                    continue;
                // The key stretched from the untouched salt: no flip may open with less than was asked before.
                for (const auto &slot : header->slots_)
                    if (header->unwrap(slot, *stretched, record->keys))
                        opened.append(u"%1.%2"_s.arg(place).arg(bit));
            }
        QCOMPARE(opened.join(u' '), QString());
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
            QCOMPARE(freshTry(dir, kPassphrase, m_items), ErrorCode::Damaged);
            QVERIFY2(timer.elapsed() < 50, qPrintable(u"%1 ms"_s.arg(timer.elapsed())));
        }
    }

    void aSecondProcessIsToldThatItIsOpen()
    {
        auto vault = Vault::unlock(m_home, typed(kPassphrase), m_machine.context());
        QVERIFY(vault);
        const auto probe = [&] {
            QProcess process;
            process.start(QCoreApplication::applicationFilePath(), {u"--probe"_s, m_home});
            process.waitForFinished(30'000);
            return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
        };
        QCOMPARE(probe(), u"locked"_s);
        vault->reset();
        QCOMPARE(probe(), u"keyring"_s); // the lock goes with its owner; the other process has no keyring
    }

    // SEC-26 in small: K_d goes with the old passphrase, so that no older header opens, whoever kept a copy.
    void aChangedPassphraseKillsTheOldOne()
    {
        const auto dir = m_dir.filePath(u"change"_s);
        const auto next = u"冬天的第一杯 coffee at nine"_s;
        Machine machine;
        QByteArray key, before;
        {
            auto vault = Vault::create(dir, sampleFacts(), typed(kPassphrase), {}, machine.context(), kKdfFloor);
            QVERIFY(vault);
            before = contents(dir + u"/vault.hdr"_s);
            key = QByteArray(reinterpret_cast<const char *>((*vault)->dataKey().data()), 32);
            QCOMPARE((*vault)->changePassphrase(typed(u"guessed wrongly, sorry"_s), typed(next)).error().code, ErrorCode::WrongPassphrase);
            QVERIFY((*vault)->changePassphrase(typed(kPassphrase), typed(next)));
            QCOMPARE((*vault)->generation(), 2);
        }
        QCOMPARE(machine.unlock(dir, kPassphrase), ErrorCode::WrongPassphrase);
        {
            auto vault = Vault::unlock(dir, typed(next), machine.context());
            QVERIFY(vault);
            QCOMPARE(QByteArray(reinterpret_cast<const char *>((*vault)->dataKey().data()), 32), key); // the database is not written again
            QCOMPARE(contents(dir + u"/vault.hdr"_s), contents(dir + u"/vault.hdr.bak"_s));
        }
        plantHeader(dir, before);
        QCOMPARE(machine.unlock(dir, kPassphrase), ErrorCode::WrongPassphrase);
        QCOMPARE(machine.unlock(dir, next), ErrorCode::WrongPassphrase);
    }

    void theSecondCopyStandsInAndHealsTheFirst()
    {
        const auto dir = m_dir.filePath(u"heal"_s);
        for (const auto &damage : {QByteArray(), m_header.left(100), QByteArray(300, '\xff')}) {
            plantHeader(dir, m_header);
            overwrite(dir + u"/vault.hdr"_s, damage);
            QVERIFY(Vault::facts(dir));
            QCOMPARE(freshTry(dir, kPassphrase, m_items), std::nullopt);
            QCOMPARE(contents(dir + u"/vault.hdr"_s), m_header);
        }
        plantHeader(dir, m_header);
        QVERIFY(QFile::remove(dir + u"/vault.hdr"_s));
        QVERIFY(Vault::exists(dir));
        QCOMPARE(freshTry(dir, kPassphrase, m_items), std::nullopt);
        QCOMPARE(contents(dir + u"/vault.hdr"_s), m_header);
    }

    // A crash between the two copies of a passphrase change leaves the former header in the second one: it must not outlive the next unlock.
    void aStaleSecondCopyIsReplaced()
    {
        const auto dir = m_dir.filePath(u"stale"_s);
        const auto next = u"冬天的第一杯 coffee at nine"_s;
        plantHeader(dir, m_header);
        Machine machine;
        machine.keys->restore(m_items);
        {
            auto vault = Vault::unlock(dir, typed(kPassphrase), machine.context());
            QVERIFY(vault);
            QVERIFY((*vault)->changePassphrase(typed(kPassphrase), typed(next)));
        }
        overwrite(dir + u"/vault.hdr.bak"_s, m_header);
        QCOMPARE(machine.unlock(dir, next), std::nullopt);
        QVERIFY(QFile::remove(dir + u"/vault.hdr"_s));
        QCOMPARE(machine.unlock(dir, kPassphrase), ErrorCode::WrongPassphrase);
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
    Machine m_machine;
    QHash<QString, QByteArray> m_items;
    QByteArray m_header;
    QByteArray m_key;
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc == 3 && QByteArray(argv[1]) == "--probe") {
        const auto vault = Vault::unlock(QString::fromLocal8Bit(argv[2]), typed(kPassphrase), Machine().context());
        std::puts(vault ? "open" : qPrintable(toWire(vault.error().code)));
        return 0;
    }
    TestVault test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_vault.moc"
