// SPDX-License-Identifier: GPL-3.0-or-later
// SEC-40: nothing is sold to, and nobody is called, who did not agree; a withdrawal is in force at once, without any connection; both are on record.
// And the other events of the catalogue that commands write (security.md §5.4).
#include "testcache.h"

#include "services/localcommands.h"
#include "services/localqueries.h"
#include "services/textcheck.h"
#include "storage/figures.h"

#include <QJsonDocument>
#include <QTest>

using namespace zhike;
using namespace zhike::services;
using namespace zhike::testing;
using namespace Qt::Literals::StringLiterals;

namespace {

const QDate kToday(2026, 9, 21);
const QString kBook = u"book:A"_s;

} // namespace

class TestConsent : public QObject {
    Q_OBJECT

    std::unique_ptr<TestCache> m_cache;
    std::unique_ptr<LocalCommands> m_commands;
    std::unique_ptr<LocalQueries> m_queries;
    Clock m_clock = *Clock::frozen(u"2026-09-21T09:42:00+08:00"_s);

    [[nodiscard]] QList<QJsonObject> events(const QString &name)
    {
        QList<QJsonObject> found;
        auto rows = m_cache->database().query("SELECT event FROM audit WHERE ev = ?1 ORDER BY seq", {name});
        while (rows && rows->next())
            found.append(QJsonDocument::fromJson(rows->bytes(0)).object());
        return found;
    }
    //! Whether this customer's maturing deposit is offered as a reason to call.
    [[nodiscard]] bool isOffered(const QString &id)
    {
        const auto today = m_queries->today();
        return today && std::any_of(today->calls.begin(), today->calls.end(), [&](const auto &call) {
                   return call.customer.text() == id && call.cause == "maturity"_L1;
               });
    }
    void addCustomer(QJsonArray &rows, const QString &id, bool marketing, bool noContact)
    {
        rows.append(
            row(u"customer"_s, id, kBook, id, 1, 10,
                {{u"kind"_s, u"person"_s}, {u"number"_s, id}, {u"name"_s, u"李明朗"_s}, {u"since"_s, u"2019-03-01"_s}, {u"do_not_contact"_s, noContact}}));
        rows.append(row(u"account"_s, u"a-"_s + id, kBook, id, 1, 10,
                        {{u"customer_id"_s, id},
                         {u"kind"_s, u"time_deposit"_s},
                         {u"number"_s, u"6222021234566789"_s},
                         {u"status"_s, u"open"_s},
                         {u"balance"_s, money(u"50000.00"_s)},
                         {u"maturity_on"_s, u"2026-09-25"_s},
                         {u"as_of"_s, u"2026-09-20T16:00:00.000Z"_s}}));
        rows.append(row(u"contact_point"_s, u"p-"_s + id, kBook, id, 1, 10,
                        {{u"customer_id"_s, id}, {u"kind"_s, u"mobile"_s}, {u"value"_s, u"13812345678"_s}, {u"primary"_s, true}}));
        if (marketing)
            rows.append(row(u"consent"_s, u"k-"_s + id, kBook, id, 1, 10,
                            {{u"customer_id"_s, id}, {u"purpose"_s, u"marketing"_s}, {u"state"_s, u"given"_s}, {u"at"_s, u"2026-01-05T02:00:00.000Z"_s}}));
    }
    void setClock(const QString &at)
    {
        m_clock = *Clock::frozen(at);
        m_queries = std::make_unique<LocalQueries>(m_cache->open(storage::Access::ReadOnly), m_clock);
        m_commands = std::make_unique<LocalCommands>(m_cache->open(storage::Access::ReadWrite), m_clock);
    }

private Q_SLOTS:
    void init()
    {
        m_cache = std::make_unique<TestCache>(kToday);
        QJsonArray rows;
        addCustomer(rows, u"c-yes"_s, true, false);
        addCustomer(rows, u"c-no"_s, false, false);
        addCustomer(rows, u"c-leave"_s, true, true);
        m_cache->pull(rows);
        QVERIFY(m_cache->ok);
        QVERIFY(storage::Figures(m_cache->database(), kToday).refresh());
        QVERIFY(m_cache->database().setState(u"role"_s, u"rm"_s));
        setClock(u"2026-09-21T09:42:00+08:00"_s);
    }
    void cleanup()
    {
        m_queries.reset();
        m_commands.reset();
        m_cache.reset();
    }

    void withoutConsentNobodyIsOffered()
    {
        QVERIFY(isOffered(u"c-yes"_s));
        QVERIFY(!isOffered(u"c-no"_s));
        QVERIFY(!isOffered(u"c-leave"_s));
        QCOMPARE(m_queries->today()->excludedNoConsent, 1); // and it is said how many were left out
    }

