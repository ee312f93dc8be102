// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/seed/seedwriter.h"

#include "central/seed/random.h"
#include "domain/clock.h"
#include "domain/ids.h"

namespace zhike::central::seed {

using namespace Qt::Literals::StringLiterals;

qint64 beijing(QDate day, int hour, int minute)
{
    constexpr qint64 unixEpoch = 2440588; // Julian day of 1970-01-01
    return ((day.toJulianDay() - unixEpoch) * 24 + hour - 8) * 3'600'000 + qint64(minute) * 60'000;
}

QString beijingInstant(QDate day, int hour, int minute)
{
    return toWireInstant(beijing(day, hour, minute));
}

QString isoDay(QDate day)
{
    return day.toString(Qt::ISODate);
}

QString SeedWriter::newId(qint64 at)
{
    Random random(m_seed, 0x1d, m_next++);
    const auto high = random.next();
    return derivedUuid(high, random.next(), at);
}

void SeedWriter::add(const QString &type, const QString &id, const QString &scope, const QString &customerId, qint64 createdAt, const QJsonObject &data)
{
    if (m_error)
        return;
    wire::Record record;
    record.type = type;
    record.id = id;
    record.scope = scope;
    record.customerId = customerId;
    record.createdAt = record.updatedAt = toWireInstant(createdAt);
    record.updatedBy = u"u:core"_s;
    record.updatedVia = u"core"_s;
    record.data = data;
    ++m_counts[type];
    note(m_sink.add(record));
}

QString SeedWriter::add(const QString &type, const QString &scope, const QString &customerId, qint64 createdAt, const QJsonObject &data)
{
    const auto id = newId(createdAt);
    add(type, id, scope, customerId, createdAt, data);
    return id;
}

void SeedWriter::addUser(const UserSeed &user)
{
    if (!m_error)
        note(m_sink.addUser(user));
}

void SeedWriter::addGrant(const QString &login, const QString &scope, const QString &role)
{
    if (!m_error)
        note(m_sink.addGrant(login, scope, role));
}

QJsonObject SeedWriter::counts() const
{
    QJsonObject counts;
    for (auto it = m_counts.begin(); it != m_counts.end(); ++it)
        counts.insert(it.key(), it.value());
    return counts;
}

void SeedWriter::note(const Done &done)
{
    if (!done)
        m_error = done.error();
}

} // namespace zhike::central::seed
