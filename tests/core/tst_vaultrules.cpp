// SPDX-License-Identifier: GPL-3.0-or-later
// What the vault does with wrong tries, a lease, a changed clock, a keyring in trouble, and a kill at any step. Run with the name of one test function:
// the requirement tests of CTest.
#include "support/memorykeystore.h"

#include "crypto/devicekey.h"
#include "domain/clock.h"
#include "security/opjournal.h"
#include "security/passphrase.h"
#include "security/vault.h"
#include "security/wipeorder.h"
#include "storage/database.h"
#include "storage/transplant.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>
#include <cstring>
#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;
using namespace zhike::security;
using zhike::testing::MemoryKeyStore;

namespace {

const QString kPassphrase = u"四月的雨 and a violet bus"_s;
const QString kNext = u"冬天的第一杯 coffee at nine"_s;
constexpr qint64 kStart = 1'790'000'000'000;
constexpr qint64 kDay = 24ll * 3600 * 1000;
const QString kVault = u"0192f0c1-7a33-7c01-9c1e-0b1f5a7d2e10"_s;

VaultFacts facts()
{
    VaultFacts facts;
    facts.vaultId = kVault;
    facts.login = u"shen"_s;
    facts.deviceId = u"dev-1"_s;
    facts.server = u"https://bank.example"_s;
    return facts;
}

// The computer as the test wants it.
struct Machine {
    std::shared_ptr<KeyStore> keys = std::make_shared<MemoryKeyStore>();
    qint64 wallMs = kStart;
    BootTime up {u"boot-1"_s, 100'000};

    [[nodiscard]] VaultContext context() const
    {
        return {keys, wallMs, [up = up] { return up; }};
    }
    //! "" when it opened, else the error's wire name and, behind a colon, its value.
    [[nodiscard]] QString unlock(const QString &dir, const QString &passphrase = kPassphrase) const
    {
        const auto vault = Vault::unlock(dir, passphraseBytes(passphrase), context());
        if (vault)
            return {};
        const auto &error = vault.error();
        return error.value.isEmpty() ? toWire(error.code) : toWire(error.code) + u':' + error.value;
    }
    [[nodiscard]] KeyRecord record() const { return std::move(*keys->read(kVault)); }
};

KeyRecord leased(int days = 14)
{
    KeyRecord record;
    record.keys = {Secret::random(32), Secret::random(32)};
    record.shareGeneration = 1;
    record.leaseUntilMs = kStart + days * kDay;
    record.leaseMs = days * kDay;
    record.anchor.trustedMs = kStart;
    return record;
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void putBack(const QString &dir, const QByteArray &header)
{
    for (const auto &name : {u"/vault.hdr"_s, u"/vault.hdr.bak"_s}) {
        QFile file(dir + name);
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(header) != header.size())
            qFatal("cannot write the header");
    }
}

//! Runs `work` in a child that is gone when it reaches the n-th step. \return whether there was such a step
template<class F>
bool diesAt(int step, F work)
{
    const auto child = ::fork();
    if (child == 0) {
        int seen = 0;
        setStepHook([&](const char *) {
            if (++seen == step)
                ::_exit(7);
        });
        work();
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 7;
}

//! How often a text stands in the memory of this process. It is given disguised, so that the search does not find itself.
int inMemory(const QByteArray &disguised)
{
    QFile maps(u"/proc/self/maps"_s);
    QFile memory(u"/proc/self/mem"_s);
    if (!maps.open(QIODevice::ReadOnly) || !memory.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        qFatal("cannot read the own memory");
    int found = 0;
    const char first = char(disguised[0] ^ 0x5a);
    const auto lines = maps.readAll().split('\n');
    for (const auto &line : lines) {
        if (!line.contains(" rw") || line.contains("[v"))
            continue;
        const auto range = line.left(line.indexOf(' ')).split('-');
        const auto from = range[0].toLongLong(nullptr, 16);
        const auto size = range[1].toLongLong(nullptr, 16) - from;
        static char block[1 << 20];
        if (from <= reinterpret_cast<qint64>(block) && reinterpret_cast<qint64>(block) < from + size)
            continue; // what was read would be found again
        for (qint64 at = 0; at < size; at += qint64(sizeof block) - 64) {
            if (!memory.seek(from + at))
                break;
            const auto got = memory.read(block, qMin<qint64>(qint64(sizeof block), size - at));
            for (qint64 i = 0; i + disguised.size() <= got; ++i) {
                if (block[i] != first)
                    continue;
                qsizetype k = 1;
                while (k < disguised.size() && block[i + k] == char(disguised[k] ^ 0x5a))
                    ++k;
                found += k == disguised.size();
            }
        }
        std::memset(block, 0, sizeof block);
    }
    return found;
}

QByteArray disguise(std::span<const unsigned char> bytes)
{
    QByteArray out;
    for (const auto byte : bytes)
        out += char(byte ^ 0x5a);
    return out;
}

} // namespace

class TestVaultRules : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;
    int m_n = 0;

    QString fresh(Machine &machine, KeyRecord record = leased())
    {
        const auto dir = m_dir.filePath(u"v%1/vault"_s.arg(++m_n));
        if (!Vault::create(dir, facts(), passphraseBytes(kPassphrase), std::move(record), machine.context(), kKdfFloor))
            qFatal("no vault");
        return dir;
    }

private Q_SLOTS:
    // SEC-5: twelve wrong tries, each in a "new process", with the header put back, the clock moved by a year and the computer started again in between.
    void wrongTriesCostTime()
    {
        Machine machine;
        const auto dir = fresh(machine, [] {
            auto record = leased();
            record.leaseUntilMs = kStart + 4000 * kDay; // here the clock is not the subject
            return record;
        }());
        const auto header = contents(dir + u"/vault.hdr"_s);
        constexpr qint64 delays[] = {0, 0, 0, 5, 15, 30, 60, 300, 300};
        for (int n = 1; n <= 9; ++n) {
            QCOMPARE(machine.unlock(dir, u"not the passphrase"_s), u"wrong-passphrase:%1"_s.arg(10 - n));
            putBack(dir, header);
            machine.wallMs += 365 * kDay;
            const auto delay = delays[n - 1];
            if (delay == 0)
                continue;
            QCOMPARE(machine.unlock(dir), u"throttled:%1"_s.arg(delay));
            machine.up.ms += (delay - 1) * 1000;
            QCOMPARE(machine.unlock(dir), u"throttled:1"_s);
            if (n == 6) { // started again: the whole delay counts anew
                machine.up = {u"boot-2"_s, 1000};
                QCOMPARE(machine.unlock(dir), u"throttled:%1"_s.arg(delay));
                machine.up.ms += (delay - 1) * 1000;
            }
            machine.up.ms += 1000;
        }
        QCOMPARE(machine.unlock(dir, u"not the passphrase"_s), u"signin-needed:tries"_s);
        QVERIFY(machine.record().keys.server.isEmpty());
        machine.up.ms += 1'000'000;
        for (const auto &passphrase : {kPassphrase, u"not the passphrase"_s})
            QCOMPARE(machine.unlock(dir, passphrase), u"signin-needed:tries"_s);
        putBack(dir, header);
        QCOMPARE(machine.unlock(dir), u"signin-needed:tries"_s);
    }

    // Killed between the try and its verdict, the try has still been made.
    void aTryIsCountedBeforeItIsKnown()
    {
        Machine machine;
        const auto dir = fresh(machine);
        const auto before = VaultHeader::read(dir);
        QVERIFY(before);
        const auto child = ::fork();
        if (child == 0) {
            (void)Vault::unlock(dir, passphraseBytes(u"not the passphrase"_s), machine.context());
            ::_exit(0);
        }
        // At most until the derivation has begun: it takes some tenths of a second.
        for (int i = 0; i < 2000 && VaultHeader::read(dir) && VaultHeader::read(dir)->tries.fails == 0; ++i)
            ::usleep(500);
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        QCOMPARE(VaultHeader::read(dir)->tries.fails, 1);
        QCOMPARE(machine.unlock(dir), QString());
        QCOMPARE(VaultHeader::read(dir)->tries.fails, 0);
    }

    // SEC-6: with the vault and its store closed, neither the data key nor its hexadecimal form nor the share stands anywhere in memory.
    void lockingWipesTheKeys()
    {
        Machine machine;
        machine.keys = std::make_shared<FileKeyStore>(m_dir.filePath(u"sec6"_s));
        const auto home = m_dir.filePath(u"sec6/vault"_s);
        QByteArray key, hex;
        {
            auto vault = Vault::create(home, facts(), passphraseBytes(kPassphrase), {}, machine.context(), kKdfFloor);
            QVERIFY(vault);
            key = disguise((*vault)->dataKey());
            auto digits = QByteArray(reinterpret_cast<const char *>((*vault)->dataKey().data()), 32).toHex();
            hex = disguise({reinterpret_cast<const unsigned char *>(digits.constData()), size_t(digits.size())});
            digits.fill('\0');
            auto database = storage::Database::open((*vault)->databasePath(), (*vault)->dataKey(), storage::Access::ReadWrite);
            QVERIFY(database && (*database)->setState(u"mark"_s, u"kept"_s));
            QVERIFY(inMemory(key) > 0); // the search finds what is there
        }
        QCOMPARE(inMemory(key), 0);
        QCOMPARE(inMemory(hex), 0);
    }

    // SEC-24
    void theLeaseEndsOnTrustedTime()
    {
        Machine machine;
        const auto dir = fresh(machine);
        const auto sealFile = dir + u"/outbox.seal"_s;
        {
            QFile file(sealFile);
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write("sealed") == 6);
        }
        machine.wallMs = kStart + 14 * kDay - 1;
        QCOMPARE(machine.unlock(dir), QString());
        machine.wallMs = kStart + 14 * kDay;
        QCOMPARE(machine.unlock(dir), u"signin-needed:lease"_s);
        QVERIFY(machine.record().keys.server.isEmpty());
        for (const qint64 back : {kDay, 365 * kDay, qint64(0)}) {
            machine.wallMs = kStart + 14 * kDay - back;
            QVERIFY2(machine.unlock(dir).startsWith(u"signin-needed"_s), qPrintable(machine.unlock(dir)));
        }
        machine.wallMs = kStart + 28 * kDay;
        QCOMPARE(machine.unlock(dir), u"erased"_s);
        QVERIFY(VaultHeader::read(dir)->slots_.isEmpty());
        machine.wallMs = kStart;
        QCOMPARE(machine.unlock(dir), u"erased"_s);
        QVERIFY(machine.record().keys.device.isEmpty());
        QCOMPARE(contents(sealFile), QByteArray("sealed"));
    }

