// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/merge3.h"

#include <QJsonArray>
#include <QSet>

namespace zhike::wire {

using namespace Qt::Literals::StringLiterals;

namespace {

// A missing member and null mean the same: no value.
QJsonValue plain(const QJsonValue &value)
{
    return value.isUndefined() ? QJsonValue(QJsonValue::Null) : value;
}

std::optional<SetChange> readIntents(const QJsonValue &value)
{
    if (!value.isObject())
        return std::nullopt;
    SetChange change;
    const auto read = [](const QJsonValue &list, QStringList &into) {
        if (list.isUndefined())
            return true;
        if (!list.isArray())
            return false;
        for (const auto &item : list.toArray()) {
            if (!item.isString())
                return false;
            into.append(item.toString());
        }
        return true;
    };
    const auto object = value.toObject();
    if (!read(object.value(u"add"_s), change.add) || !read(object.value(u"remove"_s), change.remove))
        return std::nullopt;
    return change;
}

QJsonValue applyIntents(const QJsonValue &current, const SetChange &change)
{
    QJsonArray result;
    QSet<QString> have;
    for (const auto &item : current.toArray()) {
        if (change.remove.contains(item.toString()) && !change.add.contains(item.toString()))
            continue;
        result.append(item);
        have.insert(item.toString());
    }
    for (const auto &text : change.add)
        if (!have.contains(text)) {
            result.append(text);
            have.insert(text);
        }
    return result.isEmpty() && plain(current).isNull() ? QJsonValue(QJsonValue::Null) : QJsonValue(result);
}

// Judges one patch against one record; conflicts are collected, the first refusal ends it.
class Merge {
public:
    Merge(const TypeRule &rule, const Patch &patch, const MergeTarget &target) : m_rule(rule), m_patch(patch), m_target(target) { m_out.data = target.data; }

    MergeOutcome run()
    {
        for (auto it = m_patch.fields.cbegin(); it != m_patch.fields.cend(); ++it)
            if (!takeField(it.key(), it.value()))
                return m_out;
        for (auto it = m_patch.sets.cbegin(); it != m_patch.sets.cend(); ++it)
            if (!takeSet(it.key(), it.value()))
                return m_out;
        checkGroups();
        finish();
        return m_out;
    }

private:
    bool refuse(const QString &field, const QString &code)
    {
        m_out = {};
        m_out.kind = MergeOutcome::Rejected;
        m_out.data = m_target.data;
        m_out.field = field;
        m_out.code = code;
        return false;
    }

    void conflict(const QString &field, const QString &code, const FieldChange &change)
    {
        m_out.conflicts.append({field, code, plain(change.from), plain(change.to), plain(m_target.data.value(field))});
    }

    bool takeField(const QString &name, const FieldChange &change)
    {
        const auto current = plain(m_target.data.value(name));
        const auto mine = plain(change.to);
        if (mine == current)
            return true;
        if (plain(change.from) != current) {
            conflict(name, u"changed"_s, change);
            return true;
        }
        const bool guarded = m_rule.isGuarded(name);
        if (guarded && m_patch.baseVersion < m_target.guardVersion) {
            conflict(name, u"context-changed"_s, change);
            return true;
        }
        if (name == m_rule.stateField && !m_rule.mayFollow(current.toString(m_rule.initialStates.value(0)), mine.toString()))
            return refuse(name, u"illegal-transition"_s);
        m_out.changed.append(name);
        return true;
    }

    bool takeSet(const QString &name, const SetChange &change)
    {
        const auto *field = m_rule.field(name);
        if (field && field->kind != FieldKind::Set)
            return refuse(name, u"not-a-set"_s);
        const auto current = plain(m_target.data.value(name));
        const auto mine = applyIntents(current, change);
        if (mine == current)
            return true;
        m_sets.insert(name, mine);
        m_out.changed.append(name);
        return true;
    }

    // A group is taken whole: when others moved a member since the base, and the patch moves another without having said what it expects of the first, nobody
    // has ever looked at the two together.
    void checkGroups()
    {
        for (const auto &group : m_rule.groups) {
            QString touched;
            for (const auto &name : m_out.changed)
                if (group.contains(name))
                    touched = name;
            if (touched.isEmpty())
                continue;
            for (const auto &name : group)
                if (m_target.changedAt.value(name, 0) > m_patch.baseVersion && !agreed(name)) {
                    const auto change = m_patch.fields.value(touched);
                    conflict(touched, u"group"_s, change);
                    break;
                }
        }
    }

    // The patch names this member and starts from its present value, or wants exactly it.
    bool agreed(const QString &name) const
    {
        const auto it = m_patch.fields.constFind(name);
        if (it == m_patch.fields.cend())
            return false;
        const auto current = plain(m_target.data.value(name));
        return plain(it->from) == current || plain(it->to) == current;
    }

    void finish()
    {
        if (!m_out.conflicts.isEmpty()) {
            m_out.kind = MergeOutcome::Conflict;
            m_out.changed.clear();
            return;
        }
        for (const auto &name : m_out.changed) {
            const auto value = m_sets.contains(name) ? m_sets.value(name) : plain(m_patch.fields.value(name).to);
            if (value.isNull())
                m_out.data.remove(name);
            else
                m_out.data.insert(name, value);
            const auto *field = m_rule.field(name);
            m_out.guardedChanged |= field && field->guarded;
            m_out.needsApproval |= field && field->approval;
        }
        for (auto it = m_target.changedAt.cbegin(); it != m_target.changedAt.cend(); ++it)
            if (it.value() > m_patch.baseVersion && !m_patch.fields.contains(it.key()) && !m_patch.sets.contains(it.key()))
                m_out.keptTheirs.append(it.key());
        m_out.keptTheirs.sort();
        if (m_out.changed.isEmpty())
            m_out.kind = MergeOutcome::Noop;
        else
            m_out.kind = m_patch.baseVersion < m_target.version ? MergeOutcome::Merged : MergeOutcome::Applied;
    }

    const TypeRule &m_rule;
    const Patch &m_patch;
    const MergeTarget &m_target;
    QHash<QString, QJsonValue> m_sets;
    MergeOutcome m_out;
};

} // namespace

std::optional<Patch> Patch::fromJson(const QJsonObject &op)
{
    Patch patch;
    patch.baseVersion = op.value(u"base_version"_s).toInteger(-1);
    const auto set = op.value(u"set"_s);
    if (patch.baseVersion < 0 || (!set.isUndefined() && !set.isObject()))
        return std::nullopt;
    const auto fields = set.toObject();
    for (auto it = fields.begin(); it != fields.end(); ++it) {
        const auto change = it.value().toObject();
        if (!it.value().isObject() || !change.contains(u"to"_s))
            return std::nullopt;
        patch.fields.insert(it.key(), {plain(change.value(u"from"_s)), plain(change.value(u"to"_s))});
    }
    auto sets = op.value(u"sets"_s).toObject();
    if (op.contains(u"tags"_s))
        sets.insert(u"tags"_s, op.value(u"tags"_s));
    for (auto it = sets.begin(); it != sets.end(); ++it) {
        const auto intents = readIntents(it.value());
        if (!intents || patch.fields.contains(it.key()))
            return std::nullopt;
        patch.sets.insert(it.key(), *intents);
    }
    return patch;
}

MergeOutcome merge3(const TypeRule &rule, const Patch &patch, const MergeTarget &target)
{
    return Merge(rule, patch, target).run();
}

} // namespace zhike::wire
