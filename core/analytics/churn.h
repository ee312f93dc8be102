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
    qint64 value = 0; //!< what was seen: bp for shares and drops, days, count, minor units; by signal
    qint64 baseline = 0; //!< what it was compared with, same unit
};

//! Result of the rule layer (analytics.md §2). Probability, when a model is installed, is a second figure beside it, never mixed in.
struct ChurnAssessment {
    ChurnLevel level = ChurnLevel::None;
    int points = 0; //!< Σ of the reasons, capped at 100
    QList<ChurnReason> reasons; //!< most points first

    [[nodiscard]] QJsonArray reasonsJson() const; //!< [{signal,contribution,value,baseline}] as in `alert`
};

ChurnAssessment assessChurn(const CustomerHistory &history, const RuleSet &rules);

} // namespace zhike::analytics
