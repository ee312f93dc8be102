// SPDX-License-Identifier: GPL-3.0-or-later
#include "bank.h"

#include "central/sync/customers.h"
#include "domain/clock.h"

#include <QJsonDocument>
#include <QTest>
#include <functional>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;
using namespace zhike::central;
using namespace zhike::central::test;

namespace {

constexpr auto kNow = "2026-09-21T09:00:00+08:00";

QString outcome(const QJsonObject &result)
{
    const auto status = result[u"status"_s].toString();
    return status == "rejected"_L1 ? result[u"problem"_s][u"code"_s].toString() : status;
}

QByteArray etag(qint64 version)
{
    return "\"v" + QByteArray::number(version) + '"';
}

QJsonObject note()
{
    return {{u"channel"_s, u"call"_s}, {u"occurred_at"_s, u"2026-09-20T02:00:00.000Z"_s}, {u"summary"_s, u"x"_s}};
}

} // namespace

//! Wang manages book:A (customers 1 and 2), Pei banks in book:P, Lu leads, Zhao checks, Hou is of compliance with a case on customer 1,
//! Ada runs the place, Li manages book:B (customer 3).
class TestCentralRights : public QObject {
    Q_OBJECT
    std::unique_ptr<Bank> m_bank;
    QString m_one, m_two, m_three, m_banked;

    qint64 denials()
    {
        qint64 found = 0;
        auto session = m_bank->store().read();
        (void)(*session)->eachAudit([&](const AuditRow &row) {
            found += row.body.contains("\"ev\":\"denied\"");
            return true;
        });
        return found;
    }

    // A request to change a guarded field, by Wang.
    QString request(Desk &wang, const QString &field = u"risk_tolerance"_s, const QString &to = u"C4"_s)
    {
        const auto row = m_bank->rows(u"book:A"_s).value(m_one);
        const auto from = row[u"data"_s][field];
        return wang
            .pushOne(patchOp(u"customer"_s, m_one, row[u"version"_s].toInteger(),
                             {{field, {from.isUndefined() ? QJsonValue::Null : from, to}}}))[u"change_request"_s]
            .toString();
    }

private Q_SLOTS:
    void init()
    {
        m_bank = std::make_unique<Bank>();
        m_bank->setNow(QString::fromLatin1(kNow));
        for (const auto &[login, role] :
             {std::pair(u"wang"_s, u"rm"_s), std::pair(u"li"_s, u"rm"_s), std::pair(u"pei"_s, u"pb"_s), std::pair(u"lu"_s, u"lead"_s),
              std::pair(u"zhao"_s, u"checker"_s), std::pair(u"hou"_s, u"compliance"_s), std::pair(u"ada"_s, u"admin"_s)})
            m_bank->addUser(login, role, u"secret"_s);
        m_one = m_bank->addCustomer(u"1"_s, u"book:A"_s, {{u"risk_tolerance"_s, u"C2"_s}, {u"remarks"_s, u"old"_s}, {u"id_no"_s, u"11010519491231002X"_s}});
        m_two = m_bank->addCustomer(u"2"_s, u"book:A"_s);
        m_three = m_bank->addCustomer(u"3"_s, u"book:B"_s);
        m_banked = m_bank->addCustomer(u"4"_s, u"book:P"_s, {{u"id_no"_s, u"110105194912310021"_s}});
        m_bank->grant(u"wang"_s, u"book:A"_s, u"rm"_s);
        m_bank->grant(u"li"_s, u"book:B"_s, u"rm"_s);
        m_bank->grant(u"pei"_s, u"book:P"_s, u"pb"_s);
        m_bank->grant(u"lu"_s, u"book:A"_s, u"lead"_s, {}, {u"id_no"_s});
        m_bank->grant(u"zhao"_s, u"book:A"_s, u"checker"_s);
        m_bank->grant(u"ada"_s, u"book:A"_s, u"rm"_s); // by mistake: it must not count
        QCOMPARE(
            m_bank->operate({u"grant"_s, u"hou"_s, u"book:A"_s, u"compliance"_s, u"--customers"_s, u"1"_s, u"--valid-to"_s, u"2026-10-10T00:00:00+08:00"_s}),
            0);
    }

