// SPDX-License-Identifier: GPL-3.0-or-later
#include "replica.h"

#include "wire/record.h"

#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTest>
#include <thread>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;
using namespace zhike::central;
using namespace zhike::central::test;

namespace {

const QStringList kBooks {u"book:A"_s, u"book:B"_s, u"book:C"_s};

// Everything a bank does to its records while devices look on.
class Bustle {
public:
    Bustle(Bank &bank, quint32 seed) : m_bank(bank), m_random(seed)
    {
        for (int i = 0; i < 6; ++i) {
            const auto number = QString::number(i);
            m_customers.insert(number, kBooks.at(i % 3));
            m_bank.addCustomer(number, kBooks.at(i % 3));
            for (int k = 0; k < 3; ++k)
                addTask(number);
        }
    }

    void step()
    {
        const auto number = QString::number(m_random.bounded(6));
        switch (m_random.bounded(8)) {
        case 0:
        case 1: addTask(number); break;
        case 2:
        case 3:
        case 4: m_bank.change(idFor(u"customer "_s + number), {{u"remarks"_s, QString::number(m_random.bounded(1000))}}); break;
        case 5:
            if (!m_tasks.isEmpty())
                m_bank.remove(m_tasks.takeAt(m_random.bounded(m_tasks.size())));
            break;
        default: {
            const auto &to = kBooks.at(m_random.bounded(3));
            if (to == m_customers.value(number))
                break;
            m_bank.move(number, to);
            m_customers.insert(number, to);
        }
        }
    }

    void addTask(const QString &number)
    {
        const auto id = idFor(u"task %1"_s.arg(++m_made));
        m_bank.add(u"task"_s, id, m_customers.value(number), idFor(u"customer "_s + number), {{u"title"_s, u"回访"_s}, {u"status"_s, u"open"_s}});
        m_tasks.append(id);
    }

private:
    Bank &m_bank;
    QRandomGenerator m_random;
    QMap<QString, QString> m_customers; //!< number → book
    QStringList m_tasks;
    int m_made = 0;
};

QJsonObject digestOf(const QMap<QString, QJsonObject> &rows)
{
    QMap<QString, std::pair<qint64, quint64>> sums;
    for (const auto &row : rows) {
        auto &[n, sum] = sums[row.value(u"type"_s).toString()];
        ++n;
        sum += wire::digestOf(row.value(u"id"_s).toString(), row.value(u"version"_s).toInteger());
    }
    QJsonObject json;
    for (auto it = sums.cbegin(); it != sums.cend(); ++it)
        json.insert(it.key(), QJsonObject {{u"n"_s, it->first}, {u"sum"_s, QString::number(it->second, 16).rightJustified(16, u'0')}});
    return json;
}

QJsonObject withoutEmpty(QJsonObject digest)
{
    for (const auto &type : digest.keys())
        if (digest.value(type).toObject().value(u"n"_s).toInteger() == 0)
            digest.remove(type);
    return digest;
}

} // namespace

class TestCentralFeed : public QObject {
    Q_OBJECT
    std::unique_ptr<Bank> m_bank;

private Q_SLOTS:
    void init()
    {
        m_bank = std::make_unique<Bank>();
        for (const auto &login : {u"wang"_s, u"li"_s})
            m_bank->addUser(login, u"rm"_s, u"secret"_s);
        m_bank->grant(u"wang"_s, u"book:A"_s, u"rm"_s);
        m_bank->grant(u"li"_s, u"book:A"_s, u"cover"_s);
        m_bank->grant(u"li"_s, u"book:B"_s, u"rm"_s);
    }

