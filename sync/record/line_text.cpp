#include "sync/record/line_text.hpp"

namespace soxa::record {

std::string_view trimmed_line(std::string_view text) {
    constexpr std::string_view blank = " \t\r";
    const std::size_t begin = text.find_first_not_of(blank);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(blank) - begin + 1);
}

std::vector<std::string_view> parts_of(std::string_view text, char at) {
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t end = text.find(at);
        parts.push_back(trimmed_line(text.substr(0, end)));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

std::vector<std::string> columns_of(std::string_view text, char at) {
    const std::vector<std::string_view> parts = parts_of(text, at);
    return {parts.begin(), parts.end()};
}

}  // namespace soxa::record