    // SEC-17: the table of roles and rights, cell by cell, through the doors a patched client would use.
    void sec17_matrix_data()
    {
        QTest::addColumn<QString>("right");
        QTest::addColumn<QStringList>("who"); // everybody else is denied
        const QStringList everybody {u"wang"_s, u"li"_s, u"pei"_s, u"lu"_s, u"zhao"_s, u"hou"_s, u"ada"_s};
        const auto cell = [](const char *right, const QStringList &who) { QTest::newRow(right) << QString::fromLatin1(right) << who; };
        cell("read the file", {u"wang"_s, u"lu"_s, u"zhao"_s, u"hou"_s});
        cell("read another file of the book", {u"wang"_s, u"lu"_s, u"zhao"_s});
        cell("see identity numbers", {u"wang"_s, u"zhao"_s});
        cell("bootstrap the book", {u"wang"_s, u"lu"_s, u"zhao"_s, u"hou"_s});
        cell("note", {u"wang"_s, u"lu"_s});
        cell("task", {u"wang"_s, u"lu"_s});
        cell("contact", {u"wang"_s});
        cell("consent", {u"wang"_s});
        cell("edit plain", {u"wang"_s});
        cell("edit plain over http", {u"wang"_s});
        cell("propose guarded", {u"wang"_s});
        cell("approve", {u"lu"_s, u"zhao"_s});
        cell("veto", {u"lu"_s, u"zhao"_s, u"hou"_s});
        cell("withdraw", {u"wang"_s});
        cell("all audit", {u"hou"_s});
        cell("own audit", everybody);
        cell("own settings", everybody);
    }

    void sec17_matrix()
    {
        QFETCH(QString, right);
        QFETCH(QStringList, who);
        auto wang = m_bank->desk(u"wang"_s);
        const auto wangs = wang.device().toLatin1();
        for (const auto &login : {u"wang"_s, u"li"_s, u"pei"_s, u"lu"_s, u"zhao"_s, u"hou"_s, u"ada"_s}) {
            auto desk = m_bank->desk(login);
            const auto pushes = [&](QJsonObject op) {
                op.insert(u"op_id"_s, idFor(right + login));
                return QStringList {u"applied"_s, u"merged"_s, u"pending_approval"_s}.contains(outcome(desk.pushOne(op)));
            };
            const auto row = m_bank->rows(u"book:A"_s).value(m_one);
            const auto version = row[u"version"_s].toInteger();
            const auto file = "/api/v1/customer/" + m_one.toLatin1();
            const auto before = denials();
            bool may = false, told = true; // told: a refusal is on record
            if (right == "read the file"_L1) {
                may = desk.call("GET", file).status == 200;
            } else if (right == "read another file of the book"_L1) {
                may = desk.call("GET", "/api/v1/customer/" + m_two.toLatin1()).status == 200;
            } else if (right == "see identity numbers"_L1) {
                may = desk.call("GET", file).body.contains("11010519491231002X");
            } else if (right == "bootstrap the book"_L1) {
                for (const auto &entry : desk.pull({})[u"scopes"_s][u"added"_s].toArray())
                    may |= entry[u"scope"_s] == u"book:A"_s && desk.snapshot(u"book:A"_s, entry[u"snapshot"_s].toString())[u"http"_s] == 200;
            } else if (right == "note"_L1) {
                may = pushes(createOp(u"interaction"_s, right + login, m_one, note()));
                told = denials() > before;
            } else if (right == "task"_L1) {
                may = pushes(createOp(u"task"_s, right + login, m_one, {{u"title"_s, u"x"_s}}));
                told = denials() > before;
            } else if (right == "contact"_L1) {
                may = pushes(createOp(u"contact_point"_s, right + login, m_one, {{u"kind"_s, u"mobile"_s}, {u"value"_s, u"13800138000"_s}}));
                told = denials() > before;
            } else if (right == "consent"_L1) {
                may = pushes(createOp(u"consent"_s, right + login, m_one,
                                      {{u"purpose"_s, u"marketing"_s}, {u"state"_s, u"given"_s}, {u"at"_s, u"2026-09-20T02:00:00.000Z"_s}}));
                told = denials() > before;
            } else if (right == "edit plain"_L1) {
                may = pushes(patchOp(u"customer"_s, m_one, version, {{u"remarks"_s, {row[u"data"_s][u"remarks"_s], login}}}));
            } else if (right == "edit plain over http"_L1) {
                const auto answer = desk.call("PATCH", file, "{\"remarks\":\"" + login.toLatin1() + "\"}", {{"if-match", etag(version)}});
                may = answer.status == 200;
                QVERIFY(may || answer.status == 403 || answer.status == 404);
                told = answer.status != 403 || denials() > before;
            } else if (right == "propose guarded"_L1) {
                may = pushes(patchOp(u"customer"_s, m_one, version, {{u"risk_tolerance"_s, {u"C2"_s, u"C4"_s}}}));
            } else if (right == "approve"_L1 || right == "veto"_L1 || right == "withdraw"_L1) {
                const QHash<QString, QString> commands {{u"approve"_s, u"approve"_s}, {u"veto"_s, u"reject"_s}, {u"withdraw"_s, u"withdraw"_s}};
                const auto asked = request(wang, right == "approve"_L1 ? u"tier_override"_s : u"credit_rating"_s, login);
                may = pushes(commandOp(u"change_request"_s, asked, commands.value(right)));
                if (!may)
                    QCOMPARE(outcome(wang.pushOne(commandOp(u"change_request"_s, asked, u"withdraw"_s))), u"applied"_s);
            } else if (right == "all audit"_L1) {
                may = desk.call("GET", "/sync/v1/audit?device=" + wangs).status == 200 && login != "wang"_L1;
            } else if (right == "own audit"_L1) {
                may = desk.call("GET", "/sync/v1/audit?device=" + desk.device().toLatin1()).status == 200;
            } else if (right == "own settings"_L1) {
                may = pushes(createOp(u"setting"_s, right + login, {}, {{u"key"_s, u"k"_s}, {u"value"_s, u"v"_s}}));
            }
            QVERIFY2(may == who.contains(login), qPrintable(right + u": "_s + login));
            QVERIFY2(may || told, qPrintable(right + u" denied to "_s + login + u" without a record"_s));
        }
    }

