// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

//! Linked into a program (target Zhike::wipingheap), every block of memory is overwritten when it is freed: the program's own, and those of every library in
//! it, because the dynamic linker finds this free() and realloc() first. What was typed or shown leaves nothing behind in freed memory, Qt's texts included.
//! Costs one pass over each freed block. Not with the sanitizers, which bring a heap of their own.
namespace zhike::process {

[[nodiscard]] bool wipesHeap(); //!< whether it is so in this process

} // namespace zhike::process
