// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/result.h"

#include <QString>

namespace zhike::security {

//! The hold on a vault directory: one at a time among all processes, given up by the system when its holder dies.
class VaultLock {
public:
    VaultLock() = default;
    ~VaultLock();
    VaultLock(VaultLock &&other) noexcept;
    VaultLock &operator=(VaultLock &&other) noexcept;
    VaultLock(const VaultLock &) = delete;
    VaultLock &operator=(const VaultLock &) = delete;

    //! Errors: Locked when somebody has it, Unsupported on a network drive, where locks cannot be relied on, Io.
    static Result<VaultLock> take(const QString &dir);

private:
    int m_file = -1;
};

} // namespace zhike::security
