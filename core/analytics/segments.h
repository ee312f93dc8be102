// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "analytics/history.h"
#include "analytics/rules.h"

namespace zhike::analytics {

//! \param aum base currency minor units
Tier tierOf(qint64 aum, const RuleSet &rules);
//! Calendar months with the end of month clamped.
Lifecycle lifecycleOf(QDate since, QDate today, const RuleSet &rules);
Activity activityOf(const CustomerHistory &history, const RuleSet &rules);

} // namespace zhike::analytics
