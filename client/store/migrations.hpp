// The store's schema as numbered steps, embedded from migrations/ at build time. A step is never
// changed once a release has it.
#pragma once

#include <span>
#include <string_view>

namespace soxa::store {

[[nodiscard]] std::span<const std::string_view> migrations();

}  // namespace soxa::store
