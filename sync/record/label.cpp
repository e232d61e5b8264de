#include "sync/record/label.hpp"

#include "sync/record/catalogue.hpp"

namespace soxa::record {

namespace {

std::string label(const Field& field, const std::string& code, const Lists& lists,
                  std::string_view day) {
    const Catalogue* const list = lists.catalogues->find(field.catalogue);
    const Item* const item = list == nullptr ? nullptr : list->item(code, day);
    return item == nullptr ? code : item->label;
}

}  // namespace

std::string shown_on(const Field& field, const Value& value, const Lists& lists,
                     std::string_view day) {
    const bool coded = field.type == Type::code || field.type == Type::codes;
    if (!coded || lists.catalogues == nullptr) return shown(field, value);
    if (const auto* const code = std::get_if<std::string>(&value)) {
        return label(field, *code, lists, day);
    }
    const auto* const codes = std::get_if<std::vector<std::string>>(&value);
    if (codes == nullptr) return shown(field, value);
    std::string all;
    for (const std::string& code : *codes) {
        all += (all.empty() ? "" : "; ") + label(field, code, lists, day);
    }
    return all;
}

std::string shown(const Field& field, const Value& value, const Lists& lists) {
    return shown_on(field, value, lists, lists.today);
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
