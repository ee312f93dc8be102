// SPDX-License-Identifier: GPL-3.0-or-later
#include "bank.h"

#include <QJsonDocument>
#include <QTest>
#include <atomic>
#include <thread>
#include <vector>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;
using namespace zhike::central;
using namespace zhike::central::test;

namespace {

QString status(const QJsonObject &result)
{
    return result.value(u"status"_s).toString();
}

QString problemCode(const QJsonObject &result)
{
    return result.value(u"problem"_s).toObject().value(u"code"_s).toString();
}

QString problemField(const QJsonObject &result)
{
    return result.value(u"problem"_s).toObject().value(u"fields"_s).toArray().first().toObject().value(u"name"_s).toString();
}

qint64 auditRows(Bank &bank)
{
    qint64 rows = 0;
    auto session = bank.store().read();
    (void)(*session)->eachAudit([&](const AuditRow &) {
        ++rows;
        return true;
    });
    return rows;
}

} // namespace

//! Wang manages book:A, Li manages book:B, Zhao checks. Customer 1 lives in A.
class TestCentralPush : public QObject {
    Q_OBJECT
    std::unique_ptr<Bank> m_bank;
    QString m_customer;

private Q_SLOTS:
    void init()
    {
        m_bank = std::make_unique<Bank>();
        for (const auto &[login, role, scope] :
             {std::tuple(u"wang"_s, u"rm"_s, u"book:A"_s), std::tuple(u"li"_s, u"rm"_s, u"book:B"_s), std::tuple(u"zhao"_s, u"checker"_s, u"book:A"_s)}) {
            m_bank->addUser(login, role, u"secret"_s);
            m_bank->grant(login, scope, role);
        }
        m_customer = m_bank->addCustomer(u"1"_s, u"book:A"_s, {{u"risk_tolerance"_s, u"C2"_s}, {u"remarks"_s, u"old"_s}, {u"tags"_s, QJsonArray {u"旧"_s}}});
    }

    void aNoteTakenOnTheRoadArrivesOnce()
    {
        auto desk = m_bank->desk(u"wang"_s);
        auto op
            = createOp(u"interaction"_s, u"note"_s, m_customer,
                       {{u"channel"_s, u"visit"_s}, {u"occurred_at"_s, u"2026-03-03T02:00:00.000Z"_s}, {u"summary"_s, u"谈理财"_s}, {u"later_member"_s, 1}});
        op.insert(u"n"_s, u"1"_s);
        const auto first = desk.pushOne(op);
        QCOMPARE(status(first), u"applied"_s);
        QVERIFY(!first.contains(u"replayed"_s));
        const auto rows = auditRows(*m_bank);
        // The reply was lost; the same bytes come again, twice.
        for (int i = 0; i < 2; ++i) {
            auto again = desk.pushOne(op);
            QCOMPARE(again.take(u"replayed"_s), QJsonValue(true));
            QCOMPARE(again, first);
        }
        QCOMPARE(auditRows(*m_bank), rows);
        const auto record = first.value(u"record"_s).toObject();
        QCOMPARE(record.value(u"scope"_s), QJsonValue(u"book:A"_s));
        QCOMPARE(record.value(u"updated_by"_s), QJsonValue(u"u:wang"_s));
        QCOMPARE(record.value(u"updated_via"_s).toString(), u"dev:"_s + desk.device());
        QCOMPARE(record.value(u"data"_s).toObject().value(u"later_member"_s), QJsonValue(1));
        // The same id with other content is another op.
        op.insert(u"data"_s, QJsonObject {{u"channel"_s, u"call"_s}});
        QCOMPARE(problemCode(desk.pushOne(op)), u"op-id-reused"_s);
        // Another op that makes the same record finds it made.
        auto other
            = createOp(u"interaction"_s, u"note"_s, m_customer,
                       {{u"channel"_s, u"visit"_s}, {u"occurred_at"_s, u"2026-03-03T02:00:00.000Z"_s}, {u"summary"_s, u"谈理财"_s}, {u"later_member"_s, 1}});
        other.insert(u"op_id"_s, idFor(u"another op"_s));
        QCOMPARE(status(desk.pushOne(other)), u"noop"_s);
    }

