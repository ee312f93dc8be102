// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/httpd/workers.h"

namespace zhike::central {

Workers::Workers(int threads, size_t queue) : m_limit(queue)
{
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

bool Workers::submit(std::function<void()> work)
{
    {
        const std::scoped_lock lock(m_lock);
        if (m_ending || m_queue.size() >= m_limit)
            return false;
        m_queue.push_back(std::move(work));
    }
    m_wake.notify_one();
    return true;
}

size_t Workers::waiting() const
{
    const std::scoped_lock lock(m_lock);
    return m_queue.size();
}

void Workers::loop()
{
    for (;;) {
        std::function<void()> work;
        {
            std::unique_lock lock(m_lock);
            m_wake.wait(lock, [this] { return m_ending || !m_queue.empty(); });
            if (m_queue.empty())
                return;
            work = std::move(m_queue.front());
            m_queue.pop_front();
        }
        work();
    }
}

} // namespace zhike::central