    void theFirstPullNamesEveryScope()
    {
        m_bank->addCustomer(u"1"_s, u"book:A"_s);
        m_bank->add(u"product"_s, idFor(u"p"_s), u"ref:products"_s, {}, {{u"code"_s, u"P1"_s}});
        auto desk = m_bank->desk(u"wang"_s);
        const auto first = desk.pull({});
        QStringList scopes;
        for (const auto &entry : first.value(u"scopes"_s).toObject().value(u"added"_s).toArray())
            scopes.append(entry.toObject().value(u"scope"_s).toString());
        QCOMPARE(scopes, (QStringList {u"book:A"_s, u"ref:products"_s, u"user:wang"_s}));
        QCOMPARE(first.value(u"more"_s), QJsonValue(false));
        QVERIFY(first.value(u"changes"_s).toArray().isEmpty());
        // A quiet round gives the same cursor back, so that a device writes nothing.
        const auto cursor = first.value(u"next_cursor"_s).toString();
        QCOMPARE(desk.pull(cursor).value(u"next_cursor"_s).toString(), cursor);
    }

    void forgedAndForeignCursorsAreRefused()
    {
        auto office = m_bank->desk(u"wang"_s, u"office"_s), laptop = m_bank->desk(u"wang"_s, u"laptop"_s), stranger = m_bank->desk(u"li"_s);
        const auto cursor = office.pull({}).value(u"next_cursor"_s).toString();
        QCOMPARE(office.pull(cursor).value(u"http"_s), QJsonValue(200));
        const auto code = [](const QJsonObject &page) { return page.value(u"code"_s).toString(); };
        QCOMPARE(code(laptop.pull(cursor)), u"cursor-invalid"_s);
        QCOMPARE(code(stranger.pull(cursor)), u"cursor-invalid"_s);
        for (const auto at : {qsizetype(0), qsizetype(5), cursor.size() / 2, cursor.size() - 3}) {
            auto forged = cursor;
            forged[at] = forged.at(at) == u'A' ? u'B' : u'A';
            QCOMPARE(code(office.pull(forged)), u"cursor-invalid"_s);
        }
        QCOMPARE(code(office.pull(u"c1."_s)), u"cursor-invalid"_s);
        QCOMPARE(code(office.pull(cursor.chopped(4))), u"cursor-invalid"_s);
        // A snapshot token of one scope opens no other.
        const auto token = office.pull({}).value(u"scopes"_s).toObject().value(u"added"_s).toArray().first().toObject().value(u"snapshot"_s).toString();
        QCOMPARE(code(office.snapshot(u"user:wang"_s, token)), u"cursor-invalid"_s);
        QCOMPARE(office.snapshot(u"book:A"_s, token).value(u"http"_s), QJsonValue(200));
    }

    void onePageAtATimeNothingIsMissed_data()
    {
        QTest::addColumn<int>("size");
        for (const int size : {1, 2, 3, 7})
            QTest::addRow("%d rows a page", size) << size;
    }

    void onePageAtATimeNothingIsMissed()
    {
        QFETCH(int, size);
        Replica replica(m_bank->desk(u"li"_s), size);
        replica.settle();
        Bustle bustle(*m_bank, 42);
        for (int i = 0; i < 40; ++i)
            bustle.step();
        // 18 rows of the opening lie in the feed too, several to one commit.
        replica.settle();
        for (const auto &scope : {u"book:A"_s, u"book:B"_s})
            QCOMPARE(replica.rows(scope), m_bank->rows(scope));
    }

