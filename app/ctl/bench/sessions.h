// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bench/bench.h"

namespace zhike::bench {

//! From the passphrase to a store that can be asked, against Argon2id and a bare opening. Two more members: "kdf", the derivation alone, and "rest", all else.
Result<QJsonObject> unlockSession(const Options &options);
//! On record, signed, anchored, closed and wiped, against a bare insert, checkpoint and closing.
Result<QJsonObject> lockSession(const Options &options);

} // namespace zhike::bench
