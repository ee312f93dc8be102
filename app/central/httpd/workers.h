// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace zhike::central {

//! A few threads and a queue with an end: work beyond it is refused, not piled up. Long work (what writes) has a lane of its own and never all threads, so
//! that short work does not wait for it; within a lane whoever came first goes first. What would wait longer than it may is refused when it comes,
//! with the time after which to come again.
class Workers {
public:
    enum class Lane { Short, Long };
    //! \param patience the longest that work may be expected to wait
    Workers(int threads, size_t queue, std::chrono::milliseconds patience);
    ~Workers(); //!< finishes what is queued
    //! 0: taken. Else the seconds after which there should be room.
    [[nodiscard]] int submit(std::function<void()> work, Lane lane = Lane::Short);
    [[nodiscard]] size_t waiting() const;

private:
    using Steady = std::chrono::steady_clock;
    struct Queue {
        std::deque<std::function<void()>> waiting;
        size_t running = 0;
        size_t most = 1; //!< threads it may have at once
        double usual = 0; //!< seconds that one piece of work takes, lately
    };
    void loop();
    Queue *next(); //!< whose turn it is, under the lock; nullptr: nobody's

    size_t m_limit;
    std::chrono::milliseconds m_patience;
    mutable std::mutex m_lock;
    std::condition_variable m_wake;
    Queue m_queues[2];
    size_t m_turn = 0;
    bool m_ending = false;
    std::vector<std::thread> m_threads;
};

} // namespace zhike::central
