// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "central/sync/access.h"
#include "central/sync/cursor.h"

#include <QDate>

namespace zhike::central {

//! What a page of the feed or of a snapshot may hold (§10).
struct PageLimits {
    int rows = 500;
    qsizetype bytes = 1 << 20;
};

struct Refusal {
    int status = 400;
    QString problem; //!< problem type, such as "cursor-invalid"
    QString detail;
};
//! A body, or the problem to answer with.
using Page = std::variant<QByteArray, Refusal>;

//! After what sends every device back to a snapshot, each waits a time of its own (§4.2): 0 in a bank of few devices.
Result<int> spreadSeconds(ReadSession &store);

//! The reading half of the protocol over one consistent session: delta by cursor, bootstrap pages, manifests.
class Feed {
public:
    Feed(ReadSession &store, const Sealer &sealer, const Actor &actor, QString epoch, QDate today)
        : m_store(store)
        , m_sealer(sealer)
        , m_actor(actor)
        , m_epoch(std::move(epoch))
        , m_today(today)
    {
    }

    //! \param cursor null for the first pull; \param tail members to close the body with, such as server_time and lease_until
    Result<Page> pull(const QByteArray &cursor, const PageLimits &limits, const QJsonObject &tail);
    Result<Page> snapshot(const QString &scope, const QByteArray &token, const PageLimits &limits);
    Result<Page> verify(const QString &scope, const QString &type, const QString &after, const QStringList &fetch, int limit);

private:
    struct Delta; // what one pull gathers
    Done start(Delta &delta, const Grant &grant, const QString &reason);
    Done follow(Delta &delta, const Grant &grant, Cursor::Place place, const PageLimits &limits);
    //! \param undigested scope → types that are left out because rows have aged out of their window
    Result<QJsonObject> digests(QJsonObject &undigested);
    Result<QList<ManifestRow>> manifest(const QString &scope, const QString &type, const QString &after, int limit);
    [[nodiscard]] bool isInsideWindow(const StoredRecord &row) const;

    ReadSession &m_store;
    const Sealer &m_sealer;
    const Actor &m_actor;
    QString m_epoch;
    QDate m_today;
};

} // namespace zhike::central
