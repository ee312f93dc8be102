// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "views/audit.h"
#include "views/views.h"

namespace zhike::services {
using namespace zhike::views; // the values a screen gets are part of what the services offer
} // namespace zhike::services
