// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "central/store/store.h"

#include <QMap>

namespace zhike::central {

//! What a user may read and write now. Made anew for every request: a cursor or token is not an authorisation (§3.3).
class Access {
public:
    static Result<Access> of(ReadSession &store, const User &user, qint64 nowMs);

    [[nodiscard]] const QMap<QString, Grant> &grants() const { return m_grants; } //!< by scope, in id order
    [[nodiscard]] const Grant *grant(const QString &scope) const;
    [[nodiscard]] bool mayRead(const QString &scope, const QString &type) const;
    [[nodiscard]] bool mayWrite(const QString &scope, const QString &type) const;
    //! The record as this user may see it, as JSON text; masked fields are absent and named in `masked`.
    [[nodiscard]] QByteArray render(const StoredRecord &record) const;

private:
    QMap<QString, Grant> m_grants;
};

//! Changes whenever the grant gives other rows or fields than before.
QByteArray grantFingerprint(const Grant &grant);
QJsonObject grantJson(const Grant &grant);

//! Who is asking, with which device, under which rights.
struct Actor {
    User user;
    Device device;
    Access access;
};

} // namespace zhike::central
