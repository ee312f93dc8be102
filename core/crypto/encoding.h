// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QJsonObject>
#include <optional>

//! The byte forms both ends must agree on to the last bit before anything is signed, sealed or chained.
namespace zhike::crypto {

QByteArray sha256(QByteArrayView bytes);
QByteArray base64Url(QByteArrayView bytes); //!< RFC 4648 §5 without padding
std::optional<QByteArray> fromBase64Url(QByteArrayView text); //!< nullopt for anything that is not its exact form

//! RFC 8785 for what Zhike signs: members sorted by UTF-16 code unit, integers only. A number with a fraction has no place in signed data and comes out
//! as null, so that a signature over it never verifies against the value meant.
QByteArray canonicalJson(const QJsonObject &object);

} // namespace zhike::crypto
