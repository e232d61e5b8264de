// The keys of a policy pack and how each value is spelled: one table for reading, writing and
// encoding.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/record/policy.hpp"

namespace soxa::record::policy {

struct Key {
    std::string_view name;
    bool required = false;
    std::string_view allowed;  ///< shown to who wrote something else
    std::string_view comment;  ///< Vietnamese, above the line in a written file
    bool (*read)(Policy&, std::string_view value);  ///< false: no such value
    /// Nothing: the key is not written.
    std::optional<std::string> (*write)(const Policy&);
};

[[nodiscard]] const std::vector<Key>& keys();
[[nodiscard]] const Key* find_key(std::string_view name);
/// The key that was probably meant: few letters away; nothing where none is.
[[nodiscard]] std::optional<std::string_view> nearest_key(std::string_view name);

/// Keys with a part of their own in the name: calendar.2027.off, rule.R18.
[[nodiscard]] bool is_open_key(std::string_view name);
[[nodiscard]] std::string_view allowed_in_open(std::string_view name);
[[nodiscard]] bool read_open(Policy& policy, std::string_view name, std::string_view value);
void write_open(const Policy& policy, Entries& entries);

}  // namespace soxa::record::policy
