// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/records.h"

#include "storage/drafts.h"
#include "wire/record.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <sqlite3.h>

namespace zhike::storage {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kProbes = 4096; // more records of one customer, type and day than that share no place

} // namespace

std::optional<QJsonObject> applyOperation(QJsonObject doc, const QJsonObject &op)
{
    const auto action = op[u"action"_s].toString();
    if (action == "delete"_L1)
        return std::nullopt;
    if (action == "create"_L1)
        return op[u"data"_s].toObject();
    if (action == "patch"_L1) {
        const auto set = op[u"set"_s].toObject();
        for (auto it = set.begin(); it != set.end(); ++it)
            doc[it.key()] = it->toObject()[u"to"_s];
        return doc;
    }
    // Commands the person sees at once; what the server makes of them comes back as the record.
    const auto command = op[u"command"_s].toString();
    const auto args = op[u"args"_s].toObject();
    if (command == "acknowledge"_L1) {
        doc[u"state"_s] = u"acknowledged"_s;
    } else if (command == "snooze"_L1) {
        doc[u"state"_s] = u"snoozed"_s;
        doc[u"snooze_until"_s] = args[u"until"_s];
    } else if (command == "dispose"_L1) {
        doc[u"state"_s] = u"disposed"_s;
        doc[u"disposition"_s] = args[u"outcome"_s];
    }
    return doc;
}

Records::Records(Database &database, QDate today) : names(database), projector(database), m_database(database), m_today(today) { }

Done Records::begin()
{
    if (auto ok = names.load(); !ok)
        return ok;
    projector.begin();
    m_pending.clear();
    m_sums.clear();
    auto rows = m_database.query("SELECT DISTINCT id FROM outbox WHERE state < 2 AND type <> 'audit_event'");
    if (!rows)
        return rows.error();
    while (rows->next())
        m_pending.insert(rows->text(0).toUtf8());
    return done();
}

bool Records::hasPending(std::string_view id) const
{
    return !m_pending.isEmpty() && m_pending.contains(QByteArray::fromRawData(id.data(), qsizetype(id.size())));
}

Result<std::optional<BaseRow>> Records::find(std::string_view id)
{
    auto statement = m_database.kept("SELECT rid, type, scope, customer, version, csn, deleted, gen FROM base WHERE id = ?1");
    if (!statement)
        return statement.error();
    auto &found = **statement;
    found.bindText(1, id);
    const auto next = found.step();
    if (!next)
        return next.error();
    std::optional<BaseRow> row;
    if (*next) {
        row.emplace();
        row->id = QByteArray(id.data(), qsizetype(id.size()));
        row->rid = found.integer(0);
        row->type = typeOf(row->rid);
        row->typeNumber = found.integer(1);
        row->scope = found.integer(2);
        row->customer = found.integer(3);
        row->version = found.integer(4);
        row->csn = found.integer(5);
        row->deleted = found.integer(6) != 0;
        row->gen = found.integer(7);
    }
    found.reset();
    return row;
}

Result<QList<BaseRow>> Records::rowsOf(const char *where, const QVariantList &values)
{
    auto rows
        = m_database.query(QByteArray(QByteArray("SELECT id, rid, type, scope, customer, version, csn, gen, deleted FROM base ") + where).constData(), values);
    if (!rows)
        return rows.error();
    QList<BaseRow> list;
    while (rows->next())
        list.append({rows->bytes(0), rows->integer(1), typeOf(rows->integer(1)), rows->integer(2), rows->integer(3), rows->integer(4), rows->integer(5),
                     rows->integer(6), rows->integer(7), rows->integer(8) != 0});
    return list;
}

void Records::count(const BaseRow &row, int sign)
{
    if (row.version <= 0 || row.deleted)
        return;
    auto &sum = m_sums[{row.scope, row.typeNumber}];
    sum.n += sign;
    const auto digest = wire::digestOf(QByteArrayView(row.id), row.version);
    sum.sum += sign > 0 ? digest : 0 - digest;
}

