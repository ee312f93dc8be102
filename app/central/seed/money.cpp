// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/seed/money.h"

#include "analytics/bookings.h"
#include "central/seed/reference.h"

namespace zhike::central::seed {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr int kMonths = 24;
const Currency kCny {u"CNY"};

QDate lastOf(QDate month)
{
    return month.addDays(month.daysInMonth() - 1);
}

// End-of-month balances of the account with the bookings, read from its chain.
qint64 chainAt(const CustomerMoney &money, QDate end)
{
    if (money.bookings.empty())
        return money.accounts.front().balance;
    qint64 balance = money.bookings.front().balanceAfter - money.bookings.front().amount;
    for (const auto &booking : money.bookings) {
        if (booking.day > end)
            break;
        balance = booking.balanceAfter;
    }
    return balance;
}

QList<analytics::MonthFigures> rollUp(const Plan &plan, const Customer &customer, const CustomerMoney &money)
{
    Random random(plan.options.seed, 0x5011, quint64(customer.ordinal));
    const auto running = QDate(plan.options.day.year(), plan.options.day.month(), 1);
    const auto booked = bookingsFrom(plan.options.day);
    const qint64 income = customer.company ? customer.revenue / 12 : std::max<qint64>(customer.annualIncome / 12, 2'400'00);

    QList<analytics::MonthFigures> newestFirst;
    int price = 10'000; // basis points of today's value
    int owed = 10'000;
    qint64 chain = 0;
    for (int back = 0; back < kMonths; ++back) {
        const auto month = running.addMonths(-back);
        const auto end = lastOf(month);
        if (end < customer.since)
            break;
        analytics::MonthFigures figures;
        figures.month = month;
        if (month >= booked) {
            chain = chainAt(money, end);
            for (const auto &booking : money.bookings) {
                if (booking.day < month || booking.day > end)
                    continue;
                (booking.amount > 0 ? figures.inflow : figures.outflow) += std::abs(booking.amount);
                figures.transactions += analytics::isCustomerInitiated(QStringView(booking.kind)) ? 1 : 0;
            }
        } else {
            // chain is the balance at the end of the following month; take that month's flows back, then invent this month's.
            const auto &next = newestFirst.last();
            chain = std::max<qint64>(0, chain - next.inflow + next.outflow);
            figures.inflow = customer.monthlyBookings == 0 ? 0 : income / 100 * random.between(88, 112) + random.below(100);
            figures.outflow = std::min(figures.inflow / 100 * random.between(84, 112), std::max<qint64>(0, chain + figures.inflow));
            figures.inflow = std::min(figures.inflow, chain + figures.outflow); // what was there before cannot have been negative
            figures.transactions = customer.monthlyBookings == 0 ? 0 : std::max<int>(0, customer.monthlyBookings + int(random.between(-1, 1)));
            // What was bought in the month was paid from this account, as the bookings of later months show it.
            for (size_t i = 1; i < money.accounts.size(); ++i)
                if (const auto &account = money.accounts[i];
                    !isLiability(account.kind) && account.opened >= month && account.opened <= end && account.opened > customer.since)
                    figures.outflow += account.closed.isValid() ? account.formerBalance : account.base;
        }
        figures.deposits = chain;
        for (size_t i = 1; i < money.accounts.size(); ++i) {
            const auto &account = money.accounts[i];
            if (account.opened > end)
                continue;
            if (account.closed.isValid()) {
                if (account.closed > end)
                    (isDeposit(account.kind) ? figures.deposits : figures.investments) += account.formerBalance;
                continue;
            }
            if (isLiability(account.kind))
                figures.liabilities += account.base / 10'000 * owed + account.base % 10'000 * owed / 10'000;
            else if (isDeposit(account.kind))
                figures.deposits += account.base;
            else
                figures.investments += account.base / 10'000 * price + account.base % 10'000 * price / 10'000;
        }
        price = std::clamp(price - int(random.between(-70, 110)), 7'000, 12'000);
        owed += int(random.between(10, 55));
        newestFirst.append(figures);
    }
    return {newestFirst.rbegin(), newestFirst.rend()};
}

} // namespace

CustomerMoney makeMoney(const Plan &plan, const Customer &customer, const QStringList &holders, int bookings)
{
    CustomerMoney money;
    money.accounts = makeAccounts(plan, customer);
    if (money.accounts.empty())
        return money;
    for (auto &account : money.accounts) {
        account.holders = QStringList {customer.id};
        if (!isLiability(account.kind))
            money.aum += account.base;
    }
    if (!holders.isEmpty())
        money.accounts.front().holders = holders;
    money.bookings = makeBookings(plan, customer, money.accounts, bookings);
    money.months = rollUp(plan, customer, money);
    return money;
}

