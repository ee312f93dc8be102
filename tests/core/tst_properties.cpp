// SPDX-License-Identifier: GPL-3.0-or-later
// What holds for every value, tried with many drawn from fixed seeds.
#include "testcache.h"

#include "central/sync/cursor.h"
#include "crypto/encoding.h"
#include "wire/merge3.h"

#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;
using namespace zhike::wire;

namespace {

using Chance = QRandomGenerator;

QString randomText(Chance &chance)
{
    static const QStringList pieces {u"a"_s,  u"B"_s,  u"知客"_s, u"\u20ac"_s, u"\U0001F600"_s, u"\ufb33"_s,
                                     u"\""_s, u"\\"_s, u"\n"_s,   u"\u0001"_s, u"0"_s,          u"~"_s};
    QString text;
    for (auto n = chance.bounded(5); n > 0; --n)
        text += pieces.at(chance.bounded(pieces.size()));
    return text;
}

QJsonObject randomObject(Chance &chance, int depth = 0);

QJsonValue randomValue(Chance &chance, int depth = 0)
{
    switch (chance.bounded(depth > 3 ? 5 : 7)) {
    case 0: return QJsonValue::Null;
    case 1: return bool(chance.bounded(2));
    case 2: return qint64(chance.generate64() >> 11) * (chance.bounded(2) ? 1 : -1); // up to 2^53 - 1
    case 3: return int(chance.bounded(100));
    case 4: return randomText(chance);
    case 5: {
        QJsonArray list;
        for (auto n = chance.bounded(4); n > 0; --n)
            list.append(randomValue(chance, depth + 1));
        return list;
    }
    default: return randomObject(chance, depth + 1);
    }
}

QJsonObject randomObject(Chance &chance, int depth)
{
    QJsonObject object;
    for (auto n = chance.bounded(5); n > 0; --n)
        object.insert(randomText(chance), randomValue(chance, depth));
    return object;
}

//! A type, a record of it and what two people might write into it.
struct Scene {
    const TypeRule *rule = nullptr;
    QStringList names;
    MergeTarget target;

    explicit Scene(Chance &chance)
    {
        static const QStringList types {u"task"_s, u"customer"_s, u"opportunity"_s};
        rule = ruleOf(types.at(chance.bounded(types.size())));
        for (const auto &field : rule->fields)
            if (field.kind != FieldKind::Set)
                names.append(field.name);
        names.sort();
        target.version = 1 + chance.bounded(5);
        target.guardVersion = 1 + chance.bounded(int(target.version));
        for (const auto &name : names) {
            if (chance.bounded(2))
                target.data.insert(name, valueFor(chance, name));
            if (chance.bounded(4) == 0)
                target.changedAt.insert(name, 1 + chance.bounded(int(target.version)));
        }
    }

    [[nodiscard]] QJsonValue valueFor(Chance &chance, const QString &name) const
    {
        const auto *field = rule->field(name);
        if (field && !field->values.isEmpty())
            return field->values.at(chance.bounded(field->values.size()));
        return QString::number(chance.bounded(4));
    }

    [[nodiscard]] QJsonValue at(const QString &name) const
    {
        const auto value = target.data.value(name);
        return value.isUndefined() ? QJsonValue(QJsonValue::Null) : value;
    }

    //! \param honest what the patch starts from is what stands there; otherwise now and then something else
    [[nodiscard]] Patch patch(Chance &chance, bool honest) const
    {
        Patch patch;
        patch.baseVersion = honest ? target.version : 1 + chance.bounded(int(target.version));
        for (auto n = 1 + chance.bounded(4); n > 0; --n) {
            const auto &name = names.at(chance.bounded(names.size()));
            const auto from = honest || chance.bounded(3) ? at(name) : valueFor(chance, name);
            patch.fields.insert(name, {from, chance.bounded(5) ? valueFor(chance, name) : QJsonValue(QJsonValue::Null)});
        }
        return patch;
    }
};

bool isTaken(const MergeOutcome &outcome)
{
    return outcome.kind == MergeOutcome::Applied || outcome.kind == MergeOutcome::Merged;
}

MergeTarget after(const MergeTarget &before, const MergeOutcome &outcome)
{
    auto target = before;
    if (!isTaken(outcome))
        return target;
    target.version += 1;
    target.data = outcome.data;
    for (const auto &name : outcome.changed)
        target.changedAt.insert(name, target.version);
    if (outcome.guardedChanged)
        target.guardVersion = target.version;
    return target;
}

} // namespace

