// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/syncstore.h"

#include "crypto/encoding.h"
#include "crypto/sealedbox.h"
#include "domain/clock.h"
#include "storage/outbox.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

// Work that outlives its customer here: sealed to the central when he leaves, delivered when there is a way (sync-protocol §5.6, §15).
namespace zhike::storage {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kBoxes = 100;

} // namespace

Result<bool> SyncStore::strandsWork(const sync::PullPage &page)
{
    QSet<QString> scopes, customers;
    for (const auto &change : page.removed)
        scopes.insert(change.scope);
    for (const auto &row : page.rows)
        if (row.type == "_member" && row.data.find("\"out\"") != std::string_view::npos)
            customers.insert(QString::fromUtf8(row.customerId.data(), qsizetype(row.customerId.size())));
    if (scopes.isEmpty() && customers.isEmpty())
        return false;
    auto rows = m_database.query("SELECT DISTINCT c.id, s.id FROM outbox o JOIN customer_ref c ON c.ordinal = o.customer LEFT JOIN base b ON b.id = o.id "
                                 "LEFT JOIN scope_ref s ON s.n = b.scope WHERE o.state < 2 AND o.next_at = 0");
    if (!rows)
        return rows.error();
    while (rows->next())
        if (customers.contains(rows->text(0)) || scopes.contains(rows->text(1)))
            return true;
    return false;
}

Done SyncStore::sealWorkOf(Ordinal customer)
{
    const auto key = crypto::fromBase64Url(m_database.stateText(u"escrow"_s).toLatin1());
    if (!key || key->size() != 32)
        return done();
    struct Open {
        qint64 n;
        QString opId, type;
        QByteArray body;
    };
    QList<Open> open;
    {
        auto rows = m_database.query("SELECT n, op_id, type, body FROM outbox WHERE customer = ?1 AND state < 3", {customer});
        if (!rows)
            return rows.error();
        while (rows->next())
            open.append({rows->integer(0), rows->text(1), rows->text(2), rows->bytes(3)});
    }
    for (const auto &op : std::as_const(open)) {
        const auto box = crypto::sealBox(*key, sealEntry(m_database, op.n, op.opId, op.type, op.body).text).toBase64();
        auto ok = m_database.run("INSERT OR REPLACE INTO sealed (n, op_id, box) VALUES (?1, ?2, ?3)", {op.n, op.opId, QString::fromLatin1(box)});
        if (!ok)
            return ok;
    }
    // What was done for him goes with him, too; that there was an operation of this id is all that stays, so that no copy of it is taken up again.
    return m_database.run(
        "UPDATE outbox SET state = max(state, 3), done_at = coalesce(done_at, ?2), id = '', customer = 0, grp = NULL, body = CAST('{}' AS BLOB), "
        "answer = iif(state < 3, CAST('{\"status\":\"sealed\"}' AS BLOB), NULL) WHERE customer = ?1",
        {customer, m_nowMs});
}

Result<QByteArray> SyncStore::sealedDelivery(qint64 nowMs)
{
    if (!m_hooks.sign)
        return QByteArray();
    QJsonArray boxes;
    QCryptographicHash sum(QCryptographicHash::Sha256);
    {
        auto rows = m_database.query("SELECT box FROM sealed ORDER BY n LIMIT ?1", {kBoxes});
        if (!rows)
            return rows.error();
        while (rows->next()) {
            boxes.append(rows->text(0));
            sum.addData(rows->text(0).toLatin1());
        }
    }
    if (boxes.isEmpty())
        return QByteArray();
    const auto device = m_database.stateText(u"device_id"_s);
    auto proof = m_hooks.sign(
        {{u"typ"_s, u"sealed"_s}, {u"device_id"_s, device}, {u"sha256"_s, QString::fromLatin1(sum.result().toHex())}, {u"at"_s, toWireInstant(nowMs)}});
    if (!proof)
        return proof.error();
    return QJsonDocument(QJsonObject {{u"device_id"_s, device}, {u"boxes"_s, boxes}, {u"proof"_s, QString::fromLatin1(*proof)}}).toJson(QJsonDocument::Compact);
}

Result<int> SyncStore::applySealedAnswer(const sync::SealedAnswer &answer)
{
    return m_database.transaction([&]() -> Result<int> {
        QHash<QString, qint64> known;
        {
            auto rows = m_database.query("SELECT n, box FROM sealed");
            if (!rows)
                return rows.error();
            while (rows->next())
                known.insert(QString::fromLatin1(QCryptographicHash::hash(rows->text(1).toLatin1(), QCryptographicHash::Sha256).toHex()), rows->integer(0));
        }
        int settled = 0;
        for (const auto &result : answer.results) {
            const auto found = known.constFind(result.box);
            if (found == known.cend() || result.status.isEmpty() || result.status == "retry"_L1 || result.status == "blocked"_L1)
                continue;
            if (auto ok = m_database.run("DELETE FROM sealed WHERE n = ?1", {*found}); !ok)
                return ok.error();
            ++settled;
        }
        return settled;
    });
}

Result<QByteArray> SyncStore::pullMembers()
{
    if (!m_hooks.pullMembers)
        return QByteArray();
    auto members = m_hooks.pullMembers();
    if (!members)
        return members.error();
    const auto text = QJsonDocument(*members).toJson(QJsonDocument::Compact);
    return text.mid(1, text.size() - 2);
}

Done SyncStore::pullMembersTaken()
{
    return m_hooks.pullMembersTaken ? m_hooks.pullMembersTaken() : done();
}

void SyncStore::noteServerTime(qint64 serverMs, qint64 roundTripMs)
{
    if (m_hooks.serverTime)
        m_hooks.serverTime(serverMs, roundTripMs);
}

} // namespace zhike::storage
