// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/session.h"

#include "keyring/systemkeyring.h"
#include "security/passphrase.h"
#include "services/centralclient.h"
#include "services/liveonline.h"
#include "services/localcommands.h"
#include "services/localqueries.h"
#include "storage/auditlog.h"
#include "storage/figures.h"
#include "storage/incarnation.h"
#include "storage/salvage.h"
#include "storage/syncstore.h"
#include "storage/transplant.h"

#include <QDir>
#include <QJsonDocument>
#include <QStandardPaths>
#include <QSysInfo>

namespace zhike::services {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kAskLeaseEveryMs = 3600 * 1000;
constexpr qint64 kQuarantineDays = 7;

// Damaged stores are ciphertext; after a week nobody can want anything of them any more.
void dropOldQuarantine(const QString &dir)
{
    QDir place(dir + u"/quarantine"_s);
    const auto since = QDateTime::currentDateTime().addDays(-kQuarantineDays);
    for (const auto &entry : place.entryInfoList(QDir::Files))
        if (entry.lastModified() < since)
            place.remove(entry.fileName());
}

} // namespace

QString defaultVaultDirectory()
{
    const auto root = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/zhike/vaults"_s;
    for (const auto &entry : QDir(root).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Time))
        if (security::Vault::exists(root + u'/' + entry))
            return root + u'/' + entry;
    return root + u"/main"_s;
}

std::shared_ptr<security::KeyStore> keyStoreFor(const QString &dir, const QString &deviceBinding, std::shared_ptr<security::KeyStore> keyring)
{
    if (keyring)
        return keyring;
    if (deviceBinding == "none"_L1)
        return std::make_shared<security::FileKeyStore>(security::FileKeyStore::folderFor(dir));
    return std::make_shared<keyring::SystemKeyring>();
}

Session::Session(std::unique_ptr<security::Vault> vault, Clock clock)
    : m_vault(std::move(vault))
    , m_clock(std::move(clock))
    , m_time(m_clock, m_vault->record().anchor.trustedMs)
    , m_clockWatch(m_clock, security::BootTime::now().ms)
{
    if (auto key = m_vault->deriveKey("search"))
        m_termKey = std::make_shared<const crypto::Secret>(std::move(*key));
}

Session::~Session()
{
    if (!m_written || !m_ledger || m_vault->databasePath().isEmpty())
        return;
    if (auto database = open(storage::Access::ReadWrite))
        (void)anchor(**database);
}

static constexpr int kRebuilt = 2; //!< state must_rejoin; 1: for another reason

static QString damageMark(const QString &dir)
{
    return dir + u"/damaged"_s;
}

Result<security::VaultState> Session::look(const QString &dir, const Clock &clock, std::shared_ptr<security::KeyStore> keyring)
{
    const auto facts = security::Vault::facts(dir);
    if (!facts)
        return facts.error();
    return security::Vault::look(dir, {keyStoreFor(dir, facts->deviceBinding, std::move(keyring)), clock.nowMs()});
}

Result<std::unique_ptr<Session>> Session::unlock(const QString &dir, const QString &passphrase, const Clock &clock, std::shared_ptr<security::KeyStore> keyring)
{
    const auto facts = security::Vault::facts(dir);
    if (!facts)
        return facts.error();
    const security::VaultContext context {keyStoreFor(dir, facts->deviceBinding, std::move(keyring)), clock.nowMs()};
    auto vault = security::Vault::unlock(dir, security::passphraseBytes(passphrase), context);
    if (!vault)
        return vault.error();
    std::unique_ptr<Session> session(new Session(std::move(*vault), clock));
    auto ok = QFile::exists(session->vault().databasePath()) ? session->prepare() : Done(Error {ErrorCode::Damaged, u"the store is gone"_s, {}, {}});
    const auto mark = damageMark(dir);
    if (ok && QFile::exists(mark)) {
        auto database = session->open(storage::Access::ReadWrite); // the check brings the log in first
        const auto findings = database ? (*database)->check() : Result<QStringList>(database.error());
        if (!findings || !findings->isEmpty())
            ok = Error {ErrorCode::Damaged, u"the store has damaged pages"_s, {}, {}};
    }
    if (!ok && ok.error().code == ErrorCode::Damaged)
        ok = session->rebuild();
    if (!ok)
        return ok.error();
    QFile::remove(mark);
    // Signed in before unlocking: what lets this device sync again goes where the rounds look for it.
    if (const auto record = session->vault().record(); !record.refreshToken.isEmpty()) {
        const auto token = record.refreshToken.bytes();
        auto database = session->open(storage::Access::ReadWrite);
        if (!database)
            return database.error();
        if (auto set = (*database)->setState(u"refresh_token"_s, QString::fromUtf8(reinterpret_cast<const char *>(token.data()), qsizetype(token.size())));
            !set)
            return set.error();
        (void)session->vault().forgetRefreshToken();
    }
    return session;
}

