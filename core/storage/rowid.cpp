// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/rowid.h"

#include <QHash>

namespace zhike::storage {

TypeCode typeCode(QStringView type)
{
    static const QHash<QString, TypeCode> codes = {{QStringLiteral("customer"), TypeCode::Customer},
                                                   {QStringLiteral("contact_point"), TypeCode::ContactPoint},
                                                   {QStringLiteral("relation"), TypeCode::Relation},
                                                   {QStringLiteral("important_date"), TypeCode::ImportantDate},
                                                   {QStringLiteral("consent"), TypeCode::Consent},
                                                   {QStringLiteral("account"), TypeCode::Account},
                                                   {QStringLiteral("alert"), TypeCode::Alert},
                                                   {QStringLiteral("task"), TypeCode::Task},
                                                   {QStringLiteral("service_request"), TypeCode::ServiceRequest},
                                                   {QStringLiteral("credit_line"), TypeCode::CreditLine},
                                                   {QStringLiteral("survey_answer"), TypeCode::SurveyAnswer},
                                                   {QStringLiteral("interaction"), TypeCode::Interaction},
                                                   {QStringLiteral("change_request"), TypeCode::ChangeRequest},
                                                   {QStringLiteral("balance_month"), TypeCode::BalanceMonth},
                                                   {QStringLiteral("transaction"), TypeCode::Transaction},
                                                   {QStringLiteral("product"), TypeCode::Product},
                                                   {QStringLiteral("fx_rate"), TypeCode::FxRate},
                                                   {QStringLiteral("rule_set"), TypeCode::RuleSet},
                                                   {QStringLiteral("calendar_day"), TypeCode::CalendarDay},
                                                   {QStringLiteral("branch"), TypeCode::Branch},
                                                   {QStringLiteral("user"), TypeCode::User}};
    return codes.value(type.toString(), TypeCode::Other);
}

} // namespace zhike::storage