    void whatIsNotAllowedLeavesNoTrace_data()
    {
        QTest::addColumn<QJsonObject>("op");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("field");
        const auto customer = idFor(u"customer 1"_s);
        const QJsonObject note {{u"channel"_s, u"visit"_s}, {u"occurred_at"_s, u"2026-03-03T02:00:00.000Z"_s}};
        const auto with = [&](const QString &name, const QJsonValue &value) {
            auto data = note;
            data.insert(name, value);
            return createOp(u"interaction"_s, u"n"_s, customer, data);
        };
        QTest::newRow("bad enum") << with(u"channel"_s, u"telepathy"_s) << u"validation"_s << u"channel"_s;
        QTest::newRow("bad date") << with(u"next_on"_s, u"2026-02-30"_s) << u"validation"_s << u"next_on"_s;
        QTest::newRow("instant without zone") << with(u"occurred_at"_s, u"2026-03-03T02:00:00"_s) << u"validation"_s << u"occurred_at"_s;
        QTest::newRow("server field") << with(u"received_at"_s, u"2026-03-03T02:00:00.000Z"_s) << u"field-forbidden"_s << u"received_at"_s;
        QTest::newRow("a PIN") << with(u"pin"_s, u"1234"_s) << u"validation"_s << u"pin"_s;
        QTest::newRow("required") << createOp(u"interaction"_s, u"n"_s, customer, {{u"channel"_s, u"call"_s}}) << u"validation"_s << u"occurred_at"_s;
        QTest::newRow("float for money") << createOp(u"opportunity"_s, u"n"_s, customer, {{u"title"_s, u"x"_s}, {u"amount"_s, 12.5}}) << u"validation"_s
                                         << u"amount"_s;
        QTest::newRow("server type") << createOp(u"account"_s, u"n"_s, customer, {}) << u"action-forbidden"_s << u"type"_s;
        QTest::newRow("unknown type") << createOp(u"spaceship"_s, u"n"_s, customer, {}) << u"unknown-type"_s << QString();
        QTest::newRow("nobody's customer") << createOp(u"interaction"_s, u"n"_s, idFor(u"nobody"_s), note) << u"forbidden"_s << u"customer_id"_s;
        QTest::newRow("patch of append-only") << patchOp(u"interaction"_s, idFor(u"n"_s), 1, {{u"summary"_s, {QJsonValue(), u"x"_s}}}) << u"action-forbidden"_s
                                              << u"type"_s;
        QTest::newRow("server field of a customer") << patchOp(u"customer"_s, customer, 1, {{u"number"_s, {u"1"_s, u"2"_s}}}) << u"field-forbidden"_s
                                                    << u"number"_s;
        QTest::newRow("future base") << patchOp(u"customer"_s, customer, 9, {{u"remarks"_s, {u"old"_s, u"x"_s}}}) << u"malformed-op"_s << QString();
    }

    void whatIsNotAllowedLeavesNoTrace()
    {
        QFETCH(QJsonObject, op);
        auto desk = m_bank->desk(u"wang"_s);
        const auto before = m_bank->rows(u"book:A"_s);
        const auto audit = auditRows(*m_bank);
        const auto result = desk.pushOne(op);
        QCOMPARE(status(result), u"rejected"_s);
        QTEST(problemCode(result), "code");
        QTEST(problemField(result), "field");
        QCOMPARE(m_bank->rows(u"book:A"_s), before);
        // Whose right was denied is on record; what was merely wrong is not.
        QCOMPARE(auditRows(*m_bank) - audit, problemCode(result).endsWith(u"forbidden"_s) ? 1 : 0);
    }

    void twoDesksEditOneCustomer()
    {
        auto office = m_bank->desk(u"wang"_s, u"office"_s), laptop = m_bank->desk(u"wang"_s, u"laptop"_s);
        QCOMPARE(status(office.pushOne(patchOp(u"customer"_s, m_customer, 1, {{u"remarks"_s, {u"old"_s, u"office"_s}}}))), u"applied"_s);
        // Another field from the same base: merged, and told what was kept.
        const auto merged = laptop.pushOne(patchOp(u"customer"_s, m_customer, 1, {{u"language"_s, {QJsonValue(), u"粤语"_s}}}));
        QCOMPARE(status(merged), u"merged"_s);
        QCOMPARE(merged.value(u"kept_theirs"_s).toArray(), QJsonArray {u"remarks"_s});
        QCOMPARE(merged.value(u"record"_s).toObject().value(u"version"_s), QJsonValue(3));
        // The same field: nothing written, both sides shown.
        const auto conflict = laptop.pushOne(patchOp(u"customer"_s, m_customer, 1, {{u"remarks"_s, {u"old"_s, u"laptop"_s}}}));
        QCOMPARE(status(conflict), u"conflict"_s);
        const auto body = conflict.value(u"conflict"_s).toObject();
        const auto field = body.value(u"fields"_s).toArray().first().toObject();
        QCOMPARE(field.value(u"theirs"_s), QJsonValue(u"office"_s));
        QCOMPARE(field.value(u"theirs_by"_s), QJsonValue(u"u:wang"_s));
        QCOMPARE(body.value(u"current_version"_s), QJsonValue(3));
        QCOMPARE(body.value(u"record"_s).toObject().value(u"data"_s).toObject().value(u"remarks"_s), QJsonValue(u"office"_s));
    }

