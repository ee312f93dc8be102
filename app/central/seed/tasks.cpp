// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/seed/work.h"

#include "calendar/lunar.h"
#include "central/seed/reference.h"

namespace zhike::central::seed {
namespace {

using namespace Qt::Literals::StringLiterals;

struct TaskText {
    const char16_t *kind, *title, *note, *place;
};

constexpr TaskText kMeetings[] = {
    {u"call", u"资产配置检视", u"带收益对比与到期清单", u""},    {u"call", u"到期续作沟通", u"大额存单与固收增强两案", u""},
    {u"meeting", u"到店面谈", u"一楼贵宾室 2", u"一楼贵宾室 2"}, {u"visit", u"上门拜访", u"带方案与测评续签表", u"客户家"},
    {u"follow_up", u"配置建议回访", u"上次未表态", u""},         {u"call", u"基金净值沟通", u"近一月回撤说明", u""},
};
constexpr TaskText kCompanyMeetings[] = {
    {u"visit", u"续授信材料核对", u"财务总监在场；收审计报告", u"企业财务部"},
    {u"meeting", u"代发签约", u"带批量代发协议", u"二楼会议室"},
    {u"visit", u"经营情况走访", u"看订单与库存", u"企业厂区"},
    {u"call", u"结算流水核对", u"核对近三月流水", u""},
};
constexpr const char16_t *kAllDay[]
    = {u"发送理财到期方案", u"补齐风险测评", u"更新联系方式", u"新客二访", u"确认大额转出去向", u"回寄对账单", u"补客户职业与收入信息"};
constexpr const char16_t *kDone[] = {u"季度回访", u"到期提醒", u"资产月报发送", u"补录双录", u"更新联系方式", u"节后回访", u"产品净值沟通"};

class TaskWriter {
public:
    TaskWriter(const Plan &plan, const Customer &customer, WorkFacts &facts, SeedWriter &writer)
        : m_plan(plan)
        , m_customer(customer)
        , m_facts(facts)
        , m_writer(writer)
    {
    }

    QJsonObject base(const QString &title, const QString &kind, const QString &priority = u"normal"_s) const
    {
        return {{u"customer_id"_s, m_customer.id},
                {u"title"_s, title},
                {u"kind"_s, kind},
                {u"status"_s, u"open"_s},
                {u"priority"_s, priority},
                {u"assignee"_s, m_customer.owner},
                {u"exdates"_s, QJsonArray {}},
                {u"reminders_min"_s, QJsonArray {}}};
    }

    void timed(QDate day, int minute, int length, const TaskText &text, const QString &title, const QString &priority = u"normal"_s)
    {
        auto data = base(title, QString::fromUtf16(text.kind), priority);
        data.insert(u"start"_s, beijingInstant(day, minute / 60, minute % 60));
        data.insert(u"end"_s, beijingInstant(day, (minute + length) / 60, (minute + length) % 60));
        data.insert(u"tz"_s, u"Asia/Shanghai"_s);
        data.insert(u"reminders_min"_s, QJsonArray {15});
        data.insert(u"note"_s, QString::fromUtf16(text.note));
        if (text.place[0] != 0)
            data.insert(u"location"_s, QString::fromUtf16(text.place));
        put(data, day);
    }

    void allDay(QDate due, const QString &kind, const QString &title, const QString &priority = u"normal"_s, const QString &note = {})
    {
        auto data = base(title, kind, priority);
        data.insert(u"due"_s, isoDay(due));
        if (!note.isEmpty())
            data.insert(u"note"_s, note);
        put(data, due);
    }

    void done(QDate due, const QString &title)
    {
        auto data = base(title, u"follow_up"_s);
        data.insert(u"due"_s, isoDay(due));
        data.insert(u"status"_s, u"done"_s);
        data.insert(u"outcome"_s, u"done"_s);
        data.insert(u"done_at"_s, beijingInstant(due, 16, 20));
        m_writer.add(u"task"_s, m_customer.scope, m_customer.id, beijing(due.addDays(-5), 9), data);
    }

private:
    void put(const QJsonObject &data, QDate day)
    {
        m_facts.openTasks.append(day);
        m_writer.add(u"task"_s, m_customer.scope, m_customer.id, beijing(std::min(day, m_plan.options.day).addDays(-4), 9, 30), data);
    }