Done Records::flushSums()
{
    const auto sums = std::exchange(m_sums, {});
    for (auto it = sums.cbegin(); it != sums.cend(); ++it) {
        if (it->n == 0 && it->sum == 0)
            continue;
        // The engine's integers are signed and stop at their ends; the sum goes round.
        const auto before = quint64(m_database.number("SELECT sum FROM scope_sum WHERE scope = ?1 AND type = ?2", {it.key().first, it.key().second}));
        auto ok
            = m_database.run("INSERT INTO scope_sum (scope, type, n, sum) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (scope, type) DO UPDATE SET n = n + ?3, sum = ?4",
                             {it.key().first, it.key().second, it->n, qint64(before + it->sum)});
        if (!ok)
            return ok;
    }
    return done();
}

Done Records::recount()
{
    m_sums.clear();
    if (auto ok = m_database.run("UPDATE scope_sum SET n = 0, sum = 0"); !ok)
        return ok;
    {
        auto rows = m_database.query("SELECT id, type, scope, version FROM base WHERE version > 0 AND deleted = 0");
        if (!rows)
            return rows.error();
        BaseRow row;
        while (rows->next()) {
            row.id = rows->bytes(0);
            row.typeNumber = rows->integer(1);
            row.scope = rows->integer(2);
            row.version = rows->integer(3);
            count(row, 1);
        }
    }
    return flushSums();
}

Rid Records::ridAt(Ordinal customer, TypeCode type, qint64 day, std::string_view id, int probe)
{
    return type == TypeCode::Customer ? packRid(customer, type, 0, 0)
                                      : packRid(customer, type, day, quint32(qHashBits(id.data(), id.size(), 0)) + quint32(probe));
}

Result<Rid> Records::freeRid(Ordinal customer, TypeCode type, qint64 day, std::string_view id)
{
    for (int probe = 0; probe < kProbes; ++probe) {
        const auto rid = ridAt(customer, type, day, id, probe);
        auto statement = m_database.kept("SELECT 1 FROM base WHERE rid = ?1");
        if (!statement)
            return statement.error();
        (*statement)->bind(1, rid);
        const auto taken = (*statement)->step();
        (*statement)->reset();
        if (!taken)
            return taken.error();
        if (!*taken || type == TypeCode::Customer)
            return rid;
    }
    return Error {ErrorCode::Internal, u"no free row id"_s, {}, {}};
}

Result<BaseRow> Records::placeholder(const QString &type, const QString &id, const QString &scope, const QString &customerId, std::string_view doc)
{
    const auto utf8 = id.toUtf8();
    auto found = find({utf8.constData(), size_t(utf8.size())});
    if (!found)
        return found.error();
    if (*found)
        return **found;
    BaseRow row;
    row.id = utf8;
    row.type = typeCode(type);
    auto scopeNumber = names.scope(scope.toStdString());
    if (!scopeNumber)
        return scopeNumber.error();
    auto customer = names.customer(customerId.toStdString());
    if (!customer)
        return customer.error();
    row.scope = *scopeNumber;
    row.customer = *customer;
    auto typeNumber = names.type(type.toStdString());
    if (!typeNumber)
        return typeNumber.error();
    row.typeNumber = *typeNumber;
    auto rid = freeRid(row.customer, row.type, projector.dayOf(row.type, doc), {utf8.constData(), size_t(utf8.size())});
    if (!rid)
        return rid.error();
    row.rid = *rid;
    auto ok = m_database.run("INSERT INTO base (rid, id, type, scope, customer, version, csn, gen, deleted, raw) VALUES (?1, ?2, ?3, ?4, ?5, 0, 0, 0, 0, NULL)",
                             {row.rid, id, row.typeNumber, row.scope, row.customer});
    if (!ok)
        return ok.error();
    return row;
}

