// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QtGlobal>

namespace zhike {

//! 64 bits from the system's source; from any thread. For ids and marks; keys and nonces come from libsodium.
quint64 random64();
//! Runs that must come out the same every time put a source of their own here; nullptr gives the system's back. Not while other threads draw.
void setRandomSource(quint64 (*source)());

} // namespace zhike
