// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "central/seed/seedsink.h"

#include <QDate>
#include <QJsonArray>
#include <QMap>
#include <optional>

namespace zhike::central::seed {

//! Beijing time as Unix milliseconds; the bank's zone has had no summer time since 1991.
qint64 beijing(QDate day, int hour = 0, int minute = 0);
QString beijingInstant(QDate day, int hour = 0, int minute = 0); //!< RFC 3339 UTC ms
QString isoDay(QDate day);

//! Puts records into the sink, gives them ids that depend on the seed alone, counts them, and keeps the first failure so that callers need not ask each time.
class SeedWriter {
public:
    SeedWriter(SeedSink &sink, quint64 seed) : m_sink(sink), m_seed(seed) { }

    //! The next id; `at` orders index pages only.
    QString newId(qint64 at);
    void add(const QString &type, const QString &id, const QString &scope, const QString &customerId, qint64 createdAt, const QJsonObject &data);
    //! With an id of its own, which is returned.
    QString add(const QString &type, const QString &scope, const QString &customerId, qint64 createdAt, const QJsonObject &data);
    void addUser(const UserSeed &user);
    void addGrant(const QString &login, const QString &scope, const QString &role);

    [[nodiscard]] bool failed() const { return m_error.has_value(); }
    [[nodiscard]] const Error &error() const { return *m_error; }
    [[nodiscard]] QJsonObject counts() const;

private:
    void note(const Done &done);

    SeedSink &m_sink;
    quint64 m_seed;
    quint64 m_next = 0;
    QMap<QString, qint64> m_counts;
    std::optional<Error> m_error;
};

} // namespace zhike::central::seed
