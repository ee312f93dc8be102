// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "services/views.h"

namespace zhike::services {

//! Inputs of "whom first today": everything that is a reason to call, of one day.
struct RankingInput {
    QDate today;
    QList<TaskRow> due; //!< open tasks of the day
    QList<TaskRow> overdue;
    QList<AlertRow> alerts; //!< open alerts
    QList<DateRow> dates; //!< of the next days
    QList<CustomerRow> silent; //!< beyond their contact standard
};

struct RankingResult {
    QList<CallRow> calls; //!< one line per customer, most urgent first
    int noConsent = 0; //!< left out: marketing reason without consent
    int openComplaint = 0; //!< left out: a marketing reason while a complaint is open
};

//! One line per customer with his strongest reason; ties by AUM. Service reasons (what was promised, overdue, churn) need no marketing consent,
//! occasions to sell do. `doNotContact` customers never appear.
RankingResult rankCalls(const RankingInput &input, const QHash<QString, CustomerRow> &customers, const QSet<QString> &withOpenComplaint);

} // namespace zhike::services
