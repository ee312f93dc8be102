// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/seed/demobank.h"

#include "central/seed/money.h"
#include "central/seed/people.h"
#include "central/seed/reference.h"
#include "central/seed/work.h"

namespace zhike::central {

using namespace Qt::Literals::StringLiterals;
using namespace zhike::central::seed;

namespace {

// The holders of a household's joint account: the head's first account when there is a spouse.
QStringList jointHolders(const Plan &plan, const Customer &c)
{
    const auto next = size_t(c.ordinal) + 1;
    if (c.role != FamilyRole::Head || next >= plan.customers.size() || plan.customers[next].role != FamilyRole::Spouse)
        return {};
    return {c.id, plan.customers[next].id};
}

} // namespace

Result<SeedSummary> seedDemoBank(const DemoOptions &options, SeedSink &sink)
{
    if (options.customers < 1 || options.customers > 1'000'000)
        return Error {ErrorCode::Invalid, u"customers must be 1 to 1,000,000"_s, u"customers"_s};
    if (options.managers < 1 || options.managers > 999 || options.managers > options.customers)
        return Error {ErrorCode::Invalid, u"managers must be 1 to 999 and not more than customers"_s, u"managers"_s};
    if (options.transactions < 0 || !options.day.isValid())
        return Error {ErrorCode::Invalid, u"transactions must not be negative, the day must exist"_s, u"transactions"_s};

    const auto plan = planBank(options);
    SeedWriter writer(sink, options.seed);
    writeUsers(plan, writer);
    writeReference(plan, writer);
    for (const auto &manager : plan.managers)
        writeManagerTasks(plan, manager, writer);

    std::vector<Profile> profiles;
    profiles.reserve(plan.customers.size());
    qint64 holders = 0;
    for (const auto &c : plan.customers) {
        profiles.push_back(makeProfile(plan, c));
        writeCustomer(plan, c, profiles.back(), writer);
        holders += c.since.isValid() ? 1 : 0;
    }
    qint64 seen = 0;
    QString book;
    int bookSize = 0;
    std::optional<Agenda> agenda;
    BookFigures figures;
    for (const auto &c : plan.customers) {
        if (writer.failed())
            return writer.error();
        if (c.scope != book) {
            if (!book.isEmpty())
                figures.write(plan, book, writer);
            figures = {};
            book = c.scope;
            agenda.emplace(plan);
            bookSize = int(std::count_if(plan.customers.begin() + c.ordinal, plan.customers.end(), [&](const auto &other) { return other.scope == book; }));
        }
        // An exact total is shared out so that the shares sum to it.
        int bookings = -1;
        if (options.transactions > 0 && c.since.isValid()) {
            bookings = int(qint64(options.transactions) * (seen + 1) / holders - qint64(options.transactions) * seen / holders);
            ++seen;
        }
        const auto &profile = profiles[size_t(c.ordinal)];
        const auto money = makeMoney(plan, c, jointHolders(plan, c), bookings);
        writeFile(plan, c, profile, writer);
        writeRelations(plan, c, writer);
        if (c.company)
            writeCredit(plan, c, writer);
        writeMoney(plan, c, money, writer);
        WorkFacts facts;
        writeInteractions(plan, c, money, facts, writer);
        writeRequests(plan, c, facts, writer);
        writeTasks(plan, c, profile, money, bookSize, *agenda, facts, writer);
        writeOpportunities(plan, c, writer);
        writeAlerts(plan, c, profile, money, facts, writer);
        figures.add(money, facts);
    }
    figures.write(plan, book, writer);
    if (writer.failed())
        return writer.error();
    SeedSummary summary {writer.counts()};
    summary.counts.insert(u"planted_churn"_s, plan.planted);
    return summary;
}

} // namespace zhike::central