void Session::noteDamage(const QString &dir)
{
    QFile mark(damageMark(dir));
    (void)mark.open(QIODevice::WriteOnly); // that it is there is all it says
}

Done Session::prepare()
{
    dropOldQuarantine(m_vault->directory());
    auto database = open(storage::Access::ReadWrite);
    if (!database)
        return database.error();
    // A right that has ended while the computer was off or away ends before anything is shown.
    if (const auto ended = storage::SyncStore(**database, m_clock.today()).endGrants(trustedNowMs()); !ended)
        return ended.error();
    if (auto ok = storage::Figures(**database, m_clock.today()).refresh(); !ok)
        return ok;
    if (auto ok = openLedger(**database); !ok)
        return ok;
    const auto older = isOlderThanAnchor(**database);
    if (!older)
        return older.error();
    m_older = *older;
    const auto mustRejoin = (*database)->stateText(u"must_rejoin"_s).toInt();
    m_restored = m_older || mustRejoin > 0;
    m_rebuilt = mustRejoin == kRebuilt;
    // A purge that was broken off before its last level is finished before any view opens.
    if (m_restored || (*database)->stateText(u"rekey_wanted"_s).toLongLong() == 0)
        return done();
    database->reset();
    auto ok = rotateKey();
    return !ok && ok.error().code != ErrorCode::Full ? ok : done();
}

Done Session::rebuild()
{
    m_ledger.reset();
    const auto path = m_vault->databasePath();
    const auto place = m_vault->directory() + u"/quarantine"_s;
    auto aside = place + u'/' + QString::number(trustedNowMs()) + u'-' + QFileInfo(path).fileName();
    while (QFile::exists(aside) || QFile::exists(aside + u"-wal"_s))
        aside.insert(place.size() + 1, u'~'); // a clock that stands still
    if (!QDir().mkpath(place))
        return Error {ErrorCode::Io, u"cannot create the quarantine folder"_s, {}, {}};
    const bool had = QFile::exists(path);
    for (const auto &ending : {u"-wal"_s, u""_s}) // the file last: as long as it is there, this begins anew
        if (QFile::exists(path + ending) && !QFile::rename(path + ending, aside + ending))
            return Error {ErrorCode::Io, u"cannot set the damaged store aside"_s, {}, {}};
    QFile::remove(path + u"-shm"_s);
    const auto &facts = m_vault->facts();
    const auto anchor = m_vault->record().anchor;
    {
        auto database = open(storage::Access::ReadWrite);
        if (!database)
            return database.error();
    }
    int rows = 0;
    if (had)
        if (const auto salvaged = storage::salvage(aside, path, m_vault->dataKey()); salvaged)
            rows = salvaged->rows;
    auto database = open(storage::Access::ReadWrite);
    if (!database)
        return database.error();
    const auto known = [&](const QString &key) { return (*database)->stateText(key); };
    auto ok = (*database)->transaction([&]() -> Done {
        for (const auto &[key, value] : {std::pair(u"device_id"_s, facts.deviceId), std::pair(u"server"_s, facts.server), std::pair(u"login"_s, facts.login),
                                         std::pair(u"user_name"_s, facts.userName), std::pair(u"device_binding"_s, facts.deviceBinding),
                                         std::pair(u"vault_id"_s, facts.vaultId), std::pair(u"gen"_s, u"1"_s)})
            if (known(key).isEmpty())
                if (auto set = (*database)->setState(key, value); !set)
                    return set;
        for (const auto &[key, value] :
             {std::pair(u"cursor"_s, QVariant(QString())), std::pair(u"consistent"_s, QVariant(0)), std::pair(u"must_rejoin"_s, QVariant(kRebuilt)),
              // The audit begins anew under the number that the central will give.
              std::pair(u"incarnation"_s, QVariant(qMax(anchor.incarnation, known(u"incarnation"_s).toLongLong()) + 1)),
              std::pair(u"last_n"_s, QVariant(qMax(anchor.outboxN, known(u"last_n"_s).toLongLong())))})
            if (auto set = (*database)->setState(key, value); !set)
                return set;
        return done();
    });
    if (ok)
        ok = openLedger(**database);
    if (ok)
        ok = Ledger::record(**database, m_clock, witness(), {{.event = u"vault.damage"_s}, {.event = u"vault.salvage"_s, .n = rows}}, true);
    m_rebuilt = true;
    m_restored = true; // read-only until the central has been asked: numbers and audit begin a new incarnation
    return ok;
}

