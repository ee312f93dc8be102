// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "security/keystore.h"

//! The keyring of the operating system through QtKeychain: Secret Service or KWallet here.
namespace zhike::keyring {

//! Its jobs run on a thread of their own with an event loop, so that a caller may wait for them wherever it is, and waits no longer than the time-out:
//! a keyring that hangs is an error, not a hang. Nothing is ever written in clear instead (QtKeychain's insecure fallback stays off).
class SystemKeyring final : public security::KeyStore {
public:
    //! \param timeoutMs long enough for a person to answer the keyring's own prompt
    explicit SystemKeyring(int timeoutMs = 30'000);

    [[nodiscard]] QString backend() const override;
    Result<security::KeyRecord> read(const QString &vaultId) override;
    Done write(const QString &vaultId, const security::KeyRecord &record) override;
    void writeLater(const QString &vaultId, const security::KeyRecord &record) override;
    Done remove(const QString &vaultId) override;

private:
    Done write(const QString &vaultId, const security::KeyRecord &record, int timeoutMs);

    int m_timeoutMs;
};

} // namespace zhike::keyring
