// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/seed/berka.h"

#include "analytics/bookings.h"
#include "analytics/churn.h"
#include "analytics/segments.h"
#include "central/seed/berkatables.h"
#include "central/seed/random.h"
#include "central/seed/seedwriter.h"

namespace zhike::central {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace zhike::central::berka;
using seed::beijing;
using seed::isoDay;

const Currency kCzk {u"CZK"};

QString latin(const QByteArray &text)
{
    return QString::fromLatin1(text);
}

QString czechName(quint64 number, bool female)
{
    static constexpr const char16_t *men[]
        = {u"Jan", u"Petr", u"Josef", u"Pavel", u"Martin", u"Tomáš", u"Jaroslav", u"Miroslav", u"Zdeněk", u"Václav", u"František", u"Milan"};
    static constexpr const char16_t *women[]
        = {u"Marie", u"Jana", u"Eva", u"Anna", u"Hana", u"Věra", u"Lenka", u"Alena", u"Lucie", u"Petra", u"Jaroslava", u"Ludmila"};
    static constexpr const char16_t *surnames[][2]
        = {{u"Novák", u"Nováková"},        {u"Svoboda", u"Svobodová"}, {u"Novotný", u"Novotná"},      {u"Dvořák", u"Dvořáková"}, {u"Černý", u"Černá"},
           {u"Procházka", u"Procházková"}, {u"Kučera", u"Kučerová"},   {u"Veselý", u"Veselá"},        {u"Horák", u"Horáková"},   {u"Němec", u"Němcová"},
           {u"Pokorný", u"Pokorná"},       {u"Marek", u"Marková"},     {u"Pospíšil", u"Pospíšilová"}, {u"Hájek", u"Hájková"},    {u"Jelínek", u"Jelínková"},
           {u"Král", u"Králová"},          {u"Růžička", u"Růžičková"}, {u"Beneš", u"Benešová"},       {u"Fiala", u"Fialová"},    {u"Sedláček", u"Sedláčková"}};
    seed::Random random(19990901, 0xbe2c, number);
    const auto given = QString::fromUtf16(female ? random.pick(women) : random.pick(men));
    return given + u' ' + QString::fromUtf16(random.pick(surnames)[female ? 1 : 0]);
}

const char16_t *kindOf(const Booking &booking)
{
    if (booking.symbol == "UROK" || booking.symbol == "SANKC. UROK")
        return u"interest";
    if (booking.symbol == "SLUZBY")
        return u"fee";
    if (booking.symbol == "POJISTNE")
        return u"insurance";
    if (booking.symbol == "UVER")
        return u"repayment";
    if (booking.symbol == "DUCHOD")
        return u"salary"; // the pension
    if (booking.operation == "VYBER KARTOU")
        return u"card";
    if (booking.operation == "VKLAD" || booking.operation == "VYBER")
        return u"cash";
    if (booking.operation.startsWith("PREVOD"))
        return u"transfer";
    return booking.operation.isEmpty() ? u"interest" : u"other";
}

const char16_t *channelOf(const Booking &booking)
{
    if (booking.operation == "VYBER KARTOU")
        return u"atm";
    return booking.operation == "VKLAD" || booking.operation == "VYBER" ? u"counter" : u"batch";
}

analytics::RuleSet berkaRules()
{
    analytics::RuleSet rules;
    rules.version = u"berka.1"_s;
    rules.base = kCzk;
    rules.churnOff = QStringList {u"no_contact"_s};
    return rules;
}

class Importer {
public:
    Importer(const Tables &tables, SeedSink &sink) : m_tables(tables), m_writer(sink, 19990901), m_lastDay(tables.bookings.back().day), m_rules(berkaRules())
    {
        for (size_t i = 0; i < tables.bookings.size(); ++i)
            m_bookings[tables.bookings[i].account].push_back(i);
        for (size_t i = 0; i < tables.loans.size(); ++i)
            m_loans[tables.loans[i].account].push_back(i);
    }

    Result<SeedSummary> run()
    {
        writePeople();
        writeCustomers();
        for (const auto &account : m_tables.accounts)
            writeAccount(account);
        for (const auto &loan : m_tables.loans)
            writeLoan(loan);
        for (const auto &card : m_tables.cards)
            writeCard(card);
        for (const auto &order : m_tables.orders)
            writeOrder(order);
        for (const auto &account : m_tables.accounts)
            writeAlert(account);
        if (m_writer.failed())
            return m_writer.error();
        return reconcile();
    }

private:
    QString book(int district) const { return u"book:"_s + branch(district); }
    static QString branch(int district) { return u'd' + QString::number(district).rightJustified(2, u'0'); }
    static QString manager(int district) { return u"rm"_s + QString::number(district).rightJustified(3, u'0'); }
    const Account &accountOf(int id) const { return m_tables.accounts[size_t(m_tables.accountAt.value(id))]; }
    static QJsonObject money(qint64 minor) { return Money(minor, kCzk).toJson(); }

