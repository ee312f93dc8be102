// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/cli/notify.h"

#include <QByteArray>
#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace zhike::central {

void notifySupervisor(const char *state)
{
    const auto path = qgetenv("NOTIFY_SOCKET");
    sockaddr_un address {};
    if (path.isEmpty() || (path.front() != '/' && path.front() != '@') || size_t(path.size()) >= sizeof(address.sun_path))
        return;
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, path.constData(), size_t(path.size()));
    if (path.front() == '@') // a name without a file
        address.sun_path[0] = '\0';
    const int fd = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return;
    const auto length = socklen_t(offsetof(sockaddr_un, sun_path) + size_t(path.size()));
    (void)::sendto(fd, state, std::strlen(state), MSG_NOSIGNAL, reinterpret_cast<const sockaddr *>(&address), length);
    ::close(fd);
}

} // namespace zhike::central
