// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "fixturebank.h"

//! Larger answers made from the sample bank; the caller holds its mutex.
namespace zhike::support {

bool matches(const FixtureBank &bank, const services::CustomerRow &row, const services::CustomerQuery &query);
services::CustomerFile sampleFile(const FixtureBank &bank, const services::CustomerRow &row);
services::Portfolio samplePortfolio(const FixtureBank &bank, const QString &by);

} // namespace zhike::support
