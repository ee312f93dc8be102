// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/ranking.h"

#include <QHash>

namespace zhike::services {

using namespace Qt::Literals::StringLiterals;

namespace {

// Base points of a cause; the tier and the urgency add to it.
constexpr int kChurnCritical = 80;
constexpr int kOverdue = 66;
constexpr int kDue = 62;
constexpr int kChurnAct = 60;
constexpr int kMaturity = 54;
constexpr int kBirthday = 50;
constexpr int kSilent = 34;

int tierPoints(Tier tier)
{
    return tier == Tier::Private ? 12 : tier == Tier::Wealth ? 6 : 0;
}

} // namespace

RankingResult rankCalls(const RankingInput &input, const QHash<QString, CustomerRow> &customers, const QSet<QString> &withOpenComplaint)
{
    RankingResult result;
    QHash<QString, CallRow> best;
    QSet<QString> noConsent;
    QSet<QString> complaint;
    const auto offer = [&](CallRow row, bool selling) {
        const auto id = row.customer.text();
        const auto customer = customers.constFind(id);
        if (id.isEmpty() || customer == customers.constEnd() || customer->doNotContact)
            return;
        if (selling && !customer->consents.marketing) {
            noConsent.insert(id);
            return;
        }
        if (selling && withOpenComplaint.contains(id)) {
            complaint.insert(id);
            return;
        }
        row.customerName = customer->name;
        row.customerKind = customer->kind;
        row.tier = customer->tier;
        row.priority = qMin(99, row.priority + tierPoints(customer->tier));
        row.pending = customer->pending;
        auto &kept = best[id];
        if (kept.customer.isEmpty() || row.priority > kept.priority)
            kept = row;
    };

    for (const auto &alert : input.alerts) {
        CallRow row;
        row.customer = alert.customer;
        row.alert = alert.id;
        row.fact = alert.kind;
        row.amount = alert.value;
        if (alert.state == AlertState::Snoozed && alert.snoozeUntil > input.today)
            continue;
        if (alert.kind == "churn"_L1) {
            row.cause = u"churn"_s;
            row.priority = (alert.severity == "critical"_L1 ? kChurnCritical : alert.severity == "act"_L1 ? kChurnAct : 20) + alert.points / 20;
            if (!alert.reasons.isEmpty()) {
                // The share that left is the rule's own figure; the amount at stake is not what left and is not said as if it were.
                const auto &reason = alert.reasons.constFirst();
                row.fact = reason.signal;
                row.amount.reset();
                if (reason.signal == "outflow"_L1) {
                    row.bp = int(reason.value);
                    row.days = 30;
                }
            }
            if (alert.severity == "info"_L1 || alert.severity == "watch"_L1)
                continue;
        } else if (alert.kind == "kyc_due"_L1) {
            row.cause = u"kyc"_s;
            row.priority = kSilent + 8;
        } else {
            continue;
        }
        offer(row, false);
    }
    for (const auto &task : input.overdue) {
        CallRow row;
        row.customer = task.customer;
        row.task = task.id;
        row.cause = u"overdue"_s;
        row.fact = task.title;
        row.days = int(task.due.daysTo(input.today));
        row.priority = kOverdue + qMin(10, row.days) + (task.priority == Priority::High ? 6 : 0);
        offer(row, false);
    }
    for (const auto &task : input.due) {
        if (task.status != TaskStatus::Open)
            continue;
        CallRow row;
        row.customer = task.customer;
        row.task = task.id;
        row.cause = u"due"_s;
        row.fact = task.title;
        row.priority = kDue + (task.priority == Priority::High ? 8 : 0);
        offer(row, false);
    }
    for (const auto &date : input.dates) {
        CallRow row;
        row.customer = date.customer;
        row.days = date.daysLeft;
        row.amount = date.amount;
        row.fact = date.label;
        if (date.kind == "maturity"_L1 && date.daysLeft <= 7) {
            row.cause = u"maturity"_s;
            row.priority = kMaturity + 8 - date.daysLeft;
            offer(row, true);
        } else if (date.kind == "birthday"_L1 && date.daysLeft <= 1) {
            row.cause = u"birthday"_s;
            row.priority = kBirthday - date.daysLeft * 4;
            offer(row, false);
        }
    }
    for (const auto &customer : input.silent) {
        if (customer.tier == Tier::Mass)
            continue;
        CallRow row;
        row.customer = customer.id;
        row.cause = u"no_contact"_s;
        row.days = customer.lastContact.isValid() ? int(customer.lastContact.daysTo(input.today)) : 0;
        row.priority = kSilent + (customer.contactLimitDays > 0 ? qMin(10, (row.days - customer.contactLimitDays) * 10 / customer.contactLimitDays) : 0);
        offer(row, false);
    }
    for (const auto &row : std::as_const(best))
        result.calls.append(row);
    std::sort(result.calls.begin(), result.calls.end(), [&](const CallRow &a, const CallRow &b) {
        return std::tuple(-a.priority, -customers[a.customer.text()].aum.minor(), a.customer.text())
            < std::tuple(-b.priority, -customers[b.customer.text()].aum.minor(), b.customer.text());
    });
    noConsent.removeIf([&](const QString &id) { return best.contains(id); });
    complaint.removeIf([&](const QString &id) { return best.contains(id); });
    result.noConsent = int(noConsent.size());
    result.openComplaint = int(complaint.size());
    return result;
}

} // namespace zhike::services
