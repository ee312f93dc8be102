// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QSocketNotifier>
#include <functional>
#include <memory>

namespace zhike::desktop {

//! Turns SIGTERM, SIGINT and SIGHUP into a call on the GUI thread. One at a time.
class Termination {
public:
    explicit Termination(std::function<void()> end);
    ~Termination();
    Termination(const Termination &) = delete;
    Termination &operator=(const Termination &) = delete;

private:
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace zhike::desktop
