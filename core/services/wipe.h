// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "services/session.h"

namespace zhike::services {

//! Obeys a signed order: destroys keys and files of the session's vault at once; delivery and acknowledgement follow by finishWipe(). Denied, and nothing
//! touched, unless the order holds. Databases of the session must be closed.
Done obeyWipe(Session &session, const QByteArray &order);
//! Goes on with a wipe that was begun, after a kill or without a network at the time: the rest of the files, then unsent work to the central, then the
//! acknowledgement. Nothing to do: nothing happens. Offline: what concerns the network is left for the next time.
Done finishWipe(const QString &dir, const Clock &clock, std::shared_ptr<security::KeyStore> keyring = {});

} // namespace zhike::services
