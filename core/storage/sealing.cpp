// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sealing.h"

#include "storage/auditlog.h"
#include "storage/outbox.h"

#include <QJsonDocument>
#include <algorithm>

namespace zhike::storage {

using namespace Qt::Literals::StringLiterals;
using security::SealEntry;

namespace {

Result<QSet<QByteArray>> settled(Database &database)
{
    auto rows = database.query("SELECT op_id FROM outbox WHERE state >= 3");
    if (!rows)
        return rows.error();
    QSet<QByteArray> ids;
    while (rows->next())
        ids.insert(rows->bytes(0));
    return ids;
}

Result<int> takeUp(Database &database, QList<SealEntry> entries, QDate today)
{
    std::stable_sort(entries.begin(), entries.end(), [](const auto &a, const auto &b) { return a.n < b.n; });
    Records records(database, today);
    Outbox outbox(database, records);
    AuditLog audit(database);
    return database.transaction([&]() -> Result<int> {
        if (auto ok = records.begin(); !ok)
            return ok.error();
        int taken = 0;
        for (const auto &entry : std::as_const(entries)) {
            const auto op = QJsonDocument::fromJson(entry.text).object()[u"op"_s].toObject();
            const auto opId = QString::fromLatin1(entry.opId);
            if (database.number("SELECT count(*) FROM outbox WHERE op_id = ?1", {opId}) > 0)
                continue;
            if (auto ok = outbox.reinstate(op); !ok)
                return ok.error();
            if (entry.kind == SealEntry::Kind::Audit)
                if (auto ok = audit.reinstate(opId, op[u"data"_s].toObject()); !ok && ok.error().code != ErrorCode::Damaged)
                    return ok.error();
            ++taken;
        }
        return taken;
    });
}

Result<QList<SealEntry>> missing(Database &database, const QSet<QByteArray> &known)
{
    struct Row {
        qint64 n;
        QString opId;
        QString type;
        QByteArray body;
    };
    QList<Row> open;
    {
        auto rows = database.query("SELECT n, op_id, type, body FROM outbox WHERE state < 3 ORDER BY n");
        if (!rows)
            return rows.error();
        while (rows->next())
            if (!known.contains(rows->bytes(1)))
                open.append({rows->integer(0), rows->text(1), rows->text(2), rows->bytes(3)});
    }
    QList<SealEntry> entries;
    for (const auto &row : std::as_const(open))
        entries.append(sealEntry(database, row.n, row.opId, row.type, row.body));
    return entries;
}

} // namespace

Result<SealState> reconcileSeal(Database &database, security::SealFile &file, QDate today)
{
    SealState state;
    auto contents = file.read();
    if (!contents)
        return contents.error();
    state.damaged = contents->damaged;
    auto *const seal = database.seal();
    database.setSeal(nullptr); // they lie there already
    auto taken = takeUp(database, contents->entries, today);
    database.setSeal(seal);
    if (!taken)
        return taken.error();
    state.reinstated = *taken;
    auto done = settled(database);
    if (!done)
        return done.error();
    // Frames from before the central's key was known are sealed anew; so are those under a former key of this vault.
    auto leave = *done + (file.hasEscrowKey() ? contents->unsent : QSet<QByteArray>());
    auto foreign = file.ids();
    for (const auto &entry : std::as_const(contents->entries))
        foreign.remove(entry.opId);
    for (const auto &id : std::as_const(foreign))
        if (database.number("SELECT count(*) FROM outbox WHERE op_id = ?1", {QString::fromLatin1(id)}) > 0) {
            leave.insert(id);
            --state.damaged;
        }
    if (auto ok = file.compact(leave, state.damaged > 0 || contents->torn); !ok)
        return ok.error();
    auto lost = missing(database, file.ids());
    if (!lost)
        return lost.error();
    if (!lost->isEmpty()) {
        auto appended = file.append(*lost);
        if (!appended)
            return appended.error();
        appended->keep();
        state.added = int(lost->size());
    }
    return state;
}

Done compactSeal(Database &database, security::SealFile &file)
{
    auto done = settled(database);
    return done ? file.compact(*done) : Done(done.error());
}

} // namespace zhike::storage
