#include "sync/record/label.hpp"

#include "sync/record/catalogue.hpp"

namespace soxa::record {

namespace {

std::string label_of(const Field& field, const std::string& code, const Lists& lists) {
    const Catalogue* const list = lists.catalogues->find(field.catalogue);
    const Item* const item = list == nullptr ? nullptr : list->item(code, lists.today);
    return item == nullptr ? shown(field, Value(code)) : item->label;
}

}  // namespace

std::string shown(const Field& field, const Value& value, const Lists& lists) {
    const bool coded = field.type == Type::code || field.type == Type::codes;
    if (!coded || lists.catalogues == nullptr) return shown(field, value);
    if (const auto* const code = std::get_if<std::string>(&value)) {
        return label_of(field, *code, lists);
    }
    std::string text;
    for (const std::string& code : std::get<std::vector<std::string>>(value)) {
        text += (text.empty() ? "" : "; ") + label_of(field, code, lists);
    }
    return text;
}

}  // namespace soxa::record
