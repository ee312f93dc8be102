// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/documents.h"

#include "security/masking.h"

namespace zhike::storage {

using namespace Qt::Literals::StringLiterals;
using namespace views;

QDateTime ReadContext::local(const QJsonValue &instant) const
{
    const auto ms = fromWireInstant(instant.toString());
    return ms ? local(*ms) : QDateTime();
}

QDate dateOf(const QJsonValue &value)
{
    return QDate::fromString(value.toString(), Qt::ISODate);
}

QStringList textsOf(const QJsonValue &value)
{
    QStringList texts;
    for (const auto &item : value.toArray())
        texts.append(item.toString());
    return texts;
}

QString shownValue(const QString &field, const QJsonValue &value)
{
    if (value.isNull() || value.isUndefined())
        return {};
    if (field == "id_no"_L1)
        return security::maskIdNumber(value.toString());
    if (field == "uscc"_L1)
        return security::maskCreditCode(value.toString());
    if (field == "value"_L1)
        return security::maskPhone(value.toString());
    if (field == "home_address"_L1 || field == "registered_address"_L1)
        return security::maskAddress(value.toString());
    if (const auto money = Money::fromJson(value))
        return money->amountText() + u' ' + money->currency().code();
    if (value.isBool())
        return value.toBool() ? u"true"_s : u"false"_s;
    if (value.isDouble())
        return QString::number(value.toInteger());
    if (value.isArray())
        return textsOf(value).join(u", "_s);
    return value.toString();
}

TaskRow taskOf(const QString &id, const QJsonObject &data, const ReadContext &context)
{
    TaskRow row;
    row.id = TaskId(id);
    row.title = data[u"title"_s].toString();
    row.kind = data[u"kind"_s].toString();
    row.status = fromWire<TaskStatus>(data[u"status"_s].toString()).value_or(TaskStatus::Open);
    row.priority = fromWire<Priority>(data[u"priority"_s].toString()).value_or(Priority::Normal);
    row.start = context.local(data[u"start"_s]);
    row.end = context.local(data[u"end"_s]);
    row.allDay = !row.start.isValid();
    row.due = row.allDay ? dateOf(data[u"due"_s]) : row.start.date();
    const auto now = context.clock.now();
    row.overdue = row.status == TaskStatus::Open && (row.allDay ? row.due < now.date() : row.end < now && row.due < now.date());
    row.recurring = !data[u"rrule"_s].toString().isEmpty();
    row.location = data[u"location"_s].toString();
    row.note = data[u"note"_s].toString();
    row.outcome = data[u"outcome"_s].toString();
    row.doneAt = context.local(data[u"done_at"_s]);
    return row;
}

QList<ChurnReasonRow> reasonsOf(const QJsonArray &reasons, Currency base)
{
    QList<ChurnReasonRow> rows;
    for (const auto &value : reasons) {
        const auto reason = value.toObject();
        rows.append({reason[u"signal"_s].toString(), int(reason[u"contribution"_s].toDouble()), qint64(reason[u"value"_s].toDouble()),
                     qint64(reason[u"baseline"_s].toDouble()), base});
    }
    std::stable_sort(rows.begin(), rows.end(), [](const auto &a, const auto &b) { return a.points > b.points; });
    return rows;
}

AlertRow alertOf(const QString &id, const QJsonObject &data, const ReadContext &context)
{
    AlertRow row;
    row.id = AlertId(id);
    row.kind = data[u"kind"_s].toString();
    row.severity = data[u"severity"_s].toString();
    row.state = fromWire<AlertState>(data[u"state"_s].toString()).value_or(AlertState::New);
    row.raisedAt = context.local(data[u"raised_at"_s]);
    row.snoozeUntil = dateOf(data[u"snooze_until"_s]);
    row.disposition = data[u"disposition"_s].toString();
    row.value = Money::fromJson(data[u"value"_s]);
    row.reasons = reasonsOf(data[u"reasons"_s].toArray(), context.reference.rules.base);
    for (const auto &reason : std::as_const(row.reasons))
        row.points += reason.points;
    row.points = qMin(row.points, 100);
    return row;
}

AccountRow accountOf(const QString &id, const QJsonObject &data, const ReadContext &context)
{
    AccountRow row;
    row.id = AccountId(id);
    row.kind = fromWire<AccountKind>(data[u"kind"_s].toString()).value_or(AccountKind::Demand);
    row.number = data[u"number"_s].toString();
    row.maskedNumber = security::maskAccount(row.number);
    const auto product = context.reference.products.value(data[u"product_id"_s].toString());
    row.productName = product.name;
    row.riskGrade = product.risk;
    row.balance = Money::fromJson(data[u"balance"_s]).value_or(Money(0, Currency(data[u"ccy"_s].toString())));
    if (row.balance.currency() != context.reference.rules.base) {
        const auto rate = context.reference.rates.value(row.balance.currency().code());
        row.rateText = rate.rate;
        row.rateDate = rate.asOf;
    }
    row.balanceBase = context.reference.toBase(row.balance).value_or(context.base(0));
    row.limit = Money::fromJson(data[u"limit"_s]);
    if (data.contains(u"rate_bp"_s))
        row.interestBp = data[u"rate_bp"_s].toInt();
    row.openedOn = dateOf(data[u"opened_on"_s]);
    row.maturityOn = dateOf(data[u"maturity_on"_s]);
    row.status = data[u"status"_s].toString();
    row.joint = data[u"holders"_s].toArray().size() > 1;
    row.asOf = context.local(data[u"as_of"_s]);
    return row;
}

RequestRow requestOf(const QString &id, const QJsonObject &data, const ReadContext &context)
{
    RequestRow row;
    row.id = RequestId(id);
    row.number = data[u"number"_s].toString();
    row.kind = data[u"kind"_s].toString();
    row.subject = data[u"subject"_s].toString();
    row.severity = data[u"severity"_s].toString();
    row.status = data[u"status"_s].toString();
    row.receivedAt = context.local(data[u"received_at"_s]);
    row.resolveDue = context.local(data[u"resolve_due"_s]);
    if (row.resolveDue.isValid()) {
        const auto now = context.clock.now();
        row.secondsLeft = now.secsTo(row.resolveDue);
        const auto whole = row.receivedAt.secsTo(row.resolveDue);
        row.elapsedBp = whole > 0 ? int(std::clamp<qint64>(row.receivedAt.secsTo(now) * 10000 / whole, 0, 99999)) : 10000;
    }
    return row;
}

Result<CustomerName> nameOf(Database &database, Ordinal customer)
{
    auto rows
        = database.query("SELECT r.id, c.name, c.kind, f.tier, f.aum, f.next_title, f.next_on FROM customer_v c JOIN customer_ref r ON r.ordinal = c.ordinal"
                         " LEFT JOIN figures f ON f.ordinal = c.ordinal WHERE c.ordinal = ?1",
                         {customer});
    if (!rows)
        return rows.error();
    CustomerName name;
    if (rows->next())
        name = {rows->text(0),    rows->text(1), CustomerKind(rows->integer(2)), Tier(rows->integer(3)),
                rows->integer(4), rows->text(5), dayDate(rows->integer(6))};
    return name;
}

Result<QSet<Ordinal>> pendingCustomers(Database &database)
{
    auto rows = database.query("SELECT DISTINCT customer FROM outbox WHERE state < 3 AND customer > 0");
    if (!rows)
        return rows.error();
    QSet<Ordinal> set;
    while (rows->next())
        set.insert(rows->integer(0));
    return set;
}

Ordinal ordinalOfId(Database &database, const QString &customerId)
{
    return database.number("SELECT ordinal FROM customer_ref WHERE id = ?1", {customerId}, -1);
}

Result<QString> customerIdOfNumber(Database &database, const QString &number)
{
    auto rows = database.query("SELECT r.id FROM customer_v c JOIN customer_ref r ON r.ordinal = c.ordinal WHERE c.number = ?1", {number});
    if (!rows)
        return rows.error();
    return rows->next() ? rows->text(0) : QString();
}

} // namespace zhike::storage
