// SPDX-License-Identifier: GPL-3.0-or-later
#include "listquery.h"

#include <QMap>

namespace zhike::ctl {

using namespace Qt::Literals::StringLiterals;
using namespace services;

Result<CustomerQuery> listQuery(const Arguments &arguments)
{
    CustomerQuery query;
    const auto invalid = [](const QString &field, const QString &value) { return Error {ErrorCode::Invalid, u"unknown value"_s, field, value}; };
    for (const auto &term : arguments.value(u"where"_s).split(u',', Qt::SkipEmptyParts)) {
        const auto key = term.section(u'=', 0, 0).trimmed();
        const auto value = term.section(u'=', 1).trimmed();
        if (key == "tier"_L1) {
            const auto tier = fromWire<Tier>(value);
            if (!tier)
                return invalid(key, value);
            query.tiers.insert(*tier);
        } else if (key == "lifecycle"_L1) {
            const auto stage = fromWire<Lifecycle>(value);
            if (!stage)
                return invalid(key, value);
            query.lifecycles.insert(*stage);
        } else if (key == "activity"_L1) {
            const auto activity = fromWire<Activity>(value);
            if (!activity)
                return invalid(key, value);
            query.activities.insert(*activity);
        } else if (key == "kind"_L1) {
            query.kind = fromWire<CustomerKind>(value);
            if (!query.kind)
                return invalid(key, value);
        } else if (key == "segment"_L1) {
            static const QMap<QString, CustomerSegment> segments = {{u"all"_s, CustomerSegment::All},
                                                                    {u"due7"_s, CustomerSegment::DueWithin7Days},
                                                                    {u"churn"_s, CustomerSegment::Churn},
                                                                    {u"over_contact"_s, CustomerSegment::OverContactStandard},
                                                                    {u"risk_expiring"_s, CustomerSegment::RiskExpiring30Days}};
            if (!segments.contains(value))
                return invalid(key, value);
            query.segment = segments[value];
        } else if (key == "book"_L1) {
            query.book = value;
        } else if (key == "text"_L1) {
            query.text = value;
        } else {
            return invalid(u"where"_s, key);
        }
    }
    static const QMap<QString, CustomerSort> sorts
        = {{u"name"_s, CustomerSort::Name},   {u"number"_s, CustomerSort::Number},       {u"tier"_s, CustomerSort::Tier},
           {u"aum"_s, CustomerSort::Aum},     {u"change"_s, CustomerSort::Change30},     {u"risk"_s, CustomerSort::Risk},
           {u"churn"_s, CustomerSort::Churn}, {u"contact"_s, CustomerSort::LastContact}, {u"next"_s, CustomerSort::NextOn},
           {u"since"_s, CustomerSort::Since}};
    auto sort = arguments.value(u"sort"_s, u"aum"_s);
    query.ascending = !sort.startsWith(u'-') && sort != "aum"_L1;
    if (sort.startsWith(u'-') || sort.startsWith(u'+'))
        sort = sort.mid(1);
    if (!sorts.contains(sort))
        return invalid(u"sort"_s, sort);
    query.sort = sorts[sort];
    return query;
}

} // namespace zhike::ctl