    void writePeople()
    {
        static constexpr const char16_t *members[]
            = {u"inhabitants",   u"municipalities_to_499", u"municipalities_to_1999", u"municipalities_to_9999", u"municipalities_over",    u"cities",
               u"urban_percent", u"average_salary",        u"unemployment_1995",      u"unemployment_1996",      u"entrepreneurs_per_1000", u"crimes_1995",
               u"crimes_1996"};
        const auto start = beijing(QDate(1993, 1, 1));
        const auto person = [&](const QString &login, const QString &name, const QString &role, const QString &code) {
            m_writer.addUser({login, name, role, code});
            m_writer.add(u"user"_s, u"ref:people"_s, {}, start, {{u"login"_s, login}, {u"name"_s, name}, {u"role"_s, role}, {u"branch"_s, code}});
        };
        QJsonArray logins;
        QJsonArray books;
        for (const auto &district : m_tables.districts) {
            QJsonObject data {{u"code"_s, branch(district.id)}, {u"name"_s, district.name}, {u"region"_s, district.region}};
            for (int i = 0; i < int(std::size(members)); ++i) // text: some are decimals, some are missing
                if (district.figures[i] != "?")
                    data.insert(QString::fromUtf16(members[i]), latin(district.figures[i]));
            m_writer.add(u"branch"_s, u"ref:people"_s, {}, start, data);
            person(manager(district.id), czechName(1'000'000 + quint64(district.id), district.id % 2 == 0), u"rm"_s, branch(district.id));
            logins.append(manager(district.id));
            books.append(book(district.id));
        }
        person(u"lead01"_s, czechName(1'100'000, false), u"lead"_s, branch(1));
        person(u"checker01"_s, czechName(1'100'001, true), u"checker"_s, branch(1));
        person(u"compliance01"_s, czechName(1'100'002, false), u"compliance"_s, branch(1));
        person(u"admin01"_s, czechName(1'100'003, true), u"admin"_s, branch(1));
        for (const auto &district : m_tables.districts) {
            m_writer.addGrant(manager(district.id), book(district.id), u"rm"_s);
            m_writer.addGrant(u"lead01"_s, book(district.id), u"lead"_s);
        }
        m_writer.addGrant(u"lead01"_s, u"team:0001"_s, u"lead"_s);
        m_writer.addGrant(u"checker01"_s, u"team:0001"_s, u"checker"_s);
        m_writer.addGrant(u"compliance01"_s, u"team:0001"_s, u"compliance"_s);
        m_writer.add(u"team"_s, u"ref:people"_s, {}, start,
                     {{u"code"_s, u"0001"_s}, {u"name"_s, u"Berka"_s}, {u"lead"_s, u"lead01"_s}, {u"members"_s, logins}, {u"books"_s, books}});
        auto rules = m_rules.toJson();
        rules.insert(u"effective_from"_s, u"1993-01-01"_s);
        m_writer.add(u"rule_set"_s, u"ref:rules"_s, {}, start, rules);
    }

    void writeCustomers()
    {
        for (const auto &disposition : m_tables.dispositions) {
            const auto &account = accountOf(disposition.account);
            auto &since = m_since[disposition.client];
            if (since.isNull() || account.opened < since) {
                since = account.opened;
                m_district[disposition.client] = account.district;
            }
        }
        for (const auto &client : m_tables.clients) {
            const auto since = m_since.value(client.id);
            const int district = m_district.value(client.id, client.district);
            const auto created = beijing(since.isValid() ? since : QDate(1993, 1, 1));
            const auto id = m_writer.newId(created);
            m_customer.insert(client.id, id);
            QJsonObject data {{u"kind"_s, u"person"_s},
                              {u"number"_s, QString::number(client.id)},
                              {u"name"_s, czechName(quint64(client.id), client.female)},
                              {u"status"_s, since.isValid() ? u"active"_s : u"prospect"_s},
                              {u"owner"_s, manager(district)},
                              {u"branch"_s, branch(district)},
                              {u"source"_s, u"core"_s},
                              {u"sex"_s, client.female ? u"f"_s : u"m"_s},
                              {u"birth_date"_s, isoDay(client.birth)},
                              {u"id_type"_s, u"birth_number"_s},
                              {u"id_no"_s, latin(client.birthNumber)},
                              {u"nationality"_s, u"CZ"_s},
                              {u"region_code"_s, branch(client.district)},
                              {u"kyc_status"_s, u"ok"_s},
                              {u"identity_state"_s, u"verified"_s},
                              {u"do_not_contact"_s, false},
                              {u"needs"_s, QJsonArray {}},
                              {u"custom"_s, QJsonObject {}}};
            if (since.isValid())
                data.insert(u"since"_s, isoDay(since));
            m_writer.add(u"customer"_s, id, book(district), id, created, data);
        }
    }