    // Bootstrap and feed race with writers; answers get lost and doubled; rows move between scopes. In the end both sides are equal.
    void snapshotAndFeedConverge()
    {
        int received = 0;
        for (quint32 seed = 1; seed <= 8; ++seed) {
            init();
            QRandomGenerator random(seed);
            Bustle bustle(*m_bank, seed * 7919);
            Replica wang(m_bank->desk(u"wang"_s), 1 + int(random.bounded(5))), li(m_bank->desk(u"li"_s), 1 + int(random.bounded(5)));
            bool covers = true;
            for (int i = 0; i < 60; ++i) {
                if (random.bounded(3) > 0)
                    bustle.step();
                auto &who = random.bounded(2) ? wang : li;
                if (random.bounded(2))
                    who.pull(random.bounded(4) == 0, random.bounded(4) == 0);
                else
                    who.bootstrapStep(random.bounded(4) == 0);
                if (random.bounded(25) == 0) {
                    covers = !covers;
                    if (covers)
                        m_bank->grant(u"li"_s, u"book:A"_s, u"cover"_s);
                    else
                        m_bank->revoke(u"li"_s, u"book:A"_s);
                }
            }
            wang.settle();
            li.settle();
            const auto context = QByteArray("seed ") + QByteArray::number(seed);
            QVERIFY2(wang.rows(u"book:A"_s) == m_bank->rows(u"book:A"_s), context);
            QVERIFY2(wang.rows(u"book:B"_s).isEmpty() && wang.rows(u"book:C"_s).isEmpty(), context);
            QVERIFY2(li.rows(u"book:B"_s) == m_bank->rows(u"book:B"_s), context);
            QVERIFY2(li.rows(u"book:A"_s) == (covers ? m_bank->rows(u"book:A"_s) : QMap<QString, QJsonObject>()), context);
            for (const auto &[replica, scope] : {std::pair(&wang, u"book:A"_s), std::pair(&li, u"book:B"_s)})
                QCOMPARE(withoutEmpty(replica->digest().value(scope).toObject()), digestOf(replica->rows(scope)));
            received += wang.rowsReceived() + li.rowsReceived();
        }
        QVERIFY(received > 300);
    }

    void thereAndBackAgain()
    {
        const auto customer = m_bank->addCustomer(u"1"_s, u"book:A"_s);
        m_bank->add(u"task"_s, idFor(u"t"_s), u"book:A"_s, customer, {{u"title"_s, u"x"_s}});
        Replica wang(m_bank->desk(u"wang"_s), 500), li(m_bank->desk(u"li"_s), 500);
        wang.settle();
        li.settle();
        QCOMPARE(wang.rows(u"book:A"_s).size(), 2);
        // The customer leaves, loses a task while away, and comes back: Wang, who slept through it all, keeps no stale row.
        m_bank->move(u"1"_s, u"book:B"_s);
        m_bank->remove(idFor(u"t"_s));
        li.settle();
        QCOMPARE(li.rows(u"book:B"_s).size(), 1);
        m_bank->move(u"1"_s, u"book:A"_s);
        wang.settle();
        li.settle();
        QCOMPARE(wang.rows(u"book:A"_s), m_bank->rows(u"book:A"_s));
        QCOMPARE(wang.rows(u"book:A"_s).size(), 1);
        QCOMPARE(li.rows(u"book:A"_s), m_bank->rows(u"book:A"_s));
        QVERIFY(li.rows(u"book:B"_s).isEmpty());
        QCOMPARE(wang.rows(u"book:A"_s).first().value(u"version"_s), QJsonValue(3));
    }

    // Writers on several threads, a reader page by page: every commit up to the cursor was seen.
    void writersDoNotOvertakeTheReader()
    {
        constexpr int kWriters = 4, kEach = 25;
        Replica li(m_bank->desk(u"li"_s), 3);
        li.settle();
        std::vector<Desk> desks;
        for (int w = 0; w < kWriters; ++w)
            desks.push_back(m_bank->desk(u"li"_s, QString::number(w)));
        const auto customer = m_bank->addCustomer(u"1"_s, u"book:B"_s);
        std::vector<std::thread> writers;
        std::atomic<int> left {kWriters};
        for (int w = 0; w < kWriters; ++w)
            writers.emplace_back([&, w] {
                for (int i = 0; i < kEach; ++i)
                    desks[size_t(w)].pushOne(createOp(u"task"_s, u"w%1 i%2"_s.arg(w).arg(i), customer, {{u"title"_s, u"x"_s}}));
                --left;
            });
        while (left > 0)
            li.pull();
        for (auto &writer : writers)
            writer.join();
        li.settle();
        QCOMPARE(li.rows(u"book:B"_s).size(), 1 + kWriters * kEach);
        QCOMPARE(li.rows(u"book:B"_s), m_bank->rows(u"book:B"_s));
    }

