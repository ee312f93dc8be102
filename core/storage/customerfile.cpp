// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/customerfile.h"

#include "calendar/lunar.h"
#include "security/masking.h"
#include "storage/changereader.h"
#include "storage/customerlist.h"

#include <QJsonDocument>

namespace zhike::storage {

using namespace Qt::Literals::StringLiterals;
using namespace views;

namespace {

constexpr int kTimeline = 100;
constexpr int kRecentTransactions = 200;
constexpr int kLargestInTimeline = 12;
constexpr int kDaysAhead = 120;

int ageOn(QDate birth, QDate today)
{
    if (!birth.isValid())
        return 0;
    const int years = today.year() - birth.year();
    return birth.addYears(years) > today ? years - 1 : years;
}

bool isFamily(const QString &kind)
{
    return kind == "spouse"_L1 || kind == "child"_L1 || kind == "parent"_L1 || kind == "sibling"_L1 || kind == "household"_L1;
}

} // namespace

Result<CustomerFile> CustomerFileReader::read(Ordinal ordinal)
{
    CustomerFile file;
    CustomerList list(m_context);
    auto head = list.row(ordinal);
    if (!head)
        return head.error();
    file.head = *head;
    m_relations.clear();
    for (const auto step : {&CustomerFileReader::readRecords, &CustomerFileReader::readJointAccounts, &CustomerFileReader::readMonths,
                            &CustomerFileReader::readInteractions, &CustomerFileReader::readRelations, &CustomerFileReader::readDates})
        if (auto ok = (this->*step)(ordinal, file); !ok)
            return ok.error();
    QHash<QString, QString> numbers;
    for (const auto &account : std::as_const(file.accounts))
        numbers.insert(account.id.text(), account.maskedNumber);
    auto recent = bookings(ordinal, {}, {}, kRecentTransactions, numbers);
    if (!recent)
        return recent.error();
    file.recentTransactions = *recent;
    file.transactionCount = int(m_context.database.number("SELECT count(*) FROM transaction_v WHERE rid BETWEEN ?1 AND ?2",
                                                          {rangeStart(ordinal, TypeCode::Transaction), rangeEnd(ordinal, TypeCode::Transaction)}));
    {
        auto rows = m_context.database.query("SELECT f.aum, f.deposits, f.investments, f.liabilities, f.inflow30, f.outflow30, f.reasons, s.id FROM figures f"
                                             " JOIN scope_ref s ON s.n = f.scope WHERE f.ordinal = ?1",
                                             {ordinal});
        if (!rows)
            return rows.error();
        if (rows->next()) {
            file.aum = m_context.base(rows->integer(0));
            file.deposits = m_context.base(rows->integer(1));
            file.investments = m_context.base(rows->integer(2));
            file.liabilities = m_context.base(rows->integer(3));
            file.netAssets = m_context.base(rows->integer(0) - rows->integer(3));
            file.inflow30 = m_context.base(rows->integer(4));
            file.outflow30 = m_context.base(rows->integer(5));
            file.churnReasons = reasonsOf(QJsonDocument::fromJson(rows->bytes(6)).array(), m_context.reference.rules.base);
            file.scope = rows->text(7);
        }
    }
    auto pending = ChangeReader(m_context).pendingOf(ordinal);
    if (!pending)
        return pending.error();
    file.pendingChanges = *pending;
    finish(file);
    return file;
}

void CustomerFileReader::fillCustomer(const QJsonObject &data, CustomerFile &file) const
{
    const auto text = [&data](QLatin1StringView key) { return data[key].toString(); };
    file.shortName = text("short_name"_L1);
    file.status = text("status"_L1);
    const auto owner = text("owner"_L1);
    file.owner = m_context.reference.users.value(owner.section(u':', -1), owner);
    file.branch = m_context.reference.branches.value(text("branch"_L1), text("branch"_L1));
    file.since = dateOf(data["since"_L1]);
    file.needs = textsOf(data["needs"_L1]);
    file.specialCare = textsOf(data["special_care"_L1]);
    file.preferredChannel = text("preferred_channel"_L1);
    file.preferredTime = text("preferred_time"_L1);
    file.remarks = text("remarks"_L1);
    file.riskAssessedOn = dateOf(data["risk_assessed_on"_L1]);
    file.riskValidUntil = dateOf(data["risk_valid_until"_L1]);
    file.kycStatus = text("kyc_status"_L1);
    file.kycNextReview = dateOf(data["kyc_next_review_on"_L1]);
    file.sex = text("sex"_L1);
    file.birthDate = dateOf(data["birth_date"_L1]);
    file.age = ageOn(file.birthDate, m_context.clock.today());
    file.maskedIdNo = security::maskIdNumber(text("id_no"_L1));
    file.occupation = text("occupation_code"_L1);
    file.employer = text("employer"_L1);
    file.education = text("education"_L1);
    file.maritalStatus = text("marital_status"_L1);
    file.maskedAddress = security::maskAddress(text(file.head.kind == CustomerKind::Company ? "registered_address"_L1 : "home_address"_L1));
    file.annualIncome = Money::fromJson(data["annual_income"_L1]);
    file.creditCode = security::maskCreditCode(text("uscc"_L1));
    file.industryCode = text("industry_code"_L1);
    file.legalRep = text("legal_rep"_L1);
    file.registeredCapital = Money::fromJson(data["registered_capital"_L1]);
    file.revenue = Money::fromJson(data["revenue"_L1]);
    file.profit = Money::fromJson(data["profit"_L1]);
    if (data.contains("staff"_L1))
        file.staff = data["staff"_L1].toInt();
    file.foundedOn = dateOf(data["founded_on"_L1]);
    file.creditRating = text("credit_rating"_L1);
    file.riskClass = text("risk_class"_L1);
    for (const auto &value : data["licences"_L1].toArray()) {
        const auto licence = value.toObject();
        DateRow row;
        row.on = dateOf(licence["expires_on"_L1]);
        row.kind = u"licence"_s;
        row.label = licence["name"_L1].toString();
        file.dates.append(row);
    }
}

Done CustomerFileReader::readRecords(Ordinal ordinal, CustomerFile &file)
{
    auto rows = m_context.database.query("SELECT b.rid, b.id, coalesce(o.doc, b.raw), o.rid FROM base b LEFT JOIN overlay o ON o.rid = b.rid"
                                         " WHERE b.rid BETWEEN ?1 AND ?2 AND b.deleted = 0",
                                         {rangeStart(ordinal, TypeCode::Customer), rangeEnd(ordinal, TypeCode::SurveyAnswer)});
    if (!rows)
        return rows.error();
    QString newestCsat;
    QString newestNps;
    while (rows->next()) {
        const auto id = rows->text(1);
        const auto data = QJsonDocument::fromJson(rows->bytes(2)).object();
        const bool pending = !rows->isNull(3);
        switch (typeOf(rows->integer(0))) {
        case TypeCode::Customer: fillCustomer(data, file); break;
        case TypeCode::ContactPoint: {
            const auto kind = data[u"kind"_s].toString();
            file.contacts.append(
                {id, kind, security::maskContact(kind, data[u"value"_s].toString()), data[u"label"_s].toString(), data[u"primary"_s].toBool()});
            break;
        }
        case TypeCode::Relation: m_relations.append({id, data}); break;
        case TypeCode::Account: {
            auto account = accountOf(id, data, m_context);
            if (account.joint)
                for (const auto &holder : textsOf(data[u"holders"_s])) {
                    auto name = nameOf(m_context.database, ordinalOfId(m_context.database, holder));
                    if (name && !name->name.isEmpty())
                        account.holders.append(name->name);
                }
            file.accounts.append(account);
            break;
        }
        case TypeCode::Alert: {
            auto alert = alertOf(id, data, m_context);
            alert.pending = pending;
            alert.customer = file.head.id;
            alert.customerName = file.head.name;
            alert.customerKind = file.head.kind;
            alert.tier = file.head.tier;
            alert.aum = file.head.aum;
            TimelineItem item;
            item.kind = TimelineKind::Alert;
            item.id = id;
            item.at = alert.raisedAt;
            item.channel = alert.kind;
            item.state = toWire(alert.state);
            item.amount = alert.value;
            file.timeline.append(item);
            if (alert.state != AlertState::Disposed)
                file.alerts.append(alert);
            break;
        }
        case TypeCode::Task: {
            auto task = taskOf(id, data, m_context);
            task.pending = pending;
            task.customer = file.head.id;
            task.customerName = file.head.name;
            task.customerKind = file.head.kind;
            task.tier = file.head.tier;
            if (task.status == TaskStatus::Open)
                file.openTasks.append(task);
            TimelineItem item;
            item.kind = TimelineKind::Task;
            item.id = id;
            item.planned = task.status == TaskStatus::Open;
            item.at = task.doneAt.isValid() ? task.doneAt : task.allDay ? QDateTime(task.due, QTime(0, 0)) : task.start;
            item.channel = task.kind;
            item.title = task.title;
            item.detail = task.note;
            item.state = toWire(task.status);
            item.pending = pending;
            if (task.status != TaskStatus::Cancelled)
                file.timeline.append(item);
            break;
        }
        case TypeCode::ServiceRequest: {
            auto request = requestOf(id, data, m_context);
            request.customer = file.head.id;
            request.customerName = file.head.name;
            file.requests.append(request);
            TimelineItem item;
            item.kind = TimelineKind::Request;
            item.id = id;
            item.at = request.receivedAt;
            item.channel = request.kind;
            item.title = request.subject;
            item.detail = data[u"detail"_s].toString();
            item.state = request.status;
            file.timeline.append(item);
            break;
        }
        case TypeCode::CreditLine:
            file.creditLines.append({data[u"number"_s].toString(), data[u"kind"_s].toString(), Money::fromJson(data[u"limit"_s]).value_or(m_context.base(0)),
                                     Money::fromJson(data[u"used"_s]).value_or(m_context.base(0)), dateOf(data[u"expires_on"_s])});
            break;
        case TypeCode::SurveyAnswer: {
            const auto at = data[u"at"_s].toString();
            if (data[u"csat"_s].isDouble() && at >= newestCsat) {
                newestCsat = at;
                file.csat = data[u"csat"_s].toInt();
            }
            if (data[u"nps"_s].isDouble() && at >= newestNps) {
                newestNps = at;
                file.nps = data[u"nps"_s].toInt();
            }
            TimelineItem item;
            item.kind = TimelineKind::Survey;
            item.id = id;
            item.at = m_context.local(data[u"at"_s]);
            item.title = data[u"comment"_s].toString();
            item.state = data[u"csat"_s].isDouble() ? QString::number(data[u"csat"_s].toInt()) : QString::number(data[u"nps"_s].toInt());
            item.channel = data[u"csat"_s].isDouble() ? u"csat"_s : u"nps"_s;
            file.timeline.append(item);
            break;
        }
        default: break;
        }
    }
    return done();
}

Done CustomerFileReader::readJointAccounts(Ordinal ordinal, CustomerFile &file)
{
    // Accounts whose first holder is somebody else.
    auto rows = m_context.database.query(
        "SELECT b.id, b.raw FROM holder h JOIN base b ON b.rid = h.rid WHERE h.customer = ?1 AND (h.rid >> 43) <> ?1 AND b.deleted = 0", {ordinal});
    if (!rows)
        return rows.error();
    while (rows->next()) {
        const auto data = QJsonDocument::fromJson(rows->bytes(1)).object();
        auto account = accountOf(rows->text(0), data, m_context);
        for (const auto &holder : textsOf(data[u"holders"_s])) {
            auto name = nameOf(m_context.database, ordinalOfId(m_context.database, holder));
            if (name && !name->name.isEmpty())
                account.holders.append(name->name);
        }
        file.accounts.append(account);
    }
    return done();
}

Done CustomerFileReader::readMonths(Ordinal ordinal, CustomerFile &file)
{
    auto rows = m_context.database.query(
        "SELECT month, deposits, investments, liabilities, inflow, outflow, txn FROM month_v WHERE rid BETWEEN ?1 AND ?2 ORDER BY month",
        {rangeStart(ordinal, TypeCode::BalanceMonth), rangeEnd(ordinal, TypeCode::BalanceMonth)});
    if (!rows)
        return rows.error();
    while (rows->next()) {
        MonthRow month;
        month.month = dayDate(rows->integer(0));
        month.deposits = m_context.base(rows->integer(1));
        month.investments = m_context.base(rows->integer(2));
        month.liabilities = m_context.base(rows->integer(3));
        month.inflow = m_context.base(rows->integer(4));
        month.outflow = m_context.base(rows->integer(5));
        month.transactions = int(rows->integer(6));
        file.months.append(month);
    }
    return done();
}

Done CustomerFileReader::readInteractions(Ordinal ordinal, CustomerFile &file)
{
    auto rows = m_context.database.query(
        "SELECT b.id, coalesce(o.doc, b.raw), o.rid FROM base b LEFT JOIN overlay o ON o.rid = b.rid WHERE b.rid BETWEEN ?1 AND ?2 AND b.deleted = 0"
        " ORDER BY b.rid DESC LIMIT ?3",
        {rangeStart(ordinal, TypeCode::Interaction), rangeEnd(ordinal, TypeCode::Interaction), kTimeline});
    if (!rows)
        return rows.error();
    while (rows->next()) {
        const auto data = QJsonDocument::fromJson(rows->bytes(1)).object();
        TimelineItem item;
        item.kind = TimelineKind::Interaction;
        item.id = rows->text(0);
        item.at = m_context.local(data[u"occurred_at"_s]);
        item.channel = data[u"channel"_s].toString();
        item.direction = data[u"direction"_s].toString();
        item.title = data[u"subject"_s].toString();
        item.detail = data[u"summary"_s].toString();
        item.state = data[u"outcome"_s].toString();
        item.pending = !rows->isNull(2);
        file.timeline.append(item);
    }
    file.interactionCount = int(m_context.database.number("SELECT count(*) FROM interaction_v WHERE rid BETWEEN ?1 AND ?2",
                                                          {rangeStart(ordinal, TypeCode::Interaction), rangeEnd(ordinal, TypeCode::Interaction)}));
    return done();
}

Done CustomerFileReader::readRelations(Ordinal ordinal, CustomerFile &file)
{
    qint64 household = file.head.aum.minor();
    QSet<Ordinal> counted = {ordinal};
    const auto add = [&](const QJsonObject &data, Ordinal other, const QString &otherName, bool incoming) -> Done {
        RelationRow row;
        row.kind = data[u"kind"_s].toString();
        row.incoming = incoming;
        row.name = otherName;
        row.note = data[u"note"_s].toString();
        if (data.contains(u"share_bp"_s))
            row.shareBp = data[u"share_bp"_s].toInt();
        if (other > 0) {
            auto name = nameOf(m_context.database, other);
            if (!name)
                return name.error();
            if (!name->name.isEmpty()) {
                row.other = CustomerId(name->id);
                row.name = name->name;
                row.otherKind = name->kind;
                row.tier = name->tier;
                row.aum = m_context.base(name->aum);
                if (isFamily(row.kind) && !counted.contains(other)) {
                    counted.insert(other);
                    household += name->aum;
                }
            }
        }
        if (row.name.isEmpty())
            return done();
        for (const auto &known : std::as_const(file.relations))
            if (known.kind == row.kind && known.name == row.name && known.shareBp == row.shareBp)
                return done(); // said by both sides
        file.relations.append(row);
        if (row.kind == "legal_rep"_L1 && !incoming)
            file.legalRepId = row.other;
        return done();
    };
    for (const auto &[id, data] : std::as_const(m_relations))
        if (auto ok = add(data, ordinalOfId(m_context.database, data[u"other_id"_s].toString()), data[u"other_name"_s].toString(), false); !ok)
            return ok;
    QList<std::pair<Ordinal, QJsonObject>> incoming;
    {
        auto rows = m_context.database.query("SELECT v.customer, b.raw FROM relation_v v JOIN base b ON b.rid = v.rid WHERE v.other = ?1 AND b.deleted = 0",
                                             {file.head.id.text()});
        if (!rows)
            return rows.error();
        while (rows->next())
            incoming.append({rows->integer(0), QJsonDocument::fromJson(rows->bytes(1)).object()});
    }
    for (const auto &[customer, data] : std::as_const(incoming))
        if (auto ok = add(data, customer, {}, true); !ok)
            return ok;
    file.householdAum = m_context.base(household);
    return done();
}

Done CustomerFileReader::readDates(Ordinal ordinal, CustomerFile &file)
{
    auto rows = m_context.database.query(
        "SELECT d.next_on, d.lunar, b.raw FROM date_v d JOIN base b ON b.rid = d.rid WHERE d.rid BETWEEN ?1 AND ?2 AND b.deleted = 0",
        {rangeStart(ordinal, TypeCode::ImportantDate), rangeEnd(ordinal, TypeCode::ImportantDate)});
    if (!rows)
        return rows.error();
    while (rows->next()) {
        const auto data = QJsonDocument::fromJson(rows->bytes(2)).object();
        DateRow row;
        row.on = dayDate(rows->integer(0));
        row.kind = data[u"kind"_s].toString();
        row.label = data[u"label"_s].toString();
        if (rows->integer(1) != 0)
            row.lunar = calendar::lunarText({0, data[u"month"_s].toInt(), data[u"day"_s].toInt(), data[u"leap"_s].toBool()});
        file.dates.append(row);
    }
    return done();
}

void CustomerFileReader::finish(CustomerFile &file) const
{
    const auto today = m_context.clock.today();
    QSet<int> kinds;
    for (const auto &account : std::as_const(file.accounts)) {
        if (account.status == "closed"_L1)
            continue;
        kinds.insert(int(account.kind));
        if (account.asOf > file.dataAsOf)
            file.dataAsOf = account.asOf;
        if (account.maturityOn >= today && !isLiability(account.kind)) {
            DateRow row;
            row.on = account.maturityOn;
            row.kind = u"maturity"_s;
            row.label = account.productName;
            row.amount = account.balance;
            file.dates.append(row);
        }
    }
    file.productKinds = int(kinds.size());
    const auto addDate = [&](QDate on, const QString &kind, const QString &label) {
        if (!on.isValid())
            return;
        DateRow row;
        row.on = on;
        row.kind = kind;
        row.label = label;
        file.dates.append(row);
    };
    addDate(file.riskValidUntil, u"risk_assessment"_s, file.head.risk);
    addDate(file.kycNextReview, u"kyc_review"_s, {});
    for (const auto &line : std::as_const(file.creditLines))
        addDate(line.expiresOn, u"credit_line"_s, line.kind);
    for (auto &row : file.dates) {
        row.daysLeft = int(today.daysTo(row.on));
        row.customer = file.head.id;
        row.customerName = file.head.name;
        row.customerKind = file.head.kind;
    }
    file.dates.removeIf([&](const DateRow &row) { return !row.on.isValid() || row.daysLeft < 0 || row.daysLeft > kDaysAhead; });
    std::sort(file.dates.begin(), file.dates.end(), [](const auto &a, const auto &b) { return a.on < b.on; });

    // The largest bookings stand in the stream of events; all of them are on their own tab.
    auto bookings = file.recentTransactions;
    std::stable_sort(bookings.begin(), bookings.end(), [](const auto &a, const auto &b) { return qAbs(a.amount.minor()) > qAbs(b.amount.minor()); });
    for (const auto &booking : bookings.first(qMin<qsizetype>(kLargestInTimeline, bookings.size()))) {
        TimelineItem item;
        item.kind = TimelineKind::Transaction;
        item.id = booking.id;
        item.at = booking.at.isValid() ? booking.at : QDateTime(booking.bookedOn, QTime(12, 0));
        item.channel = booking.kind;
        item.direction = booking.amount.minor() < 0 ? u"out"_s : u"in"_s;
        item.title = booking.memo;
        item.detail = booking.counterparty;
        item.amount = booking.amount;
        file.timeline.append(item);
    }
    std::stable_sort(file.timeline.begin(), file.timeline.end(), [](const auto &a, const auto &b) { return a.at > b.at; });
    if (file.timeline.size() > kTimeline)
        file.timeline.resize(kTimeline);
    std::stable_sort(file.openTasks.begin(), file.openTasks.end(), [](const auto &a, const auto &b) { return a.due < b.due; });
    std::stable_sort(file.requests.begin(), file.requests.end(), [](const auto &a, const auto &b) {
        return std::tuple(a.status == "closed"_L1, -a.receivedAt.toMSecsSinceEpoch()) < std::tuple(b.status == "closed"_L1, -b.receivedAt.toMSecsSinceEpoch());
    });
    std::stable_sort(file.alerts.begin(), file.alerts.end(), [](const auto &a, const auto &b) { return a.points > b.points; });
    file.ruleVersion = m_context.reference.rules.version;
    const auto why = [&](const QString &inputs) { return inputs + u";rules="_s + file.ruleVersion; };
    file.badges
        = {{u"tier"_s, toWire(file.head.tier),
            why(u"aum=%1 %2;wealth_from=%3;private_above=%4"_s.arg(file.aum.amountText(), file.aum.currency().code(),
                                                                   m_context.base(m_context.reference.rules.wealthFrom).amountText(),
                                                                   m_context.base(m_context.reference.rules.privateAbove).amountText()))},
           {u"lifecycle"_s, toWire(file.head.lifecycle), why(u"since=%1;today=%2"_s.arg(file.since.toString(Qt::ISODate), today.toString(Qt::ISODate)))},
           {u"activity"_s, toWire(file.head.activity), why(u"months=%1"_s.arg(m_context.reference.rules.activityMonths))}};
    if (!file.head.risk.isEmpty())
        file.badges.append({u"risk"_s, file.head.risk,
                            why(u"assessed=%1;valid_until=%2"_s.arg(file.riskAssessedOn.toString(Qt::ISODate), file.riskValidUntil.toString(Qt::ISODate)))});
}

} // namespace zhike::storage
