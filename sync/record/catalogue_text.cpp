// The file of a catalogue: a head, a line that names the columns, a line an item.

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include "crypto/base/utf8.hpp"
#include "sync/record/catalogue.hpp"
#include "sync/record/code_list.hpp"
#include "sync/record/day.hpp"
#include "sync/record/line_text.hpp"
#include "sync/record/text.hpp"

namespace soxa::record {

namespace {

constexpr std::array<std::string_view, 8> column_names{
    "code", "label", "valid_from", "valid_to", "parent", "replaced_by", "national_code", "note"};
constexpr std::size_t code_bytes_max = 40;
constexpr std::size_t label_characters_max = 250;

bool is_code(std::string_view text) {
    return !text.empty() && text.size() <= code_bytes_max &&
           std::all_of(text.begin(), text.end(),
                       [](char c) { return c > ' ' && c < 0x7F && c != '|' && c != '#'; });
}

class Reading {
public:
    void line(std::size_t number, std::string_view text) {
        const std::string_view bare = trimmed_line(text);
        if (bare.empty() || bare.front() == '#') return;
        if (in_items_) {
            item(number, bare);
        } else if (bare.find('|') != std::string_view::npos) {
            columns(number, bare);
        } else {
            head(number, bare);
        }
    }

    tl::expected<Catalogue, std::vector<Fault>> done() {
        for (const std::string_view key : {"catalogue", "version", "title"}) {
            if (!head_.contains(key)) refuse(0, key, "catalogue.missing_head", {std::string(key)});
        }
        if (!in_items_) refuse(0, "", "catalogue.no_columns", {joined_columns()});
        periods();
        successors();
        if (!refused_.empty()) return tl::make_unexpected(std::move(refused_));
        std::stable_sort(made_.items.begin(), made_.items.end(), [](const Item& a, const Item& b) {
            return std::tie(a.code, a.valid_from) < std::tie(b.code, b.valid_from);
        });
        return std::move(made_);
    }

    void refuse(std::size_t line, std::string_view rule, std::string text,
                std::vector<std::string> args = {}) {
        refused_.push_back(
            {std::to_string(line), std::string(rule), std::move(text), std::move(args)});
    }

    static std::string joined_columns() {
        std::string joined;
        for (const std::string_view name : column_names) {
            joined += (joined.empty() ? "" : " | ") + std::string(name);
        }
        return joined;
    }

private:
    void head(std::size_t number, std::string_view bare) {
        const std::size_t sign = bare.find('=');
        if (sign == std::string_view::npos) {
            refuse(number, "", "catalogue.no_sign", {std::string(bare)});
            return;
        }
        const std::string key(trimmed_line(bare.substr(0, sign)));
        const std::string value(trimmed_line(bare.substr(sign + 1)));
        if (!head_.emplace(key, value).second) {
            refuse(number, key, "catalogue.twice", {key});
        } else if (key == "catalogue") {
            made_.name = value;
            if (find_code_list(value) == nullptr) {
                refuse(number, key, "catalogue.unknown_list", {value});
            }
        } else if (key == "version") {
            made_.version = value;
            if (!read_day(value)) refuse(number, key, "catalogue.version", {value});
        } else if (key == "title") {
            made_.title = value;
        } else if (key == "complete" && (value == "yes" || value == "no")) {
            made_.complete = value == "yes";
        } else {
            refuse(number, key, "catalogue.unknown_head", {key});
        }
    }

    void columns(std::size_t number, std::string_view bare) {
        in_items_ = true;
        const std::vector<std::string> names = columns_of(bare, '|');
        if (!std::equal(names.begin(), names.end(), column_names.begin(), column_names.end())) {
            refuse(number, "", "catalogue.no_columns", {joined_columns()});
        }
    }

    void item(std::size_t number, std::string_view bare) {
        std::vector<std::string> parts = columns_of(bare, '|');
        if (parts.size() != column_names.size()) {
            refuse(number, "", "catalogue.column_count",
                   {std::to_string(parts.size()), std::to_string(column_names.size())});
            return;
        }
        Item one{parts[0], parts[1], parts[2], parts[3], parts[4], {}, parts[6], parts[7]};
        for (const std::string& code : columns_of(parts[5], ' ')) {
            if (!code.empty()) one.replaced_by.push_back(code);
        }
        code(number, one);
        const std::size_t length = character_count(one.label);
        if (length == 0 || length > label_characters_max) {
            refuse(number, "label", "catalogue.label", {one.code});
        }
        for (const auto* const day : {&one.valid_from, &one.valid_to}) {
            if (!day->empty() && !read_day(*day)) refuse(number, "valid", "catalogue.day", {*day});
        }
        if (!one.valid_to.empty() && one.valid_to < one.valid_from) {
            refuse(number, "valid_to", "catalogue.ends_before_begin",
                   {one.valid_to, one.valid_from});
        }
        lines_.push_back(number);
        made_.items.push_back(std::move(one));
    }

