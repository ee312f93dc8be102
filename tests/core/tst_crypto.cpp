// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/auditchain.h"
#include "crypto/devicekey.h"
#include "crypto/encoding.h"
#include "crypto/sealedbox.h"

#include <QJsonArray>
#include <QTest>

using namespace zhike;
using namespace zhike::crypto;
using namespace Qt::Literals::StringLiterals;

class TestCrypto : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void canonicalFormIsThatOfRfc8785();
    void base64UrlHasOneFormPerValue();
    void signatureHoldsForItsKeyAndTextOnly();
    void onlyTheChosenAlgorithmIsAccepted();
    void sealedMessageOpensForItsDeviceOnly();
    void keySurvivesTheKeyring();
    void sealedBoxOpensForTheCentralOnly();
    void chainDependsOnEveryEvent();
};

void TestCrypto::canonicalFormIsThatOfRfc8785()
{
    const QJsonObject object {{u"b"_s, QJsonArray {1, true, QJsonValue::Null, u"€\u0001\n\"\\/"_s}},
                              {u"a"_s, QJsonObject {{u"z"_s, -9007199254740991.0}, {u"A"_s, u"知客"_s}}},
                              {u"\u20ac"_s, 0},
                              {u"\U0001F600"_s, 1},
                              {u"\ufb33"_s, 2},
                              {u"half"_s, 0.5}};
    // By UTF-16 code units a surrogate sorts before U+FB33.
    QCOMPARE(
        canonicalJson(object),
        QByteArray("{\"a\":{\"A\":\"知客\",\"z\":-9007199254740991},\"b\":[1,true,null,\"€\\u0001\\n\\\"\\\\/\"],\"half\":null,\"€\":0,\"😀\":1,\"\uFB33\":2}"));
}

void TestCrypto::base64UrlHasOneFormPerValue()
{
    QCOMPARE(base64Url(QByteArray("\xfb\xff", 2)), QByteArray("-_8"));
    QCOMPARE(fromBase64Url("-_8").value(), QByteArray("\xfb\xff", 2));
    for (const char *text : {"-_9", "-_8=", "+/8", "-_ 8"})
        QVERIFY2(!fromBase64Url(text), text);
}

void TestCrypto::signatureHoldsForItsKeyAndTextOnly()
{
    const auto key = DeviceKey::generate(), other = DeviceKey::generate();
    QVERIFY(key.ok() && other.ok());
    const QJsonObject order {{u"typ"_s, u"wipe"_s}, {u"device_id"_s, u"0192"_s}};
    const auto signature = key->sign(order);
    QVERIFY(signature.ok());
    QCOMPARE(claimedKey(*signature), QString::fromLatin1(key->thumbprint()));
    const auto payload = verify(*signature, key->publicJwk());
    QVERIFY(payload.ok());
    QCOMPARE(*payload, order);
    QVERIFY(!verify(*signature, other->publicJwk()).ok());
    for (qsizetype i = 0; i < signature->size(); ++i) {
        auto changed = *signature;
        changed[i] = changed.at(i) == 'A' ? 'B' : 'A';
        QVERIFY2(!verify(changed, key->publicJwk()).ok(), qPrintable(QString::number(i)));
    }
}

void TestCrypto::onlyTheChosenAlgorithmIsAccepted()
{
    const auto key = DeviceKey::generate();
    QVERIFY(key.ok());
    const auto body = base64Url("{\"typ\":\"wipe\"}");
    for (const char *header : {"{\"alg\":\"none\"}", "{\"alg\":\"HS256\"}", "{}", "x"})
        QVERIFY2(!verify(base64Url(header) + '.' + body + '.', key->publicJwk()).ok(), header);
    QVERIFY(!verify({}, key->publicJwk()).ok());
    const auto signature = key->sign({});
    QVERIFY(signature.ok());
    QVERIFY(!verify(*signature, {{u"kty"_s, u"oct"_s}, {u"k"_s, u"AAAA"_s}}).ok());
    QVERIFY(!verify(*signature, {}).ok());
}

void TestCrypto::sealedMessageOpensForItsDeviceOnly()
{
    const auto key = DeviceKey::generate(), other = DeviceKey::generate();
    QVERIFY(key.ok() && other.ok());
    const auto share = Secret::random(32);
    const auto sealed = sealTo(key->publicJwk(), share);
    QVERIFY(sealed.ok());
    const auto opened = key->open(*sealed);
    QVERIFY(opened.ok());
    QVERIFY(std::ranges::equal(opened->bytes(), share.bytes()));
    QVERIFY(!other->open(*sealed).ok());
    for (qsizetype i = 0; i < sealed->size(); i += 7) {
        auto changed = *sealed;
        changed[i] = changed.at(i) == 'A' ? 'B' : 'A';
        QVERIFY2(!key->open(changed).ok(), qPrintable(QString::number(i)));
    }
}

void TestCrypto::keySurvivesTheKeyring()
{
    const auto key = DeviceKey::generate();
    QVERIFY(key.ok());
    const auto stored = key->toSecret();
    QVERIFY(stored.ok());
    const auto again = DeviceKey::fromSecret(*stored);
    QVERIFY(again.ok());
    QCOMPARE(again->thumbprint(), key->thumbprint());
    QVERIFY(!key->publicJwk().contains(u"d"_s));
    const auto signature = again->sign({{u"n"_s, 1}});
    QVERIFY(signature.ok() && verify(*signature, key->publicJwk()).ok());
    QVERIFY(!DeviceKey::fromSecret(Secret::random(40)).ok());
}

void TestCrypto::sealedBoxOpensForTheCentralOnly()
{
    const auto key = EscrowKey::generate(), other = EscrowKey::generate();
    const QByteArray text = "客户同意续保";
    auto box = sealBox(key.publicKey, text);
    QVERIFY(!box.contains(text) && box != sealBox(key.publicKey, text));
    QCOMPARE(openBox(key, box).value(), text);
    QVERIFY(!openBox(other, box).ok());
    box[box.size() / 2] = char(box.at(box.size() / 2) ^ 1);
    QVERIFY(!openBox(key, box).ok());
    QVERIFY(!openBox(key, QByteArray(10, 'x')).ok());
    QVERIFY(sealBox("short", text).isEmpty());
}

void TestCrypto::chainDependsOnEveryEvent()
{
    const auto start = auditStart(u"0192f0c1-7a33-7c01-9c1e-0b1f5a7d2e10"_s, 1);
    QCOMPARE(start.toHex(), sha256(QByteArray("\0", 1) + "0192f0c1-7a33-7c01-9c1e-0b1f5a7d2e101").toHex());
    QVERIFY(start != auditStart(u"0192f0c1-7a33-7c01-9c1e-0b1f5a7d2e10"_s, 2));
    const auto a = auditNext(start, "{\"ev\":\"a\"}"), b = auditNext(start, "{\"ev\":\"b\"}");
    QVERIFY(a != b && auditNext(a, "{}") != auditNext(b, "{}"));
}

QTEST_APPLESS_MAIN(TestCrypto)
#include "tst_crypto.moc"
