// SPDX-License-Identifier: GPL-3.0-or-later
#include "oracle.h"

#include "device.h"
#include "domain/clock.h"
#include "wire/recordtypes.h"

#include <QJsonDocument>

namespace zhike::sim {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isControl(const QString &type)
{
    return type == "_member"_L1;
}

} // namespace

QJsonObject parse(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

void Oracle::fail(const QString &invariant, const QString &what)
{
    if (m_failure.isEmpty())
        m_failure = invariant + u": "_s + what;
}

bool Oracle::mayRead(const QString &login, const QString &scope, const QString &type, qint64 nowMs) const
{
    if (scope == u"user:"_s + login || scope.startsWith("ref:"_L1))
        return true;
    const auto mine = rights.value(login);
    const auto right = mine.constFind(scope);
    if (right == mine.cend() || (right->untilMs > 0 && right->untilMs <= nowMs))
        return false;
    return isControl(type) || right->types.isEmpty() || right->types.contains(type);
}

void Oracle::noteContent(const QString &id, qint64 version, const QJsonObject &data, const QStringList &masked, const char *where)
{
    auto &versions = m_history[id];
    const auto known = versions.constFind(version);
    if (known == versions.cend()) {
        if (masked.isEmpty())
            versions.insert(version, data);
        return;
    }
    auto whole = *known;
    for (const auto &field : masked)
        whole.remove(field);
    if (whole != data)
        fail(u"I15"_s,
             u"%1 shows other content for %2 v%3: %4 instead of %5"_s.arg(QLatin1StringView(where), id)
                 .arg(version)
                 .arg(QString::fromUtf8(compact(data)), QString::fromUtf8(compact(whole))));
}

void Oracle::look()
{
    auto session = m_office.store().read();
    if (!session)
        return;
    auto &store = **session;
    auto scopes = store.scopesWithPrefix(u""_s);
    for (const auto &scope : scopes ? *scopes : QStringList()) {
        const auto head = store.head(scope);
        auto &seen = m_heads[scope];
        if (!head || !*head || (*head)->csn <= seen)
            continue;
        const auto rows = store.feed(scope, {seen, QString::fromLatin1(central::kAll)}, 100000);
        for (const auto &row : rows ? *rows : QList<central::StoredRecord>()) {
            if (const auto old = m_rows.constFind(row.id); old != m_rows.cend() && !isControl(row.type)) {
                if (row.version <= old->version && row.csn != old->csn)
                    fail(u"I15"_s, u"%1 %2 was changed without a new version (%3)"_s.arg(row.type, row.id).arg(row.version));
                if (old->deleted && !row.deleted)
                    fail(u"I5"_s, u"%1 %2 came back to life at the bank"_s.arg(row.type, row.id));
            }
            if (!row.deleted && !isControl(row.type))
                noteContent(row.id, row.version, row.object(), {}, "bank");
            m_rows.insert(row.id, row);
        }
        seen = (*head)->csn;
    }
    (void)store.eachAudit([&](const central::AuditRow &row) {
        if (row.seq <= m_auditSeen)
            return true;
        m_auditSeen = row.seq;
        const auto body = parse(row.body);
        const auto outcome = body[u"outcome"_s].toString();
        if (outcome == "applied"_L1 || outcome == "merged"_L1 || outcome == "pending_approval"_L1)
            if (const auto op = body[u"op_id"_s].toString(); ++m_effects[op] > 1)
                fail(u"I4"_s, u"operation %1 took effect twice"_s.arg(op));
        return true;
    });
}

void Oracle::lookAgain(const QList<Device *> &devices)
{
    m_rows.clear();
    m_heads.clear();
    m_history.clear();
    m_effects.clear();
    const auto arrived = std::exchange(m_sealedAnswers, {}); // what came sealed is in plain text nowhere, and goes with the history that took it
    const auto answered = std::exchange(m_answers, {}); // an answer under way at the accident may still arrive
    m_auditSeen = 0;
    look();
    for (auto *device : devices) {
        device->promised.reset();
        device->forgetSeen();
        device->isStale = true;
        for (auto it = device->notes.begin(); it != device->notes.end(); ++it)
            if ((!it->status.isEmpty() || answered.contains(it.key()) || arrived.contains(it.key())) && !m_effects.contains(it.key()))
                it->excused = true;
    }
    for (auto it = arrived.cbegin(); it != arrived.cend(); ++it)
        if (m_effects.contains(it.key())) // the history that stays has it
            m_sealedAnswers.insert(it.key(), it.value());
}

QMap<QString, qint64> Oracle::reach(const QString &login, qint64 nowMs) const
{
    QMap<QString, qint64> found;
    for (const auto &row : m_rows)
        if (!row.deleted && !isControl(row.type) && mayRead(login, row.scope, row.type, nowMs))
            found.insert(row.id, row.version);
    return found;
}

QJsonObject Oracle::shown(const central::StoredRecord &row, const QString &login) const
{
    auto data = row.object();
    const auto mask = rights.value(login).value(row.scope).mask;
    for (const auto &field : mask)
        data.remove(field);
    if (row.type == "change_request"_L1) {
        auto fields = data[u"fields"_s].toObject();
        for (const auto &field : mask)
            fields.remove(field);
        data[u"fields"_s] = fields;
    }
    return data;
}

void Oracle::checkEffects(const QList<Device *> &devices)
{
    for (const auto *device : devices)
        for (auto it = device->notes.cbegin(); it != device->notes.cend(); ++it) {
            const bool counted = it->status == "applied"_L1 || it->status == "merged"_L1 || it->status == "pending_approval"_L1;
            if (counted && !it->excused && m_effects.value(it.key()) != 1)
                fail(u"I2"_s,
                     u"operation %1 of device %2 was answered %3 and has %4 effects"_s.arg(it.key())
                         .arg(device->number)
                         .arg(it->status)
                         .arg(m_effects.value(it.key())));
        }
    // What came sealed and was taken is there as well (§5.6); what went with a lost history is not asked for again: the plain text is gone.
    for (auto it = m_sealedAnswers.cbegin(); it != m_sealedAnswers.cend(); ++it)
        if ((*it == "applied"_L1 || *it == "merged"_L1 || *it == "pending_approval"_L1) && m_effects.value(it.key()) != 1)
            fail(u"I2"_s, u"operation %1 came sealed, was answered %2 and has %3 effects"_s.arg(it.key(), *it).arg(m_effects.value(it.key())));
}

void Oracle::checkSealed(Device &device)
{
    // In peace a delivery has been made: what was sealed has its answer, or is still here, perhaps in the outbox of a store that was put back (I3).
    auto kept = device.database().query("SELECT op_id FROM sealed");
    QSet<QString> here;
    while (kept && kept->next())
        here.insert(kept->text(0));
    const auto ops = device.ops();
    for (const auto &op : ops)
        here.insert(op.opId);
    for (const auto &id : std::as_const(device.everSealed))
        if (const auto note = device.notes.value(id); note.status.isEmpty() && !note.excused && device.notes.contains(id) && !here.contains(id)
            && !m_sealedAnswers.contains(id) && !m_answers.contains(id))
            fail(u"I3"_s, u"operation %1 of device %2 was sealed and never arrived"_s.arg(id).arg(device.number));
}

bool Oracle::isInReach(const QString &login, const QString &customer, qint64 nowMs) const
{
    const auto row = m_rows.constFind(customer);
    return row != m_rows.cend() && !row->deleted && mayRead(login, row->scope, row->type, nowMs);
}

void Oracle::checkApplied(Device &device, qint64 nowMs)
{
    const auto cursor = central::Cursor::open(m_office.cursors(), device.state("cursor").toLatin1(), device.id);
    if (!cursor || device.isStale || device.rotten > 0)
        return;
    const auto running = device.bootstrapping();
    QHash<QString, const LocalRow *> local;
    for (const auto &row : device.rows())
        if (row.version > 0 && !row.deleted)
            local.insert(row.id, &row);
    const auto covers = [&](const QString &scope, qint64 csn, const QString &id) {
        const auto place = cursor->places.constFind(scope);
        return place != cursor->places.cend() && !running.contains(scope)
            && (csn < place->position.csn || (csn == place->position.csn && id <= place->position.id));
    };
    for (const auto &row : std::as_const(m_rows)) {
        if (isControl(row.type) || !covers(row.scope, row.csn, row.id) || !mayRead(device.login, row.scope, row.type, nowMs))
            continue;
        const auto *here = local.value(row.id);
        if (!row.deleted && (!here || here->version != row.version))
            fail(u"I8"_s,
                 u"the cursor of device %1 is past %2 %3 v%4 of %5, and it has %6"_s.arg(device.number)
                     .arg(row.type, row.id)
                     .arg(row.version)
                     .arg(row.scope)
                     .arg(here ? u"v%1"_s.arg(here->version) : u"nothing"_s));
        if (row.deleted && here && here->scope == row.scope)
            fail(u"I8"_s,
                 u"the cursor of device %1 is past the tombstone of %2 %3, and it has v%4"_s.arg(device.number).arg(row.type, row.id).arg(here->version));
    }
}

void Oracle::checkDevice(Device &device)
{
    const auto ops = device.ops();
    device.everSealed += device.sealedOps();
    QHash<QString, const LocalOp *> byId;
    QMultiHash<QString, const LocalOp *> open;
    QSet<QString> resolved;
    for (const auto &op : ops) {
        byId.insert(op.opId, &op);
        if (op.state < storage::OpState::Parked)
            open.insert(op.body[u"id"_s].toString(), &op);
        resolved.insert(op.body[u"resolves"_s].toString());
    }
    for (auto it = device.notes.begin(); it != device.notes.end(); ++it) {
        const auto *op = byId.value(it.key());
        if (!op) {
            if (it->status.isEmpty() && !it->excused && !device.everSealed.contains(it.key()))
                fail(u"I3"_s, u"operation %1 vanished from device %2"_s.arg(it.key()).arg(device.number));
            continue;
        }
        if (op->state == storage::OpState::Discarded && it->status.isEmpty())
            it->status = u"discarded"_s;
        if (op->state == storage::OpState::Done || op->state == storage::OpState::Parked)
            if (const auto status = op->answer[u"status"_s].toString();
                !status.isEmpty() && it->status.isEmpty() && status != "blocked"_L1 && status != "suspect"_L1 && status != "sealed"_L1) {
                it->status = status;
                it->answer = op->answer;
            }
    }
    if (device.rotten > 0)
        return;
    auto stood = std::exchange(device.stood, {});
    for (const auto &row : device.rows()) {
        if (device.isStale)
            break;
        if (row.version > 0)
            device.stood.insert(row.id, {row.version, row.csn});
        if (const auto before = stood.constFind(row.id); before != stood.cend() && row.version > 0 && row.version < before->first)
            fail(u"I5"_s, u"%1 %2 goes back from v%3 to v%4 on device %5"_s.arg(row.type, row.id).arg(before->first).arg(row.version).arg(device.number));
        auto &tomb = device.tombs[row.id];
        tomb = qMax(tomb, device.deadFromWire.value(row.id));
        if (row.deleted)
            tomb = qMax(tomb, row.version);
        else if (row.version > 0 && row.version <= tomb)
            fail(u"I5"_s, u"%1 %2 v%3 stands again on device %4 after its tombstone v%5"_s.arg(row.type, row.id).arg(row.version).arg(device.number).arg(tomb));
        if (row.version > 0 && !row.deleted && !row.columnar && row.type != "change_request"_L1)
            if (const auto known = m_history.value(row.id);
                known.contains(row.version) && device.seenRaw.value(row.id) != QByteArray::number(row.version) + row.raw) {
                auto whole = known.value(row.version);
                const auto data = parse(row.raw);
                // A mask the user had at any time may have applied when the row came.
                for (const auto &field : masksEver.value(device.login))
                    if (!data.contains(field))
                        whole.remove(field);
                if (whole != data)
                    fail(u"I15"_s,
                         u"device %1 holds %2 for %3 v%4 of %5, not %6"_s.arg(QString::number(device.number), QString::fromUtf8(row.raw), row.id,
                                                                              QString::number(row.version), row.scope, QString::fromUtf8(compact(whole))));
                device.seenRaw.insert(row.id, QByteArray::number(row.version) + row.raw);
            }
        if (row.overlay.isEmpty() && !open.contains(row.id))
            continue;
        // What is shown is base with the open operations on top, in order.
        const bool exists = row.version > 0 && !row.deleted;
        auto mine = open.values(row.id);
        std::sort(mine.begin(), mine.end(), [](const LocalOp *a, const LocalOp *b) { return a->n < b->n; });
        std::optional<QJsonObject> doc;
        if (exists)
            doc = parse(row.raw);
        bool touched = false;
        for (const auto *op : mine) {
            const auto action = op->body[u"action"_s].toString();
            if (!doc && action != "create"_L1)
                continue;
            touched = true;
            if (action == "create"_L1)
                doc = op->body[u"data"_s].toObject();
            else if (action == "delete"_L1)
                doc.reset();
            else if (action == "patch"_L1) {
                const auto set = op->body[u"set"_s].toObject();
                for (auto it = set.begin(); it != set.end(); ++it)
                    (*doc)[it.key()] = it->toObject()[u"to"_s];
            } else
                doc = storage::applyOperation(*doc, op->body);
        }
        if (row.columnar)
            continue;
        const auto expected = touched && doc ? compact(*doc) : QByteArray();
        if (parse(expected) != parse(row.overlay) || expected.isEmpty() != row.overlay.isEmpty())
            fail(u"I16"_s, u"device %1 shows %2 for %3, not %4"_s.arg(device.number).arg(QString::fromUtf8(row.overlay), row.id, QString::fromUtf8(expected)));
    }
}

void Oracle::checkConverged(Device &device, qint64 nowMs)
{
    auto expected = reach(device.login, nowMs);
    for (const auto &row : device.rows()) {
        if (row.deleted || row.version == 0)
            continue;
        const auto version = expected.value(row.id, -1);
        if (version < 0)
            return fail(u"I1"_s, u"device %1 keeps %2 %3 of %4, which the bank does not have for it"_s.arg(device.number).arg(row.type, row.id, row.scope));
        const auto stored = m_rows.value(row.id);
        if (version != row.version || stored.scope != row.scope)
            return fail(u"I1"_s,
                        u"device %1 has %2 %3 at v%4 in %5, the bank at v%6 in %7"_s.arg(device.number)
                            .arg(row.type, row.id)
                            .arg(row.version)
                            .arg(row.scope)
                            .arg(version)
                            .arg(stored.scope));
        if (!row.columnar && parse(row.raw) != shown(stored, device.login))
            return fail(u"I1"_s,
                        u"device %1 has %2 for %3, the bank %4"_s.arg(device.number)
                            .arg(QString::fromUtf8(row.raw), row.id, QString::fromUtf8(compact(shown(stored, device.login)))));
        expected.remove(row.id);
    }
    if (!expected.isEmpty())
        return fail(u"I1"_s,
                    u"device %1 lacks %2 records, such as %3 %4"_s.arg(device.number)
                        .arg(expected.size())
                        .arg(m_rows.value(expected.firstKey()).type, expected.firstKey()));
    if (device.state("digest_mismatches") != "0"_L1)
        fail(u"I26"_s, u"device %1 sees %2 digests differ although all rows agree"_s.arg(device.number).arg(device.state("digest_mismatches")));
}

} // namespace zhike::sim
