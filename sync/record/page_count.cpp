#include "sync/record/page_count.hpp"

#include <algorithm>
#include <cctype>

#include "sync/record/attachment.hpp"

namespace soxa::record {

namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f'; }

/// True where a name as "/Type" ends: "/Pages" is not "/Page".
bool ends_name(std::string_view pdf, std::size_t at) {
    return at >= pdf.size() || std::isalnum(static_cast<unsigned char>(pdf[at])) == 0;
}

std::size_t past_spaces(std::string_view pdf, std::size_t at) {
    while (at < pdf.size() && is_space(pdf[at])) ++at;
    return at;
}

/// The number of "/Type /Page".
int page_objects(std::string_view pdf) {
    constexpr std::string_view type = "/Type";
    constexpr std::string_view page = "/Page";
    int count = 0;
    for (std::size_t at = pdf.find(type); at != std::string_view::npos;
         at = pdf.find(type, at + type.size())) {
        const std::size_t value = past_spaces(pdf, at + type.size());
        const bool is_page = pdf.substr(value).starts_with(page) &&
                             ends_name(pdf, value + page.size());
        if (is_page && count <= pages_max) ++count;
    }
    return count;
}

/// The largest "/Count n"; outlines have one too, negative or smaller than the page tree's.
int largest_count(std::string_view pdf) {
    constexpr std::string_view count = "/Count";
    int largest = 0;
    for (std::size_t at = pdf.find(count); at != std::string_view::npos;
         at = pdf.find(count, at + count.size())) {
        int number = 0;
        for (std::size_t digit = past_spaces(pdf, at + count.size());
             digit < pdf.size() && pdf[digit] >= '0' && pdf[digit] <= '9' && number <= pages_max;
             ++digit) {
            number = number * 10 + (pdf[digit] - '0');
        }
        largest = std::max(largest, number);
    }
    return largest;
}

}  // namespace

std::optional<int> page_count(ByteView bytes) {
    const FileKind kind = kind_of(bytes);
    if (kind == FileKind::jpeg || kind == FileKind::png) return 1;
    if (kind != FileKind::pdf) return std::nullopt;
    const std::string_view pdf = soxa::text_of(bytes);
    const int plain = page_objects(pdf);
    const int pages = plain > 0 ? plain : largest_count(pdf);
    if (pages < 1 || pages > pages_max) return std::nullopt;
    return pages;
}

}  // namespace soxa::record
