// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/seed/money.h"
#include "central/seed/names.h"

#include <algorithm>

namespace zhike::central::seed {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr qint64 kYuan = 100;
constexpr qint64 kWan = 10'000 * kYuan;

struct Habit {
    const char16_t *kind, *channel, *memo;
    const char16_t *counterparty;
    int weight;
    int sign;
    int share; // per mille of a month's income, about
};

constexpr Habit kPersonHabits[] = {
    {u"card", u"pos", u"消费", u"锦里百货", 22, -1, 28},        {u"card", u"pos", u"消费", u"鲜橙超市", 18, -1, 12},
    {u"card", u"mobile", u"线上消费", u"快买商城", 20, -1, 22}, {u"transfer", u"mobile", u"转账", u"", 14, -1, 90},
    {u"transfer", u"mobile", u"转入", u"", 9, 1, 80},           {u"cash", u"atm", u"取现", u"", 5, -1, 60},
    {u"card", u"pos", u"餐饮", u"云溪小馆", 10, -1, 9},         {u"tax", u"web", u"缴费", u"滨江水务", 4, -1, 8},
    {u"insurance", u"batch", u"保费", u"安澜人寿", 2, -1, 110}, {u"card", u"mobile", u"出行", u"青鸟出行", 6, -1, 5},
};
constexpr Habit kCompanyHabits[] = {
    {u"transfer", u"web", u"货款", u"", 30, 1, 136},           {u"transfer", u"web", u"货款", u"", 34, -1, 85},
    {u"salary", u"batch", u"代发工资", u"代发户", 4, -1, 160}, {u"tax", u"web", u"税费", u"滨江税务", 6, -1, 45},
    {u"transfer", u"web", u"运费", u"", 10, -1, 22},           {u"other", u"counter", u"票据托收", u"", 5, 1, 90},
    {u"other", u"web", u"水电", u"滨江电力", 6, -1, 12},
};

// Bookings of the account that carries them, ascending; balances come from the end, where the balance is known.
class BookingMaker {
public:
    BookingMaker(const Plan &plan, const Customer &customer, const std::vector<Account> &accounts)
        : m_plan(plan)
        , m_customer(customer)
        , m_accounts(accounts)
        , m_random(plan.options.seed, 0xb00c, quint64(customer.ordinal))
        , m_last(plan.options.day.addDays(-1))
        , m_income(customer.company ? customer.revenue / 12 : std::max(customer.annualIncome / 12, 2'400 * kYuan))
    {
    }

    std::vector<Booking> make(int count)
    {
        const auto day = m_plan.options.day;
        m_slowFrom = QDate(day.year(), day.month(), 1).addMonths(day.day() * 2 < day.daysInMonth() ? -1 : 0);
        const auto first = std::max(bookingsFrom(m_plan.options.day), m_accounts.front().opened);
        for (auto month = QDate(first.year(), first.month(), 1); month <= m_last; month = month.addMonths(1))
            bookMonth(std::max(month, first), std::min(month.addDays(month.daysInMonth() - 1), m_last));
        tellStories();
        if (count >= 0)
            fitTo(count, first);
        std::stable_sort(m_bookings.begin(), m_bookings.end(),
                         [](const auto &a, const auto &b) { return a.day != b.day ? a.day < b.day : a.minute < b.minute; });
        chain();
        return std::move(m_bookings);
    }

private:
    Booking &book(QDate day, qint64 amount, const char16_t *kind, const char16_t *channel, const char16_t *memo, const QString &counterparty = {})
    {
        Booking booking;
        booking.day = day;
        booking.minute = int(m_random.between(8 * 60, 21 * 60));
        booking.amount = amount;
        booking.kind = kind;
        booking.channel = channel;
        booking.memo = memo;
        booking.counterparty = counterparty;
        m_bookings.push_back(booking);
        return m_bookings.back();
    }

    qint64 around(qint64 amount) { return std::max<qint64>(amount / 100 * m_random.between(45, 170), 5 * kYuan) + m_random.below(kYuan); }

    void habit(QDate day)
    {
        int at = int(m_random.below(110));
        const Habit *chosen = m_customer.company ? kCompanyHabits : kPersonHabits;
        const auto size = m_customer.company ? std::size(kCompanyHabits) : std::size(kPersonHabits);
        for (size_t i = 0; i + 1 < size && at >= chosen->weight; ++i, ++chosen)
            at -= chosen->weight;
        QString counterparty = QString::fromUtf16(chosen->counterparty);
        QString bank;
        if (counterparty.isEmpty() && QStringView(chosen->kind) == u"transfer") {
            counterparty = m_customer.company ? companyName(m_random, int(m_random.below(tradeCount()))).full
                                              : personName(m_random, m_random.percent(50), surname(m_random));
            if (m_random.percent(55))
                bank = bankName(m_random);
        }
        auto &booking = book(day, chosen->sign * around(m_income / 1000 * chosen->share * 22 / std::clamp(m_customer.monthlyBookings, 4, 30)), chosen->kind,
                             chosen->channel, chosen->memo, counterparty);
        booking.bank = bank;
    }

    bool salaryStopped(QDate day) const { return m_customer.story == Story::PayrollStopped && day > m_last.addDays(-65); }

    void bookMonth(QDate from, QDate to)
    {
        const int length = from.daysInMonth();
        const int days = int(from.daysTo(to)) + 1;
        const bool running = to == m_last;
        const bool slows = to >= m_slowFrom && (m_customer.planted || m_customer.story == Story::PayrollStopped);
        int rate = m_customer.monthlyBookings;
        if (rate >= 6 && !running)
            rate += int(m_random.between(-1, 1));
        int count = (rate * days * (slows ? 3 : 10) + length * 5) / (length * 10);
        if (slows && m_customer.planted)
            count = std::max(0, count - 1); // the transfers that take the money away are bookings too
        if (m_customer.monthlyBookings == 0 && from > m_last.addDays(-240)) // dormant: nothing for eight months, little before
            count = 0;

        const bool earns = !m_customer.company && m_customer.annualIncome > 0 && m_customer.monthlyBookings > 0;
        const QDate payday(from.year(), from.month(), 10);
        if (earns && payday >= from && payday <= to && !salaryStopped(payday) && count > 0) {
            const bool retired = m_customer.occupation == u"8-01";
            book(payday, m_income / 100 * m_random.between(92, 108), u"salary", u"batch", retired ? u"养老金" : u"代发工资",
                 retired                             ? u"滨江社保中心"_s
                     : m_customer.employer.isEmpty() ? u"青鸟灵活就业平台"_s
                                                     : m_customer.employer);
            --count;
        }
        for (const auto &account : m_accounts) {
            const QDate due(from.year(), from.month(), 18);
            if ((account.kind == AccountKind::Mortgage || account.kind == AccountKind::Loan) && account.opened < due && due >= from && due <= to && count > 0) {
                book(due, -std::max<qint64>(account.balance / 180 + 137 * kYuan, kYuan), u"repayment", u"batch", u"还款");
                --count;
            }
        }
        if (m_customer.aum > 50 * kWan && !m_customer.planted && count > 2 && m_random.percent(18)) {
            const bool in = m_random.percent(56);
            auto &large = book(from.addDays(m_random.below(days)), (in ? 1 : -1) * m_customer.aum / 1000 * m_random.between(6, 34), u"transfer", u"web",
                               in ? u"资金转入" : u"资金转出", personName(m_random, m_random.percent(50), surname(m_random)));
            large.bank = bankName(m_random);
            --count;
        }
        for (; count > 0; --count)
            habit(from.addDays(m_random.below(days)));

        const QDate interest(from.year(), from.month(), 21); // quarterly, as demand deposits pay it
        if (from.month() % 3 == 0 && interest >= from && interest <= to)
            book(interest, m_accounts.front().balance / 2000 + m_random.between(11, 240), u"interest", u"batch", u"结息").minute = 30;
        if (m_random.percent(9))
            book(from.addDays(m_random.below(days)), -m_random.between(2, 20) * kYuan, u"fee", u"batch", u"短信服务费").minute = 45;
    }

    // What was bought in the window left this account on the day the other one was opened.
    void tellStories()
    {
        const auto first = bookingsFrom(m_plan.options.day);
        for (const auto &account : m_accounts) {
            if (account.closed >= first) {
                book(account.closed, account.formerBalance, u"redemption", u"batch", u"产品到期兑付").fixed = true;
                continue;
            }
            const bool bought = account.kind == AccountKind::Wealth || account.kind == AccountKind::Fund || account.kind == AccountKind::Insurance
                || account.kind == AccountKind::TimeDeposit || account.kind == AccountKind::PreciousMetal;
            if (bought && account.opened >= first && account.opened > m_customer.since)
                book(account.opened, -account.balance, u"purchase", u"mobile", u"购买产品").fixed = true;
        }
        if (m_customer.planted) {
            // 33 … 48 % of what was there, in two transfers; the cast loses 38 %.
            const qint64 bp = m_customer.story == Story::Outflow ? 3810 : m_random.between(3400, 4800);
            const qint64 gone = m_customer.aum / (10'000 - bp) * bp + (m_customer.company ? m_income / 2 : m_income * 6 / 5);
            auto &one = book(m_last.addDays(-m_random.between(17, 24)), -(gone * 6 / 10), u"transfer", u"web", u"转出", m_customer.name);
            one.fixed = true;
            one.bank = bankName(m_random);
            auto &two = book(m_last.addDays(-m_random.between(5, 15)), -(gone - gone * 6 / 10), u"transfer", u"mobile", u"转出", m_customer.name);
            two.fixed = true;
            two.bank = one.bank;
        }
        if (m_customer.story == Story::NewMoney)
            book(m_last.addDays(-19), 86 * kWan, u"transfer", u"counter", u"拆迁补偿款", u"望湖区征收办"_s).fixed = true;
        if (m_customer.story == Story::CashReturn)
            book(m_last.addDays(-6), m_accounts.front().balance / 2, u"transfer", u"web", u"货款集中回笼", u"汇川电子有限公司"_s).fixed = true;
        if (m_customer.story == Story::BusinessFamily && !m_customer.company && m_customer.role == FamilyRole::Head)
            book(m_last.addDays(-8), 96 * kWan, u"transfer", u"web", u"分红", u"澄江精密部件有限公司"_s).fixed = true;
        const bool drifts = m_customer.story == Story::OwnNameTransfers
            || (m_customer.story == Story::None && !m_customer.company && m_customer.monthlyBookings > 3 && m_random.permille(25));
        if (drifts)
            for (int i = 0; i < 3; ++i) {
                auto &away = book(m_last.addDays(-8 - 24 * i), -around(m_income / 2), u"transfer", u"mobile", u"转出", m_customer.name);
                away.fixed = true;
                away.bank = bankName(m_random);
            }
    }

    void fitTo(int count, QDate first)
    {
        while (int(m_bookings.size()) > count) {
            // Stories go last.
            auto at = size_t(m_random.below(qint64(m_bookings.size())));
            for (size_t tries = 0; m_bookings[at].fixed && tries < m_bookings.size(); ++tries)
                at = (at + 1) % m_bookings.size();
            m_bookings.erase(m_bookings.begin() + qsizetype(at));
        }
        // More of the same: on days that already have bookings, so that the customer's rhythm stays.
        const auto natural = m_bookings.size();
        while (int(m_bookings.size()) < count) {
            const auto day = natural ? m_bookings[size_t(m_random.below(qint64(natural)))].day : first.addDays(m_random.below(first.daysTo(m_last) + 1));
            book(day, -around(m_income / 1000 * 8), u"card", u"pos", u"消费", u"鲜橙超市"_s);
        }
    }

    // From the known end backwards; what would have made the account negative before is cut down.
    void chain()
    {
        qint64 after = m_accounts.front().balance;
        for (auto it = m_bookings.rbegin(); it != m_bookings.rend(); ++it) {
            if (it->amount > after && after > 1) {
                it->amount = after / 2;
            } else if (it->amount > after) {
                it->amount = -(100 + m_random.below(900));
                it->kind = u"card";
                it->channel = u"pos";
                it->memo = u"消费";
                it->counterparty = u"鲜橙超市"_s;
                it->bank.clear();
            }
            it->balanceAfter = after;
            after -= it->amount;
        }
    }

    const Plan &m_plan;
    const Customer &m_customer;
    const std::vector<Account> &m_accounts;
    Random m_random;
    QDate m_last;
    QDate m_slowFrom; //!< the month the frequency rule looks at: the running one from its middle on, before that the closed one
    qint64 m_income;
    std::vector<Booking> m_bookings;
};

} // namespace

QDate bookingsFrom(QDate day)
{
    return QDate(day.year(), day.month(), 1).addMonths(-12);
}

std::vector<Booking> makeBookings(const Plan &plan, const Customer &customer, const std::vector<Account> &accounts, int count)
{
    return accounts.empty() ? std::vector<Booking> {} : BookingMaker(plan, customer, accounts).make(count);
}

} // namespace zhike::central::seed
