// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "crypto/secret.h"
#include "domain/clock.h"
#include "storage/auditlog.h"

namespace zhike::services {

//! What the audit needs of an unlocked session.
struct Witness {
    std::function<qint64()> trustedNowMs; //!< empty: the clock
    storage::Sign sign; //!< with the device's key; empty: no checkpoints
    qint64 vaultGeneration = 1;
    std::shared_ptr<const crypto::Secret> termKey; //!< for hashes of search terms; empty: the term's kind alone is kept
    QJsonObject publicJwk; //!< of the device's key
    std::function<QJsonObject()> anchor; //!< the one in the keyring; may be empty
};

//! Puts events on record inside the caller's transaction, and signs the chain when it is time. One per connection.
class Recorder {
public:
    Recorder(storage::Database &database, const Clock &clock, Witness witness) : m_log(database), m_clock(clock), m_witness(std::move(witness)) { }
    Done append(const security::AuditEvent &event);
    Done checkpoint(); //!< now: before an export, at a sync, when locking
    Result<security::AuditVerdict> verify();
    [[nodiscard]] storage::AuditLog &log() { return m_log; }
    [[nodiscard]] const Witness &witness() const { return m_witness; }

private:
    [[nodiscard]] storage::AuditLog::Times times() const;
    Done sign(bool now);

    storage::AuditLog m_log;
    const Clock &m_clock;
    Witness m_witness;
};

} // namespace zhike::services
