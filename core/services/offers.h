// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "services/views.h"

namespace zhike::services {

//! Which screens a person is offered, from the rights of the role (security/rights). What is not offered the central refuses too.
struct Offers {
    bool portfolio = true; //!< figures of a team
    bool approvals = false; //!< decides requests, or has made one
};
Offers offersOf(const QString &role, const Approvals &approvals);

} // namespace zhike::services
