// What a person may have meant who typed into a search box: with or without marks, or the bare
// keystrokes of Telex or VNI because the typing tool was off ("nguyeenx thij hoaf", "nguye6n4").
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace soxa::record {

/// The keys to look for, the plain one first; compare with search_key() of what is searched.
[[nodiscard]] std::vector<std::string> search_keys(std::string_view typed);

/// True if every word typed begins a word of the text, in any order: "hoa nguy" finds "Nguyễn Thị
/// Hoà". One of the keys is enough.
[[nodiscard]] bool finds(const std::vector<std::string>& keys, std::string_view key_of_text);

}  // namespace soxa::record
