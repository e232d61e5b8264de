// What a person typed, read as a value: a function a kind of type.

#include <algorithm>

#include "crypto/base/utf8.hpp"
#include "sync/record/catalogue.hpp"
#include "sync/record/code_list.hpp"
#include "sync/record/date_text.hpp"
#include "sync/record/day.hpp"
#include "sync/record/number_text.hpp"
#include "sync/record/text.hpp"
#include "sync/record/value.hpp"

namespace soxa::record {

namespace {

using Read = tl::expected<Value, Fault>;

tl::unexpected<Fault> refused(const Field& field, std::string text,
                              std::vector<std::string> args = {}) {
    Fault fault;
    fault.field = field.group.empty() ? std::string(field.id)
                                      : std::string(field.group) + "." + std::string(field.id);
    fault.rule = name_of(field.type);
    fault.text = std::move(text);
    fault.args = std::move(args);
    return tl::make_unexpected(std::move(fault));
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) { return std::all_of(text.begin(), text.end(), is_digit); }

std::string without(std::string_view text, std::string_view left_out) {
    std::string kept;
    std::copy_if(text.begin(), text.end(), std::back_inserter(kept),
                 [&](char c) { return left_out.find(c) == std::string_view::npos; });
    return kept;
}

std::string trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) return {};
    return std::string(text.substr(begin, text.find_last_not_of(blanks) + 1 - begin));
}

/// Several spaces in a row are a slip of the hand.
std::string spaces_collapsed(std::string_view text) {
    std::string collapsed;
    for (const char c : text) {
        if (c != ' ' || !collapsed.ends_with(' ')) collapsed += c;
    }
    return collapsed;
}

/// Control characters and those that turn the direction of writing: they show another text than
/// the one that is stored.
Read read_text(const Field& field, std::string text) {
    if (field.type == Type::long_text) {
        std::erase(text, '\r');
    } else {
        text = spaces_collapsed(text);
    }
    const std::u32string characters = code_points(text);
    const bool lines = field.type == Type::long_text;
    if (std::any_of(characters.begin(), characters.end(),
                    [&](char32_t c) { return is_hidden(c) && !(lines && c == '\n'); })) {
        return refused(field, "value.control_characters");
    }
    if (characters.size() > field.length_max) {
        return refused(field, "value.too_long",
                       {std::to_string(field.length_max), std::to_string(characters.size())});
    }
    return Value(std::move(text));
}

Read read_digits(const Field& field, const std::string& text) {
    constexpr std::size_t digits_max = 64;  // a wrong length is a finding, but not any length
    std::string digits = without(text, field.type == Type::phone ? " .-()" : " .-");
    if (field.type == Type::phone) {
        constexpr std::size_t digits_abroad = 11;  // 84 and nine more
        if (digits.starts_with("+84")) {
            digits.replace(0, 3, "0");
        } else if (digits.starts_with("84") && digits.size() == digits_abroad) {
            digits.replace(0, 2, "0");
        }
    }
    if (digits.empty() || digits.size() > digits_max || !all_digits(digits)) {
        return refused(field, "value." + std::string(name_of(field.type)));
    }
    return Value(std::move(digits));
}

/// How much of a date the type wants.
bool is_precise(Type type, const KnownDate& date) {
    if (type == Type::date) return date.day != 0;
    if (type == Type::year_month) return date.month != 0 && date.day == 0;
    if (type == Type::year) return date.month == 0;
    return true;
}

Read read_date_value(const Field& field, const std::string& text) {
    const auto date = read_date(text);
    if (date && is_precise(field.type, *date)) {
        if (field.type == Type::year) return Read(tl::in_place, std::int64_t{date->year});
        return Value(stored(*date));
    }
    if (!date) {
        switch (date.error()) {
            case DateFault::two_digit_year:
                return refused(field, "value.two_digit_year");
            case DateFault::no_such_month:
                return refused(field, "value.no_such_month");
            case DateFault::no_such_day:
                return refused(field, "value.no_such_day");
            case DateFault::no_date:
                break;
        }
    }
    return refused(field, "value." + std::string(name_of(field.type)));
}

