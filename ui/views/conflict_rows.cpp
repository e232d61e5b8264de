#include "ui/views/conflict_rows.hpp"

#include "client/office/access.hpp"
#include "client/office/conflict_before.hpp"
#include "ui/views/spelling.hpp"

namespace soxa::ui {

namespace {

using office::Json;

std::string label_of(const record::Field& field, const Words& words) {
    std::string label(words.of(field.label_vi, field.label_en));
    if (const record::Group* group = record::find_group(field.group)) {
        label = std::string(words.of(group->label_vi, group->label_en)) + " · " + label;
    }
    return label;
}

const record::Field* field_named(const std::string& id) {
    const auto dot = id.find('.');
    return dot == std::string::npos ? record::find_field("", id)
                                    : record::find_field(id.substr(0, dot), id.substr(dot + 1));
}

std::string shown_value(const record::Field* field, const Json& json, const Words& words) {
    if (json.is_null()) return words.say("form.nothing");
    if (field != nullptr) {
        const auto value = office::value_of(*field, json);
        if (value) return record::shown(*field, *value);
    }
    if (!json.is_object()) return json.is_string() ? json.get<std::string>() : json.dump();
    std::string all;  // an edit of a section, field by field
    for (const auto& [key, one] : json.items()) {
        const record::Field* member = field_named(key);
        if (!all.empty()) all += "\n";
        all += (member == nullptr ? key : label_of(*member, words)) + ": " +
               shown_value(member, one, words);
    }
    return all.empty() ? words.say("form.nothing") : all;
}

ConflictRow row_of(const office::Office& office, const store::RecordLine& line,
                   const office::Dispute& dispute, const Words& words) {
    ConflictRow row;
    row.uid = line.uid;
    row.full_name = line.full_name;
    row.id = dispute.id;
    row.field = field_named(dispute.field);
    row.section_wide = dispute.cell.is_guard();
    row.legal = dispute.cell.legal || row.section_wide;
    record::Tag section = dispute.cell.is_guard() ? dispute.cell.tag
                                                  : record::section_of_cell(dispute.cell.tag);
    if (row.field != nullptr) {
        row.label = label_of(*row.field, words);
        row.legal = row.legal || row.field->merge == record::MergeClass::legal;
    } else if (const record::Group* group = record::find_group(dispute.field)) {
        row.label = words.say("conflict.row_stays",
                              {std::string(words.of(group->label_vi, group->label_en))});
    } else if (dispute.field.starts_with("section:")) {
        const record::Section* named = record::find_section(dispute.field.substr(8));
        if (named != nullptr) section = named->tag;
    }
    for (const record::Section& one : record::sections()) {
        if (one.tag == section) row.section = words.of(one.label_vi, one.label_en);
    }
    if (row.label.empty()) row.label = words.say("conflict.section", {row.section});
    for (const office::Dispute::Side& side : dispute.sides) {
        row.sides.push_back({shown_value(row.field, side.value, words), side.author.name,
                             side.author.device, spelled(side.at), side.ours});
    }
    const Json before = office::value_before(office, dispute);
    if (!before.is_null()) row.before = shown_value(row.field, before, words);
    for (const ConflictRow::Side& side : row.sides) {
        if (!row.sentence.empty()) row.sentence += "; ";
        const std::string said = row.section_wide ? std::string() : "“" + side.value + "”";
        row.sentence += words.say("conflict.said", {side.who, said, side.when, side.device});
    }
    return row;
}

}  // namespace

Result<std::vector<ConflictRow>> conflict_rows(const office::Office& office,
                                               const Words& words) {
    std::vector<ConflictRow> rows;
    TRY_LET(const auto lines, office.store().list());
    for (const store::RecordLine& line : lines) {
        if (line.conflicts == 0) continue;
        const auto state = office.record(line.uid, ledger::Act::read_file);
        if (!state) continue;  // not this account's to see
        if (office::sight_of(office, *state).asks_purpose) continue;  // the form asks why
        for (const office::Dispute& dispute : office::disputes(office, *state)) {
            rows.push_back(row_of(office, line, dispute, words));
        }
    }
    return rows;
}

}  // namespace soxa::ui
