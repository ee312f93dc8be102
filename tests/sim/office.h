// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "simdisk.h"

#include "central/api/api.h"
#include "central/store/sqlitestore.h"
#include "sync/http.h"

#include <QTemporaryDir>
#include <functional>

namespace zhike::sim {

//! The central endpoint as a node: the real Api over the real embedded store on the simulated disk, called with bytes.
class Office {
public:
    explicit Office(const QString &folder, const QString &name = QStringLiteral("office"));
    void create(); //!< a new bank
    //! The answer, or status 0 when the node died while it worked.
    sync::HttpResponse handle(const sync::HttpRequest &request, qint64 nowMs);

    //! One transaction of the bank itself; false when the node died.
    bool write(const std::function<void(central::WriteSession &)> &work, qint64 nowMs);
    [[nodiscard]] central::Store &store() { return *m_store; }
    [[nodiscard]] const central::Sealer &cursors();
    [[nodiscard]] const std::string &machine() const { return m_machine; }

    //! What happens before the n-th transaction of the next request begins; an error keeps it from beginning.
    void setGate(std::function<Done(int n)> gate) { m_gate = std::move(gate); }
    void close() { m_store.reset(); }
    void restart(Loss loss, Chance &chance);
    [[nodiscard]] SimDisk::Image backup() const;
    //! \param restored true: by the runbook, under a new epoch; false: a failover that lost its tail and does not know
    //! \param reofferFrom what was acknowledged since is asked for again (§5.7)
    void putBack(const SimDisk::Image &image, bool restored, const QString &reofferFrom = {});
    void rotateCursorKey();

private:
    void open();

    QString m_path;
    std::string m_machine;
    std::unique_ptr<central::SqliteStore> m_store;
    std::function<Done(int)> m_gate;
    std::optional<central::Sealer> m_cursors;
};

central::StoredRecord makeRecord(const QString &type, const QString &id, const QString &scope, const QString &customer, const QJsonObject &data, qint64 nowMs);

} // namespace zhike::sim
