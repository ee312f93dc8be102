// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "device.h"

#include <QCryptographicHash>

namespace zhike::sim {

//! What can go wrong; every seed draws a subset and rates of its own (swarm).
enum Fault {
    RequestLost,
    ReplyLost,
    RequestDoubled,
    ReplyDoubled,
    RequestLate,
    ReplyLate,
    Truncated,
    Corrupted,
    Portal,
    Overload,
    Broken,
    OfficeDies,
    OfficeFails,
    DeskDies,
    PowerCut,
    DiskFull,
    ClockJump,
    LongWait,
    Restored,
    Failover,
    KeyRotated,
    FloorRaised,
    SmallPages,
    DeskRestored,
    ReplicaLags,
    Refused,
    GrantCut,
    Interleaved,
    StoreBusy,
    Rot,
    kFaults
};
const char *nameOf(Fault fault);

//! What the bank does of itself.
enum Act { Change, Ingest, Delete, Move, Unite, Rights, RoundTrip, DeleteMany, Elsewhere, kActs };

struct Options {
    int steps = 100; //!< per phase
    int phases = 2;
    bool trace = false; //!< to stderr
    QString watch; //!< with it: how the rows whose id contains this stand on every device
    int bodies = 0; //!< with it: what the devices are answered, from this step; 0: nothing
    QSet<int> without; //!< faults left out
};

struct Outcome {
    QString failure; //!< empty: all invariants held
    QByteArray traceHash;
    int steps = 0;
};

//! One run: a bank, its people and their devices, a network that does its worst, then peace and the final reckoning (sync-protocol §13).
class Simulation {
public:
    Simulation(quint64 seed, const Options &options, const QString &folder, QMap<QString, qint64> &coverage);
    ~Simulation();
    Outcome run();

private:
    void settleWorld();
    void step();
    void exchange(Device &device);
    sync::HttpResponse deliver(Device &device, const sync::HttpRequest &request);
    void receive(Device &device, const sync::HttpResponse &response);
    void rejoin(Device &device); //!< as a new incarnation, as the desktop does when the bank says that its store went back (§3.2)
    void settleDevice(Device &device); //!< after anything that ran on it: dead or alive, and what must hold
    void late(Device &device);
    void act(Device &device);
    void answerParked(Device &device);
    void bankActs();
    void accident();
    void peace();
    void outage(); //!< nothing answers for a while: how often they ask (I30)
    void cutGrant(const QString &login); //!< one of the books a person holds is taken away now
    void roundTrip(); //!< a customer leaves a book, loses records elsewhere and comes back
    void deleteMany(); //!< several records in one commit, whose tombstones may soon be purged
    void deleteRecords(const QStringList &ids);
    void purgeNow();
    void pushElsewhere(); //!< another client of the protocol changes something, with intents of its own
    std::optional<QJsonObject> draftElsewhere(const central::StoredRecord &row);
    QJsonObject settleElsewhere(); //!< its person decides an earlier conflict
    void rot(); //!< one row of a device is not what the bank said (I26)
    void checkRot(Device &device);
    sync::HttpResponse refusal(const Device &device, const sync::HttpRequest &request);
    void checkReaction(Device &device, const sync::HttpRequest &asked);
    void noteTombstones(Device &device, const sync::HttpRequest &asked, const sync::HttpResponse &response);
    void checkTaken(Device &device, const sync::HttpRequest &asked);
    sync::HttpResponse ask(Device &device, const sync::HttpRequest &request); //!< the bank or a replica of it
    bool happens(Fault fault);
    void changeRecord(const QString &id);
    std::function<void(central::WriteSession &)> change(const QString &id);
    void calm(); //!< the bank's machine will not die of what was planned for it
    void moveSomebody();
    bool moveTo(const QString &customer, const QString &book);
    QStringList alive(const QString &type, const QString &customer = {}) const;
    void inSteps(int steps, std::function<void()> work) { m_planned.append({m_steps + steps, std::move(work)}); }
    void uniteOrErase();
    void changeRights();
    void bank(const std::function<void(central::WriteSession &)> &work);
    void reviveOffice();
    QString newId();
    QString anyCustomer();
    void note(const QString &text);

    Options m_options;
    Chance m_chance;
    Office m_office;
    Office m_replica; //!< reads an older state of the bank
    Oracle m_oracle;
    QMap<QString, qint64> &m_coverage;
    std::vector<std::unique_ptr<Device>> m_devices;
    QList<Device *> m_all;
    QStringList m_books;
    QStringList m_logins;
    QStringList m_customers;
    int m_rates[kFaults] = {}; //!< per thousand
    int m_pageLimit = 0;
    bool m_peace = false;
    int m_hot = 0; //!< percent of what happens that happens to the customer in focus
    QString m_focus;
    int m_weights[kActs] = {}; //!< of what the bank does
    int m_bankShare = 12; //!< percent of the steps
    struct Planned {
        int step;
        std::function<void()> work;
    };
    QList<Planned> m_planned;
    bool m_foreign = false; //!< what comes is no answer to what was asked
    bool m_lagging = false; //!< it comes from a replica
    QString m_refused; //!< which refusal comes, by its row of §8
    std::optional<SimDisk::Image> m_lagImage;
    QMap<QString, QMap<QString, Right>> m_lagRights;
    std::unique_ptr<Device> m_elsewhere;
    qint64 m_elsewhereN = 0;
    QList<QJsonObject> m_elsewhereParked; //!< its operations that were answered with a conflict
    qint64 m_now = 1'790'000'000'000;
    std::optional<SimDisk::Image> m_backup;
    qint64 m_backupMs = 0;
    QMap<QString, QMap<QString, Right>> m_backupRights;
    int m_steps = 0;
    int m_counter = 0;
    QCryptographicHash m_trace {QCryptographicHash::Sha256};
};

} // namespace zhike::sim
