// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "oracle.h"

#include "storage/outbox.h"
#include "storage/syncstore.h"
#include "sync/engine.h"

#include <array>
#include <deque>

namespace zhike::sim {

//! A row of the device's base with what is shown of it.
struct LocalRow {
    QString id, type, scope;
    qint64 version = 0, csn = 0;
    bool deleted = false;
    bool columnar = false; //!< raw holds unknown members only
    QByteArray raw;
    QByteArray overlay; //!< null: shows base
};

struct LocalOp {
    qint64 n = 0;
    QString opId;
    storage::OpState state = storage::OpState::Queued;
    QJsonObject body;
    QJsonObject answer;
};

//! A desktop as a node: the real engine over the real encrypted store on the simulated disk.
class Device {
public:
    Device(const QString &folder, int number, QString login);

    void enrol(Office &office, qint64 nowMs);
    bool open(qint64 nowMs); //!< false: the store does not open now
    void close();
    void forgetSeen(); //!< its disk or the bank went back in time: what was seen says nothing
    [[nodiscard]] bool isOpen() const { return m_database != nullptr; }
    [[nodiscard]] const std::string &machine() const { return m_machine; }
    [[nodiscard]] const QString &path() const { return m_path; }

    //! Starts a round or goes on with it: the request that is out now, if any.
    const std::optional<sync::HttpRequest> &request() const { return m_request; }
    void startRound(qint64 nowMs);
    void answer(const sync::HttpResponse &response, qint64 nowMs);
    [[nodiscard]] const sync::RoundResult &result() const { return m_engine->result(); }

    //! Writes in one transaction; what was kept is noted for I3. Returns the ids, empty when nothing was kept.
    QStringList perform(const QList<storage::Operation> &operations, qint64 nowMs);
    bool discard(const QString &opId, qint64 nowMs);
    //! A decision on a conflict: one new operation that settles the parked one.
    bool beginIncarnation(qint64 incarnation);
    QSet<QString> sealedOps();
    void keepCopy();
    void putCopyBack(qint64 nowMs);
    bool resolve(const LocalOp &parked, bool takeMine, qint64 nowMs);

    [[nodiscard]] static QJsonObject publicJwk();
    const QList<LocalRow> &rows();
    const QList<LocalOp> &ops();
    qint64 changes(); //!< grows with everything that is written
    //! Everything a foreign answer must not touch: cursor, rows, what is shown, operations and their answers (I9, I29).
    QByteArray standing();
    QSet<QString> bootstrapping(); //!< scopes
    [[nodiscard]] QString state(const char *key);
    void setClock(qint64 nowMs);
    storage::Database &database() { return *m_database; }

    QString login, id;
    int number = 0;
    qint64 skewMs = 0; //!< how far this device's clock is off
    QMap<QString, OpNote> notes; //!< by op id
    QHash<QString, qint64> tombs; //!< highest tombstone seen in base, by record
    std::optional<QMap<QString, qint64>> promised; //!< what the bank's last head page must lead to
    std::deque<sync::HttpResponse> lateAnswers;
    std::deque<sync::HttpRequest> lateRequests;
    std::optional<SimDisk::Image> copy; //!< an old state of the disk
    QMap<QString, OpNote> copiedNotes;
    QSet<QString> everSealed; //!< operations that were handed to the bank alone
    QSet<QString> judgedSealed;
    int quietRounds = 0;
    int rotten = 0; //!< consistent points since a row here went wrong, from 1; 0: none has
    QHash<QString, std::pair<qint64, qint64>> stood; //!< version and scope counter of each row at the last look
    QHash<QString, QByteArray> seenRaw; //!< content that was compared with the bank's
    QMap<QString, qint64> deadFromWire; //!< tombstones the device has taken, by record
    bool isStale = false; //!< the bank has another history now, and the device has not come to a consistent point of it

private:
    QString m_path;
    std::string m_machine;
    std::array<unsigned char, 32> m_key {};
    Clock m_clock;
    sync::AccessToken m_token;
    std::unique_ptr<storage::Database> m_database;
    std::unique_ptr<storage::SyncStore> m_store;
    std::unique_ptr<sync::Engine> m_engine;
    std::optional<sync::HttpRequest> m_request;
    QList<LocalRow> m_rows;
    QList<LocalOp> m_ops;
    qint64 m_rowsAt = -1, m_opsAt = -1; //!< changes() when they were read
};

} // namespace zhike::sim
