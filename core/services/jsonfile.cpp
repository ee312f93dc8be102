// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/json.h"

namespace zhike::services {

using namespace Qt::Literals::StringLiterals;

QJsonObject toJson(const TransactionRow &row)
{
    QJsonObject object {{u"id"_s, row.id},     {u"account"_s, row.accountMasked}, {u"booked_on"_s, dateJson(row.bookedOn)}, {u"amount"_s, row.amount.toJson()},
                        {u"kind"_s, row.kind}, {u"channel"_s, row.channel},       {u"counterparty"_s, row.counterparty},    {u"memo"_s, row.memo}};
    if (row.balanceAfter)
        object[u"balance_after"_s] = row.balanceAfter->toJson();
    return object;
}

QJsonObject toJson(const AccountRow &row)
{
    QJsonObject object {{u"id"_s, row.id.text()},
                        {u"kind"_s, QString(toWire(row.kind))},
                        {u"number"_s, row.maskedNumber},
                        {u"product"_s, row.productName},
                        {u"balance"_s, row.balance.toJson()},
                        {u"balance_base"_s, row.balanceBase.toJson()},
                        {u"opened_on"_s, dateJson(row.openedOn)},
                        {u"maturity_on"_s, dateJson(row.maturityOn)},
                        {u"status"_s, row.status},
                        {u"joint"_s, row.joint},
                        {u"holders"_s, QJsonArray::fromStringList(row.holders)},
                        {u"as_of"_s, instantJson(row.asOf)}};
    if (!row.rateText.isEmpty())
        object[u"rate"_s] = QJsonObject {{u"rate"_s, row.rateText}, {u"as_of"_s, dateJson(row.rateDate)}};
    if (row.limit)
        object[u"limit"_s] = row.limit->toJson();
    return object;
}

QJsonObject toJson(const CustomerFile &file)
{
    auto object = toJson(file.head);
    QJsonArray badges;
    for (const auto &badge : file.badges)
        badges.append(QJsonObject {{u"key"_s, badge.key}, {u"value"_s, badge.value}, {u"why"_s, badge.why}});
    QJsonArray months;
    for (const auto &m : file.months)
        months.append(QJsonObject {{u"month"_s, m.month.toString(u"yyyy-MM"_s)},
                                   {u"deposits"_s, m.deposits.toJson()},
                                   {u"investments"_s, m.investments.toJson()},
                                   {u"liabilities"_s, m.liabilities.toJson()},
                                   {u"inflow"_s, m.inflow.toJson()},
                                   {u"outflow"_s, m.outflow.toJson()},
                                   {u"transactions"_s, m.transactions}});
    QJsonArray timeline;
    static const QString kinds[] = {u"interaction"_s, u"task"_s, u"transaction"_s, u"request"_s, u"alert"_s, u"survey"_s};
    for (const auto &item : file.timeline)
        timeline.append(QJsonObject {{u"kind"_s, kinds[int(item.kind)]},
                                     {u"id"_s, item.id},
                                     {u"at"_s, instantJson(item.at)},
                                     {u"channel"_s, item.channel},
                                     {u"title"_s, item.title},
                                     {u"detail"_s, item.detail},
                                     {u"state"_s, item.state},
                                     {u"pending"_s, item.pending}});
    QJsonArray relations;
    for (const auto &relation : file.relations) {
        QJsonObject row {{u"kind"_s, relation.kind}, {u"incoming"_s, relation.incoming}, {u"name"_s, relation.name}};
        if (!relation.other.isEmpty())
            row[u"customer_id"_s] = relation.other.text();
        if (relation.shareBp)
            row[u"share_bp"_s] = *relation.shareBp;
        relations.append(row);
    }
    QJsonArray contacts;
    for (const auto &contact : file.contacts)
        contacts.append(QJsonObject {{u"id"_s, contact.id}, {u"kind"_s, contact.kind}, {u"value"_s, contact.masked}, {u"primary"_s, contact.primary}});
    QJsonArray lines;
    for (const auto &line : file.creditLines)
        lines.append(QJsonObject {{u"number"_s, line.number},
                                  {u"kind"_s, line.kind},
                                  {u"limit"_s, line.limit.toJson()},
                                  {u"used"_s, line.used.toJson()},
                                  {u"expires_on"_s, dateJson(line.expiresOn)}});

    object[u"status"_s] = file.status;
    object[u"owner"_s] = file.owner;
    object[u"branch"_s] = file.branch;
    object[u"scope"_s] = file.scope;
    object[u"since"_s] = dateJson(file.since);
    object[u"remarks"_s] = file.remarks;
    object[u"preferred_time"_s] = file.preferredTime;
    object[u"preferred_channel"_s] = file.preferredChannel;
    object[u"occupation"_s] = file.occupation;
    object[u"employer"_s] = file.employer;
    object[u"risk_valid_until"_s] = dateJson(file.riskValidUntil);
    object[u"kyc_status"_s] = file.kycStatus;
    object[u"id_no"_s] = file.head.kind == CustomerKind::Company ? file.creditCode : file.maskedIdNo;
    object[u"figures"_s] = QJsonObject {{u"aum"_s, file.aum.toJson()},
                                        {u"deposits"_s, file.deposits.toJson()},
                                        {u"investments"_s, file.investments.toJson()},
                                        {u"liabilities"_s, file.liabilities.toJson()},
                                        {u"net_assets"_s, file.netAssets.toJson()},
                                        {u"household_aum"_s, file.householdAum.toJson()},
                                        {u"inflow_30"_s, file.inflow30.toJson()},
                                        {u"outflow_30"_s, file.outflow30.toJson()}};
    object[u"rule_version"_s] = file.ruleVersion;
    object[u"data_as_of"_s] = instantJson(file.dataAsOf);
    object[u"badges"_s] = badges;
    object[u"churn_reasons"_s] = toJsonArray(file.churnReasons);
    object[u"accounts"_s] = toJsonArray(file.accounts);
    object[u"months"_s] = months;
    object[u"transaction_count"_s] = file.transactionCount;
    object[u"recent_transactions"_s] = toJsonArray(file.recentTransactions);
    object[u"interaction_count"_s] = file.interactionCount;
    object[u"timeline"_s] = timeline;
    object[u"open_tasks"_s] = toJsonArray(file.openTasks);
    object[u"alerts"_s] = toJsonArray(file.alerts);
    object[u"relations"_s] = relations;
    object[u"dates"_s] = toJsonArray(file.dates);
    object[u"contacts"_s] = contacts;
    object[u"credit_lines"_s] = lines;
    object[u"requests"_s] = toJsonArray(file.requests);
    object[u"pending_changes"_s] = toJsonArray(file.pendingChanges);
    return object;
}

} // namespace zhike::services
