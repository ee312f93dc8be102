// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "analytics/rules.h"
#include "calendar/workdays.h"
#include "storage/database.h"

#include <QDate>
#include <QHash>

namespace zhike::storage {

//! The bank's small tables, read into memory once per connection and again when sync brought new ones.
struct Reference {
    struct Rate {
        QString rate; //!< base units per unit, decimal text
        QDate asOf;
    };
    struct Product {
        QString name;
        QString risk; //!< R1…R5
    };

    analytics::RuleSet rules;
    calendar::WorkCalendar workdays;
    QHash<QString, Rate> rates; //!< by currency
    QHash<QString, Product> products; //!< by record id
    QHash<QString, QString> branches; //!< code → name
    QHash<QString, QString> users; //!< login → name

    static Result<Reference> load(Database &database);
    //! A number that differs when what load() would read differs.
    static qint64 state(Database &database);
    //! In base currency at the stored rate; nullopt when there is no rate.
    [[nodiscard]] std::optional<Money> toBase(Money amount) const;
    [[nodiscard]] qint64 toBaseMinor(qint64 minor, const QString &ccy) const; //!< 0 without a rate
};

} // namespace zhike::storage
