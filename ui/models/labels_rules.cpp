// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Labels that speaks of rules, portfolio and sync.
#include "models/labels.h"

#include "services/usertext.h"

#include <QLocale>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {
namespace {

struct Name {
    const char *wire;
    const char *text;
};

template<size_t N>
QString named(const Name (&names)[N], QStringView wire)
{
    for (const auto &name : names)
        if (wire == QLatin1StringView(name.wire))
            return Labels::tr(name.text);
    return wire.toString();
}

constexpr int kCsatLimit = 3; // a baseline above it means the answer was an NPS score

} // namespace

QString Labels::churnSignal(QStringView signal)
{
    static constexpr Name names[] = {{"frequency_drop", QT_TR_NOOP("Fewer transactions")},
                                     {"outflow", QT_TR_NOOP("Money leaving")},
                                     {"no_contact", QT_TR_NOOP("No contact")},
                                     {"complaint_overdue", QT_TR_NOOP("Complaint overdue")},
                                     {"low_satisfaction", QT_TR_NOOP("Low satisfaction")},
                                     {"own_name_transfers", QT_TR_NOOP("Transfers to own name elsewhere")},
                                     {"maturity_unplanned", QT_TR_NOOP("Maturity without follow-up")}};
    return named(names, signal);
}

QString Labels::churnReason(const services::ChurnReasonRow &reason)
{
    const auto signal = QStringView(reason.signal);
    if (signal == u"frequency_drop")
        return tr("Transactions down %1 on the 6-month median (limit %2)").arg(percent(reason.value), percent(reason.baseline));
    if (signal == u"outflow")
        return tr("%1 of the assets left within 30 days (limit %2)").arg(percent(reason.value), percent(reason.baseline));
    if (signal == u"no_contact")
        return tr("No contact for %n day(s), service standard %1", nullptr, int(reason.value)).arg(reason.baseline);
    if (signal == u"complaint_overdue")
        return tr("%n complaint(s) open beyond the time promised", nullptr, int(reason.value));
    if (signal == u"low_satisfaction")
        return reason.baseline <= kCsatLimit ? tr("Satisfaction %1 of 5 in the last survey").arg(reason.value)
                                             : tr("NPS answer %1 of 10 in the last survey").arg(reason.value);
    if (signal == u"own_name_transfers")
        return tr("%1 of transfers go to own accounts elsewhere (before: %2)").arg(percent(reason.value), percent(reason.baseline));
    if (signal == u"maturity_unplanned")
        return tr("A product matures in %n day(s) and no follow-up is planned", nullptr, int(reason.value));
    return churnSignal(signal);
}

QString Labels::churnReasonShort(const services::ChurnReasonRow &reason)
{
    const auto signal = QStringView(reason.signal);
    if (signal == u"frequency_drop")
        return tr("Transactions %1").arg(percent(-reason.value));
    if (signal == u"outflow")
        return tr("30-day outflow %1").arg(percent(reason.value));
    if (signal == u"no_contact")
        return tr("No contact for %n day(s)", nullptr, int(reason.value));
    if (signal == u"low_satisfaction")
        return reason.baseline <= kCsatLimit ? tr("Satisfaction %1 of 5").arg(reason.value) : tr("NPS answer %1").arg(reason.value);
    if (signal == u"own_name_transfers")
        return tr("Own-name transfers %1").arg(percent(reason.value));
    if (signal == u"maturity_unplanned")
        return tr("Matures in %n day(s), unplanned", nullptr, int(reason.value));
    return churnSignal(signal);
}

QString Labels::dimension(QStringView by)
{
    static constexpr Name names[]
        = {{"tier", QT_TR_NOOP("Tier")}, {"lifecycle", QT_TR_NOOP("Lifecycle")},  {"activity", QT_TR_NOOP("Activity")}, {"kind", QT_TR_NOOP("Kind")},
           {"book", QT_TR_NOOP("Book")}, {"branch", QT_TR_NOOP("Branch office")}, {"risk", QT_TR_NOOP("Risk grade")}};
    return named(names, by);
}

