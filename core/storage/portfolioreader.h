// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "storage/documents.h"

namespace zhike::storage {

//! Portfolio figures from the kept figures of every customer; each mark carries exactly the customers behind it.
class PortfolioReader {
public:
    explicit PortfolioReader(const ReadContext &context) : m_context(context) { }

    //! \param by tier, lifecycle, activity, kind, book, branch or risk; anything else is Invalid
    Result<views::Portfolio> read(const QString &by);
    Result<views::AlertBoard> churnBoard();

private:
    Done readSlices(views::Portfolio &portfolio);
    Done readMonths(views::Portfolio &portfolio);
    Done readMaturities(views::Portfolio &portfolio);
    Done readLargest(views::Portfolio &portfolio);

    const ReadContext &m_context;
};

} // namespace zhike::storage
