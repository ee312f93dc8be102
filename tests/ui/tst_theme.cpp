// SPDX-License-Identifier: GPL-3.0-or-later
// The tokens keep their promises: text is readable on every ground in both modes, every icon can be drawn, figures read as the design says.
#include "widgets/badge.h"
#include "widgets/format.h"

#include <QApplication>
#include <QImage>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;
using namespace zhike::ui;

namespace {

Money yuan(qint64 fen)
{
    return {fen, Currency(u"CNY")};
}

} // namespace

class ThemeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void textIsReadable_data();
    void textIsReadable();
    void badgesAreReadable();
    void everyIconIsDrawn();
    void styleSheetKnowsEveryToken();
    void zoomScales();
    void directionsFollowTheSetting();
    void amountsInChinese_data();
    void amountsInChinese();
    void amountsInEnglish();
    void extremesDoNotOverflow();
    void days();

private:
    Theme m_theme;
};

void ThemeTest::textIsReadable_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void ThemeTest::textIsReadable()
{
    QFETCH(const bool, dark);
    for (const Color text :
         {Color::T1, Color::T2, Color::T3, Color::Accent, Color::Crit, Color::Warn, Color::Ok, Color::Info, Color::RedMoney, Color::GreenMoney}) {
        for (const Color ground : {Color::Surface, Color::Bg, Color::Nav, Color::Sunken, Color::Hover, Color::Sel}) {
            const double ratio = contrastRatio(token(text, dark), token(ground, dark));
            QVERIFY2(ratio >= 4.5, qPrintable(u"%1 on %2: %3"_s.arg(QLatin1StringView(tokenName(text)), QLatin1StringView(tokenName(ground))).arg(ratio)));
        }
    }
    QVERIFY(contrastRatio(token(Color::On, dark), token(Color::Accent, dark)) >= 4.5);
    QVERIFY(contrastRatio(token(Color::Ctl, dark), token(Color::Surface, dark)) >= 3.0);
    for (const Color mark : {Color::C1, Color::C2, Color::C3, Color::C4, Color::C5, Color::C6, Color::C8})
        QVERIFY2(contrastRatio(token(mark, dark), token(Color::Surface, dark)) >= 3.0, tokenName(mark));
}

void ThemeTest::badgesAreReadable()
{
    for (const bool dark : {false, true}) {
        for (const BadgeKind kind : {BadgeKind::Neutral, BadgeKind::Private, BadgeKind::Wealth, BadgeKind::Corporate, BadgeKind::Critical, BadgeKind::Warning,
                                     BadgeKind::Ok, BadgeKind::Info, BadgeKind::Soft, BadgeKind::Outline})
            QVERIFY2(contrastRatio(token(badgeText(kind), dark), token(badgeTint(kind), dark)) >= 5.4, tokenName(badgeText(kind)));
    }
}

void ThemeTest::everyIconIsDrawn()
{
    QVERIFY(Theme::iconNames().size() >= 60);
    for (const QString &name : Theme::iconNames()) {
        const QImage image = m_theme.pixmap(name, Qt::black, 16, 2).toImage();
        QCOMPARE(image.width(), 32);
        int inked = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                inked += qAlpha(image.pixel(x, y)) > 128;
        }
        QVERIFY2(inked > 10, qPrintable(name));
    }
}

void ThemeTest::styleSheetKnowsEveryToken()
{
    for (const Theme::Mode mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
        m_theme.setMode(mode);
        QVERIFY(!m_theme.styleSheet().contains(u'@'));
        QVERIFY(!m_theme.styleSheet().contains(u": ;"));
    }
    m_theme.setMode(Theme::Mode::Light);
}

void ThemeTest::zoomScales()
{
    m_theme.setZoom(200);
    QCOMPARE(m_theme.px(13), 26);
    QCOMPARE(m_theme.font(TextStyle::Body).pixelSize(), 26);
    m_theme.setZoom(1000);
    QCOMPARE(m_theme.zoom(), 200);
    m_theme.setZoom(100);
}

void ThemeTest::directionsFollowTheSetting()
{
    QCOMPARE(m_theme.direction(1), Color::RedMoney);
    QCOMPARE(m_theme.direction(-1), Color::GreenMoney);
    m_theme.setDirections(Directions::GreenUp);
    QCOMPARE(m_theme.direction(1), Color::GreenMoney);
    QCOMPARE(m_theme.direction(0), Color::T2);
    m_theme.setDirections(Directions::RedUp);
}

void ThemeTest::amountsInChinese_data()
{
    QTest::addColumn<qint64>("fen");
    QTest::addColumn<QString>("text");
    QTest::newRow("picture") << qint64(1'286'400'000) << u"¥1,286.4 万"_s;
    QTest::newRow("small") << qint64(820'000) << u"¥8,200"_s;
    QTest::newRow("negative") << qint64(-328'000'000) << u"\u2212¥328.0 万"_s;
    QTest::newRow("billion") << qint64(47'200'000'000) << u"¥4.72 亿"_s;
    QTest::newRow("rounds into the next unit") << qint64(9'999'999'999) << u"¥1.00 亿"_s;
    QTest::newRow("zero") << qint64(0) << u"¥0"_s;
}

void ThemeTest::amountsInChinese()
{
    QLocale::setDefault(QLocale(u"zh_CN"_s));
    QFETCH(const qint64, fen);
    QFETCH(const QString, text);
    QCOMPARE(format::amount(yuan(fen)), text);
}

void ThemeTest::amountsInEnglish()
{
    QLocale::setDefault(QLocale(u"en_GB"_s));
    QCOMPARE(format::amount(yuan(1'286'400'000)), u"¥12.86m"_s);
    QCOMPARE(format::amount(yuan(51'800'000), format::Sign::Always), u"+¥518.0k"_s);
    QCOMPARE(format::column(yuan(1'286'400'000)), u"12,864.0"_s);
    QCOMPARE(format::exact(yuan(-5)), u"\u2212¥0.05"_s);
    QCOMPARE(format::percent(-3810, format::Sign::Always), u"\u221238.1%"_s);
    QLocale::setDefault(QLocale(u"zh_CN"_s));
    QCOMPARE(format::column(yuan(1'286'400'000)), u"1,286.4"_s);
}

void ThemeTest::extremesDoNotOverflow()
{
    QVERIFY(format::amount(yuan(std::numeric_limits<qint64>::min())).startsWith(u'\u2212'));
    QCOMPARE(format::exact(yuan(std::numeric_limits<qint64>::max())), u"¥92,233,720,368,547,758.07"_s);
}

void ThemeTest::days()
{
    const QDate today(2026, 9, 21);
    QCOMPARE(format::day(QDate(2026, 9, 25), today), u"9-25"_s);
    QCOMPARE(format::day(QDate(2027, 3, 1), today), u"2027-03-01"_s);
    QCOMPARE(format::day({}, today), u"—"_s);
}

QTEST_MAIN(ThemeTest)
#include "tst_theme.moc"
