// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "storage/documents.h"

namespace zhike::storage {

//! The 360 view of one customer: a handful of range reads over neighbouring rows.
class CustomerFileReader {
public:
    explicit CustomerFileReader(const ReadContext &context) : m_context(context) { }

    Result<views::CustomerFile> read(Ordinal ordinal);
    Result<QList<views::TransactionRow>> transactions(Ordinal ordinal, QDate from, QDate to, int limit);

private:
    Done readRecords(Ordinal ordinal, views::CustomerFile &file);
    Done readJointAccounts(Ordinal ordinal, views::CustomerFile &file);
    Done readMonths(Ordinal ordinal, views::CustomerFile &file);
    Done readInteractions(Ordinal ordinal, views::CustomerFile &file);
    Done readRelations(Ordinal ordinal, views::CustomerFile &file);
    Done readDates(Ordinal ordinal, views::CustomerFile &file);
    void fillCustomer(const QJsonObject &data, views::CustomerFile &file) const;
    void finish(views::CustomerFile &file) const;

    const ReadContext &m_context;
    QList<std::pair<QString, QJsonObject>> m_relations; // id, data of the customer being read
};

} // namespace zhike::storage
