// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/result.h"

#include <QString>

namespace zhike::services {

//! What happens at the central endpoint or not at all: decisions are never queued. Each call is one exchange that may take as long as the network does;
//! the result is here when it returns. Offline when there is no connection; nothing is kept then.
class OnlineCommands {
public:
    OnlineCommands() = default;
    virtual ~OnlineCommands() = default;
    OnlineCommands(const OnlineCommands &) = delete;
    OnlineCommands &operator=(const OnlineCommands &) = delete;

    //! Denied with field "maker" when the request is one's own, "role" when one decides none; Conflict when it is decided already.
    virtual Done approve(const QString &request, const QString &note) = 0;
    virtual Done reject(const QString &request, const QString &reason) = 0; //!< Invalid without a reason
    virtual Done withdraw(const QString &request) = 0; //!< the maker's own
};

} // namespace zhike::services
