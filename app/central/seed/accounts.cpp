// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/seed/money.h"
#include "central/seed/names.h"
#include "central/seed/reference.h"
#include "domain/ids.h"

namespace zhike::central::seed {
namespace {

constexpr qint64 kYuan = 100;
constexpr qint64 kWan = 10'000 * kYuan;

class AccountMaker {
public:
    AccountMaker(const Plan &plan, const Customer &customer)
        : m_plan(plan)
        , m_customer(customer)
        , m_random(plan.options.seed, 0xacc, quint64(customer.ordinal))
        , m_left(customer.aum)
    {
    }

    std::vector<Account> make()
    {
        open(m_customer.company ? AccountKind::Settlement : AccountKind::Demand, 0, m_customer.since);
        if (m_customer.company)
            companyAssets();
        else
            personAssets();
        m_accounts.front().balance = m_accounts.front().base = m_left;
        return std::move(m_accounts);
    }

private:
    // Drawn open date, often in the last year so that purchases are seen.
    QDate openedOn()
    {
        const auto day = m_plan.options.day;
        const int longest = int(std::min<qint64>(m_customer.since.daysTo(day) - 2, 1400));
        return longest < 2 ? m_customer.since : day.addDays(-m_random.between(2, std::max(2, longest)));
    }

    Account &open(AccountKind kind, qint64 balance, QDate opened, bool usd = false)
    {
        Account account;
        account.kind = kind;
        account.ccy = Currency(usd ? u"USD" : u"CNY");
        account.product = drawProduct(m_random, kind, usd);
        account.number = accountNumber(m_random);
        account.balance = balance;
        account.base = convert(Money(balance, account.ccy), usd ? kUsdRate : QStringView(u"1"), Currency(u"CNY"))->minor();
        account.opened = opened;
        const auto high = m_random.next();
        account.id = derivedUuid(high, m_random.next(), beijing(opened, 10));
        if (account.product >= 0) {
            const auto &product = productAt(account.product);
            account.rateBp = product.rateBp;
            if (product.termDays > 0) {
                // Rolled over until it runs past today.
                auto maturity = opened.addDays(product.termDays);
                while (maturity < m_plan.options.day)
                    maturity = maturity.addDays(product.termDays);
                account.maturity = maturity;
            }
        }
        m_accounts.push_back(account);
        return m_accounts.back();
    }

    // Takes a round part of what is left; nothing when that would be too little for the product.
    void place(AccountKind kind, int percentOfLeft, qint64 unit)
    {
        const qint64 amount = m_left / 100 * percentOfLeft / unit * unit;
        if (amount < unit)
            return;
        auto &account = open(kind, amount, openedOn());
        const auto &product = productAt(account.product);
        if (amount < product.minimum * kYuan) { // below the chosen product's minimum: the first of its kind has the lowest
            for (int i = 0; i < productCount(); ++i)
                if (productAt(i).kind == kind && !productAt(i).usd) {
                    account.product = i;
                    account.rateBp = productAt(i).rateBp;
                    account.maturity = productAt(i).termDays > 0 ? m_plan.options.day.addDays(m_random.between(3, productAt(i).termDays)) : QDate();
                    break;
                }
        }
        m_left -= amount;
        followOn(m_accounts.size() - 1);
    }

    // Most of what was bought lately was paid from something that had just run off.
    void followOn(size_t at)
    {
        const auto after = m_accounts[at];
        const auto closed = after.opened.addDays(-m_random.between(0, 3));
        const auto opened = closed.addDays(-m_random.between(91, 365));
        if (closed < bookingsFrom(m_plan.options.day) || opened <= m_customer.since || !m_random.percent(72))
            return;
        auto &before = open(after.kind, 0, opened);
        before.product = after.product;
        before.rateBp = after.rateBp;
        before.maturity = {};
        before.closed = closed;
        before.formerBalance = after.balance / 1000 * m_random.between(960, 1010);
    }

