// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bench/bench.h"

namespace zhike::bench {

//! Rounds against a central endpoint of the bench's own: the program beside this one, an embedded bank, loopback.
bool haveCentral();
Result<QJsonObject> idleRound(const Options &options); //!< nothing to send, nothing new, in CPU time of the process, against the same request sent barely
//! A hundred operations of the outbox sent, answered and settled, in elapsed time; against the same bytes posted to the same endpoint, which looks at them and
//! says no, and a hundred plain inserts, each committed to disk by itself as the central must.
Result<QJsonObject> pushHundred(const Options &options);

} // namespace zhike::bench
