// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/seed/berkatables.h"

#include "domain/money.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <cstring>
#include <optional>
#include <zlib.h>

namespace zhike::central::berka {
namespace {

using namespace Qt::Literals::StringLiterals;

// The largest real table inflates to 70 MB. What is larger is a mistake or a bomb: refused before memory is asked for it.
constexpr qint64 kLargestTable = 128ll << 20;

Error tooLarge(const QString &file)
{
    return Error {ErrorCode::Invalid,
                  file + u": larger than %1 MiB. Split the file, or leave out what is not needed; nothing was imported"_s.arg(kLargestTable >> 20), u"import"_s,
                  file};
}

Error notText(const QString &file)
{
    return Error {ErrorCode::Invalid, file + u": not plain text. Save it as UTF-8 or ASCII (not UTF-16) without NUL bytes; nothing was imported"_s, u"import"_s,
                  file};
}

Error damaged(const QString &file, const QString &why)
{
    return Error {ErrorCode::Damaged, file + u": "_s + why, {}, file};
}

bool isUtf16(QByteArrayView text)
{
    return text.startsWith("\xff\xfe") || text.startsWith("\xfe\xff");
}

// Whole file, inflated; plain files pass through zlib unchanged.
Result<QByteArray> readWhole(const QString &dir, const QStringList &names, QString &file)
{
    QString path;
    for (const auto &name : names)
        for (const auto &suffix : {u".asc.gz"_s, u".asc"_s})
            if (path.isEmpty() && QFileInfo::exists(dir + u'/' + name + suffix))
                path = dir + u'/' + (file = name + suffix);
    if (path.isEmpty()) {
        file = names.first() + u".asc.gz"_s;
        return Error {ErrorCode::NotFound, file + u" is not in the folder"_s, {}, file};
    }
    if (QFileInfo(path).size() > kLargestTable)
        return tooLarge(file);
    auto *in = gzopen(QFile::encodeName(path).constData(), "rb");
    if (!in)
        return Error {ErrorCode::Io, file + u" cannot be opened"_s, {}, file};
    QByteArray text;
    QByteArray chunk(1 << 16, Qt::Uninitialized);
    int got = 0;
    std::optional<Error> refused;
    while (!refused && (got = gzread(in, chunk.data(), unsigned(chunk.size()))) > 0) {
        if (std::memchr(chunk.constData(), 0, size_t(got)) || (text.isEmpty() && isUtf16(QByteArrayView(chunk).first(got))))
            refused = notText(file);
        else if (text.size() + got > kLargestTable)
            refused = tooLarge(file);
        else
            text.append(chunk.constData(), got);
    }
    if (refused) {
        gzclose(in);
        return *refused;
    }
    int code = Z_OK;
    gzerror(in, &code);
    const int closed = gzclose(in);
    if (got < 0 || (code != Z_OK && code != Z_STREAM_END) || closed != Z_OK)
        return damaged(file, u"cannot be inflated to its end"_s);
    return text;
}

// One row, field by field; a field that is not what it should be spoils the row.
class Row {
public:
    explicit Row(QList<QByteArray> fields) : m_fields(std::move(fields)) { }
    [[nodiscard]] bool good() const { return m_good; }
    [[nodiscard]] qsizetype size() const { return m_fields.size(); }

    QByteArray text(int at) const { return m_fields[at]; }
    int number(int at)
    {
        bool ok = false;
        const int n = m_fields[at].toInt(&ok);
        m_good &= ok && n > 0;
        return n;
    }
    qint64 money(int at)
    {
        const auto amount = Money::parse(QString::fromLatin1(m_fields[at]), Currency(u"CZK"));
        m_good &= amount.has_value();
        return amount ? amount->minor() : 0;
    }
    QDate date(int at) { return checked(dateOf(m_fields[at].left(6), 0)); }
    QDate birth(int at, bool &female)
    {
        const int month = m_fields[at].mid(2, 2).toInt();
        female = month > 50;
        return checked(dateOf(m_fields[at], female ? 50 : 0));
    }
    template<class... Allowed>
    QByteArray oneOf(int at, Allowed... allowed)
    {
        m_good &= ((m_fields[at] == allowed) || ...);
        return m_fields[at];
    }
    void require(bool condition) { m_good &= condition; }

private:
    static QDate dateOf(const QByteArray &text, int monthOffset)
    {
        return text.size() == 6 ? QDate(1900 + text.left(2).toInt(), text.mid(2, 2).toInt() - monthOffset, text.mid(4, 2).toInt()) : QDate();
    }
    QDate checked(QDate date)
    {
        m_good &= date.isValid();
        return date;
    }

