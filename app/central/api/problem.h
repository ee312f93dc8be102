// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "central/api/http.h"
#include "central/store/rows.h"
#include "domain/result.h"

#include <QJsonObject>

namespace zhike::central {

//! application/problem+json (RFC 9457); `type` such as "cursor-invalid" (sync-protocol §8).
Response problem(int status, const QString &type, const QString &detail, const QJsonObject &more = {});
//! 403 for a device that is cut off; with the signed order when it is to wipe itself.
Response revoked(const Device &device);
//! What a failure inside the endpoint looks like from outside: no detail leaves the house.
Response failure(const Error &error);
Response jsonResponse(int status, const QByteArray &body, const QByteArray &contentType);

} // namespace zhike::central
