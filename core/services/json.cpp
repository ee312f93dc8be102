// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/json.h"

#include "domain/clock.h"

namespace zhike::services {

using namespace Qt::Literals::StringLiterals;

namespace {

QJsonValue money(const std::optional<Money> &value)
{
    return value && value->currency().isValid() ? QJsonValue(value->toJson()) : QJsonValue(QJsonValue::Null);
}

} // namespace

QJsonValue dateJson(QDate date)
{
    return date.isValid() ? QJsonValue(date.toString(Qt::ISODate)) : QJsonValue(QJsonValue::Null);
}

QJsonValue instantJson(const QDateTime &at)
{
    return at.isValid() ? QJsonValue(toWireInstant(at.toMSecsSinceEpoch())) : QJsonValue(QJsonValue::Null);
}

QJsonObject toJson(const Error &error, const QString &message)
{
    QJsonObject object {{u"code"_s, toWire(error.code)}, {u"message"_s, message}, {u"detail"_s, error.detail}};
    if (!error.field.isEmpty())
        object[u"field"_s] = error.field;
    return {{u"error"_s, object}};
}

QJsonObject toJson(const CustomerRow &row)
{
    return {{u"id"_s, row.id.text()},
            {u"kind"_s, QString(toWire(row.kind))},
            {u"number"_s, row.number},
            {u"name"_s, row.name},
            {u"tier"_s, QString(toWire(row.tier))},
            {u"lifecycle"_s, QString(toWire(row.lifecycle))},
            {u"activity"_s, QString(toWire(row.activity))},
            {u"aum"_s, row.aum.toJson()},
            {u"change_30_bp"_s, row.change30Bp},
            {u"risk"_s, row.risk},
            {u"churn"_s, QString(toWire(row.churn))},
            {u"churn_points"_s, row.churnPoints},
            {u"last_contact"_s, dateJson(row.lastContact)},
            {u"contact_limit_days"_s, row.contactLimitDays},
            {u"next_step"_s, row.nextStep},
            {u"next_on"_s, dateJson(row.nextOn)},
            {u"consents"_s,
             QJsonObject {{u"marketing"_s, row.consents.marketing}, {u"profiling"_s, row.consents.profiling}, {u"third_party"_s, row.consents.thirdParty}}},
            {u"do_not_contact"_s, row.doNotContact},
            {u"pending"_s, row.pending}};
}

QJsonObject toJson(const CustomerPage &page)
{
    return {{u"total"_s, page.total}, {u"aum_total"_s, page.aumTotal.toJson()}, {u"offset"_s, page.offset}, {u"customers"_s, toJsonArray(page.rows)}};
}

QJsonObject toJson(const SearchHit &hit)
{
    return {{u"id"_s, hit.id.text()},     {u"kind"_s, QString(toWire(hit.kind))}, {u"number"_s, hit.number},
            {u"name"_s, hit.name},        {u"tier"_s, QString(toWire(hit.tier))}, {u"matched"_s, hit.matched},
            {u"phone"_s, hit.maskedPhone}};
}

QJsonObject toJson(const TaskRow &row)
{
    QJsonObject object {{u"id"_s, row.id.text()},
                        {u"title"_s, row.title},
                        {u"kind"_s, row.kind},
                        {u"status"_s, QString(toWire(row.status))},
                        {u"priority"_s, QString(toWire(row.priority))},
                        {u"all_day"_s, row.allDay},
                        {u"due"_s, dateJson(row.due)},
                        {u"overdue"_s, row.overdue},
                        {u"recurring"_s, row.recurring},
                        {u"pending"_s, row.pending},
                        {u"customer"_s, row.customerName}};
    if (!row.customer.isEmpty())
        object[u"customer_id"_s] = row.customer.text();
    if (!row.allDay) {
        object[u"start"_s] = instantJson(row.start);
        object[u"end"_s] = instantJson(row.end);
    }
    if (row.occurrence.isValid())
        object[u"occurrence"_s] = instantJson(row.occurrence);
    for (const auto &[key, value] : {std::pair(u"location"_s, row.location), std::pair(u"note"_s, row.note), std::pair(u"outcome"_s, row.outcome)})
        if (!value.isEmpty())
            object[key] = value;
    if (row.doneAt.isValid())
        object[u"done_at"_s] = instantJson(row.doneAt);
    return object;
}

QJsonObject toJson(const ChurnReasonRow &row)
{
    return {{u"signal"_s, row.signal}, {u"points"_s, row.points}, {u"value"_s, row.value}, {u"baseline"_s, row.baseline}};
}

QJsonObject toJson(const AlertRow &row)
{
    return {{u"id"_s, row.id.text()},
            {u"customer_id"_s, row.customer.text()},
            {u"customer"_s, row.customerName},
            {u"tier"_s, QString(toWire(row.tier))},
            {u"kind"_s, row.kind},
            {u"severity"_s, row.severity},
            {u"state"_s, QString(toWire(row.state))},
            {u"raised_at"_s, instantJson(row.raisedAt)},
            {u"snooze_until"_s, dateJson(row.snoozeUntil)},
            {u"disposition"_s, row.disposition},
            {u"aum"_s, row.aum.toJson()},
            {u"value"_s, money(row.value)},
            {u"points"_s, row.points},
            {u"reasons"_s, toJsonArray(row.reasons)},
            {u"next_step"_s, row.nextStep},
            {u"next_on"_s, dateJson(row.nextOn)},
            {u"pending"_s, row.pending}};
}

QJsonObject toJson(const DateRow &row)
{
    QJsonObject object {{u"on"_s, dateJson(row.on)}, {u"days_left"_s, row.daysLeft},          {u"kind"_s, row.kind},
                        {u"label"_s, row.label},     {u"customer_id"_s, row.customer.text()}, {u"customer"_s, row.customerName}};
    if (!row.lunar.isEmpty())
        object[u"lunar"_s] = row.lunar;
    if (row.amount)
        object[u"amount"_s] = row.amount->toJson();
    return object;
}

QJsonObject toJson(const RequestRow &row)
{
    return {{u"id"_s, row.id.text()},
            {u"number"_s, row.number},
            {u"kind"_s, row.kind},
            {u"subject"_s, row.subject},
            {u"severity"_s, row.severity},
            {u"status"_s, row.status},
            {u"customer_id"_s, row.customer.text()},
            {u"customer"_s, row.customerName},
            {u"received_at"_s, instantJson(row.receivedAt)},
            {u"resolve_due"_s, instantJson(row.resolveDue)},
            {u"seconds_left"_s, row.secondsLeft}};
}

QJsonObject toJson(const Today &today)
{
    QJsonArray calls;
    for (const auto &call : today.calls)
        calls.append(QJsonObject {{u"customer_id"_s, call.customer.text()},
                                  {u"customer"_s, call.customerName},
                                  {u"tier"_s, QString(toWire(call.tier))},
                                  {u"priority"_s, call.priority},
                                  {u"cause"_s, call.cause},
                                  {u"fact"_s, call.fact},
                                  {u"days"_s, call.days},
                                  {u"bp"_s, call.bp},
                                  {u"amount"_s, money(call.amount)}});
    return {{u"date"_s, dateJson(today.date)},
            {u"lunar"_s, today.lunar},
            {u"solar_term"_s, today.solarTerm},
            {u"next_holiday"_s, QJsonObject {{u"on"_s, dateJson(today.nextHoliday)}, {u"name"_s, today.nextHolidayName}, {u"days"_s, today.nextHolidayDays}}},
            {u"counts"_s,
             QJsonObject {{u"customers"_s, today.customers},
                          {u"to_contact"_s, today.toContact},
                          {u"done_today"_s, today.doneToday},
                          {u"due_tasks"_s, today.dueTasks},
                          {u"overdue_tasks"_s, today.overdueTasks},
                          {u"alerts_open"_s, today.alertsOpen},
                          {u"alerts_new"_s, today.alertsNew},
                          {u"contacts_month"_s, today.contactsMonth},
                          {u"maturing_7"_s, today.maturing7Count},
                          {u"open_requests"_s, qint64(today.clocks.size())},
                          {u"dates_14"_s, qint64(today.dates.size())}}},
            {u"maturing_7"_s, today.maturing7.toJson()},
            {u"net_inflow_month"_s, today.netInflowMonth.toJson()},
            {u"coverage_bp"_s, today.coverageBp},
            {u"agenda"_s, toJsonArray(today.agenda)},
            {u"overdue"_s, toJsonArray(today.overdue)},
            {u"calls"_s, calls},
            {u"excluded"_s, QJsonObject {{u"no_consent"_s, today.excludedNoConsent}, {u"open_complaint"_s, today.excludedComplaint}}},
            {u"new_alerts"_s, toJsonArray(today.newAlerts)},
            {u"requests"_s, toJsonArray(today.clocks)},
            {u"dates"_s, toJsonArray(today.dates)},
            {u"sync"_s, toJson(today.sync)}};
}

QJsonObject toJson(const CalendarRange &range)
{
    QJsonArray days;
    for (const auto &day : range.days)
        days.append(QJsonObject {{u"date"_s, dateJson(day.date)},
                                 {u"lunar"_s, day.lunar},
                                 {u"solar_term"_s, day.solarTerm},
                                 {u"holiday"_s, day.holiday},
                                 {u"off"_s, day.off},
                                 {u"make_up_workday"_s, day.makeUpWorkday}});
    return {{u"from"_s, dateJson(range.from)},      {u"to"_s, dateJson(range.to)},          {u"days"_s, days},
            {u"tasks"_s, toJsonArray(range.tasks)}, {u"dates"_s, toJsonArray(range.dates)}, {u"backlog"_s, toJsonArray(range.backlog)}};
}

QJsonObject toJson(const AlertBoard &board)
{
    QJsonObject signalCounts;
    for (const auto &[signal, count] : board.bySignal)
        signalCounts[signal] = count;
    return {{u"rule_version"_s, board.ruleVersion},      {u"model_present"_s, board.modelPresent}, {u"high_value_high_risk"_s, board.highValueHighRisk},
            {u"high_risk_other"_s, board.highRiskOther}, {u"medium_risk"_s, board.mediumRisk},     {u"by_signal"_s, signalCounts},
            {u"alerts"_s, toJsonArray(board.rows)}};
}

QJsonObject toJson(const Portfolio &portfolio)
{
    const auto slice = [](const PortfolioSlice &s) {
        QJsonArray members;
        for (const auto &member : s.members)
            members.append(member.text());
        return QJsonObject {{u"key"_s, s.key}, {u"customers"_s, s.customers}, {u"aum"_s, s.aum.toJson()}, {u"members"_s, members}};
    };
    QJsonArray slices;
    for (const auto &s : portfolio.slices)
        slices.append(slice(s));
    QJsonArray maturities;
    for (const auto &[key, s] : portfolio.maturities)
        maturities.append(slice(s));
    QJsonArray months;
    for (const auto &m : portfolio.months)
        months.append(QJsonObject {{u"month"_s, m.month.toString(u"yyyy-MM"_s)},
                                   {u"mass"_s, m.mass.toJson()},
                                   {u"wealth"_s, m.wealth.toJson()},
                                   {u"private"_s, m.privateTier.toJson()},
                                   {u"company"_s, m.company.toJson()},
                                   {u"inflow"_s, m.inflow.toJson()},
                                   {u"outflow"_s, m.outflow.toJson()}});
    return {{u"by"_s, portfolio.by},
            {u"customers"_s, portfolio.customers},
            {u"aum"_s, portfolio.aum.toJson()},
            {u"net_inflow_month"_s, portfolio.netInflowMonth.toJson()},
            {u"maturing_7"_s, portfolio.maturing7.toJson()},
            {u"high_value_high_risk"_s, portfolio.highValueHighRisk},
            {u"slices"_s, slices},
            {u"maturities"_s, maturities},
            {u"months"_s, months},
            {u"rule_version"_s, portfolio.ruleVersion},
            {u"as_of"_s, instantJson(portfolio.asOf)}};
}

QJsonObject toJson(const SyncStatus &status)
{
    return {{u"enrolled"_s, status.enrolled},
            {u"online"_s, status.online},
            {u"last_success"_s, instantJson(status.lastSuccess)},
            {u"last_attempt"_s, instantJson(status.lastAttempt)},
            {u"last_error"_s, status.lastError},
            {u"pending"_s, status.pending},
            {u"audit_waiting"_s, status.auditWaiting},
            {u"parked"_s, status.parked},
            {u"conflicts"_s, status.conflicts},
            {u"data_as_of"_s, instantJson(status.dataAsOf)},
            {u"server"_s, status.server},
            {u"device"_s, status.deviceName},
            {u"device_id"_s, status.deviceId},
            {u"lease_until"_s, instantJson(status.leaseUntil)},
            {u"consistent"_s, status.consistent},
            {u"device_bound"_s, status.deviceBound},
            {u"user"_s, status.user},
            {u"login"_s, status.login},
            {u"role"_s, status.role}};
}

QJsonObject toJson(const sync::RoundResult &result)
{
    return {{u"pushed"_s, result.pushed},
            {u"pulled"_s, result.pulled},
            {u"conflicts"_s, result.conflicts},
            {u"rejected"_s, result.rejected},
            {u"purged"_s, result.purged}};
}

} // namespace zhike::services
