#include "tests/unit/base_allocation_count.hpp"

#include <atomic>
#include <cstdlib>
#include <new>

namespace {

std::atomic<std::size_t> allocated{0};

}  // namespace

#ifndef __SANITIZE_ADDRESS__
void* operator new(std::size_t size) {
    allocated.fetch_add(1, std::memory_order_relaxed);
    if (void* made = std::malloc(size == 0 ? 1 : size)) return made;
    throw std::bad_alloc();
}
void operator delete(void* made) noexcept { std::free(made); }
void operator delete(void* made, std::size_t) noexcept { std::free(made); }
#endif

std::size_t soxa::tests::allocation_count() { return allocated.load(std::memory_order_relaxed); }
