// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/localqueries.h"

#include "calendar/lunar.h"
#include "services/ranking.h"
#include "storage/auditreader.h"
#include "storage/changereader.h"
#include "storage/customerfile.h"
#include "storage/customerlist.h"
#include "storage/portfolioreader.h"
#include "storage/syncreader.h"
#include "storage/workreader.h"

#include <QElapsedTimer>
#include <QHash>

namespace zhike::services {

using namespace Qt::Literals::StringLiterals;

//! Context of one question.
struct LocalReadContext : storage::ReadContext { };

namespace {

constexpr int kCalls = 60;
constexpr int kHolidayLookAhead = 60;

} // namespace

LocalQueries::LocalQueries(std::unique_ptr<storage::Database> database, Clock clock, Witness witness)
    : m_database(std::move(database))
    , m_clock(std::move(clock))
    , m_witness(std::move(witness))
{
}

Result<const storage::Reference *> LocalQueries::reference()
{
    // Reference rows change with a pull only; its cursor is stamped on every success.
    const auto state = storage::Reference::state(*m_database);
    if (state != m_referenceState) {
        auto loaded = storage::Reference::load(*m_database);
        if (!loaded)
            return loaded.error();
        m_reference = std::move(*loaded);
        m_referenceState = state;
    }
    return &m_reference;
}

template<class F>
auto LocalQueries::read(F question) -> std::invoke_result_t<F, const LocalReadContext &>
{
    return m_database->snapshot([&]() -> std::invoke_result_t<F, const LocalReadContext &> {
        auto known = reference();
        if (!known)
            return known.error();
        return question(LocalReadContext {{*m_database, **known, m_clock}});
    });
}

Result<CustomerPage> LocalQueries::customers(const CustomerQuery &query, int offset, int limit)
{
    return read([&](const auto &context) { return storage::CustomerList(context).page(query, offset, limit); });
}

Result<SegmentCounts> LocalQueries::segments()
{
    return read([](const auto &context) { return storage::CustomerList(context).segments(); });
}

Result<QList<SearchHit>> LocalQueries::search(const QString &text, int limit)
{
    return read([&](const auto &context) { return storage::CustomerList(context).search(text, limit); });
}

Result<CustomerFile> LocalQueries::customer(const CustomerId &id)
{
    return read([&](const auto &context) -> Result<CustomerFile> {
        const auto ordinal = storage::ordinalOfId(context.database, id.text());
        if (ordinal <= 0)
            return Error {ErrorCode::NotFound, u"no such customer"_s, u"customer"_s, {}};
        return storage::CustomerFileReader(context).read(ordinal);
    });
}

Result<CustomerId> LocalQueries::customerByNumber(const QString &number)
{
    auto id = storage::customerIdOfNumber(*m_database, number);
    if (!id)
        return id.error();
    if (id->isEmpty())
        return Error {ErrorCode::NotFound, u"no customer of this number"_s, u"number"_s, number};
    return CustomerId(*id);
}

Result<QList<TransactionRow>> LocalQueries::transactions(const CustomerId &id, QDate from, QDate to)
{
    return read([&](const auto &context) -> Result<QList<TransactionRow>> {
        const auto ordinal = storage::ordinalOfId(context.database, id.text());
        if (ordinal <= 0)
            return Error {ErrorCode::NotFound, u"no such customer"_s, u"customer"_s, {}};
        return storage::CustomerFileReader(context).transactions(ordinal, from, to, 100'000);
    });
}

Result<CalendarRange> LocalQueries::calendar(QDate from, QDate to)
{
    if (!from.isValid() || !to.isValid() || to < from || from.daysTo(to) > 400)
        return Error {ErrorCode::Invalid, u"calendar range"_s, u"from"_s, {}};
    return read([&](const auto &context) -> Result<CalendarRange> {
        storage::WorkReader work(context);
        CalendarRange range;
        range.from = from;
        range.to = to;
        range.days = work.days(from, to);
        auto tasks = work.tasks(from, to);
        if (!tasks)
            return tasks.error();
        range.tasks = *tasks;
        auto dates = work.dates(from, to);
        if (!dates)
            return dates.error();
        range.dates = *dates;
        auto overdue = work.overdue();
        if (!overdue)
            return overdue.error();
        for (const auto &task : *overdue)
            if (task.allDay)
                range.backlog.append(task);
        for (const auto &task : std::as_const(range.tasks))
            if (task.allDay && !task.recurring && task.status == TaskStatus::Open && task.due >= m_clock.today())
                range.backlog.append(task);
        return range;
    });
}

Result<AlertBoard> LocalQueries::alerts()
{
    return read([](const auto &context) { return storage::PortfolioReader(context).churnBoard(); });
}

Result<Portfolio> LocalQueries::portfolio(const QString &by)
{
    return read([&](const auto &context) { return storage::PortfolioReader(context).read(by); });
}

Result<SyncCentre> LocalQueries::syncCentre()
{
    return read([](const auto &context) { return storage::SyncReader(context).centre(); });
}

Result<AuditBoard> LocalQueries::audit(const AuditQuery &query)
{
    return read([&](const auto &context) { return storage::AuditReader(context).board(query); });
}

Result<AuditFinding> LocalQueries::verifyAudit()
{
    QElapsedTimer timer;
    timer.start();
    return m_database->snapshot([&]() -> Result<AuditFinding> {
        auto verdict = Recorder(*m_database, m_clock, m_witness).verify();
        if (!verdict)
            return verdict.error();
        return AuditFinding {security::toWire(verdict->kind),
                             verdict->brokenAt,
                             verdict->until,
                             verdict->events,
                             verdict->checkpoints,
                             verdict->head.seq,
                             QString::fromLatin1(verdict->head.hash.toHex()),
                             timer.elapsed()};
    });
}

Result<Approvals> LocalQueries::approvals()
{
    return read([](const auto &context) { return storage::ChangeReader(context).approvals(); });
}

Result<DeviceFacts> LocalQueries::deviceFacts()
{
    return read([](const auto &context) { return storage::SyncReader(context).deviceFacts(); });
}

Result<SyncStatus> LocalQueries::status()
{
    return read([](const auto &context) { return storage::SyncReader(context).status(); });
}

Result<Today> LocalQueries::today()
{
    return read([&](const auto &context) -> Result<Today> {
        const auto day = m_clock.today();
        storage::WorkReader work(context);
        storage::CustomerList list(context);
        Today board;
        board.date = day;
        board.lunar = calendar::lunarText(calendar::toLunar(day));
        board.solarTerm = calendar::solarTerm(day);
        for (int ahead = 0; ahead < kHolidayLookAhead && !board.nextHoliday.isValid(); ++ahead)
            if (const auto on = day.addDays(ahead); context.reference.workdays.kind(on) == calendar::DayKind::Holiday) {
                board.nextHoliday = on;
                board.nextHolidayName = context.reference.workdays.name(on);
                auto end = on;
                while (!context.reference.workdays.isWorkday(end))
                    end = end.addDays(1);
                board.nextHolidayDays = int(on.daysTo(end));
            }

        auto agenda = work.tasks(day, day);
        auto overdue = work.overdue();
        auto alerts = work.alerts({});
        auto dates = work.dates(day, day.addDays(14));
        auto clocks = work.openRequests();
        auto portfolio = storage::PortfolioReader(context).read(u"tier"_s);
        auto status = storage::SyncReader(context).status();
        if (!agenda)
            return agenda.error();
        if (!overdue)
            return overdue.error();
        if (!alerts)
            return alerts.error();
        if (!dates)
            return dates.error();
        if (!clocks)
            return clocks.error();
        if (!portfolio)
            return portfolio.error();
        if (!status)
            return status.error();
        board.agenda = *agenda;
        board.overdue = *overdue;
        board.dates = *dates;
        board.clocks = *clocks;
        board.sync = *status;
        board.customers = portfolio->customers;
        board.maturing7 = portfolio->maturing7;
        board.maturing7Count = portfolio->maturing7Count;
        board.netInflowMonth = portfolio->netInflowMonth;
        for (const auto &month : std::as_const(portfolio->months))
            board.netInflowMonths.append(month.inflow.minor() - month.outflow.minor());
        for (const auto &task : std::as_const(board.agenda)) {
            board.doneToday += task.status == TaskStatus::Done;
            board.dueTasks += task.status == TaskStatus::Open;
        }
        board.overdueTasks = int(board.overdue.size());
        for (const auto &alert : std::as_const(*alerts)) {
            // Maturities and reviews have their place among the dates; this is the churn list's beginning.
            if (alert.kind != "churn"_L1)
                continue;
            ++board.alertsOpen;
            if (alert.state == AlertState::New) {
                ++board.alertsNew;
                board.newAlerts.append(alert);
            }
        }
        const auto monthStart = QDateTime(QDate(day.year(), day.month(), 1), QTime(0, 0), m_clock.zone()).toMSecsSinceEpoch();
        board.contactsMonth = work.contacts(monthStart, m_clock.nowMs());

        RankingInput input;
        input.today = day;
        input.due = board.agenda;
        input.overdue = board.overdue;
        input.alerts = *alerts;
        input.dates = board.dates;
        CustomerQuery silent;
        silent.segment = CustomerSegment::OverContactStandard;
        auto over = list.page(silent, 0, 200);
        if (!over)
            return over.error();
        input.silent = over->rows;
        board.coverageBp = board.customers > 0 ? int((board.customers - over->total) * 10000ll / board.customers) : 0;

        QHash<QString, CustomerRow> customers;
        for (const auto &row : std::as_const(input.silent))
            customers.insert(row.id.text(), row);
        const auto want = [&](const CustomerId &id) -> Done {
            if (id.isEmpty() || customers.contains(id.text()))
                return done();
            auto row = list.row(storage::ordinalOfId(*m_database, id.text()));
            if (row)
                customers.insert(id.text(), *row);
            else if (row.error().code != ErrorCode::NotFound)
                return row.error();
            return done();
        };
        for (const auto *tasks : {&input.due, &input.overdue})
            for (const auto &task : *tasks)
                if (auto ok = want(task.customer); !ok)
                    return ok.error();
        for (const auto &alert : std::as_const(input.alerts))
            if (auto ok = want(alert.customer); !ok)
                return ok.error();
        for (const auto &date : std::as_const(input.dates))
            if (auto ok = want(date.customer); !ok)
                return ok.error();
        QSet<QString> complaints;
        for (const auto &request : std::as_const(board.clocks))
            if (request.kind == "complaint"_L1)
                complaints.insert(request.customer.text());
        auto ranked = rankCalls(input, customers, complaints);
        board.excludedNoConsent = ranked.noConsent;
        board.excludedComplaint = ranked.openComplaint;
        board.calls = ranked.calls.first(qMin<qsizetype>(kCalls, ranked.calls.size()));
        board.toContact = int(board.calls.size());
        return board;
    });
}

} // namespace zhike::services
