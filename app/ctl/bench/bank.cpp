// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/bank.h"

#include "domain/checkdigits.h"
#include "domain/ids.h"
#include "storage/figures.h"
#include "storage/syncstore.h"

#include <QCryptographicHash>
#include <zlib.h>

namespace zhike::bench {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kRowsPerPage = 500;
const QDate kToday(2026, 9, 21);

QByteArray deflated(const QByteArray &raw)
{
    z_stream stream {};
    deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    QByteArray out(qsizetype(deflateBound(&stream, uLong(raw.size()))) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(raw.constData()));
    stream.avail_in = uInt(raw.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = uInt(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(qsizetype(stream.total_out));
    deflateEnd(&stream);
    return out;
}

QByteArray recordId(int customer, int kind, int index)
{
    return derivedUuid(quint64(customer) * 0x9e3779b97f4a7c15ull + quint64(kind), quint64(index) * 0xc2b2ae3d27d4eb4full + quint64(customer),
                       1'700'000'000'000 + customer)
        .toLatin1();
}

// Writes rows of the snapshot, page by page.
class PageWriter {
public:
    void add(const char *type, const QByteArray &id, int customer, const QByteArray &data)
    {
        ++m_csn;
        m_rows += (m_count ? ",{\"type\":\"" : "{\"type\":\"") + QByteArray(type) + "\",\"id\":\"" + id + "\",\"scope\":\"book:bench\",\"customer_id\":\""
            + customerId(customer).toLatin1() + "\",\"version\":3,\"csn\":\"" + QByteArray::number(m_csn)
            + "\",\"deleted\":false,\"created_at\":\"2026-03-02T01:12:09.120Z\",\"updated_at\":\"2026-09-04T08:00:00.001Z\",\"updated_by\":\"u:core\","
              "\"schema\":1,\"data\":{"
            + data + "}}";
        if (++m_count == kRowsPerPage)
            flush();
    }
    void flush()
    {
        if (m_count == 0)
            return;
        m_pages.push_back({m_rows, {}, m_count});
        m_rows.clear();
        m_count = 0;
    }
    std::vector<Page> finish()
    {
        flush();
        for (size_t i = 0; i < m_pages.size(); ++i) {
            auto &page = m_pages[i];
            const auto next = i + 1 < m_pages.size() ? "\"" + pageToken(i + 1, m_pages.size()).toLatin1() + "\"" : QByteArray("null");
            page.json = "{\"at\":{\"csn0\":\"1\"},\"rows\":[" + page.json + "],\"next\":" + next + ",\"progress\":{\"done\":1,\"estimate\":1}}";
            page.gzip = deflated(page.json);
        }
        return std::move(m_pages);
    }

private:
    std::vector<Page> m_pages;
    QByteArray m_rows;
    int m_count = 0;
    qint64 m_csn = 100;
};

QByteArray money(const char *member, qint64 minor)
{
    return QByteArray("\"") + member + "\":" + QByteArray("{\"amount\":\"") + Money(minor, Currency(u"CNY")).amountText().toLatin1() + "\",\"ccy\":\"CNY\"}";
}

QByteArray day(const char *member, QDate date)
{
    return QByteArray("\"") + member + "\":\"" + date.toString(Qt::ISODate).toLatin1() + '"';
}

QByteArray idNumber(int number)
{
    const auto first = u"110101%1%2"_s.arg(QDate(1950, 1, 1).addDays(number * 37 % 18'000).toString(u"yyyyMMdd"_s)).arg(number % 1000, 3, 10, QLatin1Char('0'));
    return (first + residentIdCheck(first).value_or(u'X')).toLatin1();
}

void addCustomer(PageWriter &pages, int n)
{
    const auto id = customerId(n).toLatin1();
    const auto owner = "\"customer_id\":\"" + id + "\",";
    const auto name = customerName(n).toUtf8();
    pages.add("customer", id, n,
              "\"kind\":\"person\",\"number\":\"" + u"C%1"_s.arg(n, 8, 10, QLatin1Char('0')).toLatin1() + "\",\"name\":\"" + name
                  + "\",\"status\":\"active\",\"owner\":\"u:bench\",\"branch\":\"B" + QByteArray::number(n % 7) + "\","
                  + day("since", kToday.addDays(-(n * 13 % 5000))) + ",\"sex\":\"" + (n % 2 ? "male" : "female") + "\","
                  + day("birth_date", kToday.addDays(-9000 - n * 37 % 18'000)) + ",\"id_type\":\"id_card\",\"id_no\":\"" + idNumber(n)
                  + "\",\"risk_tolerance\":\"C" + QByteArray::number(1 + n % 5) + "\"," + day("risk_valid_until", kToday.addDays(n % 400)) + ","
                  + day("kyc_next_review_on", kToday.addDays(n % 700))
                  + ",\"occupation_code\":\"4-01\",\"employer\":\"东方仪表有限公司\",\"home_address\":\"上海市浦东新区世纪大道1号\",\"needs\":[\"cash\","
                    "\"pension\"],\"preferred_channel\":\"call\"");
    pages.add("contact_point", recordId(n, 1, 0), n, owner + "\"kind\":\"mobile\",\"value\":\"" + customerPhone(n).toLatin1() + "\",\"primary\":true");
    pages.add("consent", recordId(n, 2, 0), n,
              owner + "\"purpose\":\"marketing\",\"state\":\"" + (n % 3 ? "given" : "withdrawn") + "\",\"at\":\"2025-05-06T02:00:00.000Z\"");
    const bool deep = n < kDeepCustomers;
    for (int i = 0; i < (deep ? 5 : 2); ++i) {
        const char *kinds[] = {"demand", "time_deposit", "wealth", "fund", "loan"};
        pages.add("account", recordId(n, 3, i), n,
                  owner + "\"kind\":\"" + kinds[i] + "\",\"number\":\"62220210" + u"%1%2"_s.arg(n, 9, 10, QLatin1Char('0')).arg(i).toLatin1()
                      + "\",\"status\":\"open\"," + money("balance", qint64(n) * 7'919'00 % 9'000'000'00 + i * 1000) + ","
                      + day("opened_on", kToday.addDays(-900)) + (i == 1 || i == 2 ? "," + day("maturity_on", kToday.addDays(n % 300)) : QByteArray())
                      + ",\"interest_bp\":150,\"as_of\":\"2026-09-20T16:00:00.000Z\"");
    }
    for (int i = 0; i < (deep ? 12 : 2); ++i)
        pages.add("balance_month", recordId(n, 4, i), n,
                  owner + "\"month\":\"" + kToday.addMonths(-i).toString(u"yyyy-MM"_s).toLatin1() + "\","
                      + money("deposits", qint64(n) * 7'919'00 % 9'000'000'00 + i * 100'00) + "," + money("investments", 5000'00) + ","
                      + money("liabilities", 0) + "," + money("inflow", 300'00 * i) + "," + money("outflow", 200'00 * i)
                      + ",\"txn_count\":" + QByteArray::number(i));
    for (int i = 0; i < (deep ? 4 : 1); ++i)
        pages.add("task", recordId(n, 5, i), n,
                  owner + "\"title\":\"到期回访第" + QByteArray::number(i + 1) + "次\",\"kind\":\"call\",\"status\":\"" + (i == 3 ? "done" : "open")
                      + "\",\"priority\":\"normal\",\"assignee\":\"u:bench\"," + day("due", kToday.addDays(n % 90 - 10 + i))
                      + ",\"note\":\"客户希望上午联系\"");
    for (int i = 0; i < (deep ? 12 : 1); ++i)
        pages.add("interaction", recordId(n, 6, i), n,
                  owner + "\"channel\":\"call\",\"direction\":\"out\",\"occurred_at\":\""
                      + toWireInstant(QDateTime(kToday.addDays(-n % 200 - i * 9), QTime(3, 0), Qt::UTC).toMSecsSinceEpoch()).toLatin1()
                      + "\",\"tz\":\"Asia/"
                        "Shanghai\",\"subject\":\"电话回访\",\"summary\":\"谈了到期安排,客户倾向续存一年,利率问题下次再议。\",\"outcome\":\"reached\"");
    for (int i = 0; i < (deep ? 60 : 2); ++i)
        pages.add("transaction", recordId(n, 7, i), n,
                  owner + "\"account_id\":\"" + recordId(n, 3, 0) + "\"," + day("booked_on", kToday.addDays(-i * 5)) + ",\"at\":\""
                      + toWireInstant(QDateTime(kToday.addDays(-i * 5), QTime(5, i % 60), Qt::UTC).toMSecsSinceEpoch()).toLatin1() + "\","
                      + money("amount", (i % 3 ? -1 : 1) * (100'00 + n % 977 * 100 + i))
                      + ",\"kind\":\"transfer\",\"channel\":\"mobile\",\"counterparty\":\"王小满\",\"counterparty_bank\":\"工商银行\","
                      + money("balance_after", 1'000'00 + i) + ",\"memo\":\"转账\",\"ref\":\"R" + QByteArray::number(n) + '-' + QByteArray::number(i) + "\"");
}

} // namespace

QString customerId(int number)
{
    return QString::fromLatin1(recordId(number, 0, 0));
}

QString customerName(int number)
{
    static constexpr QStringView surnames = u"李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕";
    static constexpr QStringView given = u"明晓建国海丽芳伟强敏静杰娟涛超艳磊洋勇军秀英华平刚桂文辉玲红琳佳慧雪飞鹏宇浩然欣";
    return QString(surnames[number % surnames.size()]) + given[number / surnames.size() % given.size()] + given[(number * 7 + number / 1600) % given.size()];
}

QString customerPhone(int number)
{
    return u"13%1"_s.arg((quint64(number) * 2'654'435'761ull) % 1'000'000'000ull, 9, 10, QLatin1Char('0'));
}

KeyBytes benchKey()
{
    KeyBytes key;
    for (size_t i = 0; i < key.size(); ++i)
        key[i] = static_cast<unsigned char>(i * 29 + 5);
    return key;
}

Clock benchClock()
{
    return *Clock::frozen(u"2026-09-21T09:42:00+08:00"_s);
}

std::vector<Page> snapshotPages(int first, int last)
{
    PageWriter pages;
    for (int n = first; n < last; ++n)
        addCustomer(pages, n);
    return pages.finish();
}

QString pageToken(size_t page, size_t pages)
{
    return u"p%1/%2"_s.arg(page).arg(pages);
}

Done beginSnapshot(storage::Database &database, int pages)
{
    storage::SyncStore store(database, kToday);
    const auto cursor = store.cursor();
    if (!cursor)
        return cursor.error();
    auto page = sync::PullPage::parse("{\"request_cursor\":\"sha256:" + QCryptographicHash::hash(cursor->toUtf8(), QCryptographicHash::Sha256).toHex()
                                      + "\",\"epoch\":\"e\",\"scopes\":{\"added\":[{\"scope\":\"book:bench\",\"snapshot\":\""
                                      + pageToken(0, size_t(pages)).toLatin1() + "\"}]},\"changes\":[],\"next_cursor\":\"c-1\",\"more\":false}");
    if (!page)
        return page.error();
    auto outcome = store.applyPull(*page, QDateTime::currentMSecsSinceEpoch());
    return outcome ? done() : Done(outcome.error());
}

Result<std::unique_ptr<BankFile>> BankFile::make(int customers)
{
    std::unique_ptr<BankFile> bank(new BankFile);
    bank->m_customers = customers;
    auto database = bank->open(storage::Access::ReadWrite);
    if (!database)
        return database.error();
    if (customers == 0)
        return bank;
    // Filling is not what is measured: no waiting for the disk.
    if (auto ok = (*database)->engine("PRAGMA synchronous=OFF"); !ok)
        return ok.error();
    const auto pages = snapshotPages(0, customers);
    if (auto ok = beginSnapshot(**database, int(pages.size())); !ok)
        return ok.error();
    storage::SyncStore store(**database, kToday);
    for (size_t i = 0; i < pages.size(); ++i) {
        auto page = sync::SnapshotPage::parse(pages[i].json);
        if (!page)
            return page.error();
        if (auto ok = store.applySnapshot(u"book:bench"_s, pageToken(i, pages.size()), std::span(&*page, 1)); !ok)
            return ok.error();
    }
    if (auto ok = storage::Figures(**database, kToday).refresh(); !ok)
        return ok.error();
    if (auto ok = (*database)->engine("PRAGMA wal_checkpoint(TRUNCATE)"); !ok)
        return ok.error();
    return bank;
}

Result<std::unique_ptr<storage::Database>> BankFile::open(storage::Access access) const
{
    return storage::Database::open(path(), benchKey(), access);
}

} // namespace zhike::bench
