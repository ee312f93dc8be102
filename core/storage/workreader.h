// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "storage/documents.h"

namespace zhike::storage {

//! Tasks, dates, requests and alerts across all customers: what the day, the calendar and the alert list are made of.
class WorkReader {
public:
    explicit WorkReader(const ReadContext &context) : m_context(context) { }

    //! Tasks of the days [from, to], recurring ones expanded, overridden occurrences replaced; done ones included.
    Result<QList<views::TaskRow>> tasks(QDate from, QDate to);
    Result<QList<views::TaskRow>> overdue();
    //! Important dates, maturities and reviews of the days [from, to].
    Result<QList<views::DateRow>> dates(QDate from, QDate to);
    Result<QList<views::RequestRow>> openRequests();
    //! Alerts that are not disposed, of one kind or of all.
    Result<QList<views::AlertRow>> alerts(const QString &kind);
    //! Interactions between two instants, both included.
    int contacts(qint64 fromMs, qint64 toMs);
    QList<views::CalendarDay> days(QDate from, QDate to) const;

private:
    Done complete(views::TaskRow &row, Ordinal customer, bool pending);

    const ReadContext &m_context;
};

} // namespace zhike::storage
