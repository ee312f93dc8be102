// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/sync/opvalidate.h"

#include <QDate>
#include <QJsonDocument>

namespace zhike::central {

using namespace Qt::Literals::StringLiterals;

OpResult OpResult::rejected(const QString &code, const QString &detail, const QString &field, const QString &fieldCode)
{
    QJsonObject problem {{u"type"_s, u"https://zhike.example/problems/"_s + code}, {u"code"_s, code}, {u"title"_s, detail}, {u"retryable"_s, false}};
    if (!field.isEmpty())
        problem.insert(u"fields"_s, QJsonArray {QJsonObject {{u"name"_s, field}, {u"code"_s, fieldCode.isEmpty() ? code : fieldCode}}});
    return {u"rejected"_s, {{u"problem"_s, problem}}, {}, false, {}};
}

bool isDenial(const QString &code)
{
    static const QStringList denials {u"forbidden"_s, u"field-forbidden"_s, u"same-person"_s, u"online-only"_s, u"action-forbidden"_s};
    return denials.contains(code);
}

bool isWireUuid(const QString &text)
{
    wire::FieldRule rule;
    rule.kind = wire::FieldKind::Id;
    return !text.isEmpty() && wire::fieldProblem(rule, text).isEmpty();
}

namespace {

OpResult invalid(const QString &field, const QString &code)
{
    return OpResult::rejected(u"validation"_s, u"A value was refused."_s, field, code);
}

OpResult forbidden(const QString &field)
{
    return OpResult::rejected(u"field-forbidden"_s, u"This field cannot be written."_s, field);
}

std::optional<OpResult> checkValue(const wire::TypeRule &rule, const QString &name, const QJsonValue &value)
{
    if (wire::isForbiddenName(name))
        return invalid(name, u"secret-not-stored"_s);
    const auto *field = rule.field(name);
    if (!field)
        return std::nullopt; // a member of a later schema: kept as it is
    const auto code = wire::fieldProblem(*field, value);
    return code.isEmpty() ? std::nullopt : std::optional(invalid(name, code));
}

} // namespace

std::optional<OpResult> checkCreate(const wire::TypeRule &rule, const QJsonObject &data, const QString &customerId)
{
    for (auto it = data.begin(); it != data.end(); ++it) {
        if (it.key() == "customer_id"_L1) {
            if (it.value().toString() != customerId)
                return invalid(it.key(), u"other-customer"_s);
            continue;
        }
        if (const auto *field = rule.field(it.key()); field && field->serverOnly)
            return forbidden(it.key());
        if (auto refusal = checkValue(rule, it.key(), it.value()))
            return refusal;
    }
    for (const auto &field : rule.fields)
        if (field.required && (!data.contains(field.name) || data.value(field.name).isNull()))
            return invalid(field.name, u"required"_s);
    if (!rule.stateField.isEmpty() && data.contains(rule.stateField) && !rule.initialStates.contains(data.value(rule.stateField).toString()))
        return invalid(rule.stateField, u"illegal-transition"_s);
    return checkWhole(rule, data);
}

std::optional<OpResult> checkPatch(const wire::TypeRule &rule, const wire::Patch &patch, const QStringList &masked)
{
    const auto refused = [&](const QString &name) -> std::optional<OpResult> {
        const auto *field = rule.field(name);
        if (masked.contains(name) || name == "customer_id"_L1 || (field && field->serverOnly))
            return forbidden(name);
        return std::nullopt;
    };
    for (auto it = patch.fields.cbegin(); it != patch.fields.cend(); ++it) {
        if (auto refusal = refused(it.key()))
            return refusal;
        if (auto refusal = checkValue(rule, it.key(), it->to))
            return refusal;
    }
    for (auto it = patch.sets.cbegin(); it != patch.sets.cend(); ++it) {
        if (auto refusal = refused(it.key()))
            return refusal;
        if (wire::isForbiddenName(it.key()))
            return invalid(it.key(), u"secret-not-stored"_s);
    }
    return std::nullopt;
}

std::optional<OpResult> checkWhole(const wire::TypeRule &rule, const QJsonObject &data)
{
    if (QJsonDocument(data).toJson(QJsonDocument::Compact).size() > kMaxRecordBytes)
        return OpResult::rejected(u"record-too-large"_s, u"A record may have 256 KiB."_s);
    if (rule.name == "task"_L1 || rule.name == "event"_L1) {
        const auto start = data.value(u"start"_s).toString(), end = data.value(u"end"_s).toString();
        if (!start.isEmpty() && !end.isEmpty() && end < start)
            return invalid(u"end"_s, u"before-start"_s);
    }
    if (rule.name == "service_request"_L1 && data.value(u"kind"_s) == u"complaint"_s && data.value(u"status"_s) == u"closed"_s
        && !data.value(u"callback_score"_s).isDouble())
        return invalid(u"callback_score"_s, u"required"_s);
    if (const auto score = data.value(u"callback_score"_s); score.isDouble() && (score.toInteger() < 1 || score.toInteger() > 5))
        return invalid(u"callback_score"_s, u"out-of-range"_s);
    if (rule.name == "important_date"_L1) {
        const auto month = data.value(u"month"_s).toInteger(), day = data.value(u"day"_s).toInteger();
        const int longest = data.value(u"calendar"_s) == u"lunar"_s ? 30 : QDate(2024, int(qBound(qint64(1), month, qint64(12))), 1).daysInMonth();
        if (month < 1 || month > 12)
            return invalid(u"month"_s, u"out-of-range"_s);
        if (day < 1 || day > longest)
            return invalid(u"day"_s, u"out-of-range"_s);
    }
    if (const auto share = data.value(u"share_bp"_s); rule.name == "relation"_L1 && share.isDouble() && (share.toInteger() < 0 || share.toInteger() > 10000))
        return invalid(u"share_bp"_s, u"out-of-range"_s);
    return std::nullopt;
}

} // namespace zhike::central
