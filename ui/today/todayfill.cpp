// SPDX-License-Identifier: GPL-3.0-or-later
// Puts the answer of the desk into the widgets of TodayPage.
#include "today/todaypage.h"

#include "agenda/timegrid.h"
#include "models/labels.h"
#include "widgets/controls.h"
#include "widgets/format.h"
#include "widgets/panel.h"
#include "widgets/rowlist.h"
#include "widgets/smallcharts.h"

#include <QListView>
#include <QLocale>
#include <QPushButton>
#include <QStackedWidget>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {
namespace {

constexpr qint64 kAmberBp = 7500;

QString timeLeft(qint64 seconds)
{
    const qint64 minutes = std::abs(seconds) / 60;
    const auto text = u"%1:%2"_s.arg(minutes / 60).arg(minutes % 60, 2, 10, QChar(u'0'));
    return seconds < 0 ? QChar(0x2212) + text : text;
}

} // namespace

void TodayPage::fill(const services::Today &today)
{
    m_today = today;
    showHeader();
    showFigures();
    showAgenda();
    showCalls();
    showSide();
}

void TodayPage::showHeader()
{
    const auto &t = m_today;
    QStringList words;
    words.append(QLocale().toString(t.date, tr("ddd d MMM", "date in the page header")) + u" · "_s + t.lunar
                 + (t.solarTerm.isEmpty() ? QString() : u' ' + t.solarTerm));
    QStringList facts;
    facts.append(tr("%n customer(s) to contact first", nullptr, t.toContact));
    int soon = 0;
    for (const auto &clock : t.clocks)
        if (clock.secondsLeft < 4 * 3600)
            ++soon;
    if (soon > 0)
        facts.append(tr("%n service time(s) end within 4 hours", nullptr, soon));
    if (t.nextHoliday.isValid() && t.date.daysTo(t.nextHoliday) <= 14)
        facts.append(tr("%1 from %2, %n day(s) off", nullptr, t.nextHolidayDays).arg(t.nextHolidayName, format::dayWithWeekday(t.nextHoliday, t.date)));
    m_header->setNote(words.join(QString()) + u"   "_s + facts.join(tr("; ")));
}

void TodayPage::showFigures()
{
    const auto &t = m_today;
    m_toContact->setFigure(format::number(t.toContact));
    m_toContact->setNote(tr("%1 done").arg(t.doneToday));
    m_maturing->setFigure(format::amount(t.maturing7));
    m_maturing->setNote(tr("%n product(s)", nullptr, t.maturing7Count), t.maturing7Count > 0 ? Color::Warn : Color::T2);
    m_alertFigure->setFigure(format::number(t.alertsOpen));
    m_alertFigure->setNote(tr("%1 new").arg(t.alertsNew), t.alertsNew > 0 ? Color::Crit : Color::T2);
    m_inflow->setFigure(format::amount(t.netInflowMonth, format::Sign::Always), {}, theme().direction(t.netInflowMonth.minor()));
    m_inflow->setNote(t.netInflowMonth.minor() < 0 ? u"▼"_s : t.netInflowMonth.minor() > 0 ? u"▲"_s : QString(), theme().direction(t.netInflowMonth.minor()));
    m_inflowLine->setValues(t.netInflowMonths, tr("Net inflow of the last 12 months"));
    m_contacts->setFigure(format::number(t.contactsMonth));
    m_contacts->setNote(tr("%1 within standard").arg(Labels::percent(t.coverageBp)));
    const int all = t.doneToday + t.dueTasks;
    m_progress->setShare(all > 0 ? double(t.doneToday) / all : 0);
    m_progressText->setText(u"%1 / %2"_s.arg(t.doneToday).arg(all));
}

