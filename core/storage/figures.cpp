// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/figures.h"

#include "analytics/bookings.h"
#include "analytics/segments.h"
#include "calendar/lunar.h"
#include "security/masking.h"

#include <QDataStream>
#include <QIODevice>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimeZone>

namespace zhike::storage {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kBatch = 500;

struct AccountSums {
    qint64 deposits = 0;
    qint64 investments = 0;
    qint64 liabilities = 0;
    QDate maturity;
    qint64 maturing = 0;
};

// Accounts count for the first holder only, so that the sum over customers counts a joint account once.
Result<AccountSums> sumAccounts(Database &database, Ordinal customer, const Reference &reference, QDate today)
{
    AccountSums sums;
    auto rows = database.query("SELECT kind, ccy, balance, maturity FROM account_v WHERE rid BETWEEN ?1 AND ?2 AND open = 1",
                               {rangeStart(customer, TypeCode::Account), rangeEnd(customer, TypeCode::Account)});
    if (!rows)
        return rows.error();
    while (rows->next()) {
        const auto kind = AccountKind(rows->integer(0));
        const auto base = reference.toBaseMinor(rows->integer(2), rows->text(1));
        if (isLiability(kind))
            sums.liabilities += base < 0 ? -base : base;
        else if (isDeposit(kind))
            sums.deposits += base;
        else
            sums.investments += base;
        if (const auto maturity = dayDate(rows->integer(3)); maturity >= today && !isLiability(kind)) {
            if (!sums.maturity.isValid() || maturity < sums.maturity) {
                sums.maturity = maturity;
                sums.maturing = 0;
            }
            if (maturity == sums.maturity)
                sums.maturing += base;
        }
    }
    return sums;
}

QByteArray packMonths(const QList<analytics::MonthFigures> &months)
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    for (const auto &month : months.last(qMin<qsizetype>(12, months.size())))
        stream << month.assets();
    return bytes;
}

} // namespace

// What belongs to one customer is read by its range of row ids. A unary plus keeps an index on the condition from being taken instead: it would be
// walked over the records of every customer.
Result<analytics::CustomerHistory> Figures::history(Ordinal customer, const Reference &reference)
{
    analytics::CustomerHistory history;
    history.asOf = m_today;
    QString name;
    {
        auto rows = m_database.query("SELECT kind, since, name FROM customer_v WHERE ordinal = ?1", {customer});
        if (!rows)
            return rows.error();
        if (!rows->next())
            return Error {ErrorCode::NotFound, u"no such customer"_s, {}, {}};
        history.kind = CustomerKind(rows->integer(0));
        history.since = dayDate(rows->integer(1));
        name = rows->text(2);
    }
    auto sums = sumAccounts(m_database, customer, reference, m_today);
    if (!sums)
        return sums.error();
    history.aum = sums->deposits + sums->investments;
    history.tier = analytics::tierOf(history.aum, reference.rules);
    history.nextMaturity = sums->maturity;
    history.nextMaturityAmount = sums->maturing;
    {
        auto rows
            = m_database.query("SELECT month, deposits, investments, liabilities, inflow, outflow, txn FROM month_v WHERE rid BETWEEN ?1 AND ?2 ORDER BY month",
                               {rangeStart(customer, TypeCode::BalanceMonth), rangeEnd(customer, TypeCode::BalanceMonth)});
        if (!rows)
            return rows.error();
        while (rows->next())
            history.months.append(
                {dayDate(rows->integer(0)), rows->integer(1), rows->integer(2), rows->integer(3), rows->integer(4), rows->integer(5), int(rows->integer(6))});
    }
    analytics::BookingTotals totals(m_today, reference.rules, name);
    {
        // Only as far back as any rule looks; the newest rows lie at the end of the range.
        const auto from = m_today.addDays(-400);
        auto rows = m_database.query("SELECT booked, amount, ccy, kind, counterparty FROM transaction_v WHERE rid BETWEEN ?1 AND ?2",
                                     {packRid(customer, TypeCode::Transaction, dayNumber(from), 0), rangeEnd(customer, TypeCode::Transaction)});
        if (!rows)
            return rows.error();
        while (rows->next())
            totals.add(dayDate(rows->integer(0)), reference.toBaseMinor(rows->integer(1), rows->text(2)), rows->text(3), rows->text(4));
    }
    totals.fill(history);
    const auto startOfTomorrow = QDateTime(m_today.addDays(1), QTime(0, 0)).toMSecsSinceEpoch();
    const auto last = m_database.number("SELECT max(+occurred) FROM interaction_v WHERE rid BETWEEN ?1 AND ?2 AND +occurred < ?3",
                                        {rangeStart(customer, TypeCode::Interaction), rangeEnd(customer, TypeCode::Interaction), startOfTomorrow});
    if (last > 0)
        history.lastInteraction = QDateTime::fromMSecsSinceEpoch(last).date();
    const auto startOfToday = QDateTime(m_today, QTime(0, 0)).toMSecsSinceEpoch();
    {
        auto rows = m_database.query("SELECT kind, resolve_due FROM request_v WHERE rid BETWEEN ?1 AND ?2 AND +open = 1",
                                     {rangeStart(customer, TypeCode::ServiceRequest), rangeEnd(customer, TypeCode::ServiceRequest)});
        if (!rows)
            return rows.error();
        while (rows->next())
            if (rows->text(0) == "complaint"_L1) {
                ++history.complaintsOpen;
                history.complaintsOverdue += !rows->isNull(1) && rows->integer(1) < startOfToday;
            }
    }
    {
        auto rows = m_database.query("SELECT raw FROM base WHERE rid BETWEEN ?1 AND ?2 AND deleted = 0",
                                     {rangeStart(customer, TypeCode::SurveyAnswer), rangeEnd(customer, TypeCode::SurveyAnswer)});
        if (!rows)
            return rows.error();
        QString newestCsat;
        QString newestNps;
        while (rows->next()) {
            const auto data = QJsonDocument::fromJson(rows->bytes(0)).object();
            const auto at = data[u"at"_s].toString();
            if (data.contains(u"csat"_s) && !data[u"csat"_s].isNull() && at >= newestCsat) {
                newestCsat = at;
                history.lastCsat = data[u"csat"_s].toInt();
            }
            if (data.contains(u"nps"_s) && !data[u"nps"_s].isNull() && at >= newestNps) {
                newestNps = at;
                history.lastNps = data[u"nps"_s].toInt();
            }
        }
    }
    if (history.nextMaturity.isValid())
        history.followUpPlanned = m_database.number("SELECT count(*) FROM task_v WHERE rid BETWEEN ?1 AND ?2 AND +status = 0 AND +due <= ?3",
                                                    {rangeStart(customer, TypeCode::Task), rangeEnd(customer, TypeCode::Task), dayNumber(history.nextMaturity)})
            > 0;
    return history;
}

