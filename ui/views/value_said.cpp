#include "ui/views/value_said.hpp"

#include "sync/record/label.hpp"

namespace soxa::ui {

const record::Field* field_named(const std::string& id) {
    const auto dot = id.find('.');
    return dot == std::string::npos ? record::find_field("", id)
                                    : record::find_field(id.substr(0, dot), id.substr(dot + 1));
}

std::string label_said(const record::Field& field, const Words& words) {
    std::string label(words.of(field.label_vi, field.label_en));
    if (const record::Group* group = record::find_group(field.group)) {
        label = std::string(words.of(group->label_vi, group->label_en)) + " · " + label;
    }
    return label;
}

std::string value_said(const record::Field* field, const office::Json& json, const Words& words,
                       const record::Lists& lists) {
    if (json.is_null()) return words.say("form.nothing");
    if (field != nullptr) {
        const auto value = office::value_of(*field, json);
        if (value) return record::shown(*field, *value, lists);
    }
    if (!json.is_object()) return json.is_string() ? json.get<std::string>() : json.dump();
    std::string all;  // an edit of a section, field by field
    for (const auto& [key, one] : json.items()) {
        const record::Field* member = field_named(key);
        if (!all.empty()) all += "\n";
        all += (member == nullptr ? key : label_said(*member, words)) + ": " +
               value_said(member, one, words, lists);
    }
    return all.empty() ? words.say("form.nothing") : all;
}

}  // namespace soxa::ui
