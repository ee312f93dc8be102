// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "storage/database.h"
#include "storage/rowid.h"

namespace zhike::storage {

//! Small numbers for the texts that repeat in every row: types, scopes, customers. Read once per transaction owner, added to when something new comes.
class Names {
public:
    explicit Names(Database &database) : m_database(database) { }
    Done load();
    Result<qint64> type(std::string_view name);
    struct Kind {
        QByteArray name;
        qint64 number = 0;
        TypeCode code = TypeCode::Other;
    };
    Result<Kind> kind(std::string_view type); //!< its number and its place in one
    Result<qint64> scope(std::string_view id);
    //! 0 for an empty id. Refuses more customers than row ids have room for.
    Result<Ordinal> customer(std::string_view id);

private:
    Result<qint64> lookUp(QHash<QByteArray, qint64> &cache, const char *select, const char *insert, std::string_view text);

    Database &m_database;
    QHash<QByteArray, qint64> m_types;
    std::vector<Kind> m_kinds; //!< as they were asked for
    QHash<QByteArray, qint64> m_scopes;
    QHash<QByteArray, qint64> m_customers;
};

} // namespace zhike::storage
