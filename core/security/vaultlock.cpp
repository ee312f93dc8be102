// SPDX-License-Identifier: GPL-3.0-or-later
#include "security/vaultlock.h"

#include "security/durablefile.h"

#include <QFile>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/vfs.h>
#include <unistd.h>
#include <utility>

namespace zhike::security {

using namespace Qt::Literals::StringLiterals;

namespace {

// Locks of a network drive are somebody else's promise.
bool isNetworkDrive(const QString &dir)
{
    struct statfs info { };
    if (::statfs(QFile::encodeName(dir).constData(), &info) != 0)
        return false;
    switch (quint32(info.f_type)) {
    case 0x6969u: // NFS
    case 0x517Bu: // SMB
    case 0xFF534D42u: // CIFS
    case 0xFE534D42u: // SMB2
    case 0x5346414Fu: // AFS
        return true;
    default: return false;
    }
}

} // namespace

VaultLock::~VaultLock()
{
    if (m_file >= 0)
        ::close(m_file);
}

VaultLock::VaultLock(VaultLock &&other) noexcept : m_file(std::exchange(other.m_file, -1)) { }

VaultLock &VaultLock::operator=(VaultLock &&other) noexcept
{
    std::swap(m_file, other.m_file);
    return *this;
}

Result<VaultLock> VaultLock::take(const QString &dir)
{
    if (isNetworkDrive(dir))
        return Error {ErrorCode::Unsupported, u"a vault does not work on a network drive"_s, u"vault"_s, dir};
    const auto name = QFile::encodeName(dir + u"/vault.lock"_s);
    VaultLock lock;
    lock.m_file = ::open(name.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock.m_file < 0 && errno == EROFS)
        lock.m_file = ::open(name.constData(), O_RDONLY | O_CLOEXEC);
    if (lock.m_file < 0)
        return ioError(u"open vault.lock"_s);
    if (::flock(lock.m_file, LOCK_EX | LOCK_NB) != 0)
        return Error {ErrorCode::Locked, u"another process has this vault open"_s, {}, {}};
    return lock;
}

} // namespace zhike::security
