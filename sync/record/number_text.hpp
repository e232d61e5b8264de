// Numbers as people in Việt Nam write them: a comma before decimals, dots between thousands
// (DOMAIN §3.4). A dot before decimals is understood too; what could be either is refused.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "sync/record/field.hpp"

namespace soxa::record {

enum class NumberFault { no_number, too_many_decimals, too_large };

/// At most this many digits, decimals among them: well inside what the ledger can hold.
inline constexpr std::size_t number_digits_max = 15;

/// A type's decimals: what its number is a count of.
[[nodiscard]] std::size_t decimals_of(Type type);

/// In units of the last decimal: with two decimals, "2,34" is 234.
[[nodiscard]] tl::expected<std::int64_t, NumberFault> read_number(std::string_view written,
                                                                  std::size_t decimals);

/// "2.34", as programs spell it.
[[nodiscard]] std::string decimal_text(std::int64_t value, std::size_t decimals);
/// "1.234,50", as people do.
[[nodiscard]] std::string shown_number(std::int64_t value, std::size_t decimals);

}  // namespace soxa::record
