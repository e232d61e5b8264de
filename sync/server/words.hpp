// What people read, in Vietnamese or English, by key.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "crypto/base/result.hpp"

namespace soxa::server {

enum class Language { vi, en };

/// With {0}, {1} … replaced by `args`. An unknown key is shown as it is, with what it came with.
[[nodiscard]] std::string say(Language language, std::string_view key,
                              const std::vector<std::string>& args = {});
/// The error, and each fault on its own line.
[[nodiscard]] std::string say(Language language, const Error& error);
[[nodiscard]] bool has_words(std::string_view key);

}  // namespace soxa::server
