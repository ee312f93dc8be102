// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/incarnation.h"

#include "storage/auditlog.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace zhike::storage {

using namespace Qt::Literals::StringLiterals;

Result<Position> position(Database &database)
{
    Position position;
    position.incarnation = qMax<qint64>(1, database.stateText(u"incarnation"_s).toLongLong());
    position.stamp = database.stateText(u"anchor_stamp"_s).toLongLong();
    position.outboxN = database.stateText(u"last_n"_s).toLongLong();
    const auto head = AuditLog(database).head();
    if (!head)
        return head.error();
    position.auditSeq = head->seq;
    position.auditHash = head->hash;
    return position;
}

Result<Position> stamp(Database &database, qint64 stamp)
{
    return database.transaction([&]() -> Result<Position> {
        if (auto ok = database.setState(u"anchor_stamp"_s, stamp); !ok)
            return ok.error();
        return position(database);
    });
}

Done beginIncarnation(Database &database, qint64 incarnation, const QString &refreshToken)
{
    struct Open {
        qint64 n;
        QByteArray body;
    };
    return database.transaction([&]() -> Done {
        QList<Open> open;
        {
            auto rows = database.query("SELECT n, body FROM outbox WHERE state < 3 ORDER BY n");
            if (!rows)
                return rows.error();
            while (rows->next())
                open.append({rows->integer(0), rows->bytes(1)});
        }
        auto ok = database.run("DELETE FROM outbox WHERE state >= 3");
        // Through negative numbers, so that no two meet on the way.
        for (qint64 n = 1; ok && n <= open.size(); ++n) {
            auto body = QJsonDocument::fromJson(open[n - 1].body).object();
            body[u"n"_s] = QString::number(n);
            ok = database.run("UPDATE outbox SET n = ?2, body = ?3, state = CASE state WHEN 1 THEN 0 ELSE state END, sent = 0 WHERE n = ?1",
                              {open[n - 1].n, -n, QJsonDocument(body).toJson(QJsonDocument::Compact)});
        }
        if (ok)
            ok = database.run("UPDATE outbox SET n = -n WHERE n < 0");
        for (const char *sql : {"DELETE FROM bootstrap_job", "DELETE FROM member"})
            if (ok)
                ok = database.run(sql);
        // The store may be older than a restore of the bank, of which only its former cursor would have told: no row is kept for its version.
        for (const auto &[key, value] :
             {std::pair(u"incarnation"_s, QVariant(incarnation)), std::pair(u"last_n"_s, QVariant(open.size())), std::pair(u"cursor"_s, QVariant(QString())),
              std::pair(u"consistent"_s, QVariant(0)), std::pair(u"history_lost"_s, QVariant(1)), std::pair(u"refresh_token"_s, QVariant(refreshToken))})
            if (ok)
                ok = database.setState(key, value);
        return ok;
    });
}

} // namespace zhike::storage
