// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QStringList>
#include <functional>
#include <optional>

//! The device's audit (security.md §5.4): what an event says, how events hang together, and where a changed log is broken. Pure functions.
namespace zhike::security {

//! What happened. Field names and ids only, never a value: the audit must not become a second copy of the customer.
struct AuditEvent {
    QString event; //!< name of the catalogue, such as "cust.reveal"
    QString objectType {}; //!< customer, operation, vault …; empty: of nothing
    QString objectId {};
    QStringList fields {};
    QString reason {};
    QString outcome {}; //!< ok, fail, refused …
    std::optional<qint64> n {}; //!< a count: rows, pages, tries
    QString grant {}; //!< scope under which it was done
};

//! Who writes: the same for all events of one session.
struct AuditOrigin {
    QString device;
    qint64 incarnation = 1;
    QString user;
    QString role;
    QString app;
};

//! The end of a chain; before the first event seq is 0 and the hash h_0.
struct AuditHead {
    qint64 seq = 0;
    QByteArray hash;
    friend bool operator==(const AuditHead &, const AuditHead &) = default;
};

//! The event that follows `head`, as it is hashed, stored and sent. Empty members are left out.
QJsonObject auditObject(const AuditEvent &event, const AuditOrigin &origin, const AuditHead &head, qint64 trustedMs, qint64 wallMs);
//! What the device signs about the end of its chain.
QJsonObject checkpointObject(const AuditOrigin &origin, const AuditHead &head, qint64 trustedMs, qint64 vaultGeneration, qint64 outboxN);

//! An event as it lies in the store.
struct AuditRow {
    qint64 seq = 0; //!< its place in the store; the event names its own
    QByteArray event; //!< canonical JSON
    QByteArray hash;
};

enum class AuditBreak {
    None,
    Edited, //!< the text of the event is not what was chained
    Deleted, //!< the event is missing
    Inserted, //!< the event has no place in the chain
    Swapped, //!< the event stands where another one belongs
    Truncated, //!< events up to a signed checkpoint or an anchor are missing at the end
    Forked, //!< sound in itself, but not the chain that was signed
    BadCheckpoint, //!< the signature of a checkpoint is not the device's
};
QString toWire(AuditBreak kind); //!< "none", "edited" …

struct AuditVerdict {
    AuditBreak kind = AuditBreak::None;
    qint64 brokenAt = 0; //!< sequence number of the first event that is not as it was; 0 when all is
    qint64 until = 0; //!< of a fork: the place is not after this one
    qint64 events = 0; //!< rows looked at
    qint64 checkpoints = 0; //!< signatures that hold
    AuditHead head; //!< the end of the sound part
    [[nodiscard]] bool intact() const { return kind == AuditBreak::None; }
};

//! Walks one chain. Feed the rows in the order of the store, then ask for the verdict.
class AuditVerifier {
public:
    //! \param start the head before the first row: h_0, or where older events were let go
    explicit AuditVerifier(const AuditHead &start);

    //! \param jws as kept; \param publicJwk the device's key, from the keyring or from the central
    void addCheckpoint(const QByteArray &jws, const QJsonObject &publicJwk);
    //! A head known from elsewhere (the keyring's anchor, the central's last event).
    void addAnchor(const AuditHead &anchor);
    void add(const AuditRow &row);
    [[nodiscard]] AuditVerdict verdict();

private:
    struct Mark {
        AuditHead head;
        bool sound = true; //!< its signature holds
    };
    [[nodiscard]] AuditVerdict walk() const;
    [[nodiscard]] AuditVerdict nameBreak(qsizetype index, const QByteArray &before) const;

    AuditHead m_start;
    QList<AuditRow> m_rows;
    QList<Mark> m_marks;
    qint64 m_signatures = 0;
};

} // namespace zhike::security
