// SPDX-License-Identifier: GPL-3.0-or-later
// Every work screen in both languages and at both sizes: nothing is clipped, and what takes the focus has a name.
#include "workfixture.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLabel>
#include <QPushButton>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;
using namespace zhike::ui;

class LayoutTest : public tests::WorkFixture {
    Q_OBJECT
private Q_SLOTS:
    void init() { open(); }
    void cleanup() { close(); }
    void nothingIsClippedAndEverythingHasAName_data();
    void nothingIsClippedAndEverythingHasAName();
};

void LayoutTest::nothingIsClippedAndEverythingHasAName_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("screen");
    QTest::addColumn<QSize>("size");
    for (const auto &language : {u"zh_CN"_s, u"en"_s})
        for (const auto &screen : tests::screenNames())
            for (const QSize &size : {QSize(1260, 830), QSize(1128, 630)})
                QTest::newRow(qPrintable(language + u' ' + screen + u' ' + QString::number(size.width()))) << language << screen << size;
}

void LayoutTest::nothingIsClippedAndEverythingHasAName()
{
    QFETCH(QString, language);
    QFETCH(QString, screen);
    QFETCH(QSize, size);
    tests::useLanguage(*qApp, language);
    m_page.reset(tests::makeScreen(screen, *m_desk, *m_theme));
    m_page->resize(size);
    m_page->show();
    QTRY_VERIFY(m_page->isReady());
    QTest::qWait(20);
    QCOMPARE(m_page->size(), size); // the layout asks for no more than the window has
    for (auto *label : m_page->findChildren<QLabel *>()) {
        if (!label->isVisible() || label->wordWrap() || label->inherits("zhike::ui::ElidedLabel") || label->text().isEmpty())
            continue;
        QVERIFY2(label->width() >= label->sizeHint().width() - 1, qPrintable(label->text() + u" %1 < %2"_s.arg(label->width()).arg(label->sizeHint().width())));
    }
    for (auto *button : m_page->findChildren<QPushButton *>())
        if (button->isVisible())
            QVERIFY2(button->width() >= button->sizeHint().width() - 1, qPrintable(button->text()));
    for (auto *widget : m_page->findChildren<QWidget *>()) {
        if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus || qobject_cast<QAbstractButton *>(widget) || widget->inherits("QLineEdit"))
            continue;
        QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
    }
    tests::useLanguage(*qApp, u"en"_s);
}

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QLocale::setDefault(QLocale(u"en"_s));
    LayoutTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_layout.moc"
