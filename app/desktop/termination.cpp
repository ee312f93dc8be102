// SPDX-License-Identifier: GPL-3.0-or-later
#include "termination.h"

#include <array>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace zhike::desktop {

namespace {

std::array<int, 2> ends {-1, -1};
constexpr int kSignals[] = {SIGTERM, SIGINT, SIGHUP};

void onSignal(int)
{
    const char byte = 1;
    [[maybe_unused]] const auto wrote = ::write(ends[1], &byte, 1); // all that is allowed here
}

} // namespace

Termination::Termination(std::function<void()> end)
{
    if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    m_notifier = std::make_unique<QSocketNotifier>(ends[0], QSocketNotifier::Read);
    QObject::connect(m_notifier.get(), &QSocketNotifier::activated, m_notifier.get(), [end = std::move(end)] {
        char byte = 0;
        while (::read(ends[0], &byte, 1) > 0) { }
        end();
    });
    for (const int number : kSignals)
        std::signal(number, onSignal);
}

Termination::~Termination()
{
    for (const int number : kSignals)
        std::signal(number, SIG_DFL);
    m_notifier.reset();
    for (int &fd : ends) {
        ::close(fd);
        fd = -1;
    }
}

} // namespace zhike::desktop
