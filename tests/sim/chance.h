// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QtGlobal>
#include <utility>

namespace zhike::sim {

//! The only source of chance of a run (SplitMix64): same seed, same run.
class Chance {
public:
    explicit Chance(quint64 seed = 0) : m_state(seed) { }
    quint64 next()
    {
        auto z = m_state += 0x9e3779b97f4a7c15ull;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
        return z ^ (z >> 31);
    }
    int below(int n) { return n > 1 ? int(next() % quint64(n)) : 0; }
    int between(int low, int high) { return low + below(high - low + 1); }
    bool percent(int p) { return below(100) < p; }
    template<class List>
    auto &pick(List &list)
    {
        return list[decltype(list.size())(below(int(list.size())))];
    }

private:
    quint64 m_state;
};

} // namespace zhike::sim
