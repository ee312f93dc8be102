// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "storage/database.h"
#include "storage/rowid.h"

#include <memory>

namespace zhike::storage {

//! Writes the typed columns of a record from its JSON, and takes them away again. Works inside its caller's transaction.
class Projector {
public:
    explicit Projector(Database &database);
    ~Projector();
    Projector(const Projector &) = delete;
    Projector &operator=(const Projector &) = delete;

    void begin() { m_marked = 0; } //!< first call of every transaction
    //! \param today decides the next occurrence of an important date
    Done project(Rid rid, TypeCode type, Ordinal customer, std::string_view doc, QDate today);
    Done forget(Rid rid, TypeCode type);
    //! Everything of a customer, search keys and figures included; base is the caller's.
    Done forgetCustomer(Ordinal customer);
    Done markStale(Ordinal customer);

    //! Types whose typed columns hold every known member; of their raw JSON only unknown members are kept.
    static bool isColumnar(TypeCode type);
    //! Day that goes into the row id, from the record's JSON.
    qint64 dayOf(TypeCode type, std::string_view doc);
    //! Unknown members of a columnar record as JSON; empty when there are none.
    QByteArray unknownMembers(TypeCode type, std::string_view doc);

private:
    struct Json;
    Result<sqlite::Statement *> statement(const char *sql) { return m_database.kept(sql); }

    Database &m_database;
    std::unique_ptr<Json> m_json;
    Ordinal m_marked = 0; //!< whom this transaction marked last
};

} // namespace zhike::storage
