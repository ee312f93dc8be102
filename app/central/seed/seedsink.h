// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/result.h"
#include "wire/record.h"

namespace zhike::central {

struct UserSeed {
    QString login;
    QString name;
    QString role; //!< rm, pb, lead, checker, compliance, admin
    QString branch;
};

//! Where a generator or an importer puts a bank: users, grants and records, in any order but customers before what belongs to them.
//! Every user may read `ref:` scopes and the own `user:<login>` scope without a grant.
class SeedSink {
public:
    SeedSink() = default;
    virtual ~SeedSink() = default;
    SeedSink(const SeedSink &) = delete;
    SeedSink &operator=(const SeedSink &) = delete;

    virtual Done addUser(const UserSeed &user) = 0;
    //! \param scope such as "book:0001"; `role` the right it is held with
    virtual Done addGrant(const QString &login, const QString &scope, const QString &role) = 0;
    //! Type, id, scope, customerId, createdAt and data are the generator's; version and csn the store's.
    virtual Done add(const wire::Record &record) = 0;
};

} // namespace zhike::central
