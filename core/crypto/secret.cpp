// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/secret.h"

#include <cstring>
#include <new>
#include <sodium.h>
#include <utility>

namespace zhike::crypto {

Secret::Secret(size_t size) : m_size(size)
{
    if (sodium_init() < 0)
        throw std::bad_alloc();
    m_data = static_cast<unsigned char *>(sodium_malloc(size));
    if (!m_data)
        throw std::bad_alloc();
    sodium_memzero(m_data, size);
}

Secret Secret::random(size_t size)
{
    Secret secret(size);
    randombytes_buf(secret.m_data, size);
    return secret;
}

Secret Secret::copyOf(std::span<const unsigned char> bytes)
{
    if (bytes.empty())
        return {};
    Secret secret(bytes.size());
    std::memcpy(secret.m_data, bytes.data(), bytes.size());
    return secret;
}

Secret::~Secret()
{
    sodium_free(m_data); // wipes
}

Secret::Secret(Secret &&other) noexcept : m_data(std::exchange(other.m_data, nullptr)), m_size(std::exchange(other.m_size, 0)) { }

Secret &Secret::operator=(Secret &&other) noexcept
{
    std::swap(m_data, other.m_data);
    std::swap(m_size, other.m_size);
    return *this;
}

} // namespace zhike::crypto