    // A clock behind what was seen, by more than ten minutes, keeps the vault shut until the central has been asked.
    void aClockSetBackShuts()
    {
        Machine machine;
        const auto dir = fresh(machine);
        for (const qint64 back : {kClockToleranceMs + 1, kDay, 365 * kDay}) {
            machine.wallMs = kStart - back;
            QCOMPARE(machine.unlock(dir), u"signin-needed:clock"_s);
        }
        machine.wallMs = kStart - kClockToleranceMs;
        QCOMPARE(machine.unlock(dir), QString());
        // The anchor of a later moment moves the bound along.
        {
            auto vault = Vault::unlock(dir, passphraseBytes(kPassphrase), machine.context());
            QVERIFY(vault);
            auto anchor = (*vault)->record().anchor;
            anchor.trustedMs = kStart + kDay;
            QVERIFY((*vault)->saveAnchor(anchor));
        }
        machine.wallMs = kStart;
        QCOMPARE(machine.unlock(dir), u"signin-needed:clock"_s);
        const auto record = machine.record();
        QVERIFY(Vault::admit(dir, machine.context(), record.keys.server.clone(), 1, kStart + 14 * kDay, 14 * kDay, kStart));
        QCOMPARE(machine.unlock(dir), QString());
    }

    // SEC-42: whatever is wrong with the keyring is said; nothing is made anew and nothing is lost.
    void aKeyringInTroubleIsSaid()
    {
        Machine machine;
        const auto dir = fresh(machine);
        auto &keyring = static_cast<MemoryKeyStore &>(*machine.keys);
        const auto items = keyring.snapshot();
        const auto header = contents(dir + u"/vault.hdr"_s);
        for (const auto &trouble : {u"absent"_s, u"locked"_s, u"silent"_s}) {
            keyring.trouble = trouble;
            QCOMPARE(machine.unlock(dir), u"keyring:"_s + trouble);
            const auto state = Vault::look(dir, machine.context());
            QVERIFY(state && !state->hasKeyring && state->hasSlots);
        }
        keyring.trouble.clear();
        keyring.restore({}); // another keyring
        QCOMPARE(machine.unlock(dir), u"keyring:missing"_s);
        QVERIFY(keyring.snapshot().isEmpty());
        QCOMPARE(contents(dir + u"/vault.hdr"_s), header);
        keyring.restore({{kVault, QByteArray("\xa1 nonsense")}});
        QCOMPARE(machine.unlock(dir), u"keyring:damaged"_s);
        keyring.restore(items); // the former one is back
        QCOMPARE(machine.unlock(dir), QString());
    }

