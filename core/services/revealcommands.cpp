// SPDX-License-Identifier: GPL-3.0-or-later
// The commands that show or let out what is masked: on record first, then done (security.md §5.4, write-ahead rule).
#include "services/localcommands.h"

#include "security/rights.h"
#include "services/fieldcheck.h"

#include <QMessageAuthenticationCode>

namespace zhike::services {

using namespace Qt::Literals::StringLiterals;
using security::Right;

namespace {

constexpr int kRevealSeconds = 10;
constexpr int kRevealMin = 5;
constexpr int kRevealMax = 30;
constexpr int kRevealedPerHour = 20;
constexpr int kSearchedPerHour = 30;
constexpr qint64 kHourMs = 3600'000;

Error denied(const QString &field)
{
    return {ErrorCode::Denied, u"the right is missing"_s, field, {}};
}

} // namespace

QStringList revealReasons()
{
    return {u"contact"_s, u"verify"_s, u"document"_s, u"correction"_s, u"request"_s};
}

Done LocalCommands::record(const security::AuditEvent &event)
{
    return m_database->transaction([&] { return m_recorder.append(event); });
}

Result<QString> LocalCommands::fullValue(const CustomerId &customer, const QString &field)
{
    const auto kind = field.section(u':', 0, 0);
    const auto part = field.section(u':', 1);
    QString id = customer.text();
    auto type = storage::TypeCode::Customer;
    QString member = field;
    if (kind == "contact"_L1 || kind == "account"_L1) {
        id = part;
        type = kind == "contact"_L1 ? storage::TypeCode::ContactPoint : storage::TypeCode::Account;
        member = kind == "contact"_L1 ? u"value"_s : u"number"_s;
    } else if (!QStringList {u"id_no"_s, u"uscc"_s, u"birth_date"_s, u"home_address"_s, u"registered_address"_s}.contains(field)) {
        return Error {ErrorCode::Invalid, u"this field is not masked"_s, u"field"_s, field};
    }
    auto found = target(id, type);
    if (!found)
        return found.error();
    if (found->customerId != customer.text() && id != customer.text())
        return Error {ErrorCode::NotFound, u"not of this customer"_s, u"field"_s, {}};
    const auto value = found->visible[member].toString();
    if (value.isEmpty())
        return Error {ErrorCode::NotFound, u"there is no value"_s, u"field"_s, {}};
    return value;
}

Result<Revealed> LocalCommands::reveal(const CustomerId &customer, const QString &field, const QString &reason)
{
    if (!revealReasons().contains(reason))
        return Error {ErrorCode::Invalid, u"reason is missing or unknown"_s, u"reason"_s, {}};
    const auto role = security::roleOf(m_database->stateText(u"role"_s));
    security::AuditEvent event {u"cust.reveal"_s};
    event.objectType = u"customer"_s;
    event.objectId = customer.text();
    event.fields = {field.section(u':', 0, 0)};
    event.reason = reason;
    if (!security::mayHere(role, Right::RevealId)) {
        event.outcome = u"denied"_s;
        (void)record(event);
        return denied(u"reveal"_s);
    }
    // A number that is wanted to reach him by is not for one who does not want to be reached.
    if (reason == "contact"_L1)
        if (auto ok = mayContact(customer, field.section(u':', 0, 0)); !ok)
            return ok.error();
    Revealed revealed;
    const auto policy = m_database->stateText(u"reveal_s"_s).toInt();
    revealed.seconds = policy > 0 ? qBound(kRevealMin, policy, kRevealMax) : kRevealSeconds;
    auto recorded = m_database->transaction([&]() -> Done {
        if (auto ok = begin(); !ok)
            return ok;
        auto value = fullValue(customer, field);
        if (!value)
            return value.error();
        event.outcome = u"ok"_s;
        if (auto ok = m_recorder.append(event); !ok)
            return ok;
        auto others = m_recorder.log().objectsSince(u"cust.reveal"_s, m_clock.nowMs() - kHourMs);
        if (!others)
            return others.error();
        if (*others > kRevealedPerHour) {
            security::AuditEvent alert {u"sec.reveal-many"_s};
            alert.n = *others;
            alert.reason = reason;
            if (auto ok = m_recorder.append(alert); !ok)
                return ok;
        }
        revealed.value = *value;
        return done();
    });
    if (!recorded)
        return recorded.error();
    return revealed;
}

Done Commands::noteBrokenAudit(const QString &, qint64)
{
    return Error {ErrorCode::Denied, u"these commands have no audit"_s, {}, {}};
}

Done LocalCommands::noteBrokenAudit(const QString &kind, qint64 seq)
{
    return record({.event = u"audit.verify"_s, .reason = kind, .outcome = u"fail"_s, .n = seq});
}

Done LocalCommands::noteCopy(const CustomerId &customer, const QString &field)
{
    if (!security::mayHere(security::roleOf(m_database->stateText(u"role"_s)), Right::CopyRevealed))
        return denied(u"copy"_s);
    security::AuditEvent event {u"cust.copy"_s};
    event.objectType = u"customer"_s;
    event.objectId = customer.text();
    event.fields = {field.section(u':', 0, 0)};
    return record(event);
}

Done LocalCommands::noteOpened(const CustomerId &customer)
{
    if (customer.isEmpty() || m_opened.contains(customer.text()))
        return done();
    security::AuditEvent event {u"cust.open"_s};
    event.objectType = u"customer"_s;
    event.objectId = customer.text();
    if (auto ok = record(event); !ok)
        return ok;
    m_opened.insert(customer.text());
    return done();
}

Done LocalCommands::noteSearch(const QString &kind, const QString &term, int hits)
{
    security::AuditEvent event {u"cust.search-id"_s};
    event.fields = {kind};
    event.n = hits;
    if (const auto &key = m_recorder.witness().termKey) {
        const auto bytes = key->bytes();
        event.reason = QString::fromLatin1(QMessageAuthenticationCode::hash(term.toUtf8(),
                                                                            QByteArray(reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size())),
                                                                            QCryptographicHash::Sha256)
                                               .toHex());
    }
    bool tooMany = false;
    auto ok = m_database->transaction([&]() -> Done {
        tooMany = m_recorder.log().countSince(event.event, m_clock.nowMs() - kHourMs, u"ok"_s) >= kSearchedPerHour;
        event.outcome = tooMany ? u"throttle"_s : u"ok"_s;
        return m_recorder.append(event);
    });
    if (ok && tooMany)
        return Error {ErrorCode::Denied, u"too many numbers were searched for"_s, u"search"_s, QString::number(kSearchedPerHour)};
    return ok;
}

} // namespace zhike::services