Result<bool> Records::insert(BaseRow &row, std::string_view id, std::string_view type, std::string_view data, qint64 gen)
{
    const auto kind = names.kind(type);
    if (!kind)
        return kind.error();
    row.id = QByteArray(id.data(), qsizetype(id.size()));
    row.typeNumber = kind->number;
    row.type = kind->code;
    const auto day = projector.dayOf(row.type, data);
    // The place is free nearly always: ask by writing.
    auto statement = m_database.kept("INSERT INTO base (rid, id, type, scope, customer, version, csn, gen, deleted, raw)"
                                     " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT (rid) DO NOTHING");
    if (!statement)
        return statement.error();
    auto &write = **statement;
    for (int probe = 0; probe < kProbes; ++probe) {
        row.rid = ridAt(row.customer, row.type, day, id, probe);
        write.bind(1, row.rid);
        write.bindText(2, id);
        write.bind(3, row.typeNumber);
        write.bind(4, row.scope);
        write.bind(5, row.customer);
        write.bind(6, row.version);
        write.bind(7, row.csn);
        write.bind(8, gen);
        write.bind(9, int(row.deleted));
        bindRaw(write, 10, row.type, data);
        if (auto ok = write.run(); !ok) {
            if (sqlite3_extended_errcode(m_database.handle()) == SQLITE_CONSTRAINT_UNIQUE)
                return false;
            return ok.error();
        }
        if (sqlite3_changes64(m_database.handle()) == 1) {
            count(row, 1);
            return true;
        }
        if (row.type == TypeCode::Customer)
            return false; // there is one place for him, and he has it
    }
    return Error {ErrorCode::Internal, u"no free row id"_s, {}, {}};
}

void Records::bindRaw(sqlite::Statement &statement, int index, TypeCode type, std::string_view data)
{
    if (Projector::isColumnar(type)) {
        if (const auto unknown = projector.unknownMembers(type, data); !unknown.isEmpty())
            statement.bind(index, unknown);
        else
            statement.bindNull(index);
    } else if (data.empty()) {
        statement.bindNull(index);
    } else {
        statement.bindBlob(index, data);
    }
}

Done Records::update(const BaseRow &old, const BaseRow &row, std::string_view data, qint64 gen)
{
    count(old, -1);
    count(row, 1);
    auto statement = m_database.kept("UPDATE base SET scope = ?2, version = ?3, csn = ?4, gen = ?5, deleted = 0, raw = ?6 WHERE rid = ?1");
    if (!statement)
        return statement.error();
    auto &write = **statement;
    write.bindAll(row.rid, row.scope, row.version, row.csn, gen);
    bindRaw(write, 6, row.type, data);
    return write.run();
}

Done Records::stamp(Rid rid, qint64 gen)
{
    auto statement = m_database.kept("UPDATE base SET gen = ?2 WHERE rid = ?1");
    return statement ? (*statement)->bindAll(rid, gen).run() : Done(statement.error());
}

Done Records::bury(const BaseRow &old, const BaseRow &row, qint64 gen)
{
    count(old, -1);
    auto ok = m_database.run("UPDATE base SET scope = ?2, version = ?3, csn = ?4, gen = ?5, deleted = 1, raw = NULL WHERE rid = ?1",
                             {row.rid, row.scope, row.version, row.csn, gen});
    if (ok)
        ok = m_database.run("DELETE FROM overlay WHERE rid = ?1", {row.rid});
    return ok ? projector.forget(row.rid, row.type) : ok;
}

Done Records::erase(const BaseRow &row)
{
    count(row, -1);
    auto ok = m_database.run("DELETE FROM base WHERE rid = ?1", {row.rid});
    if (ok)
        ok = m_database.run("DELETE FROM overlay WHERE rid = ?1", {row.rid});
    return ok ? projector.forget(row.rid, row.type) : ok;
}