    // REL-7: killed at every step of a changed passphrase, a renewed share and a changed data key, the vault opens with the old or the new, and holds all.
    void anyKillLeavesOneWorking()
    {
        enum What { Passphrase, Share, DataKey };
        for (const auto what : {Passphrase, Share, DataKey}) {
            int steps = 0;
            for (int step = 1;; ++step) {
                Machine machine;
                const auto folder = m_dir.filePath(u"k%1-%2"_s.arg(what).arg(step));
                const auto dir = folder + u"/vault"_s;
                machine.keys = std::make_shared<FileKeyStore>(FileKeyStore::folderFor(dir));
                {
                    auto vault = Vault::create(dir, facts(), passphraseBytes(kPassphrase), leased(), machine.context(), kKdfFloor);
                    QVERIFY(vault);
                    auto database = storage::Database::open((*vault)->databasePath(), (*vault)->dataKey(), storage::Access::ReadWrite);
                    QVERIFY(database && (*database)->setState(u"mark"_s, u"kept"_s));
                }
                const bool died = diesAt(step, [&] {
                    auto vault = Vault::unlock(dir, passphraseBytes(kPassphrase), machine.context());
                    if (!vault)
                        ::_exit(1);
                    if (what == Passphrase) {
                        (void)(*vault)->changePassphrase(passphraseBytes(kPassphrase), passphraseBytes(kNext));
                    } else if (what == Share) {
                        (void)(*vault)->renewShare(Secret::random(32), 2, kStart + 20 * kDay, 14 * kDay);
                    } else {
                        auto target = (*vault)->beginRotation();
                        if (!target || !storage::transplant((*vault)->databasePath(), (*vault)->dataKey(), target->path, target->key.bytes())
                            || !(*vault)->finishRotation())
                            ::_exit(1);
                    }
                });
                auto vault = Vault::unlock(dir, passphraseBytes(kPassphrase), machine.context());
                const bool old = vault.ok();
                if (!vault && what == Passphrase)
                    vault = Vault::unlock(dir, passphraseBytes(kNext), machine.context());
                QVERIFY2(vault, qPrintable(u"%1 at step %2: %3"_s.arg(what).arg(step).arg(vault ? QString() : vault.error().detail)));
                QVERIFY(!OpJournal::read(dir));
                auto database = storage::Database::open((*vault)->databasePath(), (*vault)->dataKey(), storage::Access::ReadWrite);
                QVERIFY(database);
                QCOMPARE((*database)->stateText(u"mark"_s), u"kept"_s);
                QCOMPARE(QDir(dir).entryList({u"cache-*.db"_s}).size(), 1);
                if (!died) {
                    QCOMPARE(old, what != Passphrase);
                    break;
                }
                ++steps;
            }
            QVERIFY2(steps >= 3, qPrintable(QString::number(steps)));
        }
    }