    void writeAccount(const Account &account)
    {
        const auto owner = m_customer.value(account.owner);
        const auto created = beijing(account.opened);
        const auto id = m_writer.newId(created);
        m_account.insert(account.id, id);
        const auto own = m_bookings.find(account.id);
        const auto count = own == m_bookings.end() ? 0 : own->second.size();
        QJsonArray holders {owner};
        if (account.disponent)
            holders.append(m_customer.value(account.disponent));
        m_writer.add(u"account"_s, id, book(account.district), owner, created,
                     {{u"customer_id"_s, owner},
                      {u"holders"_s, holders},
                      {u"number"_s, QString::number(account.id)},
                      {u"kind"_s, u"demand"_s},
                      {u"ccy"_s, u"CZK"_s},
                      {u"balance"_s, money(count ? m_tables.bookings[own->second.back()].balance : 0)},
                      {u"opened_on"_s, isoDay(account.opened)},
                      {u"status"_s, u"open"_s},
                      {u"statements"_s,
                       account.frequency == "POPLATEK TYDNE"           ? u"weekly"_s
                           : account.frequency == "POPLATEK PO OBRATU" ? u"after_booking"_s
                                                                       : u"monthly"_s},
                      {u"bookings_in_file"_s, qint64(count)},
                      {u"as_of"_s, seed::beijingInstant(m_lastDay, 23, 59)}});
        if (!count)
            return;
        for (const auto at : own->second) {
            const auto &booking = m_tables.bookings[at];
            m_written += booking.signedAmount();
            QJsonObject data {{u"account_id"_s, id},
                              {u"customer_id"_s, owner},
                              {u"booked_on"_s, isoDay(booking.day)},
                              {u"amount"_s, money(booking.signedAmount())},
                              {u"kind"_s, QString::fromUtf16(kindOf(booking))},
                              {u"channel"_s, QString::fromUtf16(channelOf(booking))},
                              {u"balance_after"_s, money(booking.balance)},
                              {u"ref"_s, QString::number(booking.id)}};
            if (!booking.symbol.isEmpty())
                data.insert(u"memo"_s, latin(booking.symbol));
            if (!booking.partner.isEmpty() && booking.partner != "0")
                data.insert(u"counterparty"_s, latin(booking.partner));
            if (!booking.bank.isEmpty())
                data.insert(u"counterparty_bank"_s, latin(booking.bank));
            m_writer.add(u"transaction"_s, book(account.district), owner, beijing(booking.day), data);
        }
        writeMonths(account, own->second);
    }

    void writeMonths(const Account &account, const std::vector<size_t> &own)
    {
        auto &months = m_months[account.id];
        size_t next = 0;
        qint64 balance = 0;
        const auto first = m_tables.bookings[own.front()].day;
        for (QDate month(first.year(), first.month(), 1); month <= m_lastDay; month = month.addMonths(1)) {
            analytics::MonthFigures figures;
            figures.month = month;
            const auto end = month.addDays(month.daysInMonth() - 1);
            for (; next < own.size() && m_tables.bookings[own[next]].day <= end; ++next) {
                const auto &booking = m_tables.bookings[own[next]];
                balance = booking.balance;
                (booking.signedAmount() > 0 ? figures.inflow : figures.outflow) += booking.amount;
                figures.transactions += analytics::isCustomerInitiated(QStringView(kindOf(booking))) ? 1 : 0;
            }
            figures.deposits = balance;
            if (const auto loans = m_loans.find(account.id); loans != m_loans.end())
                for (const auto at : loans->second) {
                    const auto &loan = m_tables.loans[at];
                    if (loan.granted <= end && loan.granted.addMonths(loan.months) > end)
                        figures.liabilities += loan.amount;
                }
            months.append(figures);
            const auto owner = m_customer.value(account.owner);
            m_writer.add(u"balance_month"_s, book(account.district), owner, beijing(std::min(end, m_lastDay), 23, 50),
                         {{u"customer_id"_s, owner},
                          {u"month"_s, month.toString(u"yyyy-MM"_s)},
                          {u"deposits"_s, money(figures.deposits)},
                          {u"investments"_s, money(0)},
                          {u"liabilities"_s, money(figures.liabilities)},
                          {u"inflow"_s, money(figures.inflow)},
                          {u"outflow"_s, money(figures.outflow)},
                          {u"txn_count"_s, figures.transactions}});
        }
    }