void TodayPage::showAgenda()
{
    QList<ListRow> rows;
    int timed = 0;
    const auto add = [&](const services::TaskRow &task) {
        ListRow row;
        row.key = task.id.text();
        row.lead = ListRow::Lead::Icon;
        row.struck = task.status == TaskStatus::Done;
        row.icon = row.struck ? u"check"_s : Labels::taskIcon(task.kind);
        row.iconTone = row.struck ? Color::Ok : task.overdue ? Color::Crit : Color::T2;
        row.title = blockTitle(task);
        row.end = row.struck ? format::time(task.doneAt) : task.overdue ? format::day(task.due, m_today.date) : tr("Today");
        row.endTone = task.overdue ? Color::Crit : Color::T3;
        row.spoken = blockSentence(task, m_today.date);
        rows.append(row);
    };
    for (const auto &task : std::as_const(m_today.overdue))
        add(task);
    for (const auto &task : std::as_const(m_today.agenda)) {
        if (!task.allDay)
            ++timed;
        else if (task.status != TaskStatus::Done)
            add(task);
    }
    constexpr int kShown = 4;
    const auto over = rows.size() - kShown;
    rows = rows.mid(0, kShown);
    m_allDay->setRows(rows);
    m_allDay->setVisible(!rows.isEmpty());
    m_agendaPanel->setNote(over > 0 ? tr("%1 with a time, %2 more without").arg(timed).arg(over) : tr("%n item(s) with a time", nullptr, timed));
    services::CalendarDay day;
    day.date = m_today.date;
    m_grid->setNow(desk().clock().now());
    m_grid->setDays({day});
    m_grid->setTasks(m_today.agenda);
}

void TodayPage::showCalls()
{
    QList<services::TaskRow> done;
    for (const auto &task : std::as_const(m_today.agenda))
        if (task.status == TaskStatus::Done && !task.customer.isEmpty())
            done.append(task);
    for (const auto &task : std::as_const(m_doneHere))
        if (!task.customer.isEmpty() && std::none_of(done.begin(), done.end(), [&](const services::TaskRow &one) { return one.id == task.id; }))
            done.append(task);
    const auto former = m_list->currentIndex().row();
    m_calls->setCalls(m_today.calls, done);
    const int rows = m_calls->rowCount();
    if (rows > 0)
        m_list->setCurrentIndex(m_calls->index(std::clamp(former, 0, rows - 1)));
    m_callStack->setCurrentIndex(rows > 0 ? 0 : isBookHere() ? 1 : 2);
    const int all = int(m_today.calls.size());
    const int hidden = m_calls->hidden();
    m_more->setVisible(hidden > 0 || all > m_calls->shownCalls() || (hidden == 0 && all > 6));
    m_moreText->setText(hidden > 0 ? tr("%n more to contact", nullptr, hidden) : tr("All %1 are shown").arg(all));
    m_moreButton->setText(hidden > 0 ? tr("Show all") : tr("Show fewer"));
    QStringList left;
    if (m_today.excludedNoConsent > 0)
        left.append(tr("no consent to be contacted %1").arg(m_today.excludedNoConsent));
    if (m_today.excludedComplaint > 0)
        left.append(tr("open complaint %1").arg(m_today.excludedComplaint));
    m_excluded->setText(left.isEmpty() ? QString()
                                       : tr("%n left out: %1", nullptr, m_today.excludedNoConsent + m_today.excludedComplaint).arg(left.join(tr(", "))));
    m_excluded->setVisible(!left.isEmpty());
}

// An empty list must not say that the work is done while the customers are still on their way.
bool TodayPage::isBookHere()
{
    if (!m_today.sync.consistent)
        m_notHere->setText(tr("The customers are not all here yet"), tr("They come from the bank with the next sync; whom to contact then shows by itself."));
    else
        m_notHere->setText(tr("No customer in this book yet"), tr("The list fills when customers are assigned to you."));
    return m_today.sync.consistent && m_today.customers > 0;
}

