// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/projector.h"

#include "calendar/lunar.h"
#include "domain/clock.h"
#include "domain/enums.h"
#include "domain/money.h"
#include "search/keys.h"

#include <QSet>
#include <simdjson.h>

namespace zhike::storage {

using namespace Qt::Literals::StringLiterals;
namespace dom = simdjson::dom;

// The record at hand, parsed once for its day, its unknown members and its columns.
struct Projector::Json {
    dom::parser parser;
    std::string text; //!< padded copy of what `object` was parsed from
    size_t size = 0;
    dom::object object;
    bool valid = false;

    const dom::object *parse(std::string_view doc)
    {
        if (valid && doc == std::string_view(text.data(), size))
            return &object;
        text.assign(doc);
        text.resize(doc.size() + simdjson::SIMDJSON_PADDING);
        size = doc.size();
        valid = parser.parse(text.data(), size, false).get_object().get(object) == simdjson::SUCCESS;
        return valid ? &object : nullptr;
    }
};

namespace {

QString text(const dom::object &object, const char *key)
{
    std::string_view view;
    if (object[key].get_string().get(view) != simdjson::SUCCESS)
        return {};
    return QString::fromUtf8(view.data(), qsizetype(view.size()));
}

qint64 integer(const dom::object &object, const char *key, qint64 fallback = 0)
{
    int64_t value = 0;
    return object[key].get_int64().get(value) == simdjson::SUCCESS ? value : fallback;
}

bool flag(const dom::object &object, const char *key)
{
    bool value = false;
    return object[key].get_bool().get(value) == simdjson::SUCCESS && value;
}

std::string_view view(const dom::object &object, const char *key)
{
    std::string_view found;
    return object[key].get_string().get(found) == simdjson::SUCCESS ? found : std::string_view();
}

std::optional<Money> money(const dom::object &object, const char *key)
{
    dom::object value;
    if (object[key].get_object().get(value) != simdjson::SUCCESS)
        return std::nullopt;
    return Money::parse(view(value, "amount"), Currency(view(value, "ccy")));
}

qint64 minor(const dom::object &object, const char *key)
{
    const auto value = money(object, key);
    return value ? value->minor() : 0;
}

QDate date(const dom::object &object, const char *key)
{
    return fromWireDate(view(object, key));
}

std::optional<qint64> instant(const dom::object &object, const char *key)
{
    return fromWireInstant(view(object, key));
}

void bindText(sqlite::Statement &statement, int index, const dom::object &object, const char *key)
{
    std::string_view view;
    if (object[key].get_string().get(view) == simdjson::SUCCESS)
        statement.bindText(index, view);
    else
        statement.bindNull(index);
}

void bindDay(sqlite::Statement &statement, int index, QDate day)
{
    if (day.isValid())
        statement.bind(index, dayNumber(day));
    else
        statement.bindNull(index);
}

void bindOptional(sqlite::Statement &statement, int index, const std::optional<qint64> &value)
{
    if (value)
        statement.bind(index, *value);
    else
        statement.bindNull(index);
}

// "2026-09" or a full date
QDate monthOf(std::string_view text)
{
    char first[] = "0000-00-01";
    text.substr(0, 7).copy(first, 7);
    return fromWireDate(first);
}

const QSet<QByteArray> &knownMembers(TypeCode type)
{
    static const QSet<QByteArray> transaction
        = {"account_id", "customer_id", "booked_on", "at", "amount", "kind", "channel", "counterparty", "counterparty_bank", "balance_after", "memo", "ref"};
    static const QSet<QByteArray> month = {"customer_id", "month", "deposits", "investments", "liabilities", "inflow", "outflow", "txn_count"};
    return type == TypeCode::Transaction ? transaction : month;
}

constexpr char kDropKeys[] = "DELETE FROM search_key WHERE rid BETWEEN ?1 AND ?2";

int severityRank(const QString &severity)
{
    return severity == "critical"_L1 ? 3 : severity == "act"_L1 ? 2 : severity == "watch"_L1 ? 1 : 0;
}

// Tables keyed by row id, per type; customer, contact points and important dates have more to forget.
const char *deleteSql(TypeCode type)
{
    switch (type) {
    case TypeCode::Account: return "DELETE FROM account_v WHERE rid = ?1";
    case TypeCode::Transaction: return "DELETE FROM transaction_v WHERE rid = ?1";
    case TypeCode::BalanceMonth: return "DELETE FROM month_v WHERE rid = ?1";
    case TypeCode::Task: return "DELETE FROM task_v WHERE rid = ?1";
    case TypeCode::Interaction: return "DELETE FROM interaction_v WHERE rid = ?1";
    case TypeCode::Alert: return "DELETE FROM alert_v WHERE rid = ?1";
    case TypeCode::ServiceRequest: return "DELETE FROM request_v WHERE rid = ?1";
    case TypeCode::ImportantDate: return "DELETE FROM date_v WHERE rid = ?1";
    case TypeCode::Relation: return "DELETE FROM relation_v WHERE rid = ?1";
    case TypeCode::ChangeRequest: return "DELETE FROM change_v WHERE rid = ?1";
    default: return nullptr;
    }
}

// Row ids of search keys: beside their customer, in a run of 65,536 per origin record (its 21 distinguishing bits), so that the run can be dropped
// and no key can take another's place.
Rid searchRid(Rid origin, int index)
{
    return packRid(ordinalOf(origin), typeOf(origin), origin, quint32(origin >> 16 & 0x1f) << 16 | quint32(index));
}

} // namespace

Projector::Projector(Database &database) : m_database(database), m_json(std::make_unique<Json>()) { }
Projector::~Projector() = default;

bool Projector::isColumnar(TypeCode type)
{
    return type == TypeCode::Transaction || type == TypeCode::BalanceMonth;
}

qint64 Projector::dayOf(TypeCode type, std::string_view doc)
{
    const char *key = nullptr;
    switch (type) {
    case TypeCode::Transaction: key = "booked_on"; break;
    case TypeCode::Interaction: key = "occurred_at"; break;
    case TypeCode::BalanceMonth: key = "month"; break;
    default: return 0;
    }
    const auto *object = m_json->parse(doc);
    if (!object)
        return 0;
    const auto value = view(*object, key);
    return dayNumber(type == TypeCode::BalanceMonth ? monthOf(value) : fromWireDate(value.substr(0, 10)));
}

QByteArray Projector::unknownMembers(TypeCode type, std::string_view doc)
{
    const auto *object = m_json->parse(doc);
    if (!object)
        return {};
    const auto &known = knownMembers(type);
    QByteArray out;
    for (auto [key, value] : *object) {
        if (known.contains(QByteArray::fromRawData(key.data(), qsizetype(key.size()))))
            continue;
        const auto member = simdjson::minify(value);
        out += (out.isEmpty() ? "{\"" : ",\"") + QByteArray(key.data(), qsizetype(key.size())) + "\":" + QByteArray::fromStdString(member);
    }
    return out.isEmpty() ? out : out + '}';
}

Done Projector::markStale(Ordinal customer)
{
    if (customer <= 0 || customer == m_marked) // rows come customer by customer
        return done();
    auto mark = statement("INSERT OR IGNORE INTO stale (ordinal) VALUES (?1)");
    if (!mark)
        return mark.error();
    m_marked = customer;
    return (*mark)->bindAll(customer).run();
}

Done Projector::project(Rid rid, TypeCode type, Ordinal customer, std::string_view doc, QDate today)
{
    const auto *parsed = m_json->parse(doc);
    if (!parsed)
        return Error {ErrorCode::Protocol, u"record data is not an object"_s, {}, {}};
    const auto &object = *parsed;

    const auto write = [&](const char *sql, auto &&bind) -> Done {
        auto prepared = statement(sql);
        if (!prepared)
            return prepared.error();
        bind(**prepared);
        return (*prepared)->run();
    };
    const auto addKeys = [&](const QList<search::Key> &keys) -> Done {
        int index = 0;
        QSet<std::pair<int, QString>> said;
        for (const auto &key : keys) {
            const std::pair once(int(key.kind), key.text);
            if (said.contains(once))
                continue;
            said.insert(once);
            if (auto ok = write("INSERT INTO search_key (rid, kind, key) VALUES (?1, ?2, ?3)",
                                [&](auto &s) { s.bindAll(searchRid(rid, index++), int(key.kind), key.text); });
                !ok)
                return ok;
        }
        return done();
    };
    const auto dropKeys = [&] { return write(kDropKeys, [&](auto &s) { s.bindAll(searchRid(rid, 0), searchRid(rid, 0xffff)); }); };

    switch (type) {
    case TypeCode::Customer: {
        const auto name = text(object, "name");
        const bool company = text(object, "kind") == "company"_L1;
        auto ok = write(
            "INSERT OR REPLACE INTO customer_v (ordinal, kind, number, name, sort_key, status, since, branch, risk, risk_valid_until, kyc_next, do_not_contact)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            [&](auto &s) {
                s.bindAll(customer, int(company ? CustomerKind::Company : CustomerKind::Person), text(object, "number"), name, search::sortKey(name),
                          text(object, "status"));
                bindDay(s, 7, date(object, "since"));
                s.bind(8, text(object, "branch"));
                s.bind(9, text(object, company ? "credit_rating" : "risk_tolerance"));
                bindDay(s, 10, date(object, "risk_valid_until"));
                bindDay(s, 11, date(object, "kyc_next_review_on"));
                s.bind(12, int(flag(object, "do_not_contact")));
            });
        if (!ok)
            return ok;
        if (auto dropped = dropKeys(); !dropped)
            return dropped;
        auto keys = search::nameKeys(name);
        if (const auto shortName = text(object, "short_name"); !shortName.isEmpty() && shortName != name)
            keys += search::nameKeys(shortName);
        keys.append(search::numberKey(text(object, "number")));
        if (const auto id = text(object, company ? "uscc" : "id_no"); !id.isEmpty())
            keys.append(search::idKey(id));
        if (auto added = addKeys(keys); !added)
            return added;
        return markStale(customer);
    }
    case TypeCode::ContactPoint: {
        if (auto dropped = dropKeys(); !dropped)
            return dropped;
        const auto kind = text(object, "kind");
        if (kind == "mobile"_L1 || kind == "phone"_L1)
            if (auto ok = addKeys(search::phoneKeys(text(object, "value"))); !ok)
                return ok;
        return markStale(customer);
    }
    case TypeCode::Account: {
        const auto balance = money(object, "balance").value_or(Money());
        auto ok = write("INSERT OR REPLACE INTO account_v (rid, kind, ccy, balance, open, maturity, as_of) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", [&](auto &s) {
            s.bindAll(rid, int(fromWire<AccountKind>(text(object, "kind")).value_or(AccountKind::Demand)), balance.currency().code(), balance.minor(),
                      int(text(object, "status") != "closed"_L1));
            bindDay(s, 6, date(object, "maturity_on"));
            bindOptional(s, 7, instant(object, "as_of"));
        });
        if (!ok)
            return ok;
        if (auto dropped = write("DELETE FROM holder WHERE rid = ?1", [&](auto &s) { s.bindAll(rid); }); !dropped)
            return dropped;
        dom::array holders;
        if (object["holders"].get_array().get(holders) == simdjson::SUCCESS && holders.size() > 1)
            for (auto element : holders) {
                std::string_view id;
                if (element.get_string().get(id) != simdjson::SUCCESS)
                    continue;
                // A holder may arrive later than the account: his number is given here already.
                auto add = write("INSERT OR IGNORE INTO customer_ref (id) VALUES (?1)", [&](auto &s) { s.bindText(1, id); });
                if (add)
                    add = write("INSERT INTO holder (rid, customer) SELECT ?1, ordinal FROM customer_ref WHERE id = ?2", [&](auto &s) {
                        s.bind(1, rid);
                        s.bindText(2, id);
                    });
                if (add)
                    add = write("INSERT OR IGNORE INTO stale (ordinal) SELECT ordinal FROM customer_ref WHERE id = ?1", [&](auto &s) { s.bindText(1, id); });
                if (!add)
                    return add;
            }
        return markStale(customer);
    }
    case TypeCode::Transaction: {
        const auto amount = money(object, "amount").value_or(Money());
        const auto ccy = amount.currency();
        auto ok = write("INSERT OR REPLACE INTO transaction_v (rid, account, booked, at, amount, ccy, kind, channel, counterparty, counterparty_bank, "
                        "balance_after, memo, ref)"
                        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
                        [&](auto &s) {
                            s.bind(1, rid);
                            bindText(s, 2, object, "account_id");
                            s.bind(3, dayNumber(date(object, "booked_on")));
                            bindOptional(s, 4, instant(object, "at"));
                            s.bind(5, amount.minor());
                            s.bindText(6, ccy.letters());
                            bindText(s, 7, object, "kind");
                            bindText(s, 8, object, "channel");
                            bindText(s, 9, object, "counterparty");
                            bindText(s, 10, object, "counterparty_bank");
                            if (const auto after = money(object, "balance_after"))
                                s.bind(11, after->minor());
                            else
                                s.bindNull(11);
                            bindText(s, 12, object, "memo");
                            bindText(s, 13, object, "ref");
                        });
        return ok ? markStale(customer) : ok;
    }
    case TypeCode::BalanceMonth: {
        auto ok = write(
            "INSERT OR REPLACE INTO month_v (rid, month, deposits, investments, liabilities, inflow, outflow, txn) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            [&](auto &s) {
                s.bindAll(rid, dayNumber(monthOf(view(object, "month"))), minor(object, "deposits"), minor(object, "investments"), minor(object, "liabilities"),
                          minor(object, "inflow"), minor(object, "outflow"), integer(object, "txn_count"));
            });
        return ok ? markStale(customer) : ok;
    }
    case TypeCode::Task: {
        auto ok = write(
            "INSERT OR REPLACE INTO task_v (rid, customer, status, due, start, finish, rrule, done_at, override) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            [&](auto &s) {
                s.bindAll(rid, customer, int(fromWire<TaskStatus>(text(object, "status")).value_or(TaskStatus::Open)));
                const auto start = instant(object, "start");
                auto due = date(object, "due");
                if (!due.isValid() && start)
                    due = QDateTime::fromMSecsSinceEpoch(*start).date();
                bindDay(s, 4, due);
                bindOptional(s, 5, start);
                bindOptional(s, 6, instant(object, "end"));
                s.bind(7, text(object, "rrule"));
                s.bind(9, int(!text(object, "recurrence_id").isEmpty()));
                bindOptional(s, 8, instant(object, "done_at"));
            });
        return ok ? markStale(customer) : ok;
    }
    case TypeCode::Interaction: {
        auto ok = write("INSERT OR REPLACE INTO interaction_v (rid, customer, occurred) VALUES (?1, ?2, ?3)",
                        [&](auto &s) { s.bindAll(rid, customer, instant(object, "occurred_at").value_or(0)); });
        return ok ? markStale(customer) : ok;
    }
    case TypeCode::Alert: {
        auto ok = write("INSERT OR REPLACE INTO alert_v (rid, customer, kind, severity, state, raised, disposition) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                        [&](auto &s) {
                            s.bindAll(rid, customer, text(object, "kind"), severityRank(text(object, "severity")),
                                      int(fromWire<AlertState>(text(object, "state")).value_or(AlertState::New)), instant(object, "raised_at").value_or(0),
                                      text(object, "disposition"));
                        });
        return ok ? markStale(customer) : ok;
    }
    case TypeCode::ServiceRequest: {
        const auto status = text(object, "status");
        auto ok = write("INSERT OR REPLACE INTO request_v (rid, customer, kind, open, resolve_due) VALUES (?1, ?2, ?3, ?4, ?5)", [&](auto &s) {
            s.bindAll(rid, customer, text(object, "kind"), int(status != "closed"_L1));
            bindOptional(s, 5, instant(object, "resolve_due"));
        });
        return ok ? markStale(customer) : ok;
    }
    case TypeCode::ImportantDate: {
        const bool lunar = text(object, "calendar") == "lunar"_L1;
        const int month = int(integer(object, "month"));
        const int day = int(integer(object, "day"));
        const bool leap = flag(object, "leap");
        QDate next;
        if (month >= 1 && month <= 12 && day >= 1 && day <= 31)
            next = lunar ? calendar::nextLunarOccurrence(month, day, leap, today) : calendar::nextGregorianOccurrence(month, day, today);
        return write("INSERT OR REPLACE INTO date_v (rid, customer, lunar, month, day, leap, next_on) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", [&](auto &s) {
            s.bindAll(rid, customer, int(lunar), month, day, int(leap));
            bindDay(s, 7, next);
        });
    }
    case TypeCode::Relation:
        return write("INSERT OR REPLACE INTO relation_v (rid, customer, other) VALUES (?1, ?2, ?3)",
                     [&](auto &s) { s.bindAll(rid, customer, text(object, "other_id")); });
    case TypeCode::ChangeRequest:
        return write("INSERT OR REPLACE INTO change_v (rid, customer, pending, maker, expires) VALUES (?1, ?2, ?3, ?4, ?5)", [&](auto &s) {
            s.bindAll(rid, customer, int(text(object, "state") == "pending"_L1), text(object, "maker"));
            bindOptional(s, 5, instant(object, "expires_at"));
        });
    case TypeCode::Consent:
    case TypeCode::SurveyAnswer: return markStale(customer);
    default: return done();
    }
}

