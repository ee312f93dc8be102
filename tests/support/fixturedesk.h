// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "fixturebank.h"

#include "services/desk.h"

namespace zhike::support {

//! Answers from a FixtureBank; every command changes the bank, is noted in its log and seen by the next question.
std::unique_ptr<services::Queries> fixtureQueries(std::shared_ptr<FixtureBank> bank);
std::unique_ptr<services::Commands> fixtureCommands(std::shared_ptr<FixtureBank> bank);
std::unique_ptr<services::OnlineCommands> fixtureOnline(std::shared_ptr<FixtureBank> bank);

//! A desk over the bank with the clock frozen at the scene; the bank's sync status is published.
std::unique_ptr<services::Desk> fixtureDesk(const std::shared_ptr<FixtureBank> &bank);

} // namespace zhike::support
