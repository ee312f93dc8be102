// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/portfolioreader.h"

#include "storage/customerlist.h"
#include "storage/workreader.h"

#include <QJsonDocument>
#include <QMap>

namespace zhike::storage {

using namespace Qt::Literals::StringLiterals;
using namespace views;

namespace {

const char *dimension(const QString &by)
{
    if (by == "tier"_L1)
        return "f.tier";
    if (by == "lifecycle"_L1)
        return "f.lifecycle";
    if (by == "activity"_L1)
        return "f.activity";
    if (by == "kind"_L1)
        return "c.kind";
    if (by == "book"_L1)
        return "(SELECT id FROM scope_ref WHERE n = f.scope)";
    if (by == "branch"_L1)
        return "c.branch";
    if (by == "risk"_L1)
        return "c.risk";
    return nullptr;
}

QString keyName(const QString &by, const QVariant &value)
{
    const int n = value.toInt();
    if (by == "tier"_L1)
        return toWire(Tier(n));
    if (by == "lifecycle"_L1)
        return toWire(Lifecycle(n));
    if (by == "activity"_L1)
        return toWire(Activity(n));
    if (by == "kind"_L1)
        return toWire(CustomerKind(n));
    return value.toString();
}

qint64 share(qint64 part, qint64 whole)
{
    return whole > 0 ? qint64((__extension__(__int128)(part)) * 10000 / whole) : 0;
}

// Period of the maturity ladder a day falls into: four weeks, two months, the rest of the quarter ahead.
QString period(qint64 daysAhead)
{
    if (daysAhead < 28)
        return u"w%1"_s.arg(daysAhead / 7 + 1);
    return daysAhead < 60 ? u"m2"_s : daysAhead < 90 ? u"m3"_s : u"q"_s;
}

} // namespace

Result<Portfolio> PortfolioReader::read(const QString &by)
{
    if (!dimension(by))
        return Error {ErrorCode::Invalid, u"unknown dimension"_s, u"by"_s, by};
    Portfolio portfolio;
    portfolio.by = by;
    portfolio.base = m_context.reference.rules.base;
    portfolio.concentrationLimitBp = m_context.reference.rules.concentrationLimitBp;
    portfolio.ruleVersion = m_context.reference.rules.version;
    {
        auto rows = m_context.database.query("SELECT count(*), total(aum), total(tier = 2 AND churn_level >= 2) FROM figures");
        if (!rows)
            return rows.error();
        if (rows->next()) {
            portfolio.customers = int(rows->integer(0));
            portfolio.aum = m_context.base(rows->integer(1));
            portfolio.highValueHighRisk = int(rows->integer(2));
        }
    }
    for (const auto step : {&PortfolioReader::readSlices, &PortfolioReader::readMonths, &PortfolioReader::readMaturities, &PortfolioReader::readLargest})
        if (auto ok = (this->*step)(portfolio); !ok)
            return ok.error();
    const auto asOf = m_context.database.number("SELECT max(as_of) FROM account_v");
    if (asOf > 0)
        portfolio.asOf = m_context.local(asOf);
    return portfolio;
}

Done PortfolioReader::readSlices(Portfolio &portfolio)
{
    const auto sql = QByteArray("SELECT ") + dimension(portfolio.by)
        + ", r.id, f.aum FROM figures f JOIN customer_v c ON c.ordinal = f.ordinal JOIN customer_ref r ON r.ordinal = f.ordinal ORDER BY 1, f.aum DESC";
    auto rows = m_context.database.query(sql.constData());
    if (!rows)
        return rows.error();
    qint64 aum = 0;
    while (rows->next()) {
        const auto key = keyName(portfolio.by, rows->text(0));
        if (portfolio.slices.isEmpty() || portfolio.slices.constLast().key != key) {
            aum = 0;
            portfolio.slices.append({key, 0, m_context.base(0), {}});
        }
        auto &slice = portfolio.slices.last();
        ++slice.customers;
        aum += rows->integer(2);
        slice.aum = m_context.base(aum);
        slice.members.append(CustomerId(rows->text(1)));
    }
    return done();
}

Done PortfolioReader::readMonths(Portfolio &portfolio)
{
    const auto firstOfMonth = QDate(m_context.clock.today().year(), m_context.clock.today().month(), 1);
    auto rows = m_context.database.query(
        "SELECT m.month, CASE WHEN c.kind = 1 THEN 3 ELSE f.tier END, total(m.deposits + m.investments), total(m.inflow), total(m.outflow)"
        " FROM month_v m JOIN figures f ON f.ordinal = (m.rid >> 43) JOIN customer_v c ON c.ordinal = f.ordinal WHERE m.month >= ?1 GROUP BY 1, 2 ORDER BY 1",
        {dayNumber(firstOfMonth.addMonths(-11))});
    if (!rows)
        return rows.error();
    while (rows->next()) {
        const auto month = dayDate(rows->integer(0));
        if (portfolio.months.isEmpty() || portfolio.months.constLast().month != month) {
            const auto zero = m_context.base(0);
            portfolio.months.append({month, zero, zero, zero, zero, zero, zero});
        }
        auto &row = portfolio.months.last();
        Money *targets[] = {&row.mass, &row.wealth, &row.privateTier, &row.company};
        *targets[rows->integer(1) & 3] = m_context.base(rows->integer(2));
        row.inflow = m_context.base(row.inflow.minor() + rows->integer(3));
        row.outflow = m_context.base(row.outflow.minor() + rows->integer(4));
    }
    portfolio.netInflowMonth = m_context.base(0);
    if (!portfolio.months.isEmpty() && portfolio.months.constLast().month == firstOfMonth)
        portfolio.netInflowMonth = m_context.base(portfolio.months.constLast().inflow.minor() - portfolio.months.constLast().outflow.minor());
    return done();
}

Done PortfolioReader::readMaturities(Portfolio &portfolio)
{
    const auto today = dayNumber(m_context.clock.today());
    auto rows = m_context.database.query("SELECT v.maturity, v.kind, v.balance, v.ccy, r.id FROM account_v v JOIN customer_ref r ON r.ordinal = (v.rid >> 43)"
                                         " WHERE v.maturity BETWEEN ?1 AND ?1 + 180 AND v.open = 1 ORDER BY v.maturity",
                                         {today});
    if (!rows)
        return rows.error();
    qint64 within7 = 0;
    while (rows->next()) {
        if (isLiability(AccountKind(rows->integer(1))))
            continue;
        const auto amount = m_context.reference.toBaseMinor(rows->integer(2), rows->text(3));
        const auto ahead = rows->integer(0) - today;
        if (ahead <= 7) {
            within7 += amount;
            ++portfolio.maturing7Count;
        }
        const auto key = period(ahead);
        if (portfolio.maturities.isEmpty() || portfolio.maturities.constLast().first != key)
            portfolio.maturities.append({key, {key, 0, m_context.base(0), {}}});
        auto &slice = portfolio.maturities.last().second;
        slice.aum = m_context.base(slice.aum.minor() + amount);
        const CustomerId id(rows->text(4));
        if (!slice.members.contains(id)) {
            slice.members.append(id);
            ++slice.customers;
        }
    }
    portfolio.maturing7 = m_context.base(within7);
    return done();
}

Done PortfolioReader::readLargest(Portfolio &portfolio)
{
    QList<Ordinal> ordinals;
    {
        auto rows = m_context.database.query("SELECT ordinal FROM figures ORDER BY aum DESC LIMIT 10");
        if (!rows)
            return rows.error();
        while (rows->next())
            ordinals.append(rows->integer(0));
    }
    CustomerList list(m_context);
    auto largest = list.rows(ordinals);
    if (!largest)
        return largest.error();
    qint64 sum = 0;
    for (const auto &row : *largest) {
        sum += row.aum.minor();
        portfolio.largest.append({row, int(share(sum, portfolio.aum.minor()))});
    }
    return done();
}

Result<AlertBoard> PortfolioReader::churnBoard()
{
    AlertBoard board;
    board.base = m_context.reference.rules.base;
    board.ruleVersion = m_context.reference.rules.version;
    WorkReader work(m_context);
    auto alerts = work.alerts(u"churn"_s);
    if (!alerts)
        return alerts.error();
    board.rows = *alerts;
    {
        // Live rules for everybody: the points of the plot and the counts of the strip agree with what `explain` says.
        auto rows = m_context.database.query(
            "SELECT r.id, c.name, f.churn_points, f.aum, f.churn_level, f.tier, f.reasons FROM figures f JOIN customer_v c ON c.ordinal = f.ordinal"
            " JOIN customer_ref r ON r.ordinal = f.ordinal");
        if (!rows)
            return rows.error();
        QMap<QString, int> signalCounts;
        qint64 sums[3] = {0, 0, 0};
        while (rows->next()) {
            const auto level = ChurnLevel(rows->integer(4));
            const auto aum = rows->integer(3);
            board.points.append({CustomerId(rows->text(0)), rows->text(1), int(rows->integer(2)), aum, level});
            if (level == ChurnLevel::None)
                continue;
            for (const auto &reason : QJsonDocument::fromJson(rows->bytes(6)).array())
                ++signalCounts[reason.toObject()[u"signal"_s].toString()];
            if (level >= ChurnLevel::Act) {
                const bool high = Tier(rows->integer(5)) == Tier::Private;
                ++(high ? board.highValueHighRisk : board.highRiskOther);
                sums[high ? 0 : 1] += aum;
            } else {
                ++board.mediumRisk;
                sums[2] += aum;
            }
        }
        board.highValueHighRiskAum = m_context.base(sums[0]);
        board.highRiskOtherAum = m_context.base(sums[1]);
        board.mediumRiskAum = m_context.base(sums[2]);
        for (auto it = signalCounts.begin(); it != signalCounts.end(); ++it)
            board.bySignal.append({it.key(), it.value()});
        std::stable_sort(board.bySignal.begin(), board.bySignal.end(), [](const auto &a, const auto &b) { return a.second > b.second; });
    }
    const auto since = m_context.clock.nowMs() - 90ll * 24 * 3600 * 1000;
    auto rows = m_context.database.query("SELECT disposition, count(*) FROM alert_v WHERE state = 4 AND kind = 'churn' AND raised >= ?1 GROUP BY 1", {since});
    if (!rows)
        return rows.error();
    while (rows->next()) {
        const auto disposition = rows->text(0);
        const int n = int(rows->integer(1));
        if (disposition == "retained"_L1)
            board.retained90 = n;
        else if (disposition == "lost"_L1)
            board.lost90 = n;
        else if (disposition == "false_alarm"_L1)
            board.falseAlarm90 = n;
        else
            board.noAction90 += n;
    }
    return board;
}

} // namespace zhike::storage