QString Labels::sliceKey(QStringView by, const QString &key)
{
    if (by == u"tier") {
        if (key == u"company" || key == u"corporate")
            return tr("Corporate");
        const auto value = fromWire<Tier>(key);
        return value ? tier(*value) : key;
    }
    if (by == u"lifecycle") {
        const auto value = fromWire<Lifecycle>(key);
        return value ? lifecycle(*value) : key;
    }
    if (by == u"activity") {
        const auto value = fromWire<Activity>(key);
        return value ? activity(*value) : key;
    }
    if (by == u"kind") {
        const auto value = fromWire<CustomerKind>(key);
        return value ? customerKind(*value) : key;
    }
    if (by == u"risk" && key.startsWith(u'C'))
        return riskTolerance(key);
    return key.isEmpty() ? tr("Not stated") : key;
}

QString Labels::maturityPeriod(QStringView key)
{
    static constexpr Name names[]
        = {{"w1", QT_TR_NOOP("This week")}, {"w2", QT_TR_NOOP("Week 2")},  {"w3", QT_TR_NOOP("Week 3")},     {"w4", QT_TR_NOOP("Week 4")},
           {"m2", QT_TR_NOOP("Month 2")},   {"m3", QT_TR_NOOP("Month 3")}, {"q", QT_TR_NOOP("Next quarter")}};
    return named(names, key);
}

QString Labels::recordType(QStringView type)
{
    static constexpr Name names[] = {{"customer", QT_TR_NOOP("customer file")},
                                     {"customers", QT_TR_NOOP("customer list")},
                                     {"contact_point", QT_TR_NOOP("contact")},
                                     {"relation", QT_TR_NOOP("relation")},
                                     {"important_date", QT_TR_NOOP("important date")},
                                     {"consent", QT_TR_NOOP("consent")},
                                     {"interaction", QT_TR_NOOP("interaction")},
                                     {"task", QT_TR_NOOP("follow-up")},
                                     {"alert", QT_TR_NOOP("alert")},
                                     {"service_request", QT_TR_NOOP("service request")},
                                     {"account", QT_TR_NOOP("account")},
                                     {"opportunity", QT_TR_NOOP("opportunity")}};
    return named(names, type);
}

QString Labels::action(QStringView action)
{
    static constexpr Name names[]
        = {{"create", QT_TR_NOOP("Created")}, {"patch", QT_TR_NOOP("Changed")}, {"delete", QT_TR_NOOP("Deleted")}, {"command", QT_TR_NOOP("Request")}};
    return named(names, action);
}

