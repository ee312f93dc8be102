// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/result.h"
#include "services/views.h"
#include "sync/engine.h"

#include <QJsonArray>
#include <QJsonObject>

//! The views as JSON, for `zhikectl --json`: the same values the screens show, wire names, money as {"amount","ccy"}.
namespace zhike::services {

QJsonObject toJson(const Error &error, const QString &message);
QJsonObject toJson(const CustomerRow &row);
QJsonObject toJson(const CustomerPage &page);
QJsonObject toJson(const SearchHit &hit);
QJsonObject toJson(const TaskRow &row);
QJsonObject toJson(const AlertRow &row);
QJsonObject toJson(const ChurnReasonRow &row);
QJsonObject toJson(const DateRow &row);
QJsonObject toJson(const RequestRow &row);
QJsonObject toJson(const TransactionRow &row);
QJsonObject toJson(const AccountRow &row);
QJsonObject toJson(const CustomerFile &file);
QJsonObject toJson(const Today &today);
QJsonObject toJson(const CalendarRange &range);
QJsonObject toJson(const AlertBoard &board);
QJsonObject toJson(const Portfolio &portfolio);
QJsonObject toJson(const SyncStatus &status);
QJsonObject toJson(const OutboxRow &row);
QJsonObject toJson(const ConflictRow &row);
QJsonObject toJson(const MergedRow &row);
QJsonObject toJson(const ApprovalRow &row);
QJsonObject toJson(const Approvals &board);
QJsonObject toJson(const SyncCentre &centre);
QJsonObject toJson(const sync::RoundResult &result);
QJsonObject toJson(const AuditEntry &entry);
QJsonObject toJson(const AuditBoard &board);
QJsonObject toJson(const AuditFinding &finding);

template<class T>
QJsonArray toJsonArray(const QList<T> &list)
{
    QJsonArray array;
    for (const auto &item : list)
        array.append(toJson(item));
    return array;
}

QJsonValue dateJson(QDate date); //!< null when invalid
QJsonValue instantJson(const QDateTime &at); //!< RFC 3339 UTC ms, null when invalid

} // namespace zhike::services
