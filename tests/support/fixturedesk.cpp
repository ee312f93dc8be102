// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixturedesk.h"

namespace zhike::support {

using namespace Qt::Literals::StringLiterals;

std::unique_ptr<services::Desk> fixtureDesk(const std::shared_ptr<FixtureBank> &bank)
{
    auto desk = std::make_unique<services::Desk>(
        *Clock::frozen(u"2026-09-21T09:42:00+08:00"_s), [bank] { return fixtureQueries(bank); }, [bank] { return fixtureCommands(bank); });
    desk->setOnline([bank] { return fixtureOnline(bank); });
    desk->publish(bank->sync);
    return desk;
}

} // namespace zhike::support
