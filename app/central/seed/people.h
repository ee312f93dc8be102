// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "central/seed/plan.h"
#include "central/seed/seedwriter.h"

//! The customer's file: who he is, how he is reached, whom he belongs to, what he agreed to.
namespace zhike::central::seed {

struct Licence {
    QString name;
    QString number;
    QDate expires;
};

//! What other parts of the bank want to know of the file; drawn once, so that alerts and tasks speak of the same days.
struct Profile {
    int risk = 0; //!< 1 … 5; 0: never assessed
    QDate assessedOn;
    QDate riskValidUntil;
    QDate kycNext;
    QList<Licence> licences;
    bool marketing = true;
    bool lunarBirthday = false;
};
Profile makeProfile(const Plan &plan, const Customer &customer);

void writeCustomer(const Plan &plan, const Customer &customer, const Profile &profile, SeedWriter &writer);
//! Contact points, dates, consents, risk assessment.
void writeFile(const Plan &plan, const Customer &customer, const Profile &profile, SeedWriter &writer);
//! Household, shareholders, legal representative, beneficial owner, guarantor, group.
void writeRelations(const Plan &plan, const Customer &customer, SeedWriter &writer);
//! Credit lines and agreements of a company.
void writeCredit(const Plan &plan, const Customer &customer, SeedWriter &writer);

} // namespace zhike::central::seed
