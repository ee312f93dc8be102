// SPDX-License-Identifier: GPL-3.0-or-later
// The work of the sample bank: tasks, dates, alerts, requests, sync.
#include "fixturebank.h"

#include <QTimeZone>
#include <algorithm>

namespace zhike::support {
namespace {

using namespace services;
using namespace Qt::Literals::StringLiterals;

struct Planned {
    const char16_t *customer; //!< empty: internal
    const char16_t *title;
    const char16_t *kind;
    int month, day;
    int from, to; //!< minutes of the day, −1: all-day
    const char16_t *note;
};

constexpr int at(int hour, int minute = 0)
{
    return hour * 60 + minute;
}

constexpr Planned kPlanned[] = {
    {u"吴佩玲", u"资产配置检视", u"call", 9, 21, at(10), at(10, 45), u"转出意向，先听后讲；备选：保本型转期"},
    {u"何俊杰", u"投诉回访", u"service", 9, 21, at(11), at(11, 30), u""},
    {u"陈静怡", u"上门 家族信托", u"visit", 9, 21, at(13, 30), at(14, 30), u"带信托方案 v2"},
    {u"澄江精密部件有限公司", u"续授信材料", u"meeting", 9, 21, at(15), at(16), u"财务总监 方岩 · 授信 10-15 到期"},
    {u"", u"整理：中秋前拜访名单", u"other", 9, 21, at(16, 30), at(17), u""},
    {u"赵文博", u"到期续作", u"call", 9, 22, at(10), at(11), u"大额存单方案"},
    {u"梁思齐", u"半年检视", u"visit", 9, 22, at(14), at(15, 30), u"贵宾室 2"},
    {u"孙雅琴", u"测评预约", u"call", 9, 22, at(16, 30), at(17), u""},
    {u"赵文博", u"到店签约", u"visit", 9, 23, at(10), at(11), u"定存 120 万"},
    {u"彭若溪", u"新客二访", u"follow_up", 9, 23, at(11, 30), at(12), u""},
    {u"远岫新材料股份有限公司", u"保函修改", u"meeting", 9, 23, at(14), at(15), u"财务部 · 外出"},
    {u"唐婉清", u"配置建议", u"call", 9, 23, at(15, 30), at(16), u""},
    {u"", u"私行中秋沙龙", u"meeting", 9, 24, at(10), at(11, 30), u"一层大厅 · 24 位"},
    {u"林可欣", u"沙龙接待", u"meeting", 9, 24, at(10, 30), at(11, 30), u"接站"},
    {u"高明远", u"沙龙致辞对稿", u"call", 9, 24, at(11), at(12), u""},
    {u"郑启航", u"面谈", u"visit", 9, 24, at(15), at(16), u"代发归行"},
    {u"", u"周总结", u"other", 9, 24, at(16, 30), at(17), u""},
    {u"罗世昌", u"回访", u"retention", 9, 21, -1, -1, u"投诉后 45 天无往来"},
    {u"周立行", u"到期续作", u"maturity", 9, 25, -1, -1, u"理财 9-28 到期 80 万"},
    {u"孙雅琴", u"测评续期", u"review", 9, 26, -1, -1, u"9-30 失效，需本人到场"},
    {u"吴佩玲", u"上门", u"visit", 9, 27, -1, -1, u"出示转期与大额存单方案"},
    {u"叶青禾", u"新客三访", u"follow_up", 9, 27, -1, -1, u"开户第 30 天"},
    {u"韩松", u"补交收入证明", u"follow_up", 9, 18, -1, -1, u"已催一次"},
    {u"徐子衿", u"理财到期确认", u"maturity", 9, 17, -1, -1, u""},
    {u"陈静怡", u"面谈", u"visit", 9, 2, at(10), at(11), u""},
    {u"高明远", u"致电", u"call", 9, 1, at(15), at(15, 30), u""},
    {u"徐子衿", u"致电", u"call", 9, 7, at(10), at(10, 30), u""},
    {u"恒川物流集团", u"拜访", u"meeting", 9, 4, at(14), at(16), u""},
    {u"远岫新材料股份有限公司", u"授信面签", u"meeting", 9, 9, at(9, 30), at(11), u""},
    {u"曹景行", u"面谈", u"visit", 9, 11, at(14), at(15), u""},
    {u"韩松", u"定存到期 60 万", u"maturity", 9, 15, -1, -1, u""},
    {u"", u"月中复盘", u"other", 9, 15, at(17), at(18), u""},
    {u"陈静怡", u"购汇确认", u"call", 9, 15, at(11), at(11, 30), u""},
    {u"何俊杰", u"投诉受理", u"service", 9, 18, at(9), at(10), u""},
    {u"吴佩玲", u"电话", u"call", 9, 18, at(16), at(16, 20), u"提到行外 3.1% 产品"},
    {u"周立行", u"理财到期 80 万", u"maturity", 9, 28, -1, -1, u""},
    {u"梁思齐", u"致电", u"call", 9, 28, at(9, 30), at(10), u""},
    {u"高明远", u"致电", u"call", 9, 29, at(15), at(15, 30), u""},
    {u"曹景行", u"复访", u"visit", 9, 30, at(10), at(11), u""},
    {u"", u"季末冲刺名单", u"other", 9, 30, at(14), at(15), u""},
};

} // namespace

void FixtureBank::addTasks()
{
    const auto zone = now.timeZone();
    const auto time = [&](QDate date, int minutes) { return QDateTime(date, QTime(minutes / 60, minutes % 60), zone); };
    const auto add = [&](TaskRow row) {
        row.id = TaskId(u"t-%1"_s.arg(tasks.size() + 1));
        if (const auto *who = customer(row.customer)) {
            row.customerName = who->name;
            row.customerKind = who->kind;
            row.tier = who->tier;
        }
        tasks.append(row);
    };
    for (const auto &planned : kPlanned) {
        TaskRow row;
        row.customer = idOf(fromWide(planned.customer));
        row.title = fromWide(planned.title);
        row.kind = fromWide(planned.kind);
        row.note = fromWide(planned.note);
        row.allDay = planned.from < 0;
        const QDate day(2026, planned.month, planned.day);
        if (row.allDay) {
            row.due = day;
        } else {
            row.start = time(day, planned.from);
            row.end = time(day, planned.to);
        }
        row.priority = row.kind == u"retention" || row.kind == u"service" ? Priority::High : Priority::Normal;
        if (day < today && row.title != u"补交收入证明" && row.title != u"理财到期确认") {
            row.status = TaskStatus::Done;
            row.doneAt = time(day, at(17));
        }
        row.overdue = day < today && row.status == TaskStatus::Open;
        add(row);
    }
    for (int day = 0; day < 4; ++day) {
        TaskRow row;
        row.title = u"支行晨会"_s;
        row.kind = u"meeting"_s;
        row.allDay = false;
        row.start = time(today.addDays(day), at(9));
        row.end = time(today.addDays(day), at(9, 30));
        row.recurring = true;
        row.occurrence = row.start;
        add(row);
    }
    TaskRow called;
    called.customer = idOf(u"梁思齐"_s);
    called.title = u"确认国庆前不动用资金"_s;
    called.kind = u"call"_s;
    called.due = today;
    called.status = TaskStatus::Done;
    called.doneAt = time(today, at(8, 52));
    called.outcome = u"reached"_s;
    add(called);
}

void FixtureBank::addDates()
{
    const auto add = [&](int month, int day, const char16_t *kind, const char16_t *who, const char16_t *label, const char16_t *lunar, qint64 amount) {
        DateRow row;
        row.on = QDate(2026, month, day);
        row.daysLeft = int(today.daysTo(row.on));
        row.kind = fromWide(kind);
        row.label = fromWide(label);
        row.lunar = fromWide(lunar);
        if (amount > 0)
            row.amount = yuan(amount);
        row.customer = idOf(fromWide(who));
        if (const auto *known = customer(row.customer)) {
            row.customerName = known->name;
            row.customerKind = known->kind;
        }
        dates.append(row);
    };
    add(9, 3, u"maturity", u"马晓岚", u"稳盈 90 天", u"", 300'000);
    add(9, 21, u"birthday", u"孙雅琴", u"", u"八月十一", 0);
    add(9, 23, u"maturity", u"赵文博", u"定存 1 年", u"", 1'200'000);
    add(9, 23, u"licence", u"远岫新材料股份有限公司", u"保函到期", u"", 2'000'000);
    add(9, 26, u"birthday", u"高明远", u"父亲寿辰", u"", 0);
    add(9, 28, u"maturity", u"周立行", u"稳健理财 180 天", u"", 800'000);
    add(9, 30, u"risk_assessment", u"孙雅琴", u"C3", u"", 0);
    add(10, 2, u"birthday", u"林可欣", u"", u"八月廿二", 0);
    add(10, 2, u"birthday", u"陈静怡", u"女儿", u"", 0);
    add(10, 15, u"credit_line", u"澄江精密部件有限公司", u"综合授信", u"", 30'000'000);
}

void FixtureBank::addAlerts()
{
    struct Raised {
        const char16_t *who;
        AlertState state;
        QList<ChurnReasonRow> reasons;
    };
    const Currency none;
    const QList<Raised> raised = {
        {u"吴佩玲",
         AlertState::New,
         {{u"outflow"_s, 35, 3810, 3000, none},
          {u"own_name_transfers"_s, 20, 4200, 900, none},
          {u"frequency_drop"_s, 16, 6400, 5000, none},
          {u"maturity_unplanned"_s, 10, 24, 60, none}}},
        {u"周立行",
         AlertState::Acknowledged,
         {{u"frequency_drop"_s, 36, 7100, 5000, none}, {u"low_satisfaction"_s, 20, 5, 6, none}, {u"maturity_unplanned"_s, 10, 7, 60, none}}},
        {u"郑启航", AlertState::New, {{u"frequency_drop"_s, 38, 8200, 5000, none}, {u"low_satisfaction"_s, 25, 2, 3, none}}},
        {u"罗世昌", AlertState::InAction, {{u"outflow"_s, 33, 3120, 3000, none}, {u"complaint_overdue"_s, 25, 1, 0, none}}},
        {u"何俊杰", AlertState::Acknowledged, {{u"complaint_overdue"_s, 30, 1, 0, none}, {u"low_satisfaction"_s, 24, 2, 3, none}}},
        {u"恒川物流集团", AlertState::Acknowledged, {{u"outflow"_s, 38, 4100, 3000, none}, {u"own_name_transfers"_s, 14, 3100, 800, none}}},
        {u"赵文博", AlertState::Acknowledged, {{u"maturity_unplanned"_s, 26, 2, 60, none}, {u"no_contact"_s, 25, 94, 90, none}}},
    };
    for (const auto &one : raised) {
        AlertRow row;
        row.id = AlertId(u"a-%1"_s.arg(alerts.size() + 1));
        row.customer = idOf(fromWide(one.who));
        const auto *who = customer(row.customer);
        row.customerName = who->name;
        row.customerKind = who->kind;
        row.tier = who->tier;
        row.kind = u"churn"_s;
        row.severity = toWire(who->churn);
        row.state = one.state;
        row.raisedAt = QDateTime(today.addDays(one.state == AlertState::New ? 0 : -4), QTime(6, 30), now.timeZone());
        row.aum = who->aum;
        row.points = who->churnPoints;
        row.reasons = one.reasons;
        for (const auto &task : std::as_const(tasks)) {
            if (task.customer == row.customer && task.status == TaskStatus::Open) {
                row.nextStep = task.title;
                row.nextOn = task.allDay ? task.due : task.start.date();
                row.nextOverdue = task.overdue;
                break;
            }
        }
        alerts.append(row);
    }
    std::stable_sort(alerts.begin(), alerts.end(), [](const AlertRow &a, const AlertRow &b) { return a.points > b.points; });
}

void FixtureBank::addRequests()
{
    const auto add = [&](const char16_t *who, const char16_t *kind, const char16_t *subject, const char16_t *severity, const char16_t *status, int minutesLeft,
                         int elapsedBp) {
        RequestRow row;
        row.id = RequestId(u"r-%1"_s.arg(requests.size() + 1));
        row.customer = idOf(fromWide(who));
        row.customerName = fromWide(who);
        row.number = u"S2609%1"_s.arg(requests.size() + 11);
        row.kind = fromWide(kind);
        row.subject = fromWide(subject);
        row.severity = fromWide(severity);
        row.status = fromWide(status);
        row.resolveDue = now.addSecs(minutesLeft * 60);
        row.receivedAt = row.resolveDue.addDays(-1);
        row.secondsLeft = minutesLeft * 60;
        row.elapsedBp = elapsedBp;
        requests.append(row);
    };
    add(u"何俊杰", u"complaint", u"理财到账延迟投诉", u"critical", u"callback", 118, 9180);
    add(u"远岫新材料股份有限公司", u"service", u"保函修改", u"normal", u"assigned", 156, 8900);
    add(u"马晓岚", u"service", u"外币取现预约", u"normal", u"assigned", 1270, 1180);
}

void FixtureBank::addSync()
{
    sync.enrolled = sync.online = true;
    sync.lastSuccess = sync.lastAttempt = QDateTime(today, QTime(9, 38, 12), now.timeZone());
    sync.pending = 3;
    sync.parked = sync.conflicts = 1;
    sync.dataAsOf = QDateTime(today.addDays(-1), QTime(23, 0), now.timeZone());
    sync.server = u"https://central.example"_s;
    sync.deviceName = u"LT-2291"_s;
    sync.deviceId = u"01890000-0000-7000-8000-00000000229a"_s;
    sync.leaseUntil = now.addDays(6).addSecs(23 * 3600);
    sync.deviceBound = true;
    sync.user = u"沈若岚"_s;
    sync.login = u"rm001"_s;
    sync.role = u"rm"_s;
    sync.branch = u"滨江支行"_s;

    const auto queue = [&](const char16_t *action, const char16_t *type, const char16_t *who, const char16_t *summary, QStringList fields, QTime time,
                           const char16_t *state) {
        OutboxRow row;
        row.n = outbox.size() + 1;
        row.opId = u"op-%1"_s.arg(row.n);
        row.action = fromWide(action);
        row.type = fromWide(type);
        row.customer = idOf(fromWide(who));
        row.customerName = fromWide(who);
        row.summary = fromWide(summary);
        row.fields = std::move(fields);
        row.state = fromWide(state);
        row.capturedAt = QDateTime(today, time, now.timeZone());
        outbox.append(row);
    };
    queue(u"create", u"interaction", u"梁思齐", u"电话记录", {}, QTime(9, 31), u"inflight");
    queue(u"patch", u"task", u"郑启航", u"面谈", {u"start"_s, u"end"_s}, QTime(9, 36), u"queued");
    queue(u"patch", u"customer", u"唐婉清", u"", {u"occupation_code"_s, u"annual_income"_s}, QTime(9, 20), u"queued");
    queue(u"patch", u"customer", u"孙雅琴", u"", {u"mobile"_s, u"preferred_time"_s}, QTime(9, 2), u"parked");
    outbox.last().problem = u"conflict"_s;
    outbox.last().attempts = 1;

    ConflictRow conflict;
    conflict.opId = u"op-4"_s;
    conflict.type = u"customer"_s;
    conflict.customer = idOf(u"孙雅琴"_s);
    conflict.customerName = u"孙雅琴"_s;
    conflict.capturedAt = QDateTime(today.addDays(-1), QTime(11, 2), now.timeZone());
    conflict.kind = u"fields"_s;
    const QDateTime centre(today.addDays(-1), QTime(15, 40), now.timeZone());
    conflict.fields = {{u"mobile"_s, u"137 **** 5512"_s, u"137 **** 8890"_s, u"136 **** 2247"_s, u"柜员 5521"_s, centre},
                       {u"preferred_time"_s, u"工作日上午"_s, u"工作日 15:00 后"_s, u"周末"_s, u"线上问卷"_s, centre.addDays(-1)},
                       {u"home_address"_s, u"下沙 4 号大街 ***"_s, u"下沙 4 号大街 *** 2 单元"_s, u"滨江 江晖路 ***"_s, u"柜员 5521"_s, centre}};
    conflicts.append(conflict);
}

} // namespace zhike::support
