// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/changereader.h"

#include <QJsonDocument>
#include <algorithm>

namespace zhike::storage {

using namespace Qt::Literals::StringLiterals;
using namespace views;

namespace {

// A request is made by the server; the time in its id is the only one the device is given, and is shown, never compared.
qint64 madeAtMs(const QString &id)
{
    return QString(id.left(8) + id.mid(9, 4)).toLongLong(nullptr, 16);
}

std::optional<int> changeOf(const QJsonValue &from, const QJsonValue &to)
{
    const auto before = Money::fromJson(from);
    const auto after = Money::fromJson(to);
    if (!before || !after || before->currency() != after->currency() || before->minor() <= 0)
        return std::nullopt;
    return int(std::clamp<double>((double(after->minor()) / double(before->minor()) - 1) * 10000, -1e6, 1e6));
}

QString loginOf(const QJsonValue &author)
{
    return author.toString().section(u':', -1);
}

bool isChecker(const QString &role)
{
    return role == "lead"_L1 || role == "checker"_L1;
}

} // namespace

void ChangeReader::fillFields(const QJsonObject &data, ApprovalRow &row)
{
    const auto target = data[u"target"_s].toObject();
    row.targetType = target[u"type"_s].toString();
    QJsonObject current;
    bool known = false;
    if (auto rows = m_context.database.query("SELECT raw FROM base WHERE id = ?1 AND deleted = 0 AND version > 0", {target[u"id"_s].toString()});
        rows && rows->next()) {
        current = QJsonDocument::fromJson(rows->bytes(0)).object();
        known = true;
    }
    const auto fields = data[u"fields"_s].toObject();
    for (auto it = fields.begin(); it != fields.end(); ++it) {
        const auto change = it->toObject();
        const auto from = change[u"from"_s];
        const auto to = change[u"to"_s];
        ChangeField field {it.key(), shownValue(it.key(), from), shownValue(it.key(), to), changeOf(from, to), false};
        const auto now = current.contains(it.key()) ? current[it.key()] : QJsonValue(QJsonValue::Null);
        field.moved = known && row.state == "pending"_L1 && now != from;
        row.fields.append(field);
    }
}

Result<QList<ChangeReader::Request>> ChangeReader::read(const char *where, const QVariantList &values)
{
    const auto login = m_context.database.stateText(u"login"_s);
    const auto role = m_context.database.stateText(u"role"_s);
    const auto sql = QByteArray("SELECT b.id, b.raw, b.version, c.customer, s.id, s.role, r.id FROM change_v c JOIN base b ON b.rid = c.rid"
                                " JOIN scope_ref s ON s.n = b.scope LEFT JOIN customer_ref r ON r.ordinal = c.customer WHERE ")
        + where;
    auto rows = m_context.database.query(sql.constData(), values);
    if (!rows)
        return rows.error();
    const auto now = m_context.clock.now();
    QList<Request> list;
    while (rows->next()) {
        const auto data = QJsonDocument::fromJson(rows->bytes(1)).object();
        Request request;
        request.version = rows->integer(2);
        request.scope = rows->text(4);
        request.customerId = rows->text(6);
        auto &row = request.row;
        row.id = rows->text(0);
        auto name = nameOf(m_context.database, rows->integer(3));
        if (!name)
            return name.error();
        row.customer = CustomerId(name->id);
        row.customerName = name->name;
        row.customerKind = name->kind;
        row.state = data[u"state"_s].toString();
        row.maker = loginOf(data[u"maker"_s]);
        row.makerName = m_context.reference.users.value(row.maker, row.maker);
        row.reason = data[u"reason"_s].toString();
        row.madeAt = m_context.local(madeAtMs(row.id));
        row.expiresAt = m_context.local(data[u"expires_at"_s]);
        row.secondsLeft = row.expiresAt.isValid() ? now.secsTo(row.expiresAt) : 0;
        row.late = data[u"late"_s].toBool();
        row.decidedByName = m_context.reference.users.value(loginOf(data[u"decided_by"_s]), loginOf(data[u"decided_by"_s]));
        row.decidedAt = m_context.local(data[u"decided_at"_s]);
        row.decisionReason = data[u"decision_reason"_s].toString();
        row.own = row.maker == login;
        const auto scopeRole = rows->text(5);
        const bool owns = row.late && !isChecker(scopeRole) && scopeRole != "reader"_L1 && scopeRole != "compliance"_L1;
        row.mine = row.state == "pending"_L1 && !row.own && (isChecker(scopeRole) || isChecker(role) || owns);
        fillFields(data, row);
        list.append(std::move(request));
    }
    return list;
}

Result<ChangeReader::Request> ChangeReader::request(const QString &id)
{
    auto found = read("b.id = ?1", {id});
    if (!found)
        return found.error();
    if (found->isEmpty())
        return Error {ErrorCode::NotFound, u"no such request"_s, u"request"_s, id};
    return std::move(found->first());
}

Result<QList<ApprovalRow>> ChangeReader::pendingOf(Ordinal customer)
{
    auto found = read("c.rid BETWEEN ?1 AND ?2 AND c.pending = 1 ORDER BY b.id",
                      {rangeStart(customer, TypeCode::ChangeRequest), rangeEnd(customer, TypeCode::ChangeRequest)});
    if (!found)
        return found.error();
    QList<ApprovalRow> rows;
    for (const auto &request : std::as_const(*found))
        rows.append(request.row);
    return rows;
}

Result<QList<ApprovalRow>> ChangeReader::awaiting()
{
    auto found = read("c.pending = 1 AND c.maker = ?1 ORDER BY b.id DESC", {QString(u"u:"_s + m_context.database.stateText(u"login"_s))});
    if (!found)
        return found.error();
    QList<ApprovalRow> rows;
    for (const auto &request : std::as_const(*found))
        rows.append(request.row);
    return rows;
}

bool ChangeReader::decides()
{
    return isChecker(m_context.database.stateText(u"role"_s))
        || m_context.database.number("SELECT count(*) FROM scope_ref WHERE granted = 1 AND role IN ('lead', 'checker')") > 0;
}

Result<Approvals> ChangeReader::approvals()
{
    auto found = read("1 ORDER BY c.pending DESC, c.expires, b.id", {});
    if (!found)
        return found.error();
    Approvals board;
    board.decides = decides();
    const auto me = m_context.reference.users.value(m_context.database.stateText(u"login"_s), m_context.database.stateText(u"login"_s));
    const auto today = m_context.clock.today();
    QList<qint64> minutes;
    for (const auto &request : std::as_const(*found)) {
        const auto &row = request.row;
        if (row.mine)
            board.queue.append(row);
        if (row.own)
            board.own.append(row);
        if (row.state == "pending"_L1)
            continue;
        board.decided.append(row);
        if (row.own || row.decidedByName != me || row.decidedAt.date() < QDate(today.year(), today.month(), 1))
            continue;
        board.approved += row.state == "approved"_L1;
        board.rejected += row.state == "rejected"_L1;
        if (row.madeAt.isValid() && row.madeAt <= row.decidedAt)
            minutes.append(row.madeAt.secsTo(row.decidedAt) / 60);
    }
    board.decides |= !board.queue.isEmpty(); // a late contribution is for the customer's owner
    std::stable_sort(board.own.begin(), board.own.end(), [](const auto &a, const auto &b) {
        return std::pair(a.state != "pending"_L1, -a.madeAt.toMSecsSinceEpoch()) < std::pair(b.state != "pending"_L1, -b.madeAt.toMSecsSinceEpoch());
    });
    std::stable_sort(board.decided.begin(), board.decided.end(), [](const auto &a, const auto &b) { return a.decidedAt > b.decidedAt; });
    if (!minutes.isEmpty()) {
        std::sort(minutes.begin(), minutes.end());
        board.medianMinutes = minutes.at(minutes.size() / 2);
    }
    return board;
}

} // namespace zhike::storage