void TodayPage::showSide()
{
    const auto today = m_today.date;
    QList<ListRow> rows;
    for (const auto &clock : std::as_const(m_today.clocks)) {
        if (rows.size() == 4)
            break;
        ListRow row;
        row.key = clock.customer.text();
        row.lead = ListRow::Lead::Ring;
        row.share = 1.0 - std::min(10000, clock.elapsedBp) / 10000.0;
        row.title = clock.customerName + u" · "_s + clock.subject;
        row.second = Labels::requestKind(clock.kind) + u" · "_s + Labels::requestStatus(clock.status);
        row.end = timeLeft(clock.secondsLeft);
        row.endTone = clock.secondsLeft < 2 * 3600 ? Color::Crit : clock.elapsedBp >= kAmberBp ? Color::Warn : Color::Ok;
        row.endBold = true;
        row.spoken = tr("%1, %2, %3 left").arg(row.title, row.second, row.end);
        rows.append(row);
    }
    m_clockPanel->setVisible(!rows.isEmpty());
    m_clockPanel->setNote(tr("%n open", nullptr, int(m_today.clocks.size())));
    m_clocks->setRows(rows);

    rows.clear();
    for (const auto &alert : std::as_const(m_today.newAlerts)) {
        if (rows.size() == 4)
            break;
        ListRow row;
        row.key = alert.customer.text();
        row.lead = ListRow::Lead::Ladder;
        row.level = alert.kind == u"churn" ? fromWire<ChurnLevel>(alert.severity).value_or(ChurnLevel::Watch) : ChurnLevel::Watch;
        row.title = alert.customerName;
        row.text = alert.reasons.isEmpty() ? Labels::alertKind(alert.kind) : Labels::churnReasonShort(alert.reasons.first());
        if (alert.state == AlertState::New) {
            row.badge = tr("New", "alert");
            row.badgeKind = BadgeKind::Critical;
        }
        row.end = alert.points > 0 ? QString::number(alert.points) : QString();
        row.endBold = true;
        row.endTone = Color::T1;
        row.spoken = tr("%1, %2, %3 points").arg(row.title, row.text).arg(alert.points);
        rows.append(row);
    }
    if (rows.isEmpty()) {
        ListRow none;
        none.text = tr("No new alert");
        rows.append(none);
    }
    m_alertPanel->setNote(tr("%1 open").arg(m_today.alertsOpen));
    m_alerts->setRows(rows);

    rows.clear();
    for (const auto &date : std::as_const(m_today.dates)) {
        if (rows.size() == 7)
            break;
        ListRow row;
        row.key = date.customer.text();
        row.lead = ListRow::Lead::Icon;
        row.icon = Labels::dateIcon(date.kind);
        row.iconTone = dateColors(date).edge;
        row.title = date.daysLeft == 0 ? tr("Today") : format::dayWithWeekday(date.on, today);
        auto plain = date;
        plain.amount.reset();
        row.text = dateTitle(plain);
        row.end = date.amount ? format::amount(*date.amount) : date.lunar;
        row.endTone = Color::T3;
        rows.append(row);
    }
    m_datePanel->setVisible(!rows.isEmpty());
    m_dates->setRows(rows);

    const auto &sync = m_today.sync;
    rows.clear();
    ListRow state;
    state.key = u"sync"_s;
    state.lead = ListRow::Lead::Icon;
    state.icon = sync.online ? u"cloudok"_s : u"offline"_s;
    state.iconTone = sync.online ? Color::Ok : Color::Warn;
    state.title = sync.lastSuccess.isValid()
        ? (sync.online ? tr("Synced %1").arg(format::dayTime(sync.lastSuccess.toTimeZone(desk().clock().zone()), today))
                       : tr("Offline since %1").arg(format::dayTime(sync.lastSuccess.toTimeZone(desk().clock().zone()), today)))
        : tr("Not synced yet");
    if (sync.dataAsOf.isValid())
        state.second = tr("Core data as of %1").arg(format::dayTime(sync.dataAsOf.toTimeZone(desk().clock().zone()), today));
    rows.append(state);
    ListRow waiting;
    waiting.key = u"pending"_s;
    waiting.lead = ListRow::Lead::Icon;
    waiting.icon = u"cloudup"_s;
    waiting.text = tr("%n change(s) waiting", nullptr, sync.pending);
    if (sync.conflicts > 0) {
        waiting.badge = tr("%n conflict(s)", nullptr, sync.conflicts);
        waiting.badgeKind = BadgeKind::Warning;
    }
    rows.append(waiting);
    m_sync->setRows(rows);
}

} // namespace zhike::ui
