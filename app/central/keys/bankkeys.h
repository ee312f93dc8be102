// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "central/store/store.h"
#include "central/sync/sealer.h"
#include "crypto/devicekey.h"
#include "crypto/sealedbox.h"

#include <QJsonArray>
#include <memory>
#include <vector>

namespace zhike::central {

//! The bank's own keys and its epoch as the store holds them: a snapshot that never changes, shared by the requests of a few seconds.
class BankKeys {
public:
    enum class Kind { Wipe, Escrow, Cursor };

    //! Makes what is missing; harmless where all is there. The caller commits.
    static Done complete(WriteSession &session);
    static Result<std::shared_ptr<const BankKeys>> load(ReadSession &session, qint64 nowMs);
    //! Puts a fresh key before the others, which stay: orders and boxes of before are good still. A cursor key is used for sealing a
    //! minute later only, when every node knows it.
    static Done rotate(WriteSession &session, Kind kind, qint64 nowMs);

    //! After a restore from backup: another epoch, so that every device starts again, and the instant from which on devices offer again
    //! what had been acknowledged to them.
    static Done startEpoch(WriteSession &session, const QString &reofferFrom);

    [[nodiscard]] const QString &epoch() const { return m_epoch; }
    [[nodiscard]] const QString &reofferFrom() const { return m_reofferFrom; } //!< instant the bank was restored to; null: never
    [[nodiscard]] const Sealer &cursors() const { return m_cursors; }
    [[nodiscard]] const Sealer &tokens() const { return m_tokens; }
    [[nodiscard]] QJsonArray wipeKeys() const; //!< public JWKs, the one in use first
    [[nodiscard]] QJsonObject escrow() const; //!< kid and x25519 of the one in use
    [[nodiscard]] Result<QByteArray> signOrder(const QJsonObject &payload) const;
    [[nodiscard]] Result<QByteArray> openBox(QByteArrayView box) const; //!< by whichever escrow key it was made for

private:
    BankKeys() = default;

    QString m_epoch;
    QString m_reofferFrom;
    Sealer m_cursors {QByteArray()};
    Sealer m_tokens {QByteArray()};
    std::vector<crypto::DeviceKey> m_wipe; //!< newest first, like the others
    std::vector<crypto::EscrowKey> m_escrow;
};

} // namespace zhike::central
