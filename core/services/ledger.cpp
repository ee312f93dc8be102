// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/ledger.h"

#include "crypto/encoding.h"

namespace zhike::services {

using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray escrowOf(storage::Database &database)
{
    return crypto::fromBase64Url(database.stateText(u"escrow"_s).toLatin1()).value_or(QByteArray());
}

} // namespace

Done Ledger::record(storage::Database &database, const Clock &clock, const Witness &witness, const QList<security::AuditEvent> &events, bool checkpoint)
{
    Recorder recorder(database, clock, witness);
    return database.transaction([&]() -> Done {
        for (const auto &event : events)
            if (auto ok = recorder.append(event); !ok)
                return ok;
        return checkpoint ? recorder.checkpoint() : done();
    });
}

Done Ledger::reseal(const security::Vault &vault, storage::Database &database, const Clock &clock)
{
    auto key = vault.deriveKey("seal");
    if (!key)
        return key.error();
    m_seal.reset();
    auto seal = security::SealFile::open(vault.directory() + u"/outbox.seal"_s, std::move(*key), escrowOf(database));
    if (!seal)
        return seal.error();
    m_seal = std::move(*seal);
    auto found = storage::reconcileSeal(database, *m_seal, clock.today());
    if (!found)
        return found.error();
    return done();
}

Result<std::unique_ptr<Ledger>> Ledger::open(const security::Vault &vault, storage::Database &database, const Clock &clock, const Witness &witness,
                                             const QList<security::AuditEvent> &meanwhile)
{
    auto key = vault.deriveKey("seal");
    if (!key)
        return key.error();
    if (database.stateText(u"vault_id"_s).isEmpty())
        if (auto ok = database.setState(u"vault_id"_s, vault.facts().vaultId); !ok)
            return ok.error();
    std::unique_ptr<Ledger> ledger(new Ledger);
    auto seal = security::SealFile::open(vault.directory() + u"/outbox.seal"_s, std::move(*key), escrowOf(database));
    if (!seal)
        return seal.error();
    ledger->m_seal = std::move(*seal);
    auto found = storage::reconcileSeal(database, *ledger->m_seal, clock.today());
    if (!found)
        return found.error();
    ledger->m_found = *found;
    database.setSeal(ledger->m_seal.get());

    QList<security::AuditEvent> events;
    const auto add = [&](const QString &name, const QString &outcome, qint64 n) {
        security::AuditEvent event {name};
        event.outcome = outcome;
        if (n > 0)
            event.n = n;
        events.append(event);
    };
    if (found->damaged > 0)
        add(u"vault.damage"_s, u"outbox.seal"_s, found->damaged);
    if (found->reinstated > 0)
        add(u"vault.salvage"_s, u"outbox.seal"_s, found->reinstated);
    events += meanwhile;
    add(u"auth.unlock"_s, u"ok"_s, 0);
    // A full or read-only disk does not keep anybody from reading; whatever needs the record first will be refused then.
    const auto ok = record(database, clock, witness, events, false);
    if (!ok && ok.error().code != ErrorCode::Full && ok.error().code != ErrorCode::Io)
        return ok.error();
    ledger->m_recorded = ok.ok();
    return ledger;
}

} // namespace zhike::services
