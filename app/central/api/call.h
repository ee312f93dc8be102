// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "central/api/api.h"
#include "central/api/problem.h"

#include <QUrlQuery>

namespace zhike::central {

//! One request on its way through the handlers of Api.
struct Api::Call {
    const Request &request;
    QHash<QByteArray, QString> parameters; //!< of the route
    QUrlQuery query;
    QByteArray body; //!< decoded
    std::unique_ptr<ReadSession> store; //!< opened by identify()
    Actor actor;
    std::shared_ptr<const BankKeys> keys;

    //! The body as a JSON object; nullopt when it is none.
    [[nodiscard]] std::optional<QJsonObject> json() const;
};

} // namespace zhike::central
