// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/clock.h"
#include "storage/reference.h"
#include "storage/rowid.h"
#include "views/views.h"

#include <QJsonArray>
#include <QJsonObject>

//! From a record's visible JSON to the values screens show; masking happens here and nowhere later.
namespace zhike::storage {

//! What every reader needs at hand. Lives on one thread.
struct ReadContext {
    Database &database;
    const Reference &reference;
    const Clock &clock;

    [[nodiscard]] Money base(qint64 minor) const { return {minor, reference.rules.base}; }
    [[nodiscard]] QDateTime local(qint64 ms) const { return QDateTime::fromMSecsSinceEpoch(ms, clock.zone()); }
    [[nodiscard]] QDateTime local(const QJsonValue &instant) const;
};

QDate dateOf(const QJsonValue &value);
QStringList textsOf(const QJsonValue &value);
//! A record's field as text for comparing and deciding: masked where the field is, empty when there is none.
QString shownValue(const QString &field, const QJsonValue &value);

//! Customer name, kind and tier are the caller's to add.
views::TaskRow taskOf(const QString &id, const QJsonObject &data, const ReadContext &context);
views::AlertRow alertOf(const QString &id, const QJsonObject &data, const ReadContext &context);
views::AccountRow accountOf(const QString &id, const QJsonObject &data, const ReadContext &context);
views::RequestRow requestOf(const QString &id, const QJsonObject &data, const ReadContext &context);
QList<views::ChurnReasonRow> reasonsOf(const QJsonArray &reasons, Currency base);

//! Who a work item is about, for its line in a list.
struct CustomerName {
    QString id;
    QString name;
    CustomerKind kind = CustomerKind::Person;
    Tier tier = Tier::Mass;
    qint64 aum = 0;
    QString nextTitle;
    QDate nextOn;
};
Result<CustomerName> nameOf(Database &database, Ordinal customer);
//! Ordinals of customers with operations that are not uploaded.
Result<QSet<Ordinal>> pendingCustomers(Database &database);
//! −1 when the id is not known here.
Ordinal ordinalOfId(Database &database, const QString &customerId);
//! Empty when no customer has the number.
Result<QString> customerIdOfNumber(Database &database, const QString &number);

} // namespace zhike::storage
