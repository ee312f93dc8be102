// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QStringList>

namespace zhike::process {

//! Published test vectors through the very functions the program uses: SHA-2, HKDF, Argon2id, XChaCha20-Poly1305, AES-256, sealed box, device signature.
//! A few milliseconds. \return what gave another answer; not empty: nothing may be opened with these libraries
QStringList wrongAnswers();

} // namespace zhike::process