/// "85 %" and "2.530.000 đồng" are numbers too.
std::string without_unit(Type type, const std::string& text) {
    if (type == Type::percent && text.ends_with('%'))
        return trimmed(text.substr(0, text.size() - 1));
    if (type != Type::money) return text;
    for (const std::string_view unit : {"đồng", "VND", "VNĐ", "đ"}) {
        if (text.ends_with(unit)) return trimmed(text.substr(0, text.size() - unit.size()));
    }
    return text;
}

/// As a reader writes it: "3" for a step of pay, "2,34" for a coefficient.
std::string example_of(const Field& field) {
    const std::size_t decimals = decimals_of(field.type);
    const auto number = read_number(field.example, decimals);
    if (number) return shown(field, Value(*number));
    return decimals == 0 ? "165" : "2,34";
}

Read read_number_value(const Field& field, const std::string& text) {
    const std::size_t decimals = decimals_of(field.type);
    const auto number = read_number(without_unit(field.type, text), decimals);
    if (number) return Read(tl::in_place, *number);
    switch (number.error()) {
        case NumberFault::too_many_decimals:
            return refused(field, "value.too_many_decimals", {std::to_string(decimals)});
        case NumberFault::too_large:
            return refused(field, "value.too_large", {std::to_string(number_digits_max)});
        case NumberFault::no_number:
            break;
    }
    return refused(field, decimals == 0 ? "value.integer" : "value.decimal",
                   {example_of(field)});
}

/// A list as it stands in a province's file, for the reader of what was typed: what is in force
/// goes first, so that a code of several times is what it is now.
std::vector<Code> codes_of(const Catalogue& list, std::string_view today) {
    std::vector<Code> codes;
    for (const bool now : {true, false}) {
        for (const Item& one : list.items) {
            if (one.holds_on(today) != now) continue;
            codes.push_back({one.code, one.label, one.valid_from, one.valid_to, one.parent, {}});
        }
    }
    return codes;
}

tl::expected<std::string, Fault> read_from(const Field& field, const CodeList& list,
                                           const std::string& text) {
    if (const Code* const code = find_code_as_typed(list, text)) return std::string(code->code);
    if (list.open_digits > 0 && text.size() == list.open_digits && all_digits(text)) return text;
    const std::string title(list.title_vi);
    if (const Code* const near = nearest_code(list, text)) {
        return refused(
            field, "value.code_near",
            {title, std::string(list.name), std::string(near->code), std::string(near->label)});
    }
    return refused(field, "value.code_unknown", {title, std::string(list.name)});
}

/// What new entry takes for a code: its successor where it has one, a question where it has more; one
/// that has ended without any is hidden for new entry (DOMAIN §1.7).
/// A row of the past keeps the code of its time.
tl::expected<std::string, Fault> current(const Field& field, const Catalogue& list,
                                         std::string code, std::string_view today) {
    if (!is_of_now(field)) return code;
    const Replacement now = replacement(list, code, today);
    if (now.kind == Replacement::Kind::one) return now.items.front()->code;
    if (now.kind == Replacement::Kind::ended) {
        const Item* const ended = list.item(code, today);
        const auto last = read_day(ended->valid_to);
        return refused(field, "value.code_ended",
                       {code, ended->label, last ? shown(*last) : ended->valid_to,
                        std::string(list.name)});
    }
    if (now.kind != Replacement::Kind::many) return code;
    std::string choices;
    for (const Item* const item : now.items) {
        choices += (choices.empty() ? "" : "; ") + item->code + " " + item->label;
    }
    const Item* const old = list.item(code, today);
    return refused(field, "value.code_choose", {code, old->label, choices});
}

tl::expected<std::string, Fault> read_code(const Field& field, const std::string& text,
                                           const Lists& lists) {
    const CodeList* const own = find_code_list(field.catalogue);
    if (own == nullptr) return refused(field, "value.code_unknown", {"", ""});
    const Catalogue* const loaded =
        lists.catalogues == nullptr ? nullptr : lists.catalogues->find(field.catalogue);
    if (loaded == nullptr) return read_from(field, *own, text);
    if (const Item* const exact = loaded->item(text, lists.today)) {
        return current(field, *loaded, exact->code, lists.today);
    }
    const std::vector<Code> codes = codes_of(*loaded, lists.today);
    const CodeList as_loaded{own->name, loaded->title, codes,
                             loaded->complete ? std::size_t{0} : own->open_digits};
    return read_from(field, as_loaded, text).and_then([&](std::string code) {
        return current(field, *loaded, std::move(code), lists.today);
    });
}

