// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "central/seed/seedsink.h"

#include <QCryptographicHash>
#include <QHash>
#include <QJsonDocument>

//! Keeps a seeded bank in memory, for tests to walk through.
class MemorySink final : public zhike::central::SeedSink {
public:
    zhike::Done addUser(const zhike::central::UserSeed &user) override
    {
        users.append(user);
        hash.addData(user.login.toUtf8() + user.name.toUtf8() + user.role.toUtf8() + user.branch.toUtf8());
        return zhike::done();
    }
    zhike::Done addGrant(const QString &login, const QString &scope, const QString &role) override
    {
        grants.append({login, scope, role});
        hash.addData(login.toUtf8() + scope.toUtf8() + role.toUtf8());
        return zhike::done();
    }
    zhike::Done add(const zhike::wire::Record &record) override
    {
        if (failAfter >= 0 && failAfter-- == 0)
            return zhike::Error {zhike::ErrorCode::Full, QStringLiteral("no space")};
        hash.addData(record.id.toUtf8() + record.scope.toUtf8() + record.customerId.toUtf8() + record.createdAt.toUtf8() + record.dataBytes());
        ++total;
        if (keep)
            records[record.type].append(record);
        return zhike::done();
    }

    QList<zhike::central::UserSeed> users;
    QList<QStringList> grants;
    QHash<QString, QList<zhike::wire::Record>> records; //!< by type
    QCryptographicHash hash {QCryptographicHash::Sha256};
    qint64 total = 0;
    qint64 failAfter = -1;
    bool keep = true;
};
