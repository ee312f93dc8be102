// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixturebank.h"

#include <QTimeZone>
#include <algorithm>

namespace zhike::support {
namespace {

using namespace services;
using namespace Qt::Literals::StringLiterals;

struct Known {
    const char16_t *name;
    CustomerKind kind;
    Tier tier;
    Lifecycle stage;
    int aum; //!< thousand yuan
    int change30Bp;
    const char16_t *risk;
    int churnPoints;
    int contactDaysAgo;
};

constexpr Known kKnown[] = {
    {u"吴佩玲", CustomerKind::Person, Tier::Private, Lifecycle::Senior, 8624, -3810, u"C3", 81, 3},
    {u"赵文博", CustomerKind::Person, Tier::Wealth, Lifecycle::Senior, 1260, -420, u"C2", 51, 40},
    {u"孙雅琴", CustomerKind::Person, Tier::Wealth, Lifecycle::Senior, 1873, 80, u"C3", 22, 74},
    {u"郑启航", CustomerKind::Person, Tier::Wealth, Lifecycle::Mature, 643, -2890, u"C4", 63, 58},
    {u"澄江精密部件有限公司", CustomerKind::Company, Tier::Wealth, Lifecycle::Mature, 21480, 610, u"AA", 18, 6},
    {u"唐婉清", CustomerKind::Person, Tier::Wealth, Lifecycle::Growth, 1342, 18400, u"C3", 0, 21},
    {u"梁思齐", CustomerKind::Person, Tier::Private, Lifecycle::Senior, 12864, 240, u"C4", 12, 0},
    {u"陈静怡", CustomerKind::Person, Tier::Private, Lifecycle::Senior, 23150, 310, u"C4", 8, 2},
    {u"周立行", CustomerKind::Person, Tier::Wealth, Lifecycle::Mature, 3182, -1240, u"C3", 66, 33},
    {u"罗世昌", CustomerKind::Person, Tier::Wealth, Lifecycle::Senior, 2119, -3120, u"C2", 58, 45},
    {u"何俊杰", CustomerKind::Person, Tier::Wealth, Lifecycle::Mature, 581, -830, u"C2", 54, 1},
    {u"恒川物流集团", CustomerKind::Company, Tier::Private, Lifecycle::Senior, 9302, -4100, u"A", 52, 12},
    {u"远岫新材料股份有限公司", CustomerKind::Company, Tier::Wealth, Lifecycle::Growth, 15200, 190, u"AA", 14, 4},
    {u"马晓岚", CustomerKind::Person, Tier::Wealth, Lifecycle::Mature, 952, 110, u"C3", 5, 8},
    {u"高明远", CustomerKind::Person, Tier::Private, Lifecycle::Senior, 6810, 90, u"C5", 20, 17},
    {u"叶青禾", CustomerKind::Person, Tier::Mass, Lifecycle::New, 38, 900, u"C1", 0, 9},
    {u"彭若溪", CustomerKind::Person, Tier::Mass, Lifecycle::New, 62, 400, u"C2", 0, 11},
    {u"徐子衿", CustomerKind::Person, Tier::Wealth, Lifecycle::Growth, 418, 30, u"C3", 10, 14},
    {u"曹景行", CustomerKind::Person, Tier::Wealth, Lifecycle::Mature, 1730, -90, u"C4", 25, 10},
    {u"韩松", CustomerKind::Person, Tier::Wealth, Lifecycle::Mature, 890, 0, u"C2", 16, 6},
    {u"林可欣", CustomerKind::Person, Tier::Private, Lifecycle::Senior, 7420, 150, u"C3", 4, 25},
    {u"欧阳慕容·阿卜杜热依木·买买提江", CustomerKind::Person, Tier::Wealth, Lifecycle::Mature, 2050, 45, u"C3", 0, 30},
    {u"滨江高新区云栖智能装备研究院（集团）股份有限公司滨江分公司", CustomerKind::Company, Tier::Private, Lifecycle::Senior, 98000, 70, u"AAA", 0, 5},
};

//! Small generator with a fixed start, so that every run shows the same bank.
class Dice {
public:
    int operator()(int below)
    {
        m_state = m_state * 6364136223846793005ULL + 1442695040888963407ULL;
        return int((m_state >> 33) % quint64(below));
    }

private:
    quint64 m_state = 20260921;
};

constexpr int kContactDays[] = {180, 90, 30};

QList<qint64> monthsBefore(qint64 aum, int changeBp, Dice &dice)
{
    QList<qint64> months(12);
    double value = double(aum) * 10000.0 / double(10000 + std::max(changeBp, -9000));
    months[11] = aum;
    for (int i = 10; i >= 0; --i) {
        months[i] = qint64(value);
        value *= 1.0 - double(dice(40) - 12) / 1000.0;
    }
    return months;
}

} // namespace

Money yuan(qint64 amount)
{
    return {amount * 100, Currency(u"CNY")};
}

FixtureBank::FixtureBank() : now(today, QTime(9, 42), QTimeZone(8 * 3600))
{
    addCustomers();
    addTasks();
    addDates();
    addAlerts();
    addRequests();
    addSync();
    addApprovals();
}

const CustomerRow *FixtureBank::customer(const CustomerId &id) const
{
    const auto it = std::find_if(customers.begin(), customers.end(), [&](const CustomerRow &row) { return row.id == id; });
    return it == customers.end() ? nullptr : &*it;
}

CustomerId FixtureBank::idOf(const QString &name) const
{
    const auto it = std::find_if(customers.begin(), customers.end(), [&](const CustomerRow &row) { return row.name == name; });
    return it == customers.end() ? CustomerId() : it->id;
}

TaskId FixtureBank::taskOf(const QString &title) const
{
    const auto it = std::find_if(tasks.begin(), tasks.end(), [&](const TaskRow &row) { return row.title == title; });
    return it == tasks.end() ? TaskId() : it->id;
}

void FixtureBank::addCustomers()
{
    Dice dice;
    const auto add
        = [&](const QString &name, CustomerKind kind, Tier tier, Lifecycle stage, qint64 aumYuan, int change, const QString &risk, int points, int daysAgo) {
              CustomerRow row;
              const int n = int(customers.size()) + 1;
              row.id = CustomerId(u"c-%1"_s.arg(n, 4, 10, QChar(u'0')));
              row.kind = kind;
              row.number = u"C%1"_s.arg(100200 + n * 7);
              row.name = name;
              row.tier = tier;
              row.lifecycle = stage;
              row.activity = points > 40 ? Activity::Low : n % 3 == 0 ? Activity::High : Activity::Medium;
              row.aum = yuan(aumYuan);
              row.change30Bp = change;
              row.aumMonths = monthsBefore(row.aum.minor(), change, dice);
              row.risk = risk;
              row.churnPoints = points;
              row.churn = points >= 60 ? ChurnLevel::Critical : points >= 35 ? ChurnLevel::Act : points >= 15 ? ChurnLevel::Watch : ChurnLevel::None;
              row.lastContact = today.addDays(-daysAgo);
              row.contactLimitDays = kContactDays[int(tier)];
              row.consents = {n % 7 != 0, n % 5 != 0, n % 11 == 0};
              row.doNotContact = n % 61 == 0;
              row.pending = n % 47 == 0;
              customers.append(row);
          };
    for (const auto &known : kKnown)
        add(fromWide(known.name), known.kind, known.tier, known.stage, qint64(known.aum) * 1000, known.change30Bp, fromWide(known.risk), known.churnPoints,
            known.contactDaysAgo);
    const QString surnames = u"王李张刘杨黄吴徐朱胡郭林高罗宋谢韩冯邓曹曾彭萧蔡潘田董袁于蒋"_s;
    const QStringList given = {u"雨桐"_s, u"景明"_s, u"书瑶"_s, u"子墨"_s, u"文清"_s, u"思远"_s, u"若水"_s, u"嘉树"_s,
                               u"听澜"_s, u"怀瑾"_s, u"念慈"_s, u"望舒"_s, u"明哲"_s, u"采薇"_s, u"知行"_s, u"云舟"_s};
    const QStringList firms = {u"临波电子"_s, u"澜山食品"_s, u"青禾纺织"_s, u"启衡仪器"_s, u"云帆贸易"_s, u"恒启咨询"_s, u"北辰建材"_s, u"沐川医药"_s};
    for (int i = int(customers.size()); i < 186; ++i) {
        const bool company = i % 11 == 5;
        const int wheel = dice(100);
        const Tier tier = wheel < 12 ? Tier::Private : wheel < 66 ? Tier::Wealth : Tier::Mass;
        const qint64 aum = tier == Tier::Private ? 5'100'000 + qint64(dice(9000)) * 1000
            : tier == Tier::Wealth               ? 100'000 + qint64(dice(4800)) * 1000
                                                 : 2'000 + qint64(dice(97)) * 1000;
        const QString name = company ? firms.at(i / 11 % firms.size()) + (i > 98 ? u"科技有限公司"_s : u"有限公司"_s)
                                     : QString(surnames.at(dice(int(surnames.size())))) + given.at(dice(int(given.size())));
        const int points = dice(10) < 7 ? dice(14) : 15 + dice(20);
        add(name, company ? CustomerKind::Company : CustomerKind::Person, tier, Lifecycle(dice(4)), company ? aum * 3 : aum, dice(1600) - 600,
            company ? QStringList {u"AA"_s, u"A"_s, u"BBB"_s}.at(dice(3)) : u"C%1"_s.arg(1 + dice(5)), points, dice(120));
    }
}

CalendarDay sampleDay(QDate date)
{
    // First days of the lunar months around the scene and the terms that fall into it.
    struct Month {
        QDate first;
        const char16_t *name;
    };
    static const Month months[] = {{QDate(2026, 6, 15), u"五月"}, {QDate(2026, 7, 14), u"六月"},  {QDate(2026, 8, 13), u"七月"},
                                   {QDate(2026, 9, 11), u"八月"}, {QDate(2026, 10, 10), u"九月"}, {QDate(2026, 11, 9), u"十月"}};
    static const QString tens[] = {u"初"_s, u"十"_s, u"廿"_s, u"三"_s};
    static const QString ones = u"〇一二三四五六七八九"_s;
    CalendarDay day;
    day.date = date;
    for (const auto &month : months) {
        const int n = int(month.first.daysTo(date)) + 1;
        if (n < 1 || n > 30)
            continue;
        day.lunar = n == 1 ? QString::fromUtf16(month.name) : n == 10 ? u"初十"_s : n == 20 ? u"二十"_s : n == 30 ? u"三十"_s : tens[n / 10] + ones.at(n % 10);
    }
    static const QHash<QDate, QString> terms = {{QDate(2026, 8, 7), u"立秋"_s},  {QDate(2026, 8, 23), u"处暑"_s}, {QDate(2026, 9, 7), u"白露"_s},
                                                {QDate(2026, 9, 23), u"秋分"_s}, {QDate(2026, 10, 8), u"寒露"_s}, {QDate(2026, 10, 23), u"霜降"_s}};
    day.solarTerm = terms.value(date);
    const bool moon = date >= QDate(2026, 9, 25) && date <= QDate(2026, 9, 27);
    const bool nation = date >= QDate(2026, 10, 1) && date <= QDate(2026, 10, 7);
    day.makeUpWorkday = date == QDate(2026, 9, 20) || date == QDate(2026, 10, 10);
    day.off = (date.dayOfWeek() > 5 && !day.makeUpWorkday) || moon || nation;
    if (moon)
        day.holiday = u"中秋节"_s;
    else if (nation)
        day.holiday = u"国庆节"_s;
    return day;
}

} // namespace zhike::support
