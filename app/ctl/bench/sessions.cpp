// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/sessions.h"

#include "bench/bank.h"
#include "bench/measure.h"
#include "bench/raw.h"

#include "security/passphrase.h"
#include "services/session.h"
#include "storage/transplant.h"

#include <QFile>
#include <sodium.h>
#include <sqlite3.h>

namespace zhike::bench {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kSessions = 10;
constexpr int kMostCustomers = 2000; // how many there are matters little; filling the store is not what is measured
const QString kPassphrase = u"seven boats on a bench lake"_s;

//! A vault with a bank in it, and a bare store beside it.
struct VaultPlace {
    static Result<std::unique_ptr<VaultPlace>> make(int customers)
    {
        auto place = std::make_unique<VaultPlace>();
        auto bank = BankFile::make(qMin(customers, kMostCustomers));
        if (!bank)
            return bank.error();
        place->bank = std::move(*bank);
        security::VaultFacts facts;
        facts.vaultId = u"0192f0c1-7a33-7c01-9c1e-0b1f5a7d2e10"_s;
        facts.login = u"rm001"_s;
        facts.deviceId = u"device"_s;
        facts.server = u"http://127.0.0.1:9"_s;
        facts.deviceBinding = u"none"_s;
        auto key = crypto::DeviceKey::generate();
        if (!key)
            return key.error();
        security::KeyRecord record;
        auto jwk = key->toSecret();
        if (!jwk)
            return jwk.error();
        record.deviceJwk = std::move(*jwk);
        const security::VaultContext context {std::make_shared<security::FileKeyStore>(security::FileKeyStore::folderFor(place->path())), benchClock().nowMs()};
        auto vault = security::Vault::create(place->path(), facts, security::passphraseBytes(kPassphrase), std::move(record), context);
        if (!vault)
            return vault.error();
        if (auto ok = storage::transplant(place->bank->path(), benchKey(), (*vault)->databasePath(), (*vault)->dataKey()); !ok)
            return ok.error();
        auto database = storage::Database::open((*vault)->databasePath(), (*vault)->dataKey(), storage::Access::ReadWrite);
        if (!database)
            return database.error();
        for (const auto &[name, value] :
             {std::pair(u"role"_s, u"rm"_s), std::pair(u"login"_s, u"rm001"_s), std::pair(u"device_id"_s, u"device"_s), std::pair(u"incarnation"_s, u"1"_s)})
            if (auto ok = (*database)->setState(name, value); !ok)
                return ok.error();
        return place;
    }
    [[nodiscard]] QString path() const { return dir.filePath(u"vaults/main"_s); }
    Result<std::unique_ptr<services::Session>> unlock() const { return services::Session::unlock(path(), kPassphrase, benchClock()); }

    QTemporaryDir dir;
    std::unique_ptr<BankFile> bank;
};

//! Argon2id as the product asks for it, by the library alone.
void derive()
{
    const security::KdfCost cost;
    const auto passphrase = kPassphrase.toUtf8();
    unsigned char out[32];
    const unsigned char salt[crypto_pwhash_SALTBYTES] {};
    if (crypto_pwhash(out, sizeof out, passphrase.constData(), size_t(passphrase.size()), salt, cost.passes, size_t(cost.memoryBytes),
                      crypto_pwhash_ALG_ARGON2ID13)
        != 0)
        qFatal("bench: not enough memory for the key derivation");
}

} // namespace

Result<QJsonObject> unlockSession(const Options &options)
{
    auto place = VaultPlace::make(options.customers);
    if (!place)
        return place.error();
    Series ours, kdf, rest, floor;
    const int rounds = options.rounds > 0 ? options.rounds : kSessions;
    for (int i = 0; i <= rounds; ++i) {
        Done ok = done();
        std::unique_ptr<services::Session> session;
        const double whole = timed([&] {
            auto opened = (*place)->unlock();
            if (opened && !(*opened)->queries())
                ok = Error {ErrorCode::Io, u"bench: the store does not open"_s, {}, {}};
            else if (opened)
                session = std::move(*opened);
            else
                ok = opened.error();
        });
        if (!ok)
            return ok.error();
        session.reset();
        const double derived = timed(derive);
        const double opened = timed([&] {
            Raw raw((*place)->bank->path());
            auto *read = raw.prepare("SELECT count(*) FROM sqlite_master");
            sqlite3_step(read);
            sqlite3_reset(read);
        });
        if (i == 0) // the first one fills what the process keeps
            continue;
        ours.add(whole);
        kdf.add(derived);
        rest.add(qMax(0.0, whole - derived));
        floor.add(derived + opened);
    }
    auto line = durations(u"unlock"_s, ours, floor);
    line[u"kdf"_s] = kdf.median() * 1e6;
    line[u"rest"_s] = rest.median() * 1e6;
    return line;
}

Result<QJsonObject> lockSession(const Options &options)
{
    auto place = VaultPlace::make(options.customers);
    if (!place)
        return place.error();
    Series ours, floor;
    const int rounds = options.rounds > 0 ? options.rounds : kSessions;
    for (int i = 0; i <= rounds; ++i) {
        auto session = (*place)->unlock();
        if (!session)
            return session.error();
        Done ok = done();
        const double a = timed([&] {
            ok = (*session)->noteLock(u"menu"_s);
            session->reset();
        });
        if (!ok)
            return ok.error();
        auto raw = std::make_unique<Raw>((*place)->bank->path());
        raw->exec("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE IF NOT EXISTS bench_op (n INTEGER PRIMARY KEY, body BLOB)");
        const double b = timed([&] {
            raw->exec("INSERT INTO bench_op (body) VALUES (zeroblob(400)); PRAGMA wal_checkpoint(TRUNCATE)");
            raw.reset();
        });
        if (i > 0) {
            ours.add(a);
            floor.add(b);
        }
    }
    return durations(u"lock"_s, ours, floor);
}

} // namespace zhike::bench
