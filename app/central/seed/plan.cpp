// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/seed/plan.h"

#include "central/seed/names.h"
#include "central/seed/seedwriter.h"
#include "domain/clock.h"
#include "domain/ids.h"

namespace zhike::central::seed {
namespace {

using namespace Qt::Literals::StringLiterals;

enum Subject : quint64 { PlanSubject = 1, NumberSubject };

constexpr qint64 kYuan = 100;
constexpr qint64 kWan = 10'000 * kYuan;

QString padded(int number, int width)
{
    return QString::number(number).rightJustified(width, u'0');
}

QDate sinceFor(Random &random, QDate day, int ageYears)
{
    const int band = int(random.below(100));
    int days = 0;
    if (band < 4)
        days = int(random.between(3, 85));
    else if (band < 14)
        days = int(random.between(95, 360));
    else if (band < 50)
        days = int(random.between(370, 1800));
    else
        days = int(random.between(1830, 5800));
    // Nobody opens the first account before sixteen.
    return day.addDays(-std::min(days, std::max(30, (ageYears - 16) * 365)));
}

qint64 assetsFor(Random &random, bool child)
{
    const int band = int(random.below(100));
    if (child || band < 28)
        return random.skewed(600 * kYuan, 99'999 * kYuan, 1) + random.below(100);
    if (band < 86)
        return random.skewed(10 * kWan, 500 * kWan, 3) + random.below(kWan);
    return random.skewed(501 * kWan, 4'200 * kWan, 4) + random.below(kWan);
}

void drawPerson(Random &random, Customer &c, QDate day)
{
    static constexpr const char16_t *occupations[]
        = {u"1-05", u"2-01", u"2-05", u"2-06", u"2-08", u"3-01", u"4-01", u"4-05", u"6-31", u"7-01", u"8-00", u"8-01"};
    c.female = random.percent(49);
    const int age = c.role == FamilyRole::Child ? int(random.between(17, 26)) : int(random.skewed(24, 80, 1));
    c.birth = day.addYears(-age).addDays(-random.between(1, 364));
    c.name = personName(random, c.female, surname(random));
    c.traditional = random.permille(18);
    c.occupation = age >= 60 ? u"8-01"_s : age <= 22 ? u"8-00"_s : QString::fromUtf16(random.pick(occupations));
    c.employer = employerFor(random, c.occupation);
    c.aum = assetsFor(random, c.role == FamilyRole::Child);
    c.annualIncome = age <= 22 ? 0 : (random.skewed(6, 60, 3) * kWan + c.aum / random.between(18, 40)) / kWan * kWan;
    c.monthlyBookings = age > 70 ? int(random.between(1, 5)) : int(random.skewed(2, 15, 2));
    c.since = sinceFor(random, day, age);
}

void drawCompany(Random &random, Customer &c, QDate day)
{
    c.company = true;
    c.trade = int(random.below(tradeCount()));
    const auto name = companyName(random, c.trade);
    c.name = name.full;
    c.shortName = name.brief;
    c.aum = random.skewed(8 * kWan, 2'200 * kWan, 5) + random.below(kWan);
    c.revenue = c.aum / kWan * random.between(3, 9) * kWan;
    c.monthlyBookings = int(random.skewed(8, 26, 2));
    c.since = sinceFor(random, day, 40);
    c.founded = c.since.addDays(-random.between(40, 4000));
}

// Surnames of a household: the children take the husband's.
void joinHousehold(Random &random, std::vector<Customer> &customers, size_t headAt, size_t count, QDate day)
{
    auto &head = customers[headAt];
    head.role = FamilyRole::Head;
    head.family = head.ordinal;
    const auto plain = [](const QString &name) { return name.left(name.size() > 3 ? 2 : 1); };
    for (size_t i = 1; i < count; ++i) {
        auto &member = customers[headAt + i];
        member.family = head.ordinal;
        member.role = i == 1 ? FamilyRole::Spouse : FamilyRole::Child;
        drawPerson(random, member, day);
        if (i == 1) {
            member.female = !head.female;
            member.birth = head.birth.addDays(random.between(-1500, 1500));
            member.name = personName(random, member.female, surname(random));
        } else {
            const auto &father = head.female ? customers[headAt + 1] : head;
            member.name = personName(random, member.female, plain(father.name));
            member.traditional = false;
        }
    }
}

void planBook(Plan &plan, const Manager &manager, int first, int count, int companies)
{
    const auto day = plan.options.day;
    auto &all = plan.customers;
    const int persons = count - companies;
    for (int i = 0; i < count; ++i) {
        Customer c;
        c.ordinal = first + i;
        c.scope = manager.book;
        c.owner = manager.login;
        c.branch = manager.branch;
        c.status = u"active"_s;
        Random random(plan.options.seed, PlanSubject, quint64(c.ordinal));
        if (i < persons)
            drawPerson(random, c, day);
        else
            drawCompany(random, c, day);
        c.number = padded(10'000'001 + c.ordinal, 8);
        Random numbers(plan.options.seed, NumberSubject, quint64(c.ordinal));
        c.phone = mobileNumber(numbers);
        all.push_back(std::move(c));
    }
    // The cast stands at the head of the first book's persons and of its companies.
    int castPersons = 0;
    if (first == 0) {
        int nextPerson = 0;
        int nextCompany = persons;
        Customer probe;
        for (int at = 0; castAs(at, probe, day); ++at) {
            int &next = probe.company ? nextCompany : nextPerson;
            if (next >= (probe.company ? count : persons))
                continue;
            castAs(at, all[size_t(next)], day);
            ++next;
            probe = Customer();
        }
        castPersons = nextPerson;
    }
    for (int i = castPersons; i < persons;) {
        Random random(plan.options.seed, PlanSubject, quint64(first + i) + (quint64(1) << 40));
        const auto &c = all[size_t(first + i)];
        const int age = int(c.birth.daysTo(day) / 365);
        int size = 1;
        if (age >= 30 && random.percent(38))
            size = random.percent(45) && age >= 42 && age <= 62 ? int(random.between(3, 4)) : 2;
        size = std::min(size, persons - i);
        if (size > 1)
            joinHousehold(random, all, size_t(first + i), size_t(size), day);
        i += size;
    }
    for (int i = persons; i < count; ++i) {
        auto &company = all[size_t(first + i)];
        Random random(plan.options.seed, PlanSubject, quint64(company.ordinal) + (quint64(2) << 40));
        if (company.story == Story::BusinessFamily && castPersons > 1) {
            company.legalRep = 0;
            company.coShareholder = 1;
        }
        for (int tries = 0; persons > 0 && company.legalRep < 0 && tries < 60; ++tries) {
            const auto &person = all[size_t(first + random.below(persons))];
            if (person.role != FamilyRole::Child && person.birth.daysTo(day) > 28 * 365)
                company.legalRep = person.ordinal;
        }
        for (int tries = 0; persons > 1 && company.coShareholder < 0 && tries < 20; ++tries)
            if (const int other = first + int(random.below(persons)); other != company.legalRep)
                company.coShareholder = other;
        if (i > persons + 4 && random.percent(12))
            company.groupParent = all[size_t(first + persons + random.below(i - persons))].ordinal;
    }
}

} // namespace

QString employerFor(Random &random, const QString &occupation)
{
    static constexpr const char16_t *firms[]
        = {u"澄江精密部件有限公司", u"远岫新材料股份有限公司", u"恒川物流集团有限公司", u"云溪食品有限公司", u"博远软件有限公司", u"滨江轨道交通"};
    if (occupation == u"2-08")
        return random.percent(60) ? u"滨江市第一中学"_s : u"江陵路小学"_s;
    if (occupation == u"2-05")
        return random.percent(60) ? u"滨江市人民医院"_s : u"江陵路社区医院"_s;
    if (occupation == u"2-01" || occupation == u"3-01")
        return random.percent(50) ? u"滨江市规划院"_s : u"滨江轨道交通"_s;
    if (occupation == u"8-00" || occupation == u"8-01" || occupation == u"7-01" || occupation == u"4-05")
        return {};
    return QString::fromUtf16(random.pick(firms));
}

Plan planBank(const DemoOptions &options)
{
    static constexpr const char16_t *managerNames[] = {u"沈若岚", u"杜一鸣", u"江予安", u"钱思源", u"秦朗", u"温书言", u"石磊", u"白晓露"};
    Plan plan;
    plan.options = options;
    plan.customers.reserve(size_t(options.customers));
    for (int i = 0; i < options.managers; ++i) {
        Random random(options.seed, PlanSubject, quint64(i) + (quint64(3) << 40));
        Manager manager;
        manager.login = u"rm"_s + padded(i + 1, 3);
        manager.name = i < int(std::size(managerNames)) ? QString::fromUtf16(managerNames[i]) : personName(random, i % 2 == 0, surname(random));
        manager.book = u"book:"_s + padded(i + 1, 4);
        manager.branch = i * 2 < options.managers ? u"B001"_s : u"B002"_s;
        manager.privateBanker = options.managers > 1 && i == options.managers - 1;
        plan.managers.push_back(std::move(manager));
    }
    int companiesSoFar = 0;
    for (int i = 0, first = 0; i < options.managers; ++i) {
        const int count = options.customers / options.managers + (i < options.customers % options.managers ? 1 : 0);
        const int companies = (first + count) * 12 / 100 - companiesSoFar;
        planBook(plan, plan.managers[size_t(i)], first, count, companies);
        companiesSoFar += companies;
        first += count;
    }

    int eligible = 0;
    for (auto &c : plan.customers) {
        Random random(options.seed, PlanSubject, quint64(c.ordinal) + (quint64(4) << 40));
        if (c.story == Story::None && c.role == FamilyRole::Alone && !c.company && random.permille(22)) {
            c.status = u"prospect"_s;
            c.since = {};
            c.aum = 0;
        } else if (c.story == Story::None && random.permille(25)) {
            c.status = u"dormant"_s;
            c.monthlyBookings = 0;
        }
        if (c.story == Story::Outflow)
            c.planted = true;
        else if (c.story == Story::None && c.status == u"active" && c.role != FamilyRole::Child && c.since <= addMonthsClamped(options.day, -14))
            c.planted = ++eligible % 25 == 0;
        if (c.planted) {
            ++plan.planted;
            c.monthlyBookings = std::max(c.monthlyBookings, 12);
            c.aum = std::max(c.aum, 2 * kWan);
        }
        if (c.traditional)
            c.name = traditionalName(c.name);
        const auto created = beijing(c.since.isValid() ? c.since : options.day.addDays(-40), 10);
        Random ids(options.seed, NumberSubject, quint64(c.ordinal) + (quint64(1) << 40));
        const auto high = ids.next();
        c.id = derivedUuid(high, ids.next(), created);
    }
    return plan;
}

} // namespace zhike::central::seed
