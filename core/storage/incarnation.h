// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "storage/database.h"

#include <QDate>

//! How far a store has come, to tell an older copy from it; and what becomes of it when it is one (sync-protocol §3.2).
namespace zhike::storage {

struct Position {
    qint64 incarnation = 1;
    qint64 stamp = 0; //!< counts anchors
    qint64 outboxN = 0; //!< last number given to an operation
    qint64 auditSeq = 0;
    QByteArray auditHash;
};

Result<Position> position(Database &database);
Result<Position> stamp(Database &database, qint64 stamp); //!< writes the stamp and returns the position with it
//! Unsent operations keep their ids and get the numbers 1, 2, 3 …; all scopes are fetched anew. Drafts and conflicts stay.
Done beginIncarnation(Database &database, qint64 incarnation, const QString &refreshToken);

} // namespace zhike::storage
