// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "analytics/history.h"
#include "analytics/rules.h"

#include <QJsonArray>

namespace zhike::analytics {

//! One rule that fired. The sentence is made by whoever shows it, from the signal and its two figures.
struct ChurnReason {
    QString signal; //!< frequency_drop, outflow, no_contact, complaint_overdue, low_satisfaction, own_name_transfers, maturity_unplanned
    int points = 0; //!< share in the rule score, 0…100; orders reasons, is not a probability
    //! What was seen. frequency_drop: fall against the median, bp; outflow: share of what was there 30 days ago, bp; no_contact: days;
    //! complaint_overdue: count; low_satisfaction: CSAT or NPS; own_name_transfers: share now, bp; maturity_unplanned: days left.
    qint64 value = 0;
    //! What it was compared with, same unit: the threshold; for own_name_transfers the share before, for complaint_overdue 0.
    qint64 baseline = 0;
};

//! Result of the rule layer (analytics.md §2). Probability, when a model is installed, is a second figure beside it, never mixed in.
struct ChurnAssessment {
    ChurnLevel level = ChurnLevel::None;
    int points = 0; //!< Σ of the reasons, capped at 100
    QList<ChurnReason> reasons; //!< most points first

    [[nodiscard]] QJsonArray reasonsJson() const; //!< [{signal,contribution,value,baseline}] as in `alert`
};

//! The transaction-frequency rule compares with the median of the six months before. The running month counts, scaled up to its full length, once
//! half of it is over; until then the last closed month is looked at.
ChurnAssessment assessChurn(const CustomerHistory &history, const RuleSet &rules);

} // namespace zhike::analytics
