// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "central/store/store.h"

#include <QMap>

namespace zhike::central {

//! What a user may read and write now. Made anew for every request: a cursor or token is not an authorisation (§3.3).
class Access {
public:
    static Result<Access> of(ReadSession &store, const User &user, qint64 nowMs);

    //! By scope, in id order. A grant on single customers stands where they live now.
    [[nodiscard]] const QMap<QString, Grant> &grants() const { return m_grants; }
    [[nodiscard]] const Grant *grant(const QString &scope) const;
    //! Records of the type in that scope; which of them may hang on the customer.
    [[nodiscard]] bool mayRead(const QString &scope, const QString &type) const;
    [[nodiscard]] bool mayRead(const StoredRecord &record) const;
    //! \param customer empty: a record of no customer
    [[nodiscard]] bool mayWrite(const QString &scope, const QString &type, const QString &customer) const;
    //! A grant that ended less than `ms` ago and under which this could be written: a device may not have heard of its end.
    [[nodiscard]] bool couldWrite(const QString &scope, const QString &type, const QString &customer, qint64 ms) const;
    //! Why a scope is gone: "expired" or "revoked".
    [[nodiscard]] QString endOf(const QString &scope) const;
    //! The record as this user may see it, as JSON text; masked fields are absent and named in `masked`.
    [[nodiscard]] QByteArray render(const StoredRecord &record) const;

private:
    static bool writes(const Grant &grant, const QString &type, const QString &customer);

    QMap<QString, Grant> m_grants;
    QMap<QString, Grant> m_ended;
    qint64 m_nowMs = 0;
};

//! The customer a record is about: for a customer's own record, itself.
QString customerOf(const StoredRecord &record);
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
