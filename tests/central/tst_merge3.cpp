// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/merge3.h"

#include <QJsonArray>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace zhike::wire;

namespace {

using Change = std::pair<QJsonValue, QJsonValue>;

Patch patchOf(qint64 base, const QMap<QString, Change> &set)
{
    Patch patch;
    patch.baseVersion = base;
    for (auto it = set.cbegin(); it != set.cend(); ++it)
        patch.fields.insert(it.key(), {it->first, it->second});
    return patch;
}

const TypeRule &rule(const QString &type)
{
    return *ruleOf(type);
}

// A record that lives through merges the way the store keeps it.
struct Living {
    MergeTarget target;
    void take(const MergeOutcome &outcome)
    {
        target.version += 1;
        target.data = outcome.data;
        for (const auto &name : outcome.changed)
            target.changedAt.insert(name, target.version);
        if (outcome.guardedChanged)
            target.guardVersion = target.version;
    }
};

const QStringList kFields {u"title"_s, u"due"_s,      u"note"_s,    u"location"_s, u"start"_s,   u"end"_s,
                           u"tz"_s,    u"assignee"_s, u"outcome"_s, u"done_at"_s,  u"priority"_s};

QMap<QString, Change> randomSet(QRandomGenerator &random, const QJsonObject &seen)
{
    QMap<QString, Change> set;
    const int n = 1 + int(random.bounded(3));
    for (int i = 0; i < n; ++i) {
        const auto &name = kFields.at(random.bounded(kFields.size()));
        const auto value = random.bounded(4) == 0 ? QJsonValue() : QJsonValue(QString::number(random.bounded(4)));
        auto from = seen.value(name);
        set.insert(name, {from.isUndefined() ? QJsonValue() : from, value});
    }
    return set;
}

} // namespace

