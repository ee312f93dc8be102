// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixturefile.h"

#include "domain/clock.h"

#include <algorithm>
#include <map>

namespace zhike::support {

using namespace services;
using namespace Qt::Literals::StringLiterals;

bool matches(const FixtureBank &bank, const CustomerRow &row, const CustomerQuery &query)
{
    if (!query.only.isEmpty() && !query.only.contains(row.id))
        return false;
    if (!query.text.isEmpty() && !row.name.contains(query.text) && !row.number.endsWith(query.text))
        return false;
    if (query.kind && *query.kind != row.kind)
        return false;
    if (!query.tiers.isEmpty() && !query.tiers.contains(row.tier))
        return false;
    if (!query.lifecycles.isEmpty() && !query.lifecycles.contains(row.lifecycle))
        return false;
    if (!query.activities.isEmpty() && !query.activities.contains(row.activity))
        return false;
    switch (query.segment) {
    case CustomerSegment::All: return true;
    case CustomerSegment::Churn: return row.churn >= ChurnLevel::Act;
    case CustomerSegment::OverContactStandard: return row.lastContact.daysTo(bank.today) > row.contactLimitDays;
    case CustomerSegment::DueWithin7Days:
        return std::any_of(bank.dates.begin(), bank.dates.end(), [&](const DateRow &date) {
            return date.customer == row.id && date.kind == u"maturity" && date.daysLeft >= 0 && date.daysLeft <= 7;
        });
    case CustomerSegment::RiskExpiring30Days:
        return std::any_of(bank.dates.begin(), bank.dates.end(),
                           [&](const DateRow &date) { return date.customer == row.id && date.kind == u"risk_assessment" && date.daysLeft <= 30; });
    }
    return true;
}

CustomerFile sampleFile(const FixtureBank &bank, const CustomerRow &row)
{
    CustomerFile file;
    const bool company = row.kind == CustomerKind::Company;
    const auto part = [&](int percent) { return Money(row.aum.minor() / 100 * percent, row.aum.currency()); };
    file.head = row;
    file.status = u"active"_s;
    file.owner = bank.sync.user;
    file.branch = bank.sync.branch;
    file.since = QDate(2012, 5, 18);
    file.scope = u"book:0001"_s;
    file.needs = company ? QStringList {u"credit"_s, u"settlement"_s} : QStringList {u"wealth"_s, u"insurance"_s};
    file.preferredChannel = u"call"_s;
    file.preferredTime = u"10:00–11:00"_s;
    file.riskAssessedOn = QDate(2025, 10, 1);
    file.riskValidUntil = QDate(2026, 9, 30);
    file.kycStatus = u"ok"_s;
    file.kycNextReview = QDate(2027, 3, 1);
    if (company) {
        file.creditCode = u"9199**********7X"_s;
        file.industryCode = u"C3489"_s;
        file.legalRep = u"陈静怡"_s;
        file.legalRepId = bank.idOf(u"陈静怡"_s);
        file.registeredCapital = yuan(50'000'000);
        file.revenue = yuan(386'000'000);
        file.profit = yuan(31'200'000);
        file.staff = 420;
        file.foundedOn = QDate(2009, 6, 1);
        file.creditRating = row.risk;
        file.riskClass = u"medium"_s;
        file.creditLines = {{u"CL-0091"_s, u"综合授信"_s, yuan(30'000'000), yuan(25'800'000), QDate(2026, 10, 15)}};
    } else {
        file.sex = u"f"_s;
        file.birthDate = QDate(1974, 9, 2);
        file.age = 52;
        file.maskedIdNo = u"9911**********0021"_s;
        file.occupation = u"教师"_s;
        file.employer = u"滨江第三中学"_s;
        file.education = u"bachelor"_s;
        file.maritalStatus = u"married"_s;
        file.maskedAddress = u"滨江区江晖路 ***"_s;
        file.annualIncome = yuan(420'000);
    }
    file.aum = row.aum;
    file.deposits = part(45);
    file.investments = Money(row.aum.minor() - file.deposits.minor(), row.aum.currency());
    file.liabilities = part(12);
    file.netAssets = Money(row.aum.minor() - file.liabilities.minor(), row.aum.currency());
    file.inflow30 = part(4);
    file.outflow30 = part(row.change30Bp < -1000 ? 38 : 3);
    file.householdAum = part(130);
    file.productKinds = 5;
    file.csat = 4;
    file.nps = 8;
    file.dataAsOf = bank.sync.dataAsOf;
    file.ruleVersion = u"2026.3"_s;
    file.badges = {{u"tier"_s, toWire(row.tier), u"aum=%1;threshold=500000000;rules=2026.3"_s.arg(row.aum.minor())},
                   {u"lifecycle"_s, toWire(row.lifecycle), {}},
                   {u"activity"_s, toWire(row.activity), {}}};
    for (const auto &alert : bank.alerts) {
        if (alert.customer != row.id)
            continue;
        file.alerts.append(alert);
        file.churnReasons = alert.reasons;
    }
    int n = 0;
    const auto account = [&](AccountKind kind, const char16_t *product, const char16_t *grade, int percent, QDate maturity) {
        AccountRow a;
        a.id = AccountId(u"%1-acc-%2"_s.arg(row.id.text()).arg(++n));
        a.kind = kind;
        a.maskedNumber = u"6200 **** **** %1"_s.arg(1000 + n * 137);
        a.productName = fromWide(product);
        a.riskGrade = fromWide(grade);
        a.balance = a.balanceBase = part(percent);
        a.openedOn = QDate(2024, 3, 1);
        a.maturityOn = maturity;
        a.status = u"open"_s;
        a.asOf = bank.sync.dataAsOf;
        file.accounts.append(a);
    };
    account(company ? AccountKind::Settlement : AccountKind::Demand, company ? u"结算户" : u"活期", u"R1", 15, {});
    account(AccountKind::TimeDeposit, u"定存 1 年", u"R1", 30, QDate(2026, 9, 23));
    account(AccountKind::Wealth, u"稳健理财 180 天", u"R2", 25, QDate(2026, 9, 28));
    account(AccountKind::Fund, u"沪深 300 指数增强", u"R4", 20, {});
    account(AccountKind::Insurance, u"养老年金", u"R2", 10, QDate(2040, 1, 1));
    account(AccountKind::Mortgage, u"住房按揭", u"", 12, QDate(2044, 6, 1));
    const int count = int(row.aumMonths.size());
    for (int i = 0; i < count; ++i) {
        MonthRow month;
        const auto ccy = row.aum.currency();
        month.month = QDate(2026, 9, 1).addMonths(i - count + 1);
        month.deposits = {row.aumMonths.at(i) / 100 * 45, ccy};
        month.investments = {row.aumMonths.at(i) - month.deposits.minor(), ccy};
        month.liabilities = part(12);
        month.inflow = {qint64(1 + i % 4) * 20'000'00, ccy};
        month.outflow = {qint64(1 + (i * 5) % 3) * 15'000'00, ccy};
        month.transactions = 3;
        file.months.append(month);
        for (int k = 0; k < 3; ++k) {
            TransactionRow booking;
            booking.id = u"%1-x-%2-%3"_s.arg(row.id.text()).arg(i).arg(k);
            booking.account = file.accounts.first().id;
            booking.accountMasked = file.accounts.first().maskedNumber;
            booking.bookedOn = month.month.addDays(4 + k * 6);
            booking.amount = k == 2 ? month.outflow.negated() : Money(month.inflow.minor() / 2, ccy);
            booking.kind = k == 0 ? u"salary"_s : u"transfer"_s;
            booking.channel = u"mobile"_s;
            booking.counterparty = u"周**"_s;
            file.recentTransactions.prepend(booking);
        }
    }
    file.transactionCount = int(file.recentTransactions.size());
    for (const auto &item : bank.interactions)
        if (item.id.startsWith(row.id.text()))
            file.timeline.append(item);
    for (const auto &task : bank.tasks)
        if (task.customer == row.id && task.status == TaskStatus::Open)
            file.openTasks.append(task);
    const auto spoke = [&](int daysAgo, const char16_t *channel, const char16_t *title, const char16_t *detail, const char16_t *state) {
        TimelineItem item;
        item.id = u"%1-i-%2"_s.arg(row.id.text()).arg(daysAgo);
        item.at = bank.now.addDays(-daysAgo);
        item.channel = fromWide(channel);
        item.direction = u"out"_s;
        item.title = fromWide(title);
        item.detail = fromWide(detail);
        item.state = fromWide(state);
        item.by = bank.sync.user;
        file.timeline.append(item);
    };
    spoke(3, u"call", u"电话沟通资产配置", u"提到行外 3.1% 产品，约 9-21 再谈", u"reached");
    spoke(31, u"branch", u"到店办理转存", u"", u"done");
    spoke(66, u"wechat", u"发送季度报告", u"", u"interested");
    file.interactionCount = 3;
    file.relations = {{u"spouse"_s, false, bank.idOf(u"高明远"_s), u"高明远"_s, CustomerKind::Person, Tier::Private, yuan(6'810'000), {}, {}},
                      {u"child"_s, false, {}, u"高**"_s, {}, Tier::Mass, {}, {}, u"读大学"_s},
                      {company ? u"shareholder"_s : u"legal_rep"_s,
                       true,
                       bank.idOf(u"澄江精密部件有限公司"_s),
                       u"澄江精密部件有限公司"_s,
                       CustomerKind::Company,
                       Tier::Wealth,
                       yuan(21'480'000),
                       6000,
                       {}}};
    for (const auto &date : bank.dates)
        if (date.customer == row.id)
            file.dates.append(date);
    file.contacts = {{u"k-1"_s, u"mobile"_s, u"138 **** 2247"_s, u"本人"_s, true}, {u"k-2"_s, u"email"_s, u"w***@example.com"_s, {}, false}};
    for (const auto &request : bank.requests)
        if (request.customer == row.id)
            file.requests.append(request);
    for (const auto *list : {&bank.approvals.own, &bank.approvals.queue})
        for (const auto &change : *list)
            if (change.customer == row.id && change.state == u"pending")
                file.pendingChanges.append(change);
    return file;
}

Portfolio samplePortfolio(const FixtureBank &bank, const QString &by)
{
    Portfolio p;
    p.by = by;
    p.base = Currency(u"CNY");
    std::map<QString, PortfolioSlice> slices;
    qint64 total = 0, sums[4] = {};
    for (const auto &row : bank.customers) {
        const bool company = row.kind == CustomerKind::Company;
        const QString key = by == u"lifecycle" ? QString(toWire(row.lifecycle))
            : by == u"activity"                ? QString(toWire(row.activity))
            : by == u"kind"                    ? QString(toWire(row.kind))
            : by == u"book" || by == u"branch" ? u"book:0001"_s
            : by == u"risk"                    ? row.risk
            : company                          ? u"company"_s
                                               : QString(toWire(row.tier));
        auto &slice = slices[key];
        slice.key = key;
        ++slice.customers;
        slice.aum = {slice.aum.minor() + row.aum.minor(), p.base};
        slice.members.append(row.id);
        total += row.aum.minor();
        sums[company ? 3 : int(row.tier)] += row.aum.minor();
        if (row.churn == ChurnLevel::Critical && row.aum.minor() >= 1'000'000'00)
            ++p.highValueHighRisk;
    }
    p.customers = int(bank.customers.size());
    p.aum = {total, p.base};
    for (const auto &[key, slice] : slices)
        p.slices.append(slice);
    std::stable_sort(p.slices.begin(), p.slices.end(), [](const auto &a, const auto &b) { return a.aum.minor() > b.aum.minor(); });
    constexpr int kNet[] = {1020, 640, -420, 1280, -760, 1070, 900, 380, 1420, -270, 1160, 623};
    constexpr int kShare[] = {868, 865, 892, 880, 876, 905, 914, 930, 951, 948, 967, 1000};
    for (int i = 0; i < 12; ++i) {
        PortfolioMonth month;
        month.month = QDate(2025, 10, 1).addMonths(i);
        const auto of = [&](int which) { return Money(sums[which] / 1000 * kShare[i], p.base); };
        month.mass = of(0);
        month.wealth = of(1);
        month.privateTier = of(2);
        month.company = of(3);
        month.inflow = yuan((2400 + std::max(kNet[i], 0)) * 10'000LL);
        month.outflow = yuan((2400 + std::max(-kNet[i], 0)) * 10'000LL);
        p.months.append(month);
    }
    p.netInflowMonth = yuan(6'230'000);
    p.maturing7 = yuan(18'420'000);
    p.maturing7Count = 5;
    auto rows = bank.customers;
    std::stable_sort(rows.begin(), rows.end(), [](const auto &a, const auto &b) { return a.aum.minor() > b.aum.minor(); });
    qint64 sum = 0;
    for (int i = 0; i < 10; ++i) {
        sum += rows.at(i).aum.minor();
        p.largest.append({rows.at(i), int(sum * 10000 / total)});
    }
    int k = 0;
    for (const auto &key : {u"w1"_s, u"w2"_s, u"w3"_s, u"w4"_s, u"m2"_s, u"m3"_s, u"q"_s}) {
        PortfolioSlice slice;
        slice.key = key;
        slice.aum = yuan(qint64(QList<int> {1842, 1310, 2080, 2110, 5600, 3980, 5200}.at(k)) * 10'000);
        for (int i = 0; i < 3 + k * 2; ++i)
            slice.members.append(bank.customers.at(k * 9 + i).id);
        slice.customers = int(slice.members.size());
        p.maturities.append({key, slice});
        ++k;
    }
    p.asOf = bank.sync.dataAsOf;
    p.ruleVersion = u"2026.3"_s;
    return p;
}

} // namespace zhike::support