    // SEC-25: only a signed, valid order for this device and of this vault's time destroys anything.
    void onlyASoundOrderWipes()
    {
        auto pinned = crypto::DeviceKey::generate();
        auto stranger = crypto::DeviceKey::generate();
        auto expired = crypto::DeviceKey::generate();
        QVERIFY(pinned && stranger && expired);
        auto old = expired->publicJwk();
        old[u"exp"_s] = (kStart - kDay) / 1000;
        KeyRecord record = leased();
        record.orderFloorMs = kStart;
        record.wipeKeys = QJsonDocument(QJsonArray {pinned->publicJwk(), old}).toJson(QJsonDocument::Compact);
        const QJsonObject sound {{u"typ"_s, u"wipe"_s},
                                 {u"device_id"_s, u"dev-1"_s},
                                 {u"issued_at"_s, toWireInstant(kStart + 1000)},
                                 {u"nonce"_s, u"n1"_s},
                                 {u"discard_outbox"_s, false}};
        const auto with = [&](const QString &key, const QJsonValue &value) {
            auto changed = sound;
            changed[key] = value;
            return changed;
        };
        const auto verdict = [&](const QByteArray &jws) { return checkOrder(jws, record, u"dev-1"_s, kStart + 2000).ok(); };
        const auto good = pinned->sign(sound);
        QVERIFY(good && verdict(*good));
        QVERIFY(!verdict({}));
        QVERIFY(!verdict("<html>portal</html>"));
        QVERIFY(!verdict(*stranger->sign(sound)));
        QVERIFY(!verdict(*expired->sign(sound)));
        QVERIFY(!verdict(*pinned->sign(with(u"typ"_s, u"checkpoint"_s))));
        QVERIFY(!verdict(*pinned->sign(with(u"device_id"_s, u"dev-2"_s))));
        QVERIFY(!verdict(*pinned->sign(with(u"nonce"_s, QString()))));
        QVERIFY(!verdict(*pinned->sign(with(u"issued_at"_s, toWireInstant(kStart - 1))))); // of a vault before this one
        for (qsizetype i = 0; i < good->size(); i += 7) {
            auto bent = *good;
            bent[i] = bent[i] == 'A' ? 'B' : 'A';
            QVERIFY2(!verdict(bent), qPrintable(QString::number(i)));
        }
    }