Result<bool> Session::isOlderThanAnchor(storage::Database &database) const
{
    const auto anchor = m_vault->record().anchor;
    const auto held = storage::position(database);
    if (!held)
        return held.error();
    if (held->incarnation != anchor.incarnation)
        return held->incarnation < anchor.incarnation;
    return held->stamp < anchor.stamp || held->outboxN < anchor.outboxN || held->auditSeq < anchor.auditSeq;
}

bool Session::isLeaseOver() const
{
    const auto record = m_vault->record();
    return record.leaseUntilMs > 0 && trustedNowMs() >= record.leaseUntilMs;
}

Result<std::unique_ptr<storage::Database>> Session::open(storage::Access access) const
{
    if (m_vault->databasePath().isEmpty())
        return Error {ErrorCode::Erased, u"the vault was wiped"_s, {}, {}};
    if (m_ledger && !QFile::exists(m_vault->databasePath())) // it was there: another one is not made in its place
        return Error {ErrorCode::Io, u"the store is not where it was opened"_s, u"vault"_s, {}};
    auto database = storage::Database::open(m_vault->databasePath(), m_vault->dataKey(), access);
    if (database && m_ledger && access == storage::Access::ReadWrite)
        (*database)->setSeal(&m_ledger->seal());
    return database;
}

Done Session::openLedger(storage::Database &database)
{
    QList<security::AuditEvent> meanwhile;
    if (const auto schema = database.stateText(QLatin1StringView(storage::Database::kMigrated)).toLongLong(); schema > 0)
        meanwhile.append({.event = u"vault.migrate"_s, .outcome = u"ok"_s, .n = schema});
    if (m_vault->failedTries() > 0)
        meanwhile.append({.event = u"auth.unlock"_s, .outcome = u"fail"_s, .n = m_vault->failedTries()});
    for (const auto &one : m_vault->record().unrecorded) {
        security::AuditEvent event {.event = one.event, .outcome = one.outcome};
        if (one.n > 0)
            event.n = one.n;
        meanwhile.append(event);
    }
    auto ledger = Ledger::open(*m_vault, database, m_clock, witness(), meanwhile);
    if (!ledger)
        return ledger.error();
    m_ledger = std::move(*ledger);
    if (!m_ledger->isUnlockOnRecord())
        return done();
    m_vault->forgetUnrecorded();
    return meanwhile.isEmpty() ? done() : database.setState(QLatin1StringView(storage::Database::kMigrated), 0);
}

Done Session::noteClock(storage::Database &database)
{
    const auto moved = m_clockWatch.moved(m_clock.nowMs(), security::BootTime::now().ms);
    if (!moved)
        return done();
    const auto minutes = *moved / 60'000;
    return Ledger::record(database, m_clock, witness(),
                          {{.event = minutes < 0 ? u"time.rollback"_s : u"time.jump"_s, .reason = u"clock set"_s, .n = qAbs(minutes)}}, false);
}

