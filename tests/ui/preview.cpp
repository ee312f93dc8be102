// SPDX-License-Identifier: GPL-3.0-or-later
// Draws a screen over the sample bank into a PNG, to look at: preview FOLDER [--dark] [--lang zh_CN|en] [--size 1180x700] NAME…
#include "customers/customerpage.h"
#include "customers/customerspage.h"
#include "customers/exportdialog.h"
#include "shell/mainwindow.h"
#include "shell/palette.h"
#include "shell/quicklog.h"
#include "support/fixturedesk.h"
#include "translations/install.h"
#include "unlock/enrolpage.h"
#include "unlock/unlockpage.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QLocale>

using namespace Qt::Literals::StringLiterals;
using namespace zhike;
using namespace zhike::ui;

namespace {

void settle(int ms)
{
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < ms)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addOptions(
        {{u"dark"_s, {}}, {u"lang"_s, {}, u"code"_s, u"zh_CN"_s}, {u"size"_s, {}, u"wxh"_s, u"1440x900"_s}, {u"customer"_s, {}, u"name"_s, u"陈静怡"_s}});
    parser.addPositionalArgument(u"folder"_s, {});
    parser.process(app);
    const QStringList args = parser.positionalArguments();
    installTranslations(app, parser.value(u"lang"_s));
    Theme theme;
    theme.applyTo(app);
    theme.setMode(parser.isSet(u"dark"_s) ? Theme::Mode::Dark : Theme::Mode::Light);
    auto bank = std::make_shared<support::FixtureBank>();
    auto desk = support::fixtureDesk(bank);
    MainWindow window(*desk, theme);
    const auto add = [&]<class P>(Screen screen, P *) { window.addPage(screen, [&](QWidget *parent) { return new P(*desk, theme, parent); }); };
    add(Screen::Customers, static_cast<CustomersPage *>(nullptr));
    add(Screen::Customer, static_cast<CustomerPage *>(nullptr));
    const QStringList size = parser.value(u"size"_s).split(u'x');
    window.resize(size[0].toInt(), size[1].toInt());
    window.show();
    for (const QString &name : args.mid(1)) {
        if (name == u"unlock" || name == u"enrol") {
            UnlockPage unlock;
            const services::SyncStatus &status = bank->sync;
            UnlockFacts facts;
            facts.user = status.user;
            facts.role = status.role;
            facts.branch = status.branch;
            facts.login = status.login;
            facts.now = bank->now;
            facts.dataAsOf = status.dataAsOf;
            facts.lastSync = status.lastSuccess;
            facts.leaseUntil = status.leaseUntil;
            facts.pending = status.pending;
            facts.triesLeft = 4;
            facts.online = true;
            facts.deviceBound = status.deviceBound;
            facts.deviceName = status.deviceName;
            unlock.setFacts(facts);
            unlock.setError(u"?"_s);
            EnrolPage enrol;
            enrol.setServer(u"https://rm.bank.example"_s);
            QWidget &page = name == u"unlock" ? static_cast<QWidget &>(unlock) : enrol;
            page.resize(1180, 700);
            page.show();
            settle(200);
            page.grab().save(QDir(args[0]).filePath(name + u".png"_s));
            continue;
        }
        if (name == u"export" || name == u"export-offline") {
            auto status = bank->sync;
            status.online = name == u"export";
            desk->publish(status);
            window.open(Screen::Customers);
            settle(500);
            auto *page = static_cast<CustomersPage *>(window.page(Screen::Customers));
            page->exportList();
            settle(200);
            auto *dialog = page->findChild<ExportDialog *>();
            dialog->grab().save(QDir(args[0]).filePath(name + u".png"_s));
            dialog->reject();
            continue;
        }
        if (name == u"palette") {
            window.openPalette();
            settle(100);
            window.searchPalette()->findChild<QLineEdit *>()->setText(u"陈"_s);
        } else if (name == u"quicklog") {
            window.logInteraction(bank->idOf(parser.value(u"customer"_s)), u"visit"_s);
        } else if (name == u"followup") {
            window.addFollowUp({});
        } else if (name.startsWith(u"customer-")) {
            window.openCustomer(bank->idOf(parser.value(u"customer"_s)));
            settle(300);
            if (const int tab = name.mid(9).toInt(); tab > 0)
                static_cast<CustomerPage *>(window.page(Screen::Customer))->openTab(CustomerPage::Tab(tab));
        } else {
            window.open(Screen::Customers);
        }
        settle(500);
        window.grab().save(QDir(args[0]).filePath(name + u".png"_s));
    }
    return 0;
}