Done Projector::forget(Rid rid, TypeCode type)
{
    const auto remove = [&](const char *sql) -> Done {
        auto prepared = statement(sql);
        if (!prepared)
            return prepared.error();
        return (*prepared)->bindAll(rid).run();
    };
    if (type == TypeCode::Customer || type == TypeCode::ContactPoint) {
        auto prepared = statement(kDropKeys);
        if (!prepared)
            return prepared.error();
        if (auto ok = (*prepared)->bindAll(searchRid(rid, 0), searchRid(rid, 0xffff)).run(); !ok)
            return ok;
    }
    if (type == TypeCode::Customer) {
        const auto ordinal = ordinalOf(rid);
        auto prepared = statement("DELETE FROM customer_v WHERE ordinal = ?1");
        if (!prepared)
            return prepared.error();
        if (auto ok = (*prepared)->bindAll(ordinal).run(); !ok)
            return ok;
        auto figures = statement("DELETE FROM figures WHERE ordinal = ?1");
        if (!figures)
            return figures.error();
        return (*figures)->bindAll(ordinal).run();
    }
    if (type == TypeCode::Account)
        if (auto ok = remove("DELETE FROM holder WHERE rid = ?1"); !ok)
            return ok;
    if (const char *sql = deleteSql(type))
        if (auto ok = remove(sql); !ok)
            return ok;
    return markStale(ordinalOf(rid));
}

