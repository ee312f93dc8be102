// SPDX-License-Identifier: GPL-3.0-or-later
// Grabs the work screens over the sample bank: screens OUTDIR [zh_CN|en] [dark] [WIDTHxHEIGHT] [page …]
#include "screens.h"

#include <QApplication>
#include <QDir>
#include <QEventLoop>
#include <QTimer>

using namespace zhike;
using namespace Qt::Literals::StringLiterals;

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    const auto words = QApplication::arguments();
    if (words.size() < 2)
        return 1;
    tests::useLanguage(app, words.contains(u"en"_s) ? u"en"_s : u"zh_CN"_s);
    ui::Theme theme;
    theme.setMode(words.contains(u"dark"_s) ? ui::Theme::Mode::Dark : ui::Theme::Mode::Light);
    theme.applyTo(app);
    const bool small = words.contains(u"small"_s);
    const QSize size = small ? QSize(1180 - 52, 700 - 70) : QSize(1440 - 180, 900 - 70);
    auto bank = std::make_shared<support::FixtureBank>();
    auto desk = support::fixtureDesk(bank);
    for (const auto &name : tests::screenNames()) {
        if (words.size() > 2 && !words.contains(name)
            && std::any_of(words.begin(), words.end(), [](const QString &word) { return tests::screenNames().contains(word); }))
            continue;
        std::unique_ptr<ui::Page> page(tests::makeScreen(name, *desk, theme));
        page->resize(size);
        QEventLoop loop;
        QObject::connect(page.get(), &ui::Page::ready, &loop, &QEventLoop::quit);
        QTimer::singleShot(5000, &loop, &QEventLoop::quit);
        page->show();
        loop.exec();
        page->grab().save(QDir(words.at(1)).filePath(name + u".png"_s));
    }
    return 0;
}