    void aWithdrawalIsInForceAtOnce()
    {
        const CustomerId customer(u"c-yes"_s);
        QVERIFY(m_commands->recordConsent(customer, {.purpose = u"marketing"_s, .given = false, .channel = u"call"_s}).ok());
        QVERIFY(!isOffered(u"c-yes"_s)); // no sync, no restart
        QCOMPARE(m_queries->today()->excludedNoConsent, 2);
        QVERIFY(!m_queries->customer(customer)->head.consents.marketing);
        const auto list = m_queries->customers({}, 0, 10);
        for (const auto &each : list->rows)
            QVERIFY(!each.consents.marketing || each.id.text() == "c-leave"_L1);
        const auto noted = events(u"cust.consent"_s);
        QCOMPARE(noted.size(), 1);
        QCOMPARE(noted[0][u"outcome"_s].toString(), u"withdrawn"_s);
        QCOMPARE(noted[0][u"obj"_s][u"id"_s].toString(), u"c-yes"_s);
        QCOMPARE(noted[0][u"fields"_s].toArray(), QJsonArray {u"consent.marketing"_s});
        // What he said before is kept; his new word waits to be sent, as a record of its own.
        QCOMPARE(m_cache->visible(u"k-c-yes"_s)[u"state"_s].toString(), u"given"_s);
        QCOMPARE(m_cache->number("SELECT count(*) FROM outbox WHERE type = 'consent' AND state = 0"), 1);
        // Another word, later, with the notice he read: he is offered again.
        setClock(u"2026-09-21T09:50:00+08:00"_s);
        QCOMPARE(m_commands->recordConsent(customer, {.purpose = u"marketing"_s, .given = true}).error().field, u"notice_version"_s);
        QVERIFY(!isOffered(u"c-yes"_s));
        QVERIFY(m_commands->recordConsent(customer, {.purpose = u"marketing"_s, .given = true, .noticeVersion = u"2026-03"_s}).ok());
        QVERIFY(isOffered(u"c-yes"_s));
        QCOMPARE(events(u"cust.consent"_s).last()[u"outcome"_s].toString(), u"given"_s);
    }

    void whoDoesNotWantToBeContactedIsNot()
    {
        const CustomerId customer(u"c-leave"_s);
        NewInteraction call;
        call.customer = customer;
        call.summary = u"想介绍一只基金"_s;
        for (const auto &channel : {u"call"_s, u"sms"_s, u"email"_s, u"wechat"_s, u"video"_s}) {
            call.channel = channel;
            const auto before = events(u"cust.consent"_s).size();
            const auto refused = m_commands->addInteraction(call);
            QVERIFY(!refused.ok());
            QCOMPARE(refused.error().code, ErrorCode::Denied);
            QCOMPARE(refused.error().field, u"do_not_contact"_s);
            const auto noted = events(u"cust.consent"_s);
            QCOMPARE(noted.size(), before + 1);
            QCOMPARE(noted.last()[u"outcome"_s].toString(), u"denied"_s);
            QCOMPARE(noted.last()[u"reason"_s].toString(), channel);
        }
        // Nor is his number given out to reach him by; for another reason it is.
        const auto number = m_commands->reveal(customer, u"contact:p-c-leave"_s, u"contact"_s);
        QVERIFY(!number.ok());
        QCOMPARE(number.error().field, u"do_not_contact"_s);
        QCOMPARE(events(u"cust.consent"_s).last()[u"reason"_s].toString(), u"contact"_s);
        QVERIFY(m_commands->reveal(customer, u"contact:p-c-leave"_s, u"correction"_s).ok());
        QVERIFY(m_commands->reveal(CustomerId(u"c-yes"_s), u"contact:p-c-yes"_s, u"contact"_s).ok());
        // He calls, or comes: that is written down.
        call.channel = u"call"_s;
        call.direction = u"in"_s;
        QVERIFY(m_commands->addInteraction(call).ok());
        call.channel = u"branch"_s;
        call.direction = u"out"_s;
        QVERIFY(m_commands->addInteraction(call).ok());
        QCOMPARE(m_cache->number("SELECT count(*) FROM outbox WHERE type = 'interaction'"), 2);
    }

    void whoMayNotRecordIsRefused()
    {
        QVERIFY(m_cache->database().setState(u"role"_s, u"lead"_s));
        const auto refused = m_commands->recordConsent(CustomerId(u"c-yes"_s), {.purpose = u"marketing"_s, .given = false});
        QCOMPARE(refused.error().code, ErrorCode::Denied);
        QCOMPARE(events(u"cust.consent"_s).last()[u"outcome"_s].toString(), u"denied"_s);
        QVERIFY(isOffered(u"c-yes"_s));
        QCOMPARE(m_commands->recordConsent(CustomerId(u"c-yes"_s), {.purpose = u"everything"_s, .given = false}).error().field, u"purpose"_s);
    }

    // cust.search-id: thirty within the hour, each on record before anybody is shown.
    void numbersAreNotSearchedForWithoutEnd()
    {
        QCOMPARE(numberSearched(u"138 1234 5678"_s), u"phone"_s);
        QCOMPARE(numberSearched(u"+86-13812345678"_s), u"phone"_s);
        QCOMPARE(numberSearched(u"11010519491231002x"_s), u"id_no"_s);
        QCOMPARE(numberSearched(u"91350211M000100Y43"_s), u"uscc"_s);
        for (const auto &other : {u"李明朗"_s, u"5678"_s, u"C88210"_s, u"lml"_s, QString()})
            QCOMPARE(numberSearched(other), QString());
        for (int i = 0; i < 30; ++i)
            QVERIFY2(m_commands->noteSearch(u"phone"_s, u"138123456%1"_s.arg(i, 2, 10, QChar(u'0')), 1).ok(), qPrintable(QString::number(i)));
        QCOMPARE(m_commands->noteSearch(u"phone"_s, u"13812345699"_s, 1).error().field, u"search"_s);
        QCOMPARE(events(u"cust.search-id"_s).last()[u"outcome"_s].toString(), u"throttle"_s);
        setClock(u"2026-09-21T10:43:00+08:00"_s);
        QVERIFY(m_commands->noteSearch(u"phone"_s, u"13812345699"_s, 1).ok());
    }
};

QTEST_GUILESS_MAIN(TestConsent)
#include "tst_consent.moc"
