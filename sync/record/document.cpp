#include "sync/record/document.hpp"

namespace soxa::record {

std::string name_of(const RowId& row) {
    return hex(row.added.view()) + "-" + std::to_string(row.index);
}

const Value* Document::find(std::string_view id) const {
    const Field* const field = find_field("", id);
    if (field == nullptr) return nullptr;
    const auto at = fields.find(field->tag);
    return at == fields.end() ? nullptr : &at->second;
}

std::string_view Document::text(std::string_view id) const {
    const Value* const value = find(id);
    const auto* const text = value == nullptr ? nullptr : std::get_if<std::string>(value);
    return text == nullptr ? std::string_view{} : std::string_view(*text);
}

}  // namespace soxa::record
