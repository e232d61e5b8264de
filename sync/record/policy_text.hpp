// The file that a province edits: `key = value` a line, `#` before a comment, empty lines as one
// likes. Nothing is guessed: an unknown key, a key twice, a value that is none is refused with its
// line and with what would be right, all of them at once.
#pragma once

#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "sync/record/policy.hpp"

namespace soxa::record {

inline constexpr std::size_t policy_bytes_max = 256 * 1024;

/// The faults' field is the line's number (0: the file as a whole), the rule is the key.
[[nodiscard]] tl::expected<Policy, std::vector<Fault>> read_policy(std::string_view text);
/// A file that read_policy() reads back as the same pack, each key under its explanation.
[[nodiscard]] std::string write_policy(const Policy& policy);

}  // namespace soxa::record