Done Figures::refreshOne(Ordinal customer, const Reference &reference)
{
    if (auto ok = m_database.run("DELETE FROM stale WHERE ordinal = ?1", {customer}); !ok)
        return ok;
    auto known = history(customer, reference);
    if (!known) {
        if (known.error().code == ErrorCode::NotFound)
            return m_database.run("DELETE FROM figures WHERE ordinal = ?1", {customer});
        return known.error();
    }
    auto sums = sumAccounts(m_database, customer, reference, m_today);
    if (!sums)
        return sums.error();
    const auto &h = *known;
    const auto churn = analytics::assessChurn(h, reference.rules);
    const auto scope = m_database.number("SELECT scope FROM base WHERE rid = ?1", {packRid(customer, TypeCode::Customer, 0, 0)});

    qint64 before = 0;
    for (const auto &month : h.months)
        if (month.month.daysTo(m_today) >= 30)
            before = month.assets();
    const qint64 change30 = before > 0 ? qint64((__extension__(__int128)(h.aum - before)) * 10000 / before) : 0;
    qint64 inflow30 = 0;
    qint64 outflow30 = 0;
    {
        auto rows = m_database.query("SELECT amount, ccy FROM transaction_v WHERE rid BETWEEN ?1 AND ?2",
                                     {packRid(customer, TypeCode::Transaction, dayNumber(m_today.addDays(-30)), 0), rangeEnd(customer, TypeCode::Transaction)});
        if (!rows)
            return rows.error();
        while (rows->next()) {
            const auto amount = reference.toBaseMinor(rows->integer(0), rows->text(1));
            (amount > 0 ? inflow30 : outflow30) += amount;
        }
    }
    QVariant nextOn;
    QVariant nextStart;
    QVariant nextTitle;
    {
        auto rows
            = m_database.query("SELECT t.due, t.start, coalesce(o.doc, b.raw) FROM task_v t JOIN base b ON b.rid = t.rid LEFT JOIN overlay o ON o.rid = t.rid"
                               " WHERE t.rid BETWEEN ?1 AND ?2 AND +t.status = 0 AND +t.due IS NOT NULL ORDER BY +t.due, t.start LIMIT 1",
                               {rangeStart(customer, TypeCode::Task), rangeEnd(customer, TypeCode::Task)});
        if (!rows)
            return rows.error();
        if (rows->next()) {
            nextOn = rows->integer(0);
            nextStart = rows->isNull(1) ? QVariant() : QVariant(rows->integer(1));
            nextTitle = QJsonDocument::fromJson(rows->bytes(2)).object()[u"title"_s].toString();
        }
    }
    int consents = 0;
    QString phone;
    {
        auto rows = m_database.query(
            "SELECT b.rid, coalesce(o.doc, b.raw) FROM base b LEFT JOIN overlay o ON o.rid = b.rid WHERE b.rid BETWEEN ?1 AND ?2 AND b.deleted = 0",
            {rangeStart(customer, TypeCode::ContactPoint), rangeEnd(customer, TypeCode::Consent)});
        if (!rows)
            return rows.error();
        QHash<QString, std::pair<QString, bool>> latest; // by server receipt order: the newest instant wins
        while (rows->next()) {
            const auto type = typeOf(rows->integer(0));
            if (type != TypeCode::Consent && type != TypeCode::ContactPoint)
                continue;
            const auto data = QJsonDocument::fromJson(rows->bytes(1)).object();
            if (type == TypeCode::Consent) {
                auto &entry = latest[data[u"purpose"_s].toString()];
                if (const auto at = data[u"at"_s].toString(); at >= entry.first)
                    entry = {at, data[u"state"_s].toString() == "given"_L1};
            } else if (data[u"kind"_s].toString() == "mobile"_L1 && (phone.isEmpty() || data[u"primary"_s].toBool())) {
                phone = security::maskPhone(data[u"value"_s].toString());
            }
        }
        consents = (latest[u"marketing"_s].second ? 1 : 0) | (latest[u"profiling"_s].second ? 2 : 0) | (latest[u"third_party"_s].second ? 4 : 0);
    }
    return m_database.run("INSERT OR REPLACE INTO figures (ordinal, scope, as_of, aum, deposits, investments, liabilities, inflow30, outflow30, change30, "
                          "months, tier, lifecycle, activity, churn_level,"
                          " churn_points, reasons, last_contact, next_on, next_start, next_title, consents, complaints, maturing_on, maturing, phone)"
                          " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26)",
                          {customer,
                           scope,
                           dayNumber(m_today),
                           h.aum,
                           sums->deposits,
                           sums->investments,
                           sums->liabilities,
                           inflow30,
                           -outflow30,
                           change30,
                           packMonths(h.months),
                           int(h.tier),
                           int(analytics::lifecycleOf(h.since, m_today, reference.rules)),
                           int(analytics::activityOf(h, reference.rules)),
                           int(churn.level),
                           churn.points,
                           QJsonDocument(churn.reasonsJson()).toJson(QJsonDocument::Compact),
                           h.lastInteraction.isValid() ? QVariant(dayNumber(h.lastInteraction)) : QVariant(),
                           nextOn,
                           nextStart,
                           nextTitle,
                           consents,
                           h.complaintsOpen,
                           sums->maturity.isValid() ? QVariant(dayNumber(sums->maturity)) : QVariant(),
                           sums->maturing,
                           phone});
}