    void aMaskHoldsOnEveryWay()
    {
        m_bank->addUser(u"he"_s, u"compliance"_s, u"secret"_s);
        m_bank->grant(u"he"_s, u"book:A"_s, u"compliance"_s, {u"customer"_s}, {u"id_no"_s});
        const auto customer = m_bank->addCustomer(u"1"_s, u"book:A"_s, {{u"id_no"_s, u"SENTINEL-ID"_s}});
        auto desk = m_bank->desk(u"he"_s);
        const auto first = desk.pull({});
        const auto entry = first.value(u"scopes"_s).toObject().value(u"added"_s).toArray().first().toObject();
        const auto page = desk.snapshot(u"book:A"_s, entry.value(u"snapshot"_s).toString());
        QCOMPARE(page.value(u"rows"_s).toArray().first().toObject().value(u"masked"_s).toArray(), QJsonArray {u"id_no"_s});
        m_bank->add(u"task"_s, idFor(u"t"_s), u"book:A"_s, customer, {{u"title"_s, u"not for compliance"_s}});
        m_bank->change(customer, {{u"remarks"_s, u"x"_s}});
        const auto changes = desk.pull(first.value(u"next_cursor"_s).toString()).value(u"changes"_s).toArray();
        QCOMPARE(changes.size(), 1);
        QVERIFY(!changes.first().toObject().value(u"data"_s).toObject().contains(u"id_no"_s));
        QVERIFY(!desk.call("GET", "/api/v1/customer/" + customer.toLatin1()).body.contains("SENTINEL"));
        QVERIFY(!desk.call("POST", "/sync/v1/verify", "{\"scope\":\"book:A\",\"type\":\"customer\",\"fetch\":[\"" + customer.toLatin1() + "\"]}")
                     .body.contains("SENTINEL"));
        QCOMPARE(desk.call("POST", "/sync/v1/verify", "{\"scope\":\"book:A\",\"type\":\"task\"}").status, 403);
        // Nor does a request to change the field tell it.
        QCOMPARE(m_bank->desk(u"wang"_s).pushOne(patchOp(u"customer"_s, customer, 2, {{u"id_no"_s, {u"SENTINEL-ID"_s, u"SENTINEL-NEW"_s}}})).value(u"status"_s),
                 QJsonValue(u"pending_approval"_s));
        m_bank->grant(u"he"_s, u"book:A"_s, u"compliance"_s, {}, {u"id_no"_s});
        const auto wider = desk.pull(first.value(u"next_cursor"_s).toString()).value(u"scopes"_s).toObject().value(u"changed"_s).toArray().first().toObject();
        const auto all = desk.call("GET", "/sync/v1/scopes/book:A/snapshot?token=" + wider.value(u"snapshot"_s).toString().toLatin1()).body;
        QVERIFY(all.contains("change_request"));
        QVERIFY(!all.contains("SENTINEL"));
        // A wider grant later is told as a change, with a bootstrap to fetch what was withheld.
        m_bank->grant(u"he"_s, u"book:A"_s, u"compliance"_s);
        const auto changed = desk.pull(first.value(u"next_cursor"_s).toString()).value(u"scopes"_s).toObject().value(u"changed"_s).toArray();
        QCOMPARE(changed.first().toObject().value(u"scope"_s), QJsonValue(u"book:A"_s));
    }

    void oldTransactionsAreNotBootstrapped()
    {
        const auto customer = m_bank->addCustomer(u"1"_s, u"book:A"_s);
        const auto today = QDate::currentDate();
        m_bank->add(u"transaction"_s, idFor(u"new"_s), u"book:A"_s, customer, {{u"booked_on"_s, today.addMonths(-1).toString(Qt::ISODate)}});
        m_bank->add(u"transaction"_s, idFor(u"old"_s), u"book:A"_s, customer, {{u"booked_on"_s, today.addMonths(-14).toString(Qt::ISODate)}});
        Replica replica(m_bank->desk(u"wang"_s), 500);
        replica.settle();
        QVERIFY(replica.rows(u"book:A"_s).contains(idFor(u"new"_s)));
        QVERIFY(!replica.rows(u"book:A"_s).contains(idFor(u"old"_s)));
        // What a device cannot hold whole is not summed up for it either.
        QVERIFY(!replica.digest().value(u"book:A"_s).toObject().contains(u"transaction"_s));
        QVERIFY(replica.digest().value(u"book:A"_s).toObject().contains(u"customer"_s));
    }

