// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/recordlist.h"

#include "storage/projector.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>

namespace zhike::storage {

Done eachRecord(Database &database, const std::function<void(const RecordLine &)> &visit)
{
    return database.snapshot([&]() -> Done {
        auto rows = database.query("SELECT b.id, t.name, s.id, c.id, b.version, b.csn, b.rid, b.raw FROM base b JOIN type_ref t ON t.n = b.type "
                                   "JOIN scope_ref s ON s.n = b.scope LEFT JOIN customer_ref c ON c.ordinal = b.customer "
                                   "WHERE b.version > 0 AND b.deleted = 0 ORDER BY b.id");
        if (!rows)
            return rows.error();
        while (rows->next()) {
            RecordLine line {rows->text(0), rows->text(1), rows->text(2), rows->text(3), rows->integer(4), rows->integer(5), {}};
            if (!Projector::isColumnar(typeOf(rows->integer(6)))) {
                const auto data = QJsonDocument::fromJson(rows->bytes(7)).object();
                line.sha256 = QCryptographicHash::hash(QJsonDocument(data).toJson(QJsonDocument::Compact), QCryptographicHash::Sha256).toHex();
            }
            visit(line);
        }
        return done();
    });
}

} // namespace zhike::storage
