// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "central/store/store.h"

#include <QIODevice>

namespace zhike::central {

struct IngestSummary {
    qint64 made = 0, changed = 0, removed = 0, same = 0;
    qint64 commits = 0;
};

//! Takes what core systems deliver, as JSON Lines `{"type","id","scope"?,"customer_id"?,"data"|"deleted":true}`: made, changed field by field, or left
//! alone where nothing differs. At most 500 rows of one scope go into a commit, so that no reader and no writer waits long (§11).
//! Records of a customer live where the customer lives; `scope` counts for the others and for new customers. Repeatable.
Result<IngestSummary> ingest(Store &store, QIODevice &lines, qint64 nowMs);

} // namespace zhike::central