QString Labels::fieldName(QStringView field)
{
    static constexpr Name names[] = {{"name", QT_TR_NOOP("Name")},
                                     {"short_name", QT_TR_NOOP("Short name")},
                                     {"mobile", QT_TR_NOOP("Mobile")},
                                     {"phone", QT_TR_NOOP("Phone")},
                                     {"email", QT_TR_NOOP("E-mail")},
                                     {"preferred_time", QT_TR_NOOP("Preferred time")},
                                     {"preferred_channel", QT_TR_NOOP("Preferred channel")},
                                     {"occupation_code", QT_TR_NOOP("Occupation")},
                                     {"occupation", QT_TR_NOOP("Occupation")},
                                     {"employer", QT_TR_NOOP("Employer")},
                                     {"education", QT_TR_NOOP("Education")},
                                     {"marital_status", QT_TR_NOOP("Marital status")},
                                     {"annual_income", QT_TR_NOOP("Annual income")},
                                     {"home_address", QT_TR_NOOP("Home address")},
                                     {"remarks", QT_TR_NOOP("Remarks")},
                                     {"needs", QT_TR_NOOP("Needs")},
                                     {"preferences", QT_TR_NOOP("Preferences")},
                                     {"special_care", QT_TR_NOOP("Special care")},
                                     {"status", QT_TR_NOOP("Status")},
                                     {"owner", QT_TR_NOOP("Manager")},
                                     {"title", QT_TR_NOOP("Title")},
                                     {"kind", QT_TR_NOOP("Kind")},
                                     {"priority", QT_TR_NOOP("Priority")},
                                     {"due", QT_TR_NOOP("Due date")},
                                     {"start", QT_TR_NOOP("Start")},
                                     {"end", QT_TR_NOOP("End")},
                                     {"location", QT_TR_NOOP("Place")},
                                     {"note", QT_TR_NOOP("Note")},
                                     {"outcome", QT_TR_NOOP("Outcome")},
                                     {"done_at", QT_TR_NOOP("Done at")},
                                     {"summary", QT_TR_NOOP("Summary")},
                                     {"subject", QT_TR_NOOP("Subject")},
                                     {"next_step", QT_TR_NOOP("Next step")},
                                     {"next_on", QT_TR_NOOP("Next date")},
                                     {"state", QT_TR_NOOP("State")},
                                     {"snooze_until", QT_TR_NOOP("Snoozed until")},
                                     {"disposition", QT_TR_NOOP("Result")},
                                     {"do_not_contact", QT_TR_NOOP("Do not contact")},
                                     {"risk_tolerance", QT_TR_NOOP("Risk tolerance")},
                                     {"value", QT_TR_NOOP("Value")},
                                     {"language", QT_TR_NOOP("Language")},
                                     {"tier_override", QT_TR_NOOP("Tier set by hand")},
                                     {"risk_assessed_on", QT_TR_NOOP("Assessed on")},
                                     {"risk_valid_until", QT_TR_NOOP("Assessment valid until")},
                                     {"kyc_status", QT_TR_NOOP("KYC status")},
                                     {"kyc_next_review_on", QT_TR_NOOP("Next KYC review")},
                                     {"aml_flag", QT_TR_NOOP("AML mark")},
                                     {"pep", QT_TR_NOOP("Politically exposed")},
                                     {"id_type", QT_TR_NOOP("Identity document")},
                                     {"id_no", QT_TR_NOOP("Identity number")},
                                     {"tax_residence", QT_TR_NOOP("Tax residence")},
                                     {"credit_rating", QT_TR_NOOP("Credit rating")},
                                     {"risk_class", QT_TR_NOOP("Risk class")},
                                     {"uscc", QT_TR_NOOP("Unified social credit code")},
                                     {"registered_address", QT_TR_NOOP("Registered address")},
                                     {"primary", QT_TR_NOOP("Primary contact")}};
    return named(names, field);
}

QString Labels::fieldValue(QStringView field, const QString &text)
{
    if (text.isEmpty())
        return u"—"_s;
    if (field == u"risk_tolerance")
        return riskTolerance(text);
    if (field == u"kyc_status")
        return kycStatus(text);
    if (field == u"preferred_channel")
        return channel(text);
    if (field == u"tier_override")
        if (const auto wanted = fromWire<Tier>(text))
            return tier(*wanted);
    if (text == u"true")
        return tr("Yes");
    if (text == u"false")
        return tr("No");
    return text;
}

QString Labels::requestState(QStringView state)
{
    static constexpr Name names[]
        = {{"pending", QT_TR_NOOP("Waiting for a decision")}, {"approved", QT_TR_NOOP("Approved")}, {"rejected", QT_TR_NOOP("Sent back")},
           {"withdrawn", QT_TR_NOOP("Taken back")},           {"expired", QT_TR_NOOP("Lapsed")},    {"superseded", QT_TR_NOOP("Overtaken")}};
    return named(names, state);
}

QString Labels::mergeKind(QStringView kind)
{
    static constexpr Name names[] = {{"mine", QT_TR_NOOP("Only changed here")}, {"theirs", QT_TR_NOOP("Only changed at the centre")}};
    return named(names, kind);
}

QString Labels::duration(qint64 seconds)
{
    const auto minutes = seconds / 60;
    if (minutes >= 48 * 60)
        return tr("%1 d").arg(minutes / (24 * 60));
    if (minutes >= 60)
        return tr("%1 h %2 min").arg(minutes / 60).arg(minutes % 60);
    return tr("%1 min").arg(minutes);
}

