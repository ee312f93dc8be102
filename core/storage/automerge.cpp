// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/automerge.h"

#include <QJsonDocument>

namespace zhike::storage {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kDayMs = 24ll * 3600 * 1000;
constexpr qint64 kKeepMs = 7 * kDayMs;

// A value alone is no JSON document in Qt 6.4: it stands in an array of one.
QByteArray wrapped(const QJsonValue &value)
{
    return QJsonDocument(QJsonArray {value.isUndefined() ? QJsonValue(QJsonValue::Null) : value}).toJson(QJsonDocument::Compact);
}

QJsonValue unwrapped(const QByteArray &text)
{
    return QJsonDocument::fromJson(text).array().first();
}

} // namespace

Done noteMerge(Database &database, const QByteArray &answer, qint64 nowMs)
{
    const auto result = QJsonDocument::fromJson(answer).object();
    if (result[u"status"_s].toString() != "merged"_L1 || result[u"replayed"_s].toBool())
        return done();
    const auto opId = result[u"op_id"_s].toString();
    const auto after = result[u"record"_s].toObject()[u"data"_s].toObject();
    QString type;
    QString id;
    qint64 customer = 0;
    QJsonObject set;
    QJsonObject before;
    {
        auto rows = database.query("SELECT o.type, o.id, o.customer, o.body, b.raw FROM outbox o LEFT JOIN base b ON b.id = o.id WHERE o.op_id = ?1", {opId});
        if (!rows)
            return rows.error();
        if (!rows->next())
            return done();
        type = rows->text(0);
        id = rows->text(1);
        customer = rows->integer(2);
        set = QJsonDocument::fromJson(rows->bytes(3)).object()[u"set"_s].toObject();
        before = QJsonDocument::fromJson(rows->bytes(4)).object();
    }
    const auto write = [&](const QString &field, const QString &kind, const QJsonValue &was, const QJsonValue &is) {
        return database.run("INSERT INTO auto_merge (op_id, at, customer, type, id, field, kind, before, after) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                            {opId, nowMs, customer, type, id, field, kind, QString::fromUtf8(wrapped(was)), QString::fromUtf8(wrapped(is))});
    };
    for (const auto &value : result[u"kept_theirs"_s].toArray()) {
        const auto field = value.toString();
        // Where the change had come by pull before, what it was is no longer known here, and nothing can be taken back.
        if (before[field] == after[field])
            continue;
        if (auto ok = write(field, u"theirs"_s, before[field], after[field]); !ok)
            return ok;
    }
    for (auto it = set.begin(); it != set.end(); ++it)
        if (auto ok = write(it.key(), u"mine"_s, it->toObject()[u"from"_s], after[it.key()]); !ok)
            return ok;
    return database.run("DELETE FROM auto_merge WHERE at < ?1", {nowMs - kKeepMs});
}

Result<Merge> openMerge(Database &database, qint64 n)
{
    auto rows = database.query("SELECT type, id, field, before FROM auto_merge WHERE n = ?1 AND undone = 0", {n});
    if (!rows)
        return rows.error();
    if (!rows->next())
        return Error {ErrorCode::NotFound, u"no such merge, or it was taken back"_s, u"merge"_s, QString::number(n)};
    return Merge {rows->text(0), rows->text(1), rows->text(2), unwrapped(rows->text(3).toUtf8())};
}

Done closeMerge(Database &database, qint64 n)
{
    return database.run("UPDATE auto_merge SET undone = 1 WHERE n = ?1", {n});
}

Result<QList<views::MergedRow>> merges(const ReadContext &context)
{
    auto rows = context.database.query("SELECT n, at, type, customer, field, kind, before, after, undone FROM auto_merge WHERE at > ?1 ORDER BY at DESC, n",
                                       {context.clock.nowMs() - kDayMs});
    if (!rows)
        return rows.error();
    QList<views::MergedRow> list;
    while (rows->next()) {
        views::MergedRow row;
        row.n = rows->integer(0);
        row.at = context.local(rows->integer(1));
        row.type = rows->text(2);
        auto name = nameOf(context.database, rows->integer(3));
        if (!name)
            return name.error();
        row.customer = CustomerId(name->id);
        row.customerName = name->name;
        row.field = rows->text(4);
        row.kind = rows->text(5);
        row.before = shownValue(row.field, unwrapped(rows->text(6).toUtf8()));
        row.after = shownValue(row.field, unwrapped(rows->text(7).toUtf8()));
        row.undone = rows->integer(8) != 0;
        list.append(row);
    }
    return list;
}

} // namespace zhike::storage
