// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "views/views.h"

namespace zhike::views {

//! One event of the device's audit: names and ids, never a value.
struct AuditEntry {
    qint64 seq = 0;
    qint64 incarnation = 1;
    QDateTime at; //!< the computer's clock
    QDateTime trustedAt; //!< the central's time, as far as it is known
    QString event; //!< name of the catalogue, such as "cust.reveal"
    QString outcome;
    QString objectType, objectId;
    CustomerId customer; //!< when it is one of this book
    QString customerName;
    QStringList fields;
    QString reason;
    std::optional<qint64> n;
    QString user, role, grant, device, app;
    QString prev, hash; //!< hex
    QString text; //!< canonical JSON, as it was chained
    bool delivered = false; //!< the central has it
};

struct AuditCheckpoint {
    qint64 seq = 0;
    QDateTime at;
    bool delivered = false;
};

struct AuditBoard {
    QList<AuditEntry> rows; //!< newest first
    qint64 headSeq = 0;
    QString headHash; //!< hex
    qint64 waiting = 0; //!< events the central does not have
    int today = 0, reveals = 0, edits = 0, refused = 0; //!< of this day
    QList<AuditCheckpoint> checkpoints; //!< newest first
};

struct AuditFinding {
    QString kind; //!< none, edited, deleted, inserted, swapped, truncated, forked, bad-checkpoint
    qint64 brokenAt = 0; //!< 0: intact
    qint64 until = 0; //!< of a fork: not after this one
    qint64 events = 0;
    qint64 checkpoints = 0; //!< signatures that hold
    qint64 headSeq = 0; //!< end of the sound part
    QString headHash;
    qint64 elapsedMs = 0;
    [[nodiscard]] bool intact() const { return brokenAt == 0; }
};

struct AuditQuery {
    QString event; //!< beginning of the name; empty: all
    CustomerId customer; //!< empty: all
    qint64 beforeSeq = 0; //!< 0: from the newest
    int limit = 300;
};

//! A value shown on request, on record before it was given out.
struct Revealed {
    QString value;
    int seconds = 10; //!< how long it may stay on the screen
};

} // namespace zhike::views
