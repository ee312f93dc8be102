// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "security/sealfile.h"
#include "security/vault.h"
#include "services/recorder.h"
#include "storage/sealing.h"

namespace zhike::services {

//! What a session keeps besides the cache: `outbox.seal`, and the audit of its own beginning and end. Lives as long as the session.
class Ledger {
public:
    //! Opens the seal file, makes it and the outbox agree, and puts the unlock on record. Before anybody else writes.
    //! \param meanwhile what happened since the store was open last: comes before the unlock
    static Result<std::unique_ptr<Ledger>> open(const security::Vault &vault, storage::Database &database, const Clock &clock, const Witness &witness,
                                                const QList<security::AuditEvent> &meanwhile);
    //! Puts events on record in a transaction of their own.
    static Done record(storage::Database &database, const Clock &clock, const Witness &witness, const QList<security::AuditEvent> &events, bool checkpoint);

    //! The data key was changed: the seal file is written anew under the new one, from the outbox. Nobody else has the store open.
    Done reseal(const security::Vault &vault, storage::Database &database, const Clock &clock);

    [[nodiscard]] security::SealFile &seal() const { return *m_seal; }
    [[nodiscard]] const storage::SealState &found() const { return m_found; } //!< at unlock
    [[nodiscard]] bool isUnlockOnRecord() const { return m_recorded; } //!< false: the disk was full or read-only

private:
    Ledger() = default;
    std::unique_ptr<security::SealFile> m_seal;
    storage::SealState m_found;
    bool m_recorded = false;
};

} // namespace zhike::services
