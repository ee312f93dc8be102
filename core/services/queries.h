// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/result.h"
#include "services/views.h"

namespace zhike::services {

//! What a screen may ask. One object belongs to one thread; answers are values of one consistent snapshot.
//! The local cache answers in services/localqueries.h, samples for widget tests in tests/support.
class Queries {
public:
    Queries() = default;
    virtual ~Queries() = default;
    Queries(const Queries &) = delete;
    Queries &operator=(const Queries &) = delete;

    virtual Result<Today> today() = 0;
    virtual Result<CustomerPage> customers(const CustomerQuery &query, int offset, int limit) = 0;
    virtual Result<SegmentCounts> segments() = 0;
    virtual Result<QList<SearchHit>> search(const QString &text, int limit) = 0;
    virtual Result<CustomerFile> customer(const CustomerId &id) = 0;
    virtual Result<CustomerId> customerByNumber(const QString &number) = 0;
    //! Bookings of a customer in [from, to], newest first; `month` figures equal the sum of these rows.
    virtual Result<QList<TransactionRow>> transactions(const CustomerId &id, QDate from, QDate to) = 0;
    virtual Result<CalendarRange> calendar(QDate from, QDate to) = 0;
    virtual Result<AlertBoard> alerts() = 0;
    virtual Result<Portfolio> portfolio(const QString &by) = 0;
    virtual Result<SyncCentre> syncCentre() = 0;
    virtual Result<Approvals> approvals() = 0;
    virtual Result<DeviceFacts> deviceFacts() = 0;
    virtual Result<SyncStatus> status() = 0;
    virtual Result<QString> draft(const QString &form); //!< what saveDraft() kept; empty when there is none
    virtual Result<AuditBoard> audit(const AuditQuery &query) = 0;
    virtual Result<AuditFinding> verifyAudit() = 0; //!< the whole chain with its signatures; some 10 µs per event
};

} // namespace zhike::services
