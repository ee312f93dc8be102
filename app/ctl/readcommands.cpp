// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "listquery.h"
#include "unlock.h"

#include "services/json.h"
#include "services/textcheck.h"

#include <QMap>

namespace zhike::ctl {

using namespace Qt::Literals::StringLiterals;
using namespace services;

namespace {

// The whole 360 as one document, with the sums over all bookings that are cached.
Result<QJsonObject> wholeFile(Queries &queries, const QString &number)
{
    auto id = queries.customerByNumber(number);
    if (!id)
        return id.error();
    auto file = queries.customer(*id);
    if (!file)
        return file.error();
    auto bookings = queries.transactions(*id, {}, {});
    if (!bookings)
        return bookings.error();
    QMap<QString, std::pair<qint64, qint64>> sums;
    for (const auto &booking : *bookings)
        (booking.amount.minor() < 0 ? sums[booking.amount.currency().code()].second : sums[booking.amount.currency().code()].first) += booking.amount.minor();
    QJsonArray totals;
    for (auto it = sums.begin(); it != sums.end(); ++it)
        totals.append(QJsonObject {{u"in"_s, Money(it->first, Currency(it.key())).toJson()}, {u"out"_s, Money(-it->second, Currency(it.key())).toJson()}});
    auto document = toJson(*file);
    document[u"transaction_totals"_s] = QJsonObject {{u"count"_s, qint64(bookings->size())}, {u"sums"_s, totals}};
    return document;
}

int customers(const Arguments &arguments, Queries &queries)
{
    auto query = listQuery(arguments);
    if (!query)
        return fail(arguments, query.error());
    return answer(arguments, queries.customers(*query, arguments.number(u"offset"_s, 0), arguments.number(u"limit"_s, 50)),
                  [](const auto &page) { return toJson(page); });
}

int customer(const Arguments &arguments, Queries &queries)
{
    const auto numbers = arguments.words.mid(1);
    for (const auto &number : numbers) {
        auto document = wholeFile(queries, number);
        if (!document)
            return fail(arguments, document.error());
        if (numbers.size() == 1)
            return print(arguments, *document);
        printLine(*document);
    }
    return kDone;
}

int calendar(const Arguments &arguments, Queries &queries)
{
    const auto today = arguments.clock.today();
    const auto from = arguments.has(u"from"_s) ? QDate::fromString(arguments.value(u"from"_s), Qt::ISODate) : today;
    const auto to = arguments.has(u"to"_s) ? QDate::fromString(arguments.value(u"to"_s), Qt::ISODate) : from.addDays(6);
    return answer(arguments, queries.calendar(from, to), [](const auto &range) { return toJson(range); });
}

int explain(const Arguments &arguments, Queries &queries)
{
    auto id = queries.customerByNumber(arguments.words.value(1));
    if (!id)
        return fail(arguments, id.error());
    auto file = queries.customer(*id);
    if (!file)
        return fail(arguments, file.error());
    return print(arguments,
                 QJsonObject {{u"customer"_s, file->head.name},
                              {u"number"_s, file->head.number},
                              {u"level"_s, QString(toWire(file->head.churn))},
                              {u"points"_s, file->head.churnPoints},
                              {u"rules"_s, toJsonArray(file->churnReasons)},
                              {u"rule_version"_s, file->ruleVersion},
                              {u"model"_s, QJsonValue::Null}});
}

int search(const Arguments &arguments, const Session &session, Queries &queries)
{
    const auto text = arguments.words.mid(1).join(u' ');
    auto hits = queries.search(text, arguments.number(u"limit"_s, 20));
    // A number in full is on record before anybody is shown.
    if (const auto kind = numberSearched(text); hits && !kind.isEmpty()) {
        auto commands = session.commands();
        if (!commands)
            return fail(arguments, commands.error());
        if (auto ok = (*commands)->noteSearch(kind, text, int(hits->size())); !ok)
            return fail(arguments, ok.error());
    }
    return answer(arguments, hits, [](const auto &found) { return toJsonArray(found); });
}

} // namespace

std::optional<int> runReadCommand(const Arguments &arguments)
{
    const auto command = arguments.words.value(0);
    static const QStringList mine
        = {u"customers"_s, u"search"_s, u"customer"_s, u"today"_s, u"calendar"_s, u"alerts"_s, u"explain"_s, u"portfolio"_s, u"segments"_s};
    if (!mine.contains(command) || (command == "customer"_L1 && arguments.words.value(1) == "set"_L1))
        return std::nullopt;
    if ((command == "customer"_L1 || command == "explain"_L1 || command == "search"_L1) && arguments.words.size() < 2)
        return usage(u"customer NUMBER…   ·   explain NUMBER   ·   search TEXT"_s);
    auto session = unlock(arguments);
    if (!session)
        return fail(arguments, session.error());
    auto opened = (*session)->queries();
    if (!opened)
        return fail(arguments, opened.error());
    auto &queries = **opened;
    if (command == "customers"_L1)
        return customers(arguments, queries);
    if (command == "customer"_L1)
        return customer(arguments, queries);
    if (command == "calendar"_L1)
        return calendar(arguments, queries);
    if (command == "explain"_L1)
        return explain(arguments, queries);
    if (command == "search"_L1)
        return search(arguments, **session, queries);
    if (command == "today"_L1)
        return answer(arguments, queries.today(), [](const auto &today) { return toJson(today); });
    if (command == "alerts"_L1)
        return answer(arguments, queries.alerts(), [](const auto &board) { return toJson(board); });
    if (command == "segments"_L1)
        return answer(arguments, queries.segments(), [](const SegmentCounts &c) {
            return QJsonObject {{u"all"_s, c.all},
                                {u"due7"_s, c.dueWithin7Days},
                                {u"churn"_s, c.churn},
                                {u"over_contact"_s, c.overContactStandard},
                                {u"risk_expiring"_s, c.riskExpiring30Days},
                                {u"private"_s, c.privateTier},
                                {u"wealth"_s, c.wealthTier},
                                {u"mass"_s, c.massTier},
                                {u"companies"_s, c.companies}};
        });
    return answer(arguments, queries.portfolio(arguments.value(u"by"_s, u"tier"_s)), [](const auto &portfolio) { return toJson(portfolio); });
}

} // namespace zhike::ctl
