// SPDX-License-Identifier: GPL-3.0-or-later
#include "security/audit.h"

#include "crypto/auditchain.h"
#include "crypto/devicekey.h"
#include "crypto/encoding.h"
#include "domain/clock.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>

namespace zhike::security {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Parsed {
    qint64 seq = 0; //!< 0: not an event
    QByteArray prev;
};

Parsed parse(const QByteArray &event)
{
    const auto object = QJsonDocument::fromJson(event).object();
    return {object[u"seq"_s].toInteger(), QByteArray::fromHex(object[u"prev"_s].toString().toLatin1())};
}

} // namespace

QJsonObject auditObject(const AuditEvent &event, const AuditOrigin &origin, const AuditHead &head, qint64 trustedMs, qint64 wallMs)
{
    QJsonObject object {{u"v"_s, 1},
                        {u"dev"_s, origin.device},
                        {u"inc"_s, origin.incarnation},
                        {u"seq"_s, head.seq + 1},
                        {u"t_trust"_s, toWireInstant(trustedMs)},
                        {u"t_wall"_s, toWireInstant(wallMs)},
                        {u"ev"_s, event.event},
                        {u"prev"_s, QString::fromLatin1(head.hash.toHex())}};
    for (const auto &[name, text] : {std::pair(u"user"_s, origin.user), std::pair(u"role"_s, origin.role), std::pair(u"app"_s, origin.app),
                                     std::pair(u"grant"_s, event.grant), std::pair(u"reason"_s, event.reason), std::pair(u"outcome"_s, event.outcome)})
        if (!text.isEmpty())
            object[name] = text;
    if (!event.objectType.isEmpty())
        object[u"obj"_s] = QJsonObject {{u"type"_s, event.objectType}, {u"id"_s, event.objectId}};
    if (!event.fields.isEmpty())
        object[u"fields"_s] = QJsonArray::fromStringList(event.fields);
    if (event.n)
        object[u"n"_s] = *event.n;
    return object;
}

QJsonObject checkpointObject(const AuditOrigin &origin, const AuditHead &head, qint64 trustedMs, qint64 vaultGeneration, qint64 outboxN)
{
    return {{u"typ"_s, u"checkpoint"_s},
            {u"dev"_s, origin.device},
            {u"inc"_s, origin.incarnation},
            {u"seq"_s, head.seq},
            {u"h"_s, QString::fromLatin1(head.hash.toHex())},
            {u"t_trust"_s, toWireInstant(trustedMs)},
            {u"vault_gen"_s, vaultGeneration},
            {u"outbox_n"_s, outboxN}};
}

QString toWire(AuditBreak kind)
{
    switch (kind) {
    case AuditBreak::None: return u"none"_s;
    case AuditBreak::Edited: return u"edited"_s;
    case AuditBreak::Deleted: return u"deleted"_s;
    case AuditBreak::Inserted: return u"inserted"_s;
    case AuditBreak::Swapped: return u"swapped"_s;
    case AuditBreak::Truncated: return u"truncated"_s;
    case AuditBreak::Forked: return u"forked"_s;
    case AuditBreak::BadCheckpoint: return u"bad-checkpoint"_s;
    }
    return {};
}

AuditVerifier::AuditVerifier(const AuditHead &start) : m_start(start) { }

void AuditVerifier::addCheckpoint(const QByteArray &jws, const QJsonObject &publicJwk)
{
    const auto payload = crypto::verify(jws, publicJwk);
    if (!payload) {
        // Which event it spoke of is read unverified: only to say where.
        const auto claimed = QJsonDocument::fromJson(crypto::fromBase64Url(jws.split('.').value(1)).value_or(QByteArray())).object();
        m_marks.append({{claimed[u"seq"_s].toInteger(), {}}, false});
        return;
    }
    ++m_signatures;
    m_marks.append({{(*payload)[u"seq"_s].toInteger(), QByteArray::fromHex((*payload)[u"h"_s].toString().toLatin1())}, true});
}

void AuditVerifier::addAnchor(const AuditHead &anchor)
{
    m_marks.append({anchor, true});
}

