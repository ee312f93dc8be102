// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QList>
#include <optional>

namespace zhike::central {

//! Seals small values into opaque text for the outside and opens only what the same key sealed for the same purpose (XChaCha20-Poly1305).
class Sealer {
public:
    //! \param key 32 bytes; \param others that open, too, what was sealed before or elsewhere
    explicit Sealer(QByteArray key, QList<QByteArray> others = {}) : m_key(std::move(key)), m_others(std::move(others)) { }
    //! \param prefix names kind and version, such as "c1."; \param bound what the value belongs to, such as a device id
    [[nodiscard]] QByteArray seal(const char *prefix, const QByteArray &plain, const QByteArray &bound) const;
    [[nodiscard]] std::optional<QByteArray> open(const char *prefix, const QByteArray &sealed, const QByteArray &bound) const;

private:
    QByteArray m_key;
    QList<QByteArray> m_others;
};

} // namespace zhike::central
