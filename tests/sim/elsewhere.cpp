// SPDX-License-Identifier: GPL-3.0-or-later
// Another client of the protocol, of which only the wire is known: it changes what people here work on, often from an old version of it,
// and so reaches the seldom met rows of the merge (sync-protocol §5.4).
#include "drafts.h"
#include "simulation.h"

#include "wire/record.h"
#include "wire/recordtypes.h"

namespace zhike::sim {

using namespace Qt::Literals::StringLiterals;

namespace {

QStringList fieldsOf(const QString &type)
{
    if (type == "task"_L1)
        return {u"title"_s, u"note"_s, u"assignee"_s, u"status"_s, u"status"_s, u"status"_s, u"status"_s, u"status"_s, u"status"_s, u"tags"_s, u"tags"_s};
    if (type == "contact_point"_L1)
        return {u"label"_s, u"primary"_s};
    return {u"remarks"_s, u"risk_tolerance"_s, u"do_not_contact"_s, u"needs"_s, u"needs"_s};
}

// Another value than what stands.
QJsonValue another(Chance &chance, const QString &type, const QString &field, const QJsonValue &stood)
{
    const auto *rule = wire::ruleOf(type);
    QStringList choice;
    if (field == rule->stateField) {
        choice = {u"open"_s, u"done"_s, u"cancelled"_s};
        if (chance.percent(50)) // what cannot follow is refused
            choice.removeIf([&](const QString &to) { return rule->mayFollow(stood.toString(), to); });
    } else if (field == "assignee"_L1) {
        choice = {u"u:rm0"_s, u"u:rm1"_s, u"u:rm2"_s};
    } else if (field == "risk_tolerance"_L1) {
        choice = {u"C1"_s, u"C2"_s, u"C3"_s, u"C4"_s};
    } else if (stood.isBool() || field == "primary"_L1 || field == "do_not_contact"_L1) {
        return !stood.toBool();
    } else {
        return word(chance);
    }
    choice.removeAll(stood.toString());
    return choice.isEmpty() ? QJsonValue(stood) : QJsonValue(chance.pick(choice));
}

QJsonObject intents(Chance &chance, const QJsonArray &stood, bool held)
{
    const auto letter = u"t"_s;
    if (held && !stood.isEmpty()) // what it wants is so already
        return {{u"add"_s, QJsonArray {stood.at(chance.below(int(stood.size())))}}, {u"remove"_s, QJsonArray {u"t9"_s}}};
    return {{u"add"_s, QJsonArray {letter + QString::number(chance.below(4))}}, {u"remove"_s, QJsonArray {letter + QString::number(4 + chance.below(2))}}};
}

} // namespace

std::optional<QJsonObject> Simulation::draftElsewhere(const central::StoredRecord &row)
{
    const auto &me = m_elsewhere->login;
    const auto *rule = wire::ruleOf(row.type);
    const auto fields = fieldsOf(row.type);
    const auto field = fields.at(m_chance.below(int(fields.size())));
    if (m_oracle.rights.value(me).value(row.scope).mask.contains(field))
        return std::nullopt;
    const auto current = row.object();
    const auto versions = m_oracle.versionsOf(row.id);
    if (versions.isEmpty())
        return std::nullopt;
    // How it stands to the record: it has it as it is, or saw it while the field was another one, or at any time.
    const int stand = m_chance.below(100);
    const bool held = stand >= (field == rule->stateField ? 45 : 55) && stand < 85;
    auto base = row.version;
    if (stand >= 25) {
        QList<qint64> others;
        for (auto it = versions.cbegin(); it != versions.cend(); ++it)
            if (stand >= 85 || orNull(it->value(field)) != orNull(current.value(field)))
                others.append(it.key());
        if (!others.isEmpty())
            base = m_chance.pick(others);
    }
    if (!versions.contains(base))
        return std::nullopt;
    QJsonObject op {{u"action"_s, u"patch"_s}, {u"type"_s, row.type}, {u"id"_s, row.id}, {u"base_version"_s, base}};
    if (rule->fields.value(field).kind == wire::FieldKind::Set) {
        op[u"sets"_s] = QJsonObject {{field, intents(m_chance, current.value(field).toArray(), held)}};
    } else {
        const auto stood = orNull(current.value(field));
        const auto to = held && !stood.isNull() ? stood : another(m_chance, row.type, field, stood);
        op[u"set"_s] = QJsonObject {{field, proposal(versions.value(base), field, to)}};
    }
    return op;
}

QJsonObject Simulation::settleElsewhere()
{
    const auto &me = m_elsewhere->login;
    auto op = m_elsewhereParked.takeFirst();
    const auto row = m_oracle.rows().value(op[u"id"_s].toString());
    auto set = op[u"set"_s].toObject();
    if (row.id.isEmpty() || row.deleted || set.isEmpty() || !m_oracle.rights.value(me).contains(row.scope) || !m_oracle.mayRead(me, row.scope, row.type, m_now)
        || !m_oracle.rights.value(me).value(row.scope).mask.isEmpty())
        return {};
    for (auto it = set.begin(); it != set.end(); ++it) {
        const auto stood = orNull(row.object().value(it.key()));
        it.value() = QJsonObject {{u"from"_s, stood}, {u"to"_s, m_chance.percent(70) ? it->toObject()[u"to"_s] : stood}};
    }
    op[u"set"_s] = set;
    op[u"base_version"_s] = row.version;
    op[u"resolves"_s] = op.take(u"op_id"_s);
    return op;
}

void Simulation::pushElsewhere()
{
    if (!m_elsewhere) {
        m_elsewhere = std::make_unique<Device>(QString::fromStdString(m_office.machine()).section(u'/', 0, -2), 9, m_logins.first());
        m_elsewhere->id = u"dev-9"_s;
    }
    auto &device = *m_elsewhere;
    QList<central::StoredRecord> rows;
    for (const auto &row : m_oracle.rows())
        if (!row.deleted && (row.type == "task"_L1 || row.type == "customer"_L1 || row.type == "contact_point"_L1)
            && m_oracle.rights.value(device.login).contains(row.scope) && m_oracle.mayRead(device.login, row.scope, row.type, m_now)
            && (m_hot == 0 || row.customerId == m_focus || row.id == m_focus))
            rows.append(row);
    if (rows.isEmpty())
        return;
    std::sort(rows.begin(), rows.end(), [](const auto &a, const auto &b) { return a.id < b.id; });
    QJsonArray ops;
    const auto group = m_chance.percent(20) ? newId() : QString(); // all together or none
    const auto add = [&](QJsonObject op) {
        op[u"n"_s] = QString::number(++m_elsewhereN);
        op[u"op_id"_s] = newId();
        op[u"schema"_s] = wire::kSchema;
        op[u"captured_at"_s] = toWireInstant(m_now);
        if (!group.isEmpty())
            op[u"group"_s] = group;
        device.notes[op[u"op_id"_s].toString()] = {op, {}, {}, false};
        ops.append(op);
    };
    QSet<QString> touched;
    if (group.isEmpty() && !m_elsewhereParked.isEmpty() && m_chance.percent(60))
        if (const auto op = settleElsewhere(); !op.isEmpty()) {
            touched.insert(op[u"id"_s].toString());
            add(op);
        }
    for (int i = 0, n = m_chance.between(1, 6); i < n; ++i) {
        const auto row = m_chance.pick(rows);
        if (touched.contains(row.id) && m_chance.percent(80)) // seldom two of one record
            continue;
        if (const auto op = draftElsewhere(row)) {
            touched.insert(row.id);
            add(*op);
        }
    }
    if (ops.isEmpty())
        return;
    calm();
    const auto granted = m_office.handle(
        {"POST", "/oauth/token", {{"Content-Type", "application/x-www-form-urlencoded"}}, "grant_type=refresh_token&refresh_token=refresh-9"}, m_now);
    const auto media = QByteArray(wire::kMediaType) + ";schema=" + QByteArray::number(wire::kSchema);
    const auto body = compact({{u"incarnation"_s, 1}, {u"ack_floor"_s, u"0"_s}, {u"ops"_s, ops}});
    const sync::HttpRequest request {"POST",
                                     "/sync/v1/push",
                                     {{"Authorization", "Bearer " + parse(granted.body)[u"access_token"_s].toString().toLatin1()},
                                      {"Zhike-Device", device.id.toLatin1()},
                                      {"Accept", media},
                                      {"Content-Type", media},
                                      {"Content-Digest", wire::contentDigest(body)}},
                                     body};
    if (happens(StoreBusy))
        m_office.setGate([at = m_chance.between(1, 4)](int n) {
            return n == at ? Done(Error {ErrorCode::Busy, u"held by another transaction"_s, {}, {}}) : done();
        });
    const auto response = m_office.handle(request, m_now);
    note(u"elsewhere %1 operations → %2"_s.arg(ops.size()).arg(response.status));
    m_oracle.look();
    m_oracle.onAnswer(device, request, response, m_now);
    QByteArray told;
    if (response.status != 200 || !sync::decodeBody(response, told))
        return;
    const auto answers = parse(told)[u"results"_s].toArray();
    for (qsizetype i = 0; i < answers.size(); ++i)
        if (answers.at(i)[u"status"_s] == u"conflict"_s)
            m_elsewhereParked.append(ops.at(i).toObject());
}

} // namespace zhike::sim
