// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "storage/documents.h"

namespace zhike::storage {

//! The customer list, its segments and the instant search: reads the kept figures, never a customer's rows.
class CustomerList {
public:
    explicit CustomerList(const ReadContext &context) : m_context(context) { }

    Result<views::CustomerPage> page(const views::CustomerQuery &query, int offset, int limit);
    Result<views::SegmentCounts> segments();
    Result<QList<views::SearchHit>> search(const QString &text, int limit);
    //! Rows by ordinal, in the order given; unknown ones are left out.
    Result<QList<views::CustomerRow>> rows(const QList<Ordinal> &ordinals);
    Result<views::CustomerRow> row(Ordinal ordinal);

private:
    views::CustomerRow read(const Rows &rows, const QSet<Ordinal> &pending) const;
    Result<QByteArray> condition(const views::CustomerQuery &query);

    const ReadContext &m_context;
};

} // namespace zhike::storage
