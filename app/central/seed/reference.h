// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "calendar/workdays.h"
#include "central/seed/plan.h"
#include "central/seed/seedwriter.h"

//! Reference records of the demo bank: products, codes, rates, the public holidays, rules and people.
namespace zhike::central::seed {

inline constexpr QStringView kUsdRate = u"7.0980"; //!< CNY for one unit
inline constexpr QStringView kEurRate = u"8.3120";
inline constexpr QStringView kHkdRate = u"0.9105";

struct Product {
    const char16_t *code;
    const char16_t *name;
    AccountKind kind;
    int risk; //!< R1 … R5
    int termDays; //!< 0: open-ended
    int rateBp; //!< yearly, indicative; 0 where there is none
    qint64 minimum; //!< whole units of the currency
    const char16_t *description;
    bool usd = false;
};
int productCount();
const Product &productAt(int index);
QString productId(const Plan &plan, int index);
//! A product of the kind, drawn; −1 when there is none.
int drawProduct(Random &random, AccountKind kind, bool usd = false);

void writeReference(const Plan &plan, SeedWriter &writer);
//! Statutory holidays and make-up workdays as announced; the year after the last announcement has the days of the law only.
void writeHolidays(SeedWriter &writer);
calendar::WorkCalendar workCalendar(); //!< the same days
void writeUsers(const Plan &plan, SeedWriter &writer);
//! The rule set as a record's data.
QJsonObject ruleSetData();

} // namespace zhike::central::seed