    void whoSleptPastTheTombstonesStartsAgain()
    {
        const auto customer = m_bank->addCustomer(u"1"_s, u"book:A"_s);
        for (const auto &words : {u"kept"_s, u"dropped"_s})
            m_bank->add(u"task"_s, idFor(words), u"book:A"_s, customer, {{u"title"_s, words}});
        Replica sleeper(m_bank->desk(u"wang"_s, u"sleeper"_s), 500), awake(m_bank->desk(u"wang"_s, u"awake"_s), 500);
        sleeper.settle();
        m_bank->remove(idFor(u"dropped"_s));
        awake.settle();
        auto session = m_bank->store().write();
        QCOMPARE(*(*session)->purgeBefore(QDateTime::currentMSecsSinceEpoch()), qint64(1));
        QVERIFY((*session)->commit());
        session->reset();
        // One who had seen the deletion goes on; one who had not is reset, for this scope alone.
        const auto resets = [](Replica &replica) {
            QStringList scopes;
            for (const auto &entry : replica.desk().pull(replica.cursor()).value(u"scopes"_s).toObject().value(u"reset"_s).toArray())
                scopes.append(entry.toObject().value(u"scope"_s).toString() + u' ' + entry.toObject().value(u"reason"_s).toString());
            return scopes;
        };
        QCOMPARE(resets(awake), QStringList());
        QCOMPARE(resets(sleeper), QStringList {u"book:A floor"_s});
        sleeper.settle();
        QCOMPARE(sleeper.rows(u"book:A"_s), m_bank->rows(u"book:A"_s));
        QVERIFY(!sleeper.rows(u"book:A"_s).contains(idFor(u"dropped"_s)));
        // The id is spent for ever.
        const auto again = awake.desk().pushOne(createOp(u"task"_s, u"dropped"_s, customer, {{u"title"_s, u"x"_s}}));
        QCOMPARE(again.value(u"problem"_s).toObject().value(u"code"_s), QJsonValue(u"id-collision"_s));
    }

    void anotherHistoryIsNoticed()
    {
        const auto customer = m_bank->addCustomer(u"1"_s, u"book:A"_s);
        auto desk = m_bank->desk(u"wang"_s);
        const auto cursor = desk.pull({}).value(u"next_cursor"_s).toString();
        // The last commit is lost in a failover and another one takes its number.
        m_bank->tamper("UPDATE feed_mark SET mark = mark + 1");
        const auto page = desk.pull(cursor);
        const auto reset = page.value(u"scopes"_s).toObject().value(u"reset"_s).toArray();
        QCOMPARE(reset.size(), 1);
        QCOMPARE(reset.first().toObject().value(u"reason"_s), QJsonValue(u"diverged"_s));
        QVERIFY(m_bank->rows(u"book:A"_s).contains(customer));
    }

    void aNodeThatIsBehindGivesNoSnapshot()
    {
        (void)m_bank->addCustomer(u"1"_s, u"book:A"_s);
        auto desk = m_bank->desk(u"wang"_s);
        const auto page = desk.pull({});
        QString token;
        for (const auto &entry : page.value(u"scopes"_s).toObject().value(u"added"_s).toArray())
            if (entry[u"scope"_s] == u"book:A"_s)
                token = entry[u"snapshot"_s].toString();
        QCOMPARE(desk.snapshot(u"book:A"_s, token).value(u"http"_s), QJsonValue(200));
        // The feed goes on from where the token was made: rows between there and this node's head would never come.
        m_bank->tamper("UPDATE scope SET csn = csn - 1 WHERE id = 'book:A'");
        const auto behind = desk.snapshot(u"book:A"_s, token);
        QCOMPARE(behind.value(u"http"_s), QJsonValue(503));
        QCOMPARE(behind.value(u"code"_s), QJsonValue(u"overloaded"_s));
        m_bank->tamper("UPDATE scope SET csn = csn + 1 WHERE id = 'book:A'");
        QCOMPARE(desk.snapshot(u"book:A"_s, token).value(u"http"_s), QJsonValue(200));
    }

