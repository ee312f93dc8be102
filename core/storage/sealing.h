// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "security/sealfile.h"
#include "storage/database.h"

#include <QDate>

//! Keeps `outbox.seal` and the outbox saying the same.
namespace zhike::storage {

struct SealState {
    int reinstated = 0; //!< operations that were in the file only: the database had lost them
    int added = 0; //!< operations that were in the database only
    int damaged = 0; //!< frames that could not be read
};

//! At unlock, before anybody writes: what the database lost comes back under its number, what the file lost is sealed again, what is settled goes.
//! Audit events among them are chained again; one that does not follow is left to the central (its operation is queued all the same).
Result<SealState> reconcileSeal(Database &database, security::SealFile &file, QDate today);
//! After the central has answered: takes settled operations out of the file.
Done compactSeal(Database &database, security::SealFile &file);

} // namespace zhike::storage