    void aSensitiveFieldNeedsASecondPerson()
    {
        auto maker = m_bank->desk(u"wang"_s), checker = m_bank->desk(u"zhao"_s);
        // What goes with it in one op waits with it, intents on tags included.
        auto op = patchOp(u"customer"_s, m_customer, 1, {{u"risk_tolerance"_s, {u"C2"_s, u"C4"_s}}});
        op.insert(u"tags"_s, QJsonObject {{u"add"_s, QJsonArray {u"续期"_s}}});
        const auto asked = maker.pushOne(op);
        QCOMPARE(status(asked), u"pending_approval"_s);
        QCOMPARE(m_bank->rows(u"book:A"_s).value(m_customer).value(u"data"_s).toObject().value(u"risk_tolerance"_s), QJsonValue(u"C2"_s));
        const auto request = asked.value(u"change_request"_s).toString();
        QCOMPARE(problemCode(maker.pushOne(patchOp(u"customer"_s, m_customer, 1, {{u"risk_tolerance"_s, {u"C2"_s, u"C5"_s}}}))), u"already-pending"_s);
        QCOMPARE(problemCode(maker.pushOne(commandOp(u"change_request"_s, request, u"approve"_s))), u"same-person"_s);
        QCOMPARE(status(checker.pushOne(commandOp(u"change_request"_s, request, u"approve"_s))), u"applied"_s);
        const auto customer = m_bank->rows(u"book:A"_s).value(m_customer);
        QCOMPARE(customer.value(u"data"_s).toObject().value(u"risk_tolerance"_s), QJsonValue(u"C4"_s));
        QCOMPARE(customer.value(u"version"_s), QJsonValue(2));
        QCOMPARE(customer.value(u"data"_s).toObject().value(u"tags"_s).toArray(), (QJsonArray {u"旧"_s, u"续期"_s}));
        QCOMPARE(status(checker.pushOne(commandOp(u"change_request"_s, request, u"reject"_s))), u"conflict"_s);
    }

    void anApprovalOfWhatChangedMeanwhileIsVoid()
    {
        auto maker = m_bank->desk(u"wang"_s), checker = m_bank->desk(u"zhao"_s);
        const auto request
            = maker.pushOne(patchOp(u"customer"_s, m_customer, 1, {{u"risk_tolerance"_s, {u"C2"_s, u"C4"_s}}})).value(u"change_request"_s).toString();
        m_bank->change(m_customer, {{u"risk_tolerance"_s, u"C1"_s}});
        QCOMPARE(status(checker.pushOne(commandOp(u"change_request"_s, request, u"approve"_s))), u"applied"_s);
        const auto rows = m_bank->rows(u"book:A"_s);
        QCOMPARE(rows.value(request).value(u"data"_s).toObject().value(u"state"_s), QJsonValue(u"superseded"_s));
        QCOMPARE(rows.value(m_customer).value(u"data"_s).toObject().value(u"risk_tolerance"_s), QJsonValue(u"C1"_s));
    }

