// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "services/session.h"

//! Vaults whose keys are lost – a passphrase nobody remembers, a keyring that is gone – still hold sealed what a person typed and the bank has not got.
//! The vault that takes their place delivers it (security.md §2).
namespace zhike::services {

//! Notes those of `dirs` that were made for the same person and bank; inside the caller's transaction.
Done rememberFormer(storage::Database &database, const QStringList &dirs, const security::VaultFacts &facts);
//! Delivers what they hold and forgets those that hold nothing any more. One that a process has open is left alone: it delivers by itself.
//! \return how many operations the central has answered for
Result<int> deliverFormer(Session &session, storage::Database &database, sync::Transport &transport);

} // namespace zhike::services