class TestMerge3 : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void wantingWhatIsThereChangesNothing()
    {
        const MergeTarget target {{{u"title"_s, u"A"_s}, {u"note"_s, u"x"_s}}, 5, 1, {{u"title"_s, 5}}};
        const auto out = merge3(rule(u"task"_s), patchOf(3, {{u"title"_s, {u"old"_s, u"A"_s}}, {u"location"_s, {QJsonValue(), QJsonValue()}}}), target);
        QCOMPARE(out.kind, MergeOutcome::Noop);
        QCOMPARE(out.data, target.data);
    }

    void untouchedFieldsStayTheirs()
    {
        const MergeTarget target {{{u"title"_s, u"A"_s}, {u"due"_s, u"2026-03-09"_s}}, 8, 1, {{u"due"_s, 8}}};
        const auto out = merge3(rule(u"task"_s), patchOf(7, {{u"note"_s, {QJsonValue(), u"续保"_s}}}), target);
        QCOMPARE(out.kind, MergeOutcome::Merged);
        QCOMPARE(out.keptTheirs, QStringList {u"due"_s});
        QCOMPARE(out.data.value(u"due"_s), QJsonValue(u"2026-03-09"_s));
        QCOMPARE(out.data.value(u"note"_s), QJsonValue(u"续保"_s));
    }

    void twoHandsOnOneFieldConflictWhole()
    {
        const MergeTarget target {{{u"title"_s, u"theirs"_s}}, 8, 1, {{u"title"_s, 8}}};
        const auto out = merge3(rule(u"task"_s), patchOf(7, {{u"title"_s, {u"base"_s, u"mine"_s}}, {u"note"_s, {QJsonValue(), u"also"_s}}}), target);
        QCOMPARE(out.kind, MergeOutcome::Conflict);
        QCOMPARE(out.data, target.data);
        QCOMPARE(out.conflicts.size(), 1);
        QCOMPARE(out.conflicts.first().base, QJsonValue(u"base"_s));
        QCOMPARE(out.conflicts.first().mine, QJsonValue(u"mine"_s));
        QCOMPARE(out.conflicts.first().theirs, QJsonValue(u"theirs"_s));
    }

    void aGuardedDecisionNeedsTheLatestGuardedState()
    {
        // The rating moved at version 6; a decision on the risk class taken at 5 has not seen it, one taken at 6 has.
        const MergeTarget target {{{u"risk_tolerance"_s, u"C2"_s}, {u"credit_rating"_s, u"BB"_s}}, 7, 6, {{u"credit_rating"_s, 6}}};
        const QMap<QString, Change> set {{u"risk_tolerance"_s, {u"C2"_s, u"C4"_s}}};
        const auto late = merge3(rule(u"customer"_s), patchOf(5, set), target);
        QCOMPARE(late.kind, MergeOutcome::Conflict);
        QCOMPARE(late.conflicts.first().code, u"context-changed"_s);
        const auto seen = merge3(rule(u"customer"_s), patchOf(6, set), target);
        QCOMPARE(seen.kind, MergeOutcome::Merged);
        QVERIFY(seen.needsApproval);
    }

    void statesFollowLegalPathsOnly()
    {
        const MergeTarget target {{{u"stage"_s, u"lead"_s}}, 1, 1, {}};
        QCOMPARE(merge3(rule(u"opportunity"_s), patchOf(1, {{u"stage"_s, {u"lead"_s, u"qualified"_s}}}), target).kind, MergeOutcome::Applied);
        const MergeTarget won {{{u"stage"_s, u"won"_s}}, 1, 1, {}};
        const auto out = merge3(rule(u"opportunity"_s), patchOf(1, {{u"stage"_s, {u"won"_s, u"lead"_s}}}), won);
        QCOMPARE(out.kind, MergeOutcome::Rejected);
        QCOMPARE(out.code, u"illegal-transition"_s);
        QCOMPARE(out.field, u"stage"_s);
    }

    void setsTakeIntentsFromBothSides()
    {
        Patch patch;
        patch.baseVersion = 1;
        patch.sets.insert(u"needs"_s, {{u"wealth"_s, u"credit"_s}, {u"insurance"_s}});
        const MergeTarget target {{{u"needs"_s, QJsonArray {u"credit"_s, u"insurance"_s, u"succession"_s}}}, 4, 1, {{u"needs"_s, 4}}};
        const auto out = merge3(rule(u"customer"_s), patch, target);
        QCOMPARE(out.kind, MergeOutcome::Merged);
        QCOMPARE(out.data.value(u"needs"_s).toArray(), (QJsonArray {u"credit"_s, u"succession"_s, u"wealth"_s}));
    }

    void aGroupIsNeverTakenByHalves()
    {
        // Others moved the end; mine moves the start without having seen that.
        const MergeTarget target {{{u"start"_s, u"2026-03-09T01:00:00.000Z"_s}, {u"end"_s, u"2026-03-09T05:00:00.000Z"_s}}, 4, 1, {{u"end"_s, 4}}};
        const QMap<QString, Change> set {{u"start"_s, {u"2026-03-09T01:00:00.000Z"_s, u"2026-03-09T03:00:00.000Z"_s}}};
        const auto out = merge3(rule(u"task"_s), patchOf(3, set), target);
        QCOMPARE(out.kind, MergeOutcome::Conflict);
        QCOMPARE(out.conflicts.first().code, u"group"_s);
        QCOMPARE(merge3(rule(u"task"_s), patchOf(4, set), target).kind, MergeOutcome::Applied);
    }

    void disjointPatchesCommute()
    {
        QRandomGenerator random(20260302);
        int compared = 0;
        for (int round = 0; round < 4000; ++round) {
            QJsonObject base;
            for (const auto &name : kFields)
                if (random.bounded(2))
                    base.insert(name, QString::number(random.bounded(4)));
            const auto a = randomSet(random, base), b = randomSet(random, base);
            QSet<QString> touchedByA, touchedByB;
            for (auto it = a.cbegin(); it != a.cend(); ++it)
                for (const auto &name : rule(u"task"_s).groupOf(it.key()))
                    touchedByA.insert(name);
            for (auto it = b.cbegin(); it != b.cend(); ++it)
                touchedByB.insert(it.key());
            const auto guardedIn = [](const QMap<QString, Change> &set) {
                return std::any_of(set.keyBegin(), set.keyEnd(), [](const QString &name) { return rule(u"task"_s).isGuarded(name); });
            };
            if (touchedByA.intersects(touchedByB) || (guardedIn(a) && guardedIn(b)))
                continue;
            const auto run = [&](const QMap<QString, Change> &first, const QMap<QString, Change> &second) {
                Living record {{base, 1, 1, {}}};
                for (const auto &set : {first, second}) {
                    const auto out = merge3(rule(u"task"_s), patchOf(1, set), record.target);
                    if (out.kind == MergeOutcome::Conflict || out.kind == MergeOutcome::Rejected)
                        return QJsonObject {{u"refused"_s, true}};
                    if (out.kind != MergeOutcome::Noop)
                        record.take(out);
                }
                return record.target.data;
            };
            QCOMPARE(run(a, b), run(b, a));
            ++compared;
        }
        QVERIFY(compared > 500);
    }

    // Whatever two people do, no value is invented, no guarded field moves from a value its maker had not seen, and no group mixes two hands.
    void nothingIsInventedNorMergedSilently()
    {
        QRandomGenerator random(7);
        int merged = 0, refused = 0;
        for (int round = 0; round < 6000; ++round) {
            Living record {{{}, 1, 1, {}}};
            for (const auto &name : kFields)
                record.target.data.insert(name, QString::number(random.bounded(4)));
            const auto seen = record.target;
            const auto theirs = merge3(rule(u"task"_s), patchOf(1, randomSet(random, seen.data)), record.target);
            if (theirs.kind == MergeOutcome::Applied)
                record.take(theirs);
            const auto before = record.target;
            const auto mine = patchOf(1, randomSet(random, seen.data));
            const auto out = merge3(rule(u"task"_s), mine, before);
            if (out.kind == MergeOutcome::Conflict || out.kind == MergeOutcome::Noop) {
                QCOMPARE(out.data, before.data);
                refused += out.kind == MergeOutcome::Conflict;
                continue;
            }
            ++merged;
            for (const auto &name : kFields) {
                const auto after = out.data.value(name);
                const bool isMine = out.changed.contains(name);
                QCOMPARE(after,
                         isMine ? (mine.fields.value(name).to.isNull() ? QJsonValue(QJsonValue::Undefined) : mine.fields.value(name).to)
                                : before.data.value(name));
                if (!isMine)
                    continue;
                if (rule(u"task"_s).isGuarded(name)) {
                    QCOMPARE(mine.fields.value(name).from, before.data.value(name));
                    QVERIFY(before.guardVersion <= 1);
                }
                for (const auto &other : rule(u"task"_s).groupOf(name))
                    if (!mine.fields.contains(other))
                        QCOMPARE(before.data.value(other), seen.data.value(other));
            }
        }
        QVERIFY(merged > 500);
        QVERIFY(refused > 500);
    }

    void aMalformedPatchIsNoPatch()
    {
        QVERIFY(!Patch::fromJson({{u"set"_s, QJsonObject()}}));
        QVERIFY(!Patch::fromJson({{u"base_version"_s, 1}, {u"set"_s, QJsonArray()}}));
        QVERIFY(!Patch::fromJson({{u"base_version"_s, 1}, {u"set"_s, QJsonObject {{u"a"_s, u"b"_s}}}}));
        QVERIFY(!Patch::fromJson({{u"base_version"_s, 1}, {u"tags"_s, QJsonObject {{u"add"_s, QJsonArray {1}}}}}));
    }
};

QTEST_APPLESS_MAIN(TestMerge3)
#include "tst_merge3.moc"
