// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "crypto/secret.h"
#include "domain/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <memory>

//! Signatures and key agreement of RFC 7515–7518, one algorithm each (ES256; ECDH-ES with A256GCM), through libcjose: nothing is negotiated, nothing
//! weaker is accepted. Everything here may be used from any thread.
namespace zhike::crypto {

//! The key pair that stands for one installation; the central's wipe keys are of the same kind. Moves, never copies.
class DeviceKey {
public:
    static Result<DeviceKey> generate();
    //! \param privateJwk what toSecret() gave
    static Result<DeviceKey> fromSecret(const Secret &privateJwk);
    [[nodiscard]] Result<Secret> toSecret() const; //!< private JWK as JSON text; for the keyring only
    ~DeviceKey();
    DeviceKey(DeviceKey &&other) noexcept;
    DeviceKey &operator=(DeviceKey &&other) noexcept;
    DeviceKey(const DeviceKey &) = delete;
    DeviceKey &operator=(const DeviceKey &) = delete;

    [[nodiscard]] const QJsonObject &publicJwk() const { return m_public; } //!< kty, crv, x, y, kid
    [[nodiscard]] QByteArray thumbprint() const; //!< RFC 7638, base64url
    //! Compact JWS over the canonical form of `payload`; kid = thumbprint().
    [[nodiscard]] Result<QByteArray> sign(const QJsonObject &payload) const;
    //! Opens a compact JWE that sealTo() made for this key.
    [[nodiscard]] Result<Secret> open(const QByteArray &jwe) const;

private:
    struct Handle;
    explicit DeviceKey(std::unique_ptr<Handle> handle, QJsonObject publicJwk);
    std::unique_ptr<Handle> m_handle;
    QJsonObject m_public;
};

//! The payload of a compact JWS when its signature is of `jwk`; otherwise ErrorCode::Denied. The key is the caller's choice, never the message's.
Result<QJsonObject> verify(const QByteArray &jws, const QJsonObject &jwk);
//! The `kid` a compact JWS claims, to look the key up by; proves nothing.
QString claimedKey(const QByteArray &jws);
//! Compact JWE that only the holder of the private half of `jwk` opens.
Result<QByteArray> sealTo(const QJsonObject &jwk, const Secret &plain);
QByteArray thumbprintOf(const QJsonObject &jwk); //!< empty for a key that is not P-256

} // namespace zhike::crypto
