// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/offers.h"

#include "security/rights.h"

namespace zhike::services {

Offers offersOf(const QString &role, const Approvals &approvals)
{
    using namespace security;
    Offers offers;
    // A role this version does not know sees what everybody sees; the central decides what it gets.
    const auto known = roleOf(role);
    offers.portfolio = known == Role::Unknown || grantOf(known, Right::ReadTeam) != Grant::No;
    offers.approvals = approvals.decides || !approvals.own.isEmpty();
    return offers;
}

} // namespace zhike::services
