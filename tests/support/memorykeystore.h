// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "security/keystore.h"

#include <QHash>
#include <mutex>

namespace zhike::testing {

//! A keyring in memory that can be taken away, locked or emptied. Records pass through their encoding, as in a real one.
class MemoryKeyStore final : public security::KeyStore {
public:
    QString trouble; //!< not empty: every call fails with this
    bool readOnly = false;

    [[nodiscard]] QString backend() const override { return QStringLiteral("memory"); }
    Result<security::KeyRecord> read(const QString &vaultId) override
    {
        const std::lock_guard guard(m_mutex);
        if (!trouble.isEmpty())
            return Error {ErrorCode::Keyring, trouble, {}, trouble};
        if (!m_items.contains(vaultId))
            return Error {ErrorCode::NotFound, QStringLiteral("no item"), {}, {}};
        const auto &bytes = m_items[vaultId];
        return security::KeyRecord::decode({reinterpret_cast<const unsigned char *>(bytes.constData()), size_t(bytes.size())});
    }
    Done write(const QString &vaultId, const security::KeyRecord &record) override
    {
        const std::lock_guard guard(m_mutex);
        if (!trouble.isEmpty() || readOnly)
            return Error {ErrorCode::Keyring, trouble, {}, trouble};
        const auto secret = record.encode();
        m_items[vaultId] = QByteArray(reinterpret_cast<const char *>(secret.bytes().data()), qsizetype(secret.size()));
        return done();
    }
    Done remove(const QString &vaultId) override
    {
        const std::lock_guard guard(m_mutex);
        m_items.remove(vaultId);
        return done();
    }

    //! The whole keyring, to put it back later.
    [[nodiscard]] QHash<QString, QByteArray> snapshot() const { return m_items; }
    void restore(const QHash<QString, QByteArray> &items) { m_items = items; }

private:
    std::mutex m_mutex;
    QHash<QString, QByteArray> m_items;
};

} // namespace zhike::testing
