// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/seed/names.h"
#include "central/seed/plan.h"

namespace zhike::central::seed {
namespace {

using namespace Qt::Literals::StringLiterals;

struct Member {
    const char16_t *name;
    char kind; // f, m, or c for a company
    int born; // YYYYMMDD, or the year a company was founded
    int assets; // 10,000 yuan × 10
    int since; // YYYYMM
    int bookings; // a month
    const char16_t *trade; // occupation code or short name
    Story story;
    FamilyRole role;
};

// Persons first: a household follows its head. Ordinals are positions, so the companies' representatives below count from here.
constexpr Member kCast[] = {
    {u"陈静怡", 'f', 19740315, 12'864, 201506, 12, u"1-06", Story::BusinessFamily, FamilyRole::Head},
    {u"林伟铭", 'm', 19720908, 2'140, 201601, 8, u"2-02", Story::BusinessFamily, FamilyRole::Spouse},
    {u"林可欣", 'f', 20041005, 68, 202301, 5, u"8-00", Story::BusinessFamily, FamilyRole::Child},
    {u"林可辰", 'm', 20080519, 21, 202406, 3, u"8-00", Story::BusinessFamily, FamilyRole::Child},
    {u"吴佩玲", 'f', 19700611, 8'624, 201209, 13, u"1-05", Story::Outflow, FamilyRole::Alone},
    {u"赵文博", 'm', 19850122, 1'660, 201904, 8, u"2-05", Story::MaturingDeposit, FamilyRole::Alone},
    {u"孙雅琴", 'f', 19590913, 2'457, 201003, 6, u"8-01", Story::LunarBirthday, FamilyRole::Alone},
    {u"郑启航", 'm', 19911130, 643, 202103, 10, u"2-06", Story::PayrollStopped, FamilyRole::Alone},
    {u"唐婉清", 'f', 19880704, 986, 202205, 6, u"2-08", Story::NewMoney, FamilyRole::Alone},
    {u"何俊杰", 'm', 19790217, 581, 201708, 9, u"4-01", Story::Complaint, FamilyRole::Alone},
    {u"李明朗", 'm', 19830826, 3'052, 201605, 9, u"2-06", Story::None, FamilyRole::Alone},
    {u"梁思齐", 'm', 19680430, 7'420, 201101, 8, u"1-05", Story::None, FamilyRole::Alone},
    {u"周立行", 'm', 19770519, 3'182, 201410, 9, u"2-02", Story::OwnNameTransfers, FamilyRole::Alone},
    {u"罗世昌", 'm', 19650303, 2'119, 200912, 7, u"1-05", Story::Silent, FamilyRole::Alone},
    {u"高明远", 'm', 19760812, 4'023, 201307, 8, u"2-01", Story::None, FamilyRole::Alone},
    {u"徐子衿", 'f', 19900201, 2'888, 201911, 9, u"2-05", Story::None, FamilyRole::Alone},
    {u"韩松", 'm', 19820918, 1'872, 201808, 7, u"4-05", Story::None, FamilyRole::Alone},
    {u"马晓岚", 'f', 19860507, 1'764, 202002, 8, u"2-08", Story::None, FamilyRole::Alone},
    {u"叶青禾", 'f', 19940113, 1'550, 202608, 7, u"2-06", Story::None, FamilyRole::Alone},
    {u"曹景行", 'm', 19810622, 1'335, 201701, 8, u"3-01", Story::None, FamilyRole::Alone},
    {u"冯玉兰", 'f', 19561009, 93, 201205, 3, u"8-01", Story::None, FamilyRole::Alone},
    {u"彭若溪", 'f', 19970415, 77, 202607, 9, u"4-01", Story::None, FamilyRole::Alone},
    {u"澄江精密部件有限公司", 'c', 2008, 21'405, 201706, 22, u"澄江精密", Story::BusinessFamily, FamilyRole::Alone},
    {u"远岫新材料股份有限公司", 'c', 2011, 15'800, 201803, 20, u"远岫新材", Story::CashReturn, FamilyRole::Alone},
    {u"恒川物流集团有限公司", 'c', 2005, 9'302, 201509, 24, u"恒川物流", Story::Outflow, FamilyRole::Alone},
    {u"云溪食品有限公司", 'c', 2013, 5'127, 201904, 18, u"云溪食品", Story::None, FamilyRole::Alone},
    {u"重庆江岳机电设备有限公司", 'c', 2014, 3'260, 202010, 16, u"重庆江岳", Story::None, FamilyRole::Alone},
};

} // namespace

bool castAs(int at, Customer &c, QDate day)
{
    if (at >= int(std::size(kCast)))
        return false;
    const auto &member = kCast[at];
    c.company = member.kind == 'c';
    c.name = QString::fromUtf16(member.name);
    c.story = member.story;
    c.traditional = false;
    c.status = u"active"_s;
    c.aum = qint64(member.assets) * 1'000'00 + (c.company ? 48'20 : 36'85);
    c.since = std::min(QDate(member.since / 100, member.since % 100, 18), day.addDays(-20));
    c.monthlyBookings = member.bookings;
    c.planted = false;
    if (c.company) {
        c.shortName = QString::fromUtf16(member.trade);
        c.founded = QDate(member.born, 5, 12);
        c.revenue = c.aum * 5;
        for (int i = 0; i < tradeCount(); ++i)
            if (c.name.contains(QString::fromUtf16(tradeAt(i).word)))
                c.trade = i;
        c.groupParent = -1;
    } else {
        c.female = member.kind == 'f';
        c.birth = QDate(member.born / 10000, member.born / 100 % 100, member.born % 100);
        c.occupation = QString::fromUtf16(member.trade);
        c.annualIncome = member.role == FamilyRole::Child ? 0 : (c.aum / 12 / 1'000'000 + 12) * 1'000'000;
        c.role = member.role;
        c.family = member.role == FamilyRole::Alone ? -1 : 0; // the only household of the cast starts at ordinal 0
        Random random(0xca57, 1, quint64(at));
        c.employer = c.story == Story::BusinessFamily && member.role == FamilyRole::Head ? u"澄江精密部件有限公司"_s : employerFor(random, c.occupation);
        if (c.name == u"李明朗")
            c.phone = u"10164208821"_s;
    }
    return true;
}

} // namespace zhike::central::seed
