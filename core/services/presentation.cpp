// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/presentation.h"

namespace zhike::services {

namespace {

void blank(Money &money)
{
    money = Money(0, money.currency());
}

void blank(std::optional<Money> &money)
{
    money.reset();
}

} // namespace

CustomerFile forPresentation(CustomerFile file)
{
    for (auto *money : {&file.head.aum, &file.aum, &file.deposits, &file.investments, &file.liabilities, &file.netAssets, &file.inflow30, &file.outflow30,
                        &file.householdAum})
        blank(*money);
    for (auto *money : {&file.annualIncome, &file.registeredCapital, &file.revenue, &file.profit})
        blank(*money);
    file.head.aumMonths.clear();
    file.head.change30Bp = 0;
    file.head.churn = ChurnLevel::None;
    file.head.churnPoints = 0;
    file.remarks.clear();
    file.specialCare.clear();
    file.badges.clear(); // their why holds figures
    file.creditRating.clear();
    file.riskClass.clear();
    file.churnReasons.clear();
    file.months.clear();
    file.recentTransactions.clear();
    file.timeline.clear();
    file.alerts.clear();
    file.relations.clear();
    file.requests.clear();
    file.creditLines.clear();
    file.legalRep.clear();
    file.legalRepId = {};
    for (auto &account : file.accounts) {
        blank(account.balance);
        blank(account.balanceBase);
        blank(account.limit);
        account.holders.clear();
    }
    for (auto &task : file.openTasks)
        task.note.clear();
    for (auto &date : file.dates)
        blank(date.amount);
    file.dates.removeIf([&](const DateRow &date) { return !date.customer.isEmpty() && date.customer != file.head.id; });
    return file;
}

} // namespace zhike::services
