// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QJsonObject>
#include <QString>

//! What both ends of the sync protocol must agree on: envelope, digest, the tables of types, guarded fields and groups, and the merge.
namespace zhike::wire {

inline constexpr int kSchema = 1;
inline constexpr const char *kMediaType = "application/vnd.zhike.sync+json";

//! A record with its envelope (sync-protocol §2.1). `data` is the full current state; empty when deleted.
struct Record {
    QString type;
    QString id; //!< UUIDv7
    QString scope; //!< "book:…", "user:…", "team:…", "ref:…"
    QString customerId; //!< empty for records of no customer
    qint64 version = 0; //!< server-owned, +1 per accepted change
    qint64 csn = 0; //!< the scope's counter in the commit that last changed the record
    bool deleted = false;
    QString reason; //!< deleted|merged|erased|expired, tombstones only
    QString successor; //!< tombstones of merged records only
    QString createdAt; //!< RFC 3339 UTC ms
    QString updatedAt;
    QString updatedBy; //!< "u:<login>"
    QString updatedVia;
    QJsonObject data;
    QByteArray rawData; //!< `data` as JSON text; whichever of the two is set wins, see dataBytes()

    [[nodiscard]] QByteArray dataBytes() const;
    [[nodiscard]] QByteArray toJson() const; //!< one JSON object, 64-bit counters as strings
};

//! First 8 bytes, big-endian, of SHA-256(id 0x1F decimal version): one record's share of a scope's digest (§4.6).
quint64 digestOf(QByteArrayView id, qint64 version);
quint64 digestOf(const QString &id, qint64 version);

//! Content-Digest field value (RFC 9530): sha-256=:…:
QByteArray contentDigest(const QByteArray &body);

} // namespace zhike::wire
