// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/checkdigits.h"

namespace zhike {
namespace {

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

} // namespace

std::optional<QChar> residentIdCheck(QStringView first17)
{
    static constexpr int weights[17] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    static constexpr char16_t checks[] = u"10X98765432";
    if (first17.size() != 17)
        return std::nullopt;
    int sum = 0;
    for (int i = 0; i < 17; ++i) {
        if (!isDigit(first17[i]))
            return std::nullopt;
        sum += weights[i] * (first17[i].unicode() - u'0');
    }
    return QChar(checks[sum % 11]);
}

std::optional<ResidentId> parseResidentId(QStringView number)
{
    if (number.size() != 18 || residentIdCheck(number.left(17)) != number[17].toUpper())
        return std::nullopt;
    ResidentId id;
    id.regionCode = number.left(6).toString();
    id.birthDate = QDate(number.mid(6, 4).toInt(), number.mid(10, 2).toInt(), number.mid(12, 2).toInt());
    if (!id.birthDate.isValid())
        return std::nullopt;
    id.female = (number[16].unicode() - u'0') % 2 == 0;
    return id;
}

std::optional<QChar> creditCodeCheck(QStringView first17)
{
    static constexpr QStringView alphabet = u"0123456789ABCDEFGHJKLMNPQRTUWXY";
    static constexpr int weights[17] = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
    if (first17.size() != 17)
        return std::nullopt;
    int sum = 0;
    for (int i = 0; i < 17; ++i) {
        const auto at = alphabet.indexOf(first17[i]);
        if (at < 0)
            return std::nullopt;
        sum += weights[i] * int(at);
    }
    return alphabet[(31 - sum % 31) % 31];
}

bool isCreditCode(QStringView code)
{
    return code.size() == 18 && creditCodeCheck(code.left(17)) == code[17];
}

std::optional<QChar> luhnCheck(QStringView digits)
{
    if (digits.isEmpty())
        return std::nullopt;
    int sum = 0;
    bool doubled = true;
    for (auto i = digits.size() - 1; i >= 0; --i) {
        if (!isDigit(digits[i]))
            return std::nullopt;
        int d = digits[i].unicode() - u'0';
        if (doubled && (d *= 2) > 9)
            d -= 9;
        doubled = !doubled;
        sum += d;
    }
    return QChar(u'0' + (10 - sum % 10) % 10);
}

} // namespace zhike
