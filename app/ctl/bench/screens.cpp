// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/screens.h"

#include "bench/measure.h"
#include "bench/raw.h"

#include "search/keys.h"
#include "services/localqueries.h"
#include "storage/rowid.h"

#include <sqlite3.h>

namespace zhike::bench {

using namespace Qt::Literals::StringLiterals;
using storage::TypeCode;

namespace {

// One bank per size and process: filling it takes longer than measuring.
Result<BankFile *> bankOf(int customers)
{
    static std::unique_ptr<BankFile> bank;
    if (!bank || bank->customers() != customers) {
        auto made = BankFile::make(customers);
        if (!made)
            return made.error();
        bank = std::move(*made);
    }
    return bank.get();
}

Result<std::unique_ptr<services::LocalQueries>> queriesOn(const BankFile &bank)
{
    auto database = bank.open(storage::Access::ReadOnly);
    if (!database)
        return database.error();
    return std::make_unique<services::LocalQueries>(std::move(*database), benchClock());
}

Error unexpected(const QString &what)
{
    return {ErrorCode::Internal, u"bench: "_s + what, {}, {}};
}

constexpr char kRowSql[]
    = "SELECT c.ordinal, r.id, c.kind, c.number, c.name, c.risk, c.do_not_contact, f.tier, f.lifecycle, f.activity, f.aum, f.change30, f.months, f.churn_level,"
      " f.churn_points, f.last_contact, f.next_title, f.next_on, f.next_start, f.consents FROM figures f JOIN customer_v c ON c.ordinal = f.ordinal"
      " JOIN customer_ref r ON r.ordinal = f.ordinal";

// The rows of the 360 view, by the statements a C programmer would write for them.
class RawFile {
public:
    explicit RawFile(Raw &raw)
        : m_id(raw.prepare("SELECT ordinal FROM customer_ref WHERE id = ?1"))
        , m_head(raw.prepare((QByteArray(kRowSql) + " WHERE c.ordinal = ?1").constData()))
    {
        range(raw,
              "SELECT b.rid, b.id, coalesce(o.doc, b.raw), o.rid FROM base b LEFT JOIN overlay o ON o.rid = b.rid WHERE b.rid BETWEEN ?1 AND ?2 AND b.deleted "
              "= 0",
              TypeCode::Customer, TypeCode::SurveyAnswer);
        range(raw, "SELECT month, deposits, investments, liabilities, inflow, outflow, txn FROM month_v WHERE rid BETWEEN ?1 AND ?2 ORDER BY month",
              TypeCode::BalanceMonth, TypeCode::BalanceMonth);
        range(raw,
              "SELECT b.id, coalesce(o.doc, b.raw), o.rid FROM base b LEFT JOIN overlay o ON o.rid = b.rid WHERE b.rid BETWEEN ?1 AND ?2 AND b.deleted = 0 "
              "ORDER BY b.rid DESC LIMIT 100",
              TypeCode::Interaction, TypeCode::Interaction);
        range(raw, "SELECT d.next_on, d.lunar, b.raw FROM date_v d JOIN base b ON b.rid = d.rid WHERE d.rid BETWEEN ?1 AND ?2 AND b.deleted = 0",
              TypeCode::ImportantDate, TypeCode::ImportantDate);
        range(raw,
              "SELECT t.rid, b.id, t.account, t.booked, t.at, t.amount, t.ccy, t.kind, t.channel, t.counterparty, t.balance_after, t.memo FROM transaction_v t "
              "JOIN base b ON b.rid = t.rid"
              " WHERE t.rid BETWEEN ?1 AND ?2 ORDER BY t.rid DESC LIMIT 200",
              TypeCode::Transaction, TypeCode::Transaction);
        m_ordinal.push_back(
            raw.prepare("SELECT b.id, b.raw FROM holder h JOIN base b ON b.rid = h.rid WHERE h.customer = ?1 AND (h.rid >> 43) <> ?1 AND b.deleted = 0"));
        m_ordinal.push_back(raw.prepare("SELECT f.aum, f.deposits, f.investments, f.liabilities, f.inflow30, f.outflow30, f.reasons, s.id FROM figures f JOIN "
                                        "scope_ref s ON s.n = f.scope WHERE f.ordinal = ?1"));
        m_incoming = raw.prepare("SELECT v.customer, b.raw FROM relation_v v JOIN base b ON b.rid = v.rid WHERE v.other = ?1 AND b.deleted = 0");
    }

    int read(const QByteArray &id)
    {
        sqlite3_bind_text(m_id, 1, id.constData(), int(id.size()), SQLITE_STATIC);
        sqlite3_step(m_id);
        const auto ordinal = sqlite3_column_int64(m_id, 0);
        sqlite3_reset(m_id);
        sqlite3_bind_int64(m_head, 1, ordinal);
        int rows = drain(m_head);
        for (const auto &[statement, from, to] : m_ranges) {
            sqlite3_bind_int64(statement, 1, storage::rangeStart(ordinal, from));
            sqlite3_bind_int64(statement, 2, storage::rangeEnd(ordinal, to));
            rows += drain(statement);
        }
        for (auto *statement : m_ordinal) {
            sqlite3_bind_int64(statement, 1, ordinal);
            rows += drain(statement);
        }
        sqlite3_bind_text(m_incoming, 1, id.constData(), int(id.size()), SQLITE_STATIC);
        return rows + drain(m_incoming);
    }

private:
    struct Range {
        sqlite3_stmt *statement;
        TypeCode from;
        TypeCode to;
    };
    void range(Raw &raw, const char *sql, TypeCode from, TypeCode to) { m_ranges.push_back({raw.prepare(sql), from, to}); }

