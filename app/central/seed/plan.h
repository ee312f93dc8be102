// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "central/seed/demobank.h"
#include "central/seed/random.h"
#include "domain/enums.h"

#include <vector>

//! The demo bank before it is written: who exists, in whose book, how rich, and with which story.
namespace zhike::central::seed {

//! What a member of the fixed cast is there to show; drawn customers have none.
enum class Story { None, BusinessFamily, Outflow, MaturingDeposit, LunarBirthday, PayrollStopped, NewMoney, Complaint, OwnNameTransfers, Silent, CashReturn };

enum class FamilyRole { Alone, Head, Spouse, Child };

struct Customer {
    int ordinal = 0;
    bool company = false;
    QString id;
    QString number;
    QString name;
    QString shortName;
    QString scope;
    QString owner; //!< login of the manager
    QString branch;
    QString status;
    QDate since; //!< invalid: a prospect
    QString phone;
    qint64 aum = 0; //!< CNY minor units, what the accounts must sum to
    Story story = Story::None;
    bool planted = false; //!< carries the churn signal
    int monthlyBookings = 6;

    // persons
    bool female = false;
    QDate birth;
    FamilyRole role = FamilyRole::Alone;
    int family = -1; //!< ordinal of the head of the household
    QString occupation; //!< code of the list "occupation"
    QString employer;
    qint64 annualIncome = 0;
    bool traditional = false;

    // companies
    int legalRep = -1; //!< ordinal of a person in the same book
    int coShareholder = -1;
    int groupParent = -1; //!< ordinal of a company
    int trade = 0; //!< index of the business in names.h
    qint64 revenue = 0;
    QDate founded;
};

struct Manager {
    QString login;
    QString name;
    QString book;
    QString branch;
    bool privateBanker = false;
};

struct Plan {
    DemoOptions options;
    std::vector<Manager> managers;
    std::vector<Customer> customers;
    int planted = 0;
};

//! Where somebody of the occupation may work; empty for those who do not, or for themselves.
QString employerFor(Random &random, const QString &occupation);
Plan planBank(const DemoOptions &options);

//! The cast of book:0001, in order; `at` beyond the last leaves the customer alone and returns false.
bool castAs(int at, Customer &customer, QDate day);

} // namespace zhike::central::seed
