// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "storage/documents.h"

namespace zhike::storage {

//! Change requests of the feed as a checker and as their maker see them (sync-protocol §5.5).
class ChangeReader {
public:
    explicit ChangeReader(const ReadContext &context) : m_context(context) { }

    Result<views::Approvals> approvals();
    //! Requests of one customer that are pending, oldest first.
    Result<QList<views::ApprovalRow>> pendingOf(Ordinal customer);
    //! This user's requests that nobody has decided, newest first.
    Result<QList<views::ApprovalRow>> awaiting();
    //! Whether this user decides requests in any scope of this device.
    bool decides();

    //! What a decision has to name.
    struct Request {
        views::ApprovalRow row;
        QString customerId;
        QString scope;
        qint64 version = 0;
    };
    Result<Request> request(const QString &id); //!< NotFound unless it is here

private:
    Result<QList<Request>> read(const char *where, const QVariantList &values);
    void fillFields(const QJsonObject &data, views::ApprovalRow &row);

    const ReadContext &m_context;
};

} // namespace zhike::storage
