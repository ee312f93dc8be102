// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "crypto/secret.h"
#include "domain/result.h"

#include <QString>

namespace zhike::security {

using crypto::Secret;

inline constexpr int kMinPassphrase = 15; //!< characters; NIST 800-63B-4
inline constexpr int kMaxPassphrase = 128;

//! A person's passphrase as key material: NFC, UTF-8. The QString it came from is the input field's business.
Secret passphraseBytes(const QString &text);

//! Whether a new passphrase may be used: length and a blocklist; no composition rule. `login` and the product's words count as guessable.
Done checkNewPassphrase(const QString &text, const QString &login);

} // namespace zhike::security