    // SEC-25: killed at each step a wipe goes on, and what was copied before opens nothing once the keys are gone.
    void aWipeGoesOn()
    {
        for (int step = 1;; ++step) {
            Machine machine;
            const auto dir = m_dir.filePath(u"w%1/vault"_s.arg(step));
            machine.keys = std::make_shared<FileKeyStore>(FileKeyStore::folderFor(dir));
            auto key = crypto::DeviceKey::generate();
            auto record = leased();
            record.deviceJwk = std::move(*key->toSecret());
            {
                auto vault = Vault::create(dir, facts(), passphraseBytes(kPassphrase), std::move(record), machine.context(), kKdfFloor);
                QVERIFY(vault);
                QVERIFY(storage::Database::open((*vault)->databasePath(), (*vault)->dataKey(), storage::Access::ReadWrite));
            }
            {
                QFile seal(dir + u"/outbox.seal"_s);
                QVERIFY(seal.open(QIODevice::WriteOnly) && seal.write("sealed") == 6);
            }
            const auto header = contents(dir + u"/vault.hdr"_s);
            const auto store = contents(dir + u"/cache-1.db"_s);
            const bool died = diesAt(step, [&] {
                (void)beginWipe(dir, *machine.keys, {u"n1"_s, kStart, false}, u"https://x"_s, u"dev-1"_s, kVault, u"none"_s);
            });
            QVERIFY(wipeUnderWay(dir));
            if (Vault::exists(dir))
                QVERIFY(machine.unlock(dir) != QString());
            QVERIFY(continueWipe(dir, *machine.keys));
            QVERIFY(!Vault::exists(dir) && !QFile::exists(dir + u"/cache-1.db"_s));
            QCOMPARE(contents(dir + u"/outbox.seal"_s), QByteArray("sealed"));
            QVERIFY(!machine.record().deviceJwk.isEmpty()); // signs the delivery
            QVERIFY(machine.record().keys.device.isEmpty() && machine.record().keys.server.isEmpty());
            QVERIFY(endWipe(dir, *machine.keys));
            putBack(dir, header);
            {
                QFile file(dir + u"/cache-1.db"_s);
                QVERIFY(file.open(QIODevice::WriteOnly) && file.write(store) == store.size());
            }
            QCOMPARE(machine.unlock(dir), u"keyring:missing"_s);
            if (!died)
                break;
            QVERIFY(step < 20);
        }
    }
};

QTEST_GUILESS_MAIN(TestVaultRules)
#include "tst_vaultrules.moc"
