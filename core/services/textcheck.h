// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "security/freetext.h"

//! What a screen asks of text that is being typed (security/freetext.h).
namespace zhike::services {

using security::secretsIn;

} // namespace zhike::services