Witness Session::witness() const
{
    Witness witness;
    witness.trustedNowMs = [this] { return trustedNowMs(); };
    witness.vaultGeneration = vaultGeneration();
    witness.termKey = m_termKey;
    if (const auto *key = m_vault->deviceKey()) {
        witness.sign = [key](const QJsonObject &payload) { return key->sign(payload); };
        witness.publicJwk = key->publicJwk();
    }
    witness.anchor = [this] {
        const auto anchor = m_vault->record().anchor;
        return QJsonObject {{u"vault_gen"_s, anchor.vaultGeneration},
                            {u"outbox_n"_s, anchor.outboxN},
                            {u"audit_seq"_s, anchor.auditSeq},
                            {u"h"_s, QString::fromLatin1(anchor.auditHash.toHex())},
                            {u"trusted_time"_s, anchor.trustedMs}};
    };
    return witness;
}

Result<std::unique_ptr<Queries>> Session::queries() const
{
    auto database = open(storage::Access::ReadOnly);
    if (!database)
        return database.error();
    return std::unique_ptr<Queries>(new LocalQueries(std::move(*database), m_clock, witness()));
}

Result<std::unique_ptr<Commands>> Session::commands() const
{
    if (m_restored)
        return Error {ErrorCode::Restored, u"the store is older than its anchor"_s, {}, {}};
    auto database = open(storage::Access::ReadWrite);
    if (!database)
        return database.error();
    m_written = true;
    return std::unique_ptr<Commands>(new LocalCommands(std::move(*database), m_clock, witness()));
}

QJsonObject Session::report() const
{
    const auto record = m_vault->record();
    const auto &anchor = record.anchor;
    QJsonObject report;
    if (record.shareGeneration > 0)
        report.insert(u"lease_generation"_s, record.shareGeneration);
    if (!m_restored && anchor.stamp > 0)
        report.insert(u"anchor"_s,
                      QJsonObject {{u"vault_gen"_s, anchor.vaultGeneration},
                                   {u"outbox_n"_s, QString::number(anchor.outboxN)},
                                   {u"audit_seq"_s, QString::number(anchor.auditSeq)},
                                   {u"h"_s, QString::fromLatin1(anchor.auditHash.toHex())},
                                   {u"trusted_time"_s, toWireInstant(anchor.trustedMs)}});
    return report;
}

Done Session::anchor(storage::Database &database)
{
    if (m_restored)
        return done(); // the anchor is what says so
    auto anchor = m_vault->record().anchor;
    const auto before = storage::position(database);
    if (!before)
        return before.error();
    const auto held = storage::stamp(database, qMax(anchor.stamp, before->stamp) + 1);
    if (!held)
        return held.error();
    anchor.vaultGeneration = m_vault->generation();
    anchor.incarnation = held->incarnation;
    anchor.stamp = held->stamp;
    anchor.outboxN = held->outboxN;
    anchor.auditSeq = held->auditSeq;
    anchor.auditHash = held->auditHash;
    anchor.trustedMs = trustedNowMs();
    m_written = false;
    return m_vault->saveAnchor(anchor);
}

Done Session::noteLock(const QString &why)
{
    auto database = open(storage::Access::ReadWrite);
    if (!database)
        return database.error();
    security::AuditEvent event {u"auth.lock"_s};
    event.reason = why;
    (void)noteClock(**database);
    QList<security::AuditEvent> events;
    if (why == "lease"_L1)
        events.append({.event = u"key.lease"_s, .outcome = u"lapse"_s});
    events.append(event);
    if (why == "exit"_L1)
        events.append({u"app.exit"_s});
    if (auto ok = Ledger::record(**database, m_clock, witness(), events, true); !ok)
        return ok;
    return anchor(**database);
}

void Session::noteStart(const QStringList &refusedPlugins, const QList<process::CrashReport> &crashes)
{
    auto database = open(storage::Access::ReadWrite);
    if (!database || m_restored)
        return;
    m_written = true;
    const auto key = u"crash_noted"_s;
    const auto known = (*database)->stateText(key).toLongLong();
    qint64 last = known;
    QList<security::AuditEvent> events;
    for (const auto &crash : crashes)
        if (crash.atS > known) {
            events.append({.event = u"app.crash"_s, .reason = u"signal %1"_s.arg(crash.signal)});
            last = qMax(last, crash.atS);
        }
    events.append({u"app.start"_s});
    if (!refusedPlugins.isEmpty())
        events.append(refusedPluginEvent(refusedPlugins));
    if (Ledger::record(**database, m_clock, witness(), events, false) && last != known)
        (void)(*database)->setState(key, last);
}