    void anAlertTakesLegalPathsOnly()
    {
        const auto alert = idFor(u"alert"_s);
        m_bank->add(u"alert"_s, alert, u"book:A"_s, m_customer, {{u"kind"_s, u"churn"_s}, {u"state"_s, u"new"_s}});
        auto office = m_bank->desk(u"wang"_s, u"office"_s), laptop = m_bank->desk(u"wang"_s, u"laptop"_s);
        QCOMPARE(problemField(office.pushOne(commandOp(u"alert"_s, alert, u"snooze"_s, {{u"until"_s, u"tomorrow"_s}}))), u"until"_s);
        QCOMPARE(problemCode(office.pushOne(commandOp(u"alert"_s, alert, u"explode"_s))), u"unknown-command"_s);
        QCOMPARE(status(office.pushOne(commandOp(u"alert"_s, alert, u"snooze"_s, {{u"until"_s, u"2026-12-01"_s}}))), u"applied"_s);
        QCOMPARE(status(office.pushOne(commandOp(u"alert"_s, alert, u"start"_s))), u"applied"_s);
        QVERIFY(!m_bank->rows(u"book:A"_s).value(alert).value(u"data"_s).toObject().contains(u"snooze_until"_s));
        QCOMPARE(problemCode(office.pushOne(commandOp(u"alert"_s, alert, u"acknowledge"_s))), u"illegal-transition"_s);
        QCOMPARE(status(office.pushOne(commandOp(u"alert"_s, alert, u"dispose"_s, {{u"outcome"_s, u"lost"_s}}))), u"applied"_s);
        QCOMPARE(status(laptop.pushOne(commandOp(u"alert"_s, alert, u"dispose"_s, {{u"outcome"_s, u"lost"_s}}))), u"noop"_s);
        const auto late = laptop.pushOne(commandOp(u"alert"_s, alert, u"dispose"_s, {{u"outcome"_s, u"retained"_s}}));
        QCOMPARE(status(late), u"conflict"_s);
        const auto field = late.value(u"conflict"_s).toObject().value(u"fields"_s).toArray().first().toObject();
        QCOMPARE(field.value(u"theirs"_s), QJsonValue(u"lost"_s));
        QCOMPARE(field.value(u"mine"_s), QJsonValue(u"retained"_s));
    }

    void aGroupStandsOrFallsTogether()
    {
        auto desk = m_bank->desk(u"wang"_s);
        const auto grouped = [](QJsonObject op) {
            op.insert(u"group"_s, u"g1"_s);
            return op;
        };
        const auto task = createOp(u"task"_s, u"t"_s, m_customer, {{u"title"_s, u"回访"_s}});
        auto bad = createOp(u"interaction"_s, u"i"_s, m_customer, {{u"channel"_s, u"telepathy"_s}});
        auto results = desk.push({grouped(task), grouped(bad)});
        QCOMPARE(status(results.at(0).toObject()), u"blocked"_s);
        QCOMPARE(status(results.at(1).toObject()), u"rejected"_s);
        QVERIFY(!m_bank->rows(u"book:A"_s).contains(idFor(u"t"_s)));
        // The same task op alone may run later, and its dependant with it, in one commit.
        auto patch = patchOp(u"task"_s, idFor(u"t"_s), 1, {{u"note"_s, {QJsonValue(), u"x"_s}}});
        patch.insert(u"depends_on"_s, QJsonArray {task.value(u"op_id"_s)});
        results = desk.push({grouped(task), grouped(patch)});
        QCOMPARE(status(results.at(0).toObject()), u"applied"_s);
        QCOMPARE(status(results.at(1).toObject()), u"applied"_s);
        QCOMPARE(m_bank->rows(u"book:A"_s).value(idFor(u"t"_s)).value(u"version"_s), QJsonValue(2));
        auto orphan = createOp(u"task"_s, u"t2"_s, m_customer, {{u"title"_s, u"x"_s}});
        orphan.insert(u"depends_on"_s, QJsonArray {bad.value(u"op_id"_s)});
        QCOMPARE(status(desk.pushOne(orphan)), u"blocked"_s);
    }

    // The answer was lost: the member that was refused has its verdict, and the others may not go through without it.
    void aGroupSentAgainIsStillOne()
    {
        auto desk = m_bank->desk(u"wang"_s);
        auto task = createOp(u"task"_s, u"t"_s, m_customer, {{u"title"_s, u"回访"_s}});
        auto bad = createOp(u"interaction"_s, u"i"_s, m_customer, {{u"channel"_s, u"telepathy"_s}});
        task.insert(u"group"_s, u"g1"_s);
        bad.insert(u"group"_s, u"g1"_s);
        for (int time = 0; time < 3; ++time) {
            const auto results = desk.push({task, bad});
            QCOMPARE(status(results.at(0).toObject()), u"blocked"_s);
            QCOMPARE(status(results.at(1).toObject()), u"rejected"_s);
            QCOMPARE(results.at(1).toObject().contains(u"replayed"_s), time > 0);
            QVERIFY(!m_bank->rows(u"book:A"_s).contains(idFor(u"t"_s)));
        }
    }