    void code(std::size_t number, const Item& one) {
        const CodeList* const list = find_code_list(made_.name);
        const std::size_t digits = list == nullptr ? 0 : list->open_digits;
        const bool all_digits = std::all_of(one.code.begin(), one.code.end(),
                                            [](char c) { return c >= '0' && c <= '9'; });
        if (!is_code(one.code)) {
            refuse(number, "code", "catalogue.code", {one.code});
        } else if (digits != 0 && (one.code.size() != digits || !all_digits)) {
            refuse(number, "code", "catalogue.code_digits", {one.code, std::to_string(digits)});
        }
        const bool of_province = made_.name == "commune";
        if (of_province && find_code(*find_code_list("province_any"), one.parent) == nullptr) {
            refuse(number, "parent", "catalogue.parent", {one.parent});
        }
    }

    /// A code means one thing at a time.
    void periods() {
        std::map<std::string_view, std::vector<std::size_t>> by_code;
        for (std::size_t i = 0; i < made_.items.size(); ++i) {
            std::vector<std::size_t>& before = by_code[made_.items[i].code];
            for (const std::size_t k : before) {
                const Item& a = made_.items[k];
                const Item& b = made_.items[i];
                const bool apart = (!a.valid_to.empty() && a.valid_to < b.valid_from) ||
                                   (!b.valid_to.empty() && b.valid_to < a.valid_from);
                if (apart) continue;
                refuse(lines_[i], "code", "catalogue.same_code",
                       {b.code, std::to_string(lines_[k])});
                break;
            }
            before.push_back(i);
        }
    }

    void successors() {
        std::set<std::string_view> known;
        for (const Item& one : made_.items) known.insert(one.code);
        // Old provinces have become those of the other list.
        const CodeList* const list =
            find_code_list(made_.name == "province_63" ? "province" : made_.name);
        for (std::size_t i = 0; i < made_.items.size(); ++i) {
            const Item& one = made_.items[i];
            for (const std::string& next : one.replaced_by) {
                const bool there =
                    known.contains(next) || (list != nullptr && find_code(*list, next) != nullptr);
                if (!there) refuse(lines_[i], "replaced_by", "catalogue.successor", {next});
            }
            if (!one.replaced_by.empty() && one.valid_to.empty()) {
                refuse(lines_[i], "valid_to", "catalogue.replaced_without_end", {one.code});
            }
        }
    }

    Catalogue made_;
    std::map<std::string, std::string, std::less<>> head_;
    std::vector<std::size_t> lines_;  ///< of the items
    std::vector<Fault> refused_;
    bool in_items_ = false;
};

}  // namespace

tl::expected<Catalogue, std::vector<Fault>> read_catalogue(std::string_view text) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    Reading reading;
    if (text.size() > catalogue_bytes_max || !is_utf8(text)) {
        reading.refuse(0, "", "catalogue.not_text");
        return reading.done();
    }
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    const std::string normal = normalised(text);
    std::string_view rest = normal;
    for (std::size_t number = 1; !rest.empty(); ++number) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        reading.line(number, rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return reading.done();
}

std::string write_catalogue(const Catalogue& catalogue) {
    std::string text =
        "# Danh mục của Sổ Xã. Mỗi dòng một mục, các cột cách nhau bằng |. Dòng # là ghi chú.\n"
        "# Mã không bao giờ dùng lại cho mục khác cùng lúc; mục hết hiệu lực ghi valid_to, mục "
        "thay\n"
        "# thế ghi ở replaced_by (nhiều mã cách nhau bằng dấu cách: chương trình sẽ hỏi).\n";
    text += "catalogue = " + catalogue.name + "\n";
    text += "version   = " + catalogue.version + "\n";
    text += "title     = " + catalogue.title + "\n";
    text += std::string("complete  = ") + (catalogue.complete ? "yes" : "no") + "\n\n";
    text += Reading::joined_columns() + "\n";
    for (const Item& item : catalogue.items) {
        std::string successors;
        for (const std::string& code : item.replaced_by) {
            successors += (successors.empty() ? "" : " ") + code;
        }
        for (const std::string_view part :
             {std::string_view(item.code), std::string_view(item.label),
              std::string_view(item.valid_from), std::string_view(item.valid_to),
              std::string_view(item.parent), std::string_view(successors),
              std::string_view(item.national_code)}) {
            text += std::string(part) + " | ";
        }
        text += item.note + "\n";
    }
    return text;
}

}  // namespace soxa::record
