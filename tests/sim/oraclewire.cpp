// SPDX-License-Identifier: GPL-3.0-or-later
// What the bank answers, looked at before the network gets it.
#include "oracle.h"

#include "device.h"
#include "drafts.h"
#include "wire/recordtypes.h"

#include <QUrlQuery>

namespace zhike::sim {

using namespace Qt::Literals::StringLiterals;

namespace {

// What was decided; the record beside it is told as it stands.
QJsonObject verdict(QJsonObject answer)
{
    answer.remove(u"replayed"_s);
    answer.remove(u"record"_s);
    if (auto conflict = answer.value(u"conflict"_s).toObject(); !conflict.isEmpty()) {
        conflict.remove(u"record"_s);
        answer[u"conflict"_s] = conflict;
    }
    return answer;
}

bool isBefore(const central::FeedPosition &a, const central::FeedPosition &b)
{
    return a.csn != b.csn ? a.csn < b.csn : a.id < b.id;
}

} // namespace

void Oracle::noteRecord(const QJsonObject &record, const Device &device, qint64 nowMs, const char *where)
{
    const auto type = record[u"type"_s].toString(), scope = record[u"scope"_s].toString();
    if (!mayRead(device.login, scope, type, nowMs))
        fail(u"I19"_s, u"%1 gives %2 a %3 of %4"_s.arg(QLatin1StringView(where), device.login, type, scope));
    for (const auto &field : rights.value(device.login).value(scope).mask)
        if (record[u"data"_s].toObject().contains(field))
            fail(u"I19"_s, u"%1 tells %2 of %3"_s.arg(QLatin1StringView(where), device.login, field));
    if (type == "_member"_L1 || record[u"deleted"_s].toBool() || type == "change_request"_L1)
        return;
    QStringList masked;
    for (const auto &field : record[u"masked"_s].toArray())
        masked.append(field.toString());
    noteContent(record[u"id"_s].toString(), record[u"version"_s].toInteger(), record[u"data"_s].toObject(), masked, where);
}

void Oracle::judge(const QJsonObject &op, const QJsonObject &result, const QJsonObject &record)
{
    const auto status = result[u"status"_s].toString();
    if ((status != "applied"_L1 && status != "merged"_L1) || op[u"action"_s] != u"patch"_s || record.isEmpty())
        return;
    const auto id = record[u"id"_s].toString();
    const auto version = record[u"version"_s].toInteger();
    const auto versions = m_history.value(id);
    const auto before = versions.constFind(version - 1);
    // Of two operations of one push on one record nobody has seen the middle version whole, where the maker is not told every field.
    if (before == versions.cend() || !versions.contains(version))
        return;
    const auto after = versions.value(version);
    const auto set = op[u"set"_s].toObject();
    auto expected = *before;
    const auto *rule = wire::ruleOf(record[u"type"_s].toString());
    for (auto it = set.begin(); it != set.end(); ++it) {
        const auto from = it->toObject().value(u"from"_s), to = it->toObject().value(u"to"_s);
        const auto stood = orNull(before->value(it.key()));
        if (stood != to && orNull(from) != stood) // there is no last writer who wins (§5.4)
            fail(rule->isGuarded(it.key()) ? u"I11"_s : u"I14"_s, u"%1 of %2 v%3 changed from what its maker had not seen"_s.arg(it.key(), id).arg(version));
        if (it.key() == rule->stateField && stood != to && !rule->mayFollow(stood.toString(rule->initialStates.value(0)), to.toString()))
            fail(u"I13"_s, u"%1 went from %2 to %3"_s.arg(id, stood.toString(), to.toString()));
        if (to.isNull())
            expected.remove(it.key());
        else
            expected[it.key()] = to;
    }
    if (after != expected && !op.contains(u"sets"_s))
        fail(u"I2"_s,
             u"%1 of %2 led to %3, not to %4"_s.arg(op[u"op_id"_s].toString(), id, QString::fromUtf8(compact(after)), QString::fromUtf8(compact(expected))));
    const auto base = versions.constFind(op[u"base_version"_s].toInteger());
    if (base == versions.cend() || op.contains(u"sets"_s))
        return;
    for (const auto &group : rule->groups)
        for (const auto &name : group)
            if (std::any_of(group.cbegin(), group.cend(),
                            [&](const QString &other) { return set.contains(other) && orNull(before->value(other)) != orNull(after.value(other)); })
                && !set.contains(name) && base->value(name) != before->value(name))
                fail(u"I12"_s, u"group of %1 of %2 was split at v%3"_s.arg(name, id).arg(version));
}

void Oracle::countMerge(const QJsonObject &op, const QJsonObject &result)
{
    const auto status = result[u"status"_s].toString();
    const auto id = op[u"id"_s].toString();
    const auto conflict = result[u"conflict"_s].toObject();
    const auto versions = m_history.value(id);
    const auto *rule = wire::ruleOf(op[u"type"_s].toString());
    if (op.contains(u"resolves"_s) && (status == "applied"_L1 || status == "merged"_L1 || status == "noop"_L1))
        ++coverage[u"5.4 resolution taken"_s];
    if (const auto code = conflict[u"code"_s].toString(); code == "deleted"_L1 || code == "merged"_L1) {
        ++coverage[code == "deleted"_L1 ? u"5.4 target deleted: conflict"_s : u"5.4 target merged: conflict"_s];
        return;
    }
    if (op[u"action"_s] != u"patch"_s || !rule)
        return;
    qint64 before = result[u"version"_s].toInteger();
    if (status == "applied"_L1 || status == "merged"_L1)
        before -= 1;
    else if (status == "conflict"_L1)
        before = conflict[u"current_version"_s].toInteger();
    else if (status != "noop"_L1)
        before = m_rows.value(id).version;
    if (!versions.contains(before))
        return;
    const auto current = versions.value(before);
    QMap<QString, QString> told; // field → why it conflicts
    for (const auto &field : conflict[u"fields"_s].toArray())
        told.insert(field[u"name"_s].toString(), field[u"code"_s].toString());
    const auto set = op[u"set"_s].toObject();
    const bool taken = status == "applied"_L1 || status == "merged"_L1;
    for (auto it = set.begin(); it != set.end(); ++it) {
        const auto stood = orNull(current.value(it.key()));
        const bool same = orNull(it->toObject()[u"from"_s]) == stood, equal = orNull(it->toObject()[u"to"_s]) == stood;
        const auto kind = it.key() == rule->stateField ? u"state"_s : rule->isGuarded(it.key()) ? u"guarded"_s : u"normal"_s;
        if (told.value(it.key()) == "changed"_L1 && (same || equal))
            fail(u"I14"_s, u"%1 of %2 is called a conflict, and nobody had changed it"_s.arg(it.key(), id));
        if (status == "noop"_L1 && !equal)
            fail(u"I2"_s, u"%1 of %2 was to change, and the answer is that nothing was to do"_s.arg(it.key(), id));
        if (equal && !same && (taken || status == "noop"_L1))
            ++coverage[u"5.4 base differs, equal, %1: noop"_s.arg(kind)];
        else if (!equal && !same && told.value(it.key()) == "changed"_L1)
            ++coverage[u"5.4 base differs, different, %1: conflict"_s.arg(kind)];
        else if (same && !equal && taken)
            ++coverage[u"5.4 base same, %1: mine"_s.arg(kind)];
        else if (same && !equal && status == "pending_approval"_L1 && kind == "guarded"_L1)
            ++coverage[u"5.4 base same, guarded: change request"_s];
        else if (same && !equal && told.value(it.key()) == "context-changed"_L1)
            ++coverage[u"5.4 base same, guarded: context-changed"_s];
        else if (same && !equal && kind == "state"_L1 && result[u"problem"_s][u"code"_s] == u"illegal-transition"_s)
            ++coverage[u"5.4 base same, state: rejected"_s];
    }
    const auto sets = op[u"sets"_s].toObject();
    for (auto it = sets.begin(); it != sets.end(); ++it) {
        if (!taken && status != "noop"_L1)
            continue;
        const auto base = orNull(versions.value(op[u"base_version"_s].toInteger()).value(it.key()));
        const auto stood = orNull(current.value(it.key()));
        ++coverage[base == stood ? u"5.4 base same, set: intents"_s
                       : taken   ? u"5.4 base differs, different, set: intents"_s
                                 : u"5.4 base differs, equal, set: union"_s];
        // See judge().
        if (!versions.contains(result[u"version"_s].toInteger()))
            continue;
        // What was to be added is there, what was to be removed is not, and everything else is as it was.
        auto expected = QSet<QString>();
        for (const auto &text : stood.toArray())
            expected.insert(text.toString());
        for (const auto &text : it->toObject()[u"remove"_s].toArray())
            expected.remove(text.toString());
        for (const auto &text : it->toObject()[u"add"_s].toArray())
            expected.insert(text.toString());
        QSet<QString> now;
        for (const auto &text : versions.value(result[u"version"_s].toInteger()).value(it.key()).toArray())
            now.insert(text.toString());
        if (now != expected)
            fail(u"I2"_s, u"the intents on %1 of %2 were not carried out"_s.arg(it.key(), id));
    }
}

void Oracle::checkCursor(const Device &device, const QByteArray &asked, const QJsonObject &answer)
{
    const auto next = answer[u"next_cursor"_s].toString().toLatin1();
    if (const auto from = m_cursorTime.constFind(asked); from != m_cursorTime.cend() && *from != m_time)
        fail(u"I22"_s, u"device %1 pulls on with a cursor of a history that is no more"_s.arg(device.number));
    if (!m_cursorTime.contains(next))
        m_cursorTime.insert(next, m_time);
    QSet<QString> fresh;
    for (const auto &kind : {u"added"_s, u"reset"_s, u"changed"_s})
        for (const auto &entry : answer[u"scopes"_s][kind].toArray())
            fresh.insert(entry[u"scope"_s].toString());
    const auto before = asked.isEmpty() ? std::nullopt : central::Cursor::open(m_office.cursors(), asked, device.id);
    const auto after = central::Cursor::open(m_office.cursors(), next, device.id);
    if (!before || !after)
        return;
    for (auto place = before->places.cbegin(); place != before->places.cend(); ++place)
        if (after->places.contains(place.key()) && !fresh.contains(place.key()) && isBefore(after->places[place.key()].position, place->position))
            fail(u"I8"_s, u"the cursor of device %1 goes back in %2"_s.arg(device.number).arg(place.key()));
}

void Oracle::onAnswer(const Device &device, const sync::HttpRequest &request, const sync::HttpResponse &response, qint64 nowMs)
{
    QByteArray body;
    if (response.status == 0 || !sync::decodeBody(response, body))
        return;
    const auto answer = parse(body);
    if (response.status >= 300) {
        const auto kind = answer[u"type"_s].toString().section(u'/', -1);
        ++coverage[u"8 %1%2"_s.arg(response.status).arg(kind.isEmpty() || kind == "unauthorized"_L1 || kind == "invalid_token"_L1 ? QString() : u' ' + kind)];
        return;
    }
    if (request.path.endsWith("/pull"))
        checkCursor(device, parse(request.body)[u"cursor"_s].toString().toLatin1(), answer);
    for (const auto &value : answer[u"changes"_s].toArray())
        noteRecord(value.toObject(), device, nowMs, "pull");
    for (const auto &value : answer[u"rows"_s].toArray())
        if (value.isObject())
            noteRecord(value.toObject(), device, nowMs, "snapshot");
    for (const auto &value : answer[u"records"_s].toArray())
        noteRecord(value.toObject(), device, nowMs, "verify");
    if (request.path.endsWith("/sealed"))
        for (const auto &result : answer[u"results"_s].toArray()) {
            const auto status = result[u"status"_s].toString();
            ++coverage[u"sealed "_s + status];
            if (status != "retry"_L1 && status != "blocked"_L1)
                m_sealedAnswers.insert(result[u"op_id"_s].toString(), status);
        }
    if (!request.path.endsWith("/push"))
        return;
    QHash<QString, QJsonObject> ops;
    for (const auto &value : parse(request.body)[u"ops"_s].toArray())
        ops.insert(value.toObject()[u"op_id"_s].toString(), value.toObject());
    QHash<QString, QSet<bool>> groups; // whether its members stand
    for (const auto &value : answer[u"results"_s].toArray()) {
        const auto result = value.toObject();
        const auto id = result[u"op_id"_s].toString(), status = result[u"status"_s].toString();
        const bool replayed = result.contains(u"replayed"_s);
        ++coverage[replayed ? u"5.2 (any) replayed"_s : u"5.2 "_s + status];
        if (status == "conflict"_L1)
            ++coverage[u"conflict "_s + result[u"conflict"_s][u"code"_s].toString()];
        if (status == "rejected"_L1)
            ++coverage[u"rejected "_s + result[u"problem"_s][u"code"_s].toString()];
        if (const auto group = ops.value(id)[u"group"_s].toString(); !group.isEmpty())
            groups[group].insert(status == "applied"_L1 || status == "merged"_L1 || status == "noop"_L1 || status == "pending_approval"_L1);
        if (status == "blocked"_L1 || status == "retry"_L1)
            continue;
        const auto record = result[u"record"_s].toObject();
        if (!record.isEmpty())
            noteRecord(record, device, nowMs, "push");
        if (const auto first = m_answers.constFind(id); first == m_answers.cend())
            m_answers.insert(id, verdict(result));
        else if (*first != verdict(result) && !device.notes.value(id).excused && !device.everSealed.contains(id))
            fail(u"I4"_s, u"operation %1 was answered %2, then %3"_s.arg(id, QString::fromUtf8(compact(*first)), QString::fromUtf8(compact(result))));
        if (!replayed) {
            judge(ops.value(id), result, record);
            countMerge(ops.value(id), result);
        }
        if (status == "conflict"_L1)
            for (const auto &field : result[u"conflict"_s][u"fields"_s].toArray())
                if (const auto change = ops.value(id)[u"set"_s][field[u"name"_s].toString()]; change.isObject() && field[u"mine"_s] != change[u"to"_s])
                    fail(u"I14"_s, u"conflict of %1 tells another mine"_s.arg(id));
    }
    for (auto it = groups.cbegin(); it != groups.cend(); ++it)
        if (it->size() > 1)
            fail(u"I4"_s, u"of group %1 one part stands and another does not"_s.arg(it.key()));
}

} // namespace zhike::sim
