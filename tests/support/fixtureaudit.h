// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "fixturebank.h"

//! The audit of the sample bank's device; the caller holds the bank's mutex.
namespace zhike::support {

services::AuditBoard sampleAudit(const FixtureBank &bank, const services::AuditQuery &query);

} // namespace zhike::support
