// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/names.h"

namespace zhike::storage {

Done Names::load()
{
    const auto fill = [&](QHash<QByteArray, qint64> &cache, const char *sql) -> Done {
        cache.clear();
        auto rows = m_database.query(sql);
        if (!rows)
            return rows.error();
        while (rows->next())
            cache.insert(rows->text(0).toUtf8(), rows->integer(1));
        return done();
    };
    if (auto ok = fill(m_types, "SELECT name, n FROM type_ref"); !ok)
        return ok;
    m_kinds.clear();
    m_customers.clear(); // looked up as they come: there may be thousands, and most transactions speak of a few
    return fill(m_scopes, "SELECT id, n FROM scope_ref");
}

Result<qint64> Names::lookUp(QHash<QByteArray, qint64> &cache, const char *select, const char *insert, std::string_view text)
{
    const auto key = QByteArray::fromRawData(text.data(), qsizetype(text.size()));
    if (const auto found = cache.constFind(key); found != cache.constEnd())
        return *found;
    for (const char *sql : {select, insert}) {
        auto statement = m_database.kept(sql);
        if (!statement)
            return statement.error();
        (*statement)->bindText(1, text);
        const auto row = (*statement)->step();
        const auto n = row && *row ? (*statement)->integer(0) : 0;
        (*statement)->reset();
        if (!row)
            return row.error();
        if (*row) {
            cache.insert(QByteArray(text.data(), qsizetype(text.size())), n);
            return n;
        }
    }
    return Error {ErrorCode::Internal, QStringLiteral("name was not stored"), {}, {}};
}

Result<qint64> Names::type(std::string_view name)
{
    return lookUp(m_types, "SELECT n FROM type_ref WHERE name = ?1", "INSERT INTO type_ref (name) VALUES (?1) RETURNING n", name);
}

Result<Names::Kind> Names::kind(std::string_view type)
{
    for (const auto &known : m_kinds)
        if (known.name == QByteArrayView(type.data(), qsizetype(type.size())))
            return known;
    auto number = this->type(type);
    if (!number)
        return number.error();
    m_kinds.push_back({QByteArray(type.data(), qsizetype(type.size())), *number, typeCode(QString::fromUtf8(type.data(), qsizetype(type.size())))});
    return m_kinds.back();
}

Result<qint64> Names::scope(std::string_view id)
{
    return lookUp(m_scopes, "SELECT n FROM scope_ref WHERE id = ?1", "INSERT INTO scope_ref (id) VALUES (?1) RETURNING n", id);
}

Result<Ordinal> Names::customer(std::string_view id)
{
    if (id.empty())
        return Ordinal(0);
    auto ordinal = lookUp(m_customers, "SELECT ordinal FROM customer_ref WHERE id = ?1", "INSERT INTO customer_ref (id) VALUES (?1) RETURNING ordinal", id);
    if (ordinal && *ordinal > kMaxOrdinal)
        return Error {ErrorCode::Full, QStringLiteral("more customers than the cache can address"), {}, {}};
    return ordinal;
}

} // namespace zhike::storage
