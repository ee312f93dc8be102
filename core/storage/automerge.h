// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "storage/documents.h"

namespace zhike::storage {

//! Writes down, before the merged record replaces the former one, what the centre settled by itself for an operation of this device: the fields only
//! others had changed, and those only this device had. Works inside the caller's transaction.
//! \param answer the operation's result as it came; anything but `merged` is left alone
Done noteMerge(Database &database, const QByteArray &answer, qint64 nowMs);

//! One field of it, as the undo needs it.
struct Merge {
    QString type;
    QString id;
    QString field;
    QJsonValue before;
};
Result<Merge> openMerge(Database &database, qint64 n); //!< NotFound when it is unknown or undone
Done closeMerge(Database &database, qint64 n);

//! The last day's, newest first.
Result<QList<views::MergedRow>> merges(const ReadContext &context);

} // namespace zhike::storage
