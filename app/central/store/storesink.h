// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "central/seed/seedsink.h"
#include "central/store/store.h"

namespace zhike::central {

//! Writes a seeded bank into the store: at most 500 rows of a scope per commit. finish() writes what is left.
class StoreSink final : public SeedSink {
public:
    //! \param passwordHash given to every user made; empty: they cannot sign in by password yet
    StoreSink(Store &store, qint64 nowMs, QByteArray passwordHash) : m_store(store), m_nowMs(nowMs), m_passwordHash(std::move(passwordHash)) { }

    Done addUser(const UserSeed &user) override;
    Done addGrant(const QString &login, const QString &scope, const QString &role) override;
    Done add(const wire::Record &record) override;
    Done finish();
    [[nodiscard]] qint64 rows() const { return m_rows; }

private:
    Done flush(const QString &scope);

    Store &m_store;
    qint64 m_nowMs;
    QByteArray m_passwordHash;
    QHash<QString, QList<StoredRecord>> m_pending; //!< by scope
    qint64 m_rows = 0;
};

} // namespace zhike::central
