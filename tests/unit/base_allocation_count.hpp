// How often this test program has allocated with new, for tests that something allocates nothing.
#pragma once

#include <cstddef>

namespace soxa::tests {

#ifdef __SANITIZE_ADDRESS__
// The sanitizer's own new and delete find more than a count would: there it stays 0.
inline constexpr bool counts_allocations = false;
#else
inline constexpr bool counts_allocations = true;
#endif

[[nodiscard]] std::size_t allocation_count();

}  // namespace soxa::tests