    void deletedStaysDeleted()
    {
        auto desk = m_bank->desk(u"wang"_s);
        const auto id = idFor(u"t"_s);
        desk.pushOne(createOp(u"task"_s, u"t"_s, m_customer, {{u"title"_s, u"x"_s}}));
        QJsonObject remove {{u"op_id"_s, idFor(u"rm"_s)}, {u"action"_s, u"delete"_s}, {u"type"_s, u"task"_s}, {u"id"_s, id}, {u"base_version"_s, 1}};
        const auto gone = desk.pushOne(remove);
        QCOMPARE(status(gone), u"applied"_s);
        QCOMPARE(gone.value(u"record"_s).toObject().value(u"deleted"_s), QJsonValue(true));
        const auto late = desk.pushOne(patchOp(u"task"_s, id, 1, {{u"note"_s, {QJsonValue(), u"x"_s}}}));
        QCOMPARE(status(late), u"conflict"_s);
        QCOMPARE(late.value(u"conflict"_s).toObject().value(u"code"_s), QJsonValue(u"deleted"_s));
        auto again = createOp(u"task"_s, u"t"_s, m_customer, {{u"title"_s, u"other"_s}});
        again.insert(u"op_id"_s, idFor(u"again"_s));
        QCOMPARE(problemCode(desk.pushOne(again)), u"id-collision"_s);
        QVERIFY(!m_bank->rows(u"book:A"_s).contains(id));
    }

    // An answer that is given again tells the record as it stands: the old one would come back to life over there, or be seen without a right.
    void anAnswerGivenAgainBringsNothingBack()
    {
        auto desk = m_bank->desk(u"wang"_s);
        auto op = createOp(u"task"_s, u"t"_s, m_customer, {{u"title"_s, u"x"_s}, {u"status"_s, u"open"_s}, {u"due"_s, u"2026-03-09"_s}});
        op.insert(u"n"_s, u"1"_s);
        const auto id = idFor(u"t"_s);
        QCOMPARE(status(desk.pushOne(op)), u"applied"_s);
        m_bank->change(id, {{u"title"_s, u"y"_s}});
        const auto changed = desk.pushOne(op);
        QCOMPARE(changed[u"replayed"_s], QJsonValue(true));
        QCOMPARE(changed[u"version"_s], QJsonValue(1));
        QCOMPARE(changed[u"record"_s][u"data"_s][u"title"_s], QJsonValue(u"y"_s));
        m_bank->revoke(u"wang"_s, u"book:A"_s);
        const auto hidden = desk.pushOne(op);
        QCOMPARE(status(hidden), u"applied"_s);
        QVERIFY(!hidden.contains(u"record"_s));
        m_bank->grant(u"wang"_s, u"book:A"_s, u"rm"_s);
        m_bank->remove(id);
        QCOMPARE(desk.pushOne(op)[u"record"_s][u"deleted"_s], QJsonValue(true));
        auto session = m_bank->store().write();
        QVERIFY(session && (*session)->purgeBefore(QDateTime::currentMSecsSinceEpoch() + 1000) && (*session)->commit());
        session = Error {};
        const auto gone = desk.pushOne(op);
        QCOMPARE(status(gone), u"applied"_s);
        QVERIFY(!gone.contains(u"record"_s));
    }

    // A masked record taken for whole would stay so when the mask is gone before the device asks again.
    void anAnswerTellsNoRecordUnderAGrantTheDeviceDoesNotKnow()
    {
        auto desk = m_bank->desk(u"wang"_s);
        const auto cursor = desk.pull({}).value(u"next_cursor"_s).toString();
        auto op = patchOp(u"customer"_s, m_customer, 1, {{u"do_not_contact"_s, {QJsonValue(), true}}});
        op.insert(u"n"_s, u"1"_s);
        m_bank->grant(u"wang"_s, u"book:A"_s, u"rm"_s, {}, {u"remarks"_s});
        const auto masked = desk.pushOne(op, cursor);
        QCOMPARE(status(masked), u"applied"_s);
        QVERIFY(!masked.contains(u"record"_s));
        m_bank->grant(u"wang"_s, u"book:A"_s, u"rm"_s);
        const auto again = desk.pushOne(op, cursor);
        QCOMPARE(again[u"replayed"_s], QJsonValue(true));
        const auto later = desk.pushOne(patchOp(u"customer"_s, m_customer, 2, {{u"do_not_contact"_s, {true, false}}}), cursor);
        QCOMPARE(later[u"record"_s][u"version"_s], QJsonValue(3));
    }

