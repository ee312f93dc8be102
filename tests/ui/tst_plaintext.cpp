// SPDX-License-Identifier: GPL-3.0-or-later
// SEC-32: what looks like markup is shown as it was typed, wherever Qt would have guessed; nothing is fetched for it.
#include "theme/theme.h"

#include <QApplication>
#include <QLabel>
#include <QMessageBox>
#include <QTemporaryDir>
#include <QTest>
#include <QToolTip>

using namespace Qt::Literals::StringLiterals;
using namespace zhike::ui;

class PlainTextTest : public QObject {
    Q_OBJECT

    Theme m_theme;
    static QString markup() { return u"<b>客户</b><img src=\"file:///nowhere/bait.png\"><script>x</script>"_s; }
    static QLabel *labelOf(const QString &text)
    {
        for (auto *widget : QApplication::allWidgets())
            if (auto *label = qobject_cast<QLabel *>(widget); label && label->text() == text)
                return label;
        return nullptr;
    }

private Q_SLOTS:
    void initTestCase() { m_theme.applyTo(*qApp); }

    void aLabel()
    {
        QLabel label(markup());
        QCOMPARE(label.textFormat(), Qt::AutoText);
        label.show();
        QCOMPARE(label.textFormat(), Qt::PlainText);
        QCOMPARE(label.text(), markup());
    }

    void aToolTip()
    {
        QWidget window;
        window.resize(300, 200);
        window.show();
        QToolTip::showText(window.mapToGlobal(QPoint(10, 10)), markup(), &window);
        QTRY_VERIFY(labelOf(markup()));
        QCOMPARE(labelOf(markup())->textFormat(), Qt::PlainText);
        QToolTip::hideText();
    }

    void aMessageBox()
    {
        QMessageBox box(QMessageBox::Question, u"?"_s, markup());
        box.setInformativeText(markup() + u'!');
        box.show();
        for (const auto &text : {markup(), markup() + u'!'}) {
            QVERIFY(labelOf(text));
            QCOMPARE(labelOf(text)->textFormat(), Qt::PlainText);
        }
    }

    void aTextOfTenMegabytesIsAText()
    {
        QLabel label(u"<table>"_s.repeated(200'000));
        label.setWordWrap(false);
        label.ensurePolished();
        QCOMPARE(label.textFormat(), Qt::PlainText);
    }
};

QTEST_MAIN(PlainTextTest)
#include "tst_plaintext.moc"
