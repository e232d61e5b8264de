// Lines of the files that a province edits: packs, catalogues, the national map.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace soxa::record {

/// Without blanks at both ends: spaces, tabs and the carriage return of another system.
[[nodiscard]] std::string_view trimmed_line(std::string_view text);
/// The parts between `at`, each trimmed; one empty part of an empty text.
[[nodiscard]] std::vector<std::string_view> parts_of(std::string_view text, char at);
/// The same, to keep.
[[nodiscard]] std::vector<std::string> columns_of(std::string_view text, char at);

}  // namespace soxa::record