Done Records::rebase(const BaseRow &row, std::string_view id)
{
    const auto idText = QString::fromUtf8(id.data(), qsizetype(id.size()));
    QByteArray raw;
    bool exists = false;
    {
        auto base = m_database.query("SELECT raw, version, deleted FROM base WHERE rid = ?1", {row.rid});
        if (!base)
            return base.error();
        if (base->next()) {
            raw = base->bytes(0);
            exists = base->integer(1) > 0 && base->integer(2) == 0;
        }
    }
    std::optional<QJsonObject> doc;
    if (exists)
        doc = QJsonDocument::fromJson(raw).object();
    bool pending = false;
    {
        auto ops = m_database.query("SELECT body FROM outbox WHERE id = ?1 AND state < 2 ORDER BY n", {idText});
        if (!ops)
            return ops.error();
        while (ops->next()) {
            const auto op = QJsonDocument::fromJson(ops->bytes(0)).object();
            if (!doc && op[u"action"_s].toString() != "create"_L1)
                continue; // its target is gone: the server will say so, nothing is shown back to life
            pending = true;
            doc = applyOperation(doc.value_or(QJsonObject()), op);
        }
    }
    if (!doc) {
        if (auto ok = m_database.run("DELETE FROM overlay WHERE rid = ?1", {row.rid}); !ok)
            return ok;
        if (auto ok = projector.forget(row.rid, row.type); !ok)
            return ok;
        // A placeholder whose only operation was taken back leaves nothing behind.
        return pending ? done() : m_database.run("DELETE FROM base WHERE rid = ?1 AND version = 0", {row.rid});
    }
    if (!pending) {
        if (auto ok = m_database.run("DELETE FROM overlay WHERE rid = ?1", {row.rid}); !ok)
            return ok;
        return projector.project(row.rid, row.type, row.customer, {raw.constData(), size_t(raw.size())}, m_today);
    }
    const auto visible = QJsonDocument(*doc).toJson(QJsonDocument::Compact);
    if (auto ok = m_database.run("INSERT INTO overlay (rid, doc) VALUES (?1, ?2) ON CONFLICT (rid) DO UPDATE SET doc = excluded.doc", {row.rid, visible}); !ok)
        return ok;
    return projector.project(row.rid, row.type, row.customer, {visible.constData(), size_t(visible.size())}, m_today);
}

Done Records::eraseCustomer(Ordinal customer)
{
    const QVariantList range {packRid(customer, TypeCode(0), 0, 0), rangeEnd(customer, TypeCode::Other)};
    const auto leaving = rowsOf("WHERE rid BETWEEN ?1 AND ?2", range);
    if (!leaving)
        return leaving.error();
    for (const auto &row : *leaving)
        count(row, -1);
    if (auto ok = m_database.run("DELETE FROM base WHERE rid BETWEEN ?1 AND ?2", range); !ok)
        return ok;
    if (auto ok = forgetDrafts(m_database, customer); !ok)
        return ok;
    return projector.forgetCustomer(customer);
}

Result<QByteArray> Records::visible(Rid rid)
{
    auto rows = m_database.query("SELECT coalesce(o.doc, b.raw) FROM base b LEFT JOIN overlay o ON o.rid = b.rid WHERE b.rid = ?1 AND b.deleted = 0", {rid});
    if (!rows)
        return rows.error();
    return rows->next() ? rows->bytes(0) : QByteArray();
}

Result<Records::Place> Records::placeOf(const BaseRow &row)
{
    auto rows = m_database.query("SELECT (SELECT id FROM customer_ref WHERE ordinal = ?1), (SELECT id FROM scope_ref WHERE n = ?2)", {row.customer, row.scope});
    if (!rows)
        return rows.error();
    return rows->next() ? Place {rows->text(0), rows->text(1)} : Place();
}

Result<QString> Records::scopeOfCustomer(Ordinal customer)
{
    if (customer <= 0)
        return QString();
    auto rows = m_database.query("SELECT s.id FROM base b JOIN scope_ref s ON s.n = b.scope WHERE b.rid = ?1 AND b.deleted = 0",
                                 {packRid(customer, TypeCode::Customer, 0, 0)});
    if (!rows)
        return rows.error();
    return rows->next() ? rows->text(0) : QString();
}

} // namespace zhike::storage