void writeMoney(const Plan &plan, const Customer &customer, const CustomerMoney &money, SeedWriter &writer)
{
    const auto evening = plan.options.day.addDays(-1);
    for (const auto &account : money.accounts) {
        QJsonObject data {{u"customer_id"_s, customer.id},
                          {u"holders"_s, QJsonArray::fromStringList(account.holders)},
                          {u"number"_s, account.number},
                          {u"kind"_s, QString(toWire(account.kind))},
                          {u"ccy"_s, account.ccy.code()},
                          {u"balance"_s, Money(account.balance, account.ccy).toJson()},
                          {u"rate_bp"_s, account.rateBp},
                          {u"opened_on"_s, isoDay(account.opened)},
                          {u"status"_s, account.closed.isValid() ? u"closed"_s : u"open"_s},
                          {u"as_of"_s, beijingInstant(evening, 23, 59)}};
        if (account.product >= 0)
            data.insert(u"product_id"_s, productId(plan, account.product));
        if (account.closed.isValid())
            data.insert(u"closed_on"_s, isoDay(account.closed));
        if (account.maturity.isValid())
            data.insert(u"maturity_on"_s, isoDay(account.maturity));
        if (isDeposit(account.kind))
            data.insert(u"available"_s, Money(account.kind == AccountKind::TimeDeposit ? 0 : account.balance, account.ccy).toJson());
        if (account.limit > 0)
            data.insert(u"limit"_s, Money(account.limit, account.ccy).toJson());
        writer.add(u"account"_s, account.id, customer.scope, customer.id, beijing(account.opened, 10), data);

        if (account.closed.isValid())
            continue;
        if (account.kind == AccountKind::Wealth || account.kind == AccountKind::Fund) {
            Random random(plan.options.seed, 0x401d, quint64(account.balance) ^ quint64(customer.ordinal));
            const qint64 cost = account.balance / 1000 * random.between(account.kind == AccountKind::Fund ? 880 : 975, 1000);
            QJsonObject holding {{u"account_id"_s, account.id},
                                 {u"customer_id"_s, customer.id},
                                 {u"product_id"_s, productId(plan, account.product)},
                                 {u"units"_s, Money(cost, kCny).amountText()},
                                 {u"cost"_s, Money(cost, kCny).toJson()},
                                 {u"market_value"_s, Money(account.balance, kCny).toJson()},
                                 {u"as_of"_s, isoDay(evening)}};
            if (account.maturity.isValid())
                holding.insert(u"maturity_on"_s, isoDay(account.maturity));
            writer.add(u"holding"_s, customer.scope, customer.id, beijing(account.opened, 11), holding);
        }
    }
    int sequence = 0;
    for (const auto &booking : money.bookings) {
        const auto &account = money.accounts.front();
        const auto at = beijing(booking.day, booking.minute / 60, booking.minute % 60);
        QJsonObject data {{u"account_id"_s, account.id},
                          {u"customer_id"_s, customer.id},
                          {u"booked_on"_s, isoDay(booking.day)},
                          {u"at"_s, beijingInstant(booking.day, booking.minute / 60, booking.minute % 60)},
                          {u"amount"_s, Money(booking.amount, account.ccy).toJson()},
                          {u"kind"_s, QString::fromUtf16(booking.kind)},
                          {u"channel"_s, QString::fromUtf16(booking.channel)},
                          {u"balance_after"_s, Money(booking.balanceAfter, account.ccy).toJson()},
                          {u"memo"_s, QString::fromUtf16(booking.memo)},
                          {u"ref"_s, u'T' + customer.number + u'-' + QString::number(++sequence).rightJustified(4, u'0')}};
        if (!booking.counterparty.isEmpty())
            data.insert(u"counterparty"_s, booking.counterparty);
        if (!booking.bank.isEmpty())
            data.insert(u"counterparty_bank"_s, booking.bank);
        writer.add(u"transaction"_s, customer.scope, customer.id, at, data);
    }
    for (const auto &month : money.months)
        writer.add(u"balance_month"_s, customer.scope, customer.id, beijing(std::min(lastOf(month.month), evening), 23, 50),
                   {{u"customer_id"_s, customer.id},
                    {u"month"_s, month.month.toString(u"yyyy-MM"_s)},
                    {u"deposits"_s, Money(month.deposits, kCny).toJson()},
                    {u"investments"_s, Money(month.investments, kCny).toJson()},
                    {u"liabilities"_s, Money(month.liabilities, kCny).toJson()},
                    {u"inflow"_s, Money(month.inflow, kCny).toJson()},
                    {u"outflow"_s, Money(month.outflow, kCny).toJson()},
                    {u"txn_count"_s, month.transactions}});
}

} // namespace zhike::central::seed