Read read_unit(const Field& field, const std::string& text) {
    const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
        return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' ||
               c == '-' || c == '_';
    });
    if (!plain || text.size() > field.length_max) return refused(field, "value.unit");
    return Value(text);
}

Read read_boolean(const Field& field, const std::string& text) {
    const std::string key = search_key(text);
    for (const std::string_view yes : {"true", "1", "co", "dung", "yes", "x"}) {
        if (key == yes) return Value(std::int64_t{1});
    }
    for (const std::string_view no : {"false", "0", "khong", "sai", "no"}) {
        if (key == no) return Value(std::int64_t{0});
    }
    return refused(field, "value.boolean");
}

Read read_file(const Field& field, std::string text) {
    constexpr std::size_t digest_digits = 64;
    for (char& c : text) {
        if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
    }
    const bool hexadecimal = std::all_of(
        text.begin(), text.end(), [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); });
    if (text.size() != digest_digits || !hexadecimal) return refused(field, "value.file");
    return Value(std::move(text));
}

Read read_one(const Field& field, std::string text, const Lists& lists) {
    switch (field.type) {
        case Type::text:
        case Type::long_text:
        case Type::texts:
            return read_text(field, std::move(text));
        case Type::digits:
        case Type::phone:
            return read_digits(field, text);
        case Type::date:
        case Type::partial_date:
        case Type::year_month:
        case Type::year:
            return read_date_value(field, text);
        case Type::integer:
        case Type::decimal1:
        case Type::decimal2:
        case Type::percent:
        case Type::money:
            return read_number_value(field, text);
        case Type::code:
        case Type::codes:
            return read_code(field, text, lists).map([](std::string code) {
                return Value(std::move(code));
            });
        case Type::unit:
            return read_unit(field, text);
        case Type::boolean:
            return read_boolean(field, text);
        case Type::file:
            return read_file(field, std::move(text));
    }
    return refused(field, "value.empty");
}

bool is_list(const Field& field) { return field.type == Type::codes || field.type == Type::texts; }

void add_items(std::vector<std::string>& items, std::string_view text) {
    while (true) {
        const std::size_t end = text.find_first_of(";\n");
        items.emplace_back(text.substr(0, end));
        if (end == std::string_view::npos) return;
        text.remove_prefix(end + 1);
    }
}

Read read_list(const Field& field, const std::vector<std::string>& typed, const Lists& lists) {
    std::vector<std::string> parts;
    for (const std::string& text : typed) add_items(parts, text);
    std::vector<std::string> items;
    for (const std::string& one : parts) {
        if (!is_utf8(one)) return refused(field, "value.not_utf8");
        std::string text = trimmed(normalised(one));
        if (text.empty()) continue;
        auto item = read_one(field, std::move(text), lists);
        if (!item) return item;
        auto& read = std::get<std::string>(*item);
        const bool repeated = std::find(items.begin(), items.end(), read) != items.end();
        if (!repeated) items.push_back(std::move(read));
    }
    if (items.empty()) return refused(field, "value.empty");
    if (items.size() > list_count_max) {
        return refused(field, "value.too_many", {std::to_string(list_count_max)});
    }
    return Value(std::move(items));
}

}  // namespace

tl::expected<Value, Fault> parse(const Field& field, std::string_view typed, const Lists& lists) {
    if (is_list(field)) return read_list(field, {std::string(typed)}, lists);
    if (!is_utf8(typed)) return refused(field, "value.not_utf8");
    std::string text = trimmed(normalised(typed));
    if (text.empty()) return refused(field, "value.empty");
    return read_one(field, std::move(text), lists);
}

tl::expected<Value, Fault> parse(const Field& field, const std::vector<std::string>& typed,
                                 const Lists& lists) {
    if (is_list(field)) return read_list(field, typed, lists);
    if (typed.size() != 1) return refused(field, "value.single");
    return parse(field, typed.front(), lists);
}

}  // namespace soxa::record
