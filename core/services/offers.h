// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "security/rights.h"
#include "services/views.h"

//! What a screen asks before it offers something: the table of rights (security/rights.h), by the wire name of the role. What is not offered the central
//! refuses too.
namespace zhike::services {

using security::Right;

inline bool offered(const QString &role, Right right)
{
    return security::mayHere(security::roleOf(role), right);
}

//! Which screens a person is offered.
struct Offers {
    bool portfolio = true; //!< figures of a team
    bool approvals = false; //!< decides requests, or has made one
};
Offers offersOf(const QString &role, const Approvals &approvals);

} // namespace zhike::services