    void aComplaintClosesWithAScoreOnly()
    {
        auto desk = m_bank->desk(u"wang"_s);
        const auto id = idFor(u"complaint"_s);
        desk.pushOne(createOp(u"service_request"_s, u"complaint"_s, m_customer, {{u"kind"_s, u"complaint"_s}, {u"subject"_s, u"手续费"_s}}));
        int version = 1;
        for (const auto &[from, to] : {std::pair(u"new"_s, u"assigned"_s), std::pair(u"assigned"_s, u"answered"_s), std::pair(u"answered"_s, u"callback"_s)})
            QCOMPARE(status(desk.pushOne(patchOp(u"service_request"_s, id, version++, {{u"status"_s, {from, to}}}))), u"applied"_s);
        QCOMPARE(problemField(desk.pushOne(patchOp(u"service_request"_s, id, version, {{u"status"_s, {u"callback"_s, u"closed"_s}}}))), u"callback_score"_s);
        QCOMPARE(status(desk.pushOne(
                     patchOp(u"service_request"_s, id, version, {{u"status"_s, {u"callback"_s, u"closed"_s}}, {u"callback_score"_s, {QJsonValue(), 5}}}))),
                 u"applied"_s);
    }

    void sharesNeverExceedTheWhole()
    {
        auto desk = m_bank->desk(u"wang"_s);
        const auto share = [&](const QString &name, int bp) {
            return createOp(u"relation"_s, name, m_customer, {{u"kind"_s, u"shareholder"_s}, {u"other_name"_s, name}, {u"share_bp"_s, bp}});
        };
        QCOMPARE(status(desk.pushOne(share(u"a"_s, 6000))), u"applied"_s);
        QCOMPARE(problemField(desk.pushOne(share(u"b"_s, 4001))), u"share_bp"_s);
        QCOMPARE(status(desk.pushOne(share(u"c"_s, 4000))), u"applied"_s);
    }

    void anotherBookIsOutOfReach()
    {
        auto stranger = m_bank->desk(u"li"_s);
        QCOMPARE(problemCode(stranger.pushOne(patchOp(u"customer"_s, m_customer, 1, {{u"remarks"_s, {u"old"_s, u"x"_s}}}))), u"not-found"_s);
        // Zhao may decide, not write.
        auto checker = m_bank->desk(u"zhao"_s);
        QCOMPARE(problemCode(checker.pushOne(patchOp(u"customer"_s, m_customer, 1, {{u"remarks"_s, {u"old"_s, u"x"_s}}}))), u"forbidden"_s);
    }

    void aNoteOfACustomerWhoLeftMeanwhileStillCounts()
    {
        auto desk = m_bank->desk(u"wang"_s);
        const auto cursor = desk.pull({}).value(u"next_cursor"_s).toString();
        m_bank->move(u"1"_s, u"book:B"_s);
        const QJsonObject note {{u"channel"_s, u"visit"_s}, {u"occurred_at"_s, u"2026-03-03T02:00:00.000Z"_s}};
        const auto late = desk.pushOne(createOp(u"interaction"_s, u"late"_s, m_customer, note), cursor);
        QCOMPARE(status(late), u"applied"_s);
        QVERIFY(!late.contains(u"record"_s)); // taken, but the customer is no longer Wang's to see
        QVERIFY(m_bank->rows(u"book:B"_s).contains(idFor(u"late"_s)));
        // A change made on the road goes to the new manager, who decides.
        const auto asked = desk.pushOne(patchOp(u"customer"_s, m_customer, 1, {{u"remarks"_s, {u"old"_s, u"改约下周"_s}}}), cursor);
        QCOMPARE(status(asked), u"pending_approval"_s);
        QVERIFY(!asked.contains(u"record"_s));
        QCOMPARE(status(m_bank->desk(u"li"_s).pushOne(commandOp(u"change_request"_s, asked.value(u"change_request"_s).toString(), u"approve"_s))),
                 u"applied"_s);
        QCOMPARE(m_bank->rows(u"book:B"_s).value(m_customer).value(u"data"_s).toObject().value(u"remarks"_s), QJsonValue(u"改约下周"_s));
        // Knowing of the move, it is too late.
        const auto known = desk.pull(cursor).value(u"next_cursor"_s).toString();
        QCOMPARE(problemCode(desk.pushOne(createOp(u"interaction"_s, u"too late"_s, m_customer, note), known)), u"forbidden"_s);
    }

