// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "storage/database.h"
#include "storage/rowid.h"

//! What is half typed: inside the vault, so that a lock, a crash or a power cut leaves it where only its owner reads it.
namespace zhike::storage {

Done saveDraft(Database &database, const QString &form, const QString &customerId, const QString &text); //!< empty text: forgotten
Result<QString> draft(Database &database, const QString &form);
Done forgetDrafts(Database &database, Ordinal customer); //!< with the customer

} // namespace zhike::storage