void Session::noteRefusedPlugins(const QStringList &names)
{
    if (names.isEmpty() || m_restored)
        return;
    if (auto database = open(storage::Access::ReadWrite)) {
        m_written = true;
        (void)Ledger::record(**database, m_clock, witness(), {refusedPluginEvent(names)}, false);
    }
}

security::AuditEvent Session::refusedPluginEvent(const QStringList &names)
{
    security::AuditEvent event {u"sec.plugin-refused"_s};
    event.fields = names;
    event.outcome = u"refused"_s;
    return event;
}

Result<std::unique_ptr<OnlineCommands>> Session::online(std::shared_ptr<sync::Transport> transport) const
{
    auto database = open(storage::Access::ReadWrite);
    if (!database)
        return database.error();
    return std::unique_ptr<OnlineCommands>(new LiveOnline(std::move(*database), m_clock, std::move(transport), witness()));
}

Done Session::afterRound(storage::Database &database, sync::Transport &transport, const sync::AccessToken &token, const sync::RoundResult &result)
{
    if (auto ok = noteClock(database); !ok)
        return ok;
    if (result.error || token.token.isEmpty() || !m_vault->deviceKey())
        return done();
    const auto record = m_vault->record();
    const bool leaseShort = record.leaseMs > 0 && record.leaseUntilMs - trustedNowMs() < record.leaseMs / 2;
    if (m_leaseAskedMs == 0 || trustedNowMs() - m_leaseAskedMs > kAskLeaseEveryMs || leaseShort) {
        const auto before = security::BootTime::now().ms;
        CentralClient client(transport);
        const auto device = client.self(token.token, m_vault->facts().deviceId, record.shareGeneration, true);
        if (!device)
            return device.error();
        if (device->serverMs > 0)
            m_time.note(device->serverMs, security::BootTime::now().ms - before);
        auto share = device->shareOf(device->leaseGeneration, deviceKey());
        if (!share)
            return share.error();
        auto ok = share->isEmpty() || device->leaseGeneration == record.shareGeneration
            ? m_vault->noteLease(device->leaseUntilMs, device->leaseMs)
            : m_vault->renewShare(std::move(*share), device->leaseGeneration, device->leaseUntilMs, device->leaseMs);
        if (!ok)
            return ok;
        if (auto pinned = m_vault->pinWipeKeys(device->wipeKeys()); !pinned)
            return pinned;
        QList<security::AuditEvent> events;
        if (m_vault->record().shareGeneration != record.shareGeneration)
            events.append({.event = u"key.lease"_s, .outcome = u"renew"_s});
        const auto known = QJsonDocument::fromJson(database.stateText(u"policy"_s).toUtf8()).object();
        if (known != device->policy) {
            security::AuditEvent changed {u"policy.change"_s};
            for (auto it = device->policy.begin(); it != device->policy.end(); ++it)
                if (known[it.key()] != it.value())
                    changed.fields.append(it.key());
            events.append(changed);
        }
        if (!events.isEmpty())
            if (auto noted = Ledger::record(database, m_clock, witness(), events, false); !noted)
                return noted;
        for (const auto &[key, value] : {std::pair(u"policy"_s, QString::fromUtf8(QJsonDocument(device->policy).toJson(QJsonDocument::Compact))),
                                         std::pair(u"escrow"_s, device->escrow()), std::pair(u"lease_until"_s, device->whole[u"lease_until"_s].toString())})
            if (!value.isEmpty() && database.stateText(key) != value)
                if (auto set = database.setState(key, value); !set)
                    return set;
        m_leaseAskedMs = trustedNowMs();
    }
    return anchor(database);
}

Result<bool> Session::wantsNewKey() const
{
    auto database = open(storage::Access::ReadOnly);
    if (!database)
        return database.error();
    return (*database)->stateText(u"rekey_wanted"_s).toLongLong() > 0;
}

