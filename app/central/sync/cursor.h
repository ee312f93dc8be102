// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "central/store/rows.h"
#include "central/sync/sealer.h"

#include <QMap>

namespace zhike::central {

//! A device's place in the feed: one position per scope (§4.2). Opaque outside, bound to the device.
struct Cursor {
    struct Place {
        FeedPosition position;
        qint64 mark = 0; //!< of the commit `position.csn`; a mismatch means another history
        QByteArray grant; //!< fingerprint of the grant the rows were given under
    };
    QString epoch;
    QMap<QString, Place> places; //!< by scope

    [[nodiscard]] QByteArray seal(const Sealer &sealer, const QString &device) const;
    static std::optional<Cursor> open(const Sealer &sealer, const QByteArray &text, const QString &device);
};

//! Where a bootstrap of one scope stands (§4.5).
struct SnapshotToken {
    QString epoch;
    QString scope;
    qint64 csn0 = 0; //!< the feed goes on from here
    qint64 mark0 = 0;
    int rank = 0;
    QString id;
    qint64 done = 0;
    QByteArray grant; //!< fingerprint of the grant it was given under; empty: not said

    [[nodiscard]] QByteArray seal(const Sealer &sealer, const QString &device) const;
    static std::optional<SnapshotToken> open(const Sealer &sealer, const QByteArray &text, const QString &device);
};

} // namespace zhike::central
