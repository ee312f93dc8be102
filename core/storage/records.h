// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "storage/names.h"
#include "storage/projector.h"

#include <QSet>

namespace zhike::storage {

//! What stands in base of one record.
struct BaseRow {
    QByteArray id;
    Rid rid = 0;
    TypeCode type = TypeCode::Other;
    qint64 typeNumber = 0;
    qint64 scope = 0;
    Ordinal customer = 0;
    qint64 version = 0;
    qint64 csn = 0;
    qint64 gen = 0; //!< bootstrap generation it was last seen in
    bool deleted = false;
};

//! Base rows, the overlay of pending operations and the projections, kept in step: visible = base + pending (sync-protocol §0).
//! Works inside its caller's transaction; one object per connection.
class Records {
public:
    Records(Database &database, QDate today);

    Names names;
    Projector projector;

    Done begin(); //!< reads the small tables; first call of every transaction
    Result<std::optional<BaseRow>> find(std::string_view id);
    //! Rows of base in a set. \param where what follows "FROM base ", such as "WHERE scope = ?1"
    Result<QList<BaseRow>> rowsOf(const char *where, const QVariantList &values);
    //! Row for a record the server does not have yet: version 0, no raw. Returns the existing one when there is one.
    Result<BaseRow> placeholder(const QString &type, const QString &id, const QString &scope, const QString &customerId, std::string_view doc);
    //! false: a record of that id is there already, nothing was written
    Result<bool> insert(BaseRow &row, std::string_view id, std::string_view type, std::string_view data, qint64 gen);
    //! \param old the row as it stood
    Done update(const BaseRow &old, const BaseRow &row, std::string_view data, qint64 gen);
    Done stamp(Rid rid, qint64 gen);
    Done bury(const BaseRow &old, const BaseRow &row, qint64 gen); //!< tombstone: raw gone, projections gone
    Done erase(const BaseRow &row); //!< the row itself
    //! Writes what the transaction did to the digests of scopes and types (§4.6); last call of every transaction that changes server rows.
    Done flushSums();
    Done recount(); //!< the digests anew, from the rows
    //! Typed columns of a row that has no pending operations.
    Done show(const BaseRow &row, std::string_view data) { return projector.project(row.rid, row.type, row.customer, data, m_today); }
    //! Derives the visible row again from base and the operations that are queued or in flight.
    Done rebase(const BaseRow &row, std::string_view id);
    //! Removes everything of a customer, base included.
    Done eraseCustomer(Ordinal customer);

    struct Place {
        QString customerId;
        QString scope;
    };
    Result<Place> placeOf(const BaseRow &row);
    Result<QString> scopeOfCustomer(Ordinal customer); //!< empty when the customer is not here
    //! Visible JSON of a record: overlay, else base. Empty when there is none or it is deleted.
    Result<QByteArray> visible(Rid rid);
    [[nodiscard]] bool hasPending(std::string_view id) const;

private:
    void bindRaw(sqlite::Statement &statement, int index, TypeCode type, std::string_view data);
    static Rid ridAt(Ordinal customer, TypeCode type, qint64 day, std::string_view id, int probe);
    Result<Rid> freeRid(Ordinal customer, TypeCode type, qint64 day, std::string_view id);

    void count(const BaseRow &row, int sign);

    Database &m_database;
    QDate m_today;
    struct Sum {
        qint64 n = 0;
        quint64 sum = 0;
    };
    QHash<std::pair<qint64, qint64>, Sum> m_sums; //!< (scope, type) → what this transaction adds
    QSet<QByteArray> m_pending; //!< ids with open operations
};

//! A record's JSON with one operation applied to it; nullopt when the operation deletes it.
std::optional<QJsonObject> applyOperation(QJsonObject doc, const QJsonObject &op);

} // namespace zhike::storage