bool Session::isNewKeyOverdue() const
{
    auto database = open(storage::Access::ReadOnly);
    const auto since = database ? (*database)->stateText(u"rekey_wanted"_s).toLongLong() : 0;
    if (since == 0 || m_restored)
        return false;
    const auto policy = QJsonDocument::fromJson((*database)->stateText(u"policy"_s).toUtf8()).object();
    return trustedNowMs() - since >= qint64(qBound(1, policy[u"purge_rekey_h"_s].toInt(24), 168)) * 3600 * 1000;
}

Done Session::wantNewKey()
{
    auto database = open(storage::Access::ReadWrite);
    return database ? (*database)->setState(u"rekey_wanted"_s, trustedNowMs()) : Done(database.error());
}

Done Session::rotateKey()
{
    if (m_restored)
        return Error {ErrorCode::Restored, u"the store is older than its anchor"_s, {}, {}};
    const auto wanted = wantsNewKey();
    const bool purged = wanted && *wanted;
    auto target = m_vault->beginRotation();
    if (!target)
        return target.error();
    if (auto ok = storage::transplant(m_vault->databasePath(), m_vault->dataKey(), target->path, target->key.bytes()); !ok) {
        (void)m_vault->abandonRotation();
        return ok;
    }
    if (auto ok = m_vault->finishRotation(); !ok)
        return ok;
    auto database = open(storage::Access::ReadWrite);
    if (!database)
        return database.error();
    (*database)->setSeal(nullptr);
    if (auto ok = m_ledger->reseal(*m_vault, **database, m_clock); !ok)
        return ok;
    (*database)->setSeal(&m_ledger->seal());
    if (auto ok = (*database)->setState(u"rekey_wanted"_s, 0); !ok)
        return ok;
    QList<security::AuditEvent> events {{u"key.rotate"_s}};
    if (purged) // with the key go the last traces of the customers who have left
        events.append({.event = u"cust.purge"_s, .outcome = u"L3"_s});
    if (auto ok = Ledger::record(**database, m_clock, witness(), events, true); !ok)
        return ok;
    return anchor(**database);
}

Done Session::changePassphrase(const QString &current, const QString &next)
{
    if (auto ok = security::checkNewPassphrase(next, m_vault->facts().login); !ok)
        return ok;
    if (auto ok = m_vault->changePassphrase(security::passphraseBytes(current), security::passphraseBytes(next)); !ok)
        return ok;
    auto database = open(storage::Access::ReadWrite);
    if (!database)
        return database.error();
    if (auto ok = Ledger::record(**database, m_clock, witness(), {{u"key.passphrase"_s}}, true); !ok)
        return ok;
    return anchor(**database);
}

int Session::idleLockMinutes() const
{
    auto database = open(storage::Access::ReadOnly);
    const auto policy = database ? QJsonDocument::fromJson((*database)->stateText(u"policy"_s).toUtf8()).object() : QJsonObject();
    return qBound(1, policy[u"idle_lock_min"_s].toInt(5), 15);
}

Done Session::rejoin(storage::Database &database, sync::Transport &transport)
{
    CentralClient client(transport);
    auto refresh = database.stateText(u"refresh_token"_s);
    const auto token = client.refresh(refresh);
    if (!token)
        return token.error();
    const auto device = client.registerDevice(*token,
                                              {{u"name"_s, database.stateText(u"device_name"_s)},
                                               {u"os"_s, QSysInfo::prettyProductName()},
                                               {u"app"_s, u"zhike"_s},
                                               {u"install_id"_s, m_vault->facts().vaultId},
                                               {u"jwk"_s, deviceKey().publicJwk()},
                                               {u"restored"_s, true}});
    if (!device)
        return device.error();
    if (auto ok = storage::beginIncarnation(database, device->incarnation, refresh); !ok)
        return ok;
    if (auto ok = database.setState(u"must_rejoin"_s, 0); !ok)
        return ok;
    if (std::exchange(m_older, false)) // the first of the new chain: the old one could not take it
        if (auto ok = Ledger::record(database, m_clock, witness(), {{u"vault.restore-detected"_s}}, false); !ok)
            return ok;
    if (device->serverMs > 0)
        m_time.note(device->serverMs, 0);
    m_restored = false;
    return anchor(database);
}

} // namespace zhike::services
