#include "client/store/migrations.hpp"

#include <array>

namespace soxa::store {

namespace {

constexpr auto steps = std::to_array<std::string_view>({
#include "client_store_migrations.inc"
});

}  // namespace

std::span<const std::string_view> migrations() { return steps; }

}  // namespace soxa::store