    void sec17_whoIsOfComplianceSeesOneCaseMaskedAndReadOnly()
    {
        auto hou = m_bank->desk(u"hou"_s);
        const auto page = hou.pull({});
        QJsonArray rows;
        for (const auto &entry : page[u"scopes"_s][u"added"_s].toArray())
            if (entry[u"scope"_s] == u"book:A"_s) {
                QCOMPARE(entry[u"grant"_s][u"customers"_s].toArray(), QJsonArray {m_one});
                rows = hou.snapshot(u"book:A"_s, entry[u"snapshot"_s].toString())[u"rows"_s].toArray();
            }
        QCOMPARE(rows.size(), 1);
        QCOMPARE(rows.first()[u"id"_s].toString(), m_one);
        QVERIFY(rows.first()[u"masked"_s].toArray().contains(u"id_no"_s));
        QVERIFY(!page[u"digest"_s].toObject().contains(u"book:A"_s));
        QVERIFY(page[u"undigested"_s][u"book:A"_s].toArray().contains(u"customer"_s)); // there are some, and the sum would be of all
        QCOMPARE(m_bank->operate({u"grant"_s, u"hou"_s, u"book:B"_s, u"compliance"_s}), 1);
        QCOMPARE(
            m_bank->operate({u"grant"_s, u"hou"_s, u"book:B"_s, u"compliance"_s, u"--customers"_s, u"3"_s, u"--valid-to"_s, u"2026-11-10T00:00:00+08:00"_s}),
            1);
        QCOMPARE(m_bank->operate({u"grant"_s, u"ada"_s, u"book:B"_s, u"rm"_s}), 1);
    }