Done Projector::forgetCustomer(Ordinal customer)
{
    m_marked = 0;
    const auto first = packRid(customer, TypeCode(0), 0, 0);
    const auto last = rangeEnd(customer, TypeCode::Other);
    for (const char *sql : {"DELETE FROM account_v WHERE rid BETWEEN ?1 AND ?2", "DELETE FROM holder WHERE rid BETWEEN ?1 AND ?2",
                            "DELETE FROM transaction_v WHERE rid BETWEEN ?1 AND ?2", "DELETE FROM month_v WHERE rid BETWEEN ?1 AND ?2",
                            "DELETE FROM task_v WHERE rid BETWEEN ?1 AND ?2", "DELETE FROM interaction_v WHERE rid BETWEEN ?1 AND ?2",
                            "DELETE FROM alert_v WHERE rid BETWEEN ?1 AND ?2", "DELETE FROM request_v WHERE rid BETWEEN ?1 AND ?2",
                            "DELETE FROM date_v WHERE rid BETWEEN ?1 AND ?2", "DELETE FROM relation_v WHERE rid BETWEEN ?1 AND ?2",
                            "DELETE FROM change_v WHERE rid BETWEEN ?1 AND ?2", "DELETE FROM search_key WHERE rid BETWEEN ?1 AND ?2",
                            "DELETE FROM overlay WHERE rid BETWEEN ?1 AND ?2"}) {
        auto prepared = statement(sql);
        if (!prepared)
            return prepared.error();
        if (auto ok = (*prepared)->bindAll(first, last).run(); !ok)
            return ok;
    }
    for (const char *sql : {"DELETE FROM customer_v WHERE ordinal = ?1", "DELETE FROM figures WHERE ordinal = ?1", "DELETE FROM stale WHERE ordinal = ?1",
                            "DELETE FROM holder WHERE customer = ?1", "DELETE FROM auto_merge WHERE customer = ?1"}) {
        auto prepared = statement(sql);
        if (!prepared)
            return prepared.error();
        if (auto ok = (*prepared)->bindAll(customer).run(); !ok)
            return ok;
    }
    return done();
}

} // namespace zhike::storage
