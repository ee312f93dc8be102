// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QJsonObject>
#include <QString>
#include <optional>
#include <string_view>

namespace zhike {

//! ISO 4217 code of three letters; how many minor digits it has is asked with minorDigits().
class Currency {
public:
    Currency() = default;
    explicit Currency(QStringView code);
    explicit Currency(std::string_view code);
    [[nodiscard]] QString code() const;
    [[nodiscard]] std::string_view letters() const { return m_code; } //!< lives as long as this object
    [[nodiscard]] bool isValid() const { return m_code[0] != 0; }
    [[nodiscard]] int minorDigits() const; //!< 2 for CNY, 0 for JPY, 3 for KWD
    friend bool operator==(const Currency &, const Currency &) = default;

private:
    char m_code[4] = {0, 0, 0, 0};
};

//! An exact amount: integer minor units (fen, cents) and a currency. Adding two currencies yields nothing instead of a wrong number.
class Money {
public:
    Money() = default;
    Money(qint64 minor, Currency currency) : m_minor(minor), m_currency(currency) { }

    //! Reads the wire's decimal string ("1234567.89"); nullopt when it is not one, has too many decimals or does not fit.
    static std::optional<Money> parse(QStringView amount, Currency currency);
    static std::optional<Money> parse(std::string_view utf8, Currency currency);
    static std::optional<Money> fromJson(const QJsonValue &value); //!< {"amount":"…","ccy":"…"}
    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] QString amountText() const; //!< "1234567.89", no grouping, for the wire

    [[nodiscard]] qint64 minor() const { return m_minor; }
    [[nodiscard]] Currency currency() const { return m_currency; }
    [[nodiscard]] bool isZero() const { return m_minor == 0; }
    [[nodiscard]] Money negated() const { return {-m_minor, m_currency}; }

    static std::optional<Money> sum(Money a, Money b); //!< nullopt: other currency, or overflow
    friend bool operator==(const Money &, const Money &) = default;

private:
    qint64 m_minor = 0;
    Currency m_currency;
};

//! Exact conversion by a decimal rate ("7.1234" base units per unit), rounded half away from zero to the target's minor unit; nullopt on a bad rate or overflow.
std::optional<Money> convert(Money from, QStringView rate, Currency to);

} // namespace zhike
