// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "central/api/http.h"

namespace zhike::central {

//! Status line and headers of an answer, as they go over the wire.
QByteArray answerHead(const Response &response, bool keepAlive);

} // namespace zhike::central
