// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "arguments.h"

#include "services/views.h"

namespace zhike::ctl {

//! The list of customers that --where and --sort speak of: --where tier=private,lifecycle=senior,kind=company,segment=churn,text=李
Result<services::CustomerQuery> listQuery(const Arguments &arguments);

} // namespace zhike::ctl