QString Labels::outboxState(QStringView state)
{
    static constexpr Name names[]
        = {{"queued", QT_TR_NOOP("Waiting")},         {"inflight", QT_TR_NOOP("Being sent")}, {"parked", QT_TR_NOOP("Needs a decision")},
           {"approval", QT_TR_NOOP("Second person")}, {"suspect", QT_TR_NOOP("Held back")},   {"blocked", QT_TR_NOOP("Waits for another")}};
    return named(names, state);
}

QString Labels::problem(QStringView code)
{
    static constexpr Name names[] = {{"conflict", QT_TR_NOOP("Changed on both sides")},
                                     {"rejected", QT_TR_NOOP("Refused by the centre")},
                                     {"suspect", QT_TR_NOOP("Held back for a check")},
                                     {"invalid", QT_TR_NOOP("A value was refused by the centre")},
                                     {"denied", QT_TR_NOOP("The right is missing")},
                                     {"not-found", QT_TR_NOOP("The record no longer exists at the centre")},
                                     {"validation", QT_TR_NOOP("A value was refused by the centre")},
                                     {"forbidden", QT_TR_NOOP("The right is missing")},
                                     {"field-forbidden", QT_TR_NOOP("This field is not yours to write")},
                                     {"already-pending", QT_TR_NOOP("A request on this field waits for a decision")},
                                     {"illegal-transition", QT_TR_NOOP("The record is in a state that does not allow this")},
                                     {"blocked", QT_TR_NOOP("Goes out together with a change that was refused")}};
    return named(names, code);
}

QString Labels::conflictKind(QStringView kind)
{
    static constexpr Name names[] = {{"fields", QT_TR_NOOP("Both sides changed the same fields.")},
                                     {"deleted", QT_TR_NOOP("The centre deleted the record you changed.")},
                                     {"merged", QT_TR_NOOP("The centre merged the record you changed into another one.")},
                                     {"context-changed", QT_TR_NOOP("What your change rested on has changed at the centre.")}};
    return named(names, kind);
}

QString Labels::freshnessDomain(QStringView domain)
{
    static constexpr Name names[] = {{"customers", QT_TR_NOOP("Customer files")},
                                     {"accounts", QT_TR_NOOP("Accounts and holdings")},
                                     {"transactions", QT_TR_NOOP("Transactions")},
                                     {"work", QT_TR_NOOP("Follow-ups and interactions")},
                                     {"reference", QT_TR_NOOP("Products, rates and rules")},
                                     {"alerts", QT_TR_NOOP("Alerts")}};
    return named(names, domain);
}

QString Labels::syncRound(QStringView result)
{
    static constexpr Name names[] = {{"ok", QT_TR_NOOP("Synced")}, {"retried", QT_TR_NOOP("Synced after a retry")}, {"offline", QT_TR_NOOP("Offline")}};
    for (const auto &name : names)
        if (result == QLatin1StringView(name.wire))
            return tr(name.text);
    return tr("Failed: %1").arg(result);
}

QString Labels::syncPhase(QStringView phase)
{
    static constexpr Name names[] = {{"push", QT_TR_NOOP("Sending your changes")},
                                     {"pull", QT_TR_NOOP("Fetching changes")},
                                     {"bootstrap", QT_TR_NOOP("First copy of your book")},
                                     {"idle", QT_TR_NOOP("Finishing")}};
    return named(names, phase);
}

QString Labels::role(QStringView role)
{
    static constexpr Name names[]
        = {{"rm", QT_TR_NOOP("Relationship manager")}, {"pb", QT_TR_NOOP("Private banker")},     {"lead", QT_TR_NOOP("Team lead")},
           {"checker", QT_TR_NOOP("Checker")},         {"compliance", QT_TR_NOOP("Compliance")}, {"admin", QT_TR_NOOP("Administrator")}};
    return named(names, role);
}

QString Labels::error(const Error &error)
{
    return services::UserText::of(error); // one sentence per failure, on the screens as on the command line
}

} // namespace zhike::ui