class TestProperties : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anEmptyPatchIsNothing()
    {
        Chance chance(1);
        for (int round = 0; round < 2000; ++round) {
            const Scene scene(chance);
            Patch patch;
            patch.baseVersion = 1;
            const auto out = merge3(*scene.rule, patch, scene.target);
            QCOMPARE(out.kind, MergeOutcome::Noop);
            QCOMPARE(out.data, scene.target.data);
            QVERIFY(out.changed.isEmpty() && out.conflicts.isEmpty() && !out.guardedChanged && !out.needsApproval);
        }
    }

    void wantingWhatIsThereIsNothingWhateverWasSeen()
    {
        Chance chance(2);
        for (int round = 0; round < 2000; ++round) {
            const Scene scene(chance);
            auto patch = scene.patch(chance, false);
            for (auto it = patch.fields.begin(); it != patch.fields.end(); ++it)
                it->to = scene.at(it.key());
            const auto out = merge3(*scene.rule, patch, scene.target);
            QCOMPARE(out.kind, MergeOutcome::Noop);
            QCOMPARE(out.data, scene.target.data);
        }
    }

    // What was taken, offered once more, changes nothing: an answer that was lost costs nothing.
    void takenTwiceIsTakenOnce()
    {
        Chance chance(3);
        int taken = 0;
        for (int round = 0; round < 4000; ++round) {
            const Scene scene(chance);
            const auto patch = scene.patch(chance, chance.bounded(2));
            const auto first = merge3(*scene.rule, patch, scene.target);
            if (!isTaken(first))
                continue;
            ++taken;
            const auto second = merge3(*scene.rule, patch, after(scene.target, first));
            QCOMPARE(second.kind, MergeOutcome::Noop);
            QCOMPARE(second.data, first.data);
        }
        QVERIFY2(taken > 500, qPrintable(QString::number(taken)));
    }

    // Patches that share no field and no group, and are not both about guarded fields, give the same record in either order.
    void disjointPatchesCommute()
    {
        Chance chance(4);
        int compared = 0;
        for (int round = 0; round < 8000; ++round) {
            const Scene scene(chance);
            const auto a = scene.patch(chance, true), b = scene.patch(chance, true);
            const auto touches = [&](const Patch &patch) {
                QSet<QString> touched;
                for (auto it = patch.fields.cbegin(); it != patch.fields.cend(); ++it)
                    for (const auto &name : scene.rule->groupOf(it.key()))
                        touched.insert(name);
                return touched;
            };
            const auto isGuarded = [&](const Patch &patch) {
                return std::any_of(patch.fields.keyBegin(), patch.fields.keyEnd(), [&](const QString &name) { return scene.rule->isGuarded(name); });
            };
            if (touches(a).intersects(touches(b)) || (isGuarded(a) && isGuarded(b)))
                continue;
            const auto run = [&](const Patch &first, const Patch &second) {
                const auto between = after(scene.target, merge3(*scene.rule, first, scene.target));
                return after(between, merge3(*scene.rule, second, between)).data;
            };
            QCOMPARE(run(a, b), run(b, a));
            ++compared;
        }
        QVERIFY2(compared > 500, qPrintable(QString::number(compared)));
    }

    // Every value of the outcome is the record's or the patch's; a field named by nobody stays; a refused patch leaves no trace.
    void noValueIsInvented()
    {
        Chance chance(5);
        int taken = 0;
        for (int round = 0; round < 6000; ++round) {
            const Scene scene(chance);
            const auto patch = scene.patch(chance, chance.bounded(2));
            const auto out = merge3(*scene.rule, patch, scene.target);
            taken += isTaken(out);
            if (!isTaken(out))
                QCOMPARE(out.data, scene.target.data);
            QCOMPARE(out.kind == MergeOutcome::Conflict, !out.conflicts.isEmpty());
            auto names = scene.names;
            names += out.data.keys();
            for (const auto &name : names) {
                const auto now = out.data.value(name);
                if (out.changed.contains(name) && isTaken(out))
                    QCOMPARE(now.isUndefined() ? QJsonValue(QJsonValue::Null) : now, patch.fields.value(name).to);
                else
                    QCOMPARE(now, scene.target.data.value(name));
            }
        }
        QVERIFY2(taken > 500, qPrintable(QString::number(taken)));
    }

    // A guarded field moves only from the value its maker saw, and only when no guarded field moved since.
    void guardedFieldsAreNeverMergedSilently()
    {
        Chance chance(6);
        int moved = 0, held = 0;
        for (int round = 0; round < 10000; ++round) {
            const Scene scene(chance);
            const auto patch = scene.patch(chance, chance.bounded(2));
            const auto out = merge3(*scene.rule, patch, scene.target);
            for (auto it = patch.fields.cbegin(); it != patch.fields.cend(); ++it) {
                if (!scene.rule->isGuarded(it.key()) || it->to == scene.at(it.key()))
                    continue;
                const bool seen = it->from == scene.at(it.key()) && patch.baseVersion >= scene.target.guardVersion;
                if (isTaken(out)) {
                    QVERIFY(seen);
                    QVERIFY(out.guardedChanged);
                    const auto *field = scene.rule->field(it.key());
                    QVERIFY(out.needsApproval || !field->approval);
                    ++moved;
                } else if (!seen) {
                    QVERIFY(out.kind == MergeOutcome::Conflict || out.kind == MergeOutcome::Rejected);
                    ++held;
                }
            }
        }
        QVERIFY2(moved > 100 && held > 100, qPrintable(u"%1 %2"_s.arg(moved).arg(held)));
    }

    void canonicalFormDoesNotDependOnItsMaking()
    {
        Chance chance(7);
        for (int round = 0; round < 4000; ++round) {
            const auto object = randomObject(chance);
            const auto text = crypto::canonicalJson(object);
            QJsonParseError error;
            const auto again = QJsonDocument::fromJson(text, &error);
            QCOMPARE(error.error, QJsonParseError::NoError);
            QCOMPARE(crypto::canonicalJson(again.object()), text);
            QCOMPARE(crypto::canonicalJson(QJsonDocument::fromJson(QJsonDocument(object).toJson()).object()), text);
            // The other way round in, the same way out.
            std::vector<std::pair<QString, QJsonValue>> members;
            for (auto it = object.begin(); it != object.end(); ++it)
                members.emplace_back(it.key(), it.value());
            QJsonObject turned;
            std::for_each(members.rbegin(), members.rend(), [&](const auto &member) { turned.insert(member.first, member.second); });
            QCOMPARE(crypto::canonicalJson(turned), text);
        }
    }

    void canonicalMembersAreSortedAndNoneIsLost()
    {
        Chance chance(8);
        for (int round = 0; round < 4000; ++round) {
            QStringList names;
            for (auto n = chance.bounded(8); n > 0; --n)
                names.append(randomText(chance));
            names.removeDuplicates();
            // As text first: names in any order are what a stranger sends.
            QByteArrayList parts;
            for (const auto &name : names)
                parts.append(crypto::canonicalJson({{name, 1}}).sliced(1).chopped(1));
            std::shuffle(parts.begin(), parts.end(), chance);
            const auto text = crypto::canonicalJson(QJsonDocument::fromJson('{' + parts.join(',') + '}').object());
            std::sort(names.begin(), names.end());
            parts.clear();
            for (const auto &name : names)
                parts.append(crypto::canonicalJson({{name, 1}}).sliced(1).chopped(1));
            QCOMPARE(text, '{' + parts.join(',') + '}');
        }
    }

    void aForgedCursorDoesNotOpen()
    {
        using namespace central;
        Chance chance(9);
        const Sealer sealer(QByteArray(32, 'k')), stranger(QByteArray(32, 's'));
        for (int round = 0; round < 200; ++round) {
            Cursor cursor;
            cursor.epoch = randomText(chance);
            for (auto n = chance.bounded(4); n > 0; --n)
                cursor.places.insert(randomText(chance), {{qint64(chance.generate64() >> 1), randomText(chance)}, qint64(chance.generate()), "aa"});
            const auto text = cursor.seal(sealer, u"d-1"_s);
            const auto opened = Cursor::open(sealer, text, u"d-1"_s);
            QVERIFY(opened);
            QCOMPARE(opened->epoch, cursor.epoch);
            QCOMPARE(opened->places.keys(), cursor.places.keys());
            for (auto it = cursor.places.cbegin(); it != cursor.places.cend(); ++it) {
                QCOMPARE(opened->places[it.key()].position.csn, it->position.csn);
                QCOMPARE(opened->places[it.key()].mark, it->mark);
            }
            QVERIFY(!Cursor::open(sealer, text, u"d-2"_s));
            QVERIFY(!Cursor::open(sealer, cursor.seal(stranger, u"d-1"_s), u"d-1"_s));
            QVERIFY(!SnapshotToken::open(sealer, "s1." + text.sliced(3), u"d-1"_s));
            QVERIFY(!Cursor::open(sealer, text + '=', u"d-1"_s));
            for (qsizetype i = 0; i < text.size(); ++i) {
                auto changed = text;
                changed[i] = changed.at(i) == 'A' ? 'B' : 'A';
                QVERIFY2(!Cursor::open(sealer, changed, u"d-1"_s), qPrintable(QString::number(i)));
                QVERIFY(!Cursor::open(sealer, text.first(i), u"d-1"_s));
            }
        }
    }

    // Whatever members a newer server sends, the store gives them back.
    void unknownMembersComeBack()
    {
        using namespace testing;
        Chance chance(10);
        TestCache cache;
        const auto book = u"book:A"_s, customer = u"c-1"_s;
        PullAnswer start;
        start.cursor = cache.store().cursor().value();
        start.next = u"c-start"_s;
        start.added = {scope(book)};
        cache.pull(start);
        QJsonArray changes;
        QHash<QString, QJsonObject> sent;
        for (int i = 0; i < 200; ++i) {
            QJsonObject data {{u"title"_s, u"回访"_s}, {u"status"_s, u"open"_s}, {u"due"_s, u"2026-09-23"_s}};
            for (auto n = chance.bounded(4); n > 0; --n)
                data.insert(u"x_"_s + QString::number(n) + QString::number(chance.bounded(9)), randomValue(chance));
            const auto id = u"t-%1"_s.arg(i);
            sent.insert(id, data);
            changes.append(row(u"task"_s, id, book, customer, 1, 12, data));
        }
        cache.pull(changes);
        QVERIFY(cache.ok);
        for (auto it = sent.cbegin(); it != sent.cend(); ++it) {
            QCOMPARE(crypto::canonicalJson(cache.base(it.key())), crypto::canonicalJson(it.value()));
            QCOMPARE(crypto::canonicalJson(cache.visible(it.key())), crypto::canonicalJson(it.value()));
        }
    }
};

QTEST_GUILESS_MAIN(TestProperties)
#include "tst_properties.moc"
