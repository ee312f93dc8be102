// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace zhike::central {

//! A few threads and a queue with an end: work beyond it is refused, not piled up.
class Workers {
public:
    Workers(int threads, size_t queue);
    ~Workers(); //!< finishes what is queued
    [[nodiscard]] bool submit(std::function<void()> work);
    [[nodiscard]] size_t waiting() const;

private:
    void loop();

    size_t m_limit;
    mutable std::mutex m_lock;
    std::condition_variable m_wake;
    std::deque<std::function<void()>> m_queue;
    bool m_ending = false;
    std::vector<std::thread> m_threads;
};

} // namespace zhike::central
