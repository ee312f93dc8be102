// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/money.h"

#include <algorithm>
#include <limits>

namespace zhike {
namespace {

__extension__ typedef __int128 Wide; // 64 bits do not hold an amount times a rate

// Digits of a decimal string as an integer scaled by 10^scale; nullopt when it is not a plain decimal.
template<class Unit>
std::optional<Wide> scaled(std::basic_string_view<Unit> text, int &scale)
{
    if (text.empty() || text.size() > 40)
        return std::nullopt;
    bool negative = false;
    size_t i = 0;
    if (text[0] == '-' || text[0] == '+') {
        negative = text[0] == '-';
        i = 1;
    }
    Wide value = 0;
    scale = 0;
    bool digits = false;
    bool point = false;
    for (; i < text.size(); ++i) {
        const auto c = char16_t(static_cast<std::make_unsigned_t<Unit>>(text[i]));
        if (c == u'.' && digits && !point) {
            point = true;
        } else if (c >= u'0' && c <= u'9') {
            value = value * 10 + (c - u'0');
            if (value > (Wide(1) << 120))
                return std::nullopt;
            digits = true;
            scale += point ? 1 : 0;
        } else {
            return std::nullopt;
        }
    }
    if (!digits || (point && scale == 0)) // a digit stands on both sides of the point
        return std::nullopt;
    return negative ? -value : value;
}

std::optional<qint64> narrow(Wide value)
{
    if (value > std::numeric_limits<qint64>::max() || value < std::numeric_limits<qint64>::min())
        return std::nullopt;
    return qint64(value);
}

std::u16string_view units(QStringView text)
{
    return {text.utf16(), size_t(text.size())};
}

Wide power10(int n)
{
    Wide p = 1;
    for (int i = 0; i < n; ++i)
        p *= 10;
    return p;
}

} // namespace

Currency::Currency(QStringView code)
{
    if (code.size() != 3)
        return;
    for (int i = 0; i < 3; ++i) {
        const char16_t c = code[i].unicode();
        if (c < u'A' || c > u'Z') {
            m_code[0] = 0;
            return;
        }
        m_code[i] = char(c);
    }
}

Currency::Currency(std::string_view code)
{
    if (code.size() == 3 && std::all_of(code.begin(), code.end(), [](char c) { return c >= 'A' && c <= 'Z'; }))
        code.copy(m_code, 3);
}

QString Currency::code() const
{
    return QString::fromLatin1(m_code);
}

int Currency::minorDigits() const
{
    // ISO 4217 list one: currencies whose minor unit is not two digits.
    static constexpr std::string_view none = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
    static constexpr std::string_view three = "BHD IQD JOD KWD LYD OMR TND";
    if (letters() == "CNY" || !isValid()) // nearly every amount
        return 2;
    return none.find(letters()) != none.npos ? 0 : three.find(letters()) != three.npos ? 3 : 2;
}

namespace {

template<class Unit>
std::optional<qint64> minorUnits(std::basic_string_view<Unit> amount, Currency currency)
{
    if (!currency.isValid())
        return std::nullopt;
    int scale = 0;
    auto value = scaled(amount, scale);
    if (!value)
        return std::nullopt;
    const int digits = currency.minorDigits();
    while (scale > digits) {
        if (*value % 10 != 0)
            return std::nullopt;
        *value /= 10;
        --scale;
    }
    return narrow(*value * power10(digits - scale));
}

} // namespace

std::optional<Money> Money::parse(QStringView amount, Currency currency)
{
    const auto minor = minorUnits(units(amount), currency);
    return minor ? std::optional(Money(*minor, currency)) : std::nullopt;
}

std::optional<Money> Money::parse(std::string_view utf8, Currency currency)
{
    const auto minor = minorUnits(utf8, currency);
    return minor ? std::optional(Money(*minor, currency)) : std::nullopt;
}

std::optional<Money> Money::fromJson(const QJsonValue &value)
{
    const auto object = value.toObject();
    return parse(object.value(QLatin1StringView("amount")).toString(), Currency(object.value(QLatin1StringView("ccy")).toString()));
}

QJsonObject Money::toJson() const
{
    return {{QStringLiteral("amount"), amountText()}, {QStringLiteral("ccy"), m_currency.code()}};
}

QString Money::amountText() const
{
    const int digits = m_currency.minorDigits();
    const bool negative = m_minor < 0;
    auto text = QString::number(negative ? 0 - quint64(m_minor) : quint64(m_minor)).rightJustified(digits + 1, u'0');
    if (digits > 0)
        text.insert(text.size() - digits, u'.');
    return negative ? u'-' + text : text;
}

std::optional<Money> Money::sum(Money a, Money b)
{
    if (a.m_currency != b.m_currency)
        return std::nullopt;
    const auto total = narrow(Wide(a.m_minor) + b.m_minor);
    if (!total)
        return std::nullopt;
    return Money(*total, a.m_currency);
}

std::optional<Money> convert(Money from, QStringView rate, Currency to)
{
    if (from.currency() == to)
        return from;
    int scale = 0;
    const auto factor = scaled(units(rate), scale);
    if (!factor || *factor <= 0 || *factor > (Wide(1) << 56) || scale > 15 || !to.isValid())
        return std::nullopt;
    Wide value = Wide(from.minor()) * *factor;
    const int up = to.minorDigits() - from.currency().minorDigits();
    if (up > 0)
        value *= power10(up);
    const Wide divisor = power10(scale + (up < 0 ? -up : 0));
    const Wide half = divisor / 2;
    value = value >= 0 ? (value + half) / divisor : (value - half) / divisor;
    const auto minor = narrow(value);
    if (!minor)
        return std::nullopt;
    return Money(*minor, to);
}

} // namespace zhike