    // SEC-18: two people, both present, both looking at what is true now.
    void sec18_fourEyes()
    {
        auto wang = m_bank->desk(u"wang"_s), zhao = m_bank->desk(u"zhao"_s);
        const auto asked = request(wang);
        QVERIFY(!asked.isEmpty());
        QCOMPARE(outcome(wang.pushOne(commandOp(u"change_request"_s, asked, u"approve"_s))), u"same-person"_s);
        // Wang leads for a week: still the maker.
        m_bank->grant(u"wang"_s, u"book:A"_s, u"lead"_s);
        QCOMPARE(outcome(wang.pushOne(commandOp(u"change_request"_s, asked, u"approve"_s))), u"same-person"_s);
        m_bank->grant(u"wang"_s, u"book:A"_s, u"rm"_s);
        // A lead who stands in for Wang is Wang's delegate.
        m_bank->addUser(u"chen"_s, u"lead"_s, u"secret"_s);
        m_bank->grant(u"chen"_s, u"book:A"_s, u"cover"_s);
        auto chen = m_bank->desk(u"chen"_s);
        QCOMPARE(outcome(chen.pushOne(commandOp(u"change_request"_s, asked, u"approve"_s))), u"same-person"_s);
        // An answer to an older state of the request.
        auto old = commandOp(u"change_request"_s, asked, u"approve"_s);
        old.insert(u"base_version"_s, 0);
        QCOMPARE(outcome(zhao.pushOne(old)), u"conflict"_s);
        QCOMPARE(m_bank->rows(u"book:A"_s).value(m_one)[u"data"_s][u"risk_tolerance"_s].toString(), u"C2"_s);
        QVERIFY(denials() >= 3);
        // Once, by another person; again it is only remembered, or refused.
        auto yes = commandOp(u"change_request"_s, asked, u"approve"_s);
        yes.insert(u"n"_s, u"77"_s);
        QCOMPARE(outcome(zhao.pushOne(yes)), u"applied"_s);
        QVERIFY(zhao.pushOne(yes)[u"replayed"_s].toBool());
        QCOMPARE(outcome(zhao.pushOne(commandOp(u"change_request"_s, asked, u"approve"_s))), u"conflict"_s);
        QCOMPARE(m_bank->rows(u"book:A"_s).value(m_one)[u"version"_s].toInteger(), 2);
        // The ground has gone from under the second request.
        const auto second = request(wang, u"risk_tolerance"_s, u"C5"_s);
        m_bank->change(m_one, {{u"risk_tolerance"_s, u"C1"_s}});
        QCOMPARE(outcome(zhao.pushOne(commandOp(u"change_request"_s, second, u"approve"_s))), u"applied"_s);
        QCOMPARE(m_bank->rows(u"book:A"_s).value(second)[u"data"_s][u"state"_s].toString(), u"superseded"_s);
        QCOMPARE(m_bank->rows(u"book:A"_s).value(m_one)[u"data"_s][u"risk_tolerance"_s].toString(), u"C1"_s);
    }

    void requestsRunOut()
    {
        auto wang = m_bank->desk(u"wang"_s);
        const auto first = request(wang);
        QCOMPARE(outcome(wang.pushOne(patchOp(u"customer"_s, m_one, 1, {{u"risk_tolerance"_s, {u"C2"_s, u"C5"_s}}}))), u"already-pending"_s);
        const auto second = request(wang, u"tier_override"_s, u"gold"_s);
        m_bank->change(m_one, {{u"tier_override"_s, u"plain"_s}});
        QCOMPARE(*closeOverdueRequests(m_bank->store(), *fromWireInstant(QString::fromLatin1(kNow))), 1);
        QCOMPARE(m_bank->rows(u"book:A"_s).value(second)[u"data"_s][u"state"_s].toString(), u"superseded"_s);
        m_bank->setNow(u"2026-10-25T09:00:00+08:00"_s);
        QJsonObject told;
        QCOMPARE(m_bank->operate({u"close-requests"_s}, &told), 0);
        QCOMPARE(told[u"closed"_s].toInt(), 1);
        QCOMPARE(m_bank->rows(u"book:A"_s).value(first)[u"data"_s][u"state"_s].toString(), u"expired"_s);
        wang = m_bank->desk(u"wang"_s, u"later"_s);
        QVERIFY(!request(wang).isEmpty());
    }