    sqlite3_stmt *m_id;
    sqlite3_stmt *m_head;
    sqlite3_stmt *m_incoming = nullptr;
    std::vector<Range> m_ranges;
    std::vector<sqlite3_stmt *> m_ordinal;
};

} // namespace

Result<QJsonObject> customerFile(const Options &options)
{
    auto bank = bankOf(options.customers);
    if (!bank)
        return bank.error();
    auto queries = queriesOn(**bank);
    if (!queries)
        return queries.error();
    Raw raw((*bank)->path());
    RawFile file(raw);
    Series ours;
    Series floor;
    const int rounds = options.rounds > 0 ? options.rounds : 300;
    const int deep = qMin(kDeepCustomers, (*bank)->customers());
    for (int i = -deep; i < rounds; ++i) { // the first time round warms both caches
        const auto id = customerId((i + deep) % deep);
        const auto utf8 = id.toLatin1();
        bool ok = false;
        const auto mine = timed([&] {
            const auto view = (*queries)->customer(CustomerId(id));
            ok = view && view->transactionCount > 0 && view->accounts.size() == 5;
        });
        if (!ok)
            return unexpected(u"no customer file"_s);
        int rows = 0;
        const auto theirs = timed([&] { rows = file.read(utf8); });
        if (rows < 90)
            return unexpected(u"only %1 rows"_s.arg(rows));
        if (i >= 0) {
            ours.add(mine);
            floor.add(theirs);
        }
    }
    return durations(u"customer_360"_s, ours, floor);
}

Result<QJsonObject> search(const Options &options)
{
    auto bank = bankOf(options.customers);
    if (!bank)
        return bank.error();
    auto queries = queriesOn(**bank);
    if (!queries)
        return queries.error();
    Raw raw((*bank)->path());
    auto *prefix = raw.prepare("SELECT DISTINCT rid >> 43 FROM search_key WHERE key >= ?1 AND key < ?2 AND kind = ?3 LIMIT 20");
    auto *row = raw.prepare("SELECT r.id, c.kind, c.number, c.name, f.tier, f.phone FROM customer_v c JOIN customer_ref r ON r.ordinal = c.ordinal"
                            " LEFT JOIN figures f ON f.ordinal = c.ordinal WHERE c.ordinal = ?1");
    struct Ask {
        QString typed;
        search::Key key;
    };
    std::vector<Ask> asks;
    for (int i = 0; i < 200; ++i) {
        const int n = int(qint64(i) * 7919 % (*bank)->customers());
        const auto name = customerName(n);
        const auto keys = search::nameKeys(name);
        for (const auto kind : {search::KeyKind::Name, search::KeyKind::Pinyin, search::KeyKind::Initials}) {
            const auto found = std::find_if(keys.begin(), keys.end(), [&](const auto &key) { return key.kind == kind; });
            if (found != keys.end())
                asks.push_back({found->text, *found});
        }
        asks.push_back({customerPhone(n).right(4), {search::KeyKind::Phone, search::phoneKeys(customerPhone(n).right(4)).constFirst().text}});
    }
    Series ours;
    Series floor;
    const int rounds = options.rounds > 0 ? options.rounds : 3;
    for (int round = -1; round < rounds; ++round)
        for (const auto &ask : asks) {
            qsizetype hits = 0;
            const auto mine = timed([&] {
                const auto found = (*queries)->search(ask.typed, 20);
                hits = found ? found->size() : 0;
            });
            if (hits == 0)
                return unexpected(u"nothing found"_s);
            const auto from = ask.key.text.toUtf8();
            const auto to = from + "\xf4\x8f\xbf\xbf";
            const auto theirs = timed([&] {
                sqlite3_bind_text(prefix, 1, from.constData(), int(from.size()), SQLITE_STATIC);
                sqlite3_bind_text(prefix, 2, to.constData(), int(to.size()), SQLITE_STATIC);
                sqlite3_bind_int(prefix, 3, int(ask.key.kind));
                while (sqlite3_step(prefix) == SQLITE_ROW) {
                    sqlite3_bind_int64(row, 1, sqlite3_column_int64(prefix, 0));
                    drain(row);
                }
                sqlite3_reset(prefix);
            });
            if (round >= 0) {
                ours.add(mine);
                floor.add(theirs);
            }
        }
    return durations(u"search_10k"_s, ours, floor);
}

Result<QJsonObject> listFirstPage(const Options &options)
{
    auto bank = bankOf(options.customers);
    if (!bank)
        return bank.error();
    auto queries = queriesOn(**bank);
    if (!queries)
        return queries.error();
    Raw raw((*bank)->path());
    auto *page = raw.prepare((QByteArray(kRowSql) + " ORDER BY f.aum DESC, c.ordinal LIMIT 100").constData());
    auto *total = raw.prepare("SELECT count(*), total(f.aum) FROM figures f JOIN customer_v c ON c.ordinal = f.ordinal");
    Series ours;
    Series floor;
    const int rounds = options.rounds > 0 ? options.rounds : 60;
    for (int i = -2; i < rounds; ++i) {
        bool ok = false;
        const auto mine = timed([&] {
            const auto list = (*queries)->customers({}, 0, 100);
            ok = list && list->total == (*bank)->customers() && !list->rows.isEmpty();
        });
        if (!ok)
            return unexpected(u"no list"_s);
        const auto theirs = timed([&] {
            drain(total);
            drain(page);
        });
        if (i >= 0) {
            ours.add(mine);
            floor.add(theirs);
        }
    }
    return durations(u"list_first_page_10k"_s, ours, floor);
}

} // namespace zhike::bench