    void aRestoredDeviceIsFound()
    {
        auto desk = m_bank->desk(u"wang"_s);
        const auto body = [](int n, const QString &words, int floor) {
            auto op = createOp(u"task"_s, words, {}, {{u"title"_s, u"x"_s}});
            op.insert(u"n"_s, QString::number(n));
            return QJsonDocument(QJsonObject {{u"incarnation"_s, 1}, {u"ack_floor"_s, QString::number(floor)}, {u"ops"_s, QJsonArray {op}}}).toJson();
        };
        QCOMPARE(desk.call("POST", "/sync/v1/push", body(1, u"a"_s, 0)).status, 200);
        QCOMPARE(desk.call("POST", "/sync/v1/push", body(2, u"b"_s, 1)).status, 200);
        const auto regressed = desk.call("POST", "/sync/v1/push", body(1, u"c"_s, 0));
        QCOMPARE(regressed.status, 409);
        QCOMPARE(parse(regressed.body).value(u"code"_s), QJsonValue(u"device-state-regressed"_s));
        const auto again = parse(desk.call("POST", "/sync/v1/devices", R"({"install_id":"one","restored":true})").body);
        QCOMPARE(again.value(u"incarnation"_s), QJsonValue(2));
        QCOMPARE(again.value(u"device_id"_s).toString(), desk.device());
    }

    // A store that was put back sends what it has open in the copy: much of it was answered since, and its answers were let go (§5.3, I4).
    void whatARestoredDeviceSendsAgainHasNoSecondEffect()
    {
        auto desk = m_bank->desk(u"wang"_s);
        const auto push = [&](int incarnation, int floor, QJsonArray ops) {
            int n = floor;
            for (auto &&value : ops) {
                auto op = value.toObject();
                op.insert(u"n"_s, QString::number(++n));
                value = op;
            }
            const QJsonObject body {{u"incarnation"_s, incarnation}, {u"ack_floor"_s, QString::number(floor)}, {u"ops"_s, ops}};
            return parse(desk.call("POST", "/sync/v1/push", QJsonDocument(body).toJson()).body).value(u"results"_s).toArray();
        };
        const auto task = createOp(u"task"_s, u"call"_s, m_customer, {{u"title"_s, u"a"_s}, {u"status"_s, u"open"_s}, {u"due"_s, u"2026-03-09"_s}});
        const auto id = task.value(u"id"_s).toString();
        const auto there = patchOp(u"task"_s, id, 1, {{u"title"_s, {u"a"_s, u"b"_s}}});
        const auto back = patchOp(u"task"_s, id, 2, {{u"title"_s, {u"b"_s, u"a"_s}}});
        auto after = patchOp(u"task"_s, id, 1, {{u"note"_s, {QJsonValue::Null, u"later"_s}}});
        after.insert(u"depends_on"_s, QJsonArray {there.value(u"op_id"_s)});
        for (const auto &result : push(1, 0, {task, there, back}))
            QCOMPARE(status(result.toObject()), u"applied"_s);
        (void)push(1, 3, {}); // all three are settled and durable over there

        QCOMPARE(parse(desk.call("POST", "/sync/v1/devices", R"({"install_id":"one","restored":true})").body).value(u"incarnation"_s), QJsonValue(2));
        const auto rows = auditRows(*m_bank);
        auto older = there; // the copy is from before it knew the version
        older.insert(u"base_version"_s, 0);
        const auto again = push(2, 0, {task, older, after});
        QCOMPARE(status(again.at(0).toObject()), u"noop"_s);
        QCOMPARE(status(again.at(1).toObject()), u"noop"_s);
        QCOMPARE(again.at(1)[u"record"_s][u"data"_s][u"title"_s], QJsonValue(u"a"_s)); // what it undid does not come back
        QCOMPARE(status(again.at(2).toObject()), u"merged"_s); // what it depends on stands
        QCOMPARE(auditRows(*m_bank), rows + 1);
        // An answer that is still kept is the same one, whatever version the copy thinks of.
        older.insert(u"base_version"_s, 7);
        const auto third = push(2, 1, {older});
        QCOMPARE(status(third.at(0).toObject()), u"noop"_s);
        QCOMPARE(third.at(0)[u"replayed"_s], QJsonValue(true));
    }

    void theSingleRecordDoorKeepsTheSameRules()
    {
        auto desk = m_bank->desk(u"wang"_s);
        const auto target = "/api/v1/customer/" + m_customer.toLatin1();
        const auto read = desk.call("GET", target);
        QCOMPARE(read.status, 200);
        QVERIFY(read.headers.contains(std::pair<QByteArray, QByteArray>("ETag", "\"v1\"")));
        QCOMPARE(desk.call("PATCH", target, R"({"remarks":"new"})").status, 428);
        QCOMPARE(desk.call("PATCH", target, R"({"remarks":"new"})", {{"if-match", "\"v7\""}}).status, 412);
        QCOMPARE(desk.call("PATCH", target, R"({"number":"9"})", {{"if-match", "\"v1\""}}).status, 422);
        QCOMPARE(desk.call("PATCH", target, R"({"risk_tolerance":"C5"})", {{"if-match", "\"v1\""}}).status, 202);
        QCOMPARE(desk.call("PATCH", target, R"({"remarks":"new"})", {{"if-match", "\"v1\""}}).status, 200);
        QCOMPARE(m_bank->rows(u"book:A"_s).value(m_customer).value(u"data"_s).toObject().value(u"remarks"_s), QJsonValue(u"new"_s));
        QCOMPARE(m_bank->desk(u"li"_s).call("GET", target).status, 404);
    }

