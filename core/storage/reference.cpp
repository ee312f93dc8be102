// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/reference.h"

#include "storage/rowid.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace zhike::storage {

using namespace Qt::Literals::StringLiterals;

Result<Reference> Reference::load(Database &database)
{
    Reference reference;
    auto rows = database.query("SELECT rid, id, raw FROM base WHERE rid BETWEEN ?1 AND ?2 AND deleted = 0",
                               {rangeStart(0, TypeCode::Product), rangeEnd(0, TypeCode::User)});
    if (!rows)
        return rows.error();
    QString newest;
    while (rows->next()) {
        const auto data = QJsonDocument::fromJson(rows->bytes(2)).object();
        const auto text = [&data](const char *key) { return data[QLatin1StringView(key)].toString(); };
        switch (typeOf(rows->integer(0))) {
        case TypeCode::Product: reference.products.insert(rows->text(1), {text("name"), text("risk")}); break;
        case TypeCode::FxRate: {
            const auto asOf = QDate::fromString(text("as_of").left(10), Qt::ISODate);
            auto &rate = reference.rates[text("ccy")];
            if (!rate.asOf.isValid() || asOf >= rate.asOf)
                rate = {text("rate"), asOf};
            break;
        }
        case TypeCode::RuleSet:
            // The newest version in force counts; versions sort by their text.
            if (const auto from = text("effective_from"); from >= newest) {
                newest = from;
                reference.rules = analytics::RuleSet::fromJson(data);
            }
            break;
        case TypeCode::CalendarDay: reference.workdays.add(QDate::fromString(text("date"), Qt::ISODate), text("kind") == "holiday"_L1, text("name")); break;
        case TypeCode::Branch: reference.branches.insert(text("code"), text("name")); break;
        case TypeCode::User: reference.users.insert(text("login"), text("name")); break;
        default: break;
        }
    }
    return reference;
}

qint64 Reference::state(Database &database)
{
    return database.number("SELECT total(csn) + count(*) FROM base WHERE rid BETWEEN ?1 AND ?2",
                           {rangeStart(0, TypeCode::Product), rangeEnd(0, TypeCode::User)});
}

std::optional<Money> Reference::toBase(Money amount) const
{
    if (amount.currency() == rules.base || !amount.currency().isValid())
        return Money(amount.minor(), rules.base);
    const auto rate = rates.constFind(amount.currency().code());
    if (rate == rates.constEnd())
        return std::nullopt;
    return convert(amount, rate->rate, rules.base);
}

qint64 Reference::toBaseMinor(qint64 minor, const QString &ccy) const
{
    const auto base = toBase(Money(minor, Currency(ccy)));
    return base ? base->minor() : 0;
}

} // namespace zhike::storage
