// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/workreader.h"

#include "calendar/lunar.h"
#include "calendar/recurrence.h"

#include <QJsonDocument>

namespace zhike::storage {

using namespace Qt::Literals::StringLiterals;
using namespace views;

#define ZHIKE_TASKS                                                                                                                                            \
    "SELECT b.id, t.customer, coalesce(o.doc, b.raw), o.rid, t.status FROM task_v t JOIN base b ON b.rid = t.rid LEFT JOIN overlay o ON o.rid = t.rid"

Done WorkReader::complete(TaskRow &row, Ordinal customer, bool pending)
{
    row.pending = pending;
    if (customer <= 0)
        return done();
    auto name = nameOf(m_context.database, customer);
    if (!name)
        return name.error();
    row.customer = CustomerId(name->id);
    row.customerName = name->name;
    row.customerKind = name->kind;
    row.tier = name->tier;
    return done();
}

Result<QList<TaskRow>> WorkReader::tasks(QDate from, QDate to)
{
    QList<TaskRow> list;
    {
        auto rows = m_context.database.query(ZHIKE_TASKS " WHERE t.status < 2 AND t.due BETWEEN ?1 AND ?2 AND coalesce(t.rrule, '') = ''",
                                             {dayNumber(from), dayNumber(to)});
        if (!rows)
            return rows.error();
        while (rows->next()) {
            auto row = taskOf(rows->text(0), QJsonDocument::fromJson(rows->bytes(2)).object(), m_context);
            if (auto ok = complete(row, rows->integer(1), !rows->isNull(3)); !ok)
                return ok.error();
            list.append(row);
        }
    }
    // Occurrences that have become records of their own, whatever day they were moved to.
    QSet<std::pair<QString, QDate>> overridden;
    {
        auto rows = m_context.database.query("SELECT coalesce(o.doc, b.raw) FROM task_v t JOIN base b ON b.rid = t.rid LEFT JOIN overlay o ON o.rid = t.rid"
                                             " WHERE t.override = 1");
        if (!rows)
            return rows.error();
        while (rows->next()) {
            const auto data = QJsonDocument::fromJson(rows->bytes(0)).object();
            overridden.insert({data[u"series_id"_s].toString(), QDate::fromString(data[u"recurrence_id"_s].toString().left(10), Qt::ISODate)});
        }
    }
    auto series = m_context.database.query(ZHIKE_TASKS " WHERE t.status = 0 AND t.due <= ?1 AND t.rrule <> ''", {dayNumber(to)});
    if (!series)
        return series.error();
    while (series->next()) {
        const auto data = QJsonDocument::fromJson(series->bytes(2)).object();
        auto first = taskOf(series->text(0), data, m_context);
        if (auto ok = complete(first, series->integer(1), !series->isNull(3)); !ok)
            return ok.error();
        QList<QDate> exceptions;
        for (const auto &text : textsOf(data[u"exdates"_s]))
            exceptions.append(QDate::fromString(text.left(10), Qt::ISODate));
        for (const auto day : calendar::occurrences(data[u"rrule"_s].toString(), first.due, exceptions, from, to)) {
            if (overridden.contains({first.id.text(), day}))
                continue;
            auto row = first;
            const auto shift = first.due.daysTo(day);
            row.due = day;
            if (!row.allDay) {
                row.start = first.start.addDays(shift);
                row.end = first.end.addDays(shift);
            }
            row.occurrence = row.allDay ? QDateTime(day, QTime(0, 0), m_context.clock.zone()) : row.start;
            row.overdue = false; // a missed occurrence is not carried along
            list.append(row);
        }
    }
    std::stable_sort(list.begin(), list.end(),
                     [](const auto &a, const auto &b) { return std::tuple(a.due, !a.allDay, a.start) < std::tuple(b.due, !b.allDay, b.start); });
    return list;
}

Result<QList<TaskRow>> WorkReader::overdue()
{
    auto rows = m_context.database.query(ZHIKE_TASKS " WHERE t.status = 0 AND t.due < ?1 AND coalesce(t.rrule, '') = '' ORDER BY t.due LIMIT 500",
                                         {dayNumber(m_context.clock.today())});
    if (!rows)
        return rows.error();
    QList<TaskRow> list;
    while (rows->next()) {
        auto row = taskOf(rows->text(0), QJsonDocument::fromJson(rows->bytes(2)).object(), m_context);
        if (auto ok = complete(row, rows->integer(1), !rows->isNull(3)); !ok)
            return ok.error();
        list.append(row);
    }
    return list;
}

Result<QList<DateRow>> WorkReader::dates(QDate from, QDate to)
{
    const auto today = m_context.clock.today();
    QList<DateRow> list;
    const auto add = [&](Ordinal customer, DateRow row) -> Done {
        auto name = nameOf(m_context.database, customer);
        if (!name)
            return name.error();
        row.daysLeft = int(today.daysTo(row.on));
        row.customer = CustomerId(name->id);
        row.customerName = name->name;
        row.customerKind = name->kind;
        list.append(row);
        return done();
    };
    {
        // The kept day is the next one after today; for other months the rule is asked again.
        auto rows = m_context.database.query(
            from >= today ? "SELECT d.customer, d.next_on, d.lunar, d.month, d.day, d.leap, b.raw FROM date_v d JOIN base b ON b.rid = d.rid"
                            " WHERE d.next_on BETWEEN ?1 AND ?2"
                          : "SELECT d.customer, d.next_on, d.lunar, d.month, d.day, d.leap, b.raw FROM date_v d JOIN base b ON b.rid = d.rid"
                            " WHERE ?1 < ?2 OR ?1 = ?2",
            {dayNumber(from), dayNumber(to)});
        if (!rows)
            return rows.error();
        while (rows->next()) {
            auto on = dayDate(rows->integer(1));
            const bool lunar = rows->integer(2) != 0;
            const int month = int(rows->integer(3));
            const int day = int(rows->integer(4));
            if (from < today) {
                if (!lunar && month != from.month() && month != to.month())
                    continue;
                on = lunar ? calendar::nextLunarOccurrence(month, day, rows->integer(5) != 0, from) : calendar::nextGregorianOccurrence(month, day, from);
                if (on > to)
                    continue;
            }
            const auto data = QJsonDocument::fromJson(rows->bytes(6)).object();
            DateRow row;
            row.on = on;
            row.kind = data[u"kind"_s].toString();
            row.label = data[u"label"_s].toString();
            if (lunar)
                row.lunar = calendar::lunarText({0, month, day, rows->integer(5) != 0});
            if (auto ok = add(rows->integer(0), row); !ok)
                return ok.error();
        }
    }
    {
        auto rows = m_context.database.query(
            "SELECT v.rid, v.maturity, b.raw FROM account_v v JOIN base b ON b.rid = v.rid WHERE v.maturity BETWEEN ?1 AND ?2 AND v.open = 1",
            {dayNumber(from), dayNumber(to)});
        if (!rows)
            return rows.error();
        while (rows->next()) {
            const auto account = accountOf({}, QJsonDocument::fromJson(rows->bytes(2)).object(), m_context);
            if (isLiability(account.kind))
                continue;
            DateRow row;
            row.on = dayDate(rows->integer(1));
            row.kind = u"maturity"_s;
            row.label = account.productName;
            row.amount = account.balance;
            if (auto ok = add(ordinalOf(rows->integer(0)), row); !ok)
                return ok.error();
        }
    }
    for (const auto &[column, kind] : {std::pair("risk_valid_until", u"risk_assessment"_s), std::pair("kyc_next", u"kyc_review"_s)}) {
        const auto sql = QByteArray("SELECT ordinal, ") + column + " FROM customer_v WHERE " + column + " BETWEEN ?1 AND ?2";
        auto rows = m_context.database.query(sql.constData(), {dayNumber(from), dayNumber(to)});
        if (!rows)
            return rows.error();
        while (rows->next()) {
            DateRow row;
            row.on = dayDate(rows->integer(1));
            row.kind = kind;
            if (auto ok = add(rows->integer(0), row); !ok)
                return ok.error();
        }
    }
    std::stable_sort(list.begin(), list.end(), [](const auto &a, const auto &b) { return a.on < b.on; });
    return list;
}

Result<QList<RequestRow>> WorkReader::openRequests()
{
    auto rows = m_context.database.query(
        "SELECT b.id, r.customer, coalesce(o.doc, b.raw) FROM request_v r JOIN base b ON b.rid = r.rid LEFT JOIN overlay o ON o.rid = r.rid"
        " WHERE r.open = 1 ORDER BY r.resolve_due LIMIT 200");
    if (!rows)
        return rows.error();
    QList<RequestRow> list;
    while (rows->next()) {
        auto row = requestOf(rows->text(0), QJsonDocument::fromJson(rows->bytes(2)).object(), m_context);
        auto name = nameOf(m_context.database, rows->integer(1));
        if (!name)
            return name.error();
        row.customer = CustomerId(name->id);
        row.customerName = name->name;
        list.append(row);
    }
    return list;
}

Result<QList<AlertRow>> WorkReader::alerts(const QString &kind)
{
    const auto today = m_context.clock.today();
    auto rows = m_context.database.query(
        "SELECT b.id, a.customer, coalesce(o.doc, b.raw), o.rid FROM alert_v a JOIN base b ON b.rid = a.rid LEFT JOIN overlay o ON o.rid = a.rid"
        " WHERE a.state < 4 AND (?1 = '' OR a.kind = ?1)",
        {kind.isNull() ? u""_s : kind});
    if (!rows)
        return rows.error();
    QList<AlertRow> list;
    while (rows->next()) {
        auto row = alertOf(rows->text(0), QJsonDocument::fromJson(rows->bytes(2)).object(), m_context);
        auto name = nameOf(m_context.database, rows->integer(1));
        if (!name)
            return name.error();
        row.pending = !rows->isNull(3);
        row.customer = CustomerId(name->id);
        row.customerName = name->name;
        row.customerKind = name->kind;
        row.tier = name->tier;
        row.aum = m_context.base(name->aum);
        row.nextStep = name->nextTitle;
        row.nextOn = name->nextOn;
        row.nextOverdue = name->nextOn.isValid() && name->nextOn < today;
        list.append(row);
    }
    const auto rank = [](const AlertRow &row) { return row.severity == "critical"_L1 ? 3 : row.severity == "act"_L1 ? 2 : row.severity == "watch"_L1 ? 1 : 0; };
    std::stable_sort(list.begin(), list.end(),
                     [&](const auto &a, const auto &b) { return std::tuple(-rank(a), -a.aum.minor()) < std::tuple(-rank(b), -b.aum.minor()); });
    return list;
}

QList<CalendarDay> WorkReader::days(QDate from, QDate to) const
{
    QList<CalendarDay> list;
    for (auto day = from; day <= to; day = day.addDays(1)) {
        const auto lunar = calendar::toLunar(day);
        const auto kind = m_context.reference.workdays.kind(day);
        list.append({day, lunar.day == 1 ? calendar::lunarMonthName(lunar) : calendar::lunarDayName(lunar.day), calendar::solarTerm(day),
                     m_context.reference.workdays.name(day), kind == calendar::DayKind::Weekend || kind == calendar::DayKind::Holiday,
                     kind == calendar::DayKind::MakeUpWorkday});
    }
    return list;
}

int WorkReader::contacts(qint64 fromMs, qint64 toMs)
{
    return int(m_context.database.number("SELECT count(*) FROM interaction_v WHERE occurred BETWEEN ?1 AND ?2", {fromMs, toMs}));
}

} // namespace zhike::storage
