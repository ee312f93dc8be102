// SPDX-License-Identifier: GPL-3.0-or-later
// Finding people the way one types them (product R3): hanzi, pinyin, initials, heteronyms, either script, the tail of a number.
#include "testcache.h"

#include "search/keys.h"
#include "storage/customerlist.h"
#include "storage/figures.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;
using namespace zhike::testing;

class TestSearch : public QObject {
    Q_OBJECT

    std::unique_ptr<TestCache> m_cache;
    storage::Reference m_reference;
    Clock m_clock = *Clock::frozen(u"2026-09-21T09:42:00+08:00"_s);

    QStringList find(const QString &typed, int limit = 5)
    {
        const storage::ReadContext context {m_cache->database(), m_reference, m_clock};
        const auto hits = storage::CustomerList(context).search(typed, limit);
        QStringList names;
        if (!hits)
            return {hits.error().detail};
        for (const auto &hit : *hits)
            names.append(hit.name);
        return names;
    }
    QString matched(const QString &typed)
    {
        const storage::ReadContext context {m_cache->database(), m_reference, m_clock};
        const auto hits = storage::CustomerList(context).search(typed, 1);
        return hits && !hits->isEmpty() ? hits->constFirst().matched : QString();
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_cache = std::make_unique<TestCache>();
        const QStringList names = {u"李明朗"_s,
                                   u"重庆山水置业有限公司"_s,
                                   u"單雄信"_s,
                                   u"曾国藩"_s,
                                   u"张三"_s,
                                   u"欧阳静"_s,
                                   u"Müller Maschinenbau GmbH"_s,
                                   u"上海东方仪表科技股份有限公司"_s,
                                   u"吕布"_s,
                                   u"王小明"_s,
                                   u"李敏"_s,
                                   u"長榮海運"_s};
        QJsonArray rows;
        for (int i = 0; i < names.size(); ++i) {
            const auto id = u"c-%1"_s.arg(i);
            QJsonObject data {{u"kind"_s, names[i].size() > 4 ? u"company"_s : u"person"_s}, {u"number"_s, u"C%1"_s.arg(80'000 + i)}, {u"name"_s, names[i]}};
            if (i == 0)
                data[u"id_no"_s] = u"11010519491231002X"_s;
            if (i == 7)
                data[u"short_name"_s] = u"东仪"_s;
            rows.append(row(u"customer"_s, id, u"book:A"_s, id, 1, 10, data));
            rows.append(row(u"contact_point"_s, u"p-%1"_s.arg(i), u"book:A"_s, id, 1, 10,
                            {{u"kind"_s, u"mobile"_s}, {u"value"_s, i == 0 ? u"138-0013 8821"_s : u"1390000%1"_s.arg(1000 + i)}}));
        }
        for (int i = 0; i < 300; ++i) { // a crowd that must not stand in the way
            const auto id = u"x-%1"_s.arg(i);
            rows.append(row(u"customer"_s, id, u"book:A"_s, id, 1, 10,
                            {{u"kind"_s, u"person"_s}, {u"number"_s, u"X%1"_s.arg(i)}, {u"name"_s, u"牛%1"_s.arg(QChar(0x5000 + i))}}));
        }
        m_cache->pull(rows);
        QVERIFY(m_cache->ok);
        QVERIFY(storage::Figures(m_cache->database(), QDate(2026, 9, 21)).refresh());
    }

    void typedAndFound_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("name");
        const auto ask = [](const char *what, const QString &typed, const QString &name) { QTest::newRow(what) << typed << name; };
        ask("initials", u"lml"_s, u"李明朗"_s);
        ask("half a pinyin", u"limingl"_s, u"李明朗"_s);
        ask("pinyin with a space", u"li ming"_s, u"李明朗"_s);
        ask("capitals", u"LiMing"_s, u"李明朗"_s);
        ask("two hanzi", u"李明"_s, u"李明朗"_s);
        ask("the given name", u"明朗"_s, u"李明朗"_s);
        ask("pinyin of the given name", u"minglang"_s, u"李明朗"_s);
        ask("phone tail", u"8821"_s, u"李明朗"_s);
        ask("whole phone", u"13800138821"_s, u"李明朗"_s);
        ask("id tail with X", u"002X"_s, u"李明朗"_s);
        ask("id tail with x", u"31002x"_s, u"李明朗"_s);
        ask("customer number", u"c80000"_s, u"李明朗"_s);
        ask("number prefix", u"C8000"_s, u"李明朗"_s);
        ask("heteronym one way", u"cq"_s, u"重庆山水置业有限公司"_s);
        ask("heteronym other way", u"zq"_s, u"重庆山水置业有限公司"_s);
        ask("heteronym in full", u"chongqing"_s, u"重庆山水置业有限公司"_s);
        ask("heteronym misread", u"zhongqing"_s, u"重庆山水置业有限公司"_s);
        ask("middle word of a firm", u"山水"_s, u"重庆山水置业有限公司"_s);
        ask("middle word in pinyin", u"shanshui"_s, u"重庆山水置业有限公司"_s);
        ask("middle word by initials", u"sszy"_s, u"重庆山水置业有限公司"_s);
        ask("short name", u"东仪"_s, u"上海东方仪表科技股份有限公司"_s);
        ask("late word of a long firm", u"kejigufen"_s, u"上海东方仪表科技股份有限公司"_s);
        ask("traditional, typed simplified", u"单雄"_s, u"單雄信"_s);
        ask("traditional, typed so", u"單雄"_s, u"單雄信"_s);
        ask("simplified, typed traditional", u"張三"_s, u"张三"_s);
        ask("surname reading", u"sxx"_s, u"單雄信"_s);
        ask("surname reading in full", u"zengguofan"_s, u"曾国藩"_s);
        ask("two-character name", u"张三"_s, u"张三"_s);
        ask("two-character by initials", u"zs"_s, u"张三"_s);
        ask("compound surname", u"oyj"_s, u"欧阳静"_s);
        ask("lü as lv", u"lvbu"_s, u"吕布"_s);
        ask("lü as lu", u"lubu"_s, u"吕布"_s);
        ask("a later Latin word", u"masch"_s, u"Müller Maschinenbau GmbH"_s);
        ask("traditional firm", u"长荣"_s, u"長榮海運"_s);
        ask("traditional firm in pinyin", u"crhy"_s, u"長榮海運"_s);
    }
    void typedAndFound()
    {
        QFETCH(QString, typed);
        QFETCH(QString, name);
        QVERIFY2(find(typed).contains(name), qPrintable(find(typed).join(u' ')));
    }

    void whatMatchedIsSaid()
    {
        QCOMPARE(matched(u"李明"_s), u"name"_s);
        QCOMPARE(matched(u"lml"_s), u"initials"_s);
        QCOMPARE(matched(u"limingl"_s), u"pinyin"_s);
        QCOMPARE(matched(u"8821"_s), u"phone"_s);
        QCOMPARE(matched(u"1002x"_s), u"id"_s);
        QCOMPARE(matched(u"c80000"_s), u"number"_s);
    }

    void whatIsNotThereIsNotFound()
    {
        for (const auto &typed : {u""_s, u"   "_s, u"lmlx"_s, u"李朗"_s, u"9999"_s, u"%"_s, u"_"_s, u"'"_s, u"\" OR 1=1"_s, u"😀"_s, QString(5000, u'字')})
            QVERIFY2(find(typed).isEmpty(), qPrintable(typed.left(20)));
        QVERIFY(find(u"821"_s).isEmpty()); // three digits are no tail: half the book would answer
        QCOMPARE(find(u"z"_s, 7).size(), 7);
    }

    void changedNamesAreFoundByTheNewOneOnly()
    {
        m_cache->pull(
            {row(u"customer"_s, u"c-9"_s, u"book:A"_s, u"c-9"_s, 2, 20, {{u"kind"_s, u"person"_s}, {u"number"_s, u"C80009"_s}, {u"name"_s, u"王大海"_s}}),
             row(u"contact_point"_s, u"p-9"_s, u"book:A"_s, u"c-9"_s, 2, 20, {{u"kind"_s, u"mobile"_s}, {u"value"_s, u"13611117777"_s}})});
        QVERIFY(find(u"wxm"_s).isEmpty());
        QCOMPARE(find(u"wdh"_s), QStringList {u"王大海"_s});
        QCOMPARE(find(u"7777"_s), QStringList {u"王大海"_s});
        QVERIFY(find(u"1009"_s).isEmpty());
    }

    void namesSortByTheirSound()
    {
        QStringList names = {u"张三"_s, u"阿明"_s, u"李敏"_s, u"單雄信"_s, u"Berg"_s, u"曾国藩"_s};
        std::sort(names.begin(), names.end(), [](const auto &a, const auto &b) { return search::sortKey(a) < search::sortKey(b); });
        QCOMPARE(names, (QStringList {u"阿明"_s, u"Berg"_s, u"李敏"_s, u"單雄信"_s, u"曾国藩"_s, u"张三"_s}));
    }
};

QTEST_GUILESS_MAIN(TestSearch)
#include "tst_search.moc"
