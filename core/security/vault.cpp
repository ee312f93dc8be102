// SPDX-License-Identifier: GPL-3.0-or-later
#include "security/vault.h"

#include "domain/ids.h"
#include "security/durablefile.h"
#include "security/opjournal.h"

#include <QDateTime>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <sodium.h>
#include <sys/stat.h>

namespace zhike::security {

using namespace Qt::Literals::StringLiterals;

namespace {

Error signInNeeded(const QString &why)
{
    return {ErrorCode::SignInNeeded, u"online sign-in needed: "_s + why, u"password"_s, why};
}

void removeStore(const QString &path)
{
    for (const auto &ending : {u""_s, u"-wal"_s, u"-shm"_s, u"-journal"_s})
        QFile::remove(path + ending);
}

Result<KeyRecord> readRecord(KeyStore &keys, const QString &vaultId)
{
    auto record = keys.read(vaultId);
    if (!record && record.error().code == ErrorCode::NotFound)
        return Error {ErrorCode::Keyring, record.error().detail, {}, u"missing"_s};
    return record;
}

enum class Lease { Valid, Over, Gone };

Lease leaseOf(const KeyRecord &record, qint64 wallMs)
{
    const auto trusted = qMax(record.anchor.trustedMs, wallMs);
    if (record.leaseUntilMs == 0 || trusted < record.leaseUntilMs)
        return Lease::Valid;
    return record.leaseMs > 0 && trusted >= record.leaseUntilMs + record.leaseMs ? Lease::Gone : Lease::Over;
}

bool isClockBehind(const KeyRecord &record, qint64 wallMs)
{
    return record.anchor.trustedMs > 0 && wallMs < record.anchor.trustedMs - kClockToleranceMs;
}

} // namespace

bool Vault::exists(const QString &dir)
{
    return VaultHeader::exists(dir);
}

Result<VaultFacts> Vault::facts(const QString &dir)
{
    auto header = VaultHeader::read(dir);
    if (!header)
        return header.error();
    return header->facts;
}

Result<VaultState> Vault::look(const QString &dir, const VaultContext &context)
{
    const auto header = VaultHeader::read(dir);
    if (!header)
        return header.error();
    VaultState state;
    state.facts = header->facts;
    state.hasSlots = !header->slots_.isEmpty();
    state.generation = state.hasSlots ? header->slots_.constFirst().generation : 0;
    auto tries = header->tries;
    const auto boot = context.boot();
    if (const auto record = context.keys->read(header->facts.vaultId)) {
        state.hasKeyring = true;
        tries = Tries::sterner(tries, record->tries, boot);
        state.leaseUntilMs = record->leaseUntilMs;
        const bool shareMissing = state.hasSlots && header->slots_.constFirst().shareGeneration > 0 && record->keys.server.isEmpty();
        state.needsSignIn = shareMissing || leaseOf(*record, context.wallMs) != Lease::Valid || isClockBehind(*record, context.wallMs);
    }
    state.triesLeft = tries.left();
    state.waitMs = tries.waitMs(boot);
    state.needsSignIn = state.needsSignIn || tries.isUsedUp();
    return state;
}

Done Vault::saveRecord()
{
    if (m_forgotten)
        return Error {ErrorCode::Erased, u"the vault was wiped"_s, {}, {}};
    return m_keys->write(m_header.facts.vaultId, m_record);
}

Result<std::unique_ptr<Vault>> Vault::create(const QString &dir, const VaultFacts &facts, const Secret &passphrase, KeyRecord record,
                                             const VaultContext &context, KdfCost cost)
{
    if (sodium_init() < 0)
        return Error {ErrorCode::Internal, u"libsodium does not start"_s, {}, {}};
    if (exists(dir))
        return Error {ErrorCode::Conflict, u"there is a vault already"_s, u"vault"_s, dir};
    ::umask(077);
    if (!QDir().mkpath(dir))
        return Error {ErrorCode::Io, u"cannot create the vault directory"_s, u"vault"_s, dir};
    ::chmod(QFile::encodeName(dir).constData(), 0700);

    std::unique_ptr<Vault> vault(new Vault);
    vault->m_dir = dir;
    auto lock = VaultLock::take(dir);
    if (!lock)
        return lock.error();
    vault->m_lock = std::move(*lock);
    auto &header = vault->m_header;
    header.facts = facts;
    if (header.facts.vaultId.isEmpty())
        header.facts.vaultId = newUuid(QDateTime::currentMSecsSinceEpoch());
    header.cost = cost;
    header.salt.resize(qsizetype(crypto_pwhash_SALTBYTES));
    randombytes_buf(header.salt.data(), size_t(header.salt.size()));
    header.backend = context.keys->backend();
    header.item = keyringItem(header.facts.vaultId);
    vault->m_keys = context.keys;
    vault->m_record = std::move(record);
    if (vault->m_record.keys.device.isEmpty())
        vault->m_record.keys.device = Secret::random(32);
    if (!vault->m_record.deviceJwk.isEmpty()) {
        auto key = crypto::DeviceKey::fromSecret(vault->m_record.deviceJwk);
        if (!key)
            return key.error();
        vault->m_deviceKey = std::move(*key);
    }
    QElapsedTimer timer;
    timer.start();
    auto stretched = header.stretch(passphrase);
    if (!stretched)
        return stretched.error();
    vault->m_kdfSeconds = double(timer.nsecsElapsed()) / 1e9;
    vault->m_stretched = std::move(*stretched);
    vault->m_dek = Secret::random(32);
    KeySlot slot {1, vault->m_record.shareGeneration, u"cache-1.db"_s, {}};
    if (auto ok = header.wrap(slot, vault->m_stretched, vault->m_record.keys, vault->m_dek.bytes()); !ok)
        return ok.error();
    header.slots_ = {slot};
    // The keyring first: without it the header would be of no use.
    if (auto ok = vault->saveRecord(); !ok)
        return ok.error();
    if (auto ok = header.write(dir); !ok) {
        (void)context.keys->remove(header.facts.vaultId);
        return ok.error();
    }
    return vault;
}

Result<std::unique_ptr<Vault>> Vault::unlock(const QString &dir, const Secret &passphrase, const VaultContext &context)
{
    if (sodium_init() < 0)
        return Error {ErrorCode::Internal, u"libsodium does not start"_s, {}, {}};
    ::umask(077);
    if (auto header = VaultHeader::read(dir); !header)
        return header.error();
    std::unique_ptr<Vault> vault(new Vault);
    vault->m_dir = dir;
    vault->m_keys = context.keys;
    auto lock = VaultLock::take(dir);
    if (!lock)
        return lock.error();
    vault->m_lock = std::move(*lock);
    auto header = VaultHeader::read(dir); // as it is now that nobody else writes it
    if (!header)
        return header.error();
    vault->m_header = std::move(*header);
    auto record = readRecord(*context.keys, vault->m_header.facts.vaultId);
    if (!record)
        return record.error();
    vault->m_record = std::move(*record);
    if (auto ok = vault->resume(); !ok)
        return ok.error();
    if (auto ok = vault->admitTry(context); !ok)
        return ok.error();
    if (auto ok = vault->open(passphrase, context); !ok)
        return ok.error();
    return vault;
}

Done Vault::admitTry(const VaultContext &context)
{
    if (m_header.slots_.isEmpty())
        return Error {ErrorCode::Erased, u"no slots"_s, {}, {}};
    switch (leaseOf(m_record, context.wallMs)) {
    case Lease::Gone:
        m_header.slots_.clear();
        if (auto ok = m_header.write(m_dir); !ok)
            return ok;
        m_record.keys = {};
        m_record.next = {};
        m_record.hasNext = false;
        if (auto ok = saveRecord(); !ok)
            return ok;
        return Error {ErrorCode::Erased, u"the lease has been over for as long as it lasted"_s, {}, {}};
    case Lease::Over:
        m_record.note(u"key.lease"_s, u"lapse"_s, 0);
        if (auto ok = dropShare(); !ok)
            return ok;
        return signInNeeded(u"lease"_s);
    case Lease::Valid: break;
    }
    if (isClockBehind(m_record, context.wallMs)) {
        if (auto ok = noteClosed(u"time.rollback"_s, {}, (m_record.anchor.trustedMs - context.wallMs) / 60'000); !ok)
            return ok;
        return signInNeeded(u"clock"_s);
    }
    const auto boot = context.boot();
    m_header.tries = Tries::sterner(m_header.tries, m_record.tries, boot);
    if (m_header.tries.isUsedUp()) {
        if (auto ok = dropShare(); !ok)
            return ok;
        return signInNeeded(u"tries"_s);
    }
    if (m_header.slots_.constFirst().shareGeneration > 0 && m_record.keys.server.isEmpty())
        return signInNeeded(u"share"_s);
    if (const auto wait = m_header.tries.waitMs(boot); wait > 0) {
        if (auto ok = noteClosed(u"auth.unlock"_s, u"throttle"_s, m_header.tries.fails); !ok)
            return ok;
        if (m_header.tries.bootId != boot.id) {
            m_header.tries = m_header.tries.anchored(boot);
            m_record.tries = m_header.tries;
            (void)m_header.write(m_dir);
            (void)saveRecord();
        }
        return Error {ErrorCode::Throttled, u"wait after wrong tries"_s, u"passphrase"_s, QString::number((wait + 999) / 1000)};
    }
    m_failedTries = m_header.tries.fails;
    // Counted before it is known: killing the program during the derivation must not give a try for nothing.
    m_header.tries = m_header.tries.afterFailure(boot);
    if (auto ok = m_header.write(m_dir); !ok) {
        m_record.tries = m_header.tries;
        return saveRecord();
    }
    return done();
}

Done Vault::noteFailure()
{
    m_record.tries = m_header.tries;
    if (m_record.tries.isUsedUp()) {
        if (auto ok = dropShare(); !ok)
            return ok;
        return signInNeeded(u"tries"_s);
    }
    if (auto ok = saveRecord(); !ok)
        return ok;
    return Error {ErrorCode::WrongPassphrase, u"the slot does not open"_s, u"passphrase"_s, QString::number(m_record.tries.left())};
}

Done Vault::open(const Secret &passphrase, const VaultContext &)
{
    QElapsedTimer timer;
    timer.start();
    auto stretched = m_header.stretch(passphrase);
    if (!stretched)
        return stretched.error();
    m_kdfSeconds = double(timer.nsecsElapsed()) / 1e9;
    bool opened = false;
    bool withNext = false;
    KeySlot used;
    for (const auto &slot : std::as_const(m_header.slots_)) {
        for (const bool next : {false, true}) {
            if (opened || (next && !m_record.hasNext))
                continue;
            auto dek = m_header.unwrap(slot, *stretched, next ? m_record.next : m_record.keys);
            if (!dek)
                continue;
            m_dek = std::move(*dek);
            used = slot;
            withNext = next;
            opened = true;
        }
    }
    if (!opened)
        return noteFailure();
    m_stretched = std::move(*stretched);
    m_header.slots_ = {used};
    bool changed = m_record.tries.fails > 0 || m_record.hasNext;
    m_record.tries = {};
    m_header.tries = {};
    if (withNext) {
        m_record.keys = std::move(m_record.next);
        m_record.shareGeneration = m_record.nextGeneration;
    }
    m_record.next = {};
    m_record.hasNext = false;
    m_header.heal(m_dir); // also where the counter cannot be taken back the vault is open
    if (changed)
        (void)saveRecord();
    if (!m_record.deviceJwk.isEmpty()) {
        auto key = crypto::DeviceKey::fromSecret(m_record.deviceJwk);
        if (!key)
            return key.error();
        m_deviceKey = std::move(*key);
    }
    return done();
}

Done Vault::admit(const QString &dir, const VaultContext &context, Secret share, qint64 shareGeneration, qint64 leaseUntilMs, qint64 leaseMs, qint64 serverMs)
{
    Vault vault;
    vault.m_dir = dir;
    vault.m_keys = context.keys;
    auto lock = VaultLock::take(dir);
    if (!lock)
        return lock.error();
    vault.m_lock = std::move(*lock);
    auto header = VaultHeader::read(dir);
    if (!header)
        return header.error();
    vault.m_header = std::move(*header);
    auto record = readRecord(*context.keys, vault.m_header.facts.vaultId);
    if (!record)
        return record.error();
    vault.m_record = std::move(*record);
    auto &kept = vault.m_record;
    if (!share.isEmpty()) {
        // The share of a lease that was being renewed belongs beside the one the header still has.
        if (kept.hasNext && kept.nextGeneration == shareGeneration && kept.shareGeneration != shareGeneration) {
            kept.next.server = std::move(share);
        } else {
            kept.keys.server = std::move(share);
            kept.shareGeneration = shareGeneration;
        }
    }
    kept.leaseUntilMs = leaseUntilMs;
    kept.leaseMs = leaseMs > 0 ? leaseMs : kept.leaseMs;
    kept.anchor.trustedMs = serverMs; // the server has spoken: also a clock that was ahead is put right
    kept.tries = {};
    if (auto ok = vault.saveRecord(); !ok)
        return ok;
    vault.m_header.tries = {};
    return vault.m_header.write(dir);
}

void Vault::forget()
{
    const std::lock_guard guard(m_mutex);
    m_forgotten = true;
    m_record = {};
    m_stretched = {};
    m_dek = {};
    m_nextDek = {};
    m_header.slots_.clear();
}

KeyRecord Vault::record() const
{
    const std::lock_guard guard(m_mutex);
    return m_record.clone();
}

int Vault::generation() const
{
    const std::lock_guard guard(m_mutex);
    return m_header.slots_.isEmpty() ? 0 : m_header.slots_.constFirst().generation;
}

QString Vault::databasePath() const
{
    const std::lock_guard guard(m_mutex);
    return m_header.slots_.isEmpty() ? QString() : m_dir + u'/' + m_header.slots_.constFirst().database;
}

Result<Secret> Vault::deriveKey(const QByteArray &purpose) const
{
    return hkdf(m_dek.bytes(), m_header.facts.vaultId.toUtf8(), "zhike/" + purpose + "/v1");
}

Done Vault::saveAnchor(const Anchor &anchor)
{
    const std::lock_guard guard(m_mutex);
    if (m_forgotten)
        return Error {ErrorCode::Erased, u"the vault was wiped"_s, {}, {}};
    m_record.anchor = anchor;
    m_keys->writeLater(m_header.facts.vaultId, m_record);
    return done();
}

Done Vault::forgetRefreshToken()
{
    const std::lock_guard guard(m_mutex);
    m_record.refreshToken = {};
    m_keys->writeLater(m_header.facts.vaultId, m_record);
    return done();
}

void Vault::forgetUnrecorded()
{
    const std::lock_guard guard(m_mutex);
    if (m_record.unrecorded.isEmpty())
        return;
    m_record.unrecorded.clear();
    m_keys->writeLater(m_header.facts.vaultId, m_record);
}

Done Vault::noteClosed(const QString &event, const QString &outcome, qint64 n)
{
    const auto before = m_record.unrecorded;
    m_record.note(event, outcome, n);
    return m_record.unrecorded == before ? done() : saveRecord();
}

Done Vault::noteLease(qint64 untilMs, qint64 lengthMs)
{
    const std::lock_guard guard(m_mutex);
    m_record.leaseUntilMs = untilMs;
    m_record.leaseMs = lengthMs > 0 ? lengthMs : m_record.leaseMs;
    return saveRecord();
}

Done Vault::pinWipeKeys(const QByteArray &keys)
{
    const std::lock_guard guard(m_mutex);
    if (keys.size() <= 2 || keys == m_record.wipeKeys) // "[]": none were said
        return done();
    m_record.wipeKeys = keys;
    return saveRecord();
}

Done Vault::dropShare()
{
    const std::lock_guard guard(m_mutex);
    m_record.tries = m_header.tries.fails > m_record.tries.fails ? m_header.tries : m_record.tries;
    m_record.keys.server = {};
    m_record.next.server = {};
    return saveRecord();
}

// Both sets of shares in the keyring → header under the new ones → the old ones forgotten.
Done Vault::switchKeys(KeyShares next, qint64 shareGeneration, const Secret &stretched)
{
    auto slot = m_header.slots_.constFirst();
    ++slot.generation;
    slot.shareGeneration = shareGeneration;
    if (auto ok = m_header.wrap(slot, stretched, next, m_dek.bytes()); !ok)
        return ok;
    m_record.next = std::move(next);
    m_record.nextGeneration = shareGeneration;
    m_record.hasNext = true;
    if (auto ok = saveRecord(); !ok)
        return ok;
    reachedStep("keys.both");
    m_header.slots_ = {slot};
    if (auto ok = m_header.write(m_dir); !ok)
        return ok;
    reachedStep("keys.header");
    m_record.keys = std::move(m_record.next);
    m_record.next = {};
    m_record.hasNext = false;
    m_record.shareGeneration = shareGeneration;
    m_record.anchor.vaultGeneration = slot.generation;
    if (auto ok = saveRecord(); !ok)
        return ok;
    reachedStep("keys.done");
    return done();
}

Done Vault::renewShare(Secret share, qint64 shareGeneration, qint64 untilMs, qint64 lengthMs)
{
    const std::lock_guard guard(m_mutex);
    m_record.leaseUntilMs = untilMs;
    m_record.leaseMs = lengthMs > 0 ? lengthMs : m_record.leaseMs;
    return switchKeys({m_record.keys.device.clone(), std::move(share)}, shareGeneration, m_stretched);
}

Done Vault::changePassphrase(const Secret &current, const Secret &next)
{
    const std::lock_guard guard(m_mutex);
    const auto claimed = m_header.stretch(current);
    if (!claimed)
        return claimed.error();
    if (sodium_memcmp(claimed->bytes().data(), m_stretched.bytes().data(), m_stretched.size()) != 0)
        return Error {ErrorCode::WrongPassphrase, u"the current passphrase is another one"_s, u"passphrase"_s, {}};
    const auto before = m_header.salt;
    randombytes_buf(m_header.salt.data(), size_t(m_header.salt.size()));
    auto stretched = m_header.stretch(next);
    auto ok = stretched ? switchKeys({Secret::random(32), m_record.keys.server.clone()}, m_record.shareGeneration, *stretched) : Done(stretched.error());
    if (!ok) {
        m_header.salt = before;
        return ok;
    }
    m_stretched = std::move(*stretched);
    return done();
}

namespace {

enum RotateKey { RFrom = 1, RTo };

} // namespace

Result<Vault::Target> Vault::beginRotation()
{
    const std::lock_guard guard(m_mutex);
    const auto current = m_header.slots_.constFirst();
    KeySlot pending {current.generation + 1, m_record.shareGeneration, u"cache-%1.db"_s.arg(current.generation + 1), {}};
    const OpJournal journal {OpJournal::Operation::Rotate, 1, {{RFrom, current.database}, {RTo, pending.database}}};
    if (auto ok = journal.write(m_dir); !ok)
        return ok.error();
    reachedStep("rotate.1");
    removeStore(m_dir + u'/' + pending.database);
    m_nextDek = Secret::random(32);
    m_record.next = {Secret::random(32), m_record.keys.server.clone()};
    m_record.nextGeneration = m_record.shareGeneration;
    m_record.hasNext = true;
    auto ok = m_header.wrap(pending, m_stretched, m_record.next, m_nextDek.bytes());
    if (ok)
        ok = saveRecord();
    if (!ok) {
        (void)abandonRotation();
        return ok.error();
    }
    reachedStep("rotate.keys");
    m_header.slots_ = {current, pending};
    if (auto written = m_header.write(m_dir); !written) {
        (void)abandonRotation();
        return written.error();
    }
    reachedStep("rotate.slots");
    return Target {m_dir + u'/' + pending.database, m_nextDek.clone()};
}

Done Vault::abandonRotation()
{
    const std::lock_guard guard(m_mutex);
    const auto journal = OpJournal::read(m_dir);
    if (m_header.slots_.size() > 1) {
        m_header.slots_.removeLast();
        if (auto ok = m_header.write(m_dir); !ok)
            return ok;
    }
    if (m_record.hasNext) {
        m_record.next = {};
        m_record.hasNext = false;
        if (auto ok = saveRecord(); !ok)
            return ok;
    }
    m_nextDek = {};
    if (journal)
        removeStore(m_dir + u'/' + journal->more[RTo].toString());
    return OpJournal::clear(m_dir);
}

// From here on the new file counts. Needs no key, so that it can be finished at the next start.
Done Vault::finishRotation()
{
    const std::lock_guard guard(m_mutex);
    auto journal = OpJournal::read(m_dir);
    if (!journal || journal->operation != OpJournal::Operation::Rotate)
        return Error {ErrorCode::Internal, u"no rotation to finish"_s, {}, {}};
    journal->step = 2;
    if (auto ok = journal->write(m_dir); !ok)
        return ok;
    reachedStep("rotate.2");
    if (m_header.slots_.size() > 1)
        m_header.slots_.removeFirst();
    if (auto ok = m_header.write(m_dir); !ok)
        return ok;
    reachedStep("rotate.header");
    if (m_record.hasNext) {
        m_record.keys = std::move(m_record.next);
        m_record.next = {};
        m_record.hasNext = false;
        m_record.anchor.vaultGeneration = m_header.slots_.constFirst().generation;
        if (auto ok = saveRecord(); !ok)
            return ok;
    }
    reachedStep("rotate.keyring");
    if (!m_nextDek.isEmpty())
        m_dek = std::move(m_nextDek);
    m_nextDek = {};
    removeStore(m_dir + u'/' + journal->more[RFrom].toString());
    if (auto ok = syncFolder(m_dir); !ok)
        return ok;
    reachedStep("rotate.removed");
    return OpJournal::clear(m_dir);
}

Done Vault::resume()
{
    const auto journal = OpJournal::read(m_dir);
    if (!journal)
        return done();
    if (journal->operation == OpJournal::Operation::Wipe)
        return Error {ErrorCode::Erased, u"a wipe is under way"_s, {}, u"wipe"_s};
    return journal->step >= 2 ? finishRotation() : abandonRotation();
}

Vault::~Vault() = default;

} // namespace zhike::security
