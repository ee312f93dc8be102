// SPDX-License-Identifier: GPL-3.0-or-later
// The bookings of a customer's file: by far the most rows a screen reads at once.
#include "storage/customerfile.h"

#include "security/masking.h"

#include <QJsonDocument>

namespace zhike::storage {

using namespace Qt::Literals::StringLiterals;
using namespace views;

namespace {

// A text that mostly is the one of the row before: converted when it changes.
struct Repeated {
    std::string utf8;
    QString text;

    bool take(std::string_view view) //!< true: it changed
    {
        if (view == utf8 && !text.isNull())
            return false;
        utf8 = view;
        text = QString::fromUtf8(view.data(), qsizetype(view.size()));
        return true;
    }
};

} // namespace

Result<QList<TransactionRow>> CustomerFileReader::transactions(Ordinal ordinal, QDate from, QDate to, int limit)
{
    QHash<QString, QString> numbers;
    auto rows = m_context.database.query("SELECT id, raw FROM base WHERE rid BETWEEN ?1 AND ?2",
                                         {rangeStart(ordinal, TypeCode::Account), rangeEnd(ordinal, TypeCode::Account)});
    if (!rows)
        return rows.error();
    while (rows->next())
        numbers.insert(rows->text(0), security::maskAccount(QJsonDocument::fromJson(rows->bytes(1)).object()[u"number"_s].toString()));
    return bookings(ordinal, from, to, limit, numbers);
}

Result<QList<TransactionRow>> CustomerFileReader::bookings(Ordinal ordinal, QDate from, QDate to, int limit, const QHash<QString, QString> &maskedNumbers)
{
    const auto first = from.isValid() ? packRid(ordinal, TypeCode::Transaction, dayNumber(from), 0) : rangeStart(ordinal, TypeCode::Transaction);
    const auto last = to.isValid() ? packRid(ordinal, TypeCode::Transaction, dayNumber(to), 0x1fffff) : rangeEnd(ordinal, TypeCode::Transaction);
    auto rows
        = m_context.database.query("SELECT t.rid, b.id, t.account, t.booked, t.at, t.amount, t.ccy, t.kind, t.channel, t.counterparty, t.balance_after, t.memo"
                                   " FROM transaction_v t JOIN base b ON b.rid = t.rid WHERE t.rid BETWEEN ?1 AND ?2 ORDER BY t.rid DESC LIMIT ?3",
                                   {first, last, limit});
    if (!rows)
        return rows.error();
    QList<TransactionRow> list;
    Repeated account;
    Repeated ccy;
    Repeated kind;
    Repeated channel;
    Repeated counterparty;
    Repeated memo;
    Currency currency;
    QString masked;
    while (rows->next()) {
        TransactionRow row;
        if (ccy.take(rows->view(6)))
            currency = Currency(ccy.text);
        if (account.take(rows->view(2)))
            masked = maskedNumbers.value(account.text);
        // Somebody else's name is not ours to show in full.
        if (counterparty.take(rows->view(9)) && counterparty.text.size() <= 4)
            counterparty.text = security::maskName(counterparty.text);
        kind.take(rows->view(7));
        channel.take(rows->view(8));
        memo.take(rows->view(11));
        row.id = rows->text(1);
        row.account = AccountId(account.text);
        row.accountMasked = masked;
        row.bookedOn = dayDate(rows->integer(3));
        if (!rows->isNull(4))
            row.at = m_context.local(rows->integer(4));
        row.amount = Money(rows->integer(5), currency);
        row.kind = kind.text;
        row.channel = channel.text;
        row.counterparty = counterparty.text;
        if (!rows->isNull(10))
            row.balanceAfter = Money(rows->integer(10), currency);
        row.memo = memo.text;
        list.append(row);
    }
    // Within a day the hash of the id decides the row's place: put the instants in order.
    std::stable_sort(list.begin(), list.end(), [](const auto &a, const auto &b) { return a.bookedOn != b.bookedOn ? a.bookedOn > b.bookedOn : a.at > b.at; });
    return list;
}

} // namespace zhike::storage
