#include "sync/record/label.hpp"

namespace soxa::record {

namespace {

/// Nothing where the lists do not know the code.
std::optional<std::string> label(const Field& field, std::string_view code,
                                 const Catalogues& lists, std::string_view day) {
    const Catalogue* const list = lists.find(field.catalogue);
    const Item* const item = list == nullptr ? nullptr : list->item(code, day);
    return item == nullptr ? std::nullopt : std::optional(item->label);
}

}  // namespace

std::string shown_on(const Field& field, const Value& value, const Catalogues& lists,
                     std::string_view day) {
    if (field.type == Type::code) {
        const auto* const code = std::get_if<std::string>(&value);
        if (code != nullptr) return label(field, *code, lists, day).value_or(*code);
    }
    if (field.type == Type::codes) {
        if (const auto* const codes = std::get_if<std::vector<std::string>>(&value)) {
            std::string all;
            for (const std::string& code : *codes) {
                all += (all.empty() ? "" : "; ") + label(field, code, lists, day).value_or(code);
            }
            return all;
        }
    }
    return shown(field, value);
}

std::string day_of_row(std::string_view group, const Row& row) {
    for (const auto* const id : {"from", "from_ym", "effective_date", "decision_date", "year"}) {
        const Field* const field = find_field(group, id);
        const auto value = field == nullptr ? row.columns.end() : row.columns.find(field->tag);
        if (field != nullptr && value != row.columns.end()) {
            return text_of(*field, value->second);
        }
    }
    return {};
}

std::string day_of_field(const Field& field, const Document& document, std::string_view today) {
    const std::string_view born = document.text("birth_date");
    return std::string(is_of_now(field) || born.empty() ? today : born);
}

}  // namespace soxa::record
