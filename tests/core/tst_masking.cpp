// SPDX-License-Identifier: GPL-3.0-or-later
// What a masked value shows and, more to the point, what it does not (security.md §5.2).
#include "security/masking.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace zhike::security;

class TestMasking : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void knownForms()
    {
        QCOMPARE(maskIdNumber(u"11010519491231002X"_s), u"**************002X"_s);
        QCOMPARE(maskCreditCode(u"91350100M000100Y43"_s), u"9135**********0Y43"_s);
        QCOMPARE(maskAccount(u"6222021234566789"_s), u"•••• 6789"_s);
        QCOMPARE(maskPhone(u"13800131234"_s), u"138****1234"_s);
        QCOMPARE(maskEmail(u"zhang.wei@example.com"_s), u"z***@example.com"_s);
        QCOMPARE(maskAddress(u"上海市浦东新区世纪大道1号2单元301"_s), u"上海市浦东新区***"_s);
        QCOMPARE(maskAddress(u"江苏省昆山市玉山镇人民路8号"_s).contains(u"人民路"_s), false);
        QCOMPARE(maskName(u"张建国"_s), u"张**"_s);
        QCOMPARE(maskContact(u"mobile"_s, u"13800131234"_s), u"138****1234"_s);
        QCOMPARE(maskContact(u"email"_s, u"a@b.cn"_s), u"a***@b.cn"_s);
        QCOMPARE(maskContact(u"wechat"_s, u"wx_lml_1988"_s), u"w***"_s);
        QCOMPARE(maskContact(u"address"_s, u"北京市朝阳区建国路1号"_s), u"北京市朝阳区***"_s);
        QCOMPARE(maskContact(u"a kind of tomorrow"_s, u"13800131234"_s), u"138****1234"_s);
    }

    // A short or odd value must not slip through whole; an empty one stays empty.
    void nothingShortIsShown_data()
    {
        QTest::addColumn<int>("which");
        for (int i = 0; i < 6; ++i)
            QTest::addRow("mask %d", i) << i;
    }
    void nothingShortIsShown()
    {
        QFETCH(int, which);
        using Mask = QString (*)(const QString &);
        const Mask masks[] = {maskIdNumber, maskCreditCode, maskAccount, maskPhone, maskEmail, maskAddress};
        for (int length = 1; length <= 40; ++length) {
            QString value;
            for (int i = 0; i < length; ++i)
                value += QChar(u'0' + (i * 7 + 3) % 10);
            const auto masked = masks[which](value);
            QVERIFY2(masked != value && !masked.contains(value), qPrintable(value));
            int shown = 0;
            for (const auto c : masked)
                shown += c.isDigit();
            QVERIFY2(shown <= 8 && shown < length, qPrintable(value + u" → "_s + masked));
        }
    }

    void emptyStaysEmpty()
    {
        QCOMPARE(maskIdNumber({}), QString());
        QCOMPARE(maskCreditCode({}), QString());
        QCOMPARE(maskAccount({}), QString());
        QCOMPARE(maskPhone({}), QString());
        QCOMPARE(maskEmail({}), QString());
        QCOMPARE(maskName({}), QString());
        QCOMPARE(maskAddress({}), QString());
        QCOMPARE(maskContact(u"wechat"_s, {}), QString());
    }

    void oneCharacterNamesAndHandles()
    {
        QCOMPARE(maskName(u"张"_s), u"张**"_s);
        QCOMPARE(maskContact(u"wechat"_s, u"x"_s), u"***"_s);
        QCOMPARE(maskEmail(u"@example.com"_s).contains(u"example"_s), false);
        // Surrogate pairs are kept whole.
        QCOMPARE(maskName(u"𠮷田"_s), u"𠮷**"_s);
    }
};

QTEST_GUILESS_MAIN(TestMasking)
#include "tst_masking.moc"
