// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/enums.h"

#include <array>

namespace zhike {
namespace {

template<size_t N>
using Names = std::array<QLatin1StringView, N>;
using V = QLatin1StringView;

template<class E, size_t N>
std::optional<E> find(const Names<N> &names, QStringView text)
{
    for (size_t i = 0; i < N; ++i)
        if (text == names[i])
            return E(int(i));
    return std::nullopt;
}

} // namespace

// One table per enum, in the order of its enumerators.
#define ZHIKE_NAMES(E, N, ...)                                                                                                                                 \
    static constexpr Names<N> names##E = {__VA_ARGS__};                                                                                                        \
    template<>                                                                                                                                                 \
    QLatin1StringView toWire<E>(E value)                                                                                                                       \
    {                                                                                                                                                          \
        return names##E[size_t(value)];                                                                                                                        \
    }                                                                                                                                                          \
    template<>                                                                                                                                                 \
    std::optional<E> fromWire<E>(QStringView text)                                                                                                             \
    {                                                                                                                                                          \
        return find<E>(names##E, text);                                                                                                                        \
    }

ZHIKE_NAMES(CustomerKind, 2, V("person"), V("company"))
ZHIKE_NAMES(Tier, 3, V("mass"), V("wealth"), V("private"))
ZHIKE_NAMES(Lifecycle, 4, V("new"), V("growth"), V("mature"), V("senior"))
ZHIKE_NAMES(Activity, 3, V("low"), V("medium"), V("high"))
ZHIKE_NAMES(ChurnLevel, 4, V("none"), V("watch"), V("act"), V("critical"))
ZHIKE_NAMES(AccountKind, 12, V("demand"), V("time_deposit"), V("wealth"), V("fund"), V("bond"), V("insurance"), V("securities"), V("precious_metal"), V("loan"),
            V("mortgage"), V("credit_card"), V("settlement"))
ZHIKE_NAMES(TaskStatus, 3, V("open"), V("done"), V("cancelled"))
ZHIKE_NAMES(Priority, 3, V("low"), V("normal"), V("high"))
ZHIKE_NAMES(AlertState, 5, V("new"), V("acknowledged"), V("snoozed"), V("in_action"), V("disposed"))

} // namespace zhike
