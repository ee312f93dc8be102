// SPDX-License-Identifier: GPL-3.0-or-later
// What the customer allowed: his word is kept, and what he did not allow is refused (PIPL; security.md SEC-40).
#include "services/localcommands.h"

#include "domain/ids.h"
#include "security/rights.h"

#include <QJsonArray>

namespace zhike::services {

using namespace Qt::Literals::StringLiterals;

Done Commands::recordConsent(const CustomerId &, const ConsentNote &)
{
    return Error {ErrorCode::Unsupported, u"consents are not kept here"_s, {}, {}};
}

Done LocalCommands::recordConsent(const CustomerId &customer, const ConsentNote &note)
{
    static const QStringList purposes = {u"marketing"_s, u"profiling"_s, u"third_party"_s, u"credit_query"_s, u"recording"_s};
    if (!purposes.contains(note.purpose))
        return Error {ErrorCode::Invalid, u"unknown purpose"_s, u"purpose"_s, note.purpose};
    if (note.given && note.noticeVersion.trimmed().isEmpty())
        return Error {ErrorCode::Invalid, u"consent without a notice is none"_s, u"notice_version"_s, {}};
    security::AuditEvent event {u"cust.consent"_s};
    event.objectType = u"customer"_s;
    event.objectId = customer.text();
    event.fields = {u"consent."_s + note.purpose};
    if (!security::mayHere(security::roleOf(m_database->stateText(u"role"_s)), security::Right::RecordConsent)) {
        event.outcome = u"denied"_s;
        (void)record(event);
        return Error {ErrorCode::Denied, u"the right is missing"_s, u"consent"_s, {}};
    }
    event.outcome = note.given ? u"given"_s : u"withdrawn"_s;
    return m_database->transaction([&]() -> Done {
        if (auto ok = begin(); !ok)
            return ok;
        if (customer.isEmpty())
            return Error {ErrorCode::Invalid, u"customer is missing"_s, u"customer"_s, {}};
        auto place = home(customer);
        if (!place)
            return place.error();
        storage::Operation operation;
        operation.action = u"create"_s;
        operation.type = u"consent"_s;
        operation.id = newUuid(m_clock.nowMs());
        operation.customerId = place->customerId;
        operation.scope = place->scope;
        operation.data = {{u"customer_id"_s, place->customerId},
                          {u"purpose"_s, note.purpose},
                          {u"state"_s, event.outcome},
                          {u"channel"_s, note.channel},
                          {u"at"_s, toWireInstant(m_clock.nowMs())}};
        for (const auto &[key, value] :
             {std::pair(u"notice_version"_s, note.noticeVersion.trimmed()), std::pair(u"scope"_s, note.scope), std::pair(u"retention"_s, note.retention)})
            if (!value.isEmpty())
                operation.data[key] = value;
        if (!note.manner.isEmpty())
            operation.data[u"manner"_s] = QJsonArray::fromStringList(note.manner);
        if (auto ok = queue({operation}); !ok)
            return ok;
        if (auto ok = m_recorder.append(event); !ok)
            return ok;
        return finish(place->row.customer);
    });
}

Done LocalCommands::mayContact(const CustomerId &customer, const QString &channel)
{
    auto found = m_database->snapshot([&] { return target(customer.text(), storage::TypeCode::Customer); });
    if (!found)
        return found.error();
    if (!found->visible[u"do_not_contact"_s].toBool())
        return done();
    security::AuditEvent event {u"cust.consent"_s};
    event.objectType = u"customer"_s;
    event.objectId = customer.text();
    event.fields = {u"do_not_contact"_s};
    event.reason = channel;
    event.outcome = u"denied"_s;
    (void)record(event); // refused either way
    return Error {ErrorCode::Denied, u"the customer asked not to be contacted"_s, u"do_not_contact"_s, {}};
}

} // namespace zhike::services
