// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "security/rights.h"

//! What a screen asks before it offers something: the table of rights (security/rights.h), by the wire name of the role.
namespace zhike::services {

using security::Right;

inline bool offered(const QString &role, Right right)
{
    return security::mayHere(security::roleOf(role), right);
}

} // namespace zhike::services
