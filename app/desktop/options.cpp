// SPDX-License-Identifier: GPL-3.0-or-later
#include "options.h"

namespace zhike::desktop {

using namespace Qt::Literals::StringLiterals;

QStringList screenNames()
{
    return {u"unlock"_s,    u"today"_s, u"customers"_s, u"customer-person"_s, u"customer-company"_s, u"calendar-week"_s, u"calendar-month"_s, u"churn"_s,
            u"portfolio"_s, u"sync"_s,  u"approvals"_s, u"audit"_s,           u"settings"_s,         u"palette"_s};
}

Result<Options> parseOptions(const QStringList &arguments)
{
    const auto usage = [](const QString &text) { return Error {ErrorCode::Invalid, text, {}, {}}; };
    static const QStringList planned = {u"requests"_s, u"pipeline"_s, u"import"_s};
    Options options;
    for (qsizetype i = 1; i < arguments.size(); ++i) {
        const auto &name = arguments[i];
        if (name == "--unlock-stdin"_L1) {
            options.unlockStdin = true;
            continue;
        }
        if (i + 1 >= arguments.size())
            return usage(u"%1 needs a value, or is not an option"_s.arg(name));
        const auto value = arguments[++i];
        if (name == "--vault"_L1) {
            options.vault = value;
        } else if (name == "--server"_L1) {
            options.server = value;
        } else if (name == "--lang"_L1) {
            options.lang = value;
        } else if (name == "--theme"_L1) {
            if (value != "light"_L1 && value != "dark"_L1 && value != "system"_L1)
                return usage(u"--theme is light, dark or system"_s);
            options.theme = value;
        } else if (name == "--now"_L1) {
            const auto clock = Clock::frozen(value);
            if (!clock)
                return usage(u"--now needs an RFC 3339 instant with an offset"_s);
            options.clock = *clock;
        } else if (name == "--size"_L1) {
            const QSize size(value.section(u'x', 0, 0).toInt(), value.section(u'x', 1).toInt());
            if (size.width() < 640 || size.height() < 480 || size.width() > 8192 || size.height() > 8192)
                return usage(u"--size is WIDTHxHEIGHT, from 640x480"_s);
            options.size = size;
        } else if (name == "--screenshot"_L1) {
            Shot shot {value.section(u'=', 0, 0), value.section(u'=', 1), {}};
            if (shot.screen.startsWith("customer-"_L1) && shot.file.contains(u',')) {
                shot.number = shot.file.section(u',', -1);
                shot.file = shot.file.section(u',', 0, -2);
            }
            if (planned.contains(shot.screen))
                return usage(u"the screen %1 does not exist yet"_s.arg(shot.screen));
            if (!screenNames().contains(shot.screen) || shot.file.isEmpty())
                return usage(u"--screenshot SCREEN=FILE with one of: %1"_s.arg(screenNames().join(u' ')));
            options.shots.append(shot);
        } else {
            return usage(u"unknown option %1"_s.arg(name));
        }
    }
    return options;
}

} // namespace zhike::desktop
