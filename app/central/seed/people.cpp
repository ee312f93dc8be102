// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/seed/people.h"

#include "calendar/lunar.h"
#include "central/seed/names.h"
#include "domain/money.h"

namespace zhike::central::seed {
namespace {

using namespace Qt::Literals::StringLiterals;

const Currency kCny {u"CNY"};

QJsonObject personFields(const Plan &plan, const Customer &c, Random &random)
{
    static constexpr const char16_t *education[] = {u"high_school", u"college", u"bachelor", u"bachelor", u"master", u"doctor"};
    const int age = int(c.birth.daysTo(plan.options.day) / 365);
    QString marital = u"single"_s;
    if (c.role == FamilyRole::Head || c.role == FamilyRole::Spouse)
        marital = u"married"_s;
    else if (c.role == FamilyRole::Alone && age > 27)
        marital = random.percent(70) ? u"married"_s : random.percent(50) ? u"divorced"_s : u"single"_s;
    QJsonObject data {{u"sex"_s, c.female ? u"f"_s : u"m"_s},
                      {u"birth_date"_s, isoDay(c.birth)},
                      {u"id_type"_s, u"resident_id"_s},
                      {u"id_no"_s, residentId(random, c.birth, c.female)},
                      {u"nationality"_s, u"CN"_s},
                      {u"occupation_code"_s, c.occupation},
                      {u"education"_s, QString::fromUtf16(random.pick(education))},
                      {u"marital_status"_s, marital},
                      {u"income_source"_s,
                       c.occupation == u"8-01"       ? u"pension"_s
                           : c.occupation == u"1-06" ? u"business"_s
                                                     : u"salary"_s},
                      {u"home_address"_s, homeAddress(random)},
                      {u"region_code"_s, regionCode(random)}};
    if (!c.employer.isEmpty())
        data.insert(u"employer"_s, c.employer);
    if (c.annualIncome > 0)
        data.insert(u"annual_income"_s, Money(c.annualIncome, kCny).toJson());
    if (c.traditional)
        data.insert(u"language"_s, u"zh_Hant"_s);
    return data;
}

QJsonObject companyFields(const Plan &plan, const Customer &c, const Profile &profile, Random &random)
{
    static constexpr const char16_t *ratings[] = {u"AA", u"A", u"A", u"A", u"BBB", u"BBB", u"BB"};
    QJsonArray licences;
    for (const auto &licence : profile.licences)
        licences.append(QJsonObject {{u"name"_s, licence.name}, {u"number"_s, licence.number}, {u"expires_on"_s, isoDay(licence.expires)}});
    const auto &trade = tradeAt(c.trade);
    return {{u"uscc"_s, creditCode(random)},
            {u"industry_code"_s, QString::fromUtf16(trade.industry)},
            {u"legal_rep"_s, c.legalRep >= 0 ? plan.customers[size_t(c.legalRep)].name : personName(random, false, surname(random))},
            {u"registered_capital"_s, Money((c.revenue / 400'000'000 + 1) * 100'000'000, kCny).toJson()},
            {u"founded_on"_s, isoDay(c.founded)},
            {u"business_scope"_s, QString::fromUtf16(trade.scope)},
            {u"staff"_s, int(random.skewed(8, 420))},
            {u"revenue"_s, Money(c.revenue, kCny).toJson()},
            {u"profit"_s, Money(c.revenue / 100 * random.between(-3, 14), kCny).toJson()},
            {u"registered_address"_s, officeAddress(random)},
            {u"risk_class"_s,
             random.percent(8)        ? u"high"_s
                 : random.percent(35) ? u"medium"_s
                                      : u"low"_s},
            {u"credit_rating"_s, QString::fromUtf16(random.pick(ratings))},
            {u"credit_rating_source"_s, u"internal"_s},
            {u"credit_rating_on"_s, isoDay(plan.options.day.addDays(-random.between(20, 330)))},
            {u"licences"_s, licences}};
}

} // namespace

Profile makeProfile(const Plan &plan, const Customer &c)
{
    Random random(plan.options.seed, 0x9f0f, quint64(c.ordinal));
    const auto day = plan.options.day;
    Profile profile;
    profile.marketing = random.percent(86);
    profile.kycNext = day.addDays(random.percent(2) ? -random.between(1, 40) : random.percent(4) ? random.between(1, 30) : random.between(31, 1000));
    if (!c.company && c.since.isValid() && c.role != FamilyRole::Child && random.percent(90)) {
        profile.risk = 1 + int(random.below(3) + random.below(3));
        if (c.aum > 500'000'000)
            profile.risk = std::max(profile.risk, c.story == Story::BusinessFamily ? 4 : 3);
        // A few lapsed, the rest within their year; nobody was assessed before he came.
        const auto daysAgo = random.percent(7) ? random.between(366, 700) : random.between(2, 350);
        profile.assessedOn = std::max(day.addDays(-daysAgo), c.since);
        profile.riskValidUntil = profile.assessedOn.addYears(1);
        if (c.story == Story::LunarBirthday) {
            profile.riskValidUntil = day.addDays(9);
            profile.assessedOn = profile.riskValidUntil.addYears(-1);
        }
    }
    profile.lunarBirthday = c.story == Story::LunarBirthday || (c.story == Story::BusinessFamily && c.role == FamilyRole::Child) || random.percent(30);
    if (c.company) {
        const auto serial = u"99"_s + QString::number(random.between(10'000'000, 99'999'999));
        profile.licences.append({u"营业执照"_s, serial, day.addDays(random.between(500, 6000))});
        if (random.percent(55)) {
            const int left = random.percent(14) ? int(random.between(3, 30)) : int(random.between(31, 900));
            profile.licences.append({c.trade == 3 || c.trade == 14 ? u"食品经营许可证"_s : u"行业许可证"_s, serial + u"-2"_s, day.addDays(left)});
        }
    }
    return profile;
}

void writeCustomer(const Plan &plan, const Customer &c, const Profile &profile, SeedWriter &writer)
{
    static constexpr const char16_t *sources[] = {u"counter", u"counter", u"mobile", u"wechat", u"referral", u"visit", u"website", u"consultation"};
    static constexpr const char16_t *channels[] = {u"call", u"wechat", u"branch", u"visit"};
    static constexpr const char16_t *times[] = {u"工作日上午", u"午休 12–13 点", u"下午 15 点后", u"19 点后", u"周末"};
    Random random(plan.options.seed, 0xf11e, quint64(c.ordinal));
    const auto day = plan.options.day;
    auto data = c.company ? companyFields(plan, c, profile, random) : personFields(plan, c, random);
    data.insert(u"kind"_s, QString(toWire(c.company ? CustomerKind::Company : CustomerKind::Person)));
    data.insert(u"number"_s, c.number);
    data.insert(u"name"_s, c.name);
    if (!c.shortName.isEmpty())
        data.insert(u"short_name"_s, c.shortName);
    data.insert(u"status"_s, c.status);
    data.insert(u"owner"_s, c.owner);
    data.insert(u"branch"_s, c.branch);
    if (c.since.isValid())
        data.insert(u"since"_s, isoDay(c.since));
    data.insert(u"source"_s, QString::fromUtf16(random.pick(sources)));
    if (profile.risk > 0) {
        data.insert(u"risk_tolerance"_s, u'C' + QString::number(profile.risk));
        data.insert(u"risk_assessed_on"_s, isoDay(profile.assessedOn));
        data.insert(u"risk_valid_until"_s, isoDay(profile.riskValidUntil));
    }
    data.insert(u"kyc_status"_s, profile.kycNext < day ? u"overdue"_s : profile.kycNext <= day.addDays(30) ? u"due"_s : u"ok"_s);
    data.insert(u"kyc_next_review_on"_s, isoDay(profile.kycNext));
    data.insert(u"identity_state"_s, c.status == u"prospect" ? u"review"_s : u"verified"_s);
    QJsonArray needs;
    if (c.aum > 100'000'00)
        needs.append(c.company ? u"cash_management"_s : u"wealth"_s);
    if (c.company)
        needs.append(u"settlement"_s);
    if (random.percent(18))
        needs.append(u"credit"_s);
    if (!c.company && c.aum > 5'000'000'00 && random.percent(40))
        needs.append(u"succession"_s);
    data.insert(u"needs"_s, needs);
    QJsonArray care;
    if (!c.company && c.birth.daysTo(day) > 65 * 365)
        care.append(u"elderly"_s);
    if (c.aum > 20'000'000'00)
        care.append(u"vip"_s);
    data.insert(u"special_care"_s, care);
    data.insert(u"do_not_contact"_s, random.permille(12) && c.story == Story::None);
    data.insert(u"preferred_channel"_s, QString::fromUtf16(random.pick(channels)));
    data.insert(u"preferred_time"_s, QString::fromUtf16(random.pick(times)));
    data.insert(u"custom"_s, QJsonObject {});
    writer.add(u"customer"_s, c.id, c.scope, c.id, beijing(c.since.isValid() ? c.since : day.addDays(-40), 10), data);
}

void writeFile(const Plan &plan, const Customer &c, const Profile &profile, SeedWriter &writer)
{
    Random random(plan.options.seed, 0xc0de, quint64(c.ordinal));
    const auto day = plan.options.day;
    const auto start = c.since.isValid() ? c.since : day.addDays(-40);
    const auto created = beijing(start, 10, 20);
    const auto contact = [&](const QString &kind, const QString &value, bool primary) {
        writer.add(u"contact_point"_s, c.scope, c.id, created,
                   {{u"customer_id"_s, c.id},
                    {u"kind"_s, kind},
                    {u"value"_s, value},
                    {u"primary"_s, primary},
                    {u"verified_on"_s, isoDay(std::max(start, day.addDays(-random.between(1, 700))))},
                    {u"source"_s, u"counter"_s}});
    };
    contact(u"mobile"_s, c.phone, true);
    if (random.percent(c.company ? 20 : 68))
        contact(u"wechat"_s, u"zk_"_s + c.phone.right(8), false);
    if (random.percent(c.company ? 95 : 40))
        contact(u"email"_s,
                (c.company ? u"finance"_s : u"u"_s + c.number.right(5)) + u"@"_s + (c.company ? u"c"_s + c.number.right(5) : u"mail"_s) + u".example"_s, false);
    if (c.company)
        contact(u"address"_s, officeAddress(random), false);

    const auto date = [&](const QString &kind, const QString &calendar, int month, int dayOfMonth, bool leap, int year, const QString &label) {
        QJsonObject data {{u"customer_id"_s, c.id}, {u"kind"_s, kind},      {u"calendar"_s, calendar},
                          {u"month"_s, month},      {u"day"_s, dayOfMonth}, {u"remind_days"_s, QJsonArray {7, 1}}};
        if (leap)
            data.insert(u"leap"_s, true);
        if (year > 0)
            data.insert(u"year"_s, year);
        if (!label.isEmpty())
            data.insert(u"label"_s, label);
        writer.add(u"important_date"_s, c.scope, c.id, created, data);
    };
    if (c.company) {
        date(u"founding"_s, u"gregorian"_s, c.founded.month(), c.founded.day(), false, c.founded.year(), {});
    } else if (profile.lunarBirthday) {
        const auto lunar = calendar::toLunar(c.birth);
        date(u"birthday"_s, u"lunar"_s, lunar.month, lunar.day, lunar.leap, random.percent(60) ? c.birth.year() : 0, {});
    } else {
        date(u"birthday"_s, u"gregorian"_s, c.birth.month(), c.birth.day(), false, c.birth.year(), {});
    }
    if (c.role == FamilyRole::Head) {
        const auto wedding = c.birth.addYears(26).addDays(random.between(0, 900));
        date(u"anniversary"_s, u"gregorian"_s, wedding.month(), wedding.day(), false, wedding.year(), u"结婚纪念日"_s);
    }

    const auto consent = [&](const QString &purpose, bool given, QDate on) {
        writer.add(u"consent"_s, c.scope, c.id, beijing(on, 10, 30),
                   {{u"customer_id"_s, c.id},
                    {u"purpose"_s, purpose},
                    {u"manner"_s, QJsonArray {u"call"_s, u"wechat"_s}},
                    {u"scope"_s, u"本行"_s},
                    {u"retention"_s, u"P3Y"_s},
                    {u"notice_version"_s, u"2025-11"_s},
                    {u"channel"_s, u"branch"_s},
                    {u"state"_s, given ? u"given"_s : u"withdrawn"_s},
                    {u"at"_s, beijingInstant(on, 10, 30)}});
    };
    const auto asked = std::max(start, day.addDays(-random.between(30, 500)));
    consent(u"marketing"_s, profile.marketing, asked);
    if (random.percent(70))
        consent(u"profiling"_s, random.percent(90), asked);

    if (profile.risk > 0) {
        QJsonObject answers;
        for (int i = 1; i <= 10; ++i)
            answers.insert(u"q"_s + QString::number(i), int(std::clamp<qint64>(profile.risk + random.between(-1, 1), 1, 5)));
        writer.add(u"risk_assessment"_s, c.scope, c.id, beijing(profile.assessedOn, 11),
                   {{u"customer_id"_s, c.id},
                    {u"questionnaire"_s, u"RA-2025"_s},
                    {u"answers"_s, answers},
                    {u"score"_s, profile.risk * 18 + int(random.between(0, 9))},
                    {u"result"_s, u'C' + QString::number(profile.risk)},
                    {u"on"_s, isoDay(profile.assessedOn)},
                    {u"valid_until"_s, isoDay(profile.riskValidUntil)},
                    {u"signed_by_customer"_s, true},
                    {u"signed_by_user"_s, c.owner}});
    }
}

} // namespace zhike::central::seed
