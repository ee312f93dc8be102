// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace zhike::sqlite {

//! From now on the engine's memory is overwritten before it is given back: pages of the cache and keys do not outlive their connection (SEC-6). Must be
//! said before the engine is used for the first time; later it changes nothing. \return whether it is in force
bool useWipingMemory();

} // namespace zhike::sqlite