void AuditVerifier::add(const AuditRow &row)
{
    m_rows.append(row);
}

// The row does not follow `before`: what was done to the log is told by its neighbours.
AuditVerdict AuditVerifier::nameBreak(qsizetype index, const QByteArray &before) const
{
    const auto &row = m_rows.at(index);
    const auto place = (index > 0 ? m_rows.at(index - 1).seq : m_start.seq) + 1;
    const auto own = parse(row.event);
    AuditVerdict verdict;
    verdict.brokenAt = place;
    const auto next = index + 1 < m_rows.size() ? parse(m_rows.at(index + 1).event) : Parsed {};
    const auto before2 = index > 0 ? parse(m_rows.at(index - 1).event).prev : QByteArray();
    if (own.seq == 0) {
        verdict.kind = AuditBreak::Edited;
    } else if (index > 0 && own.seq == place - 1 && own.prev == before2) {
        // This one belongs where the last one stands, and so the last one nowhere.
        verdict.kind = AuditBreak::Inserted;
        verdict.brokenAt = place - 1;
    } else if (own.seq != place && row.seq == place
               && std::any_of(m_rows.cbegin() + index, m_rows.cend(), [&](const auto &other) { return parse(other.event).seq == place; })) {
        verdict.kind = AuditBreak::Swapped;
    } else if (own.seq > place) {
        verdict.kind = AuditBreak::Deleted;
    } else if (next.seq == place && next.prev == before) {
        verdict.kind = AuditBreak::Inserted;
    } else if (own.prev != before && crypto::auditNext(own.prev, row.event) == row.hash && index > 0) {
        // Sound after another predecessor: it was the last one whose text and hash were made to fit each other.
        verdict.kind = AuditBreak::Edited;
        verdict.brokenAt = place - 1;
    } else {
        verdict.kind = own.seq == place ? AuditBreak::Edited : AuditBreak::Inserted;
    }
    return verdict;
}

AuditVerdict AuditVerifier::walk() const
{
    AuditVerdict verdict;
    verdict.head = m_start;
    auto marks = m_marks;
    std::stable_sort(marks.begin(), marks.end(), [](const auto &a, const auto &b) { return a.head.seq < b.head.seq; });
    auto mark = marks.cbegin();
    qint64 agreed = m_start.seq;
    // What was signed about the event just reached.
    const auto compare = [&](const AuditHead &head) {
        for (; mark != marks.cend() && mark->head.seq <= head.seq; ++mark) {
            if (!mark->sound) {
                verdict.kind = AuditBreak::BadCheckpoint;
                verdict.brokenAt = mark->head.seq;
                return false;
            }
            if (mark->head.seq < head.seq)
                continue; // before the first event kept
            if (mark->head.hash != head.hash) {
                verdict.kind = AuditBreak::Forked;
                verdict.brokenAt = agreed + 1;
                verdict.until = head.seq;
                return false;
            }
            agreed = head.seq;
        }
        return true;
    };
    if (!compare(m_start))
        return verdict;
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        const auto &row = m_rows.at(i);
        const auto own = parse(row.event);
        const auto hash = crypto::auditNext(verdict.head.hash, row.event);
        if (row.seq != verdict.head.seq + 1 || own.seq != row.seq || own.prev != verdict.head.hash || hash != row.hash) {
            const auto sound = verdict.head;
            verdict = nameBreak(i, verdict.head.hash);
            verdict.head = sound;
            return verdict;
        }
        verdict.head = {row.seq, hash};
        if (!compare(verdict.head))
            return verdict;
    }
    if (mark != marks.cend()) {
        verdict.kind = mark->sound ? AuditBreak::Truncated : AuditBreak::BadCheckpoint;
        verdict.brokenAt = mark->sound ? verdict.head.seq + 1 : mark->head.seq;
    }
    return verdict;
}

AuditVerdict AuditVerifier::verdict()
{
    auto verdict = walk();
    verdict.events = m_rows.size();
    verdict.checkpoints = m_signatures;
    return verdict;
}

} // namespace zhike::security
