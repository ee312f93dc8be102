// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDate>
#include <QString>
#include <optional>

namespace zhike {

//! The 18th character of a resident identity number (GB 11643, ISO 7064 MOD 11-2) for its first 17 digits; nullopt when these are not 17 digits.
std::optional<QChar> residentIdCheck(QStringView first17);

//! What a valid resident identity number says by itself.
struct ResidentId {
    QString regionCode; //!< six digits, GB/T 2260
    QDate birthDate;
    bool female = false;
};
//! nullopt when length, date or check character is wrong.
std::optional<ResidentId> parseResidentId(QStringView number);

//! The 18th character of a unified social credit code (GB 32100, MOD 31) for its first 17; nullopt for a character outside its alphabet.
std::optional<QChar> creditCodeCheck(QStringView first17);
bool isCreditCode(QStringView code);

//! Luhn check digit of a card number without its last digit.
std::optional<QChar> luhnCheck(QStringView digits);

} // namespace zhike
