// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/customerlist.h"

#include "search/keys.h"

#include <QDataStream>
#include <QIODevice>

namespace zhike::storage {

using namespace Qt::Literals::StringLiterals;
using namespace views;

namespace {

constexpr int kSearchPool = 5000;

#define ZHIKE_ROW_COLUMNS                                                                                                                                      \
    "c.ordinal, r.id, c.kind, c.number, c.name, c.risk, c.do_not_contact, f.tier, f.lifecycle, f.activity, f.aum, f.change30, f.months, f.churn_level,"        \
    " f.churn_points, f.last_contact, f.next_title, f.next_on, f.next_start, f.consents"
#define ZHIKE_ROW_TABLES " FROM figures f JOIN customer_v c ON c.ordinal = f.ordinal JOIN customer_ref r ON r.ordinal = f.ordinal"

QByteArray integers(const QList<qint64> &values)
{
    QByteArray list;
    for (const auto value : values)
        list += (list.isEmpty() ? "" : ",") + QByteArray::number(value);
    return list;
}

template<class E>
QByteArray integers(const QSet<E> &values)
{
    QList<qint64> list;
    for (const auto value : values)
        list.append(qint64(value));
    std::sort(list.begin(), list.end());
    return integers(list);
}

const char *orderBy(CustomerSort sort)
{
    switch (sort) {
    case CustomerSort::Name: return "c.sort_key";
    case CustomerSort::Number: return "c.number";
    case CustomerSort::Tier: return "f.tier";
    case CustomerSort::Aum: return "f.aum";
    case CustomerSort::Change30: return "f.change30";
    case CustomerSort::Risk: return "c.risk";
    case CustomerSort::Churn: return "f.churn_points";
    case CustomerSort::LastContact: return "f.last_contact";
    case CustomerSort::NextOn: return "f.next_on";
    case CustomerSort::Since: return "c.since";
    }
    return "f.aum";
}

// Matches of a typed text: ordinal → kind of key that matched, best first.
Result<QList<std::pair<Ordinal, search::KeyKind>>> matches(Database &database, const QString &text, int limit)
{
    QList<std::pair<Ordinal, search::KeyKind>> found;
    QSet<Ordinal> seen;
    for (const auto &key : search::queryKeys(text)) {
        auto rows = database.query("SELECT DISTINCT rid >> 43 FROM search_key WHERE key >= ?1 AND key < ?2 AND kind = ?3 LIMIT ?4",
                                   {key.text, QString(key.text + QString::fromUtf8("\xf4\x8f\xbf\xbf")), int(key.kind), limit});
        if (!rows)
            return rows.error();
        while (rows->next() && found.size() < limit)
            if (const auto ordinal = rows->integer(0); !seen.contains(ordinal)) {
                seen.insert(ordinal);
                found.append({ordinal, key.kind});
            }
    }
    return found;
}

QString kindName(search::KeyKind kind)
{
    switch (kind) {
    case search::KeyKind::Name: return u"name"_s;
    case search::KeyKind::Pinyin: return u"pinyin"_s;
    case search::KeyKind::Initials: return u"initials"_s;
    case search::KeyKind::Number: return u"number"_s;
    case search::KeyKind::Phone: return u"phone"_s;
    case search::KeyKind::IdNumber: return u"id"_s;
    }
    return {};
}

} // namespace

CustomerRow CustomerList::read(const Rows &rows, const QSet<Ordinal> &pending) const
{
    CustomerRow row;
    const auto ordinal = rows.integer(0);
    row.id = CustomerId(rows.text(1));
    row.kind = CustomerKind(rows.integer(2));
    row.number = rows.text(3);
    row.name = rows.text(4);
    row.risk = rows.text(5);
    row.doNotContact = rows.integer(6) != 0;
    row.tier = Tier(rows.integer(7));
    row.lifecycle = Lifecycle(rows.integer(8));
    row.activity = Activity(rows.integer(9));
    row.aum = m_context.base(rows.integer(10));
    row.change30Bp = int(rows.integer(11));
    const auto months = rows.bytes(12);
    QDataStream stream(months);
    while (!stream.atEnd()) {
        qint64 value = 0;
        stream >> value;
        row.aumMonths.append(value);
    }
    row.churn = ChurnLevel(rows.integer(13));
    row.churnPoints = int(rows.integer(14));
    row.lastContact = dayDate(rows.integer(15));
    row.contactLimitDays = m_context.reference.rules.contactDays[int(row.tier)];
    row.nextStep = rows.text(16);
    row.nextOn = dayDate(rows.integer(17));
    row.nextOverdue = row.nextOn.isValid() && row.nextOn < m_context.clock.today();
    const auto consents = rows.integer(19);
    row.consents = {(consents & 1) != 0, (consents & 2) != 0, (consents & 4) != 0};
    row.pending = pending.contains(ordinal);
    return row;
}

Result<QByteArray> CustomerList::condition(const CustomerQuery &query)
{
    const auto today = dayNumber(m_context.clock.today());
    const auto &rules = m_context.reference.rules;
    QByteArray where = " WHERE 1";
    if (!query.tiers.isEmpty())
        where += " AND f.tier IN (" + integers(query.tiers) + ')';
    if (!query.lifecycles.isEmpty())
        where += " AND f.lifecycle IN (" + integers(query.lifecycles) + ')';
    if (!query.activities.isEmpty())
        where += " AND f.activity IN (" + integers(query.activities) + ')';
    if (query.kind)
        where += " AND c.kind = " + QByteArray::number(int(*query.kind));
    switch (query.segment) {
    case CustomerSegment::All: break;
    case CustomerSegment::DueWithin7Days: where += " AND f.maturing_on BETWEEN " + QByteArray::number(today) + " AND " + QByteArray::number(today + 7); break;
    case CustomerSegment::Churn: where += " AND f.churn_level >= " + QByteArray::number(int(ChurnLevel::Act)); break;
    case CustomerSegment::OverContactStandard:
        where += " AND coalesce(f.last_contact, c.since, 0) < " + QByteArray::number(today) + " - CASE f.tier WHEN 0 THEN "
            + QByteArray::number(rules.contactDays[0]) + " WHEN 1 THEN " + QByteArray::number(rules.contactDays[1]) + " ELSE "
            + QByteArray::number(rules.contactDays[2]) + " END";
        break;
    case CustomerSegment::RiskExpiring30Days:
        where += " AND c.risk_valid_until BETWEEN " + QByteArray::number(today) + " AND " + QByteArray::number(today + 30);
        break;
    }
    if (!query.text.trimmed().isEmpty()) {
        auto found = matches(m_context.database, query.text, kSearchPool);
        if (!found)
            return found.error();
        QList<qint64> ordinals;
        for (const auto &[ordinal, kind] : *found)
            ordinals.append(ordinal);
        where += " AND c.ordinal IN (" + integers(ordinals) + ')';
    }
    if (!query.only.isEmpty()) {
        QList<qint64> ordinals;
        for (const auto &id : query.only)
            ordinals.append(ordinalOfId(m_context.database, id.text()));
        where += " AND c.ordinal IN (" + integers(ordinals) + ')';
    }
    if (!query.book.isEmpty())
        where += " AND f.scope = " + QByteArray::number(m_context.database.number("SELECT n FROM scope_ref WHERE id = ?1", {query.book}, -1));
    return where;
}

Result<CustomerPage> CustomerList::page(const CustomerQuery &query, int offset, int limit)
{
    auto where = condition(query);
    if (!where)
        return where.error();
    auto pending = pendingCustomers(m_context.database);
    if (!pending)
        return pending.error();
    CustomerPage page;
    page.offset = offset;
    {
        // A condition on the person needs the second table; without one the figures alone are counted.
        const bool joined = where->contains("c.");
        const auto sql = QByteArray("SELECT count(*), total(f.aum) FROM figures f") + (joined ? " JOIN customer_v c ON c.ordinal = f.ordinal" : "") + *where;
        auto rows = m_context.database.query(sql.constData());
        if (!rows)
            return rows.error();
        if (rows->next()) {
            page.total = int(rows->integer(0));
            page.aumTotal = m_context.base(rows->integer(1));
        }
    }
    const QByteArray direction = query.ascending ? " ASC" : " DESC";
    const auto sql = QByteArray("SELECT " ZHIKE_ROW_COLUMNS ZHIKE_ROW_TABLES) + *where + " ORDER BY " + orderBy(query.sort) + direction + ", f.ordinal"
        + direction + " LIMIT ?1 OFFSET ?2";
    auto rows = m_context.database.query(sql.constData(), {limit, offset});
    if (!rows)
        return rows.error();
    while (rows->next())
        page.rows.append(read(*rows, *pending));
    return page;
}

Result<QList<CustomerRow>> CustomerList::rows(const QList<Ordinal> &ordinals)
{
    auto pending = pendingCustomers(m_context.database);
    if (!pending)
        return pending.error();
    QList<CustomerRow> list;
    for (const auto ordinal : ordinals) {
        auto found = m_context.database.query("SELECT " ZHIKE_ROW_COLUMNS ZHIKE_ROW_TABLES " WHERE f.ordinal = ?1", {ordinal});
        if (!found)
            return found.error();
        if (found->next())
            list.append(read(*found, *pending));
    }
    return list;
}

Result<CustomerRow> CustomerList::row(Ordinal ordinal)
{
    auto list = rows({ordinal});
    if (!list)
        return list.error();
    if (list->isEmpty())
        return Error {ErrorCode::NotFound, u"no such customer"_s, u"customer"_s, {}};
    return list->constFirst();
}

Result<SegmentCounts> CustomerList::segments()
{
    SegmentCounts counts;
    auto rows
        = m_context.database.query("SELECT c.kind, f.tier, f.lifecycle, count(*) FROM figures f JOIN customer_v c ON c.ordinal = f.ordinal GROUP BY 1, 2, 3");
    if (!rows)
        return rows.error();
    while (rows->next()) {
        const int n = int(rows->integer(3));
        counts.all += n;
        if (CustomerKind(rows->integer(0)) == CustomerKind::Company)
            counts.companies += n;
        else
            (rows->integer(1) == 2 ? counts.privateTier : rows->integer(1) == 1 ? counts.wealthTier : counts.massTier) += n;
        int *stages[] = {&counts.newStage, &counts.growthStage, &counts.matureStage, &counts.seniorStage};
        *stages[rows->integer(2) & 3] += n;
    }
    for (const auto &[segment, target] : {std::pair(CustomerSegment::DueWithin7Days, &counts.dueWithin7Days), std::pair(CustomerSegment::Churn, &counts.churn),
                                          std::pair(CustomerSegment::OverContactStandard, &counts.overContactStandard),
                                          std::pair(CustomerSegment::RiskExpiring30Days, &counts.riskExpiring30Days)}) {
        CustomerQuery query;
        query.segment = segment;
        auto where = condition(query);
        if (!where)
            return where.error();
        const auto sql = "SELECT count(*) FROM figures f JOIN customer_v c ON c.ordinal = f.ordinal" + *where;
        *target = int(m_context.database.number(sql.constData()));
    }
    return counts;
}

Result<QList<SearchHit>> CustomerList::search(const QString &text, int limit)
{
    auto found = matches(m_context.database, text, limit);
    if (!found)
        return found.error();
    QList<SearchHit> hits;
    for (const auto &[ordinal, kind] : *found) {
        auto rows
            = m_context.database.query("SELECT r.id, c.kind, c.number, c.name, f.tier, f.phone FROM customer_v c JOIN customer_ref r ON r.ordinal = c.ordinal"
                                       " LEFT JOIN figures f ON f.ordinal = c.ordinal WHERE c.ordinal = ?1",
                                       {ordinal});
        if (!rows)
            return rows.error();
        if (rows->next())
            hits.append({CustomerId(rows->text(0)), CustomerKind(rows->integer(1)), rows->text(2), rows->text(3), Tier(rows->integer(4)), kindName(kind),
                         rows->text(5)});
    }
    return hits;
}

} // namespace zhike::storage
