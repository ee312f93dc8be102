// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixtureaudit.h"

#include <QCryptographicHash>

namespace zhike::support {

using namespace services;
using namespace Qt::Literals::StringLiterals;

namespace {

QString hashOf(qint64 seq)
{
    return QString::fromLatin1(QCryptographicHash::hash("event " + QByteArray::number(seq), QCryptographicHash::Sha256).toHex());
}

} // namespace

AuditBoard sampleAudit(const FixtureBank &bank, const AuditQuery &query)
{
    struct Sample {
        const char16_t *event;
        const char16_t *outcome;
        const char16_t *customer; //!< name; empty: none
        const char16_t *fields;
        const char16_t *reason;
        int minutesAgo;
        int n;
    };
    static constexpr Sample samples[] = {
        {u"cust.reveal", u"ok", u"吴佩玲", u"contact", u"contact", 0, 0},
        {u"cust.edit", u"patch", u"郑启航", u"task.due task.start", u"", 6, 0},
        {u"cust.edit", u"create", u"梁思齐", u"interaction.channel interaction.summary", u"", 11, 0},
        {u"cust.decide", u"dispose", u"唐婉清", u"alert.outcome", u"", 22, 0},
        {u"cust.open", u"", u"何俊杰", u"", u"", 30, 0},
        {u"cust.copy", u"", u"吴佩玲", u"contact", u"", 34, 0},
        {u"out.export", u"", u"", u"C1", u"", 47, 30},
        {u"cust.open", u"", u"陈静怡", u"", u"", 55, 0},
        {u"sync.conflict", u"conflict", u"", u"contact_point.value", u"", 56, 0},
        {u"auth.unlock", u"ok", u"", u"", u"", 58, 0},
        {u"auth.unlock", u"fail", u"", u"", u"", 58, 1},
        {u"auth.lock", u"", u"", u"", u"idle", 900, 0},
        {u"cust.reveal", u"denied", u"孙雅琴", u"id_no", u"verify", 1080, 0},
        {u"cust.search-id", u"", u"", u"phone", u"", 1100, 1},
        {u"vault.salvage", u"outbox.seal", u"", u"", u"", 1200, 2},
        {u"key.passphrase", u"ok", u"", u"", u"", 2900, 0},
        {u"cust.purge", u"L1", u"", u"", u"", 3000, 1},
        {u"app.start", u"", u"", u"", u"", 3100, 0},
    };
    AuditBoard board;
    board.headSeq = bank.audit.headSeq;
    board.headHash = hashOf(board.headSeq);
    board.waiting = 3;
    board.today = 11;
    board.reveals = 1;
    board.edits = 3;
    board.refused = 1;
    auto seq = board.headSeq;
    for (int round = 0; round < 6; ++round)
        for (const auto &sample : samples) {
            AuditEntry row;
            row.seq = seq--;
            row.at = bank.now.addSecs(-60ll * (sample.minutesAgo + round * 3200));
            row.trustedAt = row.at.addMSecs(90);
            row.event = QString::fromUtf16(sample.event);
            row.outcome = QString::fromUtf16(sample.outcome);
            row.customerName = QString::fromUtf16(sample.customer);
            if (!row.customerName.isEmpty()) {
                row.customer = bank.idOf(row.customerName);
                row.objectType = u"customer"_s;
                row.objectId = row.customer.text();
            }
            row.fields = QString::fromUtf16(sample.fields).split(u' ', Qt::SkipEmptyParts);
            row.reason = QString::fromUtf16(sample.reason);
            if (sample.n > 0)
                row.n = sample.n;
            row.user = bank.sync.login;
            row.role = bank.sync.role;
            row.device = bank.sync.deviceId;
            row.prev = hashOf(row.seq - 1);
            row.hash = hashOf(row.seq);
            row.text = u"{\"ev\":\"%1\",\"seq\":%2}"_s.arg(row.event).arg(row.seq);
            row.delivered = board.headSeq - row.seq >= board.waiting;
            if ((query.event.isEmpty() || row.event.startsWith(query.event)) && (query.customer.isEmpty() || row.customer == query.customer)
                && (query.beforeSeq == 0 || row.seq < query.beforeSeq) && board.rows.size() < query.limit)
                board.rows.append(row);
        }
    for (int i = 0; i < 6; ++i)
        board.checkpoints.append({board.headSeq - 20 - 97 * i, bank.now.addSecs(-900 * (i + 1)), i > 0});
    return board;
}

} // namespace zhike::support
