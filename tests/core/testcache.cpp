// SPDX-License-Identifier: GPL-3.0-or-later
#include "testcache.h"

#include <QCryptographicHash>
#include <QJsonDocument>

namespace zhike::testing {

using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

QJsonObject row(const QString &type, const QString &id, const QString &scope, const QString &customer, qint64 version, qint64 csn, const QJsonObject &data)
{
    QJsonObject object {{u"type"_s, type},     {u"id"_s, id},    {u"scope"_s, scope}, {u"version"_s, version}, {u"csn"_s, QString::number(csn)},
                        {u"deleted"_s, false}, {u"data"_s, data}};
    if (!customer.isEmpty())
        object[u"customer_id"_s] = customer;
    return object;
}

QJsonObject tombstone(const QString &type, const QString &id, const QString &scope, const QString &customer, qint64 version, qint64 csn)
{
    auto object = row(type, id, scope, customer, version, csn, {});
    object[u"deleted"_s] = true;
    object[u"data"_s] = QJsonValue::Null;
    object[u"reason"_s] = u"deleted"_s;
    return object;
}

QJsonObject member(const QString &scope, const QString &customer, qint64 csn, const QString &state)
{
    return {{u"type"_s, u"_member"_s},    {u"id"_s, u"m-"_s + scope + customer}, {u"scope"_s, scope},
            {u"customer_id"_s, customer}, {u"csn"_s, QString::number(csn)},      {u"data"_s, QJsonObject {{u"state"_s, state}}}};
}

QJsonObject money(const QString &amount, const QString &ccy)
{
    return {{u"amount"_s, amount}, {u"ccy"_s, ccy}};
}

QByteArray PullAnswer::json() const
{
    const auto digestOfCursor = QCryptographicHash::hash(cursor.toUtf8(), QCryptographicHash::Sha256).toHex();
    QJsonObject members {{u"request_cursor"_s, QString::fromLatin1("sha256:" + digestOfCursor)},
                         {u"epoch"_s, u"e-1"_s},
                         {u"server_time"_s, u"2026-09-21T01:42:00.000Z"_s},
                         {u"scopes"_s, QJsonObject {{u"added"_s, added}, {u"removed"_s, removed}, {u"changed"_s, QJsonArray()}, {u"reset"_s, reset}}},
                         {u"changes"_s, changes},
                         {u"next_cursor"_s, next},
                         {u"more"_s, more},
                         {u"digest"_s, digest},
                         {u"lease_until"_s, u"2026-10-05T01:42:00.000Z"_s}};
    if (undigested)
        members.insert(u"undigested"_s, *undigested);
    return compact(members);
}

QJsonObject scope(const QString &id, const QString &snapshot, const QString &role)
{
    QJsonObject object {{u"scope"_s, id}, {u"grant"_s, QJsonObject {{u"role"_s, role}}}, {u"not_before_s"_s, 0}};
    if (!snapshot.isEmpty())
        object[u"snapshot"_s] = snapshot;
    return object;
}

QByteArray snapshotJson(const QJsonArray &rows, const QString &next)
{
    return compact({{u"at"_s, QJsonObject {{u"csn0"_s, u"1"_s}}},
                    {u"rows"_s, rows},
                    {u"next"_s, next.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(next)},
                    {u"progress"_s, QJsonObject {{u"done"_s, rows.size()}, {u"estimate"_s, rows.size()}}}});
}

QByteArray pushJson(const QJsonArray &results)
{
    return compact({{u"results"_s, results}, {u"server_time"_s, u"2026-09-21T01:42:00.000Z"_s}});
}

TestCache::TestCache(QDate today) : m_today(today)
{
    for (size_t i = 0; i < m_key.size(); ++i)
        m_key[i] = static_cast<unsigned char>(11 * i + 3);
    reopen();
    for (const auto &[key, value] :
         {std::pair(u"device_id"_s, QVariant(u"dev-1"_s)), std::pair(u"incarnation"_s, QVariant(1)), std::pair(u"login"_s, QVariant(u"shen"_s)),
          std::pair(u"refresh_token"_s, QVariant(u"refresh-1"_s)), std::pair(u"gen"_s, QVariant(1))})
        ok = ok && m_database->setState(key, value);
}

std::unique_ptr<storage::Database> TestCache::open(storage::Access access) const
{
    auto database = storage::Database::open(path(), m_key, access);
    if (!database)
        qFatal("cache does not open: %s", qPrintable(database.error().detail));
    return std::move(*database);
}

void TestCache::reopen()
{
    m_store.reset();
    m_database.reset();
    m_database = open(storage::Access::ReadWrite);
    (void)m_database->engine("PRAGMA synchronous=OFF"); // no power is cut here; a thousand transactions need not wait for the disk
    m_store = std::make_unique<storage::SyncStore>(*m_database, m_today);
}

sync::ApplyOutcome TestCache::pull(const QJsonArray &changes, bool more)
{
    PullAnswer answer;
    answer.changes = changes;
    answer.more = more;
    return pull(answer);
}

sync::ApplyOutcome TestCache::pull(PullAnswer answer)
{
    if (answer.next.isEmpty()) {
        answer.cursor = *m_store->cursor();
        answer.next = u"c-%1"_s.arg(++m_pulls);
    }
    auto page = sync::PullPage::parse(answer.json());
    if (!page)
        qFatal("pull page does not parse: %s", qPrintable(page.error().detail));
    auto outcome = m_store->applyPull(*page, 1'790'000'000'000);
    if (outcome)
        return *outcome;
    ok = false;
    qWarning("pull: %s", qPrintable(outcome.error().detail));
    return {};
}

sync::ApplyOutcome TestCache::snapshot(const QString &scopeId, const QString &token, const QJsonArray &rows, const QString &next)
{
    auto page = sync::SnapshotPage::parse(snapshotJson(rows, next));
    if (!page)
        qFatal("snapshot page does not parse");
    auto outcome = m_store->applySnapshot(scopeId, token, std::span(&*page, 1));
    if (outcome)
        return *outcome;
    ok = false;
    qWarning("snapshot: %s", qPrintable(outcome.error().detail));
    return {};
}

sync::PushOutcome TestCache::push(const QJsonArray &results, const QStringList &sent)
{
    auto answer = sync::PushAnswer::parse(pushJson(results));
    if (!answer)
        qFatal("push answer does not parse");
    auto outcome = m_store->applyPushAnswer(*answer, sent, 1'790'000'000'000);
    if (outcome)
        return *outcome;
    ok = false;
    qWarning("push: %s", qPrintable(outcome.error().detail));
    return {};
}

QString TestCache::enqueue(const storage::Operation &operation)
{
    storage::Records records(*m_database, m_today);
    storage::Outbox outbox(*m_database, records);
    auto op = m_database->transaction([&]() -> Result<QString> {
        if (auto begun = records.begin(); !begun)
            return begun.error();
        return outbox.enqueue(operation, 1'790'000'000'000);
    });
    if (op)
        return *op;
    ok = false;
    qWarning("enqueue: %s", qPrintable(op.error().detail));
    return {};
}

QJsonObject TestCache::visible(const QString &id)
{
    auto rows = m_database->query("SELECT coalesce(o.doc, b.raw) FROM base b LEFT JOIN overlay o ON o.rid = b.rid WHERE b.id = ?1 AND b.deleted = 0", {id});
    return rows && rows->next() ? QJsonDocument::fromJson(rows->bytes(0)).object() : QJsonObject();
}

QJsonObject TestCache::base(const QString &id)
{
    auto rows = m_database->query("SELECT raw FROM base WHERE id = ?1 AND deleted = 0", {id});
    return rows && rows->next() ? QJsonDocument::fromJson(rows->bytes(0)).object() : QJsonObject();
}

QByteArray TestCache::dump(const QStringList &without)
{
    return dumpOf(*m_database, without);
}

QByteArray dumpOf(storage::Database &database, const QStringList &without)
{
    QStringList tables;
    {
        auto rows = database.query("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name");
        while (rows && rows->next())
            tables.append(rows->text(0));
    }
    QByteArray out;
    for (const auto &table : std::as_const(tables)) {
        if (without.contains(table))
            continue;
        out += '#' + table.toUtf8() + '\n';
        auto statement = database.prepare(QByteArray("SELECT rowid, * FROM " + table.toUtf8() + " ORDER BY 1, 2").constData());
        if (!statement)
            qFatal("cannot read %s", qPrintable(table));
        const int columns = int(database.number(QByteArray("SELECT count(*) FROM pragma_table_info('" + table.toUtf8() + "')").constData())) + 1;
        for (auto next = statement->step(); next && *next; next = statement->step()) {
            for (int i = 0; i < columns; ++i)
                out += (statement->isNull(i) ? QByteArray("~") : statement->bytes(i)) + '|';
            out += '\n';
        }
    }
    return out;
}

} // namespace zhike::testing
