// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/sync/ingest.h"

#include "central/store/transact.h"
#include "central/sync/opvalidate.h"
#include "domain/clock.h"
#include "wire/recordtypes.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <algorithm>

namespace zhike::central {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kRowsPerCommit = 500;
const auto kCore = u"s:core"_s;

struct Line {
    QJsonObject json;
    QString id;
};

// Stages what one line changes; what it came to is counted.
Done take(WriteSession &session, const QJsonObject &line, qint64 nowMs, IngestSummary &count)
{
    const auto id = line[u"id"_s].toString(), type = line[u"type"_s].toString(), customer = line[u"customer_id"_s].toString();
    const auto now = toWireInstant(nowMs);
    const auto found = session.record(id);
    if (!found)
        return found.error();
    auto row = found->value_or(StoredRecord {});
    const bool isNew = !found->has_value();
    if (!isNew && (row.type != type || row.deleted)) {
        ++count.same; // a tombstone stays one
        return done();
    }
    const auto before = row.object();
    auto data = before;
    QStringList fields;
    const auto given = line[u"data"_s].toObject();
    for (auto it = given.begin(); it != given.end(); ++it) {
        if (wire::isForbiddenName(it.key()))
            return Error {ErrorCode::Invalid, u"a secret is stored nowhere"_s, it.key()};
        if (data.value(it.key()) == it.value())
            continue;
        data.insert(it.key(), it.value());
        fields.append(it.key());
    }
    const bool removes = line[u"deleted"_s].toBool();
    if ((isNew && removes) || (!isNew && !removes && fields.isEmpty())) {
        ++count.same;
        return done();
    }
    if (isNew) {
        row.type = type;
        row.id = id;
        row.customerId = type == "customer"_L1 ? id : customer;
        row.scope = line[u"scope"_s].toString();
        if (!customer.isEmpty() && type != "customer"_L1) {
            const auto home = session.customerScope(customer);
            if (!home)
                return home.error();
            row.scope = *home;
        }
        if (row.scope.isEmpty())
            return Error {ErrorCode::Invalid, u"a record of no known customer needs its scope"_s, u"scope"_s, id};
        row.createdAt = now;
    }
    row.version += 1;
    row.updatedAt = now;
    row.updatedBy = kCore;
    row.updatedVia.clear();
    const auto *rule = wire::ruleOf(type);
    for (const auto &field : std::as_const(fields)) {
        if (!isNew)
            row.past.insert(field, QJsonArray {row.version, kCore, now});
        if (isNew || (rule && rule->isGuarded(field)))
            row.guardVersion = row.version;
    }
    if (removes) {
        row.deleted = true;
        row.reason = u"deleted"_s;
        row.data = {};
        row.rawData.clear();
        row.businessDate.clear();
        row.past = {};
        ++count.removed;
    } else {
        row.setObject(data);
        ++(isNew ? count.made : count.changed);
    }
    return session.stage(row);
}

Done commitLines(Store &store, const QList<Line> &lines, qint64 nowMs, IngestSummary &summary)
{
    return transact(store, [&](WriteSession &session) -> Done {
        auto count = summary;
        for (const auto &line : lines)
            if (auto ok = take(session, line.json, nowMs, count); !ok)
                return ok;
        ++count.commits;
        auto ok = session.seal(nowMs);
        if (ok)
            ok = auditNote(session, nowMs, u"in.ingest"_s, {{u"made"_s, count.made - summary.made}, {u"changed"_s, count.changed - summary.changed}});
        if (ok)
            ok = session.commit();
        if (ok)
            summary = count;
        return ok;
    });
}

} // namespace

Result<IngestSummary> ingest(Store &store, QIODevice &in, qint64 nowMs)
{
    IngestSummary summary;
    QList<Line> pending;
    QSet<QString> ids;
    qint64 number = 0;
    const auto flush = [&] {
        // In the order of ids: the locks of several loaders never cross.
        std::stable_sort(pending.begin(), pending.end(), [](const Line &a, const Line &b) { return a.id < b.id; });
        auto ok = pending.isEmpty() ? done() : commitLines(store, pending, nowMs, summary);
        pending.clear();
        ids.clear();
        return ok;
    };
    while (!in.atEnd()) {
        const auto text = in.readLine().trimmed();
        ++number;
        if (text.isEmpty())
            continue;
        Line line {QJsonDocument::fromJson(text).object(), {}};
        line.id = line.json[u"id"_s].toString();
        if (!isWireUuid(line.id) || line.json[u"type"_s].toString().isEmpty() || (!line.json[u"data"_s].isObject() && !line.json[u"deleted"_s].toBool()))
            return Error {ErrorCode::Invalid, u"line %1 is not a record"_s.arg(number), u"line"_s, QString::number(number)};
        // A customer is there before what belongs to it, and an id occurs once in a commit.
        const auto isCustomer = [](const Line &one) { return one.json[u"type"_s] == u"customer"_s; };
        if (pending.size() >= kRowsPerCommit || ids.contains(line.id) || (!pending.isEmpty() && isCustomer(line) != isCustomer(pending.last())))
            if (auto ok = flush(); !ok)
                return ok.error();
        ids.insert(line.id);
        pending.append(line);
    }
    if (auto ok = flush(); !ok)
        return ok.error();
    return summary;
}

} // namespace zhike::central
