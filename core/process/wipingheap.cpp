// SPDX-License-Identifier: GPL-3.0-or-later
#include "process/wipingheap.h"

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <malloc.h>

// The C library's own, by the names under which it exports them for this.
extern "C" {
void __libc_free(void *block);
void *__libc_malloc(size_t size);
void *__libc_realloc(void *block, size_t size);
}

namespace {

// A block of its own mapping goes back to the system page by page: nothing of it is left, and moving it copies nothing.
bool isMapped(const void *block)
{
    return static_cast<const size_t *>(block)[-1] & 2;
}

} // namespace

extern "C" {

void free(void *block) noexcept
{
    if (block && !isMapped(block))
        explicit_bzero(block, malloc_usable_size(block));
    __libc_free(block);
}

void *realloc(void *block, size_t size) noexcept
{
    if (!block || isMapped(block))
        return __libc_realloc(block, size);
    if (size == 0) {
        free(block);
        return nullptr;
    }
    const auto before = malloc_usable_size(block);
    if (size <= before) {
        explicit_bzero(static_cast<char *>(block) + size, before - size); // what is cut off becomes a free block
        return __libc_realloc(block, size);
    }
    auto *next = __libc_malloc(size);
    if (next) {
        memcpy(next, block, before);
        free(block);
    }
    return next;
}

} // extern "C"

namespace zhike::process {

bool wipesHeap()
{
    // Asked of the heap itself: whether the libraries' frees come here is decided by the linker.
    auto *block = static_cast<volatile unsigned char *>(malloc(4096));
    if (!block)
        return false;
    for (int i = 0; i < 4096; ++i)
        block[i] = 0xa5;
    auto *volatile freed = const_cast<unsigned char *>(block);
    free(freed);
    auto *again = static_cast<volatile unsigned char *>(malloc(4096));
    const bool same = again == block;
    bool wiped = same;
    for (int i = 64; same && i < 4096; ++i)
        wiped = wiped && again[i] == 0;
    free(const_cast<unsigned char *>(again));
    return wiped;
}

} // namespace zhike::process
