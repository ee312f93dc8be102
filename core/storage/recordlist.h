// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "storage/database.h"

#include <functional>

namespace zhike::storage {

//! One record as the central said it is; the content as a hash, so that two ends can be compared without showing anything of a customer.
struct RecordLine {
    QString id;
    QString type;
    QString scope;
    QString customerId; //!< null for what belongs to nobody
    qint64 version = 0;
    qint64 csn = 0;
    QByteArray sha256; //!< hex, of the data with sorted members and no blanks; empty where typed columns hold it
};

//! Every live record of the base, by id; what is typed and not sent is not in it.
Done eachRecord(Database &database, const std::function<void(const RecordLine &)> &visit);

} // namespace zhike::storage
