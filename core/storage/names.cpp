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
    if (auto ok = fill(m_scopes, "SELECT id, n FROM scope_ref"); !ok)
        return ok;
    return fill(m_customers, "SELECT id, ordinal FROM customer_ref");
}

Result<qint64> Names::lookUp(QHash<QByteArray, qint64> &cache, const char *insert, std::string_view text)
{
    const auto key = QByteArray::fromRawData(text.data(), qsizetype(text.size()));
    if (const auto found = cache.constFind(key); found != cache.constEnd())
        return *found;
    // It may be there already without having been read: a projection gives numbers to joint holders that have not arrived.
    auto statement = m_database.kept(insert);
    if (!statement)
        return statement.error();
    (*statement)->bindText(1, text);
    const auto row = (*statement)->step();
    const auto n = row && *row ? (*statement)->integer(0) : 0;
    (*statement)->reset();
    if (!row)
        return row.error();
    if (!*row)
        return Error {ErrorCode::Internal, QStringLiteral("name was not stored"), {}, {}};
    cache.insert(QByteArray(text.data(), qsizetype(text.size())), n);
    return n;
}

Result<qint64> Names::type(std::string_view name)
{
    return lookUp(m_types, "INSERT INTO type_ref (name) VALUES (?1) ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING n", name);
}

Result<qint64> Names::scope(std::string_view id)
{
    return lookUp(m_scopes, "INSERT INTO scope_ref (id) VALUES (?1) ON CONFLICT (id) DO UPDATE SET id = excluded.id RETURNING n", id);
}

Result<Ordinal> Names::customer(std::string_view id)
{
    if (id.empty())
        return Ordinal(0);
    auto ordinal = lookUp(m_customers, "INSERT INTO customer_ref (id) VALUES (?1) ON CONFLICT (id) DO UPDATE SET id = excluded.id RETURNING ordinal", id);
    if (ordinal && *ordinal > kMaxOrdinal)
        return Error {ErrorCode::Full, QStringLiteral("more customers than the cache can address"), {}, {}};
    return ordinal;
}

Ordinal Names::knownCustomer(std::string_view id) const
{
    return m_customers.value(QByteArray::fromRawData(id.data(), qsizetype(id.size())), -1);
}

void Names::forgetCustomer(Ordinal ordinal)
{
    for (auto it = m_customers.begin(); it != m_customers.end(); ++it)
        if (*it == ordinal) {
            m_customers.erase(it);
            return;
        }
}

} // namespace zhike::storage
