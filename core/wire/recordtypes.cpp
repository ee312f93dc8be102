// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/recordtypes.h"

#include "domain/clock.h"
#include "domain/money.h"

#include <QDate>
#include <QJsonArray>
#include <QJsonObject>
#include <QSet>

namespace zhike::wire {

using namespace Qt::Literals::StringLiterals;

namespace {

// name:kind with t text, u id, d date, y month, i instant, m money, e=a|b enum, b bool, n integer, f number, o object, a array, s set of texts;
// then ! required, * guarded, + guarded and second person, - set by the server only.
struct Row {
    const char *name;
    int rank;
    const char *rights; //!< letters of c(reate) p(atch) d(elete) x(command)
    MergeClass merge;
    const char *fields;
    const char *groups; //!< a,b,c d,e
    const char *states; //!< field: initial|initial; a>b|c …
    const char *commands;
    const char *window; //!< field months [open state]
};

constexpr Row kRows[] = {
    {"customer", 0, "p", MergeClass::Field,
     "kind:e=person|company- number:t- name:t+ short_name:t status:e=prospect|active|dormant|closed- owner:t+ branch:t- since:d- "
     "source:e=counter|form|consultation|visit|website|mobile|wechat|chat|referral|third_party|core- tier_override:t+ value_class:t "
     "risk_tolerance:e=C1|C2|C3|C4|C5+ risk_assessed_on:d risk_valid_until:d kyc_status:e=ok|due|overdue|blocked+ kyc_next_review_on:d aml_flag:b+ pep:b+ "
     "identity_state:e=verified|review|blocked- credit_rating:t+ credit_rating_source:t credit_rating_on:d needs:s preferences:s special_care:s "
     "do_not_contact:b* preferred_channel:t preferred_time:t language:t remarks:t custom:o tags:s tax_residence:t+ "
     "sex:e=f|m|x birth_date:d id_type:t+ id_no:t+ nationality:t occupation_code:t employer:t education:t marital_status:t income_source:t annual_income:m "
     "home_address:t region_code:t uscc:t+ industry_code:t legal_rep:t registered_capital:m founded_on:d business_scope:t staff:n revenue:m profit:m "
     "registered_address:t risk_class:e=high|medium|low+ licences:a",
     "home_address,region_code credit_rating,credit_rating_source,credit_rating_on risk_tolerance,risk_assessed_on,risk_valid_until", "", "", ""},
    {"contact_point", 0, "cpd", MergeClass::Field,
     "customer_id:u- kind:e=mobile|phone|email|wechat|address! value:t! label:t primary:b* verified_on:d source:t bad:b", "kind,value", "", "", ""},
    {"relation", 0, "cpd", MergeClass::Field,
     "customer_id:u- other_id:u other_name:t "
     "kind:e=spouse|child|parent|sibling|household|legal_rep|shareholder|ubo|director|contact|guarantor|group_parent|employer|referrer|trustee|heir! "
     "share_bp:n from:d to:d note:t",
     "other_id,other_name,kind from,to", "", "", ""},
    {"important_date", 0, "cpd", MergeClass::Field,
     "customer_id:u- kind:e=birthday|anniversary|founding|festival|custom! label:t calendar:e=gregorian|lunar! month:n! day:n! leap:b year:n remind_days:a",
     "calendar,month,day,leap,year", "", "", ""},
    {"consent", 0, "c", MergeClass::AppendOnly,
     "customer_id:u- purpose:e=marketing|profiling|third_party|credit_query|recording! manner:a scope:t retention:t notice_version:t channel:t "
     "state:e=given|withdrawn! at:i! evidence:t",
     "", "", "", ""},
    {"risk_assessment", 0, "c", MergeClass::AppendOnly,
     "customer_id:u- questionnaire:t! answers:o! score:n! result:e=C1|C2|C3|C4|C5! on:d! valid_until:d! signed_by_customer:b signed_by_user:t", "", "", "", ""},
    {"attachment", 1, "cd", MergeClass::AppendOnly,
     "customer_id:u- target_id:u name:t! mime:t! size:n! sha256:t!* kind:e=id_copy|licence|contract|statement|photo|other! expires_on:d", "", "", "", ""},
    {"account", 1, "", MergeClass::ServerOnly, "", "", "", "", ""},
    {"holding", 1, "", MergeClass::ServerOnly, "", "", "", "", ""},
    {"credit_line", 1, "", MergeClass::ServerOnly, "", "", "", "", ""},
    {"balance_month", 1, "", MergeClass::ServerOnly, "", "", "", "", ""},
    {"points_entry", 1, "", MergeClass::ServerOnly, "", "", "", "", ""},
    {"agreement", 1, "", MergeClass::ServerOnly, "", "", "", "", ""},
    {"transaction", 3, "", MergeClass::ServerOnly, "booked_on:d", "", "", "", "booked_on 13"},
    {"interaction", 2, "c", MergeClass::AppendOnly,
     "customer_id:u- channel:e=call|sms|email|wechat|branch|visit|video|event|online! direction:e=in|out occurred_at:i! tz:t duration_min:n subject:t "
     "summary:t "
     "outcome:e=reached|not_reached|interested|declined|promised|done next_step:t next_on:d participants:a confidential:b readers:a script_id:u amends:u "
     "recording_ref:t received_at:i-",
     "", "", "", "occurred_at 24"},
    {"task", 0, "cpd", MergeClass::Field,
     "customer_id:u- title:t! kind:e=follow_up|call|visit|meeting|birthday|maturity|review|plan_step|service|retention|other status:e=open|done|cancelled "
     "priority:e=low|normal|high assignee:t* due:d start:i end:i tz:t rrule:t exdates:s recurrence_id:t series_id:u reminders_min:a location:t note:t "
     "outcome:t* done_at:i origin:o plan_id:u tags:s",
     "start,end,tz status,status_reason,closed_at,outcome,done_at", "status: open|done; open>done|cancelled done>open cancelled>open", "", "due 12 open"},
    {"event", 0, "cpd", MergeClass::Field, "customer_id:u- title:t! start:i! end:i! tz:t! location:t note:t", "start,end,tz", "", "", ""},
    {"action_plan", 0, "cpd", MergeClass::Field, "customer_id:u- title:t template_id:u template_version:n steps:a", "template_id,template_version", "", "", ""},
    {"plan_template", 0, "", MergeClass::ServerOnly, "", "", "", "", ""},
    {"opportunity", 1, "cpd", MergeClass::Field,
     "customer_id:u- title:t! product_id:u* stage:e=lead|qualified|proposal|negotiation|won|lost* amount:m* probability_bp:n close_on:d lost_reason:t source:t "
     "campaign_id:u next_step:t assignee:t",
     "stage,lost_reason",
     "stage: lead|qualified|proposal|negotiation; lead>qualified|proposal|negotiation|won|lost qualified>lead|proposal|negotiation|won|lost "
     "proposal>qualified|negotiation|won|lost negotiation>proposal|won|lost lost>lead|qualified",
     "", ""},
    {"application", 1, "cp", MergeClass::Field,
     "customer_id:u- kind:e=loan|card|opening|limit! amount:m* stage:e=draft|submitted|checking|approved|declined|signed|drawn* stage_at:i owner:t documents:a",
     "stage,stage_at",
     "stage: draft|submitted; draft>submitted submitted>checking|draft checking>approved|declined|submitted approved>signed|declined signed>drawn", "", ""},
    {"service_request", 1, "cp", MergeClass::Field,
     "customer_id:u- number:t kind:e=consultation|service|complaint|correction! channel:t subject:t! detail:t severity:e=normal|complex|critical* department:t "
     "assignee:t status:e=new|assigned|investigating|answered|callback|closed|reopened* received_at:i first_response_due:i* resolve_due:i* "
     "first_response_at:i resolved_at:i root_cause:t compensation:m* callback_score:n answer:t",
     "status,status_reason,closed_at,resolved_at",
     "status: new|assigned; new>assigned|investigating|answered|closed assigned>investigating|answered investigating>assigned|answered "
     "answered>callback|investigating|closed callback>closed|reopened closed>reopened reopened>assigned|investigating|answered",
     "", ""},
    {"survey_answer", 1, "c", MergeClass::AppendOnly, "customer_id:u- survey_id:t nps:n csat:n product_id:u comment:t at:i! channel:t", "", "", "", ""},
    {"recommendation_feedback", 1, "cpd", MergeClass::Field, "customer_id:u- product_id:u! verdict:e=accepted|later|rejected! reason:t rule_id:t",
     "verdict,reason", "", "", ""},
    {"alert", 0, "x", MergeClass::CommandOnly, "state:e=new|acknowledged|snoozed|in_action|disposed* snooze_until:d disposition:t* plan_id:u raised_at:i",
     "state,snooze_until,disposition",
     "state: new; new>acknowledged|snoozed|in_action|disposed acknowledged>snoozed|in_action|disposed snoozed>acknowledged|snoozed|in_action|disposed "
     "in_action>snoozed|disposed",
     "acknowledge snooze start dispose", ""},
    {"change_request", 0, "x", MergeClass::CommandOnly, "", "", "state: pending; pending>approved|rejected|withdrawn|expired|superseded",
     "approve reject withdraw", ""},
    {"campaign", 1, "", MergeClass::ServerOnly, "", "", "", "", ""},
    {"campaign_target", 1, "p", MergeClass::Field, "customer_id:u- state:e=planned|contacted|interested|bought|declined|opted_out result:m arm:t-",
     "state,result", "", "", ""},
    {"customer_event", 1, "", MergeClass::ServerOnly, "", "", "", "", ""},
    {"event_guest", 1, "cpd", MergeClass::Field, "customer_id:u- event_id:u rsvp:t attended:b follow_up_task:u", "", "", "", ""},
    {"setting", 0, "cpd", MergeClass::Field, "key:t! value:t", "", "", "", ""},
    {"audit_event", 3, "c", MergeClass::AppendOnly, "", "", "", "", ""},
    {"product", 0, "", MergeClass::ServerOnly, "", "", "", "", ""},
    {"code_list", 0, "", MergeClass::ServerOnly, "", "", "", "", ""},
    {"fx_rate", 0, "", MergeClass::ServerOnly, "", "", "", "", ""},
    {"calendar_day", 0, "", MergeClass::ServerOnly, "", "", "", "", ""},
    {"rule_set", 0, "", MergeClass::ServerOnly, "", "", "", "", ""},
    {"model", 0, "", MergeClass::ServerOnly, "", "", "", "", ""},
    {"script", 0, "", MergeClass::ServerOnly, "", "", "", "", ""},
    {"branch", 0, "", MergeClass::ServerOnly, "", "", "", "", ""},
    {"team", 0, "", MergeClass::ServerOnly, "", "", "", "", ""},
    {"user", 0, "", MergeClass::ServerOnly, "", "", "", "", ""},
    {"grant", 0, "", MergeClass::ServerOnly, "", "", "", "", ""},
    {"kpi", 0, "", MergeClass::ServerOnly, "", "", "", "", ""},
    {"survey", 0, "", MergeClass::ServerOnly, "", "", "", "", ""},
};

FieldKind kindOf(QChar letter)
{
    switch (letter.unicode()) {
    case 'u': return FieldKind::Id;
    case 'd': return FieldKind::Date;
    case 'y': return FieldKind::Month;
    case 'i': return FieldKind::Instant;
    case 'm': return FieldKind::Money;
    case 'e': return FieldKind::Enum;
    case 'b': return FieldKind::Bool;
    case 'n': return FieldKind::Integer;
    case 'f': return FieldKind::Number;
    case 'o': return FieldKind::Object;
    case 'a': return FieldKind::Array;
    case 's': return FieldKind::Set;
    default: return FieldKind::Text;
    }
}

FieldRule readField(const QString &text)
{
    FieldRule rule;
    const auto colon = text.indexOf(u':');
    rule.name = text.left(colon);
    auto rest = text.mid(colon + 1);
    for (; QStringView(u"!*+-").contains(rest.back()); rest.chop(1)) {
        rule.required |= rest.back() == u'!';
        rule.guarded |= rest.back() == u'*' || rest.back() == u'+';
        rule.approval |= rest.back() == u'+';
        rule.serverOnly |= rest.back() == u'-';
    }
    rule.kind = kindOf(rest.front());
    if (rule.kind == FieldKind::Enum)
        rule.values = rest.mid(2).split(u'|');
    return rule;
}

TypeRule readRow(const Row &row)
{
    const auto words = [](const char *text) { return QString::fromLatin1(text).split(u' ', Qt::SkipEmptyParts); };
    TypeRule rule;
    rule.name = QString::fromLatin1(row.name);
    rule.rank = row.rank;
    const auto rights = QLatin1StringView(row.rights);
    rule.rights = {rights.contains(u'c'), rights.contains(u'p'), rights.contains(u'd'), rights.contains(u'x')};
    rule.merge = row.merge;
    for (const auto &text : words(row.fields)) {
        const auto field = readField(text);
        rule.fields.insert(field.name, field);
    }
    for (const auto &group : words(row.groups))
        rule.groups.append(group.split(u','));
    const auto states = QString::fromLatin1(row.states);
    if (!states.isEmpty()) {
        rule.stateField = states.section(u':', 0, 0);
        rule.initialStates = states.section(u':', 1).section(u';', 0, 0).trimmed().split(u'|');
        for (const auto &edge : states.section(u';', 1).split(u' ', Qt::SkipEmptyParts))
            rule.transitions.insert(edge.section(u'>', 0, 0), edge.section(u'>', 1).split(u'|'));
    }
    rule.commands = words(row.commands);
    const auto window = words(row.window);
    if (window.size() > 1) {
        rule.windowField = window.at(0);
        rule.windowMonths = window.at(1).toInt();
        rule.windowOpenState = window.value(2);
    }
    return rule;
}

bool isWireId(const QString &text)
{
    if (text.size() != 36)
        return false;
    for (int i = 0; i < 36; ++i) {
        const auto c = text.at(i);
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? c != u'-' : !((c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f')))
            return false;
    }
    return true;
}

} // namespace

const std::vector<TypeRule> &allRules()
{
    static const auto rules = [] {
        std::vector<TypeRule> list;
        for (const auto &row : kRows)
            list.push_back(readRow(row));
        return list;
    }();
    return rules;
}

const TypeRule *ruleOf(const QString &type)
{
    static const auto index = [] {
        QHash<QString, const TypeRule *> map;
        for (const auto &rule : allRules())
            map.insert(rule.name, &rule);
        return map;
    }();
    return index.value(type, nullptr);
}

int rankOf(const QString &type)
{
    const auto *rule = ruleOf(type);
    return rule ? rule->rank : 1;
}

const FieldRule *TypeRule::field(const QString &fieldName) const
{
    const auto it = fields.constFind(fieldName);
    return it == fields.cend() ? nullptr : &*it;
}

QStringList TypeRule::groupOf(const QString &fieldName) const
{
    for (const auto &group : groups)
        if (group.contains(fieldName))
            return group;
    return {fieldName};
}

bool TypeRule::isGuarded(const QString &fieldName) const
{
    const auto *rule = field(fieldName);
    return rule && rule->guarded;
}

bool TypeRule::mayFollow(const QString &from, const QString &to) const
{
    return transitions.value(from).contains(to);
}

QString fieldProblem(const FieldRule &rule, const QJsonValue &value)
{
    if (value.isNull() || value.isUndefined())
        return rule.required ? u"required"_s : QString();
    const auto text = value.toString();
    switch (rule.kind) {
    case FieldKind::Text:
        if (!value.isString())
            return u"bad-text"_s;
        return rule.required && text.trimmed().isEmpty() ? u"required"_s : QString();
    case FieldKind::Id: return isWireId(text) ? QString() : u"bad-id"_s;
    case FieldKind::Date: return text.size() == 10 && QDate::fromString(text, Qt::ISODate).isValid() ? QString() : u"bad-date"_s;
    case FieldKind::Month: return text.size() == 7 && QDate::fromString(text + u"-01"_s, Qt::ISODate).isValid() ? QString() : u"bad-month"_s;
    case FieldKind::Instant: return fromWireInstant(text) ? QString() : u"bad-instant"_s;
    case FieldKind::Money: return Money::fromJson(value) ? QString() : u"bad-money"_s;
    case FieldKind::Enum: return rule.values.contains(text) ? QString() : u"unknown-value"_s;
    case FieldKind::Bool: return value.isBool() ? QString() : u"bad-bool"_s;
    case FieldKind::Integer: return value.isDouble() && value.toDouble() == double(value.toInteger()) ? QString() : u"bad-integer"_s;
    case FieldKind::Number: return value.isDouble() ? QString() : u"bad-number"_s;
    case FieldKind::Object: return value.isObject() ? QString() : u"bad-object"_s;
    case FieldKind::Array: return value.isArray() ? QString() : u"bad-array"_s;
    case FieldKind::Set: break;
    }
    if (!value.isArray())
        return u"bad-set"_s;
    QSet<QString> seen;
    for (const auto &item : value.toArray()) {
        if (!item.isString() || seen.contains(item.toString()))
            return u"bad-set"_s;
        seen.insert(item.toString());
    }
    return {};
}

bool isForbiddenName(const QString &field)
{
    static const QSet<QString> names {u"pin"_s,           u"password"_s,        u"passwd"_s,          u"cvv"_s, u"cvv2"_s,      u"cvc"_s,
                                      u"track_data"_s,    u"chip_data"_s,       u"card_pin"_s,        u"otp"_s, u"biometric"_s, u"fingerprint"_s,
                                      u"face_template"_s, u"security_answer"_s, u"security_answers"_s};
    return names.contains(field.toLower());
}

QString windowDate(const TypeRule &rule, const QJsonObject &data)
{
    if (rule.windowField.isEmpty())
        return {};
    if (!rule.windowOpenState.isEmpty() && (data.value(rule.stateField).toString(rule.windowOpenState) == rule.windowOpenState || data.contains(u"rrule"_s)))
        return {};
    auto value = data.value(rule.windowField).toString();
    if (value.isEmpty())
        value = data.value(u"done_at"_s).toString(data.value(u"start"_s).toString());
    return value.left(10);
}

} // namespace zhike::wire
