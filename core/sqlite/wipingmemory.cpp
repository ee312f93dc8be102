// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/wipingmemory.h"

#include <cstdlib>
#include <cstring>
#include <sqlite3.h>

namespace zhike::sqlite {

namespace {

// The size stands before the block, in a place as wide as the strictest alignment.
struct alignas(std::max_align_t) Head {
    int size;
};

Head *headOf(void *block)
{
    return static_cast<Head *>(block) - 1;
}

void *allocate(int size)
{
    auto *head = static_cast<Head *>(std::malloc(sizeof(Head) + size_t(size)));
    if (!head)
        return nullptr;
    head->size = size;
    return head + 1;
}

void release(void *block)
{
    auto *head = headOf(block);
    ::explicit_bzero(head, sizeof(Head) + size_t(head->size));
    std::free(head);
}

void *resize(void *block, int size)
{
    const int before = headOf(block)->size;
    if (size <= before && size > before / 2)
        return block;
    void *next = allocate(size);
    if (!next)
        return nullptr;
    std::memcpy(next, block, size_t(before < size ? before : size));
    release(block);
    return next;
}

int sizeOf(void *block)
{
    return headOf(block)->size;
}

int roundUp(int size)
{
    return (size + 7) & ~7;
}

int begin(void *)
{
    return SQLITE_OK;
}

void end(void *) { }

} // namespace

bool useWipingMemory()
{
    static const bool inForce = [] {
        static sqlite3_mem_methods methods {allocate, release, resize, sizeOf, roundUp, begin, end, nullptr};
        return sqlite3_config(SQLITE_CONFIG_MALLOC, &methods) == SQLITE_OK;
    }();
    return inForce;
}

} // namespace zhike::sqlite