    const Plan &m_plan;
    const Customer &m_customer;
    WorkFacts &m_facts;
    SeedWriter &m_writer;
};

// The cast's appointments of the demo day, as a manager would have made them; true when the customer has one.
bool castAppointment(const Customer &c, QDate day, Agenda &agenda, TaskWriter &tasks)
{
    const auto at = [&](int minute, int length, const TaskText &text, const QString &title, const QString &priority = u"normal"_s) {
        agenda.takeAt(day, minute);
        tasks.timed(day, minute, length, text, title, priority);
        return true;
    };
    if (c.story == Story::Outflow && !c.company)
        return at(10 * 60, 45, {u"retention", u"", u"转出意向，先听后讲；备选：保本型转期", u""}, u"资产配置检视"_s, u"high"_s);
    if (c.story == Story::Complaint)
        return at(11 * 60, 30, {u"service", u"", u"说明清算时间，告知处理结果", u""}, u"投诉回访"_s, u"high"_s);
    if (c.story == Story::BusinessFamily && c.role == FamilyRole::Head && !c.company)
        return at(13 * 60 + 30, 60, {u"visit", u"", u"带信托方案 v2、测评续签表", u"江陵路"}, u"上门：家族信托二次沟通"_s);
    if (c.story == Story::BusinessFamily && c.company)
        return at(15 * 60, 60, {u"meeting", u"", u"财务总监 方岩；收审计报告与 UBO 声明", u"企业财务部"}, u"续授信材料"_s);
    if (c.story == Story::MaturingDeposit)
        return at(16 * 60 + 30, 30, {u"maturity", u"", u"推荐 1 年期大额存单", u""}, u"定存到期续作"_s, u"high"_s);
    return false;
}

} // namespace

Agenda::Agenda(const Plan &plan) : m_workdays(workCalendar())
{
    for (auto day = plan.options.day; m_days.size() < 10; day = day.addDays(1))
        if (m_workdays.isWorkday(day))
            m_days.append(day);
}

QDate Agenda::workdayBefore(QDate day) const
{
    while (!m_workdays.isWorkday(day))
        day = day.addDays(-1);
    return day;
}

bool Agenda::takeAt(QDate day, int minute)
{
    if (m_taken.contains({day, minute}))
        return false;
    m_taken.append({day, minute});
    return true;
}

bool Agenda::take(Random &random, QDate &day, int &minute)
{
    day = m_days[random.below(m_days.size())];
    minute = kSlots[size_t(random.below(qint64(kSlots.size())))];
    return takeAt(day, minute);
}

void writeTasks(const Plan &plan, const Customer &c, const Profile &profile, const CustomerMoney &money, int bookSize, Agenda &agenda, WorkFacts &facts,
                SeedWriter &writer)
{
    Random random(plan.options.seed, 0x7a5c, quint64(c.ordinal));
    const auto day = plan.options.day;
    TaskWriter tasks(plan, c, facts, writer);
    // A manager has about so many of each, however large the book.
    const auto share = [&](int wanted) { return random.below(std::max(bookSize, 1)) < wanted; };

    if (!castAppointment(c, day, agenda, tasks) && share(44)) {
        const auto &text = c.company ? random.pick(kCompanyMeetings) : random.pick(kMeetings);
        QDate on;
        int minute = 0;
        if (agenda.take(random, on, minute))
            tasks.timed(on, minute, random.percent(70) ? 30 : 45, text, QString::fromUtf16(text.title));
    }
    if (share(14))
        tasks.allDay(agenda.days()[random.below(agenda.days().size())], u"follow_up"_s, QString::fromUtf16(random.pick(kAllDay)));
    if (share(5) && c.story == Story::None)
        tasks.allDay(day.addDays(-random.between(1, 9)), u"follow_up"_s, facts.nextStep.isEmpty() ? u"回访"_s : facts.nextStep,
                     random.percent(30) ? u"high"_s : u"normal"_s);
    if (c.story == Story::Silent)
        tasks.allDay(day, u"retention"_s, u"回访：久未联系"_s, u"high"_s);

    // Three of four maturities of the next month are planned for; the others are what the alert is for.
    for (const auto &account : money.accounts) {
        if (isLiability(account.kind) || !account.maturity.isValid() || account.maturity > day.addDays(45) || c.planted || c.story == Story::MaturingDeposit)
            continue;
        if (random.percent(75))
            tasks.allDay(std::max(day, agenda.workdayBefore(account.maturity.addDays(-random.between(3, 8)))), u"maturity"_s,
                         u"到期续作："_s + u"大额存单与理财两案"_s, u"normal"_s);
    }
    if (!c.company) {
        QDate birthday;
        if (profile.lunarBirthday) {
            const auto lunar = calendar::toLunar(c.birth);
            birthday = calendar::nextLunarOccurrence(lunar.month, lunar.day, lunar.leap, day);
        } else {
            birthday = calendar::nextGregorianOccurrence(c.birth.month(), c.birth.day(), day);
        }
        if (day.daysTo(birthday) <= 14)
            tasks.allDay(birthday, u"birthday"_s, profile.lunarBirthday ? u"农历生日问候"_s : u"生日问候"_s);
    }
    if (profile.riskValidUntil.isValid() && profile.riskValidUntil >= day && profile.riskValidUntil <= day.addDays(20))
        tasks.allDay(profile.riskValidUntil, u"review"_s, u"风险测评续期"_s, u"normal"_s, u"需本人到场或视频双录"_s);
    if (c.company)
        for (const auto &licence : profile.licences)
            if (licence.expires > day && licence.expires <= day.addDays(30) && random.percent(50))
                tasks.allDay(licence.expires.addDays(-2), u"review"_s, u"收取续期证照："_s + licence.name);

    if (c.status == u"active" && c.since < day.addDays(-40))
        for (int i = 0, n = int(random.between(0, 3)); i < n; ++i)
            tasks.done(std::max(c.since.addDays(6), day.addDays(-random.between(1, 350))), QString::fromUtf16(random.pick(kDone)));
}

void writeManagerTasks(const Plan &plan, const Manager &manager, SeedWriter &writer)
{
    const auto day = plan.options.day;
    const auto monday = day.addDays(1 - day.dayOfWeek());
    const auto created = beijing(QDate(2026, 1, 5), 9);
    const auto own = [&](const QString &title, QDate on, int minute, int length, const QString &rrule, const QJsonArray &exdates) {
        QJsonObject data {{u"title"_s, title},
                          {u"kind"_s, u"meeting"_s},
                          {u"status"_s, u"open"_s},
                          {u"priority"_s, u"normal"_s},
                          {u"assignee"_s, manager.login},
                          {u"start"_s, beijingInstant(on, minute / 60, minute % 60)},
                          {u"end"_s, beijingInstant(on, (minute + length) / 60, (minute + length) % 60)},
                          {u"tz"_s, u"Asia/Shanghai"_s},
                          {u"exdates"_s, exdates},
                          {u"reminders_min"_s, QJsonArray {10}}};
        if (!rrule.isEmpty())
            data.insert(u"rrule"_s, rrule);
        return writer.add(u"task"_s, u"user:"_s + manager.login, {}, created, data);
    };
    const auto start = monday.addDays(-28);
    const auto workdays = workCalendar();
    QJsonArray mornings;
    QJsonArray reviews;
    for (auto on = start; on < day.addDays(40); on = on.addDays(1)) {
        if (on.dayOfWeek() > 5 || workdays.isWorkday(on))
            continue;
        mornings.append(beijingInstant(on, 9));
        if (on.dayOfWeek() == 4)
            reviews.append(beijingInstant(on, 17));
    }
    const auto meeting = own(u"支行晨会"_s, start, 9 * 60, 30, u"FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"_s, mornings);
    // Next Wednesday's meeting starts an hour later: an occurrence of its own.
    const auto moved = monday.addDays(9);
    QJsonObject data {{u"title"_s, u"支行晨会（与对公联席）"_s},
                      {u"kind"_s, u"meeting"_s},
                      {u"status"_s, u"open"_s},
                      {u"priority"_s, u"normal"_s},
                      {u"assignee"_s, manager.login},
                      {u"start"_s, beijingInstant(moved, 10, 0)},
                      {u"end"_s, beijingInstant(moved, 10, 30)},
                      {u"tz"_s, u"Asia/Shanghai"_s},
                      {u"series_id"_s, meeting},
                      {u"recurrence_id"_s, beijingInstant(moved, 9, 0)},
                      {u"exdates"_s, QJsonArray {}},
                      {u"reminders_min"_s, QJsonArray {10}}};
    writer.add(u"task"_s, u"user:"_s + manager.login, {}, created, data);
    own(u"周总结"_s, start.addDays(3), 17 * 60, 30, u"FREQ=WEEKLY;BYDAY=TH"_s, reviews);
    own(u"整理：本周拜访名单"_s, day, 17 * 60, 30, {}, {});
}

} // namespace zhike::central::seed