    void personAssets()
    {
        const bool wealthy = m_customer.aum >= 10 * kWan;
        const bool rich = m_customer.aum > 500 * kWan;
        if (m_customer.story == Story::MaturingDeposit) {
            auto &deposit = open(AccountKind::TimeDeposit, 120 * kWan, m_plan.options.day.addDays(2 - 365));
            deposit.product = 2;
            deposit.rateBp = productAt(2).rateBp;
            deposit.maturity = m_plan.options.day.addDays(2);
            m_left -= deposit.balance;
        }
        if (m_random.percent(rich ? 35 : wealthy ? 9 : 1)) {
            auto &usd = open(AccountKind::Demand, m_left / 1000 * m_random.between(40, 110) / 710 * 100 / kYuan, openedOn(), true);
            m_left -= usd.base;
        }
        const bool keepsCash = m_customer.planted || m_customer.story == Story::NewMoney || m_customer.story == Story::MaturingDeposit;
        if (!keepsCash) {
            for (int i = 0, n = int(m_random.between(wealthy ? 1 : 0, rich ? 3 : 2)); i < n; ++i)
                place(AccountKind::Wealth, int(m_random.between(12, 34)), wealthy ? kWan : 1000 * kYuan);
            for (int i = 0, n = int(m_random.between(0, rich ? 2 : 1)); i < n; ++i)
                place(AccountKind::Fund, int(m_random.between(6, 28)), 1237);
            for (int i = 0, n = int(m_random.between(0, wealthy ? 2 : 1)); i < n; ++i)
                place(AccountKind::TimeDeposit, int(m_random.between(15, 40)), wealthy ? kWan : 1000 * kYuan);
            if (m_random.percent(rich ? 60 : wealthy ? 24 : 3))
                place(AccountKind::Insurance, int(m_random.between(8, 25)), kWan);
            if (m_random.percent(wealthy ? 7 : 2))
                place(AccountKind::PreciousMetal, int(m_random.between(2, 7)), 913);
        }
        const int age = int(m_customer.birth.daysTo(m_plan.options.day) / 365);
        if (age >= 27 && age <= 58 && m_customer.role != FamilyRole::Child && m_random.percent(26)) {
            auto &mortgage = open(AccountKind::Mortgage, m_random.skewed(30, 320) * kWan + m_random.below(kWan), openedOn());
            mortgage.limit = (mortgage.balance / kWan + m_random.between(5, 90)) * kWan;
            mortgage.maturity = mortgage.opened.addYears(int(m_random.between(12, 30)));
        }
        if (age >= 24 && age <= 60 && m_random.percent(9)) {
            auto &loan = open(AccountKind::Loan, m_random.skewed(1, 28) * kWan + m_random.below(kWan), openedOn());
            loan.product = 23;
            loan.rateBp = productAt(23).rateBp;
            loan.limit = (loan.balance / kWan + m_random.between(1, 8)) * kWan;
            loan.maturity = m_plan.options.day.addDays(m_random.between(60, 1400));
        }
        if (age >= 22 && m_random.percent(age > 65 ? 20 : 48)) {
            const qint64 limit = m_random.skewed(1, 20) * kWan;
            open(AccountKind::CreditCard, limit / 1000 * m_random.between(20, 700), openedOn()).limit = limit;
        }
    }

    void companyAssets()
    {
        if (m_customer.planted) // it has pulled out what could be pulled out
            return;
        if (m_random.percent(55))
            place(AccountKind::TimeDeposit, int(m_random.between(10, 35)), 10 * kWan);
        if (m_random.percent(45))
            place(AccountKind::Wealth, int(m_random.between(10, 30)), 10 * kWan);
        if (m_random.percent(60)) {
            auto &loan = open(AccountKind::Loan, (m_customer.aum / kWan / 100 + 1) * m_random.between(30, 110) * kWan, openedOn());
            loan.product = 24;
            loan.rateBp = productAt(24).rateBp;
            loan.limit = loan.balance;
            loan.maturity = m_plan.options.day.addDays(m_random.between(24, 330));
        }
    }

    const Plan &m_plan;
    const Customer &m_customer;
    Random m_random;
    qint64 m_left;
    std::vector<Account> m_accounts;
};

} // namespace

std::vector<Account> makeAccounts(const Plan &plan, const Customer &customer)
{
    if (!customer.since.isValid())
        return {};
    return AccountMaker(plan, customer).make();
}

} // namespace zhike::central::seed
