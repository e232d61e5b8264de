#include "sync/record/number_text.hpp"

#include <algorithm>

namespace soxa::record {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) { return std::all_of(text.begin(), text.end(), is_digit); }

/// The digits of "2530000", "2.530.000" or "2 530 000"; empty if it is none of these.
std::string whole_digits(std::string_view text) {
    const std::size_t mark = text.find_first_of(". ");
    if (mark == std::string_view::npos) return all_digits(text) ? std::string(text) : "";
    const char separator = text[mark];
    if (mark == 0 || mark > 3 || !all_digits(text.substr(0, mark))) return {};
    std::string digits(text.substr(0, mark));
    for (std::size_t at = mark; at < text.size(); at += 4) {
        const std::string_view group = text.substr(at + 1, 3);
        if (text[at] != separator || group.size() != 3 || !all_digits(group)) return {};
        digits += group;
    }
    return digits;
}

struct Split {
    std::string_view whole;
    std::string_view decimals;
};

/// At the comma; without one, at the only dot.
Split split(std::string_view text, std::size_t decimals) {
    std::size_t mark = text.find(',');
    if (mark == std::string_view::npos && decimals > 0) {
        mark = text.find('.');
        if (mark != text.rfind('.')) mark = std::string_view::npos;
    }
    if (mark == std::string_view::npos) return {text, {}};
    return {text.substr(0, mark), text.substr(mark + 1)};
}

}  // namespace

std::size_t decimals_of(Type type) {
    if (type == Type::decimal2) return 2;
    return type == Type::decimal1 || type == Type::percent ? 1 : 0;
}

tl::expected<std::int64_t, NumberFault> read_number(std::string_view written,
                                                    std::size_t decimals) {
    const bool ends_in_mark = written.ends_with(',') || written.ends_with('.');
    auto [whole, fraction] = split(written, decimals);
    std::string digits = whole_digits(whole);
    if (digits.empty() || ends_in_mark || !all_digits(fraction)) {
        return tl::make_unexpected(NumberFault::no_number);
    }
    if (fraction.size() > decimals) return tl::make_unexpected(NumberFault::too_many_decimals);
    digits += fraction;
    digits.append(decimals - fraction.size(), '0');
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
    if (digits.size() > number_digits_max) return tl::make_unexpected(NumberFault::too_large);
    std::int64_t value = 0;
    for (const char digit : digits) value = value * 10 + (digit - '0');
    return value;
}

std::string decimal_text(std::int64_t value, std::size_t decimals) {
    std::string digits = std::to_string(value < 0 ? -value : value);
    if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
    if (decimals > 0) digits.insert(digits.size() - decimals, 1, '.');
    if (value < 0) digits.insert(0, 1, '-');
    return digits;
}

std::string shown_number(std::int64_t value, std::size_t decimals) {
    std::string text = decimal_text(value, decimals);
    std::size_t end = text.size();
    if (decimals > 0) {
        end -= decimals + 1;
        text[end] = ',';
    }
    const std::size_t begin = value < 0 ? 1 : 0;
    while (end > begin + 3) {
        end -= 3;
        text.insert(end, 1, '.');
    }
    return text;
}

}  // namespace soxa::record
