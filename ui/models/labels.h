// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/enums.h"
#include "domain/result.h"
#include "services/views.h"

#include <QCoreApplication>

namespace zhike::ui {

//! What wire values are called on screen, in the language in force when asked. Values of a newer server are shown as they came.
class Labels {
    Q_DECLARE_TR_FUNCTIONS(zhike::ui::Labels)
public:
    // customers
    static QString tier(Tier tier);
    static QString tierOf(CustomerKind kind, Tier tier); //!< companies have no tier: "Corporate"
    static QString customerKind(CustomerKind kind);
    static QString lifecycle(Lifecycle stage);
    static QString activity(Activity activity);
    static QString churnLevel(ChurnLevel level);
    static QString accountKind(AccountKind kind);
    static QString riskTolerance(QStringView grade); //!< C1…C5 with its word
    static QString relationKind(QStringView kind);
    static QString dateKind(QStringView kind);
    static QString customerStatus(QStringView status);
    static QString kycStatus(QStringView status);

    // work
    static QString channel(QStringView channel);
    static QString direction(QStringView direction);
    static QString outcome(QStringView outcome);
    static QString taskKind(QStringView kind);
    static QString taskStatus(TaskStatus status);
    static QString priority(Priority priority);
    static QString requestKind(QStringView kind);
    static QString requestStatus(QStringView status);
    static QString requestSeverity(QStringView severity);
    static QString transactionKind(QStringView kind);

    // alerts
    static QString alertKind(QStringView kind);
    static QString severity(QStringView severity);
    static QString alertState(AlertState state);
    static QString disposition(QStringView disposition);
    static QString churnSignal(QStringView signal);
    static QString churnReason(const services::ChurnReasonRow &reason); //!< one sentence with its figures
    static QString churnReasonShort(const services::ChurnReasonRow &reason); //!< for a column: "Outflow 38.1%"

    // portfolio and sync
    static QString dimension(QStringView by);
    static QString sliceKey(QStringView by, const QString &key);
    static QString maturityPeriod(QStringView key);
    static QString recordType(QStringView type);
    static QString action(QStringView action);
    static QString fieldName(QStringView field);
    static QString outboxState(QStringView state);
    static QString problem(QStringView code);
    static QString fieldValue(QStringView field, const QString &text); //!< a field's text in words where it is a code; "—" for none
    static QString requestState(QStringView state);
    static QString mergeKind(QStringView kind);
    static QString duration(qint64 seconds); //!< "1 h 40 min", "3 d", "12 min"
    static QString conflictKind(QStringView kind);
    static QString freshnessDomain(QStringView domain);
    static QString syncRound(QStringView result);
    static QString syncPhase(QStringView phase);
    static QString role(QStringView role);
    static QString error(const Error &error); //!< what happened and what to do

    // calendar
    static QString monthShort(QDate date);
    static QString weekdayShort(int dayOfWeek); //!< 1 Monday … 7 Sunday
    static QString percent(qint64 bp); //!< 3810 → "38.1%", no trailing ".0"

    // names of icons in resources/icons
    static QString taskIcon(QStringView kind);
    static QString dateIcon(QStringView kind);
    static QString channelIcon(QStringView channel);
    static QString recordIcon(QStringView type);
};

} // namespace zhike::ui