    // A grant on single files goes where they go; one that begins or ends by the clock does so by itself.
    void grantsAreNarrowAndTimed()
    {
        m_bank->addUser(u"sun"_s, u"rm"_s, u"secret"_s);
        QCOMPARE(m_bank->operate({u"grant"_s, u"sun"_s, u"book:A"_s, u"rm"_s, u"--customers"_s, u"1"_s, u"--valid-from"_s, u"2026-09-22T00:00:00+08:00"_s,
                                  u"--valid-to"_s, u"2026-09-25T00:00:00+08:00"_s}),
                 0);
        auto sun = m_bank->desk(u"sun"_s);
        const auto first = sun.pull({});
        QVERIFY(!QJsonDocument(first).toJson().contains("book:A"));
        m_bank->setNow(u"2026-09-22T09:00:00+08:00"_s);
        sun = m_bank->desk(u"sun"_s);
        auto page = sun.pull(first[u"next_cursor"_s].toString());
        QCOMPARE(page[u"scopes"_s][u"added"_s].toArray().first()[u"scope"_s].toString(), u"book:A"_s);
        const auto other = createOp(u"task"_s, u"other"_s, m_two, {{u"title"_s, u"x"_s}}), own = createOp(u"task"_s, u"own"_s, m_one, {{u"title"_s, u"x"_s}});
        QCOMPARE(outcome(sun.pushOne(other)), u"forbidden"_s);
        QCOMPARE(outcome(sun.pushOne(own)), u"applied"_s);
        auto wang = m_bank->desk(u"wang"_s);
        QCOMPARE(outcome(wang.pushOne(createOp(u"task"_s, u"not for sun"_s, m_two, {{u"title"_s, u"x"_s}}))), u"applied"_s);
        page = sun.pull(page[u"next_cursor"_s].toString());
        QCOMPARE(page[u"changes"_s].toArray().size(), 1);
        QCOMPARE(parse(sun.call("POST", "/sync/v1/verify", R"({"scope":"book:A","type":"task"})").body)[u"rows"_s].toArray().size(), 1);
        QCOMPARE(sun.call("GET", "/api/v1/customer/" + m_two.toLatin1()).status, 404);
        m_bank->move(u"1"_s, u"book:B"_s);
        page = sun.pull(page[u"next_cursor"_s].toString());
        QCOMPARE(page[u"scopes"_s][u"added"_s].toArray().first()[u"scope"_s].toString(), u"book:B"_s);
        QCOMPARE(page[u"scopes"_s][u"removed"_s].toArray().first()[u"scope"_s].toString(), u"book:A"_s);
        const auto cursor = page[u"next_cursor"_s].toString();
        m_bank->setNow(u"2026-09-25T00:00:01+08:00"_s);
        sun = m_bank->desk(u"sun"_s);
        page = sun.pull(cursor);
        QCOMPARE(page[u"scopes"_s][u"removed"_s].toArray().first()[u"reason"_s].toString(), u"expired"_s);
        // What was written while the cover ran, and arrives after it, is taken; what the device wrote knowing better is not.
        QCOMPARE(outcome(sun.pushOne(createOp(u"interaction"_s, u"late"_s, m_one, note()), cursor)), u"applied"_s);
        QCOMPARE(outcome(sun.pushOne(createOp(u"interaction"_s, u"too late"_s, m_one, note()), page[u"next_cursor"_s].toString())), u"forbidden"_s);
    }

    void anotherMaskBringsTheScopeAnew()
    {
        auto lu = m_bank->desk(u"lu"_s);
        const auto cursor = lu.pull({})[u"next_cursor"_s].toString();
        QVERIFY(lu.pull(cursor)[u"scopes"_s][u"changed"_s].toArray().isEmpty());
        m_bank->grant(u"lu"_s, u"book:A"_s, u"lead"_s, {}, {u"id_no"_s, u"remarks"_s});
        const auto changed = lu.pull(cursor)[u"scopes"_s][u"changed"_s].toArray();
        QCOMPARE(changed.size(), 1);
        const auto rows = lu.snapshot(u"book:A"_s, changed.first()[u"snapshot"_s].toString())[u"rows"_s].toArray();
        for (const auto &row : rows)
            QVERIFY(!row[u"data"_s].toObject().contains(u"remarks"_s));
        QCOMPARE(rows.size(), 2);
    }

