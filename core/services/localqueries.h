// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/clock.h"
#include "services/queries.h"
#include "services/recorder.h"
#include "storage/database.h"
#include "storage/reference.h"

namespace zhike::services {

//! Answers from the encrypted cache, each within one read transaction. One thread.
class LocalQueries final : public Queries {
public:
    //! \param witness to check the audit's signatures with
    LocalQueries(std::unique_ptr<storage::Database> database, Clock clock, Witness witness = {});

    Result<QString> draft(const QString &form) override;
    Result<Today> today() override;
    Result<CustomerPage> customers(const CustomerQuery &query, int offset, int limit) override;
    Result<SegmentCounts> segments() override;
    Result<QList<SearchHit>> search(const QString &text, int limit) override;
    Result<CustomerFile> customer(const CustomerId &id) override;
    Result<CustomerId> customerByNumber(const QString &number) override;
    Result<QList<TransactionRow>> transactions(const CustomerId &id, QDate from, QDate to) override;
    Result<CalendarRange> calendar(QDate from, QDate to) override;
    Result<AlertBoard> alerts() override;
    Result<Portfolio> portfolio(const QString &by) override;
    Result<SyncCentre> syncCentre() override;
    Result<Approvals> approvals() override;
    Result<DeviceFacts> deviceFacts() override;
    Result<SyncStatus> status() override;
    Result<AuditBoard> audit(const AuditQuery &query) override;
    Result<AuditFinding> verifyAudit() override;

    [[nodiscard]] storage::Database &database() { return *m_database; }
    //! The small tables, read again when sync has brought a newer state.
    Result<const storage::Reference *> reference();

private:
    template<class F>
    auto read(F question) -> std::invoke_result_t<F, const struct LocalReadContext &>;

    std::unique_ptr<storage::Database> m_database;
    Clock m_clock;
    Witness m_witness;
    storage::Reference m_reference;
    qint64 m_referenceState = -1;
};

} // namespace zhike::services
