// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/seed/reference.h"

#include "analytics/rules.h"
#include "domain/money.h"

namespace zhike::central::seed {
namespace {

using namespace Qt::Literals::StringLiterals;

struct Code {
    const char16_t *list, *code, *zh, *en;
};

constexpr Code kCodes[] = {
    {u"occupation", u"1-05", u"企业负责人", u"Company executive"},
    {u"occupation", u"1-06", u"企业主", u"Business owner"},
    {u"occupation", u"2-01", u"科学研究人员", u"Researcher"},
    {u"occupation", u"2-02", u"工程技术人员", u"Engineer"},
    {u"occupation", u"2-05", u"卫生专业技术人员", u"Health professional"},
    {u"occupation", u"2-06", u"金融与信息专业人员", u"Finance and IT professional"},
    {u"occupation", u"2-08", u"教学人员", u"Teacher"},
    {u"occupation", u"3-01", u"行政办事人员", u"Office clerk"},
    {u"occupation", u"4-01", u"批发零售服务人员", u"Retail and wholesale"},
    {u"occupation", u"4-05", u"个体经营者", u"Self-employed"},
    {u"occupation", u"6-31", u"生产制造人员", u"Manufacturing worker"},
    {u"occupation", u"7-01", u"自由职业", u"Freelance"},
    {u"occupation", u"8-00", u"学生", u"Student"},
    {u"occupation", u"8-01", u"退休", u"Retired"},
    {u"industry", u"C3484", u"机械零部件加工", u"Machine parts"},
    {u"industry", u"C2659", u"其他合成材料制造", u"Synthetic materials"},
    {u"industry", u"G5910", u"装卸搬运和仓储", u"Storage and logistics"},
    {u"industry", u"C1439", u"方便食品制造", u"Convenience food"},
    {u"industry", u"C3899", u"其他电气机械制造", u"Electrical machinery"},
    {u"industry", u"I6513", u"应用软件开发", u"Software"},
    {u"industry", u"C3589", u"其他医疗设备及器械制造", u"Medical devices"},
    {u"industry", u"C1789", u"其他产业用纺织制成品", u"Textiles"},
    {u"industry", u"E4790", u"其他房屋建筑业", u"Construction"},
    {u"industry", u"F5199", u"其他未列明批发业", u"Wholesale"},
    {u"industry", u"N7721", u"水污染治理", u"Water treatment"},
    {u"industry", u"A0141", u"蔬菜种植", u"Vegetable growing"},
    {u"industry", u"P8399", u"其他未列明教育", u"Education"},
    {u"industry", u"C3979", u"其他电子器件制造", u"Electronics"},
    {u"industry", u"H6210", u"正餐服务", u"Restaurants"},
    {u"industry", u"C3670", u"汽车零部件及配件制造", u"Car parts"},
    {u"education", u"high_school", u"高中及以下", u"Secondary school"},
    {u"education", u"college", u"大专", u"College"},
    {u"education", u"bachelor", u"本科", u"Bachelor"},
    {u"education", u"master", u"硕士", u"Master"},
    {u"education", u"doctor", u"博士", u"Doctorate"},
    {u"marital_status", u"single", u"未婚", u"Single"},
    {u"marital_status", u"married", u"已婚", u"Married"},
    {u"marital_status", u"divorced", u"离异", u"Divorced"},
    {u"marital_status", u"widowed", u"丧偶", u"Widowed"},
    {u"alert_disposition", u"retained", u"留住", u"Retained"},
    {u"alert_disposition", u"lost", u"流失", u"Lost"},
    {u"alert_disposition", u"false_alarm", u"误报", u"False alarm"},
    {u"alert_disposition", u"no_action", u"无需处理", u"No action"},
    {u"lost_reason", u"price", u"利率或费率", u"Price"},
    {u"lost_reason", u"competitor", u"他行产品", u"Competitor"},
    {u"lost_reason", u"timing", u"时机不合适", u"Timing"},
    {u"lost_reason", u"suitability", u"适当性不符", u"Not suitable"},
    {u"complaint_cause", u"process", u"流程", u"Process"},
    {u"complaint_cause", u"attitude", u"服务态度", u"Attitude"},
    {u"complaint_cause", u"system", u"系统", u"System"},
    {u"complaint_cause", u"product", u"产品", u"Product"},
};

} // namespace

QJsonObject ruleSetData()
{
    analytics::RuleSet rules;
    rules.version = u"2026.3"_s;
    auto data = rules.toJson();
    data.insert(u"effective_from"_s, u"2026-07-01"_s);
    data.insert(u"sla"_s, QJsonObject {{u"first_response_min"_s, 120}, {u"resolve_min"_s, 1440}, {u"amber_percent"_s, 75}});
    return data;
}

void writeReference(const Plan &plan, SeedWriter &writer)
{
    const auto day = plan.options.day;
    const auto start = beijing(QDate(2024, 1, 2), 9);
    for (int i = 0; i < productCount(); ++i) {
        const auto &p = productAt(i);
        const Currency ccy(p.usd ? u"USD" : u"CNY");
        writer.add(u"product"_s, productId(plan, i), u"ref:products"_s, {}, start,
                   {{u"code"_s, QString::fromUtf16(p.code)},
                    {u"name"_s, QString::fromUtf16(p.name)},
                    {u"kind"_s, QString(toWire(p.kind))},
                    {u"risk"_s, u'R' + QString::number(p.risk)},
                    {u"ccy"_s, ccy.code()},
                    {u"min_amount"_s, Money(p.minimum * 100, ccy).toJson()},
                    {u"term_days"_s, p.termDays},
                    {u"rate_bp"_s, p.rateBp},
                    {u"on_sale_from"_s, u"2024-01-02"_s},
                    {u"industries"_s, QJsonArray {}},
                    {u"description"_s, QString::fromUtf16(p.description)}});
    }
    for (const auto &code : kCodes)
        writer.add(u"code_list"_s, u"ref:codes"_s, {}, start,
                   {{u"list"_s, QString::fromUtf16(code.list)},
                    {u"code"_s, QString::fromUtf16(code.code)},
                    {u"zh"_s, QString::fromUtf16(code.zh)},
                    {u"en"_s, QString::fromUtf16(code.en)},
                    {u"from"_s, u"2024-01-01"_s}});
    writer.add(u"survey"_s, u"ref:codes"_s, {}, start,
               {{u"code"_s, u"SV2026"_s}, {u"title"_s, u"客户满意度回访"_s}, {u"questions"_s, QJsonArray {u"nps"_s, u"csat"_s, u"comment"_s}}});
    const std::pair<QString, QStringView> rates[] = {{u"USD"_s, kUsdRate}, {u"EUR"_s, kEurRate}, {u"HKD"_s, kHkdRate}};
    for (const auto &[ccy, rate] : rates)
        writer.add(u"fx_rate"_s, u"ref:rates"_s, {}, beijing(day.addDays(-1), 18),
                   {{u"ccy"_s, ccy}, {u"rate"_s, rate.toString()}, {u"as_of"_s, isoDay(day.addDays(-1))}});
    writer.add(u"rule_set"_s, u"ref:rules"_s, {}, beijing(QDate(2026, 6, 25), 10), ruleSetData());
    writeHolidays(writer);
}

void writeUsers(const Plan &plan, SeedWriter &writer)
{
    const auto start = beijing(QDate(2024, 1, 2), 9);
    const std::pair<QString, QString> branches[] = {{u"B001"_s, u"滨江支行"_s}, {u"B002"_s, u"江陵路支行"_s}};
    for (const auto &[code, name] : branches)
        writer.add(u"branch"_s, u"ref:people"_s, {}, start, {{u"code"_s, code}, {u"name"_s, name}, {u"parent"_s, u"滨江分行"_s}});
    const auto addPerson = [&](const UserSeed &user) {
        writer.addUser(user);
        writer.add(u"user"_s, u"ref:people"_s, {}, start,
                   {{u"login"_s, user.login}, {u"name"_s, user.name}, {u"role"_s, user.role}, {u"branch"_s, user.branch}});
    };
    QJsonArray members;
    QJsonArray books;
    for (const auto &manager : plan.managers) {
        addPerson({manager.login, manager.name, manager.privateBanker ? u"pb"_s : u"rm"_s, manager.branch});
        members.append(manager.login);
        books.append(manager.book);
    }
    addPerson({u"lead01"_s, u"顾明舟"_s, u"lead"_s, u"B001"_s});
    addPerson({u"checker01"_s, u"季晚晴"_s, u"checker"_s, u"B001"_s});
    addPerson({u"compliance01"_s, u"严谨"_s, u"compliance"_s, u"B001"_s});
    addPerson({u"admin01"_s, u"龚实"_s, u"admin"_s, u"B001"_s});
    writer.add(u"team"_s, u"ref:people"_s, {}, start,
               {{u"code"_s, u"0001"_s}, {u"name"_s, u"零售与私行部"_s}, {u"lead"_s, u"lead01"_s}, {u"members"_s, members}, {u"books"_s, books}});
    for (const auto &manager : plan.managers) {
        const auto role = manager.privateBanker ? u"pb"_s : u"rm"_s;
        writer.addGrant(manager.login, manager.book, role);
        writer.addGrant(u"lead01"_s, manager.book, u"lead"_s);
    }
    writer.addGrant(u"lead01"_s, u"team:0001"_s, u"lead"_s);
    writer.addGrant(u"checker01"_s, u"team:0001"_s, u"checker"_s);
    writer.addGrant(u"compliance01"_s, u"team:0001"_s, u"compliance"_s);
}

} // namespace zhike::central::seed
