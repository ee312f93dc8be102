// SPDX-License-Identifier: GPL-3.0-or-later
#include "security/throttle.h"

#include <QFile>
#include <ctime>
#include <iterator>
#include <sys/syscall.h>
#include <unistd.h>

namespace zhike::security {

BootTime BootTime::now()
{
    static const QString id = [] {
        QFile file(QStringLiteral("/proc/sys/kernel/random/boot_id"));
        return file.open(QIODevice::ReadOnly) ? QString::fromLatin1(file.readAll().trimmed()) : QString();
    }();
    // Straight from the kernel: preloaded libraries that move the clock do not reach this.
    timespec at {};
    ::syscall(SYS_clock_gettime, CLOCK_BOOTTIME, &at);
    return {id, qint64(at.tv_sec) * 1000 + at.tv_nsec / 1'000'000};
}

qint64 delayAfterMs(int fails)
{
    static constexpr qint64 seconds[] = {0, 0, 0, 0, 5, 15, 30, 60, 300};
    return 1000 * seconds[qBound(0, fails, int(std::size(seconds)) - 1)];
}

qint64 Tries::waitMs(const BootTime &now) const
{
    if (delayAfterMs(fails) == 0)
        return 0;
    return bootId == now.id ? qBound<qint64>(0, notBeforeMs - now.ms, delayAfterMs(fails)) : delayAfterMs(fails);
}

Tries Tries::anchored(const BootTime &now) const
{
    return {fails, now.id, now.ms + waitMs(now)};
}

Tries Tries::afterFailure(const BootTime &now) const
{
    return {fails + 1, now.id, now.ms + delayAfterMs(fails + 1)};
}

Tries Tries::sterner(const Tries &a, const Tries &b, const BootTime &now)
{
    if (a.fails != b.fails)
        return a.fails > b.fails ? a : b;
    return a.waitMs(now) >= b.waitMs(now) ? a : b;
}

} // namespace zhike::security
