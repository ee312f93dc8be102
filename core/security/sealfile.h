// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "crypto/secret.h"
#include "domain/result.h"

#include <QByteArray>
#include <QList>
#include <QSet>
#include <QString>
#include <memory>
#include <mutex>

//! `outbox.seal`: what a person did, on disk outside the database before he is told that it is saved (security.md §3). It outlives damage of the database,
//! loss of the keys and a wipe: each entry lies there twice, once for this vault and once for the central.
//!
//!     file  = "RMS1" frame…
//!     frame = "RMSf" u32 size · u64 n · u8 kind · u8 length, op id · u32 length, local box · u32 length, server box · check
//!
//! Numbers are big-endian; `size` counts what follows it. Local box: XChaCha20-Poly1305 under a key of the vault with n, kind and op id as associated data.
//! Server box: libsodium's sealed box to the central's escrow key, empty as long as that is not known. `check` is BLAKE2b-128 over the frame, so that damage
//! is told without a key and costs no more than the frame it lies in.
namespace zhike::security {

struct SealEntry {
    enum class Kind : quint8 { Operation = 1, Audit = 2 };
    qint64 n = 0; //!< the operation's number in the outbox
    QByteArray opId; //!< up to 255 bytes
    Kind kind = Kind::Operation;
    QByteArray text; //!< what both boxes hold: {"v","device","inc","cursor","op"}
};

//! What can be read without a key.
struct SealFrame {
    qint64 n = 0;
    QByteArray opId;
    SealEntry::Kind kind = SealEntry::Kind::Operation;
    QByteArray localBox;
    QByteArray serverBox;
};

struct SealScan {
    QList<SealFrame> frames; //!< sound ones, in order
    int damaged = 0; //!< stretches that are not a frame
    bool torn = false; //!< the file ends within a frame: that one was never acknowledged
    qint64 soundEnd = 0; //!< where the last sound frame ends
};

//! One file, one process; may be used from several threads. Lives as long as the session: it holds the key.
class SealFile {
public:
    //! Makes the file when there is none. What is damaged stays in it until compact().
    //! \param key 32 bytes \param escrowKey X25519 key of the central, or empty
    static Result<std::unique_ptr<SealFile>> open(const QString &path, crypto::Secret key, const QByteArray &escrowKey);
    //! Without a key: for delivery after the keys are gone, and for checks. NotFound when there is no file.
    static Result<SealScan> scan(const QString &path);
    static SealScan scanBytes(QByteArrayView bytes);
    //! Takes entries out of a file nobody has open, after the central has answered for them.
    static Done remove(const QString &path, const QSet<QByteArray> &settled);
    ~SealFile();
    SealFile(const SealFile &) = delete;
    SealFile &operator=(const SealFile &) = delete;

    //! Entries on disk that stand only when keep() is said: otherwise they are cut off again. Holds the file meanwhile, so keep it short.
    class Appended {
    public:
        Appended(Appended &&other) noexcept;
        Appended &operator=(Appended &&) = delete;
        Appended(const Appended &) = delete;
        ~Appended();
        void keep();

    private:
        friend class SealFile;
        Appended(SealFile *file, std::unique_lock<std::mutex> lock, qint64 before, QList<QByteArray> ids);
        SealFile *m_file;
        std::unique_lock<std::mutex> m_lock;
        qint64 m_before;
        QList<QByteArray> m_ids;
    };
    //! Written and synced when it returns; Full or Io otherwise, and then nothing was added.
    Result<Appended> append(const QList<SealEntry> &entries);

    struct Contents {
        QList<SealEntry> entries;
        QSet<QByteArray> unsent; //!< op ids of frames without a server box
        int damaged = 0; //!< frames lost, or not of this vault
        bool torn = false;
    };
    Result<Contents> read();
    //! Leaves out what is settled and what is damaged: rewritten beside, synced, renamed over. Nothing to leave out: nothing happens.
    Done compact(const QSet<QByteArray> &settled, bool force = false);
    //! \return the ids that lie in the file
    QSet<QByteArray> ids();
    void setEscrowKey(const QByteArray &escrowKey);
    bool hasEscrowKey();

private:
    SealFile() = default;
    [[nodiscard]] QByteArray frameOf(const SealEntry &entry) const;
    Done replace(const QByteArray &bytes);

    QString m_path;
    crypto::Secret m_key;
    QByteArray m_escrow;
    std::mutex m_mutex; //!< guards all below
    int m_fd = -1;
    qint64 m_size = 0;
    QSet<QByteArray> m_ids;
};

} // namespace zhike::security