    QList<QByteArray> m_fields;
    bool m_good = true;
};

template<class Read>
Done readTable(const QString &dir, const QStringList &names, const QByteArray &header, Read read)
{
    QString file;
    const auto text = readWhole(dir, names, file);
    if (!text)
        return text.error();
    const auto columns = header.count(';') + 1;
    qsizetype at = 0;
    for (int line = 1; at < text->size(); ++line) {
        auto end = text->indexOf('\n', at);
        if (end < 0)
            end = text->size();
        auto row = text->mid(at, end - at);
        at = end + 1;
        if (!row.isValidUtf8())
            return notText(file);
        if (row.endsWith('\r'))
            row.chop(1);
        row.replace('"', "");
        if (line == 1) {
            if (row != header)
                return damaged(file,
                               u"has other columns than expected: %1 instead of %2. Export the table again with the columns %3; nothing was imported"_s
                                   .arg(row.count(';') + 1)
                                   .arg(columns)
                                   .arg(QString::fromLatin1(header)));
            continue;
        }
        if (row.isEmpty() && at >= text->size())
            break;
        const auto where = u"line %1 "_s.arg(line);
        if (row.count(';') + 1 != columns) // counted before it is taken apart: a line of nothing but separators costs nothing
            return damaged(file, where + u"is torn"_s);
        Row fields(row.split(';'));
        read(fields);
        if (!fields.good())
            return damaged(file, where + u"does not make sense"_s);
    }
    return done();
}

} // namespace

Result<Tables> readTables(const QString &dir)
{
    Tables tables;
    const Done steps[] = {
        readTable(dir, {u"district"_s}, "A1;A2;A3;A4;A5;A6;A7;A8;A9;A10;A11;A12;A13;A14;A15;A16",
                  [&](Row &row) {
                      District district {row.number(0), QString::fromLatin1(row.text(1)), QString::fromLatin1(row.text(2)), {}};
                      for (int i = 3; i < 16; ++i)
                          district.figures.append(row.text(i));
                      tables.districts.push_back(district);
                      row.require(district.id == int(tables.districts.size()));
                  }),
        readTable(dir, {u"client"_s}, "client_id;birth_number;district_id",
                  [&](Row &row) {
                      Client client;
                      client.id = row.number(0);
                      client.birth = row.birth(1, client.female);
                      client.birthNumber = row.text(1);
                      client.district = row.number(2);
                      row.require(!tables.clientAt.contains(client.id) && client.district <= int(tables.districts.size()));
                      tables.clientAt.insert(client.id, qsizetype(tables.clients.size()));
                      tables.clients.push_back(client);
                  }),
        readTable(dir, {u"account"_s}, "account_id;district_id;frequency;date",
                  [&](Row &row) {
                      Account account {row.number(0), row.number(1), row.oneOf(2, "POPLATEK MESICNE", "POPLATEK TYDNE", "POPLATEK PO OBRATU"), row.date(3)};
                      row.require(!tables.accountAt.contains(account.id) && account.district <= int(tables.districts.size()));
                      tables.accountAt.insert(account.id, qsizetype(tables.accounts.size()));
                      tables.accounts.push_back(account);
                  }),
        readTable(dir, {u"disp"_s}, "disp_id;client_id;account_id;type",
                  [&](Row &row) {
                      Disposition disposition {row.number(0), row.number(1), row.number(2), row.oneOf(3, "OWNER", "DISPONENT") == "OWNER"};
                      row.require(tables.clientAt.contains(disposition.client) && tables.accountAt.contains(disposition.account));
                      if (row.good()) {
                          auto &account = tables.accounts[size_t(tables.accountAt.value(disposition.account))];
                          int &holder = disposition.owner ? account.owner : account.disponent;
                          row.require(holder == 0);
                          holder = disposition.client;
                      }
                      tables.dispositionAt.insert(disposition.id, qsizetype(tables.dispositions.size()));
                      tables.dispositions.push_back(disposition);
                  }),
        readTable(dir, {u"loan"_s}, "loan_id;account_id;date;amount;duration;payments;status",
                  [&](Row &row) {
                      Loan loan {
                          row.number(0), row.number(1), row.date(2), row.money(3), row.number(4), row.money(5), row.oneOf(6, "A", "B", "C", "D").front()};
                      row.require(tables.accountAt.contains(loan.account) && loan.amount == loan.payment * loan.months);
                      tables.loans.push_back(loan);
                  }),
        readTable(dir, {u"card"_s}, "card_id;disp_id;type;issued",
                  [&](Row &row) {
                      Card card {row.number(0), row.number(1), row.oneOf(2, "classic", "junior", "gold"), row.date(3)};
                      row.require(tables.dispositionAt.contains(card.disposition));
                      tables.cards.push_back(card);
                  }),
        readTable(dir, {u"order"_s}, "order_id;account_id;bank_to;account_to;amount;k_symbol",
                  [&](Row &row) {
                      Order order {row.number(0), row.number(1), row.text(2), row.text(3), row.money(4), row.text(5).trimmed()};
                      row.require(tables.accountAt.contains(order.account));
                      tables.orders.push_back(order);
                  }),
        readTable(dir, {u"trans-prefix"_s, u"trans"_s}, "trans_id;account_id;date;type;operation;amount;balance;k_symbol;bank;account",
                  [&](Row &row) {
                      Booking booking {row.number(0), row.number(1), row.date(2),  row.oneOf(3, "PRIJEM", "VYDAJ", "VYBER"),
                                       row.text(4),   row.money(5),  row.money(6), row.text(7).trimmed(),
                                       row.text(8),   row.text(9)};
                      row.require(tables.accountAt.contains(booking.account) && booking.amount >= 0
                                  && (tables.bookings.empty() || tables.bookings.back().day <= booking.day));
                      tables.bookings.push_back(booking);
                  }),
    };
    for (const auto &step : steps)
        if (!step)
            return step.error();
    if (tables.bookings.empty())
        return damaged(u"trans-prefix.asc.gz"_s, u"has no rows"_s);
    for (const auto &account : tables.accounts)
        if (account.owner == 0)
            return damaged(u"disp.asc.gz"_s, u"account %1 has no owner"_s.arg(account.id));
    return tables;
}

} // namespace zhike::central::berka
