// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/httpd/workers.h"

#include <algorithm>
#include <cmath>

namespace zhike::central {

Workers::Workers(int threads, size_t queue, std::chrono::milliseconds patience) : m_limit(queue), m_patience(patience)
{
    m_queues[size_t(Lane::Short)].most = size_t(threads);
    m_queues[size_t(Lane::Long)].most = size_t(std::max(1, threads - 1));
    for (int i = 0; i < threads; ++i)
        m_threads.emplace_back([this] { loop(); });
}

Workers::~Workers()
{
    {
        const std::scoped_lock lock(m_lock);
        m_ending = true;
    }
    m_wake.notify_all();
    for (auto &thread : m_threads)
        thread.join();
}

int Workers::submit(std::function<void()> work, Lane lane)
{
    {
        const std::scoped_lock lock(m_lock);
        auto &queue = m_queues[size_t(lane)];
        const double wait = double(queue.waiting.size() + size_t(queue.running >= queue.most)) * queue.usual / double(queue.most);
        if (m_ending || m_queues[0].waiting.size() + m_queues[1].waiting.size() >= m_limit || wait > std::chrono::duration<double>(m_patience).count())
            return std::clamp(int(std::ceil(wait / 2)), 1, 60);
        queue.waiting.push_back(std::move(work));
    }
    m_wake.notify_one();
    return 0;
}

size_t Workers::waiting() const
{
    const std::scoped_lock lock(m_lock);
    return m_queues[0].waiting.size() + m_queues[1].waiting.size();
}

Workers::Queue *Workers::next()
{
    for (size_t i = 0; i < std::size(m_queues); ++i) {
        auto &queue = m_queues[(m_turn + i) % std::size(m_queues)];
        if (queue.waiting.empty() || queue.running >= queue.most)
            continue;
        m_turn = (m_turn + i + 1) % std::size(m_queues);
        return &queue;
    }
    return nullptr;
}

void Workers::loop()
{
    constexpr double kWeight = 0.1; // of the latest in what is usual
    std::unique_lock lock(m_lock);
    for (;;) {
        Queue *queue = nullptr;
        m_wake.wait(lock, [&] { return (queue = next()) || (m_ending && m_queues[0].waiting.empty() && m_queues[1].waiting.empty()); });
        if (!queue)
            return;
        auto work = std::move(queue->waiting.front());
        queue->waiting.pop_front();
        ++queue->running;
        lock.unlock();
        const auto begin = Steady::now();
        work();
        work = {};
        const auto took = std::chrono::duration<double>(Steady::now() - begin).count();
        lock.lock();
        --queue->running;
        queue->usual = queue->usual == 0 ? took : queue->usual + kWeight * (took - queue->usual);
        // Somebody of this lane may have waited for the place that is free now.
        if (!queue->waiting.empty() || m_ending)
            m_wake.notify_all();
    }
}

} // namespace zhike::central