    void guessingAPasswordGetsSlower()
    {
        const auto attempt = [this](const QByteArray &password) {
            Request request;
            request.method = "POST";
            request.target = "/oauth/token";
            request.headers.insert("content-type", "application/x-www-form-urlencoded");
            request.body = "grant_type=password&username=wang&password=" + password;
            return m_bank->api().handle(request);
        };
        for (int i = 0; i < 5; ++i) {
            const auto refused = attempt("guess");
            QCOMPARE(refused.status, 400);
            QCOMPARE(parse(refused.body).value(u"error"_s), QJsonValue(u"invalid_grant"_s));
        }
        // Even the right one has to wait now.
        QCOMPARE(attempt("secret").status, 429);
        QTest::qWait(1100);
        const auto taken = attempt("secret");
        QCOMPARE(taken.status, 200);
        // The refresh token goes on without the password; a made-up one does not.
        Request refresh;
        refresh.method = "POST";
        refresh.target = "/oauth/token";
        refresh.headers.insert("content-type", "application/x-www-form-urlencoded");
        refresh.body = "grant_type=refresh_token&refresh_token=" + parse(taken.body).value(u"refresh_token"_s).toString().toLatin1();
        QCOMPARE(m_bank->api().handle(refresh).status, 200);
        refresh.body += "x";
        QCOMPARE(m_bank->api().handle(refresh).status, 400);
    }

    void aMoveLeavesNothingBehind()
    {
        // Desks write about a customer who is moved to and fro all the while: whatever was made or changed is where the customer is.
        m_bank->grant(u"wang"_s, u"book:B"_s, u"rm"_s);
        std::atomic<bool> end = false;
        std::atomic<int> applied = 0;
        std::vector<std::thread> desks;
        for (int i = 0; i < 3; ++i)
            desks.emplace_back([&, desk = m_bank->desk(u"wang"_s, u"desk %1"_s.arg(i)), i]() mutable {
                for (int k = 0; !end; ++k) {
                    const auto words = u"%1 %2"_s.arg(i).arg(k);
                    applied += status(desk.pushOne(createOp(u"task"_s, words, m_customer, {{u"title"_s, u"x"_s}, {u"status"_s, u"open"_s}}))) == u"applied"_s;
                    (void)desk.pushOne(patchOp(u"task"_s, idFor(words), 1, {{u"title"_s, {u"x"_s, u"y"_s}}}));
                }
            });
        for (int i = 0; i < 40; ++i) {
            m_bank->move(u"1"_s, i % 2 == 0 ? u"book:B"_s : u"book:A"_s);
            QTest::qSleep(10);
        }
        end = true;
        for (auto &desk : desks)
            desk.join();
        auto session = m_bank->store().read();
        int here = 0;
        QVERIFY((*session)->eachRecord([&](const StoredRecord &row) {
            if (row.customerId == m_customer && row.type == u"task" && !row.deleted) {
                QCOMPARE(row.scope, u"book:A"_s);
                ++here;
            }
        }));
        QCOMPARE(here, applied.load());
        QVERIFY(here > 0);
    }

    void theAuditChainTells()
    {
        auto desk = m_bank->desk(u"wang"_s);
        for (int i = 0; i < 5; ++i)
            desk.pushOne(createOp(u"task"_s, QString::number(i), {}, {{u"title"_s, u"密"_s}}));
        QByteArray prev(32, '\0');
        int rows = 0;
        auto session = m_bank->store().read();
        QVERIFY((*session)->eachAudit([&](const AuditRow &row) {
            [&] {
                QCOMPARE(row.prev, prev);
                QCOMPARE(row.hash, auditHash(row.prev, row.body));
                QVERIFY(!row.body.contains("密")); // names and ids, never values
            }();
            prev = row.hash;
            ++rows;
            return true;
        }));
        QCOMPARE(rows, 1 + 5); // the enrolment of the desk, and its ops
    }
};

QTEST_GUILESS_MAIN(TestCentralPush)
#include "tst_centralpush.moc"
