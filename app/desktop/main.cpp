// SPDX-License-Identifier: GPL-3.0-or-later
// zhike: the desktop. Composition only.
#include "endings.h"
#include "options.h"
#include "screenshots.h"
#include "workstation.h"

#include "process/crashreport.h"
#include "process/hardening.h"
#include "process/knownanswers.h"
#include "services/usertext.h"
#include "settings/preferences.h"
#include "translations/install.h"

#include <QApplication>
#include <QStandardPaths>
#include <QTextStream>
#include <cstdio>

namespace {

using namespace Qt::Literals::StringLiterals;

int failed(const zhike::Error &error)
{
    std::fprintf(stderr, "%s\n  [%s] %s\n", zhike::services::UserText::of(error).toUtf8().constData(), zhike::toWire(error.code).toUtf8().constData(),
                 error.detail.toUtf8().constData());
    return 1;
}

} // namespace

int main(int argc, char **argv)
{
    const auto refused = zhike::process::harden();
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    auto options = zhike::desktop::parseOptions(arguments);
    if (!options) {
        std::fprintf(stderr, "zhike: %s\n", options.error().detail.toUtf8().constData());
        return 2;
    }
    options->refusedPlugins = refused;
    if (!options->shots.isEmpty() && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");

    zhike::process::fixPluginFolder();
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"zhike"_s);
    const auto logs = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/zhike/logs"_s;
    options->crashes = zhike::process::crashReports(logs);
    zhike::process::reportCrashes(logs, u"0.1.0"_s);
    if (const auto wrong = zhike::process::wrongAnswers(); !wrong.isEmpty()) {
        std::fprintf(stderr, "zhike: the cryptographic libraries do not answer as they must: %s\n", wrong.join(u", "_s).toUtf8().constData());
        return 3;
    }
    QApplication::setDesktopFileName(u"zhike"_s);
    QApplication::setQuitOnLastWindowClosed(true);
    // The command line goes before what was chosen in the settings; pictures follow the command line alone.
    auto preferences = options->shots.isEmpty() ? zhike::ui::Preferences::load() : zhike::ui::Preferences();
    if (!options->theme.isEmpty())
        preferences.mode = options->theme;
    zhike::installTranslations(application, options->lang.isEmpty() ? preferences.language : options->lang);
    zhike::ui::Theme theme;
    preferences.applyTo(theme, application.palette().window().color().lightness() < 128);
    theme.applyTo(application);

    zhike::desktop::Workstation workstation(*options, theme);
    zhike::desktop::LockWatch watch(QDBusConnection::systemBus(), QDBusConnection::sessionBus());
    workstation.watch(watch);
    const zhike::desktop::Endings endings(workstation);
    using zhike::desktop::Workstation;
    QObject::connect(
        &workstation, &Workstation::unlocked, &application,
        [&] {
            if (!options->shots.isEmpty()) {
                const int code = zhike::desktop::takeShots(workstation, *options);
                workstation.lock(u"exit"_s);
                QApplication::exit(code);
                return;
            }
            workstation.window()->show();
            workstation.lockScreen()->hide();
            workstation.startSync();
        },
        Qt::QueuedConnection);

    if (options->unlockStdin) {
        QObject::connect(&workstation, &Workstation::failed, &application, [](const zhike::Error &error) { QApplication::exit(failed(error)); });
        QTextStream in(stdin);
        workstation.unlock(in.readLine());
    } else if (!options->shots.isEmpty()) {
        std::fputs("zhike: --screenshot needs --unlock-stdin\n", stderr);
        return 2;
    } else {
        workstation.showLockScreen();
    }
    return QApplication::exec();
}
