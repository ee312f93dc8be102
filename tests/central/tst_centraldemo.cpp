// SPDX-License-Identifier: GPL-3.0-or-later
#include "replica.h"

#include "central/api/passwords.h"
#include "central/seed/demobank.h"
#include "central/store/storesink.h"
#include "wire/recordtypes.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;
using namespace zhike::central;
using namespace zhike::central::test;

//! The demo bank, as the endpoint serves it.
class TestCentralDemo : public QObject {
    Q_OBJECT
    std::unique_ptr<Bank> m_bank;

private Q_SLOTS:
    void initTestCase()
    {
        m_bank = std::make_unique<Bank>();
        StoreSink sink(m_bank->store(), QDateTime::currentMSecsSinceEpoch(), *hashPassword("secret"));
        DemoOptions options;
        options.customers = 120;
        options.managers = 3;
        options.day = QDate::currentDate();
        QVERIFY(seedDemoBank(options, sink));
        QVERIFY(sink.finish());
    }

    void everyValueIsOneTheTableKnows()
    {
        auto session = m_bank->store().read();
        QHash<QString, int> seen;
        QStringList wrong;
        QVERIFY((*session)->eachRecord([&](const StoredRecord &row) {
            ++seen[row.type];
            const auto *rule = wire::ruleOf(row.type);
            if (!rule)
                return;
            const auto data = row.object();
            for (auto it = data.begin(); it != data.end(); ++it)
                if (const auto *field = rule->field(it.key()))
                    if (const auto code = wire::fieldProblem(*field, it.value()); !code.isEmpty())
                        wrong.append(row.type + u'.' + it.key() + u": "_s + code);
        }));
        wrong.removeDuplicates();
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u", "_s)));
        for (const auto &type : {u"customer"_s, u"account"_s, u"transaction"_s, u"task"_s, u"alert"_s, u"interaction"_s})
            QVERIFY2(seen.value(type) > 0, qPrintable(type));
    }

    void aManagersBookArrivesWhole()
    {
        Replica replica(m_bank->desk(u"rm001"_s), 500);
        replica.settle();
        const auto held = replica.rows(u"book:0001"_s), stored = m_bank->rows(u"book:0001"_s);
        QVERIFY(held.size() > 1000);
        // Only what lies outside a window stays behind.
        for (auto it = stored.cbegin(); it != stored.cend(); ++it) {
            const auto *rule = wire::ruleOf(it->value(u"type"_s).toString());
            if (!held.contains(it.key()))
                QVERIFY2(rule && rule->windowMonths > 0, qPrintable(it->value(u"type"_s).toString()));
            else
                QCOMPARE(held.value(it.key()), *it);
        }
        QVERIFY(replica.rows(u"book:0002"_s).isEmpty());
        QVERIFY(!replica.rows(u"ref:products"_s).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestCentralDemo)
#include "tst_centraldemo.moc"