Done Figures::newDay()
{
    if (m_database.stateText(u"figures_day"_s) == m_today.toString(Qt::ISODate))
        return done();
    return m_database.transaction([&]() -> Done {
        if (auto ok = m_database.run("INSERT OR IGNORE INTO stale (ordinal) SELECT ordinal FROM customer_v"); !ok)
            return ok;
        // Important dates that have passed, or that were reckoned from another day, get their next occurrence.
        struct Due {
            qint64 rid;
            bool lunar;
            int month, day;
            bool leap;
        };
        QList<Due> due;
        {
            auto rows = m_database.query("SELECT rid, lunar, month, day, leap FROM date_v WHERE next_on IS NULL OR next_on < ?1 OR next_on > ?1 + 340",
                                         {dayNumber(m_today)});
            if (!rows)
                return rows.error();
            while (rows->next())
                due.append({rows->integer(0), rows->integer(1) != 0, int(rows->integer(2)), int(rows->integer(3)), rows->integer(4) != 0});
        }
        for (const auto &date : std::as_const(due)) {
            const auto next = date.lunar ? calendar::nextLunarOccurrence(date.month, date.day, date.leap, m_today)
                                         : calendar::nextGregorianOccurrence(date.month, date.day, m_today);
            if (auto ok = m_database.run("UPDATE date_v SET next_on = ?2 WHERE rid = ?1", {date.rid, dayNumber(next)}); !ok)
                return ok;
        }
        return m_database.setState(u"figures_day"_s, m_today.toString(Qt::ISODate));
    });
}

Done Figures::refresh()
{
    if (auto ok = newDay(); !ok)
        return ok;
    if (m_database.number("SELECT count(*) FROM stale") == 0)
        return done();
    auto reference = Reference::load(m_database);
    if (!reference)
        return reference.error();
    for (;;) {
        QList<Ordinal> batch;
        {
            auto rows = m_database.query("SELECT ordinal FROM stale LIMIT ?1", {kBatch});
            if (!rows)
                return rows.error();
            while (rows->next())
                batch.append(rows->integer(0));
        }
        if (batch.isEmpty())
            return done();
        auto ok = m_database.transaction([&]() -> Done {
            for (const auto ordinal : std::as_const(batch))
                if (auto one = refreshOne(ordinal, *reference); !one)
                    return one;
            return done();
        });
        if (!ok)
            return ok;
    }
}

} // namespace zhike::storage