    void writeLoan(const Loan &loan)
    {
        const auto &account = accountOf(loan.account);
        const auto owner = m_customer.value(account.owner);
        const bool paid = loan.status == 'A';
        m_writer.add(u"account"_s, book(account.district), owner, beijing(loan.granted),
                     {{u"customer_id"_s, owner},
                      {u"holders"_s, QJsonArray {owner}},
                      {u"number"_s, u'L' + QString::number(loan.id)},
                      {u"kind"_s, u"loan"_s},
                      {u"ccy"_s, u"CZK"_s},
                      {u"balance"_s, money(paid ? 0 : loan.amount)},
                      {u"limit"_s, money(loan.amount)},
                      {u"opened_on"_s, isoDay(loan.granted)},
                      {u"maturity_on"_s, isoDay(loan.granted.addMonths(loan.months))},
                      {u"status"_s, paid ? u"closed"_s : u"open"_s},
                      {u"payment"_s, money(loan.payment)},
                      {u"duration_months"_s, loan.months},
                      {u"loan_status"_s, QString(QLatin1Char(loan.status))},
                      {u"account_id"_s, m_account.value(loan.account)},
                      {u"as_of"_s, seed::beijingInstant(m_lastDay, 23, 59)}});
    }

    void writeCard(const Card &card)
    {
        const auto &disposition = m_tables.dispositions[size_t(m_tables.dispositionAt.value(card.disposition))];
        const auto holder = m_customer.value(disposition.client);
        const auto &account = accountOf(disposition.account);
        m_writer.add(u"account"_s, book(account.district), holder, beijing(card.issued),
                     {{u"customer_id"_s, holder},
                      {u"holders"_s, QJsonArray {holder}},
                      {u"number"_s, u'K' + QString::number(card.id)},
                      {u"kind"_s, u"credit_card"_s},
                      {u"ccy"_s, u"CZK"_s},
                      {u"balance"_s, money(0)},
                      {u"opened_on"_s, isoDay(card.issued)},
                      {u"status"_s, u"open"_s},
                      {u"card_type"_s, latin(card.type)},
                      {u"account_id"_s, m_account.value(account.id)},
                      {u"as_of"_s, seed::beijingInstant(m_lastDay, 23, 59)}});
    }

    void writeOrder(const Order &order)
    {
        const auto &account = accountOf(order.account);
        const auto owner = m_customer.value(account.owner);
        QJsonObject data {{u"customer_id"_s, owner},
                          {u"account_id"_s, m_account.value(account.id)},
                          {u"number"_s, QString::number(order.id)},
                          {u"counterparty_bank"_s, latin(order.bankTo)},
                          {u"counterparty"_s, latin(order.accountTo)},
                          {u"amount"_s, money(order.amount)}};
        if (!order.symbol.isEmpty())
            data.insert(u"memo"_s, latin(order.symbol));
        m_writer.add(u"standing_order"_s, book(account.district), owner, beijing(account.opened), data);
    }

