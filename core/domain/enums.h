// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QLatin1StringView>
#include <QString>
#include <optional>

namespace zhike {

// Enums the screens and rules reason about; wire names are English snake_case (data-model.md). Values that are only shown travel as text.
enum class CustomerKind { Person, Company };
enum class Tier { Mass, Wealth, Private };
enum class Lifecycle { New, Growth, Mature, Senior };
enum class Activity { Low, Medium, High };
//! Churn level, the higher of rule level and probability band.
enum class ChurnLevel { None, Watch, Act, Critical };
enum class AccountKind { Demand, TimeDeposit, Wealth, Fund, Bond, Insurance, Securities, PreciousMetal, Loan, Mortgage, CreditCard, Settlement };
enum class TaskStatus { Open, Done, Cancelled };
enum class Priority { Low, Normal, High };
enum class AlertState { New, Acknowledged, Snoozed, InAction, Disposed };

template<class E>
QLatin1StringView toWire(E value);
template<class E>
std::optional<E> fromWire(QStringView text);

#define ZHIKE_WIRE_ENUM(E)                                                                                                                                     \
    template<>                                                                                                                                                 \
    QLatin1StringView toWire<E>(E value);                                                                                                                      \
    template<>                                                                                                                                                 \
    std::optional<E> fromWire<E>(QStringView text);
ZHIKE_WIRE_ENUM(CustomerKind)
ZHIKE_WIRE_ENUM(Tier)
ZHIKE_WIRE_ENUM(Lifecycle)
ZHIKE_WIRE_ENUM(Activity)
ZHIKE_WIRE_ENUM(ChurnLevel)
ZHIKE_WIRE_ENUM(AccountKind)
ZHIKE_WIRE_ENUM(TaskStatus)
ZHIKE_WIRE_ENUM(Priority)
ZHIKE_WIRE_ENUM(AlertState)
#undef ZHIKE_WIRE_ENUM

//! loan, mortgage and credit_card are owed by the customer; the rest is his.
inline bool isLiability(AccountKind kind)
{
    return kind == AccountKind::Loan || kind == AccountKind::Mortgage || kind == AccountKind::CreditCard;
}

//! Demand, time and settlement deposits; the other assets count as investments.
inline bool isDeposit(AccountKind kind)
{
    return kind == AccountKind::Demand || kind == AccountKind::TimeDeposit || kind == AccountKind::Settlement;
}

} // namespace zhike
