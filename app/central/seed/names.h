// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "central/seed/random.h"

#include <QDate>
#include <QString>

//! Names, numbers and places that look right and belong to nobody.
namespace zhike::central::seed {

QString surname(Random &random);
//! Surname and given name; heteronymous surnames (单 曾 仇 解 查 …) come up now and then.
QString personName(Random &random, bool female, const QString &familyName);
//! The same name in traditional characters, as far as the usual ones go.
QString traditionalName(const QString &name);

struct Trade {
    const char16_t *word; //!< as in a company's name
    const char16_t *industry; //!< GB/T 4754 class
    const char16_t *scope;
};
int tradeCount();
const Trade &tradeAt(int index);
struct CompanyName {
    QString full;
    QString brief;
};
CompanyName companyName(Random &random, int trade);

QString residentId(Random &random, QDate birth, bool female);
QString creditCode(Random &random);
QString mobileNumber(Random &random);
//! 19 digits with a valid Luhn digit.
QString accountNumber(Random &random);
QString homeAddress(Random &random);
QString officeAddress(Random &random);
QString bankName(Random &random); //!< another, equally invented bank
QString regionCode(Random &random);

} // namespace zhike::central::seed
