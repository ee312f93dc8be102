// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "services/views.h"

namespace zhike::services {

//! A file as it may be seen by whom it speaks of and by who looks over the shoulder: no amount, no score, no other person, no note.
CustomerFile forPresentation(CustomerFile file);

} // namespace zhike::services
