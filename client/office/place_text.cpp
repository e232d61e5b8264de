#include "client/office/place_text.hpp"

#include <algorithm>

#include "sync/record/field.hpp"

namespace soxa::office {

namespace {

template <class Labelled>
std::string label_of(Language language, const Labelled& one) {
    return std::string(language == Language::vietnamese ? one.label_vi : one.label_en);
}

/// Of "field", "group", "group.column" and "group/ROW.column"; empty if there is none such.
std::string label_of_place(Language language, std::string_view place) {
    const std::size_t group_end = std::min(place.find('/'), place.find('.'));
    const record::Group* const group = record::find_group(place.substr(0, group_end));
    const std::size_t dot = place.rfind('.');
    if (group == nullptr) {
        const record::Field* const field = record::find_field("", place);
        return field == nullptr ? std::string() : label_of(language, *field);
    }
    const std::string rows = label_of(language, *group);
    if (dot == std::string_view::npos) return rows;
    const record::Field* const column = record::find_field(group->id, place.substr(dot + 1));
    return column == nullptr ? rows : rows + ": " + label_of(language, *column);
}

}  // namespace

std::string place_text(Language language, std::string_view place) {
    const std::string label = label_of_place(language, place);
    return label.empty() ? std::string(place) : label + " · " + std::string(place);
}

}  // namespace soxa::office
