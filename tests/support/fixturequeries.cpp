// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixturedesk.h"

#include "fixtureaudit.h"
#include "fixturefile.h"

#include <QMutexLocker>
#include <QThread>
#include <algorithm>
#include <map>

namespace zhike::support {
namespace {

using namespace services;
using namespace Qt::Literals::StringLiterals;

QDate dayOf(const TaskRow &task)
{
    return task.allDay ? task.due : task.start.date();
}

class FixtureQueries final : public Queries {
public:
    explicit FixtureQueries(std::shared_ptr<FixtureBank> bank) : m_bank(std::move(bank)) { }

    Result<Today> today() override;
    Result<CustomerPage> customers(const CustomerQuery &query, int offset, int limit) override;
    Result<SegmentCounts> segments() override;
    Result<QList<SearchHit>> search(const QString &text, int limit) override;
    Result<CustomerFile> customer(const CustomerId &id) override
    {
        const auto bank = open(u"customer"_s);
        if (!bank)
            return failed();
        const auto *row = m_bank->customer(id);
        if (!row)
            return Error {ErrorCode::NotFound, u"no such customer"_s};
        return sampleFile(*m_bank, *row);
    }
    Result<CustomerId> customerByNumber(const QString &number) override
    {
        const auto bank = open(u"customerByNumber"_s);
        for (const auto &row : std::as_const(m_bank->customers))
            if (row.number == number)
                return row.id;
        return Error {ErrorCode::NotFound, u"no such number"_s};
    }
    Result<QList<TransactionRow>> transactions(const CustomerId &id, QDate from, QDate to) override
    {
        const auto bank = open(u"transactions"_s);
        if (!bank)
            return failed();
        const auto *row = m_bank->customer(id);
        QList<TransactionRow> rows;
        if (row)
            for (const auto &booking : sampleFile(*m_bank, *row).recentTransactions)
                if (booking.bookedOn >= from && booking.bookedOn <= to)
                    rows.append(booking);
        return rows;
    }
    Result<CalendarRange> calendar(QDate from, QDate to) override;
    Result<AlertBoard> alerts() override;
    Result<Portfolio> portfolio(const QString &by) override;
    Result<SyncCentre> syncCentre() override;
    Result<Approvals> approvals() override
    {
        const auto bank = open(u"approvals"_s);
        if (!bank)
            return failed();
        return m_bank->approvals;
    }
    Result<DeviceFacts> deviceFacts() override
    {
        const auto bank = open(u"deviceFacts"_s);
        if (!bank)
            return failed();
        DeviceFacts facts;
        facts.deviceName = m_bank->sync.deviceName;
        facts.deviceId = m_bank->sync.deviceId;
        facts.binding = m_bank->sync.deviceBound ? u"keyring"_s : u"none"_s;
        facts.leaseUntil = m_bank->sync.leaseUntil;
        facts.leaseDays = 7;
        facts.leaseGeneration = 3;
        facts.lastCheck = QDateTime(m_bank->today, QTime(8, 44), m_bank->now.timeZone());
        facts.policy = u"2026-09"_s;
        facts.storeBytes = 41'800'000;
        return facts;
    }
    Result<SyncStatus> status() override
    {
        const auto bank = open(u"status"_s);
        if (!bank)
            return failed();
        return m_bank->sync;
    }
    Result<AuditBoard> audit(const AuditQuery &query) override
    {
        const auto bank = open(u"audit"_s);
        if (!bank)
            return failed();
        return sampleAudit(*m_bank, query);
    }
    Result<AuditFinding> verifyAudit() override
    {
        const auto bank = open(u"verifyAudit"_s);
        if (!bank)
            return failed();
        return m_bank->audit;
    }

private:
    //! Waits as the test wants it, then locks the bank; null when the question is to fail.
    std::unique_ptr<QMutexLocker<QMutex>> open(const QString &question)
    {
        int delay = 0;
        {
            const QMutexLocker lock(&m_bank->mutex);
            delay = m_bank->delayMs;
        }
        if (delay > 0)
            QThread::msleep(static_cast<unsigned long>(delay));
        auto lock = std::make_unique<QMutexLocker<QMutex>>(&m_bank->mutex);
        ++m_bank->answers;
        if (m_bank->failing.contains(question) || m_bank->failing.contains(u"*"_s)) {
            m_failure = m_bank->failure;
            return nullptr;
        }
        return lock;
    }
    [[nodiscard]] Error failed() const { return {m_failure, u"provoked by the test"_s}; }

