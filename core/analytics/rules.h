// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/enums.h"
#include "domain/money.h"

#include <QJsonObject>
#include <QStringList>

namespace zhike::analytics {

//! Share of each churn signal in the rule score. Chosen so that money leaving is a reason to act by itself, while silence or a maturity alone is not.
struct ChurnPoints {
    int frequencyDrop = 25;
    int outflow = 35;
    int noContact = 15;
    int complaintOverdue = 25;
    int lowSatisfaction = 15;
    int ownNameTransfers = 15;
    int maturityUnplanned = 10;
};

//! Thresholds of the segments and of the churn rules, from the bank's `rule_set` record; the defaults are data-model.md's.
struct RuleSet {
    QString version = QStringLiteral("default");
    Currency base {u"CNY"};
    qint64 wealthFrom = 100'000'00; //!< minor units: at least this is wealth
    qint64 privateAbove = 5'000'000'00; //!< more than this is private
    int newMonths = 3; //!< at most this many months: new
    int growthBelowMonths = 12; //!< less than this: growth
    int seniorFromMonths = 60; //!< at least this: senior
    int activityMonths = 6;
    int contactDays[3] = {180, 90, 30}; //!< by tier: mass, wealth, private
    int frequencyDropBp = 5000;
    int outflowBp = 3000;
    int maturityDays = 60;
    int csatAtMost = 3;
    int npsAtMost = 6;
    int ownNameRiseBp = 2000;
    int concentrationLimitBp = 3500; //!< share of the ten largest customers in AUM
    int activityHighPerMonth = 8; //!< customer-initiated bookings a month: at least this is high
    int activityPurchasePerMonth = 4; //!< with a purchase in the window, at least this is high
    int activityLowBelowPerMonth = 1; //!< less than this, and no purchase, is low
    int frequencyMinMedian = 4; //!< a customer who never booked more often than this has no habit to break
    ChurnPoints points;
    int watchPoints = 15; //!< at least this many points: watch
    int actPoints = 35;
    int criticalPoints = 60;
    QStringList churnOff; //!< signals the bank switched off

    //! Members that are missing keep their default.
    static RuleSet fromJson(const QJsonObject &data);
    [[nodiscard]] QJsonObject toJson() const;
};

} // namespace zhike::analytics