    void writeAlert(const Account &account)
    {
        const auto months = m_months.find(account.id);
        if (months == m_months.end())
            return;
        analytics::CustomerHistory history;
        history.since = m_since.value(account.owner);
        history.asOf = m_lastDay;
        history.months = months.value();
        history.aum = history.months.last().assets();
        history.tier = analytics::tierOf(history.aum, m_rules);
        analytics::BookingTotals totals(m_lastDay, m_rules, czechName(quint64(account.owner), false));
        for (const auto at : m_bookings.at(account.id)) {
            const auto &booking = m_tables.bookings[at];
            totals.add(booking.day, booking.signedAmount(), QStringView(kindOf(booking)), latin(booking.partner));
        }
        totals.fill(history);
        const auto assessment = analytics::assessChurn(history, m_rules);
        if (assessment.level == ChurnLevel::None)
            return;
        const auto owner = m_customer.value(account.owner);
        const auto raised = beijing(m_lastDay, 6, 30);
        const auto alert = m_writer.add(u"alert"_s, book(account.district), owner, raised,
                                        {{u"customer_id"_s, owner},
                                         {u"kind"_s, u"churn"_s},
                                         {u"severity"_s, QString(toWire(assessment.level))},
                                         {u"score"_s, assessment.points},
                                         {u"value"_s, money(history.aum)},
                                         {u"reasons"_s, assessment.reasonsJson()},
                                         {u"rule_id"_s, u"rules:"_s + m_rules.version},
                                         {u"raised_at"_s, seed::beijingInstant(m_lastDay, 6, 30)},
                                         {u"state"_s, u"new"_s}});
        if (assessment.level == ChurnLevel::Critical)
            m_writer.add(u"task"_s, book(account.district), owner, raised,
                         {{u"customer_id"_s, owner},
                          {u"title"_s, u"Zjistit důvod odlivu prostředků"_s},
                          {u"kind"_s, u"retention"_s},
                          {u"status"_s, u"open"_s},
                          {u"priority"_s, u"high"_s},
                          {u"assignee"_s, manager(account.district)},
                          {u"due"_s, isoDay(m_lastDay.addDays(4))},
                          {u"exdates"_s, QJsonArray {}},
                          {u"reminders_min"_s, QJsonArray {}},
                          {u"origin"_s, QJsonObject {{u"type"_s, u"alert"_s}, {u"id"_s, alert}}}});
    }

    // What was written against what was read.
    Result<SeedSummary> reconcile() const
    {
        qint64 credit = 0;
        qint64 debit = 0;
        qint64 cash = 0;
        for (const auto &booking : m_tables.bookings)
            (booking.type == "PRIJEM" ? credit : booking.type == "VYDAJ" ? debit : cash) += booking.amount;
        SeedSummary summary {m_writer.counts()};
        auto &counts = summary.counts;
        const auto accounts = m_tables.accounts.size() + m_tables.loans.size() + m_tables.cards.size();
        if (m_written != credit - debit - cash || counts.value("transaction"_L1).toInteger() != qint64(m_tables.bookings.size())
            || counts.value("customer"_L1).toInteger() != qint64(m_tables.clients.size()) || counts.value("account"_L1).toInteger() != qint64(accounts)
            || counts.value("standing_order"_L1).toInteger() != qint64(m_tables.orders.size()))
            return Error {ErrorCode::Internal, u"what was written is not what was read"_s};
        counts.insert(u"berka"_s,
                      QJsonObject {{u"districts"_s, qint64(m_tables.districts.size())},
                                   {u"clients"_s, qint64(m_tables.clients.size())},
                                   {u"accounts"_s, qint64(m_tables.accounts.size())},
                                   {u"loans"_s, qint64(m_tables.loans.size())},
                                   {u"cards"_s, qint64(m_tables.cards.size())},
                                   {u"orders"_s, qint64(m_tables.orders.size())},
                                   {u"transactions"_s, qint64(m_tables.bookings.size())},
                                   {u"sum_prijem"_s, Money(credit, kCzk).amountText()},
                                   {u"sum_vydaj"_s, Money(debit, kCzk).amountText()},
                                   {u"sum_vyber"_s, Money(cash, kCzk).amountText()},
                                   {u"as_of"_s, isoDay(m_lastDay)},
                                   {u"reconciled"_s, true}});
        return summary;
    }

    const Tables &m_tables;
    seed::SeedWriter m_writer;
    QDate m_lastDay;
    analytics::RuleSet m_rules;
    std::map<int, std::vector<size_t>> m_bookings; //!< positions by account, in file order
    std::map<int, std::vector<size_t>> m_loans;
    QHash<int, QDate> m_since; //!< by client
    QHash<int, int> m_district;
    QHash<int, QString> m_customer; //!< record ids by client
    QHash<int, QString> m_account;
    QHash<int, QList<analytics::MonthFigures>> m_months; //!< by account
    qint64 m_written = 0; //!< Σ of the signed amounts
};

} // namespace

Result<SeedSummary> importBerka(const QString &dir, SeedSink &sink)
{
    const auto tables = readTables(dir);
    if (!tables)
        return tables.error();
    return Importer(*tables, sink).run();
}

} // namespace zhike::central
