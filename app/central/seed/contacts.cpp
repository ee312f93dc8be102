// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/seed/work.h"

#include "analytics/segments.h"
#include "domain/money.h"

namespace zhike::central::seed {
namespace {

using namespace Qt::Literals::StringLiterals;

struct Talk {
    const char16_t *channel, *subject, *summary, *outcome, *nextStep;
};

constexpr Talk kPersonTalks[] = {
    {u"call", u"定期存款到期续作意向", u"客户表示到期后先观望，关心大额存单利率是否上浮", u"promised", u"报大额存单 1 年与 3 年两档利率"},
    {u"call", u"季度资产检视", u"一起过了持仓和收益，客户认可稳健部分，想了解固收增强", u"reached", u"发固收增强 180 天说明书"},
    {u"wechat", u"节日问候", u"客户已回复，约节后到店坐坐", u"done", u""},
    {u"wechat", u"理财开放期提醒", u"已读，未表态", u"reached", u"两天后电话跟进"},
    {u"branch", u"到店办理取现", u"取现 5 万元，称家里装修，顺带更新了联系方式", u"done", u""},
    {u"branch", u"风险测评到期换测", u"完成测评，等级不变，客户对问卷第 7 题有疑问已解释", u"done", u""},
    {u"visit", u"上门沟通家庭资产安排", u"配偶在场，讨论子女留学费用与保险缺口", u"interested", u"准备留学购汇与年金方案"},
    {u"call", u"确认购汇时间", u"子女学费 10 月前付，希望分两笔购汇", u"promised", u"到期前一周提醒汇率"},
    {u"call", u"理财到账延迟解释", u"说明清算时间，客户接受，希望下次提前告知", u"reached", u""},
    {u"call", u"三次未接通", u"工作时间无人接听，改约晚间", u"not_reached", u"改在 19 点后再打"},
    {u"wechat", u"发送资产月报", u"客户已打开月报，未回复", u"reached", u""},
    {u"event", u"参加养老规划沙龙", u"带朋友一同参加，对个人养老金账户感兴趣", u"interested", u"邀约到店开立养老金账户"},
    {u"branch", u"大额存单签约", u"客户认可利率，当场签约，资金来自他行转入", u"done", u""},
    {u"call", u"基金回撤安抚", u"客户担心净值下跌，沟通后同意继续持有", u"reached", u"下月初再看净值"},
    {u"video", u"远程双录补录", u"补录完成，影像清晰", u"done", u""},
    {u"call", u"信用卡分期咨询", u"客户咨询 12 期费率，觉得偏高", u"declined", u""},
    {u"call", u"谈到行外产品", u"客户提到他行 3.1% 的产品，未表态，希望我们给出对比", u"reached", u"准备保本转期与存单对比"},
    {u"wechat", u"近况问候", u"客户道谢，聊到孩子升学", u"done", u""},
    {u"visit", u"陪同看房贷方案", u"客户准备置换住房，询问提前还款与新贷衔接", u"interested", u"测算两种还款方案"},
    {u"sms", u"到期提醒短信", u"系统短信已送达", u"reached", u""},
};
constexpr Talk kCompanyTalks[] = {
    {u"visit", u"走访：季度经营情况", u"订单平稳，应收账期拉长，下季度有备货资金需求", u"interested", u"测算流贷额度与应收质押"},
    {u"call", u"授信续作材料", u"财务反馈审计报告盖章页待补", u"promised", u"催收审计报告盖章页"},
    {u"call", u"保函修改", u"受益人名称变更，已说明所需材料", u"reached", u"收齐后当日送审"},
    {u"visit", u"代发工资合作", u"人事同意试点一个车间，关注到账时间", u"interested", u"提供批量代发模板"},
    {u"branch", u"开立保证金账户", u"资料齐全，当场办结", u"done", u""},
    {u"call", u"结算量下降原因", u"称部分货款改走供应链平台，后续会回流", u"reached", u"下月核对结算流水"},
    {u"email", u"季度对账单", u"已回签对账单", u"done", u""},
    {u"visit", u"联合走访应收账款质押意向", u"愿意追加应收账款质押，需上游盖章确认", u"promised", u"约上游企业财务"},
    {u"call", u"外币结算询价", u"关注美元结汇点差", u"reached", u"报结汇优惠点差"},
};

// What was last said to a member of the cast.
struct StoryTalk {
    Story story;
    bool company;
    Talk talk;
};
constexpr StoryTalk kStoryTalks[] = {
    {Story::BusinessFamily,
     false,
     {u"call", u"确认女儿学费购汇时间", u"下月购汇 6 万美元，希望分两笔；愿意当面听家族信托方案", u"promised", u"携信托方案 v2 上门"}},
    {Story::BusinessFamily,
     true,
     {u"visit", u"面谈：续授信意向", u"愿追加应收账款质押；审计报告缺签章页", u"promised", u"下次会面一并收取审计报告与 UBO 声明"}},
    {Story::Outflow, false, {u"call", u"谈到行外 3.1% 产品", u"客户在比较外行产品，两次邀约未应，未表态", u"reached", u"准备保本转期与大额存单两套方案"}},
    {Story::Outflow, true, {u"call", u"结算量下降原因", u"称部分货款改走其他行的供应链平台", u"reached", u"约财务总监面谈"}},
    {Story::MaturingDeposit, false, {u"call", u"定存到期提醒", u"去年到期后转出一半，当前未表态", u"reached", u"推荐 1 年期大额存单"}},
    {Story::PayrollStopped, false, {u"wechat", u"代发中断核实", u"已读未回，疑似换单位", u"not_reached", u"电话核实是否换单位"}},
    {Story::NewMoney, false, {u"branch", u"拆迁款入账", u"入账 86 万元，暂放活期，不急用", u"interested", u"准备货基与固收组合建议"}},
    {Story::Complaint, false, {u"call", u"理财到账延迟投诉受理", u"已说明清算时间，客户要求书面答复", u"promised", u"今天上午回访"}},
    {Story::OwnNameTransfers, false, {u"call", u"定投停扣核实", u"连续三期停扣，称资金另有安排", u"reached", u"核实大额转出去向"}},
};

constexpr const char16_t *kComplaints[][2] = {
    {u"理财到账延迟", u"客户称赎回资金次日才到账，影响还款，要求说明原因并补偿"},
    {u"柜面等候时间长", u"周五下午等候超过 90 分钟，要求改进叫号"},
    {u"短信费重复扣收", u"同月被扣两次短信服务费"},
    {u"贷款提前还款违约金争议", u"客户认为签约时未说明违约金比例"},
    {u"手机银行无法转账", u"更新后多次闪退，转账未成功"},
};
constexpr const char16_t *kServices[][2] = {
    {u"外币现钞预约", u"预约美元现钞 5,000，本周五取"}, {u"保函条款修改", u"受益人名称变更，需出具修改书"}, {u"存款证明开立", u"留学签证用，中英文各一份"},
    {u"转账限额调整", u"手机银行单日限额调至 50 万元"}, {u"养老金账户咨询", u"咨询税收递延与领取方式"},     {u"地址变更", u"搬家后更新账单地址"},
};

QDate toWorkday(QDate day)
{
    while (day.dayOfWeek() > 5)
        day = day.addDays(-1);
    return day;
}

QString zone()
{
    return u"Asia/Shanghai"_s;
}

} // namespace

void writeInteractions(const Plan &plan, const Customer &c, const CustomerMoney &money, WorkFacts &facts, SeedWriter &writer)
{
    Random random(plan.options.seed, 0x7a1c, quint64(c.ordinal));
    const analytics::RuleSet rules;
    const auto day = plan.options.day;
    const auto tier = analytics::tierOf(money.aum, rules);
    const int limit = rules.contactDays[int(tier)];
    int ago = int(random.between(1, limit * 8 / 10));
    if (c.planted)
        ago = limit + int(random.between(8, 50));
    else if (c.story == Story::Silent)
        ago = limit + 45;
    else if (c.story == Story::LunarBirthday)
        ago = 74;
    else if (c.story != Story::None)
        ago = int(random.between(3, 20));
    else if (random.percent(c.status == u"dormant"_s ? 70 : 5))
        ago = limit + int(random.between(3, limit));
    const auto earliest = c.since.isValid() ? c.since : day.addDays(-40);
    auto on = toWorkday(day.addDays(-ago));
    for (bool last = true; on > day.addDays(-365) && on >= earliest; last = false) {
        const auto *drawn = c.company ? &random.pick(kCompanyTalks) : &random.pick(kPersonTalks);
        if (last && c.role != FamilyRole::Child)
            for (const auto &told : kStoryTalks)
                if (told.story == c.story && told.company == c.company && c.role != FamilyRole::Spouse)
                    drawn = &told.talk;
        const auto &talk = *drawn;
        const int hour = int(random.between(9, 17));
        const int minute = int(random.below(12)) * 5;
        QJsonObject data {{u"customer_id"_s, c.id},
                          {u"channel"_s, QString::fromUtf16(talk.channel)},
                          {u"direction"_s, random.percent(80) ? u"out"_s : u"in"_s},
                          {u"occurred_at"_s, beijingInstant(on, hour, minute)},
                          {u"tz"_s, zone()},
                          {u"subject"_s, QString::fromUtf16(talk.subject)},
                          {u"summary"_s, QString::fromUtf16(talk.summary)},
                          {u"outcome"_s, QString::fromUtf16(talk.outcome)},
                          {u"participants"_s, QJsonArray {c.owner}}};
        const QStringView channel(talk.channel);
        if (channel == u"call" || channel == u"video" || channel == u"visit" || channel == u"branch")
            data.insert(u"duration_min"_s, int(channel == u"call" ? random.between(2, 18) : random.between(15, 90)));
        if (const auto next = QString::fromUtf16(talk.nextStep); !next.isEmpty()) {
            data.insert(u"next_step"_s, next);
            data.insert(u"next_on"_s, isoDay(on.addDays(random.between(2, 21))));
            if (last)
                facts.nextStep = next;
        }
        writer.add(u"interaction"_s, c.scope, c.id, beijing(on, hour, minute) + 300'000, data);
        facts.interactions.append(on);
        on = toWorkday(on.addDays(-random.between(limit / 3, limit * 9 / 10)));
    }
}

void writeRequests(const Plan &plan, const Customer &c, WorkFacts &facts, SeedWriter &writer)
{
    Random random(plan.options.seed, 0x5e2f, quint64(c.ordinal));
    const auto day = plan.options.day;
    int sequence = 0;
    const auto request = [&](const QString &kind, const char16_t *const(&text)[2], const QString &severity, const QString &status, QDate on, int hour,
                             int minute, int score) {
        const bool open = status != u"closed";
        const auto received = beijing(on, hour, minute);
        const auto wire = [](qint64 ms) {
            return beijingInstant(QDate(1970, 1, 1).addDays((ms + 28'800'000) / 86'400'000), int((ms + 28'800'000) / 3'600'000 % 24), int(ms / 60'000 % 60));
        };
        constexpr qint64 minutes = 60'000;
        QJsonObject data {{u"customer_id"_s, c.id},
                          {u"number"_s, u"FW"_s + on.toString(u"yyMMdd"_s) + c.number.right(6) + QString::number(++sequence)},
                          {u"kind"_s, kind},
                          {u"channel"_s, random.percent(60) ? u"call"_s : u"branch"_s},
                          {u"subject"_s, QString::fromUtf16(text[0])},
                          {u"detail"_s, QString::fromUtf16(text[1])},
                          {u"severity"_s, severity},
                          {u"department"_s, kind == u"complaint" ? u"客户体验部"_s : u"运营部"_s},
                          {u"assignee"_s, c.owner},
                          {u"status"_s, status},
                          {u"received_at"_s, wire(received)},
                          {u"first_response_due"_s, wire(received + 120 * minutes)},
                          {u"resolve_due"_s, wire(received + 1440 * minutes)}};
        if (status != u"new")
            data.insert(u"first_response_at"_s, wire(received + random.between(8, 110) * minutes));
        if (!open) {
            data.insert(u"resolved_at"_s, wire(received + random.between(180, 1400) * minutes));
            if (kind == u"complaint") {
                data.insert(u"root_cause"_s, random.percent(50) ? u"process"_s : u"system"_s);
                data.insert(u"callback_score"_s, score);
            }
        }
        writer.add(u"service_request"_s, c.scope, c.id, received, data);
        if (open && kind == u"complaint") {
            ++facts.complaintsOpen;
            // Rules are asked at the start of the day; a complaint due later today is not late.
            facts.complaintsOverdue += received + 1440 * minutes < beijing(day) ? 1 : 0;
        }
    };
    const bool active = c.since.isValid() && c.story != Story::NewMoney;
    if (c.story == Story::Complaint) {
        request(u"complaint"_s, kComplaints[0], u"complex"_s, u"investigating"_s, day.addDays(-1), 11, 40, 0);
    } else if (active && random.permille(12)) {
        const bool late = random.percent(50);
        request(u"complaint"_s, random.pick(kComplaints), random.percent(30) ? u"complex"_s : u"normal"_s, late ? u"investigating"_s : u"assigned"_s,
                late ? day.addDays(-random.between(2, 9)) : day.addDays(-1), int(random.between(13, 17)), int(random.below(60)), 0);
    }
    if (active && random.permille(18))
        request(random.percent(60) ? u"service"_s : u"consultation"_s, random.pick(kServices), u"normal"_s, random.percent(50) ? u"new"_s : u"assigned"_s,
                day.addDays(-1), int(random.between(10, 17)), int(random.below(60)), 0);
    if (active && random.percent(14)) {
        const auto on = std::max(c.since, day.addDays(-random.between(10, 360)));
        const bool complaint = random.percent(25);
        request(complaint ? u"complaint"_s : u"service"_s, complaint ? random.pick(kComplaints) : random.pick(kServices), u"normal"_s, u"closed"_s, on,
                int(random.between(9, 16)), int(random.below(60)), int(random.between(4, 5)));
    }

    if (!active || !(random.percent(38) || c.story == Story::PayrollStopped))
        return;
    const auto on = std::max(c.since, day.addDays(-random.between(5, 300)));
    const bool unhappy = c.story == Story::PayrollStopped || (c.story == Story::None && random.percent(6));
    facts.lastNps = unhappy ? int(random.between(4, 6)) : int(random.between(7, 10));
    facts.lastCsat = unhappy ? int(random.between(2, 4)) : int(random.between(4, 5));
    writer.add(u"survey_answer"_s, c.scope, c.id, beijing(on, 15, 5),
               {{u"customer_id"_s, c.id},
                {u"survey_id"_s, u"SV2026"_s},
                {u"nps"_s, facts.lastNps},
                {u"csat"_s, facts.lastCsat},
                {u"comment"_s,
                 unhappy                  ? u"反馈慢，希望专人对接"_s
                     : facts.lastNps >= 9 ? u"响应快，希望多讲海外配置"_s
                                          : QString()},
                {u"at"_s, beijingInstant(on, 15, 5)},
                {u"channel"_s, u"wechat"_s}});
}

void writeOpportunities(const Plan &plan, const Customer &c, SeedWriter &writer)
{
    static constexpr const char16_t *stages[] = {u"lead", u"lead", u"qualified", u"qualified", u"proposal", u"negotiation", u"won", u"lost"};
    static constexpr const char16_t *personal[] = {u"大额存单转入", u"家族信托（保单注入）", u"年金险配置", u"代发归行", u"按揭置换", u"美元固收 1 年"};
    static constexpr const char16_t *corporate[] = {u"流动资金贷款", u"代发工资上线", u"应收账款质押", u"结算归行", u"企业现金管理"};
    Random random(plan.options.seed, 0x0990, quint64(c.ordinal));
    if (!c.since.isValid() || !random.percent(c.company ? 30 : 12))
        return;
    const auto day = plan.options.day;
    const auto stage = QString::fromUtf16(random.pick(stages));
    const bool over = stage == u"won" || stage == u"lost";
    const auto created = std::max(c.since, day.addDays(-random.between(5, 120)));
    QJsonObject data {{u"customer_id"_s, c.id},
                      {u"title"_s, QString::fromUtf16(c.company ? random.pick(corporate) : random.pick(personal))},
                      {u"stage"_s, stage},
                      {u"amount"_s, Money(std::max<qint64>(c.aum / 100'000'000 * random.between(8, 40), 5) * 1'000'000, Currency(u"CNY")).toJson()},
                      {u"probability_bp"_s,
                       stage == u"won"        ? 10'000
                           : stage == u"lost" ? 0
                                              : int(random.between(10, 80)) * 100},
                      {u"close_on"_s, isoDay(over ? day.addDays(-random.between(1, 4)) : day.addDays(random.between(4, 100)))},
                      {u"source"_s, u"manager"_s}};
    if (stage == u"lost")
        data.insert(u"lost_reason"_s, u"price"_s);
    else if (!over)
        data.insert(u"next_step"_s, u"约面谈确认方案"_s);
    writer.add(u"opportunity"_s, c.scope, c.id, beijing(created, 14), data);
}

} // namespace zhike::central::seed