    // A node that has not heard of a narrower grant would give what is withheld now, under a token made after it.
    void aSnapshotFollowsOneGrant()
    {
        (void)m_bank->addCustomer(u"1"_s, u"book:A"_s, {{u"remarks"_s, u"SENTINEL"_s}});
        auto desk = m_bank->desk(u"wang"_s);
        const auto tokenOf = [](const QJsonObject &page, const QString &kind) {
            for (const auto &entry : page.value(u"scopes"_s)[kind].toArray())
                if (entry[u"scope"_s] == u"book:A"_s)
                    return entry[u"snapshot"_s].toString();
            return QString();
        };
        const auto first = desk.pull({});
        m_bank->grant(u"wang"_s, u"book:A"_s, u"rm"_s, {}, {u"remarks"_s});
        const auto changed = desk.pull(first.value(u"next_cursor"_s).toString());
        QCOMPARE(desk.snapshot(u"book:A"_s, tokenOf(first, u"added"_s)).value(u"http"_s), QJsonValue(403));
        const auto token = tokenOf(changed, u"changed"_s);
        const auto masked = desk.snapshot(u"book:A"_s, token);
        QCOMPARE(masked.value(u"http"_s), QJsonValue(200));
        QVERIFY(!QJsonDocument(masked).toJson().contains("SENTINEL"));
        m_bank->grant(u"wang"_s, u"book:A"_s, u"rm"_s); // as such a node still has it
        const auto behind = desk.snapshot(u"book:A"_s, token);
        QCOMPARE(behind.value(u"http"_s), QJsonValue(403));
        QVERIFY(!QJsonDocument(behind).toJson().contains("SENTINEL"));
    }

    // What a device wrote itself into a scope that was empty when it last asked is beyond its place, and its tombstone may be purged.
    void anEmptyScopeHasAFloorToo()
    {
        auto desk = m_bank->desk(u"wang"_s);
        const auto cursor = desk.pull({}).value(u"next_cursor"_s).toString();
        const auto own = createOp(u"task"_s, u"own"_s, {}, {{u"title"_s, u"x"_s}, {u"status"_s, u"open"_s}, {u"due"_s, u"2026-03-09"_s}});
        QCOMPARE(desk.pushOne(own).value(u"status"_s), QJsonValue(u"applied"_s));
        m_bank->remove(idFor(u"own"_s));
        auto session = m_bank->store().write();
        QVERIFY(session && (*session)->purgeBefore(QDateTime::currentMSecsSinceEpoch() + 1000) && (*session)->commit());
        session = Error {};
        const auto reset = desk.pull(cursor).value(u"scopes"_s)[u"reset"_s].toArray();
        QCOMPARE(reset.size(), 1);
        QCOMPARE(reset.first()[u"scope"_s], QJsonValue(u"user:wang"_s));
        QCOMPARE(reset.first()[u"reason"_s], QJsonValue(u"floor"_s));
    }

    void aRevokedDeviceGetsNothing()
    {
        auto desk = m_bank->desk(u"wang"_s);
        auto session = m_bank->store().write();
        auto device = (*session)->device(desk.device());
        (*device)->status = u"revoked"_s;
        QVERIFY((*session)->putDevice(**device));
        QVERIFY((*session)->commit());
        session->reset();
        const auto page = desk.pull({});
        QCOMPARE(page.value(u"http"_s), QJsonValue(403));
        QCOMPARE(page.value(u"code"_s), QJsonValue(u"device-revoked"_s));
    }
};

QTEST_GUILESS_MAIN(TestCentralFeed)
#include "tst_centralfeed.moc"
