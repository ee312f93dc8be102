// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/labels.h"

#include <QLocale>

namespace zhike::ui {
namespace {

struct Name {
    const char *wire;
    const char *text;
};

//! Looked up by wire name and translated in the context of Labels; unknown names come back as they are.
template<size_t N>
QString named(const Name (&names)[N], QStringView wire)
{
    for (const auto &name : names)
        if (wire == QLatin1StringView(name.wire))
            return Labels::tr(name.text);
    return wire.toString();
}

template<size_t N>
QString plain(const Name (&names)[N], QStringView wire, const char *otherwise)
{
    for (const auto &name : names)
        if (wire == QLatin1StringView(name.wire))
            return QString::fromLatin1(name.text);
    return QString::fromLatin1(otherwise);
}

} // namespace

QString Labels::tier(Tier tier)
{
    switch (tier) {
    case Tier::Mass: return tr("Mass");
    case Tier::Wealth: return tr("Wealth");
    case Tier::Private: return tr("Private");
    }
    return {};
}

QString Labels::tierOf(CustomerKind kind, Tier value)
{
    return kind == CustomerKind::Company ? tr("Corporate") : tier(value);
}

QString Labels::customerKind(CustomerKind kind)
{
    return kind == CustomerKind::Company ? tr("Companies") : tr("Persons");
}

QString Labels::lifecycle(Lifecycle stage)
{
    switch (stage) {
    case Lifecycle::New: return tr("New");
    case Lifecycle::Growth: return tr("Growing");
    case Lifecycle::Mature: return tr("Mature");
    case Lifecycle::Senior: return tr("Long-standing");
    }
    return {};
}

QString Labels::activity(Activity activity)
{
    switch (activity) {
    case Activity::Low: return tr("Low activity");
    case Activity::Medium: return tr("Medium activity");
    case Activity::High: return tr("High activity");
    }
    return {};
}

QString Labels::churnLevel(ChurnLevel level)
{
    switch (level) {
    case ChurnLevel::None: return tr("No churn signal");
    case ChurnLevel::Watch: return tr("Watch");
    case ChurnLevel::Act: return tr("Act");
    case ChurnLevel::Critical: return tr("Critical");
    }
    return {};
}

QString Labels::accountKind(AccountKind kind)
{
    switch (kind) {
    case AccountKind::Demand: return tr("Demand deposit");
    case AccountKind::TimeDeposit: return tr("Time deposit");
    case AccountKind::Wealth: return tr("Wealth product");
    case AccountKind::Fund: return tr("Fund");
    case AccountKind::Bond: return tr("Bond");
    case AccountKind::Insurance: return tr("Insurance");
    case AccountKind::Securities: return tr("Securities");
    case AccountKind::PreciousMetal: return tr("Precious metal");
    case AccountKind::Loan: return tr("Loan");
    case AccountKind::Mortgage: return tr("Mortgage");
    case AccountKind::CreditCard: return tr("Credit card");
    case AccountKind::Settlement: return tr("Settlement account");
    }
    return {};
}

QString Labels::riskTolerance(QStringView grade)
{
    static constexpr Name names[] = {{"C1", QT_TR_NOOP("C1 conservative")},
                                     {"C2", QT_TR_NOOP("C2 steady")},
                                     {"C3", QT_TR_NOOP("C3 balanced")},
                                     {"C4", QT_TR_NOOP("C4 growth")},
                                     {"C5", QT_TR_NOOP("C5 aggressive")}};
    return named(names, grade);
}

QString Labels::relationKind(QStringView kind)
{
    static constexpr Name names[] = {{"spouse", QT_TR_NOOP("Spouse")},           {"child", QT_TR_NOOP("Child")},
                                     {"parent", QT_TR_NOOP("Parent")},           {"sibling", QT_TR_NOOP("Sibling")},
                                     {"household", QT_TR_NOOP("Household")},     {"legal_rep", QT_TR_NOOP("Legal representative")},
                                     {"shareholder", QT_TR_NOOP("Shareholder")}, {"ubo", QT_TR_NOOP("Beneficial owner")},
                                     {"director", QT_TR_NOOP("Director")},       {"contact", QT_TR_NOOP("Contact")},
                                     {"guarantor", QT_TR_NOOP("Guarantor")},     {"group_parent", QT_TR_NOOP("Group parent")},
                                     {"employer", QT_TR_NOOP("Employer")},       {"referrer", QT_TR_NOOP("Referrer")},
                                     {"trustee", QT_TR_NOOP("Trustee")},         {"heir", QT_TR_NOOP("Heir")}};
    return named(names, kind);
}

QString Labels::dateKind(QStringView kind)
{
    static constexpr Name names[] = {{"birthday", QT_TR_NOOP("Birthday")},
                                     {"anniversary", QT_TR_NOOP("Anniversary")},
                                     {"founding", QT_TR_NOOP("Founding day")},
                                     {"festival", QT_TR_NOOP("Festival")},
                                     {"custom", QT_TR_NOOP("Date")},
                                     {"maturity", QT_TR_NOOP("Maturity")},
                                     {"kyc_review", QT_TR_NOOP("KYC review")},
                                     {"risk_assessment", QT_TR_NOOP("Risk assessment ends")},
                                     {"credit_line", QT_TR_NOOP("Credit line ends")},
                                     {"licence", QT_TR_NOOP("Licence ends")},
                                     {"agreement", QT_TR_NOOP("Agreement ends")},
                                     {"consent", QT_TR_NOOP("Consent ends")}};
    return named(names, kind);
}

QString Labels::customerStatus(QStringView status)
{
    static constexpr Name names[]
        = {{"prospect", QT_TR_NOOP("Prospect")}, {"active", QT_TR_NOOP("Active")}, {"dormant", QT_TR_NOOP("Dormant")}, {"closed", QT_TR_NOOP("Closed")}};
    return named(names, status);
}

QString Labels::kycStatus(QStringView status)
{
    static constexpr Name names[]
        = {{"ok", QT_TR_NOOP("KYC in order")}, {"due", QT_TR_NOOP("KYC due")}, {"overdue", QT_TR_NOOP("KYC overdue")}, {"blocked", QT_TR_NOOP("KYC blocked")}};
    return named(names, status);
}

QString Labels::channel(QStringView channel)
{
    static constexpr Name names[]
        = {{"call", QT_TR_NOOP("Call")},     {"sms", QT_TR_NOOP("SMS")},           {"email", QT_TR_NOOP("E-mail")}, {"wechat", QT_TR_NOOP("WeChat")},
           {"branch", QT_TR_NOOP("Branch")}, {"visit", QT_TR_NOOP("Visit")},       {"video", QT_TR_NOOP("Video")},  {"event", QT_TR_NOOP("Event")},
           {"online", QT_TR_NOOP("Online")}, {"counter", QT_TR_NOOP("Counter")},   {"atm", QT_TR_NOOP("ATM")},      {"mobile", QT_TR_NOOP("Mobile bank")},
           {"web", QT_TR_NOOP("Web bank")},  {"pos", QT_TR_NOOP("Card terminal")}, {"batch", QT_TR_NOOP("Batch")}};
    return named(names, channel);
}

QString Labels::direction(QStringView direction)
{
    static constexpr Name names[] = {{"in", QT_TR_NOOP("Incoming")}, {"out", QT_TR_NOOP("Outgoing")}};
    return named(names, direction);
}

QString Labels::outcome(QStringView outcome)
{
    static constexpr Name names[] = {{"reached", QT_TR_NOOP("Reached")},   {"not_reached", QT_TR_NOOP("Not reached")}, {"interested", QT_TR_NOOP("Interested")},
                                     {"declined", QT_TR_NOOP("Declined")}, {"promised", QT_TR_NOOP("Promised")},       {"done", QT_TR_NOOP("Done")}};
    return named(names, outcome);
}

QString Labels::taskKind(QStringView kind)
{
    static constexpr Name names[] = {{"follow_up", QT_TR_NOOP("Follow-up")}, {"call", QT_TR_NOOP("Call")},           {"visit", QT_TR_NOOP("Visit")},
                                     {"meeting", QT_TR_NOOP("Meeting")},     {"birthday", QT_TR_NOOP("Birthday")},   {"maturity", QT_TR_NOOP("Maturity")},
                                     {"review", QT_TR_NOOP("Review")},       {"plan_step", QT_TR_NOOP("Plan step")}, {"service", QT_TR_NOOP("Service")},
                                     {"retention", QT_TR_NOOP("Retention")}, {"other", QT_TR_NOOP("Other")}};
    return named(names, kind);
}

QString Labels::taskStatus(TaskStatus status)
{
    switch (status) {
    case TaskStatus::Open: return tr("Open");
    case TaskStatus::Done: return tr("Done");
    case TaskStatus::Cancelled: return tr("Cancelled");
    }
    return {};
}

QString Labels::priority(Priority priority)
{
    switch (priority) {
    case Priority::Low: return tr("Low priority");
    case Priority::Normal: return tr("Normal priority");
    case Priority::High: return tr("High priority");
    }
    return {};
}

QString Labels::requestKind(QStringView kind)
{
    static constexpr Name names[] = {{"consultation", QT_TR_NOOP("Consultation")},
                                     {"service", QT_TR_NOOP("Service request")},
                                     {"complaint", QT_TR_NOOP("Complaint")},
                                     {"correction", QT_TR_NOOP("Correction")}};
    return named(names, kind);
}

QString Labels::requestStatus(QStringView status)
{
    static constexpr Name names[]
        = {{"new", QT_TR_NOOP("Not taken yet")}, {"assigned", QT_TR_NOOP("Taken")},         {"investigating", QT_TR_NOOP("Being looked into")},
           {"answered", QT_TR_NOOP("Answered")}, {"callback", QT_TR_NOOP("Call-back due")}, {"closed", QT_TR_NOOP("Closed")},
           {"reopened", QT_TR_NOOP("Reopened")}};
    return named(names, status);
}

QString Labels::requestSeverity(QStringView severity)
{
    static constexpr Name names[] = {{"normal", QT_TR_NOOP("Normal")}, {"complex", QT_TR_NOOP("Complex")}, {"critical", QT_TR_NOOP("Critical")}};
    return named(names, severity);
}

QString Labels::transactionKind(QStringView kind)
{
    static constexpr Name names[] = {{"cash", QT_TR_NOOP("Cash")},
                                     {"transfer", QT_TR_NOOP("Transfer")},
                                     {"card", QT_TR_NOOP("Card")},
                                     {"salary", QT_TR_NOOP("Salary")},
                                     {"interest", QT_TR_NOOP("Interest")},
                                     {"fee", QT_TR_NOOP("Fee")},
                                     {"loan", QT_TR_NOOP("Loan drawn")},
                                     {"repayment", QT_TR_NOOP("Repayment")},
                                     {"purchase", QT_TR_NOOP("Purchase")},
                                     {"redemption", QT_TR_NOOP("Redemption")},
                                     {"fx", QT_TR_NOOP("Currency exchange")},
                                     {"insurance", QT_TR_NOOP("Insurance")},
                                     {"tax", QT_TR_NOOP("Tax")},
                                     {"other", QT_TR_NOOP("Other")}};
    return named(names, kind);
}

QString Labels::alertKind(QStringView kind)
{
    static constexpr Name names[] = {{"churn", QT_TR_NOOP("Churn risk")},
                                     {"balance_low", QT_TR_NOOP("Low balance")},
                                     {"outflow", QT_TR_NOOP("Outflow")},
                                     {"maturity", QT_TR_NOOP("Maturity without follow-up")},
                                     {"card_expiry", QT_TR_NOOP("Card ends")},
                                     {"kyc_due", QT_TR_NOOP("KYC review due")},
                                     {"licence_expiry", QT_TR_NOOP("Licence ends")},
                                     {"agreement_expiry", QT_TR_NOOP("Agreement ends")},
                                     {"rating_drop", QT_TR_NOOP("Rating lowered")},
                                     {"abnormal", QT_TR_NOOP("Unusual booking")},
                                     {"sla", QT_TR_NOOP("Service time at risk")}};
    return named(names, kind);
}

QString Labels::severity(QStringView severity)
{
    static constexpr Name names[]
        = {{"info", QT_TR_NOOP("Notice")}, {"watch", QT_TR_NOOP("Watch")}, {"act", QT_TR_NOOP("Act")}, {"critical", QT_TR_NOOP("Critical")}};
    return named(names, severity);
}

QString Labels::alertState(AlertState state)
{
    switch (state) {
    case AlertState::New: return tr("New alert");
    case AlertState::Acknowledged: return tr("Seen");
    case AlertState::Snoozed: return tr("Snoozed");
    case AlertState::InAction: return tr("In action");
    case AlertState::Disposed: return tr("Settled");
    }
    return {};
}

QString Labels::disposition(QStringView disposition)
{
    static constexpr Name names[] = {
        {"retained", QT_TR_NOOP("Retained")}, {"lost", QT_TR_NOOP("Lost")}, {"false_alarm", QT_TR_NOOP("False alarm")}, {"no_action", QT_TR_NOOP("No action")}};
    return named(names, disposition);
}

QString Labels::monthShort(QDate date)
{
    return QLocale().standaloneMonthName(date.month(), QLocale::ShortFormat);
}

QString Labels::weekdayShort(int dayOfWeek)
{
    return QLocale().standaloneDayName(dayOfWeek, QLocale::ShortFormat);
}

QString Labels::percent(qint64 bp)
{
    const auto number = QLocale().toString(double(bp) / 100.0, 'f', bp % 100 == 0 ? 0 : 1);
    return QString(number).replace(u'-', QChar(0x2212)) + u'%';
}

QString Labels::taskIcon(QStringView kind)
{
    static constexpr Name icons[] = {{"follow_up", "phone"}, {"call", "phone"}, {"visit", "visit"},    {"meeting", "customers"}, {"birthday", "cake"},
                                     {"maturity", "coin"},   {"review", "doc"}, {"plan_step", "flag"}, {"service", "chat"},      {"retention", "churn"}};
    return plain(icons, kind, "doc");
}

QString Labels::dateIcon(QStringView kind)
{
    static constexpr Name icons[]
        = {{"birthday", "cake"},  {"anniversary", "star"},    {"founding", "building"}, {"festival", "flag"}, {"custom", "star"},   {"maturity", "coin"},
           {"kyc_review", "doc"}, {"risk_assessment", "doc"}, {"credit_line", "card"},  {"licence", "doc"},   {"agreement", "doc"}, {"consent", "doc"}};
    return plain(icons, kind, "calendar");
}

QString Labels::channelIcon(QStringView channel)
{
    static constexpr Name icons[] = {{"call", "phone"},  {"sms", "chat"},   {"email", "mail"}, {"wechat", "chat"}, {"branch", "building"},
                                     {"visit", "visit"}, {"video", "chat"}, {"event", "flag"}, {"online", "globe"}};
    return plain(icons, channel, "note");
}

QString Labels::recordIcon(QStringView type)
{
    static constexpr Name icons[] = {{"customer", "user"}, {"contact_point", "user"}, {"interaction", "note"}, {"task", "calendar"}, {"alert", "churn"}};
    return plain(icons, type, "doc");
}

} // namespace zhike::ui
