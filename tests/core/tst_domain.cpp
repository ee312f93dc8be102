// SPDX-License-Identifier: GPL-3.0-or-later
// Money to the last fen, numbers with their check digits, days and ids.
#include "domain/checkdigits.h"
#include "domain/clock.h"
#include "domain/ids.h"
#include "domain/money.h"

#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <limits>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;

namespace {

const Currency kCny(u"CNY");
const Currency kJpy(u"JPY");
const Currency kKwd(u"KWD");
constexpr auto kMost = std::numeric_limits<qint64>::max();
constexpr auto kLeast = std::numeric_limits<qint64>::min();

} // namespace

class TestDomain : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void amountsAreReadExactly_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("ccy");
        QTest::addColumn<qint64>("minor");
        QTest::newRow("plain") << u"1234567.89"_s << u"CNY"_s << 123'456'789ll;
        QTest::newRow("one decimal") << u"0.5"_s << u"CNY"_s << 50ll;
        QTest::newRow("no decimals") << u"7"_s << u"CNY"_s << 700ll;
        QTest::newRow("negative fen") << u"-0.01"_s << u"CNY"_s << -1ll;
        QTest::newRow("yen has none") << u"1500"_s << u"JPY"_s << 1500ll;
        QTest::newRow("dinar has three") << u"1.234"_s << u"KWD"_s << 1234ll;
        QTest::newRow("not a binary fraction") << u"0.29"_s << u"CNY"_s << 29ll;
        QTest::newRow("largest") << u"92233720368547758.07"_s << u"CNY"_s << qint64(kMost);
    }
    void amountsAreReadExactly()
    {
        QFETCH(QString, text);
        QFETCH(QString, ccy);
        QFETCH(qint64, minor);
        const auto money = Money::parse(text, Currency(ccy));
        QVERIFY(money);
        QCOMPARE(money->minor(), minor);
        const auto again = Money::parse(money->amountText(), money->currency());
        QVERIFY(again);
        QCOMPARE(*again, *money);
        QCOMPARE(*Money::fromJson(money->toJson()), *money);
    }

    void whatIsNotAnAmountIsRefused()
    {
        for (const auto &text : {u""_s, u"."_s, u"-"_s, u"1."_s, u".5"_s, u"1.234"_s, u"1,234.00"_s, u"1e3"_s, u"NaN"_s, u" 1"_s, u"1 "_s, u"--1"_s, u"0x10"_s,
                                 u"92233720368547758.08"_s, u"99999999999999999999"_s, u"１２"_s})
            QVERIFY2(!Money::parse(text, kCny), qPrintable(text));
        QVERIFY(!Money::parse(u"1.5", kJpy));
        QVERIFY(!Money::parse(u"1", Currency(u"")));
        for (const auto &code : {u"CN"_s, u"CNYY"_s, u"C1Y"_s, u"人民币"_s})
            QVERIFY2(!Currency(code).isValid(), qPrintable(code));
        QVERIFY(!Money::fromJson(QJsonObject {{u"amount"_s, 12.5}, {u"ccy"_s, u"CNY"_s}})); // a float is no amount
        QVERIFY(!Money::fromJson(u"12.5"_s));
    }

    void sumsNeverLie()
    {
        QCOMPARE(*Money::sum(Money(1, kCny), Money(2, kCny)), Money(3, kCny));
        QVERIFY(!Money::sum(Money(1, kCny), Money(1, kJpy)));
        QVERIFY(!Money::sum(Money(kMost, kCny), Money(1, kCny)));
        QVERIFY(!Money::sum(Money(kLeast, kCny), Money(-1, kCny)));
        QCOMPARE(Money(kLeast + 1, kCny).negated().minor(), kMost);
        QCOMPARE(Money(kLeast, kCny).amountText(), u"-92233720368547758.08"_s);
    }

    void conversionRoundsHalfAwayFromZero()
    {
        QCOMPARE(convert(Money(100, Currency(u"USD")), u"7.1234", kCny)->minor(), 712);
        QCOMPARE(convert(Money(1, Currency(u"USD")), u"0.5", kCny)->minor(), 1);
        QCOMPARE(convert(Money(-1, Currency(u"USD")), u"0.5", kCny)->minor(), -1);
        QCOMPARE(convert(Money(1, Currency(u"USD")), u"0.49", kCny)->minor(), 0);
        QCOMPARE(convert(Money(100, kJpy), u"0.0487", kCny)->minor(), 487); // 100 yen, two digits more
        QCOMPARE(convert(Money(1000, kKwd), u"23.4", kCny)->minor(), 2340);
        QCOMPARE(convert(Money(1005, kCny), u"20.5", kJpy)->minor(), 206); // 206.025
        QCOMPARE(convert(Money(3'000'000'000'000'000, Currency(u"USD")), u"7.1", kCny)->minor(), 21'300'000'000'000'000); // needs more than 64 bits between
        QVERIFY(!convert(Money(kMost, Currency(u"USD")), u"7.1", kCny));
        for (const auto &rate : {u""_s, u"abc"_s, u"-1"_s, u"0"_s, u"7,1"_s})
            QVERIFY2(!convert(Money(1, Currency(u"USD")), rate, kCny), qPrintable(rate));
    }

    // GB 11643's own example; a digit changed or two swapped is found.
    void residentNumbersCarryTheirCheck()
    {
        QCOMPARE(*residentIdCheck(u"11010519491231002"), u'X');
        const auto id = parseResidentId(u"11010519491231002X");
        QVERIFY(id);
        QCOMPARE(id->birthDate, QDate(1949, 12, 31));
        QCOMPARE(id->regionCode, u"110105"_s);
        QVERIFY(id->female);
        QVERIFY(!parseResidentId(u"440524188001010014")->female); // the standard's second one, born 1880
        const QString right = u"11010519491231002X"_s;
        for (qsizetype i = 0; i < 17; ++i) {
            for (char16_t digit = u'0'; digit <= u'9'; ++digit) {
                auto wrong = right;
                wrong[i] = digit;
                if (wrong != right)
                    QVERIFY2(!parseResidentId(wrong), qPrintable(wrong));
            }
            auto swapped = right;
            std::swap(swapped[i], swapped[i + 1]);
            if (swapped != right)
                QVERIFY2(!parseResidentId(swapped), qPrintable(swapped));
        }
        for (const auto &text : {u""_s, u"1101051949123100"_s, u"11010519491331002X"_s, u"１1010519491231002X"_s})
            QVERIFY2(!parseResidentId(text), qPrintable(text));
        const QString noSuchDay = u"11010519490230002"_s;
        QVERIFY(!parseResidentId(noSuchDay + *residentIdCheck(noSuchDay)));
    }

    void creditCodesCarryTheirCheck()
    {
        for (const auto &code : {u"91350100M000100Y43"_s, u"911100001000013428"_s}) {
            const auto check = creditCodeCheck(QStringView(code).left(17));
            QVERIFY(check);
            auto right = code.left(17) + *check;
            QVERIFY(isCreditCode(right));
            for (qsizetype i = 0; i < 17; ++i) {
                auto wrong = right;
                wrong[i] = wrong[i] == u'7' ? u'8' : u'7';
                QVERIFY2(!isCreditCode(wrong), qPrintable(wrong));
            }
        }
        QVERIFY(isCreditCode(u"91350100M000100Y43"));
        QVERIFY(!creditCodeCheck(u"91350100I000100Y4")); // I, O, S, V, Z are not of the alphabet
        QVERIFY(!isCreditCode(u"91350100M000100Y4"));
    }

    void cardNumbersCarryTheirCheck()
    {
        QCOMPARE(*luhnCheck(u"7992739871"), u'3');
        QCOMPARE(*luhnCheck(u"411111111111111"), u'1');
        QVERIFY(!luhnCheck(u"4111a"));
        QVERIFY(!luhnCheck(u""));
    }

    void aFrozenClockStandsStill()
    {
        const auto clock = Clock::frozen(u"2026-09-21T23:30:00+08:00"_s);
        QVERIFY(clock && clock->isFrozen());
        QCOMPARE(clock->today(), QDate(2026, 9, 21));
        QCOMPARE(clock->nowMs(), QDateTime(QDate(2026, 9, 21), QTime(15, 30), Qt::UTC).toMSecsSinceEpoch());
        QCOMPARE(clock->now().offsetFromUtc(), 8 * 3600);
        // The offset given says which day it is, wherever the machine stands.
        QCOMPARE(Clock::frozen(u"2026-09-21T23:30:00-05:00"_s)->today(), QDate(2026, 9, 21));
        for (const auto &text : {u"2026-09-21T09:00:00"_s, u"2026-09-21"_s, u"gestern"_s, u""_s})
            QVERIFY2(!Clock::frozen(text), qPrintable(text));
        QVERIFY(!Clock().isFrozen());
    }

    void instantsGoOverTheWireAndBack()
    {
        for (const qint64 ms : {0ll, 1'790'000'000'123ll, -1ll, 951'782'400'000ll /* 29 Feb 2000 */, 4'102'444'799'999ll}) {
            const auto text = toWireInstant(ms);
            QCOMPARE(text.size(), 24);
            QCOMPARE(*fromWireInstant(text), ms);
        }
        QCOMPARE(*fromWireInstant(u"2026-03-02T09:12:09.120+08:00"_s), *fromWireInstant(u"2026-03-02T01:12:09.120Z"_s));
        QCOMPARE(*fromWireInstant(u"2026-03-02T01:12:09Z"_s), *fromWireInstant(u"2026-03-02T01:12:09.000Z"_s));
        for (const auto &text : {u"2026-02-29T00:00:00.000Z"_s, u"2026-13-01T00:00:00.000Z"_s, u"2026-01-01T25:00:00.000Z"_s, u"2026-01-01T00:00:00.000"_s,
                                 u"2026-0a-01T00:00:00.000Z"_s, u""_s})
            QVERIFY2(!fromWireInstant(text), qPrintable(text));
    }

    void monthsAreClampedToTheirEnd()
    {
        QCOMPARE(addMonthsClamped(QDate(2026, 11, 30), 3), QDate(2027, 2, 28));
        QCOMPARE(addMonthsClamped(QDate(2027, 11, 30), 3), QDate(2028, 2, 29));
        QCOMPARE(addMonthsClamped(QDate(2026, 1, 31), 1), QDate(2026, 2, 28));
        QCOMPARE(addMonthsClamped(QDate(2026, 3, 31), -1), QDate(2026, 2, 28));
        QCOMPARE(addMonthsClamped(QDate(2028, 2, 29), 12), QDate(2029, 2, 28));
        QCOMPARE(addMonthsClamped(QDate(2026, 5, 15), 0), QDate(2026, 5, 15));
    }

    void idsAreUniqueAndSortByTheirTime()
    {
        const QRegularExpression shape(u"^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"_s);
        QSet<QString> seen;
        for (int i = 0; i < 5000; ++i) {
            const auto id = newUuid(1'790'000'000'000);
            QVERIFY2(shape.match(id).hasMatch(), qPrintable(id));
            QVERIFY(!seen.contains(id));
            seen.insert(id);
        }
        QString last;
        for (qint64 ms = 1'790'000'000'000; ms < 1'790'000'000'000 + 300; ++ms) {
            const auto id = newUuid(ms);
            QVERIFY(last < id);
            last = id;
            QCOMPARE((id.left(8) + id.mid(9, 4)).toLongLong(nullptr, 16), ms);
        }
        QCOMPARE(derivedUuid(1, 2, 5), derivedUuid(1, 2, 5));
        QVERIFY(derivedUuid(1, 2, 5) != derivedUuid(1, 3, 5));
        QVERIFY(shape.match(derivedUuid(~0ull, ~0ull, 1'790'000'000'000)).hasMatch());
        static_assert(!std::is_convertible_v<CustomerId, TaskId> && !std::is_convertible_v<QString, CustomerId>);
    }
};

QTEST_GUILESS_MAIN(TestDomain)
#include "tst_domain.moc"