    void aBookIsHandedOverByGrantsAlone()
    {
        const auto before = m_bank->rows(u"book:A"_s);
        auto wang = m_bank->desk(u"wang"_s), li = m_bank->desk(u"li"_s);
        const auto known = wang.pull({})[u"next_cursor"_s].toString(), lis = li.pull({})[u"next_cursor"_s].toString();
        QCOMPARE(m_bank->operate({u"hand-over"_s, u"A"_s, u"--from"_s, u"wang"_s, u"--to"_s, u"li"_s}), 0);
        QCOMPARE(m_bank->operate({u"hand-over"_s, u"A"_s, u"--from"_s, u"wang"_s, u"--to"_s, u"li"_s}), 1);
        QCOMPARE(m_bank->rows(u"book:A"_s), before);
        QCOMPARE(wang.pull(known)[u"scopes"_s][u"removed"_s].toArray().first()[u"scope"_s].toString(), u"book:A"_s);
        QCOMPARE(li.pull(lis)[u"scopes"_s][u"added"_s].toArray().first()[u"scope"_s].toString(), u"book:A"_s);
        // What Wang typed before he could know goes to Li as a request.
        QCOMPARE(outcome(wang.pushOne(patchOp(u"customer"_s, m_one, 1, {{u"remarks"_s, {u"old"_s, u"mine"_s}}}), known)), u"pending_approval"_s);
    }

    void twoFilesBecomeOne()
    {
        auto wang = m_bank->desk(u"wang"_s), li = m_bank->desk(u"li"_s);
        QCOMPARE(outcome(wang.pushOne(createOp(u"task"_s, u"child"_s, m_one, {{u"title"_s, u"x"_s}}))), u"applied"_s);
        const auto wangs = wang.pull({})[u"next_cursor"_s].toString(), lis = li.pull({})[u"next_cursor"_s].toString();
        QJsonObject told;
        QCOMPARE(m_bank->operate({u"merge-customers"_s, u"1"_s, u"--into"_s, u"3"_s}, &told), 0);
        QCOMPARE(told[u"rows"_s].toInt(), 1);
        QCOMPARE(m_bank->operate({u"merge-customers"_s, u"1"_s, u"--into"_s, u"3"_s}), 1);
        QCOMPARE(m_bank->operate({u"merge-customers"_s, u"3"_s, u"--into"_s, u"3"_s}), 1);
        QStringList seen;
        for (const auto &row : wang.pull(wangs)[u"changes"_s].toArray())
            seen.append(row[u"type"_s].toString() + (row[u"deleted"_s].toBool() ? u" gone "_s + row[u"reason"_s].toString() : QString()));
        seen.sort();
        QCOMPARE(seen, QStringList({u"_member"_s, u"customer gone merged"_s}));
        const auto rows = li.pull(lis)[u"changes"_s].toArray();
        QCOMPARE(rows.size(), 2);
        for (const auto &row : rows)
            QCOMPARE(row[u"customer_id"_s].toString(), m_three);
        // Late ops are told where the customer went.
        for (const auto &op :
             {patchOp(u"customer"_s, m_one, 1, {{u"remarks"_s, {u"old"_s, u"new"_s}}}), createOp(u"task"_s, u"after"_s, m_one, {{u"title"_s, u"x"_s}})}) {
            const auto result = wang.pushOne(op);
            QCOMPARE(outcome(result), u"conflict"_s);
            QCOMPARE(result[u"conflict"_s][u"code"_s].toString(), u"merged"_s);
            QCOMPARE(result[u"conflict"_s][u"successor"_s].toString(), m_three);
        }
        QCOMPARE(m_bank->operate({u"move-customer"_s, u"1"_s, u"--to"_s, u"B"_s}), 1);
    }

    void erasureReachesEveryRecord()
    {
        auto wang = m_bank->desk(u"wang"_s);
        QCOMPARE(outcome(wang.pushOne(createOp(u"task"_s, u"child"_s, m_one, {{u"title"_s, u"x"_s}}))), u"applied"_s);
        const auto cursor = wang.pull({})[u"next_cursor"_s].toString();
        QCOMPARE(m_bank->operate({u"erase-customer"_s, u"1"_s}), 0);
        int erased = 0;
        for (const auto &row : wang.pull(cursor)[u"changes"_s].toArray())
            erased += row[u"reason"_s] == u"erased"_s && row[u"data"_s].isNull();
        QCOMPARE(erased, 2);
        QVERIFY(!m_bank->rows(u"book:A"_s).contains(m_one));
    }

