// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QtGlobal>
#include <cstddef>

namespace zhike::central::seed {

//! splitmix64: small, fast and the same on every machine and standard library, which <random>'s distributions are not.
class Random {
public:
    explicit Random(quint64 state) : m_state(state) { }
    //! An own stream for one subject of one customer: drawing more for one subject leaves the others as they are.
    Random(quint64 seed, quint64 subject, quint64 ordinal) : m_state(mix(mix(mix(seed) ^ subject) ^ ordinal)) { }

    quint64 next() { return mix(m_state += 0x9e3779b97f4a7c15u); }
    //! 0 … n − 1
    qint64 below(qint64 n) { return n <= 1 ? 0 : qint64(next() % quint64(n)); }
    //! a … b, both included
    qint64 between(qint64 a, qint64 b) { return a + below(b - a + 1); }
    bool permille(int p) { return below(1000) < p; }
    bool percent(int p) { return below(100) < p; }
    //! Between a and b, small values more often than large ones: the least of `draws` draws.
    qint64 skewed(qint64 a, qint64 b, int draws = 2)
    {
        auto value = between(a, b);
        for (int i = 1; i < draws; ++i)
            value = qMin(value, between(a, b));
        return value;
    }
    template<class T, size_t N>
    const T &pick(const T (&from)[N])
    {
        return from[size_t(below(qint64(N)))];
    }

    static quint64 mix(quint64 z)
    {
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return z ^ (z >> 31);
    }

private:
    quint64 m_state;
};

} // namespace zhike::central::seed
