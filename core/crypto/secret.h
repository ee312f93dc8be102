// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstddef>
#include <span>

namespace zhike::crypto {

//! Key material: locked in memory, guarded, wiped when it goes; moves but never copies, and has no way to become a QString.
class Secret {
public:
    Secret() = default;
    explicit Secret(size_t size); //!< zero bytes
    static Secret random(size_t size);
    static Secret copyOf(std::span<const unsigned char> bytes);
    ~Secret();
    Secret(Secret &&other) noexcept;
    Secret &operator=(Secret &&other) noexcept;
    Secret(const Secret &) = delete;
    Secret &operator=(const Secret &) = delete;

    [[nodiscard]] std::span<const unsigned char> bytes() const { return {m_data, m_size}; }
    [[nodiscard]] unsigned char *data() { return m_data; }
    [[nodiscard]] size_t size() const { return m_size; }
    [[nodiscard]] bool isEmpty() const { return m_size == 0; }
    [[nodiscard]] Secret clone() const { return copyOf(bytes()); } //!< said aloud where a second holder is meant

private:
    unsigned char *m_data = nullptr;
    size_t m_size = 0;
};

} // namespace zhike::crypto