    void coreSystemsDeliverInPortions()
    {
        auto wang = m_bank->desk(u"wang"_s);
        const auto cursor = wang.pull({})[u"next_cursor"_s].toString();
        QTemporaryDir folder;
        QFile file(folder.filePath(u"lines"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        for (int i = 0; i < 1200; ++i)
            file.write(QJsonDocument(QJsonObject {{u"type"_s, u"account"_s},
                                                  {u"id"_s, idFor(u"account %1"_s.arg(i))},
                                                  {u"customer_id"_s, m_one},
                                                  {u"data"_s, QJsonObject {{u"number"_s, QString::number(i)}}}})
                           .toJson(QJsonDocument::Compact)
                       + '\n');
        file.write(QJsonDocument(QJsonObject {{u"type"_s, u"customer"_s}, {u"id"_s, m_one}, {u"data"_s, QJsonObject {{u"kyc_status"_s, u"due"_s}}}})
                       .toJson(QJsonDocument::Compact));
        file.close();
        QJsonObject told;
        QCOMPARE(m_bank->operate({u"ingest"_s, file.fileName()}, &told), 0);
        QCOMPARE(told[u"made"_s].toInt(), 1200);
        QCOMPARE(told[u"changed"_s].toInt(), 1);
        QCOMPARE(told[u"commits"_s].toInt(), 4);
        QMap<QString, int> rows;
        auto page = wang.pull(cursor, 500);
        for (bool more = true; more;) {
            for (const auto &row : page[u"changes"_s].toArray())
                ++rows[row[u"csn"_s].toString()];
            more = page[u"more"_s].toBool();
            page = wang.pull(page[u"next_cursor"_s].toString(), 500);
        }
        QCOMPARE(rows.size(), 4);
        for (const auto count : std::as_const(rows))
            QVERIFY(count <= 500);
        QCOMPARE(m_bank->rows(u"book:A"_s).value(m_one)[u"version"_s].toInteger(), 2);
        QCOMPARE(m_bank->operate({u"ingest"_s, file.fileName()}, &told), 0);
        QCOMPARE(told[u"same"_s].toInt(), 1201);
        // A guarded field changed by the bank: what was decided before is looked at again.
        QCOMPARE(outcome(wang.pushOne(patchOp(u"customer"_s, m_one, 1, {{u"risk_tolerance"_s, {u"C2"_s, u"C4"_s}}}))), u"conflict"_s);
    }

    void aRestoredBankSaysSo()
    {
        auto wang = m_bank->desk(u"wang"_s);
        const auto cursor = wang.pull({})[u"next_cursor"_s].toString();
        QJsonObject told;
        QCOMPARE(m_bank->operate({u"restore-epoch"_s, u"--reoffer-from"_s, u"2026-09-20T00:00:00+08:00"_s}, &told), 0);
        m_bank->setNow(QString::fromLatin1(kNow));
        const auto refused = wang.pull(cursor);
        QCOMPARE(refused[u"http"_s].toInt(), 410);
        QCOMPARE(refused[u"epoch"_s], told[u"epoch"_s]);
        QCOMPARE(refused[u"reoffer_from"_s].toString(), u"2026-09-19T16:00:00.000Z"_s);
        QCOMPARE(refused[u"not_before_s"_s].toInt(-1), 0);
        QCOMPARE(wang.pull({})[u"http"_s].toInt(), 200);
        // In a bank of many devices each waits a time of its own.
        m_bank->setPolicy(u"spread_from_devices"_s, u"0"_s);
        QSet<int> waits;
        for (int i = 0; i < 8; ++i)
            waits.insert(wang.pull(cursor)[u"not_before_s"_s].toInt());
        QVERIFY(waits.size() > 4);
        for (const int wait : std::as_const(waits))
            QVERIFY(wait >= 0 && wait < 14400);
    }
};

QTEST_GUILESS_MAIN(TestCentralRights)
#include "tst_centralrights.moc"