    std::shared_ptr<FixtureBank> m_bank;
    ErrorCode m_failure = ErrorCode::Io;
};

Result<Today> FixtureQueries::today()
{
    const auto lock = open(u"today"_s);
    if (!lock)
        return failed();
    auto &bank = *m_bank;
    Today t;
    t.date = bank.today;
    t.lunar = u"八月十一"_s;
    t.nextHoliday = QDate(2026, 9, 25);
    t.nextHolidayName = u"中秋节"_s;
    t.nextHolidayDays = 3;
    t.customers = int(bank.customers.size());
    for (const auto &task : std::as_const(bank.tasks)) {
        if (task.status == TaskStatus::Cancelled)
            continue;
        if (dayOf(task) == bank.today) {
            t.agenda.append(task);
            task.status == TaskStatus::Done ? ++t.doneToday : ++t.dueTasks;
        } else if (task.overdue) {
            t.overdue.append(task);
        }
    }
    t.overdueTasks = int(t.overdue.size());
    std::stable_sort(t.agenda.begin(), t.agenda.end(), [](const TaskRow &a, const TaskRow &b) { return a.start < b.start; });
    const auto call
        = [&](const char16_t *name, int priority, const char16_t *cause, const char16_t *fact, int days, int bp, qint64 amount, const char16_t *time) {
              CallRow row;
              row.customer = bank.idOf(fromWide(name));
              const auto *who = bank.customer(row.customer);
              row.customerName = who->name;
              row.customerKind = who->kind;
              row.tier = who->tier;
              row.priority = priority;
              row.cause = fromWide(cause);
              row.fact = fromWide(fact);
              row.days = days;
              row.bp = bp;
              if (amount != 0)
                  row.amount = yuan(amount);
              row.preferredTime = fromWide(time);
              for (const auto &alert : std::as_const(bank.alerts))
                  if (alert.customer == row.customer && alert.state != AlertState::Disposed && cause == std::u16string_view(u"churn"))
                      row.alert = alert.id;
              for (const auto &task : std::as_const(bank.tasks)) {
                  if (task.customer != row.customer)
                      continue;
                  if (task.status == TaskStatus::Open && row.task.isEmpty())
                      row.task = task.id;
              }
              const bool spoken = std::any_of(bank.interactions.begin(), bank.interactions.end(),
                                              [&](const TimelineItem &item) { return item.id.startsWith(row.customer.text()); });
              if (!spoken)
                  t.calls.append(row);
          };
    call(u"吴佩玲", 96, u"churn", u"", 30, 3810, 3'280'000, u"10:00–11:00");
    call(u"赵文博", 91, u"maturity", u"定存 1 年", 2, 0, 1'200'000, u"午休");
    call(u"孙雅琴", 84, u"birthday", u"八月十一", 0, 0, 0, u"上午");
    call(u"郑启航", 79, u"churn", u"", 30, 2890, 260'000, u"19:00 后");
    call(u"澄江精密部件有限公司", 77, u"due", u"续授信材料", 0, 0, 0, u"");
    call(u"罗世昌", 75, u"no_contact", u"", 45, 0, 0, u"");
    call(u"韩松", 73, u"overdue", u"补交收入证明", 3, 0, 0, u"");
    call(u"唐婉清", 72, u"potential", u"", 0, 0, 860'000, u"下午");
    call(u"高明远", 58, u"kyc", u"", 12, 0, 0, u"");
    if (!bank.callsLeft) {
        t.calls.clear();
        t.agenda.clear();
    }
    t.toContact = int(t.calls.size());
    t.maturing7 = yuan(18'420'000);
    t.maturing7Count = 5;
    for (const auto &alert : std::as_const(bank.alerts)) {
        if (alert.state == AlertState::Disposed)
            continue;
        ++t.alertsOpen;
        if (alert.state == AlertState::New) {
            ++t.alertsNew;
            t.newAlerts.append(alert);
        }
    }
    t.netInflowMonth = yuan(6'230'000);
    for (const int month : {210, 260, 180, 340, 310, 390, 360, 420, 400, 510, 480, 623})
        t.netInflowMonths.append(qint64(month) * 1'000'000);
    t.contactsMonth = 94;
    t.coverageBp = 7100;
    t.excludedNoConsent = bank.excludedNoConsent;
    t.excludedComplaint = bank.excludedComplaint;
    t.clocks = bank.requests;
    for (const auto &date : std::as_const(bank.dates))
        if (date.daysLeft >= 0 && date.daysLeft <= 30)
            t.dates.append(date);
    t.sync = bank.sync;
    return t;
}

Result<CustomerPage> FixtureQueries::customers(const CustomerQuery &query, int offset, int limit)
{
    const auto lock = open(u"customers"_s);
    if (!lock)
        return failed();
    QList<CustomerRow> found;
    CustomerPage page;
    page.aumTotal = yuan(0);
    for (const auto &row : std::as_const(m_bank->customers)) {
        if (!matches(*m_bank, row, query))
            continue;
        found.append(row);
        page.aumTotal = *Money::sum(page.aumTotal, row.aum);
    }
    const auto less = [&query](const CustomerRow &a, const CustomerRow &b) {
        switch (query.sort) {
        case CustomerSort::Name: return a.name.localeAwareCompare(b.name) < 0;
        case CustomerSort::Number:
        case CustomerSort::Since: return a.number < b.number;
        case CustomerSort::Tier: return a.tier < b.tier;
        case CustomerSort::Aum: return a.aum.minor() < b.aum.minor();
        case CustomerSort::Change30: return a.change30Bp < b.change30Bp;
        case CustomerSort::Risk: return a.risk < b.risk;
        case CustomerSort::Churn: return a.churnPoints < b.churnPoints;
        case CustomerSort::LastContact: return a.lastContact < b.lastContact;
        case CustomerSort::NextOn: return a.nextOn < b.nextOn;
        }
        return false;
    };
    std::stable_sort(found.begin(), found.end(), [&](const CustomerRow &a, const CustomerRow &b) { return query.ascending ? less(a, b) : less(b, a); });
    page.total = int(found.size());
    page.offset = offset;
    page.rows = found.mid(offset, limit);
    return page;
}

Result<SegmentCounts> FixtureQueries::segments()
{
    const auto lock = open(u"segments"_s);
    if (!lock)
        return failed();
    SegmentCounts n;
    n.all = int(m_bank->customers.size());
    for (const auto &row : std::as_const(m_bank->customers)) {
        const auto in = [&](CustomerSegment segment) {
            CustomerQuery query;
            query.segment = segment;
            return matches(*m_bank, row, query) ? 1 : 0;
        };
        n.dueWithin7Days += in(CustomerSegment::DueWithin7Days);
        n.churn += in(CustomerSegment::Churn);
        n.overContactStandard += in(CustomerSegment::OverContactStandard);
        n.riskExpiring30Days += in(CustomerSegment::RiskExpiring30Days);
        if (row.kind == CustomerKind::Company)
            ++n.companies;
        else
            ++(row.tier == Tier::Private ? n.privateTier : row.tier == Tier::Wealth ? n.wealthTier : n.massTier);
        int *stages[] = {&n.newStage, &n.growthStage, &n.matureStage, &n.seniorStage};
        ++*stages[int(row.lifecycle)];
    }
    return n;
}

Result<QList<SearchHit>> FixtureQueries::search(const QString &text, int limit)
{
    const auto lock = open(u"search"_s);
    if (!lock)
        return failed();
    QList<SearchHit> hits;
    for (const auto &row : std::as_const(m_bank->customers)) {
        const bool name = row.name.contains(text);
        if (!text.isEmpty() && (name || row.number.endsWith(text)) && hits.size() < limit)
            hits.append({row.id, row.kind, row.number, row.name, row.tier, name ? u"name"_s : u"number"_s, u"138 **** 2247"_s});
    }
    return hits;
}

Result<CalendarRange> FixtureQueries::calendar(QDate from, QDate to)
{
    const auto lock = open(u"calendar"_s);
    if (!lock)
        return failed();
    CalendarRange range;
    range.from = from;
    range.to = to;
    for (QDate date = from; date <= to; date = date.addDays(1))
        range.days.append(sampleDay(date));
    for (const auto &task : std::as_const(m_bank->tasks)) {
        if (task.status == TaskStatus::Cancelled)
            continue;
        const QDate day = dayOf(task);
        if (day >= from && day <= to)
            range.tasks.append(task);
        if (task.allDay && task.status == TaskStatus::Open && (day <= to || task.overdue))
            range.backlog.append(task);
    }
    std::stable_sort(range.backlog.begin(), range.backlog.end(), [](const TaskRow &a, const TaskRow &b) { return a.due < b.due; });
    for (const auto &date : std::as_const(m_bank->dates))
        if (date.on >= from && date.on <= to)
            range.dates.append(date);
    return range;
}

Result<AlertBoard> FixtureQueries::alerts()
{
    const auto lock = open(u"alerts"_s);
    if (!lock)
        return failed();
    AlertBoard board;
    board.base = Currency(u"CNY");
    board.rows = m_bank->alerts;
    std::map<QString, int> signals;
    qint64 top = 0, rest = 0, medium = 0;
    for (const auto &row : std::as_const(m_bank->customers)) {
        board.points.append({row.id, row.name, row.churnPoints, row.aum.minor(), row.churn});
        if (row.churn >= ChurnLevel::Critical) {
            const bool valuable = row.aum.minor() >= 1'000'000'00;
            ++(valuable ? board.highValueHighRisk : board.highRiskOther);
            (valuable ? top : rest) += row.aum.minor();
        } else if (row.churn == ChurnLevel::Act) {
            ++board.mediumRisk;
            medium += row.aum.minor();
        }
    }
    const Currency cny(u"CNY");
    board.highValueHighRiskAum = {top, cny};
    board.highRiskOtherAum = {rest, cny};
    board.mediumRiskAum = {medium, cny};
    for (const auto &alert : std::as_const(m_bank->alerts)) {
        for (const auto &reason : alert.reasons)
            ++signals[reason.signal];
        if (alert.state != AlertState::Disposed)
            continue;
        if (alert.disposition == u"retained")
            ++board.retained90;
        else if (alert.disposition == u"lost")
            ++board.lost90;
        else if (alert.disposition == u"false_alarm")
            ++board.falseAlarm90;
        else
            ++board.noAction90;
    }
    board.retained90 += 12;
    board.lost90 += 3;
    board.falseAlarm90 += 2;
    board.noAction90 += 2;
    for (const auto &[signal, n] : signals)
        board.bySignal.append({signal, n});
    std::stable_sort(board.bySignal.begin(), board.bySignal.end(), [](const auto &a, const auto &b) { return a.second > b.second; });
    board.ruleVersion = u"2026.3"_s;
    board.modelPresent = m_bank->modelPresent;
    return board;
}

Result<Portfolio> FixtureQueries::portfolio(const QString &by)
{
    const auto lock = open(u"portfolio"_s);
    if (!lock)
        return failed();
    return samplePortfolio(*m_bank, by);
}

Result<SyncCentre> FixtureQueries::syncCentre()
{
    const auto lock = open(u"syncCentre"_s);
    if (!lock)
        return failed();
    SyncCentre centre;
    centre.status = m_bank->sync;
    centre.outbox = m_bank->outbox;
    centre.conflicts = m_bank->conflicts;
    centre.merged = m_bank->merged;
    for (const auto &row : std::as_const(m_bank->approvals.own))
        if (row.state == u"pending")
            centre.awaiting.append(row);
    const QDateTime dayEnd = m_bank->sync.dataAsOf;
    const QDateTime last = m_bank->sync.lastSuccess;
    centre.freshness = {{u"customers"_s, 186, last},
                        {u"accounts"_s, 2314, dayEnd},
                        {u"transactions"_s, 48902, dayEnd},
                        {u"work"_s, 6240, last},
                        {u"reference"_s, 1127, last.addDays(-2)},
                        {u"alerts"_s, 186, last}};
    for (int i = 47; i >= 0; --i)
        centre.history.append({last.addSecs(-300 * i), i >= 28 && i <= 30 ? u"offline"_s : i == 16 ? u"retried"_s : u"ok"_s});
    centre.storeBytes = 41'800'000;
    return centre;
}

} // namespace

std::unique_ptr<Queries> fixtureQueries(std::shared_ptr<FixtureBank> bank)
{
    return std::make_unique<FixtureQueries>(std::move(bank));
}

} // namespace zhike::support
