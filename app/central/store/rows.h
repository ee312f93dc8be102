// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "wire/record.h"

#include <QStringList>

// What the store keeps, row by row (sync-protocol, appendix A).
namespace zhike::central {

//! A record with what only the server knows about it.
struct StoredRecord : wire::Record {
    qint64 guardVersion = 0; //!< version at which a guarded field last changed
    QByteArray createFingerprint; //!< of the op that made it; kept for ever
    QString businessDate; //!< ages it out of snapshots; empty: never
    QJsonObject past; //!< field → [version, by, at] of its last change; absent: never changed

    //! `data` as an object, read from the raw text when need be.
    [[nodiscard]] QJsonObject object() const;
    //! Sets `data` and what is derived from it.
    void setObject(const QJsonObject &object);
};

struct ScopeHead {
    qint64 csn = 0;
    qint64 floor = 0; //!< highest purged csn
    qint64 mark = 0; //!< of csn; 0 for an empty scope
};

//! Everything up to and including (csn, id) has been given. kAll as id: all of the commit.
struct FeedPosition {
    qint64 csn = 0;
    QString id;
};
inline constexpr const char *kAll = "~"; //!< sorts after every id

struct TypeDigest {
    QString type;
    qint64 n = 0;
    quint64 sum = 0;
    QString oldest; //!< lowest business date ever seen; empty when no record has one
};

struct ManifestRow {
    QString id;
    qint64 version = 0;
};

struct User {
    QString login;
    QString name;
    QString role;
    QString branch;
    QByteArray passwordHash; //!< empty: cannot sign in by password
    qint64 grantRevision = 0;
};

//! Access of a user to a scope. Empty `types`: all; `mask`: fields withheld.
struct Grant {
    QString login;
    QString scope;
    QString role;
    QStringList types;
    QStringList mask;
    QString validTo; //!< instant; empty: open
    QStringList customers {}; //!< ids; empty: all of the scope. A narrowed grant follows its customers when they move
    QString validFrom {}; //!< instant; empty: at once
    QString ended {}; //!< instant at which it was taken back; the row stays for what was typed under it
};

struct Device {
    QString id;
    QString login;
    QString installId;
    QString name;
    QString os;
    QString app;
    QByteArray jwk; //!< public key as JSON; "{}" for a device that brought none
    QString status; //!< pending, active, revoked, wipe-ordered, wiped
    int incarnation = 1;
    qint64 ackFloor = 0;
    QString leaseUntil;
    QString lastPull;
    int leaseGeneration = 0; //!< 0: no share was made yet
    QString generationAt {}; //!< when the generation began
    QByteArray share {}; //!< JWE to the device's key; the value itself is known to nobody here
    QByteArray previousShare {}; //!< of the generation before, until the device has taken over the new one
    QByteArray wipeOrder {}; //!< JWS, once ordered
    QByteArray anchor {}; //!< JSON: how far this incarnation's vault had come when last seen

    [[nodiscard]] bool isCutOff() const { return status != u"active" && status != u"pending"; }
};

//! End of a device's audit chain as far as it was delivered.
struct ChainHead {
    qint64 seq = 0;
    QByteArray hash;
};

//! One audit event of a device, as it was delivered.
struct DeviceEvent {
    QString device;
    int incarnation = 1;
    qint64 seq = 0;
    QByteArray hash; //!< over the event's own `prev` and `body`
    QByteArray body; //!< canonical JSON
    QString flag; //!< gap, fork, foreign; empty: it followed the one before
    qint64 atMs = 0; //!< of receipt
};

//! What a device signed of its own chain.
struct Checkpoint {
    QString device;
    int incarnation = 1;
    qint64 seq = 0;
    QByteArray jws;
};

struct StoredOp {
    QString device;
    QString opId;
    int incarnation = 1;
    qint64 n = 0;
    QByteArray fingerprint;
    QByteArray result; //!< JSON object as it was sent
};

struct RefreshToken {
    QByteArray hash;
    QString login;
    qint64 expiresMs = 0;
};

//! One accepted change; hash = SHA-256(0x01 ‖ prev ‖ body).
struct AuditRow {
    qint64 seq = 0;
    QByteArray prev;
    QByteArray body; //!< JSON, names and ids only, never values
    QByteArray hash;
};

QByteArray auditHash(const QByteArray &prev, const QByteArray &body);

} // namespace zhike::central
