// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/seed/names.h"
#include "central/seed/people.h"
#include "domain/money.h"

namespace zhike::central::seed {
namespace {

using namespace Qt::Literals::StringLiterals;

const Currency kCny {u"CNY"};
constexpr qint64 kWan = 10'000'00;

} // namespace

void writeRelations(const Plan &plan, const Customer &c, SeedWriter &writer)
{
    Random random(plan.options.seed, 0x2e1a, quint64(c.ordinal));
    const auto &all = plan.customers;
    const auto created = beijing(c.since.isValid() ? c.since : plan.options.day.addDays(-40), 11);
    const auto relate = [&](int other, const QString &kind, int shareBp, const QString &note = {}) {
        QJsonObject data {{u"customer_id"_s, c.id}, {u"other_id"_s, all[size_t(other)].id}, {u"other_name"_s, all[size_t(other)].name}, {u"kind"_s, kind}};
        if (shareBp > 0)
            data.insert(u"share_bp"_s, shareBp);
        if (!note.isEmpty())
            data.insert(u"note"_s, note);
        if (c.company && c.founded.isValid())
            data.insert(u"from"_s, isoDay(c.founded));
        writer.add(u"relation"_s, c.scope, c.id, created, data);
    };
    if (c.role == FamilyRole::Head) {
        for (size_t i = size_t(c.ordinal) + 1; i < all.size() && all[i].family == c.ordinal && all[i].role != FamilyRole::Head; ++i)
            relate(int(i), all[i].role == FamilyRole::Spouse ? u"spouse"_s : u"child"_s, 0);
    }
    if (!c.company)
        return;
    if (c.legalRep >= 0) {
        int left = 10'000;
        const int share = c.story == Story::BusinessFamily ? 6'240 : int(random.between(26, 70)) * 100;
        relate(c.legalRep, u"legal_rep"_s, 0);
        relate(c.legalRep, u"shareholder"_s, share);
        left -= share;
        if (c.coShareholder >= 0) {
            const int other = c.story == Story::BusinessFamily ? 1'260 : int(random.between(5, left / 100)) * 100;
            relate(c.coShareholder, u"shareholder"_s, other);
            left -= other;
            if (random.percent(40))
                relate(c.coShareholder, u"guarantor"_s, 0, u"流动资金贷款连带责任保证"_s);
        }
        if (left > 500 && random.percent(50))
            writer.add(u"relation"_s, c.scope, c.id, created,
                       {{u"customer_id"_s, c.id},
                        {u"other_name"_s, personName(random, random.percent(40), surname(random))},
                        {u"kind"_s, u"shareholder"_s},
                        {u"share_bp"_s, int(random.between(1, left / 100)) * 100}});
        if (share >= 2'500)
            relate(c.legalRep, u"ubo"_s, share, u"直接持股"_s);
    }
    writer.add(u"relation"_s, c.scope, c.id, created,
               {{u"customer_id"_s, c.id},
                {u"other_name"_s, personName(random, random.percent(60), surname(random))},
                {u"kind"_s, u"contact"_s},
                {u"note"_s, u"财务负责人"_s}});
    if (c.groupParent >= 0)
        relate(c.groupParent, u"group_parent"_s, 0);
}

void writeCredit(const Plan &plan, const Customer &c, SeedWriter &writer)
{
    static constexpr const char16_t *kinds[] = {u"流动资金贷款", u"银行承兑汇票", u"非融资性保函", u"供应链融资"};
    Random random(plan.options.seed, 0xc2ed, quint64(c.ordinal));
    const auto day = plan.options.day;
    const bool cast = c.story == Story::BusinessFamily;
    if (!cast && !random.percent(72))
        return;
    const int lines = cast ? 4 : int(random.between(1, 3));
    for (int i = 0; i < lines; ++i) {
        constexpr int castLimit[] = {1'800, 700, 300, 200};
        constexpr int castUsed[] = {1'520, 380, 120, 50};
        const qint64 limit = cast ? castLimit[i] * kWan : (c.aum / kWan / 40 + 1) * random.between(8, 30) * kWan;
        const qint64 used = cast ? castUsed[i] * kWan : limit / 100 * random.between(10, 96);
        const auto expires = cast && i < 2 ? day.addDays(24) : day.addDays(random.percent(12) ? random.between(5, 30) : random.between(31, 360));
        const auto opened = std::max(c.since, expires.addYears(-1));
        QJsonArray collateral;
        if (random.percent(60))
            collateral.append(QJsonObject {{u"kind"_s, random.percent(60) ? u"厂房抵押"_s : u"应收账款质押"_s},
                                           {u"value"_s, Money(limit / 100 * random.between(60, 160), kCny).toJson()},
                                           {u"expires_on"_s, isoDay(expires.addDays(30))}});
        QJsonArray measures;
        if (used * 100 >= limit * 80)
            measures.append(QJsonObject {{u"kind"_s, u"用信超 80% 核查"_s}, {u"due"_s, isoDay(day.addDays(random.between(3, 20)))}, {u"state"_s, u"open"_s}});
        writer.add(u"credit_line"_s, c.scope, c.id, beijing(opened, 15),
                   {{u"customer_id"_s, c.id},
                    {u"number"_s, u"SX"_s + c.number + QString::number(i + 1)},
                    {u"kind"_s, QString::fromUtf16(kinds[i])},
                    {u"limit"_s, Money(limit, kCny).toJson()},
                    {u"used"_s, Money(used, kCny).toJson()},
                    {u"collateral"_s, collateral},
                    {u"expires_on"_s, isoDay(expires)},
                    {u"measures"_s, measures}});
    }
    if (cast || random.percent(15))
        writer.add(u"agreement"_s, c.scope, c.id, beijing(day.addDays(-300), 16),
                   {{u"customer_id"_s, c.id},
                    {u"title"_s, u"银企战略合作协议"_s},
                    {u"from"_s, isoDay(day.addDays(-300))},
                    {u"to"_s, isoDay(day.addDays(random.between(60, 430)))},
                    {u"promised"_s, QJsonArray {QJsonObject {{u"metric"_s, u"日均存款"_s}, {u"amount"_s, Money(c.aum / 2 / kWan * kWan, kCny).toJson()}}}},
                    {u"duties"_s, u"费率优惠、专属客户经理、季度资金方案"_s},
                    {u"status"_s, u"active"_s}});
}

} // namespace zhike::central::seed
