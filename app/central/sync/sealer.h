// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <optional>

namespace zhike::central {

//! Seals small values into opaque text for the outside and opens only what the same key sealed for the same purpose (XChaCha20-Poly1305).
class Sealer {
public:
    explicit Sealer(QByteArray key) : m_key(std::move(key)) { } //!< 32 bytes
    //! \param prefix names kind and version, such as "c1."; \param bound what the value belongs to, such as a device id
    [[nodiscard]] QByteArray seal(const char *prefix, const QByteArray &plain, const QByteArray &bound) const;
    [[nodiscard]] std::optional<QByteArray> open(const char *prefix, const QByteArray &sealed, const QByteArray &bound) const;

private:
    QByteArray m_key;
};

} // namespace zhike::central
